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
  g_auto(GStrv) parts = g_strsplit (text, ":", 2);
  guint64 times = 0;
  guint step;
  guint effect;

  if (!parts[0] || !lookup (parts[0], &step, &effect))
    return FALSE;

  if (parts[1] && !g_ascii_string_to_unsigned (parts[1], 10, 1, 1000000, &times, NULL))
    return FALSE;

  tactus_sim_faults_set (self, step, effect, times);

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
}

TactusSimEffect
tactus_sim_faults_take (TactusSimFaults *self,
                        TactusSimStep    step)
{
  TactusSimEffect effect = self->effect[step];

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

GBytes *
tactus_sim_effect_apply (TactusSimEffect  effect,
                         TactusSimStep    step,
                         GBytes          *frame)
{
  return step == TACTUS_SIM_STEP_MEASURE ? spoilt_heart_rate (effect, frame)
                                         : spoilt_login (effect, frame);
}
