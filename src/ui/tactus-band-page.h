/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-recording.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_PAGE (tactus_band_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandPage, tactus_band_page, TACTUS, BAND_PAGE, AdwBin)

/**
 * TactusBandPage:
 *
 * One band: its pulse, its details, what is wrong with it and what to do about that.
 *
 * Properties `band`, `window-seconds` (guint).
 * Signals `pair-requested`: the person wants to pair it (again); `forgotten`: it is gone from the
 * list; `message` (string): something to tell in passing.
 * Actions `page.connect`, `page.disconnect`, `page.pair`, `page.pair-again`, `page.forget`,
 * `page.listen`; `page.say` (string); `page.view` (string);
 * `page.open` (string): `activity`, `alarms`, `alerts`, `sensors`, `settings`; `page.back`, which
 * wants `win.back` around it.
 */

GtkWidget  *tactus_band_page_new      (TactusBandList  *bands,
                                       TactusBand      *band,
                                       TactusRecording *recording,
                                       GSettings       *settings);

/** tactus_band_page_show_view: @name: `live`, `history`, `band`: as the switcher does; in a wide
 *    window the band is beside the live view */
void        tactus_band_page_show_view (TactusBandPage *self,
                                        const char     *name);

TactusBand *tactus_band_page_get_band (TactusBandPage *self);

/** tactus_band_page_get_bar_height: Returns: of the switcher at the bottom, pixels; 0: it is not
 *    there */
int         tactus_band_page_get_bar_height (TactusBandPage *self);

/** tactus_band_page_set_zones: @zones: copied: of the person */
void        tactus_band_page_set_zones (TactusBandPage    *self,
                                        const TactusZones *zones);

/** tactus_band_page_start: the page was opened: connects, and measures if @measure */
void        tactus_band_page_start    (TactusBandPage *self,
                                       gboolean        measure);

/** tactus_band_page_listen: the page was opened: takes the pulse out of advertisements */
void        tactus_band_page_listen   (TactusBandPage *self);

G_END_DECLS
