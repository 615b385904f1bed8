/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-chart-layout.h"
#include "tactus-chart-probe.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CHART_CURSOR (tactus_chart_cursor_get_type ())
G_DECLARE_FINAL_TYPE (TactusChartCursor, tactus_chart_cursor, TACTUS, CHART_CURSOR, GtkWidget)

/**
 * TactusChartCursor:
 *
 * The read-out of a chart: a line at a time, a mark on its value, and a note that tells them.  It
 * lies over the chart as a widget of its own, so that a pointer that wanders draws nothing else
 * again.
 *
 * CSS: node `chart-cursor`; the note has the class `.chart-note`.
 */

GtkWidget *tactus_chart_cursor_new      (void);

/**
 * tactus_chart_cursor_point:
 * @value: "72 bpm"
 * @time: "14:03:20"
 * @extra: (nullable): more lines, such as the zone
 *
 * Shows what is where @probe is in @frame.
 */
void       tactus_chart_cursor_point    (TactusChartCursor      *self,
                                         const TactusChartFrame *frame,
                                         const TactusChartProbe *probe,
                                         const char             *value,
                                         const char             *time,
                                         const char             *extra);

/** tactus_chart_cursor_say: shows @text alone, at the top of @frame */
void       tactus_chart_cursor_say      (TactusChartCursor      *self,
                                         const TactusChartFrame *frame,
                                         const char             *text);

void       tactus_chart_cursor_hide     (TactusChartCursor      *self);

/** tactus_chart_cursor_get_text: Returns: (transfer full) (nullable): all that the note says, in
 *    one line; %NULL while it is hidden */
char      *tactus_chart_cursor_get_text (TactusChartCursor      *self);

/** tactus_chart_cursor_get_note: where the note lies, for tests.  Returns: whether there is one */
gboolean   tactus_chart_cursor_get_note (TactusChartCursor      *self,
                                         GdkRectangle           *bounds);

G_END_DECLS
