/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alarm-text.h"

#include <glib/gi18n.h>

#include "tactus-text.h"

#define EVERY_DAY 0x7f
#define WEEKDAYS  0x1f
#define WEEKEND   0x60

char *
tactus_alarm_text_day (guint    day,
                       gboolean full)
{
  /* A Monday. */
  g_autoptr(GDateTime) when = g_date_time_new_utc (2001, 1, 1 + (int) (day % 7), 0, 0, 0);

  return g_date_time_format (when, full ? "%A" : "%a");
}

char *
tactus_alarm_text_days (TactusDays days)
{
  char *names = NULL;

  if (days == 0)
    return g_strdup (C_("alarm", "Once"));
  if (days == EVERY_DAY)
    return g_strdup (_("Every day"));
  if (days == WEEKDAYS)
    return g_strdup (_("Monday to Friday"));
  if (days == WEEKEND)
    return g_strdup (_("Saturday and Sunday"));

  for (guint day = 0; day < 7; day++)
    if (days & (1 << day))
      {
        g_autofree char *name = tactus_alarm_text_day (day, FALSE);

        names = tactus_text_append (names, name);
      }

  return names ? names : g_strdup ("");
}

char *
tactus_alarm_text_describe (const TactusAlarm *alarm)
{
  g_autofree char *days = tactus_alarm_text_days (alarm->days);

  if (alarm->smart)
    /* Translators: %s are the days of an alarm */
    return g_strdup_printf (_("%s, earlier in light sleep"), days);
  if (alarm->snooze)
    /* Translators: %s are the days of an alarm */
    return g_strdup_printf (_("%s, with snooze"), days);

  return g_steal_pointer (&days);
}

guint
tactus_alarm_text_n_slots (const TactusModel *model)
{
  return model->generation == TACTUS_GENERATION_A ? 3 : 10;
}

guint
tactus_alarm_text_free_slot (GArray *alarms,
                             guint   n_slots)
{
  guint slot = 0;

  for (guint i = 0; i < alarms->len && slot < n_slots; i++)
    if (g_array_index (alarms, TactusAlarm, i).slot == slot)
      slot++;

  return slot;
}
