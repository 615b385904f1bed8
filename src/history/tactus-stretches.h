/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-series.h"

G_BEGIN_DECLS

/**
 * TactusStretch:
 * @kind: why there is no pulse; never %TACTUS_READING_PULSE
 * @from_us, @to_us: microseconds since 1970 UTC
 */
typedef struct {
  TactusReadingKind kind;
  gint64            from_us;
  gint64            to_us;
} TactusStretch;

/**
 * tactus_stretches_find:
 * @from_us, @to_us: the time looked at; @to_us is also the present: silence lasts until then
 * @least_us: what a pixel stands for; 0: every stretch, however short
 *
 * Finds where a series has no pulse, and why.  Stretches shorter than @least_us that begin within
 * the same multiple of it are given as one, of the kind of the first: the work depends on how many
 * pixels there are, and not on how many stretches.
 *
 * Returns: (transfer full) (element-type TactusStretch): the stretches of that time, in order, cut
 *   off at @to_us but not at @from_us
 */
GArray *tactus_stretches_find (TactusSeries *series,
                               gint64        from_us,
                               gint64        to_us,
                               gint64        least_us);

G_END_DECLS
