/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-tree.h"

G_BEGIN_DECLS

/**
 * TactusSimAgents:
 *
 * org.bluez.AgentManager1: one agent a client, used for the pairings that client starts.  There is
 * no default agent: nobody here pairs without being asked to.
 */
typedef struct _TactusSimAgents TactusSimAgents;

/** tactus_sim_agents_new: @tree gets the object /org/bluez */
TactusSimAgents *tactus_sim_agents_new  (GDBusConnection      *connection,
                                         TactusSimTree        *tree);
void             tactus_sim_agents_free (TactusSimAgents      *self);

/** Returns: (nullable): the path of the agent of @client */
const char      *tactus_sim_agents_find (TactusSimAgents      *self,
                                         const char           *client);

G_END_DECLS
