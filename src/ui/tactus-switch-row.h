/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-setting-change.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SWITCH_ROW (tactus_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusSwitchRow, tactus_switch_row, TACTUS, SWITCH_ROW, AdwActionRow)

/** tactus_switch_row_new: a setting that is on or off */
GtkWidget *tactus_switch_row_new (TactusSettingChange *change);

G_END_DECLS
