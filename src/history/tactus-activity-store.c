/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-store.h"

#include "tactus-database-band.h"
#include "tactus-database-schema.h"

struct _TactusActivityStore
{
  GObject parent_instance;

  TactusDatabase *database; /* (owned) */
};

enum {
  MOVED_ASIDE,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TactusActivityStore, tactus_activity_store, G_TYPE_OBJECT)

/* What is asked, and what comes of it. */
typedef struct {
  char *band;   /* (owned) */
  gint64 from;
  gint64 to;
  GArray *rows; /* (owned) (nullable) (element-type TactusActivityRow) */
  gint64 time;
  guint added;
  gboolean removed;
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->rows, g_array_unref);
  g_free (request->band);
  g_free (request);
}

/* After the caller has heard of it. */
static void
completed_cb (TactusActivityStore *self,
              GParamSpec          *pspec,
              GTask               *task)
{
  Request *request = g_task_get_task_data (task);

  if ((request->added > 0 || request->removed) && !g_task_had_error (task))
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: the request's, which the task owns */
static Request *
prepare (TactusActivityStore  *self,
         gpointer              tag,
         const char           *band,
         GCancellable         *cancellable,
         GAsyncReadyCallback   callback,
         gpointer              user_data,
         GTask               **task)
{
  Request *request = g_new0 (Request, 1);

  request->band = g_strdup (band);
  *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (*task, tag);
  g_task_set_task_data (*task, request, (GDestroyNotify) request_free);
  g_signal_connect_object (*task, "notify::completed", G_CALLBACK (completed_cb), self,
                           G_CONNECT_SWAPPED);

  return request;
}

/* ── in the database's thread ── */

static gboolean
insert_row (TactusDatabaseFile       *file,
            sqlite3_stmt             *statement,
            gint64                    number,
            gint64                    import,
            const TactusActivityRow  *row,
            GError                  **error)
{
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, row->time);
  sqlite3_bind_int (statement, 3, row->zone_quarters);
  sqlite3_bind_int (statement, 4, row->kind);
  sqlite3_bind_int (statement, 5, row->intensity);
  sqlite3_bind_int (statement, 6, row->steps);
  sqlite3_bind_int (statement, 7, row->heart_rate);
  sqlite3_bind_int64 (statement, 8, import);
  if (!tactus_database_file_step (file, statement, NULL, error))
    return FALSE;

  tactus_database_statement_done (statement);

  return TRUE;
}

/* A minute that the band itself tells of must not go with an import that is given up. */
gboolean
tactus_activity_store_insert (TactusDatabaseFile  *file,
                              const char          *band,
                              const char          *name,
                              GArray              *rows,
                              gint64               import,
                              guint               *added,
                              GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 number;

  *added = 0;
  if (!tactus_database_make_band (file, band, name, &number, error))
    return FALSE;

  statement = tactus_database_file_prepare (file,
                                            "INSERT INTO activity (band, time, zone, kind,"
                                            " intensity, steps, heart_rate, import) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                                            "ON CONFLICT (band, time) DO UPDATE SET"
                                            " zone = ?3, kind = ?4, intensity = ?5, steps = ?6,"
                                            " heart_rate = ?7, import = 0"
                                            " WHERE ?8 = 0 AND import IN unfinished",
                                            error);
  if (!statement)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      if (!insert_row (file, statement, number, import,
                       &g_array_index (rows, TactusActivityRow, i), error))
        return FALSE;
      *added += tactus_database_file_get_changes (file);
    }

  return TRUE;
}

static gboolean
insert_rows (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  Request *request = data;

  return tactus_activity_store_insert (file, request->band, NULL, request->rows, 0,
                                       &request->added, error);
}

static gboolean
add (TactusDatabaseFile  *file,
     gpointer             data,
     GError             **error)
{
  return tactus_database_file_transact (file, insert_rows, data, error);
}

static gboolean
find_last (TactusDatabaseFile  *file,
           gpointer             data,
           GError             **error)
{
  Request *request = data;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file,
                                            "SELECT time FROM activity WHERE band = "
                                            "(SELECT id FROM band WHERE address = ?1) "
                                            "AND import NOT IN unfinished "
                                            "ORDER BY time DESC LIMIT 1",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, request->band, -1, SQLITE_STATIC);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;

  request->time = has_row ? sqlite3_column_int64 (statement, 0) : -1;

  return TRUE;
}

static void
append_row (GArray       *rows,
            sqlite3_stmt *statement)
{
  const TactusActivityRow row = {
    .time = sqlite3_column_int64 (statement, 0),
    .zone_quarters = sqlite3_column_int (statement, 1),
    .kind = sqlite3_column_int (statement, 2),
    .intensity = sqlite3_column_int (statement, 3),
    .steps = sqlite3_column_int (statement, 4),
    .heart_rate = sqlite3_column_int (statement, 5),
  };

  g_array_append_val (rows, row);
}

static gboolean
query (TactusDatabaseFile  *file,
       gpointer             data,
       GError             **error)
{
  Request *request = data;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  g_array_set_size (request->rows, 0);
  statement = tactus_database_file_prepare (file,
                                            "SELECT time, zone, kind, intensity, steps, heart_rate "
                                            "FROM activity WHERE band = "
                                            "(SELECT id FROM band WHERE address = ?1) "
                                            "AND time >= ?2 AND time < ?3 "
                                            "AND import NOT IN unfinished ORDER BY time",
                                            error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, request->band, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, request->from);
  sqlite3_bind_int64 (statement, 3, request->to);
  do
    {
      if (!tactus_database_file_step (file, statement, &has_row, error))
        return FALSE;
      if (has_row)
        append_row (request->rows, statement);
    }
  while (has_row);

  return TRUE;
}

static gboolean
remove_rows (TactusDatabaseFile  *file,
             gpointer             data,
             GError             **error)
{
  Request *request = data;
  gint64 number;

  return tactus_database_find_band (file, request->band, &number, error) &&
         tactus_database_run_with (file, "DELETE FROM activity WHERE band = ?1", number, error) &&
         tactus_database_drop_band (file, number, error);
}

static gboolean
forget (TactusDatabaseFile  *file,
        gpointer             data,
        GError             **error)
{
  Request *request = data;

  if (!tactus_database_file_transact (file, remove_rows, data, error))
    return FALSE;

  request->removed = TRUE;
  tactus_database_file_shrink_log (file);

  return TRUE;
}

/* ── what is asked of the store ── */

void
tactus_activity_store_add_async (TactusActivityStore *self,
                                 const char          *band,
                                 GArray              *rows,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_ACTIVITY_STORE (self));
  g_return_if_fail (band != NULL && rows != NULL);

  request = prepare (self, tactus_activity_store_add_async, band, cancellable, callback, user_data,
                     &task);
  request->rows = g_array_copy (rows);
  tactus_database_run (self->database, task, add);
}

gboolean
tactus_activity_store_add_finish (TactusActivityStore  *self,
                                  GAsyncResult         *result,
                                  guint                *added,
                                  GError              **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  request = g_task_get_task_data (G_TASK (result));
  if (added)
    *added = request->added;

  return TRUE;
}

void
tactus_activity_store_last_async (TactusActivityStore *self,
                                  const char          *band,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_ACTIVITY_STORE (self));
  g_return_if_fail (band != NULL);

  prepare (self, tactus_activity_store_last_async, band, cancellable, callback, user_data, &task);
  tactus_database_run (self->database, task, find_last);
}

gboolean
tactus_activity_store_last_finish (TactusActivityStore  *self,
                                   GAsyncResult         *result,
                                   gint64               *time,
                                   GError              **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  request = g_task_get_task_data (G_TASK (result));
  if (time)
    *time = request->time;

  return TRUE;
}

void
tactus_activity_store_query_async (TactusActivityStore *self,
                                   const char          *band,
                                   gint64               from,
                                   gint64               to,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_ACTIVITY_STORE (self));
  g_return_if_fail (band != NULL);

  request = prepare (self, tactus_activity_store_query_async, band, cancellable, callback,
                     user_data, &task);
  request->from = from;
  request->to = to;
  request->rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  tactus_database_run (self->database, task, query);
}

GArray *
tactus_activity_store_query_finish (TactusActivityStore  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  request = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&request->rows);
}

void
tactus_activity_store_forget_async (TactusActivityStore *self,
                                    const char          *band,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_ACTIVITY_STORE (self));
  g_return_if_fail (band != NULL);

  prepare (self, tactus_activity_store_forget_async, band, cancellable, callback, user_data, &task);
  tactus_database_run (self->database, task, forget);
}

gboolean
tactus_activity_store_forget_finish (TactusActivityStore  *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── the object ── */

static void
moved_aside_cb (TactusActivityStore *self,
                const char          *path)
{
  g_signal_emit (self, signals[MOVED_ASIDE], 0, path);
}

TactusActivityStore *
tactus_activity_store_new_for_database (TactusDatabase *database)
{
  TactusActivityStore *self;

  g_return_val_if_fail (TACTUS_IS_DATABASE (database), NULL);

  self = g_object_new (TACTUS_TYPE_ACTIVITY_STORE, NULL);
  self->database = g_object_ref (database);
  g_signal_connect_object (database, "moved-aside", G_CALLBACK (moved_aside_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

TactusActivityStore *
tactus_activity_store_new (const char *path)
{
  g_autoptr(TactusDatabase) database = tactus_database_new (path, &tactus_database_schema);

  return tactus_activity_store_new_for_database (database);
}

char *
tactus_activity_store_get_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "tactus", "history.sqlite", NULL);
}

static void
tactus_activity_store_finalize (GObject *object)
{
  TactusActivityStore *self = TACTUS_ACTIVITY_STORE (object);

  g_clear_object (&self->database);

  G_OBJECT_CLASS (tactus_activity_store_parent_class)->finalize (object);
}

static void
tactus_activity_store_class_init (TactusActivityStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_activity_store_finalize;
  signals[MOVED_ASIDE] = g_signal_new ("moved-aside", TACTUS_TYPE_ACTIVITY_STORE,
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", TACTUS_TYPE_ACTIVITY_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tactus_activity_store_init (TactusActivityStore *self)
{
}
