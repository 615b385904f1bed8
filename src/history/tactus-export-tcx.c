/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-writer.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "tactus-export-time.h"

#define NAMESPACE "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
#define SCHEMA    NAMESPACE " http://www.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd"
#define INSTANCE  "http://www.w3.org/2001/XMLSchema-instance"

/* A pulse is an unsignedByte there. */
#define MAX_BPM 255

/* A lap begins with its length and its mean, so that it must be over before it can be written: a
 * very long one is cut, lest it fill the memory.  At one reading a second this is a day. */
#define MAX_PULSES 86400

typedef struct {
  gint64   when_us;
  guint8   bpm;
  gboolean joined;   /* with the one before, in a track */
} Pulse;

/* An activity is begun by its first pulse, for one without any is of no use to anybody; a lap
 * likewise. */
typedef struct {
  TactusExportWriter parent;

  TactusExportTime time;
  xmlTextWriterPtr xml;      /* (owned) */
  GArray *pulses;            /* (owned) (element-type Pulse): of the lap */
  gint64 lap_us;             /* its begin */
  GString *lap_notes;        /* (owned): texts of the markers that began it, a line each */
  guint lap_markers;         /* more than one, if no pulse lies between them */
  gint64 last_us;            /* of the last pulse; %G_MININT64: none in this session */
  gboolean joined;           /* nothing but pulses since the last one */
  gboolean in_activity;
} Tcx;

#define X(text) ((const xmlChar *) (text))

static int
write_cb (gpointer    user_data,
          const char *text,
          int         length)
{
  tactus_export_sink_write (user_data, text, length);

  return length;
}

static void
start (TactusExportWriter *writer)
{
  Tcx *self = (Tcx *) writer;
  xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO (write_cb, NULL, writer->sink, NULL);

  self->pulses = g_array_new (FALSE, FALSE, sizeof (Pulse));
  self->lap_notes = g_string_new (NULL);
  tactus_export_time_init_utc (&self->time);

  self->xml = xmlNewTextWriter (buffer);
  xmlTextWriterSetIndent (self->xml, 1);
  xmlTextWriterStartDocument (self->xml, NULL, "UTF-8", NULL);
  xmlTextWriterStartElement (self->xml, X ("TrainingCenterDatabase"));
  xmlTextWriterWriteAttribute (self->xml, X ("xmlns"), X (NAMESPACE));
  xmlTextWriterWriteAttribute (self->xml, X ("xmlns:xsi"), X (INSTANCE));
  xmlTextWriterWriteAttribute (self->xml, X ("xsi:schemaLocation"), X (SCHEMA));
}

static const char *
text_of_time (Tcx    *self,
              gint64  when_us,
              char   *text)
{
  text[tactus_export_time_write (&self->time, when_us, text)] = '\0';

  return text;
}

static gboolean
is_xml_character (gunichar character)
{
  return character == '\t' || character == '\n' || character == '\r' ||
         (character >= 0x20 && character != 0xfffe && character != 0xffff);
}

/* Returns: without what XML has no way to write */
static char *
xml_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    if (is_xml_character (g_utf8_get_char (at)))
      g_string_append_unichar (clean, g_utf8_get_char (at));

  return g_string_free (clean, FALSE);
}

static void
write_notes (Tcx        *self,
             const char *text)
{
  g_autofree char *clean = xml_text (text);

  if (*clean)
    xmlTextWriterWriteElement (self->xml, X ("Notes"), X (clean));
}

static void
write_pulse_element (Tcx        *self,
                     const char *name,
                     guint       bpm)
{
  xmlTextWriterStartElement (self->xml, X (name));
  xmlTextWriterWriteFormatElement (self->xml, X ("Value"), "%u", bpm);
  xmlTextWriterEndElement (self->xml);
}

/* ── an activity, its laps, their tracks ── */

static void
begin_activity (Tcx *self)
{
  char time[TACTUS_EXPORT_TIME_LENGTH + 1];

  if (self->parent.counts.sessions++ == 0)
    xmlTextWriterStartElement (self->xml, X ("Activities"));

  xmlTextWriterStartElement (self->xml, X ("Activity"));
  xmlTextWriterWriteAttribute (self->xml, X ("Sport"), X ("Other"));
  text_of_time (self, tactus_session_get_begin_us (self->parent.session), time);
  xmlTextWriterWriteElement (self->xml, X ("Id"), X (time));
  self->in_activity = TRUE;
}

static void
write_point (Tcx         *self,
             const Pulse *pulse)
{
  char time[TACTUS_EXPORT_TIME_LENGTH + 1];

  xmlTextWriterStartElement (self->xml, X ("Trackpoint"));
  xmlTextWriterWriteElement (self->xml, X ("Time"), X (text_of_time (self, pulse->when_us, time)));
  write_pulse_element (self, "HeartRateBpm", pulse->bpm);
  xmlTextWriterEndElement (self->xml);
}

static void
write_tracks (Tcx *self)
{
  for (guint i = 0; i < self->pulses->len; i++)
    {
      const Pulse *pulse = &g_array_index (self->pulses, Pulse, i);

      if (i > 0 && !pulse->joined)
        xmlTextWriterEndElement (self->xml);
      if (i == 0 || !pulse->joined)
        xmlTextWriterStartElement (self->xml, X ("Track"));
      write_point (self, pulse);
    }
  xmlTextWriterEndElement (self->xml);
}

static void
write_rates (Tcx *self)
{
  guint64 sum = 0;
  guint maximum = 0;

  for (guint i = 0; i < self->pulses->len; i++)
    {
      guint bpm = g_array_index (self->pulses, Pulse, i).bpm;

      sum += bpm;
      maximum = MAX (maximum, bpm);
    }

  write_pulse_element (self, "AverageHeartRateBpm",
                       (guint) ((sum + self->pulses->len / 2) / self->pulses->len));
  write_pulse_element (self, "MaximumHeartRateBpm", maximum);
}

/* A way and energy have to be there, and Tactus knows of neither: they are 0. */
static void
write_lap (Tcx        *self,
           gint64      end_us,
           const char *trigger)
{
  char time[TACTUS_EXPORT_TIME_LENGTH + 1];
  gint64 length_ms = (MAX (end_us, self->last_us) - self->lap_us) / 1000;

  if (!self->in_activity)
    begin_activity (self);

  xmlTextWriterStartElement (self->xml, X ("Lap"));
  text_of_time (self, self->lap_us, time);
  xmlTextWriterWriteAttribute (self->xml, X ("StartTime"), X (time));
  xmlTextWriterWriteFormatElement (self->xml, X ("TotalTimeSeconds"),
                                   "%" G_GINT64_FORMAT ".%03d",
                                   length_ms / 1000, (int) (length_ms % 1000));
  xmlTextWriterWriteElement (self->xml, X ("DistanceMeters"), X ("0"));
  xmlTextWriterWriteElement (self->xml, X ("Calories"), X ("0"));
  write_rates (self);
  xmlTextWriterWriteElement (self->xml, X ("Intensity"), X ("Active"));
  xmlTextWriterWriteElement (self->xml, X ("TriggerMethod"), X (trigger));
  write_tracks (self);
  write_notes (self, self->lap_notes->str);
  xmlTextWriterEndElement (self->xml);

  self->parent.counts.readings += self->pulses->len;
}

/* What was said of a moment is written with the lap that it began, or the activity. */
static void
forget_markers (Tcx *self)
{
  g_string_truncate (self->lap_notes, 0);
  self->lap_markers = 0;
}

static void
count_markers (Tcx *self)
{
  self->parent.counts.markers += self->lap_markers;
  forget_markers (self);
}

static void
append_line (GString    *lines,
             const char *line)
{
  if (lines->len > 0 && *line)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
}

static void
end_lap (Tcx        *self,
         gint64      end_us,
         const char *trigger)
{
  if (self->pulses->len > 0)
    {
      write_lap (self, end_us, trigger);
      count_markers (self);
    }

  g_array_set_size (self->pulses, 0);
  self->lap_us = MAX (end_us, self->last_us);
}

/* ── what comes ── */

static void
begin (TactusExportWriter *writer)
{
  Tcx *self = (Tcx *) writer;

  g_array_set_size (self->pulses, 0);
  forget_markers (self);
  self->lap_us = tactus_session_get_begin_us (writer->session);
  self->last_us = G_MININT64;
  self->joined = FALSE;
  self->in_activity = FALSE;
}

static gboolean
is_later (Tcx    *self,
          gint64  when_us)
{
  return self->last_us == G_MININT64 || when_us / 1000 > self->last_us / 1000;
}

static void
append (Tcx    *self,
        gint64  when_us,
        guint   bpm)
{
  gint64 gap_us = tactus_session_get_gap_us (self->parent.session);
  const Pulse pulse = {
    when_us, (guint8) bpm, self->joined && when_us - self->last_us <= gap_us,
  };

  /* Times have to grow from point to point. */
  if (!is_later (self, when_us))
    return;

  /* A clock that was put back: nothing may lie before its lap. */
  if (self->pulses->len == 0)
    self->lap_us = MIN (self->lap_us, when_us);
  g_array_append_val (self->pulses, pulse);
  self->last_us = when_us;
  self->joined = TRUE;
  if (self->pulses->len == MAX_PULSES)
    end_lap (self, when_us, "Time");
}

static void
reading (TactusExportWriter      *writer,
         const TactusHistoryItem *item)
{
  Tcx *self = (Tcx *) writer;
  const TactusReading *reading_ = &item->reading;

  if (reading_->kind == TACTUS_READING_PULSE && reading_->bpm <= MAX_BPM)
    append (self, reading_->when_us, reading_->bpm);
  else
    self->joined = FALSE;
}

static void
marker (TactusExportWriter      *writer,
        const TactusHistoryItem *item)
{
  Tcx *self = (Tcx *) writer;

  end_lap (self, item->marker.when_us, "Manual");
  append_line (self->lap_notes, item->marker.text);
  self->lap_markers++;
}

static void
end (TactusExportWriter *writer)
{
  Tcx *self = (Tcx *) writer;
  g_autoptr(GString) notes = g_string_new (tactus_session_get_title (writer->session));

  end_lap (self, tactus_session_get_end_us (writer->session), "Manual");
  if (!self->in_activity)
    return;

  append_line (notes, tactus_session_get_note (writer->session));
  append_line (notes, self->lap_notes->str);
  count_markers (self);
  write_notes (self, notes->str);
  xmlTextWriterEndElement (self->xml);
}

static void
finish (TactusExportWriter *writer)
{
  Tcx *self = (Tcx *) writer;

  xmlTextWriterEndDocument (self->xml);
  xmlTextWriterFlush (self->xml);
}

static void
let_go (TactusExportWriter *writer)
{
  Tcx *self = (Tcx *) writer;

  xmlFreeTextWriter (self->xml);
  g_array_unref (self->pulses);
  g_string_free (self->lap_notes, TRUE);
}

const TactusExportFormat tactus_export_tcx = {
  sizeof (Tcx), start, begin, reading, marker, end, finish, let_go,
};
