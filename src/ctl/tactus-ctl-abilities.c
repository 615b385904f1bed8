/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-abilities.h"

#include <glib/gi18n-lib.h>

#include "tactus-activity.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-table.h"

#define MINUTES_PER_QUARTER 15

/* ── events ── */

static JsonObject *
begin_event (const char *name)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = tactus_ctl_time_to_text (now);
  JsonObject *object = tactus_ctl_json_text ("time", time);

  json_object_set_string_member (object, "event", name);
  return object;
}

JsonObject *
tactus_ctl_json_event (const TactusEvent *event)
{
  JsonObject *object = begin_event (tactus_event_kind_to_name (event->kind));

  if (event->kind == TACTUS_EVENT_UNKNOWN)
    json_object_set_int_member (object, "code", event->code);
  else if (event->kind == TACTUS_EVENT_MTU)
    json_object_set_int_member (object, "mtu", event->value);

  return object;
}

JsonObject *
tactus_ctl_json_steps (const char        *name,
                       const TactusSteps *steps)
{
  JsonObject *object = begin_event (name);

  json_object_set_int_member (object, "steps", steps->steps);
  tactus_ctl_json_set_known (object, "distance_m", steps->distance_m >= 0, steps->distance_m);
  tactus_ctl_json_set_known (object, "calories_kcal", steps->calories_kcal >= 0,
                             steps->calories_kcal);
  return object;
}

JsonObject *
tactus_ctl_json_battery (const char *name,
                         int         level,
                         gboolean    charging)
{
  JsonObject *object = begin_event (name);

  json_object_set_int_member (object, "level", level);
  json_object_set_boolean_member (object, "charging", charging);
  return object;
}

char *
tactus_ctl_steps_to_text (const TactusSteps *steps)
{
  char *text = g_strdup_printf ("%u", steps->steps);

  if (steps->distance_m >= 0)
    {
      /* Translators: metres */
      g_autofree char *distance = g_strdup_printf (_("%u m"), (guint) steps->distance_m);

      text = tactus_ctl_text_append (text, distance);
    }
  if (steps->calories_kcal >= 0)
    {
      /* Translators: kilocalories */
      g_autofree char *energy = g_strdup_printf (_("%u kcal"), (guint) steps->calories_kcal);

      text = tactus_ctl_text_append (text, energy);
    }

  return text;
}

/* ── the sensors' stream ── */

const char *
tactus_ctl_raw_kind_name (const TactusRawPacket *packet)
{
  switch (packet->kind)
    {
    case TACTUS_RAW_ACCELERATION:
      return "acceleration";
    case TACTUS_RAW_PPG:
      return "ppg";
    case TACTUS_RAW_UNKNOWN:
    default:
      return "unknown";
    }
}

static JsonArray *
create_triples (const TactusRawPacket *packet)
{
  JsonArray *triples = json_array_new ();

  for (guint i = 0; i + 2 < packet->n_values; i += 3)
    {
      JsonArray *triple = json_array_new ();

      for (guint j = 0; j < 3; j++)
        json_array_add_int_element (triple, packet->values[i + j]);
      json_array_add_array_element (triples, triple);
    }

  return triples;
}

static JsonArray *
create_values (const TactusRawPacket *packet)
{
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < packet->n_values; i++)
    json_array_add_int_element (values, packet->values[i]);

  return values;
}

JsonObject *
tactus_ctl_json_raw (const TactusRawPacket *packet,
                     GDateTime             *when)
{
  g_autofree char *time = tactus_ctl_time_to_text (when);
  JsonObject *object = tactus_ctl_json_text ("time", time);

  json_object_set_string_member (object, "kind", tactus_ctl_raw_kind_name (packet));
  json_object_set_int_member (object, "type", packet->type);
  json_object_set_int_member (object, "index", packet->index);
  json_object_set_array_member (object, "values",
                                packet->kind == TACTUS_RAW_ACCELERATION ? create_triples (packet)
                                                                        : create_values (packet));
  return object;
}

/* ── settings ── */

static const char *
get_kind_name (TactusSettingKind kind)
{
  switch (kind)
    {
    case TACTUS_SETTING_KIND_CHOICE:
      return "choice";
    case TACTUS_SETTING_KIND_NUMBER:
      return "number";
    case TACTUS_SETTING_KIND_SPAN:
      return "span";
    case TACTUS_SETTING_KIND_PROFILE:
      return "profile";
    case TACTUS_SETTING_KIND_SWITCH:
    default:
      return "switch";
    }
}

/* Returns: (transfer full): those of the choices that the model takes */
static GStrv
get_choices (const TactusSetting *setting,
             const TactusModel   *model)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; setting->choices && setting->choices[i]; i++)
    if (tactus_setting_takes (setting, model, setting->choices[i]))
      g_strv_builder_add (builder, setting->choices[i]);

  return g_strv_builder_end (builder);
}

static void
set_choices (JsonObject          *object,
             const TactusSetting *setting,
             const TactusModel   *model)
{
  g_auto(GStrv) choices = get_choices (setting, model);
  JsonArray *array;

  if (!setting->choices)
    {
      json_object_set_null_member (object, "choices");
      return;
    }

  array = json_array_new ();
  for (guint i = 0; choices[i]; i++)
    json_array_add_string_element (array, choices[i]);
  json_object_set_array_member (object, "choices", array);
}

JsonObject *
tactus_ctl_json_setting (const TactusSetting *setting,
                         const TactusModel   *model,
                         const char          *value)
{
  JsonObject *object = tactus_ctl_json_text ("name", setting->name);
  gboolean number = setting->kind == TACTUS_SETTING_KIND_NUMBER;

  tactus_ctl_json_set_text (object, "value", value);
  json_object_set_string_member (object, "kind", get_kind_name (setting->kind));
  set_choices (object, setting, model);
  tactus_ctl_json_set_known (object, "minimum", number, setting->minimum);
  tactus_ctl_json_set_known (object, "maximum", number, setting->maximum);
  tactus_ctl_json_set_text (object, "unit", setting->unit);
  return object;
}

static char *
describe_number (const TactusSetting *setting)
{
  /* Translators: a range: from, to, and the unit, such as “30 to 240 min”; the unit may be empty */
  return g_strdup_printf (_("%u to %u %s"), setting->minimum, setting->maximum,
                          setting->unit ? setting->unit : "");
}

static char *
describe_span (char **choices)
{
  g_autofree char *words = g_strjoinv (", ", choices);

  return g_strdup_printf ("off, %s%sHH:MM-HH:MM", words, *words ? ", " : "");
}

char *
tactus_ctl_setting_to_text (const TactusSetting *setting,
                            const TactusModel   *model)
{
  g_auto(GStrv) choices = get_choices (setting, model);

  switch (setting->kind)
    {
    case TACTUS_SETTING_KIND_CHOICE:
      return g_strjoinv (", ", choices);
    case TACTUS_SETTING_KIND_NUMBER:
      return g_strchomp (describe_number (setting));
    case TACTUS_SETTING_KIND_SPAN:
      return describe_span (choices);
    case TACTUS_SETTING_KIND_PROFILE:
      return g_strdup (_("see “tactusctl profile”"));
    case TACTUS_SETTING_KIND_SWITCH:
    default:
      return g_strdup ("on, off");
    }
}

JsonObject *
tactus_ctl_json_profile (const TactusProfile *profile,
                         const char          *goal)
{
  static const char * const sexes[] = { "male", "female", "other" };
  g_autofree char *born = profile
    ? g_strdup_printf ("%04u-%02u-%02u", profile->birth_year, profile->birth_month,
                       profile->birth_day)
    : NULL;
  JsonObject *object = tactus_ctl_json_text ("born", born);

  tactus_ctl_json_set_text (object, "sex", profile ? sexes[profile->sex] : NULL);
  tactus_ctl_json_set_known (object, "height_cm", profile != NULL,
                             profile ? profile->height_cm : 0);
  if (profile)
    json_object_set_double_member (object, "weight_kg", profile->weight_kg);
  else
    json_object_set_null_member (object, "weight_kg");
  tactus_ctl_json_set_known (object, "goal", goal != NULL,
                             goal ? g_ascii_strtoll (goal, NULL, 10) : 0);
  return object;
}

JsonObject *
tactus_ctl_json_alarm (const TactusAlarm *alarm)
{
  g_autofree char *time = g_strdup_printf ("%02u:%02u", alarm->hour, alarm->minute);
  g_autofree char *days = tactus_days_to_text (alarm->days);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "slot", alarm->slot);
  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "days", days);
  json_object_set_boolean_member (object, "enabled", alarm->enabled);
  json_object_set_boolean_member (object, "snooze", alarm->snooze);
  json_object_set_boolean_member (object, "smart", alarm->smart);
  return object;
}

/* ── stored activity ── */

static char *
minute_to_text (gint64     time,
                GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = time >= 0 ? g_date_time_new_from_unix_utc (time) : NULL;
  g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
}

char *
tactus_ctl_activity_time_to_text (const TactusActivityRow *row)
{
  g_autoptr(GTimeZone) zone = row->zone_quarters == TACTUS_ZONE_UNKNOWN
    ? g_time_zone_new_local ()
    : g_time_zone_new_offset (row->zone_quarters * MINUTES_PER_QUARTER * 60);

  return minute_to_text (row->time, zone);
}

JsonObject *
tactus_ctl_json_activity (const TactusActivityRow *row,
                          gboolean                 generation_a)
{
  g_autofree char *time = tactus_ctl_activity_time_to_text (row);
  JsonObject *object = tactus_ctl_json_text ("time", time);
  TactusActivityKind kind = tactus_activity_kind_of (row->kind, generation_a);

  json_object_set_int_member (object, "kind", row->kind);
  json_object_set_string_member (object, "activity", tactus_activity_kind_to_name (kind));
  json_object_set_int_member (object, "intensity", row->intensity);
  json_object_set_int_member (object, "steps", row->steps);
  tactus_ctl_json_set_known (object, "heart_rate", row->heart_rate > 0, row->heart_rate);
  return object;
}

JsonObject *
tactus_ctl_json_sync (const TactusSyncSummary *summary)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *from = minute_to_text (summary->from, here);
  g_autofree char *to = minute_to_text (summary->to, here);
  JsonObject *object = tactus_ctl_json_text ("step", "done");

  json_object_set_int_member (object, "minutes", summary->minutes);
  json_object_set_int_member (object, "added", summary->added);
  tactus_ctl_json_set_text (object, "from", from);
  tactus_ctl_json_set_text (object, "to", to);
  return object;
}
