/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-device.h"
#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

TactusBluezDevice *tactus_bluez_device_new              (const char        *address);

/* The same device as seen by each adapter.
 * Returns: (transfer none) (element-type GDBusProxy) */
GPtrArray         *tactus_bluez_device_get_candidates   (TactusBluezDevice *self);

/* Makes @best the one that speaks for the device, and tells what is new.
 * @best: (nullable): none is left */
void               tactus_bluez_device_update           (TactusBluezDevice *self,
                                                         GDBusProxy        *best);

/* An advertisement came, by way of @proxy, which holds its data. */
void               tactus_bluez_device_hear             (TactusBluezDevice *self,
                                                         GDBusProxy        *proxy);

/* Forgets the strength that an earlier scan found, unless BlueZ still has one. */
void               tactus_bluez_device_forget_rssi      (TactusBluezDevice *self);

G_END_DECLS
