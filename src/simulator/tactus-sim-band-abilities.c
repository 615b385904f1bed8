/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a band is told to keep, to show and to ring, and its raw sensors. */

#include "config.h"

#include "tactus-sim-band-private.h"

#include <string.h>

#include "tactus-uuids.h"

/* A status that says no. */
#define NOT_AVAILABLE 0x05

/* Three samples at 25 a second. */
#define RAW_PERIOD_US (3 * G_USEC_PER_SEC / 25)

static char *
hex_of (const guint8 *data,
        gsize         size)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);

  return g_string_free (text, FALSE);
}

void
tactus_sim_band_happen_with (TactusSimBand  *self,
                             TactusSimEvent  event,
                             int             value,
                             const char     *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  tactus_sim_band_happen (self, event, value);
  g_clear_pointer (&self->words, g_free);
}

/* ── settings ── */

/* What it keeps: how a command for it begins, how long it may be, and how much of its beginning
 * the answer repeats.  A zero in the third byte of "06" commands is part of the id, of 16 bits. */
static const struct {
  const char *id;      /* "characteristic:prefix" */
  gsize       minimum;
  gsize       maximum;
  gsize       repeated;
} kept[] = {
  { "0003:0601", 4, 4, 3 },   /* seen while connected */
  { "0003:0602", 4, 4, 3 },   /* 12 or 24 hours */
  { "0003:0603", 4, 4, 3 },   /* units */
  { "0003:0605", 4, 8, 3 },   /* display on lift */
  { "0003:0623", 4, 4, 3 },
  { "0003:0606", 4, 4, 3 },   /* goal */
  { "0003:060a", 4, 4, 3 },   /* clock face */
  { "0003:060c", 8, 12, 3 },  /* disconnected */
  { "0003:060d", 4, 4, 3 },   /* turn of the wrist */
  { "0003:0610", 5, 5, 3 },   /* caller */
  { "0003:0613", 4, 4, 3 },   /* language */
  { "0003:0614", 4, 4, 3 },   /* phone found */
  { "0003:0616", 4, 4, 3 },   /* screen lock */
  { "0003:0617", 8, 8, 3 },   /* language */
  { "0003:0619", 4, 4, 3 },   /* phone is silent */
  { "0003:061a", 5, 5, 3 },   /* high heart rate */
  { "0003:061e", 13, 13, 3 }, /* date format */
  { "0003:061f", 4, 4, 3 },   /* shares its pulse */
  { "0003:0621", 9, 9, 3 },   /* PIN */
  { "0003:0622", 4, 4, 3 },
  { "0003:063b", 5, 5, 3 },   /* language */
  { "0003:fe06", 4, 4, 3 },   /* stress */
  { "0003:fe0b", 4, 8, 3 },   /* chime */
  { "0003:08", 12, 12, 1 },   /* inactivity */
  { "0003:0981", 6, 6, 1 },   /* do not disturb */
  { "0003:0982", 2, 2, 1 },
  { "0003:0983", 2, 2, 1 },
  { "0003:0901", 6, 6, 1 },   /* the same, with the display on lift */
  { "0003:0902", 2, 2, 1 },
  { "0003:0903", 2, 2, 1 },
  { "0003:0a", 9, 9, 1 },     /* screens */
  { "0003:1a", 2, 6, 1 },     /* night */
  { "0008:4f", 16, 16, 1 },   /* profile */
  { "0008:10", 7, 7, 1 },     /* goal */
  { "0008:20", 4, 4, 1 },     /* wrist */
};

/* "0003:0602" of a write to 0003 that begins with 06 02. */
static gboolean
is_for (const char   *id,
        const char   *brief,
        const guint8 *data,
        gsize         size)
{
  gsize n = strlen (id + 5) / 2;
  g_autofree char *start = hex_of (data, MIN (n, size));

  return g_str_has_prefix (id, brief) && size >= n && g_str_equal (id + 5, start);
}

static void
keep (TactusSimBand *self,
      const char    *id,
      const guint8  *data,
      gsize          size)
{
  g_autofree char *hex = hex_of (data, size);
  g_autofree char *words = g_strdup_printf ("%.5s%s", id, hex);

  g_hash_table_replace (self->settings, g_strdup (id), g_steal_pointer (&hex));
  tactus_sim_band_happen_with (self, TACTUS_SIM_EVENT_SETTING, 0, words);
}

const char *
tactus_sim_band_get_setting (TactusSimBand *self,
                             const char    *id)
{
  return g_hash_table_lookup (self->settings, id);
}

/* "10", what the command began with, and a status. */
static void
answer_setting (TactusSimBand *self,
                const char    *uuid,
                const guint8  *data,
                gsize          repeated,
                guint8         status)
{
  guint8 frame[8] = { 0x10 };
  g_autoptr(GBytes) bytes = NULL;

  memcpy (frame + 1, data, repeated);
  frame[1 + repeated] = status;
  bytes = g_bytes_new (frame, repeated + 2);
  tactus_sim_band_answer (self, uuid, TACTUS_SIM_STEP_SETTING, bytes);
}

/* Those that change how the band behaves here. */
static void
follow_setting (TactusSimBand *self,
                const char    *id,
                const guint8  *data)
{
  if (g_str_equal (id, "0003:061f"))
    {
      self->spec->share = data[3] == 1;
      tactus_sim_band_advertise_anew (self);
    }
  else if (g_str_equal (id, "0003:0601"))
    {
      tactus_sim_band_set_advertising (self, data[3] == 1);
    }
}

static gboolean
refuses (TactusSimBand *self)
{
  return tactus_sim_faults_peek (&self->spec->faults, TACTUS_SIM_STEP_SETTING) ==
         TACTUS_SIM_EFFECT_REFUSE;
}

static guint8
write_setting (TactusSimBand *self,
               const char    *uuid,
               const guint8  *data,
               gsize          size)
{
  g_autofree char *brief = g_strndup (uuid + 4, 4);

  if (size == 0)
    return TACTUS_SIM_ATT_INVALID_LENGTH;

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (is_for (kept[i].id, brief, data, size))
      {
        gboolean good = size >= kept[i].minimum && size <= kept[i].maximum;

        if (good && !refuses (self))
          {
            keep (self, kept[i].id, data, size);
            follow_setting (self, kept[i].id, data);
          }
        answer_setting (self, uuid, data, MIN (kept[i].repeated, size),
                        good ? 0x01 : NOT_AVAILABLE);
        return 0;
      }

  answer_setting (self, uuid, data, 1, NOT_AVAILABLE);

  return 0;
}

guint8
tactus_sim_band_write_user_settings (TactusSimBand *self,
                                     const guint8  *data,
                                     gsize          size)
{
  return write_setting (self, TACTUS_UUID_USER_SETTINGS, data, size);
}

void
tactus_sim_band_keep_measuring (TactusSimBand *self,
                                const guint8  *data,
                                gsize          size)
{
  const char *id = NULL;

  if (size == 2 && data[0] == 0x14)
    id = "2a39:14";
  else if (size == 3 && data[0] == 0x15 && data[1] == 0x00)
    id = "2a39:1500";
  if (!id)
    return;

  keep (self, id, data, size);
  /* A Mi Band 4 was seen to say no there; then it can say yes, too. */
  if (self->spec->model->server_key)
    answer_setting (self, TACTUS_UUID_HEART_RATE_CONTROL, data, 1, 0x01);
}

guint8
tactus_sim_band_keep_goal (TactusSimBand *self,
                           const guint8  *data)
{
  keep (self, "ff05:05", data, 4);

  return 0;
}

guint8
tactus_sim_band_keep_wrist (TactusSimBand *self,
                            const guint8  *data)
{
  if (data[1] > 1)
    return TACTUS_SIM_ATT_UNLIKELY;

  keep (self, "ff05:0f", data, 2);

  return 0;
}

/* ── alarms ── */

gboolean
tactus_sim_band_get_alarm (TactusSimBand  *self,
                           guint           slot,
                           TactusSimAlarm *alarm)
{
  if (slot >= TACTUS_SIM_N_ALARMS)
    return FALSE;

  *alarm = self->alarms[slot];

  return alarm->set;
}

static void
keep_alarm (TactusSimBand        *self,
            guint                 slot,
            const TactusSimAlarm *alarm)
{
  self->alarms[slot] = *alarm;
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_ALARM_SET, (int) slot);
}

/* 02, slot with its flags, hour, minute, days. */
static void
set_alarm (TactusSimBand *self,
           const guint8  *data,
           gsize          size)
{
  guint slot = size > 1 ? data[1] & 0x0f : TACTUS_SIM_N_ALARMS;
  gboolean good = size == 5 && slot < TACTUS_SIM_N_ALARMS && data[2] < 24 && data[3] < 60;

  if (good && !refuses (self))
    {
      TactusSimAlarm alarm = {
        .enabled = (data[1] & 0x80) != 0,
        .snooze = (data[1] & 0x40) == 0,
        .hour = data[2],
        .minute = data[3],
        .days = data[4],
      };

      /* "02 slot 00 00 00" deletes it. */
      alarm.set = alarm.enabled || alarm.hour != 0 || alarm.minute != 0 || alarm.days != 0;
      keep_alarm (self, slot, &alarm);
    }
  answer_setting (self, TACTUS_UUID_CONFIGURATION, data, 1, good ? 0x01 : NOT_AVAILABLE);
}

guint8
tactus_sim_band_set_first_alarm (TactusSimBand *self,
                                 const guint8  *data)
{
  TactusSimAlarm alarm = {
    .set = TRUE,
    .enabled = data[2] != 0,
    .smart = data[9] != 0,
    .hour = data[6],
    .minute = data[7],
    .days = data[10],
  };

  if (data[1] > 2 || data[2] > 1 || data[4] > 11 || data[5] < 1 || data[5] > 31 ||
      data[6] > 23 || data[7] > 59 || (data[9] != 0 && data[9] != 0x1e))
    return TACTUS_SIM_ATT_UNLIKELY;

  keep_alarm (self, data[1], &alarm);

  return 0;
}

static void
list_alarms (TactusSimBand *self)
{
  guint8 frame[9 + TACTUS_SIM_N_ALARMS] = { 0x10, 0x0d, 0x01 };
  guint n = 0;
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < TACTUS_SIM_N_ALARMS; i++)
    if (self->alarms[i].set)
      frame[9 + n++] = (guint8) (i | (self->alarms[i].enabled ? 0x10 : 0));
  frame[8] = (guint8) n;
  bytes = g_bytes_new (frame, 9 + n);
  tactus_sim_band_answer (self, TACTUS_UUID_CONFIGURATION, TACTUS_SIM_STEP_SETTING, bytes);
}

/* One part of a long answer: a header of 8 bytes in the first, of 4 in the others. */
static void
say_part (TactusSimBand *self,
          guint8         flags,
          guint8         number,
          const guint8  *data,
          gsize          size)
{
  gboolean first = (flags & 0x40) == 0 ? flags == 0x00 : flags == 0xc0;
  gsize header = first ? 8 : 4;
  guint8 frame[20] = { 0x80, 0x01, flags, number, first ? 0x10 : 0x00 };
  g_autoptr(GBytes) bytes = NULL;

  if (!first)
    frame[4] = data[0];
  memcpy (frame + header, data, size);
  bytes = g_bytes_new (frame, header + size);
  tactus_sim_band_answer (self, TACTUS_UUID_CONFIGURATION, TACTUS_SIM_STEP_SETTING, bytes);
}

static void
list_alarm_times (TactusSimBand *self)
{
  guint8 data[1 + 4 * TACTUS_SIM_N_ALARMS] = { 0x01 };
  gsize size = 1;
  gsize at;

  for (guint i = 0; i < TACTUS_SIM_N_ALARMS; i++)
    if (self->alarms[i].set)
      {
        data[size++] = (guint8) (i | (self->alarms[i].enabled ? 0x80 : 0));
        data[size++] = self->alarms[i].hour;
        data[size++] = self->alarms[i].minute;
        data[size++] = self->alarms[i].days;
      }

  if (size <= 12)
    {
      say_part (self, 0xc0, 0, data, size);
      return;
    }

  say_part (self, 0x00, 0, data, 12);
  for (at = 12; size - at > 16; at += 16)
    say_part (self, 0x40, (guint8) ((at + 4) / 16), data + at, 16);
  say_part (self, 0x80, (guint8) ((at + 4) / 16), data + at, size - at);
}

/* ── configuration ── */

static gboolean
is_exactly (const guint8 *data,
            gsize         size,
            const char   *wanted,
            gsize         n)
{
  return size == n && memcmp (data, wanted, n) == 0;
}

guint8
tactus_sim_band_write_configuration (TactusSimBand *self,
                                     const guint8  *data,
                                     gsize          size)
{
  if (size > 0 && data[0] == 0x02)
    {
      set_alarm (self, data, size);
    }
  else if (is_exactly (data, size, "\x0d", 1))
    {
      list_alarms (self);
    }
  else if (is_exactly (data, size, "\xff\x01\x00\x00\x00", 5))
    {
      list_alarm_times (self);
    }
  else if (is_exactly (data, size, "\x06\x0b\x00\x01", 4))
    {
      /* A factory reset: it knows nobody, and is gone. */
      tactus_sim_band_set_key (self, NULL);
      tactus_sim_band_say (self, NULL, NULL);
    }
  else
    {
      return write_setting (self, TACTUS_UUID_CONFIGURATION, data, size);
    }

  return 0;
}

/* ── alerts ── */

/* Where only what was asked for shows: nothing; else the ATT error that the fault asks for. */
static guint8
spoil_alert (TactusSimBand *self)
{
  switch ((int) tactus_sim_faults_take (&self->spec->faults, TACTUS_SIM_STEP_ALERT))
    {
    case TACTUS_SIM_EFFECT_REFUSE:
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      return TACTUS_SIM_ATT_UNLIKELY;
    case TACTUS_SIM_EFFECT_VANISH:
    case TACTUS_SIM_EFFECT_VANISH_AFTER:
      self->spec->away = TRUE;
      tactus_sim_band_say (self, NULL, NULL);
      return 0;
    default:
      return 0;
    }
}

guint8
tactus_sim_band_write_alert (TactusSimBand *self,
                             const guint8  *data,
                             gsize          size)
{
  guint8 att_error = spoil_alert (self);

  if (att_error == 0 && size == 1)
    tactus_sim_band_happen (self, TACTUS_SIM_EVENT_ALERT, data[0]);
  /* On for so long, off for so long, so often. */
  else if (att_error == 0 && size == 6 && data[0] == 0xff)
    tactus_sim_band_happen (self, TACTUS_SIM_EVENT_ALERT, 0xff);

  return att_error;
}

static void
show_words (TactusSimBand *self,
            guint8         category,
            const char    *words)
{
  if (!words)
    tactus_sim_band_happen_with (self, TACTUS_SIM_EVENT_GARBLED, category, "no notification");
  else
    tactus_sim_band_happen_with (self, TACTUS_SIM_EVENT_TEXT, category, words);
}

guint8
tactus_sim_band_write_new_alert (TactusSimBand *self,
                                 const guint8  *data,
                                 gsize          size)
{
  guint8 att_error = spoil_alert (self);
  guint8 category = 0;
  g_autofree char *words = tactus_sim_words_of_alert (data, size, &category);

  if (att_error == 0)
    show_words (self, category, words);

  return att_error;
}

guint8
tactus_sim_band_write_chunk (TactusSimBand *self,
                             const guint8  *data,
                             gsize          size)
{
  g_autoptr(GBytes) message = NULL;
  guint8 type = 0;
  const char *problem = tactus_sim_chunks_push (&self->chunks, data, size, &message, &type);

  if (problem)
    {
      tactus_sim_band_happen_with (self, TACTUS_SIM_EVENT_GARBLED, 0, problem);
    }
  else if (message && type == TACTUS_SIM_CHUNKS_NOTIFICATION)
    {
      guint8 category = 0;
      g_autofree char *words = tactus_sim_words_of_chunks (message,
                                                           self->spec->model->later_text,
                                                           &category);

      if (spoil_alert (self) == 0)
        show_words (self, category, words);
    }

  return 0;
}

/* ── raw sensors ── */

static void
answer_raw (TactusSimBand *self,
            guint8         op,
            guint8         which,
            guint8         status)
{
  guint8 frame[4] = { 0x10, op, which, status };
  g_autoptr(GBytes) bytes = g_bytes_new (frame, sizeof frame);

  tactus_sim_band_say (self, TACTUS_UUID_RAW_CONTROL, bytes);
}

static void
choose_raw (TactusSimBand *self,
            guint8         which)
{
  gboolean refused = tactus_sim_faults_peek (&self->spec->faults, TACTUS_SIM_STEP_RAW) ==
                     TACTUS_SIM_EFFECT_REFUSE;
  gboolean has_light = tactus_sim_band_find (self, TACTUS_UUID_HEART_RATE) != NULL;

  if (refused || (which != 0x01 && (which != 0x03 || !has_light)))
    {
      answer_raw (self, 0x01, which, 0x04);
      return;
    }

  self->raw_kind = which;
  answer_raw (self, 0x01, which, 0x05);
}

guint8
tactus_sim_band_write_raw (TactusSimBand *self,
                           const guint8  *data,
                           gsize          size)
{
  if (size == 3 && data[0] == 0x01 && data[2] == 0x19)
    {
      choose_raw (self, data[1]);
    }
  else if (is_exactly (data, size, "\x02", 1) && self->raw_kind != 0)
    {
      self->raw_us = self->now_us + RAW_PERIOD_US;
      self->raw_until_us = self->now_us + self->spec->keep_alive_us;
    }
  else if (is_exactly (data, size, "\x03", 1))
    {
      tactus_sim_band_stop_raw (self);
    }
  else
    {
      return TACTUS_SIM_ATT_UNLIKELY;
    }

  return 0;
}

void
tactus_sim_band_stop_raw (TactusSimBand *self)
{
  self->raw_kind = 0;
  self->raw_us = TACTUS_SIM_NEVER;
}

/* Without a heart-rate sensor there is nothing to ping. */
void
tactus_sim_band_ping_raw (TactusSimBand *self)
{
  self->raw_until_us = self->now_us + self->spec->keep_alive_us;
}

static gboolean
is_pinged (TactusSimBand *self)
{
  return self->now_us < self->raw_until_us ||
         !tactus_sim_band_find (self, TACTUS_UUID_HEART_RATE_CONTROL);
}

static void
put_i16 (guint8 *to,
         int     value)
{
  to[0] = (guint8) (value & 0xff);
  to[1] = (guint8) (value >> 8 & 0xff);
}

/* Lying still, nearly: x about 5, y about 130, z about 11, as in a packet of a real band. */
static GBytes *
acceleration (guint8 index)
{
  guint8 frame[20] = { 0x01, index };

  for (guint i = 0; i < 3; i++)
    {
      put_i16 (frame + 2 + 6 * i, 5 - (int) i);
      put_i16 (frame + 4 + 6 * i, 130 - (int) (index % 8));
      put_i16 (frame + 6 + 6 * i, 11 - (int) (index % 32));
    }

  return g_bytes_new (frame, sizeof frame);
}

static GBytes *
light (guint8 index)
{
  guint8 frame[16] = { 0x00, index };

  for (guint i = 0; i < 7; i++)
    put_i16 (frame + 2 + 2 * i, 40000 + 100 * (int) (index % 16) + (int) i);

  return g_bytes_new (frame, sizeof frame);
}

void
tactus_sim_band_tick_raw (TactusSimBand *self)
{
  g_autoptr(GBytes) frame = NULL;

  if (self->now_us < self->raw_us)
    return;

  if (!is_pinged (self))
    {
      tactus_sim_band_stop_raw (self);
      return;
    }

  frame = self->raw_kind == 0x03 && self->raw_index % 2 == 1 ? light (self->raw_index)
                                                             : acceleration (self->raw_index);
  self->raw_index++;
  self->raw_us = MAX (self->raw_us + RAW_PERIOD_US, self->now_us + 1);
  tactus_sim_band_answer (self, TACTUS_UUID_RAW_DATA, TACTUS_SIM_STEP_RAW, frame);
}
