/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real tactusctl explains frames: no bus, no radio. */

#include "config.h"

#include <string.h>

#include "ctl-rig.h"

typedef struct {
  const char *arguments;
  const char *expected; /* a part of the object */
} Good;

static const Good goods[] = {
  { "decode 2a37 0048", "\"bpm\":72" },
  { "decode 2A37 0048", "\"contact\":null" },
  { "decode 2a37 '00 48'", "\"no_reading\":false" },
  { "decode 2a37 00 48", "\"bpm\":72" },
  { "decode 2a37 0x0048", "\"bpm\":72" },
  { "decode 2a37 00:BE", "\"bpm\":190" },
  { "decode 00002a37-0000-1000-8000-00805f9b34fb 0048", "\"bpm\":72" },
  { "decode 2a37 164a000452 --model mi-band-3", "\"error\"" },
  { "decode 2a37 164a0004", "\"rr\":[1024]" },
  { "decode 2a37 0048 --model 'Mi Band 3'", "\"units\":{" },
  { "decode 0009 100101", "\"direction\":\"from_band\"" },
  { "decode 2a39 15 01 01", "\"direction\":\"to_band\"" },
  { "decode 00000006-0000-3512-2118-0009af100700 0f55", "\"level\":85" },
  { "decode 0003 09 81 16 00 07 00", "\"hours\":\"22:00-07:00\"" },
  { "decode 0003 100d05", "\"ok\":false" },
  { "decode 0005 0001647648", "\"kind_name\":\"walking\"" },
  { "decode 0005 0001647648aabbccdd --model mi-band-5", "\"sample_size\":8" },
  { "decode 0002 0107ffff0200fdff90010cfe5802ff7f00800000", "\"samples\":[[-1,2,-3]," },
  { "decode 0008 4f0000c007051101ac00643240e20100", "\"weight_kg\":64.5" },
  { "decode 0010 fe03", "\"event\":\"music_next\"" },
  { "decode 0157 02020184ffffffffffffffffffffffffff02aabbccddeeff", "\"bpm\":132" },
  { "decode ff0c 640f0b1f0000002c0104 --model mi-band-1s", "\"charges\":300" },
  { "decode ff0c 640f0b1f0000002c0104 --model mi-band-3", "\"error\"" },
};

static void
test_good (gconstpointer data)
{
  const Good *good = data;
  g_autofree char *json = g_strdup_printf ("%s --json", good->arguments);
  g_autoptr(CtlRun) object = ctl_run (NULL, json);
  g_autoptr(CtlRun) text = ctl_run (NULL, good->arguments);
  g_autoptr(GPtrArray) lines = ctl_json (object);
  gboolean failed = g_str_equal (good->expected, "\"error\"");

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_nonnull (strstr (object->out->str, good->expected));
  g_assert_cmpint (object->status, ==, failed ? 1 : 0);
  g_assert_cmpint (text->status, ==, failed ? 1 : 0);
  g_assert_cmpint (text->out->len > 0, ==, !failed);
}

typedef struct {
  const char *arguments;
  const char *code;
} Bad;

static const Bad bads[] = {
  { "decode 2a37 004", "protocol" },
  { "decode 2a37 ''", "protocol" },
  { "decode 2a37 0x", "protocol" },
  { "decode 2a37 zz", "protocol" },
  { "decode 2a37 00", "protocol" },
  { "decode 2a37 0x00 0x48", "protocol" },
  { "decode 2a37 '00\n4é'", "protocol" },
  { "decode 0003 06010002", "protocol" },
  { "decode 0004 10010178000000e8070d01061f0004", "protocol" },
  { "decode ff0c 650f0b1f0000002c0104", "protocol" },
  { "decode 00002a37-0000-3512-2118-0009af100700 0048", "not_supported" },
  { "decode beef 0048", "not_supported" },
  { "decode '' 0048", "not_supported" },
  { "decode 'no uuid at all' 0048", "not_supported" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *bad = data;
  g_autofree char *json = g_strdup_printf ("%s --json", bad->arguments);
  g_autoptr(CtlRun) object = ctl_run (NULL, json);
  g_autoptr(CtlRun) text = ctl_run (NULL, bad->arguments);

  ctl_assert_failure (object, bad->code);
  g_assert_cmpint (text->status, ==, 1);
  g_assert_cmpstr (text->out->str, ==, "");
  g_assert_true (g_str_has_prefix (text->err->str, "tactusctl: "));
}

/* Far more than a frame can hold. */
static void
test_huge (void)
{
  g_autofree char *digits = g_strnfill (100000, '0');
  g_autofree char *arguments = g_strdup_printf ("decode 2a37 %s --json", digits);
  g_autoptr(CtlRun) run = ctl_run (NULL, arguments);

  ctl_assert_failure (run, "protocol");
}

/* What carries a key is explained without it. */
static void
test_secret (void)
{
  g_autoptr(CtlRun) run =
    ctl_run (NULL, "decode 0009 0108 00112233445566778899aabbccddeeff --json");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_null (strstr (run->out->str, "00112233"));
  g_assert_null (strstr (run->err->str, "00112233"));
}

/* Nor are the digits that unlock a screen. */
static void
test_digits (void)
{
  g_autoptr(CtlRun) run = ctl_run (NULL, "decode 0003 062100013132333400 --json");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\"digits\":\"hidden\""));
  g_assert_null (strstr (run->out->str, "1234"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (goods); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/decode/good/%02u", i);

      g_test_add_data_func (path, &goods[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/decode/bad/%02u", i);

      g_test_add_data_func (path, &bads[i], test_bad);
    }
  g_test_add_func ("/ctl/decode/huge", test_huge);
  g_test_add_func ("/ctl/decode/secret", test_secret);
  g_test_add_func ("/ctl/decode/digits", test_digits);

  return g_test_run ();
}
