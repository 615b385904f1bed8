/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "import-bench.h"

#include <string.h>

TactusImportReport *
import_file (HistoryBench  *bench,
             const char    *path,
             const char    *band,
             GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_import_async (bench->history, file, band, NULL, NULL, NULL, history_bench_result_cb,
                       &result);
  UNTIL (result);

  return tactus_import_finish (bench->history, result, error);
}

TactusImportReport *
import_text (HistoryBench *bench,
             const char   *text,
             gssize        length,
             const char   *band)
{
  g_autofree char *path = g_build_filename (bench->dir, "import", NULL);
  g_autoptr(GError) error = NULL;
  TactusImportReport *report;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  report = import_file (bench, path, band, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

char *
export_text (HistoryBench     *bench,
             TactusFileFormat  format)
{
  const TactusHistoryQuery all = { NULL };
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tactus_export_to_stream_async (bench->history, &all, format, stream, NULL, NULL, NULL,
                                 history_bench_result_cb, &result);
  UNTIL (result);
  tactus_export_to_stream_finish (bench->history, result, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

char *
print_faults (TactusImportReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->faults->len; i++)
    {
      const TactusImportFault *fault = g_ptr_array_index (report->faults, i);

      g_assert_true (g_utf8_validate (fault->text, -1, NULL));
      g_string_append_printf (text, "%" G_GUINT64_FORMAT ": %s\n", fault->line, fault->text);
    }

  return g_string_free (text, FALSE);
}

static void
print_readings (GString      *text,
                TactusSeries *series)
{
  gsize length = tactus_series_get_length (series);

  for (gsize i = 0; i < length; i++)
    {
      const TactusReading reading = tactus_series_get (series, i);

      g_string_append_printf (text, " %g ", reading.when_us % DAY / 1e6);
      if (reading.kind == TACTUS_READING_PULSE)
        g_string_append_printf (text, "%u", reading.bpm);
      else
        g_string_append (text, tactus_reading_kind_to_name (reading.kind));
    }
}

char *
print_history (HistoryBench *bench)
{
  const TactusHistoryQuery all = { NULL };
  g_autoptr(GPtrArray) sessions = list (bench, &all);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sessions->len; i++)
    {
      TactusSession *session = g_ptr_array_index (sessions, i);
      const TactusHistoryQuery query = { .session = tactus_session_get_id (session) };
      g_autoptr(TactusSeries) series = load (bench, &query, NULL);

      g_string_append_printf (text, "%s %s%s", tactus_session_get_band (session),
                              tactus_source_to_name (tactus_session_get_source (session)),
                              tactus_session_get_open (session) ? " open" : "");
      print_readings (text, series);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
