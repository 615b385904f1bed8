/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-list.h"
#include "tactus-scanner.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BANDS_PAGE (tactus_bands_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandsPage, tactus_bands_page, TACTUS, BANDS_PAGE, AdwBin)

/**
 * TactusBandsPage:
 *
 * Where everything starts: the bands that are paired, those near, or what is in the way of seeing
 * them.  Searches while it is on the screen.
 *
 * Properties: `band-list` (nullable until the bus has answered); `listening` (gboolean): searches
 * all the while it is on the screen, and shows the heart rates that bands share;
 * `first-run` (gboolean, read only): no band is known.
 * Signals `band-activated` (TactusBand), `pair-requested` (TactusBand), `listen-requested`
 * (TactusBand), `failed` (string: a sentence for the person).
 */

void           tactus_bands_page_set_band_list (TactusBandsPage *self,
                                                TactusBandList  *bands);

/** tactus_bands_page_set_looking: @looking: %FALSE stops the search while something else has the
 *    radio or the screen */
void           tactus_bands_page_set_looking   (TactusBandsPage *self,
                                                gboolean         looking);

/** tactus_bands_page_search: all rounds again */
void           tactus_bands_page_search        (TactusBandsPage *self);

/** tactus_bands_page_get_scanner: Returns: (transfer none) (nullable): what searches */
TactusScanner *tactus_bands_page_get_scanner   (TactusBandsPage *self);

G_END_DECLS
