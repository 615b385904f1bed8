/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first generation: told whose it is, and tapped. */

#include "band-bench.h"

#include "tactus-uuids.h"

#define BAND_1 "model=mi-band-1"
#define BAND_1S "model=mi-band-1s,first=0.02,period=0.02,rates=72"

/* An owner that no key of a test comes to. */
#define STRANGER ",uid=4294967295"

static GCancellable *
pair (BandBench *bench,
      Outcome   *outcome)
{
  GCancellable *cancellable = g_cancellable_new ();

  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, outcome);

  return cancellable;
}

static void
disconnect (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
}

static void
assert_no_keys (BandBench *bench)
{
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

/* Returns: what the band itself has there */
static guint8
sim_byte (BandBench  *bench,
          const char *uuid,
          guint       offset)
{
  guint8 att_error;
  g_autoptr(GBytes) value = tactus_sim_band_read (bench->sim, uuid, g_get_monotonic_time (),
                                                  &att_error);
  gsize size;
  const guint8 *bytes;

  g_assert_nonnull (value);
  bytes = g_bytes_get_data (value, &size);
  g_assert_cmpuint (offset, <, size);

  return bytes[offset];
}

/* ── good endings ── */

typedef struct {
  const char *spec;
  const char *model;
} Kind;

/* The band itself says which of the three it is, whatever it calls itself. */
static void
test_pair (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr(BandBench) bench = band_bench_new (kind->spec);
  guint32 uid;

  g_assert_cmpint (tactus_band_get_model (bench->band)->generation, ==, TACTUS_GENERATION_A);
  g_assert_false (tactus_sim_band_get_uid (bench->sim, &uid));
  band_bench_pair (bench);

  g_assert_cmpstr (bench->states->str, ==,
                   "connecting preparing authenticating tap ready");
  g_assert_cmpstr (tactus_band_get_model (bench->band)->id, ==, kind->model);
  g_assert_true (tactus_band_get_known (bench->band));
  g_assert_true (tactus_sim_band_get_authenticated (bench->sim));
  g_assert_true (tactus_sim_band_get_uid (bench->sim, &uid));
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_KEPT);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
}

/* The next time it knows us, and asks nobody. */
static void
test_return (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr(BandBench) bench = band_bench_new (kind->spec);
  guint32 before, after;

  band_bench_pair (bench);
  g_assert_true (tactus_sim_band_get_uid (bench->sim, &before));
  band_bench_restart (bench);
  band_bench_connect (bench);

  g_assert_cmpuint (bench->asked, ==, 1);
  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
  g_assert_cmpstr (tactus_band_get_model (bench->band)->id, ==, kind->model);
  g_assert_true (tactus_sim_band_get_uid (bench->sim, &after));
  g_assert_cmpuint (before, ==, after);
}

/* What is said after the login: the time, and the battery. */
static void
test_greeting (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1 ",battery=43,charging=yes");
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  static const guint8 slow[] = { 0xcc, 0x01, 0xf4, 0x01, 0, 0, 0xf4, 0x01 };

  band_bench_pair (bench);
  UNTIL (tactus_band_get_battery_level (bench->band) == 43);
  g_assert_true (tactus_band_get_charging (bench->band));

  g_assert_cmpuint (sim_byte (bench, TACTUS_UUID_MI1_DATE, 0), ==,
                    g_date_time_get_year (now) - 2000);

  /* Slow again, after all else: 460 to 500 ms. */
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    UNTIL (sim_byte (bench, TACTUS_UUID_MI1_PARAMETERS, i) == slow[i]);

  tactus_sim_band_set_charging (bench->sim, FALSE, g_get_monotonic_time ());
  tactus_sim_band_set_battery (bench->sim, 42, g_get_monotonic_time ());
  UNTIL (tactus_band_get_battery_level (bench->band) == 42);
  UNTIL (!tactus_band_get_charging (bench->band));
}

/* The 1S measures as its successors do. */
static void
test_heart_rate (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1S);

  band_bench_pair (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 72);
  UNTIL (band_bench_count (bench, TACTUS_READING_PULSE) >= 5);
  tactus_band_stop_measuring (bench->band);
  UNTIL_PULSE (bench, IDLE);
}

/* The others have no sensor, and everything else goes on. */
static void
test_no_sensor (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);

  band_bench_pair (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL (!tactus_band_get_measuring (bench->band));
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NOT_SUPPORTED);
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* ── other endings ── */

static void
test_wrong_uid (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1S STRANGER);
  g_auto(Outcome) outcome = { NULL };

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "wrong_key");
  band_bench_assert_down (bench);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));

  /* Pairing makes it ours. */
  band_bench_pair (bench);
  disconnect (bench);
  band_bench_connect (bench);
}

static void
test_no_key (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "keyring");
  g_assert_cmpuint (bench->asked, ==, 0);
}

typedef struct {
  const char *spec;
  const char *code;
  gboolean    pending; /* the band may have taken it all the same */
} Ending;

static void
test_ending (gconstpointer data)
{
  const Ending *ending = data;
  g_autoptr(BandBench) bench = band_bench_new (ending->spec);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = pair (bench, &outcome);

  band_bench_expect (&outcome, tactus_band_pair_finish, ending->code);
  band_bench_assert_down (bench);
  g_assert_false (tactus_band_get_known (bench->band));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_cmpint (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING), ==, ending->pending);
}

/* We wait for the tap no longer than we said; the band may be tapped after that, and then it has
 * the owner whose key we have kept. */
static void
test_tapped_late (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = NULL;

  timings.tap_ms = 30;
  tactus_band_set_timings (bench->band, &timings);
  cancellable = pair (bench, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "not_confirmed");
  band_bench_assert_down (bench);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
}

static void
test_silent (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1 ",fault=silent-at-key");
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = NULL;

  timings.answer_ms = 30;
  timings.tap_ms = 30;
  tactus_band_set_timings (bench->band, &timings);
  cancellable = pair (bench, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "not_confirmed");
  band_bench_assert_down (bench);
}

static void
test_silent_login (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };

  band_bench_pair (bench);
  disconnect (bench);
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_PROOF, TACTUS_SIM_EFFECT_SILENT, 1);
  timings.answer_ms = 30;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "timed_out");
  band_bench_assert_down (bench);
}

typedef struct {
  TactusBandState state;
  GCancellable   *cancellable;
} Moment;

static void
cancel_cb (Moment     *moment,
           GParamSpec *pspec,
           TactusBand *band)
{
  if (tactus_band_get_state (band) == moment->state)
    g_cancellable_cancel (moment->cancellable);
}

/* In any step, and nothing is left: no link, no key. */
static void
test_cancel (gconstpointer data)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Moment moment = { GPOINTER_TO_INT (data), cancellable };

  g_signal_connect_swapped (bench->band, "notify::state", G_CALLBACK (cancel_cb), &moment);
  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  g_signal_handlers_disconnect_by_data (bench->band, &moment);
  band_bench_assert_down (bench);
  assert_no_keys (bench);
}

/* ── the link ── */

static void
test_lost (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1S);

  band_bench_pair (bench);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL_STATE (bench, WAITING);
  tactus_sim_band_come_back (bench->sim);
  UNTIL_STATE (bench, READY);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpuint (bench->asked, ==, 1);
}

/* It may have been tapped after that: the key is kept, and tried; here it was not. */
static void
test_lost_while_tapping (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = pair (bench, &outcome);

  UNTIL_STATE (bench, TAP_NEEDED);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  band_bench_expect (&outcome, tactus_band_pair_finish, "disconnected");
  band_bench_assert_down (bench);
  g_assert_true (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));

  tactus_sim_band_come_back (bench->sim);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "wrong_key");
}

/* BlueZ refuses what is asked of it, one thing after the other. */
static void
test_refused (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = NULL;

  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, -1,
                                   "org.bluez.Error.NotPermitted", "Read not permitted", 0);
  cancellable = pair (bench, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "protocol");
  band_bench_assert_down (bench);
}

/* BlueZ never answers while the band is asked what it is. */
static void
test_unanswered (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = NULL;

  band_bench_hurry (bench, 20000, 30);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, -1);
  cancellable = pair (bench, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "timed_out");
  band_bench_assert_down (bench);
}

/* The answers of the band cannot be subscribed to. */
static void
test_deaf (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BAND_1);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GCancellable) cancellable = NULL;

  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS, -1,
                                   "org.bluez.Error.NotPermitted", "Not paired", 0);
  cancellable = pair (bench, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "not_supported");
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NEEDS_PAIRING);
  band_bench_assert_down (bench);
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
}

int
main (int   argc,
      char *argv[])
{
  static const Kind kinds[] = {
    { "model=mi-band-1", "mi-band-1" },
    { "model=mi-band-1a", "mi-band-1a" },
    { "model=mi-band-1s", "mi-band-1s" },
    { "model=mi-band-1s,name=MI", "mi-band-1s" },
  };
  static const struct {
    const char *name;
    Ending ending;
  } endings[] = {
    { "declined", { BAND_1 ",tap=decline", "not_confirmed", FALSE } },
    { "declined-1s", { BAND_1S ",tap=decline", "not_confirmed", FALSE } },
    { "not-tapped", { BAND_1 ",tap=never,prompt=0.05", "not_confirmed", FALSE } },
    { "garbled", { BAND_1 ",fault=oversized-at-key", "protocol", TRUE } },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *pairs = g_strdup_printf ("/band/first/pair/%s-%u", kinds[i].model, i);
      g_autofree char *returns = g_strdup_printf ("/band/first/return/%s-%u", kinds[i].model, i);

      g_test_add_data_func (pairs, &kinds[i], test_pair);
      g_test_add_data_func (returns, &kinds[i], test_return);
    }
  g_test_add_func ("/band/first/greeting", test_greeting);
  g_test_add_func ("/band/first/heart-rate", test_heart_rate);
  g_test_add_func ("/band/first/no-sensor", test_no_sensor);
  g_test_add_func ("/band/first/wrong-uid", test_wrong_uid);
  g_test_add_func ("/band/first/no-key", test_no_key);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/band/first/ending/%s", endings[i].name);

      g_test_add_data_func (path, &endings[i].ending, test_ending);
    }
  g_test_add_func ("/band/first/tapped-late", test_tapped_late);
  g_test_add_func ("/band/first/silent", test_silent);
  g_test_add_func ("/band/first/silent-login", test_silent_login);
  g_test_add_data_func ("/band/first/cancel/connecting",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_CONNECTING), test_cancel);
  g_test_add_data_func ("/band/first/cancel/preparing",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_PREPARING), test_cancel);
  g_test_add_data_func ("/band/first/cancel/authenticating",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_AUTHENTICATING), test_cancel);
  g_test_add_data_func ("/band/first/cancel/tap",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_TAP_NEEDED), test_cancel);
  g_test_add_func ("/band/first/lost", test_lost);
  g_test_add_func ("/band/first/lost-while-tapping", test_lost_while_tapping);
  g_test_add_func ("/band/first/refused", test_refused);
  g_test_add_func ("/band/first/unanswered", test_unanswered);
  g_test_add_func ("/band/first/deaf", test_deaf);

  return band_bench_run ();
}
