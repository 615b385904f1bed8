/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-words.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR   (3600 * SECOND)
#define NOON   (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */

static void
test_windows (void)
{
  const struct {
    guint       seconds;
    const char *words;
  } cases[] = {
    { 0, "all readings" }, { 10, "last 10 seconds" }, { 60, "last minute" },
    { 253, "last 4 minutes" }, { 300, "last 5 minutes" }, { 3600, "last hour" },
    { 5400, "last 90 minutes" }, { 6 * 3600, "last 6 hours" }, { 86400, "last 24 hours" },
    { 7 * 86400 + 999, "last 7 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tactus_chart_words_window (cases[i].seconds);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_span (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  const TactusTimeStyle clock = { zone, FALSE };
  g_autofree char *today = tactus_chart_words_span (NOON - HOUR, NOON, NOON, &clock);
  g_autofree char *night = tactus_chart_words_span (NOON - 13 * HOUR, NOON, NOON, &clock);
  g_autofree char *earlier = tactus_chart_words_span (NOON - 40 * HOUR, NOON - 38 * HOUR, NOON,
                                                      &clock);
  g_autofree char *moment = tactus_chart_words_span (NOON, NOON + 10 * SECOND, NOON, &clock);

  g_assert_cmpstr (today, ==, "11:00 to 12:00");
  g_assert_cmpstr (night, ==, "Tue 14 Nov, 23:00 to 12:00");
  g_assert_cmpstr (earlier, ==, "Mon 13 Nov, 20:00 to 22:00");
  g_assert_cmpstr (moment, ==, "12:00:00 to 12:00:10");
}

static void
test_summary (void)
{
  const TactusSummary none = { 0 };
  const TactusSummary some = { 300, 62, 91, 74.2 };
  g_autofree char *empty = tactus_chart_words_summary ("last hour", &none, TACTUS_TREND_UNKNOWN,
                                                       "now 72");
  g_autofree char *full = tactus_chart_words_summary ("last 5 minutes", &some,
                                                      TACTUS_TREND_FALLING, "now 72");
  g_autofree char *past = tactus_chart_words_summary ("11:00 to 12:00", &some,
                                                      TACTUS_TREND_UNKNOWN, NULL);

  g_assert_cmpstr (empty, ==, "Heart rate, last hour: no readings");
  g_assert_cmpstr (full, ==,
                   "Heart rate, last 5 minutes: 62 to 91, average 74, falling, now 72");
  g_assert_cmpstr (past, ==, "Heart rate, 11:00 to 12:00: 62 to 91, average 74");
}

static void
test_value (void)
{
  const TactusChartProbe one = { 0, TACTUS_READING_PULSE, 72, 72, 0 };
  const TactusChartProbe several = { 0, TACTUS_READING_PULSE, 62, 91, 0 };
  g_autofree char *value = tactus_chart_words_value (&one);
  g_autofree char *range = tactus_chart_words_value (&several);

  g_assert_cmpstr (value, ==, "72 bpm");
  g_assert_cmpstr (range, ==, "62–91 bpm");

  /* Each state has a word of its own. */
  for (guint kind = TACTUS_READING_NO_VALUE; kind < TACTUS_READING_N_KINDS; kind++)
    for (guint other = TACTUS_READING_PULSE; other < kind; other++)
      {
        const TactusChartProbe state = { .kind = (TactusReadingKind) kind };
        g_autofree char *word = tactus_chart_words_value (&state);

        g_assert_cmpstr (word, !=, tactus_chart_words_state ((TactusReadingKind) other));
      }
}

static void
test_zone (void)
{
  const TactusZones zones = { 190 };
  const TactusZones unknown = { 0 };
  const struct {
    guint16     minimum, maximum;
    const char *words;
  } cases[] = {
    { 60, 60, "Below Zone 1" }, { 95, 95, "Zone 1 · 50–60 %" }, { 140, 140, "Zone 3 · 70–80 %" },
    { 189, 189, "Zone 5 · from 90 %" }, { 220, 220, "Zone 5 · from 90 %" },
    { 60, 140, "Up to Zone 3" }, { 120, 160, "Zones 2–4" }, { 136, 140, "Zone 3 · 70–80 %" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusChartProbe probe = { 0, TACTUS_READING_PULSE, cases[i].minimum,
                                       cases[i].maximum, 0 };
      g_autofree char *words = tactus_chart_words_zone (&probe, &zones);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_null (tactus_chart_words_zone (&probe, &unknown));
      g_assert_null (tactus_chart_words_zone (&probe, NULL));
    }

  g_assert_null (tactus_chart_words_zone (&(TactusChartProbe) { .kind = TACTUS_READING_LOST },
                                          &zones));
}

static void
test_marker (void)
{
  g_autofree char *bare = tactus_chart_words_marker (1, "");
  g_autofree char *named = tactus_chart_words_marker (2, "coffee");

  g_assert_cmpstr (bare, ==, "Marker 1");
  g_assert_cmpstr (named, ==, "Marker 2: coffee");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-words/windows", test_windows);
  g_test_add_func ("/chart-words/span", test_span);
  g_test_add_func ("/chart-words/summary", test_summary);
  g_test_add_func ("/chart-words/value", test_value);
  g_test_add_func ("/chart-words/zone", test_zone);
  g_test_add_func ("/chart-words/marker", test_marker);

  return g_test_run ();
}
