/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-once.h"

#include "tactus-band-readings.h"

/* A single measurement. */
struct _TactusBandOnce
{
  GTask *task;     /* (owned) */
  GSource *cancel; /* (owned) (nullable) */
  guint timeout_id;
};

void
tactus_band_once_end (TactusBand *self,
                      guint       bpm,
                      GError     *error)
{
  TactusBandOnce *once = g_steal_pointer (&self->once);
  g_autoptr(GTask) task = g_steal_pointer (&once->task);

  g_clear_handle_id (&once->timeout_id, g_source_remove);
  if (once->cancel)
    g_source_destroy (once->cancel);
  g_clear_pointer (&once->cancel, g_source_unref);
  g_free (once);

  if (self->meter)
    tactus_meter_stop_once (self->meter);
  if (!self->measuring)
    tactus_band_append_gap (self);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, bpm);
}

void
tactus_band_once_fail (TactusBand   *self,
                       const GError *error)
{
  if (self->once)
    tactus_band_once_end (self, 0, g_error_copy (error));
}

static gboolean
once_timed_out_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->once->timeout_id = 0;
  tactus_band_once_end (self, 0, g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                                              "The band found no pulse within %u s",
                                              self->timings.first_value_ms / 1000));

  return G_SOURCE_REMOVE;
}

static gboolean
once_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  TactusBand *self = user_data;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  tactus_band_once_end (self, 0, error);

  return G_SOURCE_REMOVE;
}

void
tactus_band_once_begin (TactusBand *self,
                        GTask      *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->once = g_new0 (TactusBandOnce, 1);
  self->once->task = task;
  if (cancellable)
    {
      self->once->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->once->cancel, G_SOURCE_FUNC (once_cancelled_cb), self, NULL);
      g_source_attach (self->once->cancel, NULL);
    }
}

gboolean
tactus_band_once_start_clock (TactusBand *self)
{
  if (!self->once || self->once->timeout_id)
    return FALSE;

  self->once->timeout_id = g_timeout_add (self->timings.first_value_ms, once_timed_out_cb, self);

  return TRUE;
}

void
tactus_band_once_stop_clock (TactusBand *self)
{
  if (self->once)
    g_clear_handle_id (&self->once->timeout_id, g_source_remove);
}
