/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-share.h"
#include "tactus-ctl-store.h"
#include "tactus-export.h"

/* ── what is asked for ── */

/* Returns: whether it goes to standard output */
static gboolean
is_streamed (const TactusCtlOptions *options)
{
  return !options->output || g_str_equal (options->output, "-");
}

static gboolean
find_format (const char       *name,
             TactusFileFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return tactus_file_format_from_name (g_str_equal (lower, "json") ? "jsonl" : lower, format);
}

static TactusFileFormat
get_format (const TactusCtlOptions *options)
{
  TactusFileFormat format = TACTUS_FILE_FORMAT_CSV;
  const char *dot = options->output ? strrchr (options->output, '.') : NULL;

  if (options->format)
    find_format (options->format, &format);
  else if (options->json && is_streamed (options))
    format = TACTUS_FILE_FORMAT_JSON_LINES;
  else if (dot && !find_format (dot + 1, &format))
    format = TACTUS_FILE_FORMAT_CSV;

  return format;
}

static TactusHistoryQuery
get_query (const TactusCtlOptions *options,
           const char             *band)
{
  TactusHistoryQuery query = { .band = band, .session = options->session };

  tactus_ctl_store_set_times (options, &query);
  return query;
}

/* ── what was done ── */

static JsonObject *
to_json (const TactusCtlOptions   *options,
         const TactusExportCounts *counts)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = g_filename_display_name (options->output);

  json_object_set_string_member (object, "output", name);
  json_object_set_string_member (object, "format",
                                 tactus_file_format_to_name (get_format (options)));
  json_object_set_int_member (object, "sessions", (gint64) counts->sessions);
  json_object_set_int_member (object, "readings", (gint64) counts->readings);
  json_object_set_int_member (object, "markers", (gint64) counts->markers);
  return object;
}

static void
tell (TactusCtlProgram         *program,
      const TactusExportCounts *counts)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  g_autofree char *name = options->output ? g_filename_display_name (options->output) : NULL;
  g_autofree char *readings = g_strdup_printf ("%" G_GUINT64_FORMAT, counts->readings);

  if (counts->sessions == 0)
    tactus_ctl_printer_progress (printer, _("Nothing in the history matches; what was written "
                                            "holds no readings."));
  else if (!is_streamed (options))
    tactus_ctl_printer_progress (printer,
                                 ngettext ("%u session is in “%s” now; readings: %s.",
                                           "%u sessions are in “%s” now; readings: %s.",
                                           (gulong) counts->sessions),
                                 (guint) counts->sessions, name, readings);
  if (!is_streamed (options) && tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, to_json (options, counts));
  tactus_ctl_printer_settle (printer);
}

static GError *
explain (const TactusCtlOptions *options,
         GError                 *error)
{
  g_autoptr(GError) problem = error;
  g_autofree char *name = options->output ? g_filename_display_name (options->output) : NULL;

  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      problem->domain == TACTUS_DATABASE_ERROR)
    return g_steal_pointer (&problem);
  if (is_streamed (options))
    return g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
                        _("Standard output could not be written: %s"), problem->message);

  return g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
                      _("“%s” could not be written, and is as it was before: %s"), name,
                      problem->message);
}

static void
end (TactusCtlProgram         *program,
     const TactusExportCounts *counts,
     GError                   *error)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (!error)
    {
      tell (program, counts);
      tactus_ctl_program_finish (program);
    }
  else if (is_streamed (options) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    {
      /* Who reads has seen enough. */
      g_error_free (error);
      tactus_ctl_program_end (program, NULL);
    }
  else
    {
      if (is_streamed (options))
        tactus_ctl_printer_break (tactus_ctl_program_get_printer (program));
      tactus_ctl_program_end (program, explain (options, error));
    }
}

static void
streamed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusExportCounts counts = { 0 };
  GError *error = NULL;

  tactus_export_to_stream_finish (TACTUS_HISTORY (source), result, &counts, &error);
  end (user_data, &counts, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusExportCounts counts = { 0 };
  GError *error = NULL;

  tactus_export_to_file_finish (TACTUS_HISTORY (source), result, &counts, &error);
  end (user_data, &counts, error);
}

/* ── how it begins ── */

static void
chosen (TactusCtlProgram *program,
        TactusHistory    *history,
        const char       *band)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  GCancellable *cancellable = tactus_ctl_program_get_cancellable (program);
  TactusHistoryQuery query = get_query (options, band);
  gboolean streamed = is_streamed (options);
  TactusCtlShare *share = tactus_ctl_share_new (program, streamed && isatty (STDOUT_FILENO));
  g_autoptr(GOutputStream) stream = NULL;
  g_autoptr(GFile) file = NULL;

  if (streamed)
    {
      stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
      tactus_export_to_stream_async (history, &query, get_format (options), stream,
                                     tactus_ctl_share_tell_cb, share, cancellable, streamed_cb,
                                     program);
      return;
    }

  file = g_file_new_for_path (options->output);
  tactus_export_to_file_async (history, &query, get_format (options), file,
                               tactus_ctl_share_tell_cb, share, cancellable, written_cb, program);
}

static void
session_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  GError *error = NULL;
  g_autoptr(GPtrArray) sessions = tactus_history_list_finish (history, result, &error);

  if (!sessions)
    tactus_ctl_program_end (program, error);
  else if (sessions->len == 0)
    tactus_ctl_end_unknown (program, tactus_ctl_program_get_options (program)->session);
  else
    tactus_ctl_choose_band (program, history, chosen);
}

/* A mistyped number should not pass for a session without readings. */
static void
check_session (TactusCtlProgram *program,
               TactusHistory    *history)
{
  TactusHistoryQuery query = { .session = tactus_ctl_program_get_options (program)->session };

  tactus_history_list_async (history, &query, tactus_ctl_program_get_cancellable (program),
                             session_listed_cb, program);
}

/* Whatever way leads to it. */
static gboolean
is_database (TactusCtlProgram *program)
{
  g_autofree char *path = tactus_ctl_store_get_path (program);
  const char *output = tactus_ctl_program_get_options (program)->output;
  struct stat database, file;

  return output && stat (path, &database) == 0 && stat (output, &file) == 0 &&
         database.st_dev == file.st_dev && database.st_ino == file.st_ino;
}

void
tactus_ctl_export (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusHistory *history;

  if (options->json && is_streamed (options) &&
      get_format (options) != TACTUS_FILE_FORMAT_JSON_LINES)
    {
      tactus_ctl_program_fail (program, _("--json wants --output FILE with that format, since "
                                          "standard output cannot hold both"));
      return;
    }
  if (is_database (program))
    {
      tactus_ctl_program_fail (program, _("“%s” is the database itself; choose another file"),
                               options->output);
      return;
    }
  if (!tactus_ctl_store_check (program, TRUE))
    return;

  history = tactus_ctl_store_get_history (program, FALSE);
  if (options->session > 0)
    check_session (program, history);
  else
    tactus_ctl_choose_band (program, history, chosen);
}
