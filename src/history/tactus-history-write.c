/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-write.h"

#include "tactus-database-band.h"
#include "tactus-history-rows.h"

/* Returns: %FALSE, for the caller's convenience */
static gboolean
fail_no_session (gint64   session,
                 GError **error)
{
  g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION,
               "Session %" G_GINT64_FORMAT " is not in the history any more. Begin another one",
               session);

  return FALSE;
}

/* Returns: %FALSE, for the caller's convenience */
static gboolean
fail_too_long (gint64   session,
               GError **error)
{
  g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION,
               "Session %" G_GINT64_FORMAT " would be longer than two years, which is as much as "
               "one can hold. Begin another one",
               session);

  return FALSE;
}

/* ── sessions ── */

gboolean
tactus_history_insert_session (TactusDatabaseFile  *file,
                               TactusSession       *session,
                               gint64               import,
                               GError             **error)
{
  const char *name = import == 0 ? tactus_session_get_band_name (session) : NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 band;

  if (!tactus_database_make_band (file, tactus_session_get_band (session), name, &band, error))
    return FALSE;

  statement = tactus_database_file_prepare (file,
                                            "INSERT INTO session (band, source, begin_ms, end_ms,"
                                            " zone_s, step_s, title, note, import) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, band);
  sqlite3_bind_int (statement, 2, tactus_session_get_source (session));
  sqlite3_bind_int64 (statement, 3, tactus_history_to_ms (tactus_session_get_begin_us (session)));
  if (!tactus_session_get_open (session))
    sqlite3_bind_int64 (statement, 4, tactus_history_to_ms (tactus_session_get_end_us (session)));
  sqlite3_bind_int (statement, 5, tactus_session_get_zone_s (session));
  sqlite3_bind_int64 (statement, 6, tactus_session_get_step_s (session));
  sqlite3_bind_text (statement, 7, tactus_session_get_title (session), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 8, tactus_session_get_note (session), -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 9, import);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  tactus_session_set_id (session, tactus_database_file_get_row_id (file));

  return TRUE;
}

/* @last: (out): of @session's last reading; the key before its first if there is none */
static gboolean
find_last_key (TactusDatabaseFile  *file,
               gint64               session,
               gint64              *last,
               GError             **error)
{
  const gint64 first = tactus_history_first_key (session);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file,
                                            "SELECT key FROM reading WHERE key >= ?1 AND key < ?2 "
                                            "ORDER BY key DESC LIMIT 1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, first + TACTUS_HISTORY_SESSION_MS);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;

  *last = has_row ? sqlite3_column_int64 (statement, 0) : first - 1;

  return TRUE;
}

static gboolean
find_begin (TactusDatabaseFile  *file,
            gint64               session,
            gint64              *begin_ms,
            GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file, "SELECT begin_ms FROM session WHERE id = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, session);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return fail_no_session (session, error);

  *begin_ms = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

gboolean
tactus_history_end_session (TactusDatabaseFile  *file,
                            gint64               session,
                            gint64               end_us,
                            GError             **error)
{
  const gint64 first = tactus_history_first_key (session);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 begin_ms;
  gint64 last;

  if (!find_begin (file, session, &begin_ms, error) ||
      !find_last_key (file, session, &last, error))
    return FALSE;

  statement = tactus_database_file_prepare (file, "UPDATE session SET end_ms = ?2 WHERE id = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, session);
  sqlite3_bind_int64 (statement, 2, MAX (tactus_history_to_ms (end_us),
                                         begin_ms + MAX (last - first, 0)));

  return tactus_database_file_step (file, statement, NULL, error);
}

gboolean
tactus_history_describe_session (TactusDatabaseFile  *file,
                                 TactusSession       *session,
                                 GError             **error)
{
  const gint64 id = tactus_session_get_id (session);
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file,
                                            "UPDATE session SET title = ?2, note = ?3 "
                                            "WHERE id = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, tactus_session_get_title (session), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, tactus_session_get_note (session), -1, SQLITE_STATIC);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  return tactus_database_file_get_changes (file) > 0 || fail_no_session (id, error);
}

/* ── readings ── */

static void
bind_rr (sqlite3_stmt  *statement,
         const guint16 *rr,
         guint          n_rr)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  if (n_rr > 0)
    sqlite3_bind_blob (statement, 3, rr, (int) (n_rr * sizeof *rr), SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, 3);
#else
  guint16 *turned = n_rr > 0 ? g_memdup2 (rr, n_rr * sizeof *rr) : NULL;

  for (guint i = 0; i < n_rr; i++)
    turned[i] = GUINT16_TO_LE (rr[i]);
  sqlite3_bind_blob (statement, 3, turned, (int) (n_rr * sizeof *rr), g_free);
#endif
}

static gboolean
insert_reading (TactusDatabaseFile  *file,
                sqlite3_stmt        *statement,
                gint64               key,
                TactusSeries        *readings,
                gsize                index,
                GError             **error)
{
  const TactusReading reading = tactus_series_get (readings, index);
  const guint16 *rr;
  guint n_rr;

  rr = tactus_series_get_rr (readings, index, &n_rr);
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int (statement, 2, tactus_history_value_of (&reading));
  bind_rr (statement, rr, n_rr);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  sqlite3_reset (statement);

  return TRUE;
}

gboolean
tactus_history_insert_readings (TactusDatabaseFile  *file,
                                gint64               session,
                                TactusSeries        *readings,
                                gsize                begin,
                                gsize                end,
                                GError             **error)
{
  const gint64 first = tactus_history_first_key (session);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 begin_ms;
  gint64 last;

  if (!find_begin (file, session, &begin_ms, error) ||
      !find_last_key (file, session, &last, error))
    return FALSE;

  statement = tactus_database_file_prepare (file,
                                            "INSERT INTO reading (key, value, rr) "
                                            "VALUES (?1, ?2, ?3)",
                                            error);
  if (!statement)
    return FALSE;

  for (gsize i = begin; i < end; i++)
    {
      const gint64 when_ms = tactus_history_to_ms (tactus_series_get (readings, i).when_us);
      const gint64 key = MAX (last + 1, first + when_ms - begin_ms);

      if (key - first >= TACTUS_HISTORY_SESSION_MS)
        return fail_too_long (session, error);
      if (!insert_reading (file, statement, key, readings, i, error))
        return FALSE;
      last = key;
    }

  return TRUE;
}

/* ── markers ── */

gboolean
tactus_history_insert_marker (TactusDatabaseFile  *file,
                              gint64               session,
                              const TactusMarker  *marker,
                              gint64              *id,
                              GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 begin_ms;

  if (!find_begin (file, session, &begin_ms, error))
    return FALSE;

  statement = tactus_database_file_prepare (file,
                                            "INSERT INTO marker (session, time_ms, text) "
                                            "VALUES (?1, ?2, ?3)",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, session);
  sqlite3_bind_int64 (statement, 2, tactus_history_to_ms (marker->when_us));
  sqlite3_bind_text (statement, 3, marker->text ? marker->text : "", -1, SQLITE_STATIC);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  if (id)
    *id = tactus_database_file_get_row_id (file);

  return TRUE;
}

gboolean
tactus_history_change_marker (TactusDatabaseFile  *file,
                              gint64               marker,
                              const char          *text,
                              GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (!text)
    return tactus_database_run_with (file, "DELETE FROM marker WHERE id = ?1", marker, error);

  statement = tactus_database_file_prepare (file, "UPDATE marker SET text = ?2 WHERE id = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, marker);
  sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);

  return tactus_database_file_step (file, statement, NULL, error);
}

/* ── whole sessions ── */

/* Returns: of the last one, moved on as those are that share a millisecond */
static gint64
find_last_ms (TactusSeries *readings)
{
  const gsize length = tactus_series_get_length (readings);
  gint64 last_ms = tactus_history_to_ms (tactus_series_get (readings, 0).when_us);

  for (gsize i = 1; i < length; i++)
    last_ms = MAX (last_ms + 1, tactus_history_to_ms (tactus_series_get (readings, i).when_us));

  return last_ms;
}

/* The session begins with its first reading at the latest, and ends with its last at the
 * earliest. */
static void
take_in_readings (TactusSession *session,
                  TactusSeries  *readings)
{
  if (tactus_series_get_length (readings) == 0)
    return;

  tactus_session_set_begin_us (session, MIN (tactus_session_get_begin_us (session),
                                             tactus_series_get (readings, 0).when_us));
  tactus_session_set_end_us (session, MAX (tactus_session_get_end_us (session),
                                           find_last_ms (readings) * 1000));
}

static gboolean
is_known (TactusDatabaseFile  *file,
          TactusSession       *session,
          gsize                length,
          gint64               import,
          gboolean            *known,
          GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file,
                                            "SELECT 1 FROM session WHERE deleted_ms IS NULL"
                                            " AND (import NOT IN unfinished OR import = ?5)"
                                            " AND band = (SELECT id FROM band WHERE address = ?1)"
                                            " AND begin_ms = ?2 AND end_ms IS ?3"
                                            " AND ?4 = (SELECT count (*) FROM reading"
                                            "           WHERE key >= session.id << 36"
                                            "           AND key < (session.id + 1) << 36)",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, tactus_session_get_band (session), -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, tactus_history_to_ms (tactus_session_get_begin_us (session)));
  if (!tactus_session_get_open (session))
    sqlite3_bind_int64 (statement, 3, tactus_history_to_ms (tactus_session_get_end_us (session)));
  sqlite3_bind_int64 (statement, 4, (gint64) length);
  sqlite3_bind_int64 (statement, 5, import);

  return tactus_database_file_step (file, statement, known, error);
}

gboolean
tactus_history_insert_new (TactusDatabaseFile  *file,
                           TactusSession       *session,
                           TactusSeries        *readings,
                           gint64               import,
                           gboolean            *added,
                           GError             **error)
{
  gboolean known;

  *added = FALSE;
  take_in_readings (session, readings);
  if (!is_known (file, session, tactus_series_get_length (readings), import, &known, error))
    return FALSE;

  *added = !known;

  return known || tactus_history_insert_session (file, session, import, error);
}

gboolean
tactus_history_insert_markers (TactusDatabaseFile  *file,
                               gint64               session,
                               GPtrArray           *markers,
                               GError             **error)
{
  for (guint i = 0; markers && i < markers->len; i++)
    if (!tactus_history_insert_marker (file, session, g_ptr_array_index (markers, i), NULL, error))
      return FALSE;

  return TRUE;
}

gboolean
tactus_history_insert_all (TactusDatabaseFile  *file,
                           TactusSession       *session,
                           TactusSeries        *readings,
                           GPtrArray           *markers,
                           gboolean            *added,
                           GError             **error)
{
  if (!tactus_history_insert_new (file, session, readings, 0, added, error))
    return FALSE;

  return !*added ||
         (tactus_history_insert_readings (file, tactus_session_get_id (session), readings, 0,
                                          tactus_series_get_length (readings), error) &&
          tactus_history_insert_markers (file, tactus_session_get_id (session), markers, error));
}

/* ── removing ── */

gboolean
tactus_history_hide_session (TactusDatabaseFile  *file,
                             gint64               session,
                             gint64               deleted_ms,
                             GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file,
                                            "UPDATE session SET deleted_ms = ?2 WHERE id = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, session);
  if (deleted_ms >= 0)
    sqlite3_bind_int64 (statement, 2, deleted_ms);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  return tactus_database_file_get_changes (file) > 0 || fail_no_session (session, error);
}

static gboolean
remove_session (TactusDatabaseFile  *file,
                gint64               session,
                GError             **error)
{
  return tactus_database_run_with (file,
                                   "DELETE FROM reading"
                                   " WHERE key >= ?1 << 36 AND key < (?1 + 1) << 36",
                                   session, error) &&
         tactus_database_run_with (file, "DELETE FROM marker WHERE session = ?1", session, error) &&
         tactus_database_run_with (file, "DELETE FROM session WHERE id = ?1", session, error);
}

/* @sql: selects id and band of sessions, with @number as its only parameter */
static gboolean
remove_sessions (TactusDatabaseFile  *file,
                 const char          *sql,
                 gint64               number,
                 guint               *removed,
                 GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = tactus_database_file_prepare (file, sql, error);
  gboolean has_row;

  for (*removed = 0; statement; (*removed)++)
    {
      gint64 session;
      gint64 band;

      sqlite3_bind_int64 (statement, 1, number);
      if (!tactus_database_file_step (file, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      session = sqlite3_column_int64 (statement, 0);
      band = sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
      if (!remove_session (file, session, error) ||
          !tactus_database_drop_band (file, band, error))
        return FALSE;
    }

  return FALSE;
}

gboolean
tactus_history_remove_hidden (TactusDatabaseFile  *file,
                              gint64               before_ms,
                              guint               *removed,
                              GError             **error)
{
  return remove_sessions (file, "SELECT id, band FROM session WHERE deleted_ms <= ?1 LIMIT 1",
                          before_ms, removed, error);
}

gboolean
tactus_history_remove_deleted (TactusDatabaseFile  *file,
                               gint64               session,
                               GError             **error)
{
  guint removed;

  return remove_sessions (file,
                          "SELECT id, band FROM session WHERE id = ?1 AND deleted_ms IS NOT NULL",
                          session, &removed, error);
}

gboolean
tactus_history_remove_band (TactusDatabaseFile  *file,
                            const char          *band,
                            GError             **error)
{
  gint64 number;
  guint removed;

  return tactus_database_find_band (file, band, &number, error) &&
         remove_sessions (file, "SELECT id, band FROM session WHERE band = ?1 LIMIT 1", number,
                          &removed, error) &&
         tactus_database_run_with (file, "DELETE FROM activity WHERE band = ?1", number, error) &&
         tactus_database_drop_band (file, number, error);
}
