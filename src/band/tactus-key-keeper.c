/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-key-keeper.h"
#include "tactus-bluez-observer.h"

/* Whether the store has the pending key. */
typedef enum {
  PENDING_NOT_STORED,
  PENDING_MAYBE_STORED, /* asked for, and not answered */
  PENDING_STORED,
} PendingPlace;

struct _TactusKeyKeeper
{
  GObject parent_instance;

  TactusKeyStore *store; /* (owned) */
  char *address;         /* (owned) */
  char *label;           /* (owned) */
  TactusKey *current;    /* (owned) (nullable) */
  TactusKey *pending;    /* (owned) (nullable) */
  PendingPlace pending_place;
  TactusKeyStorage storage;
  gboolean distrusted;
};

G_DEFINE_FINAL_TYPE (TactusKeyKeeper, tactus_key_keeper, G_TYPE_OBJECT)

static void
take_key (TactusKey **place,
          TactusKey  *key)
{
  g_clear_pointer (place, tactus_key_unref);
  *place = key;
}

static GTask *
task_for (TactusKeyKeeper     *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);

  return task;
}

/* ── loading ── */

static void
load_pending_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  TactusKey *key = tactus_key_store_lookup_finish (self->store, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (error)
    g_debug ("…%s: no pending key: %s", tactus_bluez_shorten (self->address), error->message);
  if (key)
    {
      take_key (&self->pending, key);
      self->pending_place = PENDING_STORED;
    }
  self->distrusted = FALSE;
  g_task_return_boolean (task, TRUE);
}

static void
load_current_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  TactusKey *key = tactus_key_store_lookup_finish (self->store, result, &error);

  if (error && (!self->current || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (error)
    g_debug ("…%s: going on with the key in memory: %s",
             tactus_bluez_shorten (self->address), error->message);
  if (key)
    {
      take_key (&self->current, key);
      self->storage = TACTUS_KEY_STORAGE_KEPT;
    }
  tactus_key_store_lookup_async (self->store, self->address, TACTUS_KEY_SLOT_PENDING,
                                 g_task_get_cancellable (task), load_pending_cb,
                                 g_object_ref (task));
}

/* What is in memory was right the last time; the store is asked again only after it was not. */
void
tactus_key_keeper_load_async (TactusKeyKeeper     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = task_for (self, tactus_key_keeper_load_async, cancellable, callback,
                                    user_data);

  if (self->current && !self->distrusted)
    g_task_return_boolean (task, TRUE);
  else
    tactus_key_store_lookup_async (self->store, self->address, TACTUS_KEY_SLOT_CURRENT, cancellable,
                                   load_current_cb, g_object_ref (task));
}

/* ── a new key ── */

static void
propose_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (tactus_key_store_store_finish (self->store, result, &error))
    {
      self->pending_place = PENDING_STORED;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->pending_place = PENDING_NOT_STORED;
      if (tactus_key_store_is_required (self->store))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      g_message ("…%s: the new key is only in memory: %s",
                 tactus_bluez_shorten (self->address), error->message);
    }
  g_task_return_boolean (task, TRUE);
}

void
tactus_key_keeper_propose_async (TactusKeyKeeper     *self,
                                 TactusKey           *key,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = task_for (self, tactus_key_keeper_propose_async, cancellable, callback, user_data);

  take_key (&self->pending, tactus_key_ref (key));
  self->pending_place = PENDING_MAYBE_STORED;
  tactus_key_store_store_async (self->store, self->address, self->label, TACTUS_KEY_SLOT_PENDING,
                                key, cancellable, propose_cb, task);
}

/* Nothing depends on it: a pending key that stays is tried once, in vain, some day. */
static void
removed_pending_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!tactus_key_store_remove_finish (self->store, result, &error))
    g_message ("…%s: the pending key was not removed: %s",
               tactus_bluez_shorten (self->address), error->message);
  g_task_return_boolean (task, TRUE);
}

static void
remove_pending (TactusKeyKeeper *self,
                GTask           *task)
{
  self->pending_place = PENDING_NOT_STORED;
  tactus_key_store_remove_async (self->store, self->address, TACTUS_KEY_SLOT_PENDING, NULL,
                                 removed_pending_cb, g_object_ref (task));
}

static void
accept_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (tactus_key_store_store_finish (self->store, result, &error))
    {
      self->storage = TACTUS_KEY_STORAGE_KEPT;
      remove_pending (self, task);
    }
  else
    {
      g_message ("…%s: the key was not kept: %s",
                 tactus_bluez_shorten (self->address), error->message);
      g_task_return_boolean (task, TRUE);
    }
}

/* A store that did not take the pending key a moment ago is not asked again: the person would wait
 * for it once more. */
void
tactus_key_keeper_accept_async (TactusKeyKeeper     *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = task_for (self, tactus_key_keeper_accept_async, NULL, callback,
                                    user_data);

  g_return_if_fail (self->pending != NULL);

  take_key (&self->current, g_steal_pointer (&self->pending));
  self->storage = TACTUS_KEY_STORAGE_SESSION;

  if (self->pending_place == PENDING_STORED)
    tactus_key_store_store_async (self->store, self->address, self->label, TACTUS_KEY_SLOT_CURRENT,
                                  self->current, NULL, accept_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

void
tactus_key_keeper_discard_async (TactusKeyKeeper     *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = task_for (self, tactus_key_keeper_discard_async, NULL, callback,
                                    user_data);

  take_key (&self->pending, NULL);
  if (self->pending_place == PENDING_NOT_STORED)
    g_task_return_boolean (task, TRUE);
  else
    remove_pending (self, task);
}

/* ── keeping and forgetting ── */

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (tactus_key_store_store_finish (self->store, result, &error))
    {
      self->storage = TACTUS_KEY_STORAGE_KEPT;
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

void
tactus_key_keeper_keep_async (TactusKeyKeeper     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = task_for (self, tactus_key_keeper_keep_async, cancellable, callback,
                                    user_data);

  if (!self->current)
    g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_KEY,
                             "There is no key of %s to keep; pair it first", self->address);
  else if (self->storage == TACTUS_KEY_STORAGE_KEPT)
    g_task_return_boolean (task, TRUE);
  else
    tactus_key_store_store_async (self->store, self->address, self->label, TACTUS_KEY_SLOT_CURRENT,
                                  self->current, cancellable, keep_cb, g_object_ref (task));
}

/* The first failure is told; the other key is removed all the same. */
static void
forgot_current_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (tactus_key_store_remove_finish (self->store, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forgot_pending_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusKeyKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!tactus_key_store_remove_finish (self->store, result, &error))
    g_message ("…%s: the pending key was not removed: %s",
               tactus_bluez_shorten (self->address), error->message);
  tactus_key_store_remove_async (self->store, self->address, TACTUS_KEY_SLOT_CURRENT,
                                 g_task_get_cancellable (task), forgot_current_cb,
                                 g_object_ref (task));
}

void
tactus_key_keeper_forget_async (TactusKeyKeeper     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = task_for (self, tactus_key_keeper_forget_async, cancellable, callback, user_data);

  take_key (&self->current, NULL);
  take_key (&self->pending, NULL);
  self->storage = TACTUS_KEY_STORAGE_NONE;
  self->pending_place = PENDING_NOT_STORED;
  tactus_key_store_remove_async (self->store, self->address, TACTUS_KEY_SLOT_PENDING, cancellable,
                                 forgot_pending_cb, task);
}

gboolean
tactus_key_keeper_finish (TactusKeyKeeper  *self,
                          GAsyncResult     *result,
                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── the rest ── */

TactusKey *
tactus_key_keeper_get_current (TactusKeyKeeper *self)
{
  return self->current;
}

TactusKey *
tactus_key_keeper_get_pending (TactusKeyKeeper *self)
{
  return self->pending;
}

TactusKeyStore *
tactus_key_keeper_get_store (TactusKeyKeeper *self)
{
  return self->store;
}

TactusKeyStorage
tactus_key_keeper_get_storage (TactusKeyKeeper *self)
{
  return self->storage;
}

void
tactus_key_keeper_distrust (TactusKeyKeeper *self)
{
  self->distrusted = TRUE;
}

TactusKeyKeeper *
tactus_key_keeper_new (TactusKeyStore *store,
                       const char     *address,
                       const char     *label)
{
  TactusKeyKeeper *self = g_object_new (TACTUS_TYPE_KEY_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->address = g_strdup (address);
  self->label = g_strdup (label);

  return self;
}

static void
tactus_key_keeper_finalize (GObject *object)
{
  TactusKeyKeeper *self = TACTUS_KEY_KEEPER (object);

  g_clear_object (&self->store);
  g_free (self->address);
  g_free (self->label);
  g_clear_pointer (&self->current, tactus_key_unref);
  g_clear_pointer (&self->pending, tactus_key_unref);

  G_OBJECT_CLASS (tactus_key_keeper_parent_class)->finalize (object);
}

static void
tactus_key_keeper_class_init (TactusKeyKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_key_keeper_finalize;
}

static void
tactus_key_keeper_init (TactusKeyKeeper *self)
{
}
