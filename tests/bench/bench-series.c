/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a year of readings, one a second, costs in memory and time, as ratios within this run: to
 * put one after the other, and to know what a window of them comes to. */

#include <stdio.h>
#include <time.h>

#include "tactus-stretches.h"
#include "tactus-tally.h"

#define SECOND  ((gint64) G_USEC_PER_SEC)
#define MINUTE  (60 * SECOND)
#define DAY     (24 * 60 * MINUTE)
#define YEAR    (365 * DAY)
#define COLUMNS 900
#define ROUNDS  50

typedef void (* Work) (gpointer user_data);

typedef struct {
  TactusSeries *series;
  gint64        from_us;
  gint64        to_us;
  TactusColumn  columns[COLUMNS];
} View;

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double
measure (Work     work,
         gpointer user_data,
         guint    rounds)
{
  double begun = cpu_seconds ();

  for (guint i = 0; i < rounds; i++)
    work (user_data);

  return (cpu_seconds () - begun) / rounds;
}

/* Pulses that wander, an hour a day not worn, and now and then one that is none. */
static TactusReading
reading_at (gint64 second)
{
  guint64 noise = ((guint64) second * G_GUINT64_CONSTANT (6364136223846793005)) >> 58;
  TactusReading reading = {
    second * SECOND, TACTUS_READING_PULSE, (guint16) (60 + noise / 4 + second / 600 % 40),
  };

  if (second % 86400 < 3600)
    reading = (TactusReading) { reading.when_us, TACTUS_READING_NO_CONTACT, 0 };
  else if (second % 1000 == 0)
    reading = (TactusReading) { reading.when_us, TACTUS_READING_NO_VALUE, 0 };

  return reading;
}

static void
append_to_array (gpointer user_data)
{
  GArray *array = user_data;

  for (gint64 second = 0; second < YEAR / SECOND; second++)
    {
      TactusReading reading = reading_at (second);

      g_array_append_val (array, reading);
    }
}

static void
append_to_series (gpointer user_data)
{
  TactusSeries *series = user_data;

  for (gint64 second = 0; second < YEAR / SECOND; second++)
    {
      TactusReading reading = reading_at (second);

      tactus_series_append (series, &reading);
    }
}

static void
look_at_columns (gpointer user_data)
{
  View *view = user_data;

  tactus_series_columns (view->series, view->from_us, view->to_us, view->columns, COLUMNS);
}

/* The same without a pyramid: every reading of the window is looked at. */
static void
look_at_readings (gpointer user_data)
{
  View *view = user_data;
  gsize end = tactus_series_find (view->series, view->to_us);
  gint64 column_us = (view->to_us - view->from_us) / COLUMNS;

  for (guint i = 0; i < COLUMNS; i++)
    view->columns[i] = (TactusColumn) { 0 };

  for (gsize i = tactus_series_find (view->series, view->from_us); i < end; i++)
    {
      TactusReading reading = tactus_series_get (view->series, i);
      TactusColumn *column = &view->columns[(reading.when_us - view->from_us) / column_us];

      if (reading.kind != TACTUS_READING_PULSE)
        continue;
      column->count++;
      column->minimum = column->minimum > 0 ? MIN (column->minimum, reading.bpm) : reading.bpm;
      column->maximum = MAX (column->maximum, reading.bpm);
    }
}

static void
look_at_stretches (gpointer user_data)
{
  View *view = user_data;
  g_autoptr(GArray) found = tactus_stretches_find (view->series, view->from_us, view->to_us,
                                                   (view->to_us - view->from_us) / COLUMNS);
}

static void
summarize (gpointer user_data)
{
  View *view = user_data;
  TactusSummary summary;

  tactus_series_summarize (view->series, view->from_us, view->to_us, &summary);
}

static void
count_everything (gpointer user_data)
{
  View *view = user_data;
  const TactusZones zones = { 190 };
  TactusStatistics statistics;

  tactus_statistics_of (view->series, view->from_us, view->to_us, &zones, &statistics);
}

/* Not at a round time: what falls on the boundaries of a pyramid is found too easily. */
static View
view_of (TactusSeries *series,
         gint64        span_us)
{
  gint64 to_us = YEAR - 11 * SECOND;

  return (View) { .series = series, .from_us = to_us - span_us, .to_us = to_us };
}

static void
print_ratio (const char *name,
             double      ratio,
             const char *goal)
{
  printf ("%s: %.3f (goal %s)\n", name, ratio, goal);
}

static TactusSeries *
compare_appends (void)
{
  g_autoptr(GArray) array = g_array_new (FALSE, FALSE, sizeof (TactusReading));
  TactusSeries *series = tactus_series_new ();
  double plain = measure (append_to_array, array, 1);
  double own;

  g_clear_pointer (&array, g_array_unref);
  own = measure (append_to_series, series, 1);

  print_ratio ("append of a year at 1 Hz, against a plain array", own / plain, "≤ 2");
  print_ratio ("memory, bytes a reading",
               (double) tactus_series_get_size (series)
               / (double) tactus_series_get_length (series), "≤ 12");
  return series;
}

static void
compare_windows (TactusSeries *series)
{
  View minute = view_of (series, MINUTE);
  View day = view_of (series, DAY);
  View year = view_of (series, YEAR);
  double of_minute = measure (look_at_columns, &minute, ROUNDS);
  double of_day = measure (look_at_columns, &day, ROUNDS);
  double of_year = measure (look_at_columns, &year, ROUNDS);

  print_ratio ("900 columns of 24 h, against those of 1 min", of_day / of_minute, "≤ 10");
  print_ratio ("900 columns of a year, against those of 1 min", of_year / of_minute, "≤ 50");
  print_ratio ("900 columns of 24 h, against looking at every reading",
               of_day / measure (look_at_readings, &day, ROUNDS), "≤ 0.5");
  print_ratio ("900 columns of a year, against looking at every reading",
               of_year / measure (look_at_readings, &year, 1), "≤ 0.01");
  print_ratio ("stretches without a pulse of a year, against looking at every reading",
               measure (look_at_stretches, &year, ROUNDS) / measure (look_at_readings, &year, 1),
               "≤ 0.01");
  print_ratio ("summary of a year, against that of 24 h",
               measure (summarize, &year, ROUNDS * 100) / measure (summarize, &day, ROUNDS * 100),
               "≤ 2");
  print_ratio ("statistics of a year, against looking at every reading",
               measure (count_everything, &year, 1) / measure (look_at_readings, &year, 1), "≤ 5");
}

int
main (void)
{
  TactusSeries *series = compare_appends ();

  compare_windows (series);
  tactus_series_unref (series);
  return 0;
}
