/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-model.h"

#include <string.h>

static void
test_names (void)
{
  const struct {
    const char *name;
    const char *id;
  } cases[] = {
    { "MI", "mi-band-1" },
    { "MI1A", "mi-band-1a" },
    { "mi1s", "mi-band-1s" },
    { "MI Band 2", "mi-band-2" },
    { "Mi Band 2i", "mi-band-2i" },
    { "mi band hrx", "mi-band-hrx" },
    { "Mi Band 3", "mi-band-3" },
    { "Mi Band 3 NFC", "mi-band-3" },
    { "Xiaomi Band 3", "mi-band-3" },
    { "Mi Smart Band 4", "mi-band-4" },
    { "Mi Smart Band 5", "mi-band-5" },
    { "  Mi Smart Band 6 ", "mi-band-6" },
    { "Amazfit Band", "amazfit-cor" },
    { "Amazfit Band 2", "amazfit-cor-2" },
    { "Amazfit Band 5", "amazfit-band-5" },
    { "Amazfit Band 7", "amazfit-band-7" },
    { "Amazfit Bip Watch", "amazfit-bip" },
    { "Amazfit Bip S", "amazfit-bip-s" },
    { "Xiaomi Smart Band 7", "smart-band-7" },
    { "Xiaomi Smart Band 7_1A2B", "smart-band-7" },
    { "Xiaomi Smart Band 71A2B", "smart-band-7" },
    { "Xiaomi Smart Band 7 Pro", "smart-band-7-pro" },
    { "Xiaomi Smart Band 7 Pro 1A2B", "smart-band-7-pro" },
    { "Xiaomi Smart Band 7 Pro-1A2B5", "smart-band-7-pro" },
    { "Xiaomi Smart Band 8 XYZ9", "smart-band-8" },
    { "Xiaomi Smart Band 8 Pro 1A2B", "smart-band-8-pro" },
    { "Xiaomi Band 8 Active 1A2B", "smart-band-8-active" },
    { "Xiaomi Smart Band 9 Active anything", "smart-band-9-active" },
    { "Xiaomi Smart Band 10 1A2B", "smart-band-10" },
    { "Redmi Band Pro 1A2B", "redmi-band-pro" },

    { NULL, NULL },
    { "", NULL },
    { "M", NULL },
    { "Mi Band", NULL },
    { "Mi Band 22", NULL },
    { "Mi Smart Band 4C", NULL },
    { "Xiaomi Smart Band 7 1A2", NULL },
    { "Xiaomi Smart Band 8 1A2B3", NULL },
    { "Xiaomi Smart Band 8_1A2B", NULL },
    { "Xiaomi Smart Band 12 1A2B", NULL },
    { "The Mi Band 2", NULL },
    { "Polar H10", NULL },
    { "\xff\xfe", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_name (cases[i].name);

      g_assert_cmpstr (model ? model->id : NULL, ==, cases[i].id);
    }
}

static void
test_flags (void)
{
  const struct {
    const char       *id;
    TactusGeneration  generation;
    TactusKeySource   source;
    guint8            auth_flags;
    guint8            crypt_flags;
    gboolean          can_pair;
  } cases[] = {
    { "mi-band-1s", TACTUS_GENERATION_A, TACTUS_KEY_SOURCE_NONE, 0x00, 0x00, FALSE },
    { "mi-band-2", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-hrx", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-3", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x00, 0x00, TRUE },
    { "amazfit-bip", TACTUS_GENERATION_B, TACTUS_KEY_SOURCE_CLIENT, 0x08, 0x00, TRUE },
    { "mi-band-4", TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80, TRUE },
    { "mi-band-6", TACTUS_GENERATION_B_PRIME, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x80, TRUE },
    { "smart-band-7", TACTUS_GENERATION_C, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, FALSE },
    { "smart-band-9", TACTUS_GENERATION_D, TACTUS_KEY_SOURCE_SERVER, 0x00, 0x00, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusModel *model = tactus_model_for_id (cases[i].id);

      g_assert_nonnull (model);
      g_assert_cmpint (model->generation, ==, cases[i].generation);
      g_assert_cmpint (model->key_source, ==, cases[i].source);
      g_assert_cmphex (model->auth_flags, ==, cases[i].auth_flags);
      g_assert_cmphex (model->crypt_flags, ==, cases[i].crypt_flags);
      g_assert_cmpint (tactus_model_can_pair (model), ==, cases[i].can_pair);
    }

  g_assert_null (tactus_model_for_id ("mi-band-99"));
  g_assert_null (tactus_model_for_id (NULL));
}

/* The band that lost its sensor keeps everything else. */
static void
test_abilities (void)
{
  const TactusModel *whole = tactus_model_for_id ("mi-band-2");

  g_assert_true (whole->abilities & TACTUS_ABILITY_HEART_RATE);
  g_assert_cmphex (tactus_model_for_id ("mi-band-hrx")->abilities | TACTUS_ABILITY_HEART_RATE, ==,
                   whole->abilities);
  g_assert_false (tactus_model_for_id ("mi-band-2i")->abilities & TACTUS_ABILITY_HEART_RATE);
}

/* Every row can be found again by its id, which is unique, and has what its generation needs. */
static void
test_table (void)
{
  const TactusModel *model;
  guint n = 0;

  while ((model = tactus_model_get_nth (n++)))
    {
      g_assert_true (tactus_model_for_id (model->id) == model);
      g_assert_nonnull (tactus_generation_to_text (model->generation));
      g_assert_true (strlen (model->name) > 0);
      g_assert_cmphex (model->auth_flags & ~0x08, ==, 0);
      g_assert_cmphex (model->crypt_flags & ~0x80, ==, 0);
      if (tactus_model_can_pair (model))
        g_assert_true (model->abilities & TACTUS_ABILITY_BATTERY);
      g_assert_cmpint (model->key_source == TACTUS_KEY_SOURCE_NONE, ==,
                       (model->generation == TACTUS_GENERATION_A ||
                        model->generation == TACTUS_GENERATION_STANDARD));
    }

  g_assert_cmpuint (n, >, 30);
  g_assert_null (tactus_model_get_nth (G_MAXUINT));
}

static void
test_generation_text (void)
{
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_A), ==, "A");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_B), ==, "B");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_B_PRIME), ==, "B'");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_C), ==, "C");
  g_assert_cmpstr (tactus_generation_to_text (TACTUS_GENERATION_D), ==, "D");
  g_assert_null (tactus_generation_to_text (TACTUS_GENERATION_UNKNOWN));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/names", test_names);
  g_test_add_func ("/model/flags", test_flags);
  g_test_add_func ("/model/table", test_table);
  g_test_add_func ("/model/abilities", test_abilities);
  g_test_add_func ("/model/generation-text", test_generation_text);

  return g_test_run ();
}
