/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_DETAILS (tactus_band_details_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandDetails, tactus_band_details, TACTUS, BAND_DETAILS, AdwBin)

/**
 * TactusBandDetails:
 *
 * What a band says of itself, read each time it becomes ready and as it tells; and the ways to what
 * it can do.  Property `band`.  It wants the actions `page.connect`, `page.disconnect`,
 * `page.pair`, `page.open` (string) and `page.say` (string) around it.
 */

/** tactus_band_details_refresh: asks the band again, if it is ready */
void tactus_band_details_refresh (TactusBandDetails *self);

G_END_DECLS
