/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-tally.h"

G_BEGIN_DECLS

/*
 * What the live view says, in words.  As in tactus-text.h everything is a pure function.
 */

/** tactus_text_not_saved: @error: of TactusBandRecorder.  Returns: (transfer full): sentences: why
 *    readings are not on disk, and what becomes of them */
char       *tactus_text_not_saved  (const GError      *error);

/** tactus_text_trend: Returns: (transfer none): "Rising", "Steady", "Falling"; "" if not known */
const char *tactus_text_trend      (TactusTrend        trend);

/** tactus_text_trend_icon: Returns: (transfer none) (nullable): an arrow */
const char *tactus_text_trend_icon (TactusTrend        trend);

/** tactus_text_reading_age: @seconds: how old the pulse is that is shown as the present one.
 *    @follows: whether the text stands after another.  Returns: (transfer full): "· just now",
 *    "3 s ago" */
char       *tactus_text_reading_age (gint64            seconds,
                                     gboolean          follows);

/** tactus_text_timer: Returns: (transfer full): "0:00:07", "12:34:56": hours, minutes, seconds */
char       *tactus_text_timer      (gint64             span_us);

/** tactus_text_span: Returns: (transfer full): "45 s", "12 min", "1 h 5 min": how long, at a
 *    glance */
char       *tactus_text_span       (gint64             span_us);

/** tactus_text_spoken_span: Returns: (transfer full): "45 seconds", "12 minutes", "1 hour 5
 *    minutes": the same for a screen reader */
char       *tactus_text_spoken_span (gint64            span_us);

/** tactus_text_zone: @zone: 0…5; 0 is below zone 1.  Returns: (transfer none): "Very light" … */
const char *tactus_text_zone       (guint              zone);

/** tactus_text_zone_range: Returns: (transfer full): "112–129", "from 168", "below 94": bpm; ""
 *    without zones */
char       *tactus_text_zone_range (const TactusZones *zones,
                                    guint              zone);

/** tactus_text_zones: @zone_us: (array fixed-size=6).  Returns: (transfer full): the time in each
 *    zone in one sentence, for a screen reader; zones without time are left out */
char       *tactus_text_zones      (const gint64      *zone_us);

/**
 * tactus_text_maximum:
 * @own_maximum: bpm, 0: none
 * @age: years, 0: not known
 *
 * Returns: (transfer full): where the zones come from: "Maximum estimated from your age: 187 bpm"
 */
char       *tactus_text_maximum    (guint              own_maximum,
                                    guint              age);

/**
 * tactus_text_parse_birth_year:
 * @text: as typed; empty: not told
 * @this_year: the present year
 * @year: (out): 0: not told
 *
 * Returns: whether that is a year in which somebody who wears a band was born
 */
gboolean    tactus_text_parse_birth_year (const char  *text,
                                          int          this_year,
                                          int         *year);

/** tactus_text_parse_maximum: the same for a maximum heart rate, bpm */
gboolean    tactus_text_parse_maximum (const char     *text,
                                       int            *maximum);

/** tactus_text_parse_number: @number: (out): 0: left empty.  Returns: whether @text, of any
 *    script's digits, is a number from @lowest to @highest, or empty */
gboolean    tactus_text_parse_number (const char      *text,
                                      int              lowest,
                                      int              highest,
                                      int             *number);

/** tactus_text_all_zones: Returns: (transfer full): the five zones with their ranges, a line each;
 *    "" without zones */
char       *tactus_text_all_zones  (const TactusZones *zones);

/** tactus_text_window_choice: Returns: (transfer none): "1 min" … "24 h", "All", as short as a
 *    button; "" for any other number of @seconds */
const char *tactus_text_window_choice (guint           seconds);

G_END_DECLS
