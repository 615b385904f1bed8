/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alert-page.h"

#include "tactus-band-abilities.h"
#include "tactus-connect-hint.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusAlertPage
{
  AdwBin parent_instance;

  GtkWidget *hint;
  GtkWidget *words_group;
  GtkWidget *title_row;
  GtkWidget *text_row;
  GtkWidget *busy_spinner;

  TactusBand *band;           /* (owned) */
  GCancellable *cancellable;  /* (owned) (nullable): the alert on its way */
};

G_DEFINE_FINAL_TYPE (TactusAlertPage, tactus_alert_page, ADW_TYPE_BIN)

static void
set_sending (TactusAlertPage *self,
             gboolean         sending)
{
  gtk_widget_set_visible (self->busy_spinner, sending);
  gtk_spinner_set_spinning (GTK_SPINNER (self->busy_spinner), sending);
}

static void
alerted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusAlertPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  tactus_band_alert_finish (TACTUS_BAND (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  set_sending (self, FALSE);
  if (error)
    {
      sentence = tactus_band_error_to_sentence (error);
      gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
    }
}

/* Returns: (nullable): what was typed, if the band shows words */
static const char *
get_words (TactusAlertPage *self,
           GtkWidget       *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (!tactus_band_can (self->band, TACTUS_ABILITY_TEXT_ALERT) || *text == '\0')
    return NULL;

  return text;
}

/* The next one replaces what is on its way: an end of a call must not wait. */
static void
alert (TactusAlertPage *self,
       TactusAlertKind  kind)
{
  gboolean with_words = kind == TACTUS_ALERT_MESSAGE || kind == TACTUS_ALERT_CALL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_sending (self, TRUE);
  tactus_band_alert_async (self->band, kind, with_words ? get_words (self, self->title_row) : NULL,
                           with_words ? get_words (self, self->text_row) : NULL,
                           self->cancellable, alerted_cb, g_object_ref (self));
}

static void
alert_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TactusAlertKind kind;

  if (tactus_alert_kind_for_name (g_variant_get_string (parameter, NULL), &kind))
    alert (TACTUS_ALERT_PAGE (widget), kind);
}

GtkWidget *
tactus_alert_page_new (TactusBand *band)
{
  TactusAlertPage *self = g_object_new (TACTUS_TYPE_ALERT_PAGE, NULL);

  self->band = g_object_ref (band);
  tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (self->hint), band);
  gtk_widget_set_visible (self->words_group, tactus_band_can (band, TACTUS_ABILITY_TEXT_ALERT));

  return GTK_WIDGET (self);
}

static void
tactus_alert_page_dispose (GObject *object)
{
  TactusAlertPage *self = TACTUS_ALERT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_alert_page_parent_class)->dispose (object);
}

static void
tactus_alert_page_class_init (TactusAlertPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_alert_page_dispose;

  gtk_widget_class_install_action (widget_class, "alert.send", "s", alert_action);

  g_type_ensure (TACTUS_TYPE_CONNECT_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-alert-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusAlertPage, hint);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertPage, words_group);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertPage, text_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertPage, busy_spinner);
}

static void
tactus_alert_page_init (TactusAlertPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  set_sending (self, FALSE);
}
