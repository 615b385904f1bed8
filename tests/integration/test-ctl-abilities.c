/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real tactusctl on a virtual BlueZ: what a connected band can be asked to do. */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "ctl-rig.h"

#define ADDRESS "C8:0F:10:00:00:01"
#define BAND "model=mi-band-3,tap=0,first=0.05,period=0.05,battery=63,steps=4321"
#define FIRST_BAND "model=mi-band-1s,tap=0,first=0.05,period=0.05,battery=63,steps=4321"
/* That of a band would make it one: the first went by many names. */
#define STRAP_ADDRESS "A0:9E:1A:00:00:05"
#define STRAP "model=heart-rate-sensor,address=" STRAP_ADDRESS

/* Made up; it opens nothing. */
#define KEY "00112233445566778899aabbccddeeff"
#define LATER_BAND "model=mi-band-5,key=" KEY ",first=0.05,period=0.05,battery=63,steps=4321"

/* ── alert ── */

typedef struct {
  const char *arguments;
  const char *kind;
  int sent; /* as TACTUS_SIM_EVENT_ALERT tells */
} Alert;

static const Alert alerts[] = {
  { "message", "message", 1 },
  { "call", "call", 2 },
  { "vibrate", "vibrate", 3 },
  { "off", "off", 0 },
};

static const char * const alert_bands[] = {
  BAND,
  "model=mi-band-2,tap=0",
  "model=mi-band-hrx,tap=0",
};

static void
test_alert (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, data);

  ctl_rig_pair (rig, band);
  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      g_autofree char *line = g_strdup_printf ("alert " ADDRESS " %s --json", alerts[i].arguments);
      g_autofree char *expected = g_strdup_printf ("{\"alert\":\"%s\"}", alerts[i].kind);
      guint count = ctl_rig_count (rig, TACTUS_SIM_EVENT_ALERT);
      g_autoptr(CtlRun) run = ctl_run (rig, line);

      g_assert_cmpint (run->status, ==, 0);
      ctl_assert_line (run, 0, expected);
      g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_ALERT), ==, count + 1);
      g_assert_cmpint (ctl_rig_get_value (rig, TACTUS_SIM_EVENT_ALERT), ==, alerts[i].sent);
      ctl_rig_await_free (band);
    }
}

static void
test_alert_words (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "alert " ADDRESS " message --title Oven --text 'Der Kuchen ist süß'");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->err->str, "Sent “message” to"));
}

/* An alert with a duration is taken back, by the clock or by the person. */
static void
test_alert_ends (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) timed = NULL;
  g_autoptr(CtlRun) stopped = NULL;

  ctl_rig_pair (rig, band);
  timed = ctl_run (rig, "alert " ADDRESS " call --duration 0.2 --json");
  g_assert_cmpint (timed->status, ==, 0);
  ctl_assert_line (timed, 0, "{\"alert\":\"call\"}");
  ctl_assert_line (timed, 1, "{\"alert\":\"off\"}");
  g_assert_cmpint (ctl_rig_get_value (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);

  stopped = ctl_start (rig, "alert " ADDRESS " call --duration 600");
  ctl_rig_await (rig, TACTUS_SIM_EVENT_ALERT, 2);
  ctl_wait_for (stopped, "Sent “call”");
  ctl_interrupt (stopped);
  g_assert_cmpint (stopped->status, ==, 0);
  g_assert_cmpint (ctl_rig_get_value (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);
  ctl_rig_await_free (band);
}

/* ── find ── */

static void
test_find (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) timed = NULL;
  g_autoptr(CtlRun) stopped = NULL;

  ctl_rig_pair (rig, band);
  timed = ctl_run (rig, "find " ADDRESS " --duration 0.3 --json");
  g_assert_cmpint (timed->status, ==, 0);
  ctl_assert_line (timed, 0, "{\"step\":\"vibrating\"}");
  ctl_assert_line (timed, -1, "{\"step\":\"done\"}");
  g_assert_cmpint (ctl_rig_get_value (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);

  stopped = ctl_start (rig, "find " ADDRESS);
  ctl_rig_await (rig, TACTUS_SIM_EVENT_ALERT, 3);
  ctl_interrupt (stopped);
  g_assert_cmpint (stopped->status, ==, 0);
  g_assert_nonnull (strstr (stopped->err->str, "is quiet again"));
  g_assert_cmpint (ctl_rig_get_value (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);
  ctl_rig_await_free (band);
}

/* ── events ── */

/* As people do: until something happens.  The first may come before anybody listens. */
static gboolean
press_cb (gpointer data)
{
  tactus_sim_band_tap (data, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
press_until (TactusSimBand *band,
             CtlRun        *run,
             const char    *text)
{
  guint id = g_timeout_add (100, press_cb, band);

  ctl_wait_for (run, text);
  g_source_remove (id);
}

static gboolean
charge_cb (gpointer data)
{
  tactus_sim_band_set_battery (data, 64, g_get_monotonic_time ());
  return G_SOURCE_REMOVE;
}

static gboolean
vanish_cb (gpointer data)
{
  tactus_sim_band_vanish (data, g_get_monotonic_time ());
  return G_SOURCE_REMOVE;
}

static gboolean
come_back_cb (gpointer data)
{
  tactus_sim_band_come_back (data);
  return G_SOURCE_REMOVE;
}

static void
test_events (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "events " ADDRESS " --json");
  ctl_wait_for (run, "\"event\":\"battery\",\"level\":63,\"charging\":false");
  ctl_wait_for (run, "\"event\":\"steps\",\"steps\":");
  press_until (band, run, "\"event\":\"button\"}");
  g_idle_add (charge_cb, band);
  ctl_wait_for (run, "\"event\":\"battery\",\"level\":64");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);

  lines = ctl_json (run);
  for (guint i = 0; i < lines->len; i++)
    g_assert_true (json_object_has_member (g_ptr_array_index (lines, i), "time"));
  ctl_rig_await_free (band);
}

static void
test_events_text (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "events " ADDRESS);
  ctl_wait_for (run, "battery 63 %");
  g_idle_add (vanish_cb, band);
  ctl_wait_for (run, "The connection was lost");
  g_idle_add (come_back_cb, band);
  ctl_wait_for (run, "Connected again");
  press_until (band, run, "  button\n");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
}

static void
test_wait (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "events " ADDRESS " --wait button --timeout 60 --json");
  ctl_wait_for (run, "Waiting for “button”");
  press_until (band, run, "\"button\"");
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  ctl_assert_line (run, 0, "{\"event\":\"button\"}");
  ctl_assert_line (run, -1, "{\"event\":\"button\"}");
  ctl_rig_await_free (band);
}

static void
test_wait_in_vain (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) timeout = NULL;
  g_autoptr(CtlRun) duration = NULL;
  g_autoptr(CtlRun) stopped = NULL;

  ctl_rig_pair (rig, band);
  timeout = ctl_run (rig, "events " ADDRESS " --wait button --timeout 3 --json");
  ctl_assert_failure (timeout, "timed_out");
  g_assert_nonnull (strstr (timeout->err->str, "The event “button” did not come in time"));
  g_assert_null (strstr (timeout->err->str, "did not answer"));
  duration = ctl_run (rig, "events " ADDRESS " --wait button --duration 0.2 --json");
  ctl_assert_failure (duration, "timed_out");
  g_assert_nonnull (strstr (duration->err->str, "The event “button” did not come in time"));

  stopped = ctl_start (rig, "events " ADDRESS " --wait button --json");
  ctl_wait_for (stopped, "Waiting for");
  ctl_interrupt (stopped);
  ctl_assert_failure (stopped, "cancelled");
  ctl_rig_await_free (band);
}

/* ── the clock ── */

static void
test_set_time (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, data);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(JsonObject) object = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "set-time " ADDRESS " --time 2024-07-14T03:30:00+05:45 --json");
  g_assert_cmpint (run->status, ==, 0);
  object = ctl_line (run, -1);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (object, "time"),
                                   "2024-07-14T03:30:"));
  if (strstr (data, "mi-band-3"))
    g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "time"), "+05:45"));
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_TIME_SET), >=, 1);

  /* A byte for the year, from 2000 on. */
  if (!strstr (data, "mi-band-3"))
    {
      g_autoptr(CtlRun) early = ctl_run (rig, "set-time " ADDRESS " --time 1999-12-31 --json");
      g_autoptr(CtlRun) late = ctl_run (rig, "set-time " ADDRESS " --time 2256-01-01 --json");

      ctl_assert_failure (early, "usage");
      g_assert_nonnull (strstr (early->err->str, "1999"));
      ctl_assert_failure (late, "usage");
    }

  text = ctl_run (rig, "set-time " ADDRESS);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_true (g_regex_match_simple ("^20\\d\\d-\\d\\d-\\d\\dT", text->out->str, 0, 0));
  g_assert_null (strstr (text->out->str, "2024-07-14"));
  ctl_rig_await_free (band);
}

/* ── what it says of itself ── */

static void
test_info (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, data);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonObject *battery;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "info " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  object = ctl_line (run, 0);
  g_assert_cmpint (json_object_get_int_member (object, "steps"), >=, 4321);
  g_assert_nonnull (json_object_get_string_member (object, "firmware"));
  g_assert_nonnull (json_object_get_string_member (object, "time"));
  battery = json_object_get_object_member (object, "battery");
  g_assert_cmpint (json_object_get_int_member (battery, "level"), ==, 63);
  g_assert_nonnull (json_object_get_string_member (battery, "last_charge"));
  g_assert_cmpint (json_object_get_null_member (battery, "charges"), ==,
                   strstr (data, "mi-band-1s") == NULL);

  text = ctl_run (rig, "info " ADDRESS);
  g_assert_nonnull (strstr (text->out->str, "63 %"));
  g_assert_nonnull (strstr (text->out->str, "Last charged"));
  ctl_rig_await_free (band);
}

/* ── settings ── */

static void
test_settings (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) set = NULL;
  g_autoptr(CtlRun) one = NULL;
  g_autoptr(CtlRun) all = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  guint links;

  ctl_rig_pair (rig, band);
  set = ctl_run (rig, "settings " ADDRESS " language=en_US time-format=24h --json");
  g_assert_cmpint (set->status, ==, 0);
  lines = ctl_json (set);
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_nonnull (strstr (set->out->str, "{\"name\":\"language\",\"value\":\"en_US\","
                                           "\"kind\":\"choice\",\"choices\":["));
  g_assert_nonnull (strstr (set->out->str, "{\"name\":\"time-format\",\"value\":\"24h\","
                                           "\"kind\":\"choice\",\"choices\":[\"12h\",\"24h\"],"
                                           "\"minimum\":null,\"maximum\":null,\"unit\":null}"));

  /* Bands cannot be asked, so nobody connects. */
  links = ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED);
  one = ctl_run (rig, "settings " ADDRESS " time-format --json");
  g_assert_nonnull (strstr (one->out->str, "\"value\":\"24h\""));
  all = ctl_run (rig, "settings " ADDRESS " --json");
  g_assert_nonnull (strstr (all->out->str, "{\"name\":\"wear-side\",\"value\":null"));
  g_assert_nonnull (strstr (all->out->str, "{\"name\":\"language\",\"value\":\"en_US\""));
  text = ctl_run (rig, "settings " ADDRESS);
  g_assert_nonnull (strstr (text->out->str, "12h, 24h\n"));
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, links);
}

/* A band that knows languages by number is not said to speak one that has none. */
static void
test_settings_languages (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, "model=amazfit-bip-u,key=" KEY);
  g_autoptr(CtlRun) paired = ctl_run (rig, "pair " ADDRESS " --key " KEY);
  g_autoptr(CtlRun) json = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(CtlRun) refused = NULL;

  g_assert_cmpint (paired->status, ==, 0);
  ctl_rig_await_free (band);
  json = ctl_run (rig, "settings " ADDRESS " language --json");
  text = ctl_run (rig, "settings " ADDRESS " language");
  refused = ctl_run (rig, "settings " ADDRESS " language=he_IL --json");
  g_assert_nonnull (strstr (json->out->str, "\"de_DE\""));
  g_assert_null (strstr (json->out->str, "he_IL"));
  g_assert_nonnull (strstr (text->out->str, "de_DE"));
  g_assert_null (strstr (text->out->str, "he_IL"));
  ctl_assert_failure (refused, "usage");
  g_assert_nonnull (strstr (refused->err->str, "de_DE"));
  g_assert_null (strstr (refused->err->str, "he_IL,"));
}

static void
test_settings_refused (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) value = NULL;
  g_autoptr(CtlRun) lacking = NULL;
  g_autoptr(CtlRun) left = NULL;
  guint links;

  ctl_rig_pair (rig, band);
  links = ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED);
  value = ctl_run (rig, "settings " ADDRESS " units=metric time-format=25h --json");
  ctl_assert_failure (value, "usage");
  g_assert_nonnull (strstr (value->err->str, "12h, 24h"));
  lacking = ctl_run (rig, "settings " ADDRESS " units=metric share-heart-rate=on --json");
  ctl_assert_failure (lacking, "not_supported");
  g_assert_nonnull (strstr (lacking->err->str, "share-heart-rate"));

  /* The good one before it was not sent either. */
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, links);
  left = ctl_run (rig, "settings " ADDRESS " units --json");
  g_assert_nonnull (strstr (left->out->str, "\"value\":null"));
}

/* ── profile ── */

static void
test_profile (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, data);
  g_autoptr(CtlRun) nothing = NULL;
  g_autoptr(CtlRun) half = NULL;
  g_autoptr(CtlRun) whole = NULL;
  g_autoptr(CtlRun) more = NULL;
  g_autoptr(CtlRun) bad = NULL;
  g_autoptr(CtlRun) text = NULL;

  ctl_rig_pair (rig, band);
  nothing = ctl_run (rig, "profile " ADDRESS " --json");
  g_assert_cmpint (nothing->status, ==, 0);
  ctl_assert_line (nothing, 0, "{\"born\":null,\"sex\":null,\"height_cm\":null,\"weight_kg\":null,"
                               "\"goal\":null}");
  half = ctl_run (rig, "profile " ADDRESS " --weight 64.5 --json");
  ctl_assert_failure (half, "usage");
  g_assert_nonnull (strstr (half->err->str, "--born"));

  whole = ctl_run (rig, "profile " ADDRESS " --born 1984-05-17 --sex female --height 172 "
                        "--weight 64.5 --goal 9000 --json");
  g_assert_cmpint (whole->status, ==, 0);
  ctl_assert_line (whole, 0, "{\"born\":\"1984-05-17\",\"sex\":\"female\",\"height_cm\":172,"
                             "\"weight_kg\":64.5,\"goal\":9000}");
  more = ctl_run (rig, "profile " ADDRESS " --weight 63 --json");
  ctl_assert_line (more, 0, "{\"born\":\"1984-05-17\",\"sex\":\"female\",\"height_cm\":172,"
                            "\"weight_kg\":63.0,\"goal\":9000}");
  bad = ctl_run (rig, "profile " ADDRESS " --height 20 --json");
  ctl_assert_failure (bad, "usage");
  text = ctl_run (rig, "profile " ADDRESS);
  g_assert_nonnull (strstr (text->out->str, "1984-05-17"));
  g_assert_nonnull (strstr (text->out->str, "9000"));
  ctl_rig_await_free (band);
}

/* ── alarms ── */

static void
test_alarms (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, data);
  g_autoptr(CtlRun) set = NULL;
  g_autoptr(CtlRun) second = NULL;
  g_autoptr(CtlRun) list = NULL;
  g_autoptr(CtlRun) deleted = NULL;

  ctl_rig_pair (rig, band);
  set = ctl_run (rig, "alarms " ADDRESS " 1 6:30 mo,we,fr --json");
  g_assert_cmpint (set->status, ==, 0);
  g_assert_nonnull (strstr (set->out->str, "{\"slot\":1,\"time\":\"06:30\",\"days\":\"mo,we,fr\","
                                           "\"enabled\":true,\"snooze\":"));
  second = ctl_run (rig, "alarms " ADDRESS " 0 23:05 --disabled --json");
  g_assert_cmpint (second->status, ==, 0);
  g_assert_nonnull (strstr (second->out->str, "{\"slot\":0,\"time\":\"23:05\",\"days\":\"once\","
                                              "\"enabled\":false"));
  list = ctl_run (rig, "alarms " ADDRESS);
  g_assert_nonnull (strstr (list->out->str, "06:30"));
  g_assert_nonnull (strstr (list->out->str, "23:05"));

  deleted = ctl_run (rig, "alarms " ADDRESS " --delete 1 --json");
  g_assert_cmpint (deleted->status, ==, 0);
  g_assert_null (strstr (deleted->out->str, "06:30"));
  g_assert_nonnull (strstr (deleted->out->str, "23:05"));
  ctl_rig_await_free (band);
}

/* ── raw ── */

static void
test_raw (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) timed = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "raw " ADDRESS " --json");
  ctl_wait_for (run, "\"kind\":\"ppg\"");
  ctl_wait_for (run, "\"kind\":\"acceleration\"");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_regex_match_simple ("\"kind\":\"acceleration\",\"type\":\\d+,\"index\":\\d+,"
                                       "\"values\":\\[\\[-?\\d+,-?\\d+,-?\\d+\\]",
                                       run->out->str, 0, 0));
  ctl_rig_await_free (band);

  timed = ctl_run (rig, "raw " ADDRESS " --duration 2");
  g_assert_cmpint (timed->status, ==, 0);
  g_assert_nonnull (strstr (timed->out->str, "  ppg "));
  g_assert_nonnull (strstr (timed->out->str, "  acceleration "));
}

/* The stream is started anew with the link. */
static void
test_raw_again (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "raw " ADDRESS " --json");
  ctl_wait_for (run, "\"kind\":\"ppg\"");
  g_idle_add (vanish_cb, band);
  ctl_wait_for (run, "The connection was lost");
  g_string_truncate (run->out, 0);
  g_idle_add (come_back_cb, band);
  ctl_wait_for (run, "\"kind\":\"ppg\"");

  g_idle_add (vanish_cb, band);
  ctl_rig_await_free (band);
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
}

/* ── what a band cannot ── */

typedef struct {
  const char *band;
  const char *arguments;
} Unable;

static const Unable unable[] = {
  { STRAP, "alert " STRAP_ADDRESS " message" },
  { STRAP, "find " STRAP_ADDRESS " --duration 1" },
  { STRAP, "events " STRAP_ADDRESS " --wait button" },
  { STRAP, "set-time " STRAP_ADDRESS },
  { STRAP, "settings " STRAP_ADDRESS },
  { STRAP, "settings " STRAP_ADDRESS " units=metric" },
  { STRAP, "profile " STRAP_ADDRESS },
  { STRAP, "alarms " STRAP_ADDRESS },
  { STRAP, "alarms " STRAP_ADDRESS " 0 07:00" },
  { STRAP, "raw " STRAP_ADDRESS },
  { STRAP, "sync " STRAP_ADDRESS },
  { FIRST_BAND, "alert " ADDRESS " message --text x" },
  { FIRST_BAND, "settings " ADDRESS " units=metric" },
  { "model=mi-band-1,tap=0", "heart-rate " ADDRESS },
  { "model=mi-band-hrx,tap=0", "heart-rate --once " ADDRESS },
  { "model=mi-band-hrx,tap=0", "heart-rate " ADDRESS },
  { "model=mi-band-hrx,tap=0", "heart-rate " ADDRESS " --duration 1" },
  { "model=mi-band-hrx,tap=0", "settings " ADDRESS " heart-rate-interval=10" },
};

static void
test_unable (gconstpointer data)
{
  const Unable *row = data;
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, row->band);
  g_autofree char *arguments = g_strdup_printf ("%s --json", row->arguments);
  g_autoptr(CtlRun) run = NULL;
  g_autofree char *others = g_strdup_printf ("info %s --json", tactus_sim_band_get_address (band));
  g_autoptr(CtlRun) info = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, arguments);
  ctl_assert_failure (run, "not_supported");
  ctl_rig_await_free (band);

  /* All else goes on. */
  info = ctl_run (rig, others);
  g_assert_cmpint (info->status, ==, 0);
}

/* ── every command alike ── */

static const char * const commands[] = {
  "alert " ADDRESS " call",
  "find " ADDRESS,
  "events " ADDRESS,
  "set-time " ADDRESS,
  "profile " ADDRESS " --goal 9000",
  "settings " ADDRESS " units=metric",
  "alarms " ADDRESS " 1 07:00",
  "raw " ADDRESS,
  "sync " ADDRESS,
};

static void
test_unreachable (gconstpointer data)
{
  g_autofree char *arguments = g_strdup_printf ("%s --json --timeout 4", (const char *) data);
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) slow = NULL;
  g_autoptr(CtlRun) off = NULL;

  ctl_rig_pair (rig, band);
  tactus_sim_band_vanish (band, g_get_monotonic_time ());
  slow = ctl_run (rig, arguments);
  g_assert_cmpint (slow->status, ==, 1);
  g_assert_true (strstr (slow->out->str, "\"timed_out\"") ||
                 strstr (slow->out->str, "\"out_of_range\""));

  tactus_sim_bluez_set_powered (rig->bluez, 0, FALSE);
  off = ctl_run (rig, arguments);
  ctl_assert_failure (off, "adapter_off");
}

static void
test_not_paired (gconstpointer data)
{
  g_autofree char *arguments = g_strdup_printf ("%s --json", (const char *) data);
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = ctl_run (rig, arguments);

  ctl_assert_failure (run, "keyring");
  ctl_rig_await_free (band);
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);
}

/* In the middle of connecting: nothing is left on, and nothing was done. */
static void
test_interrupted (gconstpointer data)
{
  g_autofree char *arguments = g_strdup_printf ("%s --json", (const char *) data);
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  tactus_sim_band_set_fault (band, TACTUS_SIM_STEP_CHALLENGE, TACTUS_SIM_EFFECT_SILENT, 1);
  run = ctl_start (rig, arguments);
  ctl_wait_for (run, "Connecting to");
  ctl_interrupt (run);
  ctl_assert_failure (run, "cancelled");
  ctl_rig_await_free (band);
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_ALERT), ==, 0);
}

static void
test_lost (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "find " ADDRESS " --json");
  ctl_rig_await (rig, TACTUS_SIM_EVENT_ALERT, 3);
  g_idle_add (vanish_cb, band);
  ctl_wait (run);
  ctl_assert_failure (run, "disconnected");
}

static void
add_each (const char         *path,
          const char * const *cases,
          guint               n_cases,
          GTestDataFunc       test)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *name = g_strndup (cases[i], strcspn (cases[i], ","));
      g_autofree char *whole = g_strdup_printf ("%s/%02u-%s", path, i, name);

      g_test_add_data_func (whole, cases[i], test);
    }
}

static void
add_unable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/abilities/unable/%02u", i);

      g_test_add_data_func (path, &unable[i], test_unable);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_each ("/ctl/abilities/alert", alert_bands, G_N_ELEMENTS (alert_bands), test_alert);
  g_test_add_func ("/ctl/abilities/alert/words", test_alert_words);
  g_test_add_func ("/ctl/abilities/alert/ends", test_alert_ends);
  g_test_add_func ("/ctl/abilities/find", test_find);
  g_test_add_func ("/ctl/abilities/events", test_events);
  g_test_add_func ("/ctl/abilities/events/text", test_events_text);
  g_test_add_func ("/ctl/abilities/wait", test_wait);
  g_test_add_func ("/ctl/abilities/wait/in-vain", test_wait_in_vain);
  g_test_add_data_func ("/ctl/abilities/set-time", BAND, test_set_time);
  g_test_add_data_func ("/ctl/abilities/set-time/first", FIRST_BAND, test_set_time);
  g_test_add_data_func ("/ctl/abilities/info", BAND, test_info);
  g_test_add_data_func ("/ctl/abilities/info/first", FIRST_BAND, test_info);
  g_test_add_func ("/ctl/abilities/settings", test_settings);
  g_test_add_func ("/ctl/abilities/settings/languages", test_settings_languages);
  g_test_add_func ("/ctl/abilities/settings/refused", test_settings_refused);
  g_test_add_data_func ("/ctl/abilities/profile", BAND, test_profile);
  g_test_add_data_func ("/ctl/abilities/profile/first", FIRST_BAND, test_profile);
  g_test_add_data_func ("/ctl/abilities/alarms", BAND, test_alarms);
  g_test_add_data_func ("/ctl/abilities/alarms/first", FIRST_BAND, test_alarms);
  g_test_add_func ("/ctl/abilities/raw", test_raw);
  g_test_add_func ("/ctl/abilities/raw/again", test_raw_again);
  add_unable ();
  add_each ("/ctl/abilities/unreachable", commands, G_N_ELEMENTS (commands), test_unreachable);
  add_each ("/ctl/abilities/not-paired", commands, G_N_ELEMENTS (commands), test_not_paired);
  add_each ("/ctl/abilities/interrupted", commands, G_N_ELEMENTS (commands), test_interrupted);
  g_test_add_func ("/ctl/abilities/lost", test_lost);

  return g_test_run ();
}
