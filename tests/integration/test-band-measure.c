/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include "tactus-uuids.h"

#define KEYED ",key=" OLD_KEY
#define BAND_3 "model=mi-band-3" KEYED
#define QUICK BAND_3 ",first=0.01,period=0.01"

/* A band that is connected with its key. */
static BandBench *
bench_ready (const char *text)
{
  BandBench *bench = band_bench_new (text);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);

  return bench;
}

static TactusSimSpec *
spec_for (const char *text)
{
  g_autoptr(GError) error = NULL;
  TactusSimSpec *spec = tactus_sim_spec_parse (text, &error);

  g_assert_no_error (error);
  return spec;
}

static BandBench *
bench_ready_for (TactusSimSpec *spec)
{
  BandBench *bench = band_bench_new_for (spec, tactus_memory_key_store_new ());

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);

  return bench;
}

static gsize
length (BandBench *bench)
{
  return tactus_series_get_length (tactus_band_get_series (bench->band));
}

static TactusReading
nth (BandBench *bench,
     gsize      index)
{
  return tactus_series_get (tactus_band_get_series (bench->band), index);
}

static gboolean
last_is (BandBench         *bench,
         TactusReadingKind  kind)
{
  TactusReading last;

  return tactus_series_get_last (tactus_band_get_series (bench->band), &last) && last.kind == kind;
}

static void
expect_once (BandBench  *bench,
             Outcome    *outcome,
             guint       expected,
             const char *code)
{
  g_autoptr(GError) error = NULL;
  guint bpm = 0;
  gboolean ok;

  UNTIL (outcome->result != NULL);
  ok = tactus_band_measure_once_finish (bench->band, outcome->result, &bpm, &error);
  outcome_clear (outcome);
  if (code)
    {
      g_assert_false (ok);
      g_assert_cmpstr (tactus_band_error_to_code (error), ==, code);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (bpm, ==, expected);
}

/* ── continuous ── */

/* A band measures for a moment only unless it is asked again and again. */
static void
test_keep_alive (void)
{
  g_autoptr(TactusSimSpec) spec = spec_for (QUICK);
  g_autoptr(BandBench) bench = NULL;
  gint64 begin;

  spec->keep_alive_us = G_USEC_PER_SEC;
  bench = bench_ready_for (spec);
  tactus_band_start_measuring (bench->band);
  g_assert_true (tactus_band_get_measuring (bench->band));
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_STARTING);
  UNTIL_PULSE (bench, LIVE);

  begin = g_get_monotonic_time ();
  UNTIL (g_get_monotonic_time () - begin > 5 * spec->keep_alive_us / 2);
  g_assert_true (tactus_sim_band_get_measuring (bench->sim));
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LIVE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), >, 0);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_GAP), ==, 0);

  tactus_band_stop_measuring (bench->band);
  g_assert_false (tactus_band_get_measuring (bench->band));
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  g_assert_true (last_is (bench, TACTUS_READING_GAP));
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
}

/* What is no pulse never looks like one; what is above 127 does. */
static void
test_values (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",rates=72:0:190:255:300");
  static const TactusReading expected[] = {
    { 0, TACTUS_READING_PULSE, 72 },
    { 0, TACTUS_READING_NO_VALUE, 0 },
    { 0, TACTUS_READING_PULSE, 190 },
    { 0, TACTUS_READING_NO_VALUE, 0 },
    { 0, TACTUS_READING_PULSE, 300 },
  };

  tactus_band_start_measuring (bench->band);
  UNTIL (length (bench) >= G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (nth (bench, i).kind, ==, expected[i].kind);
      g_assert_cmpuint (nth (bench, i).bpm, ==, expected[i].bpm);
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_malformed (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",rates=72,fault=malformed-at-measure:3");
  guint heard = 0;

  g_signal_connect_swapped (bench->band, "heart-rate", G_CALLBACK (count_cb), &heard);
  tactus_band_start_measuring (bench->band);
  UNTIL (length (bench) >= 2);
  g_assert_cmpuint (heard, ==, length (bench));
  g_assert_cmpuint (nth (bench, 0).bpm, ==, 72);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
}

static void
test_late_values (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  guint heard = 0;
  gsize before;

  tactus_band_start_measuring (bench->band);
  UNTIL (length (bench) >= 1);
  tactus_band_stop_measuring (bench->band);
  before = length (bench);
  g_signal_connect_swapped (bench->band, "heart-rate", G_CALLBACK (count_cb), &heard);
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
  g_assert_cmpuint (heard, ==, 0);
  g_assert_cmpuint (length (bench), ==, before);
}

/* The last value does not stay on the screen for ever. */
static void
test_stale (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",rates=72,fault=silent-at-measure");
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 30;
  tactus_band_set_timings (bench->band, &timings);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_NONE, 0);
  band_bench_connect (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 72);
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_SILENT, 0);
  UNTIL_PULSE (bench, STALE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_NONE, 0);
  UNTIL_PULSE (bench, LIVE);
}

static void
test_no_value (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",worn=no");

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, NO_VALUE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  tactus_sim_band_set_worn (bench->sim, TRUE, g_get_monotonic_time ());
  UNTIL_PULSE (bench, LIVE);
}

/* Silent: started anew, and in the end over a new link. */
static void
test_watchdog (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",fault=silent-at-measure");
  TactusBandTimings timings = band_bench_timings ();

  timings.watchdog_ms = 40;
  tactus_band_set_timings (bench->band, &timings);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL_STATE (bench, WAITING);
  g_assert_cmpstr (tactus_band_error_to_code (tactus_band_get_error (bench->band)), ==,
                   "timed_out");
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LOST);
  g_assert_true (tactus_band_get_measuring (bench->band));

  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_NONE, 0);
  UNTIL_PULSE (bench, LIVE);
}

/* A short silence costs nothing but a new start. */
static void
test_watchdog_rearms (void)
{
  g_autoptr(TactusSimSpec) spec = spec_for (QUICK);
  g_autoptr(BandBench) bench = NULL;
  TactusBandTimings timings = band_bench_timings ();

  spec->keep_alive_us = 100 * 1000; /* it stops, since nobody pings */
  bench = band_bench_new_for (spec, tactus_memory_key_store_new ());
  timings.keep_alive_ms = 30000;
  timings.watchdog_ms = 200;
  tactus_band_set_timings (bench->band, &timings);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL (tactus_sim_band_get_measuring (bench->sim));
  for (guint i = 0; i < 4; i++)
    {
      UNTIL (!tactus_sim_band_get_measuring (bench->sim));
      UNTIL (tactus_sim_band_get_measuring (bench->sim));
    }
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* A band without the sensor's service does all the rest. */
static void
test_hrx (void)
{
  g_autoptr(BandBench) bench = bench_ready ("model=mi-band-hrx" KEYED);
  g_auto(Outcome) outcome = { NULL };
  g_autofree char *sentence = NULL;

  tactus_band_start_measuring (bench->band);
  UNTIL (!tactus_band_get_measuring (bench->band));
  g_assert_cmpstr (tactus_band_error_to_code (tactus_band_get_error (bench->band)), ==,
                   "not_supported");
  sentence = tactus_band_error_to_sentence (tactus_band_get_error (bench->band));
  g_assert_nonnull (strstr (sentence, "cannot measure the heart rate"));
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 0, "not_supported");
  UNTIL (tactus_band_get_battery_level (bench->band) == 74);
}

static void
test_start_connects (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_measuring (bench->band);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LOST);
  UNTIL_PULSE (bench, LIVE);
}

/* What cannot come by itself is not waited for. */
static void
test_start_in_vain (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  tactus_band_start_measuring (bench->band); /* there is no key */
  UNTIL (!tactus_band_get_measuring (bench->band));
  UNTIL_STATE (bench, OFFLINE);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  g_assert_cmpstr (tactus_band_error_to_code (tactus_band_get_error (bench->band)), ==, "keyring");
}

/* The light goes off before the link does. */
static void
test_disconnect_stops (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
  g_assert_true (tactus_sim_band_get_connected (bench->sim));
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
  g_assert_false (tactus_band_get_measuring (bench->band));
  g_assert_true (last_is (bench, TACTUS_READING_GAP));
}

/* BlueZ shows the sensor a good while after it has said that all services are known. */
static void
test_late_sensor (void)
{
  static const char * const late[] = { TACTUS_UUID_HEART_RATE, TACTUS_UUID_HEART_RATE_CONTROL };

  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    {
      g_autoptr(BandBench) bench = band_bench_new (QUICK);

      tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY, 1,
                                       late[i], NULL, 500);
      band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
      tactus_band_start_measuring (bench->band);
      UNTIL_PULSE (bench, LIVE);
      g_assert_null (tactus_band_get_error (bench->band));
    }
}

/* A sensor that never appears does not keep the rest of the band from working. */
static void
test_absent_sensor (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);

  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY, 1,
                                   TACTUS_UUID_HEART_RATE, NULL, 60000);
  band_bench_settle (bench, 50);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_measuring (bench->band);
  UNTIL (!tactus_band_get_measuring (bench->band));
  g_assert_cmpstr (tactus_band_error_to_code (tactus_band_get_error (bench->band)), ==,
                   "not_supported");
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* Whatever was asked for just before, the light goes off before the link goes down. */
static void
test_stop_and_disconnect (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK);

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_band_stop_measuring (bench->band);
  tactus_band_disconnect_async (bench->band, NULL, NULL, NULL);
  g_assert_true (tactus_sim_band_get_measuring (bench->sim));
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
  g_assert_true (tactus_sim_band_get_connected (bench->sim));
  UNTIL_STATE (bench, OFFLINE);
}

/* A band that does not answer is not waited for: the link goes down all the same. */
static void
test_stop_unanswered (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, -1);
  tactus_band_stop_measuring (bench->band);
  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
  band_bench_assert_down (bench);
}

/* ── once ── */

static void
test_once (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",rates=81");
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 81, NULL);

  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_PULSE), ==, 1);
  g_assert_true (last_is (bench, TACTUS_READING_GAP));
  g_assert_false (tactus_band_get_measuring (bench->band));
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 81); /* it is fresh */
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
}

static void
test_once_connects (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",rates=81");
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 81, NULL);
}

static void
test_once_cannot_connect (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 0, "keyring");
}

static void
test_once_none (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",worn=no");
  g_auto(Outcome) outcome = { NULL };
  TactusBandTimings timings = band_bench_timings ();

  timings.first_value_ms = 100;
  tactus_band_set_timings (bench->band, &timings);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 0, "timed_out");
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
}

/* Some bands take the single measurement and never tell its value. */
static void
test_once_fallback (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",rates=81,fault=silent-at-measure:1");
  g_auto(Outcome) outcome = { NULL };
  TactusBandTimings timings = band_bench_timings ();

  timings.first_value_ms = 2000;
  tactus_band_set_timings (bench->band, &timings);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 81, NULL);
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
}

static void
disconnect_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  outcome_cb (source, result, user_data);
  tactus_band_disconnect_async (TACTUS_BAND (source), NULL, NULL, NULL);
}

/* As tactusctl does: what ends the measurement ends the link. */
static void
test_once_cancel_and_disconnect (void)
{
  g_autoptr(BandBench) bench = bench_ready (BAND_3 ",first=60");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, cancellable, disconnect_cb, &outcome);
  UNTIL (tactus_sim_band_get_measuring (bench->sim));
  g_cancellable_cancel (cancellable);
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
  g_assert_true (tactus_sim_band_get_connected (bench->sim));
  expect_once (bench, &outcome, 0, "cancelled");
  UNTIL_STATE (bench, OFFLINE);
}

static void
test_once_cancel (void)
{
  g_autoptr(BandBench) bench = bench_ready (BAND_3 ",first=60");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, cancellable, outcome_cb, &outcome);
  UNTIL (tactus_sim_band_get_measuring (bench->sim));
  g_cancellable_cancel (cancellable);
  expect_once (bench, &outcome, 0, "cancelled");
  UNTIL (!tactus_sim_band_get_measuring (bench->sim));
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
}

static void
test_once_twice (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",rates=81");
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &first);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &second);
  expect_once (bench, &first, 0, "cancelled");
  expect_once (bench, &second, 81, NULL);
}

static void
test_once_while_measuring (void)
{
  g_autoptr(BandBench) bench = bench_ready (QUICK ",rates=81");
  g_auto(Outcome) outcome = { NULL };

  tactus_band_start_measuring (bench->band);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  expect_once (bench, &outcome, 81, NULL);
  g_assert_true (tactus_band_get_measuring (bench->band));
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LIVE);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_GAP), ==, 0);
}

static void
test_once_lost (void)
{
  g_autoptr(BandBench) bench = bench_ready (BAND_3 ",first=60");
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (tactus_sim_band_get_measuring (bench->sim));
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  expect_once (bench, &outcome, 0, "disconnected");
}

static void
test_once_disconnect (void)
{
  g_autoptr(BandBench) bench = bench_ready (BAND_3 ",first=60");
  g_auto(Outcome) outcome = { NULL };

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  tactus_band_disconnect_async (bench->band, NULL, NULL, NULL);
  expect_once (bench, &outcome, 0, "cancelled");
  UNTIL_STATE (bench, OFFLINE);
}

/* ── a band that will not ── */

/* It says so on the characteristic of its commands; that is the end of it, and no silence. */
static void
test_refused (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-4,fault=refuse-at-measure,"
                                               "key=" OLD_KEY);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_measuring (bench->band);
  UNTIL_STATE (bench, READY);
  UNTIL (!tactus_band_get_measuring (bench->band));
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (tactus_band_get_error (bench->band)->message, "refuses"));
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
}

static void
test_refused_once (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-4,fault=refuse-at-measure,"
                                               "key=" OLD_KEY);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_measure_once_finish (bench->band, outcome.result, NULL, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band/measure/keep-alive", test_keep_alive);
  g_test_add_func ("/band/measure/values", test_values);
  g_test_add_func ("/band/measure/malformed", test_malformed);
  g_test_add_func ("/band/measure/late-values", test_late_values);
  g_test_add_func ("/band/measure/stale", test_stale);
  g_test_add_func ("/band/measure/no-value", test_no_value);
  g_test_add_func ("/band/measure/watchdog", test_watchdog);
  g_test_add_func ("/band/measure/watchdog-rearms", test_watchdog_rearms);
  g_test_add_func ("/band/measure/hrx", test_hrx);
  g_test_add_func ("/band/measure/start-connects", test_start_connects);
  g_test_add_func ("/band/measure/start-in-vain", test_start_in_vain);
  g_test_add_func ("/band/measure/disconnect-stops", test_disconnect_stops);
  g_test_add_func ("/band/measure/late-sensor", test_late_sensor);
  g_test_add_func ("/band/measure/absent-sensor", test_absent_sensor);
  g_test_add_func ("/band/measure/stop-and-disconnect", test_stop_and_disconnect);
  g_test_add_func ("/band/measure/stop-unanswered", test_stop_unanswered);
  g_test_add_func ("/band/measure/refused", test_refused);
  g_test_add_func ("/band/once/refused", test_refused_once);
  g_test_add_func ("/band/once/value", test_once);
  g_test_add_func ("/band/once/connects", test_once_connects);
  g_test_add_func ("/band/once/cannot-connect", test_once_cannot_connect);
  g_test_add_func ("/band/once/none", test_once_none);
  g_test_add_func ("/band/once/fallback", test_once_fallback);
  g_test_add_func ("/band/once/cancel", test_once_cancel);
  g_test_add_func ("/band/once/cancel-and-disconnect", test_once_cancel_and_disconnect);
  g_test_add_func ("/band/once/twice", test_once_twice);
  g_test_add_func ("/band/once/while-measuring", test_once_while_measuring);
  g_test_add_func ("/band/once/lost", test_once_lost);
  g_test_add_func ("/band/once/disconnect", test_once_disconnect);

  return band_bench_run ();
}
