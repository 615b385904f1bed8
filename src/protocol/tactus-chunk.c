/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-chunk.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define OFFSET_PLACE    1
#define OFFSET_COUNTER  2

#define TYPE_MASK       0x0f
#define RESERVED_MASK   0x30

/* Where a chunk stands. */
#define PLACE_MASK      0xc0
#define PLACE_FIRST     0x00
#define PLACE_MIDDLE    0x40
#define PLACE_LAST      0x80
#define PLACE_ONLY      0xc0

/* No attribute of Bluetooth LE is longer. */
#define LARGEST_PAYLOAD 512

static gboolean
malformed (GError     **error,
           const char  *problem)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED, "Chunk: %s", problem);

  return FALSE;
}

static GPtrArray *
refuse (GError     **error,
        const char  *problem)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE, "Message in chunks: %s",
               problem);

  return NULL;
}

gboolean
tactus_chunk_parse (TactusChunk   *self,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  guint8 place;

  *self = (TactusChunk) { 0 };

  if (length == 0 || data[0] != 0x00)
    return malformed (error, "byte 0 is not 00");
  if (length <= TACTUS_CHUNK_HEADER_SIZE)
    return malformed (error, "the data at byte 3 are missing");
  if (data[OFFSET_PLACE] & RESERVED_MASK)
    return malformed (error, "a reserved bit (30) is set in byte 1");

  place = data[OFFSET_PLACE] & PLACE_MASK;
  self->type = data[OFFSET_PLACE] & TYPE_MASK;
  self->is_first = place == PLACE_FIRST || place == PLACE_ONLY;
  self->is_last = place == PLACE_LAST || place == PLACE_ONLY;
  self->counter = data[OFFSET_COUNTER];
  self->data = data + TACTUS_CHUNK_HEADER_SIZE;
  self->length = length - TACTUS_CHUNK_HEADER_SIZE;

  return self->is_first == (self->counter == 0)
         || malformed (error, "the counter at byte 2 contradicts the place in byte 1");
}

static guint8
place_of (guint index,
          guint last)
{
  if (last == 0)
    return PLACE_ONLY;
  if (index == 0)
    return PLACE_FIRST;

  return index == last ? PLACE_LAST : PLACE_MIDDLE;
}

static void
add_chunk (GPtrArray    *writes,
           guint8        place_and_type,
           guint8        counter,
           const guint8 *data,
           gsize         length)
{
  guint8 chunk[LARGEST_PAYLOAD] = { 0x00, place_and_type, counter };

  memcpy (chunk + TACTUS_CHUNK_HEADER_SIZE, data, length);
  tactus_write_list_add (writes, TACTUS_UUID_CHUNKED, chunk, TACTUS_CHUNK_HEADER_SIZE + length,
                         FALSE, FALSE);
}

GPtrArray *
tactus_chunk_split (guint8         type,
                    guint          payload,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();
  gsize room = MIN (payload, LARGEST_PAYLOAD) - TACTUS_CHUNK_HEADER_SIZE;
  guint last;

  if (type > TYPE_MASK)
    return refuse (error, "the type must be 0 to 15");
  if (payload <= TACTUS_CHUNK_HEADER_SIZE)
    return refuse (error, "the payload must be 4 or more");
  if (length == 0 || length > TACTUS_CHUNK_MAXIMUM * room)
    return refuse (error, "the length must be 1 to 256 times the payload less 3");

  last = (guint) ((length - 1) / room);
  for (guint i = 0; i <= last; i++)
    {
      gsize offset = i * room;

      add_chunk (writes, place_of (i, last) | type, (guint8) i, data + offset,
                 MIN (room, length - offset));
    }

  return g_steal_pointer (&writes);
}
