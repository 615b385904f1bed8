/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-chart.h"
#include "tactus-chart-cursor.h"
#include "tactus-chart-plot.h"

G_BEGIN_DECLS

/* What hands and tests do to a chart. */

/** tactus_chart_pan: @pixels: how far the readings go, along the axis of the screen */
void               tactus_chart_pan        (TactusChart *self,
                                            double       pixels);

/** tactus_chart_page: looks @windows later, or earlier if negative */
void               tactus_chart_page       (TactusChart *self,
                                            double       windows);

/** tactus_chart_zoom: @factor: what the time in sight is multiplied with; @x: what stays in its
 *    place; %NAN: the present if it follows, otherwise the cursor or the middle */
void               tactus_chart_zoom       (TactusChart *self,
                                            double       factor,
                                            double       x);

/** tactus_chart_point: shows the read-out at @x, or what is nearest to it */
void               tactus_chart_point      (TactusChart *self,
                                            double       x);

/** tactus_chart_unpoint: the pointer is gone; what the keyboard shows stays */
void               tactus_chart_unpoint    (TactusChart *self);

/** tactus_chart_walk: shows the read-out @steps readings farther on, back if negative */
void               tactus_chart_walk       (TactusChart *self,
                                            int          steps);

/** tactus_chart_go: looks at the first or the last time; the read-out comes along if it is shown */
void               tactus_chart_go         (TactusChart *self,
                                            gboolean     last);

/** tactus_chart_escape: takes away the read-out, or goes back to the present.  Returns: whether
 *    there was something to leave */
gboolean           tactus_chart_escape     (TactusChart *self);

/** tactus_chart_say_summary: shows tactus_chart_describe() and has it said */
void               tactus_chart_say_summary (TactusChart *self);

/** tactus_chart_get_mirrored: Returns: whether later is left */
gboolean           tactus_chart_get_mirrored (TactusChart *self);

TactusChartPlot   *tactus_chart_get_plot   (TactusChart *self);
TactusChartCursor *tactus_chart_get_cursor (TactusChart *self);

G_END_DECLS
