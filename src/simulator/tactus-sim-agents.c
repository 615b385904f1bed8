/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-agents.h"

#include "tactus-bluez-dbus.h"
#include "tactus-sim-peers.h"
#include "tactus-sim-world.h"

#define PATH "/org/bluez"

struct _TactusSimAgents {
  TactusSimTree   *tree;
  TactusSimObject *object;  /* (owned) */
  TactusSimPeers  *clients; /* (owned): whose agents are in the table */
  GHashTable      *paths;   /* (owned): bus name → path */
};

static const char *
key_of (const char *client)
{
  return client ? client : "";
}

static gboolean
has_gone (gpointer key,
          gpointer value,
          gpointer user_data)
{
  TactusSimAgents *self = user_data;
  const char *name = key;

  return !tactus_sim_peers_has (self->clients, *name == '\0' ? NULL : name);
}

static void
client_gone_cb (gpointer user_data)
{
  TactusSimAgents *self = user_data;

  g_hash_table_foreach_remove (self->paths, has_gone, self);
}

static void
register_agent (TactusSimAgents       *self,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation)
{
  const char *client = g_dbus_method_invocation_get_sender (invocation);
  const char *path;

  g_variant_get (parameters, "(&o&s)", &path, NULL);
  if (!tactus_sim_peers_add (self->clients, client))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_ALREADY_EXISTS);
      return;
    }

  g_hash_table_replace (self->paths, g_strdup (key_of (client)), g_strdup (path));
  tactus_sim_reply_ok (invocation);
}

static void
unregister_agent (TactusSimAgents       *self,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation)
{
  const char *client = g_dbus_method_invocation_get_sender (invocation);
  const char *path;

  g_variant_get (parameters, "(&o)", &path);
  if (g_strcmp0 (tactus_sim_agents_find (self, client), path) != 0)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_DOES_NOT_EXIST);
      return;
    }

  tactus_sim_peers_remove (self->clients, client);
  g_hash_table_remove (self->paths, key_of (client));
  tactus_sim_reply_ok (invocation);
}

static void
manager_call (TactusSimObject       *object,
              const char            *method,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation,
              gpointer               user_data)
{
  if (g_str_equal (method, "RegisterAgent"))
    register_agent (user_data, parameters, invocation);
  else if (g_str_equal (method, "UnregisterAgent"))
    unregister_agent (user_data, parameters, invocation);
  else
    tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_SUPPORTED);
}

static const TactusSimObjectFuncs manager_funcs = { .method = manager_call };

TactusSimAgents *
tactus_sim_agents_new (GDBusConnection *connection,
                       TactusSimTree   *tree)
{
  TactusSimAgents *self = g_new0 (TactusSimAgents, 1);

  self->tree = tree;
  self->clients = tactus_sim_peers_new (connection, client_gone_cb, self);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->object = tactus_sim_object_new (PATH);
  tactus_sim_object_add_interface (self->object, tactus_bluez_agent_manager1_interface_info (),
                                   &manager_funcs, self);
  tactus_sim_tree_add (tree, self->object);

  return self;
}

void
tactus_sim_agents_free (TactusSimAgents *self)
{
  tactus_sim_tree_remove (self->tree, self->object);
  tactus_sim_object_unref (self->object);
  tactus_sim_peers_free (self->clients);
  g_hash_table_unref (self->paths);
  g_free (self);
}

const char *
tactus_sim_agents_find (TactusSimAgents *self,
                        const char      *client)
{
  return g_hash_table_lookup (self->paths, key_of (client));
}
