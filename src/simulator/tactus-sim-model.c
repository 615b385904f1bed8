/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-model.h"

#include "tactus-uuids.h"

#define READ    TACTUS_SIM_GATT_READ
#define WRITE   TACTUS_SIM_GATT_WRITE
#define COMMAND TACTUS_SIM_GATT_COMMAND
#define NOTIFY  TACTUS_SIM_GATT_NOTIFY
#define LOGIN   TACTUS_SIM_GATT_LOGIN
#define BOND    TACTUS_SIM_GATT_BOND

/* What the app has no use for, and a band has all the same. */
#define ALERT_NOTIFICATION_SERVICE TACTUS_UUID_SIG ("1811")
#define FIRMWARE_SERVICE           TACTUS_UUID_HUAMI ("1530")
#define BATTERY_SERVICE            TACTUS_UUID_SIG ("180f")
#define XIAOMI_SERVICE             TACTUS_UUID_SIG ("fe95")

/* ── what several have ── */

static const TactusSimCharacteristic device_info[] = {
  { TACTUS_UUID_SERIAL, READ },
  { TACTUS_UUID_HARDWARE, READ },
  { TACTUS_UUID_SOFTWARE, READ },
  { TACTUS_UUID_SIG ("2a23"), READ },
  { TACTUS_UUID_SIG ("2a50"), READ },
  { NULL },
};

static const TactusSimCharacteristic immediate_alert[] = {
  { TACTUS_UUID_ALERT_LEVEL, COMMAND },
  { NULL },
};

static const TactusSimCharacteristic heart_rate[] = {
  { TACTUS_UUID_HEART_RATE, NOTIFY | LOGIN },
  { TACTUS_UUID_HEART_RATE_CONTROL, READ | WRITE | NOTIFY | LOGIN },
  { NULL },
};

/* ── generations B and B' ── */

static const TactusSimCharacteristic firmware[] = {
  { TACTUS_UUID_HUAMI ("1531"), WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("1532"), COMMAND | LOGIN },
  { NULL },
};

static const TactusSimCharacteristic alert_notification[] = {
  { TACTUS_UUID_NEW_ALERT, WRITE | TACTUS_SIM_GATT_LONG },
  { TACTUS_UUID_SIG ("2a44"), WRITE | NOTIFY },
  { NULL },
};

/* 18 bytes of words, and no more. */
static const TactusSimCharacteristic short_alert_notification[] = {
  { TACTUS_UUID_NEW_ALERT, WRITE },
  { TACTUS_UUID_SIG ("2a44"), WRITE | NOTIFY },
  { NULL },
};

static const TactusSimCharacteristic mi_band[] = {
  { TACTUS_UUID_RAW_CONTROL, WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_RAW_DATA, NOTIFY | LOGIN },
  { TACTUS_UUID_CONFIGURATION, WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_FETCH_CONTROL, WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_FETCH_DATA, NOTIFY | LOGIN },
  { TACTUS_UUID_BATTERY, READ | NOTIFY },
  { TACTUS_UUID_STEPS, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_USER_SETTINGS, WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_EVENTS, NOTIFY | LOGIN },
  { TACTUS_UUID_CHUNKED, COMMAND | NOTIFY | LOGIN },
  { TACTUS_UUID_CURRENT_TIME, READ | WRITE | LOGIN },
  { TACTUS_UUID_SIG ("2a04"), READ },
  { NULL },
};

static const TactusSimCharacteristic login[] = {
  { TACTUS_UUID_AUTH, WRITE | COMMAND | NOTIFY },
  { NULL },
};

static const TactusSimService with_heart_rate[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, device_info },
  { FIRMWARE_SERVICE, firmware },
  { ALERT_NOTIFICATION_SERVICE, alert_notification },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { TACTUS_UUID_HEART_RATE_SERVICE, heart_rate },
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band },
  { TACTUS_UUID_AUTH_SERVICE, login },
  { NULL },
};

static const TactusSimService with_short_alerts[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, device_info },
  { FIRMWARE_SERVICE, firmware },
  { ALERT_NOTIFICATION_SERVICE, short_alert_notification },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { TACTUS_UUID_HEART_RATE_SERVICE, heart_rate },
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band },
  { TACTUS_UUID_AUTH_SERVICE, login },
  { NULL },
};

static const TactusSimService without_heart_rate[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, device_info },
  { FIRMWARE_SERVICE, firmware },
  { ALERT_NOTIFICATION_SERVICE, short_alert_notification },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band },
  { TACTUS_UUID_AUTH_SERVICE, login },
  { NULL },
};

/* ── generation A ── */

static const TactusSimCharacteristic mi_band_1[] = {
  { TACTUS_UUID_MI1_DEVICE, READ },
  { TACTUS_UUID_SIG ("ff02"), READ },
  { TACTUS_UUID_MI1_NOTICE, READ | NOTIFY },
  { TACTUS_UUID_MI1_USER_INFO, READ | WRITE },
  { TACTUS_UUID_MI1_CONTROL, WRITE | LOGIN },
  { TACTUS_UUID_MI1_STEPS, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_MI1_ACTIVITY, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_SIG ("ff08"), COMMAND | LOGIN },
  { TACTUS_UUID_MI1_PARAMETERS, READ | WRITE },
  { TACTUS_UUID_MI1_DATE, READ | WRITE | TACTUS_SIM_GATT_LOGIN_TO_WRITE },
  { TACTUS_UUID_SIG ("ff0b"), READ | LOGIN },
  { TACTUS_UUID_MI1_BATTERY, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_SIG ("ff0d"), WRITE | LOGIN },
  { TACTUS_UUID_MI1_SENSORS, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_MI1_PAIR, READ | WRITE },
  { NULL },
};

/* Small, and of no known use: not a login service. */
static const TactusSimCharacteristic unused[] = {
  { TACTUS_UUID_SIG ("fedd"), WRITE },
  { TACTUS_UUID_SIG ("fede"), READ },
  { NULL },
};

static const TactusSimService first[] = {
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band_1 },
  { TACTUS_UUID_AUTH_SERVICE, unused },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { NULL },
};

static const TactusSimService first_with_heart_rate[] = {
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band_1 },
  { TACTUS_UUID_AUTH_SERVICE, unused },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { TACTUS_UUID_HEART_RATE_SERVICE, heart_rate },
  { NULL },
};

/* ── sensors, and bands that play one ── */

static const TactusSimCharacteristic standard_heart_rate[] = {
  { TACTUS_UUID_HEART_RATE, NOTIFY | BOND },
  { TACTUS_UUID_SIG ("2a38"), READ },
  { TACTUS_UUID_HEART_RATE_CONTROL, WRITE | BOND },
  { NULL },
};

static const TactusSimCharacteristic standard_info[] = {
  { TACTUS_UUID_SIG ("2a29"), READ },
  { TACTUS_UUID_SERIAL, READ },
  { TACTUS_UUID_HARDWARE, READ },
  { TACTUS_UUID_SOFTWARE, READ },
  { NULL },
};

static const TactusSimCharacteristic standard_battery[] = {
  { TACTUS_UUID_SIG ("2a19"), READ | NOTIFY },
  { NULL },
};

static const TactusSimService sensor[] = {
  { TACTUS_UUID_HEART_RATE_SERVICE, standard_heart_rate },
  { TACTUS_UUID_DEVICE_INFO_SERVICE, standard_info },
  { BATTERY_SERVICE, standard_battery },
  { NULL },
};

/* Commands and their answers, in a protocol that is not played here. */
static const TactusSimCharacteristic xiaomi[] = {
  { TACTUS_UUID_SIG ("0050"), READ },
  { TACTUS_UUID_SIG ("005e"), COMMAND | NOTIFY },
  { TACTUS_UUID_SIG ("005f"), COMMAND | NOTIFY },
  { NULL },
};

static const TactusSimCharacteristic zepp[] = {
  { TACTUS_UUID_HUAMI ("0016"), COMMAND },
  { TACTUS_UUID_HUAMI ("0017"), READ | NOTIFY },
  { NULL },
};

static const TactusSimService later_xiaomi[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, standard_info },
  { XIAOMI_SERVICE, xiaomi },
  { NULL },
};

static const TactusSimService later_xiaomi_sharing[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, standard_info },
  { TACTUS_UUID_HEART_RATE_SERVICE, standard_heart_rate },
  { XIAOMI_SERVICE, xiaomi },
  { NULL },
};

static const TactusSimService later_zepp[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, device_info },
  { TACTUS_UUID_MI_BAND_SERVICE, zepp },
  { NULL },
};

/* ── models ── */

/* Masks of login flags. */
#define FLAGS_00   (1 << 0)
#define FLAGS_08   (1 << 1)
#define FLAGS_BOTH (FLAGS_00 | FLAGS_08)

#define FIRST(id_, name_, samples, feature_, hardware_id_, profile_, services_)                   \
  { .id = id_, .name = name_, .family = TACTUS_SIM_FAMILY_FIRST, .public_address = TRUE,          \
    .mtu = 23, .sample_size = samples, .advert = 6, .feature = feature_,                          \
    .hardware_id = hardware_id_, .profile = profile_, .advertised = TACTUS_UUID_MI_BAND_SERVICE,  \
    .services = services_ }

#define B(id_, name_, flags, hardware_, software_, services_)                                     \
  { .id = id_, .name = name_, .auth_flags = flags, .wrong_key = 0x04, .mtu = 23,                  \
    .sample_size = 4, .advert = 24, .hardware = hardware_, .software = software_,                 \
    .advertised = TACTUS_UUID_MI_BAND_SERVICE, .services = services_ }

#define B_PRIME(id_, name_, samples, later, hardware_, software_)                                 \
  { .id = id_, .name = name_, .public_address = TRUE, .server_key = TRUE,                         \
    .auth_flags = FLAGS_00, .crypt = TRUE, .wrong_key = 0x08, .mtu = 247, .sample_size = samples, \
    .later_text = later, .advert = 24, .hardware = hardware_, .software = software_,               \
    .advertised = TACTUS_UUID_MI_BAND_SERVICE, .services = with_heart_rate }

#define C(id_, name_)                                                                             \
  { .id = id_, .name = name_, .family = TACTUS_SIM_FAMILY_LATER, .public_address = TRUE,          \
    .mtu = 247, .advert = 24, .hardware = "V0.138.17.9", .software = "V2.0.0.2",                  \
    .advertised = TACTUS_UUID_MI_BAND_SERVICE, .services = later_zepp }

#define D(id_, name_)                                                                             \
  { .id = id_, .name = name_, .family = TACTUS_SIM_FAMILY_LATER, .public_address = TRUE,          \
    .mtu = 247, .hardware = "V1", .software = "1.3.206", .advertised = XIAOMI_SERVICE,            \
    .services = later_xiaomi, .sharing = later_xiaomi_sharing }

static const TactusSimModel models[] = {
  FIRST ("mi-band-1", "MI", 3, 0x00, 0x02, 0x01000600, first),
  FIRST ("mi-band-1a", "MI1A", 3, 0x05, 0xd0, 0x02000600, first),
  FIRST ("mi-band-1s", "MI1S", 4, 0x04, 0x04, 0x02000600, first_with_heart_rate),

  B ("mi-band-2", "MI Band 2", FLAGS_BOTH, "V0.1.3.3", "V1.0.1.81", with_short_alerts),
  B ("mi-band-hrx", "Mi Band HRX", FLAGS_08, "V0.1.3.3", "V1.0.3.27", without_heart_rate),
  B ("mi-band-2i", "Mi Band 2i", FLAGS_08, "V0.1.3.3", "V1.0.3.27", without_heart_rate),
  B ("mi-band-3", "Mi Band 3", FLAGS_BOTH, "V0.18.3.10", "V2.4.0.32", with_heart_rate),
  B ("amazfit-bip", "Amazfit Bip Watch", FLAGS_08, "V0.8.20.6", "V1.1.6.36", with_heart_rate),
  B ("amazfit-cor", "Amazfit Cor", FLAGS_08, "V0.9.17.3", "V1.2.7.86", with_heart_rate),
  B ("amazfit-cor-2", "Amazfit Cor 2", FLAGS_08, "V0.19.17.2", "V1.2.7.20", with_heart_rate),

  B_PRIME ("mi-band-4", "Mi Smart Band 4", 4, TRUE, "V0.25.17.5", "V1.0.9.60"),
  B_PRIME ("mi-band-5", "Mi Smart Band 5", 8, TRUE, "V0.44.17.2", "V1.0.2.66"),
  B_PRIME ("mi-band-6", "Mi Smart Band 6", 8, TRUE, "V0.82.19.6", "V1.0.1.32"),
  B_PRIME ("amazfit-band-5", "Amazfit Band 5", 8, TRUE, "V0.44.19.3", "V1.0.2.46"),
  B_PRIME ("amazfit-bip-lite", "Amazfit Bip Lite", 4, TRUE, "V0.42.20.3", "V1.1.6.06"),
  B_PRIME ("amazfit-bip-s", "Amazfit Bip S", 8, TRUE, "V0.29.17.5", "V2.1.1.36"),
  B_PRIME ("amazfit-bip-u", "Amazfit Bip U", 8, TRUE, "V0.61.17.2", "V1.0.2.19"),
  B_PRIME ("amazfit-gts", "Amazfit GTS", 8, TRUE, "V0.30.17.4", "V0.1.1.16"),
  B_PRIME ("amazfit-neo", "Amazfit Neo", 8, FALSE, "V0.38.17.7", "V1.0.0.31"),

  C ("smart-band-7", "Xiaomi Smart Band 7"),
  C ("amazfit-band-7", "Amazfit Band 7"),

  D ("smart-band-7-pro", "Xiaomi Smart Band 7 Pro *"),
  D ("smart-band-8", "Xiaomi Smart Band 8 *"),
  D ("smart-band-8-active", "Xiaomi Smart Band 8 Active *"),
  D ("smart-band-8-pro", "Xiaomi Smart Band 8 Pro *"),
  D ("smart-band-9", "Xiaomi Smart Band 9 *"),
  D ("smart-band-9-active", "Xiaomi Smart Band 9 Active *"),
  D ("smart-band-9-pro", "Xiaomi Smart Band 9 Pro *"),
  D ("smart-band-10", "Xiaomi Smart Band 10 *"),
  D ("smart-band-11", "Xiaomi Smart Band 11 *"),
  D ("redmi-smart-band-2", "Redmi Smart Band 2 *"),
  D ("redmi-band-pro", "Redmi Band Pro *"),

  { .id = "heart-rate-sensor", .name = "Chest Strap", .family = TACTUS_SIM_FAMILY_SENSOR,
    .mtu = 65, .hardware = "H1", .software = "1.0.4",
    .advertised = TACTUS_UUID_HEART_RATE_SERVICE, .services = sensor },
};

const TactusSimModel *
tactus_sim_model_get_nth (guint index)
{
  return index < G_N_ELEMENTS (models) ? &models[index] : NULL;
}

const TactusSimModel *
tactus_sim_model_for_id (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, id))
      return &models[i];

  return NULL;
}

const TactusSimCharacteristic *
tactus_sim_services_find (const TactusSimService *services,
                          const char             *uuid)
{
  for (const TactusSimService *service = services; service->uuid; service++)
    for (const TactusSimCharacteristic *row = service->characteristics; row->uuid; row++)
      if (g_str_equal (row->uuid, uuid))
        return row;

  return NULL;
}

const TactusSimCharacteristic *
tactus_sim_model_find (const TactusSimModel *self,
                       const char           *uuid)
{
  return tactus_sim_services_find (self->services, uuid);
}

GVariant *
tactus_sim_gatt_flags_to_variant (TactusSimGattFlags flags,
                                  gboolean           bond)
{
  static const struct {
    TactusSimGattFlags  flag;
    const char         *word;
    const char         *encrypted; /* (nullable) */
  } words[] = {
    { READ, "read", "encrypt-read" },
    { COMMAND, "write-without-response", NULL },
    { WRITE, "write", "encrypt-write" },
    { NOTIFY, "notify", "encrypt-notify" },
  };
  gboolean encrypts = bond && (flags & BOND);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (flags & words[i].flag)
      g_variant_builder_add (&builder, "s", encrypts && words[i].encrypted ? words[i].encrypted
                                                                           : words[i].word);

  return g_variant_builder_end (&builder);
}
