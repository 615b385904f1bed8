/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-reading-store.h"

#include <string.h>

#define CHUNK TACTUS_READING_STORE_CHUNK

/* What a chunk begins with; a session of one reading is not to cost a thousand. */
#define SMALLEST 16

static void
chunk_clear (TactusReadingChunk *chunk)
{
  g_free (chunk->when_us);
  g_free (chunk->bpm);
  g_free (chunk->kind);
  g_free (chunk->rr_ends);
  g_clear_pointer (&chunk->rr, g_array_unref);
}

TactusReadingStore *
tactus_reading_store_new (void)
{
  TactusReadingStore *self = g_new0 (TactusReadingStore, 1);

  self->chunks = g_array_new (FALSE, TRUE, sizeof (TactusReadingChunk));
  g_array_set_clear_func (self->chunks, (GDestroyNotify) chunk_clear);
  self->begins = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
tactus_reading_store_free (TactusReadingStore *self)
{
  g_array_unref (self->chunks);
  g_array_unref (self->begins);
  g_free (self);
}

static TactusReadingChunk *
peek_chunk (TactusReadingStore *self,
            gsize               chunk)
{
  return &g_array_index (self->chunks, TactusReadingChunk, chunk);
}

/* How many readings a chunk has room for that holds @length, from the one before it on: it doubles
 * up to the full size. */
static gsize
room_for (gsize length)
{
  gsize room = SMALLEST;

  while (room < length)
    room *= 2;

  return room;
}

static void
resize (TactusReadingChunk *chunk,
        gsize               room)
{
  chunk->when_us = g_renew (gint64, chunk->when_us, room);
  chunk->bpm = g_renew (guint16, chunk->bpm, room);
  chunk->kind = g_renew (guint8, chunk->kind, room);
  if (chunk->rr_ends)
    chunk->rr_ends = g_renew (guint32, chunk->rr_ends, room);
}

/* The chunk that the next reading goes into, with room for it. */
static TactusReadingChunk *
get_open_chunk (TactusReadingStore *self)
{
  gsize used = self->length % CHUNK;
  TactusReadingChunk *chunk;

  if (used == 0)
    g_array_set_size (self->chunks, self->chunks->len + 1);

  chunk = peek_chunk (self, self->chunks->len - 1);
  if (self->length < CHUNK && (used == 0 || room_for (used) == used))
    resize (chunk, room_for (used + 1));
  else if (used == 0)
    resize (chunk, CHUNK);

  return chunk;
}

static void
append_rr (TactusReadingChunk *chunk,
           gsize               index,
           gsize               room,
           const guint16      *rr,
           guint               n_rr)
{
  if (n_rr == 0 && chunk->rr == NULL)
    return;

  /* Sensors without RR intervals pay nothing for those that have some. */
  if (chunk->rr == NULL)
    {
      chunk->rr = g_array_new (FALSE, FALSE, sizeof (guint16));
      chunk->rr_ends = g_new0 (guint32, room);
    }

  if (n_rr > 0)
    g_array_append_vals (chunk->rr, rr, n_rr);
  chunk->rr_ends[index] = chunk->rr->len;
}

void
tactus_reading_store_append (TactusReadingStore  *self,
                             const TactusReading *reading,
                             const guint16       *rr,
                             guint                n_rr)
{
  TactusReadingChunk *chunk = get_open_chunk (self);
  gsize index = self->length % CHUNK;

  if (index == 0)
    g_array_append_val (self->begins, reading->when_us);
  chunk->when_us[index] = reading->when_us;
  chunk->bpm[index] = reading->bpm;
  chunk->kind[index] = (guint8) reading->kind;
  append_rr (chunk, index, self->length < CHUNK ? room_for (index + 1) : CHUNK, rr, n_rr);
  self->length++;
}

const guint16 *
tactus_reading_store_get_rr (TactusReadingStore *self,
                             gsize               index,
                             guint              *n_rr)
{
  const TactusReadingChunk *chunk = peek_chunk (self, index / CHUNK);
  guint32 begin;

  *n_rr = 0;
  if (chunk->rr == NULL)
    return NULL;

  index %= CHUNK;
  begin = index > 0 ? chunk->rr_ends[index - 1] : 0;
  *n_rr = chunk->rr_ends[index] - begin;

  return *n_rr > 0 ? &g_array_index (chunk->rr, guint16, begin) : NULL;
}

static gint64
get_begin (TactusReadingStore *self,
           gsize               chunk)
{
  return g_array_index (self->begins, gint64, chunk);
}

static gsize
bisect (const gint64 *times,
        gsize         low,
        gsize         high,
        gint64        when_us)
{
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (times[middle] < when_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The first of @times from @low to before @high at or after @when_us, or @high: from @near, which
 * is one of them, in steps that double until one is too long, and then by halves. */
static gsize
search (const gint64 *times,
        gsize         low,
        gsize         high,
        gsize         near,
        gint64        when_us)
{
  if (times[near] < when_us)
    {
      for (gsize step = 1; near < high && times[near] < when_us; step *= 2)
        {
          low = near + 1;
          near += step;
        }
      return bisect (times, low, MIN (near, high), when_us);
    }

  high = near;
  for (gsize step = 1; high > low; step *= 2)
    {
      near = high - MIN (step, high - low);
      if (times[near] < when_us)
        return bisect (times, near + 1, high, when_us);
      high = near;
    }

  return low;
}

/* The last chunk from @chunk on that begins before @when_us, or @chunk. */
static gsize
find_chunk (TactusReadingStore *self,
            gsize               chunk,
            gint64              when_us)
{
  const gint64 *begins = &g_array_index (self->begins, gint64, 0);

  if (chunk + 1 == self->begins->len)
    return chunk;

  return search (begins, chunk + 1, self->begins->len, chunk + 1, when_us) - 1;
}

/* Where in a chunk of @length readings @when_us would be if they were evenly spread, which they
 * mostly are. */
static gsize
guess (TactusReadingStore *self,
       gsize               chunk,
       gsize               length,
       gint64              when_us)
{
  gint64 from_us = get_begin (self, chunk);
  gint64 to_us = chunk + 1 < self->begins->len ? get_begin (self, chunk + 1)
                                               : peek_chunk (self, chunk)->when_us[length - 1];

  if (when_us <= from_us)
    return 0;
  if (when_us >= to_us)
    return length;

  return (gsize) ((double) tactus_reading_distance (from_us, when_us)
                  / (double) tactus_reading_distance (from_us, to_us) * (double) length);
}

gsize
tactus_reading_store_find (TactusReadingStore *self,
                           gsize               begin,
                           gint64              when_us)
{
  gsize chunk;
  gsize low;
  gsize high;
  gsize near;

  if (begin >= self->length)
    return self->length;

  chunk = find_chunk (self, begin / CHUNK, when_us);
  low = chunk == begin / CHUNK ? begin % CHUNK : 0;
  high = MIN (self->length - chunk * CHUNK, CHUNK);
  near = CLAMP (guess (self, chunk, high, when_us), low, high - 1);

  return chunk * CHUNK + search (peek_chunk (self, chunk)->when_us, low, high, near, when_us);
}

static gsize
get_chunk_size (const TactusReadingChunk *chunk,
                gsize                     room)
{
  gsize size = sizeof *chunk + sizeof (gint64)
               + room * (sizeof *chunk->when_us + sizeof *chunk->bpm + sizeof *chunk->kind);

  if (chunk->rr)
    size += room * sizeof *chunk->rr_ends + chunk->rr->len * sizeof (guint16);

  return size;
}

gsize
tactus_reading_store_get_size (TactusReadingStore *self)
{
  gsize size = sizeof *self;

  for (guint i = 0; i < self->chunks->len; i++)
    size += get_chunk_size (peek_chunk (self, i),
                            self->length < CHUNK ? room_for (self->length) : CHUNK);

  return size;
}
