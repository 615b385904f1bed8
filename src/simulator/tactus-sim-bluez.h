/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-calls.h"
#include "tactus-sim-world.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SIM_BLUEZ (tactus_sim_bluez_get_type ())
G_DECLARE_FINAL_TYPE (TactusSimBluez, tactus_sim_bluez, TACTUS, SIM_BLUEZ, GObject)

/**
 * TactusSimBluez:
 *
 * A Bluetooth service with virtual adapters and virtual bands, on a connection of its own.  All it
 * does it does on the thread-default main context of its making, and nothing blocks: client and
 * service may live in one thread.
 *
 * Signals:
 * - `started` (): it answers, and on a bus it owns the name org.bluez
 * - `lost-name` (): another program owns org.bluez there
 */

/**
 * tactus_sim_bluez_new:
 * @connection: a private message bus, or a peer-to-peer connection (then there is no name)
 *
 * With one adapter, hci0, powered.  It does nothing before tactus_sim_bluez_start().
 */
TactusSimBluez *tactus_sim_bluez_new         (GDBusConnection            *connection);

/** tactus_sim_bluez_start: the daemon starts; again after a stop */
void            tactus_sim_bluez_start       (TactusSimBluez             *self);

/** tactus_sim_bluez_stop: the daemon dies: links, sessions, subscriptions and the name are gone */
void            tactus_sim_bluez_stop        (TactusSimBluez             *self);

/** Returns: whether `started` has been emitted since the last start */
gboolean        tactus_sim_bluez_is_started  (TactusSimBluez             *self);

/** tactus_sim_bluez_add_band: puts @band on the air (a reference is kept), and runs it */
void            tactus_sim_bluez_add_band    (TactusSimBluez             *self,
                                              TactusSimBand              *band);

/** Returns: (transfer none) (nullable): band @index in the order they were added */
TactusSimBand  *tactus_sim_bluez_get_band    (TactusSimBluez             *self,
                                              guint                       index);

/** tactus_sim_bluez_remember: every adapter has a device object for @band, without a scan */
void            tactus_sim_bluez_remember    (TactusSimBluez             *self,
                                              TactusSimBand              *band);

/** tactus_sim_bluez_forget: @band's device objects go, connected or not */
void            tactus_sim_bluez_forget      (TactusSimBluez             *self,
                                              TactusSimBand              *band);

/** tactus_sim_bluez_plug: an adapter hci@index appears */
void            tactus_sim_bluez_plug        (TactusSimBluez             *self,
                                              guint                       index,
                                              gboolean                    powered);

/** tactus_sim_bluez_unplug: adapter hci@index goes, with everything below it */
void            tactus_sim_bluez_unplug      (TactusSimBluez             *self,
                                              guint                       index);

void            tactus_sim_bluez_set_powered (TactusSimBluez             *self,
                                              guint                       index,
                                              gboolean                    powered);
gboolean        tactus_sim_bluez_get_discovering (TactusSimBluez         *self,
                                                  guint                   index);

/** tactus_sim_bluez_set_blocked: by rfkill: off, and it cannot be switched on */
void            tactus_sim_bluez_set_blocked (TactusSimBluez             *self,
                                              guint                       index,
                                              gboolean                    blocked);

void            tactus_sim_bluez_get_delays  (TactusSimBluez             *self,
                                              TactusSimBluezDelays       *delays);
void            tactus_sim_bluez_set_delays  (TactusSimBluez             *self,
                                              const TactusSimBluezDelays *delays);

/** tactus_sim_bluez_set_crowd: @n: so many bands advertise each time that one is due to */
void            tactus_sim_bluez_set_crowd   (TactusSimBluez             *self,
                                              guint                       n);

/**
 * tactus_sim_bluez_set_fault:
 * @times: how many times it strikes; 0: no more; -1: for ever
 */
void            tactus_sim_bluez_set_fault   (TactusSimBluez             *self,
                                              TactusSimBluezFault         fault,
                                              int                         times);

/**
 * tactus_sim_bluez_set_fault_full:
 * @name: (nullable): error name, or for WRONG_TYPES the one property that is wrong
 * @message: (nullable): error message
 * @delay_ms: for the faults that delay; 0 for the default
 */
void            tactus_sim_bluez_set_fault_full (TactusSimBluez          *self,
                                                 TactusSimBluezFault      fault,
                                                 int                      times,
                                                 const char              *name,
                                                 const char              *message,
                                                 guint                    delay_ms);

/** tactus_sim_bluez_spoil: calls of a method go wrong; its strings are static */
void            tactus_sim_bluez_spoil       (TactusSimBluez             *self,
                                              const TactusSimSpoilt      *spoilt);

/** tactus_sim_bluez_mend: no fault strikes any more; calls that were held back fail */
void            tactus_sim_bluez_mend        (TactusSimBluez             *self);

G_END_DECLS
