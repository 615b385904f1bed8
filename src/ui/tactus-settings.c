/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

/* Returns: (transfer full) (nullable).  @backend: (nullable) */
static GSettings *
new_settings (GSettingsBackend *backend)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, TACTUS_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_info ("The settings schema %s is not installed; nothing will be remembered", TACTUS_APP_ID);
      return NULL;
    }

  return g_settings_new_full (schema, backend, NULL);
}

GSettings *
tactus_settings_new (void)
{
  return new_settings (NULL);
}

GSettings *
tactus_settings_new_in_memory (void)
{
  g_autoptr(GSettingsBackend) backend = g_memory_settings_backend_new ();

  return new_settings (backend);
}

guint
tactus_settings_get_age (GSettings *settings)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  int year = g_settings_get_int (settings, TACTUS_SETTING_BIRTH_YEAR);

  return year > 0 ? MAX (g_date_time_get_year (now) - year, 0) : 0;
}

TactusZones
tactus_settings_get_zones (GSettings *settings)
{
  if (settings == NULL)
    return (TactusZones) { 0 };

  return tactus_zones_for (g_settings_get_int (settings, TACTUS_SETTING_MAXIMUM_RATE),
                           tactus_settings_get_age (settings));
}

TactusPulseLevels
tactus_settings_get_levels (GSettings *settings)
{
  TactusPulseLevels levels = { 0 };

  if (settings == NULL)
    return levels;

  levels.high = (guint) g_settings_get_int (settings, TACTUS_SETTING_ALERT_HIGH);
  levels.low = (guint) g_settings_get_int (settings, TACTUS_SETTING_ALERT_LOW);
  levels.last_us = g_settings_get_int (settings, TACTUS_SETTING_ALERT_SECONDS) *
                   (gint64) G_USEC_PER_SEC;
  /* Written by somebody else. */
  if (!tactus_pulse_levels_are_valid (&levels))
    levels.high = levels.low = 0;

  return levels;
}

static void
set_level (GSettings  *settings,
           const char *key,
           guint       level)
{
  if (g_settings_get_int (settings, key) != (int) level)
    g_settings_set_int (settings, key, (int) level);
}

void
tactus_settings_set_levels (GSettings               *settings,
                            const TactusPulseLevels *levels)
{
  g_return_if_fail (tactus_pulse_levels_are_valid (levels));

  set_level (settings, TACTUS_SETTING_ALERT_HIGH, levels->high);
  set_level (settings, TACTUS_SETTING_ALERT_LOW, levels->low);
}

gboolean
tactus_settings_get_alerts (GSettings *settings)
{
  return settings && g_settings_get_boolean (settings, TACTUS_SETTING_ALERT);
}
