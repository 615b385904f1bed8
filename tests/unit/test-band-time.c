/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-band-time.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_parse (void)
{
  const struct {
    const char *bytes;
    const char *text;
    guint8      weekday;
    guint8      fraction;
    int         zone_quarters;
  } cases[] = {
    { "e6070c0f14263504000004", "2022-12-15T20:38:53", 4, 0, 4 },
    { "e6070c0f14263504000804", "2022-12-15T20:38:53", 4, 0, 4 },
    { "e70701010c1e0f078000e0", "2023-01-01T12:30:15", 7, 128, -32 },
    { "e6070c0f142635000000d0", "2022-12-15T20:38:53", 0, 0, TACTUS_ZONE_MINIMUM },
    { "e6070c0f14263504ff0038", "2022-12-15T20:38:53", 4, 255, TACTUS_ZONE_MAXIMUM },
    { "e6070c0f14263504000080", "2022-12-15T20:38:53", 4, 0, TACTUS_ZONE_UNKNOWN },
    { "e407021d173b3b06000000", "2020-02-29T23:59:59", 6, 0, 0 },
    { "2e060c1f000000050000ec", "1582-12-31T00:00:00", 5, 0, -20 },
    { "0f270c1f173b3b05000000", "9999-12-31T23:59:59", 5, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      TactusBandTime time;

      g_assert_true (tactus_band_time_parse (&time, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      text = tactus_band_time_to_text (&time);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (time.weekday, ==, cases[i].weekday);
      g_assert_cmpuint (time.fraction, ==, cases[i].fraction);
      g_assert_cmpint (time.zone_quarters, ==, cases[i].zone_quarters);
    }
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *names;
  } cases[] = {
    { "", "0 bytes" },
    { "e6070c0f142635040000", "10 bytes" },
    { "e6070c0f1426350400000400", "12 bytes" },
    { "0000000000000000000000", "date at byte 0" },
    { "ffffffffffffffffffffff", "date at byte 0" },
    { "2d060c0f14263504000004", "date at byte 0" },
    { "e607000f14263504000004", "date at byte 0" },
    { "e6070d0f14263504000004", "date at byte 0" },
    { "e6070c0014263504000004", "date at byte 0" },
    { "e7070 21d14263504000004", "date at byte 0" },
    { "e6070c0f18263504000004", "hour at byte 4" },
    { "e6070c0f143c3504000004", "minute at byte 5" },
    { "e6070c0f14263c04000004", "second at byte 6" },
    { "e6070c0f14263508000004", "weekday at byte 7" },
    { "e6070c0f14263504000039", "zone at byte 10" },
    { "e6070c0f142635040000cf", "zone at byte 10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusBandTime time;

      g_assert_false (tactus_band_time_parse (&time, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].names));
    }
}

static void
test_text (void)
{
  const struct {
    const char *text;
    gboolean    fine;
  } cases[] = {
    { "2022-12-15T20:38:53", TRUE },
    { "2024-02-29T00:00:00", TRUE },
    { "2023-02-29T00:00:00", FALSE },
    { "2022-12-15 20:38:53", FALSE },
    { "2022-12-15T20:38:5", FALSE },
    { "2022-12-15T20:38:53Z", FALSE },
    { "2022-12-15T20:38:60", FALSE },
    { "+022-12-15T20:38:53", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      TactusBandTime time;

      g_assert_cmpint (tactus_band_time_parse_text (&time, cases[i].text, &error), ==,
                       cases[i].fine);
      if (cases[i].fine)
        {
          g_autofree char *text = tactus_band_time_to_text (&time);

          g_assert_cmpstr (text, ==, cases[i].text);
          g_assert_cmpint (time.zone_quarters, ==, TACTUS_ZONE_UNKNOWN);
        }
      else
        g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
    }
}

/* Whatever weekday is in the struct, the date's own goes over the air. */
static void
test_encode (void)
{
  const struct {
    TactusBandTime  time;
    const char     *bytes;
  } cases[] = {
    { { 2022, 12, 15, 20, 38, 53, 0, 0, 4 }, "e6070c0f14263504000004" },
    { { 2023, 1, 1, 0, 0, 0, 3, 0, -48 }, "e70701010000000700" "00d0" },
    { { 2028, 2, 29, 12, 0, 0, 7, 0, 55 }, "ec07021d0c000002000037" },
    { { 2026, 6, 15, 12, 0, 0, 1, 128, TACTUS_ZONE_UNKNOWN }, "ea07060f0c000001800080" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = tactus_band_time_encode (&cases[i].time);

      test_assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].bytes);
    }
}

static void
test_date_time (void)
{
  const int minutes[] = { 0, 60, -300, 330, 345, -720, 840 };

  for (gsize i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_offset (60 * minutes[i]);
      g_autoptr(GDateTime) when = g_date_time_new (zone, 2024, 2, 29, 23, 59, 59.5);
      g_autoptr(GDateTime) back = NULL;
      TactusBandTime time;

      tactus_band_time_from_date_time (&time, when);
      g_assert_cmpint (time.zone_quarters, ==, minutes[i] / 15);
      g_assert_cmpuint (time.weekday, ==, 4);
      g_assert_cmpuint (time.fraction, ==, 128);

      back = tactus_band_time_to_date_time (&time);
      g_assert_true (g_date_time_equal (when, back));
      g_assert_cmpint (g_date_time_get_utc_offset (back), ==, g_date_time_get_utc_offset (when));
    }
}

/* Nobody lives 20 hours from Greenwich, but the time can still be set. */
static void
test_odd_zone (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (20 * 3600);
  g_autoptr(GDateTime) when = g_date_time_new (zone, 2024, 2, 29, 12, 0, 0);
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  tactus_band_time_from_date_time (&time, when);
  g_assert_cmpint (time.zone_quarters, ==, TACTUS_ZONE_UNKNOWN);
  bytes = tactus_band_time_encode (&time);
  test_assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "e807021d0c000004000080");
}

static void
test_no_date_time (void)
{
  const TactusBandTime no_zone = { 2022, 12, 15, 20, 38, 53, 0, 0, TACTUS_ZONE_UNKNOWN };
  const TactusBandTime no_date = { 2022, 2, 30, 20, 38, 53, 0, 0, 4 };

  g_assert_null (tactus_band_time_to_date_time (&no_zone));
  g_assert_null (tactus_band_time_to_date_time (&no_date));
}

/* What can be read is written again as it was, but for the weekday and the reason. */
static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20221215);
  guint n_valid = 0;

  for (guint i = 0; i < 20000; i++)
    {
      const guint8 data[] = {
        (guint8) g_rand_int_range (rand, 0, 256), 0x07,
        (guint8) g_rand_int_range (rand, 0, 14), (guint8) g_rand_int_range (rand, 0, 33),
        (guint8) g_rand_int_range (rand, 0, 25), (guint8) g_rand_int_range (rand, 0, 61),
        (guint8) g_rand_int_range (rand, 0, 61), (guint8) g_rand_int_range (rand, 0, 8),
        (guint8) g_rand_int_range (rand, 0, 256), 0x00,
        (guint8) g_rand_int_range (rand, -50, 58),
      };
      g_auto(TestBytes) bytes = test_bytes_copy (data, sizeof data);
      g_autoptr(GBytes) again = NULL;
      g_autoptr(GDateTime) when = NULL;
      TactusBandTime time;
      const guint8 *written;

      if (!tactus_band_time_parse (&time, bytes.data, bytes.length, NULL))
        continue;

      n_valid++;
      again = tactus_band_time_encode (&time);
      written = g_bytes_get_data (again, NULL);
      g_assert_cmpmem (written, 7, data, 7);
      g_assert_cmpmem (written + 8, 3, data + 8, 3);
      when = tactus_band_time_to_date_time (&time);
      g_assert_cmpint (g_date_time_get_day_of_week (when), ==, written[7]);
    }

  g_assert_cmpuint (n_valid, >, 10000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band-time/parse", test_parse);
  g_test_add_func ("/band-time/malformed", test_malformed);
  g_test_add_func ("/band-time/text", test_text);
  g_test_add_func ("/band-time/encode", test_encode);
  g_test_add_func ("/band-time/date-time", test_date_time);
  g_test_add_func ("/band-time/odd-zone", test_odd_zone);
  g_test_add_func ("/band-time/no-date-time", test_no_date_time);
  g_test_add_func ("/band-time/round-trip", test_round_trip);

  return g_test_run ();
}
