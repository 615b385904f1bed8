/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tactus-export-progress.h"
#include "tactus-import-formats.h"
#include "tactus-import-report.h"
#include "tactus-import-writer.h"

#define ZIP_MAGIC "PK\003\004"

typedef struct {
  GTask *task;                /* (unowned) */
  GFile *file;                /* (owned) */
  char *band;                 /* (owned) (nullable) */
  TactusProgress progress;
  TactusImportWriter *writer; /* (unowned): while it is written */
  TactusImportReport *report; /* (owned) (nullable) */
  gboolean has_added;         /* something that was not there before */
  GError *error;              /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->report, tactus_import_report_free);
  g_clear_error (&job->error);
  g_object_unref (job->file);
  g_free (job->band);
  g_free (job);
}

/* ── what is kept ── */

static gboolean
add_session (gpointer        data,
             TactusSession  *session,
             TactusSeries   *readings,
             GPtrArray      *markers,
             gboolean       *added,
             GError        **error)
{
  Job *job = data;

  return tactus_import_writer_add_session (job->writer, session, readings, markers, added, error);
}

static gboolean
add_minutes (gpointer      data,
             const char   *band,
             const char   *band_name,
             GArray       *rows,
             guint        *added,
             GError      **error)
{
  Job *job = data;

  return tactus_import_writer_add_minutes (job->writer, band, band_name, rows, added, error);
}

static gboolean
get_known (gpointer      data,
           const char   *band,
           gint64        from_us,
           gint64        to_us,
           GArray       *times,
           GError      **error)
{
  Job *job = data;

  return tactus_import_writer_get_known (job->writer, band, from_us, to_us, times, error);
}

static gboolean
tick (gpointer   data,
      double     share,
      GError   **error)
{
  Job *job = data;

  if (!tactus_progress_is_due (&job->progress))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), error))
    return FALSE;

  tactus_progress_tell (&job->progress, share);

  return TRUE;
}

static const TactusImportKeep keep = { add_session, add_minutes, get_known, tick };

/* ── what the file is ── */

static gboolean
fail_unknown (const char  *head,
              gsize        length,
              GError     **error)
{
  const char *sentence = _("Tactus does not know this kind of file. It reads what it exports as "
                           "CSV or JSON lines, the CSV of dump.py and of miband-heartrate, and the "
                           "database that Gadgetbridge exports");

  if (length == 0)
    sentence = _("The file is empty");
  else if (length >= 4 && memcmp (head, ZIP_MAGIC, 4) == 0)
    sentence = _("This is a ZIP archive. Unpack it, and import the file “Gadgetbridge” that is in "
                 "it");
  else if (length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    sentence = _("The file is text in UTF-16. Save it as UTF-8, and import it again");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);

  return FALSE;
}

static gboolean
import_database (Job           *job,
                 TactusImport  *import,
                 GError       **error)
{
  const char *path = g_file_peek_path (job->file);

  job->report->format = _("Gadgetbridge database");
  if (path)
    return tactus_import_gadgetbridge (import, path, g_task_get_cancellable (job->task), error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("A database must be on this computer to be read. Copy it here, and import "
                         "the copy"));

  return FALSE;
}

static gboolean
import_source (Job                 *job,
               TactusImport        *import,
               TactusImportSource  *source,
               GError             **error)
{
  TactusImportFunc func;
  const char *head;
  gsize length;
  gsize skip;

  if (!tactus_import_source_peek (source, &head, &length, error))
    return FALSE;
  if (tactus_import_is_database (head, length))
    return import_database (job, import, error);

  func = tactus_import_find_format (head, length, &skip, &job->report->format);
  if (!func)
    return fail_unknown (head, length, error);

  tactus_import_source_skip (source, skip);

  return func (import, source, error);
}

static guint64
size_of (GInputStream *stream)
{
  g_autoptr(GFileInfo) info = NULL;

  if (!G_IS_FILE_INPUT_STREAM (stream))
    return 0;

  info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (stream),
                                         G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);

  return info ? (guint64) MAX (g_file_info_get_size (info), 0) : 0;
}

/* A pipe may wait for its writer for ever, and so would who cancels, were it not opened without
 * waiting: the stream then waits for both. */
static GInputStream *
open_pipe (const char  *path,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  int code = errno;

  if (fd >= 0)
    return g_unix_input_stream_new (fd, TRUE);

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));

  return NULL;
}

static GInputStream *
open_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  const char *path = g_file_peek_path (file);
  GStatBuf info;

  if (path && g_stat (path, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISCHR (info.st_mode)))
    return open_pipe (path, error);

  return G_INPUT_STREAM (g_file_read (file, cancellable, error));
}

static gboolean
import_file (Job     *job,
             GError **error)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  g_autoptr(GInputStream) stream = open_file (job->file, cancellable, error);
  g_autoptr(TactusImportSource) source = NULL;
  TactusImport import = { &keep, job, job->band, NULL };
  gboolean ok;

  if (!stream)
    return FALSE;

  g_clear_pointer (&job->report, tactus_import_report_free);
  job->report = tactus_import_report_new ();
  import.report = job->report;
  source = tactus_import_source_new (stream, size_of (stream), cancellable);

  ok = import_source (job, &import, source, error);
  tactus_import_report_sort (job->report);
  job->has_added = job->report->sessions + job->report->minutes > 0;

  return ok;
}

/* All of it or nothing. */
static gboolean
import_whole (Job     *job,
              GError **error)
{
  g_autoptr(TactusImportWriter) writer = NULL;

  writer = tactus_import_writer_new (g_task_get_source_object (job->task), job->task);
  job->writer = writer;

  return import_file (job, error) && tactus_import_writer_publish (writer, error);
}

/* Where the caller is at home: what the task refers to is let go of there. */
static gboolean
done_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);

  if (job->error)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* If its beginning is lost in the middle, since the database was put aside, it is all done once
 * more. */
static gpointer
thread_func (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr(GSource) source = g_idle_source_new ();

  if (!import_whole (job, &job->error) &&
      g_error_matches (job->error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION))
    {
      g_clear_error (&job->error);
      import_whole (job, &job->error);
    }

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, done_cb, job->task, NULL);
  g_source_attach (source, g_task_get_context (job->task));

  return NULL;
}

/* ── the calls ── */

/* After the caller has heard of it. */
static void
completed_cb (TactusHistory *history,
              GParamSpec    *pspec,
              GTask         *task)
{
  Job *job = g_task_get_task_data (task);

  if (!g_task_had_error (task) && job->has_added)
    tactus_history_announce (history);
}

void
tactus_import_async (TactusHistory        *history,
                     GFile                *file,
                     const char           *band,
                     TactusExportProgress  progress,
                     gpointer              progress_data,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  Job *job;

  g_return_if_fail (TACTUS_IS_HISTORY (history));
  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (Job, 1);
  job->task = g_task_new (history, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tactus_import_async);
  g_task_set_task_data (job->task, job, job_free);
  g_signal_connect_object (job->task, "notify::completed", G_CALLBACK (completed_cb), history,
                           G_CONNECT_SWAPPED);
  job->file = g_object_ref (file);
  job->band = g_strdup (band);
  tactus_progress_init (&job->progress, job->task, progress, progress_data);
  g_task_set_check_cancellable (job->task, FALSE);
  g_thread_unref (g_thread_new ("import", thread_func, job));
}

TactusImportReport *
tactus_import_finish (TactusHistory  *history,
                      GAsyncResult   *result,
                      GError        **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, history), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->report);
}
