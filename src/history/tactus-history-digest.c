/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-look.h"

#include "tactus-history-merge.h"
#include "tactus-spread.h"

/* Fills columns as tactus_series_columns() does, from readings that are not kept. */
typedef struct {
  TactusSpread spread;
  gint64 to_us;
  gint64 gap_us;
  TactusColumn *columns;
  guint n_columns;
  guint index;           /* of the column of the last reading */
  gboolean has_last;
  TactusReading last;
} Filler;

void
tactus_digest_free (TactusDigest *self)
{
  g_free (self->columns);
  g_free (self);
}

static gboolean
is_pulse (const TactusReading *reading)
{
  return reading->kind == TACTUS_READING_PULSE;
}

/* Returns: what is to be said of the time from the last reading to @next_us; 0: nothing */
static guint
get_state (Filler *filler,
           gint64  next_us)
{
  const TactusReadingKind kind = filler->last.kind;

  if (!filler->has_last)
    return 0;

  /* That the link is lost, or the sensor silent, is not said twice. */
  if (kind != TACTUS_READING_LOST && kind != TACTUS_READING_STALE &&
      next_us - filler->last.when_us > filler->gap_us)
    return 1u << TACTUS_READING_GAP;

  return is_pulse (&filler->last) ? 0 : 1u << kind;
}

/* Goes on to the column of @next_us, and says what lasts up to it. */
static void
move_on (Filler *filler,
         gint64  next_us)
{
  const guint state = get_state (filler, next_us);

  if (filler->has_last && filler->last.when_us < next_us)
    filler->columns[filler->index].states |= state;

  while (filler->index + 1 < filler->n_columns &&
         tactus_spread_get (&filler->spread, filler->index + 1) <= next_us)
    {
      filler->index++;
      if (tactus_spread_get (&filler->spread, filler->index) < next_us)
        filler->columns[filler->index].states |= state;
    }
}

static gboolean
is_joined (Filler              *filler,
           const TactusReading *reading)
{
  return filler->has_last && is_pulse (&filler->last) &&
         reading->when_us - filler->last.when_us <= filler->gap_us;
}

static void
add_pulse (Filler              *filler,
           const TactusReading *reading)
{
  TactusColumn *column = &filler->columns[filler->index];

  if (column->count++ == 0)
    {
      column->minimum = reading->bpm;
      column->first = reading->bpm;
      column->joined = is_joined (filler, reading);
    }
  column->minimum = MIN (column->minimum, reading->bpm);
  column->maximum = MAX (column->maximum, reading->bpm);
  column->last = reading->bpm;
}

static void
fill (Filler              *filler,
      const TactusReading *reading)
{
  if (filler->n_columns == 0)
    return;

  move_on (filler, reading->when_us);
  if (is_pulse (reading))
    add_pulse (filler, reading);
  filler->last = *reading;
  filler->has_last = TRUE;
}

static gboolean
count (TactusHistoryMerge  *merge,
       TactusTally         *tally,
       Filler              *filler,
       GError             **error)
{
  gboolean has_reading;

  do
    {
      TactusReading reading;
      const guint16 *rr;
      guint n_rr;

      if (!tactus_history_merge_next (merge, &has_reading, &reading, &rr, &n_rr, error))
        return FALSE;
      if (has_reading)
        {
          tactus_tally_add (tally, &reading);
          fill (filler, &reading);
        }
    }
  while (has_reading);

  if (filler->n_columns > 0)
    move_on (filler, filler->to_us);

  return TRUE;
}

/* The times that were asked for, or else those that there are. */
static void
get_window (TactusHistoryMerge       *merge,
            const TactusHistoryQuery *query,
            gint64                   *from_us,
            gint64                   *to_us)
{
  tactus_history_merge_get_extent (merge, from_us, to_us);
  if (query->from_us != 0)
    *from_us = query->from_us;
  if (query->to_us != 0)
    *to_us = query->to_us;
}

TactusDigest *
tactus_history_make_digest (TactusDatabaseFile        *file,
                            const TactusHistoryQuery  *query,
                            const TactusZones         *zones,
                            guint                      n_columns,
                            GError                   **error)
{
  g_autoptr(TactusHistoryMerge) merge = tactus_history_merge_new (file, query, error);
  g_autoptr(TactusDigest) digest = NULL;
  g_autoptr(TactusTally) tally = NULL;
  Filler filler = { .n_columns = n_columns };
  gint64 from_us;

  if (!merge)
    return NULL;

  digest = g_new0 (TactusDigest, 1);
  digest->columns = g_new0 (TactusColumn, n_columns);
  digest->n_columns = n_columns;
  filler.columns = digest->columns;
  filler.gap_us = tactus_history_merge_get_gap_us (merge);
  get_window (merge, query, &from_us, &filler.to_us);
  filler.spread = tactus_spread (from_us, filler.to_us, MAX (n_columns, 1));

  tally = tactus_tally_new (zones, filler.gap_us);
  if (!count (merge, tally, &filler, error))
    return NULL;

  tactus_tally_get (tally, &digest->statistics);

  return g_steal_pointer (&digest);
}
