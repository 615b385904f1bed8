/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

#include "tactus-pulse-alert.h"
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
#define TACTUS_SETTING_MEASURED_IN   "units"
#define TACTUS_SETTING_ALERT         "alert-heart-rate"
#define TACTUS_SETTING_ALERT_HIGH    "alert-high"
#define TACTUS_SETTING_ALERT_LOW     "alert-low"
#define TACTUS_SETTING_ALERT_SECONDS "alert-seconds"
#define TACTUS_SETTING_BACKGROUND    "run-in-background"
#define TACTUS_SETTING_AUTOSTART     "start-at-login"

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

/** tactus_settings_get_alerts: @settings: (nullable).  Returns: whether heart-rate alerts are on */
gboolean          tactus_settings_get_alerts (GSettings               *settings);

/** tactus_settings_get_levels: of heart-rate alerts, whether they are on or not.  @settings:
 *    (nullable).  Returns: levels that are valid */
TactusPulseLevels tactus_settings_get_levels (GSettings               *settings);
void              tactus_settings_set_levels (GSettings               *settings,
                                              const TactusPulseLevels *levels);

G_END_DECLS
