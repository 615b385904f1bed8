/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <math.h>

#include "tactus-chart-layout.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
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

/* Which time lies where is the other way round which place a time has. */
static void
test_frame_time (void)
{
  for (int mirrored = 0; mirrored <= 1; mirrored++)
    {
      const TactusChartFrame frame = { 10, 20, 100, 50, NOON, NOON + 100 * SECOND, { 50, 100 },
                                       mirrored };

      g_assert_cmpint (tactus_chart_frame_column (&frame), ==, SECOND);
      for (double x = 10; x <= 110; x += 0.5)
        g_assert_cmpfloat_with_epsilon (tactus_chart_frame_x (&frame,
                                                              tactus_chart_frame_time (&frame, x)),
                                        x, 0.001);
    }
}

/* Wherever the point is, and however narrow the chart: the note is inside and not on the point. */
static void
test_note_never_covers (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      double limit = g_test_rand_double_range (200, 900);
      const TactusChartFrame frame = { 30, 10, limit - 40, g_test_rand_double_range (130, 400),
                                       NOON, NOON + SECOND, { 50, 100 }, FALSE };
      double x = g_test_rand_double_range (frame.x, frame.x + frame.width);
      double y = g_test_rand_double_range (frame.y, frame.y + frame.height);
      double width = g_test_rand_double_range (60, 200);
      double height = g_test_rand_double_range (20, 55);
      double note_x;
      double note_y;

      tactus_chart_frame_place (&frame, x, y, width, height, limit, &note_x, &note_y);
      g_assert_cmpfloat (note_x, >=, 0);
      g_assert_cmpfloat (note_x + width, <=, limit + 0.001);
      g_assert_cmpfloat (note_y, >=, frame.y);
      g_assert_cmpfloat (note_y + height, <=, frame.y + frame.height + 0.001);
      g_assert_true (x < note_x || x > note_x + width || y < note_y || y > note_y + height);
    }
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
  g_test_add_func ("/chart-layout/frame", test_frame);
  g_test_add_func ("/chart-layout/frame-time", test_frame_time);
  g_test_add_func ("/chart-layout/note-never-covers", test_note_never_covers);
  g_test_add_func ("/chart-layout/columns-stand-still", test_columns_stand_still);

  return g_test_run ();
}
