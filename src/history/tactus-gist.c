/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-gist.h"

/* Of all that a window costs this is the most, so it is done in two plain loops, without a branch
 * for what is no pulse: that has no number, and its zero is out of the way if it is the highest. */
static TactusGist
gist_pulses (const guint16 *bpm,
               gsize          n_readings)
{
  TactusGist gist = { 0 };
  guint16 minimum_less_one = G_MAXUINT16;
  guint16 maximum = 0;
  guint32 count = 0;
  guint64 sum = 0;

  for (gsize i = 0; i < n_readings; i++)
    {
      minimum_less_one = MIN (minimum_less_one, (guint16) (bpm[i] - 1));
      maximum = MAX (maximum, bpm[i]);
      count += bpm[i] > 0;
      sum += bpm[i];
    }

  gist.sum = sum;
  gist.count = count;
  gist.minimum = (guint16) (minimum_less_one + 1);
  gist.maximum = maximum;
  gist.marks = count > 0 ? TACTUS_GIST_HAS_PULSE : 0;
  return gist;
}

static guint
mark_states (const TactusReadingChunk *chunk,
             gsize                     begin,
             gsize                     end,
             gint64                    next_us,
             gint64                    gap_us)
{
  const gint64 *when_us = chunk->when_us;
  const guint8 *kind = chunk->kind;
  guint marks = 0;

  for (gsize i = begin; i + 1 < end; i++)
    marks |= tactus_gist_get_state (kind[i],
                                    tactus_reading_distance (when_us[i], when_us[i + 1]),
                                    (guint64) gap_us);

  return marks | tactus_gist_get_state (kind[end - 1],
                                        tactus_reading_distance (when_us[end - 1], next_us),
                                        (guint64) gap_us);
}

gsize
tactus_gist_add_readings (TactusGist               *self,
                          const TactusReadingChunk *chunk,
                          gsize                     begin,
                          gsize                     end,
                          gint64                    next_us,
                          gint64                    gap_us)
{
  TactusGist gist = gist_pulses (chunk->bpm + begin, end - begin);
  gsize first = begin;
  gsize last = end;

  while (first < end && chunk->bpm[first] == 0)
    first++;
  while (last > first && chunk->bpm[last - 1] == 0)
    last--;

  if (first < end)
    {
      gist.first = chunk->bpm[first];
      gist.last = chunk->bpm[last - 1];
    }
  gist.marks |= (guint8) mark_states (chunk, begin, end, next_us, gap_us);
  tactus_gist_add (self, &gist);

  return first;
}
