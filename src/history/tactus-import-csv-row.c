/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-csv-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* A quoted field may be so long, and go over so many lines; beyond that its quote is a slip. */
#define MAX_QUOTED 65536
#define MAX_LINES  4096

typedef enum {
  PARSE_DONE,
  PARSE_OPEN,     /* it ends within quotes */
  PARSE_STRAY,    /* a quote where none may be */
} Parse;

void
tactus_import_csv_row_free (TactusImportCsvRow *self)
{
  g_ptr_array_unref (self->fields);
  g_free (self->fault);
  g_free (self);
}

const char *
tactus_import_csv_row_get (TactusImportCsvRow *self,
                           int                 index)
{
  if (index < 0 || (guint) index >= self->fields->len)
    return "";

  return g_ptr_array_index (self->fields, index);
}

char
tactus_import_csv_find_separator (const char *header)
{
  const char candidates[] = { ',', ';', '\t' };
  guint most = 0;
  char best = ',';

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint count = 0;

      for (const char *at = strchr (header, candidates[i]); at; at = strchr (at + 1, candidates[i]))
        count++;
      if (count > most)
        {
          most = count;
          best = candidates[i];
        }
    }

  return best;
}

/* Takes @text up to the quote that closes.
 * Returns: behind it; %NULL: it is not in @text */
static const char *
take_quoted (const char *text,
             GString    *field)
{
  while (TRUE)
    {
      const char *quote = strchr (text, '"');

      if (!quote)
        {
          g_string_append (field, text);
          return NULL;
        }

      g_string_append_len (field, text, quote - text);
      if (quote[1] != '"')
        return quote + 1;
      g_string_append_c (field, '"');
      text = quote + 2;
    }
}

static void
end_field (TactusImportCsvRow *row,
           GString            *field)
{
  g_ptr_array_add (row->fields, g_strdup (field->str));
  g_string_truncate (field, 0);
}

/* Goes on where the line before ended: in quotes if that was open.
 * @field: (inout): what is known of the field so far */
static Parse
parse (TactusImportCsvRow *row,
       const char         *text,
       char                separator,
       gboolean            in_quotes,
       GString            *field)
{
  const char ends[] = { separator, '\0' };

  while (TRUE)
    {
      if (in_quotes || *text == '"')
        {
          text = take_quoted (in_quotes ? text : text + 1, field);
          if (!text)
            return PARSE_OPEN;
          if (*text != separator && *text != '\0')
            return PARSE_STRAY;
          in_quotes = FALSE;
        }
      else
        {
          gsize length = strcspn (text, ends);

          g_string_append_len (field, text, (gssize) length);
          text += length;
        }

      end_field (row, field);
      if (*text == '\0')
        return PARSE_DONE;
      text++;
    }
}

static const char *
find_fault (TactusImportLine *line)
{
  if (line->is_too_long)
    return _("The line is longer than a million characters");
  if (strlen (line->text->str) != line->text->len)
    return _("The line has a zero byte in it");
  if (!g_utf8_validate_len (line->text->str, line->text->len, NULL))
    return _("The line is not text in UTF-8");

  return NULL;
}

/* Takes lines until the quotes are closed.
 * @lines: (element-type TactusImportLine): those that were taken */
static gboolean
go_on (TactusImportSource  *source,
       char                 separator,
       TactusImportCsvRow  *row,
       GString             *field,
       gboolean             has_return,
       GQueue              *lines,
       Parse               *result,
       GError             **error)
{
  while (*result == PARSE_OPEN && field->len < MAX_QUOTED &&
         lines->length < MAX_LINES)
    {
      TactusImportLine *line;

      if (!tactus_import_source_next_line (source, &line, error))
        return FALSE;
      if (!line)
        break;

      g_queue_push_tail (lines, line);
      if (find_fault (line))
        break;

      g_string_append (field, has_return ? "\r\n" : "\n");
      has_return = line->has_return;
      *result = parse (row, line->text->str, separator, TRUE, field);
    }

  return TRUE;
}

static void
unread (TactusImportSource *source,
        GQueue             *lines)
{
  TactusImportLine *line;

  while ((line = g_queue_pop_tail (lines)))
    tactus_import_source_unread_line (source, line);
}

static gboolean
parse_row (TactusImportSource  *source,
           char                 separator,
           TactusImportLine    *first,
           TactusImportCsvRow  *row,
           GError             **error)
{
  g_autoptr(GString) field = g_string_new (NULL);
  GQueue lines = G_QUEUE_INIT;
  Parse result = parse (row, first->text->str, separator, FALSE, field);
  gboolean ok = go_on (source, separator, row, field, first->has_return, &lines, &result, error);

  if (ok && result == PARSE_OPEN)
    row->fault = g_strdup (_("A quotation mark is opened and never closed"));
  else if (ok && result == PARSE_STRAY)
    row->fault = g_strdup (_("A quotation mark closes in the middle of a field"));

  /* What was read ahead for nothing is read again, line by line. */
  if (row->fault)
    unread (source, &lines);
  g_queue_clear_full (&lines, (GDestroyNotify) tactus_import_line_free);

  return ok;
}

static gboolean
next_line (TactusImportSource  *source,
           TactusImportLine   **line,
           GError             **error)
{
  do
    {
      g_clear_pointer (line, tactus_import_line_free);
      if (!tactus_import_source_next_line (source, line, error))
        return FALSE;
    }
  while (*line && (*line)->text->len == 0);

  return TRUE;
}

gboolean
tactus_import_csv_row_next (TactusImportSource  *source,
                            char                 separator,
                            TactusImportCsvRow **row,
                            GError             **error)
{
  g_autoptr(TactusImportLine) line = NULL;
  g_autoptr(TactusImportCsvRow) next = NULL;
  const char *fault;

  *row = NULL;
  if (!next_line (source, &line, error))
    return FALSE;
  if (!line)
    return TRUE;

  next = g_new0 (TactusImportCsvRow, 1);
  next->line = line->number;
  next->fields = g_ptr_array_new_with_free_func (g_free);
  fault = find_fault (line);
  if (fault)
    next->fault = g_strdup (fault);
  else if (!parse_row (source, separator, line, next, error))
    return FALSE;

  *row = g_steal_pointer (&next);

  return TRUE;
}
