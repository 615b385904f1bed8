/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-restoring.h"

#include <stdio.h>
#include <string.h>

/* The largest number of slots that any band has. */
#define SLOTS 10

static char *
setting_key (TactusSettingId setting)
{
  return g_strconcat ("setting-", tactus_setting_get (setting)->name, NULL);
}

static char *
alarm_key (guint slot)
{
  return g_strdup_printf ("alarm-%u", slot);
}

/* ── an alarm as text: `07:30 mo,we on snooze` ── */

static char *
alarm_to_text (const TactusAlarm *alarm)
{
  g_autofree char *days = tactus_days_to_text (alarm->days);

  return g_strdup_printf ("%02u:%02u %s %s%s%s", alarm->hour, alarm->minute, days,
                          alarm->enabled ? "on" : "off", alarm->snooze ? " snooze" : "",
                          alarm->smart ? " smart" : "");
}

static gboolean
take_word (TactusAlarm *alarm,
           const char  *word)
{
  if (strcmp (word, "on") == 0)
    alarm->enabled = TRUE;
  else if (strcmp (word, "snooze") == 0)
    alarm->snooze = TRUE;
  else if (strcmp (word, "smart") == 0)
    alarm->smart = TRUE;
  else
    return strcmp (word, "off") == 0;

  return TRUE;
}

static gboolean
alarm_from_text (TactusAlarm *alarm,
                 guint        slot,
                 const char  *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  memset (alarm, 0, sizeof *alarm);
  alarm->slot = slot;
  if (g_strv_length (words) < 3 ||
      sscanf (words[0], "%2u:%2u", &alarm->hour, &alarm->minute) != 2 ||
      !tactus_days_parse_text (&alarm->days, words[1], NULL))
    return FALSE;

  for (guint i = 2; words[i]; i++)
    if (!take_word (alarm, words[i]))
      return FALSE;

  return TRUE;
}

/* ── both ways ── */

static void
restore_setting (TactusBand       *self,
                 TactusSettingId   setting,
                 TactusBandMemory *memory)
{
  g_autofree char *key = setting_key (setting);
  g_autofree char *value = tactus_band_memory_get_kept (memory, tactus_band_get_address (self),
                                                        key);

  if (value)
    tactus_band_restore_setting (self, setting, value);
}

static void
restore_alarm (TactusBand       *self,
               guint             slot,
               TactusBandMemory *memory)
{
  g_autofree char *key = alarm_key (slot);
  g_autofree char *text = tactus_band_memory_get_kept (memory, tactus_band_get_address (self), key);
  TactusAlarm alarm;

  if (text && alarm_from_text (&alarm, slot, text))
    tactus_band_restore_alarm (self, &alarm);
}

void
tactus_band_restore (TactusBand       *self,
                     TactusBandMemory *memory)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  for (guint i = 0; i < TACTUS_N_SETTINGS; i++)
    restore_setting (self, i, memory);
  for (guint slot = 0; slot < SLOTS; slot++)
    restore_alarm (self, slot, memory);
}

void
tactus_band_save_setting (TactusBand       *self,
                          TactusSettingId   setting,
                          TactusBandMemory *memory)
{
  g_autofree char *key = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self) && setting < TACTUS_N_SETTINGS);

  key = setting_key (setting);
  tactus_band_memory_set_kept (memory, tactus_band_get_address (self), key,
                               tactus_band_get_setting (self, setting));
}

static char *
find_alarm (GArray *alarms,
            guint   slot)
{
  for (guint i = 0; i < alarms->len; i++)
    if (g_array_index (alarms, TactusAlarm, i).slot == slot)
      return alarm_to_text (&g_array_index (alarms, TactusAlarm, i));

  return NULL;
}

void
tactus_band_save_alarms (TactusBand       *self,
                         TactusBandMemory *memory)
{
  g_autoptr(GArray) alarms = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));

  alarms = tactus_band_get_alarms (self);
  for (guint slot = 0; slot < SLOTS; slot++)
    {
      g_autofree char *key = alarm_key (slot);
      g_autofree char *text = find_alarm (alarms, slot);

      tactus_band_memory_set_kept (memory, tactus_band_get_address (self), key, text);
    }
}
