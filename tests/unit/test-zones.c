/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-zones.h"

static void
test_maximum_for_age (void)
{
  const struct {
    guint years, maximum;
  } cases[] = {
    { 0, 0 }, { 4, 0 }, { 5, 205 }, { 20, 194 }, { 33, 185 }, { 40, 180 }, { 65, 163 },
    { 120, 124 }, { 121, 0 }, { G_MAXUINT, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tactus_zones_maximum_for_age (cases[i].years), ==, cases[i].maximum);
}

static void
test_for (void)
{
  const struct {
    guint own, years, maximum;
  } cases[] = {
    { 0, 0, 0 },   { 0, 40, 180 },   { 190, 40, 190 }, { 190, 0, 190 },      { 100, 0, 100 },
    { 240, 0, 240 }, { 99, 40, 180 }, { 241, 0, 0 },    { G_MAXUINT, 40, 180 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tactus_zones_for (cases[i].own, cases[i].years).maximum, ==,
                      cases[i].maximum);
}

static void
test_find (void)
{
  const TactusZones zones = { 185 };
  const struct {
    guint bpm, zone;
  } cases[] = {
    { 0, 0 },   { 92, 0 },  { 93, 1 },  { 110, 1 }, { 111, 2 }, { 129, 2 },   { 130, 3 },
    { 147, 3 }, { 148, 4 }, { 166, 4 }, { 167, 5 }, { 185, 5 }, { 65535, 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tactus_zones_find (&zones, cases[i].bpm), ==, cases[i].zone);
}

/* Whatever the maximum: zones follow each other, and what is found lies where the bounds say. */
static void
test_agree (void)
{
  for (guint maximum = 0; maximum <= TACTUS_ZONES_HIGHEST_MAXIMUM; maximum++)
    {
      const TactusZones zones = { maximum };

      for (guint bpm = 0; bpm <= 2 * TACTUS_ZONES_HIGHEST_MAXIMUM; bpm++)
        {
          guint zone = 0;

          while (maximum > 0 && zone < TACTUS_N_ZONES && bpm * 10 >= maximum * (zone + 5))
            zone++;
          g_assert_cmpuint (tactus_zones_find (&zones, bpm), ==, zone);
          if (zone > 0)
            g_assert_cmpuint (bpm, >=, tactus_zones_get_lower (&zones, zone));
          if (maximum > 0 && zone < TACTUS_N_ZONES)
            g_assert_cmpuint (bpm, <, tactus_zones_get_lower (&zones, zone + 1));
        }
    }
}

static void
test_none (void)
{
  const TactusZones none = { 0 };

  g_assert_cmpuint (tactus_zones_find (&none, 200), ==, 0);
  for (guint zone = 1; zone <= TACTUS_N_ZONES; zone++)
    g_assert_cmpuint (tactus_zones_get_lower (&none, zone), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zones/maximum-for-age", test_maximum_for_age);
  g_test_add_func ("/zones/for", test_for);
  g_test_add_func ("/zones/find", test_find);
  g_test_add_func ("/zones/agree", test_agree);
  g_test_add_func ("/zones/none", test_none);

  return g_test_run ();
}
