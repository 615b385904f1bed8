/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-stretches.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOON   (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */

typedef struct {
  int               when_s;
  TactusReadingKind kind;
} Moment;

static TactusSeries *
series_of (const Moment *moments,
           gsize         n_moments)
{
  TactusSeries *series = tactus_series_new ();

  for (gsize i = 0; i < n_moments; i++)
    {
      TactusReading reading = {
        NOON + moments[i].when_s * SECOND, moments[i].kind,
        moments[i].kind == TACTUS_READING_PULSE ? 70 : 0,
      };

      tactus_series_append (series, &reading);
    }

  return series;
}

#define P TACTUS_READING_PULSE
#define V TACTUS_READING_NO_VALUE
#define C TACTUS_READING_NO_CONTACT
#define G TACTUS_READING_GAP
#define L TACTUS_READING_LOST
#define S TACTUS_READING_STALE

/* Seconds after noon; the readings end with a GAP at -1, the stretches with a P. */
static const struct {
  const char *name;
  Moment      readings[8];
  int         from_s, to_s;
  struct {
    TactusReadingKind kind;
    int               from_s, to_s;
  } stretches[6];
} cases[] = {
  { "none", { { -1, G } }, 0, 60, { { P } } },
  { "pulse only", { { 0, P }, { 5, P }, { 20, P }, { -1, G } }, 0, 30, { { P } } },
  { "silence between", { { 0, P }, { 16, P }, { -1, G } }, 0, 20, { { G, 0, 16 }, { P } } },
  { "silence until now", { { 0, P }, { -1, G } }, 0, 60, { { G, 0, 60 }, { P } } },
  { "not yet silence", { { 0, P }, { -1, G } }, 0, 15, { { P } } },
  { "said gap", { { 0, P }, { 1, G }, { 3, P }, { -1, G } }, 0, 5, { { G, 1, 3 }, { P } } },
  { "said gap until now", { { 0, P }, { 1, G }, { -1, G } }, 0, 5, { { G, 1, 5 }, { P } } },
  { "two gaps in a row", { { 0, P }, { 1, G }, { 2, G }, { 4, P }, { -1, G } }, 0, 5,
    { { G, 1, 4 }, { P } } },
  { "not worn", { { 0, P }, { 1, C }, { 2, C }, { 3, P }, { -1, G } }, 0, 5,
    { { C, 1, 3 }, { P } } },
  { "not worn, then no value", { { 1, C }, { 2, V }, { 3, P }, { -1, G } }, 0, 5,
    { { C, 1, 2 }, { V, 2, 3 }, { P } } },
  { "not worn, then silence", { { 1, C }, { 2, C }, { 30, P }, { -1, G } }, 0, 31,
    { { C, 1, 2 }, { G, 2, 30 }, { P } } },
  { "no value until now", { { 1, V }, { -1, G } }, 0, 9, { { V, 1, 9 }, { P } } },
  { "left of the window", { { 0, P }, { 1, G }, { 3, P }, { 5, P }, { -1, G } }, 4, 9, { { P } } },
  { "reaches into the window", { { 0, P }, { 1, G }, { 6, P }, { -1, G } }, 4, 9,
    { { G, 1, 6 }, { P } } },
  { "reaches out of it", { { 0, P }, { 1, G }, { 6, P }, { -1, G } }, 0, 4,
    { { G, 1, 4 }, { P } } },
  { "lost for long", { { 0, P }, { 1, L }, { 99, P }, { -1, G } }, 0, 100,
    { { L, 1, 99 }, { P } } },
  { "lost until now", { { 0, P }, { 1, L }, { -1, G } }, 0, 100, { { L, 1, 100 }, { P } } },
  { "stale, then lost", { { 0, P }, { 9, S }, { 40, L }, { 80, L }, { 99, P }, { -1, G } }, 0, 100,
    { { S, 9, 40 }, { L, 40, 99 }, { P } } },
  { "a state of no time", { { 0, P }, { 5, C }, { 5, P }, { 6, P }, { -1, G } }, 0, 9, { { P } } },
  { "a pulse of no time", { { 0, C }, { 5, P }, { 5, C }, { 6, P }, { -1, G } }, 0, 9,
    { { C, 0, 6 }, { P } } },
  { "just over before the window", { { 0, C }, { 5, P }, { -1, G } }, 5, 9, { { P } } },
  { "begins with the window", { { 5, C }, { 6, P }, { -1, G } }, 5, 9, { { C, 5, 6 }, { P } } },
  { "begins with its end", { { 0, P }, { 9, C }, { 10, P }, { -1, G } }, 5, 9, { { P } } },
  { "all before the window", { { 0, C }, { 1, C }, { 2, C }, { -1, G } }, 5, 9,
    { { C, 0, 9 }, { P } } },
  { "all after the window", { { 20, C }, { 21, C }, { -1, G } }, 5, 9, { { P } } },
  { "no time", { { 0, C }, { 21, C }, { -1, G } }, 5, 5, { { P } } },
  { "time turned round", { { 0, C }, { 21, C }, { -1, G } }, 7, 5, { { P } } },
  { "right of the window", { { 0, P }, { 5, P }, { 6, G }, { 9, P }, { -1, G } }, 0, 4, { { P } } },
};

static void
assert_found (gsize         index,
                  TactusSeries *series)
{
  g_autoptr(GArray) found = tactus_stretches_find (series,
                                                   NOON + cases[index].from_s * SECOND,
                                                   NOON + cases[index].to_s * SECOND, 0);
  guint n = 0;

  for (; cases[index].stretches[n].kind != P; n++)
    {
      const TactusStretch *stretch;

      g_assert_cmpuint (n, <, found->len);
      stretch = &g_array_index (found, TactusStretch, n);
      g_assert_cmpint (stretch->kind, ==, cases[index].stretches[n].kind);
      g_assert_cmpint ((stretch->from_us - NOON) / SECOND, ==,
                       cases[index].stretches[n].from_s);
      g_assert_cmpint ((stretch->to_us - NOON) / SECOND, ==,
                       cases[index].stretches[n].to_s);
    }
  g_assert_cmpuint (found->len, ==, n);
}

static gsize
count_readings (gsize index)
{
  gsize n = 0;

  while (cases[index].readings[n].when_s >= 0)
    n++;
  return n;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusSeries) series = series_of (cases[i].readings, count_readings (i));

      g_test_message ("%s", cases[i].name);
      assert_found (i, series);
    }
}

/* What a band recorded by the minute bears more silence. */
static void
test_gap_of_the_series (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new_with_gap (90 * SECOND);
  const gint64 seconds[] = { 0, 60, 150, 241 };
  g_autoptr(GArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      const TactusReading reading = { seconds[i] * SECOND, P, 70 };

      tactus_series_append (series, &reading);
    }

  found = tactus_stretches_find (series, 0, 331 * SECOND, 0);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (g_array_index (found, TactusStretch, 0).from_us, ==, 150 * SECOND);
  g_assert_cmpint (g_array_index (found, TactusStretch, 0).to_us, ==, 241 * SECOND);
}

static TactusSeries *
random_series (GRand  *rand,
               gint64 *end_us)
{
  TactusSeries *series = tactus_series_new_with_gap (g_rand_int_range (rand, 0, 20));
  int pulses = g_rand_int_range (rand, 0, 11);
  gint64 when_us = g_rand_int_range (rand, -500, 100);

  for (int i = g_rand_int_range (rand, 0, 300); i > 0; i--)
    {
      TactusReading reading = { when_us, P, 70 };

      if (g_rand_int_range (rand, 0, 10) >= pulses)
        reading.kind = (TactusReadingKind) g_rand_int_range (rand, 1, TACTUS_READING_N_KINDS);
      tactus_series_append (series, &reading);
      when_us += g_rand_int_range (rand, -3, g_rand_int_range (rand, 0, 50) == 0 ? 200 : 7);
    }

  *end_us = when_us + 30;
  return series;
}

/* Straight from the words of the header: which state, if any, lasts at @when_us. */
static TactusReadingKind
naive_state (TactusSeries *series,
             gint64        when_us,
             gint64        now_us)
{
  gsize length = tactus_series_get_length (series);

  for (gsize i = 0; i < length; i++)
    {
      TactusReading reading = tactus_series_get (series, i);
      gint64 next_us = i + 1 < length ? tactus_series_get (series, i + 1).when_us : now_us;

      if (when_us < reading.when_us || when_us >= next_us)
        continue;
      if (reading.kind == L || reading.kind == S)
        return reading.kind;
      return next_us - reading.when_us > tactus_series_get_gap_us (series) ? G : reading.kind;
    }

  return P;
}

static TactusReadingKind
found_state (GArray *found,
             gint64  when_us)
{
  for (guint i = 0; i < found->len; i++)
    {
      const TactusStretch *stretch = &g_array_index (found, TactusStretch, i);

      if (when_us >= stretch->from_us && when_us < stretch->to_us)
        return stretch->kind;
    }

  return P;
}

static void
assert_in_order (GArray *found,
                 gint64  from_us,
                 gint64  to_us)
{
  for (guint i = 0; i < found->len; i++)
    {
      const TactusStretch *stretch = &g_array_index (found, TactusStretch, i);

      g_assert_cmpint (stretch->from_us, <, stretch->to_us);
      g_assert_cmpint (stretch->to_us, >, from_us);
      g_assert_cmpint (stretch->to_us, <=, to_us);
      if (i == 0)
        continue;

      g_assert_cmpint (stretch->from_us, >=, stretch[-1].to_us);
      if (stretch->from_us == stretch[-1].to_us)
        g_assert_cmpint (stretch->kind, !=, stretch[-1].kind);
    }
}

/* Every microsecond of random series, whatever the window, is what the naive look says. */
static void
test_property (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (271);

  for (guint round = 0; round < 2000; round++)
    {
      gint64 end_us;
      g_autoptr(TactusSeries) series = random_series (rand, &end_us);
      gint64 to_us = g_rand_int_range (rand, -600, (int) end_us);
      gint64 from_us = to_us - g_rand_int_range (rand, 0, 300);
      g_autoptr(GArray) found = tactus_stretches_find (series, from_us, to_us, 0);

      assert_in_order (found, from_us, to_us);
      for (gint64 when_us = from_us; when_us < to_us; when_us++)
        g_assert_cmpint (found_state (found, when_us), ==, naive_state (series, when_us, to_us));
    }
}

/* With a least length: what is long enough is found as it is, what is not is near something that is
 * found, and there are never more than two for each multiple of it. */
static void
test_merged (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (314);

  for (guint round = 0; round < 2000; round++)
    {
      gint64 end_us;
      g_autoptr(TactusSeries) series = random_series (rand, &end_us);
      gint64 from_us = g_rand_int_range (rand, -600, (int) end_us);
      gint64 to_us = g_rand_int_range (rand, (int) from_us, (int) end_us + 1);
      gint64 least_us = g_rand_int_range (rand, 1, 60);
      g_autoptr(GArray) exact = tactus_stretches_find (series, from_us, to_us, 0);
      g_autoptr(GArray) found = tactus_stretches_find (series, from_us, to_us, least_us);
      guint f = 0;

      assert_in_order (found, from_us, to_us);
      g_assert_cmpuint (found->len, <=, 2 * ((to_us - from_us) / least_us + 2));

      for (guint i = 0; i < exact->len; i++)
        {
          const TactusStretch *stretch = &g_array_index (exact, TactusStretch, i);

          while (g_array_index (found, TactusStretch, f).to_us < stretch->to_us)
            {
              f++;
              g_assert_cmpuint (f, <, found->len);
            }
          g_assert_cmpint (g_array_index (found, TactusStretch, f).from_us, <, stretch->to_us);
          if (stretch->to_us - stretch->from_us >= 2 * least_us)
            g_assert_cmpint (found_state (found, stretch->from_us + least_us), ==, stretch->kind);
        }

      for (guint i = 0; i < found->len; i++)
        {
          const TactusStretch *stretch = &g_array_index (found, TactusStretch, i);

          g_assert_cmpint (found_state (exact, stretch->from_us), !=, P);
          g_assert_cmpint (found_state (exact, stretch->to_us - 1), !=, P);
        }
    }
}

/* A year in which the sensor finds a pulse every other second only. */
static void
test_many (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  const gint64 n = 1000000;

  for (gint64 i = 0; i < n; i++)
    {
      const TactusReading reading = { i * SECOND, i % 2 == 0 ? P : V, 70 };

      tactus_series_append (series, &reading);
    }

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(GArray) found = tactus_stretches_find (series, 0, n * SECOND, n / 900 * SECOND);

      g_assert_cmpuint (found->len, <=, 902);
      g_assert_cmpuint (found->len, >=, 899);
    }
}

static void
test_ends_of_time (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  const gint64 times[] = { G_MININT64, -5, 0, G_MAXINT64 - 1, G_MAXINT64 };
  const gint64 leasts[] = { 0, 1, SECOND, G_MAXINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const TactusReading reading = { times[i], C, 0 };

      tactus_series_append (series, &reading);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (leasts); i++)
    {
      g_autoptr(GArray) found = tactus_stretches_find (series, G_MININT64, G_MAXINT64, leasts[i]);

      g_assert_cmpuint (found->len, >=, 1);
      g_assert_cmpint (g_array_index (found, TactusStretch, 0).from_us, ==, G_MININT64);
      g_assert_cmpint (g_array_index (found, TactusStretch, found->len - 1).to_us, ==, G_MAXINT64);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stretches/cases", test_cases);
  g_test_add_func ("/stretches/gap-of-the-series", test_gap_of_the_series);
  g_test_add_func ("/stretches/property", test_property);
  g_test_add_func ("/stretches/merged", test_merged);
  g_test_add_func ("/stretches/many", test_many);
  g_test_add_func ("/stretches/ends-of-time", test_ends_of_time);

  return g_test_run ();
}
