/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

/**
 * TactusMi1Latency:
 * @TACTUS_MI1_LATENCY_LOW: it answers within 50 ms
 * @TACTUS_MI1_LATENCY_HIGH: it answers within half a second, and saves its battery
 *
 * How often a first-generation band listens to its link.
 */
typedef enum {
  TACTUS_MI1_LATENCY_LOW,
  TACTUS_MI1_LATENCY_HIGH,
} TactusMi1Latency;

/** tactus_mi1_set_latency: asks the band for it; nobody depends on its agreeing */
void tactus_mi1_set_latency (TactusBluezConnection *connection,
                             TactusMi1Latency       latency,
                             GCancellable          *cancellable);

G_END_DECLS
