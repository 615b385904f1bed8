/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-series.h"
#include "tactus-session.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CHART (tactus_chart_get_type ())
G_DECLARE_FINAL_TYPE (TactusChart, tactus_chart, TACTUS, CHART, GtkWidget)

/**
 * TactusChart:
 *
 * A heart rate as a line over time: live, or out of the history.
 *
 * Properties: `window-seconds` (guint, default 300): how much time the width stands for; 0: all
 * there is; it follows what the person zooms to; `running` (gboolean, default FALSE): a measurement
 * is going on, so that the chart scrolls with the clock while it is on the screen; `following`
 * (gboolean, read only, default TRUE): the newer edge is the present; it ends when the person looks
 * back, and tactus_chart_follow() goes back there.
 *
 * Signal `summary-changed` (no arguments): tactus_chart_get_summary() has another answer, or what
 * is in sight has changed.
 *
 * Actions: `chart.follow`, `chart.zoom-in`, `chart.zoom-out`, `chart.summary` (says
 * tactus_chart_describe() to a screen reader).
 *
 * Keys, pointer, wheel and fingers: see tactus-chart-hands.h.  Nothing is worked out while it
 * cannot be seen: `summary-changed` then waits, and tactus_chart_get_summary() catches up.
 *
 * CSS: node `tactus-chart`; `color` is the line, `.dim-label` opacity is not used.  The grid and
 * the labels take the window's text colour.
 */

/**
 * TactusChartNowFunc:
 * @user_data: what tactus_chart_set_now_func() was given
 *
 * Returns: wall clock, microseconds since 1970 UTC
 */
typedef gint64 (* TactusChartNowFunc) (gpointer user_data);

/** tactus_chart_new: Returns: (transfer floating): an empty chart */
GtkWidget    *tactus_chart_new                (void);

/**
 * tactus_chart_set_series:
 * @series: (nullable): readings to draw; the chart holds a reference
 *
 * The chart does not see appends by itself: call tactus_chart_series_changed() after each.
 */
void          tactus_chart_set_series         (TactusChart        *self,
                                               TactusSeries       *series);

/** tactus_chart_get_series: Returns: (transfer none) (nullable): the readings drawn */
TactusSeries *tactus_chart_get_series         (TactusChart        *self);

/** tactus_chart_series_changed: to be called after readings were appended to the series */
void          tactus_chart_series_changed     (TactusChart        *self);

/** tactus_chart_set_zones: @zones: (nullable): copied; drawn behind the line, and named in the
 *    read-out */
void          tactus_chart_set_zones          (TactusChart        *self,
                                               const TactusZones  *zones);

/** tactus_chart_set_markers: @markers: (nullable) (element-type TactusMarker): the chart holds a
 *    reference, and puts them in the order of their times, in which it numbers them; call again
 *    after a change */
void          tactus_chart_set_markers        (TactusChart        *self,
                                               GPtrArray          *markers);

/** tactus_chart_set_comparison: @series: (nullable): drawn beside the chart's own, its times moved
 *    by @shift_us */
void          tactus_chart_set_comparison     (TactusChart        *self,
                                               TactusSeries       *series,
                                               gint64              shift_us);

/** tactus_chart_set_bounds: how far back and forth a chart of the history goes; shows the whole of
 *    it, and so does tactus_chart_follow() from now on; both 0: from the first reading to the
 *    present */
void          tactus_chart_set_bounds         (TactusChart        *self,
                                               gint64              from_us,
                                               gint64              to_us);

/** tactus_chart_show: puts @from_us … @to_us in sight; following ends */
void          tactus_chart_show               (TactusChart        *self,
                                               gint64              from_us,
                                               gint64              to_us);

void          tactus_chart_get_visible        (TactusChart        *self,
                                               gint64             *from_us,
                                               gint64             *to_us);

/** tactus_chart_follow: back to the present, or to the whole of what has bounds */
void          tactus_chart_follow             (TactusChart        *self);

gboolean      tactus_chart_get_following      (TactusChart        *self);

/** tactus_chart_set_window_seconds: @seconds: time from the left to the right edge, 10…; 0: all */
void          tactus_chart_set_window_seconds (TactusChart        *self,
                                               guint               seconds);

/** tactus_chart_get_window_seconds: Returns: time from the left to the right edge, seconds */
guint         tactus_chart_get_window_seconds (TactusChart        *self);

/** tactus_chart_set_running: @running: whether time goes on while nothing is received */
void          tactus_chart_set_running        (TactusChart        *self,
                                               gboolean            running);

/** tactus_chart_get_running: Returns: whether the chart scrolls with the clock */
gboolean      tactus_chart_get_running        (TactusChart        *self);

/**
 * tactus_chart_get_summary:
 * @summary: (out caller-allocates): minimum, mean, maximum of the pulses in the visible window
 *
 * All zero when the window holds no pulse.
 */
void          tactus_chart_get_summary        (TactusChart        *self,
                                               TactusSummary      *summary);

/**
 * tactus_chart_describe:
 *
 * Returns: (transfer full): what a screen reader is told, such as
 *   "Heart rate, last 5 minutes: 62 to 91, average 74, falling, now 72"
 */
char         *tactus_chart_describe           (TactusChart        *self);

/**
 * tactus_chart_set_now_func:
 * @func: (nullable) (scope notified): asked instead of g_get_real_time(); %NULL: the real clock
 */
void          tactus_chart_set_now_func       (TactusChart        *self,
                                               TactusChartNowFunc  func,
                                               gpointer            user_data,
                                               GDestroyNotify      destroy);

/**
 * tactus_chart_set_frozen_now: @now_us: the time the chart takes it to be, for pictures; 0 lets go
 */
void          tactus_chart_set_frozen_now     (TactusChart        *self,
                                               gint64              now_us);

G_END_DECLS
