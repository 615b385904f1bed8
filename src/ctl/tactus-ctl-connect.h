/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/** tactus_ctl_connect: connects the program's band with the key that is stored */
void   tactus_ctl_connect (TactusCtlProgram *program,
                           TactusCtlNext     next);

/**
 * tactus_ctl_pair_band:
 * @key: (nullable): as for tactus_band_pair_async()
 *
 * Pairs the program's band and tells each step once, in their order.
 */
void   tactus_ctl_pair_band (TactusCtlProgram *program,
                             TactusKey        *key,
                             TactusCtlNext     next);

G_END_DECLS
