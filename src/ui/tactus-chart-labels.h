/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TactusChartLabel:
 * @node: (nullable): the text at 0, 0; none if there is nothing to see of it
 * @width, @height: pixels
 */
typedef struct {
  GskRenderNode *node;
  double         width;
  double         height;
} TactusChartLabel;

/**
 * TactusChartLabels:
 *
 * The small texts of the chart, each set once and then only moved: while the chart scrolls the
 * same few times pass by, and setting text is the dearest part of a frame.
 */
typedef struct _TactusChartLabels TactusChartLabels;

/** tactus_chart_labels_new: @widget: gives font and size; must outlive the labels */
TactusChartLabels      *tactus_chart_labels_new    (GtkWidget         *widget);
void                    tactus_chart_labels_free   (TactusChartLabels *self);

/** tactus_chart_labels_set_color: forgets all if that is another colour */
void                    tactus_chart_labels_set_color (TactusChartLabels *self,
                                                       const GdkRGBA     *color);

/** tactus_chart_labels_forget: to be called when the font may be another one */
void                    tactus_chart_labels_forget (TactusChartLabels *self);

/** tactus_chart_labels_get: Returns: (transfer none): @text, valid until the next call of anything
 *    here */
const TactusChartLabel *tactus_chart_labels_get    (TactusChartLabels *self,
                                                    const char        *text);

/** tactus_chart_labels_append: draws @text with its upper left corner at whole pixels near @x,
 *    @y */
void                    tactus_chart_labels_append (TactusChartLabels *self,
                                                    GtkSnapshot       *snapshot,
                                                    const char        *text,
                                                    double             x,
                                                    double             y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusChartLabels, tactus_chart_labels_free)

G_END_DECLS
