/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-writer.h"

#include <string.h>

#include "tactus-export-time.h"

#define HEADER "time,bpm,state,rr_ms,source,band,session,title,note\n"

/* RR intervals that are written in one go: seven bytes each at most, and a space. */
#define INTERVALS_AT_ONCE 256

typedef struct {
  TactusExportWriter parent;

  TactusExportTime time;
  GString *tail;         /* (owned): `,measured,C8:…,1`, the same for every row of a session */
} Csv;

static void
start (TactusExportWriter *writer)
{
  Csv *self = (Csv *) writer;

  self->tail = g_string_new (NULL);
  tactus_export_sink_write (writer->sink, HEADER, -1);
}

/* RFC 4180; spaces at the edges are kept by quotes, since many a program would drop them. */
static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, ",;\"\r\n\t") ||
         (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static void
append_text (GString    *row,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (!needs_quotes (valid))
    {
      g_string_append (row, valid);
      return;
    }

  g_string_append_c (row, '"');
  for (const char *at = valid; *at; at++)
    {
      if (*at == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *at);
    }
  g_string_append_c (row, '"');
}

/* Begins, ends and markers: few, and with words in them. */
static void
write_row (Csv        *self,
           gint64      when_us,
           const char *state,
           const char *title,
           const char *note)
{
  g_autoptr(GString) row = g_string_new (NULL);
  char time[TACTUS_EXPORT_TIME_LENGTH];
  gsize length = tactus_export_time_write (&self->time, when_us, time);

  g_string_append_len (row, time, (gssize) length);
  g_string_append_printf (row, ",,%s,%s,", state, self->tail->str);
  append_text (row, title);
  g_string_append_c (row, ',');
  append_text (row, note);
  g_string_append_c (row, '\n');
  tactus_export_sink_write (self->parent.sink, row->str, (gssize) row->len);
}

static void
begin (TactusExportWriter *writer)
{
  Csv *self = (Csv *) writer;
  TactusSession *session = writer->session;

  writer->counts.sessions++;
  tactus_export_time_init (&self->time, tactus_session_get_zone_s (session));
  g_string_printf (self->tail, ",%s,",
                   tactus_source_to_name (tactus_session_get_source (session)));
  append_text (self->tail, tactus_session_get_band (session));
  g_string_append_printf (self->tail, ",%" G_GUINT64_FORMAT, writer->counts.sessions);

  write_row (self, tactus_session_get_begin_us (session), "begin",
             tactus_session_get_title (session), tactus_session_get_note (session));
}

static void
write_intervals (Csv           *self,
                 const guint16 *rr,
                 guint          n_rr)
{
  char *room = NULL;
  char *at = NULL;

  for (guint i = 0; i < n_rr; i++)
    {
      if (i % INTERVALS_AT_ONCE == 0)
        {
          if (room)
            tactus_export_sink_advance (self->parent.sink, (gsize) (at - room));
          room = at = tactus_export_sink_reserve (self->parent.sink, 8 * INTERVALS_AT_ONCE);
        }
      if (i > 0)
        *at++ = ' ';
      at = tactus_export_interval (at, rr[i]);
    }

  if (room)
    tactus_export_sink_advance (self->parent.sink, (gsize) (at - room));
}

static void
reading (TactusExportWriter      *writer,
         const TactusHistoryItem *item)
{
  Csv *self = (Csv *) writer;
  const char *state = tactus_reading_kind_to_name (item->reading.kind);
  char *room = tactus_export_sink_reserve (writer->sink, 128);
  char *at = room + tactus_export_time_write (&self->time, item->reading.when_us, room);

  *at++ = ',';
  if (item->reading.kind == TACTUS_READING_PULSE)
    at = tactus_export_number (at, item->reading.bpm);
  *at++ = ',';
  at = tactus_export_word (at, state, strlen (state));
  *at++ = ',';
  tactus_export_sink_advance (writer->sink, (gsize) (at - room));

  if (item->n_rr > 0)
    write_intervals (self, item->rr, item->n_rr);
  tactus_export_sink_write (writer->sink, self->tail->str, (gssize) self->tail->len);
  tactus_export_sink_write (writer->sink, ",,\n", 3);
  writer->counts.readings++;
}

static void
marker (TactusExportWriter      *writer,
        const TactusHistoryItem *item)
{
  write_row ((Csv *) writer, item->marker.when_us, "marker", "", item->marker.text);
  writer->counts.markers++;
}

static void
end (TactusExportWriter *writer)
{
  if (!tactus_session_get_open (writer->session))
    write_row ((Csv *) writer, tactus_session_get_end_us (writer->session), "end", "", "");
}

static void
finish (TactusExportWriter *writer)
{
}

static void
let_go (TactusExportWriter *writer)
{
  Csv *self = (Csv *) writer;

  g_string_free (self->tail, TRUE);
}

const TactusExportFormat tactus_export_csv = {
  sizeof (Csv), start, begin, reading, marker, end, finish, let_go,
};
