/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The band's side of the protocol notes, in time that a test makes up. */

#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sim-bench.h"
#include "tactus-key.h"
#include "tactus-model.h"
#include "tactus-uuids.h"

/* ── login ── */

#define KEY_1 "30313233343536373839404142434445"
#define KEY_2 "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define R     "00112233445566778899aabbccddeeff"
#define C_1   "e55544eabb38cf7268fd03061a337dec"
#define C_2   "56c284f38f56f11144269af60e62f7b3"

/* The dialogues of the protocol notes. */
static const struct {
  const char *name;
  const char *spec;
  const char *turns[8]; /* what is written, what the band says to it */
} dialogues[] = {
  { "b-first", "model=mi-band-2,tap=0",
    { "0108" KEY_1, "tap-asked/0 key-set/0 0009:100101",
      "0208", "0009:100201" R,
      "0308" C_1, "authenticated/0 0009:100301" } },
  { "b-known", "model=mi-band-2,key=" KEY_1,
    { "0208", "0009:100201" R, "0308" C_1, "authenticated/0 0009:100301" } },
  { "b-third-byte", "model=mi-band-3,key=" KEY_1,
    { "020002", "0009:100201" R, "0300" C_1, "authenticated/0 0009:100301" } },
  { "b-prime", "model=mi-band-4,key=" KEY_2,
    { "8200020100", "0009:108201" R, "8300" C_2, "authenticated/0 0009:108301" } },
  { "b-prime-vendor-app", "model=mi-band-4,key=" KEY_2,
    { "820002", "0009:108201" R, "8300" C_2, "authenticated/0 0009:108301" } },
  { "b-prime-without-crypt", "model=mi-band-5,key=" KEY_2,
    { "0200", "0009:100201" R, "0300" C_2, "authenticated/0 0009:100301" } },
  { "b-wrong-key", "model=mi-band-3,key=" KEY_2,
    { "0200", "0009:100201" R, "0300" C_1, "refused/3 0009:100304" } },
  { "b-no-key", "model=mi-band-3",
    { "0200", "0009:100201" R, "0300" C_1, "refused/3 0009:100304" } },
  { "b-prime-wrong-key", "model=mi-band-4,key=" KEY_1,
    { "8200020100", "0009:108201" R, "8300" C_2, "refused/3 0009:108308" } },
  { "b-prime-no-client-key", "model=mi-band-4,tap=0",
    { "0100" KEY_1, "refused/1 0009:1001810118" "63c2cce5d159413bed92c4b163c279" } },
  { "proof-out-of-turn", "model=mi-band-3,key=" KEY_1,
    { "0300" C_1, "refused/3 0009:100304" } },
  { "challenge-counts-once", "model=mi-band-3,key=" KEY_1,
    { "0200", "0009:100201" R, "0300" C_2, "refused/3 0009:100304",
      "0300" C_1, "refused/3 0009:100304" } },
  { "key-too-short", "model=mi-band-3,tap=0",
    { "010030", "refused/1 0009:100104" } },
  { "key-too-long", "model=mi-band-3,tap=0",
    { "0100" KEY_1 "00", "refused/1 0009:100104" } },
  { "wrong-flags", "model=amazfit-bip,tap=0",
    { "0100" KEY_1, "refused/1 0009:100104", "0200", "0009:100204" } },
  { "crypt-on-b", "model=mi-band-3,key=" KEY_1,
    { "8200020100", "" } },
  { "nonsense", "model=mi-band-3",
    { "ff", "", "00", "", "", "" } },
  { "decline", "model=mi-band-3,tap=decline",
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102" } },
  { "never", "model=mi-band-3,tap=never,prompt=5",
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102" } },
  { "declined-key-is-no-key", "model=mi-band-3,tap=decline,key=" KEY_2,
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102",
      "0200", "0009:100201" R, "0300" C_2, "authenticated/0 0009:100301" } },
};

static void
test_dialogue (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  SimBench fixture;

  sim_bench_open (&fixture, dialogues[row].spec);
  sim_bench_set_challenge (&fixture);
  sim_bench_link_up (&fixture);

  for (gsize i = 0; dialogues[row].turns[i]; i += 2)
    {
      sim_bench_say (&fixture, TACTUS_UUID_AUTH, dialogues[row].turns[i]);
      if (tactus_sim_band_get_prompting (fixture.band))
        sim_bench_live (&fixture, 5 * S);
      sim_bench_expect (&fixture, dialogues[row].turns[i + 1]);
    }

  sim_bench_close (&fixture);
}


/* ── what goes wrong in a login ── */

static const struct {
  const char *fault;
  const char *expected; /* of setting a key with a tap, asking for the challenge, and proving */
} faults[] = {
  { "silent-at-key", "refused/1" },
  { "refuse-key", "refused/1 0009:100104" },
  { "vanish-at-key", "refused/1 disconnected/0 dropped" },
  { "unknown-status-at-key", "refused/1 0009:10012a" },
  { "vanish-at-tap", "tap-asked/0 disconnected/0 dropped" },
  { "silent-at-tap", "tap-asked/0 key-set/0" },
  { "refuse-at-tap", "tap-asked/0 key-set/0 0009:100104" },
  { "short-at-tap", "tap-asked/0 key-set/0 0009:1001" },
  { "duplicate-at-tap", "tap-asked/0 key-set/0 0009:100101 0009:100101" },
  { "malformed-at-tap", "tap-asked/0 key-set/0 0009:2099" },
  { "silent-at-challenge", "tap-asked/0 key-set/0 0009:100101" },
  { "vanish-before-challenge", "tap-asked/0 key-set/0 0009:100101 disconnected/0 dropped" },
  { "vanish-after-challenge",
    "tap-asked/0 key-set/0 0009:100101 0009:100201" R " disconnected/0 dropped" },
  { "short-at-challenge",
    "tap-asked/0 key-set/0 0009:100101 0009:10020100112233445566778899aabbccddee" },
  { "unknown-status-at-challenge", "tap-asked/0 key-set/0 0009:100101 0009:10022a" },
};

static void
test_login_fault (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("model=mi-band-3,tap=1,fault=", faults[row].fault, NULL);
  g_autofree char *said = NULL;
  SimBench fixture;

  sim_bench_open (&fixture, spec);
  sim_bench_set_challenge (&fixture);
  sim_bench_link_up (&fixture);
  sim_bench_say (&fixture, TACTUS_UUID_AUTH, "0100" KEY_1);
  sim_bench_live (&fixture, 2 * S);
  sim_bench_write (&fixture, TACTUS_UUID_AUTH, "0200", FALSE);
  sim_bench_live (&fixture, S);
  said = sim_bench_take (&fixture);
  if (g_str_has_suffix (said, "dropped") || strstr (faults[row].fault, "challenge"))
    g_assert_cmpstr (said, ==, faults[row].expected);
  else
    g_assert_true (g_str_has_prefix (said, faults[row].expected));
  sim_bench_close (&fixture);
}

/* It strikes so often, and then no more. */
static void
test_fault_counts (void)
{
  SimBench fixture;

  sim_bench_open (&fixture, "model=mi-band-3,fault=silent-at-challenge:2");
  sim_bench_set_challenge (&fixture);
  sim_bench_link_up (&fixture);
  for (guint i = 0; i < 2; i++)
    {
      sim_bench_say (&fixture, TACTUS_UUID_AUTH, "0200");
      sim_bench_expect (&fixture, "");
    }
  sim_bench_say (&fixture, TACTUS_UUID_AUTH, "0200");
  sim_bench_expect (&fixture, "0009:100201" R);
  sim_bench_close (&fixture);
}

static void
test_no_login_no_link (void)
{
  SimBench fixture;

  sim_bench_open (&fixture, "model=mi-band-3,login=5");
  sim_bench_link_up (&fixture);
  sim_bench_live (&fixture, 5 * S - 1);
  sim_bench_expect (&fixture, "");
  sim_bench_live (&fixture, 1);
  sim_bench_expect (&fixture, "disconnected/0 dropped");
  g_assert_true (tactus_sim_band_get_advertising (fixture.band));
  g_assert_cmpint (tactus_sim_band_get_deadline (fixture.band), ==, -1);
  sim_bench_close (&fixture);
}

static void
test_login_is_per_link (void)
{
  SimBench fixture;
  guint8 att_error;
  g_autoptr(GBytes) nothing = NULL;
  g_autoptr(GBytes) steps = NULL;

  sim_bench_open (&fixture, "model=mi-band-3,key=" KEY_1);
  sim_bench_set_challenge (&fixture);
  sim_bench_link_up (&fixture);
  nothing = tactus_sim_band_read (fixture.band, TACTUS_UUID_STEPS, fixture.now_us, &att_error);
  g_assert_null (nothing);
  g_assert_cmphex (att_error, ==, TACTUS_SIM_ATT_READ_NOT_PERMITTED);

  sim_bench_say (&fixture, TACTUS_UUID_AUTH, "0200");
  sim_bench_say (&fixture, TACTUS_UUID_AUTH, "0300" C_1);
  steps = tactus_sim_band_read (fixture.band, TACTUS_UUID_STEPS, fixture.now_us, &att_error);
  g_assert_cmphex (att_error, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (steps), ==, 13);

  tactus_sim_band_link_down (fixture.band, fixture.now_us);
  tactus_sim_band_link_up (fixture.band, fixture.now_us);
  g_assert_cmphex (sim_bench_write (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101", TRUE), ==,
                   TACTUS_SIM_ATT_WRITE_NOT_PERMITTED);
  sim_bench_close (&fixture);
}

/* ── heart rate ── */

static void
fixture_open_ready (SimBench    *self,
                    const char *spec)
{
  g_autofree char *text = g_strconcat ("model=mi-band-3,key=" KEY_1 ",", spec, NULL);
  g_autofree char *said = NULL;

  sim_bench_open (self, text);
  sim_bench_set_challenge (self);
  sim_bench_link_up (self);
  sim_bench_say (self, TACTUS_UUID_AUTH, "0200");
  sim_bench_say (self, TACTUS_UUID_AUTH, "0300" C_1);
  tactus_sim_band_subscribe (self->band, TACTUS_UUID_HEART_RATE, TRUE);
  tactus_sim_band_subscribe (self->band, TACTUS_UUID_HEART_RATE_CONTROL, TRUE);
  said = sim_bench_take (self);
}

static void
test_rates (void)
{
  SimBench fixture;

  fixture_open_ready (&fixture, "rates=72:190:0:300");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101");
  sim_bench_live (&fixture, 5 * S);
  sim_bench_expect (&fixture,
                    "heart-rate/72 2a37:0048 heart-rate/190 2a37:00be heart-rate/0 2a37:0000 "
                    "heart-rate/300 2a37:012c01 heart-rate/72 2a37:0048");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150100");
  sim_bench_live (&fixture, 60 * S);
  sim_bench_expect (&fixture, "");
  sim_bench_close (&fixture);
}

static void
test_once (void)
{
  SimBench fixture;

  fixture_open_ready (&fixture, "rates=72,first=5");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150201");
  sim_bench_live (&fixture, 5 * S - 1);
  sim_bench_expect (&fixture, "");
  sim_bench_live (&fixture, 60 * S);
  sim_bench_expect (&fixture, "heart-rate/72 2a37:0048");
  sim_bench_close (&fixture);
}

/* It stops some 15 s after it was last asked to go on. */
static void
test_keep_alive (void)
{
  SimBench fixture;

  fixture_open_ready (&fixture, "rates=72");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101");
  for (guint i = 0; i < 300; i++)
    {
      sim_bench_live (&fixture, 12 * S);
      sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "16");
      g_assert_true (tactus_sim_band_get_measuring (fixture.band));
    }
  sim_bench_live (&fixture, 60 * S);
  g_assert_false (tactus_sim_band_get_measuring (fixture.band));
  /* An hour of one a second, and those of the last 15 s: each is an event and a notification. */
  g_assert_cmpuint (fixture.said->len, ==, 2 * (3600 + 14));
  sim_bench_close (&fixture);
}

static void
test_not_worn (void)
{
  SimBench fixture;

  fixture_open_ready (&fixture, "rates=72,worn=no");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101");
  sim_bench_live (&fixture, S);
  sim_bench_expect (&fixture, "heart-rate/0 2a37:0000");
  tactus_sim_band_set_worn (fixture.band, TRUE, fixture.now_us);
  sim_bench_live (&fixture, S);
  sim_bench_expect (&fixture, "heart-rate/72 2a37:0048");
  tactus_sim_band_set_rate (fixture.band, 99);
  sim_bench_live (&fixture, S);
  sim_bench_expect (&fixture, "heart-rate/99 2a37:0063");
  sim_bench_close (&fixture);
}

static const struct {
  const char *fault;
  const char *expected; /* of four seconds of measuring */
} measure_faults[] = {
  { "vanish-while-measuring",
    "heart-rate/72 2a37:0048 heart-rate/72 2a37:0048 heart-rate/72 2a37:0048 heart-rate/72 "
    "disconnected/0 dropped" },
  { "malformed-at-measure:1",
    "heart-rate/72 2a37:104800 heart-rate/72 2a37:0048 heart-rate/72 2a37:0048 heart-rate/72 "
    "2a37:0048" },
  { "short-at-measure:3",
    "heart-rate/72 2a37:00 heart-rate/72 2a37:00 heart-rate/72 2a37:00 heart-rate/72 2a37:0048" },
  { "refuse-at-measure", "2a39:101505" },
  { "silent-at-measure", "heart-rate/72 heart-rate/72 heart-rate/72 heart-rate/72" },
};

static void
test_measure_fault (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("rates=72,fault=", measure_faults[row].fault, NULL);
  SimBench fixture;

  fixture_open_ready (&fixture, spec);
  sim_bench_write (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101", TRUE);
  sim_bench_live (&fixture, 4 * S);
  sim_bench_expect (&fixture, measure_faults[row].expected);
  sim_bench_close (&fixture);
}

/* A person who wanders, but as a person does. */
static void
test_wandering_pulse (void)
{
  SimBench fixture;
  guint highest = 0;
  guint last = 0;

  fixture_open_ready (&fixture, "seed=7");
  sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "150101");
  for (guint i = 0; i < 3600; i++)
    {
      guint bpm;

      sim_bench_live (&fixture, S);
      sim_bench_say (&fixture, TACTUS_UUID_HEART_RATE_CONTROL, "16");
      bpm = tactus_sim_band_get_heart_rate (fixture.band);
      g_assert_cmpuint (bpm, >=, 50);
      g_assert_cmpuint (bpm, <=, 140);
      if (i > 0)
        g_assert_cmpint (ABS ((int) bpm - (int) last), <=, 8);
      last = bpm;
      highest = MAX (highest, bpm);
    }
  g_assert_cmpuint (highest, >, 90);
  sim_bench_close (&fixture);
}

/* ── the rest ── */

static void
test_clock (void)
{
  SimBench fixture;
  guint8 att_error;
  g_autoptr(GBytes) time = NULL;
  g_autofree char *hex = NULL;

  fixture_open_ready (&fixture, "rates=72");
  sim_bench_say (&fixture, TACTUS_UUID_CURRENT_TIME, "e6070c0f14263504000004");
  sim_bench_expect (&fixture, "time-set/0");
  sim_bench_live (&fixture, 10 * S);
  time = tactus_sim_band_read (fixture.band, TACTUS_UUID_CURRENT_TIME, fixture.now_us, &att_error);
  hex = sim_bench_hex (time);
  g_assert_cmpstr (hex, ==, "e6070c0f14270304000004");
  g_assert_cmphex (sim_bench_write (&fixture, TACTUS_UUID_CURRENT_TIME, "e607", TRUE), ==,
                   TACTUS_SIM_ATT_INVALID_LENGTH);
  g_assert_cmphex (sim_bench_write (&fixture, TACTUS_UUID_CURRENT_TIME, "e6070d0f14263504000004",
                                    TRUE),
                   ==, TACTUS_SIM_ATT_INVALID_LENGTH);
  sim_bench_close (&fixture);
}

static void
test_hands (void)
{
  SimBench fixture;

  fixture_open_ready (&fixture, "rates=72");
  tactus_sim_band_subscribe (fixture.band, TACTUS_UUID_EVENTS, TRUE);
  tactus_sim_band_subscribe (fixture.band, TACTUS_UUID_BATTERY, TRUE);
  tactus_sim_band_tap (fixture.band, fixture.now_us);
  sim_bench_expect (&fixture, "0010:04");
  tactus_sim_band_set_worn (fixture.band, FALSE, fixture.now_us);
  sim_bench_expect (&fixture, "0010:06");
  tactus_sim_band_set_battery (fixture.band, 20, fixture.now_us);
  sim_bench_expect (&fixture, "0006:0f1400e8070301061e0004e807030107" "2d0c0464");
  sim_bench_write (&fixture, TACTUS_UUID_ALERT_LEVEL, "03", FALSE);
  sim_bench_expect (&fixture, "alert/3");
  tactus_sim_band_vanish (fixture.band, fixture.now_us);
  sim_bench_expect (&fixture, "disconnected/0 dropped");
  g_assert_false (tactus_sim_band_get_advertising (fixture.band));
  tactus_sim_band_come_back (fixture.band);
  g_assert_true (tactus_sim_band_get_advertising (fixture.band));
  sim_bench_close (&fixture);
}

/* Whatever is written, by whoever: the band answers or does not, and lives on. */
static void
test_noise (void)
{
  static const char * const uuids[] = {
    TACTUS_UUID_AUTH, TACTUS_UUID_HEART_RATE_CONTROL, TACTUS_UUID_CURRENT_TIME,
    TACTUS_UUID_ALERT_LEVEL, TACTUS_UUID_BATTERY, "no-such-uuid",
  };
  SimBench fixture;

  fixture_open_ready (&fixture, "tap=0,login=3600");
  for (guint i = 0; i < 50000; i++)
    {
      guint8 data[24];
      gsize size = g_test_rand_int_range (0, sizeof data + 1);

      for (gsize k = 0; k < size; k++)
        data[k] = (guint8) g_test_rand_int_range (0, k == 0 ? 0x18 : 0x100);
      tactus_sim_band_write (fixture.band, uuids[g_test_rand_int_range (0, G_N_ELEMENTS (uuids))],
                             data, size, g_test_rand_bit (), fixture.now_us);
      sim_bench_live (&fixture, 1000);
      g_ptr_array_set_size (fixture.said, 0);
    }
  g_assert_true (tactus_sim_band_get_connected (fixture.band));
  sim_bench_close (&fixture);
}

static void
test_advertisement (void)
{
  g_autoptr(GBytes) manufacturer = NULL;
  g_autofree char *hex = NULL;
  SimBench fixture;

  sim_bench_open (&fixture, "model=mi-band-3,address=C9:7E:82:93:5B:59");
  manufacturer = tactus_sim_band_get_manufacturer_data (fixture.band);
  hex = sim_bench_hex (manufacturer);
  g_assert_cmpstr (hex, ==, "020201ff" "ffffffffffffffffffffffffff" "03" "c97e82935b59");
  sim_bench_close (&fixture);
}

/* What is in its GATT table, and no more. */
static void
test_models (void)
{
  const TactusSimModel *model;
  guint count = 0;

  while ((model = tactus_sim_model_get_nth (count)))
    {
      gboolean heart = tactus_sim_model_find (model, TACTUS_UUID_HEART_RATE) != NULL;
      gboolean challenge = tactus_sim_model_find (model, TACTUS_UUID_AUTH) != NULL;
      gboolean first = tactus_sim_model_find (model, TACTUS_UUID_MI1_USER_INFO) != NULL;

      g_assert_true (tactus_sim_model_for_id (model->id) == model);
      g_assert_cmpint (challenge, ==, model->family == TACTUS_SIM_FAMILY_HUAMI);
      g_assert_cmpint (first, ==, model->family == TACTUS_SIM_FAMILY_FIRST);
      g_assert_cmpint (heart, ==, model->family != TACTUS_SIM_FAMILY_LATER &&
                                  !g_str_equal (model->id, "mi-band-1") &&
                                  !g_str_equal (model->id, "mi-band-1a") &&
                                  !g_str_equal (model->id, "mi-band-2i") &&
                                  !g_str_equal (model->id, "mi-band-hrx"));
      count++;
    }
  g_assert_cmpuint (count, ==, 33);
}

/* Every model of the app can be played, by that name and as the app would find it. */
static void
test_models_of_the_app (void)
{
  const TactusModel *theirs;

  for (guint i = 0; (theirs = tactus_model_get_nth (i)); i++)
    {
      const TactusSimModel *ours = tactus_sim_model_for_id (theirs->id);
      g_autofree char *name = NULL;

      g_test_message ("%s", theirs->id);
      g_assert_nonnull (ours);
      name = g_strdup (ours->name);
      if (g_str_has_suffix (name, "*"))
        memcpy (strchr (name, '*') - 1, "", 1);
      if (ours->family != TACTUS_SIM_FAMILY_SENSOR)
        g_assert_cmpstr (tactus_model_for_name (name)->id, ==, theirs->id);
      g_assert_cmpint (ours->server_key, ==,
                       theirs->generation == TACTUS_GENERATION_B_PRIME);
      g_assert_cmpint (ours->family == TACTUS_SIM_FAMILY_FIRST, ==,
                       theirs->generation == TACTUS_GENERATION_A);
    }
}

static const struct {
  const char         *text;
  TactusSimSpecError  code;
} bad_specs[] = {
  { "", TACTUS_SIM_SPEC_ERROR_SYNTAX },
  { "tap", TACTUS_SIM_SPEC_ERROR_SYNTAX },
  { "colour=red", TACTUS_SIM_SPEC_ERROR_KEY },
  { "model=mi-band-99", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "address=C8:0F", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "tap=soon", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "tap=-1", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "tap=nan", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "key=30", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "key=3031323334353637383940414243444g", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "key-file=/nonexistent", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "rates=", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "rates=72:x", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "rates=65536", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "period=0", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "fault=bad-luck", TACTUS_SIM_SPEC_ERROR_VALUE },
  { "fault=silent-at-tap:0", TACTUS_SIM_SPEC_ERROR_VALUE },
};

static void
test_bad_specs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_specs); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_sim_spec_parse (bad_specs[i].text, &error));
      g_assert_error (error, TACTUS_SIM_SPEC_ERROR, (int) bad_specs[i].code);
      g_assert_null (strstr (error->message, "303132"));
    }
}

static void
test_good_spec (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec =
    tactus_sim_spec_parse ("name=\"Left, right\",model=mi-band-5,rssi=-90,tap=1.5,"
                           "address=c8:0f:10:00:00:aa,address-type=random,rates=1:2",
                           &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spec->name, ==, "Left, right");
  g_assert_cmpstr (spec->model->id, ==, "mi-band-5");
  g_assert_cmpstr (spec->address, ==, "C8:0F:10:00:00:AA");
  g_assert_cmpint (spec->rssi, ==, -90);
  g_assert_cmpint (spec->tap_us, ==, 3 * S / 2);
  g_assert_false (spec->public_address);
  g_assert_cmpuint (spec->rates->len, ==, 2);
}

/* Where no memory may be locked, as in many containers, a demo says nothing of it. */
static void
test_quiet_memory (void)
{
  const struct rlimit none = { 0, 0 };

  if (g_test_subprocess ())
    {
      g_autoptr(TactusKey) key = NULL;
      SimBench fixture;

      g_assert_no_errno (setrlimit (RLIMIT_MEMLOCK, &none));
      if (geteuid () == 0) /* who may lock all the same */
        g_assert_no_errno (setuid (65534));
      sim_bench_open (&fixture, "model=mi-band-3");
      key = tactus_key_new_random ();
      sim_bench_close (&fixture);
      g_clear_pointer (&key, tactus_key_unref);
      /* Without a search for leaks: it may not look at a process that has given up its rights. */
      _exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*insecure memory*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/band/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_dialogue);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/band/login/", faults[i].fault, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_login_fault);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (measure_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/band/measure/", measure_faults[i].fault,
                                           NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_measure_fault);
    }
  g_test_add_func ("/simulator/band/fault-counts", test_fault_counts);
  g_test_add_func ("/simulator/band/no-login-no-link", test_no_login_no_link);
  g_test_add_func ("/simulator/band/login-is-per-link", test_login_is_per_link);
  g_test_add_func ("/simulator/band/rates", test_rates);
  g_test_add_func ("/simulator/band/once", test_once);
  g_test_add_func ("/simulator/band/keep-alive", test_keep_alive);
  g_test_add_func ("/simulator/band/not-worn", test_not_worn);
  g_test_add_func ("/simulator/band/wandering-pulse", test_wandering_pulse);
  g_test_add_func ("/simulator/band/clock", test_clock);
  g_test_add_func ("/simulator/band/hands", test_hands);
  g_test_add_func ("/simulator/band/quiet-memory", test_quiet_memory);
  g_test_add_func ("/simulator/band/noise", test_noise);
  g_test_add_func ("/simulator/band/advertisement", test_advertisement);
  g_test_add_func ("/simulator/band/models", test_models);
  g_test_add_func ("/simulator/band/models-of-the-app", test_models_of_the_app);
  g_test_add_func ("/simulator/band/bad-specs", test_bad_specs);
  g_test_add_func ("/simulator/band/good-spec", test_good_spec);

  return g_test_run ();
}
