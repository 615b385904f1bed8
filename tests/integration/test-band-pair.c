/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tactus-band-lock.h"

#define BAND_3 "model=mi-band-3,first=0.02,period=0.02"

/* ── good endings ── */

static void
test_pair (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  g_assert_false (tactus_band_get_known (bench->band));
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_NONE);

  band_bench_pair (bench);

  g_assert_cmpstr (bench->states->str, ==,
                   "connecting preparing authenticating tap authenticating ready");
  g_assert_cmpuint (bench->asked, ==, 1);
  g_assert_true (tactus_sim_band_get_authenticated (bench->sim));
  g_assert_true (tactus_band_get_known (bench->band));
  g_assert_null (tactus_band_get_error (bench->band));
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_KEPT);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
  UNTIL (tactus_band_get_battery_level (bench->band) == 74);
}

/* The key is in the store before the band has it. */
static void
test_pending_first (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL (tactus_sim_band_get_prompting (bench->sim));
  UNTIL_STATE (bench, TAP_NEEDED);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));

  tactus_sim_band_tap (bench->sim, g_get_monotonic_time ());
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
}

static void
test_second_start (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  band_bench_pair (bench);
  band_bench_restart (bench);
  band_bench_connect (bench);

  g_assert_cmpuint (bench->asked, ==, 1);
  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_KEPT);
}

static void
test_keys_differ (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  guint8 first[TACTUS_KEY_SIZE], second[TACTUS_KEY_SIZE];

  band_bench_pair (bench);
  g_assert_true (tactus_sim_band_copy_key (bench->sim, first));
  band_bench_pair (bench); /* again, as a person may ask for */
  g_assert_true (tactus_sim_band_copy_key (bench->sim, second));

  g_assert_cmpint (memcmp (first, second, sizeof first), !=, 0);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
}

/* Mi Band 2 wants other flags, and takes them only with a second try if the table were wrong. */
static void
test_models (gconstpointer spec)
{
  g_autoptr(BandBench) bench = band_bench_new (spec);

  band_bench_pair (bench);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
}

static void
pair_with_key (BandBench  *bench,
               const char *text,
               const char *code)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, key, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, code);
}

static void
test_server_key (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-5,key=" OLD_KEY);

  pair_with_key (bench, OLD_KEY, NULL);

  g_assert_cmpuint (bench->asked, ==, 0);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

static void
test_server_key_wrong (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-5,key=" OLD_KEY);

  pair_with_key (bench, "ffeeddccbbaa99887766554433221100", "wrong_key");

  band_bench_assert_down (bench);
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

/* Nothing is asked of a band that is known to want the vendor's key. */
static void
test_server_key_missing (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-5,key=" OLD_KEY);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "server_key_needed");
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "server_key_needed");
  band_bench_assert_down (bench);
}

/* ── bad endings ── */

typedef struct {
  const char *name;
  const char *spec;
  const char *code;
  gboolean    pending; /* whether the new key may have arrived, and is kept for a later try */
} Ending;

static const Ending endings[] = {
  { "declined", BAND_3 ",tap=decline", "not_confirmed", FALSE },
  { "never-tapped", BAND_3 ",tap=never,prompt=0.05", "not_confirmed", FALSE },
  { "refused", BAND_3 ",fault=refuse-at-key", "refused", FALSE },
  { "no-challenge", BAND_3 ",tap=0,fault=refuse-at-challenge", "protocol", TRUE },
  { "wrong-proof", BAND_3 ",tap=0,fault=refuse-at-proof", "wrong_key", FALSE },
  { "vanish-at-key", BAND_3 ",fault=vanish-at-key", "disconnected", TRUE },
  { "vanish-at-tap", BAND_3 ",tap=0,fault=vanish-at-tap", "disconnected", TRUE },
  { "vanish-after-tap", BAND_3 ",tap=0,fault=vanish-after-at-tap", "disconnected", TRUE },
  { "vanish-at-challenge", BAND_3 ",tap=0,fault=vanish-at-challenge", "disconnected", TRUE },
  { "vanish-at-proof", BAND_3 ",tap=0,fault=vanish-at-proof", "disconnected", TRUE },
  { "unknown-at-tap", BAND_3 ",tap=0,fault=unknown-status-at-tap", "protocol", TRUE },
  { "unknown-at-proof", BAND_3 ",tap=0,fault=unknown-status-at-proof", "protocol", TRUE },
  { "malformed-at-tap", BAND_3 ",tap=0,fault=malformed-at-tap", "protocol", TRUE },
  { "malformed-at-challenge", BAND_3 ",tap=0,fault=malformed-at-challenge", "protocol", TRUE },
  { "malformed-at-proof", BAND_3 ",tap=0,fault=malformed-at-proof", "protocol", TRUE },
  { "short-at-challenge", BAND_3 ",tap=0,fault=short-at-challenge", "protocol", TRUE },
  { "oversized-at-challenge", BAND_3 ",tap=0,fault=oversized-at-challenge", "protocol", TRUE },
};

static void
test_ending (gconstpointer data)
{
  const Ending *ending = data;
  g_autoptr(BandBench) bench = band_bench_new (ending->spec);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, ending->code);

  band_bench_assert_down (bench);
  g_assert_nonnull (tactus_band_get_error (bench->band));
  g_assert_false (tactus_band_get_known (bench->band));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_cmpint (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING), ==, ending->pending);
}

/* Whoever reads the log learns what was wrong with the bytes. */
static void
test_malformed_detail (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",tap=0,fault=short-at-challenge");
  g_auto(Outcome) outcome = { NULL };
  const GError *error;

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "protocol");
  error = tactus_band_get_error (bench->band);
  g_assert_null (strstr (error->message, "status"));
  g_assert_nonnull (strstr (error->message, "makes no sense: "));
}

/* An answer that comes twice is one answer. */
static void
test_duplicates (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",tap=0,fault=duplicate-at-tap,"
                                               "fault=duplicate-at-challenge,"
                                               "fault=duplicate-at-proof");
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
}

static const Ending silences[] = {
  { "key", BAND_3 ",fault=silent-at-key", "not_confirmed", TRUE },
  { "tap", BAND_3 ",tap=0,fault=silent-at-tap", "not_confirmed", TRUE },
  { "challenge", BAND_3 ",tap=0,fault=silent-at-challenge", "timed_out", TRUE },
  { "proof", BAND_3 ",tap=0,fault=silent-at-proof", "timed_out", TRUE },
};

static void
test_silence (gconstpointer data)
{
  const Ending *ending = data;
  g_autoptr(BandBench) bench = band_bench_new (ending->spec);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };

  timings.tap_ms = 60;
  timings.answer_ms = 60;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, ending->code);

  band_bench_assert_down (bench);
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_cmpint (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING), ==, ending->pending);
}

/* ── without the band, or without Bluetooth ── */

static void
expect_failure (BandBench  *bench,
                const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, code);
  band_bench_assert_down (bench);
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

static void
test_out_of_range (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  band_bench_hurry (bench, 50, 20000);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  tactus_sim_bluez_forget (bench->bluez, bench->sim);
  UNTIL (!tactus_bluez_client_lookup (bench->client, BAND_ADDRESS));
  expect_failure (bench, "out_of_range");
}

static void
test_adapter_off (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_OFF);
  expect_failure (bench, "adapter_off");
}

static void
test_no_adapter (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  tactus_sim_bluez_unplug (bench->bluez, 0);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_NO_ADAPTER);
  expect_failure (bench, "no_adapter");
}

static void
test_no_service (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  tactus_sim_bluez_stop (bench->bluez);
  UNTIL (tactus_bluez_client_get_state (bench->client) == TACTUS_BLUEZ_STATE_NO_SERVICE);
  expect_failure (bench, "no_service");
}

static void
test_not_allowed (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
  expect_failure (bench, "not_allowed");
}

/* The service dies, or the adapter goes off, in the middle of it. */
static void
test_off_while_tapping (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL_STATE (bench, TAP_NEEDED);
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  band_bench_expect (&outcome, tactus_band_pair_finish, "adapter_off");
  band_bench_assert_down (bench);
}

static void
test_death_while_tapping (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL_STATE (bench, TAP_NEEDED);
  tactus_sim_bluez_stop (bench->bluez);
  band_bench_expect (&outcome, tactus_band_pair_finish, "no_service");
  band_bench_assert_down (bench);
}

static void
test_unknown_model (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",name=Strap 3000");

  band_bench_settle (bench, 20);
  expect_failure (bench, "not_supported");
}

/* ── the lock ── */

static void
test_busy (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *pid = NULL;
  TactusBandLock *lock = tactus_band_lock_acquire (bench->dir, BAND_ADDRESS, &error);

  g_assert_no_error (error);
  tactus_band_connect_async (bench->band, NULL, NULL, NULL);
  UNTIL (tactus_band_get_error (bench->band) != NULL);
  UNTIL_STATE (bench, OFFLINE);
  g_assert_cmpstr (tactus_band_error_to_code (tactus_band_get_error (bench->band)), ==, "busy");
  sentence = tactus_band_error_to_sentence (tactus_band_get_error (bench->band));
  pid = g_strdup_printf ("process %d", (int) getpid ());
  g_assert_nonnull (strstr (sentence, pid));

  tactus_band_lock_release (lock);
  band_bench_pair (bench);
}

/* Held by another process, which then dies. */
static void
test_lock_of_the_dead (void)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-lock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, BAND_ADDRESS ".lock", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) other = NULL;
  GInputStream *told;
  TactusBandLock *lock;
  char ready[6];

  other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                            "flock", path, "sh", "-c",
                            "echo somebody 4711 > \"$0\"; echo ready; read line", path, NULL);
  g_assert_no_error (error);
  told = g_subprocess_get_stdout_pipe (other);
  g_assert_true (g_input_stream_read_all (told, ready, sizeof ready, NULL, NULL, NULL));

  g_assert_null (tactus_band_lock_acquire (dir, BAND_ADDRESS, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "somebody, process 4711"));
  g_clear_error (&error);

  g_output_stream_close (g_subprocess_get_stdin_pipe (other), NULL, NULL);
  g_assert_true (g_subprocess_wait (other, NULL, NULL));
  lock = tactus_band_lock_acquire (dir, BAND_ADDRESS, &error);
  g_assert_no_error (error);
  tactus_band_lock_release (lock);

  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (dir));
}

/* Nobody else is to blame for a folder that cannot be written to. */
static void
test_lock_impossible (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (tactus_band_lock_acquire ("/proc/nowhere", BAND_ADDRESS, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_LOCK);
  sentence = tactus_band_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "/proc/nowhere"));
  g_assert_null (strstr (sentence, "Another program"));
}

/* ── cancelling ── */

typedef struct {
  TactusBandState  state;
  GCancellable    *cancellable;
} CancelAt;

static void
cancel_at_cb (TactusBand *band,
              GParamSpec *pspec,
              CancelAt   *at)
{
  if (tactus_band_get_state (band) == at->state)
    g_cancellable_cancel (at->cancellable);
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  CancelAt at = { GPOINTER_TO_INT (data), cancellable };
  g_auto(Outcome) outcome = { NULL };

  g_signal_connect (bench->band, "notify::state", G_CALLBACK (cancel_at_cb), &at);
  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  UNTIL (g_cancellable_is_cancelled (cancellable));
  g_signal_handlers_disconnect_by_data (bench->band, &at);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");

  band_bench_assert_down (bench);
  g_assert_null (tactus_band_get_error (bench->band));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));

  band_bench_pair (bench); /* and it works the next time */
}

static void
test_cancelled_before (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  g_cancellable_cancel (cancellable);
  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  band_bench_assert_down (bench);
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

/* The new key may have replaced the old one on the band: both stay, and one opens it. */
static void
test_cancel_new_key (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",key=" OLD_KEY);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);

  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  UNTIL_STATE (bench, TAP_NEEDED);
  UNTIL (tactus_sim_band_get_prompting (bench->sim));
  tactus_sim_band_tap (bench->sim, g_get_monotonic_time ());
  g_cancellable_cancel (cancellable);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_PENDING));
  g_assert_false (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));

  band_bench_restart (bench);
  band_bench_connect (bench);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

/* The last command wins. */
static void
test_supersede (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",tap=0.01");
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };
  g_auto(Outcome) third = { NULL };
  g_auto(Outcome) fourth = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &first);
  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &second);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &third);
  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &fourth);

  band_bench_expect (&first, tactus_band_pair_finish, "cancelled");
  band_bench_expect (&second, tactus_band_disconnect_finish, NULL);
  band_bench_expect (&third, tactus_band_connect_finish, "cancelled");
  band_bench_expect (&fourth, tactus_band_pair_finish, NULL);
}

/* ── keys ── */

static void
test_wrong_key (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",key=" OLD_KEY);
  g_auto(Outcome) outcome = { NULL };
  guint8 key[TACTUS_KEY_SIZE], after[TACTUS_KEY_SIZE];

  g_assert_true (tactus_sim_band_copy_key (bench->sim, key));
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "wrong_key");

  band_bench_assert_down (bench);
  g_assert_cmpuint (bench->asked, ==, 0);
  g_assert_true (tactus_sim_band_copy_key (bench->sim, after));
  g_assert_cmpmem (key, sizeof key, after, sizeof after);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT)); /* a person decides */
}

static void
test_no_key (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "keyring");
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NO_KEY);
  band_bench_assert_down (bench);
}

/* The program died, or the link did, between the tap and the end. */
static void
test_pending (gconstpointer current)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",key=" OLD_KEY);

  if (current)
    band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, current);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY);
  band_bench_connect (bench);

  g_assert_cmpuint (bench->asked, ==, 0);
  g_assert_true (band_bench_key_fits (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

static void
test_both_wrong (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",key=" OLD_KEY);
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");
  band_bench_put_key (bench, TACTUS_KEY_SLOT_PENDING, "0123456789abcdef0123456789abcdef");
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "wrong_key");
  band_bench_assert_down (bench);
}

/* Cancelled while the link for the second key is being made. */
static void
test_cancel_between_keys (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",key=" OLD_KEY);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");
  band_bench_put_key (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY);
  tactus_band_connect_async (bench->band, cancellable, outcome_cb, &outcome);
  UNTIL_STATE (bench, AUTHENTICATING);
  UNTIL_STATE (bench, CONNECTING);
  g_cancellable_cancel (cancellable);
  band_bench_expect (&outcome, tactus_band_connect_finish, "cancelled");
  band_bench_assert_down (bench);
}

/* ── a bad keyring never stops anything ── */

static void
test_bad_keyring (gconstpointer data)
{
  TactusKeyStore *keys = bad_key_store_new (GPOINTER_TO_INT (data));
  g_autoptr(BandBench) bench = band_bench_new_with (BAND_3, keys);
  g_auto(Outcome) outcome = { NULL };
  guint calls;

  tactus_key_store_set_timeout (keys, 20);
  band_bench_pair (bench);
  calls = bad_key_store_get_calls (keys);
  g_assert_cmpuint (calls, ==, 1); /* asked once, not again and again */
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_SESSION);

  /* The key in memory serves for the rest of this run. */
  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
  band_bench_connect (bench);
  g_assert_cmpuint (bench->asked, ==, 1);

  tactus_band_keep_key_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_keep_key_finish, "keyring");
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_SESSION);

  bad_key_store_mend (keys);
  tactus_key_store_set_timeout (keys, 0);
  tactus_band_keep_key_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_keep_key_finish, NULL);
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_KEPT);
}

static void
test_bad_keyring_connect (gconstpointer data)
{
  TactusKeyStore *keys = bad_key_store_new (GPOINTER_TO_INT (data));
  g_autoptr(BandBench) bench = band_bench_new_with (BAND_3 ",key=" OLD_KEY, keys);
  g_auto(Outcome) outcome = { NULL };

  tactus_key_store_set_timeout (keys, 20);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "keyring");
  band_bench_assert_down (bench);
}

static void
test_bad_keyring_cancel (void)
{
  TactusKeyStore *keys = bad_key_store_new (BAD_KEY_STORE_HANGS);
  g_autoptr(BandBench) bench = band_bench_new_with (BAND_3, keys);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  UNTIL (bad_key_store_get_calls (keys) == 1);
  UNTIL_STATE (bench, CONNECTING);
  g_cancellable_cancel (cancellable);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  band_bench_assert_down (bench);
}

/* The band waits for a login for less long than the keyring takes to answer. */
static void
test_slow_keyring (void)
{
  TactusKeyStore *keys = bad_key_store_new (BAD_KEY_STORE_HANGS);
  g_autoptr(BandBench) bench = band_bench_new_with (BAND_3 ",login=0.3", keys);

  tactus_key_store_set_timeout (keys, 1500);
  band_bench_pair (bench);
  g_assert_cmpstr (bench->states->str, ==,
                   "connecting preparing authenticating tap authenticating ready");
}

/* A file that a person named has to take the key before the band does. */
static void
test_required_store (void)
{
  TactusKeyStore *keys = tactus_file_key_store_new ("/proc/nowhere/keys.ini");
  g_autoptr(BandBench) bench = band_bench_new_with (BAND_3 ",tap=0", keys);
  g_autofree char *sentence = NULL;

  expect_failure (bench, "keyring");
  g_assert_cmpuint (bench->asked, ==, 0);
  g_assert_cmpstr (bench->states->str, ==, "connecting disconnecting offline");
  sentence = tactus_band_error_to_sentence (tactus_band_get_error (bench->band));
  g_assert_nonnull (strstr (sentence, "/proc/nowhere/keys.ini"));
  g_assert_null (strstr (sentence, "keyring"));
}

/* ── info ── */

static void
test_info (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3 ",battery=50,steps=1234");
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusBandInfo) info = NULL;
  g_autoptr(TactusBandInfo) none = NULL;

  tactus_band_read_info_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  none = tactus_band_read_info_finish (bench->band, outcome.result, &error);
  g_assert_null (none);
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED);
  g_clear_error (&error);
  outcome_clear (&outcome);

  band_bench_pair (bench);
  tactus_band_read_info_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  info = tactus_band_read_info_finish (bench->band, outcome.result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (info->serial);
  g_assert_nonnull (info->hardware);
  g_assert_nonnull (info->software);
  g_assert_true (info->has_battery);
  g_assert_cmpuint (info->battery.level, ==, 50);
  g_assert_true (info->has_time);
  g_assert_true (info->has_steps);
  g_assert_cmpuint (info->steps.steps, ==, 1234);
}

static void
test_info_lost (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  band_bench_pair (bench);
  tactus_band_read_info_async (bench->band, NULL, outcome_cb, &outcome);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL (outcome.result != NULL);
  g_assert_null (tactus_band_read_info_finish (bench->band, outcome.result, &error));
  g_assert_cmpstr (tactus_band_error_to_code (error), ==, "disconnected");
}

#define ADD_TABLE(path, table, func)                                     \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                       \
    {                                                                    \
      g_autofree char *full = g_strconcat (path, (table)[i].name, NULL); \
                                                                         \
      g_test_add_data_func (full, &(table)[i], func);                    \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band/pair/tap", test_pair);
  g_test_add_func ("/band/pair/pending-first", test_pending_first);
  g_test_add_func ("/band/pair/second-start", test_second_start);
  g_test_add_func ("/band/pair/keys-differ", test_keys_differ);
  g_test_add_data_func ("/band/pair/mi-band-2", "model=mi-band-2", test_models);
  g_test_add_data_func ("/band/pair/mi-band-hrx", "model=mi-band-hrx", test_models);
  g_test_add_data_func ("/band/pair/amazfit-bip", "model=amazfit-bip", test_models);
  g_test_add_func ("/band/pair/server-key", test_server_key);
  g_test_add_func ("/band/pair/server-key-wrong", test_server_key_wrong);
  g_test_add_func ("/band/pair/server-key-missing", test_server_key_missing);
  ADD_TABLE ("/band/pair/ending/", endings, test_ending);
  ADD_TABLE ("/band/pair/silent/", silences, test_silence);
  g_test_add_func ("/band/pair/malformed-detail", test_malformed_detail);
  g_test_add_func ("/band/pair/duplicates", test_duplicates);
  g_test_add_func ("/band/pair/out-of-range", test_out_of_range);
  g_test_add_func ("/band/pair/adapter-off", test_adapter_off);
  g_test_add_func ("/band/pair/no-adapter", test_no_adapter);
  g_test_add_func ("/band/pair/no-service", test_no_service);
  g_test_add_func ("/band/pair/not-allowed", test_not_allowed);
  g_test_add_func ("/band/pair/off-while-tapping", test_off_while_tapping);
  g_test_add_func ("/band/pair/death-while-tapping", test_death_while_tapping);
  g_test_add_func ("/band/pair/unknown-model", test_unknown_model);
  g_test_add_func ("/band/lock/busy", test_busy);
  g_test_add_func ("/band/lock/of-the-dead", test_lock_of_the_dead);
  g_test_add_func ("/band/lock/impossible", test_lock_impossible);
  g_test_add_data_func ("/band/cancel/connecting", GINT_TO_POINTER (TACTUS_BAND_STATE_CONNECTING),
                        test_cancel);
  g_test_add_data_func ("/band/cancel/preparing", GINT_TO_POINTER (TACTUS_BAND_STATE_PREPARING),
                        test_cancel);
  g_test_add_data_func ("/band/cancel/authenticating",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_AUTHENTICATING), test_cancel);
  g_test_add_data_func ("/band/cancel/tap", GINT_TO_POINTER (TACTUS_BAND_STATE_TAP_NEEDED),
                        test_cancel);
  g_test_add_func ("/band/cancel/before", test_cancelled_before);
  g_test_add_func ("/band/cancel/new-key", test_cancel_new_key);
  g_test_add_func ("/band/cancel/between-keys", test_cancel_between_keys);
  g_test_add_func ("/band/cancel/supersede", test_supersede);
  g_test_add_func ("/band/key/wrong", test_wrong_key);
  g_test_add_func ("/band/key/none", test_no_key);
  g_test_add_data_func ("/band/key/pending-only", NULL, test_pending);
  g_test_add_data_func ("/band/key/pending-too", "ffeeddccbbaa99887766554433221100", test_pending);
  g_test_add_func ("/band/key/both-wrong", test_both_wrong);
  g_test_add_data_func ("/band/keyring/fails", GINT_TO_POINTER (BAD_KEY_STORE_FAILS),
                        test_bad_keyring);
  g_test_add_data_func ("/band/keyring/hangs", GINT_TO_POINTER (BAD_KEY_STORE_HANGS),
                        test_bad_keyring);
  g_test_add_data_func ("/band/keyring/fails-at-connect", GINT_TO_POINTER (BAD_KEY_STORE_FAILS),
                        test_bad_keyring_connect);
  g_test_add_data_func ("/band/keyring/hangs-at-connect", GINT_TO_POINTER (BAD_KEY_STORE_HANGS),
                        test_bad_keyring_connect);
  g_test_add_func ("/band/keyring/hangs-cancelled", test_bad_keyring_cancel);
  g_test_add_func ("/band/keyring/slow", test_slow_keyring);
  g_test_add_func ("/band/keyring/required", test_required_store);
  g_test_add_func ("/band/info/read", test_info);
  g_test_add_func ("/band/info/lost", test_info_lost);

  return band_bench_run ();
}
