/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-setting.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-writes.h"

static void
test_frames (void)
{
  const struct {
    const char *model;
    const char *setting;
    const char *value;
    const char *writes;
  } cases[] = {
    { "mi-band-2", "profile", "born=1984-05-17,sex=female,height=172,weight=64.5",
      "0008:4f0000c007051101ac00643200000000?" },
    { "mi-band-1", "profile", "born=1984-05-17,sex=female,height=172,weight=64.5", "" },

    { "mi-band-2", "goal", "8000", "0008:100000401f0000?" },
    { "mi-band-5", "goal", "65535", "0008:100000ffff0000?" },
    { "mi-band-1a", "goal", "8000", "ff05:0500401f" },
    { "mi-band-3", "goal-alert", "on", "0003:06060001?" },
    { "mi-band-3", "goal-alert", "off", "0003:06060000?" },

    { "mi-band-2", "wear-side", "left", "0008:20000002?" },
    { "mi-band-2", "wear-side", "right", "0008:20000082?" },
    { "mi-band-1s", "wear-side", "left", "ff05:0f00" },
    { "mi-band-1s", "wear-side", "right", "ff05:0f01" },

    { "mi-band-2", "language", "en_US", "0003:061700656e5f5553?" },
    { "mi-band-5", "language", "sv_SE", "0003:06170073765f5345?" },
    { "amazfit-bip", "language", "es_ES", "0003:06130003? 0003:06170065735f4553?" },
    { "amazfit-bip", "language", "zh_CN", "0003:06130000? 0003:0617007a685f434e?" },
    { "amazfit-cor", "language", "de_DE", "0003:06170064655f4445?" },
    { "amazfit-bip-u", "language", "de_DE", "0003:063b000703?" },
    { "amazfit-bip-u", "language", "zh_CN", "0003:063b000003?" },
    { "amazfit-bip-u", "language", "el_GR", "0003:063b001703?" },

    { "mi-band-2", "time-format", "12h", "0003:06020000?" },
    { "mi-band-2", "time-format", "24h", "0003:06020001?" },
    { "mi-band-4", "date-format", "dd/MM/yyyy", "0003:061e0064642f4d4d2f79797979?" },
    { "mi-band-2", "clock-face", "time", "0003:060a0000?" },
    { "mi-band-2", "clock-face", "date-time", "0003:060a0003?" },
    { "mi-band-2", "units", "metric", "0003:06030000?" },
    { "mi-band-2", "units", "imperial", "0003:06030001?" },

    { "mi-band-2", "lift-display", "off", "0003:06050000?" },
    { "mi-band-2", "lift-display", "on", "0003:0605000100000000?" },
    { "mi-band-2", "lift-display", "08:30-22:15", "0003:06050001081e160f?" },
    { "mi-band-2", "rotate-to-switch", "on", "0003:060d0001?" },

    { "mi-band-2", "heart-rate-interval", "10", "2a39:140a" },
    { "mi-band-2", "heart-rate-interval", "0", "2a39:1400" },
    { "mi-band-4", "heart-rate-interval", "120", "2a39:1478?" },
    { "mi-band-2", "sleep-heart-rate", "on", "2a39:150001" },
    { "mi-band-5", "sleep-heart-rate", "off", "2a39:150000?" },
    { "mi-band-1s", "sleep-heart-rate", "on", "2a39:150001" },
    { "mi-band-4", "share-heart-rate", "on", "0003:061f0001?" },
    { "mi-band-2", "visible", "on", "0003:06010001?" },
    { "mi-band-2", "visible", "off", "0003:06010000?" },

    { "mi-band-2", "do-not-disturb", "off", "0003:0982?" },
    { "mi-band-2", "do-not-disturb", "automatic", "0003:0983?" },
    { "mi-band-2", "do-not-disturb", "automatic,lift", "0003:0903?" },
    { "mi-band-2", "do-not-disturb", "22:00-07:30", "0003:09811600071e?" },
    { "mi-band-2", "do-not-disturb", "22:00-07:30,lift", "0003:09011600071e?" },
    { "mi-band-2", "do-not-disturb", "00:00-23:59", "0003:09810000173b?" },

    { "mi-band-2", "inactivity-alert", "60", "0003:08013c000400150000000000?" },
    { "mi-band-2", "inactivity-alert", "240", "0003:0801f0000400150000000000?" },
    { "mi-band-2", "inactivity-alert", "0", "0003:08003c000400150000000000?" },
    { "mi-band-2", "disconnect-alert", "on", "0003:060c000100000000?" },
    { "mi-band-2", "disconnect-alert", "off", "0003:060c000000000000?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusSetting *setting = tactus_setting_for_name (cases[i].setting);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = NULL;

      g_test_message ("%s %s=%s", cases[i].model, cases[i].setting, cases[i].value);
      g_assert_nonnull (setting);
      writes = tactus_setting_encode (setting, tactus_model_for_id (cases[i].model), cases[i].value,
                                      &error);
      g_assert_no_error (error);
      test_assert_writes (writes, cases[i].writes);
    }
}

static void
test_refused (void)
{
  g_autofree char *endless = g_strnfill (100000, '1');
  const struct {
    const char *setting;
    const char *value;
    const char *hint;
  } cases[] = {
    { "profile", "born=yesterday", "born" },
    { "goal", "", "1 to 65535 (steps)" },
    { "goal", "0", "1 to 65535" },
    { "goal", "65536", "1 to 65535" },
    { "goal", "-1", "1 to 65535" },
    { "goal", "8000.5", "1 to 65535" },
    { "goal", " 8000", "1 to 65535" },
    { "goal", endless, "1 to 65535" },
    { "goal-alert", "yes", "on or off" },
    { "wear-side", "both", "left, right" },
    { "language", "", "en_US" },
    { "language", "english", "en_US" },
    { "language", "EN_us", "en_US" },
    { "language", "en-US", "en_US" },
    { "language", endless, "en_US" },
    { "time-format", "24", "12h, 24h" },
    { "clock-face", "analogue", "time, date-time" },
    { "units", "furlongs", "metric, imperial" },
    { "lift-display", "always", "off, on, or" },
    { "lift-display", "08:00-08:00", "different" },
    { "lift-display", "24:00-08:00", "22:00-07:00" },
    { "lift-display", "08:60-09:00", "22:00-07:00" },
    { "lift-display", "8:00-09:00", "22:00-07:00" },
    { "lift-display", "08:00 09:00", "22:00-07:00" },
    { "lift-display", "08:00-09:00x", "22:00-07:00" },
    { "heart-rate-interval", "121", "0 to 120 (min)" },
    { "heart-rate-interval", "1a", "0 to 120 (min)" },
    { "do-not-disturb", "on", "off, automatic, or" },
    { "do-not-disturb", "off,lift", "off, automatic, or" },
    { "do-not-disturb", ",lift", "off, automatic, or" },
    { "do-not-disturb", "22:00-22:00", "different" },
    { "inactivity-alert", "241", "0 to 240 (min)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusSetting *setting = tactus_setting_for_name (cases[i].setting);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = NULL;

      writes = tactus_setting_encode (setting, tactus_model_for_id ("mi-band-2"), cases[i].value,
                                      &error);
      g_assert_null (writes);
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].hint));
    }
}

/* The numbers that newer bands have for languages, and older ones for the first four. */
static void
test_language_ids (void)
{
  static const char * const codes[] = {
    "zh_CN", "zh_TW", "en_US", "es_ES", "ru_RU", "ko_KR", "fr_FR", "de_DE", "id_ID", "pl_PL",
    "it_IT", "ja_JP", "th_TH", NULL, "vi_VN", "pt_PT", "nl_NL", "tr_TR", "uk_UA", NULL, "pt_BR",
    NULL, "cs_CZ", "el_GR",
  };
  const TactusSetting *language = tactus_setting_get (TACTUS_SETTING_LANGUAGE);

  for (guint id = 0; id < G_N_ELEMENTS (codes); id++)
    {
      g_autofree char *number = g_strdup_printf ("0003:063b00%02x03?", id);
      g_autoptr(GPtrArray) by_number = NULL;
      g_autoptr(GPtrArray) by_text = NULL;

      if (!codes[id])
        continue;

      by_number = tactus_setting_encode (language, tactus_model_for_id ("amazfit-bip-u"), codes[id],
                                         NULL);
      by_text = tactus_setting_encode (language, tactus_model_for_id ("amazfit-bip"), codes[id],
                                       NULL);
      test_assert_writes (by_number, number);
      g_assert_cmpuint (by_text->len, ==, id < 4 ? 2 : 1);
    }
}

/* One that knows languages by number alone cannot be given another, nor is said to take it. */
static void
test_unknown_language (void)
{
  const char *codes[] = { "sv_SE", "ar_SA", "he_IL", "ro_RO" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_setting_encode (tactus_setting_get (TACTUS_SETTING_LANGUAGE),
                                            tactus_model_for_id ("amazfit-bip-u"), codes[i],
                                            &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_assert_null (strstr (error->message, codes[i]));
      g_assert_nonnull (strstr (error->message, "en_US"));
    }
}

/* What is said to be taken is what can be encoded. */
static void
test_takes (void)
{
  const struct {
    const char *model;
    const char *setting;
    const char *value;
    gboolean    taken;
  } cases[] = {
    { "mi-band-2", "language", "he_IL", TRUE },
    { "mi-band-2", "language", "sv_SE", TRUE },
    { "mi-band-2", "language", "swedish", FALSE },
    { "amazfit-bip-u", "language", "de_DE", TRUE },
    { "amazfit-bip-u", "language", "he_IL", FALSE },
    { "amazfit-bip-u", "language", "sv_SE", FALSE },
    { "mi-band-1s", "language", "de_DE", FALSE },
    { "mi-band-1s", "wear-side", "left", TRUE },
    { "mi-band-1s", "wear-side", "both", FALSE },
    { "mi-band-2", "time-format", "24h", TRUE },
    { "mi-band-2", "heart-rate-interval", "121", FALSE },
    { "mi-band-2", "do-not-disturb", "automatic", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s=%s", cases[i].model, cases[i].setting, cases[i].value);
      g_assert_cmpint (tactus_setting_takes (tactus_setting_for_name (cases[i].setting),
                                             tactus_model_for_id (cases[i].model), cases[i].value),
                       ==, cases[i].taken);
    }
}

static const char *
value_for (const TactusSetting *setting)
{
  switch (setting->kind)
    {
    case TACTUS_SETTING_KIND_CHOICE:
      return setting->choices[0];
    case TACTUS_SETTING_KIND_NUMBER:
      return "1";
    case TACTUS_SETTING_KIND_PROFILE:
      return "born=1984-05-17,sex=female,height=172,weight=64.5";
    case TACTUS_SETTING_KIND_SPAN:
    case TACTUS_SETTING_KIND_SWITCH:
    default:
      return "off";
    }
}

/* Every model takes every setting that its row of the table names, and refuses all others. */
static void
test_every_model (void)
{
  const TactusModel *model;

  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    for (guint id = 0; id < TACTUS_N_SETTINGS; id++)
      {
        const TactusSetting *setting = tactus_setting_get ((TactusSettingId) id);
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, value_for (setting),
                                                             &error);

        if (tactus_model_has_setting (model, (TactusSettingId) id))
          {
            g_assert_no_error (error);
            g_assert_nonnull (writes);
            continue;
          }

        g_assert_null (writes);
        g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
        g_assert_nonnull (strstr (error->message, model->name));
        g_assert_nonnull (strstr (error->message, setting->name));
      }
}

static void
test_table (void)
{
  for (guint id = 0; id < TACTUS_N_SETTINGS; id++)
    {
      const TactusSetting *setting = tactus_setting_get ((TactusSettingId) id);
      gboolean has_words = setting->kind == TACTUS_SETTING_KIND_CHOICE
                           || setting->kind == TACTUS_SETTING_KIND_SPAN;

      g_assert_cmpint (setting->id, ==, id);
      g_assert_true (tactus_setting_for_name (setting->name) == setting);
      g_assert_cmpint (setting->choices != NULL, ==, has_words);
      g_assert_cmpint (setting->unit != NULL, ==, setting->kind == TACTUS_SETTING_KIND_NUMBER);
    }

  g_assert_null (tactus_setting_for_name ("colour"));
  g_assert_null (tactus_setting_for_name (""));
  g_assert_null (tactus_setting_for_name (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/setting/frames", test_frames);
  g_test_add_func ("/setting/refused", test_refused);
  g_test_add_func ("/setting/language-ids", test_language_ids);
  g_test_add_func ("/setting/unknown-language", test_unknown_language);
  g_test_add_func ("/setting/takes", test_takes);
  g_test_add_func ("/setting/every-model", test_every_model);
  g_test_add_func ("/setting/table", test_table);

  return g_test_run ();
}
