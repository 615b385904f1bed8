/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_LIST (tactus_band_list_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandList, tactus_band_list, TACTUS, BAND_LIST, GObject)

/**
 * TactusBandList:
 *
 * All bands: those paired with this computer ("known", remembered in a small file without secrets)
 * and those seen near us.  One TactusBand per address for as long as the list lives.
 * Property: `client` (TactusBluezClient).
 */

/**
 * tactus_band_list_new:
 * @client: the Bluetooth service
 * @keys: where keys rest
 * @data_dir: (nullable): where `bands.ini` lives; %NULL: remember nothing (demo)
 * @lock_dir: (nullable): where locks live; %NULL: the default
 */
TactusBandList    *tactus_band_list_new         (TactusBluezClient *client,
                                                 TactusKeyStore    *keys,
                                                 const char        *data_dir,
                                                 const char        *lock_dir);

TactusBluezClient *tactus_band_list_get_client  (TactusBandList *self);

/** Returns: (transfer none): GListModel of TactusBand, paired ones, by name */
GListModel        *tactus_band_list_get_known   (TactusBandList *self);

/** Returns: (transfer none): GListModel of TactusBand, seen and not paired, strongest signal first
 * (with hysteresis: rows do not jump) */
GListModel        *tactus_band_list_get_nearby  (TactusBandList *self);

/**
 * tactus_band_list_find:
 * @text: an address, or a part of a name that only one band has; any case
 *
 * Returns: (transfer none) (nullable): the band, or %NULL with an error that says whether none or
 *   several match
 */
TactusBand        *tactus_band_list_find        (TactusBandList *self,
                                                 const char     *text,
                                                 GError        **error);

/** Returns: (transfer none) (nullable): of the paired bands, the one that this computer measured
 * with last; the first one if it did with none; %NULL if none is paired */
TactusBand        *tactus_band_list_get_recent  (TactusBandList *self);

/**
 * tactus_band_list_forget_async:
 *
 * Disconnects the band, removes its keys, its remembered entry and BlueZ's object.  Goes on after a
 * failing part and reports the first failure at the end; but a band that another program uses is
 * %TACTUS_BAND_ERROR_BUSY, and left as it is.
 */
void               tactus_band_list_forget_async  (TactusBandList       *self,
                                                   TactusBand           *band,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           tactus_band_list_forget_finish (TactusBandList       *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/** tactus_band_list_turn_on_async: turns Bluetooth on */
void               tactus_band_list_turn_on_async  (TactusBandList       *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);

/** tactus_band_list_turn_on_finish: @error: as people can be told of it, or
 *    %G_IO_ERROR_CANCELLED */
gboolean           tactus_band_list_turn_on_finish (TactusBandList       *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/**
 * tactus_band_list_shut_down_async: before leaving: disconnects every band we connected, 3 s at
 * most
 */
void               tactus_band_list_shut_down_async  (TactusBandList       *self,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
void               tactus_band_list_shut_down_finish (TactusBandList       *self,
                                                      GAsyncResult         *result);

/** Returns: (transfer full): `$XDG_DATA_HOME/tactus` */
char              *tactus_band_list_get_default_dir (void);

G_END_DECLS
