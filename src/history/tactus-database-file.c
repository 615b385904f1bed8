/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long another program may keep the database locked. */
#define BUSY_MS  5000
#define PAUSE_MS 10

/* How often what comes all the time waits for the disk. */
#define SYNC_US (30 * G_USEC_PER_SEC)

/* How often a file may be put aside while it is opened; once is unlikely. */
#define MAX_MOVES 5

/* Steps of SQLite's machine between two looks at the cancellable: well below a millisecond. */
#define STEPS 1000

struct _TactusDatabaseFile
{
  sqlite3 *db;               /* (owned) */
  GHashTable *statements;    /* (owned) (element-type utf8 sqlite3_stmt): by their text */
  GCancellable *cancellable; /* (owned) (nullable) */
  char *path;                /* (owned) (nullable) */
  dev_t device;              /* of the file that was opened */
  ino_t inode;
  gint64 synced_us;          /* monotonic: when the disk was waited for; 0: never */
};

/* ── what goes wrong ── */

static gboolean
is_disk_full (int code)
{
  return code == ENOSPC || code == EDQUOT;
}

TactusDatabaseError
tactus_database_code_for_result (sqlite3 *db,
                                 int      result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TACTUS_DATABASE_ERROR_BUSY;
    case SQLITE_FULL:
      return TACTUS_DATABASE_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return TACTUS_DATABASE_ERROR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return TACTUS_DATABASE_ERROR_NOT_ALLOWED;
    case SQLITE_IOERR:
      if (is_disk_full (sqlite3_system_errno (db)))
        return TACTUS_DATABASE_ERROR_FULL;
      return TACTUS_DATABASE_ERROR_FAILED;
    default:
      return TACTUS_DATABASE_ERROR_FAILED;
    }
}

/* Returns: %FALSE, for the caller's convenience */
static gboolean
fail (TactusDatabaseFile  *self,
      int                  result,
      GError             **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  g_set_error (error, TACTUS_DATABASE_ERROR, tactus_database_code_for_result (self->db, result),
               "Database: %s", sqlite3_errmsg (self->db));

  return FALSE;
}

static int
progress_cb (gpointer user_data)
{
  TactusDatabaseFile *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static int
busy_cb (gpointer user_data,
         int      count)
{
  TactusDatabaseFile *self = user_data;

  if (count >= BUSY_MS / PAUSE_MS || g_cancellable_is_cancelled (self->cancellable))
    return 0;

  g_usleep (PAUSE_MS * 1000);

  return 1;
}

/* ── statements ── */

void
tactus_database_file_set_cancellable (TactusDatabaseFile *self,
                                      GCancellable       *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

gboolean
tactus_database_file_execute (TactusDatabaseFile  *self,
                              const char          *sql,
                              GError             **error)
{
  int result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || fail (self, result, error);
}

sqlite3_stmt *
tactus_database_file_prepare (TactusDatabaseFile  *self,
                              const char          *sql,
                              GError             **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement)
    return statement;

  result = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}

sqlite3_stmt *
tactus_database_file_prepare_another (TactusDatabaseFile  *self,
                                      const char          *sql,
                                      GError             **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    fail (self, result, error);

  return statement;
}

gboolean
tactus_database_file_step (TactusDatabaseFile  *self,
                           sqlite3_stmt        *statement,
                           gboolean            *has_row,
                           GError             **error)
{
  int result = sqlite3_step (statement);

  if (has_row)
    *has_row = result == SQLITE_ROW;

  return result == SQLITE_ROW || result == SQLITE_DONE || fail (self, result, error);
}

/* A statement that is left on a row keeps the log from being emptied. */
void
tactus_database_statement_done (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

guint
tactus_database_file_get_changes (TactusDatabaseFile *self)
{
  return sqlite3_changes (self->db);
}

gint64
tactus_database_file_get_row_id (TactusDatabaseFile *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

guint
tactus_database_file_get_writes (TactusDatabaseFile *self)
{
  return (guint) sqlite3_total_changes (self->db);
}

static gboolean
get_number (TactusDatabaseFile  *self,
            const char          *sql,
            gint64              *number,
            GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = tactus_database_file_prepare (self, sql, error);
  gboolean has_row;

  if (!statement || !tactus_database_file_step (self, statement, &has_row, error))
    return FALSE;

  *number = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

/* ── transactions ── */

/* A full disk ends a transaction by itself; then there is nothing left to take back. */
static void
roll_back (TactusDatabaseFile *self)
{
  g_autoptr(GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  if (!sqlite3_get_autocommit (self->db))
    tactus_database_file_execute (self, "ROLLBACK", NULL);
  self->cancellable = g_steal_pointer (&cancellable);
}

/* Immediately: one that reads first and wants to write then may find that it cannot. */
gboolean
tactus_database_file_transact (TactusDatabaseFile  *self,
                               TactusDatabaseFunc   func,
                               gpointer             data,
                               GError             **error)
{
  if (!tactus_database_file_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (func (self, data, error) && tactus_database_file_execute (self, "COMMIT", error))
    return TRUE;

  roll_back (self);

  return FALSE;
}

gboolean
tactus_database_file_transact_lightly (TactusDatabaseFile  *self,
                                       TactusDatabaseFunc   func,
                                       gpointer             data,
                                       GError             **error)
{
  const gint64 now_us = g_get_monotonic_time ();
  gboolean ok;

  if (self->synced_us == 0 || now_us - self->synced_us >= SYNC_US)
    {
      ok = tactus_database_file_transact (self, func, data, error);
      if (ok)
        self->synced_us = now_us;
      return ok;
    }

  ok = tactus_database_file_execute (self, "PRAGMA synchronous = NORMAL", error) &&
       tactus_database_file_transact (self, func, data, error);

  /* It fails within a transaction only, and none is open. */
  tactus_database_file_execute (self, "PRAGMA synchronous = FULL", NULL);

  return ok;
}

void
tactus_database_file_shrink_log (TactusDatabaseFile *self)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

/* ── letters ── */

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal, -1);
}

static void
contains (sqlite3_context  *context,
          int               n_values,
          sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const char *part = (const char *) sqlite3_value_text (values[1]);
  g_autofree char *folded = NULL;
  g_autofree char *folded_part = NULL;

  if (!text || !part)
    return;

  folded = fold (text);
  folded_part = fold (part);
  sqlite3_result_int (context, strstr (folded, folded_part) != NULL);
}

static gboolean
add_functions (TactusDatabaseFile  *self,
               GError             **error)
{
  int result = sqlite3_create_function (self->db, "tactus_contains", 2,
                                        SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, contains, NULL,
                                        NULL);

  return result == SQLITE_OK || fail (self, result, error);
}

/* ── opening ── */

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
migrate (TactusDatabaseFile  *self,
         gpointer             data,
         GError             **error)
{
  const TactusDatabaseSchema *schema = data;
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %u", schema->version);
  gint64 version;

  /* Another program may have done it between our look and our lock. */
  if (!get_number (self, "PRAGMA user_version", &version, error))
    return FALSE;

  for (; version < schema->version; version++)
    if (!schema->migrations[version] (self, error))
      {
        g_prefix_error (error, "Tables of version %" G_GINT64_FORMAT ": ", version + 1);
        return FALSE;
      }

  return tactus_database_file_execute (self, pragma, error);
}

static gboolean
bring_up_to_date (TactusDatabaseFile          *self,
                  const TactusDatabaseSchema  *schema,
                  GError                     **error)
{
  gint64 version;

  if (!get_number (self, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > schema->version)
    {
      g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_TOO_NEW,
                   "The history is of version %" G_GINT64_FORMAT ", written by a newer Tactus; "
                   "this one knows versions up to %u. Update Tactus to use it",
                   version, schema->version);
      return FALSE;
    }

  return version == schema->version ||
         tactus_database_file_transact (self, migrate, (gpointer) schema, error);
}

/* The log lets others read while one writes.  For this alone SQLite does not always ask the busy
 * handler, so that two programs that begin at once would get in each other's way. */
static gboolean
switch_to_log (TactusDatabaseFile  *self,
               GError             **error)
{
  const char *sql = "PRAGMA journal_mode = WAL";
  g_autoptr(GError) local_error = NULL;

  for (int i = 0; !tactus_database_file_execute (self, sql, &local_error); i++)
    {
      if (!g_error_matches (local_error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY) ||
          !busy_cb (self, i))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_clear_error (&local_error);
    }

  return TRUE;
}

static gboolean
set_up (TactusDatabaseFile          *self,
        const TactusDatabaseSchema  *schema,
        GError                     **error)
{
  sqlite3_extended_result_codes (self->db, TRUE);
  sqlite3_busy_handler (self->db, busy_cb, self);
  sqlite3_progress_handler (self->db, STEPS, progress_cb, self);

  /* FULL has a commit wait for the disk, since a band forgets what it is told to be safe; and what
   * a person removes shall not linger in free pages. */
  return add_functions (self, error) &&
         switch_to_log (self, error) &&
         tactus_database_file_execute (self,
                                       "PRAGMA synchronous = FULL;"
                                       "PRAGMA foreign_keys = ON;"
                                       "PRAGMA secure_delete = ON",
                                       error) &&
         bring_up_to_date (self, schema, error);
}

static gboolean
fail_with_errno (const char  *path,
                 GError     **error)
{
  int code = errno;

  g_set_error (error, TACTUS_DATABASE_ERROR,
               is_disk_full (code) ? TACTUS_DATABASE_ERROR_FULL : TACTUS_DATABASE_ERROR_NOT_ALLOWED,
               "%s: %s", path, g_strerror (code));

  return FALSE;
}

/* SQLite would make it readable to all; its other files take after this one.  A file that is there
 * must not be opened: closing it would take away the locks that this program has on it. */
static gboolean
make_private (const char  *path,
              GError     **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  GStatBuf info;
  int fd;

  if (g_mkdir_with_parents (dir, 0700) < 0)
    return fail_with_errno (dir, error);

  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  else if (errno != EEXIST)
    return fail_with_errno (path, error);

  if (g_stat (path, &info) == 0 && (info.st_mode & 077) != 0 && g_chmod (path, 0600) < 0)
    g_message ("%s stays readable to others: %s", path, g_strerror (errno));

  return TRUE;
}

const char *
tactus_database_file_get_path (TactusDatabaseFile *self)
{
  return self->path;
}

/* One that damage has moved aside goes on under its new name, where nobody looks for it. */
gboolean
tactus_database_file_has_moved (TactusDatabaseFile *self)
{
  GStatBuf info;

  return self->path &&
         (g_stat (self->path, &info) < 0 || info.st_ino != self->inode ||
          info.st_dev != self->device);
}

static gboolean
remember_place (TactusDatabaseFile  *self,
                const char          *path,
                GError             **error)
{
  GStatBuf info;

  if (g_stat (path, &info) < 0)
    return fail_with_errno (path, error);

  self->path = g_strdup (path);
  self->device = info.st_dev;
  self->inode = info.st_ino;

  return TRUE;
}

/* @moved: (out): whether the file was put aside while it was opened */
static TactusDatabaseFile *
open_once (const char                  *path,
           const TactusDatabaseSchema  *schema,
           GCancellable                *cancellable,
           gboolean                    *moved,
           GError                     **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  g_autoptr(TactusDatabaseFile) self = g_new0 (TactusDatabaseFile, 1);
  int result;

  *moved = FALSE;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  g_set_object (&self->cancellable, cancellable);
  if (path && !make_private (path, error))
    return NULL;
  if (path && !remember_place (self, path, error))
    {
      *moved = !g_file_test (path, G_FILE_TEST_EXISTS);
      return NULL;
    }

  result = sqlite3_open_v2 (path ? path : ":memory:", &self->db, flags, NULL);
  if (result != SQLITE_OK)
    fail (self, result, error);
  else if (set_up (self, schema, error))
    return g_steal_pointer (&self);

  *moved = tactus_database_file_has_moved (self);
  if (path)
    g_prefix_error (error, "%s: ", path);

  return NULL;
}

/* Who finds a file that another one puts aside just now takes the one that comes in its place. */
TactusDatabaseFile *
tactus_database_file_open (const char                  *path,
                           const TactusDatabaseSchema  *schema,
                           GCancellable                *cancellable,
                           GError                     **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean moved = TRUE;

  for (guint i = 0; i < MAX_MOVES && moved; i++)
    {
      TactusDatabaseFile *self;

      g_clear_error (&local_error);
      self = open_once (path, schema, cancellable, &moved, &local_error);
      if (self)
        return self;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

void
tactus_database_file_close (TactusDatabaseFile *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

gboolean
tactus_database_file_is_sound (TactusDatabaseFile *self)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row = FALSE;

  statement = tactus_database_file_prepare (self, "PRAGMA quick_check (1)", NULL);

  return statement && tactus_database_file_step (self, statement, &has_row, NULL) && has_row &&
         g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
}
