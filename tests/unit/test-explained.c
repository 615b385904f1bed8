/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-alarm.h"
#include "tactus-alert.h"
#include "tactus-frame.h"
#include "tactus-raw.h"
#include "tactus-setting.h"

#include "test-bytes.h"

/* Whatever we write, the explainer takes for something written to a band of that model: what
 * encodes and what decodes were written apart, and must agree. */
static void
check_writes (const TactusModel *model,
              const char        *what,
              GPtrArray         *writes)
{
  g_assert_nonnull (writes);

  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      g_auto(TestBytes) bytes = test_bytes_copy (g_bytes_get_data (write->value, NULL),
                                                 g_bytes_get_size (write->value));
      g_autofree char *hex = tactus_hex_from_bytes (bytes.data, bytes.length);
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusFrame) frame = tactus_frame_decode (write->uuid, model, bytes.data,
                                                          bytes.length, &error);

      g_test_message ("%s %s: %.8s %s", model->id, what, write->uuid, hex);
      g_assert_no_error (error);
      g_assert_false (tactus_frame_is_from_band (frame));
    }
}

/* Each value of each kind, as far as they differ in form. */
static const char * const switches[] = { "off", "on", NULL };
static const char * const spans[] = { "off", "22:00-07:30", "00:00-23:59", NULL };
static const char * const numbers[] = { "1", "30", "120", NULL };
static const char * const profiles[] = {
  "born=1984-05-17,sex=female,height=172,weight=64.5",
  "born=1900-01-01,sex=other,height=250,weight=320", NULL,
};

static const char * const *
values_for (const TactusSetting *setting)
{
  switch (setting->kind)
    {
    case TACTUS_SETTING_KIND_CHOICE:
      return setting->choices;
    case TACTUS_SETTING_KIND_NUMBER:
      return numbers;
    case TACTUS_SETTING_KIND_SPAN:
      return spans;
    case TACTUS_SETTING_KIND_PROFILE:
      return profiles;
    case TACTUS_SETTING_KIND_SWITCH:
    default:
      return switches;
    }
}

static void
check_value (const TactusModel   *model,
             const TactusSetting *setting,
             const char          *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, value, &error);

  /* Some languages have no number. */
  if (!writes && model->language_style == TACTUS_LANGUAGE_ID)
    return;

  g_assert_no_error (error);
  check_writes (model, setting->name, writes);
}

static void
test_settings (void)
{
  const TactusModel *model;

  for (guint n = 0; (model = tactus_model_get_nth (n)); n++)
    for (guint id = 0; id < TACTUS_N_SETTINGS; id++)
      {
        const TactusSetting *setting = tactus_setting_get ((TactusSettingId) id);
        const char * const *values = values_for (setting);

        if (!tactus_model_has_setting (model, setting->id))
          continue;
        for (guint i = 0; values[i]; i++)
          check_value (model, setting, values[i]);
        for (guint i = 0; setting->kind == TACTUS_SETTING_KIND_SPAN && setting->choices[i]; i++)
          check_value (model, setting, setting->choices[i]);
      }
}

static void
test_alerts (void)
{
  const TactusModel *model;

  for (guint n = 0; (model = tactus_model_get_nth (n)); n++)
    for (guint kind = TACTUS_ALERT_OFF; kind <= TACTUS_ALERT_VIBRATE; kind++)
      {
        gboolean takes_words = (kind == TACTUS_ALERT_MESSAGE || kind == TACTUS_ALERT_CALL)
                               && model->text_style != TACTUS_TEXT_NONE;
        g_autoptr(GPtrArray) plain = NULL;
        g_autoptr(GPtrArray) words = NULL;

        if (!(model->abilities & TACTUS_ABILITY_ALERT))
          continue;

        plain = tactus_alert_encode (model, (TactusAlertKind) kind, 20, NULL, NULL, NULL);
        check_writes (model, "alert", plain);
        if (!takes_words)
          continue;

        words = tactus_alert_encode (model, (TactusAlertKind) kind, 20, "Ada", "Gr\xc3\xbc\xc3\x9f"
                                     "e aus der K\xc3\xbc" "che, und komm bald wieder", NULL);
        check_writes (model, "words", words);
      }
}

static void
test_alarms (void)
{
  const TactusAlarm alarms[] = {
    { 0, TRUE, 7, 30, 0x1f, TRUE, FALSE },
    { 2, FALSE, 23, 59, 0x00, FALSE, FALSE },
    { 1, TRUE, 0, 0, 0x7f, TRUE, FALSE },
  };
  const TactusModel *model;

  for (guint n = 0; (model = tactus_model_get_nth (n)); n++)
    {
      g_autoptr(GPtrArray) none = NULL;

      if (!(model->abilities & TACTUS_ABILITY_ALARMS))
        continue;
      for (gsize i = 0; i < G_N_ELEMENTS (alarms); i++)
        {
          g_autoptr(GPtrArray) writes = tactus_alarm_encode (&alarms[i], model, 2024, 2, 29, NULL);

          check_writes (model, "alarm", writes);
        }

      none = tactus_alarm_encode_delete (model, 1, NULL);
      check_writes (model, "no alarm", none);
    }
}

static void
test_raw (void)
{
  const TactusModel *model;

  for (guint n = 0; (model = tactus_model_get_nth (n)); n++)
    {
      g_autoptr(GPtrArray) start = NULL;
      g_autoptr(GPtrArray) stop = NULL;

      if (!(model->abilities & TACTUS_ABILITY_RAW))
        continue;

      start = tactus_raw_encode_start (model, NULL);
      check_writes (model, "raw", start);
      stop = tactus_raw_encode_stop (model, NULL);
      check_writes (model, "no raw", stop);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explained/settings", test_settings);
  g_test_add_func ("/explained/alerts", test_alerts);
  g_test_add_func ("/explained/alarms", test_alarms);
  g_test_add_func ("/explained/raw", test_raw);

  return g_test_run ();
}
