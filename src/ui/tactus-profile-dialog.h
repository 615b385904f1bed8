/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-profile.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PROFILE_DIALOG (tactus_profile_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusProfileDialog, tactus_profile_dialog, TACTUS, PROFILE_DIALOG, AdwWindow)

/**
 * tactus_profile_dialog_new:
 * @profile: what to begin with
 * @imperial: feet and pounds
 *
 * Asks who wears the band.  Signal `chosen` (string): the profile as in tactus-profile.h.
 */
GtkWidget *tactus_profile_dialog_new (GtkWindow           *parent,
                                      const TactusProfile *profile,
                                      gboolean             imperial);

G_END_DECLS
