/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tells its pulse to whoever listens: straps, and bands that share it. */

#include "config.h"

#include "sim-bench.h"
#include "tactus-uuids.h"

static const struct {
  const char *name;
  const char *spec;
  const char *expected; /* of two seconds of listening */
} streams[] = {
  { "bare", "contact=none,rr=no,rates=72",
    "heart-rate/72 2a37:0048 heart-rate/72 2a37:0048" },
  { "contact", "rr=no,rates=72", "heart-rate/72 2a37:0648 heart-rate/72 2a37:0648" },
  { "no-contact", "rr=no,contact=no,rates=72", "heart-rate/72 2a37:0448 heart-rate/72 2a37:0448" },
  { "taken-off", "worn=no,rates=72", "heart-rate/0 2a37:0400 heart-rate/0 2a37:0400" },
  { "intervals", "rates=60:120",
    "heart-rate/60 2a37:163cf603 heart-rate/120 2a37:1678fd010402" },
  { "slow-heart", "rates=30", "heart-rate/30 2a37:061e heart-rate/30 2a37:161ef607" },
  { "energy", "energy=yes,rr=no,rates=240",
    "heart-rate/240 2a37:0ef00100 heart-rate/240 2a37:0ef00200" },
  { "wide", "rr=no,rates=300", "heart-rate/300 2a37:072c01 heart-rate/300 2a37:072c01" },
  { "everything", "energy=yes,rates=60",
    "heart-rate/60 2a37:1e3c0000f603 heart-rate/60 2a37:1e3c0000fd03" },
};

static void
test_stream (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("model=heart-rate-sensor,", streams[row].spec, NULL);
  SimBench bench;

  sim_bench_open (&bench, spec);
  sim_bench_link_up (&bench);
  sim_bench_listen (&bench, TACTUS_UUID_HEART_RATE);
  sim_bench_live (&bench, 2 * S);
  sim_bench_expect (&bench, streams[row].expected);

  /* It goes on without being asked again, and stops when nobody listens. */
  sim_bench_live (&bench, 600 * S);
  g_assert_true (tactus_sim_band_get_measuring (bench.band));
  g_assert_true (tactus_sim_band_get_connected (bench.band));
  tactus_sim_band_subscribe (bench.band, TACTUS_UUID_HEART_RATE, FALSE);
  g_ptr_array_set_size (bench.said, 0);
  sim_bench_live (&bench, 60 * S);
  sim_bench_expect (&bench, "");
  sim_bench_close (&bench);
}

static void
test_values (void)
{
  SimBench bench;

  sim_bench_open (&bench, "model=heart-rate-sensor,battery=66,energy=yes,rr=no,rates=240");
  sim_bench_link_up (&bench);
  sim_bench_expect_read (&bench, TACTUS_UUID_SIG ("2a19"), "42");
  sim_bench_expect_read (&bench, TACTUS_UUID_SIG ("2a38"), "01");
  sim_bench_expect_read (&bench, TACTUS_UUID_BATTERY, "error 0a");
  sim_bench_listen (&bench, TACTUS_UUID_SIG ("2a19"));
  tactus_sim_band_set_battery (bench.band, 65, bench.now_us);
  sim_bench_expect (&bench, "2a19:41");
  sim_bench_listen (&bench, TACTUS_UUID_HEART_RATE);
  sim_bench_live (&bench, 2 * S);
  sim_bench_expect (&bench, "heart-rate/240 2a37:0ef00100 heart-rate/240 2a37:0ef00200");
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "01");
  sim_bench_live (&bench, S);
  sim_bench_expect (&bench, "heart-rate/240 2a37:0ef00100");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "150101", TRUE), ==,
                   0x80);
  sim_bench_close (&bench);
}

/* Until it is paired, nobody hears it. */
static void
test_bond (void)
{
  static const struct {
    const char *spec;
    guint8      att_error;
  } rows[] = {
    { "model=heart-rate-sensor,bond=passkey", 0x05 },
    { "model=heart-rate-sensor,bond=confirm,bond-error=0e", 0x0e },
    { "model=smart-band-9,share=on", 0x0e },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SimBench bench;

      sim_bench_open (&bench, rows[i].spec);
      sim_bench_link_up (&bench);
      g_assert_cmphex (tactus_sim_band_subscribe (bench.band, TACTUS_UUID_HEART_RATE, TRUE), ==,
                       rows[i].att_error);
      sim_bench_live (&bench, 5 * S);
      sim_bench_expect (&bench, "");
      tactus_sim_band_set_bonded (bench.band, TRUE);
      sim_bench_expect (&bench, "bonded/0");
      sim_bench_listen (&bench, TACTUS_UUID_HEART_RATE);
      sim_bench_live (&bench, S);
      g_assert_true (tactus_sim_band_get_heart_rate (bench.band) > 0);
      sim_bench_close (&bench);
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static char *
advert (SimBench *self)
{
  g_autoptr(GBytes) data = tactus_sim_band_get_manufacturer_data (self->band);

  return sim_bench_hex (data);
}

/* The pulse in byte 3 of what anyone can hear. */
static void
test_shared_advertisement (gconstpointer data)
{
  const char *model = data;
  g_autofree char *spec = g_strdup_printf ("model=%s,share=on,rates=132:133:133:0,"
                                           "address=AA:BB:CC:DD:EE:FF", model);
  g_autofree char *first = NULL;
  g_autofree char *none = NULL;
  SimBench bench;
  guint count = 0;

  sim_bench_open (&bench, spec);
  g_signal_connect_swapped (bench.band, "advertised", G_CALLBACK (count_cb), &count);
  sim_bench_live (&bench, 0);
  first = advert (&bench);
  g_assert_cmpstr (first, ==, "02020184" "ffffffffffffffffffffffffff" "03" "aabbccddeeff");
  sim_bench_live (&bench, 3 * S);
  none = advert (&bench);
  g_assert_cmpstr (none, ==, "020201ff" "ffffffffffffffffffffffffff" "03" "aabbccddeeff");
  g_assert_cmpuint (count, ==, 3);

  /* Nobody is told while it is connected. */
  sim_bench_link_up (&bench);
  sim_bench_live (&bench, 5 * S);
  g_assert_cmpuint (count, ==, 3);
  sim_bench_close (&bench);
}

static void
test_names (void)
{
  static const struct {
    const char *spec;
    const char *name;
    const char *service;
  } rows[] = {
    { "model=smart-band-9,share=on", "Xiaomi Smart Band 9 BEEF", "180d" },
    { "model=smart-band-9", "Xiaomi Smart Band 9 BEEF", "fe95" },
    { "model=smart-band-7", "Xiaomi Smart Band 7", "fee0" },
    { "model=mi-band-1s", "MI1S", "fee0" },
    { "model=heart-rate-sensor,name=H10", "H10", "180d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *spec = g_strconcat (rows[i].spec, ",address=AA:BB:CC:DD:BE:EF", NULL);
      g_autofree char *service = NULL;
      SimBench bench;

      sim_bench_open (&bench, spec);
      service = g_strndup (tactus_sim_band_get_advertised (bench.band) + 4, 4);
      g_assert_cmpstr (tactus_sim_band_get_name (bench.band), ==, rows[i].name);
      g_assert_cmpstr (service, ==, rows[i].service);
      sim_bench_close (&bench);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/sensor/stream/", streams[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_stream);
    }
  g_test_add_func ("/simulator/sensor/values", test_values);
  g_test_add_func ("/simulator/sensor/bond", test_bond);
  g_test_add_data_func ("/simulator/sensor/shared/mi-band-5", "mi-band-5",
                        test_shared_advertisement);
  g_test_add_data_func ("/simulator/sensor/shared/smart-band-7", "smart-band-7",
                        test_shared_advertisement);
  g_test_add_func ("/simulator/sensor/names", test_names);

  return g_test_run ();
}
