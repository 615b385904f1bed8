/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity.h"

#include <string.h>

#include "tactus-activity-fetch-frame.h"
#include "tactus-crc32.h"
#include "tactus-protocol-error.h"
#include "test-bytes.h"

typedef struct {
  const char           *bytes;
  guint                 sample_size;
  guint8                counter;
  guint                 n_samples;
  TactusActivitySample  samples[4];
} PacketCase;

static const PacketCase packets[] = {
  { "0f000200ff000700ff0a1400ff001a00ff", 4, 15, 4,
    { { 0, 2, 0, 0 }, { 0, 7, 0, 0 }, { 0x0a, 20, 0, 0 }, { 0, 26, 0, 0 } } },
  { "ff0164764801506450", 4, 255, 2, { { 1, 100, 118, 72 }, { 1, 80, 100, 80 } } },
  { "0070050648aabbccdd7b010000ffffffff", 8, 0, 2, { { 0x70, 5, 6, 72 }, { 0x7b, 1, 0, 0 } } },
  { "0301020304ff06", 3, 3, 2, { { 1, 2, 3, 0 }, { 4, 255, 6, 0 } } },
  /* Heart rates that are none, and the fastest that is one. */
  { "01000000fa000000fb00000000", 4, 1, 3, { { 0, 0, 0, 250 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } } },
};

static void
test_packets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (packets[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) samples = NULL;
      guint8 counter;

      g_test_message ("%s", packets[i].bytes);
      samples = tactus_activity_packet_parse (bytes.data, bytes.length, packets[i].sample_size,
                                              &counter, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (counter, ==, packets[i].counter);
      g_assert_cmpuint (samples->len, ==, packets[i].n_samples);
      g_assert_cmpmem (samples->data, samples->len * sizeof (TactusActivitySample),
                       packets[i].samples, packets[i].n_samples * sizeof (TactusActivitySample));
    }
}

static void
test_packets_malformed (void)
{
  const struct { const char *bytes; guint sample_size; int code; } cases[] = {
    { "", 4, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "00", 4, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "00000000", 4, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "000000000000", 4, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "0a010203ff", 8, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "0a010203ff", 3, TACTUS_PROTOCOL_ERROR_MALFORMED },
    { "0a010203ff", 0, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED },
    { "0a010203ff", 1, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      guint8 counter;

      g_assert_null (tactus_activity_packet_parse (bytes.data, bytes.length, cases[i].sample_size,
                                                   &counter, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, cases[i].code);
    }
}

static void
test_kinds (void)
{
  const struct { guint8 kind; const char *b, *a; } cases[] = {
    { 0x00, "as_before", "unknown" },
    { 0x01, "walking", "unknown" },
    { 0x02, "running", "unknown" },
    { 0x03, "not_worn", "not_worn" },
    { 0x04, "cycling", "deep_sleep" },
    { 0x05, "unknown", "light_sleep" },
    { 0x06, "charging", "charging" },
    { 0x07, "unknown", "unknown" },
    { 0x09, "light_sleep", "unknown" },
    { 0x0a, "ignore", "unknown" },
    { 0x0b, "deep_sleep", "unknown" },
    { 0x0c, "awake", "unknown" },
    { 0x50, "as_before", "unknown" },
    { 0x5a, "ignore", "unknown" },
    { 0x79, "light_sleep", "unknown" },
    { 0x7b, "deep_sleep", "unknown" },
    { 0x73, "not_worn", "unknown" },
    { 0xff, "unknown", "unknown" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *b = tactus_activity_kind_to_name (tactus_activity_kind_of (cases[i].kind, FALSE));
      const char *a = tactus_activity_kind_to_name (tactus_activity_kind_of (cases[i].kind, TRUE));

      g_assert_cmpstr (b, ==, cases[i].b);
      g_assert_cmpstr (a, ==, cases[i].a);
    }
}

static void
test_commands (void)
{
  const struct { guint8 type; const char *since; gint8 zone; const char *bytes; } cases[] = {
    { 1, "2018-05-03T17:47:00", 8, "0101e2070503112f0008" },
    { 1, "2024-03-01T06:30:00", 4, "0101e8070301061e0004" },
    { 1, "2024-03-01T06:30:59", -20, "0101e8070301061e00ec" },
    { 2, "2099-12-31T23:59:00", 56, "010233080c1f173b0038" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      TactusBandTime since;

      g_assert_true (tactus_band_time_parse_text (&since, cases[i].since, NULL));
      since.zone_quarters = cases[i].zone;
      bytes = tactus_fetch_command_encode (cases[i].type, &since);
      test_assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].bytes);
    }
}

typedef struct {
  const char    *bytes;
  TactusFetchOp  op;
  gboolean       ok;
  gboolean       nothing;
  const char    *start;
  int            zone_quarters;
  guint32        count;
  gint64         crc32;
} ResponseCase;

#define NO_ZONE TACTUS_ZONE_UNKNOWN
#define START   TACTUS_FETCH_OP_START
#define DATA    TACTUS_FETCH_OP_DATA
#define ACK     TACTUS_FETCH_OP_ACK

static const ResponseCase responses[] = {
  { "10010178000000e8070301061f0004", START, TRUE, FALSE, "2024-03-01T06:31:00", 4, 120, -1 },
  { "10010178000000e8070301061f000400", START, TRUE, FALSE, "2024-03-01T06:31:00", 4, 120, -1 },
  { "10010178000000e8070301061f1eec", START, TRUE, FALSE, "2024-03-01T06:31:30", -20, 120, -1 },
  { "100101ffffffffe8070301061f0080", START, TRUE, FALSE, "2024-03-01T06:31:00", NO_ZONE,
    G_MAXUINT32, -1 },
  { "10010100000000e8070301061f0004", START, TRUE, TRUE, "2024-03-01T06:31:00", 4, 0, -1 },
  { "100101000000000000000000000000", START, TRUE, TRUE, NULL, NO_ZONE, 0, -1 },
  { "100102", START, FALSE, FALSE, NULL, NO_ZONE, 0, -1 },
  { "100104", START, FALSE, FALSE, NULL, NO_ZONE, 0, -1 },
  { "100201", DATA, TRUE, FALSE, NULL, NO_ZONE, 0, -1 },
  { "1002012639f4cb", DATA, TRUE, FALSE, NULL, NO_ZONE, 0, 0xcbf43926 },
  { "100204", DATA, FALSE, TRUE, NULL, NO_ZONE, 0, -1 },
  { "100202", DATA, FALSE, FALSE, NULL, NO_ZONE, 0, -1 },
  { "100301", ACK, TRUE, FALSE, NULL, NO_ZONE, 0, -1 },
  { "100304", ACK, FALSE, FALSE, NULL, NO_ZONE, 0, -1 },
};

static void
test_responses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (responses[i].bytes);
      g_autoptr(GError) error = NULL;
      g_autofree char *start = NULL;
      TactusFetchResponse response;

      g_test_message ("%s", responses[i].bytes);
      g_assert_true (tactus_fetch_response_parse (&response, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      if (response.has_start)
        start = tactus_band_time_to_text (&response.start);
      g_assert_cmpint (response.op, ==, responses[i].op);
      g_assert_cmpint (response.ok, ==, responses[i].ok);
      g_assert_cmpuint (response.status, ==, bytes.data[2]);
      g_assert_cmpint (response.nothing, ==, responses[i].nothing);
      g_assert_cmpstr (start, ==, responses[i].start);
      g_assert_cmpuint (response.count, ==, responses[i].count);
      g_assert_cmpint (response.has_crc32, ==, responses[i].crc32 >= 0);
      g_assert_cmpuint (response.crc32, ==, responses[i].crc32 >= 0 ? responses[i].crc32 : 0);
      if (response.has_start)
        g_assert_cmpint (response.start.zone_quarters, ==, responses[i].zone_quarters);
    }
}

static void
test_responses_malformed (void)
{
  const struct { const char *bytes, *place; } cases[] = {
    { "", "byte 2" },
    { "10", "byte 2" },
    { "1001", "byte 2" },
    { "0101e2070503112f0008", "byte 0" },
    { "100001", "byte 1" },
    { "100401", "byte 1" },
    { "100101", "byte 14" },
    { "10010128000000e507", "byte 14" },
    { "10010178000000e8070301061f00", "byte 14" },
    { "10010178000000e8070301061f00040000", "byte 14" },
    { "10010178000000e8070d01061f0004", "bytes 7 to 13" },
    { "10010178000000e907021d061f0004", "bytes 7 to 13" },
    { "10010178000000e8070301183c0004", "bytes 7 to 13" },
    { "10010400000000", "byte 2" },
    { "10020100", "bytes 3 to 6" },
    { "100201000000", "bytes 3 to 6" },
    { "1002010000000000", "bytes 3 to 6" },
    { "1002042639f4cb", "byte 2" },
    { "10030100", "byte 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusFetchResponse response;

      g_test_message ("%s", cases[i].bytes);
      g_assert_false (tactus_fetch_response_parse (&response, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

static void
test_counters (void)
{
  const struct { const char *counters; guint8 first; const char *problem; } cases[] = {
    { "", 0, NULL },
    { "00", 0, NULL },
    { "feff0001", 254, NULL },
    { "00010203", 0, NULL },
    { "01", 0, "packet 0 is 1; 0 is next" },
    { "000103", 0, "packet 2 is 3; 2 is next" },
    { "000101", 0, "packet 2 is 1; 2 is next" },
    { "feff01", 254, "packet 2 is 1; 0 is next" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].counters);
      g_autoptr(GError) error = NULL;
      gboolean fine = tactus_fetch_counters_check (bytes.data, bytes.length, cases[i].first,
                                                   &error);

      g_assert_cmpint (fine, ==, cases[i].problem == NULL);
      if (cases[i].problem)
        {
          g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
          g_assert_nonnull (strstr (error->message, cases[i].problem));
        }
    }
}

static void
test_crc32 (void)
{
  const guint8 *digits = (const guint8 *) "123456789";

  g_assert_cmphex (tactus_crc32 (0, digits, 9), ==, 0xcbf43926);
  g_assert_cmphex (tactus_crc32 (0, NULL, 0), ==, 0);
  for (gsize cut = 0; cut <= 9; cut++)
    g_assert_cmphex (tactus_crc32 (tactus_crc32 (0, digits, cut), digits + cut, 9 - cut), ==,
                     0xcbf43926);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/activity/packets", test_packets);
  g_test_add_func ("/activity/packets/malformed", test_packets_malformed);
  g_test_add_func ("/activity/kinds", test_kinds);
  g_test_add_func ("/activity/commands", test_commands);
  g_test_add_func ("/activity/responses", test_responses);
  g_test_add_func ("/activity/responses/malformed", test_responses_malformed);
  g_test_add_func ("/activity/counters", test_counters);
  g_test_add_func ("/activity/crc32", test_crc32);

  return g_test_run ();
}
