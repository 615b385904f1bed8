/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-stream.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-json.h"

typedef struct {
  TactusCtlProgram *program;
  TactusBand *band; /* (owned) */
  TactusCtlValue value;
  TactusCtlNext done;
  guint duration_id;
  gboolean lost; /* the link is gone, and that was told */
  guint n_values;
} Stream;

static void
stream_free (Stream *stream)
{
  g_clear_handle_id (&stream->duration_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (stream->band, stream);
  g_clear_object (&stream->band);
  g_free (stream);
}

/* Before the program ends, so that the light on the wrist goes out. */
static void
stop (Stream *stream)
{
  g_clear_handle_id (&stream->duration_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (stream->band, stream);
  tactus_ctl_program_set_enough (stream->program, NULL, NULL);
  tactus_band_stop_measuring (stream->band);
}

static void
fail (Stream *stream,
      GError *error)
{
  stop (stream);
  tactus_ctl_program_end (stream->program, error);
}

static void
finish (gpointer user_data)
{
  Stream *stream = user_data;

  stop (stream);
  stream->done (stream->program);
}

static gboolean
duration_cb (gpointer user_data)
{
  Stream *stream = user_data;

  stream->duration_id = 0;
  if (tactus_band_get_state (stream->band) != TACTUS_BAND_STATE_READY)
    fail (stream, g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                                       "The link was lost and did not come back in time"));
  else if (stream->n_values == 0)
    fail (stream, g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                                       "The band sent no value at all"));
  else
    finish (stream);

  return G_SOURCE_REMOVE;
}

static void
heart_rate_cb (TactusBand            *band,
               const TactusHeartRate *heart_rate,
               gpointer               user_data)
{
  Stream *stream = user_data;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  stream->n_values++;
  stream->value (stream->program, heart_rate, now);
  tactus_ctl_program_check_output (stream->program);
}

static void
tell_link (Stream   *stream,
           gboolean  lost)
{
  if (lost == stream->lost)
    return;

  stream->lost = lost;
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (stream->program),
                               lost ? _("The connection was lost; trying again…")
                                    : _("Connected again."));
}

static void
state_changed_cb (TactusBand *band,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  Stream *stream = user_data;
  TactusBandState state = tactus_band_get_state (band);
  const GError *error = tactus_band_get_error (band);

  if (state == TACTUS_BAND_STATE_OFFLINE && error)
    fail (stream, g_error_copy (error));
  else if (state == TACTUS_BAND_STATE_WAITING)
    tell_link (stream, TRUE);
  else if (state == TACTUS_BAND_STATE_READY)
    tell_link (stream, FALSE);
}

void
tactus_ctl_stream (TactusCtlProgram *program,
                   guint             duration_ms,
                   TactusCtlValue    value,
                   TactusCtlNext     done)
{
  Stream *stream = g_new0 (Stream, 1);

  tactus_ctl_program_own (program, stream, (GDestroyNotify) stream_free);
  stream->program = program;
  stream->band = g_object_ref (tactus_ctl_program_get_band (program));
  stream->value = value;
  stream->done = done;
  if (duration_ms > 0)
    stream->duration_id = g_timeout_add (duration_ms, duration_cb, stream);

  g_signal_connect (stream->band, "heart-rate", G_CALLBACK (heart_rate_cb), stream);
  g_signal_connect (stream->band, "notify::state", G_CALLBACK (state_changed_cb), stream);
  g_signal_connect (stream->band, "notify::error", G_CALLBACK (state_changed_cb), stream);
  tactus_ctl_program_set_enough (program, finish, stream);
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Measuring; the first value takes a few seconds…"));
  tactus_band_start_measuring (stream->band);
}

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
