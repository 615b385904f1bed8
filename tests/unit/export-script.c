/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export-script.h"

static const char *const texts[] = {
  "", "Run", "With, comma", "A \"quote\"", "two\nlines", "and\r\nthree\r", " spaces ", "=1+1",
  "semi;colon\tand tab", "\xf0\x9f\x92\x93 \xe5\xbf\x83", "\\ and / and \x7f", "\"", "<&>'",
  "e\xcc\x81\xe2\x80\xa8",
};

static const int zones[] = { 0, 3600, 7200, -12600, 20700, -39600, 50400 };

ExportSession *
export_session_new (const char   *band,
                    const char   *name,
                    TactusSource  source,
                    gint64        begin_us,
                    int           zone_s)
{
  ExportSession *self = g_new0 (ExportSession, 1);

  self->session = tactus_session_new (band, name, source, begin_us);
  tactus_session_set_zone_s (self->session, zone_s);
  tactus_session_set_open (self->session, TRUE);
  self->readings = tactus_series_new ();
  self->markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);

  return self;
}

void
export_session_free (ExportSession *self)
{
  g_object_unref (self->session);
  tactus_series_unref (self->readings);
  g_ptr_array_unref (self->markers);
  g_free (self);
}

static gint64
time_of (ExportSession *self,
         gint64         after_ms)
{
  return tactus_session_get_begin_us (self->session) + after_ms * 1000;
}

void
export_session_add_rr (ExportSession *self,
                       gint64         after_ms,
                       guint16        bpm,
                       const guint16 *rr,
                       guint          n_rr)
{
  const TactusReading reading = { time_of (self, after_ms), TACTUS_READING_PULSE, bpm };

  tactus_series_append_with_rr (self->readings, &reading, rr, n_rr);
  tactus_session_set_end_us (self->session, reading.when_us);
}

void
export_session_add (ExportSession *self,
                    gint64         after_ms,
                    guint16        bpm)
{
  export_session_add_rr (self, after_ms, bpm, NULL, 0);
}

void
export_session_add_state (ExportSession     *self,
                          gint64             after_ms,
                          TactusReadingKind  kind)
{
  const TactusReading reading = { time_of (self, after_ms), kind, 0 };

  tactus_series_append (self->readings, &reading);
  tactus_session_set_end_us (self->session, reading.when_us);
}

void
export_session_mark (ExportSession *self,
                     gint64         after_ms,
                     const char    *text)
{
  g_ptr_array_add (self->markers, tactus_marker_new (time_of (self, after_ms), text));
}

void
export_session_end (ExportSession *self,
                    gint64         after_ms)
{
  tactus_session_set_end_us (self->session, time_of (self, after_ms));
  tactus_session_set_open (self->session, FALSE);
}

/* ── made up ── */

static const char *
random_text (GRand *rand)
{
  return texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
}

static void
add_random_reading (ExportSession *self,
                    GRand         *rand,
                    gint64         after_ms)
{
  guint16 rr[5];
  guint n_rr = g_rand_int_range (rand, 0, 10) == 0 ? (guint) g_rand_int_range (rand, 1, 6) : 0;

  for (guint i = 0; i < n_rr; i++)
    rr[i] = (guint16) g_rand_int_range (rand, 0, 65536);

  if (g_rand_int_range (rand, 0, 8) == 0)
    export_session_add_state (self, after_ms,
                              (TactusReadingKind) g_rand_int_range (rand, TACTUS_READING_NO_VALUE,
                                                                    TACTUS_READING_N_KINDS));
  else
    export_session_add_rr (self, after_ms,
                           (guint16) (g_rand_int_range (rand, 0, 20) == 0
                                      ? g_rand_int_range (rand, 1, 65536)
                                      : g_rand_int_range (rand, 1, 256)), rr, n_rr);
}

static ExportSession *
random_session (GRand  *rand,
                gint64  begin_us)
{
  const TactusSource sources[] = {
    TACTUS_SOURCE_MEASURED, TACTUS_SOURCE_ONCE, TACTUS_SOURCE_LISTENED, TACTUS_SOURCE_IMPORTED,
  };
  ExportSession *self;
  gint64 after_ms = 0;
  int n_readings = g_rand_int_range (rand, 0, 40);

  self = export_session_new (g_rand_boolean (rand) ? EXPORT_BAND : "C8:0F:10:00:00:02",
                             g_rand_boolean (rand) ? "Mi Band 2" : NULL,
                             sources[g_rand_int_range (rand, 0, 4)], begin_us,
                             zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
  tactus_session_set_step_s (self->session, (guint) g_rand_int_range (rand, 0, 61));
  tactus_session_set_title (self->session, random_text (rand));
  tactus_session_set_note (self->session, random_text (rand));

  for (int i = 0; i < n_readings; i++)
    {
      after_ms += g_rand_int_range (rand, 1, g_rand_int_range (rand, 0, 10) == 0 ? 60000 : 2000);
      if (g_rand_int_range (rand, 0, 12) == 0)
        export_session_mark (self, after_ms, random_text (rand));
      add_random_reading (self, rand, after_ms);
    }

  if (g_rand_int_range (rand, 0, 6) > 0)
    export_session_end (self, after_ms + g_rand_int_range (rand, 0, 5000));

  return self;
}

/* One of them goes over the end of February in a leap year, the others over the night in which
 * summer begins. */
GPtrArray *
export_sessions_random (GRand *rand,
                        guint  n_sessions)
{
  const gint64 leap_us = G_GINT64_CONSTANT (1709164799500) * 1000;
  GPtrArray *sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) export_session_free);
  gint64 begin_us = EXPORT_BEGIN_US;

  g_ptr_array_add (sessions, random_session (rand, leap_us));
  for (guint i = 1; i < n_sessions; i++)
    {
      begin_us += g_rand_int_range (rand, 1, 3600000) * G_GINT64_CONSTANT (1000);
      g_ptr_array_add (sessions, random_session (rand, begin_us));
    }

  return sessions;
}

/* ── as a file ── */

static void
put_session (TactusExportWriter *writer,
             ExportSession      *self)
{
  TactusHistoryItem item = { TACTUS_HISTORY_ITEM_SESSION, self->session };
  gsize length = tactus_series_get_length (self->readings);
  guint n_markers = 0;

  tactus_export_writer_put (writer, &item);
  for (gsize i = 0; i <= length; i++)
    {
      gint64 until_us = i < length ? tactus_series_get (self->readings, i).when_us : G_MAXINT64;

      for (; n_markers < self->markers->len; n_markers++)
        {
          item.marker = *(TactusMarker *) g_ptr_array_index (self->markers, n_markers);
          if (item.marker.when_us > until_us)
            break;
          item.kind = TACTUS_HISTORY_ITEM_MARKER;
          tactus_export_writer_put (writer, &item);
        }
      if (i == length)
        break;

      item.kind = TACTUS_HISTORY_ITEM_READING;
      item.reading = tactus_series_get (self->readings, i);
      item.rr = tactus_series_get_rr (self->readings, i, &item.n_rr);
      tactus_export_writer_put (writer, &item);
    }
}

char *
export_sessions_write (GPtrArray          *sessions,
                       TactusFileFormat    format,
                       TactusExportCounts *counts)
{
  const TactusHistoryItem end = { TACTUS_HISTORY_ITEM_END };
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(TactusExportSink) sink = tactus_export_sink_new (stream, NULL);
  g_autoptr(TactusExportWriter) writer = tactus_export_writer_new (format, sink);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < sessions->len; i++)
    put_session (writer, g_ptr_array_index (sessions, i));
  tactus_export_writer_put (writer, &end);
  tactus_export_sink_flush (sink, &error);
  g_assert_no_error (error);
  if (counts)
    *counts = writer->counts;

  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}
