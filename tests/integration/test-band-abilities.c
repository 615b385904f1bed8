/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <string.h>

#include "tactus-band-abilities.h"
#include "tactus-band-list.h"
#include "tactus-band-restoring.h"
#include "tactus-uuids.h"

#define KEYED ",key=" OLD_KEY
#define BAND_3 "model=mi-band-3" KEYED

/* The last bytes that were written, ` 0003:06020001 2a06:00`, and what the band answers. */
typedef struct {
  BandBench *bench;  /* (owned) */
  GString *log;      /* (owned) */
  guint8 status;     /* the answer to a setting; 0: none */
  GString *events;   /* (owned): names of events, a space before each */
  guint packets;     /* of the raw stream */
  guint steps;       /* signals */
  guint changes;     /* of settings */
  guint alarms;      /* likewise */
} Rig;

static void
notify (Rig        *rig,
        const char *uuid,
        const char *hex)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GBytes) value = NULL;

  for (; *hex; hex += 2)
    {
      guint8 byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);

      g_byte_array_append (bytes, &byte, 1);
    }
  value = g_bytes_new (bytes->data, bytes->len);
  g_signal_emit_by_name (rig->bench->sim, "notified", uuid, value);
}

static void
written_cb (Rig        *rig,
            const char *uuid,
            GBytes     *value)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (value, &size);

  g_string_append_printf (rig->log, " %.4s:", uuid + 4);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (rig->log, "%02x", data[i]);

  if (rig->status && size > 1 && strcmp (uuid, TACTUS_UUID_CONFIGURATION) == 0)
    {
      g_autofree char *answer = data[0] == 0x06
                                  ? g_strdup_printf ("1006%02x00%02x", data[1], rig->status)
                                  : g_strdup_printf ("10%02x%02x", data[0], rig->status);

      notify (rig, uuid, answer);
    }
}

static void
event_cb (Rig               *rig,
          const TactusEvent *event)
{
  g_string_append_printf (rig->events, " %s", tactus_event_kind_to_name (event->kind));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
take_band (Rig *rig)
{
  TactusBand *band = rig->bench->band;

  g_signal_connect_swapped (band, "event", G_CALLBACK (event_cb), rig);
  g_signal_connect_swapped (band, "raw", G_CALLBACK (count_cb), &rig->packets);
  g_signal_connect_swapped (band, "steps", G_CALLBACK (count_cb), &rig->steps);
  g_signal_connect_swapped (band, "setting-changed", G_CALLBACK (count_cb), &rig->changes);
  g_signal_connect_swapped (band, "alarms-changed", G_CALLBACK (count_cb), &rig->alarms);
}

static TactusBandInfo *
read_info (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBandInfo *info;

  tactus_band_read_info_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  info = tactus_band_read_info_finish (bench->band, outcome.result, &error);
  g_assert_no_error (error);

  return info;
}

/* A band that is connected, and has been greeted: what is asked for last comes last. */
static Rig *
rig_new (const char *spec)
{
  Rig *rig = g_new0 (Rig, 1);
  const TactusModel *model;

  rig->bench = band_bench_new (spec);
  rig->log = g_string_new (NULL);
  rig->events = g_string_new (NULL);
  g_signal_connect_swapped (rig->bench->sim, "written", G_CALLBACK (written_cb), rig);
  take_band (rig);

  model = tactus_band_get_model (rig->bench->band);
  if (model->key_source == TACTUS_KEY_SOURCE_NONE)
    {
      band_bench_pair (rig->bench);
    }
  else
    {
      band_bench_put_key (rig->bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
      band_bench_connect (rig->bench);
    }
  tactus_band_info_free (read_info (rig->bench));
  g_assert_nonnull (tactus_band_get_steps (rig->bench->band));

  return rig;
}

static void
rig_free (Rig *rig)
{
  g_signal_handlers_disconnect_by_data (rig->bench->sim, rig);
  band_bench_free (rig->bench);
  g_string_free (rig->log, TRUE);
  g_string_free (rig->events, TRUE);
  g_free (rig);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

static gboolean
was_written (Rig        *rig,
             const char *text)
{
  return strstr (rig->log->str, text) != NULL;
}

/* Waits; returns: the sentence for the person if it failed */
static char *
result_of (Outcome    *outcome,
           gboolean  (*finish) (TactusBand    *band,
                                GAsyncResult  *result,
                                GError       **error),
           const char *code)
{
  g_autoptr(GError) error = NULL;
  gboolean ok;

  UNTIL (outcome->result != NULL);
  ok = finish (TACTUS_BAND (outcome->source), outcome->result, &error);
  outcome_clear (outcome);
  if (!code)
    {
      g_assert_no_error (error);
      g_assert_true (ok);
      return NULL;
    }

  g_assert_false (ok);
  if (g_strcmp0 (tactus_band_error_to_code (error), code) != 0)
    g_error ("Expected %s, got %s: %s", code, tactus_band_error_to_code (error), error->message);

  return tactus_band_error_to_sentence (error);
}

static char *
change (Rig             *rig,
        TactusSettingId  setting,
        const char      *value,
        const char      *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_change_setting_async (rig->bench->band, setting, value, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_change_setting_finish, code);
}

static char *
alert (Rig             *rig,
       TactusAlertKind  kind,
       const char      *text,
       const char      *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_alert_async (rig->bench->band, kind, NULL, text, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_alert_finish, code);
}

static char *
set_alarm (Rig               *rig,
           const TactusAlarm *alarm,
           const char        *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_set_alarm_async (rig->bench->band, alarm, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_set_alarm_finish, code);
}

static char *
set_clock (Rig        *rig,
           GDateTime  *when,
           const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_set_clock_async (rig->bench->band, when, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_set_clock_finish, code);
}

static char *
find (Rig        *rig,
      const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_find_async (rig->bench->band, 1, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_find_finish, code);
}

static char *
start_raw (Rig        *rig,
           const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_start_raw_async (rig->bench->band, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_start_raw_finish, code);
}

static char *
stop_raw (Rig        *rig,
          const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_stop_raw_async (rig->bench->band, NULL, outcome_cb, &outcome);

  return result_of (&outcome, tactus_band_stop_raw_finish, code);
}

static void
expect (char *sentence)
{
  g_assert_null (sentence);
}

/* The sentence says which band, and what it lacks. */
static void
expect_words (char       *sentence,
              const char *model,
              const char *what)
{
  if (!sentence || !strstr (sentence, model) || !strstr (sentence, what))
    g_error ("“%s” and “%s” are not both in: %s", model, what, sentence);
  g_free (sentence);
}

/* ── every setting and ability, model by model ── */

/* What the band has to receive, by docs/protocol.md: its beginning. */
static const struct {
  TactusSettingId setting;
  const char *value;
  const char *later; /* generations B and B' */
  const char *first; /* generation A; NULL: nothing is written */
} settings[] = {
  { TACTUS_SETTING_PROFILE, "born=1984-05-17,sex=female,height=172,weight=64.5",
    " 0008:4f0000c007051101ac006432", NULL },
  { TACTUS_SETTING_GOAL, "8000", " 0008:100000401f0000", " ff05:0500401f" },
  { TACTUS_SETTING_GOAL_ALERT, "on", " 0003:06060001", NULL },
  { TACTUS_SETTING_WEAR_SIDE, "right", " 0008:20000082", " ff05:0f01" },
  { TACTUS_SETTING_LANGUAGE, "en_US", NULL, NULL },
  { TACTUS_SETTING_TIME_FORMAT, "24h", " 0003:06020001", NULL },
  { TACTUS_SETTING_DATE_FORMAT, "dd/MM/yyyy", " 0003:061e0064642f4d4d2f79797979", NULL },
  { TACTUS_SETTING_CLOCK_FACE, "date-time", " 0003:060a0003", NULL },
  { TACTUS_SETTING_UNITS, "imperial", " 0003:06030001", NULL },
  { TACTUS_SETTING_LIFT_DISPLAY, "22:00-07:00", " 0003:0605000116000700", NULL },
  { TACTUS_SETTING_ROTATE_TO_SWITCH, "on", " 0003:060d0001", NULL },
  { TACTUS_SETTING_HEART_RATE_INTERVAL, "10", " 2a39:140a", NULL },
  { TACTUS_SETTING_SLEEP_HEART_RATE, "on", " 2a39:150001", " 2a39:150001" },
  { TACTUS_SETTING_SHARE_HEART_RATE, "on", " 0003:061f0001", NULL },
  { TACTUS_SETTING_VISIBLE, "off", " 0003:06010000", NULL },
  { TACTUS_SETTING_DO_NOT_DISTURB, "22:00-07:00", " 0003:098116000700", NULL },
  { TACTUS_SETTING_INACTIVITY_ALERT, "60", " 0003:08013c00", NULL },
  { TACTUS_SETTING_DISCONNECT_ALERT, "on", " 0003:060c0001", NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (settings) == TACTUS_N_SETTINGS);

static const char *
get_language (const TactusModel *model)
{
  if (strcmp (model->id, "amazfit-bip-u") == 0)
    return " 0003:063b000203";

  return " 0003:061700656e5f5553";
}

static void
check_setting (Rig               *rig,
               const TactusModel *model,
               gsize              index)
{
  const TactusSetting *setting = tactus_setting_get (settings[index].setting);
  const char *expected = model->generation == TACTUS_GENERATION_A ? settings[index].first
                                                                  : settings[index].later;

  g_test_message ("%s: %s", model->id, setting->name);
  g_string_truncate (rig->log, 0);
  if (!tactus_model_has_setting (model, setting->id))
    {
      expect_words (change (rig, setting->id, settings[index].value, "not_supported"), model->name,
                    setting->name);
      g_assert_cmpstr (rig->log->str, ==, "");
      g_assert_null (tactus_band_get_setting (rig->bench->band, setting->id));
      return;
    }

  if (setting->id == TACTUS_SETTING_LANGUAGE)
    expected = get_language (model);
  expect (change (rig, setting->id, settings[index].value, NULL));
  if (!expected)
    g_assert_cmpstr (rig->log->str, ==, "");
  else if (!was_written (rig, expected))
    g_error ("%s: %s: the band got%s", model->id, setting->name, rig->log->str);
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, setting->id), ==,
                   settings[index].value);
}

static void
check_alerts (Rig               *rig,
              const TactusModel *model)
{
  expect (alert (rig, TACTUS_ALERT_MESSAGE, NULL, NULL));
  g_assert_true (was_written (rig, " 2a06:01"));
  expect (alert (rig, TACTUS_ALERT_CALL, NULL, NULL));
  UNTIL (was_written (rig, " 2a06:02"));
  expect (alert (rig, TACTUS_ALERT_OFF, NULL, NULL));
  UNTIL (was_written (rig, " 2a06:00"));

  g_string_truncate (rig->log, 0);
  if (!tactus_band_can (rig->bench->band, TACTUS_ABILITY_TEXT_ALERT))
    {
      expect_words (alert (rig, TACTUS_ALERT_MESSAGE, "Hello", "not_supported"), model->name,
                    "words");
      g_assert_cmpstr (rig->log->str, ==, "");
      return;
    }

  expect (alert (rig, TACTUS_ALERT_MESSAGE, "Hello", NULL));
  UNTIL (was_written (rig, "48656c6c6f"));
  g_assert_true (was_written (rig, model->text_style == TACTUS_TEXT_CHUNKED ||
                                   model->text_style == TACTUS_TEXT_CHUNKED_LATER
                                     ? " 0020:00" : " 2a46:05"));
}

static void
check_find (Rig               *rig,
            const TactusModel *model)
{
  const char *shake = model->generation == TACTUS_GENERATION_A ? " ff05:08" : " 2a06:03";

  g_string_truncate (rig->log, 0);
  expect (find (rig, NULL));
  UNTIL (was_written (rig, " 2a06:00"));
  g_assert_true (was_written (rig, shake));
  g_assert_true (strstr (rig->log->str, " 2a06:00") > strstr (rig->log->str, shake));
}

static void
check_alarms (Rig               *rig,
              const TactusModel *model)
{
  const TactusAlarm alarm = { .slot = 1, .enabled = TRUE, .hour = 7, .minute = 30, .days = 0x1f,
                              .snooze = model->generation != TACTUS_GENERATION_A };
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GArray) alarms = NULL;
  gboolean first = model->generation == TACTUS_GENERATION_A;

  g_string_truncate (rig->log, 0);
  expect (set_alarm (rig, &alarm, NULL));
  if (first)
    g_assert_true (was_written (rig, " ff05:040101") && was_written (rig, "071e00001f"));
  else
    g_assert_true (was_written (rig, " 0003:0281071e1f"));
  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 1);

  tactus_band_delete_alarm_async (rig->bench->band, 1, NULL, outcome_cb, &outcome);
  expect (result_of (&outcome, tactus_band_set_alarm_finish, NULL));
  g_assert_true (was_written (rig, first ? " ff05:040100" : " 0003:0201000000"));
  g_array_unref (alarms);
  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 0);
}

static void
check_raw (Rig               *rig,
           const TactusModel *model)
{
  gboolean light = (model->abilities & TACTUS_ABILITY_HEART_RATE) != 0;

  g_string_truncate (rig->log, 0);
  if (!tactus_band_can (rig->bench->band, TACTUS_ABILITY_RAW))
    {
      expect_words (start_raw (rig, "not_supported"), model->name, "sensors");
      expect_words (stop_raw (rig, "not_supported"), model->name, "sensors");
      g_assert_cmpstr (rig->log->str, ==, "");
      return;
    }

  expect (start_raw (rig, NULL));
  g_assert_true (was_written (rig, light ? " 0001:010319" : " 0001:010119"));
  g_assert_true (was_written (rig, " 0001:02"));
  expect (stop_raw (rig, NULL));
  g_assert_true (was_written (rig, " 0001:03"));
}

static void
test_model (gconstpointer user_data)
{
  const TactusModel *model = user_data;
  gboolean keyed = model->key_source != TACTUS_KEY_SOURCE_NONE;
  g_autofree char *spec = g_strdup_printf ("model=%s%s", model->id, keyed ? KEYED : "");
  g_autoptr(Rig) rig = rig_new (spec);

  g_assert_cmpstr (tactus_band_get_model (rig->bench->band)->id, ==, model->id);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    check_setting (rig, model, i);
  check_alerts (rig, model);
  check_find (rig, model);
  check_alarms (rig, model);
  check_raw (rig, model);
  g_assert_cmpint (tactus_band_get_state (rig->bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* What no version speaks to, or what is no band, says so without a link. */
static void
test_lacking (void)
{
  static const char * const ids[] = { "smart-band-7", "smart-band-9", "heart-rate-sensor" };
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(Rig) rig = rig_new (BAND_3);
  TactusBand *band = rig->bench->band;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const TactusModel *model = tactus_model_for_id (ids[i]);

      rig->bench->band = tactus_band_new (rig->bench->client, rig->bench->keys,
                                          "C8:0F:10:99:99:99", NULL, model, rig->bench->dir);
      expect_words (change (rig, TACTUS_SETTING_UNITS, "metric", "not_supported"), model->name,
                    "units");
      expect_words (alert (rig, TACTUS_ALERT_CALL, NULL, "not_supported"), model->name, "alerts");
      expect_words (alert (rig, TACTUS_ALERT_CALL, "Hi", "not_supported"), model->name, "words");
      expect_words (find (rig, "not_supported"), model->name, "alerts");
      expect_words (set_alarm (rig, &alarm, "not_supported"), model->name, "alarms");
      expect_words (start_raw (rig, "not_supported"), model->name, "sensors");
      g_assert_finalize_object (rig->bench->band);
    }
  rig->bench->band = band;
}

static void
test_not_connected (void)
{
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(Rig) rig = rig_new (BAND_3);

  band_bench_restart (rig->bench);
  take_band (rig);
  g_free (change (rig, TACTUS_SETTING_UNITS, "metric", "disconnected"));
  g_free (alert (rig, TACTUS_ALERT_CALL, NULL, "disconnected"));
  g_free (find (rig, "disconnected"));
  g_free (set_alarm (rig, &alarm, "disconnected"));
  g_free (set_clock (rig, NULL, "disconnected"));
  g_free (start_raw (rig, "disconnected"));
  g_free (stop_raw (rig, "disconnected"));
  g_assert_null (tactus_band_get_steps (rig->bench->band));
  g_assert_null (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS));
}

/* ── answers ── */

static void
test_values (void)
{
  static const struct {
    TactusSettingId setting;
    const char *value;
    const char *words;
  } cases[] = {
    { TACTUS_SETTING_TIME_FORMAT, "25h", "24h" },
    { TACTUS_SETTING_GOAL, "0", "65535" },
    { TACTUS_SETTING_GOAL, "many", "65535" },
    { TACTUS_SETTING_LIFT_DISPLAY, "7-8", "22:00-07:00" },
    { TACTUS_SETTING_HEART_RATE_INTERVAL, "121", "120" },
    { TACTUS_SETTING_PROFILE, "born=1984-05-17", "sex" },
  };
  const TactusAlarm alarm = { .slot = 10, .hour = 7 };
  g_autoptr(Rig) rig = rig_new (BAND_3);

  g_string_truncate (rig->log, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    expect_words (change (rig, cases[i].setting, cases[i].value, "usage"), cases[i].words, "");
  g_free (set_alarm (rig, &alarm, "usage"));
  g_assert_cmpstr (rig->log->str, ==, "");
  g_assert_cmpuint (rig->changes, ==, 0);
}

static void
test_refused_raw (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",fault=refuse-at-raw");

  expect_words (start_raw (rig, "not_supported"), "Mi Band 3", "refused the raw stream");
}

static void
test_refused (void)
{
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_autoptr(GArray) alarms = NULL;

  rig->status = 0x01;
  expect (change (rig, TACTUS_SETTING_UNITS, "imperial", NULL));
  rig->status = 0x05;
  expect_words (change (rig, TACTUS_SETTING_UNITS, "metric", "not_supported"), "Mi Band 3",
                "refused the setting “units”");
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS), ==,
                   "imperial");
  expect_words (set_alarm (rig, &alarm, "not_supported"), "Mi Band 3", "refused the alarm");
  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 0);
  g_assert_cmpuint (rig->changes, ==, 1);
  g_assert_cmpuint (rig->alarms, ==, 0);

  /* The others are as before. */
  rig->status = 0x01;
  expect (change (rig, TACTUS_SETTING_TIME_FORMAT, "24h", NULL));
  expect (set_alarm (rig, &alarm, NULL));
  g_assert_cmpint (tactus_band_get_state (rig->bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* Old firmware says nothing, and does what it is told. */
static void
test_silent (void)
{
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(Rig) rig = rig_new (BAND_3 ",fault=silent-at-setting");
  g_autoptr(GArray) alarms = NULL;

  expect (change (rig, TACTUS_SETTING_UNITS, "imperial", NULL));
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS), ==,
                   "imperial");
  expect (set_alarm (rig, &alarm, NULL));
  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 1);
}

/* An answer to something else is none. */
static void
test_strange_answers (void)
{
  static const char * const answers[] = {
    "10", "1006", "100602", "10060300ff", "100d05", "ff060200ff", "1006020000000000ff", "",
  };
  g_autoptr(Rig) rig = rig_new (BAND_3 ",fault=silent-at-setting");

  expect (change (rig, TACTUS_SETTING_TIME_FORMAT, "12h", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto(Outcome) outcome = { NULL };

      g_test_message ("%s", answers[i]);
      g_string_truncate (rig->log, 0);
      tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_TIME_FORMAT, "24h", NULL,
                                        outcome_cb, &outcome);
      UNTIL (was_written (rig, " 0003:06020001"));
      notify (rig, TACTUS_UUID_CONFIGURATION, answers[i]);
      expect (result_of (&outcome, tactus_band_change_setting_finish, NULL));
    }
}

static void
slow_answers (Rig *rig)
{
  TactusBandTimings timings = band_bench_timings ();

  timings.reply_ms = 30000;
  tactus_band_set_timings (rig->bench->band, &timings);
}

/* What refuses a setting says nothing of the measurement beside it. */
static void
test_refused_beside_measuring (void)
{
  g_autoptr(Rig) rig = rig_new ("model=mi-band-4,first=0.01,period=0.01" KEYED);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_start_measuring (rig->bench->band);
  UNTIL_PULSE (rig->bench, LIVE);
  slow_answers (rig);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_SLEEP_HEART_RATE, "on", NULL,
                                    outcome_cb, &outcome);
  UNTIL (was_written (rig, " 2a39:150001"));
  notify (rig, TACTUS_UUID_HEART_RATE_CONTROL, "101505");
  expect_words (result_of (&outcome, tactus_band_change_setting_finish, "not_supported"),
                "Mi Smart Band 4", "refused the setting “sleep-heart-rate”");
  g_assert_true (tactus_band_get_measuring (rig->bench->band));
  g_assert_no_error (tactus_band_get_error (rig->bench->band));
  UNTIL_PULSE (rig->bench, LIVE);
}

/* Requests wait for each other, and each for its own answer. */
static void
test_in_order (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };
  g_auto(Outcome) third = { NULL };

  g_string_truncate (rig->log, 0);
  rig->status = 0x01;
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "metric", NULL,
                                    outcome_cb, &first);
  tactus_band_alert_async (rig->bench->band, TACTUS_ALERT_MESSAGE, NULL, NULL, NULL, outcome_cb,
                           &second);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "imperial", NULL,
                                    outcome_cb, &third);
  expect (result_of (&third, tactus_band_change_setting_finish, NULL));
  expect (result_of (&first, tactus_band_change_setting_finish, NULL));
  expect (result_of (&second, tactus_band_alert_finish, NULL));
  g_assert_cmpstr (rig->log->str, ==, " 0003:06030000 2a06:01 0003:06030001");
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS), ==,
                   "imperial");
}

/* In the queue, and while its answer is waited for; what comes after it is not held up. */
static void
test_cancelled (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",fault=silent-at-setting");
  g_autoptr(GCancellable) one = g_cancellable_new ();
  g_autoptr(GCancellable) two = g_cancellable_new ();
  g_autoptr(GCancellable) before = g_cancellable_new ();
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };
  g_auto(Outcome) third = { NULL };
  g_auto(Outcome) fourth = { NULL };

  slow_answers (rig);
  g_cancellable_cancel (before);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "metric", one,
                                    outcome_cb, &first);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "imperial", two,
                                    outcome_cb, &second);
  tactus_band_alert_async (rig->bench->band, TACTUS_ALERT_MESSAGE, NULL, NULL, NULL, outcome_cb,
                           &third);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_GOAL, "1", before, outcome_cb,
                                    &fourth);
  UNTIL (was_written (rig, " 0003:06030000"));
  g_cancellable_cancel (two);
  g_free (result_of (&second, tactus_band_change_setting_finish, "cancelled"));
  g_assert_null (first.result);
  g_cancellable_cancel (one);
  g_free (result_of (&first, tactus_band_change_setting_finish, "cancelled"));
  g_free (result_of (&fourth, tactus_band_change_setting_finish, "cancelled"));
  expect (result_of (&third, tactus_band_alert_finish, NULL));
  g_assert_false (was_written (rig, " 0003:06030001"));
  g_assert_null (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS));
}

static void
test_link_lost (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",fault=silent-at-setting");
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };

  slow_answers (rig);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "metric", NULL,
                                    outcome_cb, &first);
  tactus_band_change_setting_async (rig->bench->band, TACTUS_SETTING_UNITS, "imperial", NULL,
                                    outcome_cb, &second);
  UNTIL (was_written (rig, " 0003:06030000"));
  tactus_sim_band_vanish (rig->bench->sim, g_get_monotonic_time ());
  g_free (result_of (&first, tactus_band_change_setting_finish, "disconnected"));
  g_free (result_of (&second, tactus_band_change_setting_finish, "disconnected"));
  g_assert_null (tactus_band_get_steps (rig->bench->band));

  tactus_sim_band_come_back (rig->bench->sim);
  UNTIL_STATE (rig->bench, READY);
  UNTIL (tactus_band_get_steps (rig->bench->band) != NULL);
}

/* What BlueZ, or the band, never confirms: each ends by itself, and the next one works. */
static void
test_timed_out (void)
{
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(Rig) rig = rig_new ("model=mi-band-2" KEYED);
  TactusSimBluez *bluez = rig->bench->bluez;

  band_bench_hurry (rig->bench, 20000, 500);
  band_bench_restart (rig->bench);
  band_bench_connect (rig->bench);
  tactus_band_info_free (read_info (rig->bench));
  for (guint i = 0; i < 6; i++)
    {
      tactus_sim_bluez_set_fault (bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, -1);
      switch (i)
        {
        case 0:
          g_free (change (rig, TACTUS_SETTING_UNITS, "metric", "timed_out"));
          break;
        case 1:
          g_free (alert (rig, TACTUS_ALERT_MESSAGE, "Hi", "timed_out"));
          break;
        case 2:
          g_free (find (rig, "timed_out"));
          break;
        case 3:
          g_free (set_alarm (rig, &alarm, "timed_out"));
          break;
        case 4:
          g_free (set_clock (rig, NULL, "timed_out"));
          break;
        default:
          g_free (start_raw (rig, "timed_out"));
          break;
        }
      tactus_sim_bluez_set_fault (bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, 0);
      UNTIL_STATE (rig->bench, READY);
      expect (alert (rig, TACTUS_ALERT_MESSAGE, NULL, NULL));
    }
}

/* A write that the band does not permit is a refusal, too. */
static void
test_not_permitted (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);

  tactus_sim_bluez_set_fault_full (rig->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, 1,
                                   "org.bluez.Error.NotPermitted", "Write not permitted", 0);
  expect_words (change (rig, TACTUS_SETTING_UNITS, "metric", "not_supported"), "Mi Band 3",
                "refused the setting");
  tactus_sim_bluez_set_fault_full (rig->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, 1,
                                   "org.bluez.Error.Failed",
                                   "Operation failed with ATT error: 0x80", 0);
  g_free (change (rig, TACTUS_SETTING_UNITS, "metric", "protocol"));
  expect (change (rig, TACTUS_SETTING_UNITS, "metric", NULL));
}

/* ── what the band tells ── */

static void
test_events (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);

  g_string_truncate (rig->log, 0);
  notify (rig, TACTUS_UUID_EVENTS, "04");
  notify (rig, TACTUS_UUID_EVENTS, "0b");
  notify (rig, TACTUS_UUID_EVENTS, "01");
  notify (rig, TACTUS_UUID_EVENTS, "fe03");
  notify (rig, TACTUS_UUID_EVENTS, "fe");   /* lacks what belongs to it */
  notify (rig, TACTUS_UUID_EVENTS, "77");   /* nobody knows */
  notify (rig, TACTUS_UUID_EVENTS, "08");
  UNTIL (was_written (rig, " 0003:06140000"));
  g_assert_cmpstr (rig->events->str, ==,
                   " button button_long asleep music_next unknown find_phone");
}

/* One that rings and rings is answered, but nobody makes a list of the answers. */
static void
test_many_events (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  const guint many = 500;
  guint answers = 0;

  g_string_truncate (rig->log, 0);
  g_string_truncate (rig->events, 0);
  for (guint i = 0; i < many; i++)
    notify (rig, TACTUS_UUID_EVENTS, "08");
  UNTIL (rig->events->len == many * strlen (" find_phone"));
  expect (alert (rig, TACTUS_ALERT_MESSAGE, NULL, NULL));
  for (const char *p = rig->log->str; (p = strstr (p, " 0003:06140000")); p++)
    answers++;
  g_assert_cmpuint (answers, >=, 1);
  g_assert_cmpuint (answers, <, many / 2);
}

static void
test_first_events (void)
{
  g_autoptr(Rig) rig = rig_new ("model=mi-band-1s");

  g_string_truncate (rig->events, 0);
  notify (rig, TACTUS_UUID_MI1_NOTICE, "07");
  notify (rig, TACTUS_UUID_MI1_NOTICE, "0707");
  notify (rig, TACTUS_UUID_MI1_NOTICE, "08"); /* an answer to what we wrote */
  notify (rig, TACTUS_UUID_MI1_NOTICE, "11");
  UNTIL (strstr (rig->events->str, " alarm"));
  g_assert_cmpstr (rig->events->str, ==, " goal_reached alarm");
}

static void
test_charging (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);

  UNTIL (tactus_band_get_battery_level (rig->bench->band) >= 0);
  g_assert_cmpstr (rig->events->str, ==, "");
  notify (rig, TACTUS_UUID_BATTERY, "0f3201");
  notify (rig, TACTUS_UUID_BATTERY, "0f3301");
  notify (rig, TACTUS_UUID_BATTERY, "0f3300");
  UNTIL (strstr (rig->events->str, " charged"));
  g_assert_cmpstr (rig->events->str, ==, " charging charged");
}

static void
test_steps (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",steps=1000");
  const TactusSteps *steps = tactus_band_get_steps (rig->bench->band);
  guint before;

  g_assert_cmpuint (steps->steps, >=, 1000);
  before = rig->steps;
  notify (rig, TACTUS_UUID_STEPS, "0cd20400000001000002000000");
  UNTIL (rig->steps == before + 1);
  steps = tactus_band_get_steps (rig->bench->band);
  g_assert_cmpuint (steps->steps, ==, 1234);
  g_assert_cmpint (steps->distance_m, ==, 256);
  g_assert_cmpint (steps->calories_kcal, ==, 2);

  notify (rig, TACTUS_UUID_STEPS, "0cd2");
  notify (rig, TACTUS_UUID_STEPS, "0cd20400000001000002000000");
  notify (rig, TACTUS_UUID_STEPS, "00d3040000");
  UNTIL (rig->steps == before + 2);
  g_assert_cmpuint (tactus_band_get_steps (rig->bench->band)->steps, ==, 1235);
  g_assert_cmpint (tactus_band_get_steps (rig->bench->band)->distance_m, ==, -1);
}

static void
test_first_steps (void)
{
  g_autoptr(Rig) rig = rig_new ("model=mi-band-1,steps=1000");
  guint before = rig->steps;

  g_assert_cmpuint (tactus_band_get_steps (rig->bench->band)->steps, >=, 1000);
  g_assert_cmpint (tactus_band_get_steps (rig->bench->band)->distance_m, ==, -1);
  UNTIL (was_written (rig, " ff05:0301"));
  notify (rig, TACTUS_UUID_MI1_STEPS, "b9140000");
  notify (rig, TACTUS_UUID_MI1_STEPS, "b91400");
  UNTIL (rig->steps > before && tactus_band_get_steps (rig->bench->band)->steps == 5305);
}

/* Rubbish in one place leaves the others as they are. */
static void
test_rubbish (void)
{
  static const char * const uuids[] = {
    TACTUS_UUID_BATTERY, TACTUS_UUID_STEPS, TACTUS_UUID_EVENTS, TACTUS_UUID_CONFIGURATION,
    TACTUS_UUID_RAW_DATA, TACTUS_UUID_USER_SETTINGS, TACTUS_UUID_HEART_RATE,
    TACTUS_UUID_HEART_RATE_CONTROL, TACTUS_UUID_FETCH_CONTROL, TACTUS_UUID_FETCH_DATA,
  };
  static const char * const rubbish[] = { "", "ff", "ffffffffff", "0fff00", "10ffffffffffffffff" };
  g_autoptr(Rig) rig = rig_new (BAND_3 ",first=0.01,period=0.01");
  int level;

  rig->status = 0x01;
  UNTIL (tactus_band_get_battery_level (rig->bench->band) >= 0);
  level = tactus_band_get_battery_level (rig->bench->band);
  expect (change (rig, TACTUS_SETTING_UNITS, "metric", NULL));
  expect (start_raw (rig, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (rubbish); j++)
      notify (rig, uuids[i], rubbish[j]);

  expect (change (rig, TACTUS_SETTING_UNITS, "imperial", NULL));
  g_assert_cmpint (tactus_band_get_battery_level (rig->bench->band), ==, level);
  notify (rig, TACTUS_UUID_EVENTS, "04");
  UNTIL (strstr (rig->events->str, " button"));
  notify (rig, TACTUS_UUID_STEPS, "00d3040000");
  UNTIL (tactus_band_get_steps (rig->bench->band)->steps == 1235);
  expect (stop_raw (rig, NULL));
  tactus_band_start_measuring (rig->bench->band);
  UNTIL_PULSE (rig->bench, LIVE);
  g_assert_cmpint (tactus_band_get_state (rig->bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* ── find ── */

static guint
count_written (Rig        *rig,
               const char *text)
{
  guint count = 0;

  for (const char *p = strstr (rig->log->str, text); p; p = strstr (p + 1, text))
    count++;

  return count;
}

static gboolean
ends_silent (Rig *rig)
{
  const char *last = g_strrstr (rig->log->str, " 2a06:");

  return last && g_str_has_prefix (last, " 2a06:00");
}

static void
test_find (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };

  tactus_band_find_async (rig->bench->band, 60000, cancellable, outcome_cb, &outcome);
  UNTIL (count_written (rig, " 2a06:03") >= 3);
  g_assert_null (outcome.result);
  g_cancellable_cancel (cancellable);
  expect (result_of (&outcome, tactus_band_find_finish, NULL));
  UNTIL (ends_silent (rig));

  /* Its time may be up between two, or one may be on its way. */
  for (guint duration_ms = 0; duration_ms < 60; duration_ms += 15)
    {
      g_string_truncate (rig->log, 0);
      tactus_band_find_async (rig->bench->band, duration_ms, NULL, outcome_cb, &outcome);
      expect (result_of (&outcome, tactus_band_find_finish, NULL));
      UNTIL (ends_silent (rig));
    }

  /* Cancelled from the start it still makes sure. */
  g_string_truncate (rig->log, 0);
  tactus_band_find_async (rig->bench->band, 60000, cancellable, outcome_cb, &outcome);
  expect (result_of (&outcome, tactus_band_find_finish, NULL));
  UNTIL (ends_silent (rig));
}

/* Nobody leaves a band that vibrates. */
static void
test_find_left (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_auto(Outcome) outcome = { NULL };
  g_auto(Outcome) leaving = { NULL };

  tactus_band_find_async (rig->bench->band, 60000, NULL, outcome_cb, &outcome);
  UNTIL (count_written (rig, " 2a06:03") >= 1);
  tactus_band_disconnect_async (rig->bench->band, NULL, outcome_cb, &leaving);
  g_free (result_of (&outcome, tactus_band_find_finish, "disconnected"));
  expect (result_of (&leaving, tactus_band_disconnect_finish, NULL));
  g_assert_true (ends_silent (rig));
}

/* Between two vibrations. */
static void
test_find_lost (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };

  timings.find_ms = 300;
  tactus_band_set_timings (rig->bench->band, &timings);
  tactus_band_find_async (rig->bench->band, 60000, NULL, outcome_cb, &outcome);
  UNTIL (count_written (rig, " 2a06:03") >= 1);
  tactus_sim_band_vanish (rig->bench->sim, g_get_monotonic_time ());
  UNTIL (tactus_band_get_state (rig->bench->band) != TACTUS_BAND_STATE_READY);
  g_assert_null (outcome.result);
  g_free (result_of (&outcome, tactus_band_find_finish, "disconnected"));
}

/* Between two vibrations nothing is under way that could tell of the end. */
static void
test_find_pausing (gconstpointer data)
{
  gboolean lost = GPOINTER_TO_INT (data);
  g_autoptr(Rig) rig = rig_new (BAND_3);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };
  g_auto(Outcome) leaving = { NULL };

  timings.find_ms = 300;
  tactus_band_set_timings (rig->bench->band, &timings);
  tactus_band_find_async (rig->bench->band, 60000, NULL, outcome_cb, &outcome);
  tactus_band_info_free (read_info (rig->bench));
  UNTIL (count_written (rig, " 2a06:03") == 1);
  if (lost)
    {
      tactus_sim_band_vanish (rig->bench->sim, g_get_monotonic_time ());
    }
  else
    {
      tactus_band_disconnect_async (rig->bench->band, NULL, outcome_cb, &leaving);
      expect (result_of (&leaving, tactus_band_disconnect_finish, NULL));
      g_assert_true (ends_silent (rig));
    }
  g_free (result_of (&outcome, tactus_band_find_finish, "disconnected"));
  g_assert_cmpuint (count_written (rig, " 2a06:03"), ==, 1);
}

/* ── the clock ── */

static void
test_clock (void)
{
  static const struct {
    const char *model;
    const char *zone;
    const char *when; /* local */
    const char *expected;
  } cases[] = {
    { BAND_3, "Asia/Kathmandu", "2024-02-29T12:34:56", " 2a2b:e807021d0c223804000017" },
    { BAND_3, "Europe/Paris", "2024-07-01T00:00:00", " 2a2b:e807070100000001000008" },
    { BAND_3, "Europe/Paris", "2024-12-31T23:59:59", " 2a2b:e8070c1f173b3b02000004" },
    { BAND_3, "America/St_Johns", "2024-01-01T00:00:00", " 2a2b:e8070101000000010000f2" },
    { "model=mi-band-1", "Europe/Paris", "2024-07-01T01:02:03",
      " ff0a:180601010203" "0f0f0f0f0f0f" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Rig) rig = rig_new (cases[i].model);
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 (cases[i].when, zone);

      g_string_truncate (rig->log, 0);
      expect (set_clock (rig, when, NULL));
      if (!was_written (rig, cases[i].expected))
        g_error ("%s: the band got%s", cases[i].zone, rig->log->str);
      expect (set_clock (rig, NULL, NULL));
    }
}

/* It is connected while the clocks are changed, or on a journey. */
static void
test_clock_changed (gconstpointer model)
{
  gboolean first = strcmp (model, BAND_3) != 0;
  const char *uuid = first ? " ff0a:" : " 2a2b:";
  g_autofree char *old = g_strdup (g_getenv ("TZ"));
  g_autoptr(Rig) rig = rig_new (model);
  TactusBandTimings timings = band_bench_timings ();
  g_auto(Outcome) outcome = { NULL };

  timings.clock_ms = 5;
  tactus_band_set_timings (rig->bench->band, &timings);
  g_setenv ("TZ", "EET-2", TRUE);
  tactus_band_disconnect_async (rig->bench->band, NULL, outcome_cb, &outcome);
  expect (result_of (&outcome, tactus_band_disconnect_finish, NULL));
  g_string_truncate (rig->log, 0);
  band_bench_connect (rig->bench);
  tactus_band_info_free (read_info (rig->bench));
  g_assert_cmpuint (count_written (rig, uuid), ==, 1);

  g_setenv ("TZ", "EET-1", TRUE);
  UNTIL (count_written (rig, uuid) == 2);
  if (!first)
    g_assert_true (g_str_has_prefix (g_strrstr (rig->log->str, uuid) + 6 + 20, "04"));
  g_setenv ("TZ", old ? old : "UTC", TRUE);
}

/* ── raw ── */

static void
test_raw (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  guint before;

  notify (rig, TACTUS_UUID_RAW_DATA, "0100050082000b00");
  expect (start_raw (rig, NULL));
  g_assert_cmpuint (rig->packets, ==, 0);
  notify (rig, TACTUS_UUID_RAW_DATA, "0100050082000b00040080000b00030081000b00");
  notify (rig, TACTUS_UUID_RAW_DATA, "01");
  notify (rig, TACTUS_UUID_RAW_DATA, "0101050082000b00040080000b00030081000b00");
  UNTIL (rig->packets == 2);

  /* It is kept alive. */
  UNTIL (count_written (rig, " 2a39:16") >= 2);
  expect (stop_raw (rig, NULL));
  g_assert_true (was_written (rig, " 2a39:150100"));
  before = rig->packets;
  notify (rig, TACTUS_UUID_RAW_DATA, "0102050082000b00040080000b00030081000b00");
  g_string_truncate (rig->log, 0);
  expect (alert (rig, TACTUS_ALERT_MESSAGE, NULL, NULL));
  g_assert_cmpuint (rig->packets, ==, before);
  g_assert_cmpuint (count_written (rig, " 2a39:16"), ==, 0);
}

/* A measurement beside it goes on when the stream ends. */
static void
test_raw_measuring (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",first=0.01,period=0.01");

  tactus_band_start_measuring (rig->bench->band);
  UNTIL_PULSE (rig->bench, LIVE);
  expect (start_raw (rig, NULL));
  expect (stop_raw (rig, NULL));
  g_string_truncate (rig->log, 0);
  UNTIL (was_written (rig, " 2a39:150101"));
  UNTIL (tactus_sim_band_get_measuring (rig->bench->sim));
  UNTIL_PULSE (rig->bench, LIVE);
}

/* And the stream goes on when the measurement ends. */
static void
test_measuring_beside_raw (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",first=0.01,period=0.01");
  g_auto(Outcome) outcome = { NULL };

  expect (start_raw (rig, NULL));
  g_string_truncate (rig->log, 0);
  tactus_band_start_measuring (rig->bench->band);
  UNTIL_PULSE (rig->bench, LIVE);
  /* The stream brings pulses before the measurement has begun, which stops what was before it. */
  UNTIL (was_written (rig, " 2a39:150101"));
  g_string_truncate (rig->log, 0);
  tactus_band_stop_measuring (rig->bench->band);
  g_assert_cmpint (tactus_band_get_pulse_state (rig->bench->band), ==, TACTUS_PULSE_STATE_IDLE);
  tactus_band_info_free (read_info (rig->bench));
  g_assert_false (was_written (rig, " 2a39:150100"));
  g_assert_true (tactus_sim_band_get_measuring (rig->bench->sim));

  tactus_band_measure_once_async (rig->bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_measure_once_finish (rig->bench->band, outcome.result, NULL, NULL));
  tactus_band_info_free (read_info (rig->bench));
  g_assert_true (tactus_sim_band_get_measuring (rig->bench->sim));

  expect (stop_raw (rig, NULL));
  UNTIL (!tactus_sim_band_get_measuring (rig->bench->sim));
}

static void
test_raw_ended (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };
  g_auto(Outcome) lost = { NULL };

  tactus_band_start_raw_async (rig->bench->band, cancellable, outcome_cb, &outcome);
  g_cancellable_cancel (cancellable);
  g_free (result_of (&outcome, tactus_band_start_raw_finish, "cancelled"));

  tactus_band_start_raw_async (rig->bench->band, NULL, outcome_cb, &lost);
  tactus_sim_band_vanish (rig->bench->sim, g_get_monotonic_time ());
  g_free (result_of (&lost, tactus_band_start_raw_finish, "disconnected"));
  g_free (stop_raw (rig, "disconnected"));

  /* A stream does not come back by itself. */
  tactus_sim_band_come_back (rig->bench->sim);
  UNTIL_STATE (rig->bench, READY);
  expect (start_raw (rig, NULL));
  notify (rig, TACTUS_UUID_RAW_DATA, "0100050082000b00040080000b00030081000b00");
  UNTIL (rig->packets == 1);
}

/* ── what it says of itself ── */

static void
test_first_info (void)
{
  g_autoptr(Rig) rig = rig_new ("model=mi-band-1s,battery=61,steps=777");
  g_autoptr(TactusBandInfo) info = read_info (rig->bench);

  g_assert_true (info->has_battery);
  g_assert_cmpuint (info->battery.level, ==, 61);
  g_assert_cmpint (info->battery.charging, ==, TACTUS_CHARGING_NO);
  g_assert_true (info->battery.has_last_charge);
  g_assert_true (info->has_charges);
  g_assert_cmpuint (info->charges, >, 0);
  g_assert_true (info->has_steps);
  g_assert_cmpuint (info->steps.steps, >=, 777);
  g_assert_true (info->has_time);
  g_assert_nonnull (info->software);
  g_assert_nonnull (info->heart_software);
  g_assert_nonnull (info->hardware);
}

static void
test_info (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3 ",battery=61");
  g_autoptr(TactusBandInfo) info = read_info (rig->bench);

  g_assert_true (info->has_battery && info->battery.has_last_charge &&
                 info->battery.has_full_charge);
  g_assert_cmpuint (info->battery.level, ==, 61);
  g_assert_false (info->has_charges);
  g_assert_null (info->heart_software);
  g_assert_nonnull (info->serial);
}

/* Where messages go while somebody wants them. */
static GString *messages;

static GLogWriterOutput
writer (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  for (gsize i = 0; i < n_fields && messages && level == G_LOG_LEVEL_MESSAGE; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (messages, "%s\n", (const char *) fields[i].value);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* Nonsense about one thing is told, and leaves the others as they are. */
static void
test_nonsense (gconstpointer data)
{
  gboolean first = GPOINTER_TO_INT (data);
  g_autoptr(Rig) rig = rig_new (first ? "model=mi-band-1s,fault=short-at-battery:99"
                                      : BAND_3 ",fault=short-at-time:99");
  g_autoptr(GString) told = messages = g_string_new (NULL);
  g_autoptr(TactusBandInfo) info = read_info (rig->bench);

  messages = NULL;
  g_assert_cmpint (info->has_battery, ==, !first);
  g_assert_cmpint (info->has_time, ==, first);
  g_assert_true (info->has_steps);
  g_assert_nonnull (info->software);
  g_assert_nonnull (strstr (told->str, first ? "Reading 0000ff0c: " : "Reading 00002a2b: "));
  g_assert_nonnull (strstr (told->str, "byte"));
}

/* ── what was set is remembered ── */

static void
test_remembered (void)
{
  const TactusAlarm late = { .slot = 7, .enabled = TRUE, .hour = 23, .minute = 5, .days = 0x7f };
  const TactusAlarm early = { .slot = 0, .hour = 6, .minute = 30, .snooze = TRUE };
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_autoptr(TactusBandMemory) memory = tactus_band_memory_new (rig->bench->dir);
  g_autoptr(TactusBandMemory) again = NULL;
  g_autoptr(GArray) alarms = NULL;
  g_autofree char *address = g_strdup (tactus_band_get_address (rig->bench->band));

  expect (change (rig, TACTUS_SETTING_UNITS, "imperial", NULL));
  expect (change (rig, TACTUS_SETTING_LIFT_DISPLAY, "22:00-07:00", NULL));
  expect (set_alarm (rig, &late, NULL));
  expect (set_alarm (rig, &early, NULL));

  /* A band that is not known leaves nothing behind, and does not become known. */
  tactus_band_save_setting (rig->bench->band, TACTUS_SETTING_UNITS, memory);
  again = tactus_band_memory_new (rig->bench->dir);
  g_assert_null (tactus_band_memory_get_kept (again, address, "setting-units"));
  g_clear_pointer (&again, tactus_band_memory_free);

  tactus_band_memory_set (memory, address, "My band", "mi-band-3");
  tactus_band_save_setting (rig->bench->band, TACTUS_SETTING_UNITS, memory);
  tactus_band_save_setting (rig->bench->band, TACTUS_SETTING_LIFT_DISPLAY, memory);
  tactus_band_save_alarms (rig->bench->band, memory);
  tactus_band_memory_set_kept (memory, address, "setting-goal", "a lot");
  tactus_band_memory_set_kept (memory, address, "setting-share-heart-rate", "on");
  tactus_band_memory_set_kept (memory, address, "alarm-1", "25:00 daily on");
  tactus_band_memory_set_kept (memory, address, "alarm-2", "05:00 daily on loud");
  tactus_band_memory_set_kept (memory, address, "alarm-3", "soon");

  band_bench_restart (rig->bench);
  again = tactus_band_memory_new (rig->bench->dir);
  tactus_band_restore (rig->bench->band, again);
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_UNITS), ==,
                   "imperial");
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_LIFT_DISPLAY), ==,
                   "22:00-07:00");
  g_assert_null (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_GOAL));
  g_assert_null (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_SHARE_HEART_RATE));

  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 2);
  g_assert_cmpmem (&g_array_index (alarms, TactusAlarm, 0), sizeof early, &early, sizeof early);
  g_assert_cmpmem (&g_array_index (alarms, TactusAlarm, 1), sizeof late, &late, sizeof late);

  /* Forgotten with the band. */
  tactus_band_memory_remove (again, address);
  g_assert_null (tactus_band_memory_get_kept (again, address, "setting-units"));
}

static TactusBandList *
list_new (Rig *rig)
{
  return tactus_band_list_new (rig->bench->client, rig->bench->keys, rig->bench->dir,
                               rig->bench->dir);
}

static void
list_free (TactusBandList *list)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_list_shut_down_async (list, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_list_shut_down_finish (list, outcome.result);
  outcome_clear (&outcome);
  UNTIL (G_OBJECT (list)->ref_count == 1);
  g_assert_finalize_object (list);
}

/* Whoever pairs it next, in the same run, begins with nothing. */
static void
forget (Rig            *rig,
        TactusBandList *list)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) alarms = NULL;

  take_band (rig);
  rig->changes = 0;
  rig->alarms = 0;
  tactus_band_list_forget_async (list, rig->bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_list_forget_finish (list, outcome.result, &error);
  g_assert_no_error (error);
  g_assert_null (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_TIME_FORMAT));
  g_assert_cmpuint (rig->changes, ==, 1);
  alarms = tactus_band_get_alarms (rig->bench->band);
  g_assert_cmpuint (alarms->len, ==, 0);
  g_assert_cmpuint (rig->alarms, ==, 1);
  g_signal_handlers_disconnect_by_data (rig->bench->band, rig);
}

/* By the list, from one run of the program to the next. */
static void
test_remembered_by_list (void)
{
  const TactusAlarm alarm = { .slot = 2, .enabled = TRUE, .hour = 7, .minute = 15, .days = 0x60 };
  g_autoptr(Rig) rig = rig_new (BAND_3);
  g_autofree char *address = g_strdup (tactus_band_get_address (rig->bench->band));
  g_autoptr(TactusBandMemory) memory = tactus_band_memory_new (rig->bench->dir);
  TactusBand *own;
  TactusBandList *list;

  tactus_band_memory_set (memory, address, "My band", "mi-band-3");
  band_bench_restart (rig->bench);
  own = rig->bench->band;

  list = list_new (rig);
  rig->bench->band = tactus_band_list_find (list, address, NULL);
  band_bench_connect (rig->bench);
  expect (change (rig, TACTUS_SETTING_TIME_FORMAT, "12h", NULL));
  expect (set_alarm (rig, &alarm, NULL));
  list_free (list);

  list = list_new (rig);
  rig->bench->band = tactus_band_list_find (list, address, NULL);
  g_assert_cmpstr (tactus_band_get_setting (rig->bench->band, TACTUS_SETTING_TIME_FORMAT), ==,
                   "12h");
  {
    g_autoptr(GArray) alarms = tactus_band_get_alarms (rig->bench->band);

    g_assert_cmpuint (alarms->len, ==, 1);
    g_assert_cmpmem (&g_array_index (alarms, TactusAlarm, 0), sizeof alarm, &alarm, sizeof alarm);
  }
  forget (rig, list);
  list_free (list);
  rig->bench->band = own;
}

static void
add_models (void)
{
  const TactusModel *model;

  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    if (tactus_model_can_pair (model) && model->generation != TACTUS_GENERATION_STANDARD)
      {
        g_autofree char *path = g_strconcat ("/band-abilities/models/", model->id, NULL);

        g_test_add_data_func (path, model, test_model);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (writer, NULL, NULL);
  add_models ();
  g_test_add_func ("/band-abilities/lacking", test_lacking);
  g_test_add_func ("/band-abilities/not-connected", test_not_connected);
  g_test_add_func ("/band-abilities/values", test_values);
  g_test_add_func ("/band-abilities/refused", test_refused);
  g_test_add_func ("/band-abilities/refused/raw", test_refused_raw);
  g_test_add_func ("/band-abilities/silent", test_silent);
  g_test_add_func ("/band-abilities/strange-answers", test_strange_answers);
  g_test_add_func ("/band-abilities/refused-beside-measuring", test_refused_beside_measuring);
  g_test_add_func ("/band-abilities/in-order", test_in_order);
  g_test_add_func ("/band-abilities/cancelled", test_cancelled);
  g_test_add_func ("/band-abilities/link-lost", test_link_lost);
  g_test_add_func ("/band-abilities/timed-out", test_timed_out);
  g_test_add_func ("/band-abilities/not-permitted", test_not_permitted);
  g_test_add_func ("/band-abilities/events", test_events);
  g_test_add_func ("/band-abilities/many-events", test_many_events);
  g_test_add_func ("/band-abilities/first-events", test_first_events);
  g_test_add_func ("/band-abilities/charging", test_charging);
  g_test_add_func ("/band-abilities/steps", test_steps);
  g_test_add_func ("/band-abilities/first-steps", test_first_steps);
  g_test_add_func ("/band-abilities/rubbish", test_rubbish);
  g_test_add_func ("/band-abilities/find", test_find);
  g_test_add_func ("/band-abilities/find-left", test_find_left);
  g_test_add_func ("/band-abilities/find-lost", test_find_lost);
  g_test_add_data_func ("/band-abilities/find-pausing/left", GINT_TO_POINTER (FALSE),
                        test_find_pausing);
  g_test_add_data_func ("/band-abilities/find-pausing/lost", GINT_TO_POINTER (TRUE),
                        test_find_pausing);
  g_test_add_func ("/band-abilities/clock", test_clock);
  g_test_add_data_func ("/band-abilities/clock-changed", BAND_3, test_clock_changed);
  g_test_add_data_func ("/band-abilities/clock-changed/first", "model=mi-band-1",
                        test_clock_changed);
  g_test_add_func ("/band-abilities/raw", test_raw);
  g_test_add_func ("/band-abilities/raw-measuring", test_raw_measuring);
  g_test_add_func ("/band-abilities/measuring-beside-raw", test_measuring_beside_raw);
  g_test_add_func ("/band-abilities/raw-ended", test_raw_ended);
  g_test_add_func ("/band-abilities/first-info", test_first_info);
  g_test_add_func ("/band-abilities/info", test_info);
  g_test_add_data_func ("/band-abilities/nonsense", GINT_TO_POINTER (FALSE), test_nonsense);
  g_test_add_data_func ("/band-abilities/nonsense/first", GINT_TO_POINTER (TRUE), test_nonsense);
  g_test_add_func ("/band-abilities/remembered", test_remembered);

  g_test_add_func ("/band-abilities/remembered-by-list", test_remembered_by_list);

  return band_bench_run ();
}
