/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-client.h"
#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/* Functions over org.bluez.Adapter1 proxies. */

/* @wish: (nullable): address or hciN
 * @current: (nullable): stays chosen as long as it has power
 * Returns: (transfer none) (nullable): the adapter to use */
GDBusProxy       *tactus_bluez_adapter_choose (TactusBluezTree *tree,
                                               const char      *wish,
                                               GDBusProxy      *current);

/* Returns: OFF, BLOCKED or READY */
TactusBluezState  tactus_bluez_adapter_state  (GDBusProxy      *adapter);

/* Returns: (transfer full) (nullable): the version of BlueZ that its modalias holds */
char             *tactus_bluez_adapter_get_version (GDBusProxy   *adapter);

G_END_DECLS
