/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-probe.h"

static gboolean
is_pulse (TactusSeries *series,
          gsize         index)
{
  return tactus_series_get (series, index).kind == TACTUS_READING_PULSE;
}

static gint64
when (TactusSeries *series,
      gsize         index)
{
  return tactus_series_get (series, index).when_us;
}

/* Several pulses in one pixel are told as one. */
static void
take_pulse (TactusChartProbe *self,
            TactusSeries     *series,
            gsize             index,
            gint64            column_us)
{
  TactusReading reading = tactus_series_get (series, index);
  TactusSummary column;

  self->kind = TACTUS_READING_PULSE;
  self->when_us = reading.when_us;
  self->index = index;
  self->minimum = reading.bpm;
  self->maximum = reading.bpm;

  tactus_series_summarize (series, reading.when_us - column_us / 2,
                           reading.when_us + (column_us + 1) / 2, &column);
  if (column.count > 1)
    {
      self->minimum = column.minimum;
      self->maximum = column.maximum;
    }
}

static void
take_state (TactusChartProbe  *self,
            TactusReadingKind  kind,
            gint64             when_us,
            gsize              index)
{
  *self = (TactusChartProbe) { .when_us = when_us, .kind = kind, .index = index };
}

/* @before is the last reading that is not later, @end where the next one or the present is. */
static void
take_silence (TactusChartProbe *self,
              TactusSeries     *series,
              gint64            when_us,
              gsize             before,
              gint64            end_us)
{
  TactusReading reading = tactus_series_get (series, before);
  gboolean silent = end_us - reading.when_us > tactus_series_get_gap_us (series);

  if (reading.kind == TACTUS_READING_PULSE || (silent && reading.kind < TACTUS_READING_GAP))
    take_state (self, TACTUS_READING_GAP, when_us, before);
  else
    take_state (self, reading.kind, when_us, before);
}

void
tactus_chart_probe_at (TactusChartProbe *self,
                       TactusSeries     *series,
                       gint64            when_us,
                       gint64            reach_us,
                       gint64            column_us,
                       gint64            present_us)
{
  gsize length = series ? tactus_series_get_length (series) : 0;
  gsize next = series ? tactus_series_find (series, when_us) : 0;
  gboolean before_pulse;
  gboolean next_pulse;
  gboolean joined;
  gint64 to_next_us;
  gint64 since_before_us;

  g_return_if_fail (self != NULL);

  take_state (self, TACTUS_READING_GAP, when_us, G_MAXSIZE);
  if (length == 0)
    return;

  if (next < length && when (series, next) == when_us && !is_pulse (series, next))
    {
      take_silence (self, series, when_us, next,
                    next + 1 < length ? when (series, next + 1) : present_us);
      return;
    }

  before_pulse = next > 0 && is_pulse (series, next - 1);
  next_pulse = next < length && is_pulse (series, next);
  joined = next < length && next > 0 && tactus_series_is_joined (series, next);
  /* The newest pulse holds until it is old. */
  if (next == length && before_pulse)
    joined = present_us - when (series, next - 1) <= tactus_series_get_gap_us (series);

  to_next_us = next < length ? when (series, next) - when_us : 0;
  since_before_us = next > 0 ? when_us - when (series, next - 1) : 0;
  if (next_pulse && (joined || to_next_us <= reach_us)
      && (!before_pulse || !joined || to_next_us < since_before_us))
    take_pulse (self, series, next, column_us);
  else if (before_pulse && (joined || since_before_us <= reach_us))
    take_pulse (self, series, next - 1, column_us);
  else if (next > 0)
    take_silence (self, series, when_us, next - 1,
                  next < length ? when (series, next) : present_us);
}

/* The next reading, or the one after a state that lasts; back: where such a state began. */
static gsize
step_on (TactusSeries *series,
         gsize         index,
         gboolean      back)
{
  gsize last = tactus_series_get_length (series) - 1;
  gsize to = back ? (index > 0 ? index - 1 : 0) : MIN (index + 1, last);
  TactusReadingKind kind = tactus_series_get (series, back ? to : index).kind;

  if (kind == TACTUS_READING_PULSE)
    return to;

  if (back)
    while (to > 0 && tactus_series_get (series, to - 1).kind == kind)
      to--;
  else
    while (to < last && tactus_series_get (series, to).kind == kind)
      to++;
  return to;
}

/* Readings of one time are one step. */
static gsize
step_in_time (TactusSeries *series,
              gsize         index,
              gboolean      back)
{
  gint64 from_us = when (series, index);
  gsize to = step_on (series, index, back);

  for (gsize before = index; to != before && when (series, to) == from_us;)
    {
      before = to;
      to = step_on (series, to, back);
    }
  return to;
}

static gsize
step_a_column (TactusSeries *series,
               gsize         index,
               gboolean      back,
               gint64        column_us)
{
  gsize length = tactus_series_get_length (series);
  gsize to = step_in_time (series, index, back);
  gint64 border_us = when (series, index) + (back ? -column_us : column_us);
  gsize found = tactus_series_find (series, border_us);

  /* Within a pixel there may be thousands. */
  if (back)
    return found < to ? found : to;
  return found > to ? MIN (found, length - 1) : to;
}

gsize
tactus_chart_probe_step (TactusSeries           *series,
                         const TactusChartProbe *from,
                         int                     steps,
                         gint64                  column_us)
{
  gsize length;
  gsize index;

  g_return_val_if_fail (series != NULL && from != NULL, G_MAXSIZE);

  length = tactus_series_get_length (series);
  if (length == 0)
    return G_MAXSIZE;

  index = MIN (from->index, length - 1);
  if (from->index == G_MAXSIZE)
    return 0;
  for (int i = 0; i < ABS (steps); i++)
    index = step_a_column (series, index, steps < 0, column_us);
  return index;
}
