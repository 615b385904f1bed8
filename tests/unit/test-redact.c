/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include <string.h>

#include "tactus-redact.h"

typedef struct {
  const char *text;
  const char *expected; /* NULL: what follows must not be in it */
  const char *secret;
} Case;

/* Made up, as the addresses are. */
#define KEY "00112233445566778899aabbccddeeff"

static const Case cases[] = {
  { "C8:0F:10:3A:00:03 was lost", "…00:03 was lost", "0F:10" },
  { "c8:0f:10:3a:00:03", "…00:03", "0f" },
  { "C8-0F-10-3A-00-03", "…00:03", "0F" },
  { "/org/bluez/hci0/dev_C8_0F_10_3A_00_03/service000c", NULL, "C8_0F" },
  { "device c80f103a0003, gone", "device …00:03, gone", "c80f" },
  { "(C8:0F:10:3A:00:03)", "(…00:03)", "C8" },
  { "key " KEY " refused", "key (hidden) refused", "2233" },
  { "0x" KEY, "(hidden)", "2233" },
  { "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF", "(hidden)", "44" },
  { "00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff", "(hidden)", "44" },
  { "0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77", "(hidden)", "44" },
  { "wrote 0112233445566778899aabbccddeeff", NULL, "2233" },
  { "key:" KEY, "key:(hidden)", "2233" },
  { "x" KEY "y", NULL, "2233" },
  { "ABEiM0RVZneImaq7zN3u/w==", "(hidden)", "ABEi" },
  { "72 bpm", "(hidden) bpm", "72" },
  { "a pulse of 172", "a pulse of (hidden)", "172" },
  { "heart rate: 64", "heart rate: (hidden)", "64" },
  /* What stays is what helps. */
  { "GTK 4.8.3, libadwaita 1.2.2, 6.1.0-18-amd64", "GTK 4.8.3, libadwaita 1.2.2, 6.1.0-18-amd64",
    NULL },
  { "signal -72 dBm, generation 3", "signal -72 dBm, generation 3", NULL },
  { "21.17.56 warning: no answer in 40 s", "21.17.56 warning: no answer in 40 s", NULL },
  { "a bad decade for a faded facade", "a bad decade for a faded facade", NULL },
  { "", "", NULL },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = tactus_redact (cases[i].text);

      if (cases[i].expected)
        g_assert_cmpstr (redacted, ==, cases[i].expected);
      if (cases[i].secret && strstr (redacted, cases[i].secret))
        g_error ("“%s” still tells “%s”: %s", cases[i].text, cases[i].secret, redacted);
    }
}

static void
test_person (void)
{
  g_autofree char *text = g_strdup_printf ("%s/.local/share of %s on %s", g_get_home_dir (),
                                           g_get_user_name (), g_get_host_name ());
  g_autofree char *redacted = tactus_redact (text);

  /* For some accounts the person is called like the account. */
  g_assert_true (g_str_equal (redacted, "~/.local/share of (user) on (host)") ||
                 g_str_equal (redacted, "~/.local/share of (name) on (host)"));
}

/* For accounts without a name of a person there is a word that is in every report. */
static void
test_nobody (void)
{
  g_autofree char *redacted = tactus_redact ("BlueZ: unknown");

  g_assert_cmpstr (redacted, ==, "BlueZ: unknown");
}

/* More than a pattern can be looked for in. */
static void
test_long (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *redacted = NULL;

  while (text->len < 4 * 1024 * 1024)
    g_string_append (text, "00, 11, 22, ");
  redacted = tactus_redact (text->str);
  g_assert_nonnull (redacted);
  g_assert_null (strstr (redacted, "11, 22, 00, 11, 22, 00, 11, 22"));
}

/* So much to hide that it would take minutes if each match looked at all that follows it. */
static void
test_many (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *redacted = NULL;

  while (text->len < 512 * 1024)
    g_string_append (text, "é 72 bpm, ");
  redacted = tactus_redact (text->str);
  g_assert_null (strstr (redacted, "72"));
  g_assert_cmpuint (strlen (redacted), ==, text->len / 11 * strlen ("é (hidden) bpm, "));
}

/* What lies across the places where a long text is looked at in parts. */
static void
test_places (void)
{
  for (guint before = 700; before < 1100; before++)
    {
      g_autofree char *filling = g_strnfill (before, before & 1 ? '#' : 'x');
      g_autofree char *text = g_strconcat (filling, " C8:0F:10:3A:00:03 ü " KEY " é", filling,
                                           NULL);
      g_autofree char *expected = g_strconcat (filling, " …00:03 ü (hidden) é", filling, NULL);
      g_autofree char *redacted = tactus_redact (text);

      g_assert_cmpstr (redacted, ==, expected);
    }
}

/* Bytes that are no text, such as a band may have as its name. */
static void
test_malformed (void)
{
  g_autofree char *redacted = tactus_redact ("\xff\xfe C8:0F:10:3A:00:03");

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_null (strstr (redacted, "0F"));
}

/* Keys of every kind of random, in every spelling that people and programs use. */
static void
test_random (void)
{
  const char * const separators[] = { "", " ", ":", "-", "_", ", " };
  g_autoptr(GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GString) key = g_string_new (NULL);
      g_autofree char *text = NULL;
      g_autofree char *redacted = NULL;
      gboolean upper = round & 1;
      guint8 bytes[16];

      for (gsize i = 0; i < sizeof bytes; i++)
        {
          bytes[i] = (guint8) g_rand_int (random);
          g_string_append_printf (key, upper ? "%s%02X" : "%s%02x",
                                  i ? separators[round % G_N_ELEMENTS (separators)] : "", bytes[i]);
        }
      text = g_strdup_printf ("Band …00:03: %s: %s.", round & 2 ? "answer" : "key", key->str);
      redacted = tactus_redact (text);
      g_string_truncate (key, 5);
      if (strstr (redacted, key->str))
        g_error ("%s: still there", redacted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("HOME", "/home/somebody", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redact/cases", test_cases);
  g_test_add_func ("/redact/person", test_person);
  g_test_add_func ("/redact/nobody", test_nobody);
  g_test_add_func ("/redact/long", test_long);
  g_test_add_func ("/redact/many", test_many);
  g_test_add_func ("/redact/places", test_places);
  g_test_add_func ("/redact/malformed", test_malformed);
  g_test_add_func ("/redact/random", test_random);

  return g_test_run ();
}
