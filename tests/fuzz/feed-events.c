/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include "feed-verdict.h"
#include "tactus-chunk.h"
#include "tactus-config-reply.h"
#include "tactus-event.h"
#include "tactus-raw.h"

void
feed_event (const guint8 *data,
            gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusEvent event;

  if (!feed_verdict (tactus_event_parse (&event, data, length, &error), &error))
    return;

  g_assert_cmphex (event.code, ==, data[0]);
  g_assert_nonnull (tactus_event_kind_to_name (event.kind));
  g_assert_true (event.kind != TACTUS_EVENT_MTU || event.value >= 23);
}

void
feed_config_reply (const guint8 *data,
                   gsize         length)
{
  g_autoptr(GError) error = NULL;
  guint8 op;
  int sub;
  gboolean ok;

  if (!feed_verdict (tactus_config_reply_parse (data, length, &op, &sub, &ok, &error), &error))
    return;

  g_assert_cmphex (op, ==, data[1]);
  g_assert_cmpint (sub, >=, -1);
  g_assert_cmpint (sub, <=, G_MAXUINT8);
}

void
feed_raw (const guint8 *data,
          gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusRawPacket packet;

  if (!feed_verdict (tactus_raw_parse (&packet, data, length, &error), &error))
    return;

  g_assert_cmpuint (packet.n_values, >, 0);
  g_assert_cmpuint (packet.n_values, <=, G_N_ELEMENTS (packet.values));
  g_assert_true (packet.kind != TACTUS_RAW_ACCELERATION || packet.n_values % 3 == 0);
  for (guint i = 0; i < packet.n_values; i++)
    g_assert_cmpint (ABS (packet.values[i]), <=, G_MAXUINT16);
}

/* One chunk, and a message that is split: its chunks hold it again. */
void
feed_chunk (const guint8 *data,
            gsize         length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = NULL;
  g_autoptr(GByteArray) joined = g_byte_array_new ();
  TactusChunk chunk;

  if (feed_verdict (tactus_chunk_parse (&chunk, data, length, &error), &error))
    g_assert_true (chunk.is_first == (chunk.counter == 0) || chunk.is_last);

  writes = tactus_chunk_split (TACTUS_CHUNK_MUSIC, TACTUS_CHUNK_PAYLOAD, data, length, NULL);
  if (!writes)
    return;

  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      gsize size;
      const guint8 *bytes = g_bytes_get_data (write->value, &size);

      g_assert_cmpuint (size, <=, TACTUS_CHUNK_PAYLOAD);
      g_assert_true (tactus_chunk_parse (&chunk, bytes, size, NULL));
      g_assert_cmpint (chunk.is_last, ==, i + 1 == writes->len);
      g_byte_array_append (joined, chunk.data, (guint) chunk.length);
    }

  g_assert_cmpmem (joined->data, joined->len, data, length);
}
