/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shortest time that can be looked at, and what is shown while there is nothing. */
#define TACTUS_CHART_VIEW_LEAST_US   (G_GINT64_CONSTANT (10) * G_USEC_PER_SEC)
#define TACTUS_CHART_VIEW_DEFAULT_US (G_GINT64_CONSTANT (300) * G_USEC_PER_SEC)

/**
 * TactusChartView:
 * @window_us: how much time is in sight while it follows; 0: all there is
 * @first_us: where there is something to see first
 * @last_us: the present, or the end of what there is
 * @from_us, @to_us: the time in sight
 * @following: whether the newer side is @last_us and stays there
 *
 * Which time is in sight.  It knows no clock and no screen: what there is, is told to it by
 * tactus_chart_view_set_reach().  All times are microseconds since 1970 UTC.
 */
typedef struct {
  gint64   window_us;
  gint64   first_us;
  gint64   last_us;
  gint64   from_us;
  gint64   to_us;
  gboolean following;
} TactusChartView;

/** tactus_chart_view_init: follows; @window_us: 0: all there is */
void tactus_chart_view_init       (TactusChartView *self,
                                   gint64           window_us);

/**
 * tactus_chart_view_set_reach:
 * @first_us, @last_us: the first and the last time that can be looked at
 *
 * Who follows goes along; who looks back goes on looking at the same.
 */
void tactus_chart_view_set_reach  (TactusChartView *self,
                                   gint64           first_us,
                                   gint64           last_us);

/** tactus_chart_view_set_window: keeps the newer side if it follows, and the middle otherwise */
void tactus_chart_view_set_window (TactusChartView *self,
                                   gint64           window_us);

/** tactus_chart_view_show: puts @from_us … @to_us in sight, @from_us < @to_us; does not follow */
void tactus_chart_view_show       (TactusChartView *self,
                                   gint64           from_us,
                                   gint64           to_us);

/** tactus_chart_view_follow: back to the present */
void tactus_chart_view_follow     (TactusChartView *self);

/** tactus_chart_view_pan: @by_us: positive: to later times; as far as there is something to see.
 *    Who comes to the end follows again */
void tactus_chart_view_pan        (TactusChartView *self,
                                   gint64           by_us);

/**
 * tactus_chart_view_zoom:
 * @factor: what the time in sight is multiplied with
 * @anchor: what stays in its place: 0 is the older side, 1 the newer one
 *
 * Between 10 s and all there is (or 5 min, if that is more).  All there is stays all when more
 * comes.
 */
void tactus_chart_view_zoom       (TactusChartView *self,
                                   double           factor,
                                   double           anchor);

/** tactus_chart_view_reveal: pans no more than it takes to have @when_us in sight, with a twelfth
 *    of the width beyond it where there is something */
void tactus_chart_view_reveal     (TactusChartView *self,
                                   gint64           when_us);

/** tactus_chart_view_get_span: Returns: how much time is in sight */
gint64 tactus_chart_view_get_span (const TactusChartView *self);

G_END_DECLS
