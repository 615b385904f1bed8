/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-notice-text.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_NOTICES (tactus_band_notices_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandNotices, tactus_band_notices, TACTUS, BAND_NOTICES, GObject)

/**
 * TactusBandNotices:
 *
 * What there is to tell of one band, each thing once, and when it is no longer so.  Whether anybody
 * needs to be told is not decided here.
 *
 * Signals:
 * - `raised` (int: TactusNotice, string: title, string: body, nullable),
 * - `ended` (int: TactusNotice): is not so any more, or is over.
 */

/** tactus_band_notices_new: @settings: (nullable): %NULL: no heart-rate alerts */
TactusBandNotices *tactus_band_notices_new      (TactusBand        *band,
                                                 GSettings         *settings);

TactusBand        *tactus_band_notices_get_band (TactusBandNotices *self);

/** tactus_band_notices_set_patience: @lost_ms: how long nothing comes before that is told (1 min)
 */
void               tactus_band_notices_set_patience (TactusBandNotices *self,
                                                     guint              lost_ms);

G_END_DECLS
