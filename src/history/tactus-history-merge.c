/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-merge.h"

#include "tactus-history-rows.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)

/* As of a session with a step of a minute. */
#define MINUTES_GAP_US (150 * G_USEC_PER_SEC)

/* A session that is being read, or, without one, the recorded minutes. */
typedef struct {
  TactusSession *session;  /* (nullable): the array's */
  sqlite3_stmt *statement; /* (owned) */
  gint64 offset_ms;        /* what makes a time of a key */
  gint64 gap_us;
  TactusReading reading;   /* where it stands */
} Source;

struct _TactusHistoryMerge
{
  TactusDatabaseFile *file;
  TactusHistoryQuery *query; /* (owned) */
  GPtrArray *sessions;       /* (owned) (element-type TactusSession): by begin */
  guint n_begun;             /* of them */
  GPtrArray *sources;        /* (owned) (element-type Source): sessions that are being read */
  Source *minutes;           /* (owned) (nullable) */
  gint64 minutes_begin_us;
  gint64 minutes_end_us;
  gint64 gap_us;

  gboolean has_heard;        /* a session said something, last: */
  gint64 heard_us;
  gint64 heard_gap_us;

  gboolean has_last;         /* what was given out last: */
  TactusReading last;
  gint64 last_gap_us;
  gint64 last_end_us;        /* where its source ended; G_MAXINT64: it goes on */

  gboolean has_waiting;      /* what comes after a reading of our own */
  TactusReading waiting;

  GArray *rr;                /* (owned) (element-type guint16): of the current one */
};

/* ── sources ── */

static void
source_free (Source *source)
{
  sqlite3_finalize (source->statement);
  g_free (source);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_free)

/* @has_reading: (out): %FALSE: it has no more */
static gboolean
source_step (TactusHistoryMerge  *self,
             Source              *source,
             gboolean            *has_reading,
             GError             **error)
{
  if (!tactus_database_file_step (self->file, source->statement, has_reading, error))
    return FALSE;
  if (*has_reading)
    source->reading =
      tactus_history_reading_of (source->offset_ms + sqlite3_column_int64 (source->statement, 0),
                                 sqlite3_column_int (source->statement, 1));

  return TRUE;
}

static gboolean
begin_session (TactusHistoryMerge  *self,
               TactusSession       *session,
               GError             **error)
{
  g_autoptr(Source) source = g_new0 (Source, 1);
  gboolean has_reading;
  gint64 first;
  gint64 end;

  tactus_history_key_range (session, self->query, &first, &end);
  source->session = session;
  source->gap_us = tactus_session_get_gap_us (session);
  source->offset_ms = tactus_history_to_ms (tactus_session_get_begin_us (session)) -
                      tactus_history_first_key (tactus_session_get_id (session));
  source->statement =
    tactus_database_file_prepare_another (self->file,
                                          "SELECT key, value, rr FROM reading "
                                          "WHERE key >= ?1 AND key < ?2 ORDER BY key",
                                          error);
  if (!source->statement)
    return FALSE;

  sqlite3_bind_int64 (source->statement, 1, first);
  sqlite3_bind_int64 (source->statement, 2, end);
  if (!source_step (self, source, &has_reading, error))
    return FALSE;
  if (has_reading)
    g_ptr_array_add (self->sources, g_steal_pointer (&source));

  return TRUE;
}

static Source *
get_earliest (TactusHistoryMerge *self)
{
  Source *earliest = NULL;

  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = g_ptr_array_index (self->sources, i);

      if (!earliest || source->reading.when_us < earliest->reading.when_us)
        earliest = source;
    }

  return earliest;
}

/* Those that may have something to say before the earliest of the others. */
static gboolean
begin_sessions (TactusHistoryMerge  *self,
                Source             **earliest,
                GError             **error)
{
  *earliest = get_earliest (self);
  while (self->n_begun < self->sessions->len)
    {
      TactusSession *session = g_ptr_array_index (self->sessions, self->n_begun);

      if (*earliest && tactus_session_get_begin_us (session) > (*earliest)->reading.when_us)
        break;
      if (!begin_session (self, session, error))
        return FALSE;
      self->n_begun++;
      *earliest = get_earliest (self);
    }

  return TRUE;
}

/* ── minutes ── */

static void
bind_minutes (TactusHistoryMerge *self,
              sqlite3_stmt       *statement)
{
  gint64 from;
  gint64 to;

  tactus_history_second_range (self->query, &from, &to);
  sqlite3_bind_text (statement, 1, self->query->band, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
}

static gboolean
measure_minutes (TactusHistoryMerge  *self,
                 GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (self->file,
                                            "SELECT min (time), max (time) "
                                            "FROM activity JOIN band ON band.id = activity.band "
                                            "WHERE (?1 IS NULL OR address = ?1)"
                                            " AND time >= ?2 AND time < ?3"
                                            " AND heart_rate BETWEEN 1 AND 254"
                                            " AND import NOT IN unfinished",
                                            error);
  if (!statement)
    return FALSE;

  bind_minutes (self, statement);
  if (!tactus_database_file_step (self->file, statement, &has_row, error))
    return FALSE;
  if (sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return TRUE;

  self->minutes_begin_us = sqlite3_column_int64 (statement, 0) * G_USEC_PER_SEC;
  self->minutes_end_us = sqlite3_column_int64 (statement, 1) * G_USEC_PER_SEC + MINUTE_US;
  self->gap_us = MAX (self->gap_us, MINUTES_GAP_US);

  return TRUE;
}

static gboolean
begin_minutes (TactusHistoryMerge  *self,
               GError             **error)
{
  g_autoptr(Source) source = NULL;
  gboolean has_reading;

  if (tactus_history_query_is_narrow (self->query))
    return TRUE;
  if (!measure_minutes (self, error))
    return FALSE;
  if (self->minutes_begin_us >= self->minutes_end_us)
    return TRUE;

  source = g_new0 (Source, 1);
  source->gap_us = MINUTES_GAP_US;
  source->statement =
    tactus_database_file_prepare_another (self->file,
                                          "SELECT time * 1000, heart_rate "
                                          "FROM activity JOIN band ON band.id = activity.band "
                                          "WHERE (?1 IS NULL OR address = ?1)"
                                          " AND time >= ?2 AND time < ?3"
                                          " AND heart_rate BETWEEN 1 AND 254"
                                          " AND import NOT IN unfinished ORDER BY time",
                                          error);
  if (!source->statement)
    return FALSE;

  bind_minutes (self, source->statement);
  if (!source_step (self, source, &has_reading, error))
    return FALSE;
  if (has_reading)
    self->minutes = g_steal_pointer (&source);

  return TRUE;
}

static gboolean
is_covered (TactusHistoryMerge *self,
            gint64              minute_us,
            Source             *next)
{
  return (self->has_heard && minute_us - self->heard_us <= self->heard_gap_us) ||
         (next && next->reading.when_us - minute_us < MINUTE_US);
}

/* Passes over minutes of which a session knows better.  Afterwards they stand on one that is before
 * @next, or after it. */
static gboolean
skip_covered (TactusHistoryMerge  *self,
              Source              *next,
              GError             **error)
{
  gboolean has_reading;

  while (self->minutes && (!next || self->minutes->reading.when_us <= next->reading.when_us) &&
         is_covered (self, self->minutes->reading.when_us, next))
    {
      if (!source_step (self, self->minutes, &has_reading, error))
        return FALSE;
      if (!has_reading)
        g_clear_pointer (&self->minutes, source_free);
    }

  return TRUE;
}

/* ── the reading that is next ── */

static void
read_rr (TactusHistoryMerge *self,
         Source             *source)
{
  g_array_set_size (self->rr, 0);
  if (source->session)
    tactus_history_read_rr (source->statement, 2, self->rr);
}

/* @reading: (out): what @source stands on, which moves on */
static gboolean
take (TactusHistoryMerge  *self,
      Source              *source,
      TactusReading       *reading,
      GError             **error)
{
  gboolean has_reading;

  *reading = source->reading;
  self->last_gap_us = source->gap_us;
  self->last_end_us = G_MAXINT64;
  if (source->session)
    {
      self->has_heard = TRUE;
      self->heard_us = reading->when_us;
      self->heard_gap_us = source->gap_us;
    }

  if (!source_step (self, source, &has_reading, error))
    return FALSE;
  if (has_reading)
    return TRUE;

  if (source->session && !tactus_session_get_open (source->session))
    self->last_end_us = tactus_session_get_end_us (source->session);
  if (source == self->minutes)
    g_clear_pointer (&self->minutes, source_free);
  else
    g_ptr_array_remove (self->sources, source);

  return TRUE;
}

/* A session that began while the last reading's was going on has listened all the time. */
static gboolean
is_later (TactusHistoryMerge *self,
          Source             *source)
{
  return !source->session || tactus_session_get_begin_us (source->session) > self->last_end_us;
}

/* Returns: when nobody listened any more after the last reading, if that needs saying before that
 * of @next; else G_MAXINT64 */
static gint64
get_silence (TactusHistoryMerge *self,
             Source             *next)
{
  const gint64 last_us = self->last.when_us;
  const gint64 next_us = next->reading.when_us;

  if (!self->has_last || self->last.kind != TACTUS_READING_PULSE)
    return G_MAXINT64;
  if (next_us - last_us > self->last_gap_us)
    return next_us - last_us <= self->gap_us ? last_us + 1 : G_MAXINT64;
  if (self->last_end_us < next_us && is_later (self, next))
    return MAX (self->last_end_us, last_us);

  return G_MAXINT64;
}

/* @reading: (inout): what shall be given out; it may have to wait for one of our own */
static void
tell_silence (TactusHistoryMerge *self,
              gint64              silence_us,
              TactusReading      *reading)
{
  if (silence_us == G_MAXINT64)
    return;

  self->has_waiting = TRUE;
  self->waiting = *reading;
  *reading = (TactusReading) { silence_us, TACTUS_READING_GAP, 0 };
}

static void
give (TactusHistoryMerge  *self,
      const TactusReading *reading,
      const guint16      **rr,
      guint               *n_rr)
{
  const gboolean is_ours = self->has_waiting;

  self->has_last = TRUE;
  self->last = *reading;
  *n_rr = is_ours ? 0 : self->rr->len;
  *rr = *n_rr > 0 ? (const guint16 *) (gpointer) self->rr->data : NULL;
}

gboolean
tactus_history_merge_next (TactusHistoryMerge  *self,
                           gboolean            *has_reading,
                           TactusReading       *reading,
                           const guint16      **rr,
                           guint               *n_rr,
                           GError             **error)
{
  Source *source;
  gint64 silence_us;

  *has_reading = TRUE;
  if (self->has_waiting)
    {
      self->has_waiting = FALSE;
      *reading = self->waiting;
      give (self, reading, rr, n_rr);
      return TRUE;
    }

  if (!begin_sessions (self, &source, error) || !skip_covered (self, source, error))
    return FALSE;
  if (self->minutes &&
      (!source || self->minutes->reading.when_us <= source->reading.when_us))
    source = self->minutes;

  *has_reading = source != NULL;
  if (!source)
    return TRUE;

  silence_us = get_silence (self, source);
  read_rr (self, source);
  if (!take (self, source, reading, error))
    return FALSE;

  tell_silence (self, silence_us, reading);
  give (self, reading, rr, n_rr);

  return TRUE;
}

/* ── the whole ── */

static int
compare_begins (gconstpointer one,
                gconstpointer two)
{
  const gint64 a = tactus_session_get_begin_us (*(TactusSession *const *) one);
  const gint64 b = tactus_session_get_begin_us (*(TactusSession *const *) two);

  return (a > b) - (a < b);
}

static gboolean
begin (TactusHistoryMerge  *self,
       GError             **error)
{
  self->sessions = tactus_history_list_sessions (self->file, self->query, error);
  if (!self->sessions)
    return FALSE;

  /* Of the newest ones, too, the oldest is read first. */
  g_ptr_array_sort (self->sessions, compare_begins);
  for (guint i = 0; i < self->sessions->len; i++)
    self->gap_us = MAX (self->gap_us,
                        tactus_session_get_gap_us (g_ptr_array_index (self->sessions, i)));

  return begin_minutes (self, error);
}

TactusHistoryMerge *
tactus_history_merge_new (TactusDatabaseFile        *file,
                          const TactusHistoryQuery  *query,
                          GError                   **error)
{
  g_autoptr(TactusHistoryMerge) self = g_new0 (TactusHistoryMerge, 1);

  self->file = file;
  self->query = tactus_history_query_copy (query);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  self->rr = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->gap_us = TACTUS_SERIES_GAP_US;

  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

void
tactus_history_merge_free (TactusHistoryMerge *self)
{
  g_ptr_array_unref (self->sources);
  g_clear_pointer (&self->minutes, source_free);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_array_unref (self->rr);
  tactus_history_query_free (self->query);
  g_free (self);
}

GPtrArray *
tactus_history_merge_get_sessions (TactusHistoryMerge *self)
{
  return self->sessions;
}

gint64
tactus_history_merge_get_gap_us (TactusHistoryMerge *self)
{
  return self->gap_us;
}

void
tactus_history_merge_get_extent (TactusHistoryMerge *self,
                                 gint64             *begin_us,
                                 gint64             *end_us)
{
  const gboolean has_minutes = self->minutes_begin_us < self->minutes_end_us;

  *begin_us = has_minutes ? self->minutes_begin_us : G_MAXINT64;
  *end_us = has_minutes ? self->minutes_end_us : G_MININT64;
  for (guint i = 0; i < self->sessions->len; i++)
    {
      TactusSession *session = g_ptr_array_index (self->sessions, i);

      *begin_us = MIN (*begin_us, tactus_session_get_begin_us (session));
      *end_us = MAX (*end_us, tactus_session_get_end_us (session) + 1);
    }

  if (*begin_us >= *end_us)
    *begin_us = *end_us = 0;
}
