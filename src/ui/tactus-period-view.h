/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PERIOD_VIEW (tactus_period_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusPeriodView, tactus_period_view, TACTUS, PERIOD_VIEW, AdwBin)

/**
 * TactusPeriodView:
 *
 * The chart and the statistics of a stretch of the history, a session or a day, with what its page
 * has to say below them.
 *
 * Properties: `extra` (GtkWidget): below the statistics; `heading` (string): which stretch it is;
 * `has-earlier`, `has-later` (gboolean): whether there is a neighbour; `page` (string, read only):
 * `loading`, `content`, `error`.
 *
 * Signals: `loaded`: readings and markers are here, or there are more of them; `stepped` (int):
 * −1: to the neighbour before, 1: to the one after.
 *
 * Actions: `period.earlier`, `period.later`, `period.zoom-in`, `period.zoom-out`, `period.whole`.
 */

/**
 * tactus_period_view_load:
 * @session: id; 0: everything between @from_us and @to_us
 * @band: (nullable): address, of a day
 * @live: whether it goes on, so that there is more from moment to moment
 *
 * Shows another stretch.
 */
void          tactus_period_view_load        (TactusPeriodView  *self,
                                              TactusHistory     *history,
                                              gint64             session,
                                              const char        *band,
                                              gint64             from_us,
                                              gint64             to_us,
                                              gboolean           live);

/** tactus_period_view_reload: the same anew, without a flash */
void          tactus_period_view_reload      (TactusPeriodView  *self);

void          tactus_period_view_set_zones   (TactusPeriodView  *self,
                                              const TactusZones *zones);

/** tactus_period_view_get_series: Returns: (transfer none) (nullable) */
TactusSeries *tactus_period_view_get_series  (TactusPeriodView  *self);

/** tactus_period_view_get_markers: Returns: (transfer none) (nullable) (element-type
 *    TactusMarker) */
GPtrArray    *tactus_period_view_get_markers (TactusPeriodView  *self);

/** tactus_period_view_show_moment: brings @when_us to the middle of the chart */
void          tactus_period_view_show_moment (TactusPeriodView  *self,
                                              gint64             when_us);

/** tactus_period_view_get_statistics: (out caller-allocates) */
void          tactus_period_view_get_statistics (TactusPeriodView *self,
                                                 TactusStatistics *statistics);

G_END_DECLS
