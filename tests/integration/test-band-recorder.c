/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a band sends, on disk: with a virtual band on a private bus, and with one whose readings are
 * told to it by hand. */

#include "band-bench.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>

#include "tactus-band-list.h"
#include "tactus-band-readings.h"
#include "tactus-band-recorder.h"
#include "tactus-recording.h"

#define QUICK "model=mi-band-3,key=" OLD_KEY ",first=0.01,period=0.01,rates=72:73:74"
#define STRAP "model=heart-rate-sensor,first=0.01,period=0.05,rates=72,rr=yes"
#define SHARING "model=mi-band-4,share=on,period=0.02,rates=72:73,key=" OLD_KEY

#define FED_ADDRESS "C8:0F:10:00:00:77"
#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOON (G_GINT64_CONSTANT (1700000000) * SECOND)

/* ── the disk ── */

/*
 * A history in a folder of its own.
 */
typedef struct {
  char *dir;              /* (owned) */
  char *path;             /* (owned) */
  TactusHistory *history; /* (owned) */
  guint moved;
} Disk;

static void
moved_cb (Disk *self)
{
  self->moved++;
}

static Disk *
disk_new (void)
{
  Disk *self = g_new0 (Disk, 1);

  self->dir = g_dir_make_tmp ("tactus-recorder-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "tactus", "history.sqlite", NULL);
  self->history = tactus_history_new (self->path);
  g_signal_connect_swapped (self->history, "moved-aside", G_CALLBACK (moved_cb), self);

  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
disk_free (Disk *self)
{
  UNTIL (G_OBJECT (self->history)->ref_count == 1);
  g_assert_finalize_object (self->history);
  remove_tree (self->dir);
  g_free (self->path);
  g_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Disk, disk_free)

/* Returns: (transfer full) (element-type TactusSession): all, by begin */
static GPtrArray *
list (Disk *self)
{
  const TactusHistoryQuery query = { 0 };
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *sessions;

  tactus_history_list_async (self->history, &query, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  sessions = tactus_history_list_finish (self->history, outcome.result, &error);
  g_assert_no_error (error);

  return sessions;
}

/* Returns: (transfer full): what is on disk of @session */
static TactusSeries *
load (Disk           *self,
      TactusSession  *session,
      GPtrArray     **markers)
{
  const TactusHistoryQuery query = { .session = tactus_session_get_id (session) };
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusSeries *series;

  tactus_history_load_async (self->history, &query, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  series = tactus_history_load_finish (self->history, outcome.result, markers, &error);
  g_assert_no_error (error);

  return series;
}

/* Times are kept in milliseconds, each its own. */
static void
assert_same_reading (TactusSeries *kept,
                     gsize         index,
                     TactusSeries *heard,
                     gsize         other)
{
  TactusReading one = tactus_series_get (kept, index);
  TactusReading two = tactus_series_get (heard, other);
  guint n_one, n_two;
  const guint16 *rr_one = tactus_series_get_rr (kept, index, &n_one);
  const guint16 *rr_two = tactus_series_get_rr (heard, other, &n_two);

  g_assert_cmpint (one.kind, ==, two.kind);
  g_assert_cmpuint (one.bpm, ==, two.bpm);
  g_assert_cmpint (ABS (one.when_us - two.when_us), <, 5000);
  g_assert_cmpmem (rr_one, n_one * sizeof *rr_one, rr_two, n_two * sizeof *rr_two);
}

/* @session has exactly the readings of @heard from @from on, up to @to or a gap. */
static void
assert_kept (Disk          *self,
             TactusSession *session,
             TactusSeries  *heard,
             gsize          from,
             gsize          to)
{
  g_autoptr(TactusSeries) kept = load (self, session, NULL);

  g_assert_cmpuint (tactus_series_get_length (kept), ==, to - from);
  for (gsize i = from; i < to; i++)
    assert_same_reading (kept, i - from, heard, i);
}

/* ── a recorder ── */

static void
finish_recorder (TactusBandRecorder *recorder)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  gboolean ok;

  tactus_band_recorder_finish_async (recorder, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  ok = tactus_band_recorder_finish_finish (recorder, outcome.result, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (tactus_band_recorder_get_waiting (recorder), ==, 0);
  g_assert_null (tactus_band_recorder_get_session (recorder));
  g_assert_null (tactus_band_recorder_get_error (recorder));
}

/* Nobody else has a hand in it. */
static void
drop_recorder (TactusBandRecorder *recorder)
{
  UNTIL (G_OBJECT (recorder)->ref_count == 1);
  g_assert_finalize_object (recorder);
}

static void
until_kept (TactusBandRecorder *recorder)
{
  UNTIL (tactus_band_recorder_get_waiting (recorder) == 0 &&
         !tactus_band_recorder_get_error (recorder));
}

/* ── with a virtual band ── */

static BandBench *
bench_ready (const char *spec)
{
  BandBench *bench = band_bench_new (spec);

  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  band_bench_connect (bench);

  return bench;
}

static gsize
length (BandBench *bench)
{
  return tactus_series_get_length (tactus_band_get_series (bench->band));
}

static void
until_length (BandBench *bench,
              gsize      expected)
{
  UNTIL (length (bench) >= expected);
}

static void
test_measured (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  TactusSeries *heard = tactus_band_get_series (bench->band);
  TactusSession *session;

  g_assert_true (tactus_band_recorder_get_band (recorder) == bench->band);
  tactus_band_start_measuring (bench->band);
  g_assert_null (tactus_band_recorder_get_session (recorder)); /* nothing was heard yet */
  until_length (bench, 1);
  session = tactus_band_recorder_get_session (recorder);
  g_assert_nonnull (session);
  g_assert_true (tactus_session_get_open (session));
  until_length (bench, 20);
  UNTIL (tactus_session_get_id (session) > 0);
  tactus_band_stop_measuring (bench->band);
  g_assert_null (tactus_band_recorder_get_session (recorder));
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  session = sessions->pdata[0];
  g_assert_cmpstr (tactus_session_get_band (session), ==, BAND_ADDRESS);
  g_assert_cmpstr (tactus_session_get_band_name (session), ==,
                   tactus_band_get_name (bench->band));
  g_assert_cmpint (tactus_session_get_source (session), ==, TACTUS_SOURCE_MEASURED);
  g_assert_false (tactus_session_get_open (session));
  g_assert_cmpint (ABS (tactus_session_get_begin_us (session) -
                        tactus_series_get (heard, 0).when_us), <, 1000);
  g_assert_cmpint (ABS (tactus_session_get_end_us (session) -
                        tactus_series_get (heard, length (bench) - 1).when_us), <, 5000);
  assert_kept (disk, session, heard, 0, length (bench) - 1); /* the gap is its end */
  drop_recorder (recorder);
}

/* A lost link ends no session, and is in it. */
static void
test_lost (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  TactusSession *session;
  gsize heard;

  tactus_band_start_measuring (bench->band);
  until_length (bench, 5);
  session = tactus_band_recorder_get_session (recorder);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL_STATE (bench, WAITING);
  g_assert_true (tactus_band_recorder_get_session (recorder) == session);
  tactus_sim_band_come_back (bench->sim);
  until_length (bench, length (bench) + 5);
  g_assert_true (tactus_band_recorder_get_session (recorder) == session);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_LOST), ==, 1);
  heard = length (bench);
  finish_recorder (recorder); /* in the midst of it */

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_false (tactus_session_get_open (sessions->pdata[0]));
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (bench->band), 0, heard);

  /* Who has finished hears nothing any more. */
  until_length (bench, length (bench) + 5);
  g_assert_null (tactus_band_recorder_get_session (recorder));
  g_assert_false (tactus_band_recorder_mark (recorder, "late"));
  drop_recorder (recorder);
}

static void
test_once (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_auto(Outcome) outcome = { NULL };

      tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
      UNTIL (outcome.result != NULL);
      g_assert_true (tactus_band_measure_once_finish (bench->band, outcome.result, NULL, NULL));
    }
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (tactus_session_get_source (sessions->pdata[i]), ==, TACTUS_SOURCE_ONCE);
  assert_kept (disk, sessions->pdata[1], tactus_band_get_series (bench->band),
               length (bench) - 2, length (bench) - 1);
  drop_recorder (recorder);
}

static void
test_listened (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;

  tactus_band_start_listening (bench->band);
  until_length (bench, 3);
  tactus_band_stop_listening (bench->band);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (tactus_session_get_source (sessions->pdata[0]), ==, TACTUS_SOURCE_LISTENED);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (bench->band), 0,
               length (bench) - 1);
  drop_recorder (recorder);
}

static guint
count_rr (TactusSeries *series)
{
  guint count = 0;

  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      guint n_rr;

      tactus_series_get_rr (series, i, &n_rr);
      count += n_rr;
    }

  return count;
}

static void
test_intervals (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = band_bench_new (STRAP);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  TactusSeries *heard = tactus_band_get_series (bench->band);
  g_autoptr(GPtrArray) sessions = NULL;

  tactus_band_start_measuring (bench->band);
  UNTIL (count_rr (heard) >= 3);
  tactus_band_stop_measuring (bench->band);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  assert_kept (disk, sessions->pdata[0], heard, 0, length (bench) - 1);
  drop_recorder (recorder);
}

/* ── markers ── */

static void
marked_cb (gint64 *last,
           gint64  when_us)
{
  *last = when_us;
}

/* The band's button is within reach of whoever runs. */
static void
test_button (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) kept = NULL;
  gint64 marked = 0;

  g_signal_connect_swapped (recorder, "marked", G_CALLBACK (marked_cb), &marked);
  g_assert_false (tactus_band_recorder_mark (recorder, "too early"));
  g_assert_cmpuint (tactus_band_recorder_get_markers (recorder)->len, ==, 0);
  tactus_band_start_measuring (bench->band);
  until_length (bench, 2);
  tactus_sim_band_tap (bench->sim, g_get_monotonic_time ());
  UNTIL (marked != 0);
  g_assert_cmpint (marked, >=, tactus_series_get (tactus_band_get_series (bench->band), 1).when_us);
  g_assert_true (tactus_band_recorder_mark (recorder, "by hand"));
  g_assert_cmpuint (tactus_band_recorder_get_markers (recorder)->len, ==, 2);
  tactus_band_stop_measuring (bench->band);
  g_assert_cmpuint (tactus_band_recorder_get_markers (recorder)->len, ==, 2);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  kept = load (disk, sessions->pdata[0], &markers);
  g_assert_cmpuint (markers->len, ==, 2);
  g_assert_cmpstr (((TactusMarker *) markers->pdata[0])->text, ==, "");
  g_assert_cmpstr (((TactusMarker *) markers->pdata[1])->text, ==, "by hand");
  g_assert_cmpint (ABS (((TactusMarker *) markers->pdata[1])->when_us - marked), <, 1000);
  drop_recorder (recorder);
}

/* ── with a band that is told what it hears ── */

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

/* A band that no bus leads to. */
static TactusBand *
band_fed (const char *address)
{
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new_without_bus ();
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  TactusBand *band = tactus_band_new (client, keys, address, "Fed", NULL, g_get_tmp_dir ());

  wall_us = NOON;
  running_us = SECOND;
  tactus_band_set_clock (band, &clock_set);

  return band;
}

static void
feed (TactusBand *band,
      guint       first,
      guint       count)
{
  for (guint i = first; i < first + count; i++)
    {
      const TactusHeartRate rate = { .value = (guint16) (40 + i % 150), .energy_kj = -1 };

      pass (SECOND);
      tactus_band_append_rate (band, &rate);
    }
}

/* Two bands at once, one of them virtual: what each says is its own. */
static void
test_two_bands (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  g_autoptr(TactusBand) other = band_fed (FED_ADDRESS);
  TactusBandRecorder *one = tactus_band_recorder_new (bench->band, disk->history);
  TactusBandRecorder *two = tactus_band_recorder_new (other, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  gsize heard;

  tactus_band_start_measuring (bench->band);
  for (guint i = 0; i < 20; i++)
    {
      until_length (bench, length (bench) + 1);
      feed (other, i, 1);
    }
  heard = length (bench);
  finish_recorder (one);
  finish_recorder (two);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpstr (tactus_session_get_band (sessions->pdata[0]), ==, FED_ADDRESS);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (other), 0, 20);
  g_assert_cmpstr (tactus_session_get_band (sessions->pdata[1]), ==, BAND_ADDRESS);
  assert_kept (disk, sessions->pdata[1], tactus_band_get_series (bench->band), 0, heard);
  drop_recorder (one);
  drop_recorder (two);
}

/* A session does not hold any length of time; what follows is another. */
static void
test_very_long (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;

  feed (band, 0, 2);
  pass (TACTUS_HISTORY_SESSION_MS * 1000 - 4 * SECOND);
  feed (band, 2, 3);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_false (tactus_session_get_open (sessions->pdata[0]));
  g_assert_false (tactus_session_get_open (sessions->pdata[1]));
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 3);
  assert_kept (disk, sessions->pdata[1], tactus_band_get_series (band), 3, 5);
  drop_recorder (recorder);
}

/* Set while measuring it changes nothing; set between, the next session has its own time. */
static void
test_clock_set_back (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(TactusSeries) before = tactus_series_ref (tactus_band_get_series (band));
  g_autoptr(GPtrArray) sessions = NULL;

  feed (band, 0, 10);
  wall_us -= 3600 * SECOND;
  feed (band, 10, 10);
  tactus_band_append_gap (band);
  feed (band, 0, 7);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_true (tactus_band_get_series (band) != before);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[0]), ==, NOON - 3579 * SECOND);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[1]), ==, NOON + SECOND);
  g_assert_cmpint (tactus_session_get_end_us (sessions->pdata[1]), ==, NOON + 20 * SECOND);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 7);
  assert_kept (disk, sessions->pdata[1], before, 0, 20);
  drop_recorder (recorder);
}

/* What was not heard is no session. */
static void
test_nothing (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder;
  g_autoptr(GPtrArray) sessions = NULL;

  feed (band, 0, 3);
  recorder = tactus_band_recorder_new (band, disk->history);
  tactus_band_append_lost (band);
  tactus_band_append_gap (band);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 0);
  drop_recorder (recorder);
}

/* ── a disk that will not ── */

/* Something stands where the folder should be. */
static void
test_cannot_open (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autofree char *folder = g_path_get_dirname (disk->path);
  g_autoptr(GPtrArray) sessions = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  feed (band, 0, 5);
  UNTIL (tactus_band_recorder_get_error (recorder) != NULL);
  g_assert_true (tactus_band_recorder_get_error (recorder)->domain == TACTUS_DATABASE_ERROR);
  g_assert_true (tactus_band_recorder_mark (recorder, "in vain?"));
  tactus_band_append_gap (band);
  feed (band, 5, 3);
  g_assert_cmpuint (tactus_band_recorder_get_waiting (recorder), ==, 8);
  g_assert_cmpuint (tactus_series_get_length (tactus_band_get_series (band)), ==, 9);

  /* Also when no reading comes that would make it try again. */
  g_assert_no_errno (g_unlink (folder));
  until_kept (recorder);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[0]), ==, NOON + SECOND);
  g_assert_cmpint (tactus_session_get_end_us (sessions->pdata[0]), ==, NOON + 5 * SECOND);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 5);
  assert_kept (disk, sessions->pdata[1], tactus_band_get_series (band), 6, 9);
  drop_recorder (recorder);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

static rlim_t
size_of (const char *path,
         const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (name, &status) == 0 ? (rlim_t) status.st_size : 0;
}

/* No file may grow: live goes on, and later everything is there. */
static void
test_full (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = bench_ready (QUICK);
  TactusBandRecorder *recorder = tactus_band_recorder_new (bench->band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  gsize before;

  tactus_band_start_measuring (bench->band);
  until_length (bench, 10);
  UNTIL (tactus_band_recorder_get_waiting (recorder) == 0);
  limit_files (MAX (size_of (disk->path, ""), size_of (disk->path, "-wal")));
  UNTIL (tactus_band_recorder_get_error (recorder) != NULL);
  g_assert_true (tactus_band_recorder_get_error (recorder)->domain == TACTUS_DATABASE_ERROR);
  before = length (bench);
  until_length (bench, before + 50);
  g_assert_cmpuint (tactus_band_recorder_get_waiting (recorder), >=, 50);
  g_assert_cmpint (tactus_band_get_pulse_state (bench->band), ==, TACTUS_PULSE_STATE_LIVE);
  g_assert_nonnull (tactus_band_recorder_get_session (recorder));

  limit_files (RLIM_INFINITY);
  until_kept (recorder);
  until_length (bench, length (bench) + 5);
  tactus_band_stop_measuring (bench->band);
  finish_recorder (recorder);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (bench->band), 0,
               length (bench) - 1);
  drop_recorder (recorder);
}

/* Another program keeps the database for itself: the end does not wait for ever. */
static void
test_busy (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  sqlite3 *other;

  feed (band, 0, 3);
  until_kept (recorder);
  g_assert_cmpint (sqlite3_open (disk->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  feed (band, 3, 3);
  tactus_band_recorder_finish_async (recorder, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_recorder_finish_finish (recorder, outcome.result, &error));
  /* Whoever gives up first, the database, or on a busy machine the recorder: the disk is to blame,
   * and not the band. */
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY);
  g_assert_cmpstr (tactus_band_error_to_code (error), ==, "storage");
  outcome_clear (&outcome);
  g_assert_cmpuint (tactus_band_recorder_get_waiting (recorder), ==, 3);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  finish_recorder (recorder);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 6);
  drop_recorder (recorder);
}

/* Who gives up waiting does not keep the rest from being written. */
static void
test_finish_cancelled (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) sessions = NULL;
  g_auto(Outcome) cancelled = { NULL };
  g_auto(Outcome) patient = { NULL };
  g_autoptr(GError) error = NULL;

  feed (band, 0, 100);
  tactus_band_recorder_finish_async (recorder, cancellable, outcome_cb, &cancelled);
  tactus_band_recorder_finish_async (recorder, NULL, outcome_cb, &patient);
  g_cancellable_cancel (cancellable);
  UNTIL (cancelled.result != NULL && patient.result != NULL);
  g_assert_false (tactus_band_recorder_finish_finish (recorder, cancelled.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (tactus_band_recorder_finish_finish (recorder, patient.result, NULL));
  outcome_clear (&cancelled);
  outcome_clear (&patient);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 100);
  drop_recorder (recorder);
}

/* ── a file that is another ── */

static void
test_damaged_before (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autofree char *folder = g_path_get_dirname (disk->path);
  g_autofree char *junk = g_strnfill (20000, 'x');
  g_autoptr(GPtrArray) sessions = NULL;

  g_assert_no_errno (g_mkdir (folder, 0700));
  g_assert_true (g_file_set_contents (disk->path, junk, -1, NULL));
  feed (band, 0, 5);
  until_kept (recorder);
  g_assert_cmpuint (disk->moved, ==, 1);
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 5);
  drop_recorder (recorder);
}

static void
notified_cb (guint *count)
{
  (*count)++;
}

/* In the midst of a session: the new file has all of it. */
static void
test_damaged (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autofree char *log = g_strconcat (disk->path, "-wal", NULL);
  g_autofree char *junk = g_strnfill (200000, 'x');
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) kept = NULL;
  guint sessions_told = 0;
  FILE *file;

  feed (band, 0, 5);
  tactus_band_recorder_mark (recorder, "before");
  until_kept (recorder);
  g_signal_connect_swapped (recorder, "notify::session", G_CALLBACK (notified_cb), &sessions_told);
  file = fopen (disk->path, "r+e");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (junk, 1, 200000, file), ==, 200000);
  g_assert_cmpint (fclose (file), ==, 0);
  g_assert_no_errno (g_unlink (log));

  /* Who looks at it notices. */
  sessions = list (disk);
  g_clear_pointer (&sessions, g_ptr_array_unref);
  UNTIL (disk->moved == 1);
  g_assert_cmpuint (sessions_told, ==, 1);
  feed (band, 5, 5);
  tactus_band_recorder_mark (recorder, "after");
  finish_recorder (recorder);

  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[0]), ==, NOON + SECOND);
  assert_kept (disk, sessions->pdata[0], tactus_band_get_series (band), 0, 10);
  kept = load (disk, sessions->pdata[0], &markers);
  g_assert_cmpuint (markers->len, ==, 2);
  drop_recorder (recorder);
}

static void
remove_for_good (Disk   *disk,
                 gint64  session)
{
  g_auto(Outcome) deleted = { NULL };
  g_auto(Outcome) purged = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_history_delete_async (disk->history, &session, 1, TRUE, NULL, outcome_cb, &deleted);
  UNTIL (deleted.result != NULL);
  tactus_history_delete_finish (disk->history, deleted.result, &error);
  g_assert_no_error (error);
  tactus_history_purge_async (disk->history, 0, NULL, outcome_cb, &purged);
  UNTIL (purged.result != NULL);
  tactus_history_purge_finish (disk->history, purged.result, NULL, &error);
  g_assert_no_error (error);
}

/* What a person deletes is gone; what comes after it is kept all the same. */
static void
test_deleted (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) kept = NULL;

  feed (band, 0, 5);
  tactus_band_recorder_mark (recorder, "gone");
  until_kept (recorder);
  finish_recorder (recorder);
  drop_recorder (recorder);

  recorder = tactus_band_recorder_new (band, disk->history);
  feed (band, 5, 5);
  until_kept (recorder);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  remove_for_good (disk, tactus_session_get_id (sessions->pdata[1]));
  feed (band, 10, 5);
  tactus_band_recorder_mark (recorder, "kept");
  g_assert_nonnull (tactus_band_recorder_get_session (recorder));
  finish_recorder (recorder);

  g_clear_pointer (&sessions, g_ptr_array_unref);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[1]), ==, NOON + 11 * SECOND);
  assert_kept (disk, sessions->pdata[1], tactus_band_get_series (band), 10, 15);
  kept = load (disk, sessions->pdata[1], &markers);
  g_assert_cmpuint (markers->len, ==, 1);
  drop_recorder (recorder);
}

/* Deleted when all of it was on disk: there is nothing to keep. */
static void
test_deleted_at_the_end (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(TactusBand) band = band_fed (FED_ADDRESS);
  TactusBandRecorder *recorder = tactus_band_recorder_new (band, disk->history);
  g_autoptr(GPtrArray) sessions = NULL;

  feed (band, 0, 5);
  until_kept (recorder);
  sessions = list (disk);
  remove_for_good (disk, tactus_session_get_id (sessions->pdata[0]));
  tactus_band_append_gap (band);
  finish_recorder (recorder);

  g_clear_pointer (&sessions, g_ptr_array_unref);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 0);
  drop_recorder (recorder);
}

/* ── all bands ── */

static TactusBand *
first_of (GListModel *model)
{
  g_autoptr(TactusBand) band = g_list_model_get_item (model, 0);

  return band; /* the model keeps it */
}

static void
test_recording (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandList *bands = tactus_band_list_new (bench->client, bench->keys, NULL, bench->dir);
  TactusRecording *recording = tactus_recording_new (disk->history);
  g_autoptr(GPtrArray) sessions = NULL;
  g_auto(Outcome) scanned = { NULL };
  g_auto(Outcome) finished = { NULL };
  g_auto(Outcome) down = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBandRecorder *recorder;
  TactusBand *band;
  GListModel *nearby = tactus_band_list_get_nearby (bands);

  g_assert_true (tactus_recording_get_history (recording) == disk->history);
  tactus_recording_set_bands (recording, bands);
  tactus_bluez_client_scan_async (bench->client, 60, NULL, outcome_cb, &scanned);
  UNTIL (scanned.result != NULL);
  UNTIL (g_list_model_get_n_items (nearby) == 1);
  band = first_of (nearby);
  recorder = tactus_recording_get_recorder (recording, band);
  g_assert_true (tactus_recording_get_recorder (recording, band) == recorder);
  tactus_band_start_listening (band);
  UNTIL (tactus_series_get_length (tactus_band_get_series (band)) >= 2);
  g_assert_nonnull (tactus_band_recorder_get_session (recorder));

  tactus_recording_finish_async (recording, NULL, outcome_cb, &finished);
  UNTIL (finished.result != NULL);
  g_assert_true (tactus_recording_finish_finish (recording, finished.result, &error));
  g_assert_no_error (error);
  g_assert_null (tactus_recording_get_error (recording));
  outcome_clear (&finished);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);

  tactus_band_list_shut_down_async (bands, outcome_cb, &down);
  UNTIL (down.result != NULL);
  tactus_band_list_shut_down_finish (bands, down.result);
  outcome_clear (&down);
  tactus_recording_set_bands (recording, NULL);
  UNTIL (G_OBJECT (recording)->ref_count == 1);
  g_assert_finalize_object (recording);
  UNTIL (G_OBJECT (bands)->ref_count == 1);
  g_object_unref (bands);
}

/* The band that is taken out of the list while it measures has its session ended; what the disk
 * does not take then is not given up. */
static void
test_recording_leaves (void)
{
  g_autoptr(Disk) disk = disk_new ();
  g_autofree char *folder = g_path_get_dirname (disk->path);
  TactusRecording *recording = tactus_recording_new (disk->history);
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandList *bands = tactus_band_list_new (bench->client, bench->keys, NULL, bench->dir);
  g_autoptr(GPtrArray) sessions = NULL;
  g_auto(Outcome) scanned = { NULL };
  g_auto(Outcome) down = { NULL };
  g_autoptr(TactusBand) band = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  tactus_recording_set_bands (recording, bands);
  tactus_bluez_client_scan_async (bench->client, 60, NULL, outcome_cb, &scanned);
  UNTIL (scanned.result != NULL);
  UNTIL (g_list_model_get_n_items (tactus_band_list_get_nearby (bands)) == 1);
  band = g_object_ref (first_of (tactus_band_list_get_nearby (bands)));
  tactus_band_start_listening (band);
  UNTIL (tactus_series_get_length (tactus_band_get_series (band)) >= 2);
  UNTIL (tactus_recording_get_error (recording) != NULL);

  tactus_recording_set_bands (recording, NULL);
  UNTIL (tactus_recording_get_error (recording) != NULL);
  g_assert_no_errno (g_unlink (folder));
  UNTIL (tactus_recording_get_error (recording) == NULL);
  UNTIL (G_OBJECT (recording)->ref_count == 1);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (tactus_session_get_source (sessions->pdata[0]), ==, TACTUS_SOURCE_LISTENED);

  tactus_band_stop_listening (band);
  g_assert_finalize_object (recording);
  tactus_band_list_shut_down_async (bands, outcome_cb, &down);
  UNTIL (down.result != NULL);
  tactus_band_list_shut_down_finish (bands, down.result);
  outcome_clear (&down);
  UNTIL (G_OBJECT (bands)->ref_count == 1);
  g_object_unref (bands);
}

typedef struct {
  TactusRecording *recording;
  Disk *disk;
  gboolean left;
  gboolean full;
} Leaving;

static void
leave_cb (Leaving             *leaving,
          const TactusReading *reading)
{
  if (leaving->left)
    return;

  leaving->left = TRUE;
  tactus_recording_set_bands (leaving->recording, NULL);
}

static void
fill_cb (Leaving            *leaving,
         GParamSpec         *pspec,
         TactusBandRecorder *recorder)
{
  if (!leaving->left || tactus_band_recorder_get_waiting (recorder) > 0)
    return;

  leaving->full = TRUE;
  limit_files (MAX (size_of (leaving->disk->path, ""), size_of (leaving->disk->path, "-wal")));
}

/* The disk takes the last reading of a band that is gone, but not that the session has ended: it
 * does not stay open for ever. */
static void
test_recording_leaves_end (void)
{
  g_autoptr(Disk) disk = disk_new ();
  TactusRecording *recording = tactus_recording_new (disk->history);
  g_autoptr(BandBench) bench = band_bench_new (SHARING);
  TactusBandList *bands = tactus_band_list_new (bench->client, bench->keys, NULL, bench->dir);
  Leaving leaving = { recording, disk, FALSE, FALSE };
  g_autoptr(GPtrArray) sessions = NULL;
  g_auto(Outcome) scanned = { NULL };
  g_auto(Outcome) down = { NULL };
  g_autoptr(TactusBand) band = NULL;

  tactus_recording_set_bands (recording, bands);
  tactus_bluez_client_scan_async (bench->client, 60, NULL, outcome_cb, &scanned);
  UNTIL (scanned.result != NULL);
  UNTIL (g_list_model_get_n_items (tactus_band_list_get_nearby (bands)) == 1);
  band = g_object_ref (first_of (tactus_band_list_get_nearby (bands)));
  tactus_band_start_listening (band);
  until_kept (tactus_recording_get_recorder (recording, band));
  UNTIL (tactus_series_get_length (tactus_band_get_series (band)) >= 2);

  g_signal_connect_swapped (tactus_recording_get_recorder (recording, band), "notify::waiting",
                            G_CALLBACK (fill_cb), &leaving);
  g_signal_connect_swapped (band, "reading", G_CALLBACK (leave_cb), &leaving);
  UNTIL (leaving.full);
  UNTIL (tactus_recording_get_error (recording) != NULL ||
         G_OBJECT (recording)->ref_count == 1);
  limit_files (RLIM_INFINITY);
  g_assert_nonnull (tactus_recording_get_error (recording));
  UNTIL (tactus_recording_get_error (recording) == NULL);
  UNTIL (G_OBJECT (recording)->ref_count == 1);
  sessions = list (disk);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_false (tactus_session_get_open (sessions->pdata[0]));

  g_signal_handlers_disconnect_by_data (band, &leaving);
  tactus_band_stop_listening (band);
  g_assert_finalize_object (recording);
  tactus_band_list_shut_down_async (bands, outcome_cb, &down);
  UNTIL (down.result != NULL);
  tactus_band_list_shut_down_finish (bands, down.result);
  outcome_clear (&down);
  UNTIL (G_OBJECT (bands)->ref_count == 1);
  g_object_unref (bands);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN); /* the write fails, which is what a full disk does */

  g_test_add_func ("/band/recorder/measured", test_measured);
  g_test_add_func ("/band/recorder/lost", test_lost);
  g_test_add_func ("/band/recorder/once", test_once);
  g_test_add_func ("/band/recorder/listened", test_listened);
  g_test_add_func ("/band/recorder/intervals", test_intervals);
  g_test_add_func ("/band/recorder/button", test_button);
  g_test_add_func ("/band/recorder/two-bands", test_two_bands);
  g_test_add_func ("/band/recorder/very-long", test_very_long);
  g_test_add_func ("/band/recorder/clock-set-back", test_clock_set_back);
  g_test_add_func ("/band/recorder/nothing", test_nothing);
  g_test_add_func ("/band/recorder/cannot-open", test_cannot_open);
  g_test_add_func ("/band/recorder/full", test_full);
  g_test_add_func ("/band/recorder/busy", test_busy);
  g_test_add_func ("/band/recorder/finish-cancelled", test_finish_cancelled);
  g_test_add_func ("/band/recorder/damaged-before", test_damaged_before);
  g_test_add_func ("/band/recorder/damaged", test_damaged);
  g_test_add_func ("/band/recorder/deleted", test_deleted);
  g_test_add_func ("/band/recorder/deleted-at-the-end", test_deleted_at_the_end);
  g_test_add_func ("/band/recording/bands", test_recording);
  g_test_add_func ("/band/recording/leaves", test_recording_leaves);
  g_test_add_func ("/band/recording/leaves-end", test_recording_leaves_end);

  return band_bench_run ();
}
