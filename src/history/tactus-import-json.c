/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tactus-import-report.h"
#include "tactus-import-rows.h"
#include "tactus-import-time.h"

/* Ours are two deep; the parser calls itself for each level, and its stack has an end. */
#define MAX_DEPTH 8

#define MAX_STEP_S 86400

typedef struct {
  TactusImport *import;
  TactusImportRows *rows; /* (owned) */
  JsonParser *parser;     /* (owned) */
  GTimeZone *here;        /* (owned) */
  GArray *rr;             /* (owned) (element-type guint16) */
  GString *session;       /* (owned) */
} Reader;

/* ── members ── */

/* Returns: (nullable): %NULL: there is none, or it is null */
static JsonNode *
get (JsonObject *object,
     const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_INT64 ||
          json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

/* @text: (inout): stays what it is if there is none.  Returns: %FALSE: it is no text */
static gboolean
get_text (JsonObject  *object,
          const char  *name,
          const char **text)
{
  JsonNode *node = get (object, name);

  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  *text = json_node_get_string (node);

  return TRUE;
}

/* @number: (inout): stays what it is if there is none.  Returns: %FALSE: it is no such number */
static gboolean
get_number (JsonObject *object,
            const char *name,
            gint64      at_least,
            gint64      at_most,
            gint64     *number)
{
  JsonNode *node = get (object, name);

  if (!node)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *number = json_node_get_int (node);

  return *number >= at_least && *number <= at_most;
}

/* ── what a line says: each returns what is wrong with it ── */

static char *
parse_time (Reader          *reader,
            JsonObject      *object,
            TactusImportRow *row)
{
  const char *text = "";

  if (get_text (object, "time", &text) &&
      tactus_import_time_parse (text, reader->here, &row->when_us, &row->zone_s))
    return NULL;

  return tactus_import_say (_("time is “%s”, and should be like 2026-01-31T12:00:00+01:00"), text);
}

static char *
parse_state (Reader          *reader,
             JsonObject      *object,
             TactusImportRow *row)
{
  const char *text = "";

  if (get_text (object, "state", &text) && tactus_import_row_set_state (row, text))
    return NULL;

  return tactus_import_say (_("state is “%s”, which is none that Tactus knows"), text);
}

static char *
parse_bpm (Reader          *reader,
           JsonObject      *object,
           TactusImportRow *row)
{
  gint64 number = 0;

  row->reading.when_us = row->when_us;
  if (row->kind != TACTUS_IMPORT_ROW_READING || row->reading.kind != TACTUS_READING_PULSE)
    return get (object, "bpm") ? g_strdup (_("bpm should be null for this state")) : NULL;

  if (!get_number (object, "bpm", 1, G_MAXUINT16, &number) || number == 0)
    return g_strdup (_("bpm should be a number from 1 to 65535"));

  row->reading.bpm = (guint16) number;

  return NULL;
}

static char *
parse_rr (Reader          *reader,
          JsonObject      *object,
          TactusImportRow *row)
{
  JsonNode *node = get (object, "rr_ms");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array ? json_array_get_length (array) : 0;

  if (node && !array)
    return g_strdup (_("rr_ms should be a list of milliseconds"));

  g_array_set_size (reader->rr, 0);
  for (guint i = 0; i < length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint16 interval;

      if (!is_number (element) ||
          !tactus_import_interval_from_ms (json_node_get_double (element), &interval))
        return g_strdup (_("rr_ms should be a list of milliseconds"));
      g_array_append_val (reader->rr, interval);
    }

  row->rr = (const guint16 *) (void *) reader->rr->data;
  row->n_rr = length;

  return NULL;
}

static char *
parse_session (Reader          *reader,
               JsonObject      *object,
               TactusImportRow *row)
{
  gint64 number = 0;

  if (!get_number (object, "session", 0, G_MAXINT64, &number))
    return g_strdup (_("session should be a number"));

  g_string_printf (reader->session, "%" G_GINT64_FORMAT, number);
  row->session = reader->session->str;

  return NULL;
}

static char *
parse_source (Reader          *reader,
              JsonObject      *object,
              TactusImportRow *row)
{
  const char *text = NULL;

  row->source = TACTUS_SOURCE_IMPORTED;
  if (get_text (object, "source", &text) && (!text || tactus_source_from_name (text, &row->source)))
    return NULL;

  return tactus_import_say (_("source is “%s”, which is none that Tactus knows"), text ? text : "");
}

static char *
parse_words (Reader          *reader,
             JsonObject      *object,
             TactusImportRow *row)
{
  const struct {
    const char  *name;
    const char **text;
  } words[] = {
    { "band", &row->band },
    { "band_name", &row->band_name },
    { "title", &row->title },
    { "note", &row->note },
  };
  gint64 step_s = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (!get_text (object, words[i].name, words[i].text))
      return tactus_import_say (_("%s should be a text"), words[i].name);

  if (!get_number (object, "step_s", 0, MAX_STEP_S, &step_s))
    return g_strdup (_("step_s should be a number of seconds"));
  row->step_s = (guint) step_s;

  return NULL;
}

static char *
parse (Reader          *reader,
       JsonObject      *object,
       TactusImportRow *row)
{
  char *(* const parsers[]) (Reader *, JsonObject *, TactusImportRow *) = {
    parse_time, parse_state, parse_bpm, parse_rr, parse_session, parse_source, parse_words,
  };
  char *fault = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parsers) && !fault; i++)
    fault = parsers[i] (reader, object, row);

  return fault;
}

/* ── lines ── */

/* One object, closed, with nothing around it: of two in a line the parser would forget to free the
 * first. */
static gboolean
looks_like_object (const char *text)
{
  gboolean in_text = FALSE;
  guint depth = 0;

  while (g_ascii_isspace (*text))
    text++;
  if (*text != '{')
    return FALSE;

  do
    {
      if (in_text && *text == '\\' && text[1] != '\0')
        text++;
      else if (*text == '"')
        in_text = !in_text;
      else if (!in_text && strchr ("{[", *text) && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!in_text && strchr ("}]", *text))
        depth--;
      text++;
    }
  while (depth > 0 && *text);

  while (g_ascii_isspace (*text))
    text++;

  return depth == 0 && *text == '\0';
}

static char *
find_fault (TactusImportLine *line)
{
  if (line->is_too_long)
    return g_strdup (_("The line is longer than a million characters"));
  if (strlen (line->text->str) != line->text->len)
    return g_strdup (_("The line has a zero byte in it"));
  if (!g_utf8_validate_len (line->text->str, line->text->len, NULL))
    return g_strdup (_("The line is not text in UTF-8"));

  return NULL;
}

/* Returns: (nullable): what is wrong with it; %NULL: @object is what is in it */
static char *
load (Reader            *reader,
      TactusImportLine  *line,
      JsonObject       **object)
{
  char *fault = find_fault (line);
  JsonNode *root;

  if (fault)
    return fault;
  if (!looks_like_object (line->text->str) ||
      !json_parser_load_from_data (reader->parser, line->text->str, (gssize) line->text->len, NULL))
    return tactus_import_say (_("“%s” is not an object of JSON"), line->text->str);

  root = json_parser_get_root (reader->parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return tactus_import_say (_("“%s” is not an object of JSON"), line->text->str);

  *object = json_node_get_object (root);

  return NULL;
}

static gboolean
take_line (Reader            *reader,
           TactusImportLine  *line,
           GError           **error)
{
  TactusImportRow row = { .line = line->number };
  JsonObject *object = NULL;
  char *fault = load (reader, line, &object);

  if (!fault)
    fault = parse (reader, object, &row);
  if (!fault)
    return tactus_import_rows_put (reader->rows, &row, error);

  tactus_import_report_add_fault (reader->import->report, line->number, fault);

  return TRUE;
}

gboolean
tactus_import_json (TactusImport        *import,
                    TactusImportSource  *source,
                    GError             **error)
{
  g_autoptr(TactusImportRows) rows = tactus_import_rows_new (import);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GArray) rr = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(GString) session = g_string_new (NULL);
  Reader reader = { import, rows, parser, here, rr, session };

  while (TRUE)
    {
      g_autoptr(TactusImportLine) line = NULL;

      if (!tactus_import_source_next_line (source, &line, error))
        return FALSE;
      if (!line)
        return tactus_import_rows_end (rows, error);
      if (line->text->len > 0 && !take_line (&reader, line, error))
        return FALSE;
      if (!tactus_import_tick (import, tactus_import_source_get_share (source), error))
        return FALSE;
    }
}
