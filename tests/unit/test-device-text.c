/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-device-text.h"

#include <string.h>

#include "test-bytes.h"

#define BAD "\xef\xbf\xbd"

static void
test_texts (void)
{
  const struct {
    const char *bytes;
    const char *text;
  } cases[] = {
    { "56302e31382e332e3130", "V0.18.3.10" },
    { "56312e302e312e383100", "V1.0.1.81" },
    { "56312e302e312e3831200d0a0000", "V1.0.1.81" },
    { "56312e302e312e383120002000", "V1.0.1.81" },
    { "2056", " V" },
    { "", NULL },
    { "00", NULL },
    { "20090a00", NULL },
    { "410042", "A" BAD "B" },
    { "411b5b306d42", "A" BAD "[0mB" },
    { "410a42", "A" BAD "B" },
    { "41c3a942", "A\xc3\xa9" "B" },
    { "41c3", "A" BAD },
    { "41ff42", "A" BAD "B" },
    { "e28200", BAD BAD },
    { "41c29f42", "A" BAD "B" },
    { "41e280ae42", "A" BAD "B" }, /* turns the direction */
    { "41e280a842", "A" BAD "B" }, /* a line separator */
    { "41e2808b42", "A" BAD "B" }, /* no width */
    { "41efbbbf42", "A" BAD "B" },
    { "41ee808042", "A" BAD "B" }, /* private use */
    { "3c623e26", "<b>&" },
    { "01", BAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autofree char *text = tactus_device_text_parse (bytes.data, bytes.length);

      g_test_message ("%s", cases[i].bytes);
      g_assert_cmpstr (text, ==, cases[i].text);
    }

  g_assert_null (tactus_device_text_parse (NULL, 0));
}

static void
test_long (void)
{
  g_auto(TestBytes) bytes = { g_malloc (512), 512 };
  g_autofree char *letters = NULL;
  g_autofree char *zeros = NULL;
  g_autofree char *blank = NULL;

  memset (bytes.data, 'A', 512);
  letters = tactus_device_text_parse (bytes.data, bytes.length);
  g_assert_cmpuint (strlen (letters), ==, 248);

  /* Cut before the character that would not fit, and what then trails goes too. */
  memset (bytes.data, 0x01, 511);
  zeros = tactus_device_text_parse (bytes.data, bytes.length);
  g_assert_cmpuint (strlen (zeros), ==, 246);
  g_assert_true (g_utf8_validate (zeros, -1, NULL));

  memset (bytes.data, ' ', 511);
  bytes.data[0] = 'A';
  blank = tactus_device_text_parse (bytes.data, bytes.length);
  g_assert_cmpstr (blank, ==, "A");
}

static void
test_garbage (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (180);

  for (guint i = 0; i < 5000; i++)
    {
      guint8 data[40];
      g_auto(TestBytes) bytes = { 0 };
      g_autofree char *text = NULL;

      for (gsize j = 0; j < sizeof data; j++)
        data[j] = (guint8) g_rand_int_range (rand, 0, 256);
      bytes = test_bytes_copy (data, (gsize) g_rand_int_range (rand, 0, sizeof data + 1));

      text = tactus_device_text_parse (bytes.data, bytes.length);
      for (const char *c = text; c && *c; c = g_utf8_next_char (c))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char_validated (c, -1)));
      g_assert_true (!text || g_utf8_validate (text, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/device-text/texts", test_texts);
  g_test_add_func ("/device-text/long", test_long);
  g_test_add_func ("/device-text/garbage", test_garbage);

  return g_test_run ();
}
