/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-devices.h"

#include "tactus-bluez-store.h"
#include "tactus-bluez-value.h"

#define FLUSH_MS 225

struct _TactusBluezDevices
{
  GObject parent_instance;

  TactusBluezTree *tree; /* (owned) */
  char *adapter;         /* (owned) (nullable) */
  gboolean exclusive;

  GHashTable *known;  /* (owned): address → TactusBluezDevice */
  GHashTable *owners; /* (owned): GDBusProxy → its TactusBluezDevice */
  GHashTable *dirty;  /* (owned): set of TactusBluezDevice */
  GHashTable *listed; /* (owned): set of TactusBluezDevice that are in the store */
  GListStore *store;  /* (owned) */
  guint flush_id;
};

G_DEFINE_FINAL_TYPE (TactusBluezDevices, tactus_bluez_devices, G_TYPE_OBJECT)

/* Connected, then paired, then the preferred adapter, then one that has power. */
static guint
score (TactusBluezDevices *self,
       GDBusProxy         *proxy)
{
  g_autofree char *path = tactus_bluez_value_dup_string (proxy, "Adapter");
  GDBusProxy *adapter = tactus_bluez_tree_lookup (self->tree, path, TACTUS_BLUEZ_TYPE_ADAPTER1);
  guint points = 0;

  if (tactus_bluez_value_get_boolean (proxy, "Connected"))
    points += 8;
  if (tactus_bluez_value_get_boolean (proxy, "Paired"))
    points += 4;
  if (g_strcmp0 (path, self->adapter) == 0)
    points += 2;
  if (adapter && tactus_bluez_value_get_boolean (adapter, "Powered"))
    points += 1;

  return points;
}

static GDBusProxy *
find_best (TactusBluezDevices *self,
           TactusBluezDevice  *device)
{
  GPtrArray *candidates = tactus_bluez_device_get_candidates (device);
  GDBusProxy *best = NULL;
  guint most = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      guint points = score (self, candidates->pdata[i]);

      if (best == NULL || points > most)
        {
          best = candidates->pdata[i];
          most = points;
        }
    }

  return best;
}

static void
store_append (TactusBluezDevices *self,
              GPtrArray          *fresh)
{
  g_list_store_splice (self->store, g_list_model_get_n_items (G_LIST_MODEL (self->store)), 0,
                       fresh->pdata, fresh->len);
}

void
tactus_bluez_devices_flush (TactusBluezDevices *self)
{
  g_autoptr(GHashTable) dirty = NULL;
  g_autoptr(GHashTable) gone = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer device;

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (g_hash_table_size (self->dirty) == 0)
    return;

  dirty = g_steal_pointer (&self->dirty);
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_hash_table_iter_init (&iter, dirty);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    {
      GDBusProxy *best = find_best (self, device);

      tactus_bluez_device_update (device, best);
      if (best == NULL && g_hash_table_remove (self->listed, device))
        g_hash_table_add (gone, device);
      else if (best != NULL && g_hash_table_add (self->listed, device))
        g_ptr_array_add (fresh, device);
    }

  if (g_hash_table_size (gone) > 0)
    tactus_bluez_store_remove (self->store, gone);
  if (fresh->len > 0)
    store_append (self, fresh);
}

static gboolean
flush_cb (gpointer user_data)
{
  TactusBluezDevices *self = user_data;

  self->flush_id = 0;
  tactus_bluez_devices_flush (self);

  return G_SOURCE_REMOVE;
}

static void
mark (TactusBluezDevices *self,
      TactusBluezDevice  *device)
{
  g_hash_table_add (self->dirty, g_object_ref (device));
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add (FLUSH_MS, flush_cb, self);
}

static gboolean
counts (TactusBluezDevices *self,
        GDBusProxy         *proxy)
{
  g_autofree char *path = tactus_bluez_value_dup_string (proxy, "Adapter");

  return !self->exclusive || (self->adapter && g_strcmp0 (path, self->adapter) == 0);
}

/* What comes with a new object is what has just been heard; what comes with a whole tree is not. */
static void
hear_new (TactusBluezDevices *self,
          GDBusProxy         *proxy)
{
  TactusBluezDevice *device = g_hash_table_lookup (self->owners, proxy);
  g_autoptr(GVariant) data = g_dbus_proxy_get_cached_property (proxy, "ManufacturerData");

  if (device && data)
    tactus_bluez_device_hear (device, proxy);
}

static void
hear_change (TactusBluezDevice *device,
             GDBusProxy        *proxy,
             GVariant          *changed)
{
  g_autoptr(GVariant) manufacturer = g_variant_lookup_value (changed, "ManufacturerData", NULL);
  g_autoptr(GVariant) service = g_variant_lookup_value (changed, "ServiceData", NULL);

  if (manufacturer || service)
    tactus_bluez_device_hear (device, proxy);
}

static TactusBluezDevice *
ensure_device (TactusBluezDevices *self,
               const char         *address)
{
  TactusBluezDevice *device = g_hash_table_lookup (self->known, address);

  if (device == NULL)
    {
      device = tactus_bluez_device_new (address);
      g_hash_table_insert (self->known, g_strdup (address), device);
    }

  return device;
}

static void
add (TactusBluezDevices *self,
     GDBusProxy         *proxy)
{
  g_autofree char *text = tactus_bluez_value_dup_string (proxy, "Address");
  g_autofree char *address = tactus_bluez_address_normalize (text);
  TactusBluezDevice *device;

  if (address == NULL || !counts (self, proxy) || g_hash_table_contains (self->owners, proxy))
    return;

  device = ensure_device (self, address);
  g_ptr_array_add (tactus_bluez_device_get_candidates (device), g_object_ref (proxy));
  g_hash_table_insert (self->owners, g_object_ref (proxy), g_object_ref (device));
  mark (self, device);
}

static void
take_away (TactusBluezDevices *self,
           GDBusProxy         *proxy)
{
  g_autoptr(TactusBluezDevice) device = NULL;
  g_autoptr(GDBusProxy) key = NULL;
  GPtrArray *candidates;

  if (!g_hash_table_steal_extended (self->owners, proxy, (gpointer *) &key, (gpointer *) &device))
    return;

  mark (self, device);
  candidates = tactus_bluez_device_get_candidates (device);
  g_ptr_array_remove (candidates, proxy);
  if (candidates->len == 0)
    g_hash_table_remove (self->known, tactus_bluez_device_get_address (device));
}

/* Brings the candidates in line with the tree and the choice of adapter. */
static void
follow_tree (TactusBluezDevices *self)
{
  g_autoptr(GPtrArray) now = tactus_bluez_tree_list (self->tree, TACTUS_BLUEZ_TYPE_DEVICE1);
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer proxy, device;

  g_hash_table_iter_init (&iter, self->owners);
  while (g_hash_table_iter_next (&iter, &proxy, &device))
    {
      mark (self, device);
      if (!tactus_bluez_tree_contains (self->tree, proxy) || !counts (self, proxy))
        g_ptr_array_add (gone, g_object_ref (proxy));
    }

  for (guint i = 0; i < gone->len; i++)
    take_away (self, gone->pdata[i]);
  for (guint i = 0; i < now->len; i++)
    add (self, now->pdata[i]);
}

static void
added_cb (TactusBluezDevices *self,
          GDBusProxy         *proxy)
{
  if (!TACTUS_BLUEZ_IS_DEVICE1 (proxy))
    return;

  add (self, proxy);
  hear_new (self, proxy);
}

static void
removed_cb (TactusBluezDevices *self,
            GDBusProxy         *proxy)
{
  if (TACTUS_BLUEZ_IS_DEVICE1 (proxy))
    take_away (self, proxy);
}

static void
changed_cb (TactusBluezDevices *self,
            GDBusProxy         *proxy,
            GVariant           *changed)
{
  g_autoptr(GVariant) address = NULL;
  TactusBluezDevice *device;

  if (!TACTUS_BLUEZ_IS_DEVICE1 (proxy))
    return;

  /* A private address was replaced by the real one, or the first one was of no use. */
  address = g_variant_lookup_value (changed, "Address", NULL);
  if (address)
    {
      take_away (self, proxy);
      add (self, proxy);
      return;
    }

  device = g_hash_table_lookup (self->owners, proxy);
  if (device == NULL)
    return;

  mark (self, device);
  hear_change (device, proxy, changed);
}

/* A tree that came is shown at once and whole. */
static void
state_changed_cb (TactusBluezDevices *self)
{
  follow_tree (self);
  tactus_bluez_devices_flush (self);
}

TactusBluezDevices *
tactus_bluez_devices_new (TactusBluezTree *tree)
{
  TactusBluezDevices *self = g_object_new (TACTUS_TYPE_BLUEZ_DEVICES, NULL);

  self->tree = g_object_ref (tree);
  g_signal_connect_object (tree, "state-changed",
                           G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
tactus_bluez_devices_set_adapter (TactusBluezDevices *self,
                                  const char         *adapter,
                                  gboolean            exclusive)
{
  if (g_strcmp0 (self->adapter, adapter) == 0 && self->exclusive == exclusive)
    return;

  g_free (self->adapter);
  self->adapter = g_strdup (adapter);
  self->exclusive = exclusive;
  follow_tree (self);
  tactus_bluez_devices_flush (self);
}

GListModel *
tactus_bluez_devices_get_model (TactusBluezDevices *self)
{
  return G_LIST_MODEL (self->store);
}

TactusBluezDevice *
tactus_bluez_devices_lookup (TactusBluezDevices *self,
                             const char         *address)
{
  g_autofree char *normal = tactus_bluez_address_normalize (address);

  return normal ? g_hash_table_lookup (self->known, normal) : NULL;
}

GDBusProxy *
tactus_bluez_devices_find (TactusBluezDevices *self,
                           const char         *address)
{
  TactusBluezDevice *device = tactus_bluez_devices_lookup (self, address);

  return device ? find_best (self, device) : NULL;
}

void
tactus_bluez_devices_forget_rssi (TactusBluezDevices *self)
{
  GHashTableIter iter;
  gpointer device;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    tactus_bluez_device_forget_rssi (device);
}

static void
tactus_bluez_devices_dispose (GObject *object)
{
  TactusBluezDevices *self = TACTUS_BLUEZ_DEVICES (object);

  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_object (&self->tree);

  G_OBJECT_CLASS (tactus_bluez_devices_parent_class)->dispose (object);
}

static void
tactus_bluez_devices_finalize (GObject *object)
{
  TactusBluezDevices *self = TACTUS_BLUEZ_DEVICES (object);

  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->owners);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->listed);
  g_object_unref (self->store);
  g_free (self->adapter);

  G_OBJECT_CLASS (tactus_bluez_devices_parent_class)->finalize (object);
}

static void
tactus_bluez_devices_class_init (TactusBluezDevicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_bluez_devices_dispose;
  object_class->finalize = tactus_bluez_devices_finalize;
}

static void
tactus_bluez_devices_init (TactusBluezDevices *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->owners = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->listed = g_hash_table_new (NULL, NULL);
  self->store = g_list_store_new (TACTUS_TYPE_BLUEZ_DEVICE);
}
