/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "history-bench.h"
#include "tactus-database-schema.h"

static const char *program;

static const TactusHistoryQuery everything = { 0 };

static void
assert_sql (HistoryBench *bench,
            const char   *sql,
            const char   *expected)
{
  g_autofree char *value = run_sql (bench, sql);

  g_assert_cmpstr (value, ==, expected);
}

static guint
count_readings (HistoryBench *bench)
{
  g_autoptr(TactusSeries) series = load (bench, &everything, NULL);

  return (guint) tactus_series_get_length (series);
}

/* ── from one version to the next ── */

/* As it was written before there were sessions. */
static const char version_1[] =
  "PRAGMA journal_mode = WAL;"
  "CREATE TABLE band (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE);"
  "CREATE TABLE activity (band INTEGER NOT NULL REFERENCES band (id), time INTEGER NOT NULL,"
  "  zone INTEGER NOT NULL, kind INTEGER NOT NULL, intensity INTEGER NOT NULL,"
  "  steps INTEGER NOT NULL, heart_rate INTEGER NOT NULL,"
  "  PRIMARY KEY (band, time)) WITHOUT ROWID;"
  "INSERT INTO band VALUES (3, '" BAND "');"
  "INSERT INTO activity VALUES (3, 1700000040, 4, 1, 20, 30, 71), (3, 1700000100, 4, 1, 20, 30, 0);"
  "PRAGMA user_version = 1";

static void
write_version_1 (HistoryBench *bench)
{
  g_autofree char *dir = g_path_get_dirname (bench->path);
  sqlite3 *db = NULL;

  g_assert_no_errno (g_mkdir (dir, 0700));
  g_assert_cmpint (sqlite3_open (bench->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, version_1, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_version_1 (HistoryBench *bench)
{
  assert_sql (bench, "PRAGMA user_version", "1");
  assert_sql (bench,
              "SELECT group_concat (name, ' ') FROM sqlite_master WHERE name NOT LIKE 'sqlite%'",
              "band activity");
  assert_sql (bench, "SELECT count (*) || sum (heart_rate) FROM activity", "271");
}

static void
test_migration (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = NULL;

  write_version_1 (bench);
  g_assert_cmpuint (count_readings (bench), ==, 1);
  g_assert_cmpuint (bench->n_aside, ==, 0);
  assert_sql (bench, "PRAGMA user_version", "3");
  assert_sql (bench, "SELECT count (*) || sum (heart_rate) FROM activity", "271");

  session = begin_session (bench, BAND, BEGIN + HOUR);
  append (bench, session, pulses (BEGIN + HOUR, SECOND, 2));
  assert_sql (bench, "SELECT id || name FROM band", "3Band");
  history_bench_restart (bench);
  g_assert_cmpuint (count_readings (bench), ==, 3);
}

static gboolean
try_list (HistoryBench  *bench,
          GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) sessions = NULL;

  tactus_history_list_async (bench->history, &everything, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  sessions = tactus_history_list_finish (bench->history, result, error);

  return sessions != NULL;
}

/* A table that is in the way at the end of it: all that was done before is taken back. */
static void
test_migration_fails (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GError) error = NULL;

  write_version_1 (bench);
  assert_sql (bench, "CREATE TABLE readings (x)", NULL);
  g_assert_false (try_list (bench, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "version 2"));
  assert_sql (bench, "DROP TABLE readings", NULL);
  assert_version_1 (bench);
  g_assert_true (try_list (bench, NULL));
  assert_sql (bench, "PRAGMA user_version", "3");
}

/* ── another program ── */

static gboolean
migrate_and_stay (TactusDatabaseFile  *file,
                  GError             **error)
{
  if (!tactus_database_schema.migrations[1] (file, error))
    return FALSE;

  g_print ("midst\n");
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
}

static gboolean
do_nothing (TactusDatabaseFile  *file,
            gpointer             data,
            GError             **error)
{
  return TRUE;
}

static void
child_migrates (const char *path)
{
  const TactusDatabaseMigration migrations[] = { tactus_database_schema.migrations[0],
                                                 migrate_and_stay };
  const TactusDatabaseSchema schema = { migrations, 2 };
  g_autoptr(TactusDatabase) database = tactus_database_new (path, &schema);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_database_run (database, g_task_new (database, NULL, history_bench_result_cb, &result),
                       do_nothing);
  UNTIL (result != NULL);
}

/* One reading after the other, each told of when it is on disk. */
static void
child_records (const char *path)
{
  HistoryBench bench = { .history = tactus_history_new (path) };
  g_autoptr(TactusSession) session = begin_session (&bench, BAND, BEGIN);

  for (guint i = 0; TRUE; i++)
    {
      append (&bench, session, pulses (BEGIN + i * SECOND, SECOND, 1));
      g_print ("%u\n", i + 1);
    }
}

/* As somebody whom permissions hold back. */
static void
child_may_not (const char *path)
{
  HistoryBench bench = { .history = tactus_history_new (path) };
  g_autoptr(TactusSession) session = tactus_session_new (BAND, NULL, TACTUS_SOURCE_ONCE, BEGIN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (getuid () == 0)
    g_assert_no_errno (setuid (65534));
  tactus_history_begin_async (bench.history, session, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  g_assert_false (tactus_history_begin_finish (bench.history, result, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NOT_ALLOWED);
  g_clear_object (&result);
  history_bench_close (&bench);

  /* Whoever changed its user may not look into itself, as the search for leaks would. */
  _exit (EXIT_SUCCESS);
}

static const struct {
  const char *name;
  void (* run) (const char *path);
} children[] = {
  { "--migrates", child_migrates },
  { "--records", child_records },
  { "--may-not", child_may_not },
};

static GSubprocess *
spawn (const char *what,
       const char *path)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what,
                                           path, NULL);

  g_assert_no_error (error);
  return process;
}

static void
wait_for (GSubprocess *process)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_subprocess_wait_async (process, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  g_assert_true (g_subprocess_wait_finish (process, result, NULL));
}

static char *
read_line (GDataInputStream *lines)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_data_input_stream_read_line_async (lines, 0, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);

  return g_data_input_stream_read_line_finish (lines, result, NULL, NULL);
}

static void
test_migration_killed (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *line = NULL;

  write_version_1 (bench);
  process = spawn ("--migrates", bench->path);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = read_line (lines);
  g_assert_cmpstr (line, ==, "midst");
  g_subprocess_force_exit (process);
  wait_for (process);
  assert_version_1 (bench);
  g_assert_cmpuint (count_readings (bench), ==, 1);
  assert_sql (bench, "PRAGMA user_version", "3");
  g_assert_cmpuint (bench->n_aside, ==, 0);
}

/* Killed whenever: what was said to be on disk is, and the database is sound. */
static void
test_killed (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  guint sum = 0;

  for (guint round = 1; round <= 20; round++)
    {
      g_autoptr(GSubprocess) process = spawn ("--records", bench->path);
      g_autoptr(GDataInputStream) lines = NULL;
      g_autofree char *line = NULL;
      guint told = 0;

      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
      while (told < 7 * round)
        {
          g_free (line);
          line = read_line (lines);
          told = (guint) strtoul (line, NULL, 10);
        }
      g_subprocess_force_exit (process);
      wait_for (process);

      assert_sql (bench, "PRAGMA integrity_check", "ok");
      g_assert_cmpuint (count_readings (bench), >=, sum + told);
      sum = count_readings (bench);
    }
  g_assert_cmpuint (bench->n_aside, ==, 0);
}

static void
test_not_allowed (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *dir = g_path_get_dirname (bench->path);
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GSubprocess) process = NULL;

  history_bench_close (bench);
  g_assert_no_errno (g_chmod (bench->path, 0444));
  g_assert_no_errno (g_chmod (dir, 0555));
  g_assert_no_errno (g_chmod (bench->dir, 0755));
  process = spawn ("--may-not", bench->path);
  wait_for (process);
  g_assert_true (g_subprocess_get_successful (process));

  g_assert_no_errno (g_chmod (dir, 0700));
  g_assert_no_errno (g_chmod (bench->path, 0600));
  history_bench_open (bench);
  append (bench, session, pulses (BEGIN, SECOND, 1));
}

/* What another one writes is there at the next look. */
static void
test_two_histories (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  HistoryBench other = { .history = tactus_history_new (bench->path) };
  g_autoptr(TactusSession) one = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) two = begin_session (&other, BAND, BEGIN + HOUR);

  for (guint i = 0; i < 50; i++)
    {
      append (bench, one, pulses (BEGIN + i * SECOND, SECOND, 1));
      append (&other, two, pulses (BEGIN + HOUR + i * SECOND, SECOND, 1));
      g_assert_cmpuint (count_readings (bench), ==, 2 * (i + 1));
      g_assert_cmpuint (count_readings (&other), ==, 2 * (i + 1));
    }
  history_bench_close (&other);
}

/* ── damage ── */

static void
put_rubbish (const char *path,
             goffset     offset,
             gsize       length)
{
  g_autofree char *rubbish = g_malloc (length);
  int fd = g_open (path, O_WRONLY, 0);

  memset (rubbish, 0xa5, length);
  g_assert_cmpint (pwrite (fd, rubbish, length, offset), ==, length);
  close (fd);
}

static gboolean
try_append (HistoryBench   *bench,
            TactusSession  *session,
            GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tactus_history_append_async (bench->history, tactus_session_get_id (session),
                               pulses (BEGIN + DAY, SECOND, 1), NULL, history_bench_result_cb,
                               &result);
  UNTIL (result != NULL);

  return tactus_history_append_finish (bench->history, result, error);
}

/* Returns: (transfer full): a session with enough to damage in the midst of its readings */
static TactusSession *
make_large (HistoryBench *bench)
{
  TactusSession *session = begin_session (bench, BAND, BEGIN);

  append (bench, session, pulses (BEGIN, SECOND, 20000));
  history_bench_restart (bench);

  return session;
}

static void
assert_aside (HistoryBench *bench)
{
  g_autofree char *aside = g_strconcat (bench->path, ".bad", NULL);
  g_autofree char *second = g_strconcat (bench->path, ".bad-1", NULL);

  g_assert_cmpuint (bench->n_aside, ==, 1);
  g_assert_cmpstr (bench->aside, ==, aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
}

/* What reads moves it aside; what writes must not go on in a file that nobody looks for. */
static void
test_damaged_reading (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = make_large (bench);
  g_autoptr(TactusSession) next = NULL;
  g_autoptr(GError) error = NULL;

  mark (bench, session, BEGIN, "the writer has it open");
  assert_sql (bench, "PRAGMA wal_checkpoint (TRUNCATE)", "0");
  put_rubbish (bench->path, 20 * 4096, 30 * 4096);
  g_assert_cmpuint (count_readings (bench), ==, 0);
  assert_aside (bench);

  g_assert_false (try_append (bench, session, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
  next = begin_session (bench, BAND, BEGIN);
  append (bench, next, pulses (BEGIN, SECOND, 3));
  g_assert_cmpuint (count_readings (bench), ==, 3);
  history_bench_restart (bench);
  g_assert_cmpuint (count_readings (bench), ==, 3);
  assert_aside (bench);
  assert_sql (bench, "PRAGMA integrity_check", "ok");
}

/* And the other way round. */
static void
test_damaged_writing (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = make_large (bench);
  g_autoptr(TactusSession) next = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (try_list (bench, NULL));
  put_rubbish (bench->path, 0, 80 * 4096);
  g_assert_false (try_append (bench, session, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
  assert_aside (bench);
  next = begin_session (bench, BAND, BEGIN);
  append (bench, next, pulses (BEGIN, SECOND, 3));
  g_assert_cmpuint (count_readings (bench), ==, 3);
  assert_aside (bench);
}

/* Both come upon it at the same time, and one of them moves it. */
static void
test_damaged_both (void)
{
  for (guint round = 0; round < 10; round++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autoptr(TactusSession) session = make_large (bench);
      g_autoptr(TactusSession) next = tactus_session_new (BAND, NULL, TACTUS_SOURCE_ONCE, BEGIN);
      g_autoptr(TactusSeries) series = NULL;
      g_autoptr(GAsyncResult) read = NULL;
      g_autoptr(GAsyncResult) written = NULL;
      g_autoptr(GError) error = NULL;

      put_rubbish (bench->path, 0, 80 * 4096);
      tactus_history_load_async (bench->history, &everything, NULL, history_bench_result_cb, &read);
      tactus_history_begin_async (bench->history, next, NULL, history_bench_result_cb, &written);
      UNTIL (read != NULL && written != NULL);
      series = tactus_history_load_finish (bench->history, read, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tactus_series_get_length (series), ==, 0);
      tactus_history_begin_finish (bench->history, written, &error);
      g_assert_no_error (error);
      assert_aside (bench);

      append (bench, next, pulses (BEGIN, SECOND, 3));
      g_assert_cmpuint (count_readings (bench), ==, 3);
    }
}

/* ── a file that goes away ── */

static void
move_away (HistoryBench *bench)
{
  static const char *const suffixes[] = { "-wal", "-shm", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (bench->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (bench->path, ".old", suffixes[i], NULL);

      g_assert_no_errno (g_rename (from, to));
    }
}

/* Another program put it aside: here, too, the new one is taken. */
static void
test_moved (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) next = NULL;
  g_autofree char *old = g_strconcat (bench->path, ".old", NULL);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  append (bench, session, pulses (BEGIN, SECOND, 7));
  g_assert_cmpuint (count_readings (bench), ==, 7);
  move_away (bench);
  g_assert_cmpuint (count_readings (bench), ==, 0);
  g_assert_false (try_append (bench, session, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
  next = begin_session (bench, BAND, BEGIN);
  append (bench, next, pulses (BEGIN, SECOND, 3));
  history_bench_restart (bench);
  g_assert_cmpuint (count_readings (bench), ==, 3);

  path = g_steal_pointer (&bench->path);
  bench->path = g_strdup (old);
  assert_sql (bench, "SELECT count (*) FROM reading", "7");
}

static gboolean
insert_band (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  return tactus_database_file_execute (file, "INSERT INTO band (address) VALUES ('band')", error);
}

static gboolean
insert_and_move (TactusDatabaseFile  *file,
                 gpointer             data,
                 GError             **error)
{
  HistoryBench *bench = data;

  if (!tactus_database_file_transact (file, insert_band, NULL, error))
    return FALSE;
  if (bench->changes++ == 0)
    move_away (bench);

  return TRUE;
}

/* What was written just when it was put aside is written again. */
static void
test_moved_midway (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (bench->history, NULL, history_bench_result_cb, &result);

  g_task_set_task_data (task, bench, NULL);
  tactus_history_write (bench->history, task, insert_and_move);
  UNTIL (result != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  g_assert_cmpuint (bench->changes, ==, 2);
  assert_sql (bench, "SELECT count (*) FROM band", "1");
}

/* ── a disk that is full ── */

static gboolean
execute (TactusDatabaseFile  *file,
         gpointer             data,
         GError             **error)
{
  return tactus_database_file_execute (file, data, error);
}

static void
execute_in_writer (HistoryBench *bench,
                   const char   *sql)
{
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (bench->history, NULL, history_bench_result_cb, &result);

  g_task_set_task_data (task, (gpointer) sql, NULL);
  tactus_history_write (bench->history, task, execute);
  UNTIL (result != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

static void
test_full (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  append (bench, session, pulses (BEGIN, SECOND, 10));
  execute_in_writer (bench, "PRAGMA max_page_count = 20");
  tactus_history_append_async (bench->history, tactus_session_get_id (session),
                               pulses (BEGIN + MINUTE, SECOND, 20000), NULL,
                               history_bench_result_cb, &result);
  UNTIL (result != NULL);
  g_assert_false (tactus_history_append_finish (bench->history, result, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_FULL);
  g_assert_cmpuint (count_readings (bench), ==, 10);

  execute_in_writer (bench, "PRAGMA max_page_count = 100000");
  append (bench, session, pulses (BEGIN + MINUTE, SECOND, 20000));
  g_assert_cmpuint (count_readings (bench), ==, 20010);
}

/* ── every call, cancelled and kept waiting ── */

typedef struct {
  TactusSession *session;
  TactusMarker *marker;
  gint64 id;
} Things;

typedef void (* Start) (TactusHistory *history,
                        Things        *things,
                        GCancellable  *cancellable,
                        GAsyncResult **result);

#define START(name, ...)                                                                       \
  static void                                                                                  \
  start_ ## name (TactusHistory *history, Things *things, GCancellable *cancellable,           \
                  GAsyncResult **result)                                                       \
  {                                                                                            \
    tactus_history_ ## name ## _async (history, __VA_ARGS__, cancellable,                      \
                                       history_bench_result_cb, result);                       \
  }

START (begin, things->session)
START (append, things->id, pulses (BEGIN, SECOND, 1))
START (end, things->id, BEGIN)
START (mark, things->id, things->marker)
START (add, things->session, pulses (BEGIN, SECOND, 1), NULL)
START (describe, things->session)
START (describe_marker, 1, "text")
START (delete, &things->id, 1, TRUE)
START (purge, 0)
START (purge_sessions, &things->id, 1)
START (forget, BAND)
START (list, &everything)
START (load, &everything)
START (digest, &everything, NULL, 10)
START (days, &everything)

#define FINISH(name, ...)                                                        \
  static gboolean                                                                \
  finish_ ## name (TactusHistory *history, GAsyncResult *result, GError **error) \
  {                                                                              \
    return !!tactus_history_ ## name ## _finish (history, result, __VA_ARGS__);  \
  }

FINISH (begin, error)
FINISH (append, error)
FINISH (end, error)
FINISH (mark, error)
FINISH (add, NULL, error)
FINISH (describe, error)
FINISH (describe_marker, error)
FINISH (delete, error)
FINISH (purge, NULL, error)
FINISH (purge_sessions, error)
FINISH (forget, error)
#define FINISH_AND_FREE(name, Type, ...)                                               \
  static gboolean                                                                      \
  finish_ ## name (TactusHistory *history, GAsyncResult *result, GError **error)       \
  {                                                                                    \
    g_autoptr(Type) made = tactus_history_ ## name ## _finish (history, result, __VA_ARGS__); \
                                                                                       \
    return made != NULL;                                                               \
  }

FINISH_AND_FREE (list, GPtrArray, error)
FINISH_AND_FREE (load, TactusSeries, NULL, error)
FINISH_AND_FREE (digest, TactusDigest, error)
FINISH_AND_FREE (days, GPtrArray, error)

#define N_WRITES 11

static const struct {
  Start start;
  gboolean (* finish) (TactusHistory  *history,
                       GAsyncResult   *result,
                       GError        **error);
} calls[] = {
  { start_begin, finish_begin },
  { start_append, finish_append },
  { start_end, finish_end },
  { start_mark, finish_mark },
  { start_add, finish_add },
  { start_describe, finish_describe },
  { start_describe_marker, finish_describe_marker },
  { start_delete, finish_delete },
  { start_purge, finish_purge },
  { start_purge_sessions, finish_purge_sessions },
  { start_forget, finish_forget },
  { start_list, finish_list },
  { start_load, finish_load },
  { start_digest, finish_digest },
  { start_days, finish_days },
};

static gboolean
hold (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  g_atomic_int_set ((int *) data, 1);
  while (g_atomic_int_get ((int *) data) == 1)
    g_usleep (1000);

  return TRUE;
}

static gboolean
hold_lock (TactusDatabaseFile  *file,
           gpointer             data,
           GError             **error)
{
  return tactus_database_file_transact (file, hold, data, error);
}

static gboolean
spin_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
assert_ends (TactusHistory *history,
             guint          call,
             GAsyncResult **result,
             GQuark         domain,
             int            code)
{
  g_autoptr(GError) error = NULL;

  UNTIL (*result != NULL);
  g_assert_false (calls[call].finish (history, *result, &error));
  g_assert_error (error, domain, code);
  g_clear_object (result);
}

/* Before they begin; and what writes, while another program has the lock, by cancelling and by
 * waiting for too long.  Nothing of it is done, and nobody is told of a change. */
static void
test_every_call (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusMarker) marker = tactus_marker_new (BEGIN, "");
  Things things = { session, marker, tactus_session_get_id (session) };
  TactusDatabase *database = tactus_database_new (bench->path, &tactus_database_schema);
  GAsyncResult *results[G_N_ELEMENTS (calls)] = { NULL };
  g_autoptr(GAsyncResult) held = NULL;
  g_autoptr(GAsyncResult) late = NULL;
  int holding = 0;
  const guint changes = bench->changes;
  const guint spin = g_timeout_add (1, spin_cb, NULL);
  GTask *task;

  mark (bench, session, BEGIN, "mark");
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();

      g_cancellable_cancel (cancellable);
      calls[i].start (bench->history, &things, cancellable, &results[i]);
      assert_ends (bench->history, i, &results[i], G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  task = g_task_new (database, NULL, history_bench_result_cb, &held);
  g_task_set_task_data (task, &holding, NULL);
  tactus_database_run (database, task, hold_lock);
  UNTIL (g_atomic_int_get (&holding));
  for (guint i = 0; i < N_WRITES; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();

      calls[i].start (bench->history, &things, cancellable, &results[i]);
      g_assert_null (results[i]);
      g_cancellable_cancel (cancellable);
      assert_ends (bench->history, i, &results[i], G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  /* What reads is not kept waiting. */
  for (guint i = N_WRITES; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i].start (bench->history, &things, NULL, &results[i]);
      UNTIL (results[i] != NULL);
      g_assert_true (calls[i].finish (bench->history, results[i], NULL));
      g_clear_object (&results[i]);
    }

  start_append (bench->history, &things, NULL, &late);
  assert_ends (bench->history, 1, &late, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY);
  g_atomic_int_set (&holding, 2);
  UNTIL (held != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (held), NULL));
  g_clear_object (&held);
  g_source_remove (spin);
  g_assert_finalize_object (database);

  g_assert_cmpuint (bench->changes, ==, changes + 1);
  g_assert_cmpuint (count_readings (bench), ==, 0);
  assert_sql (bench, "SELECT count (*) || sum (deleted_ms IS NULL) || max (title) FROM session",
              "11");
  assert_sql (bench, "SELECT count (*) || max (text) FROM marker", "1mark");
}

/* The last reference may go while a job is under way: it is done all the same. */
static void
test_dropped (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_history_append_async (bench->history, tactus_session_get_id (session),
                               pulses (BEGIN, SECOND, 1000), NULL, history_bench_result_cb,
                               &result);
  g_clear_object (&bench->history);
  UNTIL (result != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  g_clear_object (&result);
  history_bench_open (bench);
  g_assert_cmpuint (count_readings (bench), ==, 1000);
}

/* ── what a file holds ── */

/* As it comes live, a few readings at a time; pulses below 128, as those of most people are. */
static void
test_size (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSeries) series = NULL;
  GStatBuf info;

  for (guint i = 0; i < 100000; i += 20)
    append (bench, session, pulses (BEGIN + i * SECOND, SECOND, 20));
  history_bench_close (bench);
  g_assert_no_errno (g_stat (bench->path, &info));
  g_test_message ("%g bytes per reading", info.st_size / 100000.0);
  g_assert_cmpint (info.st_size, <=, 16 * 100000);

  history_bench_open (bench);
  series = load (bench, &everything, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 100000);
  for (guint i = 0; i < 100000; i++)
    {
      const TactusReading reading = tactus_series_get (series, i);

      g_assert_cmpint (reading.when_us, ==, BEGIN + i * SECOND);
      g_assert_cmpuint (reading.bpm, ==, 60 + i % 20);
    }
}

/* What a person sees in SQLite's shell. */
static void
test_view (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) deleted = begin_session (bench, BAND, BEGIN);
  TactusSeries *series = tactus_series_new ();
  static const guint16 rr[] = { 1024, 512, G_MAXUINT16 };

  for (guint kind = 0; kind < TACTUS_READING_N_KINDS; kind++)
    {
      const TactusReading reading = { BEGIN + kind * SECOND + 59000, (TactusReadingKind) kind, 72 };

      tactus_series_append_with_rr (series, &reading, rr, kind == 0 ? 3 : 0);
    }
  append (bench, session, series);
  append (bench, deleted, pulses (BEGIN, SECOND, 10));
  delete_session (bench, deleted, TRUE);

  assert_sql (bench, "SELECT count (*) || count (bpm) FROM readings", "61");
  assert_sql (bench, "SELECT group_concat (state, ' ') FROM readings",
              "pulse no_reading not_worn gap lost stale");
  assert_sql (bench,
              "SELECT band || ' ' || name || ' ' || time || ' ' || bpm || ' ' || rr_ms "
              "FROM readings WHERE bpm",
              BAND " Band 2023-11-14T22:14:00.059Z 72 1000.0 500.0 63999.0");
}

static char *moving_path;
static guint n_moving;

/* As another program does it, at the worst moment. */
static gboolean
move_once (TactusDatabaseFile  *file,
           GError             **error)
{
  g_autofree char *aside = g_strconcat (moving_path, ".bad", NULL);

  if (n_moving++ > 0)
    return TRUE;

  g_assert_no_errno (g_rename (moving_path, aside));
  g_set_error_literal (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NOT_ALLOWED, "Moved");

  return FALSE;
}

/* Who opens a file that is put aside meanwhile gets the new one. */
static void
test_moved_while_opened (void)
{
  static const TactusDatabaseMigration migrations[] = { move_once };
  const TactusDatabaseSchema schema = { migrations, G_N_ELEMENTS (migrations) };
  g_autofree char *dir = g_dir_make_tmp ("tactus-moved-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  TactusDatabaseFile *file;

  moving_path = g_build_filename (dir, "x.sqlite", NULL);
  n_moving = 0;
  file = tactus_database_file_open (moving_path, &schema, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_moving, ==, 2);
  g_assert_false (tactus_database_file_has_moved (file));
  tactus_database_file_close (file);
  g_assert_true (g_file_test (moving_path, G_FILE_TEST_EXISTS));

  history_bench_remove_all (dir);
  g_clear_pointer (&moving_path, g_free);
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  for (gsize i = 0; argc == 3 && i < G_N_ELEMENTS (children); i++)
    if (g_str_equal (argv[1], children[i].name))
      {
        children[i].run (argv[2]);
        return EXIT_SUCCESS;
      }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-file/migration", test_migration);
  g_test_add_func ("/history-file/migration-fails", test_migration_fails);
  g_test_add_func ("/history-file/migration-killed", test_migration_killed);
  g_test_add_func ("/history-file/killed", test_killed);
  g_test_add_func ("/history-file/not-allowed", test_not_allowed);
  g_test_add_func ("/history-file/two-histories", test_two_histories);
  g_test_add_func ("/history-file/damaged-reading", test_damaged_reading);
  g_test_add_func ("/history-file/damaged-writing", test_damaged_writing);
  g_test_add_func ("/history-file/damaged-both", test_damaged_both);
  g_test_add_func ("/history-file/moved-while-opened", test_moved_while_opened);
  g_test_add_func ("/history-file/moved", test_moved);
  g_test_add_func ("/history-file/moved-midway", test_moved_midway);
  g_test_add_func ("/history-file/full", test_full);
  g_test_add_func ("/history-file/every-call", test_every_call);
  g_test_add_func ("/history-file/dropped", test_dropped);
  g_test_add_func ("/history-file/size", test_size);
  g_test_add_func ("/history-file/view", test_view);

  return g_test_run ();
}
