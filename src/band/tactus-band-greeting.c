/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-greeting.h"

#include "tactus-band-following.h"
#include "tactus-uuids.h"

void
tactus_band_take_battery (TactusBand *self,
                          GBytes     *value)
{
  g_autoptr(GError) error = NULL;
  TactusBattery battery;
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  if (tactus_battery_parse (&battery, data, length, &error))
    tactus_band_set_battery (self, battery.level, battery.charging == TACTUS_CHARGING_YES);
  else
    g_message ("%s: battery: %s", self->address, error->message);
}

static void
battery_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (value)
    tactus_band_take_battery (self, value);
  else
    g_debug ("%s: battery: %s", self->address, error->message);
}

static void
battery_subscribed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("%s: battery: %s", self->address, error->message);
}

static void
time_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("%s: the clock was not set: %s", self->address, error->message);
}

static void
set_time (TactusBand *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  tactus_band_time_from_date_time (&time, now);
  bytes = tactus_band_time_encode (&time);
  tactus_bluez_connection_write_async (self->connection, TACTUS_UUID_CURRENT_TIME, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, self->link_cancellable,
                                       time_set_cb, g_object_ref (self));
}

static void
follow_battery (TactusBand *self)
{
  tactus_bluez_connection_read_async (self->connection, TACTUS_UUID_BATTERY, self->link_cancellable,
                                      battery_read_cb, g_object_ref (self));
  tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_BATTERY,
                                           self->link_cancellable, battery_subscribed_cb,
                                           g_object_ref (self));
}

/* The clock right after the login, as the vendor's app does; nothing here makes the link fail. */
void
tactus_band_greet (TactusBand *self)
{
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_CURRENT_TIME))
    set_time (self);
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_BATTERY))
    follow_battery (self);
  tactus_band_follow (self);
}
