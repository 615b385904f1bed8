/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tactus-database-schema.h"

#define WATCHDOG_SECONDS 60
#define BAND  "C8:0F:10:00:00:01"
#define OTHER "C8:0F:10:00:00:02"
#define BEGIN G_GINT64_CONSTANT (1700000040)

static const char *program;

static gboolean
bark_cb (gpointer user_data)
{
  g_error ("Waited in vain for: %s", (const char *) user_data);

  return G_SOURCE_REMOVE;
}

static guint
watch (const char *what)
{
  return g_timeout_add_seconds (WATCHDOG_SECONDS, bark_cb, (gpointer) what);
}

#define UNTIL(condition)                       \
  G_STMT_START                                 \
    {                                          \
      guint watchdog_ = watch (#condition);    \
      while (!(condition))                     \
        g_main_context_iteration (NULL, TRUE); \
      g_source_remove (watchdog_);             \
    }                                          \
  G_STMT_END

/* ── a folder, a store, calls that wait ── */

typedef struct {
  char *dir;                  /* (owned) */
  char *path;                 /* (owned) */
  TactusActivityStore *store; /* (owned) (nullable) */
  char *aside;                /* (owned) (nullable): the last one told of */
} Bench;

static void
moved_aside_cb (Bench      *bench,
                const char *path)
{
  g_free (bench->aside);
  bench->aside = g_strdup (path);
}

static void
bench_open (Bench *bench)
{
  bench->store = tactus_activity_store_new (bench->path);
  g_signal_connect_swapped (bench->store, "moved-aside", G_CALLBACK (moved_aside_cb), bench);
}

static Bench *
bench_new (void)
{
  Bench *bench = g_new0 (Bench, 1);

  bench->dir = g_dir_make_tmp ("tactus-activity-XXXXXX", NULL);
  bench->path = g_build_filename (bench->dir, "tactus", "history.sqlite", NULL);
  bench_open (bench);

  return bench;
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      dir = g_dir_open (path, 0, NULL);
      while ((name = g_dir_read_name (dir)))
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_all (child);
        }
    }
  g_assert_no_errno (g_remove (path));
}

static void
bench_free (Bench *bench)
{
  if (bench->store)
    g_assert_finalize_object (bench->store);
  remove_all (bench->dir);
  g_free (bench->aside);
  g_free (bench->path);
  g_free (bench->dir);
  g_free (bench);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static void
bench_restart (Bench *bench)
{
  g_assert_finalize_object (g_steal_pointer (&bench->store));
  bench_open (bench);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

/* Any order, and each column another value. */
static GArray *
rows_of (gint64 first,
         guint  count)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));

  for (guint i = count; i-- > 0;)
    {
      const TactusActivityRow row = { first + 60 * i, -20, 0x5a, 200, 130, i % 250 };

      g_array_append_val (rows, row);
    }

  return rows;
}

static gboolean
add_rows (TactusActivityStore  *store,
          const char           *band,
          GArray               *rows,
          GCancellable         *cancellable,
          guint                *added,
          GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tactus_activity_store_add_async (store, band, rows, cancellable, result_cb, &result);
  UNTIL (result != NULL);

  return tactus_activity_store_add_finish (store, result, added, error);
}

static guint
add (TactusActivityStore *store,
     const char          *band,
     gint64               first,
     guint                count)
{
  g_autoptr(GArray) rows = rows_of (first, count);
  g_autoptr(GError) error = NULL;
  guint added = G_MAXUINT;

  add_rows (store, band, rows, NULL, &added, &error);
  g_assert_no_error (error);

  return added;
}

static gint64
last (TactusActivityStore *store,
      const char          *band)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 time = 0;

  tactus_activity_store_last_async (store, band, NULL, result_cb, &result);
  UNTIL (result != NULL);
  tactus_activity_store_last_finish (store, result, &time, &error);
  g_assert_no_error (error);

  return time;
}

static GArray *
query_or_fail (TactusActivityStore  *store,
               const char           *band,
               gint64                from,
               gint64                to,
               GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tactus_activity_store_query_async (store, band, from, to, NULL, result_cb, &result);
  UNTIL (result != NULL);

  return tactus_activity_store_query_finish (store, result, error);
}

static GArray *
query (TactusActivityStore *store,
       const char          *band,
       gint64               from,
       gint64               to)
{
  g_autoptr(GError) error = NULL;
  GArray *rows = query_or_fail (store, band, from, to, &error);

  g_assert_no_error (error);
  return rows;
}

static guint
count (TactusActivityStore *store,
       const char          *band)
{
  g_autoptr(GArray) rows = query (store, band, G_MININT64, G_MAXINT64);

  return rows->len;
}

static void
assert_fails (TactusActivityStore *store,
              TactusDatabaseError  code,
              const char          *words)
{
  g_autoptr(GArray) rows = rows_of (BEGIN, 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (add_rows (store, BAND, rows, NULL, NULL, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

/* ── rows ── */

static void
test_round (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(GArray) rows = NULL;

  g_assert_cmpint (last (bench->store, BAND), ==, -1);
  g_assert_cmpuint (count (bench->store, BAND), ==, 0);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 300), ==, 300);
  g_assert_cmpint (last (bench->store, BAND), ==, BEGIN + 60 * 299);

  bench_restart (bench);
  rows = query (bench->store, BAND, BEGIN, BEGIN + 60 * 300);
  g_assert_cmpuint (rows->len, ==, 300);
  for (guint i = 0; i < rows->len; i++)
    {
      const TactusActivityRow *row = &g_array_index (rows, TactusActivityRow, i);

      g_assert_cmpint (row->time, ==, BEGIN + 60 * i);
      g_assert_cmpint (row->zone_quarters, ==, -20);
      g_assert_cmpuint (row->kind, ==, 0x5a);
      g_assert_cmpuint (row->intensity, ==, 200);
      g_assert_cmpuint (row->steps, ==, 130);
      g_assert_cmpuint (row->heart_rate, ==, i % 250);
    }
}

/* A minute that is there stays, and is not counted. */
static void
test_duplicates (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(GArray) rows = rows_of (BEGIN, 3);
  g_autoptr(GArray) again = rows_of (BEGIN, 3);
  g_autoptr(GArray) found = NULL;
  guint added;

  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 10), ==, 10);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 10), ==, 0);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN + 60 * 5, 10), ==, 5);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 0), ==, 0);

  g_array_index (rows, TactusActivityRow, 0).steps = 99;
  g_array_append_vals (rows, again->data, again->len);
  g_assert_true (add_rows (bench->store, BAND, rows, NULL, &added, NULL));
  g_assert_cmpuint (added, ==, 0);
  found = query (bench->store, BAND, BEGIN, BEGIN + 1000000);
  g_assert_cmpuint (found->len, ==, 15);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (g_array_index (found, TactusActivityRow, i).steps, ==, 130);
}

static void
test_bounds (void)
{
  g_autoptr(Bench) bench = bench_new ();
  static const struct {
    gint64 from;
    gint64 to;
    guint count;
  } cases[] = {
    { BEGIN, BEGIN + 600, 10 },
    { BEGIN, BEGIN, 0 },
    { BEGIN, BEGIN + 1, 1 },
    { BEGIN + 1, BEGIN + 60, 0 },
    { BEGIN + 1, BEGIN + 61, 1 },
    { BEGIN + 60, BEGIN + 540, 8 },
    { BEGIN + 540, BEGIN + 541, 1 },
    { BEGIN + 541, G_MAXINT64, 0 },
    { G_MININT64, BEGIN, 0 },
    { G_MININT64, G_MAXINT64, 10 },
    { BEGIN + 600, BEGIN, 0 },
  };

  add (bench->store, BAND, BEGIN, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) rows = query (bench->store, BAND, cases[i].from, cases[i].to);

      g_assert_cmpuint (rows->len, ==, cases[i].count);
    }
}

static gboolean
file_has (const char *path,
          const char *text)
{
  g_autofree char *data = NULL;
  gsize length;

  return g_file_get_contents (path, &data, &length, NULL) &&
         memmem (data, length, text, strlen (text)) != NULL;
}

/* What is forgotten is gone from the files as well, and the other band keeps its own. */
static void
test_forget (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autofree char *wal = g_strconcat (bench->path, "-wal", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add (bench->store, BAND, BEGIN, 5);
  add (bench->store, OTHER, BEGIN, 7);
  g_assert_true (file_has (wal, BAND));
  tactus_activity_store_forget_async (bench->store, BAND, NULL, result_cb, &result);
  UNTIL (result != NULL);
  g_assert_true (tactus_activity_store_forget_finish (bench->store, result, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (count (bench->store, BAND), ==, 0);
  g_assert_cmpint (last (bench->store, BAND), ==, -1);
  g_assert_cmpuint (count (bench->store, OTHER), ==, 7);
  g_assert_false (file_has (wal, BAND));
  g_assert_false (file_has (bench->path, BAND));
  g_assert_true (file_has (bench->path, OTHER));
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 5), ==, 5);
}

static void
test_memory (void)
{
  TactusActivityStore *store = tactus_activity_store_new (NULL);

  g_assert_cmpuint (add (store, BAND, BEGIN, 5), ==, 5);
  g_assert_cmpuint (count (store, BAND), ==, 5);
  g_assert_finalize_object (store);
}

static void
test_default_path (void)
{
  g_autofree char *path = tactus_activity_store_get_default_path ();

  g_assert_true (g_str_has_prefix (path, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (path, "/tactus/history.sqlite"));
}

/* ── the file ── */

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_stat (path, &info));
  return info.st_mode & 0777;
}

static void
test_private (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autofree char *dir = g_path_get_dirname (bench->path);
  static const char * const suffixes[] = { "", "-wal", "-shm" };
  mode_t mask = umask (0);

  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
  add (bench->store, BAND, BEGIN, 5);
  umask (mask);
  g_assert_cmpuint (mode_of (dir), ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (bench->path, suffixes[i], NULL);

      g_assert_cmpuint (mode_of (path), ==, 0600);
    }

  /* One that somebody laid open is closed again. */
  g_assert_no_errno (g_chmod (bench->path, 0644));
  bench_restart (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 5);
  g_assert_cmpuint (mode_of (bench->path), ==, 0600);
}

static void
test_two_stores (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(TactusActivityStore) other = tactus_activity_store_new (bench->path);
  g_autoptr(GArray) rows = rows_of (BEGIN, 50);
  GAsyncResult *results[20] = { NULL };
  guint sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    tactus_activity_store_add_async (i % 2 ? bench->store : other, BAND, rows, NULL, result_cb,
                                     &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      guint added;

      UNTIL (results[i] != NULL);
      tactus_activity_store_add_finish (i % 2 ? bench->store : other, results[i], &added, &error);
      g_assert_no_error (error);
      sum += added;
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (sum, ==, 50);
  g_assert_cmpuint (count (other, BAND), ==, 50);
  g_assert_cmpuint (count (bench->store, BAND), ==, 50);
  g_assert_finalize_object (g_steal_pointer (&other));
}

/* ── other programs ── */

static void
child_adds (const char *path,
            gint64      first)
{
  TactusActivityStore *store = tactus_activity_store_new (path);

  for (guint i = 0; i < 200; i++)
    add (store, BAND, first + i * 6000, 100);
  g_assert_finalize_object (store);
}

static gboolean
write_and_stay (TactusDatabaseFile  *file,
                gpointer             data,
                GError             **error)
{
  /* More than its cache holds, so that some of it reaches the file. */
  if (!tactus_database_file_execute (file,
                                     "PRAGMA cache_size = 4;"
                                     "INSERT INTO band (id, address) VALUES (7, 'band');"
                                     "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL "
                                     "SELECT i + 1 FROM n WHERE i < 50000) "
                                     "INSERT INTO activity SELECT 7, i * 60, 0, 1, 1, 1, 1, 0 "
                                     "FROM n",
                                     error))
    return FALSE;

  g_print ("midst\n");
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
}

static gboolean
transact_and_stay (TactusDatabaseFile  *file,
                   gpointer             data,
                   GError             **error)
{
  return tactus_database_file_transact (file, write_and_stay, data, error);
}

static void
child_stays (const char *path)
{
  g_autoptr(TactusDatabase) database = tactus_database_new (path, &tactus_database_schema);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_database_run (database, g_task_new (database, NULL, result_cb, &result),
                       transact_and_stay);
  UNTIL (result != NULL);
}

/* As somebody whom permissions hold back. */
static void
child_may_not (const char *path)
{
  g_autoptr(TactusActivityStore) store = NULL;

  if (getuid () == 0)
    g_assert_no_errno (setuid (65534));
  store = tactus_activity_store_new (path);
  assert_fails (store, TACTUS_DATABASE_ERROR_NOT_ALLOWED, "/closed");
  g_assert_finalize_object (g_steal_pointer (&store));

  /* Whoever changed its user may not look into itself, as the search for leaks would. */
  _exit (EXIT_SUCCESS);
}

static int
child (const char *what,
       const char *path)
{
  if (strcmp (what, "--adds") == 0)
    child_adds (path, BEGIN);
  else if (strcmp (what, "--stays") == 0)
    child_stays (path);
  else
    child_may_not (path);

  return 0;
}

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

  g_subprocess_wait_async (process, NULL, result_cb, &result);
  UNTIL (result != NULL);
  g_assert_true (g_subprocess_wait_finish (process, result, NULL));
}

/* Two programs begin at the same time, on a file that is not there yet, and a third reads. */
static void
test_two_programs (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(GSubprocess) one = spawn ("--adds", bench->path);
  g_autoptr(GSubprocess) two = spawn ("--adds", bench->path);

  while (last (bench->store, BAND) < BEGIN + 150 * 6000)
    g_assert_cmpuint (count (bench->store, BAND) % 100, ==, 0);
  wait_for (one);
  wait_for (two);
  g_assert_true (g_subprocess_get_successful (one));
  g_assert_true (g_subprocess_get_successful (two));
  g_assert_cmpuint (count (bench->store, BAND), ==, 20000);
}

/* A program that is killed while it adds leaves nothing of that, and all of what was there. */
static void
test_killed (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *line = NULL;

  add (bench->store, BAND, BEGIN, 10);
  process = spawn ("--stays", bench->path);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_data_input_stream_read_line_async (lines, 0, NULL, result_cb, &result);
  UNTIL (result != NULL);
  line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);
  g_assert_cmpstr (line, ==, "midst");

  /* One reads on in the meantime. */
  g_assert_cmpuint (count (bench->store, BAND), ==, 10);
  g_subprocess_force_exit (process);
  wait_for (process);
  g_assert_true (g_subprocess_get_if_signaled (process));

  g_assert_cmpuint (count (bench->store, "band"), ==, 0);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 20), ==, 10);
  bench_restart (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 20);
  g_assert_cmpuint (count (bench->store, "band"), ==, 0);
  g_assert_null (bench->aside);
}

/* ── what goes wrong ── */

static void
test_not_allowed (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autofree char *closed = g_build_filename (bench->dir, "closed", NULL);
  g_autofree char *in_closed = g_build_filename (closed, "history.sqlite", NULL);
  g_autofree char *below = g_build_filename (closed, "tactus", "history.sqlite", NULL);
  g_autofree char *in_file = NULL;
  g_autoptr(TactusActivityStore) store = NULL;
  g_autoptr(GSubprocess) one = NULL;
  g_autoptr(GSubprocess) two = NULL;

  g_assert_no_errno (g_mkdir (closed, 0555));
  g_assert_no_errno (g_chmod (bench->dir, 0755));
  one = spawn ("--may-not", in_closed);
  two = spawn ("--may-not", below);
  wait_for (one);
  wait_for (two);
  g_assert_true (g_subprocess_get_successful (one));
  g_assert_true (g_subprocess_get_successful (two));

  /* It is tried again: once the folder is in order, all is well. */
  add (bench->store, BAND, BEGIN, 1);
  in_file = g_build_filename (bench->path, "history.sqlite", NULL);
  store = tactus_activity_store_new (in_file);
  assert_fails (store, TACTUS_DATABASE_ERROR_NOT_ALLOWED, bench->path);
  g_assert_finalize_object (g_steal_pointer (&bench->store));
  remove_all (bench->path);
  g_assert_cmpuint (add (store, BAND, BEGIN, 5), ==, 5);
  g_assert_finalize_object (g_steal_pointer (&store));
  g_assert_no_errno (g_chmod (closed, 0755));
}

static void
assert_started_anew (Bench      *bench,
                     const char *suffix)
{
  g_autofree char *aside = g_strconcat (bench->path, suffix, NULL);

  g_assert_cmpstr (bench->aside, ==, aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_clear_pointer (&bench->aside, g_free);
}

static void
put_rubbish (const char *path,
             goffset     offset,
             gsize       length)
{
  g_autofree char *rubbish = g_malloc (length);
  int fd = g_open (path, O_WRONLY | O_CREAT, 0600);

  memset (rubbish, 0xa5, length);
  g_assert_cmpint (pwrite (fd, rubbish, length, offset), ==, length);
  close (fd);
}

/* Something that is no database at all; then another one. */
static void
test_rubbish (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autofree char *dir = g_path_get_dirname (bench->path);
  g_autofree char *kept = NULL;
  g_autofree char *aside = g_strconcat (bench->path, ".bad", NULL);
  gsize length;

  g_assert_no_errno (g_mkdir (dir, 0700));
  put_rubbish (bench->path, 0, 5000);
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 5), ==, 5);
  assert_started_anew (bench, ".bad");
  g_assert_true (g_file_get_contents (aside, &kept, &length, NULL));
  g_assert_cmpuint (length, ==, 5000);

  g_assert_finalize_object (g_steal_pointer (&bench->store));
  put_rubbish (bench->path, 0, 4096);
  bench_open (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 0);
  assert_started_anew (bench, ".bad-1");
}

/* Damage in the middle shows only when somebody comes by. */
static void
test_damaged (void)
{
  g_autoptr(Bench) bench = bench_new ();

  add (bench->store, BAND, BEGIN, 5000);
  g_assert_finalize_object (g_steal_pointer (&bench->store));
  put_rubbish (bench->path, 5 * 4096, 20 * 4096);
  bench_open (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 0);
  assert_started_anew (bench, ".bad");
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 5), ==, 5);
  bench_restart (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 5);
  g_assert_null (bench->aside);
}

static void
test_empty_file (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autofree char *dir = g_path_get_dirname (bench->path);

  g_assert_no_errno (g_mkdir (dir, 0700));
  g_assert_true (g_file_set_contents (bench->path, "", 0, NULL));
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 5), ==, 5);
  g_assert_null (bench->aside);
}

/* ── jobs of our own making ── */

static gboolean
run (TactusDatabase      *database,
     TactusDatabaseFunc   func,
     gpointer             data,
     GCancellable        *cancellable,
     GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (database, cancellable, result_cb, &result);

  g_task_set_task_data (task, data, NULL);
  tactus_database_run (database, task, func);
  UNTIL (result != NULL);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
execute (TactusDatabaseFile  *file,
         gpointer             data,
         GError             **error)
{
  return tactus_database_file_execute (file, data, error);
}

static gboolean
run_sql (TactusDatabase  *database,
         const char      *sql,
         GError         **error)
{
  return run (database, execute, (gpointer) sql, NULL, error);
}

static gboolean
get_number (TactusDatabaseFile  *file,
            gpointer             data,
            GError             **error)
{
  gint64 *number = data;
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file, "PRAGMA user_version", error);
  if (!statement || !tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  *number = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gint64
get_version (TactusDatabase *database)
{
  g_autoptr(GError) error = NULL;
  gint64 version = -1;

  run (database, get_number, &version, NULL, &error);
  g_assert_no_error (error);

  return version;
}

static void
test_full (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(TactusDatabase) database = tactus_database_new (bench->path, &tactus_database_schema);
  g_autoptr(TactusActivityStore) store = tactus_activity_store_new_for_database (database);
  g_autoptr(GArray) rows = rows_of (BEGIN, 5000);
  g_autoptr(GError) error = NULL;

  add (store, BAND, BEGIN, 10);
  g_assert_true (run_sql (database, "PRAGMA max_page_count = 24", NULL));
  g_assert_false (add_rows (store, BAND, rows, NULL, NULL, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_FULL);
  g_assert_cmpuint (count (store, BAND), ==, 10);

  g_assert_true (run_sql (database, "PRAGMA max_page_count = 100000", NULL));
  g_assert_cmpuint (add (store, BAND, BEGIN, 5000), ==, 4990);
  g_assert_finalize_object (g_steal_pointer (&store));
  g_assert_finalize_object (g_steal_pointer (&database));
}

static gboolean
make_one (TactusDatabaseFile  *file,
          GError             **error)
{
  return tactus_database_file_execute (file, "CREATE TABLE one (a); INSERT INTO one VALUES (1)",
                                       error);
}

static gboolean
make_two (TactusDatabaseFile  *file,
          GError             **error)
{
  return tactus_database_file_execute (file, "CREATE TABLE two AS SELECT a + 1 AS b FROM one",
                                       error);
}

static gboolean
make_trouble (TactusDatabaseFile  *file,
              GError             **error)
{
  return tactus_database_file_execute (file, "DELETE FROM one; CREATE TABLE one (a)", error);
}

/* From each version to each later one; one that fails leaves the tables as they were. */
static void
test_migrations (void)
{
  static const TactusDatabaseMigration migrations[] = { make_one, make_two, make_trouble };
  static const TactusDatabaseSchema schemas[] = { { migrations, 1 }, { migrations, 2 },
                                                  { migrations, 3 } };
  g_autoptr(Bench) bench = bench_new ();

  for (guint from = 0; from < 2; from++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.sqlite", bench->dir, from);
      g_autoptr(GError) error = NULL;
      TactusDatabase *database;

      if (from > 0)
        {
          database = tactus_database_new (path, &schemas[0]);
          g_assert_cmpint (get_version (database), ==, 1);
          g_assert_finalize_object (database);
        }

      database = tactus_database_new (path, &schemas[1]);
      g_assert_cmpint (get_version (database), ==, 2);
      g_assert_true (run_sql (database, "INSERT INTO two SELECT b FROM two", NULL));
      g_assert_finalize_object (database);

      database = tactus_database_new (path, &schemas[2]);
      g_assert_false (run_sql (database, "SELECT 1", &error));
      g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "version 3"));
      g_assert_finalize_object (database);

      database = tactus_database_new (path, &schemas[1]);
      g_assert_cmpint (get_version (database), ==, 2);
      g_assert_true (run_sql (database,
                              "CREATE TABLE proof (x CHECK (x = 1));"
                              "INSERT INTO proof SELECT count (*) FROM one",
                              NULL));
      g_assert_finalize_object (database);
    }
}

static void
test_future (void)
{
  g_autoptr(Bench) bench = bench_new ();
  TactusDatabase *database = tactus_database_new (bench->path, &tactus_database_schema);
  g_autoptr(GError) error = NULL;

  add (bench->store, BAND, BEGIN, 5);
  g_assert_true (run_sql (database, "PRAGMA user_version = 1000", &error));
  g_assert_finalize_object (database);
  bench_restart (bench);
  assert_fails (bench->store, TACTUS_DATABASE_ERROR_TOO_NEW, "Update Tactus");
  g_assert_null (bench->aside);

  assert_fails (bench->store, TACTUS_DATABASE_ERROR_TOO_NEW, "1000");
}

/* ── cancelling ── */

static gboolean
endless (TactusDatabaseFile  *file,
         gpointer             data,
         GError             **error)
{
  g_atomic_int_set ((int *) data, TRUE);

  return tactus_database_file_execute (file,
                                       "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL "
                                       "SELECT i + 1 FROM n) SELECT max (i) FROM n",
                                       error);
}

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

/* In the queue, in the midst of a long statement, and while another program has the lock. */
static void
test_cancelled (void)
{
  g_autoptr(Bench) bench = bench_new ();
  TactusDatabase *database = tactus_database_new (bench->path, &tactus_database_schema);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) other = g_cancellable_new ();
  g_autoptr(GArray) rows = rows_of (BEGIN, 10);
  g_autoptr(GAsyncResult) long_result = NULL;
  g_autoptr(GAsyncResult) hold_result = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int running = FALSE;
  int holding = FALSE;
  GTask *task;
  guint spin = g_timeout_add (1, spin_cb, NULL);

  g_cancellable_cancel (cancellable);
  g_assert_false (add_rows (bench->store, BAND, rows, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count (bench->store, BAND), ==, 0);

  task = g_task_new (database, other, result_cb, &long_result);
  g_task_set_task_data (task, &running, NULL);
  tactus_database_run (database, task, endless);
  UNTIL (g_atomic_int_get (&running));
  g_cancellable_cancel (other);
  UNTIL (long_result != NULL);
  g_assert_false (g_task_propagate_boolean (G_TASK (long_result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  task = g_task_new (database, NULL, result_cb, &hold_result);
  g_task_set_task_data (task, &holding, NULL);
  tactus_database_run (database, task, hold_lock);
  UNTIL (g_atomic_int_get (&holding));
  g_cancellable_reset (cancellable);
  tactus_activity_store_add_async (bench->store, BAND, rows, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  UNTIL (result != NULL);
  g_assert_false (tactus_activity_store_add_finish (bench->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* Nobody waits for ever for a program that does not let go. */
  g_clear_object (&result);
  tactus_activity_store_add_async (bench->store, BAND, rows, NULL, result_cb, &result);
  UNTIL (result != NULL);
  g_assert_false (tactus_activity_store_add_finish (bench->store, result, NULL, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY);

  g_atomic_int_set (&holding, 2);
  UNTIL (hold_result != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (hold_result), NULL));
  g_assert_cmpuint (add (bench->store, BAND, BEGIN, 10), ==, 10);
  g_source_remove (spin);
  g_clear_object (&long_result);
  g_clear_object (&hold_result);
  g_assert_finalize_object (database);
}

/* The last reference may go while a job is under way: it is done all the same. */
static void
test_dropped (void)
{
  g_autoptr(Bench) bench = bench_new ();
  g_autoptr(GArray) rows = rows_of (BEGIN, 1000);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_activity_store_add_async (bench->store, BAND, rows, NULL, result_cb, &result);
  g_clear_object (&bench->store);
  UNTIL (result != NULL);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  g_clear_object (&result);
  bench_open (bench);
  g_assert_cmpuint (count (bench->store, BAND), ==, 1000);
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  if (argc == 3 && (strcmp (argv[1], "--adds") == 0 || strcmp (argv[1], "--stays") == 0 ||
                    strcmp (argv[1], "--may-not") == 0))
    return child (argv[1], argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/activity-store/round", test_round);
  g_test_add_func ("/activity-store/duplicates", test_duplicates);
  g_test_add_func ("/activity-store/bounds", test_bounds);
  g_test_add_func ("/activity-store/forget", test_forget);
  g_test_add_func ("/activity-store/memory", test_memory);
  g_test_add_func ("/activity-store/default-path", test_default_path);
  g_test_add_func ("/activity-store/private", test_private);
  g_test_add_func ("/activity-store/two-stores", test_two_stores);
  g_test_add_func ("/activity-store/two-programs", test_two_programs);
  g_test_add_func ("/activity-store/killed", test_killed);
  g_test_add_func ("/activity-store/not-allowed", test_not_allowed);
  g_test_add_func ("/activity-store/rubbish", test_rubbish);
  g_test_add_func ("/activity-store/damaged", test_damaged);
  g_test_add_func ("/activity-store/empty-file", test_empty_file);
  g_test_add_func ("/activity-store/full", test_full);
  g_test_add_func ("/database/migrations", test_migrations);
  g_test_add_func ("/database/future", test_future);
  g_test_add_func ("/database/cancelled", test_cancelled);
  g_test_add_func ("/database/dropped", test_dropped);

  return g_test_run ();
}
