/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "vector-values.h"

/* The formats, by file; the table that finds them is in vector-answers.c. */
#define VECTOR_ANSWER(name)                              \
  gboolean vector_answer_##name (JsonObject  *input,     \
                                 JsonObject  *result,    \
                                 GError     **error);

/* vector-answers-records.c */
VECTOR_ANSWER (advertisement)
VECTOR_ANSWER (auth_cipher)
VECTOR_ANSWER (auth_response)
VECTOR_ANSWER (auth_write)
VECTOR_ANSWER (battery)
VECTOR_ANSWER (device_name)
VECTOR_ANSWER (heart_rate)
VECTOR_ANSWER (key_text)
VECTOR_ANSWER (steps)
VECTOR_ANSWER (time_decode)
VECTOR_ANSWER (time_encode)

/* vector-answers-events.c */
VECTOR_ANSWER (chunk_old)
VECTOR_ANSWER (config_reply)
VECTOR_ANSWER (event)
VECTOR_ANSWER (raw_accel)

/* vector-answers-write.c */
VECTOR_ANSWER (write)

/* vector-answers-activity.c */
VECTOR_ANSWER (activity_packet)
VECTOR_ANSWER (counter_sequence)
VECTOR_ANSWER (fetch_command)
VECTOR_ANSWER (fetch_response)

/* vector-answers-mi1.c */
VECTOR_ANSWER (crc8)
VECTOR_ANSWER (mi1_battery)
VECTOR_ANSWER (mi1_date_write)
VECTOR_ANSWER (mi1_user_info)
