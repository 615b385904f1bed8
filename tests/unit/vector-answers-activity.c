/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers-private.h"

#include <string.h>

#include "tactus-activity-fetch-frame.h"
#include "tactus-activity.h"

/* Vectors leave the seconds out, which bands are not told either. */
static gboolean
get_since (JsonObject      *input,
           TactusBandTime  *since,
           GError         **error)
{
  const char *text;
  g_autofree char *whole = NULL;
  gint64 zone;

  if (!vector_get_text (input, "since_local", &text, error)
      || !vector_get_number (input, "zone_quarters", TACTUS_ZONE_MINIMUM, TACTUS_ZONE_MAXIMUM,
                             &zone, error))
    return FALSE;

  if (strlen (text) == strlen ("2018-05-03T17:47"))
    whole = g_strconcat (text, ":00", NULL);
  if (!tactus_band_time_parse_text (since, whole ? whole : text, error))
    return FALSE;

  since->zone_quarters = (gint8) zone;
  return TRUE;
}

gboolean
vector_answer_fetch_command (JsonObject  *input,
                             JsonObject  *result,
                             GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime since;
  gint64 type;

  if (!vector_get_number (input, "type", 0, G_MAXUINT8, &type, error)
      || !get_since (input, &since, error))
    return FALSE;

  bytes = tactus_fetch_command_encode ((guint8) type, &since);
  vector_put_bytes (result, "bytes", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

static const char *
op_text (TactusFetchOp op)
{
  switch (op)
    {
    case TACTUS_FETCH_OP_START:
      return "start";
    case TACTUS_FETCH_OP_DATA:
      return "data_end";
    case TACTUS_FETCH_OP_ACK:
    default:
      return "ack";
    }
}

gboolean
vector_answer_fetch_response (JsonObject  *input,
                              JsonObject  *result,
                              GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusFetchResponse answer;
  gboolean started;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_fetch_response_parse (&answer, g_bytes_get_data (bytes, NULL),
                                       g_bytes_get_size (bytes), error))
    return FALSE;

  started = answer.ok && answer.op == TACTUS_FETCH_OP_START;
  vector_put_text (result, "op", op_text (answer.op));
  json_object_set_boolean_member (result, "ok", answer.ok);
  vector_put_optional (result, "count", answer.count, started);
  vector_put_time (result, "start_local", answer.has_start, &answer.start);
  vector_put_zone (result, "zone_quarters", answer.start.zone_quarters);
  vector_put_optional (result, "crc32", answer.crc32, answer.has_crc32);
  vector_put_text (result, "reason", !answer.ok && answer.nothing ? "nothing" : NULL);
  return TRUE;
}

static void
put_sample (JsonArray                  *samples,
            const TactusActivitySample *sample)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "kind", sample->kind);
  json_object_set_int_member (object, "intensity", sample->intensity);
  json_object_set_int_member (object, "steps", sample->steps);
  vector_put_optional (object, "heart_rate", sample->heart_rate, sample->heart_rate > 0);
  json_array_add_object_element (samples, object);
}

gboolean
vector_answer_activity_packet (JsonObject  *input,
                               JsonObject  *result,
                               GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GArray) samples = NULL;
  JsonArray *list;
  gint64 size;
  guint8 counter;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !vector_get_number (input, "sample_size", 0, G_MAXUINT8, &size, error))
    return FALSE;

  samples = tactus_activity_packet_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                          (guint) size, &counter, error);
  if (!samples)
    return FALSE;

  list = json_array_new ();
  for (guint i = 0; i < samples->len; i++)
    put_sample (list, &g_array_index (samples, TactusActivitySample, i));
  json_object_set_int_member (result, "counter", counter);
  json_object_set_array_member (result, "samples", list);
  return TRUE;
}

static gboolean
add_counter (GByteArray  *counters,
             JsonNode    *node,
             GError     **error)
{
  gint64 number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
                  ? json_node_get_int (node) : -1;
  guint8 byte = (guint8) number;

  if (number < 0 || number > G_MAXUINT8)
    return vector_bad_input (error, "counters", "a list of bytes");

  g_byte_array_append (counters, &byte, 1);
  return TRUE;
}

gboolean
vector_answer_counter_sequence (JsonObject  *input,
                                JsonObject  *result,
                                GError     **error)
{
  g_autoptr(GByteArray) counters = g_byte_array_new ();
  JsonArray *array;
  gint64 first;

  if (!vector_get_array (input, "counters", &array, error)
      || !vector_get_number (input, "first_expected", 0, G_MAXUINT8, &first, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!add_counter (counters, json_array_get_element (array, i), error))
      return FALSE;

  if (!tactus_fetch_counters_check (counters->data, counters->len, (guint8) first, error))
    return FALSE;

  json_object_set_boolean_member (result, "ok", TRUE);
  return TRUE;
}
