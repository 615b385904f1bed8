/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-commands.h"

#include "tactus-ctl-connect.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-stream.h"

/* ── once ── */

static void
keep_cb (TactusBand            *band,
         const TactusHeartRate *heart_rate,
         gpointer               user_data)
{
  TactusHeartRate *last = user_data;

  *last = *heart_rate;
}

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusHeartRate *last = tactus_ctl_program_get_data (program);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  GError *error = NULL;
  guint bpm;

  g_signal_handlers_disconnect_by_data (source, last);
  if (!tactus_band_measure_once_finish (TACTUS_BAND (source), result, &bpm, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  /* With the contact and the intervals that came along. */
  if (last->value != bpm || last->no_reading)
    *last = (TactusHeartRate) { .value = (guint16) bpm, .energy_kj = -1 };
  tactus_ctl_print_value (program, last, now);
  tactus_ctl_program_finish (program);
}

static void
measure_once (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);
  TactusHeartRate *last = g_new0 (TactusHeartRate, 1);

  tactus_ctl_program_set_data (program, last, g_free);
  g_signal_connect (band, "heart-rate", G_CALLBACK (keep_cb), last);
  tactus_band_measure_once_async (band, tactus_ctl_program_get_cancellable (program), measured_cb,
                                  program);
}

/* ── and on ── */

static void
connected (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->once)
    measure_once (program);
  else
    tactus_ctl_stream (program, options->duration_ms, tactus_ctl_print_value,
                       tactus_ctl_program_finish);
}

static void
found (TactusCtlProgram *program)
{
  tactus_ctl_connect (program, connected);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_band (program, found);
}

void
tactus_ctl_heart_rate (TactusCtlProgram *program)
{
  tactus_ctl_program_open (program, opened);
}
