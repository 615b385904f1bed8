/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-faults.h"

#include <string.h>

/* Bytes that an oversized answer has too many: more than an MTU of 23 lets through in one piece. */
#define SURPLUS 40

static const char * const step_names[TACTUS_SIM_N_STEPS] = {
  [TACTUS_SIM_STEP_KEY] = "key",
  [TACTUS_SIM_STEP_TAP] = "tap",
  [TACTUS_SIM_STEP_CHALLENGE] = "challenge",
  [TACTUS_SIM_STEP_PROOF] = "proof",
  [TACTUS_SIM_STEP_MEASURE] = "measure",
  [TACTUS_SIM_STEP_SETTING] = "setting",
  [TACTUS_SIM_STEP_ALERT] = "alert",
  [TACTUS_SIM_STEP_EVENT] = "event",
  [TACTUS_SIM_STEP_RAW] = "raw",
  [TACTUS_SIM_STEP_BATTERY] = "battery",
  [TACTUS_SIM_STEP_STEPS] = "steps",
  [TACTUS_SIM_STEP_TIME] = "time",
  [TACTUS_SIM_STEP_INFO] = "info",
  [TACTUS_SIM_STEP_FETCH] = "fetch",
  [TACTUS_SIM_STEP_PACKET] = "packet",
  [TACTUS_SIM_STEP_END] = "end",
  [TACTUS_SIM_STEP_ACK] = "ack",
};

static const char * const effect_names[] = {
  [TACTUS_SIM_EFFECT_NONE] = "nothing",
  [TACTUS_SIM_EFFECT_SILENT] = "silent",
  [TACTUS_SIM_EFFECT_VANISH] = "vanish",
  [TACTUS_SIM_EFFECT_VANISH_AFTER] = "vanish-after",
  [TACTUS_SIM_EFFECT_REFUSE] = "refuse",
  [TACTUS_SIM_EFFECT_UNKNOWN_STATUS] = "unknown-status",
  [TACTUS_SIM_EFFECT_MALFORMED] = "malformed",
  [TACTUS_SIM_EFFECT_SHORT] = "short",
  [TACTUS_SIM_EFFECT_OVERSIZED] = "oversized",
  [TACTUS_SIM_EFFECT_DUPLICATE] = "duplicate",
  [TACTUS_SIM_EFFECT_WRONG_COUNT] = "wrong-count",
  [TACTUS_SIM_EFFECT_WRONG_CRC] = "wrong-crc",
  [TACTUS_SIM_EFFECT_NOTHING_LEFT] = "nothing-left",
};

/* Names that read better than EFFECT-at-STEP. */
static const struct {
  const char      *name;
  TactusSimStep    step;
  TactusSimEffect  effect;
} plain_names[] = {
  { "vanish-before-challenge", TACTUS_SIM_STEP_CHALLENGE, TACTUS_SIM_EFFECT_VANISH },
  { "vanish-after-challenge", TACTUS_SIM_STEP_CHALLENGE, TACTUS_SIM_EFFECT_VANISH_AFTER },
  { "vanish-after-proof", TACTUS_SIM_STEP_PROOF, TACTUS_SIM_EFFECT_VANISH_AFTER },
  { "vanish-while-measuring", TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_VANISH },
  { "refuse-key", TACTUS_SIM_STEP_KEY, TACTUS_SIM_EFFECT_REFUSE },
};

static gboolean
lookup (const char *name,
        guint      *step,
        guint      *effect)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_names); i++)
    if (g_str_equal (plain_names[i].name, name))
      {
        *step = plain_names[i].step;
        *effect = plain_names[i].effect;
        return TRUE;
      }

  for (*effect = 0; *effect < G_N_ELEMENTS (effect_names); (*effect)++)
    for (*step = 0; *step < G_N_ELEMENTS (step_names); (*step)++)
      {
        g_autofree char *each = g_strdup_printf ("%s-at-%s", effect_names[*effect],
                                                 step_names[*step]);

        if (g_str_equal (each, name))
          return TRUE;
      }

  return FALSE;
}

gboolean
tactus_sim_faults_parse (TactusSimFaults *self,
                         const char      *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ":@", 3);
  guint64 times = 0;
  guint64 after = 0;
  guint step;
  guint effect;

  if (!parts[0] || !lookup (parts[0], &step, &effect))
    return FALSE;

  if (parts[1] && !g_ascii_string_to_unsigned (parts[1], 10, 1, 1000000, &times, NULL))
    return FALSE;
  if (parts[1] && parts[2] &&
      !g_ascii_string_to_unsigned (parts[2], 10, 1, 1000000, &after, NULL))
    return FALSE;

  tactus_sim_faults_set (self, step, effect, times);
  self->after[step] = (guint) after;

  return TRUE;
}

void
tactus_sim_faults_set (TactusSimFaults *self,
                       TactusSimStep    step,
                       TactusSimEffect  effect,
                       guint            times)
{
  self->effect[step] = effect;
  self->times[step] = times;
  self->after[step] = 0;
}

TactusSimEffect
tactus_sim_faults_peek (const TactusSimFaults *self,
                        TactusSimStep          step)
{
  return self->after[step] > 0 ? TACTUS_SIM_EFFECT_NONE : self->effect[step];
}

TactusSimEffect
tactus_sim_faults_take (TactusSimFaults *self,
                        TactusSimStep    step)
{
  TactusSimEffect effect = self->effect[step];

  if (effect != TACTUS_SIM_EFFECT_NONE && self->after[step] > 0)
    {
      self->after[step]--;
      return TACTUS_SIM_EFFECT_NONE;
    }
  if (self->times[step] > 0 && --self->times[step] == 0)
    self->effect[step] = TACTUS_SIM_EFFECT_NONE;

  return effect;
}

static GBytes *
with_status (GBytes *frame,
             guint8  status)
{
  guint8 data[3] = { 0x10, ((const guint8 *) g_bytes_get_data (frame, NULL))[1], status };

  return g_bytes_new (data, sizeof data);
}

static GBytes *
oversized (GBytes *frame)
{
  GByteArray *array = g_bytes_unref_to_array (g_bytes_ref (frame));
  gsize size = array->len;

  g_byte_array_set_size (array, size + SURPLUS);
  memset (array->data + size, 0xaa, SURPLUS);

  return g_byte_array_free_to_bytes (array);
}

/* A code of the first generation. */
static GBytes *
spoilt_notice (TactusSimEffect  effect,
               GBytes          *frame)
{
  static const guint8 failed[] = { 0x06 };
  static const guint8 unknown[] = { 0x2a };
  static const guint8 nonsense[] = { 0x20, 0x99, 0x00 };

  switch ((int) effect)
    {
    case TACTUS_SIM_EFFECT_REFUSE:
      return g_bytes_new_static (failed, sizeof failed);
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      return g_bytes_new_static (unknown, sizeof unknown);
    case TACTUS_SIM_EFFECT_MALFORMED:
      return g_bytes_new_static (nonsense, sizeof nonsense);
    case TACTUS_SIM_EFFECT_SHORT:
      return g_bytes_new_static ("", 0);
    case TACTUS_SIM_EFFECT_OVERSIZED:
      return oversized (frame);
    default:
      return g_bytes_ref (frame);
    }
}

static GBytes *
spoilt_login (TactusSimEffect  effect,
              GBytes          *frame)
{
  static const guint8 nonsense[] = { 0x20, 0x99 };

  if (g_bytes_get_size (frame) == 1)
    return spoilt_notice (effect, frame);

  switch ((int) effect)
    {
    case TACTUS_SIM_EFFECT_REFUSE:
      return with_status (frame, 0x04);
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      return with_status (frame, 0x2a);
    case TACTUS_SIM_EFFECT_MALFORMED:
      return g_bytes_new (nonsense, sizeof nonsense);
    case TACTUS_SIM_EFFECT_SHORT:
      return g_bytes_new_from_bytes (frame, 0, g_bytes_get_size (frame) - 1);
    case TACTUS_SIM_EFFECT_OVERSIZED:
      return oversized (frame);
    default:
      return g_bytes_ref (frame);
    }
}

static GBytes *
spoilt_heart_rate (TactusSimEffect  effect,
                   GBytes          *frame)
{
  static const guint8 half_interval[] = { 0x10, 0x48, 0x00 }; /* RR announced, one byte of two */
  static const guint8 no_value[] = { 0x00, 0xff };

  switch ((int) effect)
    {
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      return g_bytes_new (no_value, sizeof no_value);
    case TACTUS_SIM_EFFECT_MALFORMED:
      return g_bytes_new (half_interval, sizeof half_interval);
    case TACTUS_SIM_EFFECT_SHORT:
      return g_bytes_new_from_bytes (frame, 0, 1);
    case TACTUS_SIM_EFFECT_OVERSIZED:
      return oversized (frame);
    default:
      return g_bytes_ref (frame);
    }
}

/* ── what bands say beyond the login ── */

/* The status is the last byte of an answer. */
static GBytes *
with_last (GBytes *frame,
           guint8  status)
{
  GByteArray *array = g_bytes_unref_to_array (g_bytes_ref (frame));

  if (array->len > 0)
    array->data[array->len - 1] = status;

  return g_byte_array_free_to_bytes (array);
}

static GBytes *
with_byte (GBytes *frame,
           gsize   at,
           guint8  change)
{
  GByteArray *array = g_bytes_unref_to_array (g_bytes_ref (frame));

  if (array->len > at)
    array->data[at] = (guint8) (array->data[at] + change);

  return g_byte_array_free_to_bytes (array);
}

/* Too short for anything but a header or a code, and that one of nothing known. */
static GBytes *
rubbish (void)
{
  static const guint8 nonsense[] = { 0x77, 0x99 };

  return g_bytes_new_static (nonsense, sizeof nonsense);
}

static GBytes *
without_end (GBytes *frame)
{
  gsize size = g_bytes_get_size (frame);

  return g_bytes_new_from_bytes (frame, 0, size > 0 ? size - 1 : 0);
}

static GBytes *
spoilt_answer (TactusSimEffect  effect,
               GBytes          *frame)
{
  switch ((int) effect)
    {
    case TACTUS_SIM_EFFECT_REFUSE:
      return with_last (frame, 0x05);
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      return with_last (frame, 0x2a);
    case TACTUS_SIM_EFFECT_MALFORMED:
      return rubbish ();
    case TACTUS_SIM_EFFECT_SHORT:
      return without_end (frame);
    case TACTUS_SIM_EFFECT_OVERSIZED:
      return oversized (frame);
    default:
      return g_bytes_ref (frame);
    }
}

/* Where the count of minutes is: of "10 01 01", and of a header of the first generation. */
static gsize
count_offset (GBytes *frame)
{
  return g_bytes_get_size (frame) == 11 ? 9 : 3;
}

static GBytes *
spoilt_fetch (TactusSimEffect  effect,
              GBytes          *frame)
{
  static const guint8 nothing_left[] = { 0x10, 0x02, 0x04 };
  const guint8 *data = g_bytes_get_data (frame, NULL);
  guint8 status[3] = { 0x10, data[1], 0x04 };

  switch ((int) effect)
    {
    case TACTUS_SIM_EFFECT_UNKNOWN_STATUS:
      status[2] = 0x2a;
      return g_bytes_new (status, sizeof status);
    case TACTUS_SIM_EFFECT_REFUSE:
      return g_bytes_new (status, sizeof status);
    case TACTUS_SIM_EFFECT_WRONG_COUNT:
      return with_byte (frame, count_offset (frame), 1);
    case TACTUS_SIM_EFFECT_WRONG_CRC:
      return with_byte (frame, 3, 1);
    case TACTUS_SIM_EFFECT_NOTHING_LEFT:
      return g_bytes_new_static (nothing_left, sizeof nothing_left);
    default:
      return spoilt_answer (effect, frame);
    }
}

GBytes *
tactus_sim_effect_apply (TactusSimEffect  effect,
                         TactusSimStep    step,
                         GBytes          *frame)
{
  switch (step)
    {
    case TACTUS_SIM_STEP_KEY:
    case TACTUS_SIM_STEP_TAP:
    case TACTUS_SIM_STEP_CHALLENGE:
    case TACTUS_SIM_STEP_PROOF:
      return spoilt_login (effect, frame);
    case TACTUS_SIM_STEP_MEASURE:
      return spoilt_heart_rate (effect, frame);
    case TACTUS_SIM_STEP_FETCH:
    case TACTUS_SIM_STEP_END:
    case TACTUS_SIM_STEP_ACK:
      return spoilt_fetch (effect, frame);
    case TACTUS_SIM_STEP_SETTING:
    case TACTUS_SIM_STEP_ALERT:
    case TACTUS_SIM_STEP_EVENT:
    case TACTUS_SIM_STEP_RAW:
    case TACTUS_SIM_STEP_BATTERY:
    case TACTUS_SIM_STEP_STEPS:
    case TACTUS_SIM_STEP_TIME:
    case TACTUS_SIM_STEP_INFO:
    case TACTUS_SIM_STEP_PACKET:
    default:
      return spoilt_answer (effect, frame);
    }
}
