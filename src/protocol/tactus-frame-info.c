/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame-private.h"

#include "tactus-battery.h"
#include "tactus-bytes-private.h"
#include "tactus-steps.h"

gboolean
tactus_frame_explain_battery (TactusFrame        *self,
                              const TactusModel  *model,
                              const guint8       *data,
                              gsize               length,
                              GError            **error)
{
  TactusBattery battery;

  tactus_frame_begin (self, "battery", "Battery", TRUE);
  if (!tactus_battery_parse (&battery, data, length, error))
    return FALSE;

  tactus_frame_add_number (self, "level", battery.level, "%");
  tactus_frame_add (self, "charging",
                    battery.charging == TACTUS_CHARGING_UNKNOWN
                    ? NULL
                    : g_variant_new_boolean (battery.charging == TACTUS_CHARGING_YES),
                    NULL);
  tactus_frame_add_time (self, "full_charge", "full_charge_zone", battery.has_full_charge,
                         &battery.full_charge);
  tactus_frame_add_time (self, "last_charge", "last_charge_zone", battery.has_last_charge,
                         &battery.last_charge);
  tactus_frame_add_optional (self, "last_level", battery.last_level, "%");

  return TRUE;
}

gboolean
tactus_frame_explain_steps (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  TactusSteps steps;

  tactus_frame_begin (self, "steps", "Steps today", TRUE);
  if (!tactus_steps_parse (&steps, data, length, error))
    return FALSE;

  tactus_frame_add_bytes (self, "flags", data, 1);
  tactus_frame_add_number (self, "steps", steps.steps, NULL);
  tactus_frame_add_optional (self, "distance_m", steps.distance_m, "m");
  tactus_frame_add_optional (self, "calories_kcal", steps.calories_kcal, "kcal");

  return TRUE;
}

gboolean
tactus_frame_explain_clock (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  TactusBandTime time;

  tactus_frame_begin (self, "time", "Current time", TRUE);
  if (!tactus_band_time_parse (&time, data, length, error))
    return FALSE;

  tactus_frame_add_time (self, "local", "zone_quarters", TRUE, &time);
  tactus_frame_add_optional (self, "weekday", time.weekday == 0 ? -1 : time.weekday,
                             "1 Monday to 7 Sunday");
  tactus_frame_add_number (self, "fraction", time.fraction, "1/256 s");
  tactus_frame_add_bytes (self, "adjust_reason", data + 9, 1);

  return TRUE;
}

/* Any sensor's battery, 2A19. */
gboolean
tactus_frame_explain_level (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  tactus_frame_begin (self, "battery_level", "Battery level", TRUE);
  if (length != 1)
    return tactus_frame_malformed (error, "Battery level: the level is byte 0, the only one");
  if (data[0] > 100)
    return tactus_frame_malformed (error, "Battery level: %d %% at byte 0; 100 is full", data[0]);

  tactus_frame_add_number (self, "level", data[0], "%");
  return TRUE;
}

gboolean
tactus_frame_explain_system_id (TactusFrame        *self,
                                const TactusModel  *model,
                                const guint8       *data,
                                gsize               length,
                                GError            **error)
{
  tactus_frame_begin (self, "system_id", "System id", TRUE);
  if (length != 8)
    return tactus_frame_malformed (error, "System id: it ends at byte 7");

  tactus_frame_add_bytes (self, "system_id", data, length);
  return TRUE;
}

gboolean
tactus_frame_explain_pnp_id (TactusFrame        *self,
                             const TactusModel  *model,
                             const guint8       *data,
                             gsize               length,
                             GError            **error)
{
  tactus_frame_begin (self, "pnp_id", "PnP id", TRUE);
  if (length != 7)
    return tactus_frame_malformed (error, "PnP id: the version at bytes 5 and 6 ends it");

  tactus_frame_add_number (self, "vendor_source", data[0], "1 Bluetooth SIG, 2 USB");
  tactus_frame_add_number (self, "vendor", tactus_read_u16 (data + 1), NULL);
  tactus_frame_add_number (self, "product", tactus_read_u16 (data + 3), NULL);
  tactus_frame_add_number (self, "version", tactus_read_u16 (data + 5), NULL);
  return TRUE;
}

/* What a device would like the link to be, 2A04. */
gboolean
tactus_frame_explain_preferred (TactusFrame        *self,
                                const TactusModel  *model,
                                const guint8       *data,
                                gsize               length,
                                GError            **error)
{
  tactus_frame_begin (self, "preferred_parameters", "Preferred connection parameters", TRUE);
  if (length != 8)
    return tactus_frame_malformed (error, "Preferred parameters: the timeout at bytes 6 and 7 ends "
                                   "them");

  tactus_frame_add_number (self, "minimum_interval", tactus_read_u16 (data), "1.25 ms");
  tactus_frame_add_number (self, "maximum_interval", tactus_read_u16 (data + 2), "1.25 ms");
  tactus_frame_add_number (self, "latency", tactus_read_u16 (data + 4), NULL);
  tactus_frame_add_number (self, "timeout", tactus_read_u16 (data + 6), "10 ms");
  return TRUE;
}

/* Any characteristic's descriptor 2902. */
gboolean
tactus_frame_explain_subscription (TactusFrame        *self,
                                   const TactusModel  *model,
                                   const guint8       *data,
                                   gsize               length,
                                   GError            **error)
{
  tactus_frame_begin (self, "subscription", "Subscription", FALSE);
  if (length != 2)
    return tactus_frame_malformed (error, "Subscription: it ends at byte 1");
  if (data[0] > 3 || data[1] != 0)
    return tactus_frame_malformed (error, "Subscription: reserved bits at byte %d",
                                   data[0] > 3 ? 0 : 1);

  tactus_frame_add_boolean (self, "notify", (data[0] & 1) != 0);
  tactus_frame_add_boolean (self, "indicate", (data[0] & 2) != 0);
  return TRUE;
}

static gboolean
explain_text (TactusFrame  *self,
              const char   *format,
              const char   *title,
              const guint8 *data,
              gsize         length)
{
  tactus_frame_begin (self, format, title, TRUE);
  tactus_frame_add_string (self, "text", data, length);

  return TRUE;
}

gboolean
tactus_frame_explain_name (TactusFrame        *self,
                           const TactusModel  *model,
                           const guint8       *data,
                           gsize               length,
                           GError            **error)
{
  return explain_text (self, "name", "Name", data, length);
}

gboolean
tactus_frame_explain_serial (TactusFrame        *self,
                             const TactusModel  *model,
                             const guint8       *data,
                             gsize               length,
                             GError            **error)
{
  return explain_text (self, "serial", "Serial number", data, length);
}

gboolean
tactus_frame_explain_hardware (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  return explain_text (self, "hardware", "Hardware revision", data, length);
}

gboolean
tactus_frame_explain_firmware (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  return explain_text (self, "firmware", "Firmware revision", data, length);
}

gboolean
tactus_frame_explain_maker (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  return explain_text (self, "maker", "Maker", data, length);
}

gboolean
tactus_frame_explain_software (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  return explain_text (self, "software", "Software revision", data, length);
}
