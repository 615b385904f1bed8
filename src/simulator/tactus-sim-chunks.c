/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-chunks.h"

#include <string.h>

/* Flags in the second byte; below them is the type. */
#define FLAGS  0xc0
#define FIRST  0x00
#define MIDDLE 0x40
#define LAST   0x80
#define ONLY   0xc0

#define HEADER 3

#define CATEGORY_CALL   0x03
#define CATEGORY_CUSTOM 0xfa

#define CALL_BEGINS 0x00
#define CALL_ENDS   0x03

void
tactus_sim_chunks_clear (TactusSimChunks *self)
{
  g_clear_pointer (&self->data, g_byte_array_unref);
}

static const char *
lose (TactusSimChunks *self,
      const char      *why)
{
  tactus_sim_chunks_clear (self);

  return why;
}

const char *
tactus_sim_chunks_push (TactusSimChunks  *self,
                        const guint8     *data,
                        gsize             size,
                        GBytes          **message,
                        guint8           *type)
{
  guint8 flags;

  *message = NULL;
  if (size < HEADER || data[0] != 0x00)
    return lose (self, "no piece of a message");

  flags = data[1] & FLAGS;
  if (flags == FIRST || flags == ONLY)
    {
      tactus_sim_chunks_clear (self);
      self->data = g_byte_array_new ();
      self->type = data[1] & ~FLAGS;
      self->next = 0;
    }
  else if (!self->data)
    {
      return lose (self, "a piece without a beginning");
    }

  if ((data[1] & ~FLAGS) != self->type)
    return lose (self, "a piece of another message");
  if (data[2] != self->next++)
    return lose (self, "a piece out of order");
  if (self->data->len + size - HEADER > TACTUS_SIM_CHUNKS_MAX)
    return lose (self, "a message too long");

  g_byte_array_append (self->data, data + HEADER, (guint) size - HEADER);
  if (flags == LAST || flags == ONLY)
    {
      *type = self->type;
      *message = g_byte_array_free_to_bytes (g_steal_pointer (&self->data));
    }

  return NULL;
}

/* Pieces of text between zero bytes, a line each; empty ones and blanks are left out. */
static char *
lines_of (const guint8 *data,
          gsize         size)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  const char *at = (const char *) data;
  const char *end = at + size;

  while (at < end)
    {
      gsize length = strnlen (at, (gsize) (end - at));
      g_autofree char *line = g_strstrip (g_strndup (at, length));

      if (*line != '\0' && lines->len > 0)
        g_string_append_c (lines, '\n');
      g_string_append (lines, line);
      at += length + 1;
    }

  return g_utf8_validate (lines->str, (gssize) lines->len, NULL)
           ? g_string_free (g_steal_pointer (&lines), FALSE)
           : NULL;
}

/* 03, four zeros, whether it rings or has ended, the name, and three bytes more. */
static char *
words_of_call (const guint8 *data,
               gsize         size)
{
  static const guint8 tail[] = { 0x00, 0x00, 0x00, 0x02 };

  if (size == 6 && data[1] == CALL_ENDS)
    return g_strdup ("");
  if (size < 6 + sizeof tail || memcmp (data + size - sizeof tail, tail, sizeof tail) != 0 ||
      data[5] != CALL_BEGINS)
    return NULL;

  return lines_of (data + 6, size - 6 - sizeof tail);
}

char *
tactus_sim_words_of_chunks (GBytes   *message,
                            gboolean  later,
                            guint8   *category)
{
  static const guint8 zeros[4];
  gsize size;
  const guint8 *data = g_bytes_get_data (message, &size);
  gsize at = 1;

  if (size < 2)
    return NULL;

  *category = data[0];
  if (data[0] == CATEGORY_CALL)
    return words_of_call (data, size);

  if (later)
    {
      if (size < at + sizeof zeros || memcmp (data + at, zeros, sizeof zeros) != 0)
        return NULL;
      at += sizeof zeros;
    }
  if (size <= at || data[at++] != 0x01)
    return NULL;
  if (data[0] == CATEGORY_CUSTOM)
    at++;

  return size > at ? lines_of (data + at, size - at) : NULL;
}

char *
tactus_sim_words_of_alert (const guint8 *data,
                           gsize         size,
                           guint8       *category)
{
  gsize at = 2;

  if (size < at)
    return NULL;

  *category = data[0];
  if (data[0] == CATEGORY_CALL && data[1] == 0x00)
    return size == at ? g_strdup ("") : NULL;
  if (data[0] == CATEGORY_CUSTOM)
    at++;

  return size >= at ? lines_of (data + at, size - at) : NULL;
}
