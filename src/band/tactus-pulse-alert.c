/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-pulse-alert.h"

#include "tactus-series.h"

static gboolean
is_level (guint level,
          guint lowest,
          guint highest)
{
  return level == 0 || (level >= lowest && level <= highest);
}

gboolean
tactus_pulse_levels_are_valid (const TactusPulseLevels *levels)
{
  return is_level (levels->high, TACTUS_PULSE_ALERT_LOWEST_HIGH,
                   TACTUS_PULSE_ALERT_HIGHEST_HIGH) &&
         is_level (levels->low, TACTUS_PULSE_ALERT_LOWEST_LOW, TACTUS_PULSE_ALERT_HIGHEST_LOW) &&
         (levels->high == 0 || levels->low < levels->high);
}

void
tactus_pulse_alert_init (TactusPulseAlert        *self,
                         const TactusPulseLevels *levels)
{
  *self = (TactusPulseAlert) { .alert = TACTUS_PULSE_SIDE_NORMAL };
  if (tactus_pulse_levels_are_valid (levels))
    self->levels = *levels;
}

static TactusPulseSide
find_side (const TactusPulseLevels *levels,
           guint                    bpm)
{
  if (levels->high > 0 && bpm > levels->high)
    return TACTUS_PULSE_SIDE_HIGH;
  if (bpm < levels->low)
    return TACTUS_PULSE_SIDE_LOW;

  return TACTUS_PULSE_SIDE_NORMAL;
}

/* Whether the pulse is far enough from the level whose alert is on. */
static gboolean
is_calm (const TactusPulseAlert *self,
         guint                   bpm)
{
  if (self->alert == TACTUS_PULSE_SIDE_HIGH)
    return bpm + TACTUS_PULSE_ALERT_HYSTERESIS <= self->levels.high;

  return bpm >= self->levels.low + TACTUS_PULSE_ALERT_HYSTERESIS;
}

static gboolean
set_alert (TactusPulseAlert *self,
           TactusPulseSide   alert)
{
  gboolean changed = self->alert != alert;

  self->alert = alert;
  self->side_us = 0;
  self->calm_us = 0;

  return changed;
}

/* Returns: the time since the last pulse that belongs to the count; silence does not */
static gint64
take_time (TactusPulseAlert    *self,
           const TactusReading *reading,
           gint64              *silence_us)
{
  gint64 when_us = self->has_last ? MAX (reading->when_us, self->last_us) : reading->when_us;
  guint64 distance = self->has_last ? tactus_reading_distance (self->last_us, when_us) : 0;
  gint64 step_us = (gint64) MIN (distance, (guint64) G_MAXINT64);
  gboolean joined = self->joined && step_us <= TACTUS_SERIES_GAP_US;

  *silence_us = step_us;
  self->last_us = when_us;
  self->has_last = TRUE;
  self->joined = TRUE;

  return joined ? step_us : 0;
}

/* Beyond the other level it is another alert, which has to last like any. */
static gboolean
count_beyond (TactusPulseAlert *self,
              TactusPulseSide   side,
              gint64            step_us)
{
  self->calm_us = 0;
  if (self->side != side)
    self->side_us = 0;
  else
    self->side_us += step_us;
  self->side = side;

  if (self->alert == side || self->side_us < self->levels.last_us)
    return FALSE;

  return set_alert (self, side);
}

static gboolean
count_calm (TactusPulseAlert *self,
            guint             bpm,
            gint64            step_us)
{
  gboolean was_calm = self->side == TACTUS_PULSE_SIDE_NORMAL;

  self->side = TACTUS_PULSE_SIDE_NORMAL;
  self->side_us = 0;
  if (self->alert == TACTUS_PULSE_SIDE_NORMAL)
    return FALSE;

  self->calm_us = is_calm (self, bpm) ? self->calm_us + (was_calm ? step_us : 0) : 0;
  if (self->calm_us < TACTUS_PULSE_ALERT_CALM_US)
    return FALSE;

  return set_alert (self, TACTUS_PULSE_SIDE_NORMAL);
}

static gboolean
take_pulse (TactusPulseAlert    *self,
            const TactusReading *reading)
{
  gint64 silence_us;
  gint64 step_us = take_time (self, reading, &silence_us);
  TactusPulseSide side = find_side (&self->levels, reading->bpm);
  gboolean forgotten = FALSE;
  gboolean counted;

  if (silence_us > TACTUS_SERIES_GAP_US)
    self->side_us = self->calm_us = 0;
  if (silence_us > TACTUS_PULSE_ALERT_FORGET_US)
    forgotten = set_alert (self, TACTUS_PULSE_SIDE_NORMAL);

  counted = side == TACTUS_PULSE_SIDE_NORMAL ? count_calm (self, reading->bpm, step_us)
                                             : count_beyond (self, side, step_us);

  return forgotten || counted;
}

gboolean
tactus_pulse_alert_take (TactusPulseAlert    *self,
                         const TactusReading *reading)
{
  const TactusPulseLevels levels = self->levels;
  gboolean was_alert = self->alert != TACTUS_PULSE_SIDE_NORMAL;

  if (reading->kind == TACTUS_READING_PULSE && reading->bpm > 0)
    return take_pulse (self, reading);

  self->joined = FALSE;
  if (reading->kind != TACTUS_READING_GAP)
    return FALSE;

  /* The measurement is over, and what it told with it. */
  tactus_pulse_alert_init (self, &levels);
  return was_alert;
}
