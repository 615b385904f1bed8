/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history.h"

#include "tactus-database-schema.h"
#include "tactus-history-look.h"
#include "tactus-history-rows.h"
#include "tactus-history-write.h"
#include "tactus-import-sweep.h"

struct _TactusHistory
{
  GObject parent_instance;

  TactusDatabase *writer;        /* (owned) */
  TactusDatabase *reader;        /* (owned): the same if it is in memory */
  TactusActivityStore *activity; /* (owned) */
};

enum {
  MOVED_ASIDE,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TactusHistory, tactus_history, G_TYPE_OBJECT)

/* What is asked, and what comes of it: each call uses some of it. */
typedef struct {
  TactusDatabaseFunc func;    /* what is to be done in the thread, in a transaction */
  TactusSession *original;    /* (owned) (nullable): the caller's, for its own thread */
  TactusSession *session;     /* (owned) (nullable): a copy, for the database's */
  gint64 id;                  /* of a session or marker */
  gint64 when_us;
  gboolean deleted;
  char *text;                 /* (owned) (nullable) */
  TactusSeries *readings;     /* (owned) (nullable) */
  TactusMarker *marker;       /* (owned) (nullable) */
  GPtrArray *markers;         /* (owned) (nullable) (element-type TactusMarker) */
  GArray *ids;                /* (owned) (nullable) (element-type gint64) */
  TactusHistoryQuery *query;  /* (owned) (nullable) */
  TactusZones *zones;         /* (owned) (nullable) */
  guint n_columns;
  guint n_removed;
  GPtrArray *list;            /* (owned) (nullable) */
  TactusDigest *digest;       /* (owned) (nullable) */
  gboolean changed;           /* whether others will want to look again */
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->original);
  g_clear_object (&request->session);
  g_clear_pointer (&request->readings, tactus_series_unref);
  g_clear_pointer (&request->marker, tactus_marker_free);
  g_clear_pointer (&request->markers, g_ptr_array_unref);
  g_clear_pointer (&request->ids, g_array_unref);
  g_clear_pointer (&request->query, tactus_history_query_free);
  g_clear_pointer (&request->list, g_ptr_array_unref);
  g_clear_pointer (&request->digest, tactus_digest_free);
  g_free (request->zones);
  g_free (request->text);
  g_free (request);
}

/* ── the plumbing of every call ── */

/* After the caller has heard of it. */
static void
completed_cb (TactusHistory *self,
              GParamSpec    *pspec,
              GTask         *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->changed && !g_task_had_error (task))
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: the request's, which the task owns */
static Request *
prepare (TactusHistory        *self,
         gpointer              tag,
         GCancellable         *cancellable,
         GAsyncReadyCallback   callback,
         gpointer              user_data,
         GTask               **task)
{
  Request *request = g_new0 (Request, 1);

  *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (*task, tag);
  g_task_set_task_data (*task, request, (GDestroyNotify) request_free);
  g_signal_connect_object (*task, "notify::completed", G_CALLBACK (completed_cb), self,
                           G_CONNECT_SWAPPED);

  return request;
}

static gboolean
transact (TactusDatabaseFile  *file,
          gpointer             data,
          GError             **error)
{
  Request *request = data;

  return tactus_database_file_transact (file, request->func, request, error);
}

static gboolean
transact_lightly (TactusDatabaseFile  *file,
                  gpointer             data,
                  GError             **error)
{
  Request *request = data;

  return tactus_database_file_transact_lightly (file, request->func, request, error);
}

/* What was removed shall not stay in the log. */
static gboolean
transact_and_shrink (TactusDatabaseFile  *file,
                     gpointer             data,
                     GError             **error)
{
  if (!transact (file, data, error))
    return FALSE;

  tactus_database_file_shrink_log (file);

  return TRUE;
}

static void
write_with (TactusHistory      *self,
            GTask              *task,
            TactusDatabaseFunc  how,
            TactusDatabaseFunc  func)
{
  Request *request = g_task_get_task_data (task);

  request->func = func;
  request->changed = TRUE;
  tactus_database_run (self->writer, task, how);
}

/* Returns: (transfer none) (nullable): the request's, if all went well */
static Request *
finish (TactusHistory  *self,
        GAsyncResult   *result,
        gpointer        tag,
        GError        **error)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_task_get_task_data (G_TASK (result));
}

/* ── recording ── */

static gboolean
begin (TactusDatabaseFile  *file,
       gpointer             data,
       GError             **error)
{
  Request *request = data;

  return tactus_history_insert_session (file, request->session, 0, error);
}

void
tactus_history_begin_async (TactusHistory       *self,
                            TactusSession       *session,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (TACTUS_IS_SESSION (session));

  request = prepare (self, tactus_history_begin_async, cancellable, callback, user_data, &task);
  request->original = g_object_ref (session);
  request->session = tactus_session_copy (session);
  write_with (self, task, transact, begin);
}

gboolean
tactus_history_begin_finish (TactusHistory  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  Request *request = finish (self, result, tactus_history_begin_async, error);

  if (!request)
    return FALSE;

  tactus_session_set_id (request->original, tactus_session_get_id (request->session));

  return TRUE;
}

static gboolean
append (TactusDatabaseFile  *file,
        gpointer             data,
        GError             **error)
{
  Request *request = data;

  return tactus_history_insert_readings (file, request->id, request->readings, 0,
                                         tactus_series_get_length (request->readings), error);
}

void
tactus_history_append_async (TactusHistory       *self,
                             gint64               session,
                             TactusSeries        *readings,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (readings != NULL);

  request = prepare (self, tactus_history_append_async, cancellable, callback, user_data, &task);
  request->id = session;
  request->readings = readings;
  write_with (self, task, transact_lightly, append);
  request->changed = FALSE;
}

gboolean
tactus_history_append_finish (TactusHistory  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, tactus_history_append_async, error) != NULL;
}

static gboolean
end (TactusDatabaseFile  *file,
     gpointer             data,
     GError             **error)
{
  Request *request = data;

  return tactus_history_end_session (file, request->id, request->when_us, error);
}

void
tactus_history_end_async (TactusHistory       *self,
                          gint64               session,
                          gint64               end_us,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));

  request = prepare (self, tactus_history_end_async, cancellable, callback, user_data, &task);
  request->id = session;
  request->when_us = end_us;
  write_with (self, task, transact, end);
}

gboolean
tactus_history_end_finish (TactusHistory  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  return finish (self, result, tactus_history_end_async, error) != NULL;
}

static gboolean
mark (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  Request *request = data;

  return tactus_history_insert_marker (file, request->id, request->marker, NULL, error);
}

void
tactus_history_mark_async (TactusHistory       *self,
                           gint64               session,
                           const TactusMarker  *marker,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (marker != NULL);

  request = prepare (self, tactus_history_mark_async, cancellable, callback, user_data, &task);
  request->id = session;
  request->marker = tactus_marker_copy (marker);
  write_with (self, task, transact, mark);
}

gboolean
tactus_history_mark_finish (TactusHistory  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  return finish (self, result, tactus_history_mark_async, error) != NULL;
}

static gboolean
add (TactusDatabaseFile  *file,
     gpointer             data,
     GError             **error)
{
  Request *request = data;

  return tactus_history_insert_all (file, request->session, request->readings, request->markers,
                                    &request->changed, error);
}

static gpointer
copy_marker (gconstpointer marker,
             gpointer      user_data)
{
  return tactus_marker_copy (marker);
}

static GPtrArray *
copy_markers (GPtrArray *markers)
{
  GPtrArray *copy = g_ptr_array_copy (markers, (GCopyFunc) copy_marker, NULL);

  g_ptr_array_set_free_func (copy, (GDestroyNotify) tactus_marker_free);

  return copy;
}

void
tactus_history_add_async (TactusHistory       *self,
                          TactusSession       *session,
                          TactusSeries        *readings,
                          GPtrArray           *markers,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (TACTUS_IS_SESSION (session));
  g_return_if_fail (readings != NULL);

  request = prepare (self, tactus_history_add_async, cancellable, callback, user_data, &task);
  request->original = g_object_ref (session);
  request->session = tactus_session_copy (session);
  request->readings = readings;
  request->markers = markers ? copy_markers (markers) : NULL;
  write_with (self, task, transact, add);
}

gboolean
tactus_history_add_finish (TactusHistory  *self,
                           GAsyncResult   *result,
                           gboolean       *added,
                           GError        **error)
{
  Request *request = finish (self, result, tactus_history_add_async, error);

  if (!request)
    return FALSE;

  if (request->changed)
    tactus_session_set_id (request->original, tactus_session_get_id (request->session));
  if (added)
    *added = request->changed;

  return TRUE;
}

/* ── looking back ── */

static Request *
prepare_query (TactusHistory             *self,
               gpointer                   tag,
               const TactusHistoryQuery  *query,
               GCancellable              *cancellable,
               GAsyncReadyCallback        callback,
               gpointer                   user_data,
               GTask                    **task)
{
  Request *request = prepare (self, tag, cancellable, callback, user_data, task);

  request->query = tactus_history_query_copy (query);

  return request;
}

static gboolean
list (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  Request *request = data;

  g_clear_pointer (&request->list, g_ptr_array_unref);
  request->list = tactus_history_list_sessions (file, request->query, error);

  return request->list != NULL;
}

void
tactus_history_list_async (TactusHistory            *self,
                           const TactusHistoryQuery *query,
                           GCancellable             *cancellable,
                           GAsyncReadyCallback       callback,
                           gpointer                  user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (query != NULL);

  prepare_query (self, tactus_history_list_async, query, cancellable, callback, user_data, &task);
  tactus_database_run (self->reader, task, list);
}

GPtrArray *
tactus_history_list_finish (TactusHistory  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  Request *request = finish (self, result, tactus_history_list_async, error);

  return request ? g_steal_pointer (&request->list) : NULL;
}

static gboolean
load (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  Request *request = data;

  g_clear_pointer (&request->readings, tactus_series_unref);
  g_clear_pointer (&request->markers, g_ptr_array_unref);

  return tactus_history_load_readings (file, request->query, &request->readings, &request->markers,
                                       error);
}

void
tactus_history_load_async (TactusHistory            *self,
                           const TactusHistoryQuery *query,
                           GCancellable             *cancellable,
                           GAsyncReadyCallback       callback,
                           gpointer                  user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (query != NULL);

  prepare_query (self, tactus_history_load_async, query, cancellable, callback, user_data, &task);
  tactus_database_run (self->reader, task, load);
}

TactusSeries *
tactus_history_load_finish (TactusHistory  *self,
                            GAsyncResult   *result,
                            GPtrArray     **markers,
                            GError        **error)
{
  Request *request = finish (self, result, tactus_history_load_async, error);

  if (!request)
    return NULL;

  if (markers)
    *markers = g_steal_pointer (&request->markers);

  return g_steal_pointer (&request->readings);
}

static gboolean
digest (TactusDatabaseFile  *file,
        gpointer             data,
        GError             **error)
{
  Request *request = data;

  g_clear_pointer (&request->digest, tactus_digest_free);
  request->digest = tactus_history_make_digest (file, request->query, request->zones,
                                                request->n_columns, error);

  return request->digest != NULL;
}

void
tactus_history_digest_async (TactusHistory            *self,
                             const TactusHistoryQuery *query,
                             const TactusZones        *zones,
                             guint                     n_columns,
                             GCancellable             *cancellable,
                             GAsyncReadyCallback       callback,
                             gpointer                  user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (query != NULL);

  request = prepare_query (self, tactus_history_digest_async, query, cancellable, callback,
                           user_data, &task);
  request->zones = zones ? g_memdup2 (zones, sizeof *zones) : NULL;
  request->n_columns = n_columns;
  tactus_database_run (self->reader, task, digest);
}

TactusDigest *
tactus_history_digest_finish (TactusHistory  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  Request *request = finish (self, result, tactus_history_digest_async, error);

  return request ? g_steal_pointer (&request->digest) : NULL;
}

static gboolean
list_days (TactusDatabaseFile  *file,
           gpointer             data,
           GError             **error)
{
  Request *request = data;

  g_clear_pointer (&request->list, g_ptr_array_unref);
  request->list = tactus_history_list_days (file, request->query, error);

  return request->list != NULL;
}

void
tactus_history_days_async (TactusHistory            *self,
                           const TactusHistoryQuery *query,
                           GCancellable             *cancellable,
                           GAsyncReadyCallback       callback,
                           gpointer                  user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (query != NULL);

  prepare_query (self, tactus_history_days_async, query, cancellable, callback, user_data, &task);
  tactus_database_run (self->reader, task, list_days);
}

GPtrArray *
tactus_history_days_finish (TactusHistory  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  Request *request = finish (self, result, tactus_history_days_async, error);

  return request ? g_steal_pointer (&request->list) : NULL;
}

/* ── changing ── */

static gboolean
describe (TactusDatabaseFile  *file,
          gpointer             data,
          GError             **error)
{
  Request *request = data;

  return tactus_history_describe_session (file, request->session, error);
}

void
tactus_history_describe_async (TactusHistory       *self,
                               TactusSession       *session,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (TACTUS_IS_SESSION (session));

  request = prepare (self, tactus_history_describe_async, cancellable, callback, user_data, &task);
  request->session = tactus_session_copy (session);
  write_with (self, task, transact, describe);
}

gboolean
tactus_history_describe_finish (TactusHistory  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  return finish (self, result, tactus_history_describe_async, error) != NULL;
}

static gboolean
describe_marker (TactusDatabaseFile  *file,
                 gpointer             data,
                 GError             **error)
{
  Request *request = data;

  return tactus_history_change_marker (file, request->id, request->text, error);
}

void
tactus_history_describe_marker_async (TactusHistory       *self,
                                      gint64               marker,
                                      const char          *text,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));

  request = prepare (self, tactus_history_describe_marker_async, cancellable, callback, user_data,
                     &task);
  request->id = marker;
  request->text = g_strdup (text);
  write_with (self, task, transact, describe_marker);
}

gboolean
tactus_history_describe_marker_finish (TactusHistory  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  return finish (self, result, tactus_history_describe_marker_async, error) != NULL;
}

static gboolean
hide (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  Request *request = data;
  const gint64 now_ms = g_get_real_time () / 1000;

  for (guint i = 0; i < request->ids->len; i++)
    if (!tactus_history_hide_session (file, g_array_index (request->ids, gint64, i),
                                      request->deleted ? now_ms : -1, error))
      return FALSE;

  return TRUE;
}

void
tactus_history_delete_async (TactusHistory       *self,
                             const gint64        *sessions,
                             guint                n_sessions,
                             gboolean             deleted,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (sessions != NULL || n_sessions == 0);

  request = prepare (self, tactus_history_delete_async, cancellable, callback, user_data, &task);
  request->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (request->ids, sessions, n_sessions);
  request->deleted = deleted;
  write_with (self, task, transact, hide);
}

gboolean
tactus_history_delete_finish (TactusHistory  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, tactus_history_delete_async, error) != NULL;
}

/* Nobody saw them: nothing changes. */
static gboolean
purge (TactusDatabaseFile  *file,
       gpointer             data,
       GError             **error)
{
  Request *request = data;

  return tactus_history_remove_hidden (file, request->when_us / 1000, &request->n_removed, error);
}

static void sweep (TactusHistory *self, TactusImportSweep *rest, GTask *purging);

/* What was purged is purged, even if what an import left cannot be removed. */
static void
swept_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) purging = user_data;
  TactusImportSweep *rest = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), NULL) && tactus_import_sweep_has_more (rest))
    sweep (TACTUS_HISTORY (source), tactus_import_sweep_ref (rest), g_steal_pointer (&purging));
  else
    g_task_return_boolean (purging, TRUE);
}

/* A little at a time, behind what others ask for in between.
 *
 * @rest, @purging: (transfer full) */
static void
sweep (TactusHistory     *self,
       TactusImportSweep *rest,
       GTask             *purging)
{
  GTask *task = g_task_new (self, g_task_get_cancellable (purging), swept_cb, purging);

  g_task_set_source_tag (task, sweep);
  g_task_set_task_data (task, rest, (GDestroyNotify) tactus_import_sweep_unref);
  tactus_database_run (self->writer, task, tactus_import_sweep_step);
}

static void
purged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) purging = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    sweep (TACTUS_HISTORY (source), tactus_import_sweep_new (), g_steal_pointer (&purging));
  else
    g_task_return_error (purging, error);
}

void
tactus_history_purge_async (TactusHistory       *self,
                            guint                age_s,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;
  GTask *purging;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));

  request = prepare (self, tactus_history_purge_async, cancellable, callback, user_data, &purging);
  request->when_us = g_get_real_time () - age_s * (gint64) G_USEC_PER_SEC;
  request->func = purge;
  g_task_set_check_cancellable (purging, FALSE);
  task = g_task_new (self, cancellable, purged_cb, purging);
  g_task_set_source_tag (task, purged_cb);
  g_task_set_task_data (task, request, NULL);
  tactus_database_run (self->writer, task, transact_and_shrink);
}

gboolean
tactus_history_purge_finish (TactusHistory  *self,
                             GAsyncResult   *result,
                             guint          *n_sessions,
                             GError        **error)
{
  Request *request = finish (self, result, tactus_history_purge_async, error);

  if (request && n_sessions)
    *n_sessions = request->n_removed;

  return request != NULL;
}

static gboolean
purge_sessions (TactusDatabaseFile  *file,
                gpointer             data,
                GError             **error)
{
  Request *request = data;

  for (guint i = 0; i < request->ids->len; i++)
    if (!tactus_history_remove_deleted (file, g_array_index (request->ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

void
tactus_history_purge_sessions_async (TactusHistory       *self,
                                     const gint64        *sessions,
                                     guint                n_sessions,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (sessions != NULL || n_sessions == 0);

  request = prepare (self, tactus_history_purge_sessions_async, cancellable, callback, user_data,
                     &task);
  request->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (request->ids, sessions, n_sessions);
  request->func = purge_sessions;
  tactus_database_run (self->writer, task, transact_and_shrink);
}

gboolean
tactus_history_purge_sessions_finish (TactusHistory  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  return finish (self, result, tactus_history_purge_sessions_async, error) != NULL;
}

static gboolean
forget (TactusDatabaseFile  *file,
        gpointer             data,
        GError             **error)
{
  Request *request = data;

  return tactus_history_remove_band (file, request->text, error);
}

void
tactus_history_forget_async (TactusHistory       *self,
                             const char          *band,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (TACTUS_IS_HISTORY (self));
  g_return_if_fail (band != NULL);

  request = prepare (self, tactus_history_forget_async, cancellable, callback, user_data, &task);
  request->text = g_strdup (band);
  write_with (self, task, transact_and_shrink, forget);
}

gboolean
tactus_history_forget_finish (TactusHistory  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, tactus_history_forget_async, error) != NULL;
}

/* ── the object ── */

void
tactus_history_read (TactusHistory      *self,
                     GTask              *task,
                     TactusDatabaseFunc  func)
{
  g_return_if_fail (TACTUS_IS_HISTORY (self));

  tactus_database_run (self->reader, task, func);
}

void
tactus_history_write (TactusHistory      *self,
                      GTask              *task,
                      TactusDatabaseFunc  func)
{
  g_return_if_fail (TACTUS_IS_HISTORY (self));

  tactus_database_run (self->writer, task, func);
}

void
tactus_history_announce (TactusHistory *self)
{
  g_return_if_fail (TACTUS_IS_HISTORY (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

TactusActivityStore *
tactus_history_get_activity_store (TactusHistory *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY (self), NULL);

  return self->activity;
}

char *
tactus_history_get_default_path (void)
{
  return tactus_activity_store_get_default_path ();
}

static void
moved_aside_cb (TactusHistory *self,
                const char    *path)
{
  g_signal_emit (self, signals[MOVED_ASIDE], 0, path);
}

static void
activity_changed_cb (TactusHistory *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static TactusDatabase *
open_database (TactusHistory *self,
               const char    *path)
{
  TactusDatabase *database = tactus_database_new (path, &tactus_database_schema);

  g_signal_connect_object (database, "moved-aside", G_CALLBACK (moved_aside_cb), self,
                           G_CONNECT_SWAPPED);

  return database;
}

TactusHistory *
tactus_history_new (const char *path)
{
  TactusHistory *self = g_object_new (TACTUS_TYPE_HISTORY, NULL);

  self->writer = open_database (self, path);
  self->reader = path ? open_database (self, path) : g_object_ref (self->writer);
  self->activity = tactus_activity_store_new_for_database (self->writer);
  g_signal_connect_object (self->activity, "changed", G_CALLBACK (activity_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_history_finalize (GObject *object)
{
  TactusHistory *self = TACTUS_HISTORY (object);

  g_clear_object (&self->activity);
  g_clear_object (&self->reader);
  g_clear_object (&self->writer);

  G_OBJECT_CLASS (tactus_history_parent_class)->finalize (object);
}

static void
tactus_history_class_init (TactusHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_history_finalize;
  signals[MOVED_ASIDE] = g_signal_new ("moved-aside", TACTUS_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", TACTUS_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
tactus_history_init (TactusHistory *self)
{
}
