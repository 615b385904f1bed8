/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusGeneration:
 *
 * How a band wants to be spoken to.  A: user-info record.  B: AES challenge with a key of our own
 * making.  B_PRIME: the same challenge with a key that the vendor's server issued.  C: ECDH in
 * chunks.  D: protobuf.
 */
typedef enum {
  TACTUS_GENERATION_UNKNOWN,
  TACTUS_GENERATION_A,
  TACTUS_GENERATION_B,
  TACTUS_GENERATION_B_PRIME,
  TACTUS_GENERATION_C,
  TACTUS_GENERATION_D,
} TactusGeneration;

typedef enum {
  TACTUS_KEY_SOURCE_NONE,   /* no key in this generation */
  TACTUS_KEY_SOURCE_CLIENT, /* we make one, the person taps */
  TACTUS_KEY_SOURCE_SERVER, /* the person brings the one the vendor issued */
} TactusKeySource;

typedef enum {
  TACTUS_ABILITY_HEART_RATE = 1 << 0,
  TACTUS_ABILITY_BATTERY    = 1 << 1,
  TACTUS_ABILITY_STEPS      = 1 << 2,
  TACTUS_ABILITY_TIME       = 1 << 3,
  TACTUS_ABILITY_ALERT      = 1 << 4,
} TactusAbilities;

/**
 * TactusModel:
 * @id: stable short name, e.g. `mi-band-3`
 * @name: what people call it, e.g. "Mi Band 3"
 * @generation: how to log in
 * @key_source: who makes the key
 * @auth_flags: second byte of every authentication command, 0x00 or 0x08
 * @crypt_flags: OR-ed into the first byte of the challenge commands, 0x00 or 0x80
 * @abilities: what the band can do once logged in
 *
 * A row of the model table: models are data, not branches.
 */
typedef struct {
  const char       *id;
  const char       *name;
  TactusGeneration  generation;
  TactusKeySource   key_source;
  guint8            auth_flags;
  guint8            crypt_flags;
  TactusAbilities   abilities;
} TactusModel;

/**
 * tactus_model_for_name:
 * @advertised_name: (nullable): the name in the advertisement, any case
 *
 * Longer names win: "Mi Band 2i" is no "Mi Band 2".
 *
 * Returns: (transfer none) (nullable): the row, or %NULL for a device that is no band we know
 */
const TactusModel *tactus_model_for_name     (const char *advertised_name);

/**
 * tactus_model_for_id:
 *
 * Returns: (transfer none) (nullable): the row with that id
 */
const TactusModel *tactus_model_for_id       (const char *id);

/**
 * tactus_model_get_nth:
 *
 * Returns: (transfer none) (nullable): row @index of the table; %NULL after the last
 */
const TactusModel *tactus_model_get_nth      (guint       index);

/**
 * tactus_model_can_pair:
 *
 * Returns: whether this version speaks the model's generation
 */
gboolean           tactus_model_can_pair     (const TactusModel *self);

/**
 * tactus_generation_to_text:
 *
 * Returns: (nullable): "A", "B", "B'", "C", "D"; %NULL for unknown
 */
const char        *tactus_generation_to_text (TactusGeneration generation);

G_END_DECLS
