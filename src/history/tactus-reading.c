/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-reading.h"

static const char *const names[TACTUS_READING_N_KINDS] = {
  [TACTUS_READING_PULSE] = "pulse",
  [TACTUS_READING_NO_VALUE] = "no_reading",
  [TACTUS_READING_NO_CONTACT] = "not_worn",
  [TACTUS_READING_GAP] = "gap",
  [TACTUS_READING_LOST] = "lost",
  [TACTUS_READING_STALE] = "stale",
};

const char *
tactus_reading_kind_to_name (TactusReadingKind kind)
{
  g_return_val_if_fail (kind < TACTUS_READING_N_KINDS, NULL);

  return names[kind];
}

gboolean
tactus_reading_kind_from_name (const char        *name,
                               TactusReadingKind *kind)
{
  for (guint i = 0; i < TACTUS_READING_N_KINDS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *kind = (TactusReadingKind) i;
        return TRUE;
      }

  return FALSE;
}

TactusReading
tactus_reading_clean (const TactusReading *self)
{
  TactusReading clean = *self;

  /* Nobody can count a zero by mistake where there is none. */
  if (clean.kind >= TACTUS_READING_N_KINDS)
    clean.kind = TACTUS_READING_GAP;
  if (clean.kind == TACTUS_READING_PULSE && clean.bpm == 0)
    clean.kind = TACTUS_READING_NO_VALUE;
  if (clean.kind != TACTUS_READING_PULSE)
    clean.bpm = 0;

  return clean;
}
