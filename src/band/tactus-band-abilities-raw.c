/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-request.h"
#include "tactus-uuids.h"
#include "tactus-bluez-observer.h"

/* ── while it is on ── */

void
tactus_band_raw_notified (TactusBand   *self,
                          const char   *uuid,
                          const guint8 *data,
                          gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusRawPacket packet;

  if (!self->abilities->raw || strcmp (uuid, TACTUS_UUID_RAW_DATA) != 0)
    return;

  if (tactus_raw_parse (&packet, data, length, &error))
    g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_RAW], 0, &packet);
  else
    g_debug ("…%s: %s", tactus_bluez_shorten (self->address), error->message);
}

static void
pinged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: keeping the raw stream alive: %s",
             tactus_bluez_shorten (self->address), error->message);
}

/* A band without the heart's sensor has no such control, and goes on by itself. */
static gboolean
ping_cb (gpointer user_data)
{
  TactusBand *self = user_data;
  g_autoptr(GBytes) bytes = tactus_heart_rate_command (TACTUS_HEART_RATE_KEEP_ALIVE);

  tactus_bluez_connection_write_async (self->connection, TACTUS_UUID_HEART_RATE_CONTROL, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, self->link_cancellable,
                                       pinged_cb, g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

void
tactus_band_raw_link_ended (TactusBand *self)
{
  self->abilities->raw = FALSE;
  g_clear_handle_id (&self->abilities->raw_ping_id, g_source_remove);
  if (self->meter)
    tactus_meter_set_shared (self->meter, FALSE);
}

/* ── off ── */

static void
unsubscribed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_unsubscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result,
                                                   &error))
    g_debug ("Unsubscribing from the raw stream: %s", error->message);
}

/* Whoever measures goes on measuring: the stream's end took the sensor's light with it. */
static void
leave_stream (TactusBand *self)
{
  tactus_bluez_connection_unsubscribe_async (self->connection, TACTUS_UUID_RAW_DATA, NULL,
                                             unsubscribed_cb, NULL);
  if (!self->meter || tactus_meter_get_state (self->meter) == TACTUS_PULSE_STATE_IDLE)
    tactus_bluez_connection_unsubscribe_async (self->connection, TACTUS_UUID_HEART_RATE, NULL,
                                               unsubscribed_cb, NULL);
  else
    tactus_meter_resume (self->meter);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusBand *self = TACTUS_BAND (source);
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  tactus_band_request_finish (self, result, &error);
  if (tactus_band_is_usable (self))
    leave_stream (self);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
tactus_band_stop_raw_async (TactusBand          *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GPtrArray *writes = NULL;
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_stop_raw_async, cancellable, callback, user_data);
  tactus_band_raw_link_ended (self);
  if (tactus_band_check (self, TACTUS_ABILITY_RAW, &error))
    writes = tactus_raw_encode_stop (self->model, &error);
  if (writes)
    {
      tactus_band_request_async (self, "the end of the raw stream", writes, cancellable, stopped_cb,
                                 task);
      return;
    }

  g_task_return_error (task, tactus_band_error_translate (error));
  g_object_unref (task);
}

gboolean
tactus_band_stop_raw_finish (TactusBand    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── on ── */

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_band_stop_raw_finish (TACTUS_BAND (source), result, &error))
    g_debug ("Stopping the raw stream: %s", error->message);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusBand *self = TACTUS_BAND (source);
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!tactus_band_request_finish (self, result, &error))
    {
      tactus_band_stop_raw_async (self, NULL, undone_cb, NULL);
      g_task_return_error (task, error);
      return;
    }
  if (!tactus_band_is_usable (self))
    {
      tactus_band_raw_link_ended (self);
      g_task_return_error (task, tactus_band_not_usable (self));
      return;
    }

  g_clear_handle_id (&self->abilities->raw_ping_id, g_source_remove);
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_HEART_RATE_CONTROL))
    self->abilities->raw_ping_id = g_timeout_add (self->timings.keep_alive_ms, ping_cb, self);
  tactus_meter_set_shared (self->meter, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  GPtrArray *writes = NULL;
  GError *error = NULL;

  if (tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    writes = tactus_raw_encode_start (self->model, &error);
  if (!writes)
    {
      g_task_return_error (task, tactus_band_error_translate (error));
      return;
    }

  self->abilities->raw = TRUE;
  tactus_band_request_async (self, "the raw stream", writes, g_task_get_cancellable (task),
                             started_cb, g_object_ref (task));
}

static void
heart_rate_subscribed_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("The heart rate beside the raw stream: %s", error->message);
}

/* The sensor's light is on for the heart rate, whose values somebody has to take. */
void
tactus_band_start_raw_async (TactusBand          *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_start_raw_async, cancellable, callback, user_data);
  if (!tactus_band_check (self, TACTUS_ABILITY_RAW, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_HEART_RATE))
    tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_HEART_RATE,
                                             self->link_cancellable, heart_rate_subscribed_cb,
                                             NULL);
  tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_RAW_DATA, cancellable,
                                           subscribed_cb, g_object_ref (task));
}

gboolean
tactus_band_start_raw_finish (TactusBand    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
