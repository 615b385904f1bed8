/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-stretches.h"

#include "tactus-series-private.h"

#define ANY_STATE (TACTUS_GIST_STATES | 1 << TACTUS_READING_PULSE)

typedef struct {
  TactusSeries *series;
  gsize         length;  /* of the series */
  gint64        to_us;
  gint64        least_us;
  GArray       *found;   /* (element-type TactusStretch) */
} Search;

/* Says that @kind lasts from @from_us to @to_us; goes on with the last stretch where it can. */
static void
extend (Search            *search,
        TactusReadingKind  kind,
        gint64             from_us,
        gint64             to_us)
{
  GArray *found = search->found;
  TactusStretch *last = found->len > 0
                        ? &g_array_index (found, TactusStretch, found->len - 1)
                        : NULL;
  TactusStretch stretch = { kind, from_us, MIN (to_us, search->to_us) };

  if (last != NULL && last->kind == kind && last->to_us == from_us)
    last->to_us = stretch.to_us;
  else
    g_array_append_val (found, stretch);
}

static gint64
get_when (Search *search,
          gsize   index)
{
  return index < search->length ? tactus_series_get (search->series, index).when_us
                                : search->to_us;
}

/* The mark of the state, which is no pulse, that lasts from reading @index on. */
static guint
get_state (Search *search,
           gsize   index)
{
  return tactus_series_get_marks (search->series, index, search->to_us) & TACTUS_GIST_STATES;
}

static gsize
find_state (Search *search,
            gsize   begin,
            guint   states)
{
  return tactus_series_find_mark (search->series, begin, search->length, states, search->to_us);
}

/* With which reading the state of reading @index began, which may have been said many times. */
static gsize
get_begin (Search *search,
           gsize   index)
{
  guint state = get_state (search, index);
  gsize begin = tactus_series_find_last_mark (search->series, 0, index, ANY_STATE & ~state,
                                              search->to_us);

  return find_state (search, begin, state);
}

/* Where the pixel ends in which @when_us lies. */
static gint64
get_pixel_end (Search *search,
               gint64  when_us)
{
  gint64 into = when_us % search->least_us;
  gint64 left = into < 0 ? -into : search->least_us - into;

  return tactus_reading_distance (when_us, search->to_us) <= (guint64) left ? search->to_us
                                                                           : when_us + left;
}

/* Takes all that is no pulse from reading @index, or later from @begin_us, to the end of the pixel
 * for one stretch.  Returns: the reading to go on with, and in @begin_us since when it counts. */
static gsize
take_pixel (Search *search,
            gsize   index,
            gint64 *begin_us)
{
  gint64 end_us = get_pixel_end (search, *begin_us);
  gsize end = tactus_series_find (search->series, end_us);
  gsize after = tactus_series_find_last_mark (search->series, index, end, TACTUS_GIST_STATES,
                                              search->to_us);
  gint64 after_us = get_when (search, after);

  extend (search, (TactusReadingKind) g_bit_nth_lsf (get_state (search, index), -1),
          *begin_us, MIN (after_us, end_us));
  *begin_us = end_us;

  return after_us > end_us ? after - 1 : end;
}

/* Takes the stretch that begins with reading @index, or later at @begin_us, if long enough. */
static gsize
take (Search *search,
      gsize   index,
      gint64 *begin_us)
{
  guint state = get_state (search, index);
  gsize end = find_state (search, index, ANY_STATE & ~state);
  gint64 end_us = get_when (search, end);

  if (tactus_reading_distance (*begin_us, end_us) < (guint64) search->least_us)
    return take_pixel (search, index, begin_us);

  extend (search, (TactusReadingKind) g_bit_nth_lsf (state, -1), *begin_us, end_us);
  *begin_us = end_us;

  return end;
}

GArray *
tactus_stretches_find (TactusSeries *series,
                       gint64        from_us,
                       gint64        to_us,
                       gint64        least_us)
{
  Search search = { series, 0, to_us, MAX (least_us, 0), NULL };
  gint64 begin_us = G_MININT64;
  gsize index;

  search.found = g_array_new (FALSE, FALSE, sizeof (TactusStretch));
  g_return_val_if_fail (series != NULL, search.found);

  if (from_us >= to_us)
    return search.found;

  search.length = tactus_series_get_length (series);
  index = tactus_series_find (series, from_us);
  if (index > 0 && get_when (&search, index) > from_us && get_state (&search, index - 1) != 0)
    index = get_begin (&search, index - 1);

  while ((index = find_state (&search, index, TACTUS_GIST_STATES)) < search.length
         && MAX (begin_us, get_when (&search, index)) < to_us)
    {
      begin_us = MAX (begin_us, get_when (&search, index));
      index = take (&search, index, &begin_us);
    }

  return search.found;
}
