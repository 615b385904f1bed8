/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-heart.h"

#include <string.h>

void
tactus_sim_heart_init (TactusSimHeart      *self,
                       const TactusSimSpec *spec)
{
  memset (self, 0, sizeof *self);
  tactus_sim_pulse_init (&self->pulse, spec->seed);
  self->rates = spec->rates ? g_array_ref (spec->rates) : NULL;
  self->forced = -1;
  self->worn = spec->worn;
  self->first_us = spec->first_us;
  self->period_us = spec->period_us;
  self->keep_alive_us = spec->keep_alive_us;
}

void
tactus_sim_heart_clear (TactusSimHeart *self)
{
  g_clear_pointer (&self->rates, g_array_unref);
}

void
tactus_sim_heart_stop (TactusSimHeart *self)
{
  self->once = FALSE;
  self->continuous = FALSE;
}

static void
start (TactusSimHeart *self,
       gboolean       *which,
       gboolean        on,
       gint64          now_us)
{
  gboolean running = self->once || self->continuous;

  *which = on;
  if (on && !running)
    self->due_us = now_us + self->first_us;
}

static gboolean
keep_alive (TactusSimHeart *self,
            gint64          now_us)
{
  if (self->continuous)
    self->until_us = now_us + self->keep_alive_us;

  return TRUE;
}

gboolean
tactus_sim_heart_write (TactusSimHeart *self,
                        const guint8   *data,
                        gsize           size,
                        gint64          now_us)
{
  if (size == 1 && data[0] == 0x16)
    return keep_alive (self, now_us);
  if (size == 2 && data[0] == 0x14) /* background measurement: nothing of it is seen here */
    return TRUE;
  if (size != 3 || data[0] != 0x15 || data[2] > 1)
    return FALSE;

  switch (data[1])
    {
    case 0x00: /* while asleep: as above */
      return TRUE;
    case 0x01:
      start (self, &self->continuous, data[2] == 1, now_us);
      return keep_alive (self, now_us);
    case 0x02:
      start (self, &self->once, data[2] == 1, now_us);
      return TRUE;
    default:
      return FALSE;
    }
}

gint64
tactus_sim_heart_deadline (TactusSimHeart *self)
{
  if (self->continuous && !self->once)
    return MIN (self->due_us, self->until_us);

  return self->once ? self->due_us : -1;
}

static guint
rate_now (TactusSimHeart *self,
          gint64          now_us)
{
  if (!self->worn)
    return 0;
  if (self->forced >= 0)
    return (guint) self->forced;
  if (self->rates)
    return g_array_index (self->rates, guint16, self->next_rate++ % self->rates->len);

  return tactus_sim_pulse_at (&self->pulse, now_us);
}

gboolean
tactus_sim_heart_tick (TactusSimHeart *self,
                       gint64          now_us,
                       guint          *bpm)
{
  if (self->continuous && now_us >= self->until_us)
    self->continuous = FALSE;

  if ((!self->once && !self->continuous) || now_us < self->due_us)
    return FALSE;

  *bpm = rate_now (self, now_us);
  self->once = FALSE;
  /* A driver that comes late, after a suspend say, gets one value and not a burst of old ones. */
  self->due_us = MAX (self->due_us + self->period_us, now_us);

  return TRUE;
}

GBytes *
tactus_sim_heart_record (guint bpm)
{
  guint8 narrow[2] = { 0x00, (guint8) bpm };
  guint8 wide[3] = { 0x01, (guint8) (bpm & 0xff), (guint8) (bpm >> 8) };

  return bpm > G_MAXUINT8 ? g_bytes_new (wide, sizeof wide) : g_bytes_new (narrow, sizeof narrow);
}
