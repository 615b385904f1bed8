/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-reading.h"

G_BEGIN_DECLS

/**
 * TactusSeries:
 *
 * Readings in the order of their times, to draw and to count.  Append only; a reading older than
 * the last one is taken at the last one's time (clocks jump).  Two readings further apart than the
 * series' gap have a gap between them even if nobody said so, unless the first says that the link
 * is lost or the sensor stale, which lasts until there is news.
 *
 * About twelve bytes a reading, and none is ever moved: a year of seconds fits.  What any stretch
 * of time comes to is known in the time of a logarithm of the length.
 */
typedef struct _TactusSeries TactusSeries;

/* Silence that counts as a gap, microseconds.  Bands send every 1 to 5 s. */
#define TACTUS_SERIES_GAP_US (G_USEC_PER_SEC * G_GINT64_CONSTANT (15))

/**
 * TactusSummary:
 * @count: pulses counted; when 0 the rest is 0
 * @minimum, @maximum: beats per minute
 * @mean: beats per minute, arithmetic mean over the pulses
 */
typedef struct {
  guint   count;
  guint16 minimum;
  guint16 maximum;
  double  mean;
} TactusSummary;

/**
 * TactusColumn:
 * @count: pulses in the column; 0: nothing to draw
 * @minimum, @maximum: lowest and highest pulse
 * @first, @last: first and last pulse, to join columns
 * @joined: whether the first pulse continues the one before it (no gap between)
 * @states: bit 1 << TactusReadingKind for everything but pulses that lasts in the column, silence
 *   as %TACTUS_READING_GAP
 *
 * The pulses that fall into one pixel column, and what lasts in it: a state that takes no time, as
 * the next reading is of the same microsecond, does not.
 */
typedef struct {
  guint    count;
  guint16  minimum;
  guint16  maximum;
  guint16  first;
  guint16  last;
  gboolean joined;
  guint    states;
} TactusColumn;

/** tactus_series_new: as tactus_series_new_with_gap() with %TACTUS_SERIES_GAP_US */
TactusSeries        *tactus_series_new       (void);

/** tactus_series_new_with_gap: @gap_us: silence that counts as a gap; what a band recorded by the
 *    minute bears more of it than what is heard live */
TactusSeries        *tactus_series_new_with_gap (gint64            gap_us);

gint64               tactus_series_get_gap_us (TactusSeries       *self);
TactusSeries        *tactus_series_ref       (TactusSeries        *self);
void                 tactus_series_unref     (TactusSeries        *self);

void                 tactus_series_append    (TactusSeries        *self,
                                              const TactusReading *reading);

/** tactus_series_append_with_rr: @rr: (array length=n_rr) (nullable): the RR intervals that came
 *    with @reading, oldest first, in 1/1024 s */
void                 tactus_series_append_with_rr (TactusSeries        *self,
                                                   const TactusReading *reading,
                                                   const guint16       *rr,
                                                   guint                n_rr);

gsize                tactus_series_get_length (TactusSeries       *self);

TactusReading        tactus_series_get       (TactusSeries        *self,
                                              gsize                index);

/** tactus_series_get_last: @last: (out caller-allocates): the newest reading.  Returns: %FALSE:
 *    there is none */
gboolean             tactus_series_get_last  (TactusSeries        *self,
                                              TactusReading       *last);

/** tactus_series_get_rr: @n_rr: (out): how many.  Returns: (transfer none) (nullable): the RR
 *    intervals of reading @index, 1/1024 s; valid until the next append */
const guint16       *tactus_series_get_rr    (TactusSeries        *self,
                                              gsize                index,
                                              guint               *n_rr);

/** tactus_series_find: Returns: index of the first reading at or after @when_us, or the length */
gsize                tactus_series_find      (TactusSeries        *self,
                                              gint64               when_us);

/** tactus_series_find_nearest: @index: (out): of two that are as near, the earlier.  Returns:
 *    %FALSE: there is no reading */
gboolean             tactus_series_find_nearest (TactusSeries      *self,
                                                 gint64             when_us,
                                                 gsize             *index);

/** tactus_series_next_pulse: @index: (out): of the first pulse at or after reading @begin.
 *    Returns: %FALSE: there is none */
gboolean             tactus_series_next_pulse (TactusSeries        *self,
                                               gsize                begin,
                                               gsize               *index);

/** tactus_series_previous_pulse: @index: (out): of the last pulse before reading @end, which may be
 *    the length.  Returns: %FALSE: there is none */
gboolean             tactus_series_previous_pulse (TactusSeries    *self,
                                                   gsize            end,
                                                   gsize           *index);

/** tactus_series_get_size: Returns: bytes of memory taken */
gsize                tactus_series_get_size  (TactusSeries         *self);

/** tactus_series_is_joined: Returns: whether pulse @index continues pulse @index − 1 */
gboolean             tactus_series_is_joined (TactusSeries        *self,
                                              gsize                index);

/** tactus_series_summarize: over the pulses with @from_us <= time < @to_us; in the time of a
 *    logarithm of the length */
void                 tactus_series_summarize (TactusSeries        *self,
                                              gint64               from_us,
                                              gint64               to_us,
                                              TactusSummary       *summary);

/**
 * tactus_series_columns:
 * @columns: (out caller-allocates) (array length=n_columns): filled from left to right
 *
 * Spreads the pulses with @from_us <= time < @to_us over @n_columns equal columns.  What the last
 * reading says lasts until @to_us, and a pulse becomes silence if that is too far.  In the time of
 * a logarithm of the length for each column, however many readings are in it.
 */
void                 tactus_series_columns   (TactusSeries        *self,
                                              gint64               from_us,
                                              gint64               to_us,
                                              TactusColumn        *columns,
                                              guint                n_columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSeries, tactus_series_unref)

G_END_DECLS
