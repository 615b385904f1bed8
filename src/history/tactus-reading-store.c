/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-reading-store.h"

#include <string.h>

#define CHUNK TACTUS_READING_STORE_CHUNK

/* What a chunk begins with; a session of one reading is not to cost a thousand. */
#define SMALLEST 16

static void
chunk_free (TactusReadingChunk *chunk)
{
  g_free (chunk->when_us);
  g_free (chunk->bpm);
  g_free (chunk->kind);
  g_free (chunk->rr_ends);
  g_clear_pointer (&chunk->rr, g_array_unref);
  g_free (chunk);
}

TactusReadingStore *
tactus_reading_store_new (void)
{
  TactusReadingStore *self = g_new0 (TactusReadingStore, 1);

  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_free);
  self->begins = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
tactus_reading_store_free (TactusReadingStore *self)
{
  g_ptr_array_unref (self->chunks);
  g_array_unref (self->begins);
  g_free (self);
}

static TactusReadingChunk *
peek_chunk (TactusReadingStore *self,
            gsize               chunk)
{
  return g_ptr_array_index (self->chunks, chunk);
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
    g_ptr_array_add (self->chunks, g_new0 (TactusReadingChunk, 1));

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

/* The last chunk from @chunk on that begins before @when_us, or @chunk: in steps that grow until
 * one is too long, and then by halves. */
static gsize
find_chunk (TactusReadingStore *self,
            gsize               chunk,
            gint64              when_us)
{
  gsize step = 1;
  gsize end;

  while (chunk + step < self->chunks->len && get_begin (self, chunk + step) < when_us)
    {
      chunk += step;
      step *= 2;
    }

  end = MIN (chunk + step, self->chunks->len);
  while (end - chunk > 1)
    {
      gsize middle = chunk + (end - chunk) / 2;

      if (get_begin (self, middle) < when_us)
        chunk = middle;
      else
        end = middle;
    }

  return chunk;
}

gsize
tactus_reading_store_find (TactusReadingStore *self,
                           gsize               begin,
                           gint64              when_us)
{
  gsize index;
  gsize low;
  gsize high;

  if (begin >= self->length)
    return self->length;

  index = find_chunk (self, begin / CHUNK, when_us);
  low = index == begin / CHUNK ? begin % CHUNK : 0;
  high = MIN (self->length - index * CHUNK, CHUNK);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (peek_chunk (self, index)->when_us[middle] < when_us)
        low = middle + 1;
      else
        high = middle;
    }

  return index * CHUNK + low;
}

static gsize
get_chunk_size (const TactusReadingChunk *chunk,
                gsize                     room)
{
  gsize size = sizeof *chunk + sizeof (gpointer) + sizeof (gint64)
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
