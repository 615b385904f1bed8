/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-rows.h"

/* ── readings ── */

int
tactus_history_value_of (const TactusReading *reading)
{
  if (reading->kind == TACTUS_READING_PULSE)
    return reading->bpm > 0 ? reading->bpm : -TACTUS_READING_NO_VALUE;

  return -(int) reading->kind;
}

TactusReading
tactus_history_reading_of (gint64 when_ms,
                           int    value)
{
  TactusReading reading = { when_ms * 1000, TACTUS_READING_NO_VALUE, 0 };

  if (value > 0 && value <= G_MAXUINT16)
    {
      reading.kind = TACTUS_READING_PULSE;
      reading.bpm = (guint16) value;
    }
  else if (value < 0 && value > -TACTUS_READING_N_KINDS)
    {
      reading.kind = (TactusReadingKind) -value;
    }

  return reading;
}

void
tactus_history_read_rr (sqlite3_stmt *row,
                        int           column,
                        GArray       *rr)
{
  const guint8 *data = sqlite3_column_blob (row, column);
  const int size = data ? sqlite3_column_bytes (row, column) : 0;

  for (int i = 0; i + 1 < size; i += 2)
    {
      const guint16 interval = (guint16) (data[i] | data[i + 1] << 8);

      g_array_append_val (rr, interval);
    }
}

/* ── queries ── */

TactusHistoryQuery *
tactus_history_query_copy (const TactusHistoryQuery *query)
{
  TactusHistoryQuery *copy = g_memdup2 (query, sizeof *query);

  copy->band = g_strdup (query->band);
  copy->text = g_strdup (query->text);

  return copy;
}

void
tactus_history_query_free (TactusHistoryQuery *query)
{
  g_free ((char *) query->band);
  g_free ((char *) query->text);
  g_free (query);
}

/* The times of @query in milliseconds: @from <= time < @to. */
static void
get_times (const TactusHistoryQuery *query,
           gint64                   *from,
           gint64                   *to)
{
  gboolean all = query->from_us == 0 && query->to_us == 0;

  *from = all ? G_MININT64 : tactus_history_to_ms_above (query->from_us);
  *to = query->to_us == 0 ? G_MAXINT64 : tactus_history_to_ms_above (query->to_us);
}

/* Returns: the first key at or after @when, of a session with @first that begins at @begin; times
 * may be at the two ends of all there are. */
static gint64
get_key_at (gint64 first,
            gint64 begin,
            gint64 when)
{
  if (when <= begin)
    return first;

  return first + (gint64) MIN (tactus_reading_distance (begin, when),
                               (guint64) TACTUS_HISTORY_SESSION_MS);
}

void
tactus_history_key_range (TactusSession            *session,
                          const TactusHistoryQuery *query,
                          gint64                   *first,
                          gint64                   *end)
{
  const gint64 key = tactus_history_first_key (tactus_session_get_id (session));
  const gint64 begin = tactus_history_to_ms (tactus_session_get_begin_us (session));
  gint64 from;
  gint64 to;

  get_times (query, &from, &to);
  *first = get_key_at (key, begin, from);
  *end = get_key_at (key, begin, to);
}

void
tactus_history_second_range (const TactusHistoryQuery *query,
                             gint64                   *from,
                             gint64                   *to)
{
  gint64 from_ms;
  gint64 to_ms;

  get_times (query, &from_ms, &to_ms);
  *from = from_ms / 1000 + (from_ms % 1000 > 0);
  *to = to_ms / 1000 + (to_ms % 1000 > 0);
}

static gboolean
has_text (const TactusHistoryQuery *query)
{
  return query->text && *query->text;
}

gboolean
tactus_history_query_is_narrow (const TactusHistoryQuery *query)
{
  return query->session != 0 || has_text (query);
}

/* ── sessions ── */

/* One that was not ended ends with its last reading.  The text is compared by a function of ours
 * that knows letters beyond ASCII, and has no wildcards. */
#define LAST_READING                                                     \
  "begin_ms + ifnull ((SELECT key FROM reading"                          \
  " WHERE key >= session.id << 36 AND key < (session.id + 1) << 36"      \
  " ORDER BY key DESC LIMIT 1) - (session.id << 36), 0)"

#define LIST                                                             \
  "SELECT session.id, address, name, source, begin_ms,"                  \
  " ifnull (end_ms, " LAST_READING ") AS last_ms,"                       \
  " end_ms IS NULL, zone_s, step_s, title, note "                        \
  "FROM session JOIN band ON band.id = session.band "                    \
  "WHERE deleted_ms IS NULL AND import NOT IN unfinished"                \
  " AND (?1 IS NULL OR address = ?1)"                                    \
  " AND (?2 = 0 OR session.id = ?2)"                                     \
  " AND begin_ms < ?4 AND last_ms >= ?3"                                 \
  " AND (?5 IS NULL OR tactus_contains (title, ?5)"                      \
  "      OR tactus_contains (note, ?5)"                                  \
  "      OR EXISTS (SELECT 1 FROM marker WHERE marker.session = session.id" \
  "                 AND tactus_contains (marker.text, ?5))) "

static const char list_oldest[] = LIST "ORDER BY begin_ms, session.id LIMIT ?6 OFFSET ?7";
static const char list_newest[] = LIST "ORDER BY begin_ms DESC, session.id DESC LIMIT ?6 OFFSET ?7";

static TactusSource
get_source (int number)
{
  return number >= 0 && number < TACTUS_N_SOURCES ? (TactusSource) number : TACTUS_SOURCE_IMPORTED;
}

static TactusSession *
read_session (sqlite3_stmt *row)
{
  TactusSession *session;

  session = tactus_session_new ((const char *) sqlite3_column_text (row, 1),
                                (const char *) sqlite3_column_text (row, 2),
                                get_source (sqlite3_column_int (row, 3)),
                                sqlite3_column_int64 (row, 4) * 1000);
  tactus_session_set_id (session, sqlite3_column_int64 (row, 0));
  tactus_session_set_end_us (session, sqlite3_column_int64 (row, 5) * 1000);
  tactus_session_set_open (session, sqlite3_column_int (row, 6));
  tactus_session_set_zone_s (session, sqlite3_column_int (row, 7));
  tactus_session_set_step_s (session, (guint) sqlite3_column_int (row, 8));
  tactus_session_set_title (session, (const char *) sqlite3_column_text (row, 9));
  tactus_session_set_note (session, (const char *) sqlite3_column_text (row, 10));

  return session;
}

static void
bind_query (sqlite3_stmt             *statement,
            const TactusHistoryQuery *query)
{
  gint64 from;
  gint64 to;

  get_times (query, &from, &to);
  sqlite3_bind_text (statement, 1, query->band, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, query->session);
  sqlite3_bind_int64 (statement, 3, from);
  sqlite3_bind_int64 (statement, 4, to);
  sqlite3_bind_text (statement, 5, has_text (query) ? query->text : NULL, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 6, query->limit > 0 ? (gint64) query->limit : -1);
  sqlite3_bind_int64 (statement, 7, query->offset);
}

GPtrArray *
tactus_history_list_sessions (TactusDatabaseFile        *file,
                              const TactusHistoryQuery  *query,
                              GError                   **error)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file, query->newest_first ? list_newest : list_oldest,
                                            error);
  if (!statement)
    return NULL;

  bind_query (statement, query);
  do
    {
      if (!tactus_database_file_step (file, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (sessions, read_session (statement));
    }
  while (has_row);

  return g_steal_pointer (&sessions);
}

/* ── markers ── */

static TactusMarker *
read_marker (sqlite3_stmt *row)
{
  TactusMarker *marker = tactus_marker_new (sqlite3_column_int64 (row, 1) * 1000,
                                            (const char *) sqlite3_column_text (row, 2));

  marker->id = sqlite3_column_int64 (row, 0);

  return marker;
}

GPtrArray *
tactus_history_list_markers (TactusDatabaseFile        *file,
                             gint64                     session,
                             const TactusHistoryQuery  *query,
                             GError                   **error)
{
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;
  gint64 from;
  gint64 to;

  markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
  statement = tactus_database_file_prepare (file,
                                            "SELECT id, time_ms, text FROM marker "
                                            "WHERE session = ?1 AND time_ms >= ?2 AND time_ms < ?3 "
                                            "ORDER BY time_ms, id",
                                            error);
  if (!statement)
    return NULL;

  get_times (query, &from, &to);
  sqlite3_bind_int64 (statement, 1, session);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  do
    {
      if (!tactus_database_file_step (file, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (markers, read_marker (statement));
    }
  while (has_row);

  return g_steal_pointer (&markers);
}
