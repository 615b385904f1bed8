/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CONNECT_HINT (tactus_connect_hint_get_type ())
G_DECLARE_FINAL_TYPE (TactusConnectHint, tactus_connect_hint, TACTUS, CONNECT_HINT,
                      AdwPreferencesGroup)

/**
 * TactusConnectHint:
 * Says why nothing can be done with a band that is not connected, and connects it; not there when
 * it is.  Properties: `band`; `ready` (gboolean).  Wants the action `page.connect` around it.
 */

/** tactus_connect_hint_set_band: @band: (nullable) */
void tactus_connect_hint_set_band (TactusConnectHint *self,
                                   TactusBand        *band);

G_END_DECLS
