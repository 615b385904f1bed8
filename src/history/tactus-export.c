/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export.h"

#include <glib/gi18n.h>

#include "tactus-export-progress.h"
#include "tactus-export-target.h"
#include "tactus-export-writer.h"
#include "tactus-history-rows.h"

typedef struct {
  GTask *task;               /* (unowned) */
  TactusHistoryQuery *query; /* (owned) */
  TactusFileFormat format;
  GFile *file;               /* (owned) (nullable): %NULL: it goes to @stream */
  GOutputStream *stream;     /* (owned) (nullable) */
  TactusProgress progress;
  TactusExportCounts counts;
  gboolean has_written;      /* something has gone to @stream and cannot be taken back */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  tactus_history_query_free (job->query);
  g_clear_object (&job->file);
  g_clear_object (&job->stream);
  g_free (job);
}

/* ── in the reading thread ── */

static gboolean
write_items (Job                  *job,
             TactusHistoryCursor  *cursor,
             TactusExportWriter   *writer,
             TactusExportSink     *sink,
             GError              **error)
{
  TactusHistoryItem item = { TACTUS_HISTORY_ITEM_END };

  do
    {
      if (!tactus_history_cursor_next (cursor, &item, error))
        return FALSE;

      tactus_export_writer_put (writer, &item);
      if (!tactus_progress_is_due (&job->progress))
        continue;

      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), error))
        return FALSE;
      if (tactus_export_sink_failed (sink))
        break;
      tactus_progress_tell (&job->progress, tactus_history_cursor_get_share (cursor));
    }
  while (item.kind != TACTUS_HISTORY_ITEM_END);

  return tactus_export_sink_flush (sink, error);
}

static gboolean
write_to (Job                 *job,
          TactusDatabaseFile  *file,
          GOutputStream       *stream,
          GError             **error)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  g_autoptr(TactusExportSink) sink = tactus_export_sink_new (stream, cancellable);
  g_autoptr(TactusExportWriter) writer = tactus_export_writer_new (job->format, sink);
  g_autoptr(TactusHistoryCursor) cursor = NULL;
  gboolean ok;

  cursor = tactus_history_cursor_new (file, job->query, error);
  ok = cursor && write_items (job, cursor, writer, sink, error);
  job->counts = writer->counts;
  job->has_written = tactus_export_sink_has_written (sink);

  return ok;
}

static gboolean
export_to_file (TactusDatabaseFile  *file,
                gpointer             data,
                GError             **error)
{
  Job *job = data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  g_autoptr(TactusExportTarget) target = NULL;

  target = tactus_export_target_open (job->file, cancellable, error);

  return target &&
         write_to (job, file, tactus_export_target_get_stream (target), error) &&
         tactus_export_target_put (target, cancellable, error);
}

/* It is called again when the database was damaged and a new one has taken its place. */
static gboolean
export_to_stream (TactusDatabaseFile  *file,
                  gpointer             data,
                  GError             **error)
{
  Job *job = data;

  if (job->has_written)
    {
      g_set_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_CORRUPT,
                   "The history was damaged, and what was written of it so far ends in the middle");
      return FALSE;
    }

  return write_to (job, file, job->stream, error);
}

/* GIO says it in the words of the system. */
static gboolean
work (TactusDatabaseFile  *file,
      gpointer             data,
      GError             **error)
{
  Job *job = data;
  GError *local_error = NULL;

  if (job->file ? export_to_file (file, job, &local_error)
                : export_to_stream (file, job, &local_error))
    return TRUE;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    {
      g_free (local_error->message);
      local_error->message = g_strdup (_("There is no room left for the file. Make some, or choose "
                                         "another place, and export again"));
    }
  g_propagate_error (error, local_error);

  return FALSE;
}

/* ── the calls ── */

static Job *
prepare (TactusHistory            *history,
         gpointer                  tag,
         const TactusHistoryQuery *query,
         TactusFileFormat          format,
         TactusExportProgress      progress,
         gpointer                  progress_data,
         GCancellable             *cancellable,
         GAsyncReadyCallback       callback,
         gpointer                  user_data)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (history, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tag);
  g_task_set_task_data (job->task, job, job_free);
  job->query = tactus_history_query_copy (query);
  job->format = format;
  tactus_progress_init (&job->progress, job->task, progress, progress_data);

  return job;
}

static gboolean
finish (TactusHistory       *history,
        GAsyncResult        *result,
        gpointer             tag,
        TactusExportCounts  *counts,
        GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, history), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  if (counts)
    *counts = ((Job *) g_task_get_task_data (G_TASK (result)))->counts;

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_export_to_file_async (TactusHistory            *history,
                             const TactusHistoryQuery *query,
                             TactusFileFormat          format,
                             GFile                    *file,
                             TactusExportProgress      progress,
                             gpointer                  progress_data,
                             GCancellable             *cancellable,
                             GAsyncReadyCallback       callback,
                             gpointer                  user_data)
{
  Job *job;

  g_return_if_fail (TACTUS_IS_HISTORY (history));
  g_return_if_fail (query != NULL && format < TACTUS_N_FILE_FORMATS);
  g_return_if_fail (G_IS_FILE (file));

  job = prepare (history, tactus_export_to_file_async, query, format, progress, progress_data,
                 cancellable, callback, user_data);
  job->file = g_object_ref (file);
  tactus_history_read (history, job->task, work);
}

gboolean
tactus_export_to_file_finish (TactusHistory       *history,
                              GAsyncResult        *result,
                              TactusExportCounts  *counts,
                              GError             **error)
{
  return finish (history, result, tactus_export_to_file_async, counts, error);
}

void
tactus_export_to_stream_async (TactusHistory            *history,
                               const TactusHistoryQuery *query,
                               TactusFileFormat          format,
                               GOutputStream            *stream,
                               TactusExportProgress      progress,
                               gpointer                  progress_data,
                               GCancellable             *cancellable,
                               GAsyncReadyCallback       callback,
                               gpointer                  user_data)
{
  Job *job;

  g_return_if_fail (TACTUS_IS_HISTORY (history));
  g_return_if_fail (query != NULL && format < TACTUS_N_FILE_FORMATS);
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  job = prepare (history, tactus_export_to_stream_async, query, format, progress, progress_data,
                 cancellable, callback, user_data);
  job->stream = g_object_ref (stream);
  tactus_history_read (history, job->task, work);
}

gboolean
tactus_export_to_stream_finish (TactusHistory       *history,
                                GAsyncResult        *result,
                                TactusExportCounts  *counts,
                                GError             **error)
{
  return finish (history, result, tactus_export_to_stream_async, counts, error);
}
