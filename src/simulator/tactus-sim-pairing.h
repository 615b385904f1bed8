/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-world.h"

G_BEGIN_DECLS

/**
 * TactusSimPairing:
 *
 * One Bluetooth pairing, from the call of Pair to its reply.
 */
typedef struct _TactusSimPairing TactusSimPairing;

/** It is over: @bonded or not; the call has been answered.  The pairing is freed here. */
typedef void (*TactusSimPairingOver) (gboolean bonded,
                                      gpointer user_data);

/** tactus_sim_pairing_new: @invocation: (transfer full): the call of Pair; @path: of the device */
TactusSimPairing *tactus_sim_pairing_new  (TactusSimWorld        *world,
                                           TactusSimBand         *band,
                                           const char            *path,
                                           GDBusMethodInvocation *invocation,
                                           TactusSimPairingOver   over,
                                           gpointer               user_data);

/** tactus_sim_pairing_end: it comes to nothing, and Pair answers with @reply */
void              tactus_sim_pairing_end  (TactusSimPairing      *self,
                                           TactusSimReply         reply);

G_END_DECLS
