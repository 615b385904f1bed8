/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-words-private.h"

#include <string.h>

/* Twice the largest message a band takes; nobody reads a book on a wrist. */
#define LONGEST_WORDS 1024

/* What a display makes of it: 0 is nothing. */
static gunichar
clean_char (gunichar c,
            gboolean keep_lines)
{
  if (c == '\n' && keep_lines)
    return c;
  if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029)
    return ' ';

  return g_unichar_iscntrl (c) ? 0 : c;
}

gsize
tactus_words_fit (const char *text,
                  gsize       room)
{
  const char *end = text;

  while (*end && (gsize) (g_utf8_next_char (end) - text) <= room)
    end = g_utf8_next_char (end);

  return (gsize) (end - text);
}

char *
tactus_words_clean (const char *text,
                    gboolean    keep_lines)
{
  g_autofree char *valid = NULL;
  GString *clean = g_string_new (NULL);

  if (text)
    valid = g_utf8_make_valid (text, (gssize) strnlen (text, LONGEST_WORDS + 3));

  for (const char *next = valid; next && *next; next = g_utf8_next_char (next))
    {
      gunichar c = clean_char (g_utf8_get_char (next), keep_lines);

      if (c)
        g_string_append_unichar (clean, c);
    }

  g_string_truncate (clean, tactus_words_fit (clean->str, LONGEST_WORDS));

  return g_strstrip (g_string_free (clean, FALSE));
}
