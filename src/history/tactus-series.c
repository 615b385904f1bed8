/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-series.h"

struct _TactusSeries {
  gatomicrefcount  ref_count;
  gint64           gap_us;
  GArray          *readings; /* (owned) (element-type TactusReading): in the order of their times */
  GHashTable      *rr;       /* (owned) (element-type gsize GBytes): of those that have some */
};

TactusSeries *
tactus_series_new (void)
{
  return tactus_series_new_with_gap (TACTUS_SERIES_GAP_US);
}

TactusSeries *
tactus_series_new_with_gap (gint64 gap_us)
{
  TactusSeries *self = g_new0 (TactusSeries, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->gap_us = gap_us;
  self->readings = g_array_new (FALSE, FALSE, sizeof (TactusReading));
  self->rr = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);

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

  g_array_unref (self->readings);
  g_hash_table_unref (self->rr);
  g_free (self);
}

static const TactusReading *
peek (TactusSeries *self,
      gsize         index)
{
  return &g_array_index (self->readings, TactusReading, index);
}

static gboolean
is_pulse (const TactusReading *reading)
{
  return reading->kind == TACTUS_READING_PULSE;
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

  g_return_if_fail (self != NULL);
  g_return_if_fail (reading != NULL);
  g_return_if_fail (rr != NULL || n_rr == 0);

  clean = tactus_reading_clean (reading);
  if (tactus_series_get_last (self, &last) && clean.when_us < last.when_us)
    clean.when_us = last.when_us;

  if (n_rr > 0)
    g_hash_table_insert (self->rr, GSIZE_TO_POINTER ((gsize) self->readings->len),
                         g_bytes_new (rr, n_rr * sizeof (guint16)));
  g_array_append_val (self->readings, clean);
}

gsize
tactus_series_get_length (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->readings->len;
}

TactusReading
tactus_series_get (TactusSeries *self,
                   gsize         index)
{
  const TactusReading none = { 0 };

  g_return_val_if_fail (self != NULL, none);
  g_return_val_if_fail (index < self->readings->len, none);

  return *peek (self, index);
}

gboolean
tactus_series_get_last (TactusSeries  *self,
                        TactusReading *last)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (last != NULL, FALSE);

  if (self->readings->len == 0)
    return FALSE;

  *last = *peek (self, self->readings->len - 1);

  return TRUE;
}

const guint16 *
tactus_series_get_rr (TactusSeries *self,
                      gsize         index,
                      guint        *n_rr)
{
  GBytes *bytes;
  const guint16 *rr = NULL;
  gsize size = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_rr != NULL, NULL);

  bytes = g_hash_table_lookup (self->rr, GSIZE_TO_POINTER (index));
  if (bytes)
    rr = g_bytes_get_data (bytes, &size);
  *n_rr = (guint) (size / sizeof (guint16));

  return rr;
}

gint64
tactus_series_get_gap_us (TactusSeries *self)
{
  g_return_val_if_fail (self != NULL, TACTUS_SERIES_GAP_US);

  return self->gap_us;
}

gsize
tactus_series_find (TactusSeries *self,
                    gint64        when_us)
{
  gsize low = 0;
  gsize high;

  g_return_val_if_fail (self != NULL, 0);

  high = self->readings->len;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (peek (self, middle)->when_us < when_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Times are in order, so the distance is positive; it may be more than a gint64 holds. */
static guint64
distance (gint64 from_us,
          gint64 to_us)
{
  return (guint64) to_us - (guint64) from_us;
}

gboolean
tactus_series_is_joined (TactusSeries *self,
                         gsize         index)
{
  const TactusReading *before;
  const TactusReading *reading;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index < self->readings->len, FALSE);

  if (index == 0)
    return FALSE;

  before = peek (self, index - 1);
  reading = peek (self, index);

  return is_pulse (before) && is_pulse (reading)
         && distance (before->when_us, reading->when_us) <= (guint64) self->gap_us;
}

static void
count_pulse (TactusSummary *summary,
             guint16        bpm)
{
  if (summary->count == 0 || bpm < summary->minimum)
    summary->minimum = bpm;
  if (bpm > summary->maximum)
    summary->maximum = bpm;
  summary->count++;
}

void
tactus_series_summarize (TactusSeries  *self,
                         gint64         from_us,
                         gint64         to_us,
                         TactusSummary *summary)
{
  guint64 sum = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (summary != NULL);

  *summary = (TactusSummary) { 0 };

  for (gsize i = tactus_series_find (self, from_us); i < self->readings->len; i++)
    {
      const TactusReading *reading = peek (self, i);

      if (reading->when_us >= to_us)
        break;
      if (!is_pulse (reading))
        continue;

      count_pulse (summary, reading->bpm);
      sum += reading->bpm;
    }

  if (summary->count > 0)
    summary->mean = (double) sum / summary->count;
}

/* The first microsecond after the start of the window that lies in column @index or right of it:
 * @span × @index / @n_columns rounded up, without the product, which may not fit. */
static guint64
column_start (guint64 span,
              guint   index,
              guint   n_columns)
{
  guint64 rest = (span % n_columns) * index;

  return (span / n_columns) * index + (rest + n_columns - 1) / n_columns;
}

static void
column_add (TactusColumn *column,
            guint16       bpm,
            gboolean      joined)
{
  if (column->count == 0)
    {
      column->minimum = bpm;
      column->first = bpm;
      column->joined = joined;
    }

  column->minimum = MIN (column->minimum, bpm);
  column->maximum = MAX (column->maximum, bpm);
  column->last = bpm;
  column->count++;
}

void
tactus_series_columns (TactusSeries *self,
                       gint64        from_us,
                       gint64        to_us,
                       TactusColumn *columns,
                       guint         n_columns)
{
  guint64 span = distance (from_us, to_us);
  guint index = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (columns != NULL || n_columns == 0);

  for (guint i = 0; i < n_columns; i++)
    columns[i] = (TactusColumn) { 0 };

  if (n_columns == 0 || from_us >= to_us)
    return;

  for (gsize i = tactus_series_find (self, from_us); i < self->readings->len; i++)
    {
      const TactusReading *reading = peek (self, i);
      guint64 offset = distance (from_us, reading->when_us);

      if (reading->when_us >= to_us)
        break;
      if (!is_pulse (reading))
        continue;

      while (index + 1 < n_columns && offset >= column_start (span, index + 1, n_columns))
        index++;
      column_add (&columns[index], reading->bpm, tactus_series_is_joined (self, i));
    }
}
