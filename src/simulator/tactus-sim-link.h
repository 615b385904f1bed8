/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

/**
 * TactusSimLink:
 *
 * A virtual BlueZ and a client's connection to it in one process, over a socket pair: where there
 * is no message bus, as in a Flatpak.
 */
typedef struct {
  GDBusConnection *client; /* (owned): for an object manager client with the name NULL */
  TactusSimBluez  *bluez;  /* (owned): started, without bands */
} TactusSimLink;

/** tactus_sim_link_new_async: makes both ends; nothing blocks */
void           tactus_sim_link_new_async  (GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/** tactus_sim_link_new_finish: Returns: (transfer full) (nullable) */
TactusSimLink *tactus_sim_link_new_finish (GAsyncResult         *result,
                                           GError              **error);

/** tactus_sim_link_free: stops the service; the sockets close in the background */
void           tactus_sim_link_free       (TactusSimLink        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimLink, tactus_sim_link_free)

G_END_DECLS
