/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-cursor.h"

#include "tactus-history-rows.h"

#define DAY_S    86400
#define MINUTE_S 60

/* What a walk consists of: a session, or a day of what a band recorded. */
typedef struct {
  TactusSession *session; /* (owned) */
  gint64 band;            /* the band's number; 0: a session */
  gint64 day;             /* days since 1970, where the band was */
  gint64 first_s;         /* Unix seconds: its first and last minute with a pulse */
  gint64 last_s;
} Part;

struct _TactusHistoryCursor
{
  TactusDatabaseFile *file;
  TactusHistoryQuery *query; /* (owned) */
  GPtrArray *parts;          /* (owned) (element-type Part): in the order of the walk */
  guint n_begun;             /* of them */
  double total;              /* readings to be expected: in all, and before the current part */
  double walked;

  Part *part;                /* (nullable): the current one */
  sqlite3_stmt *statement;   /* (owned) (nullable): its readings */
  gint64 offset_ms;          /* what makes a time of a key */
  gboolean has_row;          /* whether @reading is one that was not given out yet */
  TactusReading reading;
  GArray *rr;                /* (owned) (element-type guint16) */
  GPtrArray *markers;        /* (owned) (nullable) (element-type TactusMarker) */
  guint n_marked;            /* of them */
  TactusHistoryItemKind last; /* what was given out last */
};

/* ── parts ── */

static void
part_free (Part *part)
{
  g_object_unref (part->session);
  g_free (part);
}

static gint64
get_length_us (Part *part)
{
  return tactus_session_get_end_us (part->session) - tactus_session_get_begin_us (part->session);
}

/* Returns: how many readings are to be expected */
static double
get_weight (Part *part)
{
  const double seconds = get_length_us (part) / (double) G_USEC_PER_SEC;

  return 1 + seconds / MAX (tactus_session_get_step_s (part->session), 1);
}

static void
add_part (TactusHistoryCursor *self,
          Part                *part)
{
  g_ptr_array_add (self->parts, part);
  self->total += get_weight (part);
}

static gboolean
add_sessions (TactusHistoryCursor  *self,
              GError              **error)
{
  g_autoptr(GPtrArray) sessions = NULL;

  sessions = tactus_history_list_sessions (self->file, self->query, error);
  for (guint i = 0; sessions && i < sessions->len; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->session = g_object_ref (g_ptr_array_index (sessions, i));
      add_part (self, part);
    }

  return sessions != NULL;
}

/* ── days of recorded minutes ── */

/* A day is one where the band was.  A minute's zone is in quarters of an hour. */
static const char list_days[] =
  "SELECT band, address, name, (time + zone * 900) / 86400 AS day, zone, min (time), max (time) "
  "FROM activity JOIN band ON band.id = activity.band "
  "WHERE (?1 IS NULL OR address = ?1) AND time >= ?2 AND time < ?3"
  " AND heart_rate BETWEEN 1 AND 254 AND import NOT IN unfinished "
  "GROUP BY band, day ORDER BY min (time), band";

static Part *
read_day (sqlite3_stmt *row)
{
  Part *part = g_new0 (Part, 1);

  part->band = sqlite3_column_int64 (row, 0);
  part->day = sqlite3_column_int64 (row, 3);
  part->first_s = sqlite3_column_int64 (row, 5);
  part->last_s = sqlite3_column_int64 (row, 6);
  part->session = tactus_session_new ((const char *) sqlite3_column_text (row, 1),
                                      (const char *) sqlite3_column_text (row, 2),
                                      TACTUS_SOURCE_RECORDED, part->first_s * G_USEC_PER_SEC);
  tactus_session_set_end_us (part->session, (part->last_s + MINUTE_S) * G_USEC_PER_SEC);
  tactus_session_set_open (part->session, FALSE);
  tactus_session_set_zone_s (part->session, sqlite3_column_int (row, 4) * 900);
  tactus_session_set_step_s (part->session, MINUTE_S);

  return part;
}

static gboolean
add_days (TactusHistoryCursor  *self,
          GError              **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;
  gint64 from;
  gint64 to;

  if (tactus_history_query_is_narrow (self->query))
    return TRUE;

  statement = tactus_database_file_prepare (self->file, list_days, error);
  if (!statement)
    return FALSE;

  tactus_history_second_range (self->query, &from, &to);
  sqlite3_bind_text (statement, 1, self->query->band, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  do
    {
      if (!tactus_database_file_step (self->file, statement, &has_row, error))
        return FALSE;
      if (has_row)
        add_part (self, read_day (statement));
    }
  while (has_row);

  return TRUE;
}

/* ── the readings of a part ── */

static gboolean
prepare (TactusHistoryCursor  *self,
         const char           *sql,
         GError              **error)
{
  self->statement = tactus_database_file_prepare_another (self->file, sql, error);

  return self->statement != NULL;
}

static gboolean
begin_session (TactusHistoryCursor  *self,
               GError              **error)
{
  TactusSession *session = self->part->session;
  const gint64 id = tactus_session_get_id (session);
  gint64 first;
  gint64 end;

  if (!prepare (self,
                "SELECT key, value, rr FROM reading WHERE key >= ?1 AND key < ?2 ORDER BY key",
                error))
    return FALSE;

  tactus_history_key_range (session, self->query, &first, &end);
  sqlite3_bind_int64 (self->statement, 1, first);
  sqlite3_bind_int64 (self->statement, 2, end);
  self->offset_ms = tactus_history_to_ms (tactus_session_get_begin_us (session)) -
                    tactus_history_first_key (id);
  self->markers = tactus_history_list_markers (self->file, id, self->query, error);

  return self->markers != NULL;
}

static gboolean
begin_day (TactusHistoryCursor  *self,
           GError              **error)
{
  if (!prepare (self,
                "SELECT time * 1000, heart_rate, NULL FROM activity "
                "WHERE band = ?1 AND time >= ?2 AND time <= ?3"
                " AND heart_rate BETWEEN 1 AND 254 AND (time + zone * 900) / 86400 = ?4"
                " AND import NOT IN unfinished "
                "ORDER BY time",
                error))
    return FALSE;

  sqlite3_bind_int64 (self->statement, 1, self->part->band);
  sqlite3_bind_int64 (self->statement, 2, self->part->first_s);
  sqlite3_bind_int64 (self->statement, 3, self->part->last_s);
  sqlite3_bind_int64 (self->statement, 4, self->part->day);
  self->offset_ms = 0;

  return TRUE;
}

static gboolean
step (TactusHistoryCursor  *self,
      GError              **error)
{
  if (!tactus_database_file_step (self->file, self->statement, &self->has_row, error))
    return FALSE;

  if (self->has_row)
    {
      const gint64 when_ms = self->offset_ms + sqlite3_column_int64 (self->statement, 0);

      self->reading = tactus_history_reading_of (when_ms, sqlite3_column_int (self->statement, 1));
      g_array_set_size (self->rr, 0);
      tactus_history_read_rr (self->statement, 2, self->rr);
    }

  return TRUE;
}

static gboolean
begin_part (TactusHistoryCursor  *self,
            GError              **error)
{
  self->part = g_ptr_array_index (self->parts, self->n_begun++);

  return (self->part->band ? begin_day (self, error) : begin_session (self, error)) &&
         step (self, error);
}

static void
end_part (TactusHistoryCursor *self)
{
  if (self->part)
    self->walked += get_weight (self->part);
  self->part = NULL;
  self->has_row = FALSE;
  self->n_marked = 0;
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_clear_pointer (&self->statement, sqlite3_finalize);
}

/* ── the walk ── */

/* Returns: (nullable): the marker that is next, if it is not after the reading that is */
static TactusMarker *
peek_marker (TactusHistoryCursor *self)
{
  TactusMarker *marker;

  if (!self->markers || self->n_marked == self->markers->len)
    return NULL;

  marker = g_ptr_array_index (self->markers, self->n_marked);

  return !self->has_row || marker->when_us <= self->reading.when_us ? marker : NULL;
}

/* An item points to what the next step would overwrite, so the step waits for the next call. */
static gboolean
move_on (TactusHistoryCursor    *self,
         TactusHistoryItemKind   last,
         GError                **error)
{
  if (last == TACTUS_HISTORY_ITEM_READING)
    return step (self, error);
  if (last == TACTUS_HISTORY_ITEM_MARKER)
    self->n_marked++;

  return TRUE;
}

static gboolean
begin_next_part (TactusHistoryCursor  *self,
                 TactusHistoryItem    *item,
                 GError              **error)
{
  end_part (self);
  item->session = NULL;
  item->kind = TACTUS_HISTORY_ITEM_END;
  if (self->n_begun == self->parts->len)
    return TRUE;

  if (!begin_part (self, error))
    return FALSE;

  item->kind = TACTUS_HISTORY_ITEM_SESSION;
  item->session = self->part->session;

  return TRUE;
}

gboolean
tactus_history_cursor_next (TactusHistoryCursor  *self,
                            TactusHistoryItem    *item,
                            GError              **error)
{
  TactusMarker *marker;

  if (!move_on (self, self->last, error))
    return FALSE;

  item->n_rr = 0;
  item->rr = NULL;
  marker = peek_marker (self);
  if (marker)
    {
      item->kind = TACTUS_HISTORY_ITEM_MARKER;
      item->marker = *marker;
    }
  else if (self->has_row)
    {
      item->kind = TACTUS_HISTORY_ITEM_READING;
      item->reading = self->reading;
      item->n_rr = self->rr->len;
      item->rr = item->n_rr > 0 ? (const guint16 *) (gpointer) self->rr->data : NULL;
    }
  else if (!begin_next_part (self, item, error))
    {
      return FALSE;
    }

  if (self->part)
    item->session = self->part->session;
  self->last = item->kind;

  return TRUE;
}

/* Returns: 0…1: of the current part */
static double
get_share_of_part (TactusHistoryCursor *self)
{
  const gint64 length_us = get_length_us (self->part);
  gint64 walked_us;

  if (!self->has_row)
    return 1;
  if (length_us <= 0)
    return 0;

  walked_us = self->reading.when_us - tactus_session_get_begin_us (self->part->session);

  return CLAMP ((double) walked_us / length_us, 0, 1);
}

double
tactus_history_cursor_get_share (TactusHistoryCursor *self)
{
  double walked = self->walked;

  if (self->total <= 0)
    return 1;
  if (self->part)
    walked += get_share_of_part (self) * get_weight (self->part);

  return MIN (walked / self->total, 1);
}

/* ── the whole ── */

TactusHistoryCursor *
tactus_history_cursor_new (TactusDatabaseFile        *file,
                           const TactusHistoryQuery  *query,
                           GError                   **error)
{
  g_autoptr(TactusHistoryCursor) self = g_new0 (TactusHistoryCursor, 1);

  self->file = file;
  self->query = tactus_history_query_copy (query);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->rr = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->last = TACTUS_HISTORY_ITEM_END;

  return add_sessions (self, error) && add_days (self, error) ? g_steal_pointer (&self) : NULL;
}

void
tactus_history_cursor_free (TactusHistoryCursor *self)
{
  end_part (self);
  g_ptr_array_unref (self->parts);
  g_array_unref (self->rr);
  tactus_history_query_free (self->query);
  g_free (self);
}
