/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_KEY_KEEPER (tactus_key_keeper_get_type ())
G_DECLARE_FINAL_TYPE (TactusKeyKeeper, tactus_key_keeper, TACTUS, KEY_KEEPER, GObject)

/**
 * TactusKeyKeeper:
 *
 * The keys of one band: those in memory, and what the store knows of them.  A store that is locked,
 * missing or silent never stops anything: the key then lives in memory for this run.  Only one that
 * a person named must take a new key.
 */
TactusKeyKeeper  *tactus_key_keeper_new          (TactusKeyStore       *store,
                                                  const char           *address,
                                                  const char           *label);

/** Returns: (transfer none) (nullable): the key the band accepted last */
TactusKey        *tactus_key_keeper_get_current  (TactusKeyKeeper      *self);

/** Returns: (transfer none) (nullable): a key the band may or may not have */
TactusKey        *tactus_key_keeper_get_pending  (TactusKeyKeeper      *self);

/** Returns: (transfer none): where keys rest */
TactusKeyStore   *tactus_key_keeper_get_store    (TactusKeyKeeper      *self);

TactusKeyStorage  tactus_key_keeper_get_storage  (TactusKeyKeeper      *self);

/** tactus_key_keeper_distrust: the band did not know our key: ask the store again next time */
void              tactus_key_keeper_distrust     (TactusKeyKeeper      *self);

/** tactus_key_keeper_load_async: fetches both keys; fails only if there is none in memory either */
void              tactus_key_keeper_load_async   (TactusKeyKeeper      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/**
 * tactus_key_keeper_propose_async: @key becomes the pending one, kept if the store can; fails only
 * if the store is a required one
 */
void              tactus_key_keeper_propose_async (TactusKeyKeeper     *self,
                                                   TactusKey           *key,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);

/** tactus_key_keeper_accept_async: the band took the pending key: it becomes the current one */
void              tactus_key_keeper_accept_async (TactusKeyKeeper      *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/** tactus_key_keeper_discard_async: the band did not take the pending key */
void              tactus_key_keeper_discard_async (TactusKeyKeeper     *self,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);

/** tactus_key_keeper_keep_async: puts a key that lives in memory into the store */
void              tactus_key_keeper_keep_async   (TactusKeyKeeper      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/** tactus_key_keeper_forget_async: both keys, in memory and in the store */
void              tactus_key_keeper_forget_async (TactusKeyKeeper      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/** tactus_key_keeper_finish: of any of these */
gboolean          tactus_key_keeper_finish       (TactusKeyKeeper      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
