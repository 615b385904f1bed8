/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-client-private.h"

G_BEGIN_DECLS

/*
 * The way from an address to a usable link: find, stop the scan, connect, confirm, resolve, settle.
 * One timer and one cancellable a step; every end leads through the same door.
 */

#define TACTUS_TYPE_BLUEZ_OPENING (tactus_bluez_opening_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezOpening, tactus_bluez_opening, TACTUS, BLUEZ_OPENING, GObject)

/* @done: called once with what was reached: the device, or an error (transfer full) */
typedef void (*TactusBluezOpeningFunc) (GDBusProxy *device,
                                        gboolean    adopted,
                                        GError     *error,
                                        gpointer    user_data);

void tactus_bluez_opening_run (TactusBluezClient      *client,
                               const char             *address,
                               const char * const     *required,
                               GCancellable           *cancellable,
                               TactusBluezOpeningFunc  done,
                               gpointer                user_data);

G_END_DECLS
