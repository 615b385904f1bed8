/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-tree.h"

#include "tactus-bluez-deadlines.h"
#include "tactus-bluez-error.h"

/* A daemon that failed to list its objects is asked again. */
#define RETRY_MS 5000

struct _TactusBluezTree
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  char *bus_name;              /* (owned) (nullable): NULL means peer-to-peer */
  char *owner;                 /* (owned) (nullable): the daemon's unique name */
  guint watch_id;

  GCancellable *fetch; /* (owned) (nullable): the object manager in the making */
  guint patience_id;
  guint retry_id;
  guint patience_ms;

  GDBusObjectManager *manager; /* (owned) (nullable) */
  GHashTable *objects;         /* (owned): path → GPtrArray of GDBusProxy */
  TactusBluezTreeState state;
};

G_DEFINE_FINAL_TYPE (TactusBluezTree, tactus_bluez_tree, G_TYPE_OBJECT)

enum {
  SIGNAL_STATE_CHANGED,
  SIGNAL_ADDED,
  SIGNAL_REMOVED,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void tree_fetch (TactusBluezTree *self);

static void
set_state (TactusBluezTree      *self,
           TactusBluezTreeState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

/* Lets go of everything that belongs to one daemon. */
static void
tree_drop (TactusBluezTree *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_cancellable_cancel (self->fetch);
  g_clear_object (&self->fetch);

  if (self->manager)
    g_signal_handlers_disconnect_by_data (self->manager, self);
  g_clear_object (&self->manager);
  g_hash_table_remove_all (self->objects);
}

static void
tree_leave (TactusBluezTree      *self,
            TactusBluezTreeState  state)
{
  tree_drop (self);
  set_state (self, state);
}

static gboolean
is_ours (gpointer interface)
{
  return TACTUS_BLUEZ_IS_ADAPTER1 (interface) ||
         TACTUS_BLUEZ_IS_DEVICE1 (interface) ||
         TACTUS_BLUEZ_IS_BATTERY1 (interface) ||
         TACTUS_BLUEZ_IS_GATT_SERVICE1 (interface) ||
         TACTUS_BLUEZ_IS_GATT_CHARACTERISTIC1 (interface);
}

/* Returns: whether @interface was not known before */
static gboolean
remember (TactusBluezTree *self,
          GDBusProxy      *interface)
{
  const char *path = g_dbus_proxy_get_object_path (interface);
  GPtrArray *interfaces = g_hash_table_lookup (self->objects, path);

  if (interfaces == NULL)
    {
      interfaces = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->objects, g_strdup (path), interfaces);
    }
  else if (g_ptr_array_find (interfaces, interface, NULL))
    {
      return FALSE;
    }

  g_ptr_array_add (interfaces, g_object_ref (interface));
  return TRUE;
}

static void
add_interface (TactusBluezTree *self,
               GDBusInterface  *interface)
{
  if (is_ours (interface) && remember (self, G_DBUS_PROXY (interface)))
    g_signal_emit (self, signals[SIGNAL_ADDED], 0, interface);
}

static void
object_added_cb (TactusBluezTree *self,
                 GDBusObject     *object)
{
  g_autolist(GDBusInterface) interfaces = g_dbus_object_get_interfaces (object);

  for (GList *l = interfaces; l != NULL; l = l->next)
    add_interface (self, l->data);
}

static void
interface_added_cb (TactusBluezTree *self,
                    GDBusObject     *object,
                    GDBusInterface  *interface)
{
  add_interface (self, interface);
}

/* The manager empties itself when the daemon goes; that is no removal of one object. */
static gboolean
daemon_is_gone (TactusBluezTree *self)
{
  g_autofree char *owner = NULL;

  if (self->bus_name == NULL)
    return g_dbus_connection_is_closed (self->connection);

  g_object_get (self->manager, "name-owner", &owner, NULL);
  return owner == NULL;
}

static void
object_removed_cb (TactusBluezTree *self,
                   GDBusObject     *object)
{
  const char *path = g_dbus_object_get_object_path (object);
  g_autoptr(GPtrArray) interfaces = NULL;
  g_autofree char *key = NULL;

  if (daemon_is_gone (self))
    {
      tree_leave (self, TACTUS_BLUEZ_TREE_ABSENT);
      return;
    }

  if (!g_hash_table_steal_extended (self->objects, path,
                                    (gpointer *) &key, (gpointer *) &interfaces))
    return;

  for (guint i = 0; i < interfaces->len; i++)
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0, interfaces->pdata[i]);
}

static void
interface_removed_cb (TactusBluezTree *self,
                      GDBusObject     *object,
                      GDBusInterface  *interface)
{
  g_autoptr(GDBusInterface) kept = g_object_ref (interface);
  GPtrArray *interfaces;

  if (daemon_is_gone (self))
    {
      tree_leave (self, TACTUS_BLUEZ_TREE_ABSENT);
      return;
    }

  interfaces = g_hash_table_lookup (self->objects, g_dbus_object_get_object_path (object));
  if (interfaces && g_ptr_array_remove (interfaces, interface))
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0, interface);
}

static void
properties_changed_cb (TactusBluezTree    *self,
                       GDBusObject        *object,
                       GDBusProxy         *interface,
                       GVariant           *changed,
                       const char * const *invalidated)
{
  /* Values of characteristics are many, and those who subscribed listen to the proxy itself. */
  if (!TACTUS_BLUEZ_IS_GATT_SERVICE1 (interface) &&
      !TACTUS_BLUEZ_IS_GATT_CHARACTERISTIC1 (interface) && is_ours (interface))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, interface, changed);
}

static void
tree_adopt (TactusBluezTree    *self,
            GDBusObjectManager *manager)
{
  g_autolist(GDBusObject) objects = NULL;

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "object-added",
                           G_CALLBACK (object_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "object-removed",
                           G_CALLBACK (object_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "interface-added",
                           G_CALLBACK (interface_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "interface-removed",
                           G_CALLBACK (interface_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "interface-proxy-properties-changed",
                           G_CALLBACK (properties_changed_cb), self, G_CONNECT_SWAPPED);

  objects = g_dbus_object_manager_get_objects (manager);
  for (GList *l = objects; l != NULL; l = l->next)
    {
      g_autolist(GDBusInterface) interfaces = g_dbus_object_get_interfaces (l->data);

      for (GList *i = interfaces; i != NULL; i = i->next)
        if (is_ours (i->data))
          remember (self, i->data);
    }
}

static gboolean
retry_cb (gpointer user_data)
{
  TactusBluezTree *self = user_data;

  self->retry_id = 0;
  tree_fetch (self);

  return G_SOURCE_REMOVE;
}

static void
fetch_failed (TactusBluezTree *self,
              GError          *fault)
{
  g_autoptr(GError) error = tactus_bluez_error_translate (fault);
  gboolean refused = g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_ALLOWED);

  g_debug ("Cannot list the objects of org.bluez: %s", error->message);
  tree_drop (self);
  if (!(self->connection && g_dbus_connection_is_closed (self->connection)))
    self->retry_id = g_timeout_add (RETRY_MS, retry_cb, self);
  set_state (self, refused ? TACTUS_BLUEZ_TREE_REFUSED : TACTUS_BLUEZ_TREE_ABSENT);
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GWeakRef, weak_free)

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GWeakRef) weak = user_data;
  g_autoptr(TactusBluezTree) self = g_weak_ref_get (weak);
  g_autoptr(GDBusObjectManager) manager = NULL;
  g_autoptr(GError) error = NULL;

  manager = tactus_bluez_object_manager_client_new_finish (result, &error);
  /* A daemon that came and went: another fetch, or none, is the current one. */
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->fetch);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (manager == NULL)
    {
      fetch_failed (self, g_steal_pointer (&error));
      return;
    }

  tree_adopt (self, manager);
  set_state (self, TACTUS_BLUEZ_TREE_PRESENT);
}

/* The fetch goes on: a late answer is welcome. */
static gboolean
patience_cb (gpointer user_data)
{
  TactusBluezTree *self = user_data;

  self->patience_id = 0;
  set_state (self, TACTUS_BLUEZ_TREE_ABSENT);

  return G_SOURCE_REMOVE;
}

/* The manager gets the unique name: it ends with this daemon and never waits for the next one. */
static void
tree_fetch (TactusBluezTree *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  tree_drop (self);
  g_weak_ref_init (weak, self);
  self->fetch = g_cancellable_new ();
  self->patience_id = g_timeout_add (self->patience_ms, patience_cb, self);
  tactus_bluez_object_manager_client_new (self->connection,
                                          G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START,
                                          self->owner, "/", self->fetch, fetched_cb, weak);
}

static void
name_appeared_cb (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  TactusBluezTree *self = user_data;

  g_free (self->owner);
  self->owner = g_strdup (owner);
  tree_fetch (self);
}

static void
name_vanished_cb (GDBusConnection *connection,
                  const char      *name,
                  gpointer         user_data)
{
  TactusBluezTree *self = user_data;

  tree_leave (self, TACTUS_BLUEZ_TREE_ABSENT);
}

static void
closed_cb (TactusBluezTree *self)
{
  tree_leave (self, TACTUS_BLUEZ_TREE_ABSENT);
}

static void
tree_start (TactusBluezTree *self)
{
  g_signal_connect_object (self->connection, "closed",
                           G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);

  if (self->bus_name)
    self->watch_id = g_bus_watch_name_on_connection (self->connection, self->bus_name,
                                                     G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                     name_appeared_cb, name_vanished_cb,
                                                     self, NULL);
  else
    tree_fetch (self);
}

TactusBluezTree *
tactus_bluez_tree_new (GDBusConnection *connection,
                       const char      *bus_name)
{
  TactusBluezTree *self = g_object_new (TACTUS_TYPE_BLUEZ_TREE, NULL);

  self->bus_name = g_strdup (bus_name);
  if (connection && !g_dbus_connection_is_closed (connection))
    {
      self->connection = g_object_ref (connection);
      tree_start (self);
    }
  else
    {
      self->state = TACTUS_BLUEZ_TREE_ABSENT;
    }

  return self;
}

TactusBluezTreeState
tactus_bluez_tree_get_state (TactusBluezTree *self)
{
  return self->state;
}

void
tactus_bluez_tree_set_patience (TactusBluezTree *self,
                                guint            patience_ms)
{
  self->patience_ms = patience_ms;
  if (self->patience_id == 0)
    return;

  g_source_remove (self->patience_id);
  self->patience_id = g_timeout_add (patience_ms, patience_cb, self);
}

GPtrArray *
tactus_bluez_tree_list (TactusBluezTree *self,
                        GType            type)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *interfaces = value;

      for (guint i = 0; i < interfaces->len; i++)
        if (g_type_is_a (G_OBJECT_TYPE (interfaces->pdata[i]), type))
          g_ptr_array_add (found, g_object_ref (interfaces->pdata[i]));
    }

  return found;
}

GDBusProxy *
tactus_bluez_tree_lookup (TactusBluezTree *self,
                          const char      *path,
                          GType            type)
{
  GPtrArray *interfaces = path ? g_hash_table_lookup (self->objects, path) : NULL;

  for (guint i = 0; interfaces != NULL && i < interfaces->len; i++)
    if (g_type_is_a (G_OBJECT_TYPE (interfaces->pdata[i]), type))
      return interfaces->pdata[i];

  return NULL;
}

void
tactus_bluez_tree_put (TactusBluezTree *self,
                       GDBusProxy      *proxy,
                       const char      *property,
                       GVariant        *value)
{
  const char * const invalidated[] = { NULL };
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) changed = NULL;

  g_variant_dict_insert_value (&dict, property, value);
  changed = g_variant_ref_sink (g_variant_dict_end (&dict));

  g_dbus_proxy_set_cached_property (proxy, property, value);
  g_signal_emit_by_name (proxy, "g-properties-changed", changed, invalidated);
  if (tactus_bluez_tree_contains (self, proxy))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, proxy, changed);
}

gboolean
tactus_bluez_tree_contains (TactusBluezTree *self,
                            GDBusProxy      *proxy)
{
  GPtrArray *interfaces = g_hash_table_lookup (self->objects, g_dbus_proxy_get_object_path (proxy));

  return interfaces != NULL && g_ptr_array_find (interfaces, proxy, NULL);
}

static void
tactus_bluez_tree_dispose (GObject *object)
{
  TactusBluezTree *self = TACTUS_BLUEZ_TREE (object);

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  tree_drop (self);
  /* While it is surely there: the bus's own thread may drop the last reference meanwhile, and a
   * handler must not be taken apart from both ends. */
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_bluez_tree_parent_class)->dispose (object);
}

static void
tactus_bluez_tree_finalize (GObject *object)
{
  TactusBluezTree *self = TACTUS_BLUEZ_TREE (object);

  g_hash_table_unref (self->objects);
  g_free (self->bus_name);
  g_free (self->owner);

  G_OBJECT_CLASS (tactus_bluez_tree_parent_class)->finalize (object);
}

static void
tactus_bluez_tree_class_init (TactusBluezTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_bluez_tree_dispose;
  object_class->finalize = tactus_bluez_tree_finalize;

  signals[SIGNAL_STATE_CHANGED] =
    g_signal_new ("state-changed", TACTUS_TYPE_BLUEZ_TREE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ADDED] =
    g_signal_new ("added", TACTUS_TYPE_BLUEZ_TREE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DBUS_PROXY);
  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", TACTUS_TYPE_BLUEZ_TREE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DBUS_PROXY);
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", TACTUS_TYPE_BLUEZ_TREE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DBUS_PROXY, G_TYPE_VARIANT);
}

static void
tactus_bluez_tree_init (TactusBluezTree *self)
{
  self->state = TACTUS_BLUEZ_TREE_STARTING;
  self->patience_ms = tactus_bluez_default_deadlines.property_ms;
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal,
                                         g_free, (GDestroyNotify) g_ptr_array_unref);
}
