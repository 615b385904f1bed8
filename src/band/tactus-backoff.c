/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-backoff.h"

#define JITTER 0.2

/* In units of the first pause. */
static const guint pauses[] = { 1, 2, 4, 8, 16, 60, 120, 240, 480, 960, 1200 };

guint
tactus_backoff_next (TactusBackoff *self,
                     double         chance)
{
  guint index = MIN (self->failures, G_N_ELEMENTS (pauses) - 1);
  double pause = (double) self->first_ms * pauses[index];

  if (self->failures < G_MAXUINT)
    self->failures++;

  return (guint) (pause * (1 - JITTER + 2 * JITTER * chance));
}

void
tactus_backoff_reset (TactusBackoff *self)
{
  self->failures = 0;
}
