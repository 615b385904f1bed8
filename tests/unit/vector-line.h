/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

/**
 * vector_line_answer:
 * @line: `{"format": …, "input": {…}}`, or anything else
 * @question: (out) (optional) (nullable) (transfer full): what could be read of it
 *
 * Returns: (transfer full): the answer; `{"error": true, "message": …}` for input that must be
 *   refused and for a line that is no question
 */
JsonObject *vector_line_answer    (const char  *line,
                                   gsize        length,
                                   JsonObject **question);

/** vector_object_to_text: Returns: (transfer full): one line of JSON, without its end */
char       *vector_object_to_text (JsonObject  *object);
