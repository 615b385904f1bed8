/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-series.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CHART (tactus_chart_get_type ())
G_DECLARE_FINAL_TYPE (TactusChart, tactus_chart, TACTUS, CHART, GtkWidget)

/**
 * TactusChart:
 *
 * The last minutes of a heart rate as a line over time.
 *
 * Properties: `window-seconds` (guint, 10…86400, default 300): how much time the width stands for;
 * `running` (gboolean, default FALSE): a measurement is going on, so that the chart scrolls with
 * the clock while it is on the screen.
 *
 * Signal `summary-changed` (no arguments): tactus_chart_get_summary() has another answer.
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

/** tactus_chart_set_window_seconds: @seconds: time from the left to the right edge, 10…86400 */
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
 *   "Heart rate, last 5 minutes: 62 to 91, average 74, now 72"
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
