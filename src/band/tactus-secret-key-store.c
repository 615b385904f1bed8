/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-key-store.h"

#include <libsecret/secret.h>

#include "tactus-band-error.h"

/* A person who has just said no, or is away, is not asked again before this. */
#define ASK_AGAIN_US (60 * G_USEC_PER_SEC)

#define TACTUS_TYPE_SECRET_KEY_STORE (tactus_secret_key_store_get_type ())
G_DECLARE_FINAL_TYPE (TactusSecretKeyStore, tactus_secret_key_store, TACTUS, SECRET_KEY_STORE,
                      GObject)

struct _TactusSecretKeyStore
{
  GObject parent_instance;

  char *app_id;              /* (owned) */
  GCancellable *cancellable; /* (owned): of the request to unlock, which outlives those who wait */
  GList *waiting;            /* (element-type GTask) (owned): until the keyring is unlocked */
  gboolean asking;
  gint64 asked_us;           /* monotonic; 0: never */
};

static void tactus_secret_key_store_iface_init (TactusKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TactusSecretKeyStore, tactus_secret_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TACTUS_TYPE_KEY_STORE,
                                                      tactus_secret_key_store_iface_init))

static const SecretSchema schema = {
  .name = "io.github.tactus_app.Tactus.BandKey",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "slot", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "app", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef void (* RequestFunc) (GTask *task);

/* One call.  @run is where it begins, and begins again after the keyring was unlocked. */
typedef struct {
  RequestFunc  run;
  GHashTable  *attributes; /* (owned) */
  char        *label;      /* (owned) (nullable) */
  TactusKey   *key;        /* (owned) (nullable) */
  GSource     *cancel;     /* (owned) (nullable): while it waits for the keyring */
  gboolean     asked;
} Request;

static void
request_free (Request *request)
{
  g_hash_table_unref (request->attributes);
  g_free (request->label);
  g_clear_pointer (&request->key, tactus_key_unref);
  g_assert (!request->cancel);
  g_free (request);
}

static void
return_failure (GTask      *task,
                GError     *error,
                const char *doing)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_dbus_error_strip_remote_error (error);
      g_prefix_error (&error, "%s: ", doing);
    }
  g_task_return_error (task, error);
}

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                           "The keyring is locked; unlock it, then try again");
}

/* ── unlocking ── */

static void
stop_waiting (GTask *task)
{
  TactusSecretKeyStore *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  self->waiting = g_list_remove (self->waiting, task);
  if (request->cancel)
    g_source_destroy (request->cancel);
  g_clear_pointer (&request->cancel, g_source_unref);
}

static gboolean
waiting_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  stop_waiting (task);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
start_waiting (TactusSecretKeyStore *self,
               GTask                *task)
{
  Request *request = g_task_get_task_data (task);

  request->asked = TRUE;
  request->cancel = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (request->cancel, G_SOURCE_FUNC (waiting_cancelled_cb), task, NULL);
  g_source_attach (request->cancel, NULL);
  self->waiting = g_list_append (self->waiting, task);
}

/* Whether it was unlocked shows when each begins again. */
static void
asking_done (TactusSecretKeyStore *self)
{
  g_autoptr(TactusSecretKeyStore) hold = g_object_ref (self);

  self->asking = FALSE;
  self->asked_us = g_get_monotonic_time ();

  while (self->waiting)
    {
      GTask *task = self->waiting->data;
      Request *request = g_task_get_task_data (task);

      stop_waiting (task);
      request->run (task);
    }
}

static void
finish_asking (GWeakRef *weak,
               GError   *error)
{
  g_autoptr(TactusSecretKeyStore) self = g_weak_ref_get (weak);

  if (error)
    g_debug ("Unlocking the keyring: %s", error->message);
  g_weak_ref_clear (weak);
  g_free (weak);
  if (self)
    asking_done (self);
}

static void
unlock_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);
  finish_asking (user_data, error);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_create_finish (result, &error);

  finish_asking (user_data, error);
}

/* @locked: (nullable): what is to be unlocked; %NULL: there is no keyring at all, make one.  The
 * person is asked once for all who wait, and may take longer to answer than they wait. */
static void
ask (TactusSecretKeyStore *self,
     SecretService        *service,
     GDBusProxy           *locked)
{
  g_autoptr(GList) objects = locked ? g_list_append (NULL, locked) : NULL;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->asking = TRUE;

  if (locked)
    secret_service_unlock (service, objects, self->cancellable, unlock_cb, weak);
  else
    secret_collection_create (service, "Default", SECRET_COLLECTION_DEFAULT,
                              SECRET_COLLECTION_CREATE_NONE, self->cancellable, create_cb, weak);
}

/* Takes @task. */
static void
unlock_and_run_again (GTask         *task,
                      SecretService *service,
                      GDBusProxy    *locked)
{
  TactusSecretKeyStore *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gint64 now_us = g_get_monotonic_time ();
  gboolean too_soon = self->asked_us && now_us - self->asked_us < ASK_AGAIN_US;

  if (request->asked || (!self->asking && too_soon))
    {
      return_locked (task);
      g_object_unref (task);
      return;
    }

  start_waiting (self, task);
  if (!self->asking)
    ask (self, service, locked);
}

/* ── looking up ── */

static void
retrieve_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(SecretValue) value = NULL;
  GError *error = NULL;
  const char *text;
  TactusKey *key;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  if (error)
    {
      return_failure (task, error, "Reading the key");
      return;
    }

  text = value ? secret_value_get_text (value) : NULL;
  key = text ? tactus_key_new_from_text (text, &error) : NULL;
  if (key)
    g_task_return_pointer (task, key, (GDestroyNotify) tactus_key_unref);
  else
    g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING,
                             "The key in the keyring is damaged: %s",
                             error ? error->message : "it is no text");
  g_clear_error (&error);
}

static gboolean
is_locked (gpointer found)
{
  return SECRET_IS_ITEM (found) && secret_item_get_locked (found);
}

/* Returns: (transfer full) (nullable): what was found; %NULL if the task was dealt with */
static GObject *
take_found (GTask        *task,
            GAsyncResult *result,
            gboolean     *handled)
{
  GError *error = NULL;
  GList *found = secret_password_search_finish (result, &error);
  g_autoptr(GObject) first = NULL;

  *handled = TRUE;
  if (error)
    {
      return_failure (task, error, "Searching the keyring");
      g_object_unref (task);
      return NULL;
    }

  first = found ? g_object_ref (found->data) : NULL;
  g_list_free_full (found, g_object_unref);
  if (first && is_locked (first))
    {
      unlock_and_run_again (task, secret_item_get_service (SECRET_ITEM (first)),
                            G_DBUS_PROXY (first));
      return NULL;
    }

  *handled = FALSE;
  return g_steal_pointer (&first);
}

static void
lookup_search_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  gboolean handled;
  g_autoptr(GObject) found = take_found (task, result, &handled);

  if (handled)
    return;

  if (!found)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (found), g_task_get_cancellable (task),
                                      retrieve_cb, task);
}

static void
search (GTask               *task,
        GAsyncReadyCallback  callback)
{
  Request *request = g_task_get_task_data (task);

  secret_password_searchv (&schema, request->attributes, SECRET_SEARCH_NONE,
                           g_task_get_cancellable (task), callback, task);
}

static void
run_lookup (GTask *task)
{
  search (task, lookup_search_cb);
}

/* ── removing ── */

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error)
    return_failure (task, error, "Removing the key");
  else
    g_task_return_boolean (task, TRUE);
}

static void
remove_search_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);
  gboolean handled;
  g_autoptr(GObject) found = take_found (task, result, &handled);

  if (handled)
    return;

  if (!found)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  secret_password_clearv (&schema, request->attributes, g_task_get_cancellable (task), clear_cb,
                          task);
}

static void
run_remove (GTask *task)
{
  search (task, remove_search_cb);
}

/* ── storing ── */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error, "Keeping the key");
}

static void
store_now (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  char *text = tactus_key_to_text (request->key);

  secret_password_storev (&schema, request->attributes, SECRET_COLLECTION_DEFAULT, request->label,
                          text, g_task_get_cancellable (task), stored_cb, task);
  tactus_key_text_free (text);
}

static void
alias_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr(SecretService) service = g_object_steal_data (G_OBJECT (task), "service");
  g_autoptr(SecretCollection) collection = NULL;
  GError *error = NULL;

  collection = secret_collection_for_alias_finish (result, &error);
  if (error)
    {
      return_failure (task, error, "Opening the keyring");
      g_object_unref (task);
    }
  else if (!collection || secret_collection_get_locked (collection))
    {
      unlock_and_run_again (task, service, G_DBUS_PROXY (collection));
    }
  else
    {
      store_now (task);
    }
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  SecretService *service = secret_service_get_finish (result, &error);

  if (!service)
    {
      return_failure (task, error, "Opening the keyring");
      g_object_unref (task);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "service", service, g_object_unref);
  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), alias_cb, task);
}

/* In a sandbox libsecret keeps a file of its own, opened by a portal: there is no collection that
 * could be locked. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* libsecret would unlock a keyring by itself when it stores, and make the caller wait for the
 * person; so look first. */
static void
run_store (GTask *task)
{
  if (is_sandboxed ())
    store_now (task);
  else
    secret_service_get (SECRET_SERVICE_NONE, g_task_get_cancellable (task), service_cb, task);
}

/* ── the interface ── */

/* @address: (nullable): %NULL: what all of ours have */
static GHashTable *
attributes_for (TactusSecretKeyStore *self,
                const char           *address,
                TactusKeySlot         slot)
{
  if (!address)
    return secret_attributes_build (&schema, "app", self->app_id, NULL);

  return secret_attributes_build (&schema,
                                  "address", address,
                                  "slot", slot == TACTUS_KEY_SLOT_CURRENT ? "current" : "pending",
                                  "app", self->app_id,
                                  NULL);
}

static void
start (TactusKeyStore      *store,
       RequestFunc          run,
       const char          *address,
       const char          *label,
       TactusKeySlot        slot,
       TactusKey           *key,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  TactusSecretKeyStore *self = TACTUS_SECRET_KEY_STORE (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->run = run;
  request->attributes = attributes_for (self, address, slot);
  request->label = g_strdup (label);
  request->key = key ? tactus_key_ref (key) : NULL;
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);

  request->run (task);
}

static void
tactus_secret_key_store_lookup_async (TactusKeyStore      *store,
                                      const char          *address,
                                      TactusKeySlot        slot,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  start (store, run_lookup, address, NULL, slot, NULL, cancellable, callback, user_data);
}

static TactusKey *
tactus_secret_key_store_lookup_finish (TactusKeyStore  *store,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tactus_secret_key_store_store_async (TactusKeyStore      *store,
                                     const char          *address,
                                     const char          *label,
                                     TactusKeySlot        slot,
                                     TactusKey           *key,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  start (store, run_store, address, label, slot, key, cancellable, callback, user_data);
}

static void
tactus_secret_key_store_remove_async (TactusKeyStore      *store,
                                      const char          *address,
                                      TactusKeySlot        slot,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  start (store, run_remove, address, NULL, slot, NULL, cancellable, callback, user_data);
}

static gboolean
tactus_secret_key_store_finish (TactusKeyStore  *store,
                                GAsyncResult    *result,
                                GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

TactusKeyStore *
tactus_secret_key_store_new (const char *app_id)
{
  TactusSecretKeyStore *self;

  g_return_val_if_fail (app_id != NULL, NULL);

  self = g_object_new (TACTUS_TYPE_SECRET_KEY_STORE, NULL);
  self->app_id = g_strdup (app_id);

  return TACTUS_KEY_STORE (self);
}

static void
tactus_secret_key_store_dispose (GObject *object)
{
  TactusSecretKeyStore *self = TACTUS_SECRET_KEY_STORE (object);

  /* Those who wait hold a reference, so nobody does. */
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (tactus_secret_key_store_parent_class)->dispose (object);
}

static void
tactus_secret_key_store_finalize (GObject *object)
{
  TactusSecretKeyStore *self = TACTUS_SECRET_KEY_STORE (object);

  g_clear_object (&self->cancellable);
  g_free (self->app_id);

  G_OBJECT_CLASS (tactus_secret_key_store_parent_class)->finalize (object);
}

static void
tactus_secret_key_store_iface_init (TactusKeyStoreInterface *iface)
{
  iface->lookup_async = tactus_secret_key_store_lookup_async;
  iface->lookup_finish = tactus_secret_key_store_lookup_finish;
  iface->store_async = tactus_secret_key_store_store_async;
  iface->store_finish = tactus_secret_key_store_finish;
  iface->remove_async = tactus_secret_key_store_remove_async;
  iface->remove_finish = tactus_secret_key_store_finish;
}

static void
tactus_secret_key_store_class_init (TactusSecretKeyStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_secret_key_store_dispose;
  object_class->finalize = tactus_secret_key_store_finalize;
}

static void
tactus_secret_key_store_init (TactusSecretKeyStore *self)
{
  self->cancellable = g_cancellable_new ();
}
