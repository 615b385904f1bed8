/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stored minutes, fetched as the protocol notes say, and each way that goes wrong. */

#include "config.h"

#include <string.h>

#include "sim-bench.h"
#include "tactus-sim-fetch.h"
#include "tactus-uuids.h"

#define CLOCK ",clock=2024-03-01T08:31:00+01"

/* The checksum of what the digits 1 to 9 are in ASCII. */
static void
test_crc (void)
{
  g_assert_cmphex (tactus_sim_crc32 (0, (const guint8 *) "123456789", 9), ==, 0xcbf43926);
}

static void
open_ready (SimBench   *self,
            const char *spec)
{
  g_autofree char *text = g_strconcat (spec, ",key=" SIM_BENCH_KEY, NULL);

  sim_bench_open (self, text);
  sim_bench_log_in (self);
}

/* ── what there is ── */

static void
test_minutes (void)
{
  guint steps = 0;
  guint hearts = 0;
  guint asleep = 0;
  SimBench bench;

  open_ready (&bench, "model=mi-band-3,activity=1440" CLOCK);
  g_assert_cmpuint (tactus_sim_band_get_n_minutes (bench.band, bench.now_us), ==, 1440);
  for (guint i = 0; i < 1440; i++)
    {
      TactusSimMinute minute;
      TactusSimMinute again;
      gint64 time = tactus_sim_band_get_minute (bench.band, i, &minute);

      g_assert_cmpint (time, ==, 1709191860 + 60 * (gint64) i); /* 2024-02-29 07:31 UTC */
      tactus_sim_band_get_minute (bench.band, i, &again);
      g_assert_cmpmem (&minute, sizeof minute, &again, sizeof again);
      steps += minute.steps;
      hearts += minute.heart_rate != 0xff;
      asleep += (minute.kind & 0x0f) == 0x09 || (minute.kind & 0x0f) == 0x0b;
    }
  g_assert_cmpuint (steps, >, 2000);
  g_assert_cmpuint (hearts, >, 1000);
  g_assert_cmpuint (asleep, ==, 420);

  /* One more each minute. */
  sim_bench_live (&bench, 119 * S);
  g_assert_cmpuint (tactus_sim_band_get_n_minutes (bench.band, bench.now_us), ==, 1441);
  sim_bench_close (&bench);
}

/* It ends when it is first told the time, and not again with every other time. */
static void
test_told_time (void)
{
  TactusSimMinute minute;
  SimBench bench;

  open_ready (&bench, "model=mi-band-3,activity=2");
  g_assert_cmpuint (tactus_sim_band_get_n_minutes (bench.band, bench.now_us), ==, 0);
  sim_bench_say (&bench, TACTUS_UUID_CURRENT_TIME, "e8070301081f0f05000004");
  g_assert_cmpuint (tactus_sim_band_get_n_minutes (bench.band, bench.now_us), ==, 2);
  g_assert_cmpint (tactus_sim_band_get_minute (bench.band, 0, &minute), ==, 1709278140);
  sim_bench_say (&bench, TACTUS_UUID_CURRENT_TIME, "e80703010b1f0f05000004");
  g_assert_cmpint (tactus_sim_band_get_minute (bench.band, 0, &minute), ==, 1709278140);
  sim_bench_close (&bench);
}

/* ── the dialogue ── */

static guint8
digit_pair (const char *hex)
{
  return (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
}

/* Collects packets of @prefix ("0005:"), checks their counters, and what is in them. */
static void
expect_packets (SimBench   *self,
                guint       from,
                guint       n,
                guint       sample_size,
                guint       largest)
{
  g_autoptr(GByteArray) got = g_byte_array_new ();
  g_autoptr(GByteArray) expected = g_byte_array_new ();
  guint8 counter = 0;

  for (guint i = 0; i < self->said->len; i++)
    {
      const char *text = g_ptr_array_index (self->said, i);

      if (!g_str_has_prefix (text, "0005:"))
        continue;

      g_assert_cmphex (digit_pair (text + 5), ==, counter++);
      g_assert_cmpuint (strlen (text + 5) / 2, <=, largest);
      for (const char *at = text + 7; *at != '\0'; at += 2)
        {
          guint8 byte = digit_pair (at);

          g_byte_array_append (got, &byte, 1);
        }
    }

  for (guint i = 0; i < n; i++)
    {
      TactusSimMinute minute;
      guint8 bytes[8];

      tactus_sim_band_get_minute (self->band, from + i, &minute);
      bytes[0] = minute.kind;
      bytes[1] = minute.intensity;
      bytes[2] = minute.steps;
      bytes[3] = minute.heart_rate;
      bytes[4] = 0;
      bytes[5] = minute.sleep;
      bytes[6] = minute.deep;
      bytes[7] = minute.rem;
      g_byte_array_append (expected, bytes, sample_size);
    }
  g_assert_cmpmem (got->data, got->len, expected->data, expected->len);
  g_ptr_array_set_size (self->said, 0);
}

static const char *
last_said (SimBench *self)
{
  return g_ptr_array_index (self->said, self->said->len - 1);
}

static const struct {
  const char *model;
  guint       sample_size;
  guint       largest;
} bands[] = {
  { "mi-band-2", 4, 17 },
  { "mi-band-3", 4, 17 },
  { "mi-band-4", 4, 241 },
  { "mi-band-5", 8, 241 },
  { "mi-band-6", 8, 241 },
};

/* The example of the notes: from 06:30 on there are 120 minutes, from 06:31. */
static void
test_run (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strdup_printf ("model=%s,activity=120" CLOCK, bands[row].model);
  SimBench bench;

  open_ready (&bench, spec);
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e8070301061e0004");
  sim_bench_expect (&bench, "0004:10010178000000e8070301061f0004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
  sim_bench_live (&bench, S);
  g_assert_cmpstr (last_said (&bench), ==, "0004:100201");
  expect_packets (&bench, 0, 120, bands[row].sample_size, bands[row].largest);
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (bench.band), ==, 0);
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "03");
  sim_bench_expect (&bench, "forgot/120 0004:100301");
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (bench.band), ==, 120);

  /* And then there are none. */
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e8070301061e0004");
  sim_bench_expect (&bench, "0004:10010100000000e8070301061e0004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
  sim_bench_live (&bench, S);
  sim_bench_expect (&bench, "0004:100204");
  sim_bench_close (&bench);
}

/* No run is longer than a day; the next begins where it ended. */
static void
test_days (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-5,activity=2000" CLOCK);
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e407010100000004");
  sim_bench_expect (&bench, "0004:100101a0050000" "e807021c170b0004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
  sim_bench_live (&bench, 5 * S);
  expect_packets (&bench, 0, 1440, 8, 241);
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "03");
  sim_bench_expect (&bench, "forgot/1440 0004:100301");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e807021c170b0004");
  sim_bench_expect (&bench, "0004:10010130020000" "e807021d170b0004");

  /* In another zone than the band's, and from the future. */
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e80703010719" "0000");
  sim_bench_expect (&bench, "0004:10010106000000" "e807030108190004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101ea070301071900" "00");
  sim_bench_expect (&bench, "0004:10010100000000" "ea07030108190004");
  sim_bench_close (&bench);
}

/* What is not acknowledged is not forgotten, not by a new request and not by a lost link. */
static void
test_keeps (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-3,activity=8" CLOCK);
  for (guint i = 0; i < 2; i++)
    {
      sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e407010100000004");
      sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
      sim_bench_live (&bench, S);
      expect_packets (&bench, 0, 8, 4, 17);
    }
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0309");
  sim_bench_expect (&bench, "0004:100301");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "03");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0102e407010100000004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e4070d0100000004");
  sim_bench_expect (&bench, "0004:100204 0004:100301 0004:100102 0004:100102");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_FETCH_CONTROL, "09", TRUE), ==, 0x0e);
  tactus_sim_band_link_down (bench.band, bench.now_us);
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (bench.band), ==, 0);
  sim_bench_close (&bench);
}

/* ── what goes wrong ── */

#define START "0004:10010108000000e8070301" "08170004"

static const struct {
  const char *fault;
  const char *expected; /* counters for packets */
} faults[] = {
  { "silent-at-fetch", "#00 #01 0004:100201" },
  { "refuse-at-fetch", "0004:100104 #00 #01 0004:100201" },
  { "nothing-left-at-fetch", "0004:100204 #00 #01 0004:100201" },
  { "unknown-status-at-fetch", "0004:10012a #00 #01 0004:100201" },
  { "malformed-at-fetch", "0004:7799 #00 #01 0004:100201" },
  { "wrong-count-at-fetch", "0004:10010109000000e807030108170004 #00 #01 0004:100201" },
  { "silent-at-packet:1", START " #01 0004:100201" },
  { "silent-at-packet:1@1", START " #00 0004:100201" },
  { "duplicate-at-packet:1", START " #00 #00 #01 0004:100201" },
  { "malformed-at-packet:1@1", START " #00 0005:7799 0004:100201" },
  { "vanish-at-packet:1@1", START " #00 disconnected/0 dropped" },
  { "vanish-at-end", START " #00 #01 disconnected/0 dropped" },
  { "silent-at-end", START " #00 #01" },
  { "refuse-at-end", START " #00 #01 0004:100204" },
  { "malformed-at-end", START " #00 #01 0004:7799" },
};

static void
test_fault (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strdup_printf ("model=mi-band-3,activity=8" CLOCK ",fault=%s",
                                           faults[row].fault);
  g_autoptr(GString) said = g_string_new (NULL);
  SimBench bench;

  open_ready (&bench, spec);
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e407010100000004");
  sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
  sim_bench_live (&bench, S);
  for (guint i = 0; i < bench.said->len; i++)
    {
      const char *text = g_ptr_array_index (bench.said, i);

      if (g_str_has_prefix (text, "0005:") && strlen (text) == 5 + 2 * 17)
        g_string_append_printf (said, " #%.2s", text + 5);
      else
        g_string_append_printf (said, " %s", text);
    }
  g_assert_cmpstr (said->str + 1, ==, faults[row].expected);
  sim_bench_close (&bench);
}

static void
test_checksum (void)
{
  SimBench bench;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *right = NULL;
  guint32 crc;

  open_ready (&bench, "model=mi-band-5,crc=yes,activity=1" CLOCK ",fault=wrong-crc-at-end:1@1");
  for (guint i = 0; i < 2; i++)
    {
      const char *packet;

      sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "0101e407010100000004");
      sim_bench_say (&bench, TACTUS_UUID_FETCH_CONTROL, "02");
      sim_bench_live (&bench, S);
      packet = g_ptr_array_index (bench.said, 1);
      g_byte_array_set_size (bytes, 0);
      for (const char *at = packet + 7; *at != '\0'; at += 2)
        {
          guint8 byte = digit_pair (at);

          g_byte_array_append (bytes, &byte, 1);
        }
      crc = tactus_sim_crc32 (0, bytes->data, bytes->len);
      g_free (right);
      right = g_strdup_printf ("0004:100201%02x%02x%02x%02x", crc & 0xff, crc >> 8 & 0xff,
                               crc >> 16 & 0xff, crc >> 24);
      g_assert_cmpint (g_str_equal (last_said (&bench), right), ==, i == 0);
      g_ptr_array_set_size (bench.said, 0);
    }
  sim_bench_close (&bench);
}

/* ── first generation ── */

static void
open_first (SimBench   *self,
            const char *spec)
{
  g_autofree char *text = g_strconcat (spec, ",address=C8:0F:10:00:00:5A,uid=1550050550", NULL);
  gboolean old = strstr (spec, "mi-band-1,") != NULL;

  sim_bench_open (self, text);
  sim_bench_link_up (self);
  sim_bench_say (self, TACTUS_UUID_MI1_USER_INFO,
                 old ? "f6e4635c011eaf460031353530303530353530" "68"
                     : "f6e4635c011eaf46000400313535303035303595");
  sim_bench_listen (self, TACTUS_UUID_MI1_ACTIVITY);
  sim_bench_expect (self, "authenticated/0 ff03:05");
}

/* Two minutes of four bytes in one block; then there is no more. */
static void
test_first (void)
{
  SimBench bench;
  TactusSimMinute minutes[2];
  g_autofree char *expected = NULL;

  open_first (&bench, "model=mi-band-1s,activity=2" CLOCK);
  for (guint i = 0; i < 2; i++)
    tactus_sim_band_get_minute (bench.band, i, &minutes[i]);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "06");
  sim_bench_live (&bench, S);
  expected = g_strdup_printf ("ff07:01" "180201081d00" "0200" "0200 "
                              "ff07:%02x%02x%02x%02x%02x%02x%02x%02x",
                              minutes[0].kind, minutes[0].intensity, minutes[0].steps,
                              minutes[0].heart_rate, minutes[1].kind, minutes[1].intensity,
                              minutes[1].steps, minutes[1].heart_rate);
  sim_bench_expect (&bench, expected);

  /* The wrong size, the wrong time; then as it should be. */
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "0a180201081d000700", TRUE),
                   ==, 0x0e);
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "0a180201081e000800", TRUE),
                   ==, 0x0e);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0a180201081d000800");
  sim_bench_live (&bench, S);
  sim_bench_expect (&bench, "forgot/2 ff07:01" "180201081f00" "0000" "0000");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "06");
  sim_bench_live (&bench, S);
  sim_bench_expect (&bench, "ff07:01" "180201081f00" "0000" "0000");
  sim_bench_close (&bench);
}

static guint
count_pieces (SimBench *self,
              guint    *bytes)
{
  guint n = 0;

  *bytes = 0;
  for (guint i = 1; i < self->said->len; i++)
    {
      *bytes += (guint) strlen (g_ptr_array_index (self->said, i)) / 2 - 2;
      n++;
    }

  return n;
}

/* More than a block: each is confirmed; "keep it" keeps it, and "stop" is the end. */
static void
test_first_blocks (void)
{
  SimBench bench;
  guint bytes;

  open_first (&bench, "model=mi-band-1,activity=400" CLOCK);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "06");
  sim_bench_live (&bench, S);
  g_assert_cmpstr (g_ptr_array_index (bench.said, 0), ==, "ff07:01" "180201013300" "9001" "6801");
  g_assert_cmpuint (count_pieces (&bench, &bytes), ==, 54);
  g_assert_cmpuint (bytes, ==, 3 * 360);
  g_ptr_array_set_size (bench.said, 0);

  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0a180201013300" "c7fb"); /* ~1080 */
  sim_bench_live (&bench, S);
  g_assert_cmpstr (g_ptr_array_index (bench.said, 0), ==, "ff07:01" "180201073300" "2800" "2800");
  g_ptr_array_set_size (bench.said, 0);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "11");
  sim_bench_expect (&bench, "ff03:18");
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (bench.band), ==, 0);
  sim_bench_close (&bench);
}

/* Newer ones count their packets. */
static void
test_first_counter (void)
{
  SimBench bench;

  open_first (&bench, "model=mi-band-1s,activity=10,profile=02.00.09.00" CLOCK);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "06");
  sim_bench_live (&bench, S);
  g_assert_cmpuint (bench.said->len, ==, 4);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (digit_pair ((char *) g_ptr_array_index (bench.said, i) + 5), ==, i - 1);
  g_assert_cmpuint (strlen (g_ptr_array_index (bench.said, 3)), ==, 5 + 2 * 3);
  sim_bench_close (&bench);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/activity/crc", test_crc);
  g_test_add_func ("/simulator/activity/minutes", test_minutes);
  g_test_add_func ("/simulator/activity/told-time", test_told_time);
  for (gsize i = 0; i < G_N_ELEMENTS (bands); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/activity/run/", bands[i].model, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_run);
    }
  g_test_add_func ("/simulator/activity/days", test_days);
  g_test_add_func ("/simulator/activity/keeps", test_keeps);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/activity/fault/", faults[i].fault, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/simulator/activity/checksum", test_checksum);
  g_test_add_func ("/simulator/activity/first", test_first);
  g_test_add_func ("/simulator/activity/first-blocks", test_first_blocks);
  g_test_add_func ("/simulator/activity/first-counter", test_first_counter);

  return g_test_run ();
}
