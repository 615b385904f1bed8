/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

/* Whether a record was refused, and whether the message names the field and where it is. */
static void
assert_refused (gboolean     fine,
                GError     **error,
                const char  *field,
                const char  *place)
{
  g_assert_false (fine);
  g_assert_error (*error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
  g_assert_nonnull (strstr ((*error)->message, field));
  g_assert_nonnull (strstr ((*error)->message, place));
}

typedef struct {
  const char *bytes;
  const char *model;
  guint32     profile_version;
  guint32     firmware;
  guint32     heart_firmware;
  gboolean    checksum_ok;
} DeviceCase;

static const DeviceCase devices[] = {
  { "0102035a00000238000200020a000a01", "mi-band-1", 0x02000200, 0x010a000a, 0, TRUE },
  { "0102035a050003530007000210090f05", "mi-band-1a", 0x02000700, 0x050f0910, 0, TRUE },
  { "0102035a0400047b000700020f09100401100500", "mi-band-1s", 0x02000700, 0x0410090f, 0x00051001,
    TRUE },
  { "0102035a0000d0d30007000210090f05", "mi-band-1a", 0x02000700, 0x050f0910, 0, TRUE },
  /* Bands that nobody has described. */
  { "0102035a090109520007000210090f05", "mi-band-1", 0x02000700, 0x050f0910, 0, TRUE },
  { "0102035a090109520007000210090f0501100500", "mi-band-1s", 0x02000700, 0x050f0910, 0x00051001,
    TRUE },
  /* A checksum that does not fit leaves the rest readable. */
  { "0102035a00000239000200020a000a01", "mi-band-1", 0x02000200, 0x010a000a, 0, FALSE },
  { "ffffffffffffffffffffffffffffffff", "mi-band-1", G_MAXUINT32, G_MAXUINT32, 0, FALSE },
};

static void
test_device (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (devices[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusMi1Device device;

      g_test_message ("%s", devices[i].bytes);
      g_assert_true (tactus_mi1_device_parse (&device, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (tactus_mi1_device_get_model (&device)->id, ==, devices[i].model);
      g_assert_cmphex (device.profile_version, ==, devices[i].profile_version);
      g_assert_cmphex (device.firmware, ==, devices[i].firmware);
      g_assert_cmphex (device.heart_firmware, ==, devices[i].heart_firmware);
      g_assert_cmpint (device.checksum_ok, ==, devices[i].checksum_ok);
      g_assert_cmpuint (device.feature, ==, bytes.data[4]);
      g_assert_cmpuint (device.appearance, ==, bytes.data[5]);
      g_assert_cmpuint (device.hardware, ==, bytes.data[6]);
    }
}

static void
test_device_malformed (void)
{
  g_auto(TestBytes) bytes = test_bytes ("0102035a0400047b000700020f0910040110050000");

  for (gsize length = 0; length <= bytes.length; length++)
    {
      g_auto(TestBytes) exact = test_bytes_copy (bytes.data, length);
      g_autoptr(GError) error = NULL;
      TactusMi1Device device;
      gboolean fine = tactus_mi1_device_parse (&device, exact.data, exact.length, &error);

      if (length == 16 || length == 20)
        g_assert_true (fine);
      else
        assert_refused (fine, &error, "firmware", "bytes 12 to 15");
    }
}

typedef struct {
  TactusMi1UserInfo info;
  guint8            mac_last_byte;
  const char       *bytes;
} UserCase;

static const UserCase users[] = {
  { { 1550050550, 1, 30, 175, 70, 0, "1550050550", FALSE, 0, 0 }, 0x5a,
    "f6e4635c011eaf46003135353030353035353068" },
  { { 1550050550, 1, 30, 175, 70, 0, "1550050550", TRUE, 4, 0 }, 0x5a,
    "f6e4635c011eaf46000400313535303035303595" },
  { { 123456789, 0, 41, 180, 82, 1, "123456789", TRUE, 5, 0 }, 0xc4,
    "15cd5b070029b452010500313233343536373854" },
  /* A short alias is filled up with zeros; a CRC alone, without an address. */
  { { 20000, 0, 60, 170, 163, 0, "00", FALSE, 0, 0 }, 0x00,
    "204e0000003caaa30030300000000000000000e0" },
};

static void
test_user_info (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    {
      guint8 bytes[TACTUS_MI1_USER_INFO_SIZE];

      memset (bytes, 0xee, sizeof bytes);
      tactus_mi1_user_info_encode (&users[i].info, users[i].mac_last_byte, bytes);
      test_assert_hex (bytes, sizeof bytes, users[i].bytes);
      g_assert_cmphex (tactus_mi1_crc8 (bytes, 19) ^ users[i].mac_last_byte, ==, bytes[19]);
    }
}

static void
test_crc8 (void)
{
  g_auto(TestBytes) sample = test_bytes ("a3f01d280120aa3c0130303900000000000000");
  const guint8 one = 1;

  g_assert_cmphex (tactus_mi1_crc8 ((const guint8 *) "123456789", 9), ==, 0xa1);
  g_assert_cmphex (tactus_mi1_crc8 (sample.data, sample.length), ==, 73);
  g_assert_cmphex (tactus_mi1_crc8 (NULL, 0), ==, 0);
  g_assert_cmphex (tactus_mi1_crc8 (&one, 1), ==, 0x5e);
}

typedef struct {
  const char *bytes;
  guint8      level;
  const char *last_charge;
  guint16     charges;
  guint8      status;
} BatteryCase;

static const BatteryCase batteries[] = {
  { "640f0b1f0000002c0104", 100, "2015-12-31T00:00:00", 300, 4 },
  { "000e0001173b3b000000", 0, "2014-01-01T23:59:59", 0, 0 },
  { "2d10011d0c1e0fffff02", 45, "2016-02-29T12:30:15", 65535, 2 },
  /* Never charged, and dates that are none. */
  { "2d000000000000000001", 45, NULL, 0, 1 },
  { "2dffffffffffff050003", 45, NULL, 5, 3 },
  { "2d0f0c1f000000050003", 45, NULL, 5, 3 },
  { "2d0f011d000000050003", 45, NULL, 5, 3 },
  { "2d0f0b1f000000050009", 45, "2015-12-31T00:00:00", 5, 9 },
};

static void
test_battery (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (batteries); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (batteries[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autofree char *when = NULL;
      TactusMi1Battery battery;

      g_test_message ("%s", batteries[i].bytes);
      g_assert_true (tactus_mi1_battery_parse (&battery, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      if (battery.has_last_charge)
        when = tactus_band_time_to_text (&battery.last_charge);
      g_assert_cmpuint (battery.level, ==, batteries[i].level);
      g_assert_cmpstr (when, ==, batteries[i].last_charge);
      g_assert_cmpint (battery.last_charge.zone_quarters, ==, TACTUS_ZONE_UNKNOWN);
      g_assert_cmpuint (battery.charges, ==, batteries[i].charges);
      g_assert_cmpuint (battery.status, ==, batteries[i].status);
      if (!battery.has_last_charge)
        g_assert_cmpuint (battery.last_charge.year, ==, 0);
    }
}

static void
test_battery_malformed (void)
{
  const struct { const char *bytes, *field, *place; } cases[] = {
    { "", "status", "byte 9" },
    { "64", "status", "byte 9" },
    { "640f0b1f0000002c01", "status", "byte 9" },
    { "640f0b1f0000002c010400", "status", "byte 9" },
    { "650f0b1f0000002c0104", "level", "byte 0" },
    { "ff0f0b1f0000002c0104", "level", "byte 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusMi1Battery battery;

      assert_refused (tactus_mi1_battery_parse (&battery, bytes.data, bytes.length, &error), &error,
                      cases[i].field, cases[i].place);
    }
}

static void
test_date (void)
{
  const struct { const char *bytes, *text; } cases[] = {
    { "10011d0d053b", "2016-02-29T13:05:59" },
    { "10011d0d053b0f0f0f0f0f0f", "2016-02-29T13:05:59" },
    { "10011d0d053bffffffffffff", "2016-02-29T13:05:59" },
    { "000001000000", "2000-01-01T00:00:00" },
    { "ff0b1f173b3b", "2255-12-31T23:59:59" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) again = NULL;
      g_autofree char *text = NULL;
      TactusBandTime time;

      g_assert_true (tactus_mi1_date_parse (&time, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      text = tactus_band_time_to_text (&time);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (time.zone_quarters, ==, TACTUS_ZONE_UNKNOWN);
      g_assert_cmpuint (time.weekday, ==, 0);

      again = tactus_mi1_date_encode (&time);
      g_assert_cmpuint (g_bytes_get_size (again), ==, 12);
      g_assert_cmpmem (g_bytes_get_data (again, NULL), 6, bytes.data, 6);
      test_assert_hex ((const guint8 *) g_bytes_get_data (again, NULL) + 6, 6, "0f0f0f0f0f0f");
    }
}

static void
test_date_malformed (void)
{
  const struct { const char *bytes, *field, *place; } cases[] = {
    { "", "second", "byte 5" },
    { "10011d0d05", "second", "byte 5" },
    { "10011d0d053b0f", "second", "byte 5" },
    { "10011d0d053b0f0f0f0f0f0f0f", "second", "byte 5" },
    { "100c1d0d053b", "month", "byte 1" },
    { "1001000d053b", "day", "byte 2" },
    { "1000200d053b", "day", "byte 2" },
    { "0f011d0d053b", "day", "byte 2" },  /* 2015 has no 29 February */
    { "10031f0d053b", "day", "byte 2" },
    { "10011d18053b", "hour", "byte 3" },
    { "10011d0d3c3b", "minute", "byte 4" },
    { "10011d0d053c", "second", "byte 5" },
    { "000000000000", "day", "byte 2" },
    { "ffffffffffff", "month", "byte 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusBandTime time;

      g_test_message ("%s", cases[i].bytes);
      assert_refused (tactus_mi1_date_parse (&time, bytes.data, bytes.length, &error), &error,
                      cases[i].field, cases[i].place);
    }
}

static void
test_steps (void)
{
  const struct { const char *bytes; guint32 steps; } cases[] = {
    { "b9140000", 5305 },
    { "b914", 5305 },
    { "0000", 0 },
    { "70110100", 70000 },
    { "ffffffff", G_MAXUINT32 },
  };
  const char *malformed[] = { "", "b9", "b91400", "b914000000" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      guint32 steps;

      g_assert_true (tactus_mi1_steps_parse (&steps, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (steps, ==, cases[i].steps);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (malformed[i]);
      g_autoptr(GError) error = NULL;
      guint32 steps;

      assert_refused (tactus_mi1_steps_parse (&steps, bytes.data, bytes.length, &error), &error,
                      "steps", "byte 0");
    }
}

static void
test_events (void)
{
  const struct { const char *bytes; TactusEventKind kind; } cases[] = {
    { "07", TACTUS_EVENT_GOAL_REACHED },
    { "12", TACTUS_EVENT_GOAL_REACHED },
    { "10", TACTUS_EVENT_ALARM },
    { "11", TACTUS_EVENT_ALARM },
    { "05", TACTUS_EVENT_UNKNOWN },
    { "13", TACTUS_EVENT_UNKNOWN },
    { "ef", TACTUS_EVENT_UNKNOWN },
    { "77", TACTUS_EVENT_UNKNOWN },
  };
  const char *malformed[] = { "", "0700" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusEvent event;

      g_assert_true (tactus_mi1_event_parse (&event, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpint (event.kind, ==, cases[i].kind);
      g_assert_cmpuint (event.code, ==, bytes.data[0]);
      g_assert_cmpuint (event.value, ==, 0);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (malformed[i]);
      g_autoptr(GError) error = NULL;
      TactusEvent event;

      assert_refused (tactus_mi1_event_parse (&event, bytes.data, bytes.length, &error), &error,
                      "code", "byte 0");
    }
}

static void
test_notices (void)
{
  guint known = 0;

  for (guint code = 0; code <= G_MAXUINT8; code++)
    if (tactus_mi1_notice_to_text ((guint8) code))
      known++;

  g_assert_cmpuint (known, ==, 26);
  g_assert_cmpstr (tactus_mi1_notice_to_text (0x05), ==, "login done");
  g_assert_cmpstr (tactus_mi1_notice_to_text (0x13), ==, "waits for a tap");
  g_assert_null (tactus_mi1_notice_to_text (0x17));
  g_assert_null (tactus_mi1_notice_to_text (0x77));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mi1/device", test_device);
  g_test_add_func ("/mi1/device/malformed", test_device_malformed);
  g_test_add_func ("/mi1/user-info", test_user_info);
  g_test_add_func ("/mi1/crc8", test_crc8);
  g_test_add_func ("/mi1/battery", test_battery);
  g_test_add_func ("/mi1/battery/malformed", test_battery_malformed);
  g_test_add_func ("/mi1/date", test_date);
  g_test_add_func ("/mi1/date/malformed", test_date_malformed);
  g_test_add_func ("/mi1/steps", test_steps);
  g_test_add_func ("/mi1/events", test_events);
  g_test_add_func ("/mi1/notices", test_notices);

  return g_test_run ();
}
