/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-minutes.h"

#define MINUTE_S   60
#define DAY_S      86400
#define NO_HEART   0xff
#define DEEP_BASE  0x80

/* What someone does at a time of day. */
typedef enum {
  SITTING,
  WALKING,
  RUNNING,
  NOT_WORN,
  CHARGING,
  LIGHT_SLEEP,
  DEEP_SLEEP,
} Doing;

/* Kinds: of the second generation and later, and of the first. */
static const guint8 kinds[][2] = {
  [SITTING] = { 0x60, 0x00 },
  [WALKING] = { 0x61, 0x01 },
  [RUNNING] = { 0x62, 0x02 },
  [NOT_WORN] = { 0x73, 0x03 },
  [CHARGING] = { 0x76, 0x06 },
  [LIGHT_SLEEP] = { 0x79, 0x05 },
  [DEEP_SLEEP] = { 0x7b, 0x04 },
};

void
tactus_sim_minutes_anchor (TactusSimMinutes *self,
                           gint64            unix_s,
                           gint64            now_us)
{
  if (self->anchored)
    return;

  self->anchored = TRUE;
  self->end_s = unix_s - unix_s % MINUTE_S;
  self->anchor_us = now_us;
}

guint
tactus_sim_minutes_count (const TactusSimMinutes *self,
                          gint64                  now_us)
{
  if (!self->anchored || self->n == 0)
    return 0;

  return self->n + (guint) ((now_us - self->anchor_us) / (MINUTE_S * G_USEC_PER_SEC));
}

gint64
tactus_sim_minutes_time (const TactusSimMinutes *self,
                         guint                   index)
{
  return self->end_s + ((gint64) index - self->n) * MINUTE_S;
}

guint
tactus_sim_minutes_find (const TactusSimMinutes *self,
                         gint64                  unix_s,
                         gint64                  now_us)
{
  guint count = tactus_sim_minutes_count (self, now_us);
  gint64 start_s = tactus_sim_minutes_time (self, 0);
  gint64 index = unix_s <= start_s ? 0 : (unix_s - start_s + MINUTE_S - 1) / MINUTE_S;

  return (guint) CLAMP (index, MIN (self->forgotten, count), count);
}

/* The same number for the same minute: a mixer of Knuth's kind, good enough for a person. */
static guint32
noise (const TactusSimMinutes *self,
       gint64                  unix_s)
{
  guint32 x = (guint32) (unix_s / MINUTE_S) * 2654435761u ^ self->seed * 40503u;

  x ^= x >> 15;
  x *= 2246822519u;

  return x ^ x >> 13;
}

static Doing
doing_at (guint   minute_of_day,
          guint32 random)
{
  guint hour = minute_of_day / 60;

  if (hour < 7)
    return minute_of_day / 20 % 3 == 1 ? DEEP_SLEEP : LIGHT_SLEEP;
  if (hour == 7 && minute_of_day % 60 < 20)
    return minute_of_day % 60 < 5 ? NOT_WORN : CHARGING;
  if (hour == 18)
    return RUNNING;

  return random % 4 == 0 ? WALKING : SITTING;
}

void
tactus_sim_minutes_get (const TactusSimMinutes *self,
                        guint                   index,
                        TactusSimMinute        *minute)
{
  gint64 unix_s = tactus_sim_minutes_time (self, index);
  guint32 random = noise (self, unix_s);
  guint minute_of_day = (guint) ((unix_s % DAY_S + DAY_S) % DAY_S / MINUTE_S);
  Doing doing = doing_at (minute_of_day, random);
  gboolean asleep = doing == LIGHT_SLEEP || doing == DEEP_SLEEP;
  gboolean off = doing == NOT_WORN || doing == CHARGING;

  *minute = (TactusSimMinute) {
    .kind = kinds[doing][self->first ? 1 : 0],
    .heart_rate = NO_HEART,
    .deep = DEEP_BASE,
  };
  if (off)
    return;

  minute->intensity = (guint8) (asleep ? random >> 8 & 0x0f : 20 + (random >> 8) % 200);
  if (doing == WALKING)
    minute->steps = (guint8) (40 + (random >> 16) % 80);
  if (doing == RUNNING)
    minute->steps = (guint8) (140 + (random >> 16) % 40);
  if (self->has_heart && random % 10 != 0)
    minute->heart_rate = (guint8) ((asleep ? 48 : 64) + (random >> 20) % 16 + minute->steps / 2);
  if (asleep)
    {
      minute->sleep = (guint8) (random >> 4 & 0x3f);
      minute->deep = (guint8) (DEEP_BASE + (doing == DEEP_SLEEP ? random >> 24 & 0x1f : 0));
      minute->rem = (guint8) (random >> 12 & 0x1f);
    }
}

void
tactus_sim_minutes_append (const TactusSimMinutes *self,
                           guint                   index,
                           guint                   sample_size,
                           GByteArray             *to)
{
  TactusSimMinute minute;
  guint8 data[8];

  tactus_sim_minutes_get (self, index, &minute);
  data[0] = minute.kind;
  data[1] = minute.intensity;
  data[2] = minute.steps;
  data[3] = minute.heart_rate;
  data[4] = 0x00;
  data[5] = minute.sleep;
  data[6] = minute.deep;
  data[7] = minute.rem;
  g_byte_array_append (to, data, MIN (sample_size, sizeof data));
}
