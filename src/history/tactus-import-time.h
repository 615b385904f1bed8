/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_import_time_parse:
 * @text: ISO 8601: `2026-11-21T18:08:37.123+01:00`; a space for the T, no seconds, up to nine
 *   digits of a second, `Z` and zones without colon are understood
 * @when_us: (out): microseconds since 1970 UTC
 * @zone_s: (out): seconds east of UTC; where the text names none, those of @here
 * @here: the zone of a time that names none
 */
gboolean tactus_import_time_parse       (const char *text,
                                         GTimeZone  *here,
                                         gint64     *when_us,
                                         int        *zone_s);

/** tactus_import_time_parse_unix: @text: seconds since 1970, with or without decimals, or
 *    milliseconds */
gboolean tactus_import_time_parse_unix  (const char *text,
                                         gint64     *when_us);

/** tactus_import_time_is_plausible: Returns: whether any band can have measured then: from 2000 to
 *    2099 */
gboolean tactus_import_time_is_plausible (gint64     when_us);

/** tactus_import_time_is_kept: Returns: whether a computer can have been set to that: from 1970, as
 *    those without a clock of their own begin, to 2099 */
gboolean tactus_import_time_is_kept     (gint64      when_us);

/**
 * TactusImportDate:
 * @numbers: the date's three, as they stand
 * @has_year_first: with four digits
 * @seconds: since midnight
 * @half: 0: a clock of 24 hours; 1: it said AM or PM
 * @separator: between the numbers
 *
 * A date and time as somebody's country writes it: `1/25/2021 10:33:12 PM`, `25.01.2021 22:33:12`,
 * `2021/01/25 22:33:12`.  Which number is the month is not in it.
 */
typedef struct {
  int      numbers[3];
  gboolean has_year_first;
  int      seconds;
  gboolean half;
  char     separator;
} TactusImportDate;

gboolean tactus_import_date_parse       (const char              *text,
                                         TactusImportDate        *date);

/**
 * tactus_import_date_to_time:
 * @month_first: whether the first number of a date that begins with no year is the month
 * @not_before_us: of two times that a clock shows alike when summer ends, the first one that is not
 *   before this
 *
 * Returns: %FALSE: there is no such date
 */
gboolean tactus_import_date_to_time     (const TactusImportDate  *date,
                                         gboolean                 month_first,
                                         GTimeZone               *here,
                                         gint64                   not_before_us,
                                         gint64                  *when_us);

/** tactus_import_zone_at: Returns: seconds east of UTC */
int      tactus_import_zone_at          (GTimeZone               *here,
                                         gint64                   when_us);

G_END_DECLS
