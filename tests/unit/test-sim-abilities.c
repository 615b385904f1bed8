/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a band keeps, shows and rings, with the frames of the protocol notes. */

#include "config.h"

#include "sim-bench.h"
#include "tactus-sim-chunks.h"
#include "tactus-uuids.h"

static void
open_ready (SimBench   *self,
            const char *spec)
{
  g_autofree char *text = g_strconcat (spec, ",key=" SIM_BENCH_KEY, NULL);

  sim_bench_open (self, text);
  sim_bench_log_in (self);
}

/* ── settings ── */

static const struct {
  const char *uuid;
  const char *written;
  const char *answer;
  const char *id; /* (nullable): not taken */
} settings[] = {
  { TACTUS_UUID_CONFIGURATION, "06010001", "1006010001", "0003:0601" },
  { TACTUS_UUID_CONFIGURATION, "06020001", "1006020001", "0003:0602" },
  { TACTUS_UUID_CONFIGURATION, "06030000", "1006030001", "0003:0603" },
  { TACTUS_UUID_CONFIGURATION, "0605000108001630", "1006050001", "0003:0605" },
  { TACTUS_UUID_CONFIGURATION, "06050000", "1006050001", "0003:0605" },
  { TACTUS_UUID_CONFIGURATION, "060a0003", "10060a0001", "0003:060a" },
  { TACTUS_UUID_CONFIGURATION, "060c000100000000", "10060c0001", "0003:060c" },
  { TACTUS_UUID_CONFIGURATION, "061700656e5f5553", "1006170001", "0003:0617" },
  { TACTUS_UUID_CONFIGURATION, "06140000", "1006140001", "0003:0614" },
  { TACTUS_UUID_CONFIGURATION, "061e004d4d2f64642f79797979", "10061e0001", "0003:061e" },
  { TACTUS_UUID_CONFIGURATION, "08013c000400150000000000", "100801", "0003:08" },
  { TACTUS_UUID_CONFIGURATION, "0982", "100901", "0003:0982" },
  { TACTUS_UUID_CONFIGURATION, "098116000700", "100901", "0003:0981" },
  { TACTUS_UUID_CONFIGURATION, "0a0100000102030405", "100a01", "0003:0a" },
  { TACTUS_UUID_CONFIGURATION, "fe060001", "10fe060001", "0003:fe06" },
  { TACTUS_UUID_USER_SETTINGS, "4f0000c0070511014000303207000000", "104f01", "0008:4f" },
  { TACTUS_UUID_USER_SETTINGS, "100000401f0000", "101001", "0008:10" },
  { TACTUS_UUID_USER_SETTINGS, "20000082", "102001", "0008:20" },
  { TACTUS_UUID_CONFIGURATION, "060200", "1006020005", NULL },
  { TACTUS_UUID_CONFIGURATION, "0602000101", "1006020005", NULL },
  { TACTUS_UUID_CONFIGURATION, "06ff0001", "100605", NULL },
  { TACTUS_UUID_CONFIGURATION, "77", "107705", NULL },
  { TACTUS_UUID_USER_SETTINGS, "4f0000", "104f05", NULL },
  { TACTUS_UUID_USER_SETTINGS, "06020001", "100605", NULL },
};

static void
test_settings (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-3");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *expected =
        settings[i].id ? g_strdup_printf ("setting/0(%.4s:%s) %.4s:%s", settings[i].uuid + 4,
                                          settings[i].written, settings[i].uuid + 4,
                                          settings[i].answer)
                       : g_strdup_printf ("%.4s:%s", settings[i].uuid + 4, settings[i].answer);

      sim_bench_say (&bench, settings[i].uuid, settings[i].written);
      sim_bench_expect (&bench, expected);
      if (settings[i].id)
        g_assert_cmpstr (tactus_sim_band_get_setting (bench.band, settings[i].id), ==,
                         settings[i].written);
    }
  g_assert_null (tactus_sim_band_get_setting (bench.band, "0003:06ff"));
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_CONFIGURATION, "", TRUE), ==, 0x0d);
  sim_bench_close (&bench);
}

static const struct {
  const char *fault;
  const char *expected;
  gboolean    kept;
} setting_faults[] = {
  { "refuse-at-setting", "0003:1006020005", FALSE },
  { "silent-at-setting", "setting/0(0003:06020001)", TRUE },
  { "unknown-status-at-setting", "setting/0(0003:06020001) 0003:100602002a", TRUE },
  { "malformed-at-setting", "setting/0(0003:06020001) 0003:7799", TRUE },
  { "short-at-setting", "setting/0(0003:06020001) 0003:10060200", TRUE },
  { "duplicate-at-setting", "setting/0(0003:06020001) 0003:1006020001 0003:1006020001", TRUE },
  { "refuse-at-setting:1@1", "setting/0(0003:06020001) 0003:1006020001", TRUE },
  { "vanish-at-setting", "setting/0(0003:06020001) disconnected/0 dropped", TRUE },
};

static void
test_setting_fault (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("model=mi-band-3,fault=", setting_faults[row].fault, NULL);
  SimBench bench;

  open_ready (&bench, spec);
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "06020001");
  sim_bench_expect (&bench, setting_faults[row].expected);
  g_assert_cmpint (tactus_sim_band_get_setting (bench.band, "0003:0602") != NULL, ==,
                   setting_faults[row].kept);
  sim_bench_close (&bench);
}

static void
test_measuring (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-3");
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "140a");
  sim_bench_expect (&bench, "setting/0(2a39:140a)");
  g_assert_cmpstr (tactus_sim_band_get_setting (bench.band, "2a39:14"), ==, "140a");
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "150001");
  sim_bench_expect (&bench, "setting/0(2a39:150001)");
  g_assert_cmpstr (tactus_sim_band_get_setting (bench.band, "2a39:1500"), ==, "150001");
  sim_bench_close (&bench);

  open_ready (&bench, "model=mi-band-5");
  sim_bench_listen (&bench, TACTUS_UUID_HEART_RATE_CONTROL);
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "140a");
  sim_bench_expect (&bench, "setting/0(2a39:140a) 2a39:101401");
  sim_bench_close (&bench);
}

static void
test_reset (void)
{
  guint8 key[16];
  SimBench bench;

  open_ready (&bench, "model=mi-band-3");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "060b0001");
  sim_bench_expect (&bench, "disconnected/0 dropped");
  g_assert_false (tactus_sim_band_copy_key (bench.band, key));
  sim_bench_close (&bench);
}

/* Told to, it shares its pulse, and can be seen while it is connected. */
static void
test_shares_when_told (void)
{
  g_autoptr(GBytes) shared = NULL;
  SimBench bench;

  open_ready (&bench, "model=mi-band-5,rates=99");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "061f0001");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "06010001");
  g_assert_true (tactus_sim_band_get_advertising (bench.band));
  g_assert_false (tactus_sim_band_can_be_reached (bench.band));
  sim_bench_live (&bench, S);
  shared = tactus_sim_band_get_manufacturer_data (bench.band);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (shared, NULL))[3], ==, 99);
  sim_bench_close (&bench);
}

/* ── alarms ── */

static void
test_alarms (void)
{
  TactusSimAlarm alarm;
  SimBench bench;

  open_ready (&bench, "model=mi-band-3");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0281071e1f");
  sim_bench_expect (&bench, "alarm-set/1 0003:100201");
  g_assert_true (tactus_sim_band_get_alarm (bench.band, 1, &alarm));
  g_assert_true (alarm.enabled && alarm.snooze);
  g_assert_cmpuint (alarm.hour, ==, 7);
  g_assert_cmpuint (alarm.minute, ==, 30);
  g_assert_cmphex (alarm.days, ==, 0x1f);

  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0243160080");
  sim_bench_expect (&bench, "alarm-set/3 0003:100201");
  g_assert_true (tactus_sim_band_get_alarm (bench.band, 3, &alarm));
  g_assert_false (alarm.enabled || alarm.snooze);
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0d");
  sim_bench_expect (&bench, "0003:100d01" "0000000000" "02" "1103");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "ff01000000");
  sim_bench_expect (&bench, "0003:8001c00010000000" "01" "81071e1f" "03160080");

  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0201000000");
  sim_bench_expect (&bench, "alarm-set/1 0003:100201");
  g_assert_false (tactus_sim_band_get_alarm (bench.band, 1, &alarm));

  /* No such slot, hour, minute; too long. */
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "028a071e1f");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0281181e1f");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0281073c1f");
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "0281071e1f00");
  sim_bench_expect (&bench, "0003:100205 0003:100205 0003:100205 0003:100205");
  sim_bench_close (&bench);
}

static void
test_many_alarms (void)
{
  SimBench bench;
  g_autofree char *said = NULL;

  open_ready (&bench, "model=mi-band-3");
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *hex = g_strdup_printf ("02%02x%02x007f", 0x80 | i, 6 + i);

      sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, hex);
    }
  said = sim_bench_take (&bench);
  sim_bench_say (&bench, TACTUS_UUID_CONFIGURATION, "ff01000000");
  sim_bench_expect (&bench,
                    "0003:80010000" "10000000" "01" "8006007f" "8107007f" "820800 "
                    "0003:80014001" "7f" "8309007f" "840a007f" "850b007f" "860c00 "
                    "0003:80018002" "7f" "870d007f");
  sim_bench_close (&bench);
}

/* ── alerts ── */

static void
test_alerts (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-2");
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "02", FALSE);
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "00", FALSE);
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "fff401f40103", FALSE);
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "0203", FALSE);
  sim_bench_expect (&bench, "alert/2 alert/0 alert/255");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "0501" "4d756d");
  sim_bench_expect (&bench, "text/5(Mum)");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "fa010b" "c3a4c3b6");
  sim_bench_expect (&bench, "text/250(äö)");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "0301" "4a6f");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "0300");
  sim_bench_expect (&bench, "text/3(Jo) text/3()");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "0501c3");
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "05");
  sim_bench_expect (&bench, "garbled/5(no notification) garbled/0(no notification)");
  sim_bench_close (&bench);
}

static void
test_alert_faults (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-3,fault=refuse-at-alert:1");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_NEW_ALERT, "05014d", TRUE), ==, 0x0e);
  sim_bench_say (&bench, TACTUS_UUID_NEW_ALERT, "05014d");
  sim_bench_expect (&bench, "text/5(M)");
  sim_bench_close (&bench);

  open_ready (&bench, "model=mi-band-3,fault=vanish-at-alert");
  sim_bench_write (&bench, TACTUS_UUID_ALERT_LEVEL, "03", FALSE);
  sim_bench_expect (&bench, "alert/3 disconnected/0 dropped");
  sim_bench_close (&bench);
}

static const struct {
  const char *model;
  const char *pieces[5];
  const char *expected;
} chunked[] = {
  /* cat 01 body suffix; "Mum", 00, "Hi", then 00 20 00 */
  { "mi-band-3", { "00c000" "0501" "4d756d00" "4869" "002000" }, "text/5(Mum\nHi)" },
  { "mi-band-5", { "00c000" "0500000000" "01" "4d756d00" "4869" "002000" }, "text/5(Mum\nHi)" },
  { "mi-band-5", { "00c000" "fa00000000" "010b" "4d756d00" "4869" "00" "4170" "00" },
    "text/250(Mum\nHi\nAp)" },
  { "mi-band-3", { "000000" "05014d756d", "004001" "004869", "008002" "002000" },
    "text/5(Mum\nHi)" },
  { "mi-band-3", { "00c000" "030000000000" "4a6f" "00000002" }, "text/3(Jo)" },
  { "mi-band-3", { "00c000" "030300000000" }, "text/3()" },
  { "mi-band-3", { "00c300" "010203" }, "" }, /* music: not for here */
  { "mi-band-5", { "00c000" "0501" "4d756d00" "4869" "002000" }, "garbled/5(no notification)" },
  { "mi-band-3", { "00c000" "0502" "4d" }, "garbled/5(no notification)" },
  { "mi-band-3", { "004001" "4d" }, "garbled/0(a piece without a beginning)" },
  { "mi-band-3", { "000000" "05014d", "008002" "4d" }, "garbled/0(a piece out of order)" },
  { "mi-band-3", { "000000" "05014d", "008301" "4d" }, "garbled/0(a piece of another message)" },
  { "mi-band-3", { "00c001" "05014d" }, "garbled/0(a piece out of order)" },
  { "mi-band-3", { "01c000" "05014d" }, "garbled/0(no piece of a message)" },
  { "mi-band-3", { "00c0" }, "garbled/0(no piece of a message)" },
  { "mi-band-3", { "000000" "0501" "58", "00c000" "0501" "59" }, "text/5(Y)" },
};

static void
test_chunks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chunked); i++)
    {
      g_autofree char *spec = g_strconcat ("model=", chunked[i].model, NULL);
      SimBench bench;

      open_ready (&bench, spec);
      for (gsize k = 0; chunked[i].pieces[k]; k++)
        sim_bench_write (&bench, TACTUS_UUID_CHUNKED, chunked[i].pieces[k], FALSE);
      sim_bench_expect (&bench, chunked[i].expected);
      sim_bench_close (&bench);
    }
}

static void
test_endless_chunks (void)
{
  TactusSimChunks chunks = { NULL };
  guint8 piece[20] = { 0 };
  const char *problem = NULL;

  for (guint i = 0; i < 100 && !problem; i++)
    {
      g_autoptr(GBytes) message = NULL;
      guint8 type;

      piece[1] = i == 0 ? 0x00 : 0x40;
      piece[2] = (guint8) i;
      problem = tactus_sim_chunks_push (&chunks, piece, sizeof piece, &message, &type);
      g_assert_null (message);
    }
  g_assert_cmpstr (problem, ==, "a message too long");
  g_assert_null (chunks.data);
}

/* ── events ── */

static void
test_events (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-3,fault=malformed-at-event:1@2");
  tactus_sim_band_event (bench.band, (const guint8 *) "\x08", 1, bench.now_us);
  tactus_sim_band_event (bench.band, (const guint8 *) "\xfe\x03", 2, bench.now_us);
  tactus_sim_band_event (bench.band, (const guint8 *) "\x01", 1, bench.now_us);
  tactus_sim_band_event (bench.band, (const guint8 *) "\x02", 1, bench.now_us);
  sim_bench_expect (&bench, "0010:08 0010:fe03 0010:7799 0010:02");
  tactus_sim_band_set_steps (bench.band, 76, bench.now_us);
  sim_bench_expect (&bench, "0007:0c4c0000003500000002000000");
  tactus_sim_band_set_charging (bench.band, TRUE, bench.now_us);
  sim_bench_expect (&bench, "0006:0f4a01" "e807030106" "1e0004" "e807030107" "2d0c04" "64");
  sim_bench_close (&bench);

  /* Nothing of it for someone it does not know. */
  sim_bench_open (&bench, "model=mi-band-3");
  sim_bench_link_up (&bench);
  sim_bench_listen (&bench, TACTUS_UUID_EVENTS);
  sim_bench_listen (&bench, TACTUS_UUID_STEPS);
  tactus_sim_band_event (bench.band, (const guint8 *) "\x08", 1, bench.now_us);
  tactus_sim_band_set_steps (bench.band, 76, bench.now_us);
  sim_bench_expect (&bench, "");
  sim_bench_close (&bench);
}

/* ── raw sensors ── */

static void
test_raw (void)
{
  SimBench bench;
  g_autofree char *said = NULL;

  open_ready (&bench, "model=mi-band-3");
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_RAW_CONTROL, "02", TRUE), ==, 0x0e);
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "010319");
  sim_bench_expect (&bench, "0001:10010305");
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "02");
  sim_bench_live (&bench, S / 4);
  sim_bench_expect (&bench,
                    "0002:0100" "050082000b00" "040082000b00" "030082000b00 "
                    "0002:0001" "a49c" "a59c" "a69c" "a79c" "a89c" "a99c" "aa9c");

  /* Pinged it goes on, else it ends after a quarter of a minute. */
  sim_bench_live (&bench, 10 * S);
  sim_bench_say (&bench, TACTUS_UUID_HEART_RATE_CONTROL, "16");
  sim_bench_live (&bench, 14 * S);
  g_ptr_array_set_size (bench.said, 0);
  sim_bench_live (&bench, S / 2);
  said = sim_bench_take (&bench);
  g_assert_cmpstr (said, !=, "");
  sim_bench_live (&bench, 5 * S);
  g_ptr_array_set_size (bench.said, 0);
  sim_bench_live (&bench, 5 * S);
  sim_bench_expect (&bench, "");
  sim_bench_close (&bench);
}

/* No light to measure with, and nothing to ping. */
static void
test_raw_without_heart_rate (void)
{
  SimBench bench;

  open_ready (&bench, "model=mi-band-hrx");
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "010319");
  sim_bench_expect (&bench, "0001:10010304");
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "010119");
  sim_bench_expect (&bench, "0001:10010105");
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "02");
  sim_bench_live (&bench, 60 * S);
  g_assert_cmpuint (bench.said->len, ==, 500);
  sim_bench_say (&bench, TACTUS_UUID_RAW_CONTROL, "03");
  g_ptr_array_set_size (bench.said, 0);
  sim_bench_live (&bench, 60 * S);
  sim_bench_expect (&bench, "");
  sim_bench_close (&bench);
}

/* ── values that are spoilt ── */

static const struct {
  const char *fault;
  const char *uuid;
  const char *value;
} value_faults[] = {
  { "refuse-at-battery", TACTUS_UUID_BATTERY, "error 0e" },
  { "malformed-at-battery", TACTUS_UUID_BATTERY, "7799" },
  { "short-at-battery", TACTUS_UUID_BATTERY, "0f4a00e80703010" "61e0004e807030107" "2d0c04" },
  { "malformed-at-steps", TACTUS_UUID_STEPS, "7799" },
  { "silent-at-time", TACTUS_UUID_CURRENT_TIME, "error 0e" },
  { "malformed-at-info", TACTUS_UUID_SERIAL, "7799" },
};

static void
test_value_fault (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("model=mi-band-3,fault=", value_faults[row].fault, ":1",
                                       NULL);
  SimBench bench;
  guint8 att_error;
  g_autoptr(GBytes) again = NULL;

  open_ready (&bench, spec);
  sim_bench_expect_read (&bench, value_faults[row].uuid, value_faults[row].value);
  again = tactus_sim_band_read (bench.band, value_faults[row].uuid, bench.now_us, &att_error);
  g_assert_cmphex (att_error, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (again), >, 2);
  sim_bench_close (&bench);
}

/* ── first generation ── */

static void
test_first_commands (void)
{
  TactusSimAlarm alarm;
  SimBench bench;

  sim_bench_open (&bench, "model=mi-band-1s,address=C8:0F:10:00:00:5A,uid=1550050550");
  sim_bench_link_up (&bench);
  sim_bench_say (&bench, TACTUS_UUID_MI1_USER_INFO,
                 "f6e4635c011eaf46000400" "3135353030353035" "95");
  sim_bench_expect (&bench, "authenticated/0 ff03:05");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0500401f");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0f01");
  sim_bench_expect (&bench, "setting/0(ff05:0500401f) setting/0(ff05:0f01)");
  g_assert_cmpstr (tactus_sim_band_get_setting (bench.band, "ff05:05"), ==, "0500401f");

  /* Slot, on, 2024-03-01 07:30:00, half an hour early, on workdays. */
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "040101" "180201" "071e00" "1e" "1f");
  sim_bench_expect (&bench, "alarm-set/1");
  g_assert_true (tactus_sim_band_get_alarm (bench.band, 1, &alarm));
  g_assert_true (alarm.enabled && alarm.smart);
  g_assert_cmpuint (alarm.hour * 60 + alarm.minute, ==, 450);
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "040301180201071e001e1f",
                                    TRUE), ==, 0x0e);
  g_assert_cmphex (sim_bench_write (&bench, TACTUS_UUID_MI1_CONTROL, "0f02", TRUE), ==, 0x0e);

  /* Steps only where they were asked for. */
  sim_bench_listen (&bench, TACTUS_UUID_MI1_STEPS);
  tactus_sim_band_set_steps (bench.band, 5305, bench.now_us);
  sim_bench_expect (&bench, "");
  sim_bench_say (&bench, TACTUS_UUID_MI1_CONTROL, "0301");
  tactus_sim_band_set_steps (bench.band, 5305, bench.now_us);
  sim_bench_expect (&bench, "ff06:b9140000");
  tactus_sim_band_event (bench.band, (const guint8 *) "\x07", 1, bench.now_us);
  sim_bench_expect (&bench, "ff03:07");
  sim_bench_close (&bench);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/abilities/settings", test_settings);
  for (gsize i = 0; i < G_N_ELEMENTS (setting_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/abilities/settings/",
                                           setting_faults[i].fault, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_setting_fault);
    }
  g_test_add_func ("/simulator/abilities/measuring", test_measuring);
  g_test_add_func ("/simulator/abilities/reset", test_reset);
  g_test_add_func ("/simulator/abilities/shares-when-told", test_shares_when_told);
  g_test_add_func ("/simulator/abilities/alarms", test_alarms);
  g_test_add_func ("/simulator/abilities/many-alarms", test_many_alarms);
  g_test_add_func ("/simulator/abilities/alerts", test_alerts);
  g_test_add_func ("/simulator/abilities/alert-faults", test_alert_faults);
  g_test_add_func ("/simulator/abilities/chunks", test_chunks);
  g_test_add_func ("/simulator/abilities/endless-chunks", test_endless_chunks);
  g_test_add_func ("/simulator/abilities/events", test_events);
  g_test_add_func ("/simulator/abilities/raw", test_raw);
  g_test_add_func ("/simulator/abilities/raw-without-heart-rate", test_raw_without_heart_rate);
  for (gsize i = 0; i < G_N_ELEMENTS (value_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/abilities/values/", value_faults[i].fault,
                                           NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_value_fault);
    }
  g_test_add_func ("/simulator/abilities/first-commands", test_first_commands);

  return g_test_run ();
}
