/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * TactusBandListening:
 *
 * The pulse out of advertisements, `band->listening`; while it is there the band is LISTENING.
 */

/** tactus_band_hear: an advertisement has come, now or a moment ago: `shared-bpm`, and a reading if
 * somebody listens */
void tactus_band_hear          (TactusBand *self);

/** tactus_band_end_listening: if it is on; the state is the caller's to set */
void tactus_band_end_listening (TactusBand *self);

G_END_DECLS
