/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-restoring.h"

static char *
setting_key (TactusSettingId setting)
{
  return g_strconcat ("setting-", tactus_setting_get (setting)->name, NULL);
}

static void
restore_setting (TactusBand       *self,
                 TactusSettingId   setting,
                 TactusBandMemory *memory)
{
  g_autofree char *key = setting_key (setting);
  g_autofree char *value = tactus_band_memory_get_kept (memory, tactus_band_get_address (self),
                                                        key);

  if (value)
    tactus_band_restore_setting (self, setting, value);
}

void
tactus_band_restore (TactusBand       *self,
                     TactusBandMemory *memory)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  for (guint i = 0; i < TACTUS_N_SETTINGS; i++)
    restore_setting (self, i, memory);
}

void
tactus_band_save_setting (TactusBand       *self,
                          TactusSettingId   setting,
                          TactusBandMemory *memory)
{
  g_autofree char *key = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self) && setting < TACTUS_N_SETTINGS);

  key = setting_key (setting);
  tactus_band_memory_set_kept (memory, tactus_band_get_address (self), key,
                               tactus_band_get_setting (self, setting));
}
