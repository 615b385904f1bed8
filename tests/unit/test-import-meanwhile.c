/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What else goes on while a long file is imported, and what is left if it does not come to its
 * end. */

#include "tactus-import.h"

#include <sqlite3.h>
#include <string.h>

#include "import-bench.h"

#define MANY 300000
#define SOME 60000

/* 2026-01-31T00:00:00Z; tests run in UTC. */
#define FIRST_S G_GINT64_CONSTANT (1769817600)

static const char *program;

/* ── long files ── */

static void
write_csv (const char *path,
           guint       n_rows)
{
  g_autoptr(GString) text = g_string_new ("time,bpm,state,rr_ms,source,band,session,title,note\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "2026-%02u-%02uT%02u:%02u:%02uZ,%u,pulse,,measured," OTHER
                            ",1,,\n", 1 + i / 86400 / 28, 1 + i / 86400 % 28, i / 3600 % 24,
                            i / 60 % 60, i % 60, 60 + i % 60);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
write_dump (const char *path,
            guint       n_rows)
{
  g_autoptr(GString) text = g_string_new ("time, heartrate\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT ", %u\n", FIRST_S + i, 60 + i % 60);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
write_gadgetbridge (const char *path,
                    guint       n_rows)
{
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;

  sql = g_strdup_printf (
    "CREATE TABLE DEVICE (_id INTEGER PRIMARY KEY, NAME TEXT, IDENTIFIER TEXT, ALIAS TEXT);"
    "INSERT INTO DEVICE VALUES (1, 'Mi Band 3', '" OTHER "', NULL);"
    "CREATE TABLE MI_BAND_ACTIVITY_SAMPLE (TIMESTAMP INTEGER PRIMARY KEY, DEVICE_ID, HEART_RATE);"
    "CREATE TABLE GENERIC_HEART_RATE_SAMPLE (TIMESTAMP INTEGER PRIMARY KEY, DEVICE_ID, HEART_RATE);"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT %u) "
    "INSERT INTO MI_BAND_ACTIVITY_SAMPLE SELECT %" G_GINT64_FORMAT " - 60 * i, 1, 60 FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT %u) "
    "INSERT INTO GENERIC_HEART_RATE_SAMPLE SELECT %" G_GINT64_FORMAT " + i, 1, 60 + i %% 60 FROM n",
    n_rows / 2, FIRST_S - 60, n_rows / 2, FIRST_S);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

typedef struct {
  const char *name;
  void (* write) (const char *path, guint n_rows);
} FileCase;

static const FileCase files[] = {
  { "csv", write_csv },
  { "dump", write_dump },
  { "gadgetbridge", write_gadgetbridge },
};

/* ── an import that goes on ── */

typedef struct {
  HistoryBench *bench;        /* (owned) */
  HistoryBench other;         /* another program, as far as the database knows */
  char *path;                 /* (owned): of the long file */
  GCancellable *cancellable;  /* (owned) */
  GAsyncResult *result;       /* (owned) (nullable) */
} Scene;

static void
start (Scene        *self,
       HistoryBench *where,
       GAsyncResult **result)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);

  tactus_import_async (where->history, file, NULL, NULL, NULL, self->cancellable,
                       history_bench_result_cb, result);
}

static Scene *
scene_new (const FileCase *file,
           guint           n_rows)
{
  Scene *self = g_new0 (Scene, 1);
  g_autofree char *nothing = NULL;

  self->bench = history_bench_new ();
  nothing = print_history (self->bench);
  g_assert_cmpstr (nothing, ==, "");
  self->other.path = self->bench->path;
  history_bench_open (&self->other);
  self->path = g_build_filename (self->bench->dir, "import", NULL);
  self->cancellable = g_cancellable_new ();
  file->write (self->path, n_rows);

  return self;
}

static void
scene_free (Scene *self)
{
  g_clear_object (&self->result);
  history_bench_close (&self->other);
  history_bench_free (self->bench);
  g_object_unref (self->cancellable);
  g_free (self->path);
  g_free (self);
}

/* In the midst of writing: part of it is in the file. */
static gboolean
is_in_the_midst (Scene *self)
{
  g_autofree char *count = run_sql (self->bench,
                                    "SELECT (SELECT count (*) FROM unfinished) > 0 AND"
                                    " ((SELECT count (*) FROM session WHERE import > 0) > 0 OR"
                                    "  (SELECT count (*) FROM activity WHERE import > 0) > 0)");

  return g_str_equal (count, "1");
}

#define UNTIL_MIDST(scene)                                                          \
  G_STMT_START                                                                      \
    {                                                                               \
      guint midst_watchdog_ = history_bench_watch ("an import in its midst");       \
      while (!(scene)->result && !is_in_the_midst (scene))                          \
        g_main_context_iteration (NULL, FALSE);                                     \
      g_source_remove (midst_watchdog_);                                            \
      g_assert_null ((scene)->result);                                              \
    }                                                                               \
  G_STMT_END

static void
assert_number (Scene      *self,
               const char *sql,
               const char *expected)
{
  g_autofree char *number = run_sql (self->bench, sql);

  g_assert_cmpstr (number, ==, expected);
}

/* Not even as leftovers. */
static void
assert_nothing_left (Scene *self)
{
  assert_number (self, "SELECT count (*) FROM unfinished", "0");
  assert_number (self, "SELECT count (*) FROM session", "0");
  assert_number (self, "SELECT count (*) FROM reading", "0");
  assert_number (self, "SELECT count (*) FROM activity", "0");
  assert_number (self, "SELECT count (*) FROM band", "0");
}

static TactusImportReport *
finish (Scene        *self,
        HistoryBench *where,
        GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  TactusImportReport *report = tactus_import_finish (where->history, result, &error);

  g_assert_no_error (error);

  return report;
}

/* ── who records meanwhile ── */

typedef struct {
  HistoryBench *where;
  TactusSession *session;   /* (owned) */
  gboolean is_waiting;      /* for one to be on disk */
  guint n_done;
  guint n_in_time;          /* done while the import was going on */
  gboolean *is_over;
} Recorder;

static void record (Recorder *self);

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Recorder *self = user_data;
  g_autoptr(GError) error = NULL;

  tactus_history_append_finish (TACTUS_HISTORY (source), result, &error);
  g_assert_no_error (error);
  self->is_waiting = FALSE;
  self->n_done++;
  if (*self->is_over)
    return;

  self->n_in_time++;
  record (self);
}

static void
record (Recorder *self)
{
  self->is_waiting = TRUE;
  tactus_history_append_async (self->where->history, tactus_session_get_id (self->session),
                               pulses (BEGIN + self->n_done * SECOND, SECOND, 1), NULL, recorded_cb,
                               self);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Scene *self = user_data;

  self->result = g_object_ref (result);
}

/* Nothing of it is to be seen: neither sessions nor minutes nor a name. */
static void
assert_out_of_sight (Scene *self)
{
  const TactusHistoryQuery query = { .band = OTHER };
  g_autoptr(GPtrArray) sessions = list (self->bench, &query);
  g_autoptr(TactusSeries) series = load (self->bench, &query, NULL);
  g_autofree char *rows = run_sql (self->bench, "SELECT count (*) FROM readings WHERE band = '"
                                                OTHER "'");

  if (self->result)
    return;
  g_assert_cmpuint (sessions->len, ==, 0);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 0);
  g_assert_cmpstr (rows, ==, "0");
}

static guint
count_recorded (Scene *self)
{
  const TactusHistoryQuery query = { .band = BAND };
  g_autoptr(TactusSeries) series = load (self->bench, &query, NULL);

  return (guint) tactus_series_get_length (series);
}

/* Each reading that is recorded is asked for when the one before it is on disk.  If they waited
 * for the import, there would be one of each. */
static void
test_recording (gconstpointer data)
{
  Scene *scene = scene_new (data, MANY);
  gboolean is_over = FALSE;
  Recorder here = { scene->bench, begin_session (scene->bench, BAND, BEGIN), .is_over = &is_over };
  Recorder there = { &scene->other, begin_session (&scene->other, BAND, BEGIN),
                     .is_over = &is_over };
  g_autoptr(TactusImportReport) report = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (scene->path);
  guint watchdog = history_bench_watch ("an import among recordings");

  tactus_import_async (scene->bench->history, file, NULL, NULL, NULL, NULL, imported_cb, scene);
  UNTIL_MIDST (scene);
  record (&here);
  record (&there);

  /* What a person removes meanwhile does not take the import along. */
  purge (scene->bench, 0);
  purge (&scene->other, 0);
  while (!scene->result)
    {
      g_main_context_iteration (NULL, TRUE);
      if (here.n_in_time % 16 == 8)
        assert_out_of_sight (scene);
    }
  is_over = TRUE;
  UNTIL (!here.is_waiting && !there.is_waiting);
  g_source_remove (watchdog);

  g_test_message ("%u here, %u there", here.n_in_time, there.n_in_time);
  g_assert_cmpuint (here.n_in_time, >=, 20);
  g_assert_cmpuint (there.n_in_time, >=, 2);
  report = finish (scene, scene->bench, scene->result);
  g_assert_cmpuint (report->readings + report->minutes, ==, MANY);
  g_assert_cmpuint (report->known + report->faulty, ==, 0);
  assert_number (scene, "SELECT count (*) FROM unfinished", "0");
  g_assert_cmpuint (here.n_done + there.n_done, ==, count_recorded (scene));

  g_object_unref (here.session);
  g_object_unref (there.session);
  scene_free (scene);
}

/* ── it does not come to its end ── */

static void
test_cancelled (gconstpointer data)
{
  Scene *scene = scene_new (data, MANY);
  g_autoptr(GError) error = NULL;

  start (scene, scene->bench, &scene->result);
  UNTIL_MIDST (scene);
  g_cancellable_cancel (scene->cancellable);
  UNTIL (scene->result);
  g_assert_null (tactus_import_finish (scene->bench->history, scene->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_left (scene);
  g_assert_cmpuint (scene->bench->changes, ==, 0);

  scene_free (scene);
}

/* A minute that the band itself tells of is not the import's to take away. */
static void
test_minute_of_the_band (void)
{
  Scene *scene = scene_new (&files[2], MANY);
  gint64 first_us;
  g_autofree char *first = NULL;

  start (scene, scene->bench, &scene->result);
  UNTIL_MIDST (scene);
  first = run_sql (scene->bench, "SELECT min (time) FROM activity");
  first_us = g_ascii_strtoll (first, NULL, 10) * SECOND;
  add_minutes (scene->bench, OTHER, first_us - MINUTE, 3, 99);
  g_assert_null (scene->result);
  g_cancellable_cancel (scene->cancellable);
  UNTIL (scene->result);
  assert_number (scene, "SELECT count (*) || ' ' || sum (heart_rate) || ' ' || sum (import) "
                        "FROM activity", "3 297 0");
  assert_number (scene, "SELECT count (*) FROM band", "1");

  scene_free (scene);
}

static int
child (const char *path,
       const char *file)
{
  HistoryBench bench = { .history = tactus_history_new (path) };
  g_autoptr(TactusImportReport) report = import_file (&bench, file, NULL, NULL);

  return report ? 0 : 1;
}

/* Killed in its midst, with what was asked for since. */
static void
kill_in_the_midst (Scene *scene)
{
  g_autoptr(GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, "--imports",
                              scene->bench->path, scene->path, NULL);
  g_assert_nonnull (process);
  UNTIL_MIDST (scene);
  g_subprocess_force_exit (process);
  g_subprocess_wait_async (process, NULL, history_bench_result_cb, &scene->result);
  UNTIL (scene->result);
  g_assert_true (g_subprocess_wait_finish (process, scene->result, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_clear_object (&scene->result);
  assert_number (scene, "SELECT count (*) FROM unfinished", "1");
  assert_out_of_sight (scene);
}

static void
test_killed (gconstpointer data)
{
  Scene *scene = scene_new (data, MANY);
  g_autoptr(TactusImportReport) report = NULL;

  kill_in_the_midst (scene);
  purge (scene->bench, 3600);
  assert_nothing_left (scene);

  /* Once more, and this time another import clears it away. */
  kill_in_the_midst (scene);
  start (scene, scene->bench, &scene->result);
  UNTIL (scene->result);
  report = finish (scene, scene->bench, scene->result);
  g_assert_cmpuint (report->readings + report->minutes, ==, MANY);
  assert_number (scene, "SELECT count (*) FROM unfinished", "0");
  assert_number (scene, "SELECT (SELECT count (*) FROM reading) + (SELECT count (*) FROM activity)",
                 G_STRINGIFY (MANY));

  scene_free (scene);
}

/* ── two at once ── */

static void
assert_once (Scene        *scene,
             HistoryBench *second)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TactusImportReport) one = NULL;
  g_autoptr(TactusImportReport) two = NULL;

  start (scene, scene->bench, &scene->result);
  start (scene, second, &result);
  UNTIL (scene->result && result);
  one = finish (scene, scene->bench, scene->result);
  two = finish (scene, second, result);
  g_clear_object (&scene->result);
  g_assert_cmpuint (one->readings + one->minutes + two->readings + two->minutes, ==, SOME);
  g_assert_cmpuint (one->known + two->known, ==, SOME);
  assert_number (scene, "SELECT (SELECT count (*) FROM reading) + (SELECT count (*) FROM activity)",
                 G_STRINGIFY (SOME));
}

static void
test_two_at_once (gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      Scene *scene = scene_new (data, SOME);
      g_autofree char *lock = g_strconcat (scene->bench->path, "-import", NULL);

      assert_once (scene, i == 0 ? scene->bench : &scene->other);
      g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
      scene_free (scene);
    }
}

static void
add_tests (const char         *name,
           GTestDataFunc       func)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/import/meanwhile/", name, "/", files[i].name, NULL);

      g_test_add_data_func (path, &files[i], func);
    }
}

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc == 4 && strcmp (argv[1], "--imports") == 0)
    return child (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  add_tests ("recording", test_recording);
  add_tests ("cancelled", test_cancelled);
  g_test_add_func ("/import/meanwhile/minute-of-the-band", test_minute_of_the_band);
  add_tests ("killed", test_killed);
  add_tests ("two-at-once", test_two_at_once);

  return g_test_run ();
}
