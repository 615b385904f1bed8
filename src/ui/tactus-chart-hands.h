/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-chart.h"

G_BEGIN_DECLS

/*
 * What keys, pointer, wheel and fingers do to a chart.
 *
 * Pointer: hovering reads out; dragging looks back and forth; Ctrl and the wheel zoom around the
 * pointer; Shift and the wheel, or a wheel that goes sideways, look back and forth.  The plain
 * wheel belongs to the page that the chart is in.  Fingers: a tap reads out, a long press reads out
 * wherever the finger then goes, dragging sideways looks back and forth, two fingers zoom.
 * Keys: the arrows walk the readings, with Shift or Ctrl they look back and forth; + and − zoom;
 * Page Up and Down, Home and End; S or Ctrl+I say the summary; Escape leaves.
 */

/** tactus_chart_hands_install_keys: in the class of the chart */
void tactus_chart_hands_install_keys (GtkWidgetClass *klass);

/** tactus_chart_hands_attach: to each chart */
void tactus_chart_hands_attach       (TactusChart    *chart);

G_END_DECLS
