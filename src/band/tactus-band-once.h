/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * TactusBandOnce:
 *
 * A single measurement that somebody waits for; at most one, `band->once`.  It may begin before the
 * band is READY; its time counts from then on.
 */

/** tactus_band_once_begin: takes @task */
void     tactus_band_once_begin       (TactusBand   *self,
                                       GTask        *task);

/** tactus_band_once_start_clock: Returns: whether its time had not begun before */
gboolean tactus_band_once_start_clock (TactusBand   *self);
void     tactus_band_once_stop_clock  (TactusBand   *self);

/** tactus_band_once_end: the one way out.  @error is taken; %NULL means that @bpm was measured */
void     tactus_band_once_end         (TactusBand   *self,
                                       guint         bpm,
                                       GError       *error);

/** tactus_band_once_fail: ends it if there is one.  @error is copied */
void     tactus_band_once_fail        (TactusBand   *self,
                                       const GError *error);

G_END_DECLS
