/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include <string.h>

#include "tactus-protocol-error.h"

/* One date is six bytes: years since 2000, month from 0, day, hour, minute, second. */
#define DATE_SIZE     TACTUS_MI1_DATE_SIZE
#define CLOCK_SIZE    12   /* the date, and where the band keeps the one it had before */
#define YEAR_BASE     2000
#define YEAR_LAST     (YEAR_BASE + G_MAXUINT8)
#define NO_DATE       0x0f /* each byte of a second date that says nothing */

typedef struct {
  const char *name;
  guint8      minimum;
  guint8      maximum;
} Field;

static const Field fields[DATE_SIZE] = {
  { "year", 0, 255 },
  { "month", 0, 11 },
  { "day", 1, 31 },
  { "hour", 0, 23 },
  { "minute", 0, 59 },
  { "second", 0, 59 },
};

static gboolean
check_fields (const guint8  *data,
              GError       **error)
{
  for (gsize i = 0; i < DATE_SIZE; i++)
    if (data[i] < fields[i].minimum || data[i] > fields[i].maximum)
      {
        g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                     "Date: %s at byte %" G_GSIZE_FORMAT " is %d; it may be %d to %d",
                     fields[i].name, i, data[i], fields[i].minimum, fields[i].maximum);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_day (const TactusBandTime  *self,
           GError               **error)
{
  if (tactus_band_time_is_valid (self))
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Date: day at byte 2 is %d; %04d-%02d is shorter", self->day, self->year,
               self->month);
  return FALSE;
}

gboolean
tactus_mi1_date_parse (TactusBandTime  *self,
                       const guint8    *data,
                       gsize            length,
                       GError         **error)
{
  memset (self, 0, sizeof *self);
  self->zone_quarters = TACTUS_ZONE_UNKNOWN;

  if (length != DATE_SIZE && length != CLOCK_SIZE)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Date: %" G_GSIZE_FORMAT " bytes; the second is byte 5, of 6 or 12", length);
      return FALSE;
    }

  if (!check_fields (data, error))
    return FALSE;

  self->year = (guint16) (YEAR_BASE + data[0]);
  self->month = (guint8) (data[1] + 1);
  self->day = data[2];
  self->hour = data[3];
  self->minute = data[4];
  self->second = data[5];

  return check_day (self, error);
}

gboolean
tactus_mi1_date_has_year (const TactusBandTime *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->year >= YEAR_BASE && self->year <= YEAR_LAST;
}

void
tactus_mi1_date_put (const TactusBandTime *self,
                     guint8               *bytes)
{
  g_return_if_fail (self != NULL && tactus_band_time_is_valid (self) &&
                    tactus_mi1_date_has_year (self));

  bytes[0] = (guint8) (self->year - YEAR_BASE);
  bytes[1] = (guint8) (self->month - 1);
  bytes[2] = self->day;
  bytes[3] = self->hour;
  bytes[4] = self->minute;
  bytes[5] = self->second;
}

GBytes *
tactus_mi1_date_encode (const TactusBandTime *self)
{
  guint8 bytes[CLOCK_SIZE];

  g_return_val_if_fail (self != NULL && tactus_band_time_is_valid (self), NULL);
  g_return_val_if_fail (tactus_mi1_date_has_year (self), NULL);

  tactus_mi1_date_put (self, bytes);
  memset (bytes + DATE_SIZE, NO_DATE, CLOCK_SIZE - DATE_SIZE);

  return g_bytes_new (bytes, sizeof bytes);
}
