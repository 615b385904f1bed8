/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <math.h>

#include "tactus-chart-layout.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define NOON   (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */

static void
test_axis_fits (void)
{
  const struct {
    double lowest, highest;
    double minimum, maximum;
  } cases[] = {
    { 72, 72, 50, 100 },
    { 60, 100, 50, 110 },
    { 62, 91, 50, 100 },
    { 64, 200, 60, 220 },
    { 1, 1, 0, 40 },
    { 1, 255, 0, 300 },
    { 250, 255, 230, 280 },
    { 1, 65535, 0, 70000 },
    { 65535, 65535, 65510, 65560 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusAxis axis = { 0 };

      tactus_axis_fit (&axis, cases[i].lowest, cases[i].highest);
      g_assert_cmpfloat (axis.minimum, ==, cases[i].minimum);
      g_assert_cmpfloat (axis.maximum, ==, cases[i].maximum);
    }
}

/* Whatever the values: they are inside, the edges are whole, and the axis is high enough. */
static void
test_axis_holds_everything (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      int low = g_test_rand_int_range (1, 65536);
      int high = g_test_rand_int_range (low, 65536);
      TactusAxis axis = { 0 };

      tactus_axis_fit (&axis, low, high);
      g_assert_cmpfloat (axis.minimum, >=, 0);
      g_assert_cmpfloat (axis.minimum, <=, low);
      g_assert_cmpfloat (axis.maximum, >=, high);
      g_assert_cmpfloat (axis.maximum - axis.minimum, >=, 40);
      g_assert_cmpfloat (axis.maximum - axis.minimum, <=, 1.5 * (high - low) + 60);
      g_assert_cmpfloat (fmod (axis.minimum, 10), ==, 0);
      g_assert_cmpfloat (fmod (axis.maximum, 10), ==, 0);
    }
}

static void
test_axis_keeps_still (void)
{
  TactusAxis axis = { 0 };

  g_assert_true (tactus_axis_follow (&axis, 62, 91));
  g_assert_false (tactus_axis_follow (&axis, 55, 99));
  g_assert_false (tactus_axis_follow (&axis, 70, 72));

  /* Out at the top, and no way back for a while. */
  g_assert_true (tactus_axis_follow (&axis, 62, 101));
  g_assert_cmpfloat (axis.maximum, ==, 110);
  g_assert_false (tactus_axis_follow (&axis, 62, 99));
  g_assert_false (tactus_axis_follow (&axis, 62, 101));

  /* Once a peak is gone for good, what is left gets the room. */
  g_assert_true (tactus_axis_follow (&axis, 62, 190));
  g_assert_true (tactus_axis_follow (&axis, 62, 91));
  g_assert_cmpfloat (axis.maximum, ==, 100);
}

/* Values that waver about an edge do not make the axis waver. */
static void
test_axis_does_not_flutter (void)
{
  TactusAxis axis = { 0 };
  guint changes = 0;

  for (guint i = 0; i < 1000; i++)
    changes += tactus_axis_follow (&axis, 60 - (i % 3), 98 + 4 * (i % 2));

  g_assert_cmpuint (changes, <=, 2);
}

static void
test_axis_steps (void)
{
  const TactusAxis axis = { 50, 120 };
  const TactusAxis large = { 0, 70000 };

  g_assert_cmpfloat (tactus_axis_step (&axis, 7), ==, 10);
  g_assert_cmpfloat (tactus_axis_step (&axis, 6), ==, 20);
  g_assert_cmpfloat (tactus_axis_step (&axis, 2), ==, 50);
  g_assert_cmpfloat (tactus_axis_step (&axis, 1), ==, 100);
  g_assert_cmpfloat (tactus_axis_step (&axis, 0), ==, 100);
  g_assert_cmpfloat (tactus_axis_step (&axis, 1000), ==, 1);
  g_assert_cmpfloat (tactus_axis_step (&large, 7), ==, 10000);
}

static void
test_time_steps (void)
{
  const struct {
    gint64 span_us;
    double labels;
    gint64 step_us;
  } cases[] = {
    { MINUTE, 6, 10 * SECOND },
    { MINUTE, 5.9, 15 * SECOND },
    { MINUTE, 0, MINUTE },
    { 5 * MINUTE, 5, MINUTE },
    { 5 * MINUTE, 4, 2 * MINUTE },
    { 15 * MINUTE, 6, 5 * MINUTE },
    { HOUR, 12, 5 * MINUTE },
    { HOUR, 4, 15 * MINUTE },
    { 24 * HOUR, 8, 3 * HOUR },
    { 24 * HOUR, 1, 24 * HOUR },
    { 240 * HOUR, 1, 24 * HOUR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tactus_time_step (cases[i].span_us, cases[i].labels), ==, cases[i].step_us);
}

static void
assert_first (const char *zone_name,
              gint64      from_us,
              gint64      step_us,
              const char *label)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autofree char *text = NULL;
  gint64 first_us;

  g_assert_nonnull (zone);
  first_us = tactus_time_first (from_us, step_us, zone);
  text = tactus_time_label (first_us, step_us, zone);
  g_assert_cmpint (first_us, >=, from_us);
  g_assert_cmpint (first_us, <, from_us + step_us);
  g_assert_cmpstr (text, ==, label);
}

static void
test_times_are_round_where_one_lives (void)
{
  assert_first ("UTC", NOON, HOUR, "12:00");
  assert_first ("UTC", NOON + 1, HOUR, "13:00");
  assert_first ("UTC", NOON + 1, 10 * SECOND, "12:00:10");
  assert_first ("+05:45", NOON, HOUR, "18:00");
  assert_first ("-03:30", NOON, 6 * HOUR, "12:00");
  assert_first ("UTC", -HOUR / 2, HOUR, "00:00");
  assert_first ("UTC", -HOUR - 1, HOUR, "23:00");
}

static void
test_frame (void)
{
  TactusChartFrame frame = { 10, 20, 100, 50, NOON, NOON + 100 * SECOND, { 50, 100 }, FALSE };

  g_assert_cmpfloat (tactus_chart_frame_x (&frame, NOON), ==, 10);
  g_assert_cmpfloat (tactus_chart_frame_x (&frame, NOON + 100 * SECOND), ==, 110);
  g_assert_cmpfloat (tactus_chart_frame_x (&frame, NOON - 10 * SECOND), ==, 0);
  g_assert_cmpfloat (tactus_chart_frame_y (&frame, 100), ==, 20);
  g_assert_cmpfloat (tactus_chart_frame_y (&frame, 50), ==, 70);

  frame.mirrored = TRUE;
  g_assert_cmpfloat (tactus_chart_frame_x (&frame, NOON), ==, 110);
  g_assert_cmpfloat (tactus_chart_frame_x (&frame, NOON + 25 * SECOND), ==, 85);
}

static void
test_columns_stand_still (void)
{
  const gint64 column_us = 350 * 1000;

  for (gint64 when_us = NOON; when_us < NOON + 2 * SECOND; when_us += 997)
    {
      gint64 end_us = tactus_chart_align_end (when_us, column_us);

      g_assert_cmpint (end_us, >, when_us);
      g_assert_cmpint (end_us, <=, when_us + column_us);
      g_assert_cmpint (end_us % column_us, ==, 0);
    }

  g_assert_cmpint (tactus_chart_align_end (-1, 10), ==, 0);
  g_assert_cmpint (tactus_chart_align_end (-11, 10), ==, -10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-layout/axis/fits", test_axis_fits);
  g_test_add_func ("/chart-layout/axis/holds-everything", test_axis_holds_everything);
  g_test_add_func ("/chart-layout/axis/keeps-still", test_axis_keeps_still);
  g_test_add_func ("/chart-layout/axis/does-not-flutter", test_axis_does_not_flutter);
  g_test_add_func ("/chart-layout/axis/steps", test_axis_steps);
  g_test_add_func ("/chart-layout/time/steps", test_time_steps);
  g_test_add_func ("/chart-layout/time/round", test_times_are_round_where_one_lives);
  g_test_add_func ("/chart-layout/frame", test_frame);
  g_test_add_func ("/chart-layout/columns-stand-still", test_columns_stand_still);

  return g_test_run ();
}
