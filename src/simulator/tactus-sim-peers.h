/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusSimPeers:
 *
 * A set of bus names that have something running here; a name that leaves the bus leaves the set.
 * Without a bus (%NULL names) there is one peer, and it stays.
 */
typedef struct _TactusSimPeers TactusSimPeers;

/** Somebody left the bus; it is no longer in the set. */
typedef void (*TactusSimPeersGone) (gpointer user_data);

TactusSimPeers *tactus_sim_peers_new      (GDBusConnection    *connection,
                                           TactusSimPeersGone  gone,
                                           gpointer            user_data);
void            tactus_sim_peers_free     (TactusSimPeers     *self);

/** Returns: whether it was not in the set yet */
gboolean        tactus_sim_peers_add      (TactusSimPeers     *self,
                                           const char         *name);

/** Returns: whether it was in the set */
gboolean        tactus_sim_peers_remove   (TactusSimPeers     *self,
                                           const char         *name);
gboolean        tactus_sim_peers_has      (TactusSimPeers     *self,
                                           const char         *name);
void            tactus_sim_peers_clear    (TactusSimPeers     *self);
guint           tactus_sim_peers_get_size (TactusSimPeers     *self);

G_END_DECLS
