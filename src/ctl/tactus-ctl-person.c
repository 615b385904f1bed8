/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-person.h"

#include <gio/gio.h>

/* Returns: 0 if the key is not there: the app may be of another version */
static int
read_key (GSettings       *settings,
          GSettingsSchema *schema,
          const char      *key)
{
  return g_settings_schema_has_key (schema, key) ? g_settings_get_int (settings, key) : 0;
}

static guint
get_age (int birth_year)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  int age = g_date_time_get_year (now) - birth_year;

  return birth_year > 0 && age > 0 ? (guint) age : 0;
}

/* Without the app there are no settings, and asking for their schema would end the program. */
static TactusZones
get_from_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, TACTUS_APP_ID, TRUE);
  if (!schema)
    return tactus_zones_for (0, 0);

  settings = g_settings_new_full (schema, NULL, NULL);
  return tactus_zones_for ((guint) MAX (0, read_key (settings, schema, "maximum-rate")),
                           get_age (read_key (settings, schema, "birth-year")));
}

TactusZones
tactus_ctl_person_get_zones (const TactusCtlOptions *options)
{
  if (options->max_rate > 0 || options->age > 0)
    return tactus_zones_for ((guint) options->max_rate, (guint) options->age);

  return get_from_settings ();
}
