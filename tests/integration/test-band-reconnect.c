/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <string.h>

#include "tactus-bluez-connection.h"

#define QUICK "model=mi-band-3,key=" OLD_KEY ",first=0.01,period=0.01"

static BandBench *
bench_ready (void)
{
  BandBench *bench = band_bench_new (QUICK);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);

  return bench;
}

static BandBench *
bench_live (void)
{
  BandBench *bench = bench_ready ();

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);

  return bench;
}

static void
vanish (BandBench *bench)
{
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
}

static const char *
error_code (BandBench *bench)
{
  g_assert_nonnull (tactus_band_get_error (bench->band));
  return tactus_band_error_to_code (tactus_band_get_error (bench->band));
}

/* The link is lost, which is said: the band comes back, logs in, and measuring goes on. */
static void
test_resume (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  g_assert_cmpstr (error_code (bench), ==, "disconnected");
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LOST);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  g_assert_true (tactus_band_get_measuring (bench->band));
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_LOST), ==, 1);

  tactus_sim_band_come_back (bench->sim);
  UNTIL_PULSE (bench, LIVE);
  g_assert_true (tactus_sim_band_get_authenticated (bench->sim));
  g_assert_null (tactus_band_get_error (bench->band));
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_LOST), ==, 1);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_GAP), ==, 0);
  g_assert_cmpuint (bench->asked, ==, 0);
}

/* Without the wish to measure it comes back just as well, and does not measure. */
static void
test_come_back (void)
{
  g_autoptr(BandBench) bench = bench_ready ();

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_sim_band_come_back (bench->sim);
  UNTIL_STATE (bench, READY);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
}

static void
count_waiting_cb (TactusBand *band,
                  GParamSpec *pspec,
                  guint      *count)
{
  if (tactus_band_get_state (band) == TACTUS_BAND_STATE_WAITING)
    (*count)++;
}

/* It tries again and again. */
static void
test_many_attempts (void)
{
  g_autoptr(BandBench) bench = bench_ready ();
  TactusSimBluezDelays delays;
  guint waits = 0;

  tactus_sim_bluez_get_delays (bench->bluez, &delays);
  delays.unreachable_ms = 2;
  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  g_signal_connect (bench->band, "notify::state", G_CALLBACK (count_waiting_cb), &waits);
  vanish (bench);
  UNTIL (waits >= 4);
  g_assert_cmpstr (error_code (bench), ==, "out_of_range");
  tactus_sim_band_come_back (bench->sim);
  UNTIL_STATE (bench, READY);
  g_signal_handlers_disconnect_by_data (bench->band, &waits);
}

/* Whoever hears the band does not sit out a long pause. */
static void
test_heard (void)
{
  g_autoptr(BandBench) bench = bench_ready ();
  TactusBandTimings timings = band_bench_timings ();

  timings.reconnect_ms = 600000;
  tactus_band_set_timings (bench->band, &timings);
  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_sim_bluez_forget (bench->bluez, bench->sim); /* as BlueZ does with what is long gone */
  UNTIL (!tactus_band_get_present (bench->band));

  tactus_sim_band_come_back (bench->sim);
  tactus_sim_bluez_remember (bench->bluez, bench->sim);
  UNTIL_STATE (bench, READY);
}

static void
test_adapter_off_and_on (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  UNTIL_STATE (bench, WAITING);
  g_assert_cmpstr (error_code (bench), ==, "adapter_off");
  g_string_truncate (bench->states, 0);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_OFF);
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  UNTIL_PULSE (bench, LIVE);
  /* Nothing was tried while there was no Bluetooth. */
  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
}

static void
test_daemon_restart (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  tactus_sim_bluez_stop (bench->bluez);
  UNTIL_STATE (bench, WAITING);
  g_assert_cmpstr (error_code (bench), ==, "no_service");
  g_string_truncate (bench->states, 0);
  tactus_sim_bluez_start (bench->bluez);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
}

static void
test_adapter_replug (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  tactus_sim_bluez_unplug (bench->bluez, 0);
  UNTIL_STATE (bench, WAITING);
  tactus_sim_bluez_plug (bench->bluez, 1, TRUE);
  UNTIL_PULSE (bench, LIVE);
}

/* Forgotten by the system and known again at once: nobody wanted to be rid of the band. */
static void
test_replaced (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  tactus_sim_bluez_forget (bench->bluez, bench->sim);
  tactus_sim_bluez_remember (bench->bluez, bench->sim);
  UNTIL_STATE (bench, WAITING);
  UNTIL_PULSE (bench, LIVE);
}

/* BlueZ says that all services are known, and shows none: that may be otherwise the next time. */
static void
test_empty_services (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY, -1);
  band_bench_settle (bench, 20);
  tactus_sim_band_come_back (bench->sim);
  UNTIL (tactus_band_get_state (bench->band) == TACTUS_BAND_STATE_WAITING &&
         strcmp (error_code (bench), "protocol") == 0);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY, 0);
  g_string_truncate (bench->states, 0);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
}

/* ── what is final ── */

/* Somebody else paired the band meanwhile: say so, and never take it back without being asked. */
static void
test_other_key (void)
{
  g_autoptr(BandBench) bench = bench_live ();
  guint8 other[TACTUS_KEY_SIZE] = { 1, 2, 3 };
  guint8 after[TACTUS_KEY_SIZE];

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_sim_band_set_key (bench->sim, other);
  tactus_sim_band_come_back (bench->sim);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_cmpstr (error_code (bench), ==, "wrong_key");
  g_assert_false (tactus_band_get_measuring (bench->band));
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  g_assert_true (tactus_sim_band_copy_key (bench->sim, after));
  g_assert_cmpmem (other, sizeof other, after, sizeof after);
  g_assert_cmpuint (bench->asked, ==, 0);
  band_bench_assert_down (bench);

  band_bench_pair (bench); /* which is for a person to ask */
}

static void
test_disconnect (void)
{
  g_autoptr(BandBench) bench = bench_ready ();
  g_auto(Outcome) outcome = { NULL };

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
  band_bench_assert_down (bench);
  g_assert_null (tactus_band_get_error (bench->band));
}

static void
test_removed (void)
{
  g_autoptr(BandBench) bench = bench_live ();

  tactus_sim_bluez_forget (bench->bluez, bench->sim);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_cmpstr (error_code (bench), ==, "disconnected");
  g_assert_false (tactus_band_get_measuring (bench->band));
}

/* A first connect that fails is told, not repeated. */
static void
test_first_failure (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK ",fault=vanish-at-challenge");
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "disconnected");
  band_bench_assert_down (bench);
}

/* ── while it tries ── */

static void
test_user_adopts (void)
{
  g_autoptr(BandBench) bench = bench_ready ();
  g_auto(Outcome) outcome = { NULL };

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  UNTIL_STATE (bench, CONNECTING);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_CONNECTING);
  tactus_sim_band_come_back (bench->sim);
  band_bench_expect (&outcome, tactus_band_connect_finish, NULL);
}

static void
test_user_cancels (void)
{
  g_autoptr(BandBench) bench = bench_ready ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  vanish (bench);
  UNTIL_STATE (bench, WAITING);
  tactus_band_connect_async (bench->band, cancellable, outcome_cb, &outcome);
  g_cancellable_cancel (cancellable);
  band_bench_expect (&outcome, tactus_band_connect_finish, "cancelled");
  band_bench_assert_down (bench);
}

static void
test_start_while_waiting (void)
{
  g_autoptr(BandBench) bench = bench_ready ();

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  UNTIL_STATE (bench, WAITING);
  tactus_band_start_measuring (bench->band);
  tactus_band_stop_measuring (bench->band);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  tactus_band_start_measuring (bench->band);
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  UNTIL_PULSE (bench, LIVE);
}

/* A program that ended without a word left the link up: it is adopted. */
static void
test_adopt_link (void)
{
  g_autoptr(BandBench) bench = band_bench_new (QUICK);
  g_auto(Outcome) outcome = { NULL };
  TactusBluezConnection *left;

  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, NULL, NULL, outcome_cb,
                                      &outcome);
  UNTIL (outcome.result != NULL);
  left = tactus_bluez_connection_open_finish (outcome.result, NULL);
  g_assert_nonnull (left);
  g_assert_true (tactus_sim_band_get_connected (bench->sim));

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);
  band_bench_restart (bench); /* and taken down when we leave */
  UNTIL (!tactus_bluez_connection_is_open (left));
  g_object_unref (left);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band/reconnect/resume", test_resume);
  g_test_add_func ("/band/reconnect/come-back", test_come_back);
  g_test_add_func ("/band/reconnect/heard", test_heard);
  g_test_add_func ("/band/reconnect/many-attempts", test_many_attempts);
  g_test_add_func ("/band/reconnect/adapter-off-and-on", test_adapter_off_and_on);
  g_test_add_func ("/band/reconnect/daemon-restart", test_daemon_restart);
  g_test_add_func ("/band/reconnect/adapter-replug", test_adapter_replug);
  g_test_add_func ("/band/reconnect/replaced", test_replaced);
  g_test_add_func ("/band/reconnect/empty-services", test_empty_services);
  g_test_add_func ("/band/reconnect/other-key", test_other_key);
  g_test_add_func ("/band/reconnect/disconnect", test_disconnect);
  g_test_add_func ("/band/reconnect/removed", test_removed);
  g_test_add_func ("/band/reconnect/first-failure", test_first_failure);
  g_test_add_func ("/band/reconnect/user-adopts", test_user_adopts);
  g_test_add_func ("/band/reconnect/user-cancels", test_user_cancels);
  g_test_add_func ("/band/reconnect/start-while-waiting", test_start_while_waiting);
  g_test_add_func ("/band/reconnect/adopt-link", test_adopt_link);

  return band_bench_run ();
}
