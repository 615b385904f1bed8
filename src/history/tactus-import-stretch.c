/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-stretch.h"

#include <string.h>

#include "tactus-import-time.h"

typedef struct {
  TactusReading reading;
  guint32       rr;      /* its first, among all of them */
  guint32       n_rr;
} Item;

struct _TactusImportStretch
{
  GArray *items;         /* (owned) (element-type Item) */
  GArray *rr;            /* (owned) (element-type guint16) */
  gint64 last_us;        /* %G_MININT64: of none */
  gboolean is_mixed;     /* one came that is older than the one before it */
};

TactusImportStretch *
tactus_import_stretch_new (void)
{
  TactusImportStretch *self = g_new0 (TactusImportStretch, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->rr = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->last_us = G_MININT64;

  return self;
}

void
tactus_import_stretch_free (TactusImportStretch *self)
{
  g_array_unref (self->items);
  g_array_unref (self->rr);
  g_free (self);
}

void
tactus_import_stretch_clear (TactusImportStretch *self)
{
  g_array_set_size (self->items, 0);
  g_array_set_size (self->rr, 0);
  self->last_us = G_MININT64;
  self->is_mixed = FALSE;
}

void
tactus_import_stretch_append (TactusImportStretch *self,
                              const TactusReading *reading,
                              const guint16       *rr,
                              guint                n_rr)
{
  const Item item = { *reading, self->rr->len, n_rr };

  g_array_append_val (self->items, item);
  if (n_rr > 0)
    g_array_append_vals (self->rr, rr, n_rr);
  if (reading->when_us < self->last_us)
    self->is_mixed = TRUE;
  self->last_us = reading->when_us;
}

guint
tactus_import_stretch_get_length (TactusImportStretch *self)
{
  return self->items->len;
}

gint64
tactus_import_stretch_get_last (TactusImportStretch *self)
{
  return self->last_us;
}

/* ── in order ── */

/* A merge sort puts them in order, which leaves equal ones as they are in the file. */
static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *first = a;
  const Item *second = b;

  return first->reading.when_us < second->reading.when_us
         ? -1 : first->reading.when_us > second->reading.when_us;
}

static const guint16 *
rr_of (TactusImportStretch *self,
       const Item          *item)
{
  return item->n_rr > 0 ? &g_array_index (self->rr, guint16, item->rr) : NULL;
}

static gboolean
is_same (TactusImportStretch *self,
         const Item          *a,
         const Item          *b)
{
  return a->reading.when_us == b->reading.when_us && a->reading.kind == b->reading.kind &&
         a->reading.bpm == b->reading.bpm && a->n_rr == b->n_rr &&
         (a->n_rr == 0 || memcmp (rr_of (self, a), rr_of (self, b), a->n_rr * 2) == 0);
}

/* Returns: how many were there twice */
static guint
put_in_order (TactusImportStretch *self)
{
  guint kept = 0;
  guint length = self->items->len;

  if (self->is_mixed)
    g_array_sort (self->items, compare_items);
  self->is_mixed = FALSE;

  for (guint i = 0; i < length; i++)
    {
      const Item item = g_array_index (self->items, Item, i);

      if (kept > 0 && is_same (self, &g_array_index (self->items, Item, kept - 1), &item))
        continue;
      g_array_index (self->items, Item, kept++) = item;
    }
  g_array_set_size (self->items, kept);

  return length - kept;
}

static void
append_to (TactusImportStretch *self,
           guint                index,
           TactusSeries        *series)
{
  const Item *item = &g_array_index (self->items, Item, index);

  tactus_series_append_with_rr (series, &item->reading, rr_of (self, item), item->n_rr);
}

TactusSeries *
tactus_import_stretch_to_series (TactusImportStretch *self,
                                 guint               *twice)
{
  TactusSeries *series = tactus_series_new ();

  *twice = put_in_order (self);
  for (guint i = 0; i < self->items->len; i++)
    append_to (self, i, series);

  return series;
}

/* ── as sessions ── */

/* The history has one reading a millisecond: it moves others on, and so do we, that they are found
 * again when the same file comes once more. */
static void
spread (TactusImportStretch *self)
{
  gint64 last_ms = G_MININT64;

  for (guint i = 0; i < self->items->len; i++)
    {
      TactusReading *reading = &g_array_index (self->items, Item, i).reading;
      gint64 when_ms = MAX (reading->when_us / 1000, last_ms == G_MININT64 ? last_ms : last_ms + 1);

      reading->when_us = when_ms * 1000;
      last_ms = when_ms;
    }
}

static gint64
when_of (TactusImportStretch *self,
         guint                index)
{
  return g_array_index (self->items, Item, index).reading.when_us;
}

/* Returns: the first one after @begin that belongs to another session */
static guint
find_silence (TactusImportStretch *self,
              guint                begin)
{
  guint end = begin + 1;

  while (end < self->items->len &&
         when_of (self, end) - when_of (self, end - 1) <= TACTUS_IMPORT_SILENCE_US)
    end++;

  return end;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* @times: in order.  Returns: those from @begin to @end that are not there yet */
static TactusSeries *
find_new (TactusImportStretch *self,
          guint                begin,
          guint                end,
          GArray              *times)
{
  TactusSeries *series = tactus_series_new ();

  for (guint i = begin; i < end; i++)
    {
      gint64 when_ms = when_of (self, i) / 1000;

      if (!g_array_binary_search (times, &when_ms, compare_numbers, NULL))
        append_to (self, i, series);
    }

  return series;
}

static gboolean
keep_session (TactusImport  *import,
              const char    *band,
              const char    *band_name,
              GTimeZone     *here,
              TactusSeries  *series,
              GError       **error)
{
  g_autoptr(TactusSession) session = NULL;
  TactusReading last;
  gint64 begin_us;

  if (!tactus_series_get_last (series, &last))
    return TRUE;

  begin_us = tactus_series_get (series, 0).when_us;
  session = tactus_session_new (band, band_name, TACTUS_SOURCE_IMPORTED, begin_us);
  tactus_session_set_end_us (session, last.when_us);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_zone_s (session, tactus_import_zone_at (here, begin_us));

  return tactus_import_add_session (import, session, series, NULL, error);
}

gboolean
tactus_import_stretch_keep (TactusImportStretch  *self,
                            TactusImport         *import,
                            const char           *band,
                            const char           *band_name,
                            GTimeZone            *here,
                            GError              **error)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  const guint twice = put_in_order (self);
  const guint length = self->items->len;
  guint end;

  import->report->known += twice;
  spread (self);
  if (length > 0 && !import->keep->get_known (import->data, band, when_of (self, 0),
                                              when_of (self, length - 1), times, error))
    return FALSE;
  g_array_sort (times, compare_numbers);

  for (guint begin = 0; begin < length; begin = end)
    {
      g_autoptr(TactusSeries) series = NULL;

      end = find_silence (self, begin);
      series = find_new (self, begin, end, times);
      import->report->known += end - begin - tactus_series_get_length (series);
      if (!keep_session (import, band, band_name, here, series, error))
        return FALSE;
    }

  tactus_import_stretch_clear (self);

  return TRUE;
}
