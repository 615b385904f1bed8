/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusSimGattFlags:
 *
 * What a characteristic can do.  LOGIN: only for a client that has proved its key.
 */
typedef enum {
  TACTUS_SIM_GATT_READ    = 1 << 0,
  TACTUS_SIM_GATT_WRITE   = 1 << 1, /* with response */
  TACTUS_SIM_GATT_COMMAND = 1 << 2, /* without */
  TACTUS_SIM_GATT_NOTIFY  = 1 << 3,
  TACTUS_SIM_GATT_LOGIN   = 1 << 4,
} TactusSimGattFlags;

/**
 * TactusSimCharacteristic:
 *
 * A row of a service; the last row of the array has no @uuid.
 */
typedef struct {
  const char         *uuid;
  TactusSimGattFlags  flags;
} TactusSimCharacteristic;

/**
 * TactusSimService:
 *
 * A row of a band's GATT table; the last row of the array has no @uuid.
 */
typedef struct {
  const char                    *uuid;
  const TactusSimCharacteristic *characteristics;
} TactusSimService;

/**
 * TactusSimModel:
 * @id: as in the model table of the app
 * @name: as advertised
 * @public_address: whether the address is a public one
 * @server_key: whether the key comes from the vendor: then a client cannot set one
 * @auth_flags: the values it takes in the second byte of a login command, as a mask: bit 0 for
 *   0x00, bit 1 for 0x08
 * @crypt: whether commands with 0x80 in the first byte are understood
 * @wrong_key: the status that says so
 * @mtu: ATT MTU
 *
 * The peripheral's side of a model, written from the protocol notes and not from the app's own
 * table, so that the two can disagree.
 */
typedef struct {
  const char             *id;
  const char             *name;
  gboolean                public_address;
  gboolean                server_key;
  guint8                  auth_flags;
  gboolean                crypt;
  guint8                  wrong_key;
  guint16                 mtu;
  const char             *hardware;
  const char             *software;
  const TactusSimService *services;
} TactusSimModel;

/** Returns: (transfer none) (nullable) */
const TactusSimModel          *tactus_sim_model_for_id      (const char           *id);

/** Returns: (transfer none) (nullable): row @index; %NULL after the last */
const TactusSimModel          *tactus_sim_model_get_nth     (guint                 index);

/** Returns: (transfer none) (nullable): the first characteristic with @uuid */
const TactusSimCharacteristic *tactus_sim_model_find        (const TactusSimModel *self,
                                                             const char           *uuid);

/** Returns: (transfer floating): `as`, the flags in BlueZ's words */
GVariant                      *tactus_sim_gatt_flags_to_variant (TactusSimGattFlags flags);

G_END_DECLS
