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

/* What the app has no use for, and a band has all the same. */
#define ALERT_NOTIFICATION_SERVICE TACTUS_UUID_SIG ("1811")
#define FIRMWARE_SERVICE           TACTUS_UUID_HUAMI ("1530")

static const TactusSimCharacteristic device_info[] = {
  { TACTUS_UUID_SERIAL, READ },
  { TACTUS_UUID_HARDWARE, READ },
  { TACTUS_UUID_SOFTWARE, READ },
  { TACTUS_UUID_SIG ("2a23"), READ },
  { TACTUS_UUID_SIG ("2a50"), READ },
  { NULL },
};

static const TactusSimCharacteristic firmware[] = {
  { TACTUS_UUID_HUAMI ("1531"), WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("1532"), COMMAND | LOGIN },
  { NULL },
};

static const TactusSimCharacteristic alert_notification[] = {
  { TACTUS_UUID_SIG ("2a46"), WRITE },
  { TACTUS_UUID_SIG ("2a44"), WRITE | NOTIFY },
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

static const TactusSimCharacteristic mi_band[] = {
  { TACTUS_UUID_HUAMI ("0001"), WRITE | LOGIN },
  { TACTUS_UUID_HUAMI ("0002"), NOTIFY | LOGIN },
  { TACTUS_UUID_CONFIGURATION, WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("0004"), WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("0005"), NOTIFY | LOGIN },
  { TACTUS_UUID_BATTERY, READ | NOTIFY },
  { TACTUS_UUID_STEPS, READ | NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("0008"), WRITE | NOTIFY | LOGIN },
  { TACTUS_UUID_EVENTS, NOTIFY | LOGIN },
  { TACTUS_UUID_HUAMI ("0020"), COMMAND | NOTIFY | LOGIN },
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

static const TactusSimService without_heart_rate[] = {
  { TACTUS_UUID_DEVICE_INFO_SERVICE, device_info },
  { FIRMWARE_SERVICE, firmware },
  { ALERT_NOTIFICATION_SERVICE, alert_notification },
  { TACTUS_UUID_ALERT_SERVICE, immediate_alert },
  { TACTUS_UUID_MI_BAND_SERVICE, mi_band },
  { TACTUS_UUID_AUTH_SERVICE, login },
  { NULL },
};

/* Masks of login flags. */
#define FLAGS_00   (1 << 0)
#define FLAGS_08   (1 << 1)
#define FLAGS_BOTH (FLAGS_00 | FLAGS_08)

static const TactusSimModel models[] = {
  { "mi-band-2", "MI Band 2", FALSE, FALSE, FLAGS_BOTH, FALSE, 0x04, 23,
    "V0.1.3.3", "V1.0.1.81", with_heart_rate },
  { "mi-band-hrx", "Mi Band HRX", FALSE, FALSE, FLAGS_08, FALSE, 0x04, 23,
    "V0.1.3.3", "V1.0.3.27", without_heart_rate },
  { "mi-band-3", "Mi Band 3", FALSE, FALSE, FLAGS_BOTH, FALSE, 0x04, 23,
    "V0.18.3.10", "V2.4.0.32", with_heart_rate },
  { "mi-band-4", "Mi Smart Band 4", TRUE, TRUE, FLAGS_00, TRUE, 0x08, 247,
    "V0.25.17.5", "V1.0.9.60", with_heart_rate },
  { "mi-band-5", "Mi Smart Band 5", TRUE, TRUE, FLAGS_00, TRUE, 0x08, 247,
    "V0.44.17.2", "V1.0.2.66", with_heart_rate },
  { "mi-band-6", "Mi Smart Band 6", TRUE, TRUE, FLAGS_00, TRUE, 0x08, 247,
    "V0.82.19.6", "V1.0.1.32", with_heart_rate },
  { "amazfit-bip", "Amazfit Bip Watch", FALSE, FALSE, FLAGS_08, FALSE, 0x04, 23,
    "V0.8.20.6", "V1.1.6.36", with_heart_rate },
  { "amazfit-cor", "Amazfit Cor", FALSE, FALSE, FLAGS_08, FALSE, 0x04, 23,
    "V0.9.17.3", "V1.2.7.86", with_heart_rate },
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
tactus_sim_model_find (const TactusSimModel *self,
                       const char           *uuid)
{
  for (const TactusSimService *service = self->services; service->uuid; service++)
    for (const TactusSimCharacteristic *row = service->characteristics; row->uuid; row++)
      if (g_str_equal (row->uuid, uuid))
        return row;

  return NULL;
}

GVariant *
tactus_sim_gatt_flags_to_variant (TactusSimGattFlags flags)
{
  static const struct {
    TactusSimGattFlags  flag;
    const char         *word;
  } words[] = {
    { READ, "read" },
    { COMMAND, "write-without-response" },
    { WRITE, "write" },
    { NOTIFY, "notify" },
  };
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (flags & words[i].flag)
      g_variant_builder_add (&builder, "s", words[i].word);

  return g_variant_builder_end (&builder);
}
