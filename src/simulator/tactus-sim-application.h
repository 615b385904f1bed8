/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/**
 * TactusSimApplication:
 *
 * A band's services as an application for GattManager1: bluetoothd reads and writes here for the
 * peer at the other end of the radio, and takes the notifications from here.
 */
typedef struct _TactusSimApplication TactusSimApplication;

/** bluetoothd acts for the device at @peer: there is a link to it. */
typedef void (*TactusSimApplicationPeer) (const char *peer,
                                          gpointer    user_data);

/** tactus_sim_application_new: Returns: (transfer full) (nullable): exported, to be registered */
TactusSimApplication *tactus_sim_application_new      (GDBusConnection           *connection,
                                                       TactusSimBand             *band,
                                                       TactusSimApplicationPeer   peer,
                                                       gpointer                   user_data,
                                                       GError                   **error);
void                  tactus_sim_application_free     (TactusSimApplication      *self);

/** Returns: (transfer none): the object path to register */
const char           *tactus_sim_application_get_path (TactusSimApplication      *self);

/** tactus_sim_application_link_up: what the daemon had subscribed to holds for the new link too */
void                  tactus_sim_application_link_up  (TactusSimApplication      *self);

/** tactus_sim_application_forget: the daemon has gone, and its subscriptions with it */
void                  tactus_sim_application_forget   (TactusSimApplication      *self);

G_END_DECLS
