/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-series.h"

G_BEGIN_DECLS

/**
 * TactusTrend:
 *
 * Where the pulse goes: the slope over a stretch of time, steady within what a pulse at rest
 * wavers.
 */
typedef enum {
  TACTUS_TREND_UNKNOWN,
  TACTUS_TREND_FALLING,
  TACTUS_TREND_STEADY,
  TACTUS_TREND_RISING,
} TactusTrend;

/** tactus_trend_of: over @from_us <= time < @to_us; in the time of a logarithm of the length.
 *    Returns: %TACTUS_TREND_UNKNOWN unless pulses are known over at least half of the time */
TactusTrend tactus_trend_of (TactusSeries *series,
                             gint64        from_us,
                             gint64        to_us);

G_END_DECLS
