/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-setting.h"

G_BEGIN_DECLS

/* What tactus-setting.c, the words, and tactus-setting-frame.c, the bytes, share. */

/* Languages that bands are known to speak, as they want to be told. */
extern const char * const tactus_languages[];

/** tactus_setting_refuse: sets %TACTUS_PROTOCOL_ERROR_VALUE and what @self may be on @model; %FALSE
 */
gboolean tactus_setting_refuse     (const TactusSetting  *self,
                                    const TactusModel    *model,
                                    GError              **error);

/**
 * tactus_setting_add_writes:
 * @model: which has the setting
 * @writes: (element-type TactusWrite): where they go
 */
gboolean tactus_setting_add_writes (const TactusSetting  *self,
                                    const TactusModel    *model,
                                    const char           *value,
                                    GPtrArray            *writes,
                                    GError              **error);

G_END_DECLS
