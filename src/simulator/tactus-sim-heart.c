/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-heart.h"

#include <string.h>

#define FLAG_WIDE      (1 << 0)
#define FLAG_TOUCHES   (1 << 1)
#define FLAG_CONTACT   (1 << 2) /* it can tell whether it touches the skin */
#define FLAG_ENERGY    (1 << 3)
#define FLAG_INTERVALS (1 << 4)

/* What fits into 20 bytes beside the rest. */
#define MAX_INTERVALS 7

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
  self->contact = spec->contact;
  self->intervals = spec->intervals;
  self->energy = spec->energy;
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

void
tactus_sim_heart_stream (TactusSimHeart *self,
                         gboolean        on,
                         gint64          now_us)
{
  start (self, &self->continuous, on, now_us);
  self->until_us = G_MAXINT64;
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

guint
tactus_sim_heart_now (TactusSimHeart *self,
                      gint64          now_us)
{
  return rate_now (self, now_us);
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

/* ── records ── */

static void
put_u16 (GByteArray *record,
         guint       value)
{
  guint8 bytes[2] = { (guint8) (value & 0xff), (guint8) (value >> 8) };

  g_byte_array_append (record, bytes, sizeof bytes);
}

/* The beats since the last record, each with its time since the one before, in 1/1024 s. */
static void
put_intervals (TactusSimHeart *self,
               guint           bpm,
               GByteArray     *record)
{
  guint n;

  self->beats += (guint) (bpm * self->period_us / G_USEC_PER_SEC);
  n = self->beats / 60;
  self->beats %= 60;

  for (guint i = 0; i < MIN (n, MAX_INTERVALS); i++)
    {
      int off = (int) (self->wobble++ * 7 % 21) - 10;

      put_u16 (record, (guint) CLAMP ((int) (61440 / bpm) + off, 1, G_MAXUINT16));
      record->data[0] |= FLAG_INTERVALS;
    }
}

static guint8
contact_flags (TactusSimHeart *self)
{
  if (self->contact == TACTUS_SIM_CONTACT_NONE)
    return 0;

  return self->contact == TACTUS_SIM_CONTACT_YES && self->worn ? FLAG_CONTACT | FLAG_TOUCHES
                                                               : FLAG_CONTACT;
}

GBytes *
tactus_sim_heart_record (TactusSimHeart *self,
                         guint           bpm)
{
  guint8 start[2] = { contact_flags (self), (guint8) bpm };
  GByteArray *record = g_byte_array_new ();

  if (bpm > G_MAXUINT8)
    {
      start[0] |= FLAG_WIDE;
      g_byte_array_append (record, start, 1);
      put_u16 (record, bpm);
    }
  else
    {
      g_byte_array_append (record, start, sizeof start);
    }

  if (self->energy)
    {
      record->data[0] |= FLAG_ENERGY;
      self->spent += bpm / 4;
      put_u16 (record, MIN (self->spent / 60, G_MAXUINT16));
    }
  if (self->intervals && bpm > 0)
    put_intervals (self, bpm, record);

  return g_byte_array_free_to_bytes (record);
}
