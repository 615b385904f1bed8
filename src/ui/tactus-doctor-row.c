/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-doctor-row.h"

#include <glib/gi18n.h>

#include "tactus-doctor-text.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

struct _TactusDoctorRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *sign;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *word;
  GtkWidget *sentence;
  GtkWidget *button;

  TactusCause cause;
  TactusFinding finding;
};

G_DEFINE_FINAL_TYPE (TactusDoctorRow, tactus_doctor_row, GTK_TYPE_LIST_BOX_ROW)

static guint cure_signal;

/* Colour says it once more, never alone. */
typedef struct {
  const char *icon;
  const char *style;
} Look;

static const Look looks[] = {
  [TACTUS_FINDING_WAITING] = { "content-loading-symbolic", "dim-label" },
  [TACTUS_FINDING_CHECKING] = { "content-loading-symbolic", "dim-label" },
  [TACTUS_FINDING_FINE] = { "object-select-symbolic", "success" },
  [TACTUS_FINDING_FOUND] = { "dialog-warning-symbolic", "error" },
  [TACTUS_FINDING_UNKNOWN] = { "dialog-question-symbolic", "dim-label" },
  [TACTUS_FINDING_NOT_ASKED] = { "content-loading-symbolic", "dim-label" },
};

static void
clicked_cb (TactusDoctorRow *self)
{
  g_signal_emit (self, cure_signal, 0, (guint) tactus_cause_to_cure (self->cause, self->finding));
}

/* Returns: (transfer full) (nullable) */
static char *
get_sentence (TactusDoctorRow *self,
              TactusDoctor    *doctor)
{
  const char *detail = tactus_doctor_get_detail (doctor, self->cause);
  const char *sentence = tactus_cause_to_sentence (self->cause, self->finding);
  int rssi = tactus_doctor_get_rssi (doctor);

  if (self->cause == TACTUS_CAUSE_SIGNAL && rssi != TACTUS_RSSI_UNKNOWN &&
      self->finding != TACTUS_FINDING_UNKNOWN && self->finding != TACTUS_FINDING_NOT_ASKED)
    {
      /* Translators: %s: "Good signal"; %d: its strength in dBm, a negative number */
      return g_strdup_printf (_("%s, %d dBm"), tactus_text_signal (rssi), rssi);
    }
  if (self->cause == TACTUS_CAUSE_IN_USE && detail && sentence)
    {
      /* Translators: %s is what the lock of the band says, in English: "C8:0F:10:3A:00:03 is in use
       * by tactusctl, process 4242" */
      return g_strdup_printf (_("Another program uses the band (%s). Close that program or "
                                "disconnect the band there, then check again."), detail);
    }

  return g_strdup (sentence);
}

static void
show_cure (TactusDoctorRow *self)
{
  const char *label = tactus_cure_to_label (tactus_cause_to_cure (self->cause, self->finding));

  gtk_widget_set_visible (self->button, label != NULL);
  if (label)
    tactus_widget_label_button (self->button, label);
}

static void
show_look (TactusDoctorRow *self)
{
  const Look *look = &looks[self->finding];
  const char *classes[] = { look->style, NULL };
  const char *word_classes[] = { "caption-heading", look->style, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), look->icon);
  gtk_widget_set_css_classes (self->icon, classes);
  gtk_widget_set_css_classes (self->word, word_classes);
  gtk_stack_set_visible_child_name (GTK_STACK (self->sign),
                                    self->finding == TACTUS_FINDING_CHECKING ? "spinner" : "icon");
}

/* A screen reader on the row hears all of it. */
static void
describe (TactusDoctorRow *self,
          const char      *word,
          const char      *sentence)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (self->title)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence ? sentence : word,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, word, -1);
}

void
tactus_doctor_row_update (TactusDoctorRow *self,
                          TactusDoctor    *doctor)
{
  g_autofree char *sentence = NULL;
  const char *word;

  g_return_if_fail (TACTUS_IS_DOCTOR_ROW (self));

  self->finding = tactus_doctor_get_finding (doctor, self->cause);
  word = tactus_finding_to_word (self->finding);
  sentence = get_sentence (self, doctor);

  gtk_widget_set_visible (GTK_WIDGET (self), self->finding != TACTUS_FINDING_NOT_ASKED);
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence ? sentence : "");
  gtk_widget_set_visible (self->sentence, sentence != NULL);
  show_look (self);
  show_cure (self);
  describe (self, word, sentence);
}

GtkWidget *
tactus_doctor_row_new (TactusCause cause)
{
  TactusDoctorRow *self = g_object_new (TACTUS_TYPE_DOCTOR_ROW, NULL);

  self->cause = cause;
  gtk_label_set_label (GTK_LABEL (self->title), tactus_cause_to_title (cause));

  return GTK_WIDGET (self);
}

static void
tactus_doctor_row_class_init (TactusDoctorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  cure_signal = g_signal_new ("cure", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-doctor-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, sign);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, title);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, word);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
}

static void
tactus_doctor_row_init (TactusDoctorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
