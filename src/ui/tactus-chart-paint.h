/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-chart-labels.h"
#include "tactus-chart-layout.h"
#include "tactus-chart-times.h"
#include "tactus-series.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

/* The strokes of the chart, each a layer of its own.  They keep nothing: what they draw is in their
 * arguments, so that the chart decides what to keep and a benchmark can compare them. */

/**
 * TactusChartInk:
 * @line: the pulse
 * @other: the pulse it is compared with
 * @text: labels
 * @mark: dotted lines, hatching
 * @grid: lines behind everything
 * @zone_share: how strong the colours of the zones are
 */
typedef struct {
  GdkRGBA line;
  GdkRGBA other;
  GdkRGBA text;
  GdkRGBA mark;
  GdkRGBA grid;
  double  zone_share;
} TactusChartInk;

/**
 * tactus_chart_ink_init:
 * @line: colour of the pulse
 * @text: colour of ordinary text around the chart
 * @high_contrast: whether faint is to be avoided
 */
void         tactus_chart_ink_init      (TactusChartInk *self,
                                         const GdkRGBA  *line,
                                         const GdkRGBA  *text,
                                         gboolean        high_contrast);

/** tactus_chart_paint_values: lines across the plot, and the value of each beside it */
void         tactus_chart_paint_values  (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink);

/**
 * tactus_chart_paint_times:
 * @step: time between two labels
 * @limit: how wide there is room below the plot, from 0
 * @now_us: (nullable): tells which year need not be said; with it what the labels leave out is
 *   written into a second row: at the older side, and where it changes
 *
 * Lines up the plot, and the time below each.  A label fades out where it would stick out.
 */
void         tactus_chart_paint_times   (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const TactusTimeStep   *step,
                                         const TactusTimeStyle  *clock,
                                         double                  limit,
                                         const gint64           *now_us);

/** tactus_chart_paint_zones: a tint behind the plot for each zone in sight, a fine line between two
 *    of them, and their names (Z1 … Z5) beside the newer side */
void         tactus_chart_paint_zones   (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const TactusZones      *zones);

/**
 * tactus_chart_paint_markers:
 * @times: (element-type gint64): in order; the first of them has the number 1
 *
 * A line up the plot for each, and its number in a badge above; numbers that would cover each other
 * are left out.
 */
void         tactus_chart_paint_markers (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         GArray                 *times);

/** tactus_chart_paint_legend: above the plot, with its upper edge at @y: which line is which */
void         tactus_chart_paint_legend  (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         double                  y);

/**
 * tactus_chart_paint_stretches:
 * @stretches: (element-type TactusStretch): as from tactus_stretches_find()
 *
 * Silence fills the height: what nobody measured is hatched upwards, a lost signal downwards, no
 * news striped.  No reading is a row of dots at the bottom, not worn a row of dashes.  Each has its
 * name where there is room.
 */
void         tactus_chart_paint_stretches (GtkSnapshot            *snapshot,
                                           TactusChartLabels      *labels,
                                           const TactusChartFrame *frame,
                                           const TactusChartInk   *ink,
                                           GArray                 *stretches);

/** tactus_chart_paint_line: every pulse of the frame joined by a line; a lonely one is a dot */
void         tactus_chart_paint_line    (GtkSnapshot            *snapshot,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         TactusSeries           *series);

/** tactus_chart_paint_other_line: as tactus_chart_paint_line(), but dashed and of the other
 *    colour */
void         tactus_chart_paint_other_line (GtkSnapshot            *snapshot,
                                            const TactusChartFrame *frame,
                                            const TactusChartInk   *ink,
                                            TactusSeries           *series);

/** tactus_chart_paint_columns: one rectangle a column, from its lowest to its highest pulse */
void         tactus_chart_paint_columns (GtkSnapshot            *snapshot,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const TactusColumn     *columns,
                                         guint                   n_columns);

/** tactus_chart_paint_other_columns: as tactus_chart_paint_columns(), but dashed and of the other
 *    colour */
void         tactus_chart_paint_other_columns (GtkSnapshot            *snapshot,
                                               const TactusChartFrame *frame,
                                               const TactusChartInk   *ink,
                                               const TactusColumn     *columns,
                                               guint                   n_columns);

/** tactus_chart_paint_mean: a dashed line at the average, with its value where @series leaves
 *    room */
void         tactus_chart_paint_mean    (GtkSnapshot            *snapshot,
                                         TactusChartLabels      *labels,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         TactusSeries           *series,
                                         double                  mean);

/** tactus_chart_paint_last: @fresh: a full dot on the newest pulse; otherwise an empty ring */
void         tactus_chart_paint_last    (GtkSnapshot            *snapshot,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const TactusReading    *reading,
                                         gboolean                fresh);

/** tactus_chart_paint_message: @text in the middle of the plot */
void         tactus_chart_paint_message (GtkSnapshot            *snapshot,
                                         GtkWidget              *widget,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const char             *text);

G_END_DECLS
