/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-model.h"

#include <string.h>

static void
test_names (void)
{
  const struct {
    const char *name;
    const char *id;
  } cases[] = {
    { "MI", "mi-band-1" },
    { "MI1A", "mi-band-1a" },
    { "mi1s", "mi-band-1s" },
    { "MI Band 2", "mi-band-2" },
    { "Mi Band 2i", "mi-band-2i" },
    { "mi band hrx", "mi-band-hrx" },
    { "Mi Band 3", "mi-band-3" },
    { "Mi Band 3 NFC", "mi-band-3" },
    { "Xiaomi Band 3", "mi-band-3" },
    { "Mi Smart Band 4", "mi-band-4" },
    { "Mi Smart Band 5", "mi-band-5" },
    { "  Mi Smart Band 6 ", "mi-band-6" },
    { "Amazfit Band", "amazfit-cor" },
    { "Amazfit Band 2", "amazfit-cor-2" },
    { "Amazfit Band 5", "amazfit-band-5" },
    { "Amazfit Band 7", "amazfit-band-7" },
    { "Amazfit Bip Watch", "amazfit-bip" },
    { "Amazfit Bip S", "amazfit-bip-s" },
    { "Xiaomi Smart Band 7", "smart-band-7" },
    { "Xiaomi Smart Band 7_1A2B", "smart-band-7" },
    { "Xiaomi Smart Band 71A2B", "smart-band-7" },
    { "Xiaomi Smart Band 7 Pro", "smart-band-7-pro" },
    { "Xiaomi Smart Band 7 Pro 1A2B", "smart-band-7-pro" },
    { "Xiaomi Smart Band 7 Pro-1A2B5", "smart-band-7-pro" },
    { "Xiaomi Smart Band 8 XYZ9", "smart-band-8" },
    { "Xiaomi Smart Band 8 Pro 1A2B", "smart-band-8-pro" },
    { "Xiaomi Band 8 Active 1A2B", "smart-band-8-active" },
    { "Xiaomi Smart Band 9 Active anything", "smart-band-9-active" },
    { "Xiaomi Smart Band 10 1A2B", "smart-band-10" },
    { "Redmi Band Pro 1A2B", "redmi-band-pro" },

    { NULL, NULL },
    { "", NULL },
    { "M", NULL },
    { "Mi Band", NULL },
    { "Mi Band 22", NULL },
    { "Mi Smart Band 4C", NULL },
    { "Xiaomi Smart Band 7 1A2", NULL },
    { "Xiaomi Smart Band 8 1A2B3", NULL },
    { "Xiaomi Smart Band 8_1A2B", NULL },
    { "Xiaomi Smart Band 12 1A2B", NULL },
    { "The Mi Band 2", NULL },
    { "Polar H10", NULL },
    { "\xff\xfe", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_name (cases[i].name);

      g_assert_cmpstr (model ? model->id : NULL, ==, cases[i].id);
    }
}

static void
test_flags (void)
{
  const struct {
    const char       *id;
    TactusGeneration  generation;
    TactusKeySource   source;
    guint8            auth_flags;
    guint8            crypt_flags;
    gboolean          can_pair;
  } cases[] = {
    { "mi-band-1s", TACTUS_GENERATION_A, TACTUS_KEY_SOURCE_NONE, 0x00, 0x00, TRUE },
    { "heart-rate-sensor", TACTUS_GENERATION_STANDARD, TACTUS_KEY_SOURCE_NONE, 0x00, 0x00, TRUE },
    { "mi-band-2", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-hrx", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-3", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x00, 0x00, TRUE },
    { "amazfit-bip", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-4", TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80, TRUE },
    { "mi-band-6", TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80, TRUE },
    { "smart-band-7", TACTUS_GENERATION_C, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, FALSE },
    { "smart-band-9", TACTUS_GENERATION_D, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_id (cases[i].id);

      g_assert_nonnull (model);
      g_assert_cmpint (model->generation, ==, cases[i].generation);
      g_assert_cmpint (model->key_source, ==, cases[i].source);
      g_assert_cmphex (model->auth_flags, ==, cases[i].auth_flags);
      g_assert_cmphex (model->crypt_flags, ==, cases[i].crypt_flags);
      g_assert_cmpint (tactus_model_can_pair (model), ==, cases[i].can_pair);
    }

  g_assert_null (tactus_model_for_id ("mi-band-99"));
  g_assert_null (tactus_model_for_id (NULL));
}

#define HEART_SETTINGS \
  (1u << TACTUS_SETTING_HEART_RATE_INTERVAL | 1u << TACTUS_SETTING_SLEEP_HEART_RATE)

/* The band that lost its sensor keeps everything else. */
static void
test_sensorless (void)
{
  const TactusModel *whole = tactus_model_for_id ("mi-band-2");
  const char *ids[] = { "mi-band-hrx", "mi-band-2i" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const TactusModel *model = tactus_model_for_id (ids[i]);

      g_assert_cmphex (model->abilities, ==, whole->abilities & ~TACTUS_ABILITY_HEART_RATE);
      g_assert_cmphex (model->settings, ==, whole->settings & ~HEART_SETTINGS);
      g_assert_cmpint (model->text_style, ==, whole->text_style);
      g_assert_cmpuint (model->sample_size, ==, whole->sample_size);
    }
}

static void
test_abilities (void)
{
  const TactusAbilities first = TACTUS_ABILITY_BATTERY | TACTUS_ABILITY_STEPS | TACTUS_ABILITY_TIME
                                | TACTUS_ABILITY_ALERT | TACTUS_ABILITY_ALARMS
                                | TACTUS_ABILITY_ACTIVITY | TACTUS_ABILITY_EVENTS;
  const TactusAbilities all = first | TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_TEXT_ALERT
                              | TACTUS_ABILITY_RAW;
  const struct {
    const char          *id;
    TactusAbilities      abilities;
    TactusTextStyle      text_style;
    guint                text_limit;
    guint                sample_size;
    TactusLanguageStyle  language_style;
  } cases[] = {
    { "mi-band-1", first, TACTUS_TEXT_NONE, 0, 3, 0 },
    { "mi-band-1a", first, TACTUS_TEXT_NONE, 0, 3, 0 },
    { "mi-band-1s", first | TACTUS_ABILITY_HEART_RATE, TACTUS_TEXT_NONE, 0, 4, 0 },
    { "mi-band-2", all, TACTUS_TEXT_SHORT, 72, 4, TACTUS_LANGUAGE_TEXT },
    { "mi-band-3", all, TACTUS_TEXT_CHUNKED, 230, 4, TACTUS_LANGUAGE_TEXT },
    { "amazfit-bip", all, TACTUS_TEXT_LONG, 230, 4, TACTUS_LANGUAGE_TEXT_AND_OLD_ID },
    { "amazfit-cor", all, TACTUS_TEXT_LONG, 230, 4, TACTUS_LANGUAGE_TEXT_AND_OLD_ID },
    { "amazfit-cor-2", all, TACTUS_TEXT_LONG, 230, 4, TACTUS_LANGUAGE_TEXT },
    { "mi-band-4", all, TACTUS_TEXT_CHUNKED_LATER, 230, 4, TACTUS_LANGUAGE_TEXT },
    { "mi-band-5", all, TACTUS_TEXT_CHUNKED_LATER, 230, 8, TACTUS_LANGUAGE_TEXT },
    { "mi-band-6", all, TACTUS_TEXT_CHUNKED_LATER, 230, 8, TACTUS_LANGUAGE_TEXT },
    { "amazfit-band-5", all, TACTUS_TEXT_CHUNKED_LATER, 230, 8, TACTUS_LANGUAGE_TEXT },
    { "amazfit-bip-lite", all, TACTUS_TEXT_LONG, 230, 4, TACTUS_LANGUAGE_TEXT },
    { "amazfit-bip-s", all, TACTUS_TEXT_CHUNKED_LATER, 512, 8, TACTUS_LANGUAGE_TEXT },
    { "amazfit-bip-u", all, TACTUS_TEXT_CHUNKED_LATER, 512, 8, TACTUS_LANGUAGE_ID },
    { "amazfit-gts", all, TACTUS_TEXT_CHUNKED_LATER, 230, 8, TACTUS_LANGUAGE_TEXT },
    { "amazfit-neo", all, TACTUS_TEXT_CHUNKED, 230, 8, TACTUS_LANGUAGE_TEXT },
    { "heart-rate-sensor", TACTUS_ABILITY_HEART_RATE | TACTUS_ABILITY_BATTERY, TACTUS_TEXT_NONE, 0,
      0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_id (cases[i].id);

      g_test_message ("%s", cases[i].id);
      g_assert_cmphex (model->abilities, ==, cases[i].abilities);
      g_assert_cmpint (model->text_style, ==, cases[i].text_style);
      g_assert_cmpuint (model->text_limit, ==, cases[i].text_limit);
      g_assert_cmpuint (model->sample_size, ==, cases[i].sample_size);
      g_assert_cmpint (model->language_style, ==, cases[i].language_style);
    }
}

static void
test_settings (void)
{
  const struct {
    const char      *id;
    TactusSettingId  setting;
    gboolean         has;
  } cases[] = {
    { "mi-band-1", TACTUS_SETTING_PROFILE, TRUE },
    { "mi-band-1", TACTUS_SETTING_GOAL, TRUE },
    { "mi-band-1", TACTUS_SETTING_WEAR_SIDE, TRUE },
    { "mi-band-1", TACTUS_SETTING_SLEEP_HEART_RATE, FALSE },
    { "mi-band-1", TACTUS_SETTING_LANGUAGE, FALSE },
    { "mi-band-1s", TACTUS_SETTING_SLEEP_HEART_RATE, TRUE },
    { "mi-band-1s", TACTUS_SETTING_HEART_RATE_INTERVAL, FALSE },
    { "mi-band-2", TACTUS_SETTING_CLOCK_FACE, TRUE },
    { "mi-band-2", TACTUS_SETTING_ROTATE_TO_SWITCH, TRUE },
    { "mi-band-2", TACTUS_SETTING_SHARE_HEART_RATE, FALSE },
    { "mi-band-3", TACTUS_SETTING_CLOCK_FACE, FALSE },
    { "mi-band-3", TACTUS_SETTING_DATE_FORMAT, TRUE },
    { "mi-band-3", TACTUS_SETTING_HEART_RATE_INTERVAL, TRUE },
    { "mi-band-4", TACTUS_SETTING_SHARE_HEART_RATE, TRUE },
    { "amazfit-bip", TACTUS_SETTING_DISCONNECT_ALERT, TRUE },
    { "amazfit-neo", TACTUS_SETTING_INACTIVITY_ALERT, TRUE },
    { "smart-band-7", TACTUS_SETTING_GOAL, FALSE },
    { "heart-rate-sensor", TACTUS_SETTING_PROFILE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %u", cases[i].id, cases[i].setting);
      g_assert_cmpint (tactus_model_has_setting (tactus_model_for_id (cases[i].id),
                                                 cases[i].setting), ==, cases[i].has);
    }
}

/* A device by all that is known of it before there is a link. */
static void
test_devices (void)
{
  const char *first = "88:0F:10:12:34:56";
  const char *later = "c8:0f:10:12:34:56";
  const char *other = "AA:BB:CC:DD:EE:FF";
  const struct {
    const char *name;
    const char *address;
    gboolean    band;
    gboolean    login;
    gboolean    heart;
    const char *id;
  } cases[] = {
    { "Mi Band 3", other, TRUE, TRUE, TRUE, "mi-band-3" },
    { "Mi Band 3", other, FALSE, FALSE, FALSE, "mi-band-3" },
    { "MI Band 2", first, TRUE, FALSE, FALSE, "mi-band-2" },
    { "MI", other, TRUE, FALSE, FALSE, "mi-band-1" },
    { "MI", later, TRUE, FALSE, FALSE, "mi-band-1s" },
    { "MI1A", first, TRUE, FALSE, FALSE, "mi-band-1a" },
    { "MI1A", later, TRUE, FALSE, FALSE, "mi-band-1a" },
    { "MI1S", other, TRUE, FALSE, TRUE, "mi-band-1s" },
    { NULL, first, FALSE, FALSE, FALSE, "mi-band-1" },
    { NULL, later, FALSE, FALSE, TRUE, "mi-band-1s" },
    { "A pet name", other, TRUE, FALSE, FALSE, "mi-band-1" },
    { "A pet name", other, TRUE, TRUE, FALSE, NULL },
    { NULL, other, TRUE, FALSE, TRUE, "heart-rate-sensor" },
    { NULL, other, FALSE, FALSE, FALSE, NULL },
    { NULL, NULL, FALSE, FALSE, FALSE, NULL },
    { NULL, "", FALSE, TRUE, FALSE, NULL },
    { "Polar H10 1A2B3C4D", other, FALSE, FALSE, TRUE, "heart-rate-sensor" },
    { "Polar H10 1A2B3C4D", later, FALSE, FALSE, TRUE, "heart-rate-sensor" },
    { "Polar H10 1A2B3C4D", other, FALSE, FALSE, FALSE, NULL },
    { "Xiaomi Smart Band 9 1A2B", other, FALSE, FALSE, TRUE, "heart-rate-sensor" },
    { "Xiaomi Smart Band 9 1A2B", other, FALSE, FALSE, FALSE, "smart-band-9" },
    { "Xiaomi Smart Band 7", other, TRUE, TRUE, FALSE, "smart-band-7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_device (cases[i].name, cases[i].address,
                                                          cases[i].band, cases[i].login,
                                                          cases[i].heart);

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, cases[i].name ? cases[i].name : "(no name)");
      g_assert_cmpstr (model ? model->id : NULL, ==, cases[i].id);
    }
}

/* Every row can be found again by its id, which is unique, and has what its generation needs. */
static void
test_table (void)
{
  const TactusModel *model;
  guint n = 0;

  while ((model = tactus_model_get_nth (n++)))
    {
      g_assert_true (tactus_model_for_id (model->id) == model);
      g_assert_nonnull (tactus_generation_to_text (model->generation));
      g_assert_true (strlen (model->name) > 0);
      g_assert_cmphex (model->auth_flags & ~0x08, ==, 0);
      g_assert_cmphex (model->crypt_flags & ~0x80, ==, 0);
      if (tactus_model_can_pair (model))
        g_assert_true (model->abilities & TACTUS_ABILITY_BATTERY);
      g_assert_cmpint ((model->abilities & TACTUS_ABILITY_TEXT_ALERT) != 0, ==,
                       model->text_style != TACTUS_TEXT_NONE);
      g_assert_cmpint (model->text_limit > 0, ==, model->text_style != TACTUS_TEXT_NONE);
      g_assert_cmpint ((model->abilities & TACTUS_ABILITY_ACTIVITY) != 0, ==,
                       model->sample_size > 0);
      g_assert_cmphex (model->settings >> TACTUS_N_SETTINGS, ==, 0);
      if (!(model->abilities & TACTUS_ABILITY_HEART_RATE))
        g_assert_cmphex (model->settings & HEART_SETTINGS, ==, 0);
      g_assert_cmpint (model->key_source == TACTUS_KEY_SOURCE_NONE, ==,
                       (model->generation == TACTUS_GENERATION_A ||
                        model->generation == TACTUS_GENERATION_STANDARD));
    }

  g_assert_cmpuint (n, >, 30);
  g_assert_null (tactus_model_get_nth (G_MAXUINT));
}

static void
test_generation_text (void)
{
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_A), ==, "A");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_B), ==, "B");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_B_PRIME), ==, "B'");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_C), ==, "C");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_D), ==, "D");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_STANDARD), ==, "standard");
  g_assert_null (tactus_generation_to_text (TACTUS_GENERATION_UNKNOWN));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/names", test_names);
  g_test_add_func ("/model/flags", test_flags);
  g_test_add_func ("/model/table", test_table);
  g_test_add_func ("/model/abilities", test_abilities);
  g_test_add_func ("/model/sensorless", test_sensorless);
  g_test_add_func ("/model/settings", test_settings);
  g_test_add_func ("/model/devices", test_devices);
  g_test_add_func ("/model/generation-text", test_generation_text);

  return g_test_run ();
}
