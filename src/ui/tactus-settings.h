/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_SETTING_WIDTH         "window-width"
#define TACTUS_SETTING_HEIGHT        "window-height"
#define TACTUS_SETTING_MAXIMIZED     "window-maximized"
#define TACTUS_SETTING_COMPACT_WIDTH  "compact-width"
#define TACTUS_SETTING_COMPACT_HEIGHT "compact-height"
#define TACTUS_SETTING_CHART_MINUTES "chart-minutes"
#define TACTUS_SETTING_BIRTH_YEAR    "birth-year"
#define TACTUS_SETTING_MAXIMUM_RATE  "maximum-rate"
#define TACTUS_SETTING_MEASURE       "measure-when-connected"
#define TACTUS_SETTING_LISTEN        "listen-for-shared"

/**
 * tactus_settings_new:
 *
 * Returns: (transfer full) (nullable): our settings; %NULL if the schema is not installed, which
 *   GIO itself would answer with an abort
 */
GSettings *tactus_settings_new (void);

/** tactus_settings_new_in_memory: the same, forgotten when it goes */
GSettings *tactus_settings_new_in_memory (void);

/** tactus_settings_get_age: Returns: years, by the year of birth alone; 0: not known */
guint      tactus_settings_get_age   (GSettings *settings);

/** tactus_settings_get_zones: @settings: (nullable).  Returns: the zones of the person; without a
 *    maximum if neither age nor maximum is told */
TactusZones tactus_settings_get_zones (GSettings *settings);

G_END_DECLS
