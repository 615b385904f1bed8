/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-stretches.h"

struct _TactusStretches
{
  TactusSeries *series;   /* (owned) */
  GArray *found;          /* (owned) (element-type TactusStretch): in order of time */
  gsize length;           /* readings looked at */
};

TactusStretches *
tactus_stretches_new (TactusSeries *series)
{
  TactusStretches *self;

  g_return_val_if_fail (series != NULL, NULL);

  self = g_new0 (TactusStretches, 1);
  self->series = tactus_series_ref (series);
  self->found = g_array_new (FALSE, FALSE, sizeof (TactusStretch));
  tactus_stretches_update (self);
  return self;
}

void
tactus_stretches_free (TactusStretches *self)
{
  g_array_unref (self->found);
  tactus_series_unref (self->series);
  g_free (self);
}

/* Says that @kind lasted from @from_us to @to_us; goes on with the last stretch where it can. */
static void
extend (GArray            *found,
        TactusReadingKind  kind,
        gint64             from_us,
        gint64             to_us)
{
  TactusStretch *last = found->len > 0
                        ? &g_array_index (found, TactusStretch, found->len - 1)
                        : NULL;
  TactusStretch stretch = { kind, from_us, to_us };

  if (last != NULL && last->kind == kind && last->to_us == from_us)
    last->to_us = to_us;
  else
    g_array_append_val (found, stretch);
}

/* What lies between @reading and the next thing that happened, at @next_us. */
static void
add_between (GArray              *found,
             const TactusReading *reading,
             gint64               next_us)
{
  if (reading->kind == TACTUS_READING_GAP || next_us - reading->when_us > TACTUS_SERIES_GAP_US)
    extend (found, TACTUS_READING_GAP, reading->when_us, next_us);
  else if (reading->kind != TACTUS_READING_PULSE)
    extend (found, reading->kind, reading->when_us, next_us);
}

void
tactus_stretches_update (TactusStretches *self)
{
  gsize length;

  g_return_if_fail (self != NULL);

  length = tactus_series_get_length (self->series);
  for (gsize i = MAX (self->length, 1); i < length; i++)
    {
      TactusReading before = tactus_series_get (self->series, i - 1);

      add_between (self->found, &before, tactus_series_get (self->series, i).when_us);
    }

  self->length = length;
}

static guint
first_ending_after (TactusStretches *self,
                    gint64           when_us)
{
  guint low = 0;
  guint high = self->found->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->found, TactusStretch, middle).to_us < when_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

GArray *
tactus_stretches_find (TactusStretches *self,
                       gint64           from_us,
                       gint64           to_us)
{
  GArray *visible = g_array_new (FALSE, FALSE, sizeof (TactusStretch));
  TactusReading last;

  g_return_val_if_fail (self != NULL, visible);

  for (guint i = first_ending_after (self, from_us); i < self->found->len; i++)
    {
      TactusStretch stretch = g_array_index (self->found, TactusStretch, i);

      if (stretch.from_us >= to_us)
        return visible;
      stretch.to_us = MIN (stretch.to_us, to_us);
      g_array_append_val (visible, stretch);
    }

  if (tactus_series_get_last (self->series, &last) && last.when_us < to_us && to_us > from_us)
    add_between (visible, &last, to_us);

  return visible;
}
