/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest text, without a zero at its end. */
#define TACTUS_EXPORT_TIME_LENGTH 29

/**
 * TactusExportTime:
 *
 * Writes times of one zone as ISO 8601 with milliseconds.  It keeps the last minute as text, since
 * a year of readings has half a million minutes and sixty times as many readings.
 */
typedef struct {
  gint64 minute;     /* that @text is of, in the zone; %G_MININT64: of none yet */
  gint64 zone_ms;
  char   text[17];   /* up to the colon before the seconds */
  char   zone[6];    /* `+01:00` or `Z` */
  guint  zone_length;
} TactusExportTime;

/** tactus_export_time_init: @zone_s: seconds east of UTC; whole minutes of it are shown */
void  tactus_export_time_init     (TactusExportTime *self,
                                   int               zone_s);

/** tactus_export_time_init_utc: ends in `Z` */
void  tactus_export_time_init_utc (TactusExportTime *self);

/**
 * tactus_export_time_write:
 * @when_us: microseconds since 1970 UTC; before the year 0 and after 9999 is taken as its edge
 * @text: (out caller-allocates): room for %TACTUS_EXPORT_TIME_LENGTH
 *
 * Returns: how long it is; there is no zero at the end
 */
gsize tactus_export_time_write    (TactusExportTime *self,
                                   gint64            when_us,
                                   char             *text);

G_END_DECLS
