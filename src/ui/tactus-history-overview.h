/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-fit.h"
#include "tactus-history-view.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_HISTORY_OVERVIEW (tactus_history_overview_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistoryOverview, tactus_history_overview, TACTUS, HISTORY_OVERVIEW,
                      AdwBin)

/**
 * TactusHistoryOverview:
 *
 * The lists of sessions and of days, with a search, and with a mode in which sessions are ticked to
 * compare or delete them.
 *
 * Property `selecting` (gboolean).  Actions: `overview.search`, `overview.select`,
 * `overview.compare`, `overview.delete`, `overview.leave` (the mode, or the search).
 */

/** tactus_history_overview_set_history: @band: (nullable): address; @name: (nullable): of the
 *    band */
void tactus_history_overview_set_history (TactusHistoryOverview *self,
                                          TactusHistory         *history,
                                          const char            *band,
                                          const char            *name);

/** tactus_history_overview_be_view: is one of @views from now on: where there is room its header
 *    has a switcher.  Returns: (transfer none): tells whether there is */
TactusFit *tactus_history_overview_be_view (TactusHistoryOverview *self,
                                            AdwViewStack          *views);

/** tactus_history_overview_leave: ends ticking or searching.  Returns: whether there was either */
gboolean tactus_history_overview_leave   (TactusHistoryOverview *self);

/** tactus_history_overview_focus: puts the keyboard into the list */
void tactus_history_overview_focus       (TactusHistoryOverview *self);

G_END_DECLS
