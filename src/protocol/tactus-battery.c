/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-battery.h"

#include <string.h>

#include "tactus-protocol-error.h"

#define OFFSET_LEVEL       1
#define OFFSET_CHARGING    2
#define OFFSET_FULL        3
#define OFFSET_LAST        11
#define OFFSET_LAST_LEVEL  19
#define DATE_SIZE          7

#define LEVEL_MAXIMUM      100
#define YEAR_MINIMUM       2010
#define YEAR_MAXIMUM       2099

static TactusCharging
charging_for (guint8 byte)
{
  switch (byte)
    {
    case 0:
      return TACTUS_CHARGING_NO;
    case 1:
      return TACTUS_CHARGING_YES;
    default:
      return TACTUS_CHARGING_UNKNOWN;
    }
}

/* A band that was never charged fills the time with zeros or ones, but tells its zone. */
static gboolean
parse_time (TactusBandTime *time,
            const guint8   *data,
            gsize           length,
            gsize           offset)
{
  gboolean found = length >= offset + DATE_SIZE
                   && tactus_band_time_parse_date (time, data + offset)
                   && time->year >= YEAR_MINIMUM && time->year <= YEAR_MAXIMUM;

  if (!found)
    *time = (TactusBandTime) { .zone_quarters = TACTUS_ZONE_UNKNOWN };

  if (length > offset + DATE_SIZE)
    time->zone_quarters = tactus_band_time_parse_zone (data[offset + DATE_SIZE]);

  return found;
}

static gboolean
parse_level (TactusBattery *self,
             const guint8  *data,
             gsize          length,
             GError       **error)
{
  if (length <= OFFSET_LEVEL)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Battery: %" G_GSIZE_FORMAT " bytes; the level is byte 1", length);
      return FALSE;
    }

  if (data[OFFSET_LEVEL] > LEVEL_MAXIMUM)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Battery: level at byte 1 is %d %%; 100 is full", data[OFFSET_LEVEL]);
      return FALSE;
    }

  self->level = data[OFFSET_LEVEL];
  return TRUE;
}

gboolean
tactus_battery_parse (TactusBattery *self,
                      const guint8  *data,
                      gsize          length,
                      GError       **error)
{
  memset (self, 0, sizeof *self);
  self->last_level = -1;

  if (!parse_level (self, data, length, error))
    return FALSE;

  if (length > OFFSET_CHARGING)
    self->charging = charging_for (data[OFFSET_CHARGING]);

  self->has_full_charge = parse_time (&self->full_charge, data, length, OFFSET_FULL);
  self->has_last_charge = parse_time (&self->last_charge, data, length, OFFSET_LAST);

  if (length > OFFSET_LAST_LEVEL && data[OFFSET_LAST_LEVEL] <= LEVEL_MAXIMUM)
    self->last_level = data[OFFSET_LAST_LEVEL];

  return TRUE;
}
