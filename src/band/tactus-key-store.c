/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-key-store.h"

#include "tactus-band-error.h"

#define TIMEOUT_MS 10000

G_DEFINE_INTERFACE (TactusKeyStore, tactus_key_store, G_TYPE_OBJECT)

/* One bounded call.  A keyring may wait for a person, or for ever: the store's own operation is
 * told to stop and then left behind. */
typedef struct {
  GTask        *task;        /* (owned) (nullable): NULL once answered */
  GCancellable *cancellable; /* (owned): of the store's own operation */
  GSource      *cancel;      /* (owned) (nullable) */
  guint         timeout_id;
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_assert (!call->task);
  g_clear_object (&call->cancellable);
}

static void
call_unref (Call *call)
{
  g_rc_box_release_full (call, call_clear);
}

/* Once answered, the sources are gone; the caller returns the task. */
static GTask *
call_steal_task (Call *call)
{
  g_clear_handle_id (&call->timeout_id, g_source_remove);
  if (call->cancel)
    g_source_destroy (call->cancel);
  g_clear_pointer (&call->cancel, g_source_unref);

  return g_steal_pointer (&call->task);
}

static gboolean
call_timed_out_cb (gpointer user_data)
{
  Call *call = user_data;
  g_autoptr(GTask) task = NULL;

  call->timeout_id = 0;
  task = call_steal_task (call);
  g_cancellable_cancel (call->cancellable);
  g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                           "The key store did not answer in time");

  return G_SOURCE_REMOVE;
}

static gboolean
call_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  Call *call = user_data;
  g_autoptr(GTask) task = call_steal_task (call);

  g_cancellable_cancel (call->cancellable);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static guint
get_timeout (TactusKeyStore *self)
{
  guint timeout_ms = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self), "timeout"));

  return timeout_ms ? timeout_ms : TIMEOUT_MS;
}

/* The store's callback holds the one reference; the sources live no longer than the task in it. */
static Call *
call_new (TactusKeyStore      *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  Call *call = g_rc_box_new0 (Call);

  call->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, tag);
  call->cancellable = g_cancellable_new ();
  call->timeout_id = g_timeout_add (get_timeout (self), call_timed_out_cb, call);
  if (cancellable)
    {
      call->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (call->cancel, G_SOURCE_FUNC (call_cancelled_cb), call, NULL);
      g_source_attach (call->cancel, NULL);
    }

  return call;
}

static GError *
keyring_error (GError *error)
{
  GError *keyring;

  if (error->domain == TACTUS_BAND_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  keyring = g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING, error->message);
  g_error_free (error);

  return keyring;
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TactusKeyStore *self = TACTUS_KEY_STORE (source);
  Call *call = user_data;
  g_autoptr(GTask) task = call_steal_task (call);
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusKey) key = NULL;

  key = TACTUS_KEY_STORE_GET_IFACE (self)->lookup_finish (self, result, &error);
  call_unref (call);

  if (!task)
    return;
  if (error)
    g_task_return_error (task, keyring_error (g_steal_pointer (&error)));
  else
    g_task_return_pointer (task, g_steal_pointer (&key), (GDestroyNotify) tactus_key_unref);
}

static void
call_return (Call    *call,
             gboolean ok,
             GError  *error)
{
  g_autoptr(GTask) task = call_steal_task (call);

  call_unref (call);
  if (task && ok)
    g_task_return_boolean (task, TRUE);
  else if (task)
    g_task_return_error (task, keyring_error (g_error_copy (error)));
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TactusKeyStore *self = TACTUS_KEY_STORE (source);
  g_autoptr(GError) error = NULL;
  gboolean ok;

  ok = TACTUS_KEY_STORE_GET_IFACE (self)->store_finish (self, result, &error);
  call_return (user_data, ok, error);
}

static void
remove_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TactusKeyStore *self = TACTUS_KEY_STORE (source);
  g_autoptr(GError) error = NULL;
  gboolean ok;

  ok = TACTUS_KEY_STORE_GET_IFACE (self)->remove_finish (self, result, &error);
  call_return (user_data, ok, error);
}

void
tactus_key_store_lookup_async (TactusKeyStore      *self,
                               const char          *address,
                               TactusKeySlot        slot,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Call *call;

  g_return_if_fail (TACTUS_IS_KEY_STORE (self));
  g_return_if_fail (address != NULL);

  call = call_new (self, tactus_key_store_lookup_async, cancellable, callback, user_data);
  TACTUS_KEY_STORE_GET_IFACE (self)->lookup_async (self, address, slot, call->cancellable,
                                                   lookup_cb, call);
}

TactusKey *
tactus_key_store_lookup_finish (TactusKeyStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tactus_key_store_store_async (TactusKeyStore      *self,
                              const char          *address,
                              const char          *label,
                              TactusKeySlot        slot,
                              TactusKey           *key,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Call *call;

  g_return_if_fail (TACTUS_IS_KEY_STORE (self));
  g_return_if_fail (address != NULL && label != NULL && key != NULL);

  call = call_new (self, tactus_key_store_store_async, cancellable, callback, user_data);
  TACTUS_KEY_STORE_GET_IFACE (self)->store_async (self, address, label, slot, key,
                                                  call->cancellable, store_cb, call);
}

gboolean
tactus_key_store_store_finish (TactusKeyStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_key_store_remove_async (TactusKeyStore      *self,
                               const char          *address,
                               TactusKeySlot        slot,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Call *call;

  g_return_if_fail (TACTUS_IS_KEY_STORE (self));
  g_return_if_fail (address != NULL);

  call = call_new (self, tactus_key_store_remove_async, cancellable, callback, user_data);
  TACTUS_KEY_STORE_GET_IFACE (self)->remove_async (self, address, slot, call->cancellable,
                                                   remove_cb, call);
}

void
tactus_key_store_clear_async (TactusKeyStore      *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Call *call;

  g_return_if_fail (TACTUS_IS_KEY_STORE (self));

  call = call_new (self, tactus_key_store_clear_async, cancellable, callback, user_data);
  TACTUS_KEY_STORE_GET_IFACE (self)->remove_async (self, NULL, TACTUS_KEY_SLOT_CURRENT,
                                                   call->cancellable, remove_cb, call);
}

gboolean
tactus_key_store_clear_finish (TactusKeyStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tactus_key_store_remove_finish (TactusKeyStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tactus_key_store_is_required (TactusKeyStore *self)
{
  TactusKeyStoreInterface *iface;

  g_return_val_if_fail (TACTUS_IS_KEY_STORE (self), FALSE);

  iface = TACTUS_KEY_STORE_GET_IFACE (self);

  return iface->is_required && iface->is_required (self);
}

void
tactus_key_store_set_timeout (TactusKeyStore *self,
                              guint           timeout_ms)
{
  g_return_if_fail (TACTUS_IS_KEY_STORE (self));

  g_object_set_data (G_OBJECT (self), "timeout", GUINT_TO_POINTER (timeout_ms));
}

static void
tactus_key_store_default_init (TactusKeyStoreInterface *iface)
{
}
