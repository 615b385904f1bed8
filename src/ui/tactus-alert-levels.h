/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_ALERT_LEVELS (tactus_alert_levels_get_type ())
G_DECLARE_FINAL_TYPE (TactusAlertLevels, tactus_alert_levels, TACTUS, ALERT_LEVELS,
                      AdwPreferencesGroup)

/**
 * TactusAlertLevels:
 *
 * The part of the preferences about heart-rate alerts: whether, beyond which levels, and for how
 * long.  What is wrong is said in words and kept from the settings.
 */

/** tactus_alert_levels_set_settings: @settings: (nullable): %NULL: nothing can be set; once */
void tactus_alert_levels_set_settings (TactusAlertLevels *self,
                                       GSettings         *settings);

G_END_DECLS
