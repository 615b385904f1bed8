/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What the history costs at the size of a year, a pulse a second, against SQLite's own shell on the
 * same rows: how long it takes to write and to look at, and how much room a reading takes. */

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "year.h"

/* The best of so many: what the machine did besides does not count. */
#define ROUNDS 5

#define LIVE_READINGS 500

/* A day in the middle. */
static TactusHistoryQuery
get_day (guint days)
{
  const gint64 begin_us = YEAR_BEGIN + days / 2 * (gint64) YEAR_DAY_S * G_USEC_PER_SEC;

  return (TactusHistoryQuery) {
    .from_us = begin_us,
    .to_us = begin_us + (gint64) YEAR_DAY_S * G_USEC_PER_SEC,
  };
}

static double
open_day (TactusHistory            *history,
          const TactusHistoryQuery *query,
          gsize                    *length)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GError) error = NULL;
  double begun = year_now ();

  tactus_history_load_async (history, query, NULL, year_result_cb, &result);
  year_wait (&result);
  series = tactus_history_load_finish (history, result, NULL, &error);
  if (!series)
    g_error ("%s", error->message);
  *length = tactus_series_get_length (series);

  return year_now () - begun;
}

static double
digest_day (TactusHistory            *history,
            const TactusHistoryQuery *query)
{
  const TactusZones zones = { 190 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TactusDigest) digest = NULL;
  g_autoptr(GError) error = NULL;
  double begun = year_now ();

  tactus_history_digest_async (history, query, &zones, 100, NULL, year_result_cb, &result);
  year_wait (&result);
  digest = tactus_history_digest_finish (history, result, &error);
  if (!digest)
    g_error ("%s", error->message);

  return year_now () - begun;
}

/* The same day by the same key, in the shell. */
static double
read_day_in_shell (const char               *path,
                   const TactusHistoryQuery *query)
{
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("SELECT key, value, rr FROM session JOIN reading "
                         "ON key >= session.id << 36 AND key < (session.id + 1) << 36 "
                         "WHERE begin_ms = %" G_GINT64_FORMAT " ORDER BY key",
                         query->from_us / 1000);

  return year_run_shell (path, NULL, sql);
}

/* ── writing ── */

static double
append_once (TactusHistory *history,
             gint64         session,
             gint64         when_us)
{
  const TactusReading reading = { when_us, TACTUS_READING_PULSE, 72 };
  TactusSeries *series = tactus_series_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  double begun = year_now ();

  tactus_series_append (series, &reading);
  tactus_history_append_async (history, session, series, NULL, year_result_cb, &result);
  year_wait (&result);
  if (!tactus_history_append_finish (history, result, &error))
    g_error ("%s", error->message);

  return year_now () - begun;
}

/* As it is live: each reading for itself, and waited for. */
static double
append_one_by_one (TactusHistory *history)
{
  g_autoptr(TactusSession) session = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  double seconds = 0;

  session = tactus_session_new (YEAR_BAND, NULL, TACTUS_SOURCE_MEASURED, 0);
  tactus_history_begin_async (history, session, NULL, year_result_cb, &result);
  year_wait (&result);
  tactus_history_begin_finish (history, result, NULL);
  for (guint i = 0; i < LIVE_READINGS; i++)
    seconds += append_once (history, tactus_session_get_id (session), i * (gint64) G_USEC_PER_SEC);

  return seconds / LIVE_READINGS;
}

/* As many rows of the same make in one transaction, out of nothing. */
static double
write_day_in_shell (const char *folder,
                    guint       round)
{
  g_autofree char *path = g_strdup_printf ("%s/shell-%u.sqlite", folder, round);
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("PRAGMA journal_mode = WAL;"
                         "CREATE TABLE reading (key INTEGER PRIMARY KEY, value INTEGER NOT NULL,"
                         " rr BLOB);"
                         "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
                         " WHERE i < %u) "
                         "INSERT INTO reading SELECT (1000 << 36) + i * 1000, 70 + i %% 7, NULL "
                         "FROM n", YEAR_DAY_S - 1);

  return year_run_shell (path, NULL, sql);
}

static void
print_ratio (const char *name,
             double      value,
             double      goal)
{
  printf ("%s: %.2f (goal ≤ %g)\n", name, value, goal);
}

static void
measure_day (TactusHistory *history,
             const char    *path,
             guint          days)
{
  const TactusHistoryQuery query = get_day (days);
  double ours = G_MAXDOUBLE;
  double digest = G_MAXDOUBLE;
  double shell = G_MAXDOUBLE;
  gsize length = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      ours = fmin (ours, open_day (history, &query, &length));
      digest = fmin (digest, digest_day (history, &query));
      shell = fmin (shell, read_day_in_shell (path, &query));
    }

  printf ("# a day of %" G_GSIZE_FORMAT " readings: %.1f ms to open, %.1f ms to sum up, %.1f ms in "
           "the shell\n", length, ours * 1e3, digest * 1e3, shell * 1e3);
  if (shell < 0)
    printf ("# no sqlite3 here to compare with\n");
  else
    {
      print_ratio ("opening a day out of a year, against the sqlite3 shell", ours / shell, 2);
      print_ratio ("summing up a day out of a year, against the sqlite3 shell", digest / shell, 2);
    }
}

static void
measure_writing (TactusHistory *history,
                 const char    *folder,
                 guint          days)
{
  double ours = G_MAXDOUBLE;
  double shell = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    {
      double begun = year_now ();

      year_add_day (history, days + i);
      ours = fmin (ours, year_now () - begun);
      shell = fmin (shell, write_day_in_shell (folder, i));
    }

  printf ("# a day takes %.0f ms to write, %.0f ms in the shell; a reading as it comes %.2f ms\n",
          ours * 1e3, shell * 1e3, append_one_by_one (history) * 1e3);
  if (shell > 0)
    print_ratio ("writing a day to a year, against the sqlite3 shell", ours / shell, 2);
}

int
main (int   argc,
      char *argv[])
{
  const guint days = argc > 1 ? (guint) atoi (argv[1]) : YEAR_DAYS;
  g_autofree char *folder = year_make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.sqlite", NULL);
  TactusHistory *history = tactus_history_new (path);
  double begun = year_now ();
  GStatBuf info;

  year_make (history, days);
  printf ("# %u days at 1 Hz written in %.1f s\n", days, year_now () - begun);

  /* Closing it puts the log into the file. */
  g_object_unref (history);
  if (g_stat (path, &info) < 0)
    g_error ("%s is not there", path);
  print_ratio ("bytes on disk per reading", info.st_size / ((double) days * YEAR_DAY_S), 16);

  history = tactus_history_new (path);
  measure_day (history, path, days);
  measure_writing (history, folder, days);
  g_object_unref (history);
  year_remove_folder (folder);

  return EXIT_SUCCESS;
}
