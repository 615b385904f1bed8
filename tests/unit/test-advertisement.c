/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-advertisement.h"

#include "test-bytes.h"

#define FILL "ffffffffffffffffffffffffff"

static void
test_payloads (void)
{
  const struct {
    const char *manufacturer;
    const char *service;
    int         bpm;
    gint64      steps;
    const char *mac;
    gboolean    scrambled;
  } cases[] = {
    { "02020184" FILL "02aabbccddeeff", NULL, 132, -1, "aabbccddeeff", FALSE },
    { "020201ff" FILL "03c97e82935b59", "4c000000", -1, 76, "c97e82935b59", FALSE },
    { "02020100" FILL "02aabbccddeeff", "ffffffff", -1, G_MAXUINT32, "aabbccddeeff", FALSE },
    { "020201fe" FILL "02aabbccddeeff", NULL, 254, -1, "aabbccddeeff", FALSE },
    { "00020184" FILL "02aabbccddeeff", "01000000", -1, 1, NULL, TRUE },
    { "01020184" FILL "02aabbccddeeff", NULL, -1, -1, NULL, FALSE },
    { "02020184" FILL "02aabbccddee", NULL, -1, -1, NULL, FALSE },
    { "02020184" FILL "02aabbccddeeff00", NULL, -1, -1, NULL, FALSE },
    { "020304050607", NULL, -1, -1, NULL, FALSE },
    { "", "", -1, -1, NULL, FALSE },
    { NULL, "000000", -1, -1, NULL, FALSE },
    { NULL, "0000000000", -1, -1, NULL, FALSE },
    { NULL, "00000000", -1, 0, NULL, FALSE },
    { NULL, NULL, -1, -1, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) manufacturer = { 0 };
      g_auto(TestBytes) service = { 0 };
      TactusAdvertisement found;

      if (cases[i].manufacturer)
        manufacturer = test_bytes (cases[i].manufacturer);
      if (cases[i].service)
        service = test_bytes (cases[i].service);

      tactus_advertisement_parse (&found, manufacturer.data, manufacturer.length,
                                  service.data, service.length);
      g_assert_cmpint (found.bpm, ==, cases[i].bpm);
      g_assert_cmpint (found.steps, ==, cases[i].steps);
      g_assert_cmpint (found.scrambled, ==, cases[i].scrambled);
      g_assert_cmpint (found.has_mac, ==, cases[i].mac != NULL);
      if (found.has_mac)
        test_assert_hex (found.mac, sizeof found.mac, cases[i].mac);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/advertisement/payloads", test_payloads);

  return g_test_run ();
}
