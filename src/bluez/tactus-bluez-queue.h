/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-operation.h"
#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/*
 * GATT operations of one connection, strictly one after the other: BlueZ answers InProgress to a
 * second one.  Also keeps the subscriptions.
 */

#define TACTUS_TYPE_BLUEZ_QUEUE (tactus_bluez_queue_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezQueue, tactus_bluez_queue, TACTUS, BLUEZ_QUEUE, GObject)

/* Signals:
 * - `notified` (const char *uuid, GBytes *value)
 * - `lost`: BlueZ said of an operation that there is no link.  The queue is paused; the operation
 *   gets its answer from tactus_bluez_queue_close(), which knows the cause. */
TactusBluezQueue *tactus_bluez_queue_new   (TactusBluezClient    *client,
                                            GDBusProxy           *device,
                                            const char           *address);

/* @task: (transfer full): gets GBytes from a read, else a boolean
 * @value: (nullable): what a write carries */
void              tactus_bluez_queue_push  (TactusBluezQueue     *self,
                                            TactusBluezOperation  operation,
                                            const char           *uuid,
                                            GBytes               *value,
                                            TactusBluezWriteMode  mode,
                                            GTask                *task);

/* Returns: whether @characteristic is being listened to */
gboolean          tactus_bluez_queue_uses  (TactusBluezQueue     *self,
                                            GDBusProxy           *characteristic);

/* No further operation starts: on a device that is not connected BlueZ would promise things for the
 * next link. */
void              tactus_bluez_queue_pause (TactusBluezQueue     *self);

/* Ends every operation with @reason, and lets no more in.
 * @polite: the link is still up: subscriptions are given back */
void              tactus_bluez_queue_close (TactusBluezQueue     *self,
                                            const GError         *reason,
                                            gboolean              polite);

G_END_DECLS
