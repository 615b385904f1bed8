/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

#define TACTUS_SIM_PERIPHERAL_ERROR (tactus_sim_peripheral_error_quark ())
GQuark tactus_sim_peripheral_error_quark (void);

typedef enum {
  TACTUS_SIM_PERIPHERAL_ERROR_NO_SERVICE,    /* nobody owns org.bluez */
  TACTUS_SIM_PERIPHERAL_ERROR_NO_ADAPTER,
  TACTUS_SIM_PERIPHERAL_ERROR_NO_PERIPHERAL, /* the adapter cannot play this part */
  TACTUS_SIM_PERIPHERAL_ERROR_REFUSED,       /* bluetoothd did not take the band */
} TactusSimPeripheralError;

#define TACTUS_TYPE_SIM_PERIPHERAL (tactus_sim_peripheral_get_type ())
G_DECLARE_FINAL_TYPE (TactusSimPeripheral, tactus_sim_peripheral, TACTUS, SIM_PERIPHERAL, GObject)

/**
 * TactusSimPeripheral:
 *
 * A band on the air, played by a real Bluetooth adapter: its services go to GattManager1, its
 * advertisement to LEAdvertisingManager1.  It comes back by itself when the adapter or the daemon
 * does.
 *
 * What a client can tell from a real band: an MTU of up to 517, the address of the adapter, a
 * second device information service, and two seconds until a link is down.
 *
 * Signals:
 * - `ready` (): it can be found
 * - `failed` (GError *error): it cannot; nothing more happens
 */

/**
 * tactus_sim_peripheral_new:
 * @connection: the bus with org.bluez
 * @adapter: hciN or an address
 */
TactusSimPeripheral *tactus_sim_peripheral_new         (GDBusConnection     *connection,
                                                        const char          *adapter,
                                                        TactusSimBand       *band);

void                 tactus_sim_peripheral_start       (TactusSimPeripheral *self);

/** tactus_sim_peripheral_hang_up: gives up the link, if there is one; `dropped` of the band does
 * the same by itself */
void                 tactus_sim_peripheral_hang_up     (TactusSimPeripheral *self);

/** Returns: whether the daemon has a link to someone, up or going down */
gboolean             tactus_sim_peripheral_has_link    (TactusSimPeripheral *self);

G_END_DECLS
