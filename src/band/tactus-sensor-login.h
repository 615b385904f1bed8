/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

/**
 * tactus_sensor_login_async:
 * @bond: whether to pair, in the sense of Bluetooth, with a sensor that wants it
 * @ask: is asked what the person has to answer then
 *
 * A standard sensor has no login: one is in when it lets its heart rate be subscribed to.  One that
 * does not, for want of a bond, is %TACTUS_BAND_ERROR_NEEDS_PAIRING unless @bond.
 */
void     tactus_sensor_login_async  (TactusBluezConnection *connection,
                                     gboolean               bond,
                                     TactusBluezAskFunc     ask,
                                     gpointer               ask_data,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
gboolean tactus_sensor_login_finish (TactusBluezConnection *connection,
                                     GAsyncResult          *result,
                                     GError               **error);

G_END_DECLS
