/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-series.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SPARKLINE (tactus_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (TactusSparkline, tactus_sparkline, TACTUS, SPARKLINE, GtkWidget)

/**
 * TactusSparkline:
 *
 * A heart rate as large as a word: its shape, without scale or time.  What it shows is said in
 * words beside it, so that it is decoration to a screen reader.
 *
 * CSS: node `tactus-sparkline`; `color` is the line.
 */

/** tactus_sparkline_set_columns: @columns: (array length=n_columns) (nullable): copied */
void tactus_sparkline_set_columns (TactusSparkline    *self,
                                   const TactusColumn *columns,
                                   guint               n_columns);

G_END_DECLS
