/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-info.h"

#include <string.h>

#include "tactus-device-text.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"

/* A status of TactusMi1Battery. */
#define MI1_CHARGING 2

#define LEVEL_MAX 100

static gboolean
take_serial (TactusBandInfo  *info,
             const guint8    *data,
             gsize            length,
             GError         **error)
{
  info->serial = tactus_device_text_parse (data, length);

  return TRUE;
}

static gboolean
take_hardware (TactusBandInfo  *info,
               const guint8    *data,
               gsize            length,
               GError         **error)
{
  info->hardware = tactus_device_text_parse (data, length);

  return TRUE;
}

static gboolean
take_software (TactusBandInfo  *info,
               const guint8    *data,
               gsize            length,
               GError         **error)
{
  info->software = tactus_device_text_parse (data, length);

  return TRUE;
}

static gboolean
take_battery (TactusBandInfo  *info,
              const guint8    *data,
              gsize            length,
              GError         **error)
{
  info->has_battery = tactus_battery_parse (&info->battery, data, length, error);

  return info->has_battery;
}

/* Battery Level of the Bluetooth SIG: one byte, per cent. */
static gboolean
take_level (TactusBandInfo  *info,
            const guint8    *data,
            gsize            length,
            GError         **error)
{
  if (length != 1 || data[0] > LEVEL_MAX)
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_PROTOCOL,
                   length == 1 ? "Battery level: %d at byte 0 is above 100"
                               : "Battery level: %d bytes; the level is byte 0, the only one",
                   length == 1 ? data[0] : (int) length);
      return FALSE;
    }

  info->has_battery = TRUE;
  info->battery.level = data[0];
  info->battery.charging = TACTUS_CHARGING_UNKNOWN;
  info->battery.last_level = -1;

  return TRUE;
}

static gboolean
take_time (TactusBandInfo  *info,
           const guint8    *data,
           gsize            length,
           GError         **error)
{
  info->has_time = tactus_band_time_parse (&info->time, data, length, error);

  return info->has_time;
}

static gboolean
take_steps (TactusBandInfo  *info,
            const guint8    *data,
            gsize            length,
            GError         **error)
{
  info->has_steps = tactus_steps_parse (&info->steps, data, length, error);

  return info->has_steps;
}

/* ── first generation ── */

/* 0x01000912: 1.0.9.18 */
static char *
version_to_text (guint32 version)
{
  return g_strdup_printf ("%u.%u.%u.%u", version >> 24, version >> 16 & 0xff, version >> 8 & 0xff,
                          version & 0xff);
}

/* What the device information says in words comes first. */
static gboolean
take_mi1_device (TactusBandInfo  *info,
                 const guint8    *data,
                 gsize            length,
                 GError         **error)
{
  TactusMi1Device device;

  if (!tactus_mi1_device_parse (&device, data, length, error))
    return FALSE;

  if (!info->software)
    info->software = version_to_text (device.firmware);
  if (!info->hardware)
    info->hardware = g_strdup_printf ("%u", device.hardware);
  if (device.heart_firmware)
    info->heart_software = version_to_text (device.heart_firmware);

  return TRUE;
}

static gboolean
take_mi1_battery (TactusBandInfo  *info,
                  const guint8    *data,
                  gsize            length,
                  GError         **error)
{
  TactusMi1Battery battery;

  if (!tactus_mi1_battery_parse (&battery, data, length, error))
    return FALSE;

  info->has_battery = TRUE;
  info->battery.level = battery.level;
  info->battery.charging = battery.status == MI1_CHARGING ? TACTUS_CHARGING_YES
                                                          : TACTUS_CHARGING_NO;
  info->battery.has_last_charge = battery.has_last_charge;
  info->battery.last_charge = battery.last_charge;
  info->battery.last_level = -1;
  info->has_charges = TRUE;
  info->charges = battery.charges;

  return TRUE;
}

static gboolean
take_mi1_date (TactusBandInfo  *info,
               const guint8    *data,
               gsize            length,
               GError         **error)
{
  info->has_time = tactus_mi1_date_parse (&info->time, data, length, error);

  return info->has_time;
}

static gboolean
take_mi1_steps (TactusBandInfo  *info,
                const guint8    *data,
                gsize            length,
                GError         **error)
{
  info->steps.distance_m = -1;
  info->steps.calories_kcal = -1;
  info->has_steps = tactus_mi1_steps_parse (&info->steps.steps, data, length, error);

  return info->has_steps;
}

/* ── one after the other ── */

typedef struct {
  const char *uuid;
  gboolean (* take) (TactusBandInfo  *info,
                     const guint8    *data,
                     gsize            length,
                     GError         **error);
} Field;

static const Field fields[] = {
  { TACTUS_UUID_SERIAL, take_serial },
  { TACTUS_UUID_HARDWARE, take_hardware },
  { TACTUS_UUID_SOFTWARE, take_software },
  { TACTUS_UUID_BATTERY, take_battery },
  { TACTUS_UUID_BATTERY_LEVEL, take_level },
  { TACTUS_UUID_CURRENT_TIME, take_time },
  { TACTUS_UUID_STEPS, take_steps },
  { TACTUS_UUID_MI1_DEVICE, take_mi1_device },
  { TACTUS_UUID_MI1_BATTERY, take_mi1_battery },
  { TACTUS_UUID_MI1_DATE, take_mi1_date },
  { TACTUS_UUID_MI1_STEPS, take_mi1_steps },
};

typedef struct {
  TactusBandInfo *info; /* (owned) */
  guint           next;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->info, tactus_band_info_free);
  g_free (reading);
}

static gboolean
take (const Field     *field,
      TactusBandInfo  *info,
      GBytes          *value,
      GError         **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  return field->take (info, data, length, error);
}

gboolean
tactus_band_info_take (TactusBandInfo  *self,
                       const char      *uuid,
                       GBytes          *value,
                       GError         **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (uuid, fields[i].uuid) == 0)
      return take (&fields[i], self, value, error);

  g_return_val_if_reached (FALSE);
}

/* Nonsense about one thing leaves the others as they are. */
static void
take_next (Reading *reading,
           GBytes  *value)
{
  const Field *field = &fields[reading->next];
  g_autoptr(GError) error = NULL;

  if (!take (field, reading->info, value, &error))
    g_message ("Reading %.8s: %s", field->uuid, error->message);
}

/* BlueZ keeps the standard battery service to itself, and tells of it otherwise. */
static void
take_standard_battery (TactusBandInfo        *info,
                       TactusBluezConnection *connection)
{
  int level = tactus_bluez_connection_get_battery (connection);

  if (info->has_battery || level < 0)
    return;

  info->has_battery = TRUE;
  info->battery.level = level;
  info->battery.charging = TACTUS_CHARGING_UNKNOWN;
  info->battery.last_level = -1;
}

static void
finish (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  take_standard_battery (reading->info, g_task_get_source_object (task));
  g_task_return_pointer (task, g_steal_pointer (&reading->info),
                         (GDestroyNotify) tactus_band_info_free);
}

static void read_next (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusBluezConnection *connection = TACTUS_BLUEZ_CONNECTION (source);
  g_autoptr(GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = tactus_bluez_connection_read_finish (connection, result, &error);

  if (error && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                !tactus_bluez_connection_is_open (connection)))
    {
      g_task_return_error (task, tactus_band_error_translate (g_steal_pointer (&error)));
      return;
    }

  if (value)
    take_next (reading, value);
  else
    g_debug ("Reading %.8s: %s", fields[reading->next].uuid, error->message);

  reading->next++;
  read_next (task);
}

static void
read_next (GTask *task)
{
  TactusBluezConnection *connection = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  while (reading->next < G_N_ELEMENTS (fields) &&
         !tactus_bluez_connection_has (connection, fields[reading->next].uuid))
    reading->next++;

  if (reading->next < G_N_ELEMENTS (fields))
    tactus_bluez_connection_read_async (connection, fields[reading->next].uuid,
                                        g_task_get_cancellable (task), read_cb,
                                        g_object_ref (task));
  else
    finish (task);
}

void
tactus_band_info_read_async (TactusBluezConnection *connection,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (connection, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->info = g_new0 (TactusBandInfo, 1);
  g_task_set_source_tag (task, tactus_band_info_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);

  read_next (task);
}

TactusBandInfo *
tactus_band_info_read_finish (TactusBluezConnection  *connection,
                              GAsyncResult           *result,
                              GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tactus_band_info_free (TactusBandInfo *self)
{
  g_free (self->serial);
  g_free (self->hardware);
  g_free (self->software);
  g_free (self->heart_software);
  g_free (self);
}
