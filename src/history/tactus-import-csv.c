/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tactus-import-csv-row.h"
#include "tactus-import-report.h"
#include "tactus-import-rows.h"
#include "tactus-import-time.h"

typedef enum {
  TIME,
  BPM,
  STATE,
  RR,
  SOURCE,
  BAND,
  SESSION,
  TITLE,
  NOTE,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = {
  "time", "bpm", "state", "rr_ms", "source", "band", "session", "title", "note",
};

typedef struct {
  TactusImport *import;
  TactusImportRows *rows; /* (owned) */
  GTimeZone *here;        /* (owned) */
  GArray *rr;             /* (owned) (element-type guint16) */
  int columns[N_COLUMNS]; /* where each stands; −1: it does not */
} Reader;

static void
read_header (Reader             *reader,
             TactusImportCsvRow *header)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      reader->columns[column] = -1;
      for (guint i = 0; i < header->fields->len; i++)
        {
          g_autofree char *name = g_ascii_strdown (g_ptr_array_index (header->fields, i), -1);

          if (g_str_equal (g_strstrip (name), column_names[column]))
            reader->columns[column] = (int) i;
        }
    }
}

static const char *
get (Reader             *reader,
     TactusImportCsvRow *row,
     Column              column)
{
  return tactus_import_csv_row_get (row, reader->columns[column]);
}

/* ── fields ── */

static char *
parse_time (Reader             *reader,
            TactusImportCsvRow *fields,
            TactusImportRow    *row)
{
  const char *text = get (reader, fields, TIME);

  if (tactus_import_time_parse (text, reader->here, &row->when_us, &row->zone_s))
    return NULL;

  return tactus_import_say (_("time is “%s”, and should be like 2026-01-31T12:00:00+01:00"), text);
}

static char *
parse_state (Reader             *reader,
             TactusImportCsvRow *fields,
             TactusImportRow    *row)
{
  const char *text = get (reader, fields, STATE);

  if (tactus_import_row_set_state (row, text))
    return NULL;

  return tactus_import_say (_("state is “%s”, which is none that Tactus knows"), text);
}

static char *
parse_bpm (Reader             *reader,
           TactusImportCsvRow *fields,
           TactusImportRow    *row)
{
  const char *text = get (reader, fields, BPM);
  gint64 number;

  row->reading.when_us = row->when_us;
  if (row->kind != TACTUS_IMPORT_ROW_READING || row->reading.kind != TACTUS_READING_PULSE)
    return *text == '\0' ? NULL
           : tactus_import_say (_("bpm is “%s”, and should be empty for this state"), text);

  if (!tactus_import_number (text, &number) || number < 1 || number > G_MAXUINT16)
    return tactus_import_say (_("bpm is “%s”, and should be a number from 1 to 65535"), text);

  row->reading.bpm = (guint16) number;

  return NULL;
}

static char *
parse_rr (Reader             *reader,
          TactusImportCsvRow *fields,
          TactusImportRow    *row)
{
  const char *text = get (reader, fields, RR);
  const char *at = text;

  g_array_set_size (reader->rr, 0);
  while (*at)
    {
      char *end;
      double ms = g_ascii_strtod (at, &end);
      guint16 interval;

      if (end == at || (*end != ' ' && *end != '\0') ||
          !tactus_import_interval_from_ms (ms, &interval))
        return tactus_import_say (_("rr_ms is “%s”, and should be milliseconds, with a space "
                                    "between two"), text);

      g_array_append_val (reader->rr, interval);
      at = *end == ' ' ? end + 1 : end;
    }

  row->rr = (const guint16 *) (void *) reader->rr->data;
  row->n_rr = reader->rr->len;

  return NULL;
}

static char *
parse_source (Reader             *reader,
              TactusImportCsvRow *fields,
              TactusImportRow    *row)
{
  const char *text = get (reader, fields, SOURCE);

  row->source = TACTUS_SOURCE_IMPORTED;
  if (*text == '\0' || tactus_source_from_name (text, &row->source))
    return NULL;

  return tactus_import_say (_("source is “%s”, which is none that Tactus knows"), text);
}

static char *
parse (Reader             *reader,
       TactusImportCsvRow *fields,
       TactusImportRow    *row)
{
  char *(* const parsers[]) (Reader *, TactusImportCsvRow *, TactusImportRow *) = {
    parse_time, parse_state, parse_bpm, parse_rr, parse_source,
  };

  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    {
      char *fault = parsers[i] (reader, fields, row);

      if (fault)
        return fault;
    }

  row->line = fields->line;
  row->session = get (reader, fields, SESSION);
  row->band = get (reader, fields, BAND);
  row->title = get (reader, fields, TITLE);
  row->note = get (reader, fields, NOTE);
  row->step_s = row->source == TACTUS_SOURCE_RECORDED ? 60 : 0;

  return NULL;
}

/* ── rows ── */

static gboolean
take_row (Reader              *reader,
          TactusImportCsvRow  *fields,
          GError             **error)
{
  TactusImportRow row = { 0 };
  char *fault;

  /* Where a second file was put behind the first. */
  if (!fields->fault && g_str_equal (get (reader, fields, TIME), column_names[TIME]))
    return TRUE;

  fault = fields->fault ? g_steal_pointer (&fields->fault) : parse (reader, fields, &row);
  if (!fault)
    return tactus_import_rows_put (reader->rows, &row, error);

  tactus_import_report_add_fault (reader->import->report, fields->line, fault);

  return TRUE;
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
        return tactus_import_rows_end (reader->rows, error);
      if (!take_row (reader, fields, error) ||
          !tactus_import_tick (reader->import, tactus_import_source_get_share (source), error))
        return FALSE;
    }
}

gboolean
tactus_import_csv (TactusImport        *import,
                   TactusImportSource  *source,
                   GError             **error)
{
  g_autoptr(TactusImportRows) rows = tactus_import_rows_new (import);
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GArray) rr = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(TactusImportLine) line = NULL;
  g_autoptr(TactusImportCsvRow) header = NULL;
  Reader reader = { import, rows, here, rr };
  char separator;

  do
    {
      g_clear_pointer (&line, tactus_import_line_free);
      if (!tactus_import_source_next_line (source, &line, error))
        return FALSE;
    }
  while (line && *g_strchug (line->text->str) == '\0');
  if (!line)
    return TRUE;

  separator = tactus_import_csv_find_separator (line->text->str);
  tactus_import_source_unread_line (source, g_steal_pointer (&line));
  if (!tactus_import_csv_row_next (source, separator, &header, error))
    return FALSE;
  read_header (&reader, header);

  return read_rows (&reader, source, separator, error);
}
