/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-client.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SCANNER (tactus_scanner_get_type ())
G_DECLARE_FINAL_TYPE (TactusScanner, tactus_scanner, TACTUS, SCANNER, GObject)

/**
 * TactusScanner:
 *
 * Searches in bounded bursts while somebody looks: a burst, a pause, and after some rounds an end,
 * so that an open window does not drain the batteries of two devices.  Starts over when Bluetooth
 * comes back.
 *
 * Properties: `searching` (gboolean): rounds are left, and Bluetooth works.
 * Signal `failed` (GError): a burst could not start; the search is over.
 */

/**
 * TactusScannerTimings:
 * @burst_ms: length of a burst (10 s)
 * @pause_ms: between two (5 s)
 * @rounds: bursts until the search ends (6)
 */
typedef struct {
  guint burst_ms;
  guint pause_ms;
  guint rounds;
} TactusScannerTimings;

TactusScanner *tactus_scanner_new           (TactusBluezClient          *client);

void           tactus_scanner_set_timings   (TactusScanner              *self,
                                             const TactusScannerTimings *timings);

/** tactus_scanner_set_active: @active: whether somebody looks; %TRUE starts a search */
void           tactus_scanner_set_active    (TactusScanner              *self,
                                             gboolean                    active);

/** tactus_scanner_set_endless: @endless: goes on as long as it is active; costs power */
void           tactus_scanner_set_endless   (TactusScanner              *self,
                                             gboolean                    endless);

/** tactus_scanner_restart: all rounds again, now */
void           tactus_scanner_restart       (TactusScanner              *self);

gboolean       tactus_scanner_get_searching (TactusScanner              *self);

G_END_DECLS
