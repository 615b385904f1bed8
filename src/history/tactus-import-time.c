/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-time.h"

#include <string.h>

/* 2000-01-01 and 2100-01-01, UTC. */
#define FIRST_S G_GINT64_CONSTANT (946684800)
#define END_S   G_GINT64_CONSTANT (4102444800)

/* Seconds of that many are beyond the year 5000; milliseconds of less are before 1974. */
#define MILLISECONDS_FROM G_GINT64_CONSTANT (100000000000)

/* ── pieces ── */

/* @text: (inout): behind what was taken */
static gboolean
take_digits (const char **text,
             guint        at_least,
             guint        at_most,
             gint64      *number)
{
  guint n = 0;

  *number = 0;
  for (; n < at_most && g_ascii_isdigit (**text); n++, (*text)++)
    *number = *number * 10 + g_ascii_digit_value (**text);

  return n >= at_least && !g_ascii_isdigit (**text);
}

static gboolean
take_two (const char **text,
          int          at_most,
          int         *number)
{
  if (!g_ascii_isdigit ((*text)[0]) || !g_ascii_isdigit ((*text)[1]))
    return FALSE;

  *number = g_ascii_digit_value ((*text)[0]) * 10 + g_ascii_digit_value ((*text)[1]);
  *text += 2;

  return *number <= at_most;
}

static gboolean
take_character (const char **text,
                const char  *any_of)
{
  if (**text == '\0' || !strchr (any_of, **text))
    return FALSE;

  (*text)++;

  return TRUE;
}

/* Fractions of a second, in microseconds; what is finer is cut off. */
static gboolean
take_fraction (const char **text,
               gint64      *fraction_us)
{
  gint64 worth = G_USEC_PER_SEC;
  guint n = 0;

  *fraction_us = 0;
  if (!take_character (text, ".,"))
    return TRUE;

  for (; g_ascii_isdigit (**text) && n < 9; n++, (*text)++)
    {
      worth /= 10;
      *fraction_us += worth * g_ascii_digit_value (**text);
    }

  return n > 0;
}

static gint64
seconds_of_date (int year,
                 int month,
                 int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  /* 1970-01-01 is day 719163 of the calendar that begins with the year 1. */
  return ((gint64) g_date_get_julian (&date) - 719163) * 86400;
}

static gboolean
is_date (int year,
         int month,
         int day)
{
  return year > 0 && month > 0 && day > 0 && month <= 12 && day <= 31 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* ── zones ── */

int
tactus_import_zone_at (GTimeZone *here,
                       gint64     when_us)
{
  gint64 seconds = when_us / G_USEC_PER_SEC;

  return g_time_zone_get_offset (here, g_time_zone_find_interval (here, G_TIME_TYPE_UNIVERSAL,
                                                                  seconds));
}

/* @local_s: seconds since 1970 as a clock there shows them; one that no clock showed, since summer
 * began, is taken as if it had not begun */
static gint64
from_local (GTimeZone *here,
            GTimeType  type,
            gint64     local_s)
{
  gint64 adjusted = local_s;
  int interval = g_time_zone_adjust_time (here, type, &adjusted);

  return adjusted - g_time_zone_get_offset (here, interval);
}

static gint64
from_local_not_before (GTimeZone *here,
                       gint64     local_s,
                       gint64     not_before_us)
{
  gint64 summer = from_local (here, G_TIME_TYPE_DAYLIGHT, local_s);
  gint64 winter = from_local (here, G_TIME_TYPE_STANDARD, local_s);
  gint64 first = MIN (summer, winter);

  return first * G_USEC_PER_SEC >= not_before_us ? first : MAX (summer, winter);
}

/* Returns: the zone's: `Z`, `+01:00`, `+0100`, `+01` */
static gboolean
take_zone (const char **text,
           int         *zone_s)
{
  gboolean is_west = **text == '-';
  int hours;
  int minutes = 0;

  *zone_s = 0;
  if (take_character (text, "Zz"))
    return **text == '\0';

  if (!take_character (text, "+-") || !take_two (text, 23, &hours))
    return FALSE;
  if (**text != '\0')
    {
      take_character (text, ":");
      if (!take_two (text, 59, &minutes))
        return FALSE;
    }
  *zone_s = (hours * 3600 + minutes * 60) * (is_west ? -1 : 1);

  return **text == '\0';
}

/* ── ISO 8601 ── */

static gboolean
take_iso_date (const char **text,
               gint64      *day_s)
{
  gint64 year;
  int month;
  int day;

  if (!take_digits (text, 4, 4, &year) || !take_character (text, "-") ||
      !take_two (text, 12, &month) || !take_character (text, "-") || !take_two (text, 31, &day) ||
      !is_date ((int) year, month, day))
    return FALSE;

  *day_s = seconds_of_date ((int) year, month, day);

  return TRUE;
}

static gboolean
take_iso_clock (const char **text,
                gint64      *clock_us)
{
  int hours;
  int minutes;
  int seconds = 0;
  gint64 fraction_us = 0;

  if (!take_two (text, 23, &hours) || !take_character (text, ":") || !take_two (text, 59, &minutes))
    return FALSE;
  if (take_character (text, ":") &&
      (!take_two (text, 59, &seconds) || !take_fraction (text, &fraction_us)))
    return FALSE;

  *clock_us = (gint64) (hours * 3600 + minutes * 60 + seconds) * G_USEC_PER_SEC + fraction_us;

  return TRUE;
}

gboolean
tactus_import_time_parse (const char *text,
                          GTimeZone  *here,
                          gint64     *when_us,
                          int        *zone_s)
{
  gint64 day_s;
  gint64 clock_us;
  gint64 local_s;

  if (!take_iso_date (&text, &day_s) || !take_character (&text, "Tt ") ||
      !take_iso_clock (&text, &clock_us))
    return FALSE;

  local_s = day_s + clock_us / G_USEC_PER_SEC;
  if (*text == '\0')
    *zone_s = (int) (local_s - from_local (here, G_TIME_TYPE_STANDARD, local_s));
  else if (!take_zone (&text, zone_s))
    return FALSE;

  *when_us = (local_s - *zone_s) * G_USEC_PER_SEC + clock_us % G_USEC_PER_SEC;

  return TRUE;
}

gboolean
tactus_import_time_parse_unix (const char *text,
                               gint64     *when_us)
{
  gint64 number;
  gint64 fraction_us;

  if (!take_digits (&text, 1, 15, &number) || !take_fraction (&text, &fraction_us) || *text != '\0')
    return FALSE;

  *when_us = number >= MILLISECONDS_FROM ? number * 1000 : number * G_USEC_PER_SEC + fraction_us;

  return TRUE;
}

gboolean
tactus_import_time_is_plausible (gint64 when_us)
{
  return when_us >= FIRST_S * G_USEC_PER_SEC && when_us < END_S * G_USEC_PER_SEC;
}

gboolean
tactus_import_time_is_kept (gint64 when_us)
{
  return when_us >= 0 && when_us < END_S * G_USEC_PER_SEC;
}

/* ── dates of many countries ── */

/* A plain space or one of those that typography knows, of which .NET puts one before AM and PM. */
static void
skip_spaces (const char **text)
{
  while (**text && g_unichar_isspace (g_utf8_get_char (*text)))
    *text = g_utf8_next_char (*text);
}

static gboolean
take_country_date (const char       **text,
                   TactusImportDate  *date)
{
  for (guint i = 0; i < 3; i++)
    {
      const char *begin = *text;
      gint64 number;

      if (i == 1)
        date->separator = **text;
      if (i > 0 && !take_character (text, "/.-"))
        return FALSE;

      skip_spaces (text);
      if (i == 0)
        begin = *text;
      if (!take_digits (text, 1, 4, &number))
        return FALSE;
      if (i == 0)
        date->has_year_first = *text - begin == 4;
      date->numbers[i] = (int) number;
    }

  /* As in some countries of the east: `2021. 01. 25.` */
  take_character (text, ".");

  return TRUE;
}

static gboolean
take_half (const char **text,
           int         *hours)
{
  char letter = g_ascii_tolower (**text);

  if ((letter != 'a' && letter != 'p') || *hours < 1 || *hours > 12)
    return FALSE;

  (*text)++;
  take_character (text, ".");
  if (!take_character (text, "mM"))
    return FALSE;
  take_character (text, ".");
  *hours = *hours % 12 + (letter == 'p' ? 12 : 0);

  return TRUE;
}

static gboolean
take_country_clock (const char       **text,
                    TactusImportDate  *date)
{
  gint64 numbers[3] = { 0, 0, 0 };
  int hours;

  for (guint i = 0; i < 3; i++)
    if ((i > 0 && !take_character (text, ":.")) || !take_digits (text, 1, 2, &numbers[i]))
      return FALSE;
  if (numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59)
    return FALSE;

  hours = (int) numbers[0];
  skip_spaces (text);
  date->half = **text != '\0';
  if (date->half && !take_half (text, &hours))
    return FALSE;
  date->seconds = hours * 3600 + (int) numbers[1] * 60 + (int) numbers[2];

  return TRUE;
}

gboolean
tactus_import_date_parse (const char       *text,
                          TactusImportDate *date)
{
  skip_spaces (&text);
  if (!take_country_date (&text, date))
    return FALSE;

  take_character (&text, ",T");
  skip_spaces (&text);
  if (!take_country_clock (&text, date))
    return FALSE;

  skip_spaces (&text);

  return *text == '\0';
}

gboolean
tactus_import_date_to_time (const TactusImportDate *date,
                            gboolean                month_first,
                            GTimeZone              *here,
                            gint64                  not_before_us,
                            gint64                 *when_us)
{
  const int *numbers = date->numbers;
  int year = date->has_year_first ? numbers[0] : numbers[2];
  int month = date->has_year_first ? numbers[1] : numbers[month_first ? 0 : 1];
  int day = date->has_year_first ? numbers[2] : numbers[month_first ? 1 : 0];
  gint64 local_s;

  /* Two digits stand for this century: there was no band before. */
  if (year < 100)
    year += 2000;
  if (!is_date (year, month, day))
    return FALSE;

  local_s = seconds_of_date (year, month, day) + date->seconds;
  *when_us = from_local_not_before (here, local_s, not_before_us) * G_USEC_PER_SEC;

  return TRUE;
}
