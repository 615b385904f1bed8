/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the first characteristic of @device with @uuid that is
 * there right now.  They change with the firmware, so nothing is kept. */
GDBusProxy *tactus_bluez_gatt_find    (TactusBluezTree    *tree,
                                       GDBusProxy         *device,
                                       const char         *uuid);

/* @required: (nullable): %NULL-terminated
 * Returns: (transfer none) (nullable): the first of @required that is missing */
const char *tactus_bluez_gatt_missing (TactusBluezTree    *tree,
                                       GDBusProxy         *device,
                                       const char * const *required);

/* Takes a link down, also one that is only being made, and waits until it is down.
 * Ends after @timeout_ms at the latest, and cannot fail. */
void        tactus_bluez_gatt_hang_up_async  (TactusBluezTree     *tree,
                                              GDBusProxy          *device,
                                              guint                timeout_ms,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void        tactus_bluez_gatt_hang_up_finish (GAsyncResult        *result);

/* BlueZ 5.66 does not tell that Connected became true when its ATT socket was ready before it read
 * the kernel's event ("Device … is already connected" in its log).  Asked, it tells the truth,
 * which then is put into the tree. */
void        tactus_bluez_gatt_ask_link_async  (GDBusProxy          *device,
                                               guint                timeout_ms,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
void        tactus_bluez_gatt_ask_link_finish (TactusBluezTree     *tree,
                                               GDBusProxy          *device,
                                               GAsyncResult        *result);

G_END_DECLS
