/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <math.h>

#include "tactus-chart-times.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static gint64
at (GTimeZone  *zone,
    const char *text)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (when);
  return g_date_time_to_unix (when) * SECOND;
}

static void
assert_steps (const char     *zone_name,
              TactusTimeStep  step,
              const char     *from,
              const char     *expected)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  const TactusTimeStyle clock = { zone, FALSE };
  g_auto(GStrv) labels = g_strsplit (expected, " | ", -1);
  gint64 when_us;

  g_assert_nonnull (zone);
  when_us = tactus_time_step_first (&step, at (zone, from), zone);
  g_assert_cmpint (when_us, >=, at (zone, from));
  for (guint i = 0; labels[i]; i++)
    {
      g_autofree char *label = tactus_time_step_label (&step, when_us, &clock);

      g_assert_cmpstr (label, ==, labels[i]);
      g_assert_cmpint (tactus_time_step_next (&step, when_us, zone), >, when_us);
      when_us = tactus_time_step_next (&step, when_us, zone);
    }
}

static void
test_clock (void)
{
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_HOUR, 1 }, "2023-11-15T12:00:00",
                "12:00 | 13:00");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_SECOND, 10 }, "2023-11-15T12:00:01",
                "12:00:10 | 12:00:20");
  assert_steps ("+05:45", (TactusTimeStep) { TACTUS_TIME_HOUR, 6 }, "2023-11-15T17:45:00",
                "18:00 | 00:00 | 06:00");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_MINUTE, 15 }, "1969-12-31T23:20:00",
                "23:30 | 23:45 | 00:00 | 00:15");
}

/* The clocks go forward at 2:00 on 31 March 2024, back at 3:00 on 27 October. */
static void
test_clock_change (void)
{
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_HOUR, 1 }, "2024-03-31T00:30:00",
                "01:00 | 03:00 | 04:00");
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_HOUR, 6 }, "2024-03-30T23:00:00",
                "00:00 | 06:00 | 12:00 | 18:00 | 00:00");
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_HOUR, 1 }, "2024-10-27T00:30:00",
                "01:00 | 02:00 | 02:00 | 03:00");
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_HOUR, 6 }, "2024-10-26T23:00:00",
                "00:00 | 06:00 | 12:00 | 18:00 | 00:00");
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_DAY, 1 }, "2024-03-30T01:00:00",
                "Sun 31 | Mon 1 | Tue 2");
  assert_steps ("Australia/Lord_Howe", (TactusTimeStep) { TACTUS_TIME_HOUR, 2 },
                "2024-04-06T23:00:00", "00:00 | 02:00 | 04:00");
}

static void
test_calendar (void)
{
  /* A leap day, and no labels on neighbouring days. */
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 1 }, "2024-02-28T00:00:00",
                "Wed 28 | Thu 29 | Fri 1");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 2 }, "2024-02-25T00:00:00",
                "25 | 27 | 1 | 3");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 2 }, "2024-01-28T00:00:00",
                "29 | 1 | 3");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 2 }, "2024-01-31T00:00:00", "1 | 3");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 2 }, "2024-04-26T12:00:00",
                "27 | 29 | 1 | 3");
  /* Weeks begin on a Monday. */
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_DAY, 7 }, "2023-12-20T00:00:00",
                "25 | 1 | 8");
  assert_steps ("Europe/Berlin", (TactusTimeStep) { TACTUS_TIME_MONTH, 1 }, "2023-11-02T00:00:00",
                "Dec | Jan | Feb");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_MONTH, 3 }, "2023-11-02T00:00:00",
                "Jan | Apr | Jul");
  assert_steps ("UTC", (TactusTimeStep) { TACTUS_TIME_YEAR, 5 }, "2023-11-02T00:00:00",
                "2025 | 2030");
}

/* However long it is: labels have the room they asked for, and there are some. */
static void
test_room (void)
{
  const double widths[] = { 60, 40, 40, 50, 30, 40 };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");

  for (guint i = 0; i < 3000; i++)
    {
      double span_s = exp2 (g_test_rand_double_range (3.4, 32));
      gint64 span_us = (gint64) (span_s * 1e6);
      double width = g_test_rand_double_range (200, 1500);
      gint64 from_us = at (zone, "2024-06-01T00:00:00") - g_test_rand_int_range (0, 86400) * SECOND
                       - span_us;
      TactusTimeStep step = tactus_time_step_find (span_us, width, widths);
      gint64 before_us = tactus_time_step_first (&step, from_us, zone);
      guint labels = 0;

      for (gint64 when_us = tactus_time_step_next (&step, before_us, zone);
           when_us < from_us + span_us;
           when_us = tactus_time_step_next (&step, when_us, zone))
        {
          double apart = (double) (when_us - before_us) / (double) span_us * width;

          g_assert_cmpfloat (apart, >=, 0.9 * widths[step.unit]);
          before_us = when_us;
          labels++;
        }
      g_assert_cmpuint (labels, <=, 60);
    }
}

static void
test_twelve_hours (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  const TactusTimeStyle clock = { zone, TRUE };
  const TactusTimeStep minutes = { TACTUS_TIME_MINUTE, 5 };
  const TactusTimeStep seconds = { TACTUS_TIME_SECOND, 5 };
  g_autofree char *noon = tactus_time_step_label (&minutes, at (zone, "2023-11-15T12:05:00"),
                                                  &clock);
  g_autofree char *night = tactus_time_step_label (&seconds, at (zone, "2023-11-15T00:05:09"),
                                                   &clock);

  g_assert_cmpstr (noon, ==, "12:05 PM");
  g_assert_cmpstr (night, ==, "12:05:09 AM");
}

static void
test_context (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  const TactusTimeStyle clock = { zone, FALSE };
  const struct {
    TactusTimeUnit  unit;
    TactusTimeUnit  context;
    const char     *label;
  } cases[] = {
    { TACTUS_TIME_SECOND, TACTUS_TIME_DAY, "Wed 15 November" },
    { TACTUS_TIME_HOUR, TACTUS_TIME_DAY, "Wed 15 November" },
    { TACTUS_TIME_DAY, TACTUS_TIME_MONTH, "November 2023" },
    { TACTUS_TIME_MONTH, TACTUS_TIME_YEAR, "2023" },
  };
  g_autofree char *other_year = NULL;
  TactusTimeStep context;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TactusTimeStep step = { cases[i].unit, 1 };
      g_autofree char *label = NULL;

      g_assert_true (tactus_time_step_get_context (&step, &context));
      g_assert_cmpint (context.unit, ==, cases[i].context);
      label = tactus_time_step_label_context (&context, at (zone, "2023-11-15T12:00:00"),
                                              at (zone, "2023-12-31T12:00:00"), &clock);
      g_assert_cmpstr (label, ==, cases[i].label);
    }

  context = (TactusTimeStep) { TACTUS_TIME_DAY, 1 };
  other_year = tactus_time_step_label_context (&context, at (zone, "2023-11-15T12:00:00"),
                                               at (zone, "2024-01-01T00:00:00"), &clock);
  g_assert_cmpstr (other_year, ==, "15 November 2023");

  g_assert_false (tactus_time_step_get_context (&(TactusTimeStep) { TACTUS_TIME_YEAR, 1 },
                                                &context));
}

/* A time is never ambiguous: the day is said if it is not today, the year if it is another one. */
static void
test_words (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  const TactusTimeStyle clock = { zone, FALSE };
  gint64 now_us = at (zone, "2024-03-31T12:00:00");
  const struct {
    const char *when;
    gboolean    seconds;
    const char *words;
  } cases[] = {
    { "2024-03-31T00:00:00", TRUE, "00:00:00" },
    { "2024-03-31T03:00:00", FALSE, "03:00" },
    { "2024-03-31T23:59:59", TRUE, "23:59:59" },
    { "2024-03-30T23:59:59", TRUE, "Sat 30 Mar, 23:59:59" },
    { "2023-12-31T23:59:59", FALSE, "31 Dec 2023, 23:59" },
    { "2024-04-01T00:00:00", FALSE, "Mon 1 Apr, 00:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tactus_time_words (at (zone, cases[i].when), now_us,
                                                  cases[i].seconds, &clock);

      g_assert_cmpstr (words, ==, cases[i].words);
    }

  /* The 23 hours of that day are one day. */
  g_assert_cmpint (tactus_time_day (at (zone, "2024-03-31T23:30:00"), zone), ==,
                   at (zone, "2024-03-31T00:00:00"));
}

/* Beyond the calendar nothing is said, and nothing goes on for ever. */
static void
test_beyond (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  const TactusTimeStep years = { TACTUS_TIME_YEAR, 100 };
  const TactusTimeStyle clock = { zone, FALSE };
  gint64 late_us = G_MAXINT64 - DAY;
  g_autofree char *label = tactus_time_step_label (&years, late_us, &clock);

  g_assert_cmpstr (label, ==, "");
  g_assert_cmpint (tactus_time_step_first (&years, late_us, zone), ==, G_MAXINT64);
  g_assert_cmpint (tactus_time_step_next (&years, G_MAXINT64, zone), ==, G_MAXINT64);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-times/clock", test_clock);
  g_test_add_func ("/chart-times/clock-change", test_clock_change);
  g_test_add_func ("/chart-times/calendar", test_calendar);
  g_test_add_func ("/chart-times/room", test_room);
  g_test_add_func ("/chart-times/twelve-hours", test_twelve_hours);
  g_test_add_func ("/chart-times/context", test_context);
  g_test_add_func ("/chart-times/words", test_words);
  g_test_add_func ("/chart-times/beyond", test_beyond);

  return g_test_run ();
}
