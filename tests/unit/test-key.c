/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-key.h"

#include <gcrypt.h>
#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

#define KEY_TEXT "5c0ffee1d00dfeed1337beefcafe4242"

static TactusKey *
key (const char *text)
{
  g_autoptr(GError) error = NULL;
  TactusKey *self = tactus_key_new_from_text (text, &error);

  g_assert_no_error (error);
  return self;
}

static void
test_text (void)
{
  const char *texts[] = {
    KEY_TEXT,
    "5C0FFEE1D00DFEED1337BEEFCAFE4242",
    "0x" KEY_TEXT,
    " 0X" KEY_TEXT "\r\n",
    "5c:0f:fe:e1:d0:0d:fe:ed:13:37:be:ef:ca:fe:42:42",
    "5c0ffee1-d00dfeed-1337beef-cafe4242",
    "5c0ffee1d00dfeed\n1337beefcafe4242",
    "\xef\xbb\xbf" KEY_TEXT "\xc2\xa0",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(TactusKey) self = key (texts[i]);
      char *text = tactus_key_to_text (self);

      g_assert_cmpstr (text, ==, KEY_TEXT);
      tactus_key_text_free (text);
    }

  tactus_key_text_free (NULL);
}

/* The message helps and never holds what was typed. */
static void
test_text_refused (void)
{
  const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "No digits; a key has 32" },
    { " 0x ", "No digits; a key has 32" },
    { "5", "1 digit; a key has 32" },
    { "5c0ffee1d00dfeed1337beefcafe424", "31 digits; a key has 32" },
    { KEY_TEXT "00", "34 digits; a key has 32" },
    { "5c0ffee1d00dfeed1337beefcafe424g",
      "Character 32 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
    { "0x0x" KEY_TEXT,
      "Character 4 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
    { "\"" KEY_TEXT "\"",
      "Character 1 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
    { "\xff" KEY_TEXT,
      "Character 1 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_key_new_from_text (cases[i].text, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_random (void)
{
  g_autoptr(TactusKey) a = tactus_key_new_random ();
  g_autoptr(TactusKey) b = tactus_key_new_random ();

  g_assert_false (tactus_key_equal (a, b));
  g_assert_false (tactus_key_is_well_known (a));
}

/* A difference in any one byte counts. */
static void
test_equal (void)
{
  g_autoptr(TactusKey) a = key (KEY_TEXT);
  g_autoptr(TactusKey) same = tactus_key_new (tactus_key_peek (a));

  g_assert_true (tactus_key_equal (a, a));
  g_assert_true (tactus_key_equal (a, same));

  for (gsize i = 0; i < TACTUS_KEY_SIZE; i++)
    {
      guint8 bytes[TACTUS_KEY_SIZE];
      g_autoptr(TactusKey) other = NULL;

      memcpy (bytes, tactus_key_peek (a), sizeof bytes);
      bytes[i] ^= 0x01;
      other = tactus_key_new (bytes);
      g_assert_false (tactus_key_equal (a, other));
    }
}

static void
test_references (void)
{
  TactusKey *self = key (KEY_TEXT);

  g_assert_true (tactus_key_ref (self) == self);
  tactus_key_unref (self);
  test_assert_hex (tactus_key_peek (self), TACTUS_KEY_SIZE, KEY_TEXT);
  tactus_key_unref (self);
}

static void
test_well_known (void)
{
  const struct {
    const char *text;
    gboolean    known;
  } cases[] = {
    { "30313233343536373839404142434445", TRUE },
    { "303132333435363738393a3b3c3d3e3f", TRUE },
    { "f5d22987650a1d8205ab82beb93859cf", TRUE },
    { "00000000000000000000000000000000", TRUE },
    { "30313233343536373839404142434446", FALSE },
    { KEY_TEXT, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusKey) self = key (cases[i].text);

      g_assert_cmpint (tactus_key_is_well_known (self), ==, cases[i].known);
    }
}

static void
test_encrypt (void)
{
  const struct {
    const char *key;
    const char *block;
    const char *cipher;
  } cases[] = {
    { "30313233343536373839404142434445", "00112233445566778899aabbccddeeff",
      "e55544eabb38cf7268fd03061a337dec" },
    { "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "00112233445566778899aabbccddeeff",
      "56c284f38f56f11144269af60e62f7b3" },
    /* FIPS 197, appendix C.1 */
    { "000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff",
      "69c4e0d86a7b0430d8cdb78070b4c55a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusKey) self = key (cases[i].key);
      g_auto(TestBytes) block = test_bytes (cases[i].block);
      guint8 out[TACTUS_KEY_SIZE];

      tactus_key_encrypt (self, block.data, out);
      test_assert_hex (out, sizeof out, cases[i].cipher);
    }
}

/* More keys than the first pool of secure memory holds: no failure, no word on standard error. */
static void
test_many (void)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_key_unref);
  g_autoptr(TactusKey) probe = key (KEY_TEXT);
  guint8 block[TACTUS_KEY_SIZE] = { 0 };
  guint8 before[TACTUS_KEY_SIZE];
  guint8 after[TACTUS_KEY_SIZE];

  tactus_key_encrypt (probe, block, before);
  for (guint i = 0; i < 5000; i++)
    g_ptr_array_add (keys, tactus_key_new (block));
  tactus_key_encrypt (probe, block, after);

  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  g_assert_true (tactus_key_equal (keys->pdata[0], keys->pdata[4999]));
}

static void
subprocess_many (void)
{
  test_many ();
}

static void
test_quiet (void)
{
  g_test_trap_subprocess ("/key/many/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

/* Another library of the process set libgcrypt up before us, and without secure memory. */
static void
subprocess_second (void)
{
  g_assert_nonnull (gcry_check_version (NULL));
  gcry_control (GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);

  test_text ();
  test_random ();
  test_encrypt ();
}

static void
test_second (void)
{
  g_test_trap_subprocess ("/key/second/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key/text", test_text);
  g_test_add_func ("/key/text-refused", test_text_refused);
  g_test_add_func ("/key/random", test_random);
  g_test_add_func ("/key/equal", test_equal);
  g_test_add_func ("/key/references", test_references);
  g_test_add_func ("/key/well-known", test_well_known);
  g_test_add_func ("/key/encrypt", test_encrypt);
  g_test_add_func ("/key/many", test_many);
  g_test_add_func ("/key/many/subprocess", subprocess_many);
  g_test_add_func ("/key/quiet", test_quiet);
  g_test_add_func ("/key/second", test_second);
  g_test_add_func ("/key/second/subprocess", subprocess_second);

  return g_test_run ();
}
