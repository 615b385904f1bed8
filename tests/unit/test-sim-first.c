/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first generation, as the protocol notes have it. */

#include "config.h"

#include "sim-bench.h"
#include "tactus-sim-first.h"
#include "tactus-uuids.h"

/* The records of the protocol notes; both are for an address that ends in 5A. */
#define ADDRESS     ",address=C8:0F:10:00:00:5A"
#define USER_INFO   "f6e4635c011eaf4600" "31353530303530353530" "68"
#define USER_INFO_S "f6e4635c011eaf46000400" "3135353030353035" "95"
#define UID         "1550050550"

static void
test_checksum (void)
{
  g_assert_cmphex (tactus_sim_first_crc8 ((const guint8 *) "123456789", 9), ==, 0xa1);
}

static const struct {
  const char *name;
  const char *spec;
  const char *user_info;
  const char *expected; /* in three seconds */
} logins[] = {
  { "known", "model=mi-band-1" ADDRESS ",uid=" UID, USER_INFO, "authenticated/0 ff03:05" },
  { "known-1s", "model=mi-band-1s" ADDRESS ",uid=" UID, USER_INFO_S, "authenticated/0 ff03:05" },
  { "new", "model=mi-band-1s,tap=1" ADDRESS, USER_INFO_S,
    "tap-asked/0 ff03:06 ff03:13 key-set/0 authenticated/0 ff03:15 ff03:05" },
  { "new-1a", "model=mi-band-1a,tap=1" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 key-set/0 authenticated/0 ff03:15 ff03:0a" },
  { "another-owner", "model=mi-band-1,tap=1,uid=7" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 key-set/0 authenticated/0 ff03:15 ff03:05" },
  { "clear", "model=mi-band-1,tap=manual" ADDRESS ",uid=" UID,
    "f6e4635c011eaf4601" "31353530303530353530" "bd", "tap-asked/0 ff03:06 ff03:13" },
  { "declined", "model=mi-band-1,tap=decline" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 declined/0 ff03:ef" },
  { "never", "model=mi-band-1,tap=never,prompt=2" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 declined/0 ff03:ef" },
  { "wrong-checksum", "model=mi-band-1,uid=" UID, USER_INFO, "refused/3 ff03:06" },
  { "short", "model=mi-band-1" ADDRESS ",uid=" UID, "f6e4635c", "refused/3 ff03:06" },
  { "silent", "model=mi-band-1,fault=silent-at-proof" ADDRESS ",uid=" UID, USER_INFO,
    "authenticated/0" },
  { "unknown", "model=mi-band-1,tap=1,fault=unknown-status-at-tap" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 key-set/0 authenticated/0 ff03:15 ff03:2a" },
  { "vanishes", "model=mi-band-1,fault=vanish-at-tap" ADDRESS, USER_INFO,
    "tap-asked/0 ff03:06 ff03:13 disconnected/0 dropped" },
};

static void
test_login (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  SimBench bench;

  sim_bench_open (&bench, logins[row].spec);
  sim_bench_link_up (&bench);
  sim_bench_say (&bench, TACTUS_UUID_MI1_USER_INFO, logins[row].user_info);
  sim_bench_live (&bench, 3 * S);
  sim_bench_expect (&bench, logins[row].expected);
  sim_bench_close (&bench);
}

static void
open_ready (SimBench   *self,
            const char *spec)
{
  g_autofree char *text = g_strconcat ("model=mi-band-1s" ADDRESS ",uid=" UID ",", spec, NULL);

  sim_bench_open (self, text);
  sim_bench_link_up (self);
  sim_bench_say (self, TACTUS_UUID_MI1_USER_INFO, USER_INFO_S);
  sim_bench_expect (self, "authenticated/0 ff03:05");
}

/* Before the login there is what the login needs, and nothing else. */
static void
test_locked (void)
{
  static const char * const locked[] = {
    TACTUS_UUID_MI1_STEPS, TACTUS_UUID_MI1_BATTERY, TACTUS_UUID_MI1_SENSORS,
  };
  SimBench bench;

  sim_bench_open (&bench, "model=mi-band-1s" ADDRESS ",clock=2024-03-01T06:30:05+01");
  sim_bench_link_up (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++)
    sim_bench_expect_read (&bench, locked[i], "error 02");
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_DATE, "180201061e05" "0f0f0f0f0f0f");
  sim_bench_expect_read (&bench, TACTUS_UUID_SIG ("ff02"), "4d493153");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "0801", TRUE), ==, 0x03);
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_DATE, "180201061e05", TRUE), ==, 0x03);
  sim_bench_expect (&bench, "");
  sim_bench_close (&bench);
}

static void
test_values (void)
{
  SimBench bench;

  open_ready (&bench, "battery=48,steps=5305");
  /* The last four of the address; feature, appearance, hardware; CRC8 of that and its byte 3. */
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_DEVICE,
                         "1000005a" "0400049d" "00060002" "0e0a0001" "404a0301");
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_BATTERY, "30" "1802" "01072d0c" "2a00" "00");
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_STEPS, "b9140000");
  sim_bench_listen (&bench, TACTUS_UUID_MI1_BATTERY);
  tactus_sim_band_set_charging (bench.band, TRUE, bench.now_us);
  sim_bench_expect (&bench, "ff0c:30180201072d0c2a0002");
  sim_bench_say (&bench, TACTUS_UUID_MI1_DATE, "180201061e05" "0f0f0f0f0f0f");
  sim_bench_expect (&bench, "time-set/0");
  sim_bench_live (&bench, 60 * S);
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_DATE, "180201061f05" "0f0f0f0f0f0f");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_DATE, "180c01061e05", TRUE), ==, 0x0d);
  sim_bench_say (&bench, TACTUS_UUID_MI1_PARAMETERS, "2700310000" "00f40100000000");
  sim_bench_expect (&bench, "ff03:08");
  sim_bench_expect_read (&bench, TACTUS_UUID_MI1_PARAMETERS, "270031000000f40100000000");
  sim_bench_close (&bench);
}

static void
test_heart_rate (void)
{
  SimBench bench;

  open_ready (&bench, "rates=70:0");
  sim_bench_listen (&bench, TACTUS_UUID_HEART_RATE);
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "150101");
  sim_bench_live (&bench, 2 * S);
  sim_bench_expect (&bench, "heart-rate/70 2a37:0646 heart-rate/0 2a37:0600");
  sim_bench_close (&bench);
}

static void
test_commands (void)
{
  SimBench bench;

  open_ready (&bench, "rates=70");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0801");
  sim_bench_expect (&bench, "alert/1");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "13");
  sim_bench_expect (&bench, "alert/0");
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "02", FALSE);
  sim_bench_expect (&bench, "alert/2");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "ff", TRUE), ==, 0x0e);
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "", TRUE), ==, 0x0e);
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "09");
  sim_bench_expect (&bench, "disconnected/0 dropped");

  /* Reset: it knows nobody any more. */
  sim_bench_link_up (&bench);
  sim_bench_say (&bench, TACTUS_UUID_MI1_USER_INFO, USER_INFO_S);
  sim_bench_expect (&bench, "tap-asked/0 ff03:06 ff03:13");
  sim_bench_close (&bench);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/first/checksum", test_checksum);
  for (gsize i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/first/login/", logins[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_login);
    }
  g_test_add_func ("/simulator/first/locked", test_locked);
  g_test_add_func ("/simulator/first/values", test_values);
  g_test_add_func ("/simulator/first/heart-rate", test_heart_rate);
  g_test_add_func ("/simulator/first/commands", test_commands);

  return g_test_run ();
}
