/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-json-line.h"

/* JSON-GLib leaves some of them as they are, among them U+009B, with which commands to a terminal
 * begin as well.  Outside of texts there are none. */
static void
append_character (GString  *line,
                  gunichar  character)
{
  if (g_unichar_iscntrl (character))
    g_string_append_printf (line, "\\u%04x", character);
  else
    g_string_append_unichar (line, character);
}

char *
tactus_json_to_line (JsonNode *node)
{
  g_autofree char *json = json_to_string (node, FALSE);
  g_autofree char *valid = g_utf8_make_valid (json, -1);
  g_autoptr(GString) line = g_string_new (NULL);

  for (const char *at = valid; *at; at = g_utf8_next_char (at))
    append_character (line, g_utf8_get_char (at));
  g_string_append_c (line, '\n');

  return g_string_free (g_steal_pointer (&line), FALSE);
}
