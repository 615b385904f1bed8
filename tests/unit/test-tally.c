/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-tally.h"

#include <string.h>

#define SECOND (G_GINT64_CONSTANT (1) * G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define GAP    TACTUS_SERIES_GAP_US

static const TactusZones zones = { 200 };

static void
add (TactusTally       *self,
     gint64             when_us,
     TactusReadingKind  kind,
     guint16            bpm)
{
  const TactusReading reading = { when_us, kind, bpm };

  tactus_tally_add (self, &reading);
}

static void
append (TactusSeries      *series,
        gint64             when_us,
        TactusReadingKind  kind,
        guint16            bpm)
{
  const TactusReading reading = { when_us, kind, bpm };

  tactus_series_append (series, &reading);
}

static void
assert_same (const TactusStatistics *left,
             const TactusStatistics *right)
{
  g_assert_cmpuint (left->summary.count, ==, right->summary.count);
  g_assert_cmpuint (left->summary.minimum, ==, right->summary.minimum);
  g_assert_cmpuint (left->summary.maximum, ==, right->summary.maximum);
  g_assert_cmpfloat_with_epsilon (left->summary.mean, right->summary.mean, 1e-9);
  g_assert_cmpint (left->covered_us, ==, right->covered_us);
  for (guint i = 0; i <= TACTUS_N_ZONES; i++)
    g_assert_cmpint (left->zone_us[i], ==, right->zone_us[i]);
  g_assert_cmpuint (left->resting, ==, right->resting);
}

static void
test_empty (void)
{
  g_autoptr(TactusTally) self = tactus_tally_new (&zones, GAP);
  const TactusStatistics nothing = { 0 };
  TactusStatistics statistics;

  memset (&statistics, 0xee, sizeof statistics);
  tactus_tally_get (self, &statistics);
  assert_same (&statistics, &nothing);

  /* Whatever there is that is no pulse, it is nothing. */
  for (guint kind = TACTUS_READING_NO_VALUE; kind < TACTUS_READING_N_KINDS + 2; kind++)
    add (self, kind * SECOND, (TactusReadingKind) kind, 70);
  add (self, 9 * SECOND, TACTUS_READING_PULSE, 0);
  add (self, 10 * SECOND, TACTUS_READING_NO_VALUE, 0);
  tactus_tally_get (self, &statistics);
  assert_same (&statistics, &nothing);
}

static void
test_zone_times (void)
{
  g_autoptr(TactusTally) self = tactus_tally_new (&zones, GAP);
  TactusStatistics statistics;

  add (self, 0, TACTUS_READING_PULSE, 99);
  add (self, 2 * SECOND, TACTUS_READING_PULSE, 100);
  add (self, 1 * SECOND, TACTUS_READING_PULSE, 199);       /* counts as of second 2 */
  add (self, 17 * SECOND, TACTUS_READING_PULSE, 130);      /* 15 s: just no gap */
  add (self, 20 * SECOND, TACTUS_READING_NO_CONTACT, 0);
  add (self, 30 * SECOND, TACTUS_READING_PULSE, 150);
  add (self, 45 * SECOND + 1, TACTUS_READING_PULSE, 170);  /* 150 held for nobody knows how long */
  add (self, 46 * SECOND, TACTUS_READING_LOST, 0);
  add (self, 900 * SECOND, TACTUS_READING_PULSE, 60);      /* the last holds for no time yet */

  tactus_tally_get (self, &statistics);
  g_assert_cmpuint (statistics.summary.count, ==, 7);
  g_assert_cmpuint (statistics.summary.minimum, ==, 60);
  g_assert_cmpuint (statistics.summary.maximum, ==, 199);
  g_assert_cmpfloat_with_epsilon (statistics.summary.mean, 908 / 7.0, 1e-9);
  g_assert_cmpint (statistics.zone_us[0], ==, 2 * SECOND);
  g_assert_cmpint (statistics.zone_us[1], ==, 0);
  g_assert_cmpint (statistics.zone_us[2], ==, 3 * SECOND);
  g_assert_cmpint (statistics.zone_us[3], ==, 0);
  g_assert_cmpint (statistics.zone_us[4], ==, SECOND - 1);
  g_assert_cmpint (statistics.zone_us[5], ==, 15 * SECOND);
  g_assert_cmpint (statistics.covered_us, ==, 21 * SECOND - 1);
  g_assert_cmpuint (statistics.resting, ==, 0);
}

static void
test_no_zones (void)
{
  const TactusZones none = { 0 };
  g_autoptr(TactusTally) without = tactus_tally_new (NULL, GAP);
  g_autoptr(TactusTally) unknown = tactus_tally_new (&none, GAP);
  TactusStatistics first, second;

  for (guint i = 0; i < 10; i++)
    {
      add (without, i * SECOND, TACTUS_READING_PULSE, 180);
      add (unknown, i * SECOND, TACTUS_READING_PULSE, 180);
    }

  tactus_tally_get (without, &first);
  tactus_tally_get (unknown, &second);
  assert_same (&first, &second);
  g_assert_cmpint (first.covered_us, ==, 9 * SECOND);
  for (guint i = 0; i <= TACTUS_N_ZONES; i++)
    g_assert_cmpint (first.zone_us[i], ==, 0);
}

/* Seconds of a pulse (0: not worn) one after the other, one reading each, and what rests. */
static const struct {
  const char *name;
  struct {
    guint   seconds;
    guint16 bpm;
  } parts[5];
  guint resting;
} resting_cases[] = {
  { "not long enough", { { 239, 60 } }, 0 },
  { "four fifths, and not over", { { 240, 60 } }, 60 },
  { "just long enough", { { 300, 60 } }, 60 },
  { "rounded", { { 120, 60 }, { 180, 61 } }, 61 },
  { "the calmest of three", { { 400, 90 }, { 300, 61 }, { 400, 70 } }, 61 },
  { "too short a calm", { { 400, 90 }, { 100, 60 }, { 400, 90 } }, 80 },
  { "one minute not worn", { { 120, 60 }, { 60, 0 }, { 120, 62 } }, 61 },
  { "more than one not worn", { { 120, 60 }, { 61, 0 }, { 120, 62 } }, 0 },
  { "mostly not worn", { { 200, 60 }, { 600, 0 }, { 200, 60 } }, 0 },
  { "never worn", { { 1000, 0 } }, 0 },
  { "a zero is nothing", { { 300, 80 }, { 1000, 0 }, { 300, 79 } }, 79 },
};

static void
test_resting (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resting_cases); i++)
    {
      g_autoptr(TactusTally) self = tactus_tally_new (NULL, GAP);
      gint64 when_us = 7 * SECOND;
      TactusStatistics statistics;

      for (gsize part = 0; part < G_N_ELEMENTS (resting_cases[i].parts); part++)
        for (guint s = 0; s < resting_cases[i].parts[part].seconds; s++, when_us += SECOND)
          add (self, when_us, resting_cases[i].parts[part].bpm > 0 ? TACTUS_READING_PULSE
                                                                   : TACTUS_READING_NO_CONTACT,
               resting_cases[i].parts[part].bpm);
      add (self, when_us, TACTUS_READING_GAP, 0);

      g_test_message ("%s", resting_cases[i].name);
      tactus_tally_get (self, &statistics);
      g_assert_cmpuint (statistics.resting, ==, resting_cases[i].resting);
    }
}

/* What a band keeps, a value a minute, has a resting pulse as well. */
static void
test_resting_by_the_minute (void)
{
  g_autoptr(TactusTally) self = tactus_tally_new (NULL, 2 * MINUTE);
  const guint16 pulses[] = { 70, 60, 61, 62, 0, 60, 61, 90, 90 };
  TactusStatistics statistics;

  for (gsize i = 0; i < G_N_ELEMENTS (pulses); i++)
    add (self, (gint64) i * MINUTE, TACTUS_READING_PULSE, pulses[i]);

  tactus_tally_get (self, &statistics);
  g_assert_cmpuint (statistics.resting, ==, 61);
  g_assert_cmpint (statistics.covered_us, ==, 7 * MINUTE);
}

/* A pulse that holds for a year, where somebody wants that, takes no longer than one of a second,
 * and neither does a year of silence. */
static void
test_long_holds (void)
{
  g_autoptr(TactusTally) self = tactus_tally_new (&zones, G_MAXINT64);
  TactusStatistics statistics;

  add (self, G_MININT64, TACTUS_READING_PULSE, 100);
  add (self, -1, TACTUS_READING_PULSE, 60);
  add (self, G_MAXINT64 - 1, TACTUS_READING_NO_CONTACT, 0);
  add (self, G_MAXINT64, TACTUS_READING_PULSE, 60);

  tactus_tally_get (self, &statistics);
  g_assert_cmpint (statistics.zone_us[1], ==, G_MAXINT64);
  g_assert_cmpint (statistics.zone_us[0], ==, G_MAXINT64);
  g_assert_cmpint (statistics.covered_us, ==, G_MAXINT64);
  g_assert_cmpuint (statistics.resting, ==, 60);
}

/* The same, straight from the words of the header: every second that could begin five minutes is
 * tried, and every reading looked at for each. */
static guint
naive_resting (TactusSeries *series,
               gint64        gap_us)
{
  gsize n = tactus_series_get_length (series);
  gint64 begin = n > 0 ? tactus_series_get (series, 0).when_us / SECOND - 301 : 0;
  gint64 end = n > 0 ? tactus_series_get (series, n - 1).when_us / SECOND : 0;
  guint lowest = 0;

  for (gint64 s = begin; s + 300 <= end; s++)
    {
      gint64 known = 0;
      gint64 weight = 0;
      guint mean;

      for (gsize i = 0; i + 1 < n; i++)
        {
          TactusReading reading = tactus_series_get (series, i);
          gint64 next = tactus_series_get (series, i + 1).when_us;
          gint64 held = MIN (next, (s + 300) * SECOND) - MAX (reading.when_us, s * SECOND);

          if (reading.kind != TACTUS_READING_PULSE || next - reading.when_us > gap_us || held <= 0)
            continue;
          known += held;
          weight += held * reading.bpm;
        }

      mean = known >= 240 * SECOND ? (guint) ((double) weight / (double) known + 0.5) : 0;
      if (mean > 0 && (lowest == 0 || mean < lowest))
        lowest = mean;
    }

  return lowest;
}

static void
naive_statistics (TactusSeries     *series,
                  gint64            gap_us,
                  TactusStatistics *result)
{
  guint64 sum = 0;

  *result = (TactusStatistics) { 0 };
  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      TactusReading reading = tactus_series_get (series, i);
      gint64 next = i + 1 < tactus_series_get_length (series)
                    ? tactus_series_get (series, i + 1).when_us : reading.when_us;

      if (reading.kind != TACTUS_READING_PULSE)
        continue;

      sum += reading.bpm;
      if (result->summary.count++ == 0)
        result->summary.minimum = reading.bpm;
      result->summary.minimum = MIN (result->summary.minimum, reading.bpm);
      result->summary.maximum = MAX (result->summary.maximum, reading.bpm);
      if (next - reading.when_us > gap_us)
        continue;

      result->covered_us += next - reading.when_us;
      result->zone_us[tactus_zones_find (&zones, reading.bpm)] += next - reading.when_us;
    }

  if (result->summary.count > 0)
    result->summary.mean = (double) sum / result->summary.count;
  result->resting = naive_resting (series, gap_us);
}

/* Some pulses, some that are none, clocks that jump; long enough for five minutes, often. */
static TactusReading
random_reading (GRand  *rand,
                gint64 *now_us)
{
  TactusReadingKind kind = g_rand_int_range (rand, 0, 100) < 92
                           ? TACTUS_READING_PULSE
                           : (TactusReadingKind) g_rand_int_range (rand, 0, TACTUS_READING_N_KINDS);
  int turn = g_rand_int_range (rand, 0, 200);

  if (turn == 0)
    *now_us += g_rand_int_range (rand, -400, 400) * SECOND;
  else if (turn < 20)
    *now_us += g_rand_int_range (rand, 0, 17 * (int) SECOND);
  else if (turn < 180)
    *now_us += g_rand_int_range (rand, 0, 5 * (int) SECOND);

  return (TactusReading) { *now_us, kind, (guint16) g_rand_int_range (rand, 40, 210) };
}

/* Asked after each reading or never, by tally or over the series: always the naive answer. */
static void
test_property (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4104);

  for (guint round = 0; round < 1000; round++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      g_autoptr(TactusTally) asked = tactus_tally_new (&zones, GAP);
      g_autoptr(TactusTally) quiet = tactus_tally_new (&zones, GAP);
      gint64 now_us = g_rand_int_range (rand, -1000, 1000) * SECOND + g_rand_int_range (rand, 0, 9);
      int length = round % 10 == 0 ? 300 : g_rand_int_range (rand, 0, 40);
      TactusStatistics naive, statistics;

      for (int i = 0; i < length; i++)
        {
          TactusReading reading = random_reading (rand, &now_us);

          tactus_series_append (series, &reading);
          tactus_tally_add (quiet, &reading);
          tactus_tally_add (asked, &reading);
          if (g_rand_boolean (rand))
            tactus_tally_get (asked, &statistics);
        }

      naive_statistics (series, GAP, &naive);
      tactus_tally_get (asked, &statistics);
      assert_same (&statistics, &naive);
      tactus_tally_get (quiet, &statistics);
      assert_same (&statistics, &naive);
      tactus_statistics_of (series, G_MININT64, G_MAXINT64, &zones, &statistics);
      assert_same (&statistics, &naive);
    }
}

/* Of a time cut anywhere, counts and times of both parts make the whole. */
static void
test_parts_add_up (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      gint64 now_us = 0;
      gint64 cut_us = g_rand_int_range (rand, -10, 400) * SECOND + g_rand_int_range (rand, 0, 3);
      TactusStatistics left, right, whole;

      for (int i = g_rand_int_range (rand, 0, 100); i > 0; i--)
        {
          TactusReading reading = random_reading (rand, &now_us);

          tactus_series_append (series, &reading);
        }

      tactus_statistics_of (series, G_MININT64, cut_us, &zones, &left);
      tactus_statistics_of (series, cut_us, G_MAXINT64, &zones, &right);
      tactus_statistics_of (series, G_MININT64, G_MAXINT64, &zones, &whole);
      g_assert_cmpuint (left.summary.count + right.summary.count, ==, whole.summary.count);
      g_assert_cmpint (left.covered_us + right.covered_us, ==, whole.covered_us);
      for (guint i = 0; i <= TACTUS_N_ZONES; i++)
        g_assert_cmpint (left.zone_us[i] + right.zone_us[i], ==, whole.zone_us[i]);

      tactus_statistics_of (series, cut_us, cut_us, &zones, &left);
      g_assert_cmpuint (left.summary.count, ==, 0);
      g_assert_cmpint (left.covered_us, ==, 0);
      tactus_statistics_of (series, cut_us + 5, cut_us, &zones, &left);
      g_assert_cmpint (left.covered_us, ==, 0);
    }
}

static TactusTrend
trend_of (double slope,
          double waver)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();

  for (int i = 0; i < 300; i++)
    append (series, i * SECOND, TACTUS_READING_PULSE,
            (guint16) (80.5 + slope * i + (i % 2 > 0 ? waver : -waver)));

  return tactus_trend_of (series, 0, 300 * SECOND);
}

static void
test_trend (void)
{
  g_assert_cmpint (trend_of (0, 0), ==, TACTUS_TREND_STEADY);
  g_assert_cmpint (trend_of (0, 20), ==, TACTUS_TREND_STEADY);
  g_assert_cmpint (trend_of (0.008, 3), ==, TACTUS_TREND_STEADY);
  g_assert_cmpint (trend_of (-0.008, 3), ==, TACTUS_TREND_STEADY);
  g_assert_cmpint (trend_of (0.05, 10), ==, TACTUS_TREND_RISING);
  g_assert_cmpint (trend_of (-0.05, 10), ==, TACTUS_TREND_FALLING);
}

static void
test_trend_unknown (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();

  g_assert_cmpint (tactus_trend_of (series, 0, MINUTE), ==, TACTUS_TREND_UNKNOWN);
  for (int i = 0; i < 29; i++)
    append (series, i * SECOND, TACTUS_READING_PULSE, (guint16) (60 + i));
  g_assert_cmpint (tactus_trend_of (series, 0, MINUTE), ==, TACTUS_TREND_UNKNOWN);
  append (series, 31 * SECOND, TACTUS_READING_PULSE, 90);
  g_assert_cmpint (tactus_trend_of (series, 0, MINUTE), ==, TACTUS_TREND_RISING);

  g_assert_cmpint (tactus_trend_of (series, 0, 0), ==, TACTUS_TREND_UNKNOWN);
  g_assert_cmpint (tactus_trend_of (series, MINUTE, 0), ==, TACTUS_TREND_UNKNOWN);
  g_assert_cmpint (tactus_trend_of (series, G_MININT64, G_MAXINT64), ==, TACTUS_TREND_UNKNOWN);
}

/* Two pulses far apart tell no slope, however far. */
static void
test_trend_of_two (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();

  append (series, G_MININT64, TACTUS_READING_PULSE, 60);
  append (series, G_MAXINT64 - 1, TACTUS_READING_PULSE, 90);
  g_assert_cmpint (tactus_trend_of (series, G_MININT64, G_MAXINT64), ==, TACTUS_TREND_UNKNOWN);
  append (series, G_MAXINT64 - 1, TACTUS_READING_PULSE, 90);
  g_assert_cmpint (tactus_trend_of (series, G_MININT64, G_MAXINT64), ==, TACTUS_TREND_UNKNOWN);
}

/* However much there is between the pulses that is none: lowest, highest, mean, trend stay what
 * they are, and neither the resting pulse nor the zones know of anything below the lowest pulse. */
static void
test_no_pulse_never_counts (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (99);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(TactusSeries) pure = tactus_series_new ();
      g_autoptr(TactusSeries) mixed = tactus_series_new ();
      TactusStatistics without, with;

      for (int s = 0; s < 400; s++)
        {
          guint16 bpm = (guint16) g_rand_int_range (rand, 100, 140);

          append (pure, s * SECOND, TACTUS_READING_PULSE, bpm);
          append (mixed, s * SECOND, TACTUS_READING_PULSE, bpm);
          for (int n = g_rand_int_range (rand, 0, (int) round % 9 + 1); n > 0; n--)
            append (mixed, s * SECOND + g_rand_int_range (rand, 1, (int) SECOND / 4),
                    (TactusReadingKind) g_rand_int_range (rand, 1, TACTUS_READING_N_KINDS),
                    (guint16) g_rand_int_range (rand, 0, 300));
        }

      tactus_statistics_of (pure, G_MININT64, G_MAXINT64, &zones, &without);
      tactus_statistics_of (mixed, G_MININT64, G_MAXINT64, &zones, &with);
      g_assert_cmpuint (with.summary.count, ==, without.summary.count);
      g_assert_cmpuint (with.summary.minimum, ==, without.summary.minimum);
      g_assert_cmpuint (with.summary.maximum, ==, without.summary.maximum);
      g_assert_cmpfloat_with_epsilon (with.summary.mean, without.summary.mean, 1e-9);
      g_assert_cmpint (tactus_trend_of (mixed, 0, 400 * SECOND), ==,
                       tactus_trend_of (pure, 0, 400 * SECOND));
      g_assert_cmpint (with.zone_us[0], ==, 0);
      g_assert_cmpint (with.covered_us, <=, without.covered_us);
      if (with.resting > 0)
        g_assert_cmpuint (with.resting, >=, 100);
    }
}

/* Where what is no pulse takes no time from the pulses, nothing at all changes. */
static void
test_no_pulse_takes_no_time (void)
{
  g_autoptr(TactusSeries) pure = tactus_series_new ();
  g_autoptr(TactusSeries) mixed = tactus_series_new ();
  TactusStatistics without, with;

  for (int s = 0; s < 1000; s++)
    {
      guint16 bpm = (guint16) (70 + s * 37 % 90);

      for (guint kind = 1; kind < TACTUS_READING_N_KINDS; kind++)
        append (mixed, s * SECOND, (TactusReadingKind) kind, 0);
      append (mixed, s * SECOND, TACTUS_READING_PULSE, bpm);
      append (pure, s * SECOND, TACTUS_READING_PULSE, bpm);
    }

  tactus_statistics_of (pure, G_MININT64, G_MAXINT64, &zones, &without);
  tactus_statistics_of (mixed, G_MININT64, G_MAXINT64, &zones, &with);
  assert_same (&with, &without);
  g_assert_cmpuint (with.resting, >, 70);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tally/empty", test_empty);
  g_test_add_func ("/tally/zone-times", test_zone_times);
  g_test_add_func ("/tally/no-zones", test_no_zones);
  g_test_add_func ("/tally/resting", test_resting);
  g_test_add_func ("/tally/resting-by-the-minute", test_resting_by_the_minute);
  g_test_add_func ("/tally/long-holds", test_long_holds);
  g_test_add_func ("/tally/property", test_property);
  g_test_add_func ("/tally/parts-add-up", test_parts_add_up);
  g_test_add_func ("/tally/no-pulse-never-counts", test_no_pulse_never_counts);
  g_test_add_func ("/tally/no-pulse-takes-no-time", test_no_pulse_takes_no_time);
  g_test_add_func ("/trend/slope", test_trend);
  g_test_add_func ("/trend/unknown", test_trend_unknown);
  g_test_add_func ("/trend/of-two", test_trend_of_two);

  return g_test_run ();
}
