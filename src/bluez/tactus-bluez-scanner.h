/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/*
 * Our one discovery session on one adapter.  It runs while somebody wants it and nobody holds it:
 * many controllers cannot connect while they scan.
 *
 * Signal `running-changed`.
 */

#define TACTUS_TYPE_BLUEZ_SCANNER (tactus_bluez_scanner_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezScanner, tactus_bluez_scanner, TACTUS, BLUEZ_SCANNER, GObject)

TactusBluezScanner *tactus_bluez_scanner_new          (void);

/* How long StartDiscovery and its like may take. */
void                tactus_bluez_scanner_set_patience (TactusBluezScanner  *self,
                                                       guint                patience_ms);

/* Scans that run end with @reason: their session is gone, or belongs to the other adapter.
 * @adapter: (nullable): one that has power
 * @reason: (nullable): why there is none */
void                tactus_bluez_scanner_set_adapter  (TactusBluezScanner  *self,
                                                       GDBusProxy          *adapter,
                                                       const GError        *reason);

gboolean            tactus_bluez_scanner_is_running   (TactusBluezScanner  *self);

/* Succeeds when the time is up, when @cancellable fires, or when somebody holds the scanner. */
void                tactus_bluez_scanner_scan_async   (TactusBluezScanner  *self,
                                                       guint                duration_ms,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean            tactus_bluez_scanner_scan_finish  (TactusBluezScanner  *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);

/* As a scan without an end, and BlueZ tells of every advertisement, not only of news.  A hold only
 * interrupts it.  Succeeds when @cancellable fires. */
void                tactus_bluez_scanner_listen_async  (TactusBluezScanner  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean            tactus_bluez_scanner_listen_finish (TactusBluezScanner  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

/* Stops the session; no other starts before each hold is released.  The hold counts from the call
 * on, also if it is cancelled; it ends when the session has stopped and never fails otherwise. */
void                tactus_bluez_scanner_hold_async   (TactusBluezScanner  *self,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean            tactus_bluez_scanner_hold_finish  (TactusBluezScanner  *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);
void                tactus_bluez_scanner_release      (TactusBluezScanner  *self);

G_END_DECLS
