/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-background.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PREFERENCES (tactus_preferences_get_type ())
G_DECLARE_FINAL_TYPE (TactusPreferences, tactus_preferences, TACTUS, PREFERENCES, AdwWindow)

/** tactus_preferences_new: @settings: (nullable): %NULL: nothing can be remembered */
GtkWidget *tactus_preferences_new (GtkWindow *parent,
                                   GSettings *settings);

/** tactus_preferences_suggest_year: @year: of birth, as a band's profile has it; offered while none
 *    is told here */
void       tactus_preferences_suggest_year (TactusPreferences *self,
                                            guint              year);

/** tactus_preferences_show_zones: puts the keyboard where the zones are set up */
void       tactus_preferences_show_zones   (TactusPreferences *self);

/** tactus_preferences_set_background: @background: (nullable): who is asked whether Tactus may run
 *    without a window */
void       tactus_preferences_set_background (TactusPreferences *self,
                                              TactusBackground  *background);

G_END_DECLS
