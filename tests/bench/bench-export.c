/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What it costs to export a year, a pulse a second, against SQLite's own shell on the same rows:
 * once where the shell writes the same facts, with times as text, and once bare numbers. */

#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <stdio.h>
#include <stdlib.h>

#include "tactus-export.h"
#include "year.h"

/* The best of so many; a year takes long enough for what the machine did besides not to count. */
#define ROUNDS 2

static const char same_facts[] =
  "SELECT time, bpm, state, rr_ms, 'measured', band, session, '', '' FROM readings";

static const char bare_numbers[] =
  "SELECT begin_ms + key - (session.id << 36), value, session.id FROM session JOIN reading "
  "ON key >= session.id << 36 AND key < (session.id + 1) << 36";

/* Returns: seconds; the rows go nowhere, as those of the shell do */
static double
export_all (TactusHistory    *history,
            TactusFileFormat  format)
{
  const TactusHistoryQuery all = { NULL };
  g_autoptr(GOutputStream) stream = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  double begun = year_now ();

  stream = g_unix_output_stream_new (open ("/dev/null", O_WRONLY | O_CLOEXEC), TRUE);
  tactus_export_to_stream_async (history, &all, format, stream, NULL, NULL, NULL, year_result_cb,
                                 &result);
  year_wait (&result);
  if (!tactus_export_to_stream_finish (history, result, NULL, &error))
    g_error ("%s", error->message);

  return year_now () - begun;
}

static double
best_export (TactusHistory    *history,
             TactusFileFormat  format)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    best = MIN (best, export_all (history, format));

  return best;
}

static double
best_shell (const char *path,
            const char *sql)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    best = MIN (best, year_run_shell (path, "-csv", sql));

  return best;
}

static void
measure (TactusHistory *history,
         const char    *path)
{
  double csv = best_export (history, TACTUS_FILE_FORMAT_CSV);
  double same = year_run_shell (path, "-csv", same_facts);
  double bare = best_shell (path, bare_numbers);

  if (same > 0)
    {
      printf ("export of a year to CSV, of sqlite3 -csv: %.2f (goal ≤ 1.5)\n", csv / same);
      printf ("the same, of sqlite3 -csv with bare numbers: %.2f\n", csv / bare);
    }
  else
    {
      printf ("# There is no sqlite3 shell here to compare with\n");
    }
  printf ("export of a year to JSON lines, of CSV: %.2f\n",
          export_all (history, TACTUS_FILE_FORMAT_JSON_LINES) / csv);
  printf ("export of a year to TCX, of CSV: %.2f\n",
          export_all (history, TACTUS_FILE_FORMAT_TCX) / csv);
}

int
main (int   argc,
      char *argv[])
{
  const guint days = argc > 1 ? (guint) atoi (argv[1]) : YEAR_DAYS;
  g_autofree char *folder = year_make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.sqlite", NULL);
  TactusHistory *history = tactus_history_new (path);

  year_make (history, days);

  /* Closing it puts the log into the file. */
  g_object_unref (history);
  history = tactus_history_new (path);
  measure (history, path);
  g_object_unref (history);
  year_remove_folder (folder);

  return EXIT_SUCCESS;
}
