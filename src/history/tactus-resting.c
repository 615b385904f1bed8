/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-resting.h"

#include "tactus-reading.h"

#define SECOND_US ((guint64) G_USEC_PER_SEC)

/* What is left of the second in which @when_us lies, also long before 1970. */
static guint64
left_of_second (gint64 when_us)
{
  gint64 into = when_us % (gint64) SECOND_US;

  return into < 0 ? (guint64) -into : SECOND_US - (guint64) into;
}

static void
note_mean (TactusResting *self)
{
  guint mean;

  if (self->known_us < TACTUS_RESTING_KNOWN_SECONDS * SECOND_US)
    return;

  mean = (guint) ((2 * self->weight + self->known_us) / (2 * self->known_us));
  if (self->lowest == 0 || mean < self->lowest)
    self->lowest = mean;
}

static void
begin_second (TactusResting *self)
{
  TactusRestingSecond *oldest;

  self->now = (self->now + 1) % TACTUS_RESTING_SECONDS;
  oldest = &self->seconds[self->now];
  self->known_us -= oldest->known_us;
  self->weight -= oldest->weight;
  *oldest = (TactusRestingSecond) { 0 };
}

static void
add (TactusResting *self,
     guint64        span_us,
     guint16        bpm)
{
  TactusRestingSecond *now = &self->seconds[self->now];

  if (bpm == 0)
    return;

  now->known_us += (guint32) span_us;
  now->weight += span_us * bpm;
  self->known_us += span_us;
  self->weight += span_us * bpm;
}

void
tactus_resting_pass (TactusResting *self,
                     gint64         from_us,
                     gint64         to_us,
                     guint16        bpm)
{
  guint64 left = tactus_reading_distance (from_us, to_us);
  guint64 until_next = left_of_second (from_us);

  for (guint ended = 0; left >= until_next; ended++)
    {
      add (self, until_next, bpm);
      left -= until_next;
      until_next = SECOND_US;
      note_mean (self);
      begin_second (self);

      /* All five minutes are alike, and whole seconds more of the same change nothing. */
      if (ended > TACTUS_RESTING_SECONDS)
        left %= SECOND_US;
    }

  add (self, left, bpm);
}

guint
tactus_resting_get (const TactusResting *self)
{
  return self->lowest;
}
