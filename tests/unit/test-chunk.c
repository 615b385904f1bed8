/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-chunk.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-writes.h"

#define SIGNATURE "f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2"

static void
test_split (void)
{
  const struct {
    guint8      type;
    guint       payload;
    const char *data;
    const char *writes;
  } cases[] = {
    { 3, 20, "000102030405060708090a0b0c0d0e0f10111213",
      "0020:000300000102030405060708090a0b0c0d0e0f10! 0020:008301111213!" },
    { 0, 20, "aabbccddee", "0020:00c000aabbccddee!" },
    { 0, 20, "000102030405060708090a0b0c0d0e0f10",
      "0020:00c000000102030405060708090a0b0c0d0e0f10!" },
    { 15, 4, "010203", "0020:000f0001! 0020:004f0102! 0020:008f0203!" },
    { 4, 10, SIGNATURE, "0020:000400f5f4f3f2f1f0ef! 0020:004401eeedecebeae9e8! "
                        "0020:008402e7e6e5e4e3e2!" },
    { 0, 4000, "0102", "0020:00c0000102!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].data);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = tactus_chunk_split (cases[i].type, cases[i].payload, bytes.data,
                                                        bytes.length, &error);

      g_assert_no_error (error);
      test_assert_writes (writes, cases[i].writes);
    }
}

/* Puts @writes together again, as a band does. */
static GByteArray *
join (GPtrArray *writes,
      guint8     type,
      gsize      payload)
{
  GByteArray *message = g_byte_array_new ();

  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      g_auto(TestBytes) bytes = test_bytes_copy (g_bytes_get_data (write->value, NULL),
                                                 g_bytes_get_size (write->value));
      g_autoptr(GError) error = NULL;
      TactusChunk chunk;

      g_assert_cmpuint (bytes.length, <=, payload);
      g_assert_true (tactus_chunk_parse (&chunk, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (chunk.type, ==, type);
      g_assert_cmpuint (chunk.counter, ==, i);
      g_assert_cmpint (chunk.is_first, ==, i == 0);
      g_assert_cmpint (chunk.is_last, ==, i + 1 == writes->len);
      g_byte_array_append (message, chunk.data, (guint) chunk.length);
    }

  return message;
}

static void
test_round_trip (void)
{
  const gsize payloads[] = { 4, 5, 20, 23, 244, 512 };
  guint8 data[1024];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (guint8) (i * 7 + 3);

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    for (gsize length = 1; length <= MIN (sizeof data, 256 * (payloads[i] - 3)); length += 13)
      {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) writes = tactus_chunk_split (5, (guint) payloads[i], data, length,
                                                          &error);
        g_autoptr(GByteArray) found = NULL;

        g_assert_no_error (error);
        found = join (writes, 5, payloads[i]);
        g_assert_cmpmem (found->data, found->len, data, length);
      }
}

static void
test_refused (void)
{
  const struct {
    guint8      type;
    guint       payload;
    gsize       length;
    const char *field;
  } cases[] = {
    { 16, 20, 1, "type" },
    { 0, 3, 1, "payload" },
    { 0, 0, 1, "payload" },
    { 0, 20, 0, "length" },
    { 0, 20, 256 * 17 + 1, "length" },
    { 0, 4, 257, "length" },
  };
  g_autofree guint8 *data = g_malloc0 (256 * 17 + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_chunk_split (cases[i].type, cases[i].payload, data, cases[i].length,
                                         &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, cases[i].field));
    }
}

/* The counter is a byte, and this much just fits it. */
static void
test_largest (void)
{
  g_autofree guint8 *data = g_malloc0 (256 * 17);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = tactus_chunk_split (0, 20, data, 256 * 17, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (writes->len, ==, 256);
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *offset;
  } cases[] = {
    { "", "byte 0" },
    { "03c00001", "byte 0" },
    { "00", "byte 3" },
    { "00c000", "byte 3" },
    { "00e00001", "byte 1" },
    { "00d00001", "byte 1" },
    { "00c00101", "byte 2" },
    { "00000101", "byte 2" },
    { "00400001", "byte 2" },
    { "00800001", "byte 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusChunk chunk;

      g_assert_false (tactus_chunk_parse (&chunk, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].offset));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chunk/split", test_split);
  g_test_add_func ("/chunk/round-trip", test_round_trip);
  g_test_add_func ("/chunk/refused", test_refused);
  g_test_add_func ("/chunk/largest", test_largest);
  g_test_add_func ("/chunk/malformed", test_malformed);

  return g_test_run ();
}
