/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-fetch.h"

#include <string.h>

#include "tactus-sim-first.h"

/* One run covers no more than a day. */
#define RUN_MINUTES (24 * 60)

/* First generation: minutes of a block, and bytes of a packet. */
#define BLOCK_MINUTES 360
#define PIECE_SIZE    20

#define TYPE_MINUTES 0x01

#define QUARTER_S (15 * 60)

void
tactus_sim_fetch_clear (TactusSimFetch *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  memset (self, 0, sizeof *self);
}

guint32
tactus_sim_crc32 (guint32       crc,
                  const guint8 *data,
                  gsize         size)
{
  crc = ~crc;
  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }

  return ~crc;
}

GDateTime *
tactus_sim_fetch_local (const TactusSimMinutes *minutes,
                        guint                   index,
                        int                     zone_quarters)
{
  return g_date_time_new_from_unix_utc (tactus_sim_minutes_time (minutes, index) +
                                        zone_quarters * QUARTER_S);
}

static void
put_u32 (guint8  *to,
         guint32  value)
{
  guint32 little = GUINT32_TO_LE (value);

  memcpy (to, &little, sizeof little);
}

static void
put_u16 (guint8 *to,
         guint   value)
{
  to[0] = (guint8) (value & 0xff);
  to[1] = (guint8) (value >> 8);
}

/* ── generations B and B' ── */

GBytes *
tactus_sim_fetch_announce (TactusSimFetch         *self,
                           const TactusSimMinutes *minutes,
                           gint64                  asked_s,
                           int                     zone_quarters,
                           gint64                  now_us)
{
  guint count = tactus_sim_minutes_count (minutes, now_us);
  guint8 data[15] = { 0x10, 0x01, 0x01 };
  g_autoptr(GDateTime) start = NULL;

  tactus_sim_fetch_clear (self);
  self->state = TACTUS_SIM_FETCH_ANNOUNCED;
  self->from = self->next = tactus_sim_minutes_find (minutes, asked_s, now_us);
  self->to = MIN (count, self->from + RUN_MINUTES);

  start = self->from < self->to ? tactus_sim_fetch_local (minutes, self->from, zone_quarters)
                                : g_date_time_new_from_unix_utc (asked_s +
                                                                 zone_quarters * QUARTER_S);
  put_u32 (data + 3, self->to - self->from);
  put_u16 (data + 7, (guint) g_date_time_get_year (start));
  data[9] = (guint8) g_date_time_get_month (start);
  data[10] = (guint8) g_date_time_get_day_of_month (start);
  data[11] = (guint8) g_date_time_get_hour (start);
  data[12] = (guint8) g_date_time_get_minute (start);
  data[13] = 0;
  data[14] = (guint8) (gint8) zone_quarters;

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_fetch_packet (TactusSimFetch         *self,
                         const TactusSimMinutes *minutes,
                         const TactusSimModel   *model)
{
  guint fits = (model->mtu - 3u - 1u) / model->sample_size;
  GByteArray *packet;

  if (self->next >= self->to)
    return NULL;

  packet = g_byte_array_new ();
  g_byte_array_append (packet, &self->counter, 1);
  for (guint i = 0; i < fits && self->next < self->to; i++)
    tactus_sim_minutes_append (minutes, self->next++, model->sample_size, packet);
  self->counter++;
  self->crc = tactus_sim_crc32 (self->crc, packet->data + 1, packet->len - 1);

  return g_byte_array_free_to_bytes (packet);
}

GBytes *
tactus_sim_fetch_end (TactusSimFetch *self,
                      gboolean        with_crc)
{
  gboolean empty = self->from >= self->to;
  guint8 data[7] = { 0x10, 0x02, empty ? 0x04 : 0x01 };

  self->state = TACTUS_SIM_FETCH_SENT;
  put_u32 (data + 3, self->crc);

  return g_bytes_new (data, with_crc && !empty ? sizeof data : 3);
}

/* ── first generation ── */

GBytes *
tactus_sim_fetch_header (TactusSimFetch         *self,
                         const TactusSimMinutes *minutes,
                         const TactusSimModel   *model,
                         int                     zone_quarters)
{
  guint8 data[11] = { TYPE_MINUTES };
  g_autoptr(GDateTime) start = NULL;

  self->from = self->to;
  self->to = MIN (self->end, self->from + BLOCK_MINUTES);
  self->state = self->from < self->to ? TACTUS_SIM_FETCH_SENDING : TACTUS_SIM_FETCH_SENT;

  start = tactus_sim_fetch_local (minutes, self->from, zone_quarters);
  tactus_sim_first_put_date (data + 1, start);
  put_u16 (data + 7, MIN (self->end - self->from, G_MAXUINT16));
  put_u16 (data + 9, self->to - self->from);

  g_clear_pointer (&self->bytes, g_byte_array_unref);
  self->bytes = g_byte_array_new ();
  for (guint i = self->from; i < self->to; i++)
    tactus_sim_minutes_append (minutes, i, model->sample_size, self->bytes);

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_fetch_piece (TactusSimFetch *self,
                        gboolean        with_counter)
{
  guint room = with_counter ? PIECE_SIZE - 1 : PIECE_SIZE;
  guint size = MIN (room, self->bytes->len);
  GByteArray *piece;

  if (size == 0)
    return NULL;

  piece = g_byte_array_new ();
  if (with_counter)
    g_byte_array_append (piece, &self->counter, 1);
  g_byte_array_append (piece, self->bytes->data, size);
  g_byte_array_remove_range (self->bytes, 0, size);
  self->counter++;

  return g_byte_array_free_to_bytes (piece);
}
