/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-sweep.h"

#include "tactus-database-band.h"
#include "tactus-import-lock.h"

/* Rows that are removed, or looked at, in one transaction. */
#define MANY_ROWS 4096

struct _TactusImportSweep
{
  gatomicrefcount n_references;
  TactusImportLock *lock; /* (owned) (nullable) */
  gint64 band;            /* minutes up to here are done */
  gint64 time;
  gint64 next_band;       /* of this transaction, should it succeed */
  gint64 next_time;
  gboolean has_more;
};

TactusImportSweep *
tactus_import_sweep_new (void)
{
  TactusImportSweep *self = g_new0 (TactusImportSweep, 1);

  g_atomic_ref_count_init (&self->n_references);

  return self;
}

TactusImportSweep *
tactus_import_sweep_ref (TactusImportSweep *self)
{
  g_atomic_ref_count_inc (&self->n_references);

  return self;
}

void
tactus_import_sweep_unref (TactusImportSweep *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;

  g_clear_pointer (&self->lock, tactus_import_lock_free);
  g_free (self);
}

gboolean
tactus_import_sweep_has_more (TactusImportSweep *self)
{
  return self->has_more;
}

/* ── sessions ── */

static gboolean
remove_readings (TactusDatabaseFile  *file,
                 gint64               session,
                 guint               *room,
                 GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file,
                                            "DELETE FROM reading WHERE key IN"
                                            " (SELECT key FROM reading WHERE key >= ?1 << 36"
                                            "  AND key < (?1 + 1) << 36 LIMIT ?2)",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, session);
  sqlite3_bind_int64 (statement, 2, *room);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  *room -= MIN (*room, tactus_database_file_get_changes (file));

  return TRUE;
}

/* @session: (out): 0: none is left */
static gboolean
find_session (TactusDatabaseFile  *file,
              gint64              *session,
              GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file,
                                            "SELECT id FROM session WHERE import IN unfinished "
                                            "LIMIT 1",
                                            error);
  if (!statement || !tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;

  *session = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

static gboolean
remove_sessions (TactusDatabaseFile  *file,
                 guint               *room,
                 GError             **error)
{
  while (*room > 0)
    {
      gint64 session;

      if (!find_session (file, &session, error))
        return FALSE;
      if (session == 0)
        return TRUE;
      if (!remove_readings (file, session, room, error))
        return FALSE;
      if (*room == 0)
        return TRUE;

      if (!tactus_database_run_with (file, "DELETE FROM marker WHERE session = ?1", session,
                                     error) ||
          !tactus_database_run_with (file, "DELETE FROM session WHERE id = ?1", session, error))
        return FALSE;
      (*room)--;
    }

  return TRUE;
}

/* ── minutes ── */

/* Up to which one a transaction has room for. */
static gboolean
find_bound (TactusImportSweep   *self,
            TactusDatabaseFile  *file,
            gboolean            *is_last,
            GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file,
                                            "SELECT band, time FROM activity "
                                            "WHERE (band, time) > (?1, ?2) "
                                            "ORDER BY band, time LIMIT 1 OFFSET ?3",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->band);
  sqlite3_bind_int64 (statement, 2, self->time);
  sqlite3_bind_int64 (statement, 3, MANY_ROWS);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;

  *is_last = !has_row;
  self->next_band = has_row ? sqlite3_column_int64 (statement, 0) : G_MAXINT64;
  self->next_time = has_row ? sqlite3_column_int64 (statement, 1) : G_MAXINT64;

  return TRUE;
}

static gboolean
remove_minutes (TactusImportSweep   *self,
                TactusDatabaseFile  *file,
                gboolean            *is_last,
                GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (!find_bound (self, file, is_last, error))
    return FALSE;

  statement = tactus_database_file_prepare (file,
                                            "DELETE FROM activity "
                                            "WHERE (band, time) > (?1, ?2)"
                                            " AND (band, time) <= (?3, ?4)"
                                            " AND import IN unfinished",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->band);
  sqlite3_bind_int64 (statement, 2, self->time);
  sqlite3_bind_int64 (statement, 3, self->next_band);
  sqlite3_bind_int64 (statement, 4, self->next_time);

  return tactus_database_file_step (file, statement, NULL, error);
}

/* ── all of it ── */

static gboolean
has_unfinished (TactusDatabaseFile  *file,
                gboolean            *has_row,
                GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = tactus_database_file_prepare (file, "SELECT 1 FROM unfinished LIMIT 1", error);

  return statement && tactus_database_file_step (file, statement, has_row, error);
}

static gboolean
remove_some (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  TactusImportSweep *self = data;
  guint room = MANY_ROWS;
  gboolean is_last;

  self->has_more = TRUE;
  self->next_band = self->band;
  self->next_time = self->time;
  if (!remove_sessions (file, &room, error))
    return FALSE;
  if (room == 0)
    return TRUE;
  if (!remove_minutes (self, file, &is_last, error))
    return FALSE;

  self->has_more = !is_last;

  return !is_last ||
         tactus_database_file_execute (file,
                                       "DELETE FROM unfinished;"
                                       "DELETE FROM band WHERE"
                                       " NOT EXISTS (SELECT 1 FROM activity WHERE band = band.id)"
                                       " AND NOT EXISTS"
                                       " (SELECT 1 FROM session WHERE band = band.id)",
                                       error);
}

gboolean
tactus_import_sweep_step_locked (TactusDatabaseFile  *file,
                                 gpointer             data,
                                 GError             **error)
{
  TactusImportSweep *self = data;

  if (!has_unfinished (file, &self->has_more, error))
    return FALSE;
  if (!self->has_more)
    return TRUE;
  if (!tactus_database_file_transact_lightly (file, remove_some, self, error))
    return FALSE;

  self->band = self->next_band;
  self->time = self->next_time;
  if (!self->has_more)
    tactus_database_file_shrink_log (file);

  return TRUE;
}

gboolean
tactus_import_sweep_step (TactusDatabaseFile  *file,
                          gpointer             data,
                          GError             **error)
{
  TactusImportSweep *self = data;

  if (!has_unfinished (file, &self->has_more, error))
    return FALSE;
  if (self->has_more && !self->lock)
    {
      self->lock = tactus_import_lock_try (tactus_database_file_get_path (file));
      self->has_more = self->lock != NULL;
    }

  return !self->has_more || tactus_import_sweep_step_locked (file, self, error);
}
