/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-series.h"

G_BEGIN_DECLS

/* Narrower than this nothing is drawn. */
#define TACTUS_CTL_CHART_MIN_COLUMNS 16

/**
 * TactusCtlChart:
 * @columns: width in characters, labels included
 * @rows: height of the drawing, without the time line under it
 * @unicode: the terminal shows Braille dots and lines; else plain characters
 * @colour: with colour sequences
 * @from_us, @to_us: the time shown
 *
 * How a chart is to look.
 */
typedef struct {
  guint    columns;
  guint    rows;
  gboolean unicode;
  gboolean colour;
  gint64   from_us;
  gint64   to_us;
} TactusCtlChart;

/**
 * tactus_ctl_chart_draw:
 *
 * Draws the pulses of @series: lines between those that follow each other, gaps as gaps.
 *
 * Returns: (transfer full): @rows + 2 lines, each with its newline; empty if it is too narrow
 */
char *tactus_ctl_chart_draw (const TactusCtlChart *self,
                             TactusSeries         *series);

G_END_DECLS
