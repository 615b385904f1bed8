/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-band-time.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

/* Bluetooth's range for a year that is known; GDateTime ends there as well. */
#define YEAR_MINIMUM  1582
#define YEAR_MAXIMUM  9999

#define TEXT_FORMAT   "%04u-%02u-%02uT%02u:%02u:%02u"
#define TEXT_LENGTH   19

static gboolean
is_date (const TactusBandTime *self)
{
  return self->year >= YEAR_MINIMUM && self->year <= YEAR_MAXIMUM
         && g_date_valid_dmy (self->day, self->month, self->year);
}

static gboolean
is_zone (int quarters)
{
  return quarters >= TACTUS_ZONE_MINIMUM && quarters <= TACTUS_ZONE_MAXIMUM;
}

/* The first field out of its range, with its offset in the record; NULL if all is well. */
static const char *
find_problem (const TactusBandTime *self,
              int                  *offset)
{
  const struct {
    const char *field;
    int         offset;
    gboolean    fine;
  } checks[] = {
    { "date", 0, is_date (self) },
    { "hour", 4, self->hour < 24 },
    { "minute", 5, self->minute < 60 },
    { "second", 6, self->second < 60 },
    { "weekday", 7, self->weekday <= 7 },
    { "zone", 10, self->zone_quarters == TACTUS_ZONE_UNKNOWN || is_zone (self->zone_quarters) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i].fine)
      {
        *offset = checks[i].offset;
        return checks[i].field;
      }

  return NULL;
}

gboolean
tactus_band_time_is_valid (const TactusBandTime *self)
{
  int offset;

  g_return_val_if_fail (self != NULL, FALSE);

  return find_problem (self, &offset) == NULL;
}

static gboolean
check (const TactusBandTime  *self,
       const char            *unit,
       GError               **error)
{
  int offset;
  const char *field = find_problem (self, &offset);

  if (!field)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Time: %s at %s %d is out of its range", field, unit, offset);
  return FALSE;
}

gboolean
tactus_band_time_parse_date (TactusBandTime *self,
                             const guint8   *data)
{
  *self = (TactusBandTime) {
    .year = tactus_read_u16 (data),
    .month = data[2],
    .day = data[3],
    .hour = data[4],
    .minute = data[5],
    .second = data[6],
    .zone_quarters = TACTUS_ZONE_UNKNOWN,
  };

  return tactus_band_time_is_valid (self);
}

gint8
tactus_band_time_parse_zone (guint8 byte)
{
  gint8 quarters = tactus_read_i8 (&byte);

  return is_zone (quarters) ? quarters : TACTUS_ZONE_UNKNOWN;
}

gboolean
tactus_band_time_parse (TactusBandTime  *self,
                        const guint8    *data,
                        gsize            length,
                        GError         **error)
{
  if (length != TACTUS_BAND_TIME_SIZE)
    {
      memset (self, 0, sizeof *self);
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Time: %" G_GSIZE_FORMAT " bytes; the zone is byte 10, the last of 11", length);
      return FALSE;
    }

  tactus_band_time_parse_date (self, data);
  self->weekday = data[7];
  self->fraction = data[8];
  self->zone_quarters = tactus_read_i8 (data + 10);

  return check (self, "byte", error);
}

static gboolean
has_shape (const char *text)
{
  static const char shape[] = "0000-00-00T00:00:00";

  if (strlen (text) != TEXT_LENGTH)
    return FALSE;

  for (gsize i = 0; i < TEXT_LENGTH; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return FALSE;

  return TRUE;
}

/* Two digits at @text, which has the shape. */
static guint8
two_digits (const char *text)
{
  return (guint8) (10 * (text[0] - '0') + (text[1] - '0'));
}

gboolean
tactus_band_time_parse_text (TactusBandTime  *self,
                             const char      *text,
                             GError         **error)
{
  if (!has_shape (text))
    {
      memset (self, 0, sizeof *self);
      g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                           "Time: the text is not of the form YYYY-MM-DDTHH:MM:SS");
      return FALSE;
    }

  *self = (TactusBandTime) {
    .year = (guint16) (100 * two_digits (text) + two_digits (text + 2)),
    .month = two_digits (text + 5),
    .day = two_digits (text + 8),
    .hour = two_digits (text + 11),
    .minute = two_digits (text + 14),
    .second = two_digits (text + 17),
    .zone_quarters = TACTUS_ZONE_UNKNOWN,
  };

  return check (self, "field of byte", error);
}

static guint8
weekday_of (const TactusBandTime *self)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, self->day, self->month, self->year);

  return (guint8) g_date_get_weekday (&date);
}

/* Byte 9, SIG's reason for an adjustment, stays 0: that is what Huami bands are used to. */
GBytes *
tactus_band_time_encode (const TactusBandTime *self)
{
  g_return_val_if_fail (self != NULL && tactus_band_time_is_valid (self), NULL);

  const guint8 bytes[TACTUS_BAND_TIME_SIZE] = {
    self->year & 0xff,
    self->year >> 8,
    self->month,
    self->day,
    self->hour,
    self->minute,
    self->second,
    weekday_of (self),
    self->fraction,
    0,
    (guint8) self->zone_quarters,
  };

  return g_bytes_new (bytes, sizeof bytes);
}

/* A zone of more than 14 hours, which only a misread TZ makes, is unknown to bands. */
static gint8
zone_of (GDateTime *when)
{
  GTimeSpan quarters = g_date_time_get_utc_offset (when) / (15 * G_TIME_SPAN_MINUTE);

  return is_zone ((int) quarters) ? (gint8) quarters : TACTUS_ZONE_UNKNOWN;
}

void
tactus_band_time_from_date_time (TactusBandTime *self,
                                 GDateTime      *when)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (when != NULL);

  *self = (TactusBandTime) {
    .year = (guint16) g_date_time_get_year (when),
    .month = (guint8) g_date_time_get_month (when),
    .day = (guint8) g_date_time_get_day_of_month (when),
    .hour = (guint8) g_date_time_get_hour (when),
    .minute = (guint8) g_date_time_get_minute (when),
    .second = (guint8) g_date_time_get_second (when),
    .weekday = (guint8) g_date_time_get_day_of_week (when),
    .fraction = (guint8) (g_date_time_get_microsecond (when) * 256 / 1000000),
    .zone_quarters = zone_of (when),
  };
}

char *
tactus_band_time_to_text (const TactusBandTime *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (TEXT_FORMAT, self->year, self->month, self->day,
                          self->hour, self->minute, self->second);
}

GDateTime *
tactus_band_time_to_date_time (const TactusBandTime *self)
{
  g_autoptr(GTimeZone) zone = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->zone_quarters == TACTUS_ZONE_UNKNOWN || !tactus_band_time_is_valid (self))
    return NULL;

  zone = g_time_zone_new_offset (self->zone_quarters * 15 * 60);

  return g_date_time_new (zone, self->year, self->month, self->day, self->hour, self->minute,
                          self->second + self->fraction / 256.0);
}
