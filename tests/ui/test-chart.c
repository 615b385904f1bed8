/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "picture.h"
#include "tactus-chart.h"
#include "tactus-compat.h"

#define SECOND  G_USEC_PER_SEC
#define NOON    (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */
#define WIDTH   600
#define HEIGHT  300

typedef struct {
  TactusSeries *series;   /* (owned) */
  TactusChart  *chart;
  GtkWidget    *window;
  GdkRGBA       line;
} Fixture;

static void
append (TactusSeries      *series,
        double             before_s,
        TactusReadingKind  kind,
        guint16            bpm)
{
  TactusReading reading = { NOON - (gint64) (before_s * SECOND), kind, bpm };

  tactus_series_append (series, &reading);
}

/* A pulse a second, from @before_s to @until_s seconds before noon, wavering around @middle. */
static void
append_pulse (TactusSeries *series,
              int           before_s,
              int           until_s,
              int           middle)
{
  for (int s = before_s; s > until_s; s--)
    append (series, s, TACTUS_READING_PULSE,
            (guint16) (middle + lround (6 * sin (s / 17.0) + 3 * sin (s / 5.0))));
}

static void
open_at (Fixture *fixture,
         int      width,
         int      height)
{
  fixture->chart = TACTUS_CHART (tactus_chart_new ());
  tactus_chart_set_frozen_now (fixture->chart, NOON);
  fixture->series = tactus_series_new ();
  tactus_chart_set_series (fixture->chart, fixture->series);
  fixture->window = picture_window_new (GTK_WIDGET (fixture->chart), width, height);
  tactus_compat_get_color (GTK_WIDGET (fixture->chart), &fixture->line);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  open_at (fixture, WIDTH, HEIGHT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->chart), (gpointer *) &fixture->chart);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (fixture->chart);
  tactus_series_unref (fixture->series);
}

static Picture *
look (Fixture *fixture)
{
  tactus_chart_series_changed (fixture->chart);
  picture_settle (fixture->window);
  return picture_take (GTK_WIDGET (fixture->chart));
}

static guint
count_line (Picture *picture,
            Fixture *fixture,
            double   from,
            double   to)
{
  return picture_count (picture, &fixture->line,
                        (int) (from * picture->width), 0,
                        (int) ((to - from) * picture->width), picture->height);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(Picture) picture = look (fixture);
  g_autofree char *description = tactus_chart_describe (fixture->chart);

  g_assert_cmpuint (count_line (picture, fixture, 0.0, 1.0), ==, 0);
  g_assert_cmpuint (picture_count_nodes (picture, GSK_TEXT_NODE), >, 5);
  g_assert_cmpstr (description, ==, "Heart rate, last 5 minutes: no readings");
}

static void
test_without_series (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  TactusSummary summary;

  append_pulse (fixture->series, 60, 0, 70);
  tactus_chart_series_changed (fixture->chart);
  tactus_chart_set_series (fixture->chart, NULL);

  picture = look (fixture);
  tactus_chart_get_summary (fixture->chart, &summary);
  g_assert_cmpuint (summary.count, ==, 0);
  g_assert_cmpuint (count_line (picture, fixture, 0.0, 1.0), ==, 0);
}

static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;

  append_pulse (fixture->series, 290, 0, 70);
  picture = look (fixture);

  g_assert_cmpuint (picture_count_nodes (picture, GSK_CAIRO_NODE), ==, 1);
  for (double x = 0.15; x < 0.9; x += 0.1)
    g_assert_cmpuint (count_line (picture, fixture, x, x + 0.1), >, 40);
}

/* 300 s: readings in the first and the last 100 s, nothing between. */
static void
test_gap (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(Picture) with = NULL;
  g_autoptr(Picture) without = NULL;

  append_pulse (fixture->series, 295, 200, 70);
  append_pulse (fixture->series, 100, 0, 70);
  with = look (fixture);

  g_assert_cmpuint (count_line (with, fixture, 0.15, 0.35), >, 80);
  g_assert_cmpuint (count_line (with, fixture, 0.45, 0.62), ==, 0);
  g_assert_cmpuint (count_line (with, fixture, 0.75, 0.95), >, 80);

  /* It is seen by more than what is missing. */
  g_assert_cmpuint (picture_count_nodes (with, GSK_REPEATING_LINEAR_GRADIENT_NODE), >, 0);
  tactus_chart_set_series (fixture->chart, NULL);
  without = look (fixture);
  g_assert_cmpuint (picture_count_nodes (without, GSK_REPEATING_LINEAR_GRADIENT_NODE), ==, 0);
}

static void
test_said_gap (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;

  append_pulse (fixture->series, 290, 150, 70);
  append (fixture->series, 150, TACTUS_READING_GAP, 0);
  append_pulse (fixture->series, 142, 0, 70);
  picture = look (fixture);

  g_assert_cmpuint (picture_count_nodes (picture, GSK_REPEATING_LINEAR_GRADIENT_NODE), >, 0);
}

/* How often the colour changes along the row where it does so least: rows that lie on a line of the
 * grid, or cross the name of a stretch, do not count. */
static guint
count_changes (Picture *picture,
               double   from,
               double   to)
{
  guint fewest = G_MAXUINT;

  for (int y = picture->height / 5; y < picture->height * 3 / 10; y++)
    {
      const guint32 *row = picture->pixels + (gsize) y * (gsize) picture->width;
      guint changes = 0;

      for (int x = (int) (from * picture->width) + 1; x < (int) (to * picture->width); x++)
        changes += row[x] != row[x - 1];
      fewest = MIN (fewest, changes);
    }

  return fewest;
}

/* What is hatched has a stroke every few pixels; the lines of the grid are far apart. */
static gboolean
is_hatched (Picture *picture,
            double   from,
            double   to)
{
  return count_changes (picture, from, to) > 0.1 * (to - from) * picture->width;
}

/* Between its bounds a chart of the history is not measured before the first reading as after the
 * last one; and what is still to come is neither. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(Picture) past = NULL;
  g_autoptr(Picture) today = NULL;
  g_autoptr(Picture) free = NULL;

  append_pulse (fixture->series, 200, 150, 70);
  tactus_chart_set_bounds (fixture->chart, NOON - 300 * SECOND, NOON);
  past = look (fixture);
  picture_save (past, "chart-bounds");
  g_assert_true (is_hatched (past, 0.15, 0.3));
  g_assert_false (is_hatched (past, 0.42, 0.5));
  g_assert_true (is_hatched (past, 0.6, 0.7));
  g_assert_true (is_hatched (past, 0.75, 0.95));

  tactus_chart_set_frozen_now (fixture->chart, NOON - 100 * SECOND);
  today = look (fixture);
  picture_save (today, "chart-bounds-today");
  g_assert_true (is_hatched (today, 0.15, 0.3));
  g_assert_true (is_hatched (today, 0.6, 0.66));
  g_assert_false (is_hatched (today, 0.75, 0.95));

  /* Nobody says that it should have been measured before there was a first reading. */
  tactus_chart_set_frozen_now (fixture->chart, NOON);
  tactus_chart_set_bounds (fixture->chart, 0, 0);
  tactus_chart_set_window_seconds (fixture->chart, 300);
  free = look (fixture);
  g_assert_false (is_hatched (free, 0.15, 0.3));
}

/* What the other session has longer is no silence of this one. */
static void
test_longer_comparison (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(TactusSeries) other = tactus_series_new ();
  g_autoptr(Picture) picture = NULL;

  append_pulse (fixture->series, 300, 150, 70);
  append_pulse (other, 300, 200, 90);
  tactus_chart_set_comparison (fixture->chart, other, 0);
  tactus_chart_set_bounds (fixture->chart, NOON - 300 * SECOND, NOON);
  picture = look (fixture);
  g_assert_false (is_hatched (picture, 0.6, 0.9));
}

/* Nobody needs to be told twice, in the same place, that there is nothing. */
static void
test_only_silence (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(Picture) silence = NULL;
  g_autoptr(Picture) nothing = NULL;
  guint texts;

  append_pulse (fixture->series, 3600, 3000, 70);
  append_pulse (fixture->series, 600, 500, 70);
  tactus_chart_show (fixture->chart, NOON - 1500 * SECOND, NOON - 1200 * SECOND);
  silence = look (fixture);
  picture_save (silence, "chart-only-silence");
  g_assert_true (is_hatched (silence, 0.2, 0.8));
  texts = picture_count_nodes (silence, GSK_TEXT_NODE);

  /* As much else is written, and the message is. */
  tactus_chart_show (fixture->chart, NOON - 5100 * (gint64) SECOND,
                     NOON - 4800 * (gint64) SECOND);
  nothing = look (fixture);
  picture_save (nothing, "chart-nothing");
  g_assert_false (is_hatched (nothing, 0.2, 0.8));
  g_assert_cmpuint (picture_count_nodes (nothing, GSK_TEXT_NODE), ==, texts);
}

/* Not worn and no reading leave the line out and are marked at the foot, each in its way. */
static void
test_no_pulse (Fixture       *fixture,
               gconstpointer  data)
{
  guint nodes[2];
  const TactusReadingKind kinds[] = { TACTUS_READING_NO_CONTACT, TACTUS_READING_NO_VALUE };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      g_autoptr(Picture) picture = NULL;

      append_pulse (series, 290, 200, 70);
      for (int s = 200; s > 100; s--)
        append (series, s, kinds[i], 0);
      append_pulse (series, 100, 0, 70);
      tactus_chart_set_series (fixture->chart, series);
      picture = look (fixture);

      g_assert_cmpuint (count_line (picture, fixture, 0.45, 0.62), ==, 0);
      g_assert_cmpuint (picture_count_nodes (picture, GSK_REPEATING_LINEAR_GRADIENT_NODE), ==, 0);
      nodes[i] = picture_count_nodes (picture, GSK_COLOR_NODE);
    }

  g_assert_cmpuint (nodes[0], <, nodes[1]);
}

static void
test_lonely (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;

  append (fixture->series, 150, TACTUS_READING_PULSE, 80);
  append (fixture->series, 20, TACTUS_READING_PULSE, 80);
  picture = look (fixture);

  g_assert_cmpuint (count_line (picture, fixture, 0.5, 0.58), >, 8);
  g_assert_cmpuint (count_line (picture, fixture, 0.6, 0.85), ==, 0);
}

/* One reading in an hour of them is less than a pixel wide and still has its full height. */
static void
test_hour_and_spike (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  int usual;
  int spike;

  tactus_chart_set_window_seconds (fixture->chart, 3600);
  append_pulse (fixture->series, 3590, 1800, 70);
  append (fixture->series, 1800, TACTUS_READING_PULSE, 200);
  append_pulse (fixture->series, 1799, 0, 70);
  picture = look (fixture);

  g_assert_cmpuint (picture_count_nodes (picture, GSK_CAIRO_NODE), ==, 0);
  g_assert_cmpuint (picture_count_nodes (picture, GSK_COLOR_NODE), >, WIDTH * 4 / 10);

  usual = picture_top (picture, &fixture->line, picture->width / 5, picture->width / 5);
  spike = picture_top (picture, &fixture->line, picture->width * 2 / 5, picture->width / 4);
  g_assert_cmpint (spike, >=, 0);
  g_assert_cmpint (spike, <, picture->height / 5);
  g_assert_cmpint (usual, >, picture->height / 2);
}

/* The line of an hour has no hole, however steep it is: from column to column it touches itself. */
static void
test_columns_touch (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;

  tactus_chart_set_window_seconds (fixture->chart, 3600);
  for (int s = 3590; s > 0; s--)
    append (fixture->series, s, TACTUS_READING_PULSE, s > 1800 ? 60 : 150);
  picture = look (fixture);

  g_assert_cmpuint (count_line (picture, fixture, 0.5, 0.56), >, (guint) picture->height / 2);
}

static void
test_mirrored (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;

  gtk_widget_set_direction (GTK_WIDGET (fixture->chart), GTK_TEXT_DIR_RTL);
  append_pulse (fixture->series, 80, 0, 70);
  picture = look (fixture);

  g_assert_cmpuint (count_line (picture, fixture, 0.0, 0.25), >, 80);
  g_assert_cmpuint (count_line (picture, fixture, 0.5, 1.0), ==, 0);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_summary (Fixture       *fixture,
              gconstpointer  data)
{
  TactusSummary summary;
  guint changes = 0;

  g_signal_connect_swapped (fixture->chart, "summary-changed", G_CALLBACK (count_cb), &changes);
  append (fixture->series, 400, TACTUS_READING_PULSE, 180);    /* before the window */
  append (fixture->series, 12, TACTUS_READING_PULSE, 62);
  append (fixture->series, 11, TACTUS_READING_NO_VALUE, 0);
  append (fixture->series, 6, TACTUS_READING_PULSE, 91);
  append (fixture->series, 1, TACTUS_READING_PULSE, 72);
  tactus_chart_series_changed (fixture->chart);

  tactus_chart_get_summary (fixture->chart, &summary);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (summary.count, ==, 3);
  g_assert_cmpuint (summary.minimum, ==, 62);
  g_assert_cmpuint (summary.maximum, ==, 91);
  g_assert_cmpfloat_with_epsilon (summary.mean, 75.0, 0.001);

  tactus_chart_series_changed (fixture->chart);
  g_assert_cmpuint (changes, ==, 1);

  tactus_chart_set_window_seconds (fixture->chart, 900);
  g_assert_cmpuint (changes, ==, 2);
  tactus_chart_get_summary (fixture->chart, &summary);
  g_assert_cmpuint (summary.maximum, ==, 180);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->chart);

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (accessible,
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Heart rate chart");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Heart rate, last 5 minutes: no readings");

  /* The first reading is news. */
  append (fixture->series, 2, TACTUS_READING_PULSE, 72);
  tactus_chart_series_changed (fixture->chart);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Heart rate, last 5 minutes: 72 to 72, average 72, now 72");

  /* The second, a moment later, can wait. */
  append (fixture->series, 1, TACTUS_READING_PULSE, 80);
  tactus_chart_series_changed (fixture->chart);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Heart rate, last 5 minutes: 72 to 72, average 72, now 72");

  tactus_chart_set_window_seconds (fixture->chart, 3600);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Heart rate, last hour: 72 to 80, average 76, now 80");
}

/* What is old is not called now. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *description = NULL;

  tactus_chart_set_running (fixture->chart, TRUE);
  append (fixture->series, 60, TACTUS_READING_PULSE, 72);
  tactus_chart_series_changed (fixture->chart);

  description = tactus_chart_describe (fixture->chart);
  g_assert_cmpstr (description, ==,
                   "Heart rate, last 5 minutes: 72 to 72, average 72, now no reading");
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  int minimum;
  int natural;

  gtk_widget_measure (GTK_WIDGET (fixture->chart), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->chart), GTK_ORIENTATION_VERTICAL, -1,
                      NULL, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 300);
  g_assert_cmpint (natural, >=, 240);
}

static gint64
counting_now (gpointer user_data)
{
  guint *asked = user_data;

  return NOON + ++*asked * SECOND;
}

static void
wait_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add_once (ms, (GSourceOnceFunc) (void *) count_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* The clock is looked at while the chart is seen and runs, and at no other time. */
static void
test_works_only_while_seen (Fixture       *fixture,
                            gconstpointer  data)
{
  guint asked = 0;
  guint before;

  tactus_chart_set_frozen_now (fixture->chart, 0);
  tactus_chart_set_now_func (fixture->chart, counting_now, &asked, NULL);
  tactus_chart_set_window_seconds (fixture->chart, 10);
  tactus_chart_set_running (fixture->chart, TRUE);

  before = asked;
  while (asked < before + 5)
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_set_visible (fixture->window, FALSE);
  before = asked;
  wait_ms (300);
  g_assert_cmpuint (asked, ==, before);

  gtk_window_present (GTK_WINDOW (fixture->window));
  while (asked < before + 5)
    g_main_context_iteration (NULL, TRUE);

  append (fixture->series, 0, TACTUS_READING_PULSE, 70);
  tactus_chart_set_running (fixture->chart, FALSE);
  before = asked;
  wait_ms (300);
  g_assert_cmpuint (asked, ==, before);
  tactus_chart_set_now_func (fixture->chart, NULL, NULL, NULL);
}

static gint64
fixed_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* The clock is put back an hour: what comes next is seen, not drawn off the edge. */
static void
test_clock_goes_back (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 now_us = NOON;
  TactusSummary summary;

  tactus_chart_set_frozen_now (fixture->chart, 0);
  tactus_chart_set_now_func (fixture->chart, fixed_now, &now_us, NULL);
  tactus_chart_set_running (fixture->chart, TRUE);
  append_pulse (fixture->series, 100, 0, 70);
  now_us -= 3600 * (gint64) SECOND;
  append (fixture->series, 3600, TACTUS_READING_PULSE, 150);
  tactus_chart_series_changed (fixture->chart);

  tactus_chart_get_summary (fixture->chart, &summary);
  g_assert_cmpuint (summary.count, ==, 101);
  g_assert_cmpuint (summary.maximum, ==, 150);
  tactus_chart_set_now_func (fixture->chart, NULL, NULL, NULL);
}

/* The axis glides to a peak and is there in the end; at once where nothing may move. */
static void
test_axis_glides (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 now_us = NOON;
  const gboolean animated[] = { TRUE, FALSE };

  tactus_chart_set_frozen_now (fixture->chart, 0);
  tactus_chart_set_now_func (fixture->chart, fixed_now, &now_us, NULL);
  tactus_chart_set_running (fixture->chart, TRUE);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      int before;
      int after;

      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated[i], NULL);
      append_pulse (series, 200, 100, 70);
      tactus_chart_set_series (fixture->chart, series);
      {
        g_autoptr(Picture) picture = look (fixture);
        before = picture_top (picture, &fixture->line, 0, picture->width);
      }
      append (series, 99, TACTUS_READING_PULSE, 200);
      append_pulse (series, 98, 0, 70);
      tactus_chart_series_changed (fixture->chart);

      /* The foot of the peak sinks; wait until it is where it belongs. */
      do
        {
          g_autoptr(Picture) picture = NULL;

          picture_settle (fixture->window);
          picture = picture_take (GTK_WIDGET (fixture->chart));
          after = picture_top (picture, &fixture->line, picture->width / 3, picture->width / 5);
        }
      while (after < before + 60 && animated[i]);
      g_assert_cmpint (after, >=, before + 60);
    }

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  tactus_chart_set_now_func (fixture->chart, NULL, NULL, NULL);
}

static void
append_anything (TactusSeries *series)
{
  TactusReading last;
  gint64 before_us = tactus_series_get_last (series, &last) ? last.when_us
                          : NOON - g_test_rand_int_range (0, 60000) * (gint64) SECOND;
  TactusReading reading = {
    before_us + g_test_rand_int_range (-3, 30) * (gint64) SECOND + g_test_rand_int_range (0, 1000),
    (TactusReadingKind) g_test_rand_int_range (TACTUS_READING_PULSE, TACTUS_READING_GAP + 1),
    (guint16) g_test_rand_int_range (0, 65536),
  };

  /* Mostly a pulse, or there would be no line. */
  if (g_test_rand_int_range (0, 4) > 0)
    reading.kind = TACTUS_READING_PULSE;
  if (g_test_rand_int_range (0, 20) > 0)
    reading.bpm = (guint16) (reading.bpm % 200);
  tactus_series_append (series, &reading);
}

/* Nothing that a series can hold makes the chart complain (criticals are fatal here), and what it
 * counts is what the series counts. */
static void
test_anything (Fixture       *fixture,
               gconstpointer  data)
{
  const guint windows[] = { 10, 60, 300, 900, 3600, 86400 };

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      g_autoptr(Picture) picture = NULL;
      TactusSummary summary;
      TactusSummary all;

      tactus_chart_set_series (fixture->chart, series);
      tactus_chart_set_window_seconds (fixture->chart, windows[round % G_N_ELEMENTS (windows)]);
      gtk_widget_set_direction (GTK_WIDGET (fixture->chart),
                                round % 2 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      for (int i = g_test_rand_int_range (0, 3000); i > 0; i--)
        append_anything (series);

      picture = look (fixture);
      tactus_chart_get_summary (fixture->chart, &summary);
      tactus_series_summarize (series, G_MININT64, G_MAXINT64, &all);
      g_assert_cmpuint (summary.count, <=, all.count);
      if (summary.count > 0)
        g_assert_cmpuint (summary.maximum, <=, all.maximum);
      g_assert_cmpint (count_line (picture, fixture, 0.0, 1.0) > 0, ==, summary.count > 0);
    }
}

static void
fill_rich (TactusSeries *series,
           int           seconds)
{
  int unit = seconds / 20;

  append_pulse (series, 19 * unit, 14 * unit, 72);
  append_pulse (series, 11 * unit, 9 * unit, 84);
  for (int s = 9 * unit; s > 7 * unit; s--)
    append (series, s, TACTUS_READING_NO_CONTACT, 0);
  append_pulse (series, 7 * unit, 5 * unit, 90);
  for (int s = 5 * unit; s > 3 * unit; s--)
    append (series, s, TACTUS_READING_NO_VALUE, 0);
  append_pulse (series, 3 * unit, 0, 78);
}

/* Not an assertion but something to look at: set TACTUS_PICTURES to a folder. */
static void
take_pictures (const char *theme)
{
  const struct {
    const char *name;
    int         width;
    int         height;
    guint       seconds;
    enum { BARE, RICH, FULL } readings;
    gboolean    mirrored;
  } views[] = {
    { "empty", 600, 280, 300, BARE, FALSE },
    { "1min", 600, 280, 60, RICH, FALSE },
    { "5min", 600, 280, 300, RICH, FALSE },
    { "5min-narrow", 300, 240, 300, RICH, FALSE },
    { "5min-rtl", 600, 280, 300, RICH, TRUE },
    { "15min", 900, 320, 900, RICH, FALSE },
    { "1h-wide", 1160, 320, 3600, RICH, FALSE },
    { "1h-full", 600, 280, 3600, FULL, FALSE },
    { "5min-full", 360, 240, 300, FULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("chart-%s-%s", theme, views[i].name);
      Fixture fixture;

      open_at (&fixture, views[i].width, views[i].height);
      tactus_chart_set_window_seconds (fixture.chart, views[i].seconds);
      if (views[i].readings == RICH)
        fill_rich (fixture.series, (int) views[i].seconds);
      if (views[i].readings == FULL)
        append_pulse (fixture.series, (int) views[i].seconds, 0, 72);
      if (views[i].mirrored)
        gtk_widget_set_direction (GTK_WIDGET (fixture.chart), GTK_TEXT_DIR_RTL);
      tactus_chart_series_changed (fixture.chart);
      picture_of_window (fixture.window, name);
      tear_down (&fixture, NULL);
    }
}

static void
test_pictures (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  take_pictures ("light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  take_pictures ("dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 2, NULL);
  take_pictures ("large");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

#define ADD(path, func) \
  g_test_add ("/chart/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  if (!picture_init (&argc, &argv))
    return 0;

  ADD ("empty", test_empty);
  ADD ("without-series", test_without_series);
  ADD ("line", test_line);
  ADD ("gap", test_gap);
  ADD ("said-gap", test_said_gap);
  ADD ("bounds", test_bounds);
  ADD ("longer-comparison", test_longer_comparison);
  ADD ("only-silence", test_only_silence);
  ADD ("no-pulse", test_no_pulse);
  ADD ("lonely", test_lonely);
  ADD ("hour-and-spike", test_hour_and_spike);
  ADD ("columns-touch", test_columns_touch);
  ADD ("mirrored", test_mirrored);
  ADD ("summary", test_summary);
  ADD ("accessible", test_accessible);
  ADD ("stale", test_stale);
  ADD ("narrow", test_narrow);
  ADD ("clock-goes-back", test_clock_goes_back);
  ADD ("axis-glides", test_axis_glides);
  ADD ("anything", test_anything);
  ADD ("works-only-while-seen", test_works_only_while_seen);
  g_test_add_func ("/chart/pictures", test_pictures);

  return g_test_run ();
}
