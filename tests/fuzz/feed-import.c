/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include "tactus-import-formats.h"
#include "tactus-import-report.h"

/* What an import promises of everything it hands on, whatever was in the file. */

static void
check_reading (const TactusReading *reading,
               gint64               not_before_us)
{
  g_assert_cmpint (reading->when_us, >=, not_before_us);
  g_assert_cmpuint (reading->kind, <, TACTUS_READING_N_KINDS);
  if (reading->kind == TACTUS_READING_PULSE)
    g_assert_cmpuint (reading->bpm, >, 0);
  else
    g_assert_cmpuint (reading->bpm, ==, 0);
}

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static gboolean
add_session (gpointer        data,
             TactusSession  *session,
             TactusSeries   *readings,
             GPtrArray      *markers,
             gboolean       *added,
             GError        **error)
{
  gsize length = tactus_series_get_length (readings);
  gint64 before_us = G_MININT64;

  check_text (tactus_session_get_band (session));
  check_text (tactus_session_get_title (session));
  check_text (tactus_session_get_note (session));
  g_assert_cmpuint (tactus_session_get_source (session), <, TACTUS_N_SOURCES);
  for (gsize i = 0; i < length; i++)
    {
      const TactusReading reading = tactus_series_get (readings, i);

      check_reading (&reading, before_us);
      before_us = reading.when_us;
    }
  for (guint i = 0; markers && i < markers->len; i++)
    check_text (((TactusMarker *) g_ptr_array_index (markers, i))->text);

  *added = TRUE;

  return TRUE;
}

static gboolean
add_minutes (gpointer      data,
             const char   *band,
             const char   *band_name,
             GArray       *rows,
             guint        *added,
             GError      **error)
{
  check_text (band);
  if (band_name)
    check_text (band_name);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (g_array_index (rows, TactusActivityRow, i).heart_rate, >, 0);
  *added = rows->len;

  return TRUE;
}

/* Every other reading of the range, so that some are new and some are not. */
static gboolean
get_known (gpointer      data,
           const char   *band,
           gint64        from_us,
           gint64        to_us,
           GArray       *times,
           GError      **error)
{
  gint64 when_ms = from_us / 1000;

  g_assert_cmpint (from_us, <=, to_us);
  g_array_append_val (times, when_ms);

  return TRUE;
}

static const TactusImportKeep keep = { add_session, add_minutes, get_known, NULL };

static void
check_report (TactusImportReport *report)
{
  guint64 before = 0;

  tactus_import_report_sort (report);
  g_assert_cmpuint (report->faults->len, ==, MIN (report->faulty, TACTUS_IMPORT_MAX_FAULTS));
  for (guint i = 0; i < report->faults->len; i++)
    {
      const TactusImportFault *fault = g_ptr_array_index (report->faults, i);

      check_text (fault->text);
      g_assert_cmpuint (fault->line, >=, MAX (before, 1));
      before = fault->line;
    }
}

static void
import (TactusImportFunc  func,
        const guint8     *data,
        gsize             length)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) length,
                                                                        NULL);
  g_autoptr(TactusImportSource) source = tactus_import_source_new (stream, length, NULL);
  g_autoptr(TactusImportReport) report = tactus_import_report_new ();
  g_autoptr(GError) error = NULL;
  TactusImport state = { &keep, NULL, NULL, report };

  g_assert_true (func (&state, source, &error));
  g_assert_no_error (error);
  check_report (report);
}

void
feed_import_csv (const guint8 *data,
                 gsize         length)
{
  import (tactus_import_csv, data, length);
}

void
feed_import_dated (const guint8 *data,
                   gsize         length)
{
  import (tactus_import_dated, data, length);
}

void
feed_import_dump (const guint8 *data,
                  gsize         length)
{
  import (tactus_import_dump, data, length);
}

void
feed_import_json (const guint8 *data,
                  gsize         length)
{
  import (tactus_import_json, data, length);
}

/* By what it says it is. */
void
feed_import_unknown (const guint8 *data,
                     gsize         length)
{
  const char *head = data ? (const char *) data : "";
  const char *name = NULL;
  gsize skip;
  TactusImportFunc func = tactus_import_find_format (head, length, &skip, &name);

  g_assert_cmpuint (skip, <=, length);
  if (!func)
    return;

  check_text (name);
  import (func, data + skip, length - skip);
}
