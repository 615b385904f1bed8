/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 0004: how stored minutes come out of a band. */

#include "tactus-frame-private.h"

#include "tactus-activity-fetch-frame.h"

#define MARK_ANSWER     0x10

#define COMMAND_START   0x01
#define COMMAND_DATA    0x02
#define COMMAND_ACK     0x03

#define START_SIZE      10
#define START_LONG_SIZE 13 /* with a whole clock, for records that are told to the second */
#define SHORT_TIME_SIZE 8

static const struct {
  guint8      type;
  const char *name;
} types[] = {
  { 0x01, "activity" },
  { 0x02, "manual_heart_rate" },
  { 0x05, "workout_summary" },
  { 0x06, "workout_details" },
  { 0x07, "debug_log" },
  { 0x0d, "pai" },
  { 0x12, "manual_stress" },
  { 0x13, "automatic_stress" },
  { 0x25, "spo2" },
  { 0x26, "spo2_asleep" },
  { 0x2c, "statistics" },
  { 0x2e, "temperature" },
  { 0x38, "respiration_asleep" },
  { 0x3a, "resting_heart_rate" },
  { 0x3d, "maximum_heart_rate" },
  { 0x49, "heart_rate_variability" },
};

static const char *
type_name (guint8 type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return types[i].name;

  return NULL;
}

/* Seven bytes of a date, and a zone, where the zone of a clock is three bytes further on. */
static gboolean
add_start (TactusFrame   *self,
           const char    *name,
           const guint8  *data,
           gsize          offset,
           GError       **error)
{
  TactusBandTime time;
  guint8 zone = data[offset + SHORT_TIME_SIZE - 1];

  if (!tactus_band_time_parse_date (&time, data + offset))
    return tactus_frame_malformed (error, "Fetch: the start at byte %" G_GSIZE_FORMAT
                                   " is no date of the calendar", offset);

  time.zone_quarters = tactus_band_time_parse_zone (zone);
  if (time.zone_quarters == TACTUS_ZONE_UNKNOWN)
    return tactus_frame_malformed (error, "Fetch: the zone at byte %" G_GSIZE_FORMAT
                                   " is nowhere on earth", offset + SHORT_TIME_SIZE - 1);

  tactus_frame_add_time (self, name, "zone_quarters", TRUE, &time);
  return TRUE;
}

static void
add_answer (TactusFrame               *self,
            const TactusFetchResponse *answer)
{
  if (answer->ok && answer->op == TACTUS_FETCH_OP_START)
    {
      tactus_frame_add_number (self, "count", answer->count, "records");
      tactus_frame_add_time (self, "start_local", "zone_quarters", answer->has_start,
                             &answer->start);
    }

  if (answer->has_crc32)
    tactus_frame_add_number (self, "crc32", answer->crc32, NULL);
  if (!answer->ok)
    tactus_frame_add_text (self, "reason", answer->nothing ? "nothing" : NULL);
}

static gboolean
explain_answer (TactusFrame   *self,
                const guint8  *data,
                gsize          length,
                GError       **error)
{
  static const char * const ops[] = { NULL, "start", "data_end", "ack" };
  TactusFetchResponse answer;

  tactus_frame_begin (self, "fetch_response", "Stored activity, answer of the band", TRUE);
  if (!tactus_fetch_response_parse (&answer, data, length, error))
    return FALSE;

  tactus_frame_add_text (self, "op", ops[answer.op]);
  tactus_frame_add_boolean (self, "ok", answer.ok);
  tactus_frame_add_bytes (self, "status", &answer.status, 1);
  add_answer (self, &answer);
  return TRUE;
}

/* The clock as 2A2B has it. */
static gboolean
add_long_start (TactusFrame   *self,
                const guint8  *data,
                GError       **error)
{
  TactusBandTime time;

  if (!tactus_band_time_parse (&time, data, TACTUS_BAND_TIME_SIZE, error))
    {
      g_prefix_error (error, "Fetch: from byte 2: ");
      return FALSE;
    }

  tactus_frame_add_time (self, "since_local", "zone_quarters", TRUE, &time);
  return TRUE;
}

static gboolean
explain_start (TactusFrame   *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  if (length != START_SIZE && length != START_LONG_SIZE)
    return tactus_frame_malformed (error, "Fetch: a start has its zone at byte 9 or 12, the last");

  tactus_frame_add_text (self, "command", "start");
  tactus_frame_add_bytes (self, "type", data + 1, 1);
  tactus_frame_add_text (self, "type_name", type_name (data[1]));
  return length == START_LONG_SIZE ? add_long_start (self, data + 2, error)
                                   : add_start (self, "since_local", data, 2, error);
}

/* `03`; newer bands are told whether to forget (01) or keep (09). */
static gboolean
explain_ack (TactusFrame   *self,
             const guint8  *data,
             gsize          length,
             GError       **error)
{
  if (length > 2 || (length == 2 && data[1] != 0x01 && data[1] != 0x09))
    return tactus_frame_malformed (error,
                                   "Fetch: what to do with the records at byte 1, the last, is "
                                   "neither 01 nor 09");

  tactus_frame_add_text (self, "command", "ack");
  tactus_frame_add (self, "keep", length == 2 ? g_variant_new_boolean (data[1] == 0x09) : NULL,
                    NULL);
  return TRUE;
}

gboolean
tactus_frame_explain_fetch_control (TactusFrame        *self,
                                    const TactusModel  *model,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error)
{
  if (length > 0 && data[0] == MARK_ANSWER)
    return explain_answer (self, data, length, error);

  tactus_frame_begin (self, "fetch_command", "Stored activity, command to the band", FALSE);
  switch (length > 0 ? data[0] : 0)
    {
    case COMMAND_START:
      return explain_start (self, data, length, error);
    case COMMAND_DATA:
      tactus_frame_add_text (self, "command", "send");
      return length == 1
             || tactus_frame_malformed (error, "Fetch: nothing follows the command at byte 0");
    case COMMAND_ACK:
      return explain_ack (self, data, length, error);
    default:
      return tactus_frame_malformed (error, "Fetch: the command at byte 0 is none of 01, 02, 03, "
                                     "10");
    }
}
