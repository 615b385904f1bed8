/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-key-store.h"

#define TACTUS_TYPE_MEMORY_KEY_STORE (tactus_memory_key_store_get_type ())
G_DECLARE_FINAL_TYPE (TactusMemoryKeyStore, tactus_memory_key_store, TACTUS, MEMORY_KEY_STORE,
                      GObject)

struct _TactusMemoryKeyStore
{
  GObject parent_instance;

  GHashTable *keys; /* (owned) (element-type utf8 TactusKey): by address and slot */
};

static void tactus_memory_key_store_iface_init (TactusKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TactusMemoryKeyStore, tactus_memory_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TACTUS_TYPE_KEY_STORE,
                                                      tactus_memory_key_store_iface_init))

static char *
place_for (const char   *address,
           TactusKeySlot slot)
{
  return g_strdup_printf ("%s %d", address, (int) slot);
}

static void
tactus_memory_key_store_lookup_async (TactusKeyStore      *store,
                                      const char          *address,
                                      TactusKeySlot        slot,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  TactusMemoryKeyStore *self = TACTUS_MEMORY_KEY_STORE (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *place = place_for (address, slot);
  TactusKey *key = g_hash_table_lookup (self->keys, place);

  g_task_set_source_tag (task, tactus_memory_key_store_lookup_async);
  g_task_return_pointer (task, key ? tactus_key_ref (key) : NULL,
                         (GDestroyNotify) tactus_key_unref);
}

static TactusKey *
tactus_memory_key_store_lookup_finish (TactusKeyStore  *store,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tactus_memory_key_store_store_async (TactusKeyStore      *store,
                                     const char          *address,
                                     const char          *label,
                                     TactusKeySlot        slot,
                                     TactusKey           *key,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  TactusMemoryKeyStore *self = TACTUS_MEMORY_KEY_STORE (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_memory_key_store_store_async);
  g_hash_table_replace (self->keys, place_for (address, slot), tactus_key_ref (key));
  g_task_return_boolean (task, TRUE);
}

static void
tactus_memory_key_store_remove_async (TactusKeyStore      *store,
                                      const char          *address,
                                      TactusKeySlot        slot,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  TactusMemoryKeyStore *self = TACTUS_MEMORY_KEY_STORE (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *place = address ? place_for (address, slot) : NULL;

  g_task_set_source_tag (task, tactus_memory_key_store_remove_async);
  if (place)
    g_hash_table_remove (self->keys, place);
  else
    g_hash_table_remove_all (self->keys);
  g_task_return_boolean (task, TRUE);
}

static gboolean
tactus_memory_key_store_finish (TactusKeyStore  *store,
                                GAsyncResult    *result,
                                GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

TactusKeyStore *
tactus_memory_key_store_new (void)
{
  return g_object_new (TACTUS_TYPE_MEMORY_KEY_STORE, NULL);
}

static void
tactus_memory_key_store_finalize (GObject *object)
{
  TactusMemoryKeyStore *self = TACTUS_MEMORY_KEY_STORE (object);

  g_hash_table_unref (self->keys);

  G_OBJECT_CLASS (tactus_memory_key_store_parent_class)->finalize (object);
}

static void
tactus_memory_key_store_iface_init (TactusKeyStoreInterface *iface)
{
  iface->lookup_async = tactus_memory_key_store_lookup_async;
  iface->lookup_finish = tactus_memory_key_store_lookup_finish;
  iface->store_async = tactus_memory_key_store_store_async;
  iface->store_finish = tactus_memory_key_store_finish;
  iface->remove_async = tactus_memory_key_store_remove_async;
  iface->remove_finish = tactus_memory_key_store_finish;
}

static void
tactus_memory_key_store_class_init (TactusMemoryKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_memory_key_store_finalize;
}

static void
tactus_memory_key_store_init (TactusMemoryKeyStore *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) tactus_key_unref);
}
