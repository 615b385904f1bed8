/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-view.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define NOON   (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */

/* Five minutes in sight, of an hour. */
static TactusChartView
view_of_an_hour (void)
{
  TactusChartView view;

  tactus_chart_view_init (&view, 5 * MINUTE);
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON);
  return view;
}

static void
assert_sees (const TactusChartView *view,
             gint64                 from_us,
             gint64                 to_us,
             gboolean               following)
{
  g_assert_cmpint ((view->from_us - NOON) / SECOND, ==, (from_us - NOON) / SECOND);
  g_assert_cmpint ((view->to_us - NOON) / SECOND, ==, (to_us - NOON) / SECOND);
  g_assert_cmpint (view->following, ==, following);
}

static void
test_follows (void)
{
  TactusChartView view = view_of_an_hour ();

  assert_sees (&view, NOON - 5 * MINUTE, NOON, TRUE);
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON + MINUTE);
  assert_sees (&view, NOON - 4 * MINUTE, NOON + MINUTE, TRUE);
}

static void
test_looks_back (void)
{
  TactusChartView view = view_of_an_hour ();

  tactus_chart_view_pan (&view, -10 * MINUTE);
  assert_sees (&view, NOON - 15 * MINUTE, NOON - 10 * MINUTE, FALSE);

  /* What comes does not move it. */
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON + MINUTE);
  assert_sees (&view, NOON - 15 * MINUTE, NOON - 10 * MINUTE, FALSE);

  /* Not beyond the first reading. */
  tactus_chart_view_pan (&view, -2 * HOUR);
  assert_sees (&view, NOON - HOUR, NOON - 55 * MINUTE, FALSE);

  /* Who comes to the present follows. */
  tactus_chart_view_pan (&view, 2 * HOUR);
  assert_sees (&view, NOON - 4 * MINUTE, NOON + MINUTE, TRUE);

  tactus_chart_view_pan (&view, -HOUR);
  tactus_chart_view_follow (&view);
  assert_sees (&view, NOON - 4 * MINUTE, NOON + MINUTE, TRUE);
}

/* There is less than fills the width: nothing to look back to. */
static void
test_short (void)
{
  TactusChartView view;

  tactus_chart_view_init (&view, 5 * MINUTE);
  tactus_chart_view_set_reach (&view, NOON - MINUTE, NOON);
  tactus_chart_view_pan (&view, -MINUTE);
  assert_sees (&view, NOON - 5 * MINUTE, NOON, TRUE);
}

static void
test_all (void)
{
  TactusChartView view;

  tactus_chart_view_init (&view, 0);
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON);
  assert_sees (&view, NOON - HOUR, NOON, TRUE);
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON + HOUR);
  assert_sees (&view, NOON - HOUR, NOON + HOUR, TRUE);

  /* Nothing, and next to nothing, are a minute. */
  tactus_chart_view_set_reach (&view, NOON, NOON);
  assert_sees (&view, NOON - MINUTE, NOON, TRUE);
  tactus_chart_view_set_reach (&view, NOON - 400 * 365 * DAY, NOON);
  g_assert_cmpint (view.to_us, ==, NOON);
  g_assert_cmpint (view.from_us, <, NOON - 299 * 365 * DAY);
}

static void
test_zoom_keeps_the_anchor (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      TactusChartView view = view_of_an_hour ();
      double anchor = g_test_rand_double_range (0, 1);
      double factor = g_test_rand_double_range (0.3, 1.5);
      double before;
      double after;

      tactus_chart_view_pan (&view, -30 * MINUTE);
      before = (double) view.from_us + anchor * (double) tactus_chart_view_get_span (&view);
      tactus_chart_view_zoom (&view, factor, anchor);
      after = (double) view.from_us + anchor * (double) tactus_chart_view_get_span (&view);
      g_assert_cmpfloat_with_epsilon (after, before, 1000);
      g_assert_cmpint (ABS (tactus_chart_view_get_span (&view)
                            - (gint64) (5 * MINUTE * factor)), <=, 1);
    }
}

static void
test_zoom_limits (void)
{
  TactusChartView view = view_of_an_hour ();

  for (int i = 0; i < 50; i++)
    tactus_chart_view_zoom (&view, 0.5, 1.0);
  assert_sees (&view, NOON - 10 * SECOND, NOON, TRUE);

  for (int i = 0; i < 50; i++)
    tactus_chart_view_zoom (&view, 2.0, 1.0);
  assert_sees (&view, NOON - HOUR, NOON, TRUE);
  g_assert_cmpint (view.window_us, ==, 0);

  /* All stays all. */
  tactus_chart_view_set_reach (&view, NOON - HOUR, NOON + HOUR);
  assert_sees (&view, NOON - HOUR, NOON + HOUR, TRUE);

  /* Around the past: the present leaves the sight. */
  tactus_chart_view_zoom (&view, 0.5, 0.0);
  assert_sees (&view, NOON - HOUR, NOON, FALSE);
}

static void
test_window (void)
{
  TactusChartView view = view_of_an_hour ();

  tactus_chart_view_set_window (&view, 15 * MINUTE);
  assert_sees (&view, NOON - 15 * MINUTE, NOON, TRUE);

  /* Looking back keeps its middle. */
  tactus_chart_view_pan (&view, -30 * MINUTE);
  tactus_chart_view_set_window (&view, 5 * MINUTE);
  assert_sees (&view, NOON - 40 * MINUTE, NOON - 35 * MINUTE, FALSE);

  tactus_chart_view_set_window (&view, 0);
  assert_sees (&view, NOON - HOUR, NOON, TRUE);
  tactus_chart_view_set_window (&view, 1);
  g_assert_cmpint (view.window_us, ==, TACTUS_CHART_VIEW_LEAST_US);
}

static void
test_show (void)
{
  TactusChartView view = view_of_an_hour ();

  tactus_chart_view_show (&view, NOON - 20 * MINUTE, NOON - 10 * MINUTE);
  assert_sees (&view, NOON - 20 * MINUTE, NOON - 10 * MINUTE, FALSE);
  /* Also if it ends with the present. */
  tactus_chart_view_show (&view, NOON - 20 * MINUTE, NOON);
  assert_sees (&view, NOON - 20 * MINUTE, NOON, FALSE);
  /* A moment is put into the middle. */
  tactus_chart_view_show (&view, NOON - MINUTE - 1, NOON - MINUTE + 1);
  assert_sees (&view, NOON - 65 * SECOND, NOON - 55 * SECOND, FALSE);
}

static void
test_reveal (void)
{
  TactusChartView view = view_of_an_hour ();

  tactus_chart_view_reveal (&view, NOON - 3 * MINUTE);
  assert_sees (&view, NOON - 5 * MINUTE, NOON, TRUE);
  tactus_chart_view_reveal (&view, NOON - 10 * MINUTE);
  assert_sees (&view, NOON - 10 * MINUTE - 25 * SECOND, NOON - 5 * MINUTE - 25 * SECOND, FALSE);
  tactus_chart_view_reveal (&view, NOON - 4 * MINUTE);
  assert_sees (&view, NOON - 9 * MINUTE + 25 * SECOND, NOON - 4 * MINUTE + 25 * SECOND, FALSE);
  tactus_chart_view_reveal (&view, NOON);
  assert_sees (&view, NOON - 5 * MINUTE, NOON, TRUE);
}

/* Whatever one does: there is something in sight, of a time that there is, and following says
 * whether its end is the end. */
static void
test_anything (void)
{
  TactusChartView view = view_of_an_hour ();
  gint64 last_us = NOON;

  for (guint i = 0; i < 20000; i++)
    {
      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          tactus_chart_view_pan (&view, g_test_rand_int_range (-7200, 7200) * SECOND);
          break;
        case 1:
          tactus_chart_view_zoom (&view, g_test_rand_double_range (0.1, 8),
                                  g_test_rand_double_range (-1, 2));
          break;
        case 2:
          tactus_chart_view_set_window (&view, g_test_rand_int_range (0, 3) * 7 * MINUTE);
          break;
        case 3:
          tactus_chart_view_reveal (&view, NOON + g_test_rand_int_range (-5000, 5000) * SECOND);
          break;
        case 4:
          tactus_chart_view_follow (&view);
          break;
        default:
          last_us += g_test_rand_int_range (0, 60) * SECOND;
          tactus_chart_view_set_reach (&view, NOON - HOUR, last_us);
          break;
        }

      g_assert_cmpint (tactus_chart_view_get_span (&view), >=, TACTUS_CHART_VIEW_LEAST_US);
      g_assert_cmpint (view.to_us, <=, last_us);
      g_assert_cmpint (view.from_us, >=,
                       MIN (NOON - HOUR, last_us - tactus_chart_view_get_span (&view)));
      if (view.following)
        g_assert_cmpint (view.to_us, ==, last_us);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-view/follows", test_follows);
  g_test_add_func ("/chart-view/looks-back", test_looks_back);
  g_test_add_func ("/chart-view/short", test_short);
  g_test_add_func ("/chart-view/all", test_all);
  g_test_add_func ("/chart-view/zoom/anchor", test_zoom_keeps_the_anchor);
  g_test_add_func ("/chart-view/zoom/limits", test_zoom_limits);
  g_test_add_func ("/chart-view/window", test_window);
  g_test_add_func ("/chart-view/show", test_show);
  g_test_add_func ("/chart-view/reveal", test_reveal);
  g_test_add_func ("/chart-view/anything", test_anything);

  return g_test_run ();
}
