/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-look.h"

#include "tactus-history-rows.h"

/* Looks for the first reading, notes its day, and goes on from the next midnight: a look for each
 * day instead of one for each reading. */
typedef struct {
  TactusDatabaseFile *file;
  GHashTable *days; /* (owned) (element-type gint64 gint64): midnight, Unix seconds */
} Search;

/* Returns: (transfer full): when the day begins */
static GDateTime *
get_midnight (GDateTime *time)
{
  int year;
  int month;
  int day;

  g_date_time_get_ymd (time, &year, &month, &day);

  return g_date_time_new_local (year, month, day, 0, 0, 0);
}

GDateTime *
tactus_history_next_day (GDateTime *day)
{
  g_autoptr(GDateTime) tomorrow = NULL;

  g_return_val_if_fail (day != NULL, NULL);

  tomorrow = g_date_time_add_days (day, 1);

  return tomorrow ? get_midnight (tomorrow) : NULL;
}

void
tactus_history_query_days (TactusHistoryQuery *query,
                           GDateTime          *first,
                           GDateTime          *last)
{
  g_autoptr(GDateTime) next = tactus_history_next_day (last);

  query->from_us = g_date_time_to_unix (first) * G_USEC_PER_SEC;
  query->to_us = next ? g_date_time_to_unix (next) * G_USEC_PER_SEC : 0;
}

/* @midnight_s, @next_s: (out): Unix seconds: the day, here, that @when_s is in */
static void
get_day (gint64  when_s,
         gint64 *midnight_s,
         gint64 *next_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (when_s);
  g_autoptr(GDateTime) midnight = time ? get_midnight (time) : NULL;
  g_autoptr(GDateTime) next = midnight ? tactus_history_next_day (midnight) : NULL;

  *midnight_s = when_s;
  *next_s = G_MAXINT64;
  if (!next)
    return;

  *midnight_s = g_date_time_to_unix (midnight);
  *next_s = MAX (g_date_time_to_unix (next), when_s + 1);
}

/* Returns: the first second after the day that @when_s is in */
static gint64
note_day (Search *search,
          gint64  when_s)
{
  gint64 midnight_s;
  gint64 next_s;

  get_day (when_s, &midnight_s, &next_s);
  g_hash_table_add (search->days, g_memdup2 (&midnight_s, sizeof midnight_s));

  return next_s;
}

/* @sql: selects the first number from ?2 on, before ?3, of what belongs to ?1 */
static gboolean
find_next (Search      *search,
           const char  *sql,
           gint64       owner,
           gint64       from,
           gint64       to,
           gboolean    *found,
           gint64      *number,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) statement = tactus_database_file_prepare (search->file, sql, error);

  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, owner);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  if (!tactus_database_file_step (search->file, statement, found, error))
    return FALSE;
  if (*found)
    *number = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gint64
to_seconds (gint64 ms)
{
  return ms / 1000 - (ms % 1000 < 0);
}

static gboolean
search_session (Search                    *search,
                TactusSession             *session,
                const TactusHistoryQuery  *query,
                GError                   **error)
{
  const gint64 id = tactus_session_get_id (session);
  const gint64 offset_ms = tactus_history_to_ms (tactus_session_get_begin_us (session)) -
                           tactus_history_first_key (id);
  gint64 first;
  gint64 end;

  tactus_history_key_range (session, query, &first, &end);
  while (first < end)
    {
      gboolean found;
      gint64 next_s;
      gint64 key;

      if (!find_next (search,
                      "SELECT key FROM reading WHERE ?1 = key >> 36 AND key >= ?2 AND key < ?3 "
                      "ORDER BY key LIMIT 1",
                      id, first, end, &found, &key, error))
        return FALSE;
      if (!found)
        break;

      next_s = note_day (search, to_seconds (key + offset_ms));
      if (next_s == G_MAXINT64)
        break;
      first = next_s * 1000 - offset_ms;
    }

  return TRUE;
}

static gboolean
search_minutes (Search                    *search,
                gint64                     band,
                const TactusHistoryQuery  *query,
                GError                   **error)
{
  gint64 from;
  gint64 to;

  tactus_history_second_range (query, &from, &to);
  while (from < to)
    {
      gboolean found;
      gint64 time;

      if (!find_next (search,
                      "SELECT time FROM activity WHERE band = ?1 AND time >= ?2 AND time < ?3"
                      " AND heart_rate BETWEEN 1 AND 254 AND import NOT IN unfinished"
                      " ORDER BY time LIMIT 1",
                      band, from, to, &found, &time, error))
        return FALSE;
      if (!found)
        break;

      from = note_day (search, time);
    }

  return TRUE;
}

static gboolean
search_bands (Search                    *search,
              const TactusHistoryQuery  *query,
              GError                   **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  if (tactus_history_query_is_narrow (query))
    return TRUE;

  statement = tactus_database_file_prepare (search->file,
                                            "SELECT id FROM band WHERE ?1 IS NULL OR address = ?1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, query->band, -1, SQLITE_STATIC);
  do
    {
      if (!tactus_database_file_step (search->file, statement, &has_row, error))
        return FALSE;
      if (has_row &&
          !search_minutes (search, sqlite3_column_int64 (statement, 0), query, error))
        return FALSE;
    }
  while (has_row);

  return TRUE;
}

static gboolean
search_sessions (Search                    *search,
                 const TactusHistoryQuery  *query,
                 GError                   **error)
{
  g_autoptr(GPtrArray) sessions = tactus_history_list_sessions (search->file, query, error);

  for (guint i = 0; sessions && i < sessions->len; i++)
    if (!search_session (search, g_ptr_array_index (sessions, i), query, error))
      return FALSE;

  return sessions != NULL;
}

static int
compare_newest_first (gconstpointer one,
                      gconstpointer two)
{
  const gint64 *a = one;
  const gint64 *b = two;

  return (*a < *b) - (*a > *b);
}

static GPtrArray *
to_days (GHashTable *days)
{
  g_autoptr(GList) numbers = g_list_sort (g_hash_table_get_keys (days), compare_newest_first);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_date_time_unref);

  for (GList *node = numbers; node; node = node->next)
    {
      const gint64 *midnight_s = node->data;
      GDateTime *day = g_date_time_new_from_unix_local (*midnight_s);

      if (day)
        g_ptr_array_add (list, day);
    }

  return list;
}

GPtrArray *
tactus_history_list_days (TactusDatabaseFile        *file,
                          const TactusHistoryQuery  *query,
                          GError                   **error)
{
  g_autoptr(GHashTable) days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Search search = { file, days };

  if (!search_sessions (&search, query, error) || !search_bands (&search, query, error))
    return NULL;

  return to_days (days);
}
