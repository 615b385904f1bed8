/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What `tactusctl heart-rate` leaves in the history, as another program reads it. */

#include "ctl-rig.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define ADDRESS "C8:0F:10:00:00:21"
#define BAND "model=mi-band-3,address=" ADDRESS ",tap=0.1,first=0.02,period=0.02,rates=72:190:66:0"
#define SHARING "model=mi-band-4,address=" ADDRESS ",share=on,period=0.05,rates=72:73"

/* ── the database ── */

static char *
get_path (CtlRig *rig)
{
  return g_build_filename (rig->dir, "tactus", "history.sqlite", NULL);
}

static gboolean
has_history (CtlRig *rig)
{
  g_autofree char *path = get_path (rig);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static int
row_cb (gpointer   data,
        int        n_columns,
        char     **values,
        char     **names)
{
  GString *text = data;

  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", values[i] ? values[i] : "");
  g_string_append_c (text, ' ');

  return 0;
}

/* Returns: (transfer full): rows separated by blanks, columns by commas */
static char *
ask (const char *path,
     const char *sql)
{
  g_autoptr(GString) text = g_string_new (NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, row_cb, text, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* As `TACTUS_SOURCE_…` and whether it was ended. */
#define SESSIONS "SELECT source, end_ms IS NOT NULL, address FROM session " \
                 "JOIN band ON band.id = session.band ORDER BY session.id"

static void
assert_answer (const char *path,
               const char *sql,
               const char *expected)
{
  g_autofree char *answer = ask (path, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static void
assert_sessions (CtlRig     *rig,
                 const char *expected)
{
  g_autofree char *path = get_path (rig);

  assert_answer (path, SESSIONS, expected);
}

/* Every value that was printed is on disk, in order, and no other. */
static void
assert_printed (CtlRig *rig,
                CtlRun *run)
{
  g_autofree char *path = get_path (rig);
  g_autoptr(GPtrArray) lines = ctl_json (run);
  g_autoptr(GString) expected = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    if (json_object_get_null_member (lines->pdata[i], "bpm"))
      g_string_append (expected, ",no_reading ");
    else
      g_string_append_printf (expected, "%d,pulse ",
                              (int) json_object_get_int_member (lines->pdata[i], "bpm"));

  assert_answer (path, "SELECT bpm, state FROM readings ORDER BY session, time", expected->str);
}

static TactusSimBand *
add_paired (CtlRig *rig)
{
  TactusSimBand *band = ctl_rig_add (rig, BAND);

  ctl_rig_pair (rig, band);

  return band;
}

/* ── what is recorded ── */

static void
test_duration (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autoptr(CtlRun) run = NULL;

  g_assert_false (has_history (rig));
  run = ctl_run (rig, "heart-rate --json --duration 0.6 " ADDRESS);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_null (strstr (run->err->str, "recorded"));
  assert_sessions (rig, "0,1," ADDRESS " ");
  assert_printed (rig, run);
  g_assert_false (tactus_sim_band_get_connected (band));
}

/* Ctrl+C ends the session, and all of it is on disk; so it is when the reader leaves. */
static void
test_ended_early (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autoptr(CtlRun) run = ctl_start (rig, "heart-rate --json " ADDRESS);
  g_autoptr(CtlRun) head = NULL;

  ctl_wait_for (run, "\"bpm\":66");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
  assert_sessions (rig, "0,1," ADDRESS " ");
  assert_printed (rig, run);

  ctl_rig_await_free (band);
  head = ctl_run (rig, CTL_HEAD "heart-rate --json " ADDRESS);
  g_assert_cmpint (head->status, ==, 0);
  assert_sessions (rig, "0,1," ADDRESS " 0,1," ADDRESS " ");
}

static void
test_once (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  add_paired (rig);
  run = ctl_run (rig, "heart-rate --json --once " ADDRESS);
  g_assert_cmpint (run->status, ==, 0);
  assert_sessions (rig, "1,1," ADDRESS " ");
  assert_printed (rig, run);
}

static void
test_listen (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_add (rig, SHARING);
  run = ctl_run (rig, "heart-rate --json --listen --duration 1.5 " ADDRESS);
  g_assert_cmpint (run->status, ==, 0);
  assert_sessions (rig, "2,1," ADDRESS " ");
  assert_printed (rig, run);
}

static void
test_button (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autofree char *path = get_path (rig);
  g_autoptr(CtlRun) run = ctl_start (rig, "heart-rate --json " ADDRESS);

  ctl_wait_for (run, "\"bpm\":72");
  tactus_sim_band_tap (band, g_get_monotonic_time ());
  ctl_wait_for (run, "\"bpm\":66");
  ctl_interrupt (run);
  assert_answer (path, "SELECT count (*) FROM marker JOIN session ON marker.session = session.id "
                       "AND time_ms BETWEEN begin_ms AND end_ms", "1 ");
}

/* ── what is not ── */

static void
test_no_record (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autoptr(CtlRun) run = ctl_run (rig, "heart-rate --no-record --json --duration 0.3 " ADDRESS);
  g_autoptr(CtlRun) once = NULL;
  g_autoptr(CtlRun) wrong = NULL;

  g_assert_cmpint (run->status, ==, 0);
  ctl_rig_await_free (band);
  once = ctl_run (rig, "heart-rate --no-record --json --once " ADDRESS);
  g_assert_cmpint (once->status, ==, 0);
  wrong = ctl_run (rig, "heart-rate --no-record --database x.sqlite --json --once " ADDRESS);
  ctl_assert_failure (wrong, "usage");
  g_assert_false (has_history (rig));
}

/* A virtual band's pulse is nobody's. */
static void
test_demo (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  /* It wants no bus, and so gets nothing of the rig. */
  g_setenv ("XDG_DATA_HOME", rig->dir, TRUE);
  run = ctl_run (NULL, "demo --json --duration 9");
  g_unsetenv ("XDG_DATA_HOME");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\"bpm\""));
  g_assert_false (has_history (rig));
}

static void
test_database (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = g_build_filename (rig->dir, "mine.sqlite", NULL);
  g_autofree char *letter = g_build_filename (rig->dir, "letter.txt", NULL);
  g_autofree char *named = g_strdup_printf ("heart-rate --json --once --database '%s' " ADDRESS,
                                            path);
  g_autofree char *mistaken = g_strdup_printf ("heart-rate --json --once --database '%s' " ADDRESS,
                                               letter);
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) astray = NULL;

  add_paired (rig);
  run = ctl_run (rig, named);
  g_assert_cmpint (run->status, ==, 0);
  assert_answer (path, SESSIONS, "1,1," ADDRESS " ");
  g_assert_false (has_history (rig));

  /* What is no database stays as it is. */
  g_assert_true (g_file_set_contents (letter, "Dear Sir,\n", -1, NULL));
  astray = ctl_run (rig, mistaken);
  ctl_assert_failure (astray, "usage");
  g_assert_true (g_file_get_contents (letter, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Dear Sir,\n");
}

static guint
count_words (const char *text,
             const char *word)
{
  guint count = 0;

  for (const char *at = strstr (text, word); at; at = strstr (at + 1, word))
    count++;

  return count;
}

/* What cannot be kept is said once; the rest is as ever. */
static void
test_cannot_write (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autofree char *path = get_path (rig);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) once = NULL;

  g_assert_no_errno (g_mkdir (path, 0700)); /* a folder where the file should be */
  run = ctl_run (rig, "heart-rate --json --duration 1 " ADDRESS);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\"bpm\":66"));
  g_assert_cmpuint (count_words (run->err->str, "The measurement is not recorded"), ==, 1);
  g_assert_null (strstr (run->out->str, "recorded"));

  ctl_rig_await_free (band);
  once = ctl_run (rig, "heart-rate --json --once " ADDRESS);
  g_assert_cmpint (once->status, ==, 0);
  g_assert_cmpuint (count_words (once->err->str, "The measurement is not recorded"), ==, 1);
}

/* The disk has room again: nothing is missing, which is said as well. */
static void
test_written_later (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = get_path (rig);
  g_autoptr(CtlRun) run = NULL;

  add_paired (rig);
  g_assert_no_errno (g_mkdir (path, 0700));
  run = ctl_start (rig, "heart-rate --json " ADDRESS);
  ctl_wait_for (run, "The measurement is not recorded");
  g_assert_no_errno (g_rmdir (path));
  ctl_wait_for (run, "The measurement is recorded now");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
  assert_sessions (rig, "0,1," ADDRESS " ");
  assert_printed (rig, run);
}

/* ── forgotten ── */

static void
test_forget (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_paired (rig);
  g_autofree char *path = get_path (rig);
  g_autoptr(CtlRun) run = ctl_run (rig, "heart-rate --json --once " ADDRESS);
  g_autoptr(CtlRun) kept = NULL;
  g_autoptr(CtlRun) gone = NULL;

  g_assert_cmpint (run->status, ==, 0);
  ctl_rig_await_free (band);
  kept = ctl_run (rig, "forget --json " ADDRESS);
  g_assert_cmpint (kept->status, ==, 0);
  assert_sessions (rig, "1,1," ADDRESS " ");
  gone = ctl_run (rig, "forget --json --activity " ADDRESS);
  g_assert_cmpint (gone->status, ==, 0);
  assert_answer (path, "SELECT count (*) FROM session UNION ALL SELECT count (*) FROM reading",
                 "0 0 ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/recording/duration", test_duration);
  g_test_add_func ("/ctl/recording/ended-early", test_ended_early);
  g_test_add_func ("/ctl/recording/once", test_once);
  g_test_add_func ("/ctl/recording/listen", test_listen);
  g_test_add_func ("/ctl/recording/button", test_button);
  g_test_add_func ("/ctl/recording/no-record", test_no_record);
  g_test_add_func ("/ctl/recording/demo", test_demo);
  g_test_add_func ("/ctl/recording/database", test_database);
  g_test_add_func ("/ctl/recording/cannot-write", test_cannot_write);
  g_test_add_func ("/ctl/recording/written-later", test_written_later);
  g_test_add_func ("/ctl/recording/forget", test_forget);

  return g_test_run ();
}
