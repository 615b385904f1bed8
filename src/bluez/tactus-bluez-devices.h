/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-device-private.h"

G_BEGIN_DECLS

/*
 * The devices of a tree, one per address, as a list in the order of their arrival.  In a busy place
 * hundreds advertise: what changes is gathered, and told a few times a second.
 */

#define TACTUS_TYPE_BLUEZ_DEVICES (tactus_bluez_devices_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezDevices, tactus_bluez_devices, TACTUS, BLUEZ_DEVICES, GObject)

TactusBluezDevices *tactus_bluez_devices_new         (TactusBluezTree    *tree);

/* @adapter: (nullable): path of the adapter that is preferred
 * @exclusive: only what that adapter knows counts */
void                tactus_bluez_devices_set_adapter (TactusBluezDevices *self,
                                                      const char         *adapter,
                                                      gboolean            exclusive);

/* Returns: (transfer none): of TactusBluezDevice */
GListModel         *tactus_bluez_devices_get_model   (TactusBluezDevices *self);

/* Returns: (transfer none) (nullable): also one that the list does not show yet */
TactusBluezDevice  *tactus_bluez_devices_lookup      (TactusBluezDevices *self,
                                                      const char         *address);

/* Returns: (transfer none) (nullable): the proxy on the adapter that is best at this moment */
GDBusProxy         *tactus_bluez_devices_find        (TactusBluezDevices *self,
                                                      const char         *address);

/* Tells at once what has been gathered. */
void                tactus_bluez_devices_flush       (TactusBluezDevices *self);

/* A new scan begins: signal strengths of the last one are of no more use. */
void                tactus_bluez_devices_forget_rssi (TactusBluezDevices *self);

G_END_DECLS
