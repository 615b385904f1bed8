/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-series-private.h"

#include "tactus-pyramid.h"
#include "tactus-spread.h"

/* Readings that make a gist of the pyramid's lowest level. */
#define BLOCK 32
#define CHUNK TACTUS_READING_STORE_CHUNK

struct _TactusSeries {
  gatomicrefcount     ref_count;
  gint64              gap_us;
  TactusReadingStore *store;   /* (owned) */
  TactusPyramid      *pyramid; /* (owned): of blocks that are full and have a reading after them */
};

TactusSeries *
tactus_series_new (void)
{
  return tactus_series_new_with_gap (TACTUS_SERIES_GAP_US);
}

TactusSeries *
tactus_series_new_with_gap (gint64 gap_us)
{
  TactusSeries *self;

  g_return_val_if_fail (gap_us >= 0, NULL);

  self = g_new0 (TactusSeries, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->gap_us = gap_us;
  self->store = tactus_reading_store_new ();
  self->pyramid = tactus_pyramid_new ();

  return self;
}

TactusSeries *
tactus_series_ref (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tactus_series_unref (TactusSeries *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  tactus_reading_store_free (self->store);
  tactus_pyramid_free (self->pyramid);
  g_free (self);
}

static gboolean
is_pulse (const TactusReading *reading)
{
  return reading->kind == TACTUS_READING_PULSE;
}

static gboolean
is_silence (TactusSeries *self,
            gint64        from_us,
            gint64        to_us)
{
  return tactus_reading_distance (from_us, to_us) > (guint64) self->gap_us;
}

static gint64
get_when (TactusSeries *self,
          gsize         index,
          gint64        until_us)
{
  return index < tactus_reading_store_get_length (self->store)
         ? tactus_reading_store_get (self->store, index).when_us
         : until_us;
}

guint
tactus_series_get_marks (TactusSeries *self,
                         gsize         index,
                         gint64        until_us)
{
  TactusReading reading = tactus_reading_store_get (self->store, index);
  gint64 next_us = get_when (self, index + 1, until_us);
  guint marks = is_pulse (&reading) ? TACTUS_GIST_HAS_PULSE : 0;

  if (next_us > reading.when_us)
    marks |= tactus_gist_get_state (reading.kind,
                                    tactus_reading_distance (reading.when_us, next_us),
                                    (guint64) self->gap_us);

  return marks;
}

gboolean
tactus_series_is_joined (TactusSeries *self,
                         gsize         index)
{
  TactusReading before;
  TactusReading reading;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index < tactus_series_get_length (self), FALSE);

  if (index == 0)
    return FALSE;

  before = tactus_reading_store_get (self->store, index - 1);
  reading = tactus_reading_store_get (self->store, index);

  return is_pulse (&before) && is_pulse (&reading)
         && !is_silence (self, before.when_us, reading.when_us);
}

/* Adds the readings from @begin to before @end, which are in one chunk. */
static void
add_chunk (TactusSeries *self,
           gsize         begin,
           gsize         end,
           gint64        until_us,
           TactusGist   *gist)
{
  gsize chunk_begin = begin / CHUNK * CHUNK;
  gboolean first = gist->count == 0;
  gsize pulse = chunk_begin
                + tactus_gist_add_readings (gist,
                                            tactus_reading_store_get_chunk (self->store, begin),
                                            begin - chunk_begin, end - chunk_begin,
                                            get_when (self, end, until_us), self->gap_us);

  if (first && pulse < end)
    gist->joined = tactus_series_is_joined (self, pulse);
}

static void
add_readings (TactusSeries *self,
              gsize         begin,
              gsize         end,
              gint64        until_us,
              TactusGist   *gist)
{
  while (begin < end)
    {
      gsize chunk_end = MIN (end, (begin / CHUNK + 1) * CHUNK);

      add_chunk (self, begin, chunk_end, until_us, gist);
      begin = chunk_end;
    }
}

/* Of readings from @begin to before @end, those in whole blocks. */
static void
get_blocks (TactusSeries *self,
            gsize         begin,
            gsize         end,
            gsize        *begin_block,
            gsize        *end_block)
{
  *begin_block = begin / BLOCK + (begin % BLOCK > 0 ? 1 : 0);
  *end_block = MIN (end / BLOCK, tactus_pyramid_get_length (self->pyramid));
}

/* What the readings from @begin to before @end come to. */
static TactusGist
gist_readings (TactusSeries *self,
               gsize         begin,
               gsize         end,
               gint64        until_us)
{
  TactusGist gist = { 0 };
  gsize begin_block;
  gsize end_block;

  get_blocks (self, begin, end, &begin_block, &end_block);
  if (begin_block >= end_block)
    {
      add_readings (self, begin, end, until_us, &gist);
      return gist;
    }

  add_readings (self, begin, begin_block * BLOCK, until_us, &gist);
  tactus_pyramid_fold (self->pyramid, begin_block, end_block, &gist);
  add_readings (self, end_block * BLOCK, end, until_us, &gist);

  return gist;
}

static gsize
find_reading (TactusSeries *self,
              gsize         begin,
              gsize         end,
              guint         marks,
              gint64        until_us)
{
  while (begin < end && !(tactus_series_get_marks (self, begin, until_us) & marks))
    begin++;

  return MIN (begin, end);
}

static gsize
find_last_reading (TactusSeries *self,
                   gsize         begin,
                   gsize         end,
                   guint         marks,
                   gint64        until_us)
{
  while (begin < end && !(tactus_series_get_marks (self, end - 1, until_us) & marks))
    end--;

  return MAX (begin, end);
}

gsize
tactus_series_find_mark (TactusSeries *self,
                         gsize         begin,
                         gsize         end,
                         guint         marks,
                         gint64        until_us)
{
  gsize begin_block;
  gsize end_block;
  gsize found;

  get_blocks (self, begin, end, &begin_block, &end_block);
  if (begin_block >= end_block)
    return find_reading (self, begin, end, marks, until_us);

  found = find_reading (self, begin, begin_block * BLOCK, marks, until_us);
  if (found < begin_block * BLOCK)
    return found;

  found = tactus_pyramid_find (self->pyramid, begin_block, end_block, marks);
  return find_reading (self, found * BLOCK, end, marks, until_us);
}

gsize
tactus_series_find_last_mark (TactusSeries *self,
                              gsize         begin,
                              gsize         end,
                              guint         marks,
                              gint64        until_us)
{
  gsize begin_block;
  gsize end_block;
  gsize found;

  get_blocks (self, begin, end, &begin_block, &end_block);
  if (begin_block >= end_block)
    return find_last_reading (self, begin, end, marks, until_us);

  found = find_last_reading (self, end_block * BLOCK, end, marks, until_us);
  if (found > end_block * BLOCK)
    return found;

  found = tactus_pyramid_find_last (self->pyramid, begin_block, end_block, marks);
  return find_last_reading (self, begin, found * BLOCK, marks, until_us);
}

void
tactus_series_append (TactusSeries        *self,
                      const TactusReading *reading)
{
  tactus_series_append_with_rr (self, reading, NULL, 0);
}

void
tactus_series_append_with_rr (TactusSeries        *self,
                              const TactusReading *reading,
                              const guint16       *rr,
                              guint                n_rr)
{
  TactusReading clean;
  TactusReading last;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (reading != NULL);
  g_return_if_fail (rr != NULL || n_rr == 0);

  clean = tactus_reading_clean (reading);
  if (tactus_series_get_last (self, &last))
    clean.when_us = MAX (clean.when_us, last.when_us);

  length = tactus_reading_store_get_length (self->store);
  tactus_reading_store_append (self->store, &clean, rr, n_rr);

  /* Now it is known how long the last reading of the block before held. */
  if (length > 0 && length % BLOCK == 0)
    {
      TactusGist gist = { 0 };

      add_readings (self, length - BLOCK, length, 0, &gist);
      tactus_pyramid_append (self->pyramid, &gist);
    }
}

gsize
tactus_series_get_length (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tactus_reading_store_get_length (self->store);
}

TactusReading
tactus_series_get (TactusSeries *self,
                   gsize         index)
{
  const TactusReading none = { 0 };

  g_return_val_if_fail (self != NULL, none);
  g_return_val_if_fail (index < tactus_reading_store_get_length (self->store), none);

  return tactus_reading_store_get (self->store, index);
}

gboolean
tactus_series_get_last (TactusSeries  *self,
                        TactusReading *last)
{
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (last != NULL, FALSE);

  length = tactus_reading_store_get_length (self->store);
  if (length == 0)
    return FALSE;

  *last = tactus_reading_store_get (self->store, length - 1);

  return TRUE;
}

const guint16 *
tactus_series_get_rr (TactusSeries *self,
                      gsize         index,
                      guint        *n_rr)
{
  g_return_val_if_fail (n_rr != NULL, NULL);
  *n_rr = 0;
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < tactus_reading_store_get_length (self->store), NULL);

  return tactus_reading_store_get_rr (self->store, index, n_rr);
}

gint64
tactus_series_get_gap_us (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, TACTUS_SERIES_GAP_US);

  return self->gap_us;
}

gsize
tactus_series_get_size (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sizeof *self + tactus_reading_store_get_size (self->store)
         + tactus_pyramid_get_size (self->pyramid);
}

gsize
tactus_series_find (TactusSeries *self,
                    gint64        when_us)
{
  g_return_val_if_fail (self != NULL, 0);

  return tactus_reading_store_find (self->store, 0, when_us);
}

gboolean
tactus_series_find_nearest (TactusSeries *self,
                            gint64        when_us,
                            gsize        *index)
{
  gsize length;
  gsize after;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index != NULL, FALSE);

  length = tactus_reading_store_get_length (self->store);
  if (length == 0)
    return FALSE;

  after = tactus_series_find (self, when_us);
  if (after == length)
    *index = length - 1;
  else if (after == 0)
    *index = 0;
  else if (tactus_reading_distance (get_when (self, after - 1, 0), when_us)
           <= tactus_reading_distance (when_us, get_when (self, after, 0)))
    *index = after - 1;
  else
    *index = after;

  return TRUE;
}

gboolean
tactus_series_next_pulse (TactusSeries *self,
                          gsize         begin,
                          gsize        *index)
{
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index != NULL, FALSE);

  length = tactus_reading_store_get_length (self->store);
  *index = tactus_series_find_mark (self, MIN (begin, length), length,
                                    TACTUS_GIST_HAS_PULSE, 0);

  return *index < length;
}

gboolean
tactus_series_previous_pulse (TactusSeries *self,
                              gsize         end,
                              gsize        *index)
{
  gsize found;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index != NULL, FALSE);

  end = MIN (end, tactus_reading_store_get_length (self->store));
  found = tactus_series_find_last_mark (self, 0, end, TACTUS_GIST_HAS_PULSE, 0);
  *index = found > 0 ? found - 1 : 0;

  return found > 0;
}

void
tactus_series_summarize (TactusSeries  *self,
                         gint64         from_us,
                         gint64         to_us,
                         TactusSummary *summary)
{
  TactusGist gist;

  g_return_if_fail (self != NULL);
  g_return_if_fail (summary != NULL);

  gist = gist_readings (self, tactus_series_find (self, from_us),
                        tactus_series_find (self, to_us), to_us);
  *summary = (TactusSummary) { gist.count, gist.minimum, gist.maximum, 0 };
  if (gist.count > 0)
    summary->mean = (double) gist.sum / gist.count;
}

static TactusColumn
make_column (const TactusGist *gist)
{
  return (TactusColumn) {
    .count = gist->count,
    .minimum = gist->minimum,
    .maximum = gist->maximum,
    .first = gist->first,
    .last = gist->last,
    .joined = gist->joined,
    .states = gist->marks & TACTUS_GIST_STATES,
  };
}

/* The state that was there when the column begins, if it does not end just there. */
static guint
get_state_at (TactusSeries *self,
              gsize         next,
              gint64        when_us,
              gint64        until_us)
{
  if (next == 0 || get_when (self, next, until_us) <= when_us)
    return 0;

  return tactus_series_get_marks (self, next - 1, until_us) & TACTUS_GIST_STATES;
}

void
tactus_series_columns (TactusSeries *self,
                       gint64        from_us,
                       gint64        to_us,
                       TactusColumn *columns,
                       guint         n_columns)
{
  TactusSpread spread;
  gint64 begin_us = from_us;
  gsize begin;

  g_return_if_fail (self != NULL);
  g_return_if_fail (columns != NULL || n_columns == 0);

  if (n_columns == 0)
    return;

  spread = tactus_spread (from_us, to_us, n_columns);
  begin = tactus_series_find (self, from_us);
  for (guint i = 0; i < n_columns; i++)
    {
      gint64 end_us = tactus_spread_get (&spread, i + 1);
      gsize end = tactus_reading_store_find (self->store, begin, end_us);
      TactusGist gist = gist_readings (self, begin, end, to_us);

      columns[i] = make_column (&gist);
      if (begin_us < end_us)
        columns[i].states |= get_state_at (self, begin, begin_us, to_us);

      begin_us = end_us;
      begin = end;
    }
}
