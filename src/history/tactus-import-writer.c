/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-writer.h"

#include "tactus-database-band.h"
#include "tactus-history-errand.h"
#include "tactus-history-rows.h"
#include "tactus-history-write.h"
#include "tactus-import-lock.h"
#include "tactus-import-sweep.h"

/* Rows in one transaction: some milliseconds. */
#define MANY_ROWS 4096

/* Another program looks every 10 ms whether it may write.  Who has written for this long lets go
 * for longer than that. */
#define BUSY_US  (50 * 1000)
#define PAUSE_US (15 * 1000)

/* How often one looks whether another import has ended. */
#define WAIT_US (20 * 1000)

struct _TactusImportWriter
{
  TactusHistoryErrand errand;
  GCancellable *cancellable; /* (unowned) (nullable) */
  TactusImportLock *lock;    /* (owned) (nullable): %NULL: nothing has been written */
  gint64 import;             /* its number; 0: it has none yet */
  GHashTable *names;         /* (owned) (element-type utf8 utf8): of bands, by address */
  gint64 busy_us;            /* of writing since the last pause */
  gint64 ended_us;           /* monotonic: when the last transaction ended */
};

/* What is to be written in one transaction, and what came of it. */
typedef struct {
  TactusImportWriter *writer;
  TactusDatabaseFunc func;
  TactusSession *session;
  TactusSeries *readings;
  GPtrArray *markers;        /* (nullable) */
  const char *band;
  GArray *rows;              /* (element-type TactusActivityRow) */
  gint64 from_us;
  gint64 to_us;
  GArray *times;             /* (element-type gint64) */
  gsize begin;               /* of the readings */
  gsize end;
  gboolean has_more;
  gboolean is_new;
  guint n_added;
} Piece;

TactusImportWriter *
tactus_import_writer_new (TactusHistory *history,
                          GTask         *task)
{
  TactusImportWriter *self = g_new0 (TactusImportWriter, 1);

  self->errand = (TactusHistoryErrand) { history, task, TRUE };
  self->cancellable = g_task_get_cancellable (task);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

static void
learn_name (TactusImportWriter *self,
            const char         *band,
            const char         *name)
{
  if (name)
    g_hash_table_replace (self->names, g_strdup (band), g_strdup (name));
}

/* ── a transaction ── */

/* A damaged database that was put aside took the beginning with it, and so did a person who had
 * the band forgotten. */
static gboolean
check_unfinished (TactusImportWriter  *self,
                  TactusDatabaseFile  *file,
                  GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file, "SELECT 1 FROM unfinished WHERE id = ?1", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->import);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error_literal (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION,
                         "What was imported so far is not in the history any more. Import the file "
                         "again");

  return has_row;
}

static gboolean
write_piece (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  Piece *piece = data;

  return check_unfinished (piece->writer, file, error) && piece->func (file, piece, error);
}

/* The disk is waited for at the very end. */
static gboolean
transact_lightly (TactusDatabaseFile  *file,
                  gpointer             data,
                  GError             **error)
{
  return tactus_database_file_transact_lightly (file, write_piece, data, error);
}

static gboolean
transact (TactusDatabaseFile  *file,
          gpointer             data,
          GError             **error)
{
  return tactus_database_file_transact (file, write_piece, data, error);
}

static void
give_way (TactusImportWriter *self)
{
  if (g_get_monotonic_time () - self->ended_us >= PAUSE_US)
    self->busy_us = 0;
  if (self->busy_us < BUSY_US)
    return;

  g_usleep (PAUSE_US);
  self->busy_us = 0;
}

static gboolean
write_in_turn (TactusImportWriter  *self,
               TactusDatabaseFunc   func,
               gpointer             data,
               GCancellable        *cancellable,
               GError             **error)
{
  gint64 began_us;
  gboolean ok;

  give_way (self);
  began_us = g_get_monotonic_time ();
  ok = tactus_history_errand_run (&self->errand, func, data, cancellable, error);
  self->ended_us = g_get_monotonic_time ();
  self->busy_us += self->ended_us - began_us;

  return ok;
}

/* ── the beginning ── */

/* The lock before all else: what is unfinished then is nobody's. */
static gboolean
take_lock (TactusDatabaseFile  *file,
           gpointer             data,
           GError             **error)
{
  TactusImportWriter *self = data;

  g_clear_pointer (&self->lock, tactus_import_lock_free);
  self->lock = tactus_import_lock_try (tactus_database_file_get_path (file));

  return TRUE;
}

static gboolean
wait_for_lock (TactusImportWriter  *self,
               GError             **error)
{
  while (tactus_history_errand_run (&self->errand, take_lock, self, self->cancellable, error))
    {
      if (self->lock)
        return TRUE;
      g_usleep (WAIT_US);
    }

  return FALSE;
}

static gboolean
sweep (TactusImportWriter  *self,
       GCancellable        *cancellable,
       GError             **error)
{
  g_autoptr(TactusImportSweep) rest = tactus_import_sweep_new ();

  do
    {
      if (!write_in_turn (self, tactus_import_sweep_step_locked, rest, cancellable, error))
        return FALSE;
    }
  while (tactus_import_sweep_has_more (rest));

  return TRUE;
}

static gboolean
take_number (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  TactusImportWriter *self = data;

  if (!tactus_database_file_execute (file, "INSERT INTO unfinished DEFAULT VALUES", error))
    return FALSE;

  self->import = tactus_database_file_get_row_id (file);

  return TRUE;
}

static gboolean
begin (TactusImportWriter  *self,
       GError             **error)
{
  return self->import != 0 ||
         (wait_for_lock (self, error) && sweep (self, self->cancellable, error) &&
          write_in_turn (self, take_number, self, self->cancellable, error));
}

/* ── sessions ── */

static gboolean
write_readings (TactusDatabaseFile  *file,
                gpointer             data,
                GError             **error)
{
  Piece *piece = data;
  const gsize length = tactus_series_get_length (piece->readings);

  piece->has_more = FALSE;
  if (piece->begin == 0 &&
      !tactus_history_insert_new (file, piece->session, piece->readings, piece->writer->import,
                                  &piece->is_new, error))
    return FALSE;
  if (!piece->is_new)
    return TRUE;

  piece->end = MIN (piece->begin + MANY_ROWS, length);
  piece->has_more = piece->end < length;

  return tactus_history_insert_readings (file, tactus_session_get_id (piece->session),
                                         piece->readings, piece->begin, piece->end, error) &&
         (piece->has_more ||
          tactus_history_insert_markers (file, tactus_session_get_id (piece->session),
                                         piece->markers, error));
}

gboolean
tactus_import_writer_add_session (TactusImportWriter  *self,
                                  TactusSession       *session,
                                  TactusSeries        *readings,
                                  GPtrArray           *markers,
                                  gboolean            *added,
                                  GError             **error)
{
  Piece piece = {
    .writer = self, .func = write_readings, .session = session, .readings = readings,
    .markers = markers,
  };

  if (!begin (self, error))
    return FALSE;

  do
    {
      if (!write_in_turn (self, transact_lightly, &piece, self->cancellable, error))
        return FALSE;
      piece.begin = piece.end;
    }
  while (piece.has_more);

  *added = piece.is_new;
  if (piece.is_new)
    learn_name (self, tactus_session_get_band (session), tactus_session_get_band_name (session));

  return TRUE;
}

/* ── minutes ── */

static gboolean
write_minutes (TactusDatabaseFile  *file,
               gpointer             data,
               GError             **error)
{
  Piece *piece = data;

  return tactus_activity_store_insert (file, piece->band, NULL, piece->rows, piece->writer->import,
                                       &piece->n_added, error);
}

gboolean
tactus_import_writer_add_minutes (TactusImportWriter  *self,
                                  const char          *band,
                                  const char          *band_name,
                                  GArray              *rows,
                                  guint               *added,
                                  GError             **error)
{
  *added = 0;
  if (!begin (self, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i += MANY_ROWS)
    {
      g_autoptr(GArray) some = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
      Piece piece = { .writer = self, .func = write_minutes, .band = band, .rows = some };

      g_array_append_vals (some, &g_array_index (rows, TactusActivityRow, i),
                           MIN (rows->len - i, MANY_ROWS));
      if (!write_in_turn (self, transact_lightly, &piece, self->cancellable, error))
        return FALSE;
      *added += piece.n_added;
    }
  learn_name (self, band, band_name);

  return TRUE;
}

/* ── what is there ── */

static gboolean
read_times (TactusDatabaseFile  *file,
            gpointer             data,
            GError             **error)
{
  Piece *piece = data;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file,
                                            "SELECT begin_ms + key - (session.id << 36) "
                                            "FROM session JOIN reading"
                                            " ON key >= (session.id << 36) + max (?2 - begin_ms, 0)"
                                            " AND key <= (session.id << 36) + ?3 - begin_ms "
                                            "WHERE band = (SELECT id FROM band WHERE address = ?1)"
                                            " AND source = ?4 AND deleted_ms IS NULL"
                                            " AND begin_ms <= ?3 AND ifnull (end_ms, ?3) >= ?2"
                                            " AND (import NOT IN unfinished OR import = ?5)",
                                            error);
  if (!statement)
    return FALSE;

  g_array_set_size (piece->times, 0);
  sqlite3_bind_text (statement, 1, piece->band, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, tactus_history_to_ms (piece->from_us));
  sqlite3_bind_int64 (statement, 3, tactus_history_to_ms (piece->to_us));
  sqlite3_bind_int (statement, 4, TACTUS_SOURCE_IMPORTED);
  sqlite3_bind_int64 (statement, 5, piece->writer->import);
  do
    {
      gint64 when_ms;

      if (!tactus_database_file_step (file, statement, &has_row, error))
        return FALSE;
      when_ms = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row)
        g_array_append_val (piece->times, when_ms);
    }
  while (has_row);

  return TRUE;
}

gboolean
tactus_import_writer_get_known (TactusImportWriter  *self,
                                const char          *band,
                                gint64               from_us,
                                gint64               to_us,
                                GArray              *times,
                                GError             **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  const TactusHistoryErrand look = { self->errand.history, self->errand.task, FALSE };
  Piece piece = {
    .writer = self, .band = band, .from_us = from_us, .to_us = to_us, .times = found,
  };

  if (!begin (self, error) ||
      !tactus_history_errand_run (&look, read_times, &piece, self->cancellable, error))
    return FALSE;

  g_array_append_vals (times, found->data, found->len);

  return TRUE;
}

/* ── the end ── */

static gboolean
write_names (TactusImportWriter  *self,
             TactusDatabaseFile  *file,
             GError             **error)
{
  GHashTableIter iter;
  gpointer band;
  gpointer name;
  gint64 number;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &band, &name))
    if (!tactus_database_make_band (file, band, name, &number, error))
      return FALSE;

  return TRUE;
}

static gboolean
finish (TactusDatabaseFile  *file,
        gpointer             data,
        GError             **error)
{
  Piece *piece = data;

  return write_names (piece->writer, file, error) &&
         tactus_database_run_with (file, "DELETE FROM unfinished WHERE id = ?1",
                                   piece->writer->import, error);
}

gboolean
tactus_import_writer_publish (TactusImportWriter  *self,
                              GError             **error)
{
  Piece piece = { .writer = self, .func = finish };

  if (self->import == 0)
    return TRUE;
  if (!write_in_turn (self, transact, &piece, self->cancellable, error))
    return FALSE;

  self->import = 0;

  return TRUE;
}

/* What cannot be removed now stays out of sight, and goes with the next import or purge. */
void
tactus_import_writer_free (TactusImportWriter *self)
{
  if (self->import != 0)
    sweep (self, NULL, NULL);

  g_clear_pointer (&self->lock, tactus_import_lock_free);
  g_hash_table_unref (self->names);
  g_free (self);
}
