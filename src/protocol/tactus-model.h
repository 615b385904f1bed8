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
 * chunks.  D: protobuf.  STANDARD: any sensor with the Bluetooth SIG's heart-rate
 * service, no login.
 */
typedef enum {
  TACTUS_GENERATION_UNKNOWN,
  TACTUS_GENERATION_A,
  TACTUS_GENERATION_B,
  TACTUS_GENERATION_B_PRIME,
  TACTUS_GENERATION_C,
  TACTUS_GENERATION_D,
  TACTUS_GENERATION_STANDARD,
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
  TACTUS_ABILITY_TEXT_ALERT = 1 << 5, /* shows the words of an alert */
  TACTUS_ABILITY_EVENTS     = 1 << 6,
  TACTUS_ABILITY_ALARMS     = 1 << 7,
  TACTUS_ABILITY_ACTIVITY   = 1 << 8, /* minutes recorded on the band */
  TACTUS_ABILITY_RAW        = 1 << 9, /* the sensors' own stream */
} TactusAbilities;

/**
 * TactusSettingId:
 *
 * What a band can be told to keep; see tactus-setting.h.
 */
typedef enum {
  TACTUS_SETTING_PROFILE,
  TACTUS_SETTING_GOAL,                /* steps a day */
  TACTUS_SETTING_GOAL_ALERT,
  TACTUS_SETTING_WEAR_SIDE,           /* left, right */
  TACTUS_SETTING_LANGUAGE,            /* en_US, … */
  TACTUS_SETTING_TIME_FORMAT,         /* 12h, 24h */
  TACTUS_SETTING_DATE_FORMAT,
  TACTUS_SETTING_CLOCK_FACE,          /* time, date-time */
  TACTUS_SETTING_UNITS,               /* metric, imperial */
  TACTUS_SETTING_LIFT_DISPLAY,        /* off, on, or a span */
  TACTUS_SETTING_ROTATE_TO_SWITCH,
  TACTUS_SETTING_HEART_RATE_INTERVAL, /* minutes, 0 off */
  TACTUS_SETTING_SLEEP_HEART_RATE,
  TACTUS_SETTING_SHARE_HEART_RATE,    /* into the advertisement, and to any client */
  TACTUS_SETTING_VISIBLE,             /* advertise while connected */
  TACTUS_SETTING_DO_NOT_DISTURB,      /* off, automatic, or a span */
  TACTUS_SETTING_INACTIVITY_ALERT,    /* minutes, 0 off */
  TACTUS_SETTING_DISCONNECT_ALERT,
  TACTUS_N_SETTINGS,
} TactusSettingId;

/**
 * TactusTextStyle:
 *
 * How a band takes the words of an alert.
 */
typedef enum {
  TACTUS_TEXT_NONE,
  TACTUS_TEXT_SHORT,         /* 2A46, 18 bytes a write */
  TACTUS_TEXT_LONG,          /* 2A46, one write */
  TACTUS_TEXT_CHUNKED,       /* 0020 */
  TACTUS_TEXT_CHUNKED_LATER, /* 0020, with four zero bytes after the category */
} TactusTextStyle;

/**
 * TactusLanguageStyle:
 *
 * How a band takes its language: the code as text, a number of an old or of a newer list, or the
 * text and the old number, whichever its firmware knows.
 */
typedef enum {
  TACTUS_LANGUAGE_TEXT,
  TACTUS_LANGUAGE_TEXT_AND_OLD_ID,
  TACTUS_LANGUAGE_ID,
} TactusLanguageStyle;

/**
 * TactusModel:
 * @id: stable short name, e.g. `mi-band-3`
 * @name: what people call it, e.g. "Mi Band 3"
 * @generation: how to log in
 * @key_source: who makes the key
 * @auth_flags: second byte of every authentication command, 0x00 or 0x08
 * @crypt_flags: OR-ed into the first byte of the challenge commands, 0x00 or 0x80
 * @abilities: what the band can do once logged in
 * @settings: bit 1 << TactusSettingId for each that it keeps
 * @text_style: how it takes words
 * @text_limit: bytes of one message to it, with all that belongs to it; 0: shows none
 * @sample_size: bytes of a recorded minute, 3, 4 or 8; 0: records none
 * @language_style: how it takes its language, if %TACTUS_SETTING_LANGUAGE is in @settings
 *
 * A row of the model table: models are data, not branches.
 */
typedef struct {
  const char          *id;
  const char          *name;
  TactusGeneration     generation;
  TactusKeySource      key_source;
  guint8               auth_flags;
  guint8               crypt_flags;
  TactusAbilities      abilities;
  guint32              settings;
  TactusTextStyle      text_style;
  guint16              text_limit;
  guint8               sample_size;
  TactusLanguageStyle  language_style;
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
 * tactus_model_for_device:
 * @name: (nullable): as advertised
 * @address: (nullable): with colons
 * @has_band_service, @has_login_service, @has_heart_rate_service: whether FEE0, FEE1, 180D are
 *   advertised
 *
 * First-generation bands go by few and short names, and are known by the maker's part of their
 * address or by offering FEE0 alone; which of the three it is, FF01 says for certain (see
 * tactus_mi1_device_get_model()).  A band whose own language this version does not speak, and a
 * device that is no band at all, is a sensor if it offers the standard heart-rate service.
 *
 * Returns: (transfer none) (nullable): the row, or %NULL for a device of no interest
 */
const TactusModel *tactus_model_for_device   (const char *name,
                                              const char *address,
                                              gboolean    has_band_service,
                                              gboolean    has_login_service,
                                              gboolean    has_heart_rate_service);

/** tactus_model_has_setting: Returns: whether the band keeps it */
gboolean           tactus_model_has_setting  (const TactusModel *self,
                                              TactusSettingId    setting);

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
 * Returns: whether this version speaks the model's generation, which for a standard sensor means
 *   that there is nothing to pair
 */
gboolean           tactus_model_can_pair     (const TactusModel *self);

/**
 * tactus_generation_to_text:
 *
 * Returns: (nullable): "A", "B", "B'", "C", "D", "standard"; %NULL for unknown
 */
const char        *tactus_generation_to_text (TactusGeneration generation);

G_END_DECLS
