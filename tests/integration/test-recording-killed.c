/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Killed at any instant, a recording keeps all but its last moment, and the database is whole.
 *
 * This program runs itself as the one that records: real bands, recorders and a real database, only
 * that the readings are not from the air.  Each reading is reported through a pipe just before the
 * band says it, with how many were not on disk yet; then the other is killed, and what is on disk
 * is compared with what was reported.  Last, tactusctl is. */

#include "ctl-rig.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tactus-band-readings.h"
#include "tactus-band-recorder.h"

#define RECORD "--record"

/* How many were killed in all, and what they had reported, must not be few by mistake. */
#define ROUNDS 200

/* Never missing: what was reported longer ago than this. */
#define GRACE_US ((gint64) G_USEC_PER_SEC)

#define MAX_BANDS 2
#define SESSION_LENGTH 40 /* readings; then another begins */

/* What is reported of a reading. */
typedef struct {
  guint32 band;
  guint32 index;    /* of all that this band says */
  guint32 waiting;  /* of those before it, not on disk yet, as far as the recorder knows */
  gint64 told_us;   /* monotonic, which is the same for both programs */
  gint64 when_us;
} Report;

static guint16
nth_pulse (guint band,
           guint index)
{
  return (guint16) (40 + (index * 7 + band * 31) % 150);
}

static char *
nth_address (guint round,
             guint band)
{
  return g_strdup_printf ("C8:0F:10:%02X:%02X:%02X", round >> 8, round & 0xff, band);
}

/* ── the one that is killed ── */

typedef struct {
  TactusBand *bands[MAX_BANDS];
  TactusBandRecorder *recorders[MAX_BANDS];
  guint n_bands;
  guint n_rr;
  guint said;
} Child;

static void
say (Child *self,
     guint  band)
{
  TactusHeartRate rate = {
    .value = nth_pulse (band, self->said), .energy_kj = -1, .n_rr = self->n_rr,
  };
  const Report report = {
    .band = band,
    .index = self->said,
    .waiting = tactus_band_recorder_get_waiting (self->recorders[band]),
    .told_us = g_get_monotonic_time (),
    .when_us = tactus_band_get_now_us (self->bands[band]),
  };

  for (guint i = 0; i < self->n_rr; i++)
    rate.rr[i] = (guint16) (700 + (self->said + i) % 300);
  if (write (STDOUT_FILENO, &report, sizeof report) != sizeof report)
    _exit (1);
  tactus_band_append_rate (self->bands[band], &rate);
}

static gboolean
say_cb (gpointer user_data)
{
  Child *self = user_data;

  for (guint i = 0; i < self->n_bands; i++)
    {
      if (self->said > 0 && self->said % SESSION_LENGTH == 0)
        tactus_band_append_gap (self->bands[i]);
      say (self, i);
    }
  self->said++;

  return G_SOURCE_CONTINUE;
}

/* @arguments: path, round, number of bands, milliseconds between readings, intervals in each */
static int
record (char **arguments)
{
  g_autoptr(TactusHistory) history = tactus_history_new (arguments[0]);
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new_without_bus ();
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Child self = { .n_bands = (guint) atoi (arguments[2]), .n_rr = (guint) atoi (arguments[4]) };

  for (guint i = 0; i < self.n_bands; i++)
    {
      g_autofree char *address = nth_address ((guint) atoi (arguments[1]), i);

      self.bands[i] = tactus_band_new (client, keys, address, NULL, NULL, g_get_tmp_dir ());
      self.recorders[i] = tactus_band_recorder_new (self.bands[i], history);
    }
  g_timeout_add ((guint) atoi (arguments[3]), say_cb, &self);
  g_main_loop_run (loop);

  return 0;
}

/* ── the one that kills ── */

/*
 * How a number of rounds went.
 */
typedef struct {
  const char *name;
  guint rounds;
  guint reported;
  guint missing;      /* at most, of one band in one round */
  gint64 missing_us;  /* at most, from the report to the kill */
} Tally;

typedef struct {
  char *dir;       /* (owned) */
  char *path;      /* (owned) */
  GArray *reports; /* (owned) (element-type Report) */
  gint64 killed_us;
} Round;

static const char *program;
static guint n_rounds;

static Round *
round_new (void)
{
  Round *self = g_new0 (Round, 1);

  self->dir = g_dir_make_tmp ("tactus-killed-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "history.sqlite", NULL);
  self->reports = g_array_new (FALSE, FALSE, sizeof (Report));

  return self;
}

static void
remove_files (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
}

static void
round_free (Round *self)
{
  remove_files (self->dir);
  g_rmdir (self->dir);
  g_array_unref (self->reports);
  g_free (self->path);
  g_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

static GPid
start (Round *self,
       guint  n_bands,
       guint  pause_ms,
       guint  n_rr,
       int   *pipe)
{
  g_autofree char *number = g_strdup_printf ("%u", n_rounds);
  g_autofree char *bands = g_strdup_printf ("%u", n_bands);
  g_autofree char *pause = g_strdup_printf ("%u", pause_ms);
  g_autofree char *rr = g_strdup_printf ("%u", n_rr);
  char *arguments[] = { (char *) program, (char *) RECORD, self->path, number, bands, pause, rr,
                        NULL };
  g_autoptr(GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, pipe, NULL, &error);
  g_assert_no_error (error);
  g_array_set_size (self->reports, 0);

  return pid;
}

/* Returns: %FALSE: nobody writes any more */
static gboolean
take_reports (Round *self,
              int    pipe)
{
  Report report;
  gssize got = read (pipe, &report, sizeof report);

  if (got <= 0)
    return FALSE;

  /* Each was written at once, so that each is read whole. */
  g_assert_cmpint (got, ==, sizeof report);
  g_array_append_val (self->reports, report);

  return TRUE;
}

/* @first: from when the first reading is reported, else from now on */
static void
listen (Round    *self,
        int       pipe,
        gint64    for_us,
        gboolean  first)
{
  struct pollfd poll_fd = { .fd = pipe, .events = POLLIN };
  gint64 until_us = g_get_monotonic_time () + for_us;
  gboolean waiting = first;

  while (TRUE)
    {
      gint64 left_us = until_us - g_get_monotonic_time ();

      if (!waiting && left_us <= 0)
        return;
      if (poll (&poll_fd, 1, waiting ? 30000 : (int) (left_us / 1000) + 1) == 0)
        g_assert_false (waiting);
      else
        g_assert_true (take_reports (self, pipe));
      if (waiting)
        until_us = g_get_monotonic_time () + for_us;
      waiting = FALSE;
    }
}

static void
kill_and_drain (Round *self,
                GPid   pid,
                int    pipe)
{
  int status;

  self->killed_us = g_get_monotonic_time ();
  g_assert_no_errno (kill (pid, SIGKILL));
  while (take_reports (self, pipe))
    continue;
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_spawn_close_pid (pid);
  close (pipe);
}

/* ── what is left ── */

static int
first_column_cb (gpointer   data,
                 int        n_columns,
                 char     **values,
                 char     **names)
{
  g_string_append_printf (data, "%s;", values[0]);

  return 0;
}

/* As another program sees it. */
static void
assert_whole (const char *path)
{
  g_autoptr(GString) said = g_string_new (NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA integrity_check; PRAGMA foreign_key_check",
                                 first_column_cb, said, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  g_assert_cmpstr (said->str, ==, "ok;");
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_there (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* Returns: (transfer full) (element-type TactusReading): the pulses of @band */
static GArray *
load (const char *path,
      const char *band)
{
  const TactusHistoryQuery query = { .band = band };
  g_autoptr(TactusHistory) history = tactus_history_new (path);
  GArray *pulses = g_array_new (FALSE, FALSE, sizeof (TactusReading));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GError) error = NULL;

  tactus_history_load_async (history, &query, NULL, result_cb, &result);
  ctl_wait_until (is_there, &result, "the readings");
  series = tactus_history_load_finish (history, result, NULL, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      TactusReading reading = tactus_series_get (series, i);

      if (reading.kind == TACTUS_READING_PULSE)
        g_array_append_val (pulses, reading);
    }

  return pulses;
}

static const Report *
find_report (Round *self,
             guint  band,
             guint  index)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      const Report *report = &g_array_index (self->reports, Report, i);

      if (report->band == band && report->index == index)
        return report;
    }

  return NULL;
}

/* They are the first that were reported, and no others. */
static void
assert_in_order (Round  *self,
                 guint   band,
                 GArray *pulses)
{
  for (guint i = 0; i < pulses->len; i++)
    {
      const TactusReading *pulse = &g_array_index (pulses, TactusReading, i);
      const Report *report = find_report (self, band, i);

      g_assert_nonnull (report);
      g_assert_cmpuint (pulse->bpm, ==, nth_pulse (band, i));
      g_assert_cmpint (ABS (pulse->when_us - report->when_us), <, G_USEC_PER_SEC);
    }
}

/* None that the recorder thought to be on disk is missing, and none that is old. */
static void
count_missing (Round  *self,
               guint   band,
               guint   kept,
               Tally  *tally)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      const Report *report = &g_array_index (self->reports, Report, i);
      gint64 age_us = self->killed_us - report->told_us;

      if (report->band != band)
        continue;

      tally->reported++;
      g_assert_cmpuint (kept + report->waiting, >=, report->index);
      if (report->index < kept)
        continue;

      g_assert_cmpint (age_us, <=, GRACE_US);
      tally->missing = MAX (tally->missing, report->index + 1 - kept);
      tally->missing_us = MAX (tally->missing_us, age_us);
    }
}

static void
check (Round *self,
       guint  n_bands,
       Tally *tally)
{
  tally->rounds++;
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      /* So early that there is no file: then a moment has passed, and nothing more. */
      for (guint i = 0; i < n_bands; i++)
        count_missing (self, i, 0, tally);
      return;
    }

  assert_whole (self->path);
  for (guint i = 0; i < n_bands; i++)
    {
      g_autofree char *address = nth_address (n_rounds, i);
      g_autoptr(GArray) pulses = load (self->path, address);

      assert_in_order (self, i, pulses);
      count_missing (self, i, pulses->len, tally);
    }
}

static void
tell (const Tally *tally)
{
  g_test_message ("%s: killed %u times, %u readings; at most %u missing, the oldest reported %.1f "
                  "ms before",
                  tally->name, tally->rounds, tally->reported, tally->missing,
                  (double) tally->missing_us / 1000);
}

/*
 * Killed so long after the first reading, or after the start.
 */
typedef struct {
  const char *name;
  guint rounds;
  guint n_bands;
  guint pause_ms;
  guint n_rr;
  int from_ms;
  int to_ms;
  gboolean early;
} Way;

/* 255 intervals in each reading fill the log, so that it is put into the file again and again. */
static const Way ways[] = {
  { "opening", 30, 1, 2, 0, 0, 60, TRUE },
  { "one band", 115, 1, 2, 0, 0, 90, FALSE },
  { "two bands", 40, 2, 2, 1, 0, 90, FALSE },
  { "large log", 12, 1, 1, 255, 100, 1500, FALSE },
};

static void
test_killed (gconstpointer data)
{
  const Way *way = data;
  g_autoptr(Round) round = round_new ();
  Tally tally = { .name = way->name };

  for (guint i = 0; i < way->rounds; i++)
    {
      gint64 after_us = g_test_rand_int_range (way->from_ms * 1000, way->to_ms * 1000);
      int pipe;
      GPid pid;

      if (way->early)
        remove_files (round->dir);
      pid = start (round, way->n_bands, way->pause_ms, way->n_rr, &pipe);
      listen (round, pipe, after_us, !way->early);
      kill_and_drain (round, pid, pipe);
      check (round, way->n_bands, &tally);
      n_rounds++;
    }

  tell (&tally);
  if (!way->early)
    g_assert_cmpuint (tally.reported, >=, way->rounds);
}

/* ── the real program ── */

#define CTL_ROUNDS 8
#define CTL_BAND "model=mi-band-3,tap=0.1,first=0.01,period=0.01,rates=60:61:62:63:64:65:66:67"

static guint
count_lines (CtlRun *run)
{
  guint lines = 0;

  for (const char *text = run->out->str; *text; text++)
    lines += *text == '\n';

  return lines;
}

static gboolean
has_line (gpointer data)
{
  return count_lines (data) > 0;
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The last session's, as they are on disk. */
static GArray *
load_session (const char *path)
{
  GArray *pulses = g_array_new (FALSE, FALSE, sizeof (TactusReading));
  sqlite3_stmt *statement;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT bpm FROM readings WHERE session = "
                                           "(SELECT max (id) FROM session) AND state = 'pulse' "
                                           "ORDER BY time",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      TactusReading reading = { .bpm = (guint16) sqlite3_column_int (statement, 0) };

      g_array_append_val (pulses, reading);
    }
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return pulses;
}

static gint64
get_time_us (JsonObject *line)
{
  g_autoptr(GDateTime) when =
    g_date_time_new_from_iso8601 (json_object_get_string_member (line, "time"), NULL);

  return g_date_time_to_unix (when) * G_USEC_PER_SEC + g_date_time_get_microsecond (when);
}

/* What was printed is on disk, but for the last moment. */
static void
check_printed (CtlRun     *run,
               const char *path,
               gint64      killed_us,
               Tally      *tally)
{
  g_autoptr(GArray) pulses = load_session (path);
  g_autoptr(GPtrArray) lines = NULL;

  /* Killed in the middle of a line. */
  g_string_truncate (run->out, (gsize) (strrchr (run->out->str, '\n') + 1 - run->out->str));
  lines = ctl_json (run);
  tally->rounds++;
  tally->reported += lines->len;
  g_assert_cmpuint (pulses->len, <=, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 age_us = killed_us - get_time_us (lines->pdata[i]);

      if (i < pulses->len)
        {
          g_assert_cmpint (g_array_index (pulses, TactusReading, i).bpm, ==,
                           json_object_get_int_member (lines->pdata[i], "bpm"));
          continue;
        }
      g_assert_cmpint (age_us, <=, GRACE_US);
      tally->missing = MAX (tally->missing, lines->len - pulses->len);
      tally->missing_us = MAX (tally->missing_us, age_us);
    }
}

static void
test_tactusctl (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, CTL_BAND);
  g_autofree char *path = g_build_filename (rig->dir, "tactus", "history.sqlite", NULL);
  g_autofree char *command = g_strdup_printf ("heart-rate --json %s",
                                              tactus_sim_band_get_address (band));
  Tally tally = { .name = "tactusctl" };
  guint tick_id = g_timeout_add (5, tick_cb, NULL);

  ctl_rig_pair (rig, band);
  for (guint i = 0; i < CTL_ROUNDS; i++)
    {
      g_autoptr(CtlRun) run = ctl_start (rig, command);
      gint64 until_us, killed_us;

      ctl_wait_until (has_line, run, "the first value");
      until_us = g_get_monotonic_time () + g_test_rand_int_range (20000, 1500000);
      ctl_wait_until (is_past, &until_us, "the moment to kill it");
      killed_us = g_get_real_time ();
      ctl_kill (run);
      assert_whole (path);
      check_printed (run, path, killed_us, &tally);
      n_rounds++;
    }
  g_source_remove (tick_id);
  tell (&tally);
}

static void
test_enough (void)
{
  g_test_message ("Killed %u times in all", n_rounds);
  g_assert_cmpuint (n_rounds, >=, ROUNDS);
}

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc > 1 && g_str_equal (argv[1], RECORD))
    return record (argv + 2);

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *name = g_strdup_printf ("/recording/killed/%s", ways[i].name);

      g_test_add_data_func (g_strdelimit (name, " ", '-'), &ways[i], test_killed);
    }
  g_test_add_func ("/recording/killed/tactusctl", test_tactusctl);
  g_test_add_func ("/recording/killed/often-enough", test_enough);

  return g_test_run ();
}
