/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-background.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BACKGROUND_GROUP (tactus_background_group_get_type ())
G_DECLARE_FINAL_TYPE (TactusBackgroundGroup, tactus_background_group, TACTUS, BACKGROUND_GROUP,
                      AdwPreferencesGroup)

/**
 * TactusBackgroundGroup:
 *
 * The part of the preferences about running without a window.  The desktop is asked; a switch that
 * it does not agree with goes back, with words why and what to do.
 */

/** tactus_background_group_set_settings: @settings: (nullable): %NULL: nothing can be set; once */
void tactus_background_group_set_settings   (TactusBackgroundGroup *self,
                                             GSettings             *settings);

/** tactus_background_group_set_background: @background: (nullable): whom to ask; %NULL: there is
 *    nothing to set, as in the demo */
void tactus_background_group_set_background (TactusBackgroundGroup *self,
                                             TactusBackground      *background);

G_END_DECLS
