/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-hex.h"

#include <string.h>

#include "test-bytes.h"
#include "tactus-protocol-error.h"

static void
test_accepted (void)
{
  const struct {
    const char *text;
    const char *bytes;
  } cases[] = {
    { "", "" },
    { " \n", "" },
    { "0x", "" },
    { "00", "00" },
    { "00ff7F", "00ff7f" },
    { "0x2A 37", "2a37" },
    { "\t0X2a:37-00\r\n", "2a3700" },
    { "\xc2\xa0" "01\xe2\x80\x8b" "02\xef\xbb\xbf", "0102" },
    { "0 1 0 2", "0102" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = tactus_hex_to_bytes (cases[i].text, &error);

      g_assert_no_error (error);
      test_assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].bytes);
    }
}

static void
test_refused (void)
{
  const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { "0", "1 digits" },
    { "0x012", "3 digits" },
    { "01g2", "Character 3 " },
    { "0x01 0x02", "Character 7 " },
    { "0x0x01", "Character 4 " },
    { "x01", "Character 1 " },
    { " \xef\xbc\x91", "Character 2 " },
    { "01\xff", "Character 3 " },
    { "01\xe2\x80", "Character 3 " },
    { "01,02", "Character 3 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_hex_to_bytes (cases[i].text, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

/* More digits than there is room for are counted, not written. */
static void
test_scan_is_bounded (void)
{
  guint8 out[4] = { 0xee, 0xee, 0xee, 0xee };
  gsize n_digits;
  gsize bad_position;

  g_assert_true (tactus_hex_scan ("0102030405", out, 2, &n_digits, &bad_position));
  g_assert_cmpuint (n_digits, ==, 10);
  g_assert_cmpuint (bad_position, ==, 0);
  test_assert_hex (out, sizeof out, "0102eeee");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hex/accepted", test_accepted);
  g_test_add_func ("/hex/refused", test_refused);
  g_test_add_func ("/hex/scan-is-bounded", test_scan_is_bounded);

  return g_test_run ();
}
