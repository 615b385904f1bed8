/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-printer.h"
#include "tactus-heart-rate.h"

G_BEGIN_DECLS

/**
 * TactusCtlDemoView:
 *
 * The pulse on a terminal: a chart that grows in place, or one chart at the end where nothing can
 * be drawn twice.
 */
typedef struct _TactusCtlDemoView TactusCtlDemoView;

/** tactus_ctl_demo_view_new: @duration_ms: the time that the chart is to hold, from now on */
TactusCtlDemoView *tactus_ctl_demo_view_new    (TactusCtlPrinter      *printer,
                                                guint                  duration_ms);
void               tactus_ctl_demo_view_free   (TactusCtlDemoView     *self);

void               tactus_ctl_demo_view_add    (TactusCtlDemoView     *self,
                                                const TactusHeartRate *heart_rate,
                                                GDateTime             *when);

/** tactus_ctl_demo_view_draw: draws in place.  Returns: %FALSE where that cannot be done */
gboolean           tactus_ctl_demo_view_draw   (TactusCtlDemoView     *self);

/** tactus_ctl_demo_view_finish: the last chart, and what was counted */
void               tactus_ctl_demo_view_finish (TactusCtlDemoView     *self);

G_END_DECLS
