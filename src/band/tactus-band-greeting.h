/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * tactus_band_greet: what is said right after the login: the band gets the time, and tells of its
 * battery.  Nothing of it makes the link fail.
 */
void tactus_band_greet        (TactusBand *self);

/** tactus_band_take_battery: @uuid: any; @value: as the band told it; what is garbled is logged and
 * dropped, and so is what is no battery */
void tactus_band_take_battery (TactusBand *self,
                               const char *uuid,
                               GBytes     *value);

G_END_DECLS
