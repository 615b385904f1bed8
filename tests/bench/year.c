/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "year.h"

#include <glib/gstdio.h>
#include <math.h>

void
year_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

void
year_wait (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
}

double
year_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* Up and down within the day and within the minute, as a pulse does, and the same every time. */
static TactusSeries *
make_day (guint day)
{
  TactusSeries *series = tactus_series_new ();

  for (guint s = 0; s < YEAR_DAY_S; s++)
    {
      const gint64 when_us = YEAR_BEGIN + ((gint64) day * YEAR_DAY_S + s) * G_USEC_PER_SEC;
      const TactusReading reading = {
        when_us, TACTUS_READING_PULSE,
        (guint16) (70 + lround (20 * sin (s / 9000.0 + day)) + s % 7 + (s / 60) % 5),
      };

      tactus_series_append (series, &reading);
    }

  return series;
}

void
year_add_day (TactusHistory *history,
              guint          day)
{
  const gint64 begin_us = YEAR_BEGIN + (gint64) day * YEAR_DAY_S * G_USEC_PER_SEC;
  g_autoptr(TactusSession) session = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  session = tactus_session_new (YEAR_BAND, "Mi Band 3", TACTUS_SOURCE_MEASURED, begin_us);
  tactus_session_set_end_us (session, begin_us + (YEAR_DAY_S - 1) * (gint64) G_USEC_PER_SEC);
  tactus_session_set_open (session, FALSE);
  tactus_history_add_async (history, session, make_day (day), NULL, NULL, year_result_cb, &result);
  year_wait (&result);
  if (!tactus_history_add_finish (history, result, NULL, &error))
    g_error ("%s", error->message);
}

void
year_make (TactusHistory *history,
           guint          days)
{
  for (guint day = 0; day < days; day++)
    year_add_day (history, day);
}

double
year_run_shell (const char *path,
                const char *option,
                const char *sql)
{
  g_autofree char *program = g_find_program_in_path ("sqlite3");
  const char *argv[] = { program, "-batch", path, sql, NULL, NULL };
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  double begun = year_now ();

  if (!program)
    return -1;

  if (option)
    {
      argv[2] = option;
      argv[3] = path;
      argv[4] = sql;
    }
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  if (!process || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("sqlite3: %s", error->message);

  return year_now () - begun;
}

char *
year_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("tactus-bench-XXXXXX", &error);

  if (!folder)
    g_error ("%s", error->message);

  return folder;
}

void
year_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}
