/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-series.h"
#include "tactus-trend.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

/**
 * TactusStatistics:
 * @summary: lowest, mean, highest
 * @covered_us: time for which the pulse is known
 * @zone_us: of that, in each zone; 0 is below zone 1; all 0 without zones
 * @resting: lowest mean over time of five minutes that are over and known at least four fifths,
 *   bpm; 0: no such five minutes
 *
 * Only pulses count.  A pulse holds until the next reading, if that comes before the series' gap;
 * silence, and everything that is not a pulse, is time of which nothing is known.
 */
typedef struct {
  TactusSummary summary;
  gint64        covered_us;
  gint64        zone_us[TACTUS_N_ZONES + 1];
  guint         resting;
} TactusStatistics;

/**
 * TactusTally:
 *
 * Counts readings as they come, each in constant time: for a session that goes on, and for one that
 * is read from disk and need not be in memory.
 */
typedef struct _TactusTally TactusTally;

/** tactus_tally_new: @zones: (nullable): copied.  @gap_us: as in tactus_series_new_with_gap() */
TactusTally *tactus_tally_new     (const TactusZones   *zones,
                                   gint64               gap_us);
void         tactus_tally_free    (TactusTally         *self);

/** tactus_tally_add: readings in the order of their times; an older one counts as of the last
 *    time */
void         tactus_tally_add     (TactusTally         *self,
                                   const TactusReading *reading);

/** tactus_tally_get: what is known so far.  May be asked at any time */
void         tactus_tally_get     (TactusTally         *self,
                                   TactusStatistics    *statistics);

/** tactus_statistics_of: over @from_us <= time < @to_us of @series: the pulses in it, and of the
 *    time in it what is known, so that the times of neighbours add up; reads each of its readings
 *    once.  @zones: (nullable) */
void         tactus_statistics_of (TactusSeries        *series,
                                   gint64               from_us,
                                   gint64               to_us,
                                   const TactusZones   *zones,
                                   TactusStatistics    *statistics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusTally, tactus_tally_free)

G_END_DECLS
