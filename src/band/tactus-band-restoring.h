/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-abilities.h"
#include "tactus-band-memory.h"

G_BEGIN_DECLS

/* What was set from here is in the file of bands, since a band cannot be asked for it. */

/** tactus_band_restore: takes what @memory has of the band */
void tactus_band_restore         (TactusBand        *self,
                                  TactusBandMemory  *memory);

/** tactus_band_save_setting: @memory keeps what the band now has */
void tactus_band_save_setting    (TactusBand        *self,
                                  TactusSettingId    setting,
                                  TactusBandMemory  *memory);
void tactus_band_save_alarms     (TactusBand        *self,
                                  TactusBandMemory  *memory);

/* Of the above; what the band would not take is dropped. */
void tactus_band_restore_setting (TactusBand        *self,
                                  TactusSettingId    setting,
                                  const char        *value);
void tactus_band_restore_alarm   (TactusBand        *self,
                                  const TactusAlarm *alarm);

/** tactus_band_drop_settings: the band is no longer ours: whoever pairs it next begins anew */
void tactus_band_drop_settings   (TactusBand        *self);
void tactus_band_drop_alarms     (TactusBand        *self);

G_END_DECLS
