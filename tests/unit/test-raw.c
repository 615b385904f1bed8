/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-raw.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-writes.h"

static void
test_packets (void)
{
  const struct {
    const char    *bytes;
    TactusRawKind  kind;
    guint8         type;
    guint8         index;
    guint          n_values;
    gint32         values[12];
  } cases[] = {
    { "0100" "050082000b00" "040080000b00" "030081000b00", TACTUS_RAW_ACCELERATION, 1, 0, 9,
      { 5, 130, 11, 4, 128, 11, 3, 129, 11 } },
    { "0107" "ffff0200fdff" "90010cfe5802" "ff7f00800000", TACTUS_RAW_ACCELERATION, 1, 7, 9,
      { -1, 2, -3, 400, -500, 600, 32767, -32768, 0 } },
    { "0009" "010002000300", TACTUS_RAW_ACCELERATION, 0, 9, 3, { 1, 2, 3 } },
    { "02ff" "0000" "0100" "ff7f" "0080" "ffff" "3412" "0000", TACTUS_RAW_PPG, 2, 255, 7,
      { 0, 1, 32767, 32768, 65535, 0x1234, 0 } },
    { "0103" "0000" "0100" "ff7f" "0080" "ffff" "3412" "0000", TACTUS_RAW_PPG, 1, 3, 7,
      { 0, 1, 32767, 32768, 65535, 0x1234, 0 } },
    { "0705" "00ff80", TACTUS_RAW_UNKNOWN, 7, 5, 3, { 0, 255, 128 } },
    { "ff00" "01", TACTUS_RAW_UNKNOWN, 255, 0, 1, { 1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusRawPacket packet;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_raw_parse (&packet, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpint (packet.kind, ==, cases[i].kind);
      g_assert_cmphex (packet.type, ==, cases[i].type);
      g_assert_cmphex (packet.index, ==, cases[i].index);
      g_assert_cmpuint (packet.n_values, ==, cases[i].n_values);
      for (guint j = 0; j < packet.n_values; j++)
        g_assert_cmpint (packet.values[j], ==, cases[i].values[j]);
    }
}

/* As much as there is room for, and not a byte more. */
static void
test_largest (void)
{
  g_autofree guint8 *data = g_malloc0 (255);
  g_autoptr(GError) error = NULL;
  TactusRawPacket packet;

  data[0] = 0x07;
  g_assert_true (tactus_raw_parse (&packet, data, 254, NULL));
  g_assert_cmpuint (packet.n_values, ==, G_N_ELEMENTS (packet.values));

  g_assert_false (tactus_raw_parse (&packet, data, 255, &error));
  g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "byte 254"));

  data[0] = 0x01;
  g_assert_true (tactus_raw_parse (&packet, data, 254, NULL));
  g_assert_cmpuint (packet.n_values, ==, 126);
}

static void
test_malformed (void)
{
  const char *packets[] = {
    "", "01", "0100", "010001", "01000100020003", "0000010002",
    "0100050082000b00040080000b00030081000b",
    "0100050082000b00040080000b00030081000b0000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (packets[i]);
      g_autoptr(GError) error = NULL;
      TactusRawPacket packet;

      g_assert_false (tactus_raw_parse (&packet, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "byte 2"));
    }
}

static void
test_commands (void)
{
  const struct {
    const char *model;
    const char *start;
    const char *stop;
  } cases[] = {
    { "mi-band-2", "0001:010319 2a39:150101 0001:02", "0001:03 2a39:150100" },
    { "mi-band-5", "0001:010319 2a39:150101 0001:02", "0001:03 2a39:150100" },
    { "mi-band-hrx", "0001:010119 0001:02", "0001:03" },
    { "mi-band-2i", "0001:010119 0001:02", "0001:03" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_id (cases[i].model);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) start = tactus_raw_encode_start (model, &error);
      g_autoptr(GPtrArray) stop = tactus_raw_encode_stop (model, &error);

      g_assert_no_error (error);
      test_assert_writes (start, cases[i].start);
      test_assert_writes (stop, cases[i].stop);
    }
}

static void
test_not_supported (void)
{
  const char *ids[] = { "mi-band-1s", "smart-band-7", "heart-rate-sensor" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const TactusModel *model = tactus_model_for_id (ids[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) stop_error = NULL;

      g_assert_null (tactus_raw_encode_start (model, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
      g_assert_nonnull (strstr (error->message, model->name));
      g_assert_null (tactus_raw_encode_stop (model, &stop_error));
      g_assert_error (stop_error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/raw/packets", test_packets);
  g_test_add_func ("/raw/largest", test_largest);
  g_test_add_func ("/raw/malformed", test_malformed);
  g_test_add_func ("/raw/commands", test_commands);
  g_test_add_func ("/raw/not-supported", test_not_supported);

  return g_test_run ();
}
