/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client's frames against the band's, which were written apart from each other, both from the
 * protocol notes: every model, every ability, without a radio in between. */

#include "config.h"

#include <string.h>

#include "sim-bench.h"
#include "tactus-activity-fetch.h"
#include "tactus-alarm.h"
#include "tactus-alert.h"
#include "tactus-battery.h"
#include "tactus-config-reply.h"
#include "tactus-mi1.h"
#include "tactus-raw.h"
#include "tactus-setting.h"
#include "tactus-steps.h"
#include "tactus-uuids.h"

#define CLOCK "clock=2024-03-01T08:31:00+01"

/* Frames for an address that ends in 5A, of owner 1550050550. */
#define ADDRESS "address=C8:0F:10:00:00:5A"
#define UID     "uid=1550050550"

static gboolean
is_played (const TactusModel *model)
{
  return model->generation == TACTUS_GENERATION_A || model->generation == TACTUS_GENERATION_B ||
         model->generation == TACTUS_GENERATION_B_PRIME;
}

static void
log_in_first (SimBench          *self,
              const TactusModel *model)
{
  static const char * const uuids[] = { TACTUS_UUID_MI1_ACTIVITY, TACTUS_UUID_MI1_STEPS };
  TactusMi1UserInfo info = {
    .uid = 1550050550, .gender = 1, .age = 30, .height_cm = 175, .weight_kg = 70,
    .alias = "1550050550", .has_feature = !g_str_equal (model->id, "mi-band-1"), .feature = 4,
  };
  guint8 bytes[TACTUS_MI1_USER_INFO_SIZE];

  sim_bench_link_up (self);
  tactus_mi1_user_info_encode (&info, 0x5a, bytes);
  g_assert_cmphex (tactus_sim_band_write (self->band, TACTUS_UUID_MI1_USER_INFO, bytes,
                                          sizeof bytes, TRUE, self->now_us), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    sim_bench_listen (self, uuids[i]);
  sim_bench_expect (self, "authenticated/0 ff03:05");
}

static void
meet (SimBench          *self,
      const TactusModel *model,
      const char        *settings)
{
  g_autofree char *spec = g_strdup_printf ("model=%s," ADDRESS "," UID ",key=" SIM_BENCH_KEY
                                           "," CLOCK "%s", model->id, settings);

  sim_bench_open (self, spec);
  if (model->generation == TACTUS_GENERATION_A)
    log_in_first (self, model);
  else
    sim_bench_log_in (self);
}

/* ── writes ── */

/* Returns: the last notification of @uuid, which ends in its hex; it is forgotten */
static GBytes *
take_answer (SimBench   *self,
             const char *uuid)
{
  g_autofree char *start = g_strdup_printf ("%.4s:", uuid + 4);

  sim_bench_live (self, 0);
  for (guint i = self->said->len; i > 0; i--)
    {
      const char *text = g_ptr_array_index (self->said, i - 1);
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      if (!g_str_has_prefix (text, start))
        continue;

      for (const char *at = text + 5; *at != '\0'; at += 2)
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

          g_byte_array_append (bytes, &byte, 1);
        }
      g_ptr_array_remove_index (self->said, i - 1);

      return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    }

  return NULL;
}

static void
expect_yes (SimBench          *self,
            const TactusWrite *write,
            const char        *what)
{
  g_autoptr(GBytes) answer = take_answer (self, write->uuid);
  g_autoptr(GError) error = NULL;
  guint8 op;
  int sub;
  gboolean ok;

  g_assert_nonnull (answer);
  tactus_config_reply_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &op, &sub,
                             &ok, &error);
  g_assert_no_error (error);
  g_assert_cmphex (op, ==, ((const guint8 *) g_bytes_get_data (write->value, NULL))[0]);
  if (!ok)
    g_error ("The band refuses %s", what);
}

static void
write_all (SimBench   *self,
           GPtrArray  *writes,
           const char *what)
{
  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      gsize size;
      const guint8 *data = g_bytes_get_data (write->value, &size);
      guint8 att_error = tactus_sim_band_write (self->band, write->uuid, data, size,
                                                write->with_response, self->now_us);

      if (att_error != 0)
        g_error ("The band answers %s with ATT error %02x", what, att_error);
      if (write->answered)
        expect_yes (self, write, what);
    }
}

/* ── settings ── */

static void
set (SimBench            *self,
     const TactusModel   *model,
     const TactusSetting *setting,
     const char          *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, value, &error);
  g_autofree char *what = g_strdup_printf ("%s=%s on a %s", setting->name, value, model->name);
  g_autofree char *said = NULL;

  g_test_message ("%s", what);
  g_assert_no_error (error);
  g_assert_cmpuint (writes->len, >, 0);
  write_all (self, writes, what);
  said = sim_bench_take (self);
  g_assert_nonnull (strstr (said, "setting/0("));
}

/* Bands that take a language by its number have no number for some. */
static gboolean
is_known_to (const TactusModel   *model,
             const TactusSetting *setting,
             const char          *value)
{
  g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, value, NULL);

  return writes || setting->id != TACTUS_SETTING_LANGUAGE;
}

static void
set_every_value (SimBench            *self,
                 const TactusModel   *model,
                 const TactusSetting *setting)
{
  g_autofree char *minimum = g_strdup_printf ("%u", setting->minimum);
  g_autofree char *maximum = g_strdup_printf ("%u", setting->maximum);

  switch (setting->kind)
    {
    case TACTUS_SETTING_KIND_SWITCH:
      set (self, model, setting, "on");
      set (self, model, setting, "off");
      break;
    case TACTUS_SETTING_KIND_CHOICE:
      for (gsize i = 0; setting->choices[i]; i++)
        if (is_known_to (model, setting, setting->choices[i]))
          set (self, model, setting, setting->choices[i]);
      break;
    case TACTUS_SETTING_KIND_NUMBER:
      set (self, model, setting, minimum);
      set (self, model, setting, maximum);
      break;
    case TACTUS_SETTING_KIND_SPAN:
      for (gsize i = 0; setting->choices && setting->choices[i]; i++)
        set (self, model, setting, setting->choices[i]);
      set (self, model, setting, "off");
      set (self, model, setting, "22:00-07:00");
      break;
    case TACTUS_SETTING_KIND_PROFILE:
    default:
      set (self, model, setting, "born=1984-05-17,sex=female,height=172,weight=64.5");
      break;
    }
}

static void
test_settings (gconstpointer data)
{
  const TactusModel *model = data;
  SimBench bench;

  meet (&bench, model, "");
  for (guint i = 0; i < TACTUS_N_SETTINGS; i++)
    if (tactus_model_has_setting (model, i) && i != TACTUS_SETTING_PROFILE)
      set_every_value (&bench, model, tactus_setting_get (i));
  if (tactus_model_has_setting (model, TACTUS_SETTING_PROFILE) &&
      model->generation != TACTUS_GENERATION_A)
    set_every_value (&bench, model, tactus_setting_get (TACTUS_SETTING_PROFILE));
  sim_bench_close (&bench);
}

/* ── alarms ── */

static void
test_alarms (gconstpointer data)
{
  const TactusModel *model = data;
  gboolean first = model->generation == TACTUS_GENERATION_A;
  g_autoptr(GError) error = NULL;
  SimBench bench;

  meet (&bench, model, "");
  for (guint slot = 0; slot < (first ? 3u : 10u); slot++)
    {
      TactusAlarm alarm = {
        .slot = slot, .enabled = TRUE, .hour = 6 + slot, .minute = 30, .days = 0x1f,
        .snooze = !first, .smart = first,
      };
      TactusSimAlarm kept;
      g_autoptr(GPtrArray) writes = tactus_alarm_encode (&alarm, model, 2024, 3, 1, &error);
      g_autoptr(GPtrArray) deletes = tactus_alarm_encode_delete (model, slot, &error);

      g_assert_no_error (error);
      write_all (&bench, writes, "an alarm");
      g_assert_true (tactus_sim_band_get_alarm (bench.band, slot, &kept));
      g_assert_true (kept.enabled);
      g_assert_cmpint (kept.snooze, ==, alarm.snooze);
      g_assert_cmpint (kept.smart, ==, alarm.smart);
      g_assert_cmpuint (kept.hour, ==, alarm.hour);
      g_assert_cmpuint (kept.minute, ==, alarm.minute);
      g_assert_cmphex (kept.days, ==, 0x1f);
      write_all (&bench, deletes, "the end of an alarm");
      if (tactus_sim_band_get_alarm (bench.band, slot, &kept))
        g_assert_false (kept.enabled);
    }
  sim_bench_close (&bench);
}

/* ── alerts ── */

static void
alert (SimBench          *self,
       const TactusModel *model,
       TactusAlertKind    kind,
       const char        *title,
       const char        *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes =
    tactus_alert_encode (model, kind, tactus_sim_band_get_model (self->band)->mtu - 3u, title, text,
                         &error);

  g_assert_no_error (error);
  write_all (self, writes, "an alert");
}

static void
test_alerts (gconstpointer data)
{
  static const struct {
    TactusAlertKind  kind;
    const char      *expected;
  } kinds[] = {
    { TACTUS_ALERT_MESSAGE, "alert/1" },
    { TACTUS_ALERT_CALL, "alert/2" },
    { TACTUS_ALERT_OFF, "alert/0" },
  };
  const TactusModel *model = data;
  SimBench bench;

  meet (&bench, model, "");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *said = NULL;

      alert (&bench, model, kinds[i].kind, NULL, NULL);
      said = sim_bench_take (&bench);
      g_assert_nonnull (strstr (said, kinds[i].expected));
      g_assert_null (strstr (said, "garbled"));
    }
  sim_bench_close (&bench);
}

static void
test_words (gconstpointer data)
{
  const TactusModel *model = data;
  g_autofree char *message = NULL;
  g_autofree char *call = NULL;
  g_autofree char *end = NULL;
  SimBench bench;

  meet (&bench, model, "");
  alert (&bench, model, TACTUS_ALERT_MESSAGE, "Zoë", "Käse, bitte, und ein wenig Brot");
  message = sim_bench_take (&bench);
  g_assert_nonnull (strstr (message, "text/"));
  g_assert_nonnull (strstr (message, "Zoë"));
  g_assert_nonnull (strstr (message, "Käse"));
  g_assert_null (strstr (message, "garbled"));

  alert (&bench, model, TACTUS_ALERT_CALL, "Zoë", NULL);
  call = sim_bench_take (&bench);
  g_assert_nonnull (strstr (call, "text/3(Zoë)"));
  alert (&bench, model, TACTUS_ALERT_OFF, NULL, NULL);
  end = sim_bench_take (&bench);
  g_assert_nonnull (strstr (end, "text/3()"));
  g_assert_null (strstr (end, "garbled"));
  sim_bench_close (&bench);
}

/* ── values ── */

static void
read_value (SimBench      *self,
            const char    *uuid,
            GBytes       **value)
{
  guint8 att_error;

  *value = tactus_sim_band_read (self->band, uuid, self->now_us, &att_error);
  g_assert_cmphex (att_error, ==, 0);
}

static void
test_first_values (gconstpointer data)
{
  const TactusModel *model = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) device_bytes = NULL;
  g_autoptr(GBytes) battery_bytes = NULL;
  g_autoptr(GBytes) steps_bytes = NULL;
  g_autoptr(GBytes) date_bytes = NULL;
  TactusMi1Device device;
  TactusMi1Battery battery;
  TactusBandTime date;
  guint32 steps;
  SimBench bench;

  meet (&bench, model, ",steps=5305,battery=48,charging=yes");
  read_value (&bench, TACTUS_UUID_MI1_DEVICE, &device_bytes);
  tactus_mi1_device_parse (&device, g_bytes_get_data (device_bytes, NULL),
                           g_bytes_get_size (device_bytes), &error);
  g_assert_no_error (error);
  g_assert_true (device.checksum_ok);
  g_assert_cmpstr (tactus_mi1_device_get_model (&device)->id, ==, model->id);
  read_value (&bench, TACTUS_UUID_MI1_BATTERY, &battery_bytes);
  tactus_mi1_battery_parse (&battery, g_bytes_get_data (battery_bytes, NULL),
                            g_bytes_get_size (battery_bytes), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (battery.level, ==, 48);
  g_assert_cmpuint (battery.status, ==, 2);
  g_assert_cmpuint (battery.last_charge.year, ==, 2024);
  read_value (&bench, TACTUS_UUID_MI1_STEPS, &steps_bytes);
  tactus_mi1_steps_parse (&steps, g_bytes_get_data (steps_bytes, NULL),
                          g_bytes_get_size (steps_bytes), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps, ==, 5305);
  read_value (&bench, TACTUS_UUID_MI1_DATE, &date_bytes);
  tactus_mi1_date_parse (&date, g_bytes_get_data (date_bytes, NULL), g_bytes_get_size (date_bytes),
                         &error);
  g_assert_no_error (error);
  g_assert_cmpuint (date.month, ==, 3);
  sim_bench_close (&bench);
}

/* ── raw sensors ── */

static void
test_raw (gconstpointer data)
{
  const TactusModel *model = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) start = tactus_raw_encode_start (model, &error);
  g_autoptr(GPtrArray) stop = tactus_raw_encode_stop (model, &error);
  guint n = 0;
  GBytes *frame;
  SimBench bench;

  g_assert_no_error (error);
  meet (&bench, model, "");
  write_all (&bench, start, "the start of the raw stream");
  sim_bench_live (&bench, S);
  while ((frame = take_answer (&bench, TACTUS_UUID_RAW_DATA)))
    {
      TactusRawPacket packet;

      tactus_raw_parse (&packet, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), &error);
      g_assert_no_error (error);
      g_assert_cmpint (packet.kind, !=, TACTUS_RAW_UNKNOWN);
      g_bytes_unref (frame);
      n++;
    }
  g_assert_cmpuint (n, ==, 8);
  write_all (&bench, stop, "the end of the raw stream");
  sim_bench_close (&bench);
}

/* ── stored minutes ── */

typedef struct {
  SimBench             bench;
  const TactusModel   *model;
  TactusActivityFetch *fetch;   /* (owned) */
  guint32              profile; /* first generation: what the client knows of it; 0 for nothing */
  GArray              *samples; /* (owned) (element-type TactusActivitySample) */
  gint64               first_s; /* Unix time of the first; -1 for none */
} Sync;

static gint64
unix_of (const TactusBandTime *time)
{
  g_autoptr(GDateTime) local = g_date_time_new_utc (time->year, time->month, time->day, time->hour,
                                                    time->minute, time->second);

  return g_date_time_to_unix (local) - time->zone_quarters * 900;
}

static void
store (Sync *self)
{
  TactusBandTime start;
  g_autoptr(GArray) samples = tactus_activity_fetch_steal_samples (self->fetch, &start);

  g_assert_cmpuint (samples->len, >, 0);
  if (self->first_s < 0)
    self->first_s = unix_of (&start);
  else
    g_assert_cmpint (unix_of (&start), ==, self->first_s + 60 * (gint64) self->samples->len);
  g_array_append_vals (self->samples, samples->data, samples->len);
}

/* Does what @step says, and what follows from it at once. */
static gboolean
obey (Sync            *self,
      TactusFetchStep *step)
{
  gsize size;
  const guint8 *data;

  while (step->action == TACTUS_FETCH_STORE || step->action == TACTUS_FETCH_WRITE)
    {
      if (step->action == TACTUS_FETCH_STORE)
        {
          store (self);
          tactus_activity_fetch_stored (self->fetch, step);
          continue;
        }

      data = g_bytes_get_data (step->write->value, &size);
      g_assert_cmphex (tactus_sim_band_write (self->bench.band, step->write->uuid, data, size,
                                              step->write->with_response, self->bench.now_us),
                       ==, 0);
      break;
    }

  return step->action != TACTUS_FETCH_DONE && step->action != TACTUS_FETCH_FAILED;
}

/* Returns: (nullable): the first thing said on a characteristic of the fetch */
static GBytes *
next_said (Sync        *self,
           const char **uuid)
{
  const char *uuids[2];

  tactus_activity_fetch_get_uuids (self->fetch, &uuids[0], &uuids[1]);
  while (self->bench.said->len > 0)
    {
      g_autofree char *text = g_strdup (g_ptr_array_index (self->bench.said, 0));

      g_ptr_array_remove_index (self->bench.said, 0);
      for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
        if (strncmp (text, uuids[i] + 4, 4) == 0 && text[4] == ':')
          {
            GByteArray *bytes = g_byte_array_new ();

            for (const char *at = text + 5; *at != '\0'; at += 2)
              {
                guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 |
                                        g_ascii_xdigit_value (at[1]));

                g_byte_array_append (bytes, &byte, 1);
              }
            *uuid = uuids[i];
            return g_byte_array_free_to_bytes (bytes);
          }
    }

  return NULL;
}

static void
run (Sync       *self,
     const char *error_text)
{
  const TactusBandTime since = { 2024, 2, 1, 0, 0, 0, 0, 0, 4 };
  TactusFetchStep step;
  gboolean going;
  guint turns = 0;

  self->fetch = tactus_activity_fetch_new (self->model, &since);
  if (self->profile != 0)
    tactus_activity_fetch_set_profile_version (self->fetch, self->profile);
  g_array_set_size (self->samples, 0);
  self->first_s = -1;
  tactus_activity_fetch_start (self->fetch, &step);
  going = obey (self, &step);
  while (going)
    {
      const char *uuid;
      g_autoptr(GBytes) frame = NULL;

      g_assert_cmpuint (turns++, <, 100000);
      sim_bench_live (&self->bench, 500);
      frame = next_said (self, &uuid);
      if (frame)
        tactus_activity_fetch_receive (self->fetch, uuid, g_bytes_get_data (frame, NULL),
                                       g_bytes_get_size (frame), &step);
      else if (tactus_sim_band_get_deadline (self->bench.band) < 0 ||
               tactus_sim_band_get_deadline (self->bench.band) > self->bench.now_us + S)
        tactus_activity_fetch_timed_out (self->fetch, &step);
      else
        continue;
      going = obey (self, &step);
    }

  if (error_text)
    g_assert_cmpint (step.action, ==, TACTUS_FETCH_FAILED);
  else
    g_assert_no_error (step.error);
  tactus_activity_fetch_free (self->fetch);
}

static void
expect_all (Sync  *self,
            guint  from,
            guint  n)
{
  g_assert_cmpuint (self->samples->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const TactusActivitySample *got = &g_array_index (self->samples, TactusActivitySample, i);
      TactusSimMinute kept;
      gint64 time = tactus_sim_band_get_minute (self->bench.band, from + i, &kept);
      gboolean has_heart = self->model->sample_size > 3 && kept.heart_rate != 0xff;

      if (i == 0)
        g_assert_cmpint (self->first_s, ==, time);
      g_assert_cmphex (got->kind, ==, kept.kind);
      g_assert_cmpuint (got->intensity, ==, kept.intensity);
      g_assert_cmpuint (got->steps, ==, kept.steps);
      g_assert_cmpuint (got->heart_rate, ==, has_heart ? kept.heart_rate : 0);
    }
}

static void
sync_open (Sync              *self,
           const TactusModel *model,
           const char        *settings)
{
  self->model = model;
  self->samples = g_array_new (FALSE, FALSE, sizeof (TactusActivitySample));
  meet (&self->bench, model, settings);
}

static void
sync_close (Sync *self)
{
  g_array_unref (self->samples);
  sim_bench_close (&self->bench);
}

/* More than a day, and a second time what has come since. */
static void
test_sync (gconstpointer data)
{
  Sync sync = { .profile = 0 };

  sync_open (&sync, data, ",activity=2000");
  run (&sync, NULL);
  expect_all (&sync, 0, 2000);
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sync.bench.band), ==, 2000);
  run (&sync, NULL);
  expect_all (&sync, 2000, 0);
  sim_bench_live (&sync.bench, 180 * S);
  run (&sync, NULL);
  expect_all (&sync, 2000, 3);
  sync_close (&sync);
}

static void
test_nothing (gconstpointer data)
{
  Sync sync = { .profile = 0 };

  sync_open (&sync, data, "");
  run (&sync, NULL);
  expect_all (&sync, 0, 0);
  sync_close (&sync);
}

/* What the client gets over, and what it gives up at; then the band still has all of it. */
static const struct {
  const char *fault;
  gboolean    over;
} spoilt[] = {
  { "silent-at-packet:1@3", TRUE },
  { "duplicate-at-packet:1@3", TRUE },
  { "silent-at-packet:1", TRUE },
  { "silent-at-end:1", TRUE },
  { "silent-at-fetch:1", FALSE },
  { "silent-at-packet", FALSE },
  { "silent-at-fetch", FALSE },
  { "malformed-at-fetch", FALSE },
  { "refuse-at-fetch", FALSE },
};

static void
test_spoilt (gconstpointer data)
{
  static const char * const models[] = { "mi-band-3", "mi-band-5" };
  gsize row = GPOINTER_TO_SIZE (data);

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *settings = g_strdup_printf (",activity=100,fault=%s", spoilt[row].fault);
      Sync sync = { .profile = 0 };

      sync_open (&sync, tactus_model_for_id (models[i]), settings);
      run (&sync, spoilt[row].over ? NULL : spoilt[row].fault);
      expect_all (&sync, 0, spoilt[row].over ? 100 : 0);
      g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sync.bench.band), ==,
                        spoilt[row].over ? 100 : 0);
      sync_close (&sync);
    }
}

/* Packets of newer first-generation bands begin with a counter. */
static void
test_counters (void)
{
  static const struct {
    const char *fault;
    gboolean    over;
  } rows[] = {
    { "nothing-at-packet", TRUE },
    { "silent-at-packet:1@3", TRUE },
    { "duplicate-at-packet:1@3", TRUE },
    { "silent-at-packet", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *settings = g_strdup_printf (",activity=500,profile=02.00.09.00,fault=%s",
                                                   rows[i].fault);
      Sync sync = { .profile = 0x02000900 };

      sync_open (&sync, tactus_model_for_id ("mi-band-1s"), settings);
      run (&sync, rows[i].over ? NULL : rows[i].fault);
      expect_all (&sync, 0, rows[i].over ? 500 : 0);
      sync_close (&sync);
    }
}

static void
test_checksums (void)
{
  Sync sync = { .profile = 0 };

  sync_open (&sync, tactus_model_for_id ("mi-band-6"),
             ",activity=100,crc=yes,fault=wrong-crc-at-end:1");
  run (&sync, NULL);
  expect_all (&sync, 0, 100);
  sync_close (&sync);
}

static void
add (const char        *what,
     const TactusModel *model,
     GTestDataFunc      test)
{
  g_autofree char *path = g_strdup_printf ("/simulator/meeting/%s/%s", what, model->id);

  g_test_add_data_func (path, model, test);
}

static void
add_model (const TactusModel *model)
{
  add ("settings", model, test_settings);
  add ("alarms", model, test_alarms);
  add ("alerts", model, test_alerts);
  add ("sync", model, test_sync);
  add ("nothing", model, test_nothing);
  if (model->abilities & TACTUS_ABILITY_TEXT_ALERT)
    add ("words", model, test_words);
  if (model->abilities & TACTUS_ABILITY_RAW)
    add ("raw", model, test_raw);
  if (model->generation == TACTUS_GENERATION_A)
    add ("values", model, test_first_values);
}

int
main (int    argc,
      char **argv)
{
  const TactusModel *model;

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    if (is_played (model))
      add_model (model);
  for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/meeting/spoilt/", spoilt[i].fault, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_spoilt);
    }
  g_test_add_func ("/simulator/meeting/counters", test_counters);
  g_test_add_func ("/simulator/meeting/checksums", test_checksums);

  return g_test_run ();
}
