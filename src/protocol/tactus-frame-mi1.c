/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first generation's records: FF01 to FF0F without the control point. */

#include "tactus-frame-private.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-mi1.h"

#define ALIAS_OFFSET       9
#define PARAMETERS_SIZE    12
#define DATE_SIZE          6

/* As people print them: the highest byte first. */
static void
add_version (TactusFrame *self,
             const char  *name,
             guint32      version)
{
  g_autofree char *text = g_strdup_printf ("%u.%u.%u.%u", version >> 24, version >> 16 & 0xff,
                                           version >> 8 & 0xff, version & 0xff);

  tactus_frame_add_text (self, name, text);
}

gboolean
tactus_frame_explain_mi1_device (TactusFrame        *self,
                                 const TactusModel  *model,
                                 const guint8       *data,
                                 gsize               length,
                                 GError            **error)
{
  TactusMi1Device device;

  tactus_frame_begin (self, "mi1_device", "Device information", TRUE);
  if (!tactus_mi1_device_parse (&device, data, length, error))
    return FALSE;

  tactus_frame_add_text (self, "model", tactus_mi1_device_get_model (&device)->name);
  tactus_frame_add_number (self, "feature", device.feature, NULL);
  tactus_frame_add_number (self, "appearance", device.appearance, NULL);
  tactus_frame_add_number (self, "hardware", device.hardware, NULL);
  tactus_frame_add_boolean (self, "checksum_ok", device.checksum_ok);
  add_version (self, "profile_version", device.profile_version);
  add_version (self, "firmware", device.firmware);
  if (length == 20)
    add_version (self, "heart_firmware", device.heart_firmware);
  return TRUE;
}

gboolean
tactus_frame_explain_mi1_notice (TactusFrame        *self,
                                 const TactusModel  *model,
                                 const guint8       *data,
                                 gsize               length,
                                 GError            **error)
{
  TactusEvent event;

  tactus_frame_begin (self, "mi1_notice", "Notice", TRUE);
  if (!tactus_mi1_event_parse (&event, data, length, error))
    return FALSE;

  tactus_frame_add_bytes (self, "code", data, 1);
  tactus_frame_add_text (self, "meaning", tactus_mi1_notice_to_text (data[0]));
  tactus_frame_add_text (self, "event", tactus_event_kind_to_name (event.kind));
  return TRUE;
}

static const char *
owner_name (guint8 type)
{
  switch (type)
    {
    case 0:
      return "normal";
    case 1:
      return "new_owner";
    case 2:
      return "keep_data";
    default:
      return NULL;
    }
}

/* A Mi Band 1 has ten bytes of alias; the others begin with two that are no text. */
static gboolean
has_feature (const TactusModel *model,
             const guint8      *data)
{
  return model ? strcmp (model->id, "mi-band-1") != 0 : !g_ascii_isprint (data[ALIAS_OFFSET]);
}

static void
add_alias (TactusFrame       *self,
           const TactusModel *model,
           const guint8      *data)
{
  gsize start = ALIAS_OFFSET;

  if (has_feature (model, data))
    {
      tactus_frame_add_number (self, "feature", data[ALIAS_OFFSET], NULL);
      tactus_frame_add_number (self, "appearance", data[ALIAS_OFFSET + 1], NULL);
      start += 2;
    }

  tactus_frame_add_string (self, "alias", data + start, TACTUS_MI1_USER_INFO_SIZE - 1 - start);
}

gboolean
tactus_frame_explain_mi1_user_info (TactusFrame        *self,
                                    const TactusModel  *model,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error)
{
  guint8 checksum;

  tactus_frame_begin (self, "mi1_user_info", "User information, the login", FALSE);
  if (length != TACTUS_MI1_USER_INFO_SIZE)
    return tactus_frame_malformed (error, "User information: the checksum is byte 19, the last");
  if (data[4] > 1)
    return tactus_frame_malformed (error, "User information: the gender at byte 4 is neither 00 "
                                   "nor 01");
  if (!owner_name (data[8]))
    return tactus_frame_malformed (error, "User information: the type at byte 8 is none of 00, 01, "
                                   "02");

  checksum = tactus_mi1_crc8 (data, TACTUS_MI1_USER_INFO_SIZE - 1) ^ data[19];
  tactus_frame_add_number (self, "uid", tactus_read_u32 (data), NULL);
  tactus_frame_add_text (self, "gender", data[4] == 0 ? "female" : "male");
  tactus_frame_add_number (self, "age", data[5], "years");
  tactus_frame_add_number (self, "height_cm", data[6], "cm");
  tactus_frame_add_number (self, "weight_kg", data[7], "kg");
  tactus_frame_add_text (self, "type", owner_name (data[8]));
  add_alias (self, model, data);
  tactus_frame_add_bytes (self, "mac_last_byte", &checksum, 1);
  return TRUE;
}

gboolean
tactus_frame_explain_mi1_steps (TactusFrame        *self,
                                const TactusModel  *model,
                                const guint8       *data,
                                gsize               length,
                                GError            **error)
{
  guint32 steps;

  tactus_frame_begin (self, "mi1_steps", "Steps today", TRUE);
  if (!tactus_mi1_steps_parse (&steps, data, length, error))
    return FALSE;

  tactus_frame_add_number (self, "steps", steps, NULL);
  return TRUE;
}

gboolean
tactus_frame_explain_mi1_parameters (TactusFrame        *self,
                                     const TactusModel  *model,
                                     const guint8       *data,
                                     gsize               length,
                                     GError            **error)
{
  tactus_frame_begin (self, "mi1_parameters", "Connection parameters", FALSE);
  if (length != PARAMETERS_SIZE)
    return tactus_frame_malformed (error, "Connection parameters: the advertising interval is "
                                   "bytes 10 and 11, the last");

  tactus_frame_add_number (self, "minimum_interval", tactus_read_u16 (data), "ms");
  tactus_frame_add_number (self, "maximum_interval", tactus_read_u16 (data + 2), "ms");
  tactus_frame_add_number (self, "latency", tactus_read_u16 (data + 4), NULL);
  tactus_frame_add_number (self, "timeout", tactus_read_u16 (data + 6), "10 ms");
  tactus_frame_add_number (self, "connection_interval", tactus_read_u16 (data + 8), NULL);
  tactus_frame_add_number (self, "advertising_interval", tactus_read_u16 (data + 10), NULL);
  return TRUE;
}

/* Who writes the clock fills its second half; a band has a second date there. */
static gboolean
is_filled (const guint8 *data)
{
  for (gsize i = 1; i < DATE_SIZE; i++)
    if (data[i] != data[0])
      return FALSE;

  return data[0] == 0x0f || data[0] == 0xff;
}

gboolean
tactus_frame_explain_mi1_date (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  TactusBandTime time;
  gboolean written = length == 2 * DATE_SIZE && is_filled (data + DATE_SIZE);

  tactus_frame_begin (self, "mi1_date", "Current time", !written);
  if (!tactus_mi1_date_parse (&time, data, length, error))
    return FALSE;

  tactus_frame_add_time (self, "local", NULL, TRUE, &time);
  return TRUE;
}

static const char *
status_name (guint8 status)
{
  static const char * const names[] = { "normal", "low", "charging", "full", "charger_removed" };

  return status < G_N_ELEMENTS (names) ? names[status] : NULL;
}

gboolean
tactus_frame_explain_mi1_battery (TactusFrame        *self,
                                  const TactusModel  *model,
                                  const guint8       *data,
                                  gsize               length,
                                  GError            **error)
{
  TactusMi1Battery battery;

  tactus_frame_begin (self, "mi1_battery", "Battery", TRUE);
  if (!tactus_mi1_battery_parse (&battery, data, length, error))
    return FALSE;

  tactus_frame_add_number (self, "level", battery.level, "%");
  tactus_frame_add_time (self, "last_charge", NULL, battery.has_last_charge, &battery.last_charge);
  tactus_frame_add_number (self, "charges", battery.charges, NULL);
  tactus_frame_add_number (self, "status", battery.status, NULL);
  tactus_frame_add_text (self, "status_name", status_name (battery.status));
  return TRUE;
}

static gboolean
explain_bytes (TactusFrame   *self,
               const char    *format,
               const char    *title,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  tactus_frame_begin (self, format, title, TRUE);
  if (length == 0)
    return tactus_frame_malformed (error, "%s: nothing at byte 0", title);

  tactus_frame_add_bytes (self, "data", data, length);
  return TRUE;
}

/* What nobody has found out the layout of. */
gboolean
tactus_frame_explain_mi1_statistics (TactusFrame        *self,
                                     const TactusModel  *model,
                                     const guint8       *data,
                                     gsize               length,
                                     GError            **error)
{
  return explain_bytes (self, "mi1_statistics", "Statistics", data, length, error);
}

gboolean
tactus_frame_explain_mi1_sensors (TactusFrame        *self,
                                  const TactusModel  *model,
                                  const guint8       *data,
                                  gsize               length,
                                  GError            **error)
{
  return explain_bytes (self, "mi1_sensors", "Sensor data", data, length, error);
}

gboolean
tactus_frame_explain_mi1_firmware (TactusFrame        *self,
                                   const TactusModel  *model,
                                   const guint8       *data,
                                   gsize               length,
                                   GError            **error)
{
  gboolean fine = explain_bytes (self, "mi1_firmware", "Firmware data", data, length, error);

  self->from_band = FALSE;
  return fine;
}

gboolean
tactus_frame_explain_mi1_pair (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  tactus_frame_begin (self, "mi1_pair", "Pairing", FALSE);
  if (length != 1)
    return tactus_frame_malformed (error, "Pairing: the command is byte 0, the only one");

  tactus_frame_add_bytes (self, "code", data, 1);
  tactus_frame_add_boolean (self, "keep_data", data[0] == 0x02);
  return TRUE;
}
