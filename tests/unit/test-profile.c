/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-profile.h"

#include <locale.h>
#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_text (void)
{
  const struct {
    const char *text;
    const char *back;
    const char *frame;
  } cases[] = {
    { "born=1984-05-17,sex=female,height=172,weight=64.5", NULL,
      "4f0000c007051101ac00643278563412" },
    { " weight=70 , height=175, sex=male , born=1990-12-31",
      "born=1990-12-31,sex=male,height=175,weight=70", "4f0000c6070c1f00af00b03678563412" },
    { "born=2000-02-29,sex=other,height=50,weight=10", NULL, "4f0000d007021d023200d00778563412" },
    { "born=1900-01-01,sex=male,height=250,weight=320", NULL, "4f00006c07010100fa0000fa78563412" },
    { "born=2099-12-31,sex=male,height=100,weight=64.005", NULL,
      "4f000033080c1f006400013278563412" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) frame = NULL;
      g_autofree char *text = NULL;
      TactusProfile profile;

      g_assert_true (tactus_profile_parse_text (&profile, cases[i].text, &error));
      g_assert_no_error (error);

      text = tactus_profile_to_text (&profile);
      g_assert_cmpstr (text, ==, cases[i].back ? cases[i].back : cases[i].text);

      frame = tactus_profile_encode (&profile, 0x12345678);
      g_assert_cmpuint (g_bytes_get_size (frame), ==, TACTUS_PROFILE_SIZE);
      test_assert_hex (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), cases[i].frame);
    }
}

static void
test_malformed (void)
{
  g_autofree char *endless = g_strnfill (100000, 'x');
  const struct {
    const char *text;
    const char *field;
  } cases[] = {
    { "", "born" },
    { ",", "each part" },
    { "born=1984-05-17", "sex" },
    { "born=1984-05-17,sex=female,height=172", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=64,", "each part" },
    { "born=1984-05-17,sex=female,height=172,weight=64,name=Ada", "each part" },
    { "born=1984-05-17,sex=female,height=172,height=172,weight=64", "height" },
    { "born=1984-5-17,sex=female,height=172,weight=64", "born" },
    { "born=1983-02-29,sex=female,height=172,weight=64", "born" },
    { "born=1899-12-31,sex=female,height=172,weight=64", "born" },
    { "born=2100-01-01,sex=female,height=172,weight=64", "born" },
    { "born=1984-00-17,sex=female,height=172,weight=64", "born" },
    { "born=1984-05-+7,sex=female,height=172,weight=64", "born" },
    { "born=198-405-17,sex=female,height=172,weight=64", "born" },
    { "born=1984-05-17,sex=Female,height=172,weight=64", "sex" },
    { "born=1984-05-17,sex=,height=172,weight=64", "sex" },
    { "born=1984-05-17,sex=female,height=49,weight=64", "height" },
    { "born=1984-05-17,sex=female,height=251,weight=64", "height" },
    { "born=1984-05-17,sex=female,height=1.72,weight=64", "height" },
    { "born=1984-05-17,sex=female,height=,weight=64", "height" },
    { "born=1984-05-17,sex=female,height=172,weight=9.9", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=320.1", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=inf", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=1e2", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=64.5.5", "weight" },
    { "born=1984-05-17,sex=female,height=172,weight=", "weight" },
    { endless, "the text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      TactusProfile profile;

      g_assert_false (tactus_profile_parse_text (&profile, cases[i].text, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].field));
    }
}

static void
test_age (void)
{
  const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_FEMALE, 172, 64.5 };

  g_assert_cmpuint (tactus_profile_get_age (&profile, 2024, 5, 16), ==, 39);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 2024, 5, 17), ==, 40);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 2024, 6, 1), ==, 40);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 2024, 4, 30), ==, 39);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 1984, 5, 17), ==, 0);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 1980, 1, 1), ==, 0);
  g_assert_cmpuint (tactus_profile_get_age (&profile, 9999, 1, 1), ==, 255);
}

/* What nobody has entered must itself be a profile. */
static void
test_default (void)
{
  g_autofree char *text = tactus_profile_to_text (&tactus_default_profile);
  g_autoptr(GError) error = NULL;
  TactusProfile profile;

  g_assert_true (tactus_profile_parse_text (&profile, text, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  /* A decimal comma must change nothing, where there is such a locale. */
  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/text", test_text);
  g_test_add_func ("/profile/malformed", test_malformed);
  g_test_add_func ("/profile/age", test_age);
  g_test_add_func ("/profile/default", test_default);

  return g_test_run ();
}
