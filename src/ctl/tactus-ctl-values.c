/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-values.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-error.h"
#include "tactus-ctl-json.h"

gboolean
tactus_ctl_read_seconds (const char  *option,
                         const char  *text,
                         double       minimum,
                         double       maximum,
                         guint       *value,
                         GError     **error)
{
  char *end = NULL;
  double seconds;

  if (!text)
    return TRUE;

  seconds = g_ascii_strtod (text, &end);
  /* Written so that a NaN fails. */
  if (end == text || *end || !(seconds >= minimum && seconds <= maximum))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   /* Translators: an option, and the least and most that it takes */
                   _("--%s wants a number of seconds from %g to %g"), option, minimum, maximum);
      return FALSE;
    }

  *value = (guint) (seconds * 1000 + 0.5);
  return TRUE;
}

gboolean
tactus_ctl_read_number (const char  *option,
                        const char  *text,
                        guint        minimum,
                        guint        maximum,
                        int         *value,
                        GError     **error)
{
  guint64 number;

  if (!text)
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, minimum, maximum, &number, NULL))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("--%s wants a number from %u to %u"), option, minimum, maximum);
      return FALSE;
    }

  *value = (int) number;
  return TRUE;
}

gboolean
tactus_ctl_read_id (const char  *text,
                    gint64      *value,
                    GError     **error)
{
  guint64 number;

  if (!text)
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("“%s” is no session: that is a number, which “tactusctl history” shows"),
                   text);
      return FALSE;
    }

  *value = (gint64) number;
  return TRUE;
}

/* What GLib reads has seconds; what people type has not always. */
static GDateTime *
parse_time (const char *text)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GRegex) form = g_regex_new ("^(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d)"
                                        "(:\\d\\d(?:\\.\\d+)?)?(Z|[+-]\\d\\d(?::?\\d\\d)?)?)?$",
                                        0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *day = NULL, *minute = NULL, *second = NULL, *zone = NULL, *whole = NULL;

  if (!g_regex_match (form, text, 0, &match))
    return NULL;

  day = g_match_info_fetch (match, 1);
  minute = g_match_info_fetch (match, 2);
  second = g_match_info_fetch (match, 3);
  zone = g_match_info_fetch (match, 4);
  whole = g_strdup_printf ("%sT%s%s%s", day, minute && *minute ? minute : "00:00",
                           second && *second ? second : ":00", zone ? zone : "");
  return g_date_time_new_from_iso8601 (whole, here);
}

gboolean
tactus_ctl_read_time (const char  *option,
                      const char  *text,
                      GDateTime  **value,
                      GError     **error)
{
  if (!text)
    return TRUE;

  *value = parse_time (text);
  if (!*value)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("--%s wants a time such as 2026-03-01, 2026-03-01T07:05 or "
                   "2026-03-01T07:05:00+01:00"), option);

  return *value != NULL;
}

static GDateTime *
parse_time_of_day (const char *text,
                   GDateTime  *begin)
{
  g_autoptr(GRegex) form = g_regex_new ("^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$", 0, 0, NULL);
  g_autofree char *day = tactus_ctl_day_to_text (begin);
  g_autofree char *whole = NULL;
  g_autoptr(GDateTime) when = NULL;

  if (!g_regex_match (form, text, 0, NULL))
    return NULL;

  whole = g_strdup_printf ("%sT%s%s", day, text, strlen (text) == strlen ("HH:MM") ? ":00" : "");
  when = g_date_time_new_from_iso8601 (whole, g_date_time_get_timezone (begin));
  if (when && g_date_time_compare (when, begin) < 0)
    return g_date_time_add_days (when, 1);

  return g_steal_pointer (&when);
}

gboolean
tactus_ctl_read_moment (const char  *text,
                        GDateTime   *begin,
                        GDateTime  **value,
                        GError     **error)
{
  *value = parse_time_of_day (text, begin);
  if (!*value)
    *value = parse_time (text);
  if (!*value)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("“%s” is no time such as 07:05, 07:05:30, 2026-03-01T07:05 or "
                   "2026-03-01T07:05:00+01:00"), text);

  return *value != NULL;
}
