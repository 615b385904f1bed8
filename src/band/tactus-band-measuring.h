/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/* The pulse: the wish for it, and what the meter makes of it. */

/** tactus_band_measure: READY: does what is wished for */
void tactus_band_measure      (TactusBand *self);

void tactus_band_create_meter (TactusBand *self);

G_END_DECLS
