/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-series.h"

G_BEGIN_DECLS

/**
 * TactusChartProbe:
 * @when_us: the time that is told: of the reading that was found, or of a state the time asked for
 * @kind: what there is; a pulse only if @minimum and @maximum are one
 * @minimum, @maximum: the lowest and the highest pulse of the column; 0 unless @kind is a pulse
 * @index: of the reading found, or of the one that began the state; %G_MAXSIZE: before the first
 *
 * What the chart shows at one time.
 */
typedef struct {
  gint64            when_us;
  TactusReadingKind kind;
  guint16           minimum;
  guint16           maximum;
  gsize             index;
} TactusChartProbe;

/**
 * tactus_chart_probe_at:
 * @series: (nullable): the readings shown
 * @when_us: the time pointed at
 * @reach_us: how near a reading must be to be meant, a few pixels; the nearest one is meant from
 *   farther away if the line leads there
 * @column_us: what a pixel stands for: several readings in it are told from lowest to highest
 * @present_us: silence lasts until then
 */
void  tactus_chart_probe_at     (TactusChartProbe *self,
                                 TactusSeries     *series,
                                 gint64            when_us,
                                 gint64            reach_us,
                                 gint64            column_us,
                                 gint64            present_us);

/**
 * tactus_chart_probe_step:
 * @from: where the walk is
 * @steps: how many readings to go on, back if negative
 * @column_us: what a pixel stands for: shorter steps would not be seen
 *
 * A state that lasts is passed in one step.
 *
 * Returns: the index of the reading arrived at; %G_MAXSIZE if there are none
 */
gsize tactus_chart_probe_step   (TactusSeries           *series,
                                 const TactusChartProbe *from,
                                 int                     steps,
                                 gint64                  column_us);

G_END_DECLS
