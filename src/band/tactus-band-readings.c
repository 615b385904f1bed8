/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-readings.h"

/* ── time ── */

/* A gap is the end of a measurement. */
static gboolean
is_measured (TactusBand *self)
{
  TactusReading last;

  return tactus_series_get_last (self->series, &last) && last.kind != TACTUS_READING_GAP;
}

static gint64
get_offset (TactusBand *self)
{
  return self->clock->get_wall_us () - self->clock->get_running_us ();
}

gint64
tactus_band_get_now_us (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), 0);

  return self->clock->get_running_us () +
         (is_measured (self) ? self->clock_offset_us : get_offset (self));
}

/* A series takes no reading older than its last: after a clock was set back all of them would pile
 * up on one instant. */
static void
begin_measurement (TactusBand *self)
{
  TactusReading last;

  self->clock_offset_us = get_offset (self);
  if (tactus_series_get_last (self->series, &last) &&
      last.when_us > self->clock->get_running_us () + self->clock_offset_us)
    tactus_band_renew_series (self);
}

void
tactus_band_set_clock (TactusBand        *self,
                       const TactusClock *clock)
{
  g_return_if_fail (TACTUS_IS_BAND (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}

/* ── readings ── */

static void
append (TactusBand        *self,
        TactusReadingKind  kind,
        guint16            bpm,
        const guint16     *rr,
        guint              n_rr)
{
  TactusReading reading = { .kind = kind, .bpm = bpm };

  if (!is_measured (self))
    begin_measurement (self);
  reading.when_us = tactus_band_get_now_us (self);
  tactus_series_append_with_rr (self->series, &reading, rr, n_rr);

  tactus_series_get_last (self->series, &reading);
  tactus_band_tell_reading (self, &reading);
}

void
tactus_band_append_rate (TactusBand            *self,
                         const TactusHeartRate *rate)
{
  if (rate->contact == TACTUS_CONTACT_NO)
    append (self, TACTUS_READING_NO_CONTACT, 0, NULL, 0);
  else if (rate->no_reading)
    append (self, TACTUS_READING_NO_VALUE, 0, NULL, 0);
  else
    append (self, TACTUS_READING_PULSE, rate->value, rate->rr, rate->n_rr);
}

static gboolean
last_is (TactusBand        *self,
         TactusReadingKind  kind)
{
  TactusReading last;

  return tactus_series_get_last (self->series, &last) && last.kind == kind;
}

void
tactus_band_append_lost (TactusBand *self)
{
  if (is_measured (self) && !last_is (self, TACTUS_READING_LOST))
    append (self, TACTUS_READING_LOST, 0, NULL, 0);
}

void
tactus_band_append_stale (TactusBand *self)
{
  if (is_measured (self) && !last_is (self, TACTUS_READING_STALE))
    append (self, TACTUS_READING_STALE, 0, NULL, 0);
}

void
tactus_band_append_gap (TactusBand *self)
{
  if (is_measured (self))
    append (self, TACTUS_READING_GAP, 0, NULL, 0);
}
