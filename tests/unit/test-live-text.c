/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What the live view says: trend, durations, zones, and what people type to set them up. */

#include "config.h"

#include <string.h>

#include "tactus-database-error.h"
#include "tactus-live-text.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_trend (void)
{
  static const struct {
    TactusTrend trend;
    const char *text;
    const char *icon;
  } cases[] = {
    { TACTUS_TREND_UNKNOWN, "", NULL },
    { TACTUS_TREND_FALLING, "Falling", "tactus-trend-falling-symbolic" },
    { TACTUS_TREND_STEADY, "Steady", "tactus-trend-steady-symbolic" },
    { TACTUS_TREND_RISING, "Rising", "tactus-trend-rising-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (tactus_text_trend (cases[i].trend), ==, cases[i].text);
      g_assert_cmpstr (tactus_text_trend_icon (cases[i].trend), ==, cases[i].icon);
    }
}

static void
test_age (void)
{
  assert_text (tactus_text_reading_age (0, FALSE), "just now");
  assert_text (tactus_text_reading_age (2, TRUE), "· just now");
  assert_text (tactus_text_reading_age (3, FALSE), "3\u00a0s ago");
  assert_text (tactus_text_reading_age (61, TRUE), "· 1\u00a0min ago");
}

static void
test_span (void)
{
  static const struct {
    gint64      span_us;
    const char *timer;
    const char *span;
    const char *spoken;
  } cases[] = {
    { -5 * SECOND, "0:00:00", "0\u00a0s", "0 seconds" },
    { 0, "0:00:00", "0\u00a0s", "0 seconds" },
    { SECOND - 1, "0:00:00", "0\u00a0s", "0 seconds" },
    { SECOND, "0:00:01", "1\u00a0s", "1 second" },
    { 59 * SECOND, "0:00:59", "59\u00a0s", "59 seconds" },
    { MINUTE, "0:01:00", "1\u00a0min", "1 minute" },
    { HOUR - 1, "0:59:59", "59\u00a0min", "59 minutes" },
    { HOUR, "1:00:00", "1\u00a0h 0\u00a0min", "1 hour" },
    { HOUR + 5 * MINUTE, "1:05:00", "1\u00a0h 5\u00a0min", "1 hour 5 minutes" },
    { 26 * HOUR + MINUTE + 7 * SECOND, "26:01:07", "26\u00a0h 1\u00a0min", "26 hours 1 minute" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_text (tactus_text_timer (cases[i].span_us), cases[i].timer);
      assert_text (tactus_text_span (cases[i].span_us), cases[i].span);
      assert_text (tactus_text_spoken_span (cases[i].span_us), cases[i].spoken);
    }
}

static void
test_zones (void)
{
  const TactusZones zones = { .maximum = 200 };
  const TactusZones none = { 0 };
  const gint64 zone_us[TACTUS_N_ZONES + 1] = { 90 * SECOND, 0, 2 * HOUR, 0, SECOND / 2, SECOND };
  const gint64 nothing[TACTUS_N_ZONES + 1] = { 0 };

  assert_text (tactus_text_zone_range (&zones, 0), "below 100");
  assert_text (tactus_text_zone_range (&zones, 1), "100–119");
  assert_text (tactus_text_zone_range (&zones, 4), "160–179");
  assert_text (tactus_text_zone_range (&zones, 5), "from 180");
  assert_text (tactus_text_zone_range (&zones, 6), "");
  assert_text (tactus_text_zone_range (&none, 3), "");

  assert_text (tactus_text_zones (zone_us),
               "Rest: 1 minute, Light: 2 hours, Maximum: 1 second");
  assert_text (tactus_text_zones (nothing), "No time in zones yet");

  assert_text (tactus_text_all_zones (&none), "");
  assert_text (tactus_text_all_zones (&zones),
               "Z1 Very light: 100–119\nZ2 Light: 120–139\nZ3 Moderate: 140–159\n"
               "Z4 Hard: 160–179\nZ5 Maximum: from 180");
}

/* What is told of the zones is where they come from. */
static void
test_maximum (void)
{
  assert_text (tactus_text_maximum (0, 0), "No zones yet: one of these is needed");
  assert_text (tactus_text_maximum (0, 30), "Maximum estimated from your age: 187\u00a0bpm");
  assert_text (tactus_text_maximum (195, 30), "Zones follow your own maximum: 195\u00a0bpm");
  assert_text (tactus_text_maximum (195, 0), "Zones follow your own maximum: 195\u00a0bpm");
}

static void
test_typed (void)
{
  static const struct {
    const char *text;
    gboolean    is_year;
    int         year;
    gboolean    is_maximum;
    int         maximum;
  } cases[] = {
    { "", TRUE, 0, TRUE, 0 },
    { "  ", TRUE, 0, TRUE, 0 },
    { "1985", TRUE, 1985, FALSE, 0 },
    { " 1985 ", TRUE, 1985, FALSE, 0 },
    { "١٩٨٥", TRUE, 1985, FALSE, 0 },
    { "85", FALSE, 0, FALSE, 0 },
    { "1905", FALSE, 0, FALSE, 0 },
    { "1906", TRUE, 1906, FALSE, 0 },
    { "2021", TRUE, 2021, FALSE, 0 },
    { "2022", FALSE, 0, FALSE, 0 },
    { "99", FALSE, 0, FALSE, 0 },
    { "100", FALSE, 0, TRUE, 100 },
    { "240", FALSE, 0, TRUE, 240 },
    { "241", FALSE, 0, FALSE, 0 },
    { "-190", FALSE, 0, FALSE, 0 },
    { "190\u00a0bpm", FALSE, 0, FALSE, 0 },
    { "19 85", FALSE, 0, FALSE, 0 },
    { "99999999999999999999", FALSE, 0, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int year = -1, maximum = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (tactus_text_parse_birth_year (cases[i].text, 2026, &year), ==,
                       cases[i].is_year);
      g_assert_cmpint (year, ==, cases[i].year);
      g_assert_cmpint (tactus_text_parse_maximum (cases[i].text, &maximum), ==,
                       cases[i].is_maximum);
      g_assert_cmpint (maximum, ==, cases[i].maximum);
    }
}

/* Each reason has its own words; one that has none brings the error's. */
static void
test_not_saved (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = TACTUS_DATABASE_ERROR_BUSY; code <= TACTUS_DATABASE_ERROR_FAILED; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_DATABASE_ERROR, code, "words of it.");
      char *text = tactus_text_not_saved (error);

      g_assert_nonnull (strstr (text, "Measuring goes on."));
      g_assert_cmpint (strstr (text, "words of it.") != NULL, ==,
                       code == TACTUS_DATABASE_ERROR_FAILED);
      g_assert_true (g_hash_table_add (seen, text));
    }
}

static void
test_window (void)
{
  g_assert_cmpstr (tactus_text_window_choice (60), ==, "1 min");
  g_assert_cmpstr (tactus_text_window_choice (86400), ==, "24 h");
  g_assert_cmpstr (tactus_text_window_choice (0), ==, "All");
  g_assert_cmpstr (tactus_text_window_choice (61), ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live-text/trend", test_trend);
  g_test_add_func ("/live-text/age", test_age);
  g_test_add_func ("/live-text/span", test_span);
  g_test_add_func ("/live-text/zones", test_zones);
  g_test_add_func ("/live-text/maximum", test_maximum);
  g_test_add_func ("/live-text/typed", test_typed);
  g_test_add_func ("/live-text/not-saved", test_not_saved);
  g_test_add_func ("/live-text/window", test_window);

  return g_test_run ();
}
