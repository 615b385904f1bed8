/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

/**
 * vector_answer:
 * @question: `{"format": …, "input": {…}}`
 * @result: an empty object, to be filled; `{"skipped": true}` for a format that is not known
 *
 * Asks the functions the app calls.
 *
 * Returns: %FALSE with an error where the input must be refused
 */
gboolean vector_answer (JsonObject  *question,
                        JsonObject  *result,
                        GError     **error);
