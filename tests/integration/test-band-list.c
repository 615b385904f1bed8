/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tactus-band-list.h"
#include "tactus-band-lock.h"
#include "tactus-band-memory.h"

#define FIRST "model=mi-band-3,tap=0.01,name=Mi Band 3"
#define SECOND_ADDRESS "C8:0F:10:00:00:02"
#define SECOND "model=mi-band-5,address=" SECOND_ADDRESS
#define STRANGER "model=mi-band-3,address=C8:0F:10:00:00:03,name=Strap 3000"

/* The bench's BlueZ and client, with a list instead of the single band. */
typedef struct {
  BandBench *bench;     /* (owned) */
  TactusBandList *list; /* (owned) */
  GCancellable *scan;   /* (owned) (nullable) */
  Outcome scanned;
} Bench;

static void
take_list (Bench *self)
{
  self->list = tactus_band_list_new (self->bench->client, self->bench->keys, self->bench->dir,
                                     self->bench->dir);
}

static void
hurry (TactusBand *band)
{
  TactusBandTimings timings = band_bench_timings ();

  tactus_band_set_timings (band, &timings);
}

static Bench *
bench_new (const char *spec)
{
  Bench *self = g_new0 (Bench, 1);

  self->bench = band_bench_new (spec);
  g_signal_handlers_disconnect_by_data (self->bench->band, self->bench);
  g_assert_finalize_object (g_steal_pointer (&self->bench->band));
  take_list (self);

  return self;
}

/* As a program that ends: everything is let go of. */
static void
drop_list (Bench *self)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_list_shut_down_async (self->list, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_list_shut_down_finish (self->list, outcome.result);
  outcome_clear (&outcome);
  g_assert_false (tactus_sim_band_get_connected (self->bench->sim));
  UNTIL (G_OBJECT (self->list)->ref_count == 1);
  g_assert_finalize_object (g_steal_pointer (&self->list));
}

static void
bench_free (Bench *self)
{
  if (self->scan)
    {
      g_cancellable_cancel (self->scan);
      UNTIL (self->scanned.result != NULL);
      g_clear_object (&self->scan);
      outcome_clear (&self->scanned);
    }
  drop_list (self);
  band_bench_free (self->bench);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static void
scan (Bench *self)
{
  self->scan = g_cancellable_new ();
  tactus_bluez_client_scan_async (self->bench->client, 60000, self->scan, outcome_cb,
                                  &self->scanned);
}

static TactusSimBand *
add_sim (Bench      *self,
         const char *text)
{
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, NULL);
  g_autoptr(TactusSimBand) sim = tactus_sim_band_new (spec);

  tactus_sim_bluez_add_band (self->bench->bluez, sim);
  tactus_sim_bluez_remember (self->bench->bluez, sim);

  return sim; /* BlueZ keeps a reference */
}

static guint
n_known (Bench *self)
{
  return g_list_model_get_n_items (tactus_band_list_get_known (self->list));
}

static guint
n_nearby (Bench *self)
{
  return g_list_model_get_n_items (tactus_band_list_get_nearby (self->list));
}

static const char *
nth_nearby (Bench *self,
            guint  index)
{
  g_autoptr(TactusBand) band = g_list_model_get_item (tactus_band_list_get_nearby (self->list),
                                                      index);

  return tactus_band_get_address (band); /* the list keeps the band */
}

static TactusBand *
find (Bench      *self,
      const char *text)
{
  g_autoptr(GError) error = NULL;
  TactusBand *band = tactus_band_list_find (self->list, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (band);
  return band;
}

static void
pair (Bench *self)
{
  TactusBand *band = find (self, BAND_ADDRESS);
  g_auto(Outcome) outcome = { NULL };

  hurry (band);
  tactus_band_pair_async (band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
}

/* ── */

static void
test_nearby (void)
{
  g_autoptr(Bench) self = bench_new (FIRST ",rssi=-80");

  g_assert_cmpuint (n_nearby (self), ==, 1);
  g_assert_cmpuint (n_known (self), ==, 0);
  add_sim (self, SECOND ",rssi=-50");
  UNTIL (n_nearby (self) == 2);

  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
  UNTIL (n_nearby (self) == 1);
  g_assert_cmpstr (nth_nearby (self, 0), ==, SECOND_ADDRESS);

  /* The same band is the same object when it comes back. */
  tactus_sim_bluez_remember (self->bench->bluez, self->bench->sim);
  UNTIL (n_nearby (self) == 2);
}

/* A band by its service, though nobody knows its name, is shown, and taken for one of the first,
 * which go by many names; that it is none comes out when it is connected. */
static void
test_unknown_model (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_auto(Outcome) outcome = { NULL };
  TactusBand *band;

  add_sim (self, STRANGER);
  scan (self);
  UNTIL (n_nearby (self) == 2);
  band = find (self, "strap");
  g_assert_cmpint (tactus_band_get_model (band)->generation, ==, TACTUS_GENERATION_A);
  band_bench_settle (self->bench, 20);
  tactus_band_pair_async (band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "not_supported");
}

static void
test_pairing_moves (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);
  g_autofree char *text = NULL;
  GStatBuf info;

  pair (self);
  g_assert_cmpuint (n_nearby (self), ==, 0);
  g_assert_cmpuint (n_known (self), ==, 1);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[" BAND_ADDRESS "]\nname=Mi Band 3\nmodel=mi-band-3\n");
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  /* The next start knows it, even if it is not there. */
  drop_list (self);
  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
  take_list (self);
  g_assert_cmpuint (n_known (self), ==, 1);
  g_assert_cmpuint (n_nearby (self), ==, 0);
  g_assert_cmpstr (tactus_band_get_name (find (self, BAND_ADDRESS)), ==, "Mi Band 3");
  g_assert_cmpstr (tactus_band_get_model (find (self, BAND_ADDRESS))->id, ==, "mi-band-3");
}

static void
test_forget (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  pair (self);
  tactus_band_list_forget_async (self->list, find (self, BAND_ADDRESS), NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_list_forget_finish (self->list, outcome.result, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (n_known (self), ==, 0);
  g_assert_false (band_bench_has_key (self->bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (tactus_sim_band_get_connected (self->bench->sim));
  UNTIL (!tactus_bluez_client_lookup (self->bench->client, BAND_ADDRESS));
  UNTIL (n_nearby (self) == 0);

  outcome_clear (&outcome);
  drop_list (self);
  take_list (self);
  g_assert_cmpuint (n_known (self), ==, 0);
}

/* What cannot be done is told; what can be done is done. */
static void
test_forget_while_off (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  pair (self);
  tactus_sim_bluez_set_powered (self->bench->bluez, 0, FALSE);
  tactus_band_list_forget_async (self->list, find (self, BAND_ADDRESS), NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_list_forget_finish (self->list, outcome.result, &error));
  g_assert_cmpstr (tactus_band_error_to_code (error), ==, "adapter_off");
  g_assert_cmpuint (n_known (self), ==, 0);
  g_assert_false (band_bench_has_key (self->bench, TACTUS_KEY_SLOT_CURRENT));
}

/* Another program uses the band: it stays as it is. */
static void
test_forget_while_used (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBandLock *lock;

  pair (self);
  drop_list (self);
  take_list (self);
  lock = tactus_band_lock_acquire (self->bench->dir, BAND_ADDRESS, &error);
  g_assert_no_error (error);

  tactus_band_list_forget_async (self->list, find (self, BAND_ADDRESS), NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_list_forget_finish (self->list, outcome.result, &error));
  g_assert_cmpstr (tactus_band_error_to_code (error), ==, "busy");
  g_assert_cmpuint (n_known (self), ==, 1);
  g_assert_true (band_bench_has_key (self->bench, TACTUS_KEY_SLOT_CURRENT));
  outcome_clear (&outcome);
  g_clear_error (&error);

  tactus_band_lock_release (lock);
  tactus_band_list_forget_async (self->list, find (self, BAND_ADDRESS), NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_list_forget_finish (self->list, outcome.result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_known (self), ==, 0);
}

static void
test_find (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_autoptr(GError) error = NULL;
  TactusBand *first = find (self, BAND_ADDRESS);

  add_sim (self, SECOND);
  UNTIL (n_nearby (self) == 2);

  g_assert_true (find (self, "c8-0f-10-00-00-01") == first);
  g_assert_true (find (self, "band 3") == first);
  g_assert_true (find (self, "MI BAND 3") == first);
  g_assert_true (find (self, "smart") == find (self, SECOND_ADDRESS));

  g_assert_null (tactus_band_list_find (self->list, "band", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (tactus_band_list_find (self->list, "toaster", &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_null (tactus_band_list_find (self->list, "", &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_OUT_OF_RANGE);
}

static void
until_rssi (Bench         *self,
            TactusSimBand *sim,
            gint16         rssi)
{
  TactusBand *band = find (self, tactus_sim_band_get_address (sim));

  tactus_sim_band_set_rssi (sim, rssi);
  UNTIL (tactus_band_get_rssi (band) == rssi);
}

/* The strongest first; and a row stays where it is until the difference is clear. */
static void
test_order (void)
{
  g_autoptr(Bench) self = bench_new (FIRST ",rssi=-80");
  TactusSimBand *second;

  second = add_sim (self, SECOND ",rssi=-65");
  UNTIL (n_nearby (self) == 2);
  scan (self);
  until_rssi (self, self->bench->sim, -80);
  until_rssi (self, second, -65);
  g_assert_cmpstr (nth_nearby (self, 0), ==, SECOND_ADDRESS);

  until_rssi (self, second, -75); /* over the border, but not by much */
  until_rssi (self, self->bench->sim, -69);
  g_assert_cmpstr (nth_nearby (self, 0), ==, SECOND_ADDRESS);

  until_rssi (self, self->bench->sim, -50);
  UNTIL (g_str_equal (nth_nearby (self, 0), BAND_ADDRESS));
}

/* A file that a disk or a hand has spoiled is kept for whoever wants to mend it. */
static void
test_corrupt_file (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);
  g_autofree char *text = NULL;

  drop_list (self);
  g_assert_true (g_file_set_contents (path, "[unfinished\n", -1, NULL));
  take_list (self);
  g_assert_cmpuint (n_known (self), ==, 0);
  g_assert_true (g_file_get_contents (bad, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[unfinished\n");
  pair (self);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Groups that are no addresses, models that nobody knows. */
static void
test_odd_file (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);

  drop_list (self);
  g_assert_true (g_file_set_contents (path, "[settings]\nname=x\n[" SECOND_ADDRESS "]\n"
                                      "model=mi-band-99\n", -1, NULL));
  take_list (self);
  g_assert_cmpuint (n_known (self), ==, 1);
  g_assert_cmpstr (tactus_band_get_name (find (self, SECOND_ADDRESS)), ==, SECOND_ADDRESS);
}

/* Another program pairs and forgets at the same time: each keeps what the other one did. */
static void
test_two_programs (void)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-bands-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "bands.ini", NULL);
  g_autoptr(TactusBandMemory) first = tactus_band_memory_new (dir);
  g_autoptr(TactusBandMemory) second = tactus_band_memory_new (dir);
  g_autofree char *text = NULL;
  g_autofree char *less = NULL;

  tactus_band_memory_set (first, BAND_ADDRESS, "A", "mi-band-3");
  tactus_band_memory_set (second, SECOND_ADDRESS, "B", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "[" BAND_ADDRESS "]\nname=A\nmodel=mi-band-3\n"));
  g_assert_nonnull (strstr (text, "[" SECOND_ADDRESS "]\nname=B\n"));

  tactus_band_memory_remove (first, BAND_ADDRESS);
  g_assert_true (g_file_get_contents (path, &less, NULL, NULL));
  g_assert_cmpstr (less, ==, "[" SECOND_ADDRESS "]\nname=B\n");

  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (dir)); /* nothing else is left */
}

typedef struct {
  char *dir;
  int fd;
} Holder;

static gpointer
hold_for_a_while (gpointer data)
{
  Holder *holder = data;
  g_autofree char *path = g_build_filename (holder->dir, "bands.ini", NULL);

  g_usleep (100 * 1000);
  g_assert_true (g_file_set_contents (path, "[" SECOND_ADDRESS "]\nname=B\n", -1, NULL));
  close (holder->fd);

  return NULL;
}

/* In the middle of another program's change. */
static void
test_file_locked (void)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-bands-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "bands.ini", NULL);
  g_autoptr(TactusBandMemory) memory = tactus_band_memory_new (dir);
  Holder holder = { dir, g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) };
  g_autofree char *text = NULL;
  GThread *thread;

  g_assert_no_errno (flock (holder.fd, LOCK_EX));
  thread = g_thread_new ("holder", hold_for_a_while, &holder);
  tactus_band_memory_set (memory, BAND_ADDRESS, "A", NULL);
  g_thread_join (thread);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "[" BAND_ADDRESS "]\nname=A\n"));
  g_assert_nonnull (strstr (text, "[" SECOND_ADDRESS "]\nname=B\n"));
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (dir));
}

/* Spoiled while we run: what we know is not lost with it. */
static void
test_spoiled_meanwhile (void)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-bands-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "bands.ini", NULL);
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);
  g_autoptr(TactusBandMemory) memory = tactus_band_memory_new (dir);
  g_autofree char *text = NULL;

  tactus_band_memory_set (memory, BAND_ADDRESS, "A", NULL);
  g_assert_true (g_file_set_contents (path, "[unfinished\n", -1, NULL));
  tactus_band_memory_set (memory, SECOND_ADDRESS, "B", NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "[" BAND_ADDRESS "]\nname=A\n"));
  g_assert_nonnull (strstr (text, "[" SECOND_ADDRESS "]\nname=B\n"));
  g_assert_no_errno (g_unlink (bad));
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (dir));
}

/* In the demo there is no file. */
static void
test_no_file (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);

  drop_list (self);
  self->list = tactus_band_list_new (self->bench->client, self->bench->keys, NULL,
                                     self->bench->dir);
  pair (self);
  g_assert_cmpuint (n_known (self), ==, 1);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Three seconds are enough, even if BlueZ is not done by then. */
static void
test_shut_down_bounded (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  TactusSimBluezDelays delays;
  g_auto(Outcome) outcome = { NULL };

  pair (self);
  tactus_sim_bluez_get_delays (self->bench->bluez, &delays);
  delays.disconnect_ms = 6000;
  tactus_sim_bluez_set_delays (self->bench->bluez, &delays);
  tactus_band_list_shut_down_async (self->list, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_list_shut_down_finish (self->list, outcome.result);
  g_assert_cmpint (tactus_band_get_state (find (self, BAND_ADDRESS)), ==,
                   TACTUS_BAND_STATE_DISCONNECTING);
  UNTIL (tactus_band_get_state (find (self, BAND_ADDRESS)) == TACTUS_BAND_STATE_OFFLINE);
}

/* ── what they are ── */

static void
pair_with (Bench      *self,
           const char *address)
{
  g_auto(Outcome) outcome = { NULL };

  hurry (find (self, address));
  tactus_band_pair_async (find (self, address), NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
}

/* It calls itself MI like its siblings; what it said of itself is what is remembered. */
static void
test_learned_model (void)
{
  g_autoptr(Bench) self = bench_new ("model=mi-band-1s,name=MI,address=88:0F:10:00:00:04,tap=0.01");
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr (tactus_band_get_model (find (self, "88:0F:10:00:00:04"))->id, ==, "mi-band-1");
  pair_with (self, "88:0F:10:00:00:04");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "model=mi-band-1s\n"));

  drop_list (self);
  take_list (self);
  g_assert_cmpstr (tactus_band_get_model (find (self, "88:0F:10:00:00:04"))->id, ==, "mi-band-1s");
}

/* Any strap is shown, and one that was paired is known like a band; so is a later band that shares
 * its heart rate. */
static void
test_sensors (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  const char *model;

  add_sim (self, "model=heart-rate-sensor,address=F0:13:C3:00:00:05");
  add_sim (self, "model=smart-band-9,share=on,bond=none,address=F0:13:C3:00:00:06");
  UNTIL (n_nearby (self) == 3);
  model = tactus_band_get_model (find (self, "F0:13:C3:00:00:06"))->id;
  g_assert_cmpstr (model, ==, "heart-rate-sensor");
  pair_with (self, "F0:13:C3:00:00:05");
  pair_with (self, "F0:13:C3:00:00:06");
  g_assert_cmpuint (n_known (self), ==, 2);
  UNTIL (n_nearby (self) == 1);

  drop_list (self);
  take_list (self);
  g_assert_cmpuint (n_known (self), ==, 2);
  model = tactus_band_get_model (find (self, "F0:13:C3:00:00:06"))->id;
  g_assert_cmpstr (model, ==, "heart-rate-sensor");
}

/* What was measured with last is what a launcher goes on with, after the next start, too. */
static void
test_recent (void)
{
  g_autoptr(Bench) self = bench_new (FIRST);
  const char *a = "F0:13:C3:00:00:05";
  const char *b = "F0:13:C3:00:00:06";

  add_sim (self, "model=heart-rate-sensor,name=A,address=F0:13:C3:00:00:05");
  add_sim (self, "model=heart-rate-sensor,name=B,address=F0:13:C3:00:00:06");
  UNTIL (n_nearby (self) == 3);
  g_assert_null (tactus_band_list_get_recent (self->list));

  pair_with (self, b);
  pair_with (self, a);
  g_assert_true (tactus_band_list_get_recent (self->list) == find (self, a));

  tactus_band_start_measuring (find (self, b));
  g_assert_true (tactus_band_list_get_recent (self->list) == find (self, b));
  tactus_band_stop_measuring (find (self, b));
  g_assert_true (tactus_band_list_get_recent (self->list) == find (self, b));

  drop_list (self);
  take_list (self);
  g_assert_true (tactus_band_list_get_recent (self->list) == find (self, b));
  tactus_band_start_measuring (find (self, a));
  g_assert_true (tactus_band_list_get_recent (self->list) == find (self, a));
}

/* Who is listened to stays in sight; and nobody is listened to after the next start. */
static void
test_listening (void)
{
  g_autoptr(Bench) self = bench_new ("model=mi-band-4,share=on,rates=72,period=0.02");
  g_autofree char *path = g_build_filename (self->bench->dir, "bands.ini", NULL);
  TactusBand *band = find (self, BAND_ADDRESS);

  tactus_band_start_listening (band);
  UNTIL (tactus_band_get_bpm (band) == 72);
  tactus_sim_band_vanish (self->bench->sim, g_get_monotonic_time ());
  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
  UNTIL (!tactus_band_get_present (band));
  g_assert_cmpuint (n_nearby (self), ==, 1);
  tactus_sim_band_come_back (self->bench->sim);
  tactus_sim_bluez_remember (self->bench->bluez, self->bench->sim);

  drop_list (self);
  UNTIL (!tactus_sim_bluez_get_discovering (self->bench->bluez, 0));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  take_list (self);
  UNTIL (n_nearby (self) == 1);
  g_assert_cmpint (tactus_band_get_state (find (self, BAND_ADDRESS)), ==,
                   TACTUS_BAND_STATE_OFFLINE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band-list/nearby", test_nearby);
  g_test_add_func ("/band-list/unknown-model", test_unknown_model);
  g_test_add_func ("/band-list/pairing-moves", test_pairing_moves);
  g_test_add_func ("/band-list/forget", test_forget);
  g_test_add_func ("/band-list/forget-while-off", test_forget_while_off);
  g_test_add_func ("/band-list/forget-while-used", test_forget_while_used);
  g_test_add_func ("/band-list/find", test_find);
  g_test_add_func ("/band-list/order", test_order);
  g_test_add_func ("/band-list/corrupt-file", test_corrupt_file);
  g_test_add_func ("/band-list/odd-file", test_odd_file);
  g_test_add_func ("/band-list/two-programs", test_two_programs);
  g_test_add_func ("/band-list/file-locked", test_file_locked);
  g_test_add_func ("/band-list/spoiled-meanwhile", test_spoiled_meanwhile);
  g_test_add_func ("/band-list/no-file", test_no_file);
  g_test_add_func ("/band-list/learned-model", test_learned_model);
  g_test_add_func ("/band-list/sensors", test_sensors);
  g_test_add_func ("/band-list/recent", test_recent);
  g_test_add_func ("/band-list/listening", test_listening);
  g_test_add_func ("/band-list/shut-down-bounded", test_shut_down_bounded);

  return band_bench_run ();
}
