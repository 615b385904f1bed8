/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-checkup.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "tactus-database-error.h"
#include "tactus-database-schema.h"

/* How long another program may keep it locked. */
#define BUSY_MS 2000

/* Steps of SQLite's machine between two looks at the cancellable: well below a millisecond. */
#define STEPS 1000

typedef struct {
  char *path; /* (owned) */
  TactusDatabaseCheckup checkup;
} Checkup;

static void
checkup_free (Checkup *self)
{
  g_free (self->path);
  g_free (self);
}

typedef sqlite3 Database;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Database, sqlite3_close)

/* Returns: (transfer full): the nearest folder above @path that is there */
static char *
find_folder (const char *path)
{
  char *folder = g_path_get_dirname (path);

  while (!g_file_test (folder, G_FILE_TEST_IS_DIR) && !g_str_equal (folder, "/") &&
         !g_str_equal (folder, "."))
    {
      g_autofree char *below = folder;

      folder = g_path_get_dirname (below);
    }

  return folder;
}

static guint64
get_room (const char *folder)
{
  struct statvfs room;

  if (statvfs (folder, &room) < 0)
    return G_MAXUINT64;

  return (guint64) room.f_bavail * room.f_frsize;
}

static gboolean
not_allowed (const char  *path,
             int          code,
             GError     **error)
{
  g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NOT_ALLOWED, "%s: %s", path,
               g_strerror (code));

  return FALSE;
}

static int
progress_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

static gboolean
fail (sqlite3       *db,
      int            result,
      GCancellable  *cancellable,
      GError       **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  g_set_error (error, TACTUS_DATABASE_ERROR, tactus_database_code_for_result (db, result),
               "Database: %s", sqlite3_errmsg (db));

  return FALSE;
}

/* @text: (out): the first column of the first row */
static gboolean
ask (sqlite3       *db,
     const char    *sql,
     GCancellable  *cancellable,
     char         **text,
     GError       **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  return result == SQLITE_ROW || fail (db, result, cancellable, error);
}

static gboolean
check_version (sqlite3       *db,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *version = NULL;

  if (!ask (db, "PRAGMA user_version", cancellable, &version, error))
    return FALSE;
  if (g_ascii_strtoull (version, NULL, 10) <= tactus_database_schema.version)
    return TRUE;

  g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_TOO_NEW,
               "Database: version %s, and this program knows %u", version,
               tactus_database_schema.version);

  return FALSE;
}

static gboolean
check_contents (sqlite3       *db,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *verdict = NULL;

  if (!ask (db, "PRAGMA quick_check (1)", cancellable, &verdict, error))
    return FALSE;
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_CORRUPT, "Database: %s",
               verdict);

  return FALSE;
}

static gboolean
check_file (const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(Database) db = NULL;
  int result;

  if (access (path, R_OK | W_OK) < 0)
    return not_allowed (path, errno, error);

  result = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL);
  if (result != SQLITE_OK)
    return fail (db, result, cancellable, error);

  sqlite3_busy_timeout (db, BUSY_MS);
  sqlite3_progress_handler (db, STEPS, progress_cb, cancellable);

  return check_version (db, cancellable, error) && check_contents (db, cancellable, error);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Checkup *self = task_data;
  g_autofree char *folder = find_folder (self->path);
  GError *error = NULL;
  gboolean ok;

  self->checkup.free_bytes = get_room (folder);
  self->checkup.exists = access (self->path, F_OK) == 0 || errno != ENOENT;
  if (self->checkup.exists)
    ok = check_file (self->path, cancellable, &error);
  else
    ok = access (folder, W_OK | X_OK) == 0 || not_allowed (folder, errno, &error);

  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tactus_database_checkup_async (const char          *path,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Checkup *self = g_new0 (Checkup, 1);

  self->path = g_strdup (path);
  g_task_set_source_tag (task, tactus_database_checkup_async);
  g_task_set_task_data (task, self, (GDestroyNotify) checkup_free);
  g_task_run_in_thread (task, check_in_thread);
}

gboolean
tactus_database_checkup_finish (GAsyncResult           *result,
                                TactusDatabaseCheckup  *checkup,
                                GError                **error)
{
  Checkup *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, tactus_database_checkup_async), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  *checkup = self->checkup;

  return g_task_propagate_boolean (G_TASK (result), error);
}
