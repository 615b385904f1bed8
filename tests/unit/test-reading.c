/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-reading.h"

/* The names and the numbers are in files of people; neither may ever change. */
static void
test_names (void)
{
  const struct {
    TactusReadingKind  kind;
    int                number;
    const char        *name;
  } cases[] = {
    { TACTUS_READING_PULSE, 0, "pulse" },         { TACTUS_READING_NO_VALUE, 1, "no_reading" },
    { TACTUS_READING_NO_CONTACT, 2, "not_worn" }, { TACTUS_READING_GAP, 3, "gap" },
    { TACTUS_READING_LOST, 4, "lost" },           { TACTUS_READING_STALE, 5, "stale" },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == TACTUS_READING_N_KINDS);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusReadingKind kind = TACTUS_READING_N_KINDS;

      g_assert_cmpint (cases[i].kind, ==, cases[i].number);
      g_assert_cmpstr (tactus_reading_kind_to_name (cases[i].kind), ==, cases[i].name);
      g_assert_true (tactus_reading_kind_from_name (cases[i].name, &kind));
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

static void
test_no_names (void)
{
  const char *const cases[] = { "", "Pulse", "pulse ", "0", "marker", "begin", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusReadingKind kind = TACTUS_READING_LOST;

      g_assert_false (tactus_reading_kind_from_name (cases[i], &kind));
      g_assert_cmpint (kind, ==, TACTUS_READING_LOST);
    }
}

static void
test_clean (void)
{
  const struct {
    TactusReading given, kept;
  } cases[] = {
    { { 5, TACTUS_READING_PULSE, 1 }, { 5, TACTUS_READING_PULSE, 1 } },
    { { 5, TACTUS_READING_PULSE, 65535 }, { 5, TACTUS_READING_PULSE, 65535 } },
    { { 5, TACTUS_READING_PULSE, 0 }, { 5, TACTUS_READING_NO_VALUE, 0 } },
    { { -5, TACTUS_READING_NO_CONTACT, 70 }, { -5, TACTUS_READING_NO_CONTACT, 0 } },
    { { -5, TACTUS_READING_STALE, 70 }, { -5, TACTUS_READING_STALE, 0 } },
    { { 0, TACTUS_READING_N_KINDS, 70 }, { 0, TACTUS_READING_GAP, 0 } },
    { { 0, (TactusReadingKind) 255, 0 }, { 0, TACTUS_READING_GAP, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusReading clean = tactus_reading_clean (&cases[i].given);

      g_assert_cmpint (clean.when_us, ==, cases[i].kept.when_us);
      g_assert_cmpint (clean.kind, ==, cases[i].kept.kind);
      g_assert_cmpuint (clean.bpm, ==, cases[i].kept.bpm);
    }
}

static void
test_distance (void)
{
  g_assert_cmpuint (tactus_reading_distance (-2, 3), ==, 5);
  g_assert_cmpuint (tactus_reading_distance (7, 7), ==, 0);
  g_assert_cmpuint (tactus_reading_distance (G_MININT64, G_MAXINT64), ==, G_MAXUINT64);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reading/names", test_names);
  g_test_add_func ("/reading/no-names", test_no_names);
  g_test_add_func ("/reading/clean", test_clean);
  g_test_add_func ("/reading/distance", test_distance);

  return g_test_run ();
}
