/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-live-text.h"

#include <glib/gi18n.h>

#include "tactus-database-error.h"
#include "tactus-text.h"

#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR   3600

/* Years for which tactus_zones_maximum_for_age() knows a maximum. */
#define YOUNGEST 5
#define OLDEST   120

static const char *
why_not_saved (const GError *error)
{
  if (error->domain != TACTUS_DATABASE_ERROR)
    return NULL;

  switch ((TactusDatabaseError) error->code)
    {
    case TACTUS_DATABASE_ERROR_BUSY:
      return _("Another program keeps the history locked.");
    case TACTUS_DATABASE_ERROR_FULL:
      return _("The disk is full.");
    case TACTUS_DATABASE_ERROR_CORRUPT:
      return _("The file of the history is damaged.");
    case TACTUS_DATABASE_ERROR_TOO_NEW:
      return _("The history was written by a newer version of Tactus.");
    case TACTUS_DATABASE_ERROR_NOT_ALLOWED:
      return _("The file of the history, or its folder, may not be written.");
    case TACTUS_DATABASE_ERROR_NO_SESSION:
      return _("The session was deleted.");
    case TACTUS_DATABASE_ERROR_FAILED:
    default:
      return NULL;
    }
}

char *
tactus_text_not_saved (const GError *error)
{
  const char *why = why_not_saved (error);

  /* Translators: the first %s is a sentence: why nothing can be saved */
  return g_strdup_printf (_("%s Measuring goes on. Readings wait in memory, and are saved as soon "
                            "as that is possible."), why ? why : error->message);
}

const char *
tactus_text_trend (TactusTrend trend)
{
  switch (trend)
    {
    case TACTUS_TREND_FALLING:
      /* Translators: the heart rate is */
      return _("Falling");
    case TACTUS_TREND_STEADY:
      /* Translators: the heart rate is */
      return _("Steady");
    case TACTUS_TREND_RISING:
      /* Translators: the heart rate is */
      return _("Rising");
    case TACTUS_TREND_UNKNOWN:
    default:
      return "";
    }
}

const char *
tactus_text_trend_icon (TactusTrend trend)
{
  switch (trend)
    {
    case TACTUS_TREND_FALLING:
      return "tactus-trend-falling-symbolic";
    case TACTUS_TREND_STEADY:
      return "tactus-trend-steady-symbolic";
    case TACTUS_TREND_RISING:
      return "tactus-trend-rising-symbolic";
    case TACTUS_TREND_UNKNOWN:
    default:
      return NULL;
    }
}

/* A band that sends every second is as old as that at most: no use in counting it. */
char *
tactus_text_reading_age (gint64   seconds,
                         gboolean follows)
{
  g_autofree char *age = seconds <= 2 ? g_strdup (_("just now")) : tactus_text_age (seconds);

  return g_strconcat (follows ? "· " : "", age, NULL);
}

static gint64
whole_seconds (gint64 span_us)
{
  return MAX (span_us, 0) / G_USEC_PER_SEC;
}

char *
tactus_text_timer (gint64 span_us)
{
  gint64 seconds = whole_seconds (span_us);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / SECONDS_PER_HOUR,
                          (int) (seconds / SECONDS_PER_MINUTE % 60), (int) (seconds % 60));
}

char *
tactus_text_span (gint64 span_us)
{
  gint64 seconds = whole_seconds (span_us);
  int hours = seconds / SECONDS_PER_HOUR;
  int minutes = seconds / SECONDS_PER_MINUTE % 60;

  if (seconds < SECONDS_PER_MINUTE)
    /* Translators: seconds */
    return tactus_text_printf (_("%d s"), (int) seconds);
  if (hours == 0)
    /* Translators: minutes */
    return tactus_text_printf (_("%d min"), minutes);
  /* Translators: hours and minutes */
  return tactus_text_printf (_("%d h %d min"), hours, minutes);
}

static char *
spoken_minutes (int minutes)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", minutes),
                          minutes);
}

char *
tactus_text_spoken_span (gint64 span_us)
{
  gint64 seconds = whole_seconds (span_us);
  int hours = seconds / SECONDS_PER_HOUR;
  int minutes = seconds / SECONDS_PER_MINUTE % 60;
  g_autofree char *hours_text = NULL;
  g_autofree char *minutes_text = NULL;

  if (seconds < SECONDS_PER_MINUTE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", (int) seconds),
                            (int) seconds);
  if (hours == 0)
    return spoken_minutes (minutes);

  hours_text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", hours), hours);
  if (minutes == 0)
    return g_steal_pointer (&hours_text);

  minutes_text = spoken_minutes (minutes);
  /* Translators: "2 hours 5 minutes" */
  return g_strdup_printf (C_("duration", "%s %s"), hours_text, minutes_text);
}

const char *
tactus_text_zone (guint zone)
{
  static const char *const names[TACTUS_N_ZONES + 1] = {
    /* Translators: effort below the first zone */
    NC_("effort", "Rest"),
    /* Translators: the five zones of effort, from here to “Maximum” */
    NC_("effort", "Very light"),
    NC_("effort", "Light"),
    NC_("effort", "Moderate"),
    NC_("effort", "Hard"),
    NC_("effort", "Maximum"),
  };

  return zone <= TACTUS_N_ZONES ? g_dpgettext2 (GETTEXT_PACKAGE, "effort", names[zone]) : "";
}

char *
tactus_text_zone_range (const TactusZones *zones,
                        guint              zone)
{
  if (zones->maximum == 0 || zone > TACTUS_N_ZONES)
    return g_strdup ("");

  if (zone == 0)
    /* Translators: beats per minute */
    return g_strdup_printf (_("below %u"), tactus_zones_get_lower (zones, 1));
  if (zone == TACTUS_N_ZONES)
    /* Translators: beats per minute */
    return g_strdup_printf (_("from %u"), tactus_zones_get_lower (zones, zone));

  /* Translators: from … to, beats per minute */
  return g_strdup_printf (_("%u–%u"), tactus_zones_get_lower (zones, zone),
                          tactus_zones_get_lower (zones, zone + 1) - 1);
}

char *
tactus_text_zones (const gint64 *zone_us)
{
  char *text = NULL;

  for (guint zone = 0; zone <= TACTUS_N_ZONES; zone++)
    {
      g_autofree char *span = tactus_text_spoken_span (zone_us[zone]);
      /* Translators: name of a zone of effort, and how long the heart rate was in it */
      g_autofree char *part = g_strdup_printf (C_("zone", "%s: %s"), tactus_text_zone (zone), span);

      if (zone_us[zone] >= G_USEC_PER_SEC)
        text = tactus_text_append (text, part);
    }

  return text ? text : g_strdup (_("No time in zones yet"));
}

char *
tactus_text_maximum (guint own_maximum,
                     guint age)
{
  TactusZones zones = tactus_zones_for (own_maximum, age);

  if (zones.maximum == 0)
    return g_strdup (_("No zones yet: one of these is needed"));
  if (own_maximum > 0)
    /* Translators: beats per minute */
    return tactus_text_printf (_("Zones follow your own maximum: %u bpm"), zones.maximum);

  /* Translators: beats per minute */
  return tactus_text_printf (_("Maximum estimated from your age: %u bpm"), zones.maximum);
}

/* Any script's digits, and blanks around them. */
gboolean
tactus_text_parse_number (const char *text,
                          int         lowest,
                          int         highest,
                          int        *number)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  int value = 0;

  *number = 0;
  if (*stripped == '\0')
    return TRUE;

  for (const char *c = stripped; *c; c = g_utf8_next_char (c))
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (c));

      if (digit < 0 || value > highest)
        return FALSE;
      value = value * 10 + digit;
    }

  if (value < lowest || value > highest)
    return FALSE;

  *number = value;
  return TRUE;
}

gboolean
tactus_text_parse_birth_year (const char *text,
                              int         this_year,
                              int        *year)
{
  return tactus_text_parse_number (text, this_year - OLDEST, this_year - YOUNGEST, year);
}

gboolean
tactus_text_parse_maximum (const char *text,
                           int        *maximum)
{
  return tactus_text_parse_number (text, TACTUS_ZONES_LOWEST_MAXIMUM,
                                   TACTUS_ZONES_HIGHEST_MAXIMUM, maximum);
}

char *
tactus_text_all_zones (const TactusZones *zones)
{
  GString *text = g_string_new (NULL);

  for (guint zone = 1; zone <= TACTUS_N_ZONES && zones->maximum > 0; zone++)
    {
      g_autofree char *range = tactus_text_zone_range (zones, zone);

      if (zone > 1)
        g_string_append_c (text, '\n');
      /* Translators: number, name and range of a zone of effort */
      g_string_append_printf (text, _("Z%u %s: %s"), zone, tactus_text_zone (zone), range);
    }

  return g_string_free (text, FALSE);
}

const char *
tactus_text_window_choice (guint seconds)
{
  switch (seconds)
    {
    case 60:
      /* Translators: time the chart shows */
      return _("1 min");
    case 5 * 60:
      /* Translators: time the chart shows */
      return _("5 min");
    case 15 * 60:
      /* Translators: time the chart shows */
      return _("15 min");
    case 60 * 60:
      /* Translators: time the chart shows */
      return _("60 min");
    case 6 * 60 * 60:
      /* Translators: time the chart shows */
      return _("6 h");
    case 24 * 60 * 60:
      /* Translators: time the chart shows */
      return _("24 h");
    case 0:
      /* Translators: the chart shows all there is */
      return _("All");
    default:
      return "";
    }
}
