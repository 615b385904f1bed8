/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

/**
 * tactus_sim_household_add:
 *
 * Puts the demo's bands on the air of @bluez: a Mi Band 3 close by that waits for a tap, a Mi
 * Band 2 next door whose owner turns every request down, a Mi Band 5 that wants the key its vendor
 * issued, and an Amazfit Bip at the far end of the garden that cannot be reached.
 */
void   tactus_sim_household_add        (TactusSimBluez *bluez);

/**
 * tactus_sim_household_get_key_text:
 * @band: one of the household
 *
 * Returns: (transfer full) (nullable): the made-up key of a virtual band that wants a server's key,
 *   32 hex digits, to be typed in by whoever tries the demo; %NULL for the others
 */
char  *tactus_sim_household_get_key_text (TactusSimBand *band);

G_END_DECLS
