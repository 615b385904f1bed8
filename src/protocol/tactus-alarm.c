/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-alarm.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define SLOTS            10
#define MI1_SLOTS        3

/* Configuration 0003 */
#define COMMAND_ALARM    0x02
#define ALARM_ENABLED    0x80
#define ALARM_NO_SNOOZE  0x40

/* First generation, FF05 */
#define MI1_ALARM        0x04
#define MI1_SMART        0x1e /* minutes before, in which it may ring */

#define DAYS_ONCE        0x80
#define DAYS_ALL         0x7f
#define DAYS_WORK        0x1f

#define LONGEST_DAYS     64

static const char * const day_names[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

static const struct {
  const char *name;
  TactusDays  days;
} sets[] = {
  { "once", 0 },
  { "daily", DAYS_ALL },
  { "weekdays", DAYS_WORK },
};

static gboolean
refuse (GError     **error,
        const char  *field,
        const char  *form)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE, "Alarm: %s must be %s",
               field, form);

  return FALSE;
}

static gboolean
check_model (const TactusModel  *model,
             GError            **error)
{
  if (model->abilities & TACTUS_ABILITY_ALARMS)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
               "%s has no alarms", model->name);
  return FALSE;
}

static gboolean
is_first_generation (const TactusModel *model)
{
  return model->generation == TACTUS_GENERATION_A;
}

static gboolean
check_slot (const TactusModel  *model,
            guint               slot,
            GError            **error)
{
  if (is_first_generation (model))
    return slot < MI1_SLOTS || refuse (error, "slot", "0 to 2");

  return slot < SLOTS || refuse (error, "slot", "0 to 9");
}

static gboolean
check_date (guint    year,
            guint    month,
            guint    day,
            GError **error)
{
  return (year >= 2000 && year <= 2099 && month <= 12 && day <= 31
          && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
         || refuse (error, "the day", "a date from 2000-01-01 to 2099-12-31");
}

static gboolean
check_alarm (const TactusAlarm  *self,
             const TactusModel  *model,
             GError            **error)
{
  if (!check_slot (model, self->slot, error))
    return FALSE;
  if (self->hour > 23)
    return refuse (error, "hour", "0 to 23");
  if (self->minute > 59)
    return refuse (error, "minute", "0 to 59");
  if (self->days & ~DAYS_ALL)
    return refuse (error, "days", "bits 0 (Monday) to 6 (Sunday)");
  if (self->smart && !is_first_generation (model))
    return refuse (error, "smart", "off: only first-generation bands wake in light sleep");

  return TRUE;
}

static guint8
days_byte (TactusDays days)
{
  return days == 0 ? DAYS_ONCE : days;
}

static void
add_alarm (GPtrArray         *writes,
           const TactusAlarm *self)
{
  const guint8 bytes[] = {
    COMMAND_ALARM,
    (guint8) (self->slot | (self->enabled ? ALARM_ENABLED : 0)
              | (self->snooze ? 0 : ALARM_NO_SNOOZE)),
    (guint8) self->hour,
    (guint8) self->minute,
    days_byte (self->days),
  };

  tactus_write_list_add (writes, TACTUS_UUID_CONFIGURATION, bytes, sizeof bytes, TRUE, TRUE);
}

static void
add_mi1_alarm (GPtrArray         *writes,
               const TactusAlarm *self,
               guint              year,
               guint              month,
               guint              day)
{
  const guint8 bytes[] = {
    MI1_ALARM,
    (guint8) self->slot,
    self->enabled ? 1 : 0,
    (guint8) (year - 2000),
    (guint8) (month - 1),
    (guint8) day,
    (guint8) self->hour,
    (guint8) self->minute,
    0,
    self->smart ? MI1_SMART : 0,
    days_byte (self->days),
  };

  tactus_write_list_add (writes, TACTUS_UUID_MI1_CONTROL, bytes, sizeof bytes, TRUE, FALSE);
}

GPtrArray *
tactus_alarm_encode (const TactusAlarm  *self,
                     const TactusModel  *model,
                     guint               year,
                     guint               month,
                     guint               day,
                     GError            **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  if (!check_model (model, error) || !check_alarm (self, model, error))
    return NULL;
  if (!is_first_generation (model))
    add_alarm (writes, self);
  else if (check_date (year, month, day, error))
    add_mi1_alarm (writes, self, year, month, day);
  else
    return NULL;

  return g_steal_pointer (&writes);
}

GPtrArray *
tactus_alarm_encode_delete (const TactusModel  *model,
                            guint               slot,
                            GError            **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();
  const TactusAlarm none = { .slot = slot };
  const guint8 bytes[] = { COMMAND_ALARM, (guint8) slot, 0, 0, 0 };

  g_return_val_if_fail (model != NULL, NULL);

  if (!check_model (model, error) || !check_slot (model, slot, error))
    return NULL;

  if (is_first_generation (model))
    add_mi1_alarm (writes, &none, 2000, 1, 1);
  else
    tactus_write_list_add (writes, TACTUS_UUID_CONFIGURATION, bytes, sizeof bytes, TRUE, TRUE);

  return g_steal_pointer (&writes);
}

static gboolean
parse_set (TactusDays *days,
           const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (g_str_equal (sets[i].name, text))
      {
        *days = sets[i].days;
        return TRUE;
      }

  return FALSE;
}

static TactusDays
parse_day (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if (g_str_equal (day_names[i], text))
      return (TactusDays) (1u << i);

  return 0;
}

gboolean
tactus_days_parse_text (TactusDays  *days,
                        const char  *text,
                        GError     **error)
{
  static const char form[] = "once, daily, weekdays, or some of mo,tu,we,th,fr,sa,su";
  g_auto(GStrv) parts = NULL;
  TactusDays found = 0;

  if (parse_set (days, text))
    return TRUE;
  if (!*text || strnlen (text, LONGEST_DAYS + 1) > LONGEST_DAYS)
    return refuse (error, "days", form);

  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i]; i++)
    {
      TactusDays day = parse_day (g_strstrip (parts[i]));

      if (day == 0 || found & day)
        return refuse (error, "days", form);
      found |= day;
    }

  *days = found;
  return TRUE;
}

char *
tactus_days_to_text (TactusDays days)
{
  GString *text;

  if (days == 0)
    return g_strdup ("once");
  if (days == DAYS_ALL)
    return g_strdup ("daily");

  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if (days & 1u << i)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", day_names[i]);

  return g_string_free (text, FALSE);
}
