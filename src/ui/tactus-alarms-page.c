/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alarms-page.h"

#include <glib/gi18n.h>

#include "tactus-alarm-dialog.h"
#include "tactus-alarm-row.h"
#include "tactus-alarm-text.h"
#include "tactus-band-abilities.h"
#include "tactus-connect-hint.h"
#include "tactus-setting-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define TOAST_SECONDS 8

struct _TactusAlarmsPage
{
  AdwBin parent_instance;

  GtkWidget *toasts;
  GtkWidget *hint;
  GtkWidget *list;
  GtkWidget *add_spinner;

  TactusBand *band;     /* (owned) */
  TactusAlarm edited;   /* the alarm of the open dialog, before */
  TactusAlarm deleted;  /* what undo brings back */
  AdwToast *undo_toast; /* (nullable): weak */
  gboolean busy;        /* a change is on its way */
};

G_DEFINE_FINAL_TYPE (TactusAlarmsPage, tactus_alarms_page, ADW_TYPE_BIN)

static gboolean
is_full (TactusAlarmsPage *self,
         GArray           *alarms)
{
  return alarms->len >= tactus_alarm_text_n_slots (tactus_band_get_model (self->band));
}

static void send_alarm (TactusAlarmsPage *self, const TactusAlarm *alarm);

static void
toggled_cb (TactusAlarmsPage *self,
            TactusAlarmRow   *row)
{
  send_alarm (self, tactus_alarm_row_get_alarm (row));
}

static void
update_busy (TactusAlarmsPage *self)
{
  g_autoptr(GArray) alarms = tactus_band_get_alarms (self->band);

  gtk_widget_set_visible (self->add_spinner, self->busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->add_spinner), self->busy);
  gtk_widget_set_sensitive (self->list, !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "alarms.add",
                                 !self->busy && !is_full (self, alarms));
}

static void
show (TactusAlarmsPage *self)
{
  g_autoptr(GArray) alarms = tactus_band_get_alarms (self->band);
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0))))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  for (guint i = 0; i < alarms->len; i++)
    {
      row = tactus_alarm_row_new (&g_array_index (alarms, TactusAlarm, i));
      g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
}

static void
say_error (TactusAlarmsPage *self,
           const GError     *error)
{
  g_autofree char *sentence = tactus_band_error_to_sentence (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
}

/* The rows stay as they are meanwhile: one of them may be calling. */
static void
set_busy (TactusAlarmsPage *self,
          gboolean          busy)
{
  self->busy = busy;
  update_busy (self);
  if (!busy)
    show (self);
}

/* By somebody else, or by us, who look again at the end. */
static void
alarms_changed_cb (TactusAlarmsPage *self)
{
  if (!self->busy)
    show (self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusAlarmsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  tactus_band_set_alarm_finish (TACTUS_BAND (source), result, &error);
  set_busy (self, FALSE);
  if (error)
    say_error (self, error);
}

static void
send_alarm (TactusAlarmsPage  *self,
            const TactusAlarm *alarm)
{
  tactus_band_set_alarm_async (self->band, alarm, NULL, sent_cb, g_object_ref (self));
  set_busy (self, TRUE);
}

static void
offer_undo (TactusAlarmsPage *self)
{
  g_autofree char *time = tactus_setting_text_clock (self->deleted.hour, self->deleted.minute);
  /* Translators: %s is a time of the day */
  g_autofree char *text = g_strdup_printf (_("Alarm at %s deleted"), time);
  AdwToast *toast = adw_toast_new (text);

  if (self->undo_toast)
    adw_toast_dismiss (self->undo_toast);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "alarms.undo");
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_set_weak_pointer (&self->undo_toast, toast);
  tactus_widget_add_toast (self->toasts, toast);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusAlarmsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  tactus_band_set_alarm_finish (TACTUS_BAND (source), result, &error);
  set_busy (self, FALSE);
  if (error)
    say_error (self, error);
  else
    offer_undo (self);
}

static void
delete_cb (TactusAlarmsPage *self)
{
  self->deleted = self->edited;
  set_busy (self, TRUE);
  tactus_band_delete_alarm_async (self->band, self->deleted.slot, NULL, deleted_cb,
                                  g_object_ref (self));
}

static void
chosen_cb (TactusAlarmsPage  *self,
           const TactusAlarm *alarm)
{
  /* The place of the one that was deleted is taken. */
  if (self->undo_toast && alarm->slot == self->deleted.slot)
    adw_toast_dismiss (self->undo_toast);
  send_alarm (self, alarm);
}

static void
edit (TactusAlarmsPage  *self,
      const TactusAlarm *alarm,
      gboolean           is_new)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = tactus_alarm_dialog_new (GTK_WINDOW (root), alarm,
                                               tactus_band_get_model (self->band), is_new);

  self->edited = *alarm;
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "deleted", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
row_activated_cb (TactusAlarmsPage *self,
                  GtkListBoxRow    *row)
{
  edit (self, tactus_alarm_row_get_alarm (TACTUS_ALARM_ROW (row)), FALSE);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  TactusAlarmsPage *self = TACTUS_ALARMS_PAGE (widget);
  g_autoptr(GArray) alarms = tactus_band_get_alarms (self->band);
  guint n_slots = tactus_alarm_text_n_slots (tactus_band_get_model (self->band));
  const TactusAlarm alarm = {
    .slot = tactus_alarm_text_free_slot (alarms, n_slots),
    .enabled = TRUE,
    .hour = 7,
    .snooze = TRUE,
  };

  edit (self, &alarm, TRUE);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusAlarmsPage *self = TACTUS_ALARMS_PAGE (widget);

  send_alarm (self, &self->deleted);
}

GtkWidget *
tactus_alarms_page_new (TactusBand *band)
{
  TactusAlarmsPage *self = g_object_new (TACTUS_TYPE_ALARMS_PAGE, NULL);

  self->band = g_object_ref (band);
  g_signal_connect_object (band, "alarms-changed", G_CALLBACK (alarms_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (self->hint), band);
  set_busy (self, FALSE);

  return GTK_WIDGET (self);
}

static void
tactus_alarms_page_dispose (GObject *object)
{
  TactusAlarmsPage *self = TACTUS_ALARMS_PAGE (object);

  g_clear_weak_pointer (&self->undo_toast);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_alarms_page_parent_class)->dispose (object);
}

static void
tactus_alarms_page_class_init (TactusAlarmsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_alarms_page_dispose;

  gtk_widget_class_install_action (widget_class, "alarms.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "alarms.undo", NULL, undo_action);

  g_type_ensure (TACTUS_TYPE_CONNECT_HINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-alarms-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmsPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmsPage, list);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmsPage, add_spinner);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tactus_alarms_page_init (TactusAlarmsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
