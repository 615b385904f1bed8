/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_LIVE_SERIES (tactus_live_series_get_type ())
G_DECLARE_FINAL_TYPE (TactusLiveSeries, tactus_live_series, TACTUS, LIVE_SERIES, GObject)

/**
 * TactusLiveSeries:
 *
 * The readings of a band as they come, and before them what a history holds of the time before this
 * run of the program: to draw, not to count.  Until that is loaded, and if it cannot be, it is the
 * band's own series.
 *
 * None is there twice: of the history only what is older than the first reading of the band's own
 * series is taken, and between the two there is a reading that says that nobody listened.  It is
 * loaded anew when a clock that was set back has the band begin another series, and when sessions
 * of the history come or go.
 *
 * Property, notified: `series` (gpointer: TactusSeries *): another one takes its place.
 * Signal `grown` (no arguments): a reading was appended to it.
 */

TactusLiveSeries *tactus_live_series_new         (TactusBand       *band);

/** tactus_live_series_load: @history: where the time before is to be found, from now on.
 *    @reach_us: how far back, microseconds; what reaches farther already goes on doing so */
void              tactus_live_series_load        (TactusLiveSeries *self,
                                                  TactusHistory    *history,
                                                  gint64            reach_us);

/** tactus_live_series_get_series: Returns: (transfer none): see the property */
TactusSeries     *tactus_live_series_get_series  (TactusLiveSeries *self);

/** tactus_live_series_get_markers: Returns: (transfer none) (nullable) (element-type TactusMarker):
 *    those in the part that the history holds; others only together with another series */
GPtrArray        *tactus_live_series_get_markers (TactusLiveSeries *self);

/** tactus_live_series_get_loading: Returns: whether something of the history is on its way */
gboolean          tactus_live_series_get_loading (TactusLiveSeries *self);

G_END_DECLS
