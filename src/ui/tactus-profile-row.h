/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-setting-change.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PROFILE_ROW (tactus_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusProfileRow, tactus_profile_row, TACTUS, PROFILE_ROW, AdwActionRow)

/** tactus_profile_row_new: who wears the band; opens a dialog */
GtkWidget *tactus_profile_row_new (TactusSettingChange *change);

G_END_DECLS
