/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include <string.h>

#include "band-bench.h"
#include "tactus-band-lock.h"
#include "tactus-doctor-text.h"
#include "tactus-sim-driver.h"

/* A band that is found, and that a tap pairs. */
#define SPEC "model=mi-band-3,name=Mi Band 3,address=" BAND_ADDRESS ",first=0.05,tap=0.05"
#define DEVICE_PATH "/org/bluez/hci0/dev_C8_0F_10_00_00_01"

/* The doctor beside the bench's band: of a list of its own over the same service and keys. */
typedef struct {
  BandBench *bench;
  TactusBandList *list;
  TactusBand *band;     /* of the list */
  TactusDoctor *doctor;
} Practice;

static const TactusDoctorTimings timings = {
  .service_ms = 2000,
  .keyring_ms = 300,
  .listen_ms = 400,
  .settle_ms = 50,
  .connect_ms = 10000,
};

static void
open_practice (Practice       *self,
               BandBench      *bench,
               TactusKeyStore *keys)
{
  self->bench = bench;
  self->list = tactus_band_list_new (bench->client, keys, NULL, bench->dir);
  UNTIL ((self->band = tactus_band_list_find (self->list, BAND_ADDRESS, NULL)));
  self->doctor = tactus_doctor_new (self->list, self->band);
  tactus_doctor_set_timings (self->doctor, &timings);
}

static void
close_practice (Practice *self)
{
  g_assert_finalize_object (self->doctor);
  g_clear_object (&self->list);
}

static void
examine (Practice *self)
{
  g_auto(Outcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;

  tactus_doctor_examine_async (self->doctor, NULL, outcome_cb, &outcome);
  g_assert_true (tactus_doctor_get_examining (self->doctor));
  UNTIL (outcome.result);
  g_assert_true (tactus_doctor_examine_finish (self->doctor, outcome.result, &error));
  g_assert_no_error (error);
  g_assert_false (tactus_doctor_get_examining (self->doctor));
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    g_assert_cmpint (tactus_doctor_get_finding (self->doctor, cause), >, TACTUS_FINDING_CHECKING);
}

static TactusFinding
finding (Practice    *self,
         TactusCause  cause)
{
  return tactus_doctor_get_finding (self->doctor, cause);
}

/* That one, and no other. */
static void
assert_found (Practice    *self,
              TactusCause  expected)
{
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    if ((finding (self, cause) == TACTUS_FINDING_FOUND) != (cause == expected))
      g_error ("%s is %s", tactus_cause_to_code (cause),
               tactus_finding_to_code (finding (self, cause)));
}

static void
test_words (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    {
      const char *found = tactus_cause_to_sentence (cause, TACTUS_FINDING_FOUND);
      TactusCure cure = tactus_cause_to_cure (cause, TACTUS_FINDING_FOUND);

      g_assert_true (g_hash_table_add (seen, (gpointer) tactus_cause_to_code (cause)));
      g_assert_true (g_hash_table_add (seen, (gpointer) found));
      g_assert_nonnull (strstr (found, ". ")); /* what it is, and what to do */
      g_assert_nonnull (tactus_cure_to_label (cure));
      /* Nobody has seen the phone. */
      if (cause == TACTUS_CAUSE_PHONE)
        g_assert_true (g_str_has_prefix (found, "Most likely a phone"));
      g_assert_cmpint (tactus_cause_to_cure (cause, TACTUS_FINDING_FINE), ==, TACTUS_CURE_NONE);
      g_assert_nonnull (tactus_cause_to_sentence (cause, TACTUS_FINDING_FINE));
      g_assert_nonnull (tactus_cause_to_sentence (cause, TACTUS_FINDING_UNKNOWN));
      g_assert_null (tactus_cause_to_sentence (cause, TACTUS_FINDING_CHECKING));
    }
}

/* Not paired, near, free: nothing to be found, and nothing is done to it. */
static void
test_fine (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",rssi=-50");
  Practice practice = { 0 };
  g_autofree char *verdict = NULL;

  open_practice (&practice, bench, bench->keys);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_SIGNAL), ==, TACTUS_FINDING_FINE);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_KEY), ==, TACTUS_FINDING_NOT_ASKED);
  g_assert_cmpint (tactus_doctor_get_rssi (practice.doctor), <, 0);
  g_assert_cmpuint (bench->asked, ==, 0);
  verdict = tactus_doctor_to_verdict (practice.doctor);
  g_assert_cmpstr (verdict, ==, "Nothing Is in the Way");
  close_practice (&practice);
}

static void
test_weak (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",rssi=-95");
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_SIGNAL);
  close_practice (&practice);
}

/* Connected to a phone, it says nothing to anybody else. */
static void
test_silent (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",away=yes");
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  /* BlueZ still has the strength from when it was seen; the scan that ends takes it away. */
  examine (&practice);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_PHONE);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_SILENT), ==, TACTUS_FINDING_UNKNOWN);
  close_practice (&practice);
}

static void
test_in_use (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  g_autoptr(TactusBandLock) lock = tactus_band_lock_acquire (bench->dir, BAND_ADDRESS, NULL);
  Practice practice = { 0 };

  g_assert_nonnull (lock);
  open_practice (&practice, bench, bench->keys);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_IN_USE);
  g_assert_nonnull (strstr (tactus_doctor_get_detail (practice.doctor, TACTUS_CAUSE_IN_USE),
                            "process"));

  /* Once it is free, it is no longer that. */
  g_clear_pointer (&lock, tactus_band_lock_release);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  g_assert_null (tactus_doctor_get_detail (practice.doctor, TACTUS_CAUSE_IN_USE));
  close_practice (&practice);
}

static void
test_keyring (void)
{
  g_autoptr(TactusKeyStore) keys = bad_key_store_new (BAD_KEY_STORE_FAILS);
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_practice (&practice, bench, keys);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_KEYRING);
  close_practice (&practice);
}

/* One that never answers costs some time, and is then what it is. */
static void
test_keyring_stalls (void)
{
  g_autoptr(TactusKeyStore) keys = bad_key_store_new (BAD_KEY_STORE_HANGS);
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_practice (&practice, bench, keys);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_KEYRING);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_SILENT), ==, TACTUS_FINDING_FINE);
  g_assert_cmpint (tactus_cause_to_cure (TACTUS_CAUSE_KEYRING, TACTUS_FINDING_FOUND), ==,
                   TACTUS_CURE_KEEP_KEY);
  bad_key_store_let_go (keys);
  close_practice (&practice);
}

/* The service runs, and refuses us. */
static void
test_not_allowed (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_PERMISSION);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, 0);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  close_practice (&practice);
}

/* As whoever clicks in the system's settings. */
static void
call_device (BandBench  *bench,
             const char *method)
{
  g_auto(Outcome) outcome = { 0 };
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  g_dbus_connection_call (bench->near, "org.bluez", DEVICE_PATH, "org.bluez.Device1", method, NULL,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result);
  reply = g_dbus_connection_call_finish (bench->near, outcome.result, &error);
  g_assert_no_error (error);
}

static void
connect_there (BandBench *bench)
{
  TactusBluezDevice *device = tactus_bluez_client_lookup (bench->client, BAND_ADDRESS);

  call_device (bench, "Connect");
  UNTIL (tactus_bluez_device_get_connected (device));
}

static void
remove_there (BandBench *bench)
{
  g_auto(Outcome) outcome = { 0 };
  g_autoptr(GError) error = NULL;

  tactus_bluez_client_remove_device_async (bench->client, BAND_ADDRESS, NULL, outcome_cb,
                                           &outcome);
  UNTIL (outcome.result);
  g_assert_true (tactus_bluez_client_remove_device_finish (bench->client, outcome.result, &error));
  g_assert_no_error (error);
}

/* A link that is just ending is nobody's, however long BlueZ takes to say so. */
static void
test_link_ends (void)
{
  TactusDoctorTimings patient = timings;
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  g_auto(Outcome) outcome = { 0 };
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  patient.settle_ms = 5000;
  tactus_doctor_set_timings (practice.doctor, &patient);
  connect_there (bench);
  tactus_doctor_examine_async (practice.doctor, NULL, outcome_cb, &outcome);
  UNTIL (finding (&practice, TACTUS_CAUSE_BONDED) == TACTUS_FINDING_CHECKING);
  tactus_doctor_set_timings (practice.doctor, &timings);
  call_device (bench, "Disconnect");
  UNTIL (outcome.result);
  g_assert_true (tactus_doctor_examine_finish (practice.doctor, outcome.result, NULL));
  assert_found (&practice, TACTUS_N_CAUSES);
  outcome_clear (&outcome);
  close_practice (&practice);
}

/* Bluetooth itself: what lies behind it cannot be told. */
static void
expect_no_bluetooth (BandBench   *bench,
                     TactusCause  cause,
                     gboolean     blocked)
{
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  if (cause == TACTUS_CAUSE_SERVICE)
    tactus_sim_bluez_stop (bench->bluez);
  else if (cause == TACTUS_CAUSE_ADAPTER)
    tactus_sim_bluez_unplug (bench->bluez, 0);
  else if (blocked)
    tactus_sim_bluez_set_blocked (bench->bluez, 0, TRUE);
  else
    tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  UNTIL (tactus_bluez_client_get_state (bench->client) != TACTUS_BLUEZ_STATE_READY);

  examine (&practice);
  assert_found (&practice, cause);
  for (TactusCause before = 0; before < cause; before++)
    g_assert_cmpint (finding (&practice, before), ==, TACTUS_FINDING_FINE);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_PHONE), ==, TACTUS_FINDING_UNKNOWN);
  close_practice (&practice);
}

static void
test_no_bluetooth (void)
{
  const struct {
    TactusCause cause;
    gboolean    blocked; /* by a switch, or by airplane mode */
  } cases[] = {
    { TACTUS_CAUSE_SERVICE, FALSE },
    { TACTUS_CAUSE_ADAPTER, FALSE },
    { TACTUS_CAUSE_POWER, FALSE },
    { TACTUS_CAUSE_POWER, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BandBench) bench = band_bench_new (SPEC);

      expect_no_bluetooth (bench, cases[i].cause, cases[i].blocked);
    }
}

/* A doctor of the bench's own band, which is paired. */
static void
open_paired (Practice  *self,
             BandBench *bench)
{
  g_auto(Outcome) outcome = { 0 };

  open_practice (self, bench, bench->keys);
  tactus_band_pair_async (self->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result);
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
}

static void
let_go (TactusBand *band)
{
  g_auto(Outcome) outcome = { 0 };

  tactus_band_disconnect_async (band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
}

/* It connects, and that is the proof. */
static void
test_paired (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_paired (&practice, bench);
  examine (&practice);
  g_assert_true (tactus_doctor_get_works (practice.doctor));
  let_go (practice.band);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_KEY), ==, TACTUS_FINDING_FINE);
  g_assert_true (tactus_doctor_get_works (practice.doctor));
  g_assert_cmpint (tactus_band_get_state (practice.band), ==, TACTUS_BAND_STATE_READY);
  let_go (practice.band);
  close_practice (&practice);
}

/* Connected in the system's settings; removed there, it is found again by itself. */
static void
test_bonded (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_paired (&practice, bench);
  let_go (practice.band);
  connect_there (bench);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_BONDED);
  g_assert_cmpint (tactus_cause_to_cure (TACTUS_CAUSE_BONDED, TACTUS_FINDING_FOUND), ==,
                   TACTUS_CURE_UNPAIR);

  remove_there (bench);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_SILENT), ==, TACTUS_FINDING_FINE);
  g_assert_true (tactus_doctor_get_works (practice.doctor));
  let_go (practice.band);
  close_practice (&practice);
}

/* All but empty when it was seen last: that it is silent is no phone's doing. */
static void
test_flat (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",battery=3");
  Practice practice = { 0 };

  open_paired (&practice, bench);
  UNTIL (tactus_band_get_battery_level (practice.band) == 3);
  let_go (practice.band);
  tactus_sim_band_vanish (bench->sim, tactus_sim_driver_now ());
  /* The first scan takes away what was seen before it. */
  examine (&practice);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_SILENT);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_PHONE), ==, TACTUS_FINDING_UNKNOWN);
  close_practice (&practice);
}

/* Somebody else has paired it since. */
static void
test_key (void)
{
  const guint8 other_key[16] = { 1, 2, 3 };
  g_autoptr(BandBench) bench = band_bench_new (SPEC);
  Practice practice = { 0 };

  open_paired (&practice, bench);
  let_go (practice.band);
  tactus_sim_band_set_key (bench->sim, other_key);
  examine (&practice);
  assert_found (&practice, TACTUS_CAUSE_KEY);
  g_assert_cmpint (tactus_cause_to_cure (TACTUS_CAUSE_KEY, TACTUS_FINDING_FOUND), ==,
                   TACTUS_CURE_PAIR_AGAIN);
  g_assert_false (tactus_doctor_get_works (practice.doctor));
  close_practice (&practice);
}

/* No band was found at all: whether there is one to be heard now. */
static void
test_nobody (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",away=yes");
  g_autoptr(TactusBandList) list = NULL;
  Practice practice = { 0 };

  tactus_sim_bluez_forget (bench->bluez, bench->sim);
  list = tactus_band_list_new (bench->client, bench->keys, NULL, bench->dir);
  practice.doctor = tactus_doctor_new (list, NULL);
  tactus_doctor_set_timings (practice.doctor, &timings);
  examine (&practice);
  assert_found (&practice, TACTUS_N_CAUSES);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_PHONE), ==, TACTUS_FINDING_UNKNOWN);
  g_assert_cmpint (finding (&practice, TACTUS_CAUSE_KEYRING), ==, TACTUS_FINDING_NOT_ASKED);
  close_practice (&practice);
}

/* At any time: what was not looked at cannot be told, and nothing goes on. */
static void
test_cancelled (void)
{
  g_autoptr(BandBench) bench = band_bench_new (SPEC ",away=yes");
  Practice practice = { 0 };

  open_practice (&practice, bench, bench->keys);
  for (TactusCause at = TACTUS_CAUSE_SERVICE; at <= TACTUS_CAUSE_SILENT; at++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Outcome) outcome = { 0 };
      g_autoptr(GError) error = NULL;

      tactus_doctor_examine_async (practice.doctor, cancellable, outcome_cb, &outcome);
      UNTIL (finding (&practice, at) != TACTUS_FINDING_WAITING);
      g_cancellable_cancel (cancellable);
      UNTIL (outcome.result);
      g_assert_false (tactus_doctor_examine_finish (practice.doctor, outcome.result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (finding (&practice, TACTUS_CAUSE_KEY), >, TACTUS_FINDING_CHECKING);
    }
  close_practice (&practice);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor/words", test_words);
  g_test_add_func ("/doctor/fine", test_fine);
  g_test_add_func ("/doctor/weak", test_weak);
  g_test_add_func ("/doctor/silent", test_silent);
  g_test_add_func ("/doctor/in-use", test_in_use);
  g_test_add_func ("/doctor/keyring", test_keyring);
  g_test_add_func ("/doctor/keyring-stalls", test_keyring_stalls);
  g_test_add_func ("/doctor/not-allowed", test_not_allowed);
  g_test_add_func ("/doctor/bonded", test_bonded);
  g_test_add_func ("/doctor/link-ends", test_link_ends);
  g_test_add_func ("/doctor/no-bluetooth", test_no_bluetooth);
  g_test_add_func ("/doctor/paired", test_paired);
  g_test_add_func ("/doctor/flat", test_flat);
  g_test_add_func ("/doctor/key", test_key);
  g_test_add_func ("/doctor/nobody", test_nobody);
  g_test_add_func ("/doctor/cancelled", test_cancelled);

  return band_bench_run ();
}
