/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

/* What can be asked of a characteristic. */
typedef enum {
  TACTUS_BLUEZ_OPERATION_READ,
  TACTUS_BLUEZ_OPERATION_WRITE,
  TACTUS_BLUEZ_OPERATION_SUBSCRIBE,
  TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE,
} TactusBluezOperation;

/* Returns: the method of org.bluez.GattCharacteristic1 */
const char *tactus_bluez_operation_get_method     (TactusBluezOperation  operation);

/* @value, @mode: of a write
 * Returns: (transfer floating) (nullable): what goes with the method */
GVariant   *tactus_bluez_operation_get_parameters (TactusBluezOperation  operation,
                                                   GDBusProxy           *characteristic,
                                                   GBytes               *value,
                                                   TactusBluezWriteMode  mode);

G_END_DECLS
