/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-writer.h"

#include <string.h>

#include "tactus-export-time.h"
#include "tactus-json-line.h"

/* RR intervals that are written in one go: seven bytes each at most, and a comma. */
#define INTERVALS_AT_ONCE 256

typedef struct {
  TactusExportWriter parent;

  TactusExportTime time;
  char tail[32];         /* `,"session":1}` and the line's end */
  gsize tail_length;
} Json;

static void
start (TactusExportWriter *writer)
{
}

static void
add_time (Json        *self,
          JsonBuilder *builder,
          gint64       when_us,
          const char  *state)
{
  char time[TACTUS_EXPORT_TIME_LENGTH + 1];

  time[tactus_export_time_write (&self->time, when_us, time)] = '\0';
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "time");
  json_builder_add_string_value (builder, time);
  json_builder_set_member_name (builder, "state");
  json_builder_add_string_value (builder, state);
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

static void
write_object (Json        *self,
              JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_set_member_name (builder, "session");
  json_builder_add_int_value (builder, (gint64) self->parent.counts.sessions);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = tactus_json_to_line (root);
  tactus_export_sink_write (self->parent.sink, line, -1);
}

static void
begin (TactusExportWriter *writer)
{
  Json *self = (Json *) writer;
  TactusSession *session = writer->session;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  writer->counts.sessions++;
  tactus_export_time_init (&self->time, tactus_session_get_zone_s (session));
  self->tail_length = (gsize) g_snprintf (self->tail, sizeof self->tail,
                                          ",\"session\":%" G_GUINT64_FORMAT "}\n",
                                          writer->counts.sessions);

  add_time (self, builder, tactus_session_get_begin_us (session), "begin");
  add_text (builder, "source", tactus_source_to_name (tactus_session_get_source (session)));
  add_text (builder, "band", tactus_session_get_band (session));
  if (tactus_session_get_band_name (session))
    add_text (builder, "band_name", tactus_session_get_band_name (session));
  json_builder_set_member_name (builder, "step_s");
  json_builder_add_int_value (builder, tactus_session_get_step_s (session));
  add_text (builder, "title", tactus_session_get_title (session));
  add_text (builder, "note", tactus_session_get_note (session));
  write_object (self, builder);
}

static void
write_intervals (Json          *self,
                 const guint16 *rr,
                 guint          n_rr)
{
  char *room = NULL;
  char *at = NULL;

  tactus_export_sink_write (self->parent.sink, ",\"rr_ms\":[", -1);
  for (guint i = 0; i < n_rr; i++)
    {
      if (i % INTERVALS_AT_ONCE == 0)
        {
          if (room)
            tactus_export_sink_advance (self->parent.sink, (gsize) (at - room));
          room = at = tactus_export_sink_reserve (self->parent.sink, 8 * INTERVALS_AT_ONCE);
        }
      if (i > 0)
        *at++ = ',';
      at = tactus_export_interval (at, rr[i]);
    }
  tactus_export_sink_advance (self->parent.sink, (gsize) (at - room));
  tactus_export_sink_write (self->parent.sink, "]", 1);
}

/* Numbers and fixed words: there is nothing to escape, and by way of a tree of nodes it would take
 * twenty times as long. */
static void
reading (TactusExportWriter      *writer,
         const TactusHistoryItem *item)
{
  Json *self = (Json *) writer;
  const char *state = tactus_reading_kind_to_name (item->reading.kind);
  char *room = tactus_export_sink_reserve (writer->sink, 256);
  char *at = tactus_export_word (room, "{\"time\":\"", 9);

  at += tactus_export_time_write (&self->time, item->reading.when_us, at);
  at = tactus_export_word (at, "\",\"state\":\"", 11);
  at = tactus_export_word (at, state, strlen (state));
  at = tactus_export_word (at, "\",\"bpm\":", 8);
  if (item->reading.kind == TACTUS_READING_PULSE)
    at = tactus_export_number (at, item->reading.bpm);
  else
    at = tactus_export_word (at, "null", 4);
  tactus_export_sink_advance (writer->sink, (gsize) (at - room));

  if (item->n_rr > 0)
    write_intervals (self, item->rr, item->n_rr);
  tactus_export_sink_write (writer->sink, self->tail, (gssize) self->tail_length);
  writer->counts.readings++;
}

static void
marker (TactusExportWriter      *writer,
        const TactusHistoryItem *item)
{
  Json *self = (Json *) writer;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  add_time (self, builder, item->marker.when_us, "marker");
  add_text (builder, "note", item->marker.text);
  write_object (self, builder);
  writer->counts.markers++;
}

static void
end (TactusExportWriter *writer)
{
  Json *self = (Json *) writer;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (tactus_session_get_open (writer->session))
    return;

  add_time (self, builder, tactus_session_get_end_us (writer->session), "end");
  write_object (self, builder);
}

static void
finish (TactusExportWriter *writer)
{
}

const TactusExportFormat tactus_export_json = {
  sizeof (Json), start, begin, reading, marker, end, finish, NULL,
};
