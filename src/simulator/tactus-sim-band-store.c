/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The minutes a band has stored, on their way to a client. */

#include "config.h"

#include "tactus-sim-band-private.h"

#include <string.h>

#include "tactus-sim-first.h"
#include "tactus-uuids.h"

/* From one packet to the next. */
#define PACKET_PERIOD_US 1000

/* From this profile on, packets of the first generation begin with a counter. */
#define PROFILE_WITH_COUNTER 0x02000700

#define QUARTER_S (15 * 60)

static gboolean
is_first (TactusSimBand *self)
{
  return self->spec->model->family == TACTUS_SIM_FAMILY_FIRST;
}

void
tactus_sim_band_anchor_minutes (TactusSimBand *self)
{
  g_autoptr(GDateTime) local = tactus_sim_band_get_local (self);

  if (self->told_time)
    tactus_sim_minutes_anchor (&self->minutes,
                               g_date_time_to_unix (local) - self->zone_quarters * QUARTER_S,
                               self->now_us);
}

/* ── what tests ask ── */

guint
tactus_sim_band_get_n_minutes (TactusSimBand *self,
                               gint64         now_us)
{
  return tactus_sim_minutes_count (&self->minutes, now_us);
}

guint
tactus_sim_band_get_n_forgotten (TactusSimBand *self)
{
  return self->minutes.forgotten;
}

gint64
tactus_sim_band_get_minute (TactusSimBand   *self,
                            guint            index,
                            TactusSimMinute *minute)
{
  tactus_sim_minutes_get (&self->minutes, index, minute);

  return tactus_sim_minutes_time (&self->minutes, index);
}

/* ── saying things as the faults let them ── */

static void
say_spoilt (TactusSimBand *self,
            TactusSimStep  step,
            GBytes        *frame)
{
  const char *control = is_first (self) ? TACTUS_UUID_MI1_ACTIVITY : TACTUS_UUID_FETCH_CONTROL;
  const char *data = is_first (self) ? TACTUS_UUID_MI1_ACTIVITY : TACTUS_UUID_FETCH_DATA;

  tactus_sim_band_answer (self, step == TACTUS_SIM_STEP_PACKET ? data : control, step, frame);
}

static void
say_status (TactusSimBand *self,
            TactusSimStep  step,
            guint8         op,
            guint8         status)
{
  guint8 frame[3] = { 0x10, op, status };
  g_autoptr(GBytes) bytes = g_bytes_new (frame, sizeof frame);

  say_spoilt (self, step, bytes);
}

static void
forget (TactusSimBand *self)
{
  self->minutes.forgotten = MAX (self->minutes.forgotten, self->fetch.to);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_FORGOT, (int) self->minutes.forgotten);
}

void
tactus_sim_band_stop_fetch (TactusSimBand *self)
{
  tactus_sim_fetch_clear (&self->fetch);
  self->packet_us = TACTUS_SIM_NEVER;
}

/* ── generations B and B' ── */

/* 01, type, year, month, day, hour, minute, second, zone; "type 1" is minutes. */
static gboolean
parse_request (const guint8 *data,
               gsize         size,
               gint64       *asked_s)
{
  g_autoptr(GDateTime) local = NULL;

  if (size != 10 || data[1] != 0x01)
    return FALSE;

  local = g_date_time_new_utc (data[2] | data[3] << 8, data[4], data[5], data[6], data[7], 0);
  if (local)
    *asked_s = g_date_time_to_unix (local) - (gint8) data[9] * QUARTER_S;

  return local != NULL;
}

static void
announce (TactusSimBand *self,
          const guint8  *data,
          gsize          size)
{
  gint64 asked_s;
  g_autoptr(GBytes) frame = NULL;

  tactus_sim_band_stop_fetch (self);
  if (!parse_request (data, size, &asked_s))
    {
      say_status (self, TACTUS_SIM_STEP_FETCH, 0x01, 0x02);
      return;
    }

  frame = tactus_sim_fetch_announce (&self->fetch, &self->minutes, asked_s, self->zone_quarters,
                                     self->now_us);
  say_spoilt (self, TACTUS_SIM_STEP_FETCH, frame);
}

static void
send (TactusSimBand *self)
{
  if (self->fetch.state != TACTUS_SIM_FETCH_ANNOUNCED)
    {
      say_status (self, TACTUS_SIM_STEP_END, 0x02, 0x04);
      return;
    }

  self->fetch.state = TACTUS_SIM_FETCH_SENDING;
  self->packet_us = self->now_us + PACKET_PERIOD_US;
}

static void
acknowledge (TactusSimBand *self,
             const guint8  *data,
             gsize          size)
{
  gboolean keep = size == 2 && data[1] == 0x09;

  if (self->fetch.state == TACTUS_SIM_FETCH_SENT && !keep)
    forget (self);
  tactus_sim_band_stop_fetch (self);
  say_status (self, TACTUS_SIM_STEP_ACK, 0x03, 0x01);
}

guint8
tactus_sim_band_write_fetch (TactusSimBand *self,
                             const guint8  *data,
                             gsize          size)
{
  if (size > 0 && data[0] == 0x01)
    announce (self, data, size);
  else if (size == 1 && data[0] == 0x02)
    send (self);
  else if ((size == 1 || size == 2) && data[0] == 0x03)
    acknowledge (self, data, size);
  else
    return TACTUS_SIM_ATT_UNLIKELY;

  return 0;
}

/* ── first generation ── */

static void
say_header (TactusSimBand *self)
{
  g_autoptr(GBytes) header = tactus_sim_fetch_header (&self->fetch, &self->minutes,
                                                      self->spec->model, self->zone_quarters);
  gboolean over = self->fetch.from == self->fetch.to;

  say_spoilt (self, over ? TACTUS_SIM_STEP_END : TACTUS_SIM_STEP_FETCH, header);
  self->packet_us = over ? TACTUS_SIM_NEVER : self->now_us + PACKET_PERIOD_US;
}

guint8
tactus_sim_band_start_first_fetch (TactusSimBand *self,
                                   const guint8  *data)
{
  tactus_sim_band_stop_fetch (self);
  self->fetch.to = self->minutes.forgotten;
  self->fetch.end = tactus_sim_minutes_count (&self->minutes, self->now_us);
  say_header (self);

  return 0;
}

guint8
tactus_sim_band_stop_first_fetch (TactusSimBand *self,
                                  const guint8  *data)
{
  tactus_sim_band_stop_fetch (self);
  tactus_sim_band_notice (self, TACTUS_SIM_NOTICE_SYNC_CANCELLED);

  return 0;
}

/* 0a, date, bytes of the block; inverted: keep it all the same. */
guint8
tactus_sim_band_confirm_block (TactusSimBand *self,
                               const guint8  *data)
{
  guint bytes = (self->fetch.to - self->fetch.from) * self->spec->model->sample_size;
  guint got = data[7] | (guint) data[8] << 8;
  g_autoptr(GDateTime) start = tactus_sim_fetch_local (&self->minutes, self->fetch.from,
                                                       self->zone_quarters);
  guint8 date[6];
  gboolean right;

  tactus_sim_first_put_date (date, start);
  right = self->fetch.state == TACTUS_SIM_FETCH_SENT && memcmp (date, data + 1, 6) == 0;
  if (!right || (got != bytes && got != (~bytes & 0xffff)))
    return TACTUS_SIM_ATT_UNLIKELY;

  if (got == bytes && bytes > 0)
    forget (self);
  if (bytes > 0)
    say_header (self);
  else
    tactus_sim_band_stop_fetch (self); /* the end has been heard, too */

  return 0;
}

/* ── packets ── */

static GBytes *
next_packet (TactusSimBand *self)
{
  guint32 profile = self->spec->profile != 0 ? self->spec->profile : self->spec->model->profile;

  return is_first (self)
           ? tactus_sim_fetch_piece (&self->fetch, profile >= PROFILE_WITH_COUNTER)
           : tactus_sim_fetch_packet (&self->fetch, &self->minutes, self->spec->model);
}

static void
end_run (TactusSimBand *self)
{
  g_autoptr(GBytes) frame = NULL;

  self->packet_us = TACTUS_SIM_NEVER;
  self->fetch.state = TACTUS_SIM_FETCH_SENT;
  if (is_first (self))
    return;

  frame = tactus_sim_fetch_end (&self->fetch, self->spec->crc);
  say_spoilt (self, TACTUS_SIM_STEP_END, frame);
}

void
tactus_sim_band_tick_fetch (TactusSimBand *self)
{
  g_autoptr(GBytes) packet = NULL;

  if (self->now_us < self->packet_us)
    return;

  packet = next_packet (self);
  if (!packet)
    {
      end_run (self);
      return;
    }

  self->packet_us = self->now_us + PACKET_PERIOD_US;
  say_spoilt (self, TACTUS_SIM_STEP_PACKET, packet);
  /* The first generation says nothing after the last one. */
  if (is_first (self) && self->fetch.bytes->len == 0)
    end_run (self);
}
