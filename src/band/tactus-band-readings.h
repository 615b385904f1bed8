/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/*
 * What the band says of the pulse, and when.  A measurement has one clock: the wall's at its first
 * reading and from then on one that nobody sets, so that no reading of it comes before another.
 */

/** tactus_band_append_rate: the reading that @rate is; the intervals go with a pulse only, since a
 *    sensor that finds none has nothing to count them from */
void tactus_band_append_rate  (TactusBand            *self,
                               const TactusHeartRate *rate);

/** tactus_band_append_lost: the link is lost, and wanted back; as the next two it says nothing when
 *    there was no reading to be followed by it */
void tactus_band_append_lost  (TactusBand            *self);

/** tactus_band_append_stale: silence, for too long; once for each */
void tactus_band_append_stale (TactusBand            *self);

/** tactus_band_append_gap: nobody listens from here on: the measurement has ended */
void tactus_band_append_gap   (TactusBand            *self);

G_END_DECLS
