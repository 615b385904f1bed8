/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-bluez-bonding.h"
#include "tactus-bluez-client.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BLUEZ_CONNECTION (tactus_bluez_connection_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezConnection, tactus_bluez_connection, TACTUS, BLUEZ_CONNECTION,
                      GObject)

typedef enum {
  TACTUS_BLUEZ_WRITE_REQUEST, /* with response */
  TACTUS_BLUEZ_WRITE_COMMAND, /* without */
} TactusBluezWriteMode;

/**
 * TactusBluezConnection:
 *
 * One GATT connection, from "find it" to "usable", with one queue: operations run one after the
 * other in the order they were asked for.  Once closed (by us, by the peer, by the daemon's end) it
 * stays closed: every queued operation fails, and a new connection is a new object.
 *
 * Signals:
 * - `notified` (const char *uuid, GBytes *value): a notification of a subscribed characteristic,
 *   once per notification, in order, of any length.  The first may come before the subscribing call
 *   has finished.  A read of a subscribed characteristic looks like one: do not mix the two.
 * - `battery-changed` (): what BlueZ itself says of the battery, see
 *   tactus_bluez_connection_get_battery()
 * - `closed` (GError *error): once; @error has domain %TACTUS_BLUEZ_ERROR, or is %NULL if we closed
 *   it.
 *
 * A characteristic is named by its UUID (tactus-uuids.h); the first one with it is meant.
 */

/**
 * tactus_bluez_connection_open_async:
 * @address: of the device; it is scanned for (deadline `find_ms`) if BlueZ does not know it
 * @required: (nullable) (array zero-terminated=1): UUIDs of the characteristics that must be there
 *
 * Stops our scan, connects, waits for the services.  A link that is already up is adopted.
 * On failure, cancelling or time-out the link is taken down again before the call finishes, which
 * takes BlueZ two seconds and more.  A link of others is left alone, unless it is a dead one: its
 * services were not resolved in time.
 *
 * Dropping the last reference to an open connection takes its link down, too, but not one that was
 * adopted.
 *
 * Returns by finish: (transfer full): a usable connection
 */
void                   tactus_bluez_connection_open_async  (TactusBluezClient    *client,
                                                            const char           *address,
                                                            const char * const   *required,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
TactusBluezConnection *tactus_bluez_connection_open_finish (GAsyncResult         *result,
                                                            GError              **error);

gboolean               tactus_bluez_connection_is_open     (TactusBluezConnection *self);

/** Returns: whether the device has such a characteristic */
gboolean               tactus_bluez_connection_has         (TactusBluezConnection *self,
                                                            const char            *uuid);

/** Returns: whether the device has such a characteristic, and that one can notify or indicate */
gboolean               tactus_bluez_connection_can_notify  (TactusBluezConnection *self,
                                                            const char            *uuid);

/** Returns: %, or -1: BlueZ keeps the standard battery service to itself, and tells of it so */
int                    tactus_bluez_connection_get_battery (TactusBluezConnection *self);

/** Returns: whether this computer and the device share a secret already */
gboolean               tactus_bluez_connection_is_bonded   (TactusBluezConnection *self);

/**
 * tactus_bluez_connection_pair_async:
 * @ask: is asked what the person has to answer, in the course of it; never after the end
 *
 * Pairs in the sense of Bluetooth; ends with %TACTUS_BLUEZ_ERROR_NOT_BONDED if somebody says no, or
 * after `pair_ms`.  A device that is bonded already is a success.
 */
void                   tactus_bluez_connection_pair_async  (TactusBluezConnection *self,
                                                            TactusBluezAskFunc     ask,
                                                            gpointer               ask_data,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean               tactus_bluez_connection_pair_finish (TactusBluezConnection *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

/**
 * tactus_bluez_connection_settle_async:
 * @uuids: (array zero-terminated=1)
 *
 * Waits for characteristics that the device should have and can do without: BlueZ may show them
 * after it has called the services resolved.
 *
 * Returns by finish: %TRUE once all are there; %TACTUS_BLUEZ_ERROR_MISSING after `settle_ms`
 */
void                   tactus_bluez_connection_settle_async  (TactusBluezConnection *self,
                                                              const char * const    *uuids,
                                                              GCancellable          *cancellable,
                                                              GAsyncReadyCallback    callback,
                                                              gpointer               user_data);
gboolean               tactus_bluez_connection_settle_finish (TactusBluezConnection *self,
                                                              GAsyncResult          *result,
                                                              GError               **error);

/** Returns: bytes one write may carry: MTU − 3, or 20 while the MTU is unknown */
guint                  tactus_bluez_connection_get_payload (TactusBluezConnection *self,
                                                            const char            *uuid);

void                   tactus_bluez_connection_read_async  (TactusBluezConnection *self,
                                                            const char            *uuid,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
/** Returns: (transfer full): the value */
GBytes                *tactus_bluez_connection_read_finish (TactusBluezConnection *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

/**
 * tactus_bluez_connection_write_async:
 * @mode: what the protocol wants; if the characteristic lists only the other one, that is used
 *
 * @value is not kept longer than the call; a secret in it is the caller's to wipe afterwards.
 */
void                   tactus_bluez_connection_write_async  (TactusBluezConnection *self,
                                                             const char            *uuid,
                                                             GBytes                *value,
                                                             TactusBluezWriteMode   mode,
                                                             GCancellable          *cancellable,
                                                             GAsyncReadyCallback    callback,
                                                             gpointer               user_data);
gboolean               tactus_bluez_connection_write_finish (TactusBluezConnection *self,
                                                             GAsyncResult          *result,
                                                             GError               **error);

/** tactus_bluez_connection_subscribe_async: after it `notified` fires; idempotent */
void                   tactus_bluez_connection_subscribe_async  (TactusBluezConnection *self,
                                                                 const char            *uuid,
                                                                 GCancellable          *cancellable,
                                                                 GAsyncReadyCallback    callback,
                                                                 gpointer               user_data);
gboolean               tactus_bluez_connection_subscribe_finish (TactusBluezConnection *self,
                                                                 GAsyncResult          *result,
                                                                 GError               **error);

void                   tactus_bluez_connection_unsubscribe_async
                                                           (TactusBluezConnection *self,
                                                            const char            *uuid,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean               tactus_bluez_connection_unsubscribe_finish
                                                           (TactusBluezConnection *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);

/**
 * tactus_bluez_connection_close_async: unsubscribes, disconnects, waits for Connected=false; always
 * succeeds in the sense that afterwards the object is closed */
void                   tactus_bluez_connection_close_async  (TactusBluezConnection *self,
                                                             GCancellable          *cancellable,
                                                             GAsyncReadyCallback    callback,
                                                             gpointer               user_data);
gboolean               tactus_bluez_connection_close_finish (TactusBluezConnection *self,
                                                             GAsyncResult          *result,
                                                             GError               **error);

G_END_DECLS
