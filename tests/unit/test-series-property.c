/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A series against the words of its header, read without a thought for speed. */

#include "tactus-series.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)

/* 2024-02-28 23:58 UTC: a leap day is near.  2024-03-31 00:59 UTC: clocks in Europe are about to be
 * put forward, 2024-10-27 00:59 UTC: back. */
#define LEAP_EVE (G_GINT64_CONSTANT (1709164680) * SECOND)
#define FORWARD  (G_GINT64_CONSTANT (1711846740) * SECOND)
#define BACK     (G_GINT64_CONSTANT (1729990740) * SECOND)

/* The readings as they were given, beside the series that was given them. */
typedef struct {
  TactusSeries *series;   /* (owned) */
  GArray       *readings; /* (owned) (element-type TactusReading): at the times they count as of */
  gint64        gap_us;
} Both;

static void
both_init (Both   *both,
           gint64  gap_us)
{
  both->series = tactus_series_new_with_gap (gap_us);
  both->readings = g_array_new (FALSE, FALSE, sizeof (TactusReading));
  both->gap_us = gap_us;
}

static void
both_clear (Both *both)
{
  tactus_series_unref (both->series);
  g_array_unref (both->readings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Both, both_clear)

static const TactusReading *
at (const Both *both,
    gsize       index)
{
  return &g_array_index (both->readings, TactusReading, index);
}

static void
both_append (Both          *both,
             TactusReading  reading)
{
  tactus_series_append (both->series, &reading);

  if (both->readings->len > 0)
    reading.when_us = MAX (reading.when_us, at (both, both->readings->len - 1)->when_us);
  if (reading.kind == TACTUS_READING_PULSE && reading.bpm == 0)
    reading.kind = TACTUS_READING_NO_VALUE;
  if (reading.kind != TACTUS_READING_PULSE)
    reading.bpm = 0;
  g_array_append_val (both->readings, reading);
}

static gboolean
naive_is_joined (const Both *both,
                 gsize       index)
{
  return index > 0 && at (both, index)->kind == TACTUS_READING_PULSE
         && at (both, index - 1)->kind == TACTUS_READING_PULSE
         && (__int128) at (both, index)->when_us - at (both, index - 1)->when_us <= both->gap_us;
}

static void
naive_pulse (const Both   *both,
             gsize         index,
             TactusColumn *column)
{
  guint16 bpm = at (both, index)->bpm;

  if (column->count++ == 0)
    {
      column->first = column->minimum = bpm;
      column->joined = naive_is_joined (both, index);
    }
  column->last = bpm;
  column->minimum = MIN (column->minimum, bpm);
  column->maximum = MAX (column->maximum, bpm);
}

/* What lasts from @index on for as long as there is no other reading, as a bit. */
static guint
naive_state (const Both *both,
             gsize       index,
             gint64      next_us)
{
  const TactusReading *reading = at (both, index);

  if (reading->kind == TACTUS_READING_LOST || reading->kind == TACTUS_READING_STALE)
    return 1 << reading->kind;
  if ((__int128) next_us - reading->when_us > both->gap_us)
    return 1 << TACTUS_READING_GAP;
  return reading->kind == TACTUS_READING_PULSE ? 0 : 1 << reading->kind;
}

/* A column from @begin_us to before @end_us, whose window ends at @to_us. */
static void
naive_column (const Both   *both,
              gint64        begin_us,
              gint64        end_us,
              gint64        to_us,
              TactusColumn *column)
{
  *column = (TactusColumn) { 0 };

  for (gsize i = 0; i < both->readings->len; i++)
    {
      gint64 when_us = at (both, i)->when_us;
      gint64 next_us = i + 1 < both->readings->len ? at (both, i + 1)->when_us : to_us;

      if (at (both, i)->kind == TACTUS_READING_PULSE && when_us >= begin_us && when_us < end_us)
        naive_pulse (both, i, column);
      if (MAX (when_us, begin_us) < MIN (next_us, end_us))
        column->states |= naive_state (both, i, next_us);
    }
}

static void
assert_same (const TactusColumn *column,
             const TactusColumn *expected)
{
  g_assert_cmpuint (column->count, ==, expected->count);
  g_assert_cmpuint (column->minimum, ==, expected->minimum);
  g_assert_cmpuint (column->maximum, ==, expected->maximum);
  g_assert_cmpuint (column->first, ==, expected->first);
  g_assert_cmpuint (column->last, ==, expected->last);
  g_assert_cmpint (column->joined, ==, expected->joined);
  g_assert_cmphex (column->states, ==, expected->states);
}

static void
check_summary (const Both *both,
               gint64      from_us,
               gint64      to_us)
{
  TactusSummary summary;
  TactusColumn expected;
  double sum = 0;

  memset (&summary, 0xee, sizeof summary);
  tactus_series_summarize (both->series, from_us, to_us, &summary);
  naive_column (both, from_us, to_us, to_us, &expected);
  for (gsize i = 0; i < both->readings->len; i++)
    if (at (both, i)->when_us >= from_us && at (both, i)->when_us < to_us)
      sum += at (both, i)->bpm;

  g_assert_cmpuint (summary.count, ==, expected.count);
  g_assert_cmpuint (summary.minimum, ==, expected.minimum);
  g_assert_cmpuint (summary.maximum, ==, expected.maximum);
  g_assert_cmpfloat_with_epsilon (summary.mean, summary.count > 0 ? sum / summary.count : 0, 1e-9);
}

static void
check_window (const Both *both,
              gint64      from_us,
              gint64      to_us,
              guint       n_columns)
{
  g_autofree TactusColumn *columns = g_new (TactusColumn, n_columns);
  __int128 span = (__int128) to_us - from_us;

  memset (columns, 0xee, n_columns * sizeof *columns);
  tactus_series_columns (both->series, from_us, to_us, columns, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      TactusColumn expected;
      gint64 begin_us = (gint64) (from_us + (span * i + n_columns - 1) / n_columns);
      gint64 end_us = (gint64) (from_us + (span * (i + 1) + n_columns - 1) / n_columns);

      naive_column (both, begin_us, end_us, to_us, &expected);
      assert_same (&columns[i], &expected);
    }

  check_summary (both, from_us, to_us);
}

/* Where there is something, from a time on and from a reading on. */
static void
check_find (const Both *both,
            gint64      when_us)
{
  gsize length = both->readings->len;
  gsize after = 0;
  gsize index = 12345;
  gsize nearest = 0;

  while (after < length && at (both, after)->when_us < when_us)
    after++;
  g_assert_cmpuint (tactus_series_find (both->series, when_us), ==, after);

  g_assert_cmpint (tactus_series_find_nearest (both->series, when_us, &index), ==, length > 0);
  if (length == 0)
    return;

  for (gsize i = 0; i < length; i++)
    {
      __int128 far = (__int128) at (both, i)->when_us - when_us;
      __int128 near = (__int128) at (both, nearest)->when_us - when_us;

      if ((far < 0 ? -far : far) < (near < 0 ? -near : near))
        nearest = i;
    }
  g_assert_cmpint (at (both, index)->when_us, ==, at (both, nearest)->when_us);
}

static void
check_pulses (const Both *both,
              gsize       index)
{
  gsize length = both->readings->len;
  gsize next = index;
  gsize previous = MIN (index, length);
  gsize found;

  while (next < length && at (both, next)->kind != TACTUS_READING_PULSE)
    next++;
  while (previous > 0 && at (both, previous - 1)->kind != TACTUS_READING_PULSE)
    previous--;

  g_assert_cmpint (tactus_series_next_pulse (both->series, index, &found), ==, next < length);
  if (next < length)
    g_assert_cmpuint (found, ==, next);
  g_assert_cmpint (tactus_series_previous_pulse (both->series, index, &found), ==, previous > 0);
  if (previous > 0)
    g_assert_cmpuint (found, ==, previous - 1);
}

static void
check_readings (const Both *both)
{
  g_assert_cmpuint (tactus_series_get_length (both->series), ==, both->readings->len);
  for (gsize i = 0; i < both->readings->len; i++)
    {
      TactusReading reading = tactus_series_get (both->series, i);

      g_assert_cmpint (reading.when_us, ==, at (both, i)->when_us);
      g_assert_cmpint (reading.kind, ==, at (both, i)->kind);
      g_assert_cmpuint (reading.bpm, ==, at (both, i)->bpm);
      g_assert_cmpint (tactus_series_is_joined (both->series, i), ==, naive_is_joined (both, i));
    }
}

/* How a clock goes on from one reading to the next: seconds, mostly; now and then not at all, back,
 * over a silence, or to another year and, perhaps, back again. */
static gint64
random_step (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 60))
    {
    case 0:
      return -(gint64) g_rand_int_range (rand, 1, 100) * SECOND;
    case 1:
      return g_rand_int_range (rand, 1, 40) * SECOND;
    case 2:
      return HOUR;
    case 3:
      return -HOUR;
    case 4:
      return g_rand_int_range (rand, -3, 4) * 366 * DAY;
    case 5: case 6: case 7: case 8: case 9:
      return 0;
    case 10: case 11:
      return TACTUS_SERIES_GAP_US + g_rand_int_range (rand, -1, 2);
    default:
      return g_rand_int_range (rand, 1, 3 * (int) SECOND);
    }
}

static void
fill (Both  *both,
      GRand *rand,
      int    length)
{
  const gint64 begins[] = { 0, -40 * SECOND, LEAP_EVE, FORWARD, BACK, -3000 * DAY };
  gint64 now_us = begins[g_rand_int_range (rand, 0, G_N_ELEMENTS (begins))];
  int pulses = g_rand_int_range (rand, 0, 12);
  TactusReadingKind kind = TACTUS_READING_PULSE;

  for (int i = 0; i < length; i++)
    {
      /* States last for some readings, often. */
      if (g_rand_int_range (rand, 0, 3) == 0)
        kind = g_rand_int_range (rand, 0, 11) < pulses
               ? TACTUS_READING_PULSE
               : (TactusReadingKind) g_rand_int_range (rand, 0, TACTUS_READING_N_KINDS);
      both_append (both, (TactusReading) {
        now_us, kind, (guint16) g_rand_int_range (rand, 0, i % 50 == 0 ? 65536 : 250),
      });
      now_us += random_step (rand);
    }
}

static gint64
random_time (const Both *both,
             GRand      *rand)
{
  gint64 near_us = 0;

  if (both->readings->len > 0)
    near_us = at (both, (gsize) g_rand_int_range (rand, 0, (int) both->readings->len))->when_us;

  return near_us + g_rand_int_range (rand, -2, 3) * (g_rand_boolean (rand) ? 1 : 7 * SECOND);
}

static void
check_series (const Both *both,
              GRand      *rand,
              guint       n_windows)
{
  check_readings (both);
  check_window (both, G_MININT64, G_MAXINT64, (guint) g_rand_int_range (rand, 1, 9));

  for (guint i = 0; i < n_windows; i++)
    {
      gint64 a = random_time (both, rand);
      gint64 b = random_time (both, rand);

      check_find (both, a);
      check_pulses (both, (gsize) g_rand_int_range (rand, 0, (int) both->readings->len + 3));
      check_window (both, MIN (a, b), MAX (a, b), (guint) g_rand_int_range (rand, 1, 40));
      check_window (both, a, a + g_rand_int_range (rand, 1, 40), 17);
    }
}

static void
test_thousands (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1729);

  for (guint i = 0; i < 4000; i++)
    {
      g_auto(Both) both;

      both_init (&both, i % 5 == 0 ? g_rand_int_range (rand, 0, 1000) * SECOND
                                   : TACTUS_SERIES_GAP_US);
      fill (&both, rand, g_rand_int_range (rand, 0, i % 4 == 0 ? 300 : 60));
      check_series (&both, rand, 2);
    }
}

/* Long enough for several chunks and levels. */
static void
test_long (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (196883);

  for (guint i = 0; i < 12; i++)
    {
      g_auto(Both) both;

      both_init (&both, TACTUS_SERIES_GAP_US);
      fill (&both, rand, g_rand_int_range (rand, 1000, 6000));
      check_series (&both, rand, 8);
    }
}

/* With every length near those at which a block, a chunk or a level is full, after each reading. */
static void
test_boundaries (void)
{
  const guint edges[] = { 16, 32, 64, 256, 512, 1024, 2048 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (8128);
  g_auto(Both) both;
  guint edge = 0;

  both_init (&both, TACTUS_SERIES_GAP_US);
  for (guint length = 1; edge < G_N_ELEMENTS (edges); length++)
    {
      both_append (&both, (TactusReading) {
        (length - length / 9) * SECOND,
        (TactusReadingKind) (length % 31 == 0 ? length / 31 % TACTUS_READING_N_KINDS : 0),
        (guint16) g_rand_int_range (rand, 40, 200),
      });
      if (length + 2 >= edges[edge])
        {
          check_series (&both, rand, 3);
          check_window (&both, 0, (gint64) length * SECOND, 100);
        }
      if (length == edges[edge] + 2)
        edge++;
    }
}

/* Every window there is of a few readings, to the microsecond, in every number of columns. */
static void
test_every_window (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 40; i++)
    {
      g_auto(Both) both;
      gint64 when_us = 0;

      both_init (&both, 3);
      for (int n = g_rand_int_range (rand, 0, 8); n > 0; n--)
        {
          both_append (&both, (TactusReading) {
            when_us, (TactusReadingKind) g_rand_int_range (rand, 0, TACTUS_READING_N_KINDS), 70,
          });
          when_us += g_rand_int_range (rand, 0, 6);
        }

      for (gint64 from_us = -2; from_us < 15; from_us++)
        for (gint64 to_us = from_us; to_us < 25; to_us++)
          for (guint n_columns = 1; n_columns < 9; n_columns += 1 + n_columns / 4)
            check_window (&both, from_us, to_us, n_columns);
    }
}

/* From the beginning to the end of time. */
static void
test_extremes (void)
{
  const gint64 times[] = {
    G_MININT64, G_MININT64 + 1, G_MININT64 / 2, -1, 0, 1, G_MAXINT64 / 2, G_MAXINT64 - 1,
    G_MAXINT64,
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (64);

  for (guint round = 0; round < 200; round++)
    {
      const gint64 gaps[] = { 0, TACTUS_SERIES_GAP_US, G_MAXINT64 };
      g_auto(Both) both;

      both_init (&both, gaps[round % G_N_ELEMENTS (gaps)]);
      for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
        for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
          both_append (&both, (TactusReading) {
            times[i], (TactusReadingKind) g_rand_int_range (rand, 0, TACTUS_READING_N_KINDS),
            (guint16) g_rand_int_range (rand, 1, 65536),
          });

      check_readings (&both);
      for (gsize from = 0; from < G_N_ELEMENTS (times); from++)
        {
          check_find (&both, times[from]);
          for (gsize to = from; to < G_N_ELEMENTS (times); to++)
            check_window (&both, times[from], times[to], 1 + round % 7);
        }
    }
}

/* However much there is between the pulses that is none, what is counted and drawn of the pulses
 * stays what it was. */
static void
test_no_pulse_is_a_number (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (28);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(TactusSeries) pure = tactus_series_new ();
      g_autoptr(TactusSeries) mixed = tactus_series_new ();
      TactusColumn without[50], with[50];
      TactusSummary pure_summary, mixed_summary;

      for (gint64 s = 0; s < 200; s++)
        {
          const TactusReading pulse = { s * SECOND, TACTUS_READING_PULSE,
                                        (guint16) g_rand_int_range (rand, 50, 180) };

          tactus_series_append (pure, &pulse);
          tactus_series_append (mixed, &pulse);
          for (int n = g_rand_int_range (rand, 0, 5); n > 0; n--)
            {
              const TactusReading other = {
                s * SECOND + g_rand_int_range (rand, 0, 400000),
                (TactusReadingKind) g_rand_int_range (rand, 1, TACTUS_READING_N_KINDS),
                (guint16) g_rand_int_range (rand, 0, 300),
              };

              tactus_series_append (mixed, &other);
            }
        }

      tactus_series_columns (pure, 0, 200 * SECOND, without, 50);
      tactus_series_columns (mixed, 0, 200 * SECOND, with, 50);
      for (guint i = 0; i < 50; i++)
        {
          g_assert_cmpuint (with[i].count, ==, without[i].count);
          g_assert_cmpuint (with[i].minimum, ==, without[i].minimum);
          g_assert_cmpuint (with[i].maximum, ==, without[i].maximum);
          g_assert_cmpuint (with[i].first, ==, without[i].first);
          g_assert_cmpuint (with[i].last, ==, without[i].last);
        }

      tactus_series_summarize (pure, 0, 200 * SECOND, &pure_summary);
      tactus_series_summarize (mixed, 0, 200 * SECOND, &mixed_summary);
      g_assert_cmpuint (mixed_summary.count, ==, pure_summary.count);
      g_assert_cmpuint (mixed_summary.minimum, ==, pure_summary.minimum);
      g_assert_cmpuint (mixed_summary.maximum, ==, pure_summary.maximum);
      g_assert_cmpfloat_with_epsilon (mixed_summary.mean, pure_summary.mean, 1e-9);
    }
}

/* RR intervals stay with their readings, whichever have some. */
static void
test_rr (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      int length = g_rand_int_range (rand, 0, 3000);
      int first = g_rand_int_range (rand, 0, 1500);
      g_autofree guint *counts = g_new0 (guint, (gsize) length);
      guint n_rr = 99;

      for (int i = 0; i < length; i++)
        {
          const TactusReading reading = { i * SECOND, TACTUS_READING_PULSE, 60 };
          guint16 rr[4] = { (guint16) i, (guint16) (i + 1), (guint16) (i + 2), (guint16) (i + 3) };

          counts[i] = i >= first ? (guint) g_rand_int_range (rand, 0, 5) : 0;
          tactus_series_append_with_rr (series, &reading, counts[i] > 0 ? rr : NULL, counts[i]);
        }

      for (int i = 0; i < length; i++)
        {
          const guint16 *rr = tactus_series_get_rr (series, (gsize) i, &n_rr);

          g_assert_cmpuint (n_rr, ==, counts[i]);
          g_assert_cmpint (rr == NULL, ==, n_rr == 0);
          for (guint n = 0; n < n_rr; n++)
            g_assert_cmpuint (rr[n], ==, (guint16) ((guint) i + n));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/series-property/thousands", test_thousands);
  g_test_add_func ("/series-property/long", test_long);
  g_test_add_func ("/series-property/boundaries", test_boundaries);
  g_test_add_func ("/series-property/every-window", test_every_window);
  g_test_add_func ("/series-property/extremes", test_extremes);
  g_test_add_func ("/series-property/no-pulse-is-a-number", test_no_pulse_is_a_number);
  g_test_add_func ("/series-property/rr", test_rr);

  return g_test_run ();
}
