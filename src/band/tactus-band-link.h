/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/* The link to the band while it is up. */

/** tactus_band_take_connection: @connection: (transfer full) */
void                   tactus_band_take_connection  (TactusBand            *self,
                                                     TactusBluezConnection *connection);

/** Returns: (transfer full) (nullable): nobody listens to it any more */
TactusBluezConnection *tactus_band_steal_connection (TactusBand *self);

/** tactus_band_become_ready: the band has let us in */
void                   tactus_band_become_ready     (TactusBand *self);

G_END_DECLS
