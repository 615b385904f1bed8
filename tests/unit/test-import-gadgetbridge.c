/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "import-bench.h"

/* 1769817600 is 2026-01-31T00:00:00Z; tests run in UTC. */
#define MINUTES(table)                                                                        \
  "CREATE TABLE " table " (TIMESTAMP INTEGER NOT NULL, DEVICE_ID INTEGER NOT NULL,"           \
  " USER_ID INTEGER NOT NULL, RAW_INTENSITY INTEGER NOT NULL, STEPS INTEGER NOT NULL,"        \
  " RAW_KIND INTEGER NOT NULL, HEART_RATE INTEGER NOT NULL,"                                  \
  " PRIMARY KEY (TIMESTAMP, DEVICE_ID) ON CONFLICT REPLACE) WITHOUT ROWID;"

#define PULSES(table)                                                                         \
  "CREATE TABLE " table " (TIMESTAMP INTEGER NOT NULL, DEVICE_ID INTEGER NOT NULL,"           \
  " USER_ID INTEGER NOT NULL, UTC_OFFSET INTEGER NOT NULL, HEART_RATE INTEGER NOT NULL,"      \
  " PRIMARY KEY (TIMESTAMP, DEVICE_ID) ON CONFLICT REPLACE) WITHOUT ROWID;"

#define DEVICES                                                                               \
  "CREATE TABLE DEVICE (_id INTEGER PRIMARY KEY, NAME TEXT NOT NULL, MANUFACTURER TEXT,"      \
  " IDENTIFIER TEXT NOT NULL UNIQUE, TYPE INTEGER, MODEL TEXT, ALIAS TEXT);"                  \
  "INSERT INTO DEVICE VALUES (1, 'Mi Band 3', 'Huami', 'c8:0f:10:00:00:01', 14, NULL, NULL)," \
  " (2, 'Mi Smart Band 6', 'Huami', 'C8:0F:10:00:00:02', 50, NULL, 'Mine');"

static void
make_database (const char *path,
               const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static TactusImportReport *
import_sql (HistoryBench  *bench,
            const char    *sql,
            GError       **error)
{
  g_autofree char *path = g_build_filename (bench->dir, "Gadgetbridge ü%20?#", NULL);

  make_database (path, sql);

  return import_file (bench, path, NULL, error);
}

static void
assert_rows (HistoryBench *bench,
             const char   *band,
             const char   *expected)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  tactus_activity_store_query_async (tactus_history_get_activity_store (bench->history), band, 0,
                                     G_MAXINT64, NULL, history_bench_result_cb, &result);
  UNTIL (result);
  rows = tactus_activity_store_query_finish (tactus_history_get_activity_store (bench->history),
                                             result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const TactusActivityRow *row = &g_array_index (rows, TactusActivityRow, i);

      g_string_append_printf (text, "%g:%u/%u/%u/%u ", row->time % 86400 / 60.0, row->kind,
                              row->intensity, row->steps, row->heart_rate);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* ── all there is ── */

static const char everything[] =
  DEVICES
  MINUTES ("MI_BAND_ACTIVITY_SAMPLE")
  "INSERT INTO MI_BAND_ACTIVITY_SAMPLE VALUES"
  " (1769817600, 1, 1, 20, 3, 1, 61), (1769817660, 1, 1, -1, -1, -1, 255),"
  " (1769817720, 1, 1, 300, 300, 99, 0), (1769817780, 1, 1, 0, 0, 112, -1),"
  " (1769817845, 1, 1, 0, 0, 112, 251), (5, 1, 1, 0, 0, 0, 60);"
  MINUTES ("HUAMI_EXTENDED_ACTIVITY_SAMPLE")
  "ALTER TABLE HUAMI_EXTENDED_ACTIVITY_SAMPLE ADD COLUMN SLEEP INTEGER;"
  "INSERT INTO HUAMI_EXTENDED_ACTIVITY_SAMPLE VALUES"
  " (1769817600, 2, 1, 21, 4, 1, 71, 7), (1769817660, 3, 1, 22, 5, 1, 72, NULL);"
  "CREATE TABLE XIAOMI_ACTIVITY_SAMPLE (TIMESTAMP INTEGER, DEVICE_ID INTEGER, HEART_RATE INTEGER);"
  "INSERT INTO XIAOMI_ACTIVITY_SAMPLE VALUES (1769817720, 2, 73);"
  PULSES ("HUAMI_HEART_RATE_MANUAL_SAMPLE")
  "INSERT INTO HUAMI_HEART_RATE_MANUAL_SAMPLE VALUES"
  " (1769817601000, 1, 1, 0, 81), (1769817602500, 1, 1, 0, 82), (1769817603000, 2, 1, 0, 83),"
  " (1769821204000, 1, 1, 0, 84), (1769821205000, 1, 1, 0, -1), (1769821206000, 1, 1, 0, 999);"
  PULSES ("HUAMI_HEART_RATE_RESTING_SAMPLE")
  "INSERT INTO HUAMI_HEART_RATE_RESTING_SAMPLE VALUES (1769817607000, 1, 1, 0, 55);"
  "CREATE TABLE XIAOMI_MANUAL_SAMPLE (TIMESTAMP INTEGER, DEVICE_ID INTEGER, USER_ID INTEGER,"
  " TYPE INTEGER, VALUE INTEGER);"
  "INSERT INTO XIAOMI_MANUAL_SAMPLE VALUES (1769817608000, 2, 1, 17, 86),"
  " (1769817609000, 2, 1, 18, 97);"
  "CREATE TABLE ANYTHING_ELSE (A, B, C);"
  "CREATE VIEW GENERIC_HEART_RATE_SAMPLE AS SELECT 1769817601 AS TIMESTAMP, 1 AS DEVICE_ID,"
  " 60 AS HEART_RATE;";

static void
test_everything (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusImportReport) report = NULL;
  g_autoptr(TactusImportReport) again = NULL;
  g_autoptr(GPtrArray) sessions = NULL;
  const TactusHistoryQuery of_mine = { .band = OTHER };
  g_autoptr(GError) error = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *history = NULL;

  report = import_sql (bench, everything, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->format, ==, "Gadgetbridge database");
  faults = print_faults (report);
  g_assert_cmpstr (faults, ==,
                   "1: TIMESTAMP is “5”, and should be of the years 2000 to 2099\n"
                   "14: The heart rate is 999, which none can be\n");

  assert_rows (bench, BAND, "0:1/20/3/61 1:255/0/0/0 2:99/255/255/0 3:112/0/0/0 4:112/0/0/0 ");
  assert_rows (bench, OTHER, "0:1/21/4/71 2:0/0/0/73 ");
  assert_rows (bench, "imported", "1:1/22/5/72 ");
  history = print_history (bench);
  g_assert_cmpstr (history, ==,
                   BAND " imported 1 81 2.5 82\n"
                   OTHER " imported 3 83\n"
                   OTHER " imported 8 86\n"
                   BAND " imported 3604 84 3605 no_reading\n");
  g_assert_cmpuint (report->minutes, ==, 8);
  g_assert_cmpuint (report->sessions, ==, 4);
  g_assert_cmpuint (report->readings, ==, 6);
  g_assert_cmpuint (report->known, ==, 0);
  g_assert_cmpuint (bench->changes, ==, 1);

  sessions = list (bench, &of_mine);
  g_assert_cmpstr (tactus_session_get_band_name (g_ptr_array_index (sessions, 0)), ==, "Mine");

  again = import_sql (bench, everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->sessions + again->minutes + again->readings, ==, 0);
  g_assert_cmpuint (again->known, ==, 14);
  g_assert_cmpuint (bench->changes, ==, 1);
}

/* ── less than that ── */

static void
test_bare (void)
{
  static const struct {
    const char *sql;
    guint       minutes;
    guint       readings;
  } cases[] = {
    { "CREATE TABLE MI_BAND_ACTIVITY_SAMPLE (TIMESTAMP);"
      "INSERT INTO MI_BAND_ACTIVITY_SAMPLE VALUES (1769817600), ('x'), (NULL), (x'ff'), (1e300)",
      1, 0 },
    { "CREATE TABLE mi_band_activity_sample (timestamp, heart_rate);"
      "INSERT INTO mi_band_activity_sample VALUES (1769817600000, 60)", 1, 0 },
    { "CREATE TABLE GENERIC_HEART_RATE_SAMPLE (TIMESTAMP, HEART_RATE);"
      "INSERT INTO GENERIC_HEART_RATE_SAMPLE VALUES (1769817600, 60), (1769817601000, '61')",
      0, 2 },
    { "CREATE TABLE HUAMI_HEART_RATE_MANUAL_SAMPLE (TIMESTAMP);"
      "INSERT INTO HUAMI_HEART_RATE_MANUAL_SAMPLE VALUES (1769817600)", 0, 1 },
    { MINUTES ("MI_BAND_ACTIVITY_SAMPLE"), 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusImportReport) report = import_sql (bench, cases[i].sql, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->minutes, ==, cases[i].minutes);
      g_assert_cmpuint (report->readings, ==, cases[i].readings);
    }
}

static void
test_another_database (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (import_sql (bench, "CREATE TABLE a (b); CREATE VIEW MI_BAND_ACTIVITY_SAMPLE AS "
                                    "SELECT 1769817600 AS TIMESTAMP", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "none of Gadgetbridge"));
}

/* ── the file itself ── */

static void
test_is_left_alone (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *path = g_build_filename (bench->dir, "Gadgetbridge", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(TactusImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  gsize length_after;

  make_database (path, everything);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  g_assert_no_errno (g_chmod (path, 0400));
  report = import_file (bench, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

static void
test_log_beside_it (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *path = g_build_filename (bench->dir, "Gadgetbridge", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr(TactusImportReport) report = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, everything);
  g_assert_true (g_file_set_contents (log, "x", 1, NULL));
  g_assert_null (import_file (bench, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "Gadgetbridge-wal"));

  /* An empty one is what a program leaves that ended well. */
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (log, "", 0, NULL));
  report = import_file (bench, path, NULL, &error);
  g_assert_no_error (error);
}

/* Cut off anywhere: an error, and nothing of it is kept. */
static void
test_cut_off (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *path = g_build_filename (bench->dir, "Gadgetbridge", NULL);
  g_autofree char *content = NULL;
  gsize length;

  make_database (path, everything);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize kept = 16; kept < length; kept += 1361)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusImportReport) report = NULL;
      g_autofree char *history = NULL;

      g_assert_true (g_file_set_contents (path, content, (gssize) kept, NULL));
      report = import_file (bench, path, NULL, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_null (report);
      history = print_history (bench);
      g_assert_cmpstr (history, ==, "");
      assert_rows (bench, BAND, "");
    }
}

/* ── many rows ── */

#define MANY 300000

static void
make_many (const char *path)
{
  make_database (path,
                 DEVICES MINUTES ("MI_BAND_ACTIVITY_SAMPLE")
                 "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 300000) "
                 "INSERT INTO MI_BAND_ACTIVITY_SAMPLE "
                 "SELECT 1600000000 + 60 * (i / 2), 1 + i % 2, 1, 1, 1, 1, 60 FROM n");
}

typedef struct {
  GCancellable *cancellable; /* (nullable) */
  double last;
  guint n_calls;
} Progress;

static void
progress_cb (double   share,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (share, >=, progress->last);
  g_assert_cmpfloat (share, <=, 1);
  progress->last = share;
  progress->n_calls++;
  if (progress->cancellable)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_many (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *path = g_build_filename (bench->dir, "Gadgetbridge", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GCancellable *const cancellables[] = { cancellable, NULL };
  g_autofree char *nothing = print_history (bench);

  g_assert_cmpstr (nothing, ==, "");
  make_many (path);
  for (guint i = 0; i < 2; i++)
    {
      Progress progress = { cancellables[i] };
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(TactusImportReport) report = NULL;
      g_autoptr(GError) error = NULL;

      tactus_import_async (bench->history, file, NULL, progress_cb, &progress, cancellables[i],
                           history_bench_result_cb, &result);
      UNTIL (result);
      report = tactus_import_finish (bench->history, result, &error);
      g_assert_cmpuint (progress.n_calls, >, 0);
      if (cancellables[i])
        {
          g_autofree char *count = run_sql (bench, "SELECT (SELECT count (*) FROM activity)"
                                                   " + (SELECT count (*) FROM band)"
                                                   " + (SELECT count (*) FROM unfinished)");

          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_cmpstr (count, ==, "0");
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (report->minutes, ==, MANY);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/gadgetbridge/everything", test_everything);
  g_test_add_func ("/import/gadgetbridge/bare", test_bare);
  g_test_add_func ("/import/gadgetbridge/another-database", test_another_database);
  g_test_add_func ("/import/gadgetbridge/is-left-alone", test_is_left_alone);
  g_test_add_func ("/import/gadgetbridge/log-beside-it", test_log_beside_it);
  g_test_add_func ("/import/gadgetbridge/cut-off", test_cut_off);
  g_test_add_func ("/import/gadgetbridge/many", test_many);

  return g_test_run ();
}
