/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-measuring.h"

#include "tactus-band-closing.h"
#include "tactus-band-commands.h"
#include "tactus-band-once.h"
#include "tactus-band-readings.h"
#include "tactus-bluez-observer.h"

void
tactus_band_measure (TactusBand *self)
{
  if (!self->measuring && !self->once)
    tactus_meter_rest (self->meter);
  if (self->measuring)
    tactus_meter_start (self->meter);
  if (tactus_band_once_start_clock (self))
    tactus_meter_start_once (self->meter);
}

/* ── what the meter says ── */

static void
meter_heart_rate_cb (TactusBand            *self,
                     const TactusHeartRate *rate)
{
  tactus_band_tell_heart_rate (self, rate);

  tactus_band_append_rate (self, rate);
  if (self->once && rate->contact != TACTUS_CONTACT_NO && !rate->no_reading)
    tactus_band_once_end (self, rate->value, NULL);
}

static void
meter_changed_cb (TactusBand  *self,
                  TactusMeter *meter)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  TactusPulseState state = tactus_meter_get_state (meter);

  if (meter != self->meter)
    return;

  tactus_band_set_pulse (self, state, tactus_meter_get_bpm (meter));
  if (state == TACTUS_PULSE_STATE_STALE)
    tactus_band_append_stale (self);
}

/* The rest of the band works on. */
static void
meter_failed_cb (TactusBand *self,
                 GError     *error)
{
  g_debug ("…%s: no heart rate: %s", tactus_bluez_shorten (self->address), error->message);
  tactus_band_set_measuring (self, FALSE);
  tactus_band_append_gap (self);
  tactus_band_set_error (self, error);
  tactus_band_once_fail (self, error);
}

static void
meter_stuck_cb (TactusBand *self)
{
  tactus_band_close_begin (self, NULL,
                           g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                                                "The band measures, but sends nothing"),
                           TRUE);
}

void
tactus_band_create_meter (TactusBand *self)
{
  self->meter = tactus_meter_new (self->connection, self->model->generation, &self->timings);
  g_signal_connect_object (self->meter, "heart-rate", G_CALLBACK (meter_heart_rate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "changed", G_CALLBACK (meter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "failed", G_CALLBACK (meter_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "stuck", G_CALLBACK (meter_stuck_cb), self,
                           G_CONNECT_SWAPPED);
}

/* ── commands ── */

void
tactus_band_start_measuring (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->measuring)
    return;

  tactus_band_set_measuring (self, TRUE);
  if (self->state == TACTUS_BAND_STATE_READY)
    {
      tactus_band_set_error (self, NULL);
      tactus_band_measure (self);
    }
  else
    {
      tactus_band_show_no_meter (self);
      tactus_band_want_ready (self);
    }
}

void
tactus_band_stop_measuring (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (!self->measuring)
    return;

  tactus_band_set_measuring (self, FALSE);
  tactus_band_append_gap (self);
  if (!self->meter)
    {
      tactus_band_show_no_meter (self);
      return;
    }

  tactus_meter_stop_async (self->meter, NULL, NULL, NULL);
  if (self->once)
    tactus_meter_start_once (self->meter);
}

void
tactus_band_measure_once_async (TactusBand          *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->once)
    tactus_band_once_end (self, 0, tactus_band_superseded ());

  task = tactus_band_task_for (self, tactus_band_measure_once_async, cancellable, callback,
                               user_data);
  tactus_band_once_begin (self, task);
  if (self->state == TACTUS_BAND_STATE_READY)
    tactus_band_measure (self);
  else
    tactus_band_want_ready (self);
}

gboolean
tactus_band_measure_once_finish (TactusBand    *self,
                                 GAsyncResult  *result,
                                 guint         *bpm,
                                 GError       **error)
{
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_int (G_TASK (result), error);
  if (value < 0)
    return FALSE;
  if (bpm)
    *bpm = value;

  return TRUE;
}
