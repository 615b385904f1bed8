/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-value.h"

#include <string.h>

static void
test_name_clean (void)
{
  static const struct {
    const char *from;
    const char *to;
  } names[] = {
    { "Mi Band 3", "Mi Band 3" },
    { "  Mi Band 3\t\n", "Mi Band 3" },
    { "Mi\nBand\x1b[31m\x7f", "MiBand[31m" },
    { "Mi \xe2\x80\xae" "3 dnaB", "Mi 3 dnaB" },     /* right-to-left override */
    { "\xe2\x81\xa6Mi\xe2\x81\xa9", "Mi" },          /* isolates */
    { "Mi\xe2\x80\xa8" "Band", "MiBand" },           /* line separator */
    { "Mi\xc2\x85" "Band", "MiBand" },               /* next line */
    { "\xd7\x91\xd7\x9f", "\xd7\x91\xd7\x9f" },      /* letters of any direction are fine */
    { "Mi\xff" "Band", "Mi\xef\xbf\xbd" "Band" },    /* not UTF-8 */
    { "", NULL },
    { " \t ", NULL },
    { "\xe2\x80\x8e\xe2\x80\x8f", NULL },
    { "\xe2\x80\x8b \xe2\x80\x8b", NULL },         /* zero-width spaces */
    { "\xc2\xad\xcc\x81", NULL },                  /* a soft hyphen, an accent on nothing */
    { "\xe3\x85\xa4\xf3\xa0\x81\x81", NULL },      /* a Hangul filler, a tag */
    { "\xe5\xbf\x83\xe6\x8b\x8d", "\xe5\xbf\x83\xe6\x8b\x8d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = tactus_bluez_name_clean (names[i].from);

      g_assert_cmpstr (clean, ==, names[i].to);
    }
}

/* Cut between characters, not inside one. */
static void
test_name_long (void)
{
  g_autoptr(GString) text = g_string_new ("x");
  g_autofree char *clean = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (text, "ä");

  clean = tactus_bluez_name_clean (text->str);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpuint (strlen (clean), ==, 247);
}

static void
test_address (void)
{
  static const struct {
    const char *from;
    const char *to;
  } addresses[] = {
    { "C8:0F:10:00:00:01", "C8:0F:10:00:00:01" },
    { "c8-0f-10-00-00-01", "C8:0F:10:00:00:01" },
    { "C8_0F_10_00_00_01", "C8:0F:10:00:00:01" },
    { "C8:0F:10:00:00:0", NULL },
    { "C8:0F:10:00:00:01:", NULL },
    { "C8:0F:10:00:00:0G", NULL },
    { "C8.0F:10:00:00:01", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *address = tactus_bluez_address_normalize (addresses[i].from);

      g_assert_cmpstr (address, ==, addresses[i].to);
    }
}

static void
test_name_is_address (void)
{
  g_assert_true (tactus_bluez_name_is_address ("C8-0F-10-00-00-01", "C8:0F:10:00:00:01"));
  g_assert_true (tactus_bluez_name_is_address ("c8:0f:10:00:00:01", "C8:0F:10:00:00:01"));
  g_assert_false (tactus_bluez_name_is_address ("C8-0F-10-00-00-02", "C8:0F:10:00:00:01"));
  g_assert_false (tactus_bluez_name_is_address ("Mi Band 3", "C8:0F:10:00:00:01"));
}

static void
test_bytes (void)
{
  static const guint8 data[] = { 0x01, 0x00, 0xff };
  g_autoptr(GVariant) plain = g_variant_ref_sink (
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, sizeof data, 1));
  g_autoptr(GVariant) boxed = g_variant_ref_sink (g_variant_new_variant (plain));
  g_autoptr(GVariant) text = g_variant_ref_sink (g_variant_new_string ("01"));
  g_autoptr(GVariant) boxed_text = g_variant_ref_sink (g_variant_new_variant (text));
  g_autoptr(GVariant) none = g_variant_ref_sink (
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1));
  g_autoptr(GBytes) from_plain = tactus_bluez_value_to_bytes (plain);
  g_autoptr(GBytes) from_boxed = tactus_bluez_value_to_bytes (boxed);
  g_autoptr(GBytes) from_none = tactus_bluez_value_to_bytes (none);

  g_assert_cmpmem (g_bytes_get_data (from_plain, NULL), g_bytes_get_size (from_plain),
                   data, sizeof data);
  g_assert_true (g_bytes_equal (from_plain, from_boxed));
  g_assert_cmpuint (g_bytes_get_size (from_none), ==, 0);
  g_assert_null (tactus_bluez_value_to_bytes (text));
  g_assert_null (tactus_bluez_value_to_bytes (boxed_text));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/value/name-clean", test_name_clean);
  g_test_add_func ("/bluez/value/name-long", test_name_long);
  g_test_add_func ("/bluez/value/name-is-address", test_name_is_address);
  g_test_add_func ("/bluez/value/address", test_address);
  g_test_add_func ("/bluez/value/bytes", test_bytes);

  return g_test_run ();
}
