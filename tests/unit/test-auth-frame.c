/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-auth-frame.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

#define KEY    "30313233343536373839404142434445"
#define RANDOM "00112233445566778899aabbccddeeff"
#define PROOF  "e55544eabb38cf7268fd03061a337dec"

static void
test_writes (void)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (KEY, NULL);
  g_auto(TestBytes) random = test_bytes (RANDOM);
  guint8 out[18];

  test_assert_hex (out, tactus_auth_write_set_key (0x08, key, out), "0108" KEY);
  test_assert_hex (out, tactus_auth_write_set_key (0x00, key, out), "0100" KEY);
  test_assert_hex (out, tactus_auth_write_random (0x08, 0x00, out), "0208");
  test_assert_hex (out, tactus_auth_write_random (0x00, 0x80, out), "8200020100");
  test_assert_hex (out, tactus_auth_write_proof (0x08, 0x00, key, random.data, out), "0308" PROOF);
  test_assert_hex (out, tactus_auth_write_proof (0x00, 0x80, key, random.data, out), "8300" PROOF);
}

static void
test_answers (void)
{
  const struct {
    const char       *bytes;
    TactusAuthStep    step;
    guint8            status;
    TactusAuthReason  reason;
  } cases[] = {
    { "100101", TACTUS_AUTH_STEP_SET_KEY, 0x01, TACTUS_AUTH_REASON_NONE },
    { "100102", TACTUS_AUTH_STEP_SET_KEY, 0x02, TACTUS_AUTH_REASON_NOT_CONFIRMED },
    { "100104", TACTUS_AUTH_STEP_SET_KEY, 0x04, TACTUS_AUTH_REASON_REFUSED },
    { "1001810118" "63c2cce5d159413bed92c4b163c279",
      TACTUS_AUTH_STEP_SET_KEY, 0x81, TACTUS_AUTH_REASON_SERVER_KEY_NEEDED },
    { "100181", TACTUS_AUTH_STEP_SET_KEY, 0x81, TACTUS_AUTH_REASON_SERVER_KEY_NEEDED },
    { "100108", TACTUS_AUTH_STEP_SET_KEY, 0x08, TACTUS_AUTH_REASON_UNKNOWN_STATUS },
    { "100201" RANDOM, TACTUS_AUTH_STEP_RANDOM, 0x01, TACTUS_AUTH_REASON_NONE },
    { "108201" RANDOM, TACTUS_AUTH_STEP_RANDOM, 0x01, TACTUS_AUTH_REASON_NONE },
    { "100204", TACTUS_AUTH_STEP_RANDOM, 0x04, TACTUS_AUTH_REASON_NO_CHALLENGE },
    { "100208", TACTUS_AUTH_STEP_RANDOM, 0x08, TACTUS_AUTH_REASON_NO_CHALLENGE },
    { "100255", TACTUS_AUTH_STEP_RANDOM, 0x55, TACTUS_AUTH_REASON_UNKNOWN_STATUS },
    { "100301", TACTUS_AUTH_STEP_PROOF, 0x01, TACTUS_AUTH_REASON_NONE },
    { "108301", TACTUS_AUTH_STEP_PROOF, 0x01, TACTUS_AUTH_REASON_NONE },
    { "100304", TACTUS_AUTH_STEP_PROOF, 0x04, TACTUS_AUTH_REASON_WRONG_KEY },
    { "100308", TACTUS_AUTH_STEP_PROOF, 0x08, TACTUS_AUTH_REASON_WRONG_KEY },
    { "108308", TACTUS_AUTH_STEP_PROOF, 0x08, TACTUS_AUTH_REASON_WRONG_KEY },
    { "100300", TACTUS_AUTH_STEP_PROOF, 0x00, TACTUS_AUTH_REASON_UNKNOWN_STATUS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusAuthResponse answer;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_auth_response_parse (&answer, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpint (answer.step, ==, cases[i].step);
      g_assert_cmphex (answer.status, ==, cases[i].status);
      g_assert_cmpint (answer.reason, ==, cases[i].reason);
    }
}

static void
test_random (void)
{
  g_auto(TestBytes) bytes = test_bytes ("108201" RANDOM);
  TactusAuthResponse answer;

  g_assert_true (tactus_auth_response_parse (&answer, bytes.data, bytes.length, NULL));
  test_assert_hex (answer.random, sizeof answer.random, RANDOM);
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *names;
  } cases[] = {
    { "", "bytes 1 and 2" },
    { "10", "bytes 1 and 2" },
    { "1001", "bytes 1 and 2" },
    { "0108" KEY, "byte 0 is 01" },
    { "0208", "byte 0 is 02" },
    { "ff0101", "byte 0 is ff" },
    { "100001", "byte 1 is 00" },
    { "100401", "byte 1 is 04" },
    { "108f01", "byte 1 is 8f" },
    { "100201", "byte 3 has 0 bytes" },
    { "100201" "00112233445566778899aabbccddee", "byte 3 has 15 bytes" },
    { "100201" RANDOM "00", "byte 3 has 17 bytes" },
    { "100301" RANDOM "0000", "21 bytes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusAuthResponse answer;

      g_assert_false (tactus_auth_response_parse (&answer, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].names));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/auth-frame/writes", test_writes);
  g_test_add_func ("/auth-frame/answers", test_answers);
  g_test_add_func ("/auth-frame/random", test_random);
  g_test_add_func ("/auth-frame/malformed", test_malformed);

  return g_test_run ();
}
