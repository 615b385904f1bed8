/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-bond-view.h"

#include <glib/gi18n.h>

#include "tactus-template.h"
#include "tactus-widget-look.h"

#define MAX_DIGITS 6

struct _TactusBondView
{
  AdwBin parent_instance;

  GtkWidget *page;
  GtkWidget *number_label;
  GtkWidget *entry;
  GtkWidget *yes_button;
  GtkWidget *no_button;

  TactusBondQuestion *question; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusBondView, tactus_bond_view, ADW_TYPE_BIN)

static guint answered_signal;

typedef struct {
  const char *title;
  const char *description;
  const char *yes;   /* (nullable) */
  gboolean    number;
  gboolean    entry;
} Words;

static const Words words[] = {
  [TACTUS_BOND_CONFIRM] = {
    N_("Compare the Numbers"),
    N_("Does the device show this number, too?"),
    N_("_It Does"), TRUE, FALSE,
  },
  [TACTUS_BOND_ENTER] = {
    N_("Enter the Number"),
    N_("The device shows it, or has it printed on it or in its manual."),
    N_("_Pair"), FALSE, TRUE,
  },
  [TACTUS_BOND_SHOW] = {
    N_("Enter This Number"),
    N_("Enter it on the device. It waits for that."),
    NULL, TRUE, FALSE,
  },
  [TACTUS_BOND_ALLOW] = {
    N_("Pair With This Device?"),
    N_("It wants to be paired before it shows the heart rate."),
    N_("_Pair"), FALSE, FALSE,
  },
};

static const Words *
get_words (TactusBondView *self)
{
  return &words[tactus_bond_question_get_kind (self->question)];
}

/* Spaced as people read such numbers aloud; the screen reader hears digits. */
static void
show_number (TactusBondView *self)
{
  guint passkey = tactus_bond_question_get_passkey (self->question);
  g_autofree char *text = g_strdup_printf ("%03u %03u", passkey / 1000, passkey % 1000);

  gtk_label_set_label (GTK_LABEL (self->number_label), text);
}

static gboolean
parse_entry (TactusBondView *self,
             guint          *passkey)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint n_digits = 0;

  *passkey = 0;
  for (; *text; text++)
    {
      if (g_ascii_isdigit (*text))
        {
          *passkey = *passkey * 10 + (guint) g_ascii_digit_value (*text);
          n_digits++;
        }
      else if (*text != ' ')
        {
          return FALSE;
        }
    }

  return n_digits > 0 && n_digits <= MAX_DIGITS;
}

static void
changed_cb (TactusBondView *self)
{
  guint passkey;

  gtk_widget_set_sensitive (self->yes_button,
                            self->question == NULL || !get_words (self)->entry ||
                            parse_entry (self, &passkey));
}

static void
answer (TactusBondView *self,
        gboolean        yes)
{
  guint passkey = 0;

  if (self->question == NULL)
    return;
  if (yes && get_words (self)->entry && !parse_entry (self, &passkey))
    return;

  tactus_bond_question_answer (self->question, yes, passkey);
  g_signal_emit (self, answered_signal, 0);
}

static void
yes_cb (TactusBondView *self)
{
  answer (self, TRUE);
}

static void
no_cb (TactusBondView *self)
{
  answer (self, FALSE);
}

static void
show (TactusBondView *self)
{
  const Words *text = get_words (self);
  AdwStatusPage *page = ADW_STATUS_PAGE (self->page);

  adw_status_page_set_title (page, _(text->title));
  adw_status_page_set_description (page, _(text->description));
  gtk_widget_set_visible (self->number_label, text->number);
  gtk_widget_set_visible (self->entry, text->entry);
  gtk_widget_set_visible (self->yes_button, text->yes != NULL);
  gtk_widget_set_visible (self->no_button, text->yes != NULL && !text->entry);
  if (text->yes)
    tactus_widget_label_button (self->yes_button, _(text->yes));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_number (self);
  changed_cb (self);
}

/* The sensor answered by itself, or will not wait any longer. */
static void
withdrawn_cb (TactusBondView *self)
{
  g_signal_emit (self, answered_signal, 0);
}

void
tactus_bond_view_set_question (TactusBondView     *self,
                               TactusBondQuestion *question)
{
  g_return_if_fail (TACTUS_IS_BOND_VIEW (self));

  if (self->question)
    g_signal_handlers_disconnect_by_data (self->question, self);
  if (!g_set_object (&self->question, question) || question == NULL)
    return;

  g_signal_connect_object (question, "withdrawn", G_CALLBACK (withdrawn_cb), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

const char *
tactus_bond_view_get_title (TactusBondView *self)
{
  g_return_val_if_fail (TACTUS_IS_BOND_VIEW (self), NULL);

  return adw_status_page_get_title (ADW_STATUS_PAGE (self->page));
}

const char *
tactus_bond_view_get_description (TactusBondView *self)
{
  g_return_val_if_fail (TACTUS_IS_BOND_VIEW (self), NULL);

  return adw_status_page_get_description (ADW_STATUS_PAGE (self->page));
}

static gboolean
tactus_bond_view_grab_focus (GtkWidget *widget)
{
  TactusBondView *self = TACTUS_BOND_VIEW (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->entry) ? self->entry
                                                                     : self->yes_button);
}

static void
tactus_bond_view_dispose (GObject *object)
{
  g_clear_object (&TACTUS_BOND_VIEW (object)->question);

  G_OBJECT_CLASS (tactus_bond_view_parent_class)->dispose (object);
}

static void
tactus_bond_view_class_init (TactusBondViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_bond_view_dispose;
  widget_class->grab_focus = tactus_bond_view_grab_focus;

  answered_signal = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-bond-view"));
  gtk_widget_class_bind_template_child (widget_class, TactusBondView, page);
  gtk_widget_class_bind_template_child (widget_class, TactusBondView, number_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBondView, entry);
  gtk_widget_class_bind_template_child (widget_class, TactusBondView, yes_button);
  gtk_widget_class_bind_template_child (widget_class, TactusBondView, no_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
}

static void
tactus_bond_view_init (TactusBondView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
