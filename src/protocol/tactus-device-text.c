/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-device-text.h"

#define MAX_SIZE    248
#define REPLACEMENT 0xfffd

/* What cannot be seen, but turns the direction of what follows, breaks a line or makes two texts
 * look alike: a device could write into our labels with it. */
static gboolean
is_visible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_UNASSIGNED &&
         type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

static gunichar
printable (gunichar c)
{
  return is_visible (c) ? c : REPLACEMENT;
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
