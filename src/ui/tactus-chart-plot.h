/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-chart-layout.h"
#include "tactus-chart-times.h"
#include "tactus-series.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CHART_PLOT (tactus_chart_plot_get_type ())
G_DECLARE_FINAL_TYPE (TactusChartPlot, tactus_chart_plot, TACTUS, CHART_PLOT, GtkWidget)

/**
 * TactusChartPlot:
 *
 * What is drawn of a chart, but for the read-out.  It knows no clock: which time it shows is told
 * to it.  What it drew is kept in layers until something in them changes.
 *
 * Signals, without arguments: `resized`: the frame has another size, so that another time may fit;
 * `moved`: the frame stands for other times or values.
 */

/** TactusChartScene: what the plot shows */
typedef struct {
  gint64        from_us;      /* the times of the two sides */
  gint64        to_us;
  gint64        silent_from_us; /* silence before the first reading begins there; G_MAXINT64: no
                                 * such silence */
  gint64        present_us;   /* silence lasts until then */
  gint64        now_us;       /* tells which day is today */
  TactusSummary summary;      /* of the series between the two sides */
  gboolean      fresh;        /* whether the newest reading still holds */
} TactusChartScene;

GtkWidget              *tactus_chart_plot_new            (void);

/** tactus_chart_plot_set_series: @series: (nullable): the plot holds a reference; the axis begins
 *    anew */
void                    tactus_chart_plot_set_series     (TactusChartPlot        *self,
                                                          TactusSeries           *series);

/** tactus_chart_plot_set_comparison: @series: (nullable): its times are moved by @shift_us */
void                    tactus_chart_plot_set_comparison (TactusChartPlot        *self,
                                                          TactusSeries           *series,
                                                          gint64                  shift_us);
void                    tactus_chart_plot_set_zones      (TactusChartPlot        *self,
                                                          const TactusZones      *zones);

/** tactus_chart_plot_set_markers: @times: (transfer full) (nullable) (element-type gint64): in
 *    order */
void                    tactus_chart_plot_set_markers    (TactusChartPlot        *self,
                                                          GArray                 *times);

/** tactus_chart_plot_show: @glide: whether the axis may take its time */
void                    tactus_chart_plot_show           (TactusChartPlot        *self,
                                                          const TactusChartScene *scene,
                                                          gboolean                glide);

/** tactus_chart_plot_get_frame: Returns: (transfer none): where what lies */
const TactusChartFrame *tactus_chart_plot_get_frame      (TactusChartPlot        *self);

/** tactus_chart_plot_get_clock: Returns: (transfer none): how times are written here */
const TactusTimeStyle  *tactus_chart_plot_get_clock      (TactusChartPlot        *self);

/** tactus_chart_plot_get_drawn: Returns: how often the readings were drawn anew, for tests */
guint                   tactus_chart_plot_get_drawn      (TactusChartPlot        *self);

G_END_DECLS
