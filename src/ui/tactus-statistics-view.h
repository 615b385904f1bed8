/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-tally.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_STATISTICS_VIEW (tactus_statistics_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusStatisticsView, tactus_statistics_view, TACTUS, STATISTICS_VIEW, AdwBin)

/**
 * TactusStatisticsView:
 *
 * What a stretch of time comes to: lowest, average and highest pulse, resting pulse, for how long
 * it is known, and how much of that in each zone.
 */

/** tactus_statistics_view_set: @zones: those that @statistics were counted with; without a maximum
 *    there is an offer to set it instead */
void tactus_statistics_view_set (TactusStatisticsView   *self,
                                 const TactusStatistics *statistics,
                                 const TactusZones      *zones);

G_END_DECLS
