/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-json.h"

void
tactus_ctl_json_set_text (JsonObject *object,
                          const char *name,
                          const char *value)
{
  if (value)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
tactus_ctl_json_set_known (JsonObject *object,
                           const char *name,
                           gboolean    known,
                           gint64      value)
{
  if (known)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_model (JsonObject        *object,
           const TactusModel *model)
{
  tactus_ctl_json_set_text (object, "model", model ? model->id : NULL);
  tactus_ctl_json_set_text (object, "generation",
                            model ? tactus_generation_to_text (model->generation) : NULL);
}

static void
set_time (JsonObject           *object,
          const char           *name,
          gboolean              known,
          const TactusBandTime *when)
{
  g_autofree char *text = known ? tactus_ctl_band_time_to_text (when) : NULL;

  tactus_ctl_json_set_text (object, name, text);
}

JsonObject *
tactus_ctl_json_text (const char *name,
                      const char *value)
{
  JsonObject *object = json_object_new ();

  tactus_ctl_json_set_text (object, name, value);
  return object;
}

JsonObject *
tactus_ctl_json_band (const char        *address,
                      const char        *name,
                      const TactusModel *model,
                      int                rssi,
                      gboolean           known,
                      gboolean           connected,
                      guint              shared_bpm)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "address", address);
  tactus_ctl_json_set_text (object, "name", name);
  set_model (object, model);
  tactus_ctl_json_set_known (object, "rssi", rssi != TACTUS_RSSI_UNKNOWN, rssi);
  json_object_set_boolean_member (object, "known", known);
  json_object_set_boolean_member (object, "connected", connected);
  tactus_ctl_json_set_known (object, "shared_bpm", shared_bpm > 0, shared_bpm);

  return object;
}

JsonObject *
tactus_ctl_json_step (const char *step,
                      gboolean    key_kept,
                      gboolean    key_published)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "step", step);
  if (!key_kept)
    json_object_set_boolean_member (object, "key_kept", FALSE);
  if (key_published)
    json_object_set_boolean_member (object, "key_published", TRUE);
  return object;
}

gboolean
tactus_ctl_heart_rate_is_pulse (const TactusHeartRate *heart_rate)
{
  return !heart_rate->no_reading && heart_rate->contact != TACTUS_CONTACT_NO;
}

JsonObject *
tactus_ctl_json_heart_rate (const TactusHeartRate *heart_rate,
                            GDateTime             *when)
{
  JsonObject *object = json_object_new ();
  JsonArray *intervals = json_array_new ();
  g_autofree char *time = tactus_ctl_time_to_text (when);

  json_object_set_string_member (object, "time", time);
  tactus_ctl_json_set_known (object, "bpm", tactus_ctl_heart_rate_is_pulse (heart_rate),
                             heart_rate->value);
  json_object_set_boolean_member (object, "no_reading", heart_rate->no_reading);
  if (heart_rate->contact == TACTUS_CONTACT_UNKNOWN)
    json_object_set_null_member (object, "contact");
  else
    json_object_set_boolean_member (object, "contact", heart_rate->contact == TACTUS_CONTACT_YES);

  for (guint i = 0; i < heart_rate->n_rr; i++)
    json_array_add_int_element (intervals, heart_rate->rr[i]);
  json_object_set_array_member (object, "rr", intervals);
  tactus_ctl_json_set_known (object, "energy_kj", heart_rate->energy_kj >= 0,
                             heart_rate->energy_kj);

  return object;
}

static JsonObject *
battery_to_json (const TactusBandInfo *info)
{
  const TactusBattery *battery = &info->battery;

  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "level", battery->level);
  if (battery->charging == TACTUS_CHARGING_UNKNOWN)
    json_object_set_null_member (object, "charging");
  else
    json_object_set_boolean_member (object, "charging", battery->charging == TACTUS_CHARGING_YES);
  set_time (object, "full_charge", battery->has_full_charge, &battery->full_charge);
  set_time (object, "last_charge", battery->has_last_charge, &battery->last_charge);
  tactus_ctl_json_set_known (object, "last_level", battery->last_level >= 0, battery->last_level);
  tactus_ctl_json_set_known (object, "charges", info->has_charges, info->charges);

  return object;
}

JsonObject *
tactus_ctl_json_info (const char           *address,
                      const char           *name,
                      const TactusModel    *model,
                      const TactusBandInfo *info)
{
  static const TactusBandInfo nothing = { 0 };
  JsonObject *object = json_object_new ();

  if (!info)
    info = &nothing;

  json_object_set_string_member (object, "address", address);
  tactus_ctl_json_set_text (object, "name", name);
  set_model (object, model);
  tactus_ctl_json_set_text (object, "serial", info->serial);
  tactus_ctl_json_set_text (object, "hardware", info->hardware);
  tactus_ctl_json_set_text (object, "firmware", info->software);
  tactus_ctl_json_set_text (object, "heart_firmware", info->heart_software);
  if (info->has_battery)
    json_object_set_object_member (object, "battery", battery_to_json (info));
  else
    json_object_set_null_member (object, "battery");
  set_time (object, "time", info->has_time, &info->time);
  tactus_ctl_json_set_known (object, "steps", info->has_steps, info->steps.steps);
  tactus_ctl_json_set_known (object, "distance_m",
                             info->has_steps && info->steps.distance_m >= 0,
                             info->steps.distance_m);
  tactus_ctl_json_set_known (object, "calories_kcal",
                             info->has_steps && info->steps.calories_kcal >= 0,
                             info->steps.calories_kcal);

  return object;
}

char *
tactus_ctl_day_to_text (GDateTime *when)
{
  int year;
  int month;
  int day;

  g_date_time_get_ymd (when, &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
tactus_ctl_time_to_text (GDateTime *when)
{
  g_autofree char *day = tactus_ctl_day_to_text (when);
  g_autofree char *seconds = g_date_time_format (when, "%H:%M:%S");
  g_autofree char *zone = g_date_time_format (when, "%:z");

  return g_strdup_printf ("%sT%s.%03d%s", day, seconds, g_date_time_get_microsecond (when) / 1000,
                          zone);
}

char *
tactus_ctl_band_time_to_text (const TactusBandTime *when)
{
  g_autofree char *local = tactus_band_time_to_text (when);
  int minutes = when->zone_quarters * 15;

  if (when->zone_quarters == TACTUS_ZONE_UNKNOWN)
    return g_steal_pointer (&local);

  return g_strdup_printf ("%s%c%02d:%02d", local, minutes < 0 ? '-' : '+',
                          ABS (minutes) / 60, ABS (minutes) % 60);
}
