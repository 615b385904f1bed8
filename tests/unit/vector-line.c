/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-line.h"

#include <string.h>

#include "vector-answers.h"

/* json-glib's parser recurses; nothing here nests deeper than a few levels. */
#define MAX_DEPTH 64

#define BLANKS    " \t\r\n"

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, BLANKS)] == '\0';
}

/* One object and nothing else: json-glib would take the last of several values, and lose others. */
static gboolean
is_out_of_shape (const char *text)
{
  gboolean quoted = FALSE;
  int depth = 0;

  text += strspn (text, BLANKS);
  if (*text != '{')
    return TRUE;

  for (; *text; text++)
    {
      if (quoted && *text == '\\' && text[1])
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (!quoted && strchr ("[{", *text) && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!quoted && strchr ("]}", *text) && --depth <= 0)
        break;
    }

  return *text == '\0' || !is_blank (text + 1);
}

static JsonObject *
parse_line (const char  *line,
            gsize        length,
            GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!g_utf8_validate (line, (gssize) length, NULL) || is_out_of_shape (line))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                           "The line is no single object in UTF-8, or nests too deep");
      return NULL;
    }

  if (!json_parser_load_from_data (parser, line, (gssize) length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                           "The line is no object");
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/* @question: (nullable): %NULL if the line could not be read, @problem says why */
static JsonObject *
make_result (JsonObject   *question,
             const GError *problem)
{
  g_autoptr(JsonObject) result = json_object_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (question && vector_answer (question, result, &error))
    return g_steal_pointer (&result);

  g_clear_pointer (&result, json_object_unref);
  result = json_object_new ();
  json_object_set_boolean_member (result, "error", TRUE);
  /* json-glib quotes what it could not read, and cuts where it pleases. */
  message = g_utf8_make_valid (question ? error->message : problem->message, -1);
  json_object_set_string_member (result, "message", message);

  return g_steal_pointer (&result);
}

JsonObject *
vector_line_answer (const char  *line,
                    gsize        length,
                    JsonObject **question)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) parsed = parse_line (line, length, &error);
  JsonObject *result = make_result (parsed, error);

  if (question)
    *question = g_steal_pointer (&parsed);

  return result;
}

char *
vector_object_to_text (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}
