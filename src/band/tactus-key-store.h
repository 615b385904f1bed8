/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tactus-key.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_KEY_STORE (tactus_key_store_get_type ())
G_DECLARE_INTERFACE (TactusKeyStore, tactus_key_store, TACTUS, KEY_STORE, GObject)

/**
 * TactusKeySlot:
 * @TACTUS_KEY_SLOT_CURRENT: the key the band accepted last
 * @TACTUS_KEY_SLOT_PENDING: a key that is being given to the band and may or may not have arrived
 */
typedef enum {
  TACTUS_KEY_SLOT_CURRENT,
  TACTUS_KEY_SLOT_PENDING,
} TactusKeySlot;

/**
 * TactusKeyStore:
 *
 * Where keys rest between runs, by band address.  Implementations: TactusSecretKeyStore (Secret
 * Service or portal) and TactusFileKeyStore (one file of mode 0600, for machines without a
 * keyring). Every call is bounded in time; a locked or absent keyring is
 * %TACTUS_BAND_ERROR_KEYRING, which the caller survives unless the store is a required one.
 */
struct _TactusKeyStoreInterface
{
  GTypeInterface parent_iface;

  void       (*lookup_async)  (TactusKeyStore *self, const char *address, TactusKeySlot slot,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
  TactusKey *(*lookup_finish) (TactusKeyStore *self, GAsyncResult *result, GError **error);
  void       (*store_async)   (TactusKeyStore *self, const char *address, const char *label,
                               TactusKeySlot slot, TactusKey *key, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
  gboolean   (*store_finish)  (TactusKeyStore *self, GAsyncResult *result, GError **error);
  /* @address: (nullable): NULL: all keys, of any slot */
  void       (*remove_async)  (TactusKeyStore *self, const char *address, TactusKeySlot slot,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
  gboolean   (*remove_finish) (TactusKeyStore *self, GAsyncResult *result, GError **error);
  gboolean   (*is_required)   (TactusKeyStore *self); /* (nullable): NULL: it is not */
};

/**
 * tactus_key_store_lookup_async:
 *
 * Returns by finish: (transfer full) (nullable): the key; %NULL without @error if there is none
 */
void       tactus_key_store_lookup_async  (TactusKeyStore *self, const char *address,
                                           TactusKeySlot slot, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
TactusKey *tactus_key_store_lookup_finish (TactusKeyStore *self, GAsyncResult *result,
                                           GError **error);

/** @label: what a keyring manager shows for the entry; never part of the key */
void       tactus_key_store_store_async   (TactusKeyStore *self, const char *address,
                                           const char *label, TactusKeySlot slot, TactusKey *key,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean   tactus_key_store_store_finish  (TactusKeyStore *self, GAsyncResult *result,
                                           GError **error);

/** Removing what is not there succeeds. */
void       tactus_key_store_remove_async  (TactusKeyStore *self, const char *address,
                                           TactusKeySlot slot, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean   tactus_key_store_remove_finish (TactusKeyStore *self, GAsyncResult *result,
                                           GError **error);

/**
 * tactus_key_store_clear_async:
 *
 * Removes the keys of all bands, also of those that nobody remembers.
 */
void       tactus_key_store_clear_async   (TactusKeyStore *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean   tactus_key_store_clear_finish  (TactusKeyStore *self, GAsyncResult *result,
                                           GError **error);

/**
 * tactus_key_store_is_required:
 *
 * Returns: whether a person named this very place, so that a key it does not take must not be given
 *   to a band
 */
gboolean   tactus_key_store_is_required   (TactusKeyStore *self);

/**
 * tactus_key_store_set_timeout:
 * @timeout_ms: how long a call may take before it fails with %TACTUS_BAND_ERROR_KEYRING
 *   (10 000 ms unless told otherwise)
 *
 * What a keyring was asked may still happen after that; nobody waits for it.
 */
void       tactus_key_store_set_timeout   (TactusKeyStore *self, guint timeout_ms);

/** tactus_secret_key_store_new: libsecret; @app_id goes into the entries' attributes */
TactusKeyStore *tactus_secret_key_store_new (const char *app_id);

/**
 * tactus_file_key_store_new: @path is created with mode 0600; a file that others can read is
 * refused
 */
TactusKeyStore *tactus_file_key_store_new   (const char *path);

/** tactus_memory_key_store_new: forgets at the end of the process: the demo, and tests */
TactusKeyStore *tactus_memory_key_store_new (void);

G_END_DECLS
