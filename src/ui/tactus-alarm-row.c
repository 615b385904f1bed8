/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alarm-row.h"

#include <glib/gi18n.h>

#include "tactus-alarm-text.h"
#include "tactus-setting-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusAlarmRow
{
  AdwActionRow parent_instance;

  GtkWidget *toggle;

  TactusAlarm alarm;
  gboolean showing; /* the switch is being set by us */
};

G_DEFINE_FINAL_TYPE (TactusAlarmRow, tactus_alarm_row, ADW_TYPE_ACTION_ROW)

static guint toggled_signal;

static void
toggled_cb (TactusAlarmRow *self)
{
  if (self->showing)
    return;

  self->alarm.enabled = gtk_switch_get_active (GTK_SWITCH (self->toggle));
  g_signal_emit (self, toggled_signal, 0);
}

const TactusAlarm *
tactus_alarm_row_get_alarm (TactusAlarmRow *self)
{
  g_return_val_if_fail (TACTUS_IS_ALARM_ROW (self), NULL);

  return &self->alarm;
}

GtkWidget *
tactus_alarm_row_new (const TactusAlarm *alarm)
{
  TactusAlarmRow *self = g_object_new (TACTUS_TYPE_ALARM_ROW, NULL);
  g_autofree char *time = tactus_setting_text_clock (alarm->hour, alarm->minute);
  g_autofree char *text = tactus_alarm_text_describe (alarm);
  /* Translators: %s is a time of the day */
  g_autofree char *name = g_strdup_printf (_("Alarm at %s"), time);

  self->alarm = *alarm;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), alarm->enabled);
  self->showing = FALSE;

  return GTK_WIDGET (self);
}

static void
tactus_alarm_row_class_init (TactusAlarmRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  toggled_signal = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-alarm-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusAlarmRow, toggle);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
tactus_alarm_row_init (TactusAlarmRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
