/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-hex.h"

#include <string.h>

#include "tactus-protocol-error.h"

/* Pages and messengers put these around what people copy; they are invisible and no white space. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x200b || c == 0x2060 || c == 0xfeff;
}

static gboolean
is_separator (gunichar c)
{
  return c == ':' || c == '-' || g_unichar_isspace (c) || is_invisible (c);
}

/* The next character, or 0xfffd for bytes that are no UTF-8; @text moves behind it. */
static gunichar
next_char (const char **text)
{
  gunichar c = g_utf8_get_char_validated (*text, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      (*text)++;
      return 0xfffd;
    }

  *text = g_utf8_next_char (*text);
  return c;
}

static const char *
skip_prefix (const char *text,
             gsize      *position)
{
  const char *next = text;

  while (*text && is_separator (next_char (&next)))
    {
      text = next;
      (*position)++;
    }

  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    {
      *position += 2;
      return text + 2;
    }

  return text;
}

static void
put_digit (guint8 *out,
           gsize   size,
           gsize   index,
           int     digit)
{
  if (index / 2 >= size)
    return;

  if (index % 2 == 0)
    out[index / 2] = (guint8) (digit << 4);
  else
    out[index / 2] |= (guint8) digit;
}

gboolean
tactus_hex_scan (const char *text,
                 guint8     *out,
                 gsize       size,
                 gsize      *n_digits,
                 gsize      *bad_position)
{
  gsize position = 0;

  *n_digits = 0;
  *bad_position = 0;
  text = skip_prefix (text, &position);

  while (*text)
    {
      gunichar c = next_char (&text);

      position++;
      if (c < 128 && g_ascii_isxdigit ((char) c))
        put_digit (out, size, (*n_digits)++, g_ascii_xdigit_value ((char) c));
      else if (!is_separator (c))
        {
          *bad_position = position;
          return FALSE;
        }
    }

  return TRUE;
}

GBytes *
tactus_hex_to_bytes (const char  *text,
                     GError     **error)
{
  gsize size = strlen (text) / 2;
  g_autofree guint8 *bytes = g_malloc0 (size + 1);
  gsize n_digits;
  gsize bad_position;

  if (!tactus_hex_scan (text, bytes, size, &n_digits, &bad_position))
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Character %" G_GSIZE_FORMAT " is no hexadecimal digit", bad_position);
      return NULL;
    }

  if (n_digits % 2 != 0)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "%" G_GSIZE_FORMAT " digits; a byte has two, so the number must be even",
                   n_digits);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&bytes), n_digits / 2);
}

char *
tactus_hex_from_bytes (const guint8 *bytes,
                       gsize         length)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (2 * length + 1);

  for (gsize i = 0; i < length; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 0x0f];
    }
  text[2 * length] = '\0';

  return text;
}
