/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-device-text.h"

#define MAX_SIZE    248
#define REPLACEMENT 0xfffd

/* Marks that turn the direction of what follows, so that a device could write into our labels. */
static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c
         || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static gunichar
printable (gunichar c)
{
  return g_unichar_iscntrl (c) || is_direction_mark (c) ? REPLACEMENT : c;
}

/* The next character and how many bytes it took; any byte that begins none is one by itself. */
static gunichar
next_char (const guint8 *data,
           gsize         length,
           gsize        *taken)
{
  gunichar c = data[0] ? g_utf8_get_char_validated ((const char *) data, (gssize) length) : 0;

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *taken = 1;
      return REPLACEMENT;
    }

  *taken = c ? (gsize) g_unichar_to_utf8 (c, NULL) : 1;
  return c;
}

static gsize
trimmed_length (const guint8 *data,
                gsize         length)
{
  while (length > 0 && (data[length - 1] == 0 || g_ascii_isspace ((char) data[length - 1])))
    length--;

  return length;
}

char *
tactus_device_text_parse (const guint8 *data,
                          gsize         length)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize taken;

  length = trimmed_length (data, length);
  for (gsize i = 0; i < length; i += taken)
    {
      gunichar c = printable (next_char (data + i, length - i, &taken));

      if (text->len + (gsize) g_unichar_to_utf8 (c, NULL) > MAX_SIZE)
        break;

      g_string_append_unichar (text, c);
    }

  /* Cut in the middle, the text may end in white space again. */
  g_strchomp (text->str);

  return *text->str ? g_strdup (text->str) : NULL;
}
