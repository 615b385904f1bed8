/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-series.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_spark_draw:
 * @columns: (array length=n_columns)
 *
 * Draws the pulses in one line of bars, from their lowest to their highest; where there are none is
 * a space.
 *
 * Returns: (transfer full): @n_columns characters; empty if there is no pulse at all
 */
char *tactus_ctl_spark_draw (const TactusColumn *columns,
                             guint               n_columns);

G_END_DECLS
