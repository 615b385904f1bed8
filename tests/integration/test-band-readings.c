/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a band says of the pulse besides the pulse: lost, stale, over; and by which clock. */

#include "band-bench.h"

#define QUICK "model=mi-band-3,key=" OLD_KEY ",first=0.01,period=0.01,rates=72"
#define STRAP "model=heart-rate-sensor,first=0.01,period=0.01,rates=72"
#define SHARING "model=mi-band-4,share=on,period=0.02,rates=72,key=" OLD_KEY

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOON (G_GINT64_CONSTANT (1700000000) * SECOND)

/* ── a clock that is set ── */

static gint64 wall_us;
static gint64 running_us;

static gint64
get_wall_us (void)
{
  return wall_us;
}

static gint64
get_running_us (void)
{
  return running_us;
}

static const TactusClock clock_set = { get_wall_us, get_running_us };

static void
pass (gint64 microseconds)
{
  wall_us += microseconds;
  running_us += microseconds;
}

static BandBench *
bench_with_clock (const char *spec)
{
  BandBench *bench = band_bench_new (spec);

  wall_us = NOON;
  running_us = 5 * SECOND;
  tactus_band_set_clock (bench->band, &clock_set);

  return bench;
}

/* ── readings ── */

static TactusSeries *
series (BandBench *bench)
{
  return tactus_band_get_series (bench->band);
}

static gsize
length (BandBench *bench)
{
  return tactus_series_get_length (series (bench));
}

static TactusReading
last (BandBench *bench)
{
  TactusReading reading;

  g_assert_true (tactus_series_get_last (series (bench), &reading));

  return reading;
}

static void
until_another (BandBench *bench)
{
  gsize before = length (bench);

  UNTIL (length (bench) > before);
}

/* The kinds in the order of their coming, each once in a row. */
static char *
kinds (BandBench *bench)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < length (bench); i++)
    {
      TactusReadingKind kind = tactus_series_get (series (bench), i).kind;

      if (i > 0 && tactus_series_get (series (bench), i - 1).kind == kind)
        continue;
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, tactus_reading_kind_to_name (kind));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_kinds (BandBench  *bench,
              const char *expected)
{
  g_autofree char *found = kinds (bench);

  g_assert_cmpstr (found, ==, expected);
}

static void
measure (BandBench *bench)
{
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
}

static void
connect_with_key (BandBench *bench)
{
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
}

static void
vanish (BandBench *bench)
{
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
}

static void
silence (BandBench *bench,
         gboolean   silent)
{
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE,
                             silent ? TACTUS_SIM_EFFECT_SILENT : TACTUS_SIM_EFFECT_NONE, 0);
}

static void
disconnect (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
}

/* ── lost ── */

static void
test_lost (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  connect_with_key (bench);
  measure (bench);
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  assert_kinds (bench, "pulse lost");
  tactus_sim_band_come_back (bench->sim);
  UNTIL_PULSE (bench, LIVE);
  until_another (bench);
  assert_kinds (bench, "pulse lost pulse");
  tactus_band_stop_measuring (bench->band);
  assert_kinds (bench, "pulse lost pulse gap");
}

/* Who no longer waits for the band does not wait for its values. */
static void
test_lost_and_stopped (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  connect_with_key (bench);
  measure (bench);
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_band_stop_measuring (bench->band);
  assert_kinds (bench, "pulse lost gap");
}

static void
test_lost_and_given_up (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  connect_with_key (bench);
  measure (bench);
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  disconnect (bench);
  g_assert_false (tactus_band_get_measuring (bench->band));
  assert_kinds (bench, "pulse lost gap");
}

/* Before the first value there is nothing to lose. */
static void
test_lost_early (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-3,key=" OLD_KEY ",first=60");

  connect_with_key (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL (tactus_sim_band_get_measuring (bench->sim));
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_band_stop_measuring (bench->band);
  g_assert_cmpuint (length (bench), ==, 0);
}

static void
test_disconnect (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  connect_with_key (bench);
  measure (bench);
  disconnect (bench);
  assert_kinds (bench, "pulse gap");
}

/* A login anew takes the link down and puts it up, and measuring goes on. */
static void
test_pair_again (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  connect_with_key (bench);
  measure (bench);
  band_bench_pair (bench);
  UNTIL_PULSE (bench, LIVE);
  until_another (bench);
  assert_kinds (bench, "pulse lost pulse");
}

/* ── stale ── */

static void
test_stale (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 30;
  timings.watchdog_ms = 100;
  tactus_band_set_timings (bench->band, &timings);
  connect_with_key (bench);
  measure (bench);
  silence (bench, TRUE);
  UNTIL_PULSE (bench, STALE);
  g_assert_cmpint (last (bench).kind, ==, TACTUS_READING_STALE);
  silence (bench, FALSE);
  UNTIL_PULSE (bench, LIVE);
  until_another (bench);
  silence (bench, TRUE);
  UNTIL_STATE (bench, WAITING); /* three silences, and the link is no good */
  silence (bench, FALSE);
  UNTIL_PULSE (bench, LIVE);
  until_another (bench);
  tactus_band_stop_measuring (bench->band);
  assert_kinds (bench, "pulse stale pulse stale lost pulse gap");
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_STALE), ==, 2);
}

static void
test_stale_listening (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 200;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  vanish (bench);
  UNTIL_PULSE (bench, STALE);
  assert_kinds (bench, "pulse stale");
  tactus_sim_band_come_back (bench->sim);
  UNTIL_PULSE (bench, LIVE);
  assert_kinds (bench, "pulse stale pulse"); /* though it is the same pulse */
  tactus_band_stop_listening (bench->band);
  assert_kinds (bench, "pulse stale pulse gap");
}

/* A single value grows old as well, but then nobody waits for another. */
static void
test_stale_once (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);
  g_auto(Outcome) outcome = { NULL };
  TactusBandTimings timings = band_bench_timings ();
  guint bpm = 0;

  timings.stale_ms = 30;
  tactus_band_set_timings (bench->band, &timings);
  connect_with_key (bench);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_measure_once_finish (bench->band, outcome.result, &bpm, NULL));
  UNTIL_PULSE (bench, IDLE);
  assert_kinds (bench, "pulse gap");
}

/* ── the end ── */

/* A band that stops doing what it did has stopped, whoever says so. */
static void
test_over_before_told (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);
  g_auto(Outcome) outcome = { NULL };

  connect_with_key (bench);
  measure (bench);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  tactus_band_stop_measuring (bench->band);
  g_assert_cmpint (last (bench).kind, ==, TACTUS_READING_GAP);
  UNTIL (outcome.result != NULL);
  assert_kinds (bench, "pulse gap pulse gap");
}

/* ── RR intervals ── */

static void
compare_cb (BandBench             *bench,
            const TactusHeartRate *rate)
{
  g_object_set_data_full (G_OBJECT (bench->band), "rate", g_memdup2 (rate, sizeof *rate), g_free);
}

static void
reading_cb (BandBench           *bench,
            const TactusReading *reading)
{
  const TactusHeartRate *rate = g_object_get_data (G_OBJECT (bench->band), "rate");
  const guint16 *rr;
  guint n_rr;

  if (reading->kind != TACTUS_READING_PULSE)
    return;

  rr = tactus_series_get_rr (series (bench), length (bench) - 1, &n_rr);
  g_assert_nonnull (rate);
  g_assert_cmpmem (rr, n_rr * sizeof *rr, rate->rr, rate->n_rr * sizeof *rate->rr);
}

static guint
count_rr (BandBench *bench)
{
  guint count = 0;

  for (gsize i = 0; i < length (bench); i++)
    {
      guint n_rr;

      tactus_series_get_rr (series (bench), i, &n_rr);
      count += n_rr;
    }

  return count;
}

static void
test_intervals (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP ",rr=yes,period=0.05");

  g_signal_connect_swapped (bench->band, "heart-rate", G_CALLBACK (compare_cb), bench);
  g_signal_connect_swapped (bench->band, "reading", G_CALLBACK (reading_cb), bench);
  band_bench_connect (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL (count_rr (bench) >= 5);
  g_signal_handlers_disconnect_by_data (bench->band, bench);
}

/* ── the clock ── */

/* A clock that is set while a measurement goes on does not tear it. */
static void
test_clock_set (gconstpointer data)
{
  const gint64 by = GPOINTER_TO_INT (data) * SECOND;
  g_autoptr(BandBench) bench = bench_with_clock (QUICK);
  TactusSeries *before;

  connect_with_key (bench);
  g_assert_cmpint (tactus_band_get_now_us (bench->band), ==, NOON);
  measure (bench);
  until_another (bench);
  g_assert_cmpint (last (bench).when_us, ==, NOON);
  before = series (bench);

  wall_us += by;
  pass (SECOND);
  g_assert_cmpint (tactus_band_get_now_us (bench->band), ==, NOON + SECOND);
  until_another (bench);
  g_assert_cmpint (last (bench).when_us, ==, NOON + SECOND);
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  pass (SECOND);
  tactus_sim_band_come_back (bench->sim);
  UNTIL_PULSE (bench, LIVE);
  until_another (bench);
  g_assert_cmpint (last (bench).when_us, ==, NOON + 2 * SECOND);
  tactus_band_stop_measuring (bench->band);
  g_assert_true (series (bench) == before);
  g_assert_cmpint (tactus_band_get_now_us (bench->band), ==, NOON + by + 2 * SECOND);
}

/* A suspended computer: the wall clock and the running one go on. */
static void
test_suspend (void)
{
  g_autoptr(BandBench) bench = bench_with_clock (QUICK);

  connect_with_key (bench);
  measure (bench);
  until_another (bench);
  pass (3600 * SECOND);
  until_another (bench);
  g_assert_cmpint (last (bench).when_us, ==, NOON + 3600 * SECOND);
  g_assert_false (tactus_series_is_joined (series (bench), length (bench) - 1));
}

static void
renewed_cb (guint *renewed)
{
  (*renewed)++;
}

/* The next measurement starts by the clock as it is then, and with an empty series if need be. */
static void
test_clock_set_between (gconstpointer data)
{
  const gint64 by = GPOINTER_TO_INT (data) * SECOND;
  g_autoptr(BandBench) bench = bench_with_clock (QUICK);
  g_autoptr(TactusSeries) before = NULL;
  TactusSeries *now = NULL;
  guint renewed = 0;

  g_signal_connect_swapped (bench->band, "notify::series", G_CALLBACK (renewed_cb), &renewed);
  connect_with_key (bench);
  measure (bench);
  until_another (bench);
  tactus_band_stop_measuring (bench->band);
  before = tactus_series_ref (series (bench));
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));

  wall_us += by;
  pass (SECOND);
  measure (bench);
  until_another (bench);
  g_assert_cmpint (last (bench).when_us, ==, NOON + by + SECOND);
  g_assert_cmpuint (renewed, ==, by < 0 ? 1 : 0);
  g_object_get (bench->band, "series", &now, NULL);
  g_assert_true (now == series (bench));
  g_assert_true ((now == before) == (by > 0));
  if (by < 0)
    assert_kinds (bench, "pulse");
  g_signal_handlers_disconnect_by_data (bench->band, &renewed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band/readings/lost", test_lost);
  g_test_add_func ("/band/readings/lost-and-stopped", test_lost_and_stopped);
  g_test_add_func ("/band/readings/lost-and-given-up", test_lost_and_given_up);
  g_test_add_func ("/band/readings/lost-early", test_lost_early);
  g_test_add_func ("/band/readings/disconnect", test_disconnect);
  g_test_add_func ("/band/readings/pair-again", test_pair_again);
  g_test_add_func ("/band/readings/stale", test_stale);
  g_test_add_func ("/band/readings/stale-listening", test_stale_listening);
  g_test_add_func ("/band/readings/stale-once", test_stale_once);
  g_test_add_func ("/band/readings/over-before-told", test_over_before_told);
  g_test_add_func ("/band/readings/intervals", test_intervals);
  g_test_add_data_func ("/band/readings/clock-set-back", GINT_TO_POINTER (-7200),
                        test_clock_set);
  g_test_add_data_func ("/band/readings/clock-set-forth", GINT_TO_POINTER (7200), test_clock_set);
  g_test_add_func ("/band/readings/suspend", test_suspend);
  g_test_add_data_func ("/band/readings/clock-set-back-between", GINT_TO_POINTER (-7200),
                        test_clock_set_between);
  g_test_add_data_func ("/band/readings/clock-set-forth-between", GINT_TO_POINTER (7200),
                        test_clock_set_between);

  return band_bench_run ();
}
