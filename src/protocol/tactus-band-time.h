/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_BAND_TIME_SIZE 11
#define TACTUS_ZONE_UNKNOWN   G_MININT8

/**
 * TactusBandTime:
 * @year: 2010…2099, @month: 1…12, @day: 1…31, @hour: 0…23, @minute, @second: 0…59, local
 * @weekday: 1 Monday … 7 Sunday, 0 unknown
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

gboolean   tactus_band_time_parse          (TactusBandTime       *self,
                                            const guint8         *data,
                                            gsize                 length,
                                            GError              **error);

/** tactus_band_time_encode: Returns: (transfer full): 11 bytes; weekday is computed from the date */
GBytes    *tactus_band_time_encode         (const TactusBandTime *self);

void       tactus_band_time_from_date_time (TactusBandTime       *self,
                                            GDateTime            *when);

/** tactus_band_time_to_text: Returns: (transfer full): `YYYY-MM-DDTHH:MM:SS`, without zone */
char      *tactus_band_time_to_text        (const TactusBandTime *self);

/** tactus_band_time_to_date_time: Returns: (transfer full) (nullable): with the band's own zone */
GDateTime *tactus_band_time_to_date_time   (const TactusBandTime *self);

G_END_DECLS
