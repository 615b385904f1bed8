/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Settings, alarms, events and days in words. */

#include "config.h"

#include "tactus-alarm-text.h"
#include "tactus-day-summary.h"
#include "tactus-event-text.h"
#include "tactus-locale.h"
#include "tactus-setting-text.h"
#include "tactus-text.h"

static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

/* Every setting has a title of its own, and every value to choose from a word of its own that a
 * model with the setting can be told. */
static void
test_options (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint id = 0; id < TACTUS_N_SETTINGS; id++)
    {
      const TactusSetting *setting = tactus_setting_get (id);
      g_auto(GStrv) options = tactus_setting_text_options (setting, NULL, NULL);
      g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_true (g_hash_table_add (titles, (gpointer) tactus_setting_text_title (id)));
      for (guint i = 0; options[i]; i++)
        g_assert_true (g_hash_table_add (seen, tactus_setting_text_value (setting, options[i])));
    }
}

/* On every model, whatever its bands know of. */
static void
check_options (const TactusModel   *model,
               const TactusSetting *setting)
{
  g_auto(GStrv) options = tactus_setting_text_options (setting, model, NULL);

  for (guint i = 0; options[i]; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, options[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (writes);
    }

  if (setting->kind == TACTUS_SETTING_KIND_CHOICE)
    g_assert_cmpuint (g_strv_length (options), >=, 2);
}

static void
test_options_are_taken (void)
{
  const TactusModel *model;

  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    for (guint id = 0; id < TACTUS_N_SETTINGS; id++)
      if (tactus_model_has_setting (model, id))
        check_options (model, tactus_setting_get (id));
}

/* Of the languages, such a band is offered those it has a number for. */
static void
test_languages (void)
{
  const TactusSetting *language = tactus_setting_get (TACTUS_SETTING_LANGUAGE);
  g_auto(GStrv) all = tactus_setting_text_options (language, tactus_model_for_id ("mi-band-3"),
                                                   NULL);
  g_auto(GStrv) some = tactus_setting_text_options (language, tactus_model_for_id ("amazfit-bip-u"),
                                                    NULL);

  g_assert_true (g_strv_contains ((const char * const *) all, "he_IL"));
  g_assert_false (g_strv_contains ((const char * const *) some, "he_IL"));
  g_assert_true (g_strv_contains ((const char * const *) some, "de_DE"));
}

/* A value that another program has set is among the options, once. */
static void
test_current_option (void)
{
  const TactusSetting *goal = tactus_setting_get (TACTUS_SETTING_GOAL);
  g_auto(GStrv) with_odd = tactus_setting_text_options (goal, NULL, "7777");
  g_auto(GStrv) with_even = tactus_setting_text_options (goal, NULL, "8000");

  g_assert_true (g_strv_contains ((const char * const *) with_odd, "7777"));
  g_assert_cmpuint (g_strv_length (with_odd), ==, g_strv_length (with_even) + 1);
}

static void
test_values (void)
{
  static const struct {
    TactusSettingId id;
    const char     *value;
    const char     *text;
  } cases[] = {
    { TACTUS_SETTING_GOAL, "8000", "8000 steps" },
    { TACTUS_SETTING_HEART_RATE_INTERVAL, "0", "Off" },
    { TACTUS_SETTING_HEART_RATE_INTERVAL, "1", "Every minute" },
    { TACTUS_SETTING_HEART_RATE_INTERVAL, "30", "Every 30 minutes" },
    { TACTUS_SETTING_INACTIVITY_ALERT, "60", "After 60 minutes" },
    { TACTUS_SETTING_LANGUAGE, "pt_BR", "Português (Brasil)" },
    { TACTUS_SETTING_LANGUAGE, "de_DE", "Deutsch" },
    { TACTUS_SETTING_LANGUAGE, "xx_XX", "xx_XX" },
    { TACTUS_SETTING_TIME_FORMAT, "24h", "24 hours" },
    { TACTUS_SETTING_WEAR_SIDE, "right", "Right wrist" },
    { TACTUS_SETTING_LIFT_DISPLAY, "on", "Always" },
    { TACTUS_SETTING_LIFT_DISPLAY, "off", "Off" },
    { TACTUS_SETTING_DO_NOT_DISTURB, "automatic", "Automatic" },
    { TACTUS_SETTING_DO_NOT_DISTURB, "22:00-07:30", "22:00 to 07:30" },
    { TACTUS_SETTING_DO_NOT_DISTURB, "25:00-07:30", "25:00-07:30" },
    { TACTUS_SETTING_GOAL, "many", "many" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (tactus_setting_text_value (tactus_setting_get (cases[i].id), cases[i].value),
                 cases[i].text);
}

static void
test_span (void)
{
  static const char *const bad[] = { "", "22:00", "22:00-", "24:00-07:00", "22:60-07:00",
                                     "22:00-07:00 ", "off" };
  guint from_min = 0, to_min = 0;

  g_assert_true (tactus_setting_text_parse_span ("22:05-07:10", &from_min, &to_min));
  g_assert_cmpuint (from_min, ==, 22 * 60 + 5);
  g_assert_cmpuint (to_min, ==, 7 * 60 + 10);
  assert_text (tactus_setting_text_format_span (from_min, to_min), "22:05-07:10");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tactus_setting_text_parse_span (bad[i], &from_min, &to_min));
}

static void
test_profile (void)
{
  const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_FEMALE, 172, 64.5 };

  assert_text (tactus_setting_text_profile (&profile, FALSE),
               "17 May 1984, female, 172 cm, 64.5 kg");
  assert_text (tactus_setting_text_profile (&profile, TRUE),
               "17 May 1984, female, 5′ 8″, 142 lb");
}

static void
test_date_order (void)
{
  static const struct {
    const char *format;
    const char *order;
  } cases[] = {
    { "%m/%d/%Y", "mdy" }, { "%D", "mdy" }, { "%d.%m.%Y", "dmy" }, { "%F", "ymd" },
    { "%-d. %B %EY", "dmy" }, { "%Y年%m月%d日", "ymd" }, { "", "ymd" }, { "%", "ymd" },
    { "%E", "ymd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char order[4];

      tactus_locale_parse_date_order (cases[i].format, order);
      g_assert_cmpstr (order, ==, cases[i].order);
    }
}

static void
test_alarms (void)
{
  const TactusAlarm alarms[] = { { .slot = 0 }, { .slot = 1 }, { .slot = 3 } };
  const TactusAlarm snoozing = { .days = 0x1f, .snooze = TRUE };
  const TactusAlarm smart = { .smart = TRUE };
  g_autoptr(GArray) array = g_array_new (FALSE, FALSE, sizeof (TactusAlarm));

  assert_text (tactus_alarm_text_days (0), "Once");
  assert_text (tactus_alarm_text_days (0x7f), "Every day");
  assert_text (tactus_alarm_text_days (0x60), "Saturday and Sunday");
  assert_text (tactus_alarm_text_days (0x15), "Mon, Wed, Fri");
  assert_text (tactus_alarm_text_describe (&snoozing), "Monday to Friday, with snooze");
  assert_text (tactus_alarm_text_describe (&smart), "Once, earlier in light sleep");

  g_assert_cmpuint (tactus_alarm_text_free_slot (array, 3), ==, 0);
  g_array_append_vals (array, alarms, G_N_ELEMENTS (alarms));
  g_assert_cmpuint (tactus_alarm_text_free_slot (array, 10), ==, 2);
  g_array_set_size (array, 2);
  g_assert_cmpuint (tactus_alarm_text_free_slot (array, 2), ==, 2);
  g_assert_cmpuint (tactus_alarm_text_n_slots (tactus_model_for_id ("mi-band-1s")), ==, 3);
  g_assert_cmpuint (tactus_alarm_text_n_slots (tactus_model_for_id ("mi-band-3")), ==, 10);
}

/* All but what is between the band and the program, each in its own words. */
static void
test_events (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint kind = TACTUS_EVENT_UNKNOWN; kind <= TACTUS_EVENT_CHARGED; kind++)
    {
      const char *text = tactus_event_text (kind);
      gboolean quiet = kind == TACTUS_EVENT_UNKNOWN || kind == TACTUS_EVENT_TICK ||
                       kind == TACTUS_EVENT_MTU;

      g_assert_true (quiet == (text == NULL));
      if (text)
        g_assert_true (g_hash_table_add (seen, (gpointer) text));
    }
}

static void
test_days (void)
{
  const TactusActivityRow minutes[] = {
    { .time = 60, .kind = 0x01, .steps = 90, .heart_rate = 80 },
    { .time = 120, .kind = 0x79, .heart_rate = 60 },
    { .time = 180, .kind = 0x7b },
    { .time = 240, .kind = 0x03 },
    { .time = 600, .kind = 0x01, .steps = 50 },
  };
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  TactusDaySummary day;

  g_array_append_vals (rows, minutes, G_N_ELEMENTS (minutes));
  day = tactus_day_summary_of (rows, 60, 600, FALSE);
  g_assert_cmpuint (day.minutes, ==, 4);
  g_assert_cmpuint (day.steps, ==, 90);
  g_assert_cmpuint (day.asleep, ==, 2);
  g_assert_cmpuint (day.with_heart_rate, ==, 2);
  assert_text (tactus_day_summary_to_text (&day),
               "90 steps · 2\u00a0min asleep · 2\u00a0min with heart rate");

  day = (TactusDaySummary) { .minutes = 1440, .steps = 1, .asleep = 432 };
  assert_text (tactus_day_summary_to_text (&day),
               "1 step · 7\u00a0h 12\u00a0min asleep · 0\u00a0min with heart rate");

  /* The first generation counts sleep differently. */
  g_assert_cmpuint (tactus_day_summary_of (rows, 0, 60, TRUE).minutes, ==, 0);
}

static void
test_beats (void)
{
  TactusHeartRate beat = { .value = 70, .energy_kj = -1 };

  assert_text (tactus_text_beat (&beat), "");
  beat.contact = TACTUS_CONTACT_YES;
  beat.n_rr = 2;
  beat.rr[0] = 900;
  beat.rr[1] = 1024;
  beat.energy_kj = 12;
  assert_text (tactus_text_beat (&beat), "Skin contact · R–R 1000\u00a0ms · 12\u00a0kJ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ability-text/options", test_options);
  g_test_add_func ("/ability-text/options-are-taken", test_options_are_taken);
  g_test_add_func ("/ability-text/languages", test_languages);
  g_test_add_func ("/ability-text/current-option", test_current_option);
  g_test_add_func ("/ability-text/values", test_values);
  g_test_add_func ("/ability-text/span", test_span);
  g_test_add_func ("/ability-text/profile", test_profile);
  g_test_add_func ("/ability-text/date-order", test_date_order);
  g_test_add_func ("/ability-text/alarms", test_alarms);
  g_test_add_func ("/ability-text/events", test_events);
  g_test_add_func ("/ability-text/days", test_days);
  g_test_add_func ("/ability-text/beats", test_beats);

  return g_test_run ();
}
