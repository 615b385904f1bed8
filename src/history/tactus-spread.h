/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-reading.h"

G_BEGIN_DECLS

/**
 * TactusSpread:
 *
 * A time cut into equal parts, of whole microseconds and nevertheless without drift.
 */
typedef struct {
  gint64  from_us;
  guint64 span_us;
  guint   n_parts;
} TactusSpread;

/** tactus_spread: @n_parts: 1…; a time that ends before it begins has parts of no length */
static inline TactusSpread
tactus_spread (gint64 from_us,
               gint64 to_us,
               guint  n_parts)
{
  guint64 span_us = from_us < to_us ? tactus_reading_distance (from_us, to_us) : 0;

  return (TactusSpread) { from_us, span_us, n_parts };
}

/** tactus_spread_get: @part: 0…n_parts.  Returns: the first microsecond that lies in @part or right
 *    of it: the span × @part / n_parts rounded up, without the product, which may not fit */
static inline gint64
tactus_spread_get (const TactusSpread *self,
                   guint               part)
{
  guint64 rest = (self->span_us % self->n_parts) * part;
  guint64 offset = (self->span_us / self->n_parts) * part
                   + (rest + self->n_parts - 1) / self->n_parts;

  return (gint64) ((guint64) self->from_us + offset);
}

G_END_DECLS
