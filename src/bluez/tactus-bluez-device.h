/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_BLUEZ_DEVICE (tactus_bluez_device_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezDevice, tactus_bluez_device, TACTUS, BLUEZ_DEVICE, GObject)

/* No signal strength known. */
#define TACTUS_RSSI_UNKNOWN G_MININT16

/**
 * TactusBluezDevice:
 *
 * A peripheral as BlueZ tells of it, on the best adapter that knows it (connected, then paired,
 * then the preferred one).  Properties: `address`, `name` (nullable), `rssi` (dBm or
 * %TACTUS_RSSI_UNKNOWN), `connected`, `services` (what tactus_bluez_device_has_service() says is
 * another matter now; no value).  Changes of a scan are gathered and told a few times a second.
 *
 * Signal `advertised` (): manufacturer or service data has come, told at once; with
 * tactus_bluez_client_listen_async() for each advertisement, otherwise only when they are other
 * data.
 */

/** Returns: upper case, with colons */
const char *tactus_bluez_device_get_address (TactusBluezDevice *self);

/** Returns: (nullable): what the device calls itself, cleaned; never BlueZ's address-as-alias */
const char *tactus_bluez_device_get_name (TactusBluezDevice *self);

gint16      tactus_bluez_device_get_rssi (TactusBluezDevice *self);
gboolean    tactus_bluez_device_get_connected (TactusBluezDevice *self);

/** Returns: whether the system's Bluetooth settings have it as paired; not told when it changes */
gboolean    tactus_bluez_device_get_paired (TactusBluezDevice *self);

/** @uuid: one of tactus-uuids.h.  Returns: whether the device advertised or listed the service */
gboolean    tactus_bluez_device_has_service (TactusBluezDevice *self,
                                             const char        *uuid);

/** Returns: g_get_monotonic_time() of the latest `advertised`, or 0 */
gint64      tactus_bluez_device_get_advertised (TactusBluezDevice *self);

/** Returns: (transfer full) (nullable): manufacturer data after the company id */
GBytes     *tactus_bluez_device_get_manufacturer_data (TactusBluezDevice *self,
                                                       guint16            company);

/** Returns: (transfer full) (nullable) */
GBytes     *tactus_bluez_device_get_service_data (TactusBluezDevice *self,
                                                  const char        *uuid);

G_END_DECLS
