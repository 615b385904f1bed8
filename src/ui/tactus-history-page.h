/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-fit.h"
#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_HISTORY_PAGE (tactus_history_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistoryPage, tactus_history_page, TACTUS, HISTORY_PAGE, AdwBin)

/**
 * TactusHistoryPage:
 *
 * What was measured: lists, and the pages that open from them, one over the other.
 *
 * What is deleted can be taken back as long as a toast says so, and is gone for good after that.
 *
 * Property `deep` (gboolean, read only): something is open over the lists.
 * Signal `closed`: back from the lists.
 *
 * Actions: `history.back`; `history.leave`: the same, but out of ticking or searching first;
 * `history.open-session`, `history.open-day` (int64: id, Unix seconds of
 * midnight); `history.step-session`, `history.step-day`: the same in place of the page that is
 * shown; `history.compare` ((int64, int64)), `history.compare-with` (int64); `history.delete`
 * (array of int64); `history.undo`; `history.export`, `history.export-session`,
 * `history.export-day`; `history.import`; `history.show-file`.
 */

/**
 * tactus_history_page_new:
 * @settings: (nullable): where the person's zones come from
 * @band: (nullable): address: only what it measured
 * @band_name: (nullable)
 */
GtkWidget *tactus_history_page_new         (TactusHistory     *history,
                                            GSettings         *settings,
                                            const char        *band,
                                            const char        *band_name);

/** tactus_history_page_be_view: as tactus_history_overview_be_view() */
TactusFit *tactus_history_page_be_view     (TactusHistoryPage *self,
                                            AdwViewStack      *views);

/** tactus_history_page_get_page: Returns: (transfer none): the page on top: an overview, a session,
 *    a day or a comparison */
GtkWidget *tactus_history_page_get_page    (TactusHistoryPage *self);

/** tactus_history_page_import: what `history.import` does when a file has been chosen */
void       tactus_history_page_import      (TactusHistoryPage *self,
                                            GFile             *file);

/** tactus_history_page_focus: puts the keyboard where it is of use */
void       tactus_history_page_focus       (TactusHistoryPage *self);

G_END_DECLS
