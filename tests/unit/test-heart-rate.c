/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-heart-rate.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_records (void)
{
  const struct {
    const char    *bytes;
    guint16        value;
    gboolean       no_reading;
    TactusContact  contact;
    int            energy_kj;
    guint          n_rr;
  } cases[] = {
    { "004b", 75, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "065a", 90, FALSE, TACTUS_CONTACT_YES, -1, 0 },
    { "045a", 90, FALSE, TACTUS_CONTACT_NO, -1, 0 },
    { "025a", 90, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "012c01", 300, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "01ffff", 65535, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "0080", 128, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "00fe", 254, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "0000", 0, TRUE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "0400", 0, TRUE, TACTUS_CONTACT_NO, -1, 0 },
    { "00ff", 255, TRUE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "01ff00", 255, TRUE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "08501000", 80, FALSE, TACTUS_CONTACT_UNKNOWN, 16, 0 },
    { "0850ffff", 80, FALSE, TACTUS_CONTACT_UNKNOWN, 65535, 0 },
    { "16480004ff03", 72, FALSE, TACTUS_CONTACT_YES, -1, 2 },
    { "1048", 72, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "004b0102", 75, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
    { "e04b", 75, FALSE, TACTUS_CONTACT_UNKNOWN, -1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusHeartRate record;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_heart_rate_parse (&record, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (record.value, ==, cases[i].value);
      g_assert_cmpint (record.no_reading, ==, cases[i].no_reading);
      g_assert_cmpint (record.contact, ==, cases[i].contact);
      g_assert_cmpint (record.energy_kj, ==, cases[i].energy_kj);
      g_assert_cmpuint (record.n_rr, ==, cases[i].n_rr);
    }
}

static void
test_intervals (void)
{
  g_auto(TestBytes) bytes = test_bytes ("1f2c01f4010004ff030000");
  TactusHeartRate record;

  g_assert_true (tactus_heart_rate_parse (&record, bytes.data, bytes.length, NULL));
  g_assert_cmpuint (record.n_rr, ==, 3);
  g_assert_cmpuint (record.rr[0], ==, 1024);
  g_assert_cmpuint (record.rr[1], ==, 1023);
  g_assert_cmpuint (record.rr[2], ==, 0);
}

/* The longest record that an attribute can hold fits the struct to the last interval. */
static void
test_longest (void)
{
  g_auto(TestBytes) bytes = { g_malloc (513), 512 };
  TactusHeartRate record;
  g_autoptr(GError) error = NULL;

  memset (bytes.data, 0x04, 513);
  bytes.data[0] = 0x10;

  g_assert_true (tactus_heart_rate_parse (&record, bytes.data, 512, NULL));
  g_assert_cmpuint (record.n_rr, ==, TACTUS_HEART_RATE_MAX_RR);

  g_assert_false (tactus_heart_rate_parse (&record, bytes.data, 513, &error));
  g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *names;
  } cases[] = {
    { "", "flags at byte 0" },
    { "00", "value at byte 1" },
    { "0148", "value at byte 1" },
    { "0848", "energy at byte 2" },
    { "084810", "energy at byte 2" },
    { "092c0110", "energy at byte 3" },
    { "104800", "RR interval at byte 2" },
    { "184810000004ff", "RR interval at byte 6" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusHeartRate record;

      g_assert_false (tactus_heart_rate_parse (&record, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].names));
    }
}

static void
test_commands (void)
{
  const struct {
    TactusHeartRateCommand  command;
    const char             *bytes;
  } cases[] = {
    { TACTUS_HEART_RATE_STOP_ONCE, "150200" },
    { TACTUS_HEART_RATE_START_ONCE, "150201" },
    { TACTUS_HEART_RATE_STOP_CONTINUOUS, "150100" },
    { TACTUS_HEART_RATE_START_CONTINUOUS, "150101" },
    { TACTUS_HEART_RATE_KEEP_ALIVE, "16" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = tactus_heart_rate_command (cases[i].command);

      test_assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/heart-rate/records", test_records);
  g_test_add_func ("/heart-rate/intervals", test_intervals);
  g_test_add_func ("/heart-rate/longest", test_longest);
  g_test_add_func ("/heart-rate/malformed", test_malformed);
  g_test_add_func ("/heart-rate/commands", test_commands);

  return g_test_run ();
}
