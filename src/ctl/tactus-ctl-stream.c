/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-stream.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-json.h"
#include "tactus-ctl-watch.h"

typedef struct {
  TactusCtlProgram *program;
  TactusCtlWatch *watch;
  TactusBand *band; /* (owned) */
  TactusCtlValue value;
} Stream;

static void
stream_free (Stream *stream)
{
  g_signal_handlers_disconnect_by_data (stream->band, stream);
  g_clear_object (&stream->band);
  g_free (stream);
}

/* @counts: whether the band does what was asked of it */
static void
show (Stream                *stream,
      const TactusHeartRate *heart_rate,
      GDateTime             *when,
      gboolean               counts)
{
  if (tactus_ctl_watch_is_over (stream->watch))
    return;

  stream->value (stream->program, heart_rate, when);
  if (counts)
    tactus_ctl_watch_count (stream->watch);
  else
    tactus_ctl_program_check_output (stream->program);
}

static Stream *
create_stream (TactusCtlProgram *program,
               TactusCtlValue    value)
{
  Stream *stream = g_new0 (Stream, 1);

  tactus_ctl_program_own (program, stream, (GDestroyNotify) stream_free);
  stream->program = program;
  stream->band = g_object_ref (tactus_ctl_program_get_band (program));
  stream->value = value;
  return stream;
}

/* ── over a link ── */

static void
heart_rate_cb (TactusBand            *band,
               const TactusHeartRate *heart_rate,
               gpointer               user_data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  show (user_data, heart_rate, now, TRUE);
}

/* A band that cannot measure stays connected, and would be waited for in vain. */
static void
error_cb (TactusBand *band,
          GParamSpec *pspec,
          gpointer    user_data)
{
  Stream *stream = user_data;
  const GError *error = tactus_band_get_error (band);

  if (error && !tactus_band_get_measuring (band) && !tactus_ctl_watch_is_over (stream->watch))
    tactus_ctl_watch_fail (stream->watch, g_error_copy (error));
}

static void
stop_measuring (TactusCtlProgram *program)
{
  tactus_band_stop_measuring (tactus_ctl_program_get_band (program));
}

void
tactus_ctl_stream (TactusCtlProgram *program,
                   guint             duration_ms,
                   TactusCtlValue    value,
                   TactusCtlNext     done)
{
  const TactusCtlWatchKind kind = {
    .stop = stop_measuring,
    .done = done,
    .silence = "The band sent no value at all",
  };
  Stream *stream = create_stream (program, value);

  stream->watch = tactus_ctl_watch (program, duration_ms, &kind);
  g_signal_connect (stream->band, "heart-rate", G_CALLBACK (heart_rate_cb), stream);
  g_signal_connect (stream->band, "notify::error", G_CALLBACK (error_cb), stream);
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Measuring; the first value takes a few seconds…"));
  tactus_band_start_measuring (stream->band);
}

/* ── over the air ── */

/* That nothing is heard, or no longer, was not told by the band. */
static gboolean
is_told (const TactusReading *reading)
{
  return reading->kind == TACTUS_READING_PULSE || reading->kind == TACTUS_READING_NO_VALUE ||
         reading->kind == TACTUS_READING_NO_CONTACT;
}

/* An advertisement carries a pulse and nothing else. */
static void
reading_cb (TactusBand          *band,
            const TactusReading *reading,
            gpointer             user_data)
{
  TactusHeartRate heart_rate = {
    .value = reading->bpm,
    .no_reading = reading->kind == TACTUS_READING_NO_VALUE,
    .contact = reading->kind == TACTUS_READING_NO_CONTACT ? TACTUS_CONTACT_NO
                                                          : TACTUS_CONTACT_UNKNOWN,
    .energy_kj = -1,
  };
  g_autoptr(GDateTime) when = NULL;
  g_autoptr(GDateTime) here = NULL;

  if (!is_told (reading))
    return;

  when = g_date_time_new_from_unix_local (reading->when_us / G_USEC_PER_SEC);
  here = g_date_time_add (when, reading->when_us % G_USEC_PER_SEC);
  /* A band that does not share its pulse says so with every advertisement. */
  show (user_data, &heart_rate, here, tactus_ctl_heart_rate_is_pulse (&heart_rate));
}

static void
stop_listening (TactusCtlProgram *program)
{
  tactus_band_stop_listening (tactus_ctl_program_get_band (program));
}

void
tactus_ctl_listen (TactusCtlProgram *program,
                   guint             duration_ms,
                   TactusCtlValue    value,
                   TactusCtlNext     done)
{
  const TactusCtlWatchKind kind = {
    .stop = stop_listening,
    .done = done,
    .silence = "No advertisement had a pulse in it",
  };
  Stream *stream = create_stream (program, value);

  tactus_ctl_program_add_hint (program, TACTUS_BAND_ERROR_TIMED_OUT,
                               _("Only a band that shares its pulse can be listened to: see the "
                                 "setting share-heart-rate, and start a measurement on the band."));
  stream->watch = tactus_ctl_watch (program, duration_ms, &kind);
  g_signal_connect (stream->band, "reading", G_CALLBACK (reading_cb), stream);
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Listening to %s…"), tactus_band_get_name (stream->band));
  tactus_band_start_listening (stream->band);
}

/* ── a value ── */

static void
print_line (TactusCtlPrinter      *printer,
            const TactusHeartRate *heart_rate,
            GDateTime             *when)
{
  g_autofree char *time = g_date_time_format (when, "%H:%M:%S");

  if (tactus_ctl_heart_rate_is_pulse (heart_rate))
    /* Translators: a time of day, and beats per minute */
    tactus_ctl_printer_line (printer, _("%s  %3u bpm"), time, heart_rate->value);
  else if (heart_rate->contact == TACTUS_CONTACT_NO)
    /* Translators: a time of day; keep the columns in line with “%s  %3u bpm” */
    tactus_ctl_printer_line (printer, _("%s    – not worn"), time);
  else
    tactus_ctl_printer_line (printer, _("%s    – no reading"), time);
}

void
tactus_ctl_print_value (TactusCtlProgram      *program,
                        const TactusHeartRate *heart_rate,
                        GDateTime             *when)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_heart_rate (heart_rate, when));
  else
    print_line (printer, heart_rate, when);
}
