/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-trace.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define VERSION 1
#define MAX_SIZE (32 * 1024 * 1024)
#define MAX_LINE 8192

/* Longer than any session: a day of microseconds, ten times. */
#define MAX_TIME_US (G_GINT64_CONSTANT (864000) * G_USEC_PER_SEC)

/* No value of any characteristic is longer. */
#define ATT_LONGEST 512

/* The keep-alive of a measurement: a matter of the client's clock, not of the conversation. */
#define KEEP_ALIVE_CHARACTERISTIC "2a39"
#define KEEP_ALIVE_VALUE          "16"

G_DEFINE_QUARK (tactus-sim-trace-error-quark, tactus_sim_trace_error)

typedef struct {
  TactusSimTrace *trace;    /* (owned) */
  GHashTable *calls;        /* (owned) (element-type gint64 utf8): what was asked with a number */
  TactusSimTraceLink *link; /* (nullable): that is up */
  char *band;               /* (owned) (nullable): the one that is played */
  gint64 opening;           /* number of the call; 0: none */
  gint64 time_us;
  gboolean ended;
} Parser;

/* ── what comes of it ── */

static void
moment_free (TactusSimMoment *moment)
{
  g_free (moment->operation);
  g_free (moment->characteristic);
  g_clear_pointer (&moment->value, g_bytes_unref);
  g_free (moment);
}

static void
link_free (TactusSimTraceLink *link)
{
  g_ptr_array_unref (link->moments);
  g_hash_table_unref (link->reads);
  g_free (link);
}

void
tactus_sim_trace_free (TactusSimTrace *self)
{
  g_free (self->model);
  g_ptr_array_unref (self->links);
  g_free (self);
}

static void
parser_clear (Parser *self)
{
  g_clear_pointer (&self->trace, tactus_sim_trace_free);
  g_clear_pointer (&self->calls, g_hash_table_unref);
  g_clear_pointer (&self->band, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

static TactusSimMoment *
add_moment (Parser              *self,
            TactusSimMomentKind  kind,
            const char          *characteristic)
{
  TactusSimMoment *moment = g_new0 (TactusSimMoment, 1);

  moment->kind = kind;
  moment->time_us = self->time_us;
  moment->characteristic = g_strdup (characteristic);
  g_ptr_array_add (self->link->moments, moment);

  return moment;
}

/* ── members of a line ── */

static gboolean
malformed (GError     **error,
           const char  *what)
{
  g_set_error_literal (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_MALFORMED, what);
  return FALSE;
}

/* @text: (out) (nullable) */
static gboolean
get_text (JsonObject  *line,
          const char  *name,
          const char **text,
          GError     **error)
{
  JsonNode *node = json_object_get_member (line, name);

  *text = NULL;
  if (!node)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_MALFORMED,
                   "“%s” is no text", name);
      return FALSE;
    }

  *text = json_node_get_string (node);
  return TRUE;
}

/* @number: (out): @otherwise if there is none */
static gboolean
get_number (JsonObject  *line,
            const char  *name,
            gint64       otherwise,
            gint64       max,
            gint64      *number,
            GError     **error)
{
  JsonNode *node = json_object_get_member (line, name);

  *number = otherwise;
  if (!node)
    return TRUE;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    *number = json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64 && *number >= 0 && *number <= max)
    return TRUE;

  g_set_error (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_MALFORMED,
               "“%s” is no whole number from 0 to %" G_GINT64_FORMAT, name, max);
  return FALSE;
}

/* Four digits, or a whole UUID. */
static gboolean
is_characteristic (const char *text)
{
  gsize length = strlen (text);

  if (length != 4 && !g_uuid_string_is_valid (text))
    return FALSE;

  return length != 4 || strspn (text, "0123456789abcdef") == 4;
}

static gboolean
get_characteristic (JsonObject  *line,
                    const char **characteristic,
                    GError     **error)
{
  if (!get_text (line, "char", characteristic, error))
    return FALSE;
  if (!*characteristic || !is_characteristic (*characteristic))
    return malformed (error, "“char” is no short id of a characteristic");

  return TRUE;
}

/* @value: (out) (transfer full) (nullable); @hidden: (out): whether part of it was left out */
static gboolean
get_value (JsonObject  *line,
           GBytes     **value,
           gboolean    *hidden,
           GError     **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  const char *text;
  gint64 rest;

  *value = NULL;
  if (!get_text (line, "value", &text, error) ||
      !get_number (line, "hidden", 0, ATT_LONGEST, &rest, error))
    return FALSE;

  *hidden = rest > 0;
  if (!text)
    return TRUE;
  if (strlen (text) % 2 != 0 || strlen (text) > 2 * ATT_LONGEST ||
      strspn (text, "0123456789abcdef") != strlen (text))
    return malformed (error, "“value” is not up to 512 bytes of hexadecimal");

  for (; *text; text += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));

      g_byte_array_append (bytes, &byte, 1);
    }
  *value = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return TRUE;
}

/* ── the login, which is not played ── */

static gboolean
is_login (const char *characteristic)
{
  return g_str_equal (characteristic, "0009") || g_str_equal (characteristic, "ff04");
}

/* Where the answers to it come. */
static gboolean
is_login_answer (Parser     *self,
                 const char *characteristic)
{
  return g_str_equal (characteristic, "0009") ||
         (g_str_equal (characteristic, "ff03") && !self->link->logged_in);
}

/* What went before belongs to the login. */
static void
begin_anew (Parser *self)
{
  g_ptr_array_set_size (self->link->moments, 0);
  self->link->begin_us = self->time_us;
}

/* ── lines ── */

static gboolean
take_header (JsonObject  *line,
             GError     **error)
{
  const char *what;
  gint64 version;

  if (!get_text (line, "what", &what, error) ||
      !get_number (line, "version", 0, G_MAXINT64, &version, error))
    return FALSE;
  if (g_strcmp0 (what, "trace") != 0)
    return malformed (error, "This is no trace");
  if (version != VERSION)
    return malformed (error, "The trace is of a version that is not known here");

  return TRUE;
}

static gboolean
take_band (Parser      *self,
           JsonObject  *line,
           const char  *band,
           GError     **error)
{
  const char *model;

  if (!get_text (line, "model", &model, error))
    return FALSE;

  if (model && (strlen (model) > 40 ||
                strspn (model, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (model)))
    return malformed (error, "“model” is no id of a model");

  /* The first whose model is known is played. */
  if (!self->band && band && model)
    {
      self->band = g_strdup (band);
      self->trace->model = g_strdup (model);
    }

  return TRUE;
}

static gboolean
take_call (Parser      *self,
           JsonObject  *line,
           gint64       number,
           GError     **error)
{
  static const char * const operations[] = {
    "read", "write", "command", "subscribe", "unsubscribe", NULL,
  };
  const char *operation;
  const char *characteristic;
  const char *text;
  g_autoptr(GBytes) value = NULL;
  gboolean hidden;

  if (!get_text (line, "op", &operation, error))
    return FALSE;
  if (number == 0 || g_hash_table_contains (self->calls, &number))
    return malformed (error, "“id” is not the number of a new call");
  if (g_strcmp0 (operation, "open") == 0)
    {
      self->opening = number;
      self->link = NULL;
      g_hash_table_insert (self->calls, g_memdup2 (&number, sizeof number), g_strdup (""));
      return TRUE;
    }
  if (!operation || !g_strv_contains (operations, operation))
    return malformed (error, "“op” is nothing that can be asked of a band");
  if (!get_characteristic (line, &characteristic, error) ||
      !get_value (line, &value, &hidden, error) || !get_text (line, "value", &text, error))
    return FALSE;

  g_hash_table_insert (self->calls, g_memdup2 (&number, sizeof number),
                       g_strdup (g_str_equal (operation, "read") ? characteristic : ""));
  if (!self->link || is_login (characteristic) || g_str_equal (operation, "unsubscribe") ||
      (g_str_equal (characteristic, KEEP_ALIVE_CHARACTERISTIC) &&
       g_strcmp0 (text, KEEP_ALIVE_VALUE) == 0))
    return TRUE;

  add_moment (self, TACTUS_SIM_MOMENT_CALL, characteristic)->operation = g_strdup (operation);

  return TRUE;
}

static void
open_link (Parser *self)
{
  TactusSimTraceLink *link = g_new0 (TactusSimTraceLink, 1);

  link->begin_us = self->time_us;
  link->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) moment_free);
  link->reads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->trace->links, link);
  self->link = link;
}

static void
keep_read (Parser     *self,
           const char *characteristic,
           GBytes     *value)
{
  GPtrArray *values = g_hash_table_lookup (self->link->reads, characteristic);

  if (!values)
    {
      values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_hash_table_insert (self->link->reads, g_strdup (characteristic), values);
    }
  g_ptr_array_add (values, g_bytes_ref (value));
}

static gboolean
take_answer (Parser      *self,
             JsonObject  *line,
             gint64       number,
             GError     **error)
{
  const char *characteristic = g_hash_table_lookup (self->calls, &number);
  const char *problem;
  g_autoptr(GBytes) value = NULL;
  gboolean hidden;

  if (!characteristic)
    return malformed (error, "An answer to nothing that was asked");
  if (!get_text (line, "error", &problem, error) || !get_value (line, &value, &hidden, error))
    return FALSE;

  if (number == self->opening)
    {
      self->opening = 0;
      if (!problem)
        open_link (self);
    }
  else if (self->link && value && !hidden && *characteristic)
    {
      keep_read (self, characteristic, value);
    }
  g_hash_table_remove (self->calls, &number);

  return TRUE;
}

static gboolean
take_notification (Parser      *self,
                   JsonObject  *line,
                   GError     **error)
{
  const char *characteristic;
  g_autoptr(GBytes) value = NULL;
  gboolean hidden;

  if (!get_characteristic (line, &characteristic, error) ||
      !get_value (line, &value, &hidden, error))
    return FALSE;
  if (!value)
    return malformed (error, "A notification without a value");
  if (!self->link)
    return malformed (error, "A notification without a link");

  if (is_login_answer (self, characteristic))
    begin_anew (self);
  else if (!hidden)
    add_moment (self, TACTUS_SIM_MOMENT_VALUE, characteristic)->value = g_bytes_ref (value);

  return TRUE;
}

static gboolean
take_closed (Parser      *self,
             JsonObject  *line,
             GError     **error)
{
  const char *problem;

  if (!get_text (line, "error", &problem, error))
    return FALSE;
  if (!self->link)
    return malformed (error, "The end of a link that was not there");

  if (problem)
    add_moment (self, TACTUS_SIM_MOMENT_DROP, NULL);
  self->link = NULL;

  return TRUE;
}

static gboolean
take_state (Parser      *self,
            JsonObject  *line,
            GError     **error)
{
  const char *state;

  if (!get_text (line, "state", &state, error))
    return FALSE;
  if (self->link && g_strcmp0 (state, "ready") == 0)
    self->link->logged_in = TRUE;

  return TRUE;
}

/* What nobody knows yet is passed over. */
static gboolean
take_what (Parser      *self,
           JsonObject  *line,
           const char  *what,
           const char  *band,
           gint64       number,
           GError     **error)
{
  if (g_str_equal (what, "band"))
    return take_band (self, line, band, error);
  if (g_str_equal (what, "end"))
    self->ended = TRUE;
  if (!self->band || g_strcmp0 (band, self->band) != 0)
    return TRUE;
  if (g_str_equal (what, "call"))
    return take_call (self, line, number, error);
  if (g_str_equal (what, "answer"))
    return take_answer (self, line, number, error);
  if (g_str_equal (what, "notification"))
    return take_notification (self, line, error);
  if (g_str_equal (what, "closed"))
    return take_closed (self, line, error);
  if (g_str_equal (what, "state"))
    return take_state (self, line, error);

  return TRUE;
}

static gboolean
take_line (Parser      *self,
           JsonObject  *line,
           gboolean     first,
           GError     **error)
{
  const char *what;
  const char *band;
  gint64 time_us;
  gint64 number;

  if (!get_number (line, "t", -1, MAX_TIME_US, &time_us, error) ||
      !get_number (line, "id", 0, G_MAXUINT32, &number, error) ||
      !get_text (line, "what", &what, error) || !get_text (line, "band", &band, error))
    return FALSE;
  if (time_us < self->time_us)
    return malformed (error, "“t” is missing, or runs backwards");
  if (!what)
    return malformed (error, "“what” is missing");
  if (self->ended)
    return malformed (error, "There is more after the end");

  self->time_us = time_us;

  return first ? take_header (line, error) : take_what (self, line, what, band, number, error);
}

static gboolean
parse_line (Parser      *self,
            const char  *text,
            gsize        length,
            gboolean     first,
            GError     **error)
{
  g_autoptr(JsonParser) json = json_parser_new ();
  JsonNode *root;

  if (length > MAX_LINE)
    return malformed (error, "The line is too long");
  if (memchr (text, '\0', length) || !g_utf8_validate (text, (gssize) length, NULL))
    return malformed (error, "The line is no text");
  if (length == 0 || text[0] != '{' ||
      !json_parser_load_from_data (json, text, (gssize) length, NULL))
    return malformed (error, "The line is no JSON object");

  root = json_parser_get_root (json);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return malformed (error, "The line is no JSON object");

  return take_line (self, json_node_get_object (root), first, error);
}

static gboolean
is_playable (TactusSimTrace *trace)
{
  for (guint i = 0; i < trace->links->len; i++)
    {
      TactusSimTraceLink *link = g_ptr_array_index (trace->links, i);

      if (link->moments->len > 0 || g_hash_table_size (link->reads) > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
parse_lines (Parser      *self,
             const char  *text,
             gsize        size,
             GError     **error)
{
  gsize begin = 0;
  const char *end;

  for (guint n = 1; begin < size && (end = memchr (text + begin, '\n', size - begin)); n++)
    {
      gsize length = (gsize) (end - text) - begin;

      if (!parse_line (self, text + begin, length, n == 1, error))
        {
          g_prefix_error (error, "Line %u: ", n);
          return FALSE;
        }
      begin += length + 1;
    }

  return TRUE;
}

TactusSimTrace *
tactus_sim_trace_parse (const char  *text,
                        gsize        size,
                        GError     **error)
{
  g_auto(Parser) self = {
    .trace = g_new0 (TactusSimTrace, 1),
    .calls = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
  };

  self.trace->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  if (!parse_lines (&self, text, size, error))
    return NULL;

  if (!self.trace->model || !is_playable (self.trace))
    {
      g_set_error (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_USELESS,
                   "There is no band in the trace that said anything");
      return NULL;
    }

  return g_steal_pointer (&self.trace);
}

TactusSimTrace *
tactus_sim_trace_load (const char  *path,
                       GError     **error)
{
  g_autofree char *text = NULL;
  GStatBuf about;
  gsize size;

  if (g_stat (path, &about) == 0 && (!S_ISREG (about.st_mode) || about.st_size > MAX_SIZE))
    {
      malformed (error, "The trace is no file of at most 32 MB");
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &size, error))
    return NULL;

  return tactus_sim_trace_parse (text, size, error);
}
