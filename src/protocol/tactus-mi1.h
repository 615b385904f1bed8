/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-time.h"
#include "tactus-battery.h"
#include "tactus-event.h"
#include "tactus-model.h"

G_BEGIN_DECLS

/* The first generation (Mi Band 1, 1A, 1S): characteristics FF01 to FF0F. */

#define TACTUS_MI1_USER_INFO_SIZE 20
#define TACTUS_MI1_DATE_SIZE      6

/* FF03: what the band says about the login. */
#define TACTUS_MI1_NOTICE_LOGIN_OK     0x05
#define TACTUS_MI1_NOTICE_LOGIN_FAILED 0x06
#define TACTUS_MI1_NOTICE_RESET_FAILED 0x09
#define TACTUS_MI1_NOTICE_RESET_OK     0x0a
#define TACTUS_MI1_NOTICE_TAP          0x13
#define TACTUS_MI1_NOTICE_TAPPED       0x15
#define TACTUS_MI1_NOTICE_CANCELLED    0xef

/**
 * TactusMi1Device:
 * @feature, @appearance, @hardware: bytes 4 to 6; they tell the models apart
 * @profile_version, @firmware, @heart_firmware: as a number, the first part in the highest byte;
 *   @heart_firmware is 0 if absent
 * @checksum_ok: whether byte 7 fits the others
 *
 * What a first-generation band is.  Layout: characteristic FF01, 16 bytes, 20 on the 1S.
 */
typedef struct {
  guint8   feature;
  guint8   appearance;
  guint8   hardware;
  guint32  profile_version;
  guint32  firmware;
  guint32  heart_firmware;
  gboolean checksum_ok;
} TactusMi1Device;

/**
 * tactus_mi1_device_parse:
 *
 * A checksum that does not fit is told, not refused: the models can be told apart all the same.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are 16 or 20 bytes
 */
gboolean           tactus_mi1_device_parse     (TactusMi1Device        *self,
                                                const guint8           *data,
                                                gsize                   length,
                                                GError                **error);

/** tactus_mi1_device_get_model: Returns: (transfer none): Mi Band 1, 1A or 1S */
const TactusModel *tactus_mi1_device_get_model (const TactusMi1Device  *self);

/**
 * TactusMi1UserInfo:
 * @uid: who; the band knows its owner by it
 * @gender: 0 female, 1 male
 * @type: 0 normal, 1 a new owner (the band asks for a tap), 2 keep the data
 * @alias: printable ASCII; cut to what fits
 * @has_feature: 1A and 1S carry @feature and @appearance of their #TactusMi1Device instead of two
 *   bytes of the alias
 *
 * What a first-generation band is told of its owner, and knows the owner by.  Layout:
 * characteristic FF04, 20 bytes; the last is a CRC-8 with the last byte of the band's address.
 */
typedef struct {
  guint32  uid;
  guint8   gender;
  guint8   age;
  guint8   height_cm;
  guint8   weight_kg;
  guint8   type;
  char     alias[11];
  gboolean has_feature;
  guint8   feature;
  guint8   appearance;
} TactusMi1UserInfo;

/** tactus_mi1_user_info_encode: @bytes: (out caller-allocates): 20 bytes */
void               tactus_mi1_user_info_encode (const TactusMi1UserInfo *self,
                                                guint8                   mac_last_byte,
                                                guint8                  *bytes);

/** tactus_mi1_crc8: Dallas/Maxim CRC-8 of @data; "123456789" gives 0xa1 */
guint8             tactus_mi1_crc8             (const guint8            *data,
                                                gsize                    length);

/**
 * TactusMi1Battery:
 * @level: 0…100 %
 * @has_last_charge, @last_charge: local time without zone; a date that is none means "never"
 * @charges: how often it was charged
 * @status: 0 normal, 1 low, 2 charging, 3 full, 4 taken off the charger
 *
 * Battery of the first generation.  Layout: characteristic FF0C, 10 bytes.
 */
typedef struct {
  guint8         level;
  gboolean       has_last_charge;
  TactusBandTime last_charge;
  guint16        charges;
  guint8         status;
} TactusMi1Battery;

/**
 * tactus_mi1_battery_parse:
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are 10 bytes and the level is
 *   100 % at most
 */
gboolean           tactus_mi1_battery_parse    (TactusMi1Battery        *self,
                                                const guint8            *data,
                                                gsize                    length,
                                                GError                 **error);

/**
 * tactus_mi1_date_parse:
 * @data: years since 2000, month 0…11, day, hour, minute, second; FF0A has two of them, of which
 *   the first counts
 *
 * Local time without zone and weekday.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are 6 or 12 bytes and a date
 *   of the calendar
 */
gboolean           tactus_mi1_date_parse       (TactusBandTime          *self,
                                                const guint8            *data,
                                                gsize                    length,
                                                GError                 **error);

/**
 * tactus_mi1_date_has_year:
 * @self: a valid time
 *
 * Returns: whether a date of the first generation can hold its year, 2000…2255
 */
gboolean           tactus_mi1_date_has_year    (const TactusBandTime    *self);

/**
 * tactus_mi1_date_put:
 * @self: a valid time of the years 2000…2255
 * @bytes: (out caller-allocates): %TACTUS_MI1_DATE_SIZE bytes
 */
void               tactus_mi1_date_put         (const TactusBandTime    *self,
                                                guint8                  *bytes);

/**
 * tactus_mi1_date_encode:
 * @self: a valid time of the years 2000…2255
 *
 * Returns: (transfer full): 12 bytes for FF0A
 */
GBytes            *tactus_mi1_date_encode      (const TactusBandTime    *self);

/**
 * tactus_mi1_steps_parse:
 * @steps: (out): steps of today
 * @data: FF06
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are 2 or 4 bytes
 */
gboolean           tactus_mi1_steps_parse      (guint32                 *steps,
                                                const guint8            *data,
                                                gsize                    length,
                                                GError                 **error);

/**
 * tactus_mi1_event_parse:
 * @data: FF03; codes of the login, and those that nobody knows, are %TACTUS_EVENT_UNKNOWN
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED unless this is one byte
 */
gboolean           tactus_mi1_event_parse      (TactusEvent             *self,
                                                const guint8            *data,
                                                gsize                    length,
                                                GError                 **error);

/** tactus_mi1_notice_to_text: Returns: (nullable): what an FF03 code says, in English */
const char        *tactus_mi1_notice_to_text   (guint8                   code);

G_END_DECLS
