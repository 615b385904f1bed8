/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pulse out of advertisements: no link, no key. */

#include "band-bench.h"

#define SHARING "model=mi-band-4,share=on,period=0.02,rates=72:73,key=" OLD_KEY
#define SILENT "model=mi-band-4,key=" OLD_KEY

static void
scan (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_bluez_client_scan_async (bench->client, 60, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_bluez_client_scan_finish (bench->client, outcome.result, &error));
  g_assert_no_error (error);
}

static gboolean
is_discovering (BandBench *bench)
{
  return tactus_sim_bluez_get_discovering (bench->bluez, 0);
}

static void
disconnect (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_listen (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusReading last;
  guint rates = 0;

  g_signal_connect_swapped (bench->band, "heart-rate", G_CALLBACK (count_cb), &rates);
  tactus_band_start_listening (bench->band);
  tactus_band_start_listening (bench->band); /* once is enough */
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_LISTENING);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_STARTING);

  UNTIL_PULSE (bench, LIVE);
  UNTIL (band_bench_count (bench, TACTUS_READING_PULSE) >= 3);
  g_assert_cmpuint (rates, >=, 3);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), >=, 72);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==,
                    tactus_band_get_shared_bpm (bench->band));
  g_assert_false (tactus_sim_band_get_connected (bench->sim));
  g_assert_false (tactus_band_get_measuring (bench->band));

  tactus_band_stop_listening (bench->band);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_OFFLINE);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  g_assert_true (tactus_series_get_last (tactus_band_get_series (bench->band), &last));
  g_assert_cmpint (last.kind, ==, TACTUS_READING_GAP);
  g_assert_null (tactus_band_get_error (bench->band));
  UNTIL (!is_discovering (bench));
  tactus_band_stop_listening (bench->band);
  g_assert_cmpstr (bench->states->str, ==, "listening offline");
  g_signal_handlers_disconnect_by_data (bench->band, &rates);
}

/* Any scan tells it, to those who only look around. */
static void
test_shared (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 80;
  tactus_band_set_timings (bench->band, &timings);
  g_assert_cmpuint (tactus_band_get_shared_bpm (bench->band), ==, 0);
  do
    scan (bench);
  while (tactus_band_get_shared_bpm (bench->band) == 0);
  g_assert_cmpuint (tactus_band_get_shared_bpm (bench->band), >=, 72);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_OFFLINE);
  g_assert_cmpuint (tactus_series_get_length (tactus_band_get_series (bench->band)), ==, 0);

  /* What nobody says any more is not true any more. */
  UNTIL (tactus_band_get_shared_bpm (bench->band) == 0);
}

/* A band that shares nothing has no pulse for us, and is not taken for dead. */
static void
test_nothing (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SILENT);

  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, NO_VALUE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  g_assert_cmpuint (tactus_band_get_shared_bpm (bench->band), ==, 0);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_PULSE), ==, 0);
  UNTIL (band_bench_count (bench, TACTUS_READING_NO_VALUE) > 0);
}

static void
test_stale (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 60;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL_PULSE (bench, STALE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  g_assert_cmpuint (tactus_band_get_shared_bpm (bench->band), ==, 0);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_LISTENING);

  tactus_sim_band_come_back (bench->sim);
  UNTIL_PULSE (bench, LIVE);
}

typedef void (* TroubleFunc) (BandBench *bench);

typedef struct {
  TroubleFunc func;
  int         code;
} Trouble;

static void
switch_off (BandBench *bench)
{
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
}

static void
unplug (BandBench *bench)
{
  tactus_sim_bluez_unplug (bench->bluez, 0);
}

static void
kill_daemon (BandBench *bench)
{
  tactus_sim_bluez_stop (bench->bluez);
}

/* It says why it ended, and does not come back by itself. */
static void
test_trouble (gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr(BandBench) bench = band_bench_new (SHARING);

  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  trouble->func (bench);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR, trouble->code);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_IDLE);
}

static void
test_off_before (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_OFF);
  tactus_band_start_listening (bench->band);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_ADAPTER_OFF);

  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_READY);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_OFFLINE);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  g_assert_null (tactus_band_get_error (bench->band));
}

static void
test_scan_refused (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY, -1);
  tactus_band_start_listening (bench->band);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY);
}

/* Whoever wants the link gets it. */
static void
test_connect (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  band_bench_connect (bench);
  UNTIL (!is_discovering (bench));
  g_assert_cmpstr (bench->states->str, ==,
                   "listening connecting preparing authenticating ready");

  /* With a link there is nothing to listen to. */
  tactus_band_start_listening (bench->band);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
  disconnect (bench);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
}

static void
test_measure (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING ",first=0.02");

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_band_start_measuring (bench->band);
  UNTIL_STATE (bench, READY);
  UNTIL_PULSE (bench, LIVE);
  g_assert_true (tactus_sim_band_get_connected (bench->sim));
}

static void
test_disconnect (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);

  tactus_band_start_listening (bench->band);
  UNTIL (is_discovering (bench));
  disconnect (bench);
  band_bench_assert_down (bench);
  UNTIL (!is_discovering (bench));
}

/* While another link is being made, the scan stands still; then it goes on. */
static void
test_other_link (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandTimings timings = band_bench_timings ();
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec =
    tactus_sim_spec_parse ("model=heart-rate-sensor,address=C8:0F:10:00:00:09", &error);
  g_autoptr(TactusSimBand) strap = tactus_sim_band_new (spec);
  g_autoptr(TactusBand) other = NULL;
  g_auto(Outcome) outcome = { NULL };

  g_assert_no_error (error);
  tactus_sim_bluez_add_band (bench->bluez, strap);
  tactus_sim_bluez_remember (bench->bluez, strap);
  other = tactus_band_new (bench->client, bench->keys, "C8:0F:10:00:00:09", NULL,
                           tactus_model_for_id ("heart-rate-sensor"), bench->dir);
  tactus_band_set_timings (other, &timings);

  tactus_band_start_listening (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_band_connect_async (other, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, NULL);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_LISTENING);
  UNTIL (is_discovering (bench));

  tactus_band_disconnect_async (other, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
  UNTIL (G_OBJECT (other)->ref_count == 1);
}

int
main (int   argc,
      char *argv[])
{
  static const Trouble off = { switch_off, TACTUS_BAND_ERROR_ADAPTER_OFF };
  static const Trouble unplugged = { unplug, TACTUS_BAND_ERROR_NO_ADAPTER };
  static const Trouble dead = { kill_daemon, TACTUS_BAND_ERROR_NO_SERVICE };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band/listening/listen", test_listen);
  g_test_add_func ("/band/listening/shared", test_shared);
  g_test_add_func ("/band/listening/nothing", test_nothing);
  g_test_add_func ("/band/listening/stale", test_stale);
  g_test_add_data_func ("/band/listening/trouble/off", &off, test_trouble);
  g_test_add_data_func ("/band/listening/trouble/unplugged", &unplugged, test_trouble);
  g_test_add_data_func ("/band/listening/trouble/dead", &dead, test_trouble);
  g_test_add_func ("/band/listening/off-before", test_off_before);
  g_test_add_func ("/band/listening/scan-refused", test_scan_refused);
  g_test_add_func ("/band/listening/connect", test_connect);
  g_test_add_func ("/band/listening/measure", test_measure);
  g_test_add_func ("/band/listening/disconnect", test_disconnect);
  g_test_add_func ("/band/listening/other-link", test_other_link);

  return band_bench_run ();
}
