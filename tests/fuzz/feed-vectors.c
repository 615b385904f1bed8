/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the conformance runner: any text has an answer of one line. */

#include "feeds.h"

#include <string.h>

#include "vector-line.h"

void
feed_vectors (const guint8 *data,
              gsize         length)
{
  g_autofree char *line = g_strndup (data ? (const char *) data : "", length);
  g_autoptr(JsonObject) result = vector_line_answer (line, strlen (line), NULL);
  g_autofree char *text = vector_object_to_text (result);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\n'));
}
