/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-bluez-deadlines.h"
#include "tactus-bluez-device.h"
#include "tactus-bluez-error.h"

G_BEGIN_DECLS

/**
 * TactusBluezState:
 *
 * What stands between the person and their devices; only READY lets anything work.
 */
typedef enum {
  TACTUS_BLUEZ_STATE_STARTING,    /* not known yet */
  TACTUS_BLUEZ_STATE_NO_SERVICE,  /* bluetoothd does not run */
  TACTUS_BLUEZ_STATE_NOT_ALLOWED, /* the bus refuses us */
  TACTUS_BLUEZ_STATE_NO_ADAPTER,
  TACTUS_BLUEZ_STATE_BLOCKED,     /* rfkill */
  TACTUS_BLUEZ_STATE_OFF,
  TACTUS_BLUEZ_STATE_READY,
} TactusBluezState;

#define TACTUS_TYPE_BLUEZ_STATE (tactus_bluez_state_get_type ())
GType tactus_bluez_state_get_type (void);

#define TACTUS_TYPE_BLUEZ_CLIENT (tactus_bluez_client_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezClient, tactus_bluez_client, TACTUS, BLUEZ_CLIENT, GObject)

/**
 * TactusBluezClient:
 *
 * The Bluetooth service: whether it is there, its adapters, its devices, scanning.  It follows the
 * daemon's coming and going by itself.  Properties: `state` (TactusBluezState), `scanning`
 * (whether our own scan runs), `devices` (GListModel of TactusBluezDevice, one per address).
 * Use it on the default main context only.
 */

/**
 * tactus_bluez_client_new:
 * @connection: where org.bluez lives
 * @bus_name: (nullable): "org.bluez"; %NULL on a peer-to-peer connection
 * @adapter: (nullable): address or hciN of the adapter to use; %NULL for the best one
 *
 * Starts at once; `state` leaves STARTING as soon as something is known.
 */
TactusBluezClient *tactus_bluez_client_new (GDBusConnection *connection,
                                            const char      *bus_name,
                                            const char      *adapter);

/** tactus_bluez_client_new_without_bus: there is no bus at all: state NO_SERVICE for ever */
TactusBluezClient *tactus_bluez_client_new_without_bus (void);

void               tactus_bluez_client_set_deadlines (TactusBluezClient          *self,
                                                      const TactusBluezDeadlines *deadlines);
const TactusBluezDeadlines *
                   tactus_bluez_client_get_deadlines (TactusBluezClient *self);

TactusBluezState   tactus_bluez_client_get_state    (TactusBluezClient *self);
gboolean           tactus_bluez_client_get_scanning (TactusBluezClient *self);

/** Returns: (transfer none): GListModel of TactusBluezDevice */
GListModel        *tactus_bluez_client_get_devices  (TactusBluezClient *self);

/** Returns: (transfer none) (nullable) */
TactusBluezDevice *tactus_bluez_client_lookup       (TactusBluezClient *self,
                                                     const char        *address);

/**
 * tactus_bluez_client_wait_async: waits until `state` is no longer STARTING, and after a daemon's
 * or adapter's start a moment more for it to be powered; fails with the state's error unless READY.
 * @timeout_ms: bound
 */
void               tactus_bluez_client_wait_async   (TactusBluezClient   *self,
                                                     guint                timeout_ms,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
gboolean           tactus_bluez_client_wait_finish  (TactusBluezClient   *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);

/**
 * tactus_bluez_state_to_error: Returns: (transfer full) (nullable): why @state lets nothing
 * work
 */
GError            *tactus_bluez_state_to_error      (TactusBluezState state);

/** tactus_bluez_client_get_daemon_version: Returns: (transfer full) (nullable): of BlueZ: "5.66",
 *    as far as an adapter tells */
char              *tactus_bluez_client_get_daemon_version (TactusBluezClient *self);

/** tactus_bluez_client_power_on_async: switches the adapter on, because the person asked */
void               tactus_bluez_client_power_on_async  (TactusBluezClient   *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean           tactus_bluez_client_power_on_finish (TactusBluezClient   *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/**
 * tactus_bluez_client_scan_async:
 * @duration_ms: 1…60 000
 *
 * Scans (LE only, no duplicates) for that long; found devices appear in `devices`.  Finishes when
 * the time is up or @cancellable fires (both are success: a scan cannot fail by ending), or fails
 * if it could not start, or if the adapter or the service went away under it.  A second call while
 * one runs prolongs it.  A connection that opens ends it; asked for while one opens, it begins
 * after that, if there is time left.
 */
void               tactus_bluez_client_scan_async   (TactusBluezClient   *self,
                                                     guint                duration_ms,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
gboolean           tactus_bluez_client_scan_finish  (TactusBluezClient   *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);

/**
 * tactus_bluez_client_listen_async:
 *
 * Scans, and has BlueZ tell of every single advertisement (signal `advertised` of
 * TactusBluezDevice), until @cancellable fires, which is success.  It only pauses while a
 * connection opens.  Fails if it could not start, or if the adapter or the service goes away.
 */
void               tactus_bluez_client_listen_async   (TactusBluezClient   *self,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean           tactus_bluez_client_listen_finish  (TactusBluezClient   *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);

/** tactus_bluez_client_remove_device_async: makes BlueZ forget the device; a person's request only.
 * A device that BlueZ does not know counts as removed. */
void               tactus_bluez_client_remove_device_async  (TactusBluezClient   *self,
                                                             const char          *address,
                                                             GCancellable        *cancellable,
                                                             GAsyncReadyCallback  callback,
                                                             gpointer             user_data);
gboolean           tactus_bluez_client_remove_device_finish (TactusBluezClient   *self,
                                                             GAsyncResult        *result,
                                                             GError             **error);

G_END_DECLS
