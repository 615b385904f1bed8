/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tactus-import-csv-row.h"
#include "tactus-import-report.h"
#include "tactus-import-stretch.h"
#include "tactus-import-time.h"

typedef struct {
  guint64 line;
  TactusImportDate date;
  TactusReading reading; /* without its time */
} Row;

typedef struct {
  TactusImport *import;
  GTimeZone *here;       /* (owned) */
  GArray *rows;          /* (owned) (element-type Row) */
} Reader;

/* ── which number is the month ── */

/* How a file looks if its dates are read in one of the two ways. */
typedef struct {
  guint impossible;
  guint backwards;       /* rows that are older than the one before: the program only ever adds */
  gint64 span_us;
} Look;

static void
look_at (Reader   *reader,
         gboolean  month_first,
         Look     *look)
{
  gint64 first_us = G_MAXINT64;
  gint64 last_us = G_MININT64;
  gint64 before_us = G_MININT64;

  *look = (Look) { 0 };
  for (guint i = 0; i < reader->rows->len; i++)
    {
      const Row *row = &g_array_index (reader->rows, Row, i);
      gint64 when_us;

      if (!tactus_import_date_to_time (&row->date, month_first, reader->here, before_us, &when_us))
        {
          look->impossible++;
          continue;
        }
      look->backwards += when_us < before_us ? 1 : 0;
      before_us = when_us;
      first_us = MIN (first_us, when_us);
      last_us = MAX (last_us, when_us);
    }
  look->span_us = last_us > first_us ? last_us - first_us : 0;
}

/* Where nothing tells them apart, as within one day, AM and PM speak for America: most who write
 * slashes and those have the month first, and nobody else does. */
static gboolean
is_american (Reader *reader)
{
  const Row *row = reader->rows->len > 0 ? &g_array_index (reader->rows, Row, 0) : NULL;

  return row && row->date.separator == '/' && row->date.half;
}

static gboolean
is_month_first (Reader *reader)
{
  Look day;
  Look month;

  look_at (reader, FALSE, &day);
  look_at (reader, TRUE, &month);
  if (day.impossible != month.impossible)
    return month.impossible < day.impossible;
  if (day.backwards != month.backwards)
    return month.backwards < day.backwards;
  if (day.span_us != month.span_us)
    return month.span_us < day.span_us;

  return is_american (reader);
}

/* ── rows ── */

static gboolean
is_header (const char *pulse)
{
  g_autofree char *name = g_strstrip (g_strdup (pulse));

  return g_ascii_strcasecmp (name, "heartrate") == 0;
}

static void
take_row (Reader             *reader,
          TactusImportCsvRow *fields)
{
  const char *time = tactus_import_csv_row_get (fields, 0);
  const char *pulse = tactus_import_csv_row_get (fields, 1);
  Row row = { .line = fields->line };
  gint64 value;
  char *fault = NULL;

  if (fields->fault)
    fault = g_steal_pointer (&fields->fault);
  else if (is_header (pulse))
    return;
  else if (!tactus_import_date_parse (time, &row.date))
    fault = tactus_import_say (_("The time is “%s”, and should be a date and a time of day"), time);
  else if (!tactus_import_number (pulse, &value) ||
           !tactus_import_foreign_reading (0, value, &row.reading))
    fault = tactus_import_say (_("The heart rate is “%s”, and should be a number from 0 to 250, or "
                                 "255"), pulse);

  if (fault)
    tactus_import_report_add_fault (reader->import->report, fields->line, fault);
  else
    g_array_append_val (reader->rows, row);
}

static gboolean
read_rows (Reader              *reader,
           TactusImportSource  *source,
           char                 separator,
           GError             **error)
{
  while (TRUE)
    {
      g_autoptr(TactusImportCsvRow) fields = NULL;

      if (!tactus_import_csv_row_next (source, separator, &fields, error))
        return FALSE;
      if (!fields)
        return TRUE;

      take_row (reader, fields);
      if (!tactus_import_tick (reader->import, tactus_import_source_get_share (source), error))
        return FALSE;
    }
}

static void
append_rows (Reader              *reader,
             TactusImportStretch *readings)
{
  gboolean month_first = is_month_first (reader);
  gint64 before_us = G_MININT64;

  for (guint i = 0; i < reader->rows->len; i++)
    {
      Row *row = &g_array_index (reader->rows, Row, i);
      TactusReading *reading = &row->reading;

      if (!tactus_import_date_to_time (&row->date, month_first, reader->here, before_us,
                                       &reading->when_us) ||
          !tactus_import_time_is_plausible (reading->when_us))
        {
          tactus_import_report_add_fault (reader->import->report, row->line,
                                          g_strdup (_("The time is on a day that no calendar from "
                                                      "2000 to 2099 has")));
          continue;
        }
      before_us = reading->when_us;
      tactus_import_stretch_append (readings, reading, NULL, 0);
    }
}

gboolean
tactus_import_dated (TactusImport        *import,
                     TactusImportSource  *source,
                     GError             **error)
{
  g_autoptr(TactusImportStretch) readings = tactus_import_stretch_new ();
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr(TactusImportLine) header = NULL;
  Reader reader = { import, here, rows };

  if (!tactus_import_source_next_line (source, &header, error))
    return FALSE;
  if (!header || !read_rows (&reader, source, tactus_import_csv_find_separator (header->text->str),
                             error))
    return header == NULL;

  append_rows (&reader, readings);

  return tactus_import_stretch_keep (readings, import, tactus_import_get_band (import), NULL, here,
                                     error);
}
