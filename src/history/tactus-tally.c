/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-tally.h"

#include "tactus-resting.h"

struct _TactusTally {
  TactusZones      zones;
  gint64           gap_us;
  TactusStatistics statistics; /* but for what get() works out */
  guint64          sum;        /* of the pulses */
  TactusResting    resting;
  TactusReading    last;
  gboolean         begun;      /* whether there is a last */
};

TactusTally *
tactus_tally_new (const TactusZones *zones,
                  gint64             gap_us)
{
  TactusTally *self;

  g_return_val_if_fail (gap_us >= 0, NULL);

  self = g_new0 (TactusTally, 1);
  self->gap_us = gap_us;
  if (zones)
    self->zones = *zones;

  return self;
}

void
tactus_tally_free (TactusTally *self)
{
  g_free (self);
}

static void
count_pulse (TactusTally *self,
             guint16      bpm)
{
  TactusSummary *summary = &self->statistics.summary;

  if (summary->count == 0 || bpm < summary->minimum)
    summary->minimum = bpm;
  summary->maximum = MAX (summary->maximum, bpm);
  summary->count++;
  self->sum += bpm;
}

/* Known time may be all the time there is, which is twice what a signed number holds. */
static void
lengthen (gint64  *time_us,
          guint64  by_us)
{
  guint64 room_us = G_MAXINT64 - (guint64) *time_us;

  *time_us += (gint64) MIN (by_us, room_us);
}

/* What @reading says holds until @next_us, if that is not too far; of that, @from_us to @to_us is
 * looked at. */
static void
pass (TactusTally         *self,
      const TactusReading *reading,
      gint64               next_us,
      gint64               from_us,
      gint64               to_us)
{
  gboolean known = reading->kind == TACTUS_READING_PULSE
                   && tactus_reading_distance (reading->when_us, next_us) <= (guint64) self->gap_us;
  guint64 span_us = tactus_reading_distance (from_us, to_us);

  if (known)
    lengthen (&self->statistics.covered_us, span_us);
  if (known && self->zones.maximum > 0)
    lengthen (&self->statistics.zone_us[tactus_zones_find (&self->zones, reading->bpm)], span_us);

  tactus_resting_pass (&self->resting, from_us, to_us, known ? reading->bpm : 0);
}

void
tactus_tally_add (TactusTally         *self,
                  const TactusReading *reading)
{
  TactusReading clean;

  g_return_if_fail (self != NULL);
  g_return_if_fail (reading != NULL);

  clean = tactus_reading_clean (reading);
  if (self->begun)
    {
      clean.when_us = MAX (clean.when_us, self->last.when_us);
      pass (self, &self->last, clean.when_us, self->last.when_us, clean.when_us);
    }
  if (clean.kind == TACTUS_READING_PULSE)
    count_pulse (self, clean.bpm);

  self->last = clean;
  self->begun = TRUE;
}

void
tactus_tally_get (TactusTally      *self,
                  TactusStatistics *statistics)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (statistics != NULL);

  *statistics = self->statistics;
  statistics->resting = tactus_resting_get (&self->resting);
  if (self->statistics.summary.count > 0)
    statistics->summary.mean = (double) self->sum / self->statistics.summary.count;
}

void
tactus_statistics_of (TactusSeries      *series,
                      gint64             from_us,
                      gint64             to_us,
                      const TactusZones *zones,
                      TactusStatistics  *statistics)
{
  g_autoptr(TactusTally) tally = NULL;
  gsize length;
  gsize next;

  g_return_if_fail (series != NULL);
  g_return_if_fail (statistics != NULL);

  tally = tactus_tally_new (zones, tactus_series_get_gap_us (series));
  length = tactus_series_get_length (series);
  next = tactus_series_find (series, from_us);

  /* What was said before still holds when the time begins. */
  for (next = MAX (next, 1); next < length && from_us < to_us; next++)
    {
      TactusReading reading = tactus_series_get (series, next - 1);
      gint64 next_us = tactus_series_get (series, next).when_us;

      if (reading.when_us >= to_us)
        break;
      pass (tally, &reading, next_us, MAX (reading.when_us, from_us), MIN (next_us, to_us));
    }

  tactus_tally_get (tally, statistics);
  tactus_series_summarize (series, from_us, to_us, &statistics->summary);
}
