/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-battery.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

#define WHEN "e0070b1a12232c"

typedef struct {
  const char     *bytes;
  guint8          level;
  TactusCharging  charging;
  const char     *full;
  int             full_zone;
  const char     *last;
  int             last_zone;
  int             last_level;
} Case;

#define NO_ZONE TACTUS_ZONE_UNKNOWN
#define A       "2016-11-26T18:35:44"
#define B       "2016-11-26T23:43:59"

static const Case cases[] = {
  { "0f3000e0070b1a12232c04e0070b1a172b3b0464", 48, TACTUS_CHARGING_NO, A, 4, B, 4, 100 },
  { "0f6401e0070b1a12232c16e0070b1a172b3bec00", 100, TACTUS_CHARGING_YES, A, 22, B, -20, 0 },
  /* A band that was never charged: all ones as seconds since 1970. */
  { "0f22003a080205061c10e03a080205061c10e000", 34, TACTUS_CHARGING_NO,
    NULL, -32, NULL, -32, 0 },
  { "0f300000000000000000ff000000000000000000", 48, TACTUS_CHARGING_NO, NULL, -1, NULL, 0, 0 },
  { "0f3000e007021e12232c04" WHEN "04ff", 48, TACTUS_CHARGING_NO, NULL, 4, A, 4, -1 },
  { "0f3000" "d9070c1f173b3b" "04" "34080101000000" "7f65", 48, TACTUS_CHARGING_NO,
    NULL, 4, NULL, NO_ZONE, -1 },
  { "0f55", 85, TACTUS_CHARGING_UNKNOWN, NULL, NO_ZONE, NULL, NO_ZONE, -1 },
  { "0f5501", 85, TACTUS_CHARGING_YES, NULL, NO_ZONE, NULL, NO_ZONE, -1 },
  { "0f5502", 85, TACTUS_CHARGING_UNKNOWN, NULL, NO_ZONE, NULL, NO_ZONE, -1 },
  { "0f5500e0070b1a1223", 85, TACTUS_CHARGING_NO, NULL, NO_ZONE, NULL, NO_ZONE, -1 },
  { "0f5500" WHEN, 85, TACTUS_CHARGING_NO, A, NO_ZONE, NULL, NO_ZONE, -1 },
  { "0f5500" WHEN "04" WHEN, 85, TACTUS_CHARGING_NO, A, 4, A, NO_ZONE, -1 },
  { "0f5500" WHEN "04" WHEN "0464ffff", 85, TACTUS_CHARGING_NO, A, 4, A, 4, 100 },
  { "0000", 0, TACTUS_CHARGING_UNKNOWN, NULL, NO_ZONE, NULL, NO_ZONE, -1 },
};

static void
assert_time (gboolean              present,
             const TactusBandTime *time,
             const char           *text,
             int                   zone_quarters)
{
  g_autofree char *found = present ? tactus_band_time_to_text (time) : NULL;

  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (time->zone_quarters, ==, zone_quarters);
}

static void
test_records (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusBattery battery;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_battery_parse (&battery, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (battery.level, ==, cases[i].level);
      g_assert_cmpint (battery.charging, ==, cases[i].charging);
      assert_time (battery.has_full_charge, &battery.full_charge,
                   cases[i].full, cases[i].full_zone);
      assert_time (battery.has_last_charge, &battery.last_charge,
                   cases[i].last, cases[i].last_zone);
      g_assert_cmpint (battery.last_level, ==, cases[i].last_level);
    }
}

static void
test_malformed (void)
{
  const char *records[] = { "", "0f", "0f65", "0fff", "0fc8000000000000000000000000000000000000" };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (records[i]);
      g_autoptr(GError) error = NULL;
      TactusBattery battery;

      g_assert_false (tactus_battery_parse (&battery, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "level"));
      g_assert_nonnull (strstr (error->message, "byte 1"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/battery/records", test_records);
  g_test_add_func ("/battery/malformed", test_malformed);

  return g_test_run ();
}
