/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define SIZE           10
#define OFFSET_LEVEL   0
#define OFFSET_CHARGE  1
#define OFFSET_CHARGES 7
#define OFFSET_STATUS  9
#define LEVEL_MAXIMUM  100

static gboolean
check (const guint8  *data,
       gsize          length,
       GError       **error)
{
  if (length != SIZE)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Battery: %" G_GSIZE_FORMAT " bytes; the status is byte 9, the last of 10",
                   length);
      return FALSE;
    }

  if (data[OFFSET_LEVEL] > LEVEL_MAXIMUM)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Battery: level at byte 0 is %d %%; 100 is full", data[OFFSET_LEVEL]);
      return FALSE;
    }

  return TRUE;
}

gboolean
tactus_mi1_battery_parse (TactusMi1Battery  *self,
                          const guint8      *data,
                          gsize              length,
                          GError           **error)
{
  memset (self, 0, sizeof *self);
  self->last_charge.zone_quarters = TACTUS_ZONE_UNKNOWN;

  if (!check (data, length, error))
    return FALSE;

  self->level = data[OFFSET_LEVEL];
  self->charges = tactus_read_u16 (data + OFFSET_CHARGES);
  self->status = data[OFFSET_STATUS];
  self->has_last_charge = tactus_mi1_date_parse (&self->last_charge, data + OFFSET_CHARGE,
                                                 TACTUS_MI1_DATE_SIZE, NULL);
  if (!self->has_last_charge)
    self->last_charge = (TactusBandTime) { .zone_quarters = TACTUS_ZONE_UNKNOWN };

  return TRUE;
}
