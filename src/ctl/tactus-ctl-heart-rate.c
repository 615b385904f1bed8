/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-connect.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-keep.h"
#include "tactus-ctl-record.h"
#include "tactus-ctl-store.h"
#include "tactus-ctl-stream.h"

/* How long `--listen --once` waits: a band shares a value every few seconds. */
#define LISTEN_ONCE_MS 30000

typedef struct {
  TactusCtlRecord *record; /* (owned) (nullable) */
  TactusHeartRate last;
} Measuring;

static void
measuring_free (Measuring *measuring)
{
  g_clear_pointer (&measuring->record, tactus_ctl_record_free);
  g_free (measuring);
}

static void
show_value (TactusCtlProgram      *program,
            const TactusHeartRate *heart_rate,
            GDateTime             *when)
{
  Measuring *measuring = tactus_ctl_program_get_data (program);
  GError *error = NULL;

  tactus_ctl_print_value (program, heart_rate, when);
  if (measuring->record && !tactus_ctl_record_add (measuring->record, heart_rate, when, &error))
    tactus_ctl_program_end (program, error);
}

/* ── once ── */

static void
keep_cb (TactusBand            *band,
         const TactusHeartRate *heart_rate,
         gpointer               user_data)
{
  Measuring *measuring = user_data;

  measuring->last = *heart_rate;
}

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  Measuring *measuring = tactus_ctl_program_get_data (program);
  TactusHeartRate *last = &measuring->last;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  GError *error = NULL;
  guint bpm;

  g_signal_handlers_disconnect_by_data (source, measuring);
  if (!tactus_band_measure_once_finish (TACTUS_BAND (source), result, &bpm, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  /* With the contact and the intervals that came along. */
  if (last->value != bpm || last->no_reading)
    *last = (TactusHeartRate) { .value = (guint16) bpm, .energy_kj = -1 };
  show_value (program, last, now);
  tactus_ctl_program_finish (program);
}

static void
measure_once (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  g_signal_connect (band, "heart-rate", G_CALLBACK (keep_cb),
                    tactus_ctl_program_get_data (program));
  tactus_band_measure_once_async (band, tactus_ctl_program_get_cancellable (program), measured_cb,
                                  program);
}

/* ── and on ── */

static void
connected (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  tactus_ctl_keep (program);
  if (options->once)
    measure_once (program);
  else
    tactus_ctl_stream (program, options->duration_ms, show_value, tactus_ctl_program_finish);
}

/* ── without a link ── */

static void
show_first (TactusCtlProgram      *program,
            const TactusHeartRate *heart_rate,
            GDateTime             *when)
{
  if (!tactus_ctl_heart_rate_is_pulse (heart_rate))
    return;

  show_value (program, heart_rate, when);
  tactus_ctl_program_finish (program);
}

static void
found (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  tactus_ctl_program_connected (program);
  tactus_ctl_keep (program);
  tactus_ctl_listen (program, options->once ? LISTEN_ONCE_MS : options->duration_ms,
                     options->once ? show_first : show_value, tactus_ctl_program_finish);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_band (program, found);
}

/* Returns: %FALSE: the program has ended */
static gboolean
check_options (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->no_record && options->database)
    {
      tactus_ctl_program_fail (program, _("--database does not go with --no-record"));
      return FALSE;
    }

  return tactus_ctl_store_check (program, FALSE);
}

void
tactus_ctl_heart_rate (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  Measuring *measuring;
  GError *error = NULL;

  if (!check_options (program))
    return;

  measuring = g_new0 (Measuring, 1);
  tactus_ctl_program_set_data (program, measuring, (GDestroyNotify) measuring_free);
  if (options->output)
    measuring->record = tactus_ctl_record_open (options->output, &error);

  if (error)
    tactus_ctl_program_end (program, error);
  else if (options->listen)
    tactus_ctl_program_open (program, opened);
  else
    tactus_ctl_with_band (program, connected);
}
