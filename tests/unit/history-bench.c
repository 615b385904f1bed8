/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "history-bench.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define WATCHDOG_SECONDS 60

static gboolean
bark_cb (gpointer user_data)
{
  g_error ("Waited in vain for: %s", (const char *) user_data);

  return G_SOURCE_REMOVE;
}

guint
history_bench_watch (const char *what)
{
  return g_timeout_add_seconds (WATCHDOG_SECONDS, bark_cb, (gpointer) what);
}

static void
moved_aside_cb (HistoryBench *self,
                const char   *path)
{
  g_free (self->aside);
  self->aside = g_strdup (path);
  self->n_aside++;
}

static void
changed_cb (HistoryBench *self)
{
  self->changes++;
}

void
history_bench_open (HistoryBench *self)
{
  self->history = tactus_history_new (self->path);
  g_signal_connect_swapped (self->history, "moved-aside", G_CALLBACK (moved_aside_cb), self);
  g_signal_connect_swapped (self->history, "changed", G_CALLBACK (changed_cb), self);
}

void
history_bench_close (HistoryBench *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->history));
}

void
history_bench_restart (HistoryBench *self)
{
  history_bench_close (self);
  history_bench_open (self);
}

HistoryBench *
history_bench_new (void)
{
  HistoryBench *self = g_new0 (HistoryBench, 1);

  self->dir = g_dir_make_tmp ("tactus-history-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "tactus", "history.sqlite", NULL);
  history_bench_open (self);

  return self;
}

void
history_bench_remove_all (const char *path)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      dir = g_dir_open (path, 0, NULL);
      while ((name = g_dir_read_name (dir)))
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          history_bench_remove_all (child);
        }
    }
  g_assert_no_errno (g_remove (path));
}

void
history_bench_free (HistoryBench *self)
{
  if (self->history)
    history_bench_close (self);
  history_bench_remove_all (self->dir);
  g_free (self->aside);
  g_free (self->path);
  g_free (self->dir);
  g_free (self);
}

void
history_bench_result_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

gboolean
history_bench_file_has (const char    *path,
                        gconstpointer  text,
                        gsize          length)
{
  g_autofree char *data = NULL;
  gsize size;

  return g_file_get_contents (path, &data, &size, NULL) &&
         memmem (data, size, text, length) != NULL;
}

TactusSeries *
pulses (gint64 first_us,
        gint64 step_us,
        guint  count)
{
  TactusSeries *series = tactus_series_new ();

  for (guint i = 0; i < count; i++)
    {
      const TactusReading reading = { first_us + i * step_us, TACTUS_READING_PULSE,
                                      (guint16) (60 + i % 60) };

      tactus_series_append (series, &reading);
    }

  return series;
}

/* ── calls that wait ── */

#define WAIT(call, ...)                                                                    \
  g_autoptr(GAsyncResult) result = NULL;                                                   \
  g_autoptr(GError) error = NULL;                                                          \
  call (self->history, __VA_ARGS__, NULL, history_bench_result_cb, &result);               \
  UNTIL (result != NULL)

TactusSession *
begin_session (HistoryBench *self,
               const char   *band,
               gint64        begin_us)
{
  TactusSession *session = tactus_session_new (band, "Band", TACTUS_SOURCE_MEASURED, begin_us);

  WAIT (tactus_history_begin_async, session);
  tactus_history_begin_finish (self->history, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tactus_session_get_id (session), >, 0);

  return session;
}

void
append (HistoryBench  *self,
        TactusSession *session,
        TactusSeries  *readings)
{
  WAIT (tactus_history_append_async, tactus_session_get_id (session), readings);
  tactus_history_append_finish (self->history, result, &error);
  g_assert_no_error (error);
}

void
end_session (HistoryBench  *self,
             TactusSession *session,
             gint64         end_us)
{
  WAIT (tactus_history_end_async, tactus_session_get_id (session), end_us);
  tactus_history_end_finish (self->history, result, &error);
  g_assert_no_error (error);
}

void
mark (HistoryBench  *self,
      TactusSession *session,
      gint64         when_us,
      const char    *text)
{
  g_autoptr(TactusMarker) marker = tactus_marker_new (when_us, text);

  WAIT (tactus_history_mark_async, tactus_session_get_id (session), marker);
  tactus_history_mark_finish (self->history, result, &error);
  g_assert_no_error (error);
}

gboolean
add (HistoryBench  *self,
     TactusSession *session,
     TactusSeries  *readings,
     GPtrArray     *markers)
{
  gboolean added = -1;

  WAIT (tactus_history_add_async, session, readings, markers);
  tactus_history_add_finish (self->history, result, &added, &error);
  g_assert_no_error (error);

  return added;
}

void
add_minutes (HistoryBench *self,
             const char   *band,
             gint64        first_us,
             guint         count,
             guint8        bpm)
{
  TactusActivityStore *store = tactus_history_get_activity_store (self->history);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < count; i++)
    {
      const TactusActivityRow row = { first_us / SECOND + 60 * i, 4, 1, 1, 1, bpm };

      g_array_append_val (rows, row);
    }
  tactus_activity_store_add_async (store, band, rows, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  tactus_activity_store_add_finish (store, result, NULL, &error);
  g_assert_no_error (error);
}

GPtrArray *
list (HistoryBench             *self,
      const TactusHistoryQuery *query)
{
  GPtrArray *sessions;

  WAIT (tactus_history_list_async, query);
  sessions = tactus_history_list_finish (self->history, result, &error);
  g_assert_no_error (error);

  return sessions;
}

TactusSeries *
load (HistoryBench             *self,
      const TactusHistoryQuery *query,
      GPtrArray               **markers)
{
  TactusSeries *series;

  WAIT (tactus_history_load_async, query);
  series = tactus_history_load_finish (self->history, result, markers, &error);
  g_assert_no_error (error);

  return series;
}

void
delete_session (HistoryBench  *self,
                TactusSession *session,
                gboolean       deleted)
{
  const gint64 id = tactus_session_get_id (session);

  WAIT (tactus_history_delete_async, &id, 1, deleted);
  tactus_history_delete_finish (self->history, result, &error);
  g_assert_no_error (error);
}

guint
purge (HistoryBench *self,
       guint         age_s)
{
  guint n_sessions = G_MAXUINT;

  WAIT (tactus_history_purge_async, age_s);
  tactus_history_purge_finish (self->history, result, &n_sessions, &error);
  g_assert_no_error (error);

  return n_sessions;
}

void
purge_session (HistoryBench  *self,
               TactusSession *session)
{
  const gint64 id = tactus_session_get_id (session);

  WAIT (tactus_history_purge_sessions_async, &id, 1);
  tactus_history_purge_sessions_finish (self->history, result, &error);
  g_assert_no_error (error);
}

char *
run_sql (HistoryBench *self,
         const char   *sql)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  char *value = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return value;
}
