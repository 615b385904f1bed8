/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-peers.h"

struct _TactusSimPeers {
  GDBusConnection    *connection; /* (owned) */
  GHashTable         *watches;    /* (owned): name → watch id, 0 without a bus */
  TactusSimPeersGone  gone;
  gpointer            user_data;
};

static void
watch_free (gpointer id)
{
  if (id)
    g_bus_unwatch_name (GPOINTER_TO_UINT (id));
}

TactusSimPeers *
tactus_sim_peers_new (GDBusConnection    *connection,
                      TactusSimPeersGone  gone,
                      gpointer            user_data)
{
  TactusSimPeers *self = g_new0 (TactusSimPeers, 1);

  self->connection = g_object_ref (connection);
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, watch_free);
  self->gone = gone;
  self->user_data = user_data;

  return self;
}

void
tactus_sim_peers_free (TactusSimPeers *self)
{
  g_hash_table_unref (self->watches);
  g_object_unref (self->connection);
  g_free (self);
}

static const char *
key_of (const char *name)
{
  return name ? name : "";
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  TactusSimPeers *self = user_data;

  if (tactus_sim_peers_remove (self, name))
    self->gone (self->user_data);
}

gboolean
tactus_sim_peers_add (TactusSimPeers *self,
                      const char     *name)
{
  guint id = 0;

  if (tactus_sim_peers_has (self, name))
    return FALSE;

  if (name)
    id = g_bus_watch_name_on_connection (self->connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                         NULL, vanished_cb, self, NULL);

  return g_hash_table_insert (self->watches, g_strdup (key_of (name)), GUINT_TO_POINTER (id));
}

gboolean
tactus_sim_peers_remove (TactusSimPeers *self,
                         const char     *name)
{
  return g_hash_table_remove (self->watches, key_of (name));
}

gboolean
tactus_sim_peers_has (TactusSimPeers *self,
                      const char     *name)
{
  return g_hash_table_contains (self->watches, key_of (name));
}

void
tactus_sim_peers_clear (TactusSimPeers *self)
{
  g_hash_table_remove_all (self->watches);
}

guint
tactus_sim_peers_get_size (TactusSimPeers *self)
{
  return g_hash_table_size (self->watches);
}
