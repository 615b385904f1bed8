/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-chart-layout.h"
#include "tactus-series.h"

G_BEGIN_DECLS

/* The strokes of the chart, each a layer of its own.  They keep nothing: what they draw is in their
 * arguments, so that the chart decides what to keep and a benchmark can compare them. */

/**
 * TactusChartInk:
 * @line: the pulse
 * @text: labels
 * @mark: dotted lines, hatching
 * @grid: lines behind everything
 */
typedef struct {
  GdkRGBA line;
  GdkRGBA text;
  GdkRGBA mark;
  GdkRGBA grid;
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

/** tactus_chart_label: Returns: (transfer full): @text, small, with figures of one width */
PangoLayout *tactus_chart_label         (GtkWidget      *widget,
                                         const char     *text);

/** tactus_chart_paint_values: lines across the plot, and the value of each beside it */
void         tactus_chart_paint_values  (GtkSnapshot            *snapshot,
                                         GtkWidget              *widget,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink);

/**
 * tactus_chart_paint_times:
 * @step_us: time between two labels
 *
 * Lines up the plot, and the time of day below each.  A label fades out where it would stick out.
 */
void         tactus_chart_paint_times   (GtkSnapshot            *snapshot,
                                         GtkWidget              *widget,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         gint64                  step_us,
                                         GTimeZone              *zone);

/**
 * tactus_chart_paint_stretches:
 * @stretches: (element-type TactusStretch): as from tactus_stretches_find()
 *
 * A gap is hatched from top to bottom; no reading is a row of dots at the bottom, not worn a row of
 * dashes.  Each has its name where there is room.
 */
void         tactus_chart_paint_stretches (GtkSnapshot            *snapshot,
                                           GtkWidget              *widget,
                                           const TactusChartFrame *frame,
                                           const TactusChartInk   *ink,
                                           GArray                 *stretches);

/** tactus_chart_paint_line: every pulse of the frame joined by a line; a lonely one is a dot */
void         tactus_chart_paint_line    (GtkSnapshot            *snapshot,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         TactusSeries           *series);

/** tactus_chart_paint_columns: one rectangle a column, from its lowest to its highest pulse */
void         tactus_chart_paint_columns (GtkSnapshot            *snapshot,
                                         const TactusChartFrame *frame,
                                         const TactusChartInk   *ink,
                                         const TactusColumn     *columns,
                                         guint                   n_columns);

/** tactus_chart_paint_mean: a dashed line at the average, with its value where @series leaves
 *    room */
void         tactus_chart_paint_mean    (GtkSnapshot            *snapshot,
                                         GtkWidget              *widget,
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
