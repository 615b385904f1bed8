/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-greeting.h"

#include "tactus-band-following.h"
#include "tactus-band-info.h"
#include "tactus-mi1-latency.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"
#include "tactus-bluez-observer.h"

/* ── the battery ── */

static const char * const batteries[] = {
  TACTUS_UUID_BATTERY, TACTUS_UUID_MI1_BATTERY, TACTUS_UUID_BATTERY_LEVEL, NULL,
};

void
tactus_band_take_battery (TactusBand *self,
                          const char *uuid,
                          GBytes     *value)
{
  TactusBandInfo info = { NULL };
  g_autoptr(GError) error = NULL;

  if (!g_strv_contains (batteries, uuid))
    return;

  if (tactus_band_info_take (&info, uuid, value, &error))
    tactus_band_set_battery (self, info.battery.level,
                             info.battery.charging == TACTUS_CHARGING_YES);
  else
    g_message ("…%s: battery: %s", tactus_bluez_shorten (self->address), error->message);
}

typedef struct {
  TactusBand *band; /* (owned) */
  const char *uuid;
} BatteryRead;

static void
battery_read_free (BatteryRead *read)
{
  g_object_unref (read->band);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BatteryRead, battery_read_free)

static void
battery_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(BatteryRead) read = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (value)
    tactus_band_take_battery (read->band, read->uuid, value);
  else
    g_debug ("…%s: battery: %s", tactus_bluez_shorten (read->band->address), error->message);
}

static void
battery_subscribed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: battery: %s", tactus_bluez_shorten (self->address), error->message);
}

static void
follow_battery (TactusBand *self,
                const char *uuid)
{
  BatteryRead *read;

  if (!tactus_bluez_connection_has (self->connection, uuid))
    return;

  read = g_new0 (BatteryRead, 1);
  read->band = g_object_ref (self);
  read->uuid = uuid;
  tactus_bluez_connection_read_async (self->connection, uuid, self->link_cancellable,
                                      battery_read_cb, read);
  if (tactus_bluez_connection_can_notify (self->connection, uuid))
    tactus_bluez_connection_subscribe_async (self->connection, uuid, self->link_cancellable,
                                             battery_subscribed_cb, g_object_ref (self));
}

/* ── the clock ── */

static void
time_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("…%s: the clock was not set: %s",
               tactus_bluez_shorten (self->address), error->message);
}

/* @encode returns %NULL for what the band's clock cannot hold */
static void
set_time (TactusBand *self,
          const char *uuid,
          GBytes  *(* encode) (const TactusBandTime *time))
{
  g_autoptr(GDateTime) now = NULL;
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  if (!tactus_bluez_connection_has (self->connection, uuid))
    return;

  now = g_date_time_new_now_local ();
  tactus_band_time_from_date_time (&time, now);
  bytes = encode (&time);
  if (!bytes)
    {
      g_message ("…%s: the clock was not set: this computer's is in %u",
                 tactus_bluez_shorten (self->address), time.year);
      return;
    }

  self->clock_offset = g_date_time_get_utc_offset (now);
  tactus_bluez_connection_write_async (self->connection, uuid, bytes, TACTUS_BLUEZ_WRITE_REQUEST,
                                       self->link_cancellable, time_set_cb, g_object_ref (self));
}

static GBytes *
encode_first (const TactusBandTime *time)
{
  return tactus_mi1_date_has_year (time) ? tactus_mi1_date_encode (time) : NULL;
}

static void
set_clock (TactusBand *self)
{
  if (self->model->generation == TACTUS_GENERATION_A)
    set_time (self, TACTUS_UUID_MI1_DATE, encode_first);
  else
    set_time (self, TACTUS_UUID_CURRENT_TIME, tactus_band_time_encode);
}

static gboolean
clock_cb (gpointer user_data)
{
  TactusBand *self = user_data;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (g_date_time_get_utc_offset (now) != self->clock_offset)
    set_clock (self);

  return G_SOURCE_CONTINUE;
}

/* No band knows when summer ends; and a wrong zone would put what it records at a wrong time. */
static void
keep_clock (TactusBand *self)
{
  set_clock (self);
  if (self->timings.clock_ms > 0)
    self->clock_id = g_timeout_add (self->timings.clock_ms, clock_cb, self);
}

/* ── all of it ── */

static void
battery_changed_cb (TactusBand *self)
{
  int level = tactus_bluez_connection_get_battery (self->connection);

  if (level >= 0)
    tactus_band_set_battery (self, level, FALSE);
}

/* BlueZ takes the standard battery service for itself, unless it was told not to. */
static void
greet_sensor (TactusBand *self)
{
  g_signal_connect_object (self->connection, "battery-changed", G_CALLBACK (battery_changed_cb),
                           self, G_CONNECT_SWAPPED);
  battery_changed_cb (self);
  follow_battery (self, TACTUS_UUID_BATTERY_LEVEL);
}

static void
greet_mi1 (TactusBand *self)
{
  keep_clock (self);
  follow_battery (self, TACTUS_UUID_MI1_BATTERY);
}

/* The clock right after the login, as the vendor's app does; nothing here makes the link fail. */
void
tactus_band_greet (TactusBand *self)
{
  switch (self->model->generation)
    {
    case TACTUS_GENERATION_A:
      greet_mi1 (self);
      break;
    case TACTUS_GENERATION_STANDARD:
      greet_sensor (self);
      break;
    case TACTUS_GENERATION_B:
    case TACTUS_GENERATION_B_PRIME:
    case TACTUS_GENERATION_C:
    case TACTUS_GENERATION_D:
    case TACTUS_GENERATION_UNKNOWN:
    default:
      keep_clock (self);
      follow_battery (self, TACTUS_UUID_BATTERY);
      break;
    }
  tactus_band_follow (self);

  /* The login wanted short answers; from here on the band may sleep between them. */
  if (self->model->generation == TACTUS_GENERATION_A)
    tactus_mi1_set_latency (self->connection, TACTUS_MI1_LATENCY_HIGH, self->link_cancellable);
}
