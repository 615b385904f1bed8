/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-time.h"

#include <string.h>

#define MS_PER_MINUTE  60000
#define MINUTES_PER_DAY 1440
#define MAX_ZONE_MIN   1439

/* 0000-01-01 00:00 and 9999-12-31 23:59, as minutes since 1970. */
#define FIRST_MINUTE (G_GINT64_CONSTANT (-719528) * MINUTES_PER_DAY)
#define LAST_MINUTE  (G_GINT64_CONSTANT (2932897) * MINUTES_PER_DAY - 1)

static gint64
divide_down (gint64 number,
             gint64 by)
{
  return number / by - (number % by < 0 ? 1 : 0);
}

static void
put_digits (char  *text,
            guint  number,
            guint  n_digits)
{
  for (guint i = n_digits; i > 0; i--)
    {
      text[i - 1] = (char) ('0' + number % 10);
      number /= 10;
    }
}

/* The calendar repeats every 400 years of 146097 days; a year that begins in March has its leap
 * day at the end, so that the months follow from one line: 153 days for each five. */
static void
put_date (char   *text,
          gint64  day)
{
  gint64 since = day + 719468;
  gint64 era = divide_down (since, 146097);
  guint in_era = (guint) (since - era * 146097);
  guint year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  guint in_year = in_era - (365 * year + year / 4 - year / 100);
  guint march_month = (5 * in_year + 2) / 153;
  guint month = march_month < 10 ? march_month + 3 : march_month - 9;

  put_digits (text, (guint) (era * 400 + year + (month <= 2 ? 1 : 0)), 4);
  text[4] = '-';
  put_digits (text + 5, month, 2);
  text[7] = '-';
  put_digits (text + 8, in_year - (153 * march_month + 2) / 5 + 1, 2);
}

static void
put_minute (TactusExportTime *self,
            gint64            minute)
{
  gint64 shown = CLAMP (minute, FIRST_MINUTE, LAST_MINUTE);
  gint64 day = divide_down (shown, MINUTES_PER_DAY);
  guint in_day = (guint) (shown - day * MINUTES_PER_DAY);

  put_date (self->text, day);
  self->text[10] = 'T';
  put_digits (self->text + 11, in_day / 60, 2);
  self->text[13] = ':';
  put_digits (self->text + 14, in_day % 60, 2);
  self->text[16] = ':';
  self->minute = minute;
}

void
tactus_export_time_init (TactusExportTime *self,
                         int               zone_s)
{
  int zone_min = CLAMP (zone_s / 60, -MAX_ZONE_MIN, MAX_ZONE_MIN);

  self->minute = G_MININT64;
  self->zone_ms = zone_min * (gint64) MS_PER_MINUTE;
  self->zone[0] = zone_min < 0 ? '-' : '+';
  put_digits (self->zone + 1, (guint) ABS (zone_min) / 60, 2);
  self->zone[3] = ':';
  put_digits (self->zone + 4, (guint) ABS (zone_min) % 60, 2);
  self->zone_length = 6;
}

void
tactus_export_time_init_utc (TactusExportTime *self)
{
  tactus_export_time_init (self, 0);
  self->zone[0] = 'Z';
  self->zone_length = 1;
}

gsize
tactus_export_time_write (TactusExportTime *self,
                          gint64            when_us,
                          char             *text)
{
  gint64 local_ms = divide_down (when_us, 1000) + self->zone_ms;
  gint64 minute = divide_down (local_ms, MS_PER_MINUTE);
  guint rest = (guint) (local_ms - minute * MS_PER_MINUTE);

  if (minute != self->minute)
    put_minute (self, minute);

  memcpy (text, self->text, sizeof self->text);
  put_digits (text + 17, rest / 1000, 2);
  text[19] = '.';
  put_digits (text + 20, rest % 1000, 3);
  memcpy (text + 23, self->zone, self->zone_length);

  return 23 + self->zone_length;
}
