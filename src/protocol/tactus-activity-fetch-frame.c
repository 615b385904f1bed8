/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-fetch-frame.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define ANSWER         0x10
#define STATUS_OK      1
#define STATUS_NOTHING 4   /* of the end: there was nothing to send */

#define OFFSET_OP      1
#define OFFSET_STATUS  2
#define OFFSET_COUNT   3
#define OFFSET_DATE    7
#define OFFSET_ZONE    14
#define OFFSET_CRC32   3

#define SIZE_SHORT     3
#define SIZE_START     15
#define SIZE_START_0   16  /* with a final zero */
#define SIZE_CRC32     7

GBytes *
tactus_fetch_command_encode (guint8                type,
                             const TactusBandTime *since)
{
  g_return_val_if_fail (since != NULL && tactus_band_time_is_valid (since), NULL);
  g_return_val_if_fail (since->zone_quarters != TACTUS_ZONE_UNKNOWN, NULL);

  const guint8 bytes[] = {
    TACTUS_FETCH_OP_START,
    type,
    since->year & 0xff,
    since->year >> 8,
    since->month,
    since->day,
    since->hour,
    since->minute,
    0,
    (guint8) since->zone_quarters,
  };

  return g_bytes_new (bytes, sizeof bytes);
}

static gboolean
refuse_length (gsize        length,
               const char  *wanted,
               GError     **error)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Fetch answer: %" G_GSIZE_FORMAT " bytes; %s", length, wanted);

  return FALSE;
}

static gboolean
check_head (const guint8  *data,
            gsize          length,
            GError       **error)
{
  if (length < SIZE_SHORT)
    return refuse_length (length, "the status is byte 2", error);

  if (data[0] != ANSWER)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Fetch answer: byte 0 is 0x%02x; answers begin with 0x10", data[0]);
      return FALSE;
    }

  if (data[OFFSET_OP] < TACTUS_FETCH_OP_START || data[OFFSET_OP] > TACTUS_FETCH_OP_ACK)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Fetch answer: command at byte 1 is 0x%02x; 1 to 3 are known", data[OFFSET_OP]);
      return FALSE;
    }

  return TRUE;
}

/* A band with nothing to send may have no date to tell either. */
static gboolean
parse_start (TactusFetchResponse  *self,
             const guint8         *data,
             gsize                 length,
             GError              **error)
{
  if (length != SIZE_START && length != SIZE_START_0)
    return refuse_length (length, "the zone of the start is byte 14, of 15 or 16", error);

  self->count = tactus_read_u32 (data + OFFSET_COUNT);
  self->nothing = self->count == 0;
  self->has_start = tactus_band_time_parse_date (&self->start, data + OFFSET_DATE);

  if (self->has_start)
    {
      self->start.zone_quarters = tactus_band_time_parse_zone (data[OFFSET_ZONE]);
    }
  else if (!self->nothing)
    {
      g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                           "Fetch answer: the start at bytes 7 to 13 is no date");
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_end (TactusFetchResponse  *self,
           const guint8         *data,
           gsize                 length,
           GError              **error)
{
  if (length != SIZE_SHORT && length != SIZE_CRC32)
    return refuse_length (length, "the checksum is bytes 3 to 6, or there is none", error);

  self->has_crc32 = length == SIZE_CRC32;
  if (self->has_crc32)
    self->crc32 = tactus_read_u32 (data + OFFSET_CRC32);

  return TRUE;
}

static gboolean
parse_rest (TactusFetchResponse  *self,
            const guint8         *data,
            gsize                 length,
            GError              **error)
{
  if (self->ok && self->op == TACTUS_FETCH_OP_START)
    return parse_start (self, data, length, error);
  if (self->ok && self->op == TACTUS_FETCH_OP_DATA)
    return parse_end (self, data, length, error);

  self->nothing = self->op == TACTUS_FETCH_OP_DATA && self->status == STATUS_NOTHING;

  return length == SIZE_SHORT || refuse_length (length, "the status is byte 2, the last", error);
}

gboolean
tactus_fetch_response_parse (TactusFetchResponse  *self,
                             const guint8         *data,
                             gsize                 length,
                             GError              **error)
{
  memset (self, 0, sizeof *self);
  self->start.zone_quarters = TACTUS_ZONE_UNKNOWN;

  if (!check_head (data, length, error))
    return FALSE;

  self->op = data[OFFSET_OP];
  self->status = data[OFFSET_STATUS];
  self->ok = self->status == STATUS_OK;

  return parse_rest (self, data, length, error);
}

gboolean
tactus_fetch_counters_check (const guint8  *counters,
                             gsize          n_counters,
                             guint8         first_expected,
                             GError       **error)
{
  for (gsize i = 0; i < n_counters; i++)
    {
      guint8 expected = (guint8) (first_expected + i);

      if (counters[i] == expected)
        continue;

      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Activity: counter at byte 0 of packet %" G_GSIZE_FORMAT " is %d; %d is next",
                   i, counters[i], expected);
      return FALSE;
    }

  return TRUE;
}
