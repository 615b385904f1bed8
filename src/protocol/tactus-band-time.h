/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_BAND_TIME_SIZE 11
#define TACTUS_ZONE_UNKNOWN   G_MININT8

/* Offsets from UTC that Bluetooth and bands know, in quarter hours: -12 to +14 hours. */
#define TACTUS_ZONE_MINIMUM   (-48)
#define TACTUS_ZONE_MAXIMUM   56

/**
 * TactusBandTime:
 * @year: 1582…9999, @month: 1…12, @day: 1…31, @hour: 0…23, @minute, @second: 0…59, local
 * @weekday: as sent: 1 Monday … 7 Sunday, 0 unknown; some programs set it wrongly
 * @fraction: 1/256 s
 * @zone_quarters: offset from UTC, DST included, in quarter hours; %TACTUS_ZONE_UNKNOWN if absent
 *
 * A band's clock.  Layout: 0x2A2B as bands use it, 11 bytes.
 */
typedef struct {
  guint16 year;
  guint8  month;
  guint8  day;
  guint8  hour;
  guint8  minute;
  guint8  second;
  guint8  weekday;
  guint8  fraction;
  gint8   zone_quarters;
} TactusBandTime;

/**
 * tactus_band_time_is_valid:
 *
 * Returns: whether the date is in the calendar and every field in its range
 */
gboolean   tactus_band_time_is_valid       (const TactusBandTime *self);

/**
 * tactus_band_time_parse:
 *
 * A clock that was never set (all zero), an impossible date and a zone that is nowhere on earth are
 * errors; a zone of 0x80 is unknown.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are 11 bytes of a valid time
 */
gboolean   tactus_band_time_parse          (TactusBandTime       *self,
                                            const guint8         *data,
                                            gsize                 length,
                                            GError              **error);

/**
 * tactus_band_time_parse_date:
 * @data: (array fixed-size=7): year, month, day, hour, minute, second, as they begin a clock and as
 *   they stand inside other records
 *
 * Returns: whether it is a time; @self then has no weekday, no fraction and no zone
 */
gboolean   tactus_band_time_parse_date     (TactusBandTime       *self,
                                            const guint8         *data);

/**
 * tactus_band_time_parse_zone:
 *
 * Returns: quarter hours; %TACTUS_ZONE_UNKNOWN for a byte that is no zone
 */
gint8      tactus_band_time_parse_zone     (guint8                byte);

/**
 * tactus_band_time_parse_text:
 * @text: `YYYY-MM-DDTHH:MM:SS`, exactly
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for any other text and impossible dates
 */
gboolean   tactus_band_time_parse_text     (TactusBandTime       *self,
                                            const char           *text,
                                            GError              **error);

/**
 * tactus_band_time_encode:
 * @self: a valid time
 *
 * Returns: (transfer full): 11 bytes; weekday is computed from the date
 */
GBytes    *tactus_band_time_encode         (const TactusBandTime *self);

/** tactus_band_time_from_date_time: @when in its own zone, seconds into @fraction as well */
void       tactus_band_time_from_date_time (TactusBandTime       *self,
                                            GDateTime            *when);

/** tactus_band_time_to_text: Returns: (transfer full): `YYYY-MM-DDTHH:MM:SS`, without zone */
char      *tactus_band_time_to_text        (const TactusBandTime *self);

/**
 * tactus_band_time_to_date_time:
 *
 * Returns: (transfer full) (nullable): with the band's own zone; %NULL if the time is not valid or
 *   its zone unknown
 */
GDateTime *tactus_band_time_to_date_time   (const TactusBandTime *self);

G_END_DECLS
