/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers.h"

#include <string.h>

#include "vector-answers-private.h"

typedef gboolean (*Answer) (JsonObject  *input,
                            JsonObject  *result,
                            GError     **error);

static const struct {
  const char *format;
  Answer      answer;
} formats[] = {
  { "advertisement", vector_answer_advertisement },
  { "crc8_maxim", vector_answer_crc8 },
  { "device_name", vector_answer_device_name },
  { "heart_rate_measurement", vector_answer_heart_rate },
  { "huami_activity_packet", vector_answer_activity_packet },
  { "huami_auth_cipher", vector_answer_auth_cipher },
  { "huami_auth_response", vector_answer_auth_response },
  { "huami_auth_write", vector_answer_auth_write },
  { "huami_battery", vector_answer_battery },
  { "huami_chunk_old", vector_answer_chunk_old },
  { "huami_config_reply", vector_answer_config_reply },
  { "huami_counter_sequence", vector_answer_counter_sequence },
  { "huami_event", vector_answer_event },
  { "huami_fetch_command", vector_answer_fetch_command },
  { "huami_fetch_response", vector_answer_fetch_response },
  { "huami_raw_accel", vector_answer_raw_accel },
  { "huami_steps", vector_answer_steps },
  { "huami_time_decode", vector_answer_time_decode },
  { "huami_time_encode", vector_answer_time_encode },
  { "huami_write", vector_answer_write },
  { "key_text", vector_answer_key_text },
  { "mi1_battery", vector_answer_mi1_battery },
  { "mi1_date_write", vector_answer_mi1_date_write },
  { "mi1_user_info", vector_answer_mi1_user_info },
};

static Answer
find_answer (const char *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].format, format) == 0)
      return formats[i].answer;

  return NULL;
}

gboolean
vector_answer (JsonObject  *question,
               JsonObject  *result,
               GError     **error)
{
  const char *format = vector_peek_text (question, "format");
  JsonNode *input = json_object_get_member (question, "input");
  Answer answer;

  if (!format)
    return vector_bad_input (error, "format", "a text");

  answer = find_answer (format);
  if (!answer)
    {
      json_object_set_boolean_member (result, "skipped", TRUE);
      return TRUE;
    }

  if (!input || !JSON_NODE_HOLDS_OBJECT (input))
    return vector_bad_input (error, "input", "an object");

  return answer (json_node_get_object (input), result, error);
}
