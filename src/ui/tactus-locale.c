/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-locale.h"

#include <langinfo.h>
#include <string.h>

#include <gio/gio.h>

#define DESKTOP_SCHEMA "org.gnome.desktop.interface"
#define CLOCK_KEY      "clock-format"

gboolean
tactus_locale_get_imperial (void)
{
#ifdef _NL_MEASUREMENT_MEASUREMENT
  /* 1 is metric, 2 is what the United States use. */
  return *nl_langinfo (_NL_MEASUREMENT_MEASUREMENT) == 2;
#else
  return FALSE;
#endif
}

/* What the conversion @c stands for, of d, m and y. */
static const char *
parts_of (char c)
{
  switch (c)
    {
    case 'd':
    case 'e':
      return "d";
    case 'm':
    case 'b':
    case 'B':
      return "m";
    case 'y':
    case 'Y':
      return "y";
    case 'D':
      return "mdy";
    case 'F':
      return "ymd";
    default:
      return "";
    }
}

static void
add_parts (char       *order,
           const char *parts)
{
  for (; *parts; parts++)
    if (strchr (order, *parts) == NULL)
      order[strlen (order)] = *parts;
}

void
tactus_locale_parse_date_order (const char *format,
                                char       *order)
{
  memset (order, 0, 4);

  for (const char *c = strchr (format, '%'); c; c = strchr (c, '%'))
    {
      /* A modifier: alternative numerals, no padding. */
      for (c++; *c && strchr ("EO-_0", *c); c++)
        ;
      add_parts (order, parts_of (*c));
      if (*c)
        c++;
    }

  add_parts (order, "ymd");
}

void
tactus_locale_get_date_order (char *order)
{
  tactus_locale_parse_date_order (nl_langinfo (D_FMT), order);
}

/* What the desktop is set to, or %NULL: a schema that is not installed would end the program, and
 * outside of GNOME a setting that nobody made says nothing. */
static char *
clock_of_desktop (void)
{
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GVariant) chosen = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, DESKTOP_SCHEMA, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, CLOCK_KEY))
    return NULL;

  settings = g_settings_new_full (schema, NULL, NULL);
  chosen = g_settings_get_user_value (settings, CLOCK_KEY);
  if (chosen == NULL && (desktop == NULL || strstr (desktop, "GNOME") == NULL))
    return NULL;
  return g_settings_get_string (settings, CLOCK_KEY);
}

gboolean
tactus_locale_get_twelve_hours (void)
{
  g_autofree char *clock = clock_of_desktop ();
  const char *format = nl_langinfo (T_FMT);

  if (clock)
    return g_str_equal (clock, "12h");
  return strstr (format, "%r") || strstr (format, "%p") || strstr (format, "%I");
}
