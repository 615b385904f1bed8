/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

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
 * TactusStretches:
 *
 * Where a series has no pulse, and why.  Kept beside the series and grown with it, so that drawing
 * looks at the few stretches on the screen and not at every reading.
 */
typedef struct _TactusStretches TactusStretches;

/** tactus_stretches_new: @series: the stretches hold a reference */
TactusStretches *tactus_stretches_new     (TactusSeries    *series);
void             tactus_stretches_free    (TactusStretches *self);

/** tactus_stretches_update: to be called after readings were appended; looks at those only */
void             tactus_stretches_update  (TactusStretches *self);

/**
 * tactus_stretches_find:
 * @from_us, @to_us: the time looked at; @to_us is also the present: silence lasts until then
 *
 * Returns: (transfer full) (element-type TactusStretch): the stretches that touch the time, in
 *   order, cut off at @to_us but not at @from_us
 */
GArray          *tactus_stretches_find    (TactusStretches *self,
                                           gint64           from_us,
                                           gint64           to_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusStretches, tactus_stretches_free)

G_END_DECLS
