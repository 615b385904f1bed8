/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusSimGattFlags:
 *
 * What a characteristic can do.  LOGIN: only for a client that has logged in; LOGIN_TO_WRITE:
 * anyone may read it.  BOND: only over an encrypted link, if the band wants one.
 */
typedef enum {
  TACTUS_SIM_GATT_READ           = 1 << 0,
  TACTUS_SIM_GATT_WRITE          = 1 << 1, /* with response */
  TACTUS_SIM_GATT_COMMAND        = 1 << 2, /* without */
  TACTUS_SIM_GATT_NOTIFY         = 1 << 3,
  TACTUS_SIM_GATT_LOGIN          = 1 << 4,
  TACTUS_SIM_GATT_LOGIN_TO_WRITE = 1 << 5,
  TACTUS_SIM_GATT_BOND           = 1 << 6,
  TACTUS_SIM_GATT_LONG           = 1 << 7, /* takes a value in pieces, beyond the MTU */
} TactusSimGattFlags;

/**
 * TactusSimFamily:
 *
 * How a client makes itself known.
 */
typedef enum {
  TACTUS_SIM_FAMILY_HUAMI,  /* by an AES challenge: generations B and B' */
  TACTUS_SIM_FAMILY_FIRST,  /* by a user-info record and a tap: generation A */
  TACTUS_SIM_FAMILY_SENSOR, /* not at all: the standard services and nothing else */
  TACTUS_SIM_FAMILY_LATER,  /* in ways that nobody here speaks; but it may share its pulse */
} TactusSimFamily;

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
 * @name: as advertised; a `*` at its end stands for the last four digits of the address
 * @public_address: whether the address is a public one
 * @server_key: whether the key comes from the vendor: then a client cannot set one
 * @auth_flags: the values it takes in the second byte of a login command, as a mask: bit 0 for
 *   0x00, bit 1 for 0x08
 * @crypt: whether commands with 0x80 in the first byte are understood
 * @wrong_key: the status that says so
 * @mtu: ATT MTU
 * @sample_size: bytes of a stored minute; 0: it stores none
 * @later_text: whether four zero bytes follow the category of a text in chunks
 * @advert: bytes of manufacturer data, 24 or 6; 0: none
 * @feature, @appearance, @hardware_id, @profile: FF01 of the first generation; from @profile
 *   02.00.07.00 on its activity packets begin with a counter
 * @advertised: the one service in the advertisement
 * @services, @sharing: its GATT table; @sharing (nullable) is that while it shares its pulse
 *
 * The peripheral's side of a model, written from the protocol notes and not from the app's own
 * table, so that the two can disagree.
 */
typedef struct {
  const char             *id;
  const char             *name;
  TactusSimFamily         family;
  gboolean                public_address;
  gboolean                server_key;
  guint8                  auth_flags;
  gboolean                crypt;
  guint8                  wrong_key;
  guint16                 mtu;
  guint8                  sample_size;
  gboolean                later_text;
  guint8                  advert;
  guint8                  feature;
  guint8                  appearance;
  guint8                  hardware_id;
  guint32                 profile;
  const char             *hardware;
  const char             *software;
  const char             *advertised;
  const TactusSimService *services;
  const TactusSimService *sharing;
} TactusSimModel;

/** Returns: (transfer none) (nullable) */
const TactusSimModel          *tactus_sim_model_for_id      (const char             *id);

/** Returns: (transfer none) (nullable): row @index; %NULL after the last */
const TactusSimModel          *tactus_sim_model_get_nth     (guint                   index);

/** Returns: (transfer none) (nullable): the first characteristic with @uuid */
const TactusSimCharacteristic *tactus_sim_model_find        (const TactusSimModel   *self,
                                                             const char             *uuid);

/** Returns: (transfer none) (nullable): the same in a table of services */
const TactusSimCharacteristic *tactus_sim_services_find     (const TactusSimService *services,
                                                             const char             *uuid);

/** Returns: (transfer floating): `as`, the flags in BlueZ's words; @bond: with those that make a
 * service of bluetoothd's want an encrypted link */
GVariant                      *tactus_sim_gatt_flags_to_variant (TactusSimGattFlags  flags,
                                                                 gboolean            bond);

G_END_DECLS
