/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-tally.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ZONE_TIMES (tactus_zone_times_get_type ())
G_DECLARE_FINAL_TYPE (TactusZoneTimes, tactus_zone_times, TACTUS, ZONE_TIMES, AdwBin)

/**
 * TactusZoneTimes:
 *
 * How long the pulse was in each of the five zones: name, range, bar and duration in a row each,
 * the hardest first.  Without zones, a button that leads to where they are set up.
 */

/** tactus_zone_times_new: Returns: (transfer floating) */
GtkWidget *tactus_zone_times_new (void);

/**
 * tactus_zone_times_set:
 * @zones: (nullable): %NULL, or without a maximum: there are none
 * @zone_us: (array fixed-size=6): as in TactusStatistics
 */
void       tactus_zone_times_set (TactusZoneTimes   *self,
                                  const TactusZones *zones,
                                  const gint64      *zone_us);

G_END_DECLS
