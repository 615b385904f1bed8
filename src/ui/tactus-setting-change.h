/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band.h"
#include "tactus-setting.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SETTING_CHANGE (tactus_setting_change_get_type ())
G_DECLARE_FINAL_TYPE (TactusSettingChange, tactus_setting_change, TACTUS, SETTING_CHANGE, GObject)

/**
 * TactusSettingChange:
 *
 * One setting of one band, as a row shows it: its value, and the change on its way to the band.
 * While one is on its way the value is the one asked for; if that fails it is the old one again.
 *
 * Property: `busy` (gboolean).
 * Signals: `changed`: the value; `failed` (string): why not, in a sentence.
 */
TactusSettingChange *tactus_setting_change_new         (TactusBand          *band,
                                                        const TactusSetting *setting);

const TactusSetting *tactus_setting_change_get_setting (TactusSettingChange *self);

/** Returns: (transfer none) (nullable): of the band */
const TactusModel   *tactus_setting_change_get_model   (TactusSettingChange *self);

/** Returns: (transfer none) (nullable): the value; %NULL: never set from here */
const char          *tactus_setting_change_get_value   (TactusSettingChange *self);

gboolean             tactus_setting_change_get_busy    (TactusSettingChange *self);

/** tactus_setting_change_send: has the band take @value; nothing if another is on its way */
void                 tactus_setting_change_send        (TactusSettingChange *self,
                                                        const char          *value);

G_END_DECLS
