/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-reading-store.h"

G_BEGIN_DECLS

/* Marks: a bit for each kind of state that lasts for some time, however short, 1 << the kind; that
 * of the pulse stands for a pulse that holds.  One more says that there is a pulse at all. */
#define TACTUS_GIST_STATES    (((1 << TACTUS_READING_N_KINDS) - 1) & ~(1 << TACTUS_READING_PULSE))
#define TACTUS_GIST_HAS_PULSE (1 << 7)

/**
 * TactusGist:
 * @sum, @count: of the pulses
 * @minimum, @maximum: lowest and highest pulse
 * @first, @last: first and last pulse
 * @marks: what there is
 * @joined: whether the first pulse continues the reading before it
 *
 * What some readings in a row come to.  Those of neighbours come to that of both.  All zero: of no
 * readings.
 */
typedef struct {
  guint64 sum;
  guint32 count;
  guint16 minimum;
  guint16 maximum;
  guint16 first;
  guint16 last;
  guint8  marks;
  guint8  joined;
} TactusGist;

/** tactus_gist_add: @next: of the readings that come right after those of @self */
static inline void
tactus_gist_add (TactusGist       *self,
                 const TactusGist *next)
{
  self->marks |= next->marks;
  if (next->count == 0)
    return;

  if (self->count == 0)
    {
      self->first = next->first;
      self->joined = next->joined;
      self->minimum = next->minimum;
    }

  self->minimum = MIN (self->minimum, next->minimum);
  self->maximum = MAX (self->maximum, next->maximum);
  self->last = next->last;
  self->sum += next->sum;
  self->count += next->count;
}

/** tactus_gist_get_state: Returns: the mark of the state that lasts for @distance_us after a
 *    reading of @kind, 0: for no time at all */
static inline guint
tactus_gist_get_state (guint   kind,
                       guint64 distance_us,
                       guint64 gap_us)
{
  /* That the link is lost, or the sensor silent, is not said twice. */
  const guint until_news = 1 << TACTUS_READING_LOST | 1 << TACTUS_READING_STALE;
  guint state = 1u << kind;

  if (distance_us == 0)
    return 0;

  return distance_us > gap_us && !(state & until_news) ? 1 << TACTUS_READING_GAP : state;
}

/** tactus_gist_add_readings: adds those of @chunk from @begin to before @end, which comes after
 *    @begin; the last of them lasts until @next_us, which is not before it.  Does not know whether
 *    the first pulse is joined.  Returns: which is the first pulse, or @end */
gsize tactus_gist_add_readings (TactusGist               *self,
                                const TactusReadingChunk *chunk,
                                gsize                     begin,
                                gsize                     end,
                                gint64                    next_us,
                                gint64                    gap_us);

G_END_DECLS
