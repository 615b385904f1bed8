/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alarm-dialog.h"

#include <glib/gi18n.h>

#include "tactus-alarm-text.h"
#include "tactus-even-layout.h"
#include "tactus-fit.h"
#include "tactus-template.h"
#include "tactus-time-entry.h"
#include "tactus-widget-look.h"

#define N_DAYS 7

struct _TactusAlarmDialog
{
  AdwWindow parent_instance;

  GtkWidget *time_entry;
  GtkWidget *days_box;
  GtkWidget *days_label;
  GtkWidget *snooze_row;
  GtkWidget *snooze_switch;
  GtkWidget *smart_row;
  GtkWidget *smart_switch;
  GtkWidget *delete_button;

  GtkWidget *day_buttons[N_DAYS];
  TactusAlarm alarm;
};

G_DEFINE_FINAL_TYPE (TactusAlarmDialog, tactus_alarm_dialog, ADW_TYPE_WINDOW)

enum {
  CHOSEN,
  DELETED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TactusDays
get_days (TactusAlarmDialog *self)
{
  TactusDays days = 0;

  for (guint i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->day_buttons[i])))
      days |= (TactusDays) (1 << i);

  return days;
}

static void
days_cb (TactusAlarmDialog *self)
{
  g_autofree char *text = tactus_alarm_text_days (get_days (self));

  gtk_label_set_label (GTK_LABEL (self->days_label), text);
}

static void
set_clicked_cb (TactusAlarmDialog *self)
{
  g_autoptr(TactusAlarmDialog) alive = g_object_ref (self);
  guint minutes;

  tactus_time_entry_update (TACTUS_TIME_ENTRY (self->time_entry));
  minutes = tactus_time_entry_get_minutes (TACTUS_TIME_ENTRY (self->time_entry));
  self->alarm.hour = minutes / 60;
  self->alarm.minute = minutes % 60;
  self->alarm.days = get_days (self);
  self->alarm.enabled = TRUE;
  self->alarm.snooze = gtk_switch_get_active (GTK_SWITCH (self->snooze_switch));
  self->alarm.smart = gtk_switch_get_active (GTK_SWITCH (self->smart_switch));

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[CHOSEN], 0, &self->alarm);
}

static void
delete_clicked_cb (TactusAlarmDialog *self)
{
  g_autoptr(TactusAlarmDialog) alive = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[DELETED], 0);
}

static void
make_days (TactusAlarmDialog *self)
{
  for (guint i = 0; i < N_DAYS; i++)
    {
      g_autofree char *shown = tactus_alarm_text_day (i, FALSE);
      g_autofree char *name = tactus_alarm_text_day (i, TRUE);
      GtkWidget *button = gtk_toggle_button_new_with_label (shown);

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_widget_set_tooltip_text (button, name);
      g_signal_connect_object (button, "toggled", G_CALLBACK (days_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->days_box), button);
      self->day_buttons[i] = button;
    }
}

GtkWidget *
tactus_alarm_dialog_new (GtkWindow         *parent,
                         const TactusAlarm *alarm,
                         const TactusModel *model,
                         gboolean           is_new)
{
  TactusAlarmDialog *self = g_object_new (TACTUS_TYPE_ALARM_DIALOG,
                                          "application", gtk_window_get_application (parent),
                                          "transient-for", parent,
                                          "title", is_new ? _("New Alarm") : _("Alarm"),
                                          NULL);
  gboolean first_generation = model->generation == TACTUS_GENERATION_A;

  self->alarm = *alarm;
  tactus_time_entry_set_minutes (TACTUS_TIME_ENTRY (self->time_entry),
                                 alarm->hour * 60 + alarm->minute);
  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->day_buttons[i]),
                                  (alarm->days & (1 << i)) != 0);
  gtk_switch_set_active (GTK_SWITCH (self->snooze_switch), alarm->snooze);
  gtk_switch_set_active (GTK_SWITCH (self->smart_switch), alarm->smart);
  gtk_widget_set_visible (self->snooze_row, !first_generation);
  gtk_widget_set_visible (self->smart_row, first_generation);
  gtk_widget_set_visible (self->delete_button, !is_new);
  days_cb (self);

  return GTK_WIDGET (self);
}

static void
tactus_alarm_dialog_class_init (TactusAlarmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DELETED] = g_signal_new ("deleted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (TACTUS_TYPE_TIME_ENTRY);
  g_type_ensure (TACTUS_TYPE_EVEN_LAYOUT);
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-alarm-dialog"));
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, time_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, days_box);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, days_label);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, snooze_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, snooze_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, smart_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, smart_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmDialog, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, set_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
tactus_alarm_dialog_init (TactusAlarmDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  make_days (self);
}
