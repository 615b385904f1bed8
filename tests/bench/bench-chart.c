/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What one frame of the chart costs: processor time to describe and to render it, as ratios within
 * this run.  Time moves on with each frame, so that nothing can be kept from the one before. */

#include "config.h"

#include <math.h>
#include <time.h>

#include <adwaita.h>

#include "tactus-chart.h"
#include "tactus-chart-paint.h"

#define NOON    (G_GINT64_CONSTANT (1700049600) * G_USEC_PER_SEC)
#define WIDTH   900
#define HEIGHT  300
#define FRAMES  40

typedef void (* Draw) (GtkSnapshot *snapshot,
                       guint        frame,
                       gpointer     user_data);

typedef struct {
  TactusSeries     *series;     /* (owned) */
  TactusChartFrame  frame;
  TactusChartInk    ink;
  TactusColumn      columns[WIDTH];
} Scene;

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static TactusSeries *
series_of (int seconds)
{
  TactusSeries *series = tactus_series_new ();

  for (int s = seconds; s > -FRAMES; s--)
    {
      TactusReading reading = {
        NOON - s * (gint64) G_USEC_PER_SEC, TACTUS_READING_PULSE,
        (guint16) lround (75 + 12 * sin (s / 40.0) + 5 * sin (s / 3.0)),
      };

      tactus_series_append (series, &reading);
    }

  return series;
}

static double
measure (GskRenderer *renderer,
         Draw         draw,
         gpointer     user_data)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  double begun = cpu_seconds ();

  for (guint i = 0; i < FRAMES; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr(GskRenderNode) node = NULL;
      g_autoptr(GdkTexture) texture = NULL;

      draw (snapshot, i, user_data);
      node = gtk_snapshot_free_to_node (snapshot);
      texture = gsk_renderer_render_texture (renderer, node, &bounds);
    }

  return (cpu_seconds () - begun) / FRAMES;
}

static void
draw_widget (GtkSnapshot *snapshot,
             guint        frame,
             gpointer     user_data)
{
  GtkWidget *chart = user_data;
  gint64 column_us = tactus_chart_get_window_seconds (TACTUS_CHART (chart))
                     * (gint64) G_USEC_PER_SEC / WIDTH;

  tactus_chart_set_frozen_now (TACTUS_CHART (chart), NOON + frame * column_us * 2);
  GTK_WIDGET_GET_CLASS (chart)->snapshot (chart, snapshot);
}

static void
draw_stroke (GtkSnapshot *snapshot,
             guint        frame,
             gpointer     user_data)
{
  Scene *scene = user_data;

  scene->frame.to_us += G_USEC_PER_SEC;
  scene->frame.from_us += G_USEC_PER_SEC;
  tactus_chart_paint_line (snapshot, &scene->frame, &scene->ink, scene->series);
}

static void
draw_rectangles (GtkSnapshot *snapshot,
                 guint        frame,
                 gpointer     user_data)
{
  Scene *scene = user_data;

  scene->frame.to_us += G_USEC_PER_SEC;
  scene->frame.from_us += G_USEC_PER_SEC;
  tactus_series_columns (scene->series, scene->frame.from_us, scene->frame.to_us,
                         scene->columns, WIDTH);
  tactus_chart_paint_columns (snapshot, &scene->frame, &scene->ink, scene->columns, WIDTH);
}

static double
measure_window (GtkWidget   *chart,
                GskRenderer *renderer,
                guint        seconds)
{
  g_autoptr(TactusSeries) series = series_of ((int) seconds);

  tactus_chart_set_window_seconds (TACTUS_CHART (chart), seconds);
  tactus_chart_set_series (TACTUS_CHART (chart), series);
  return measure (renderer, draw_widget, chart);
}

static void
compare_windows (GtkWidget   *chart,
                 GskRenderer *renderer)
{
  const struct {
    const char *name;
    guint       seconds;
  } windows[] = { { "5 min", 300 }, { "1 h", 3600 }, { "24 h", 86400 } };
  double minute;

  measure_window (chart, renderer, 60);      /* fonts and the like are loaded once */
  minute = measure_window (chart, renderer, 60);
  g_print ("chart frame, 1 min at 1 Hz: 1.00 (%.2f ms of processor time)\n", 1000 * minute);
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    g_print ("chart frame, %s at 1 Hz: %.2f of 1 min\n", windows[i].name,
             measure_window (chart, renderer, windows[i].seconds) / minute);
}

static void
compare_pens (GskRenderer *renderer,
              int          seconds,
              const char  *name)
{
  const GdkRGBA blue = { 0.1f, 0.4f, 0.8f, 1.0f };
  Scene scene = { .series = series_of (seconds) };
  double stroke;
  double rectangles;

  scene.frame = (TactusChartFrame) {
    0, 0, WIDTH, HEIGHT, NOON - seconds * (gint64) G_USEC_PER_SEC, NOON, { 50, 100 }, FALSE,
  };
  tactus_chart_ink_init (&scene.ink, &blue, &blue, FALSE);
  stroke = measure (renderer, draw_stroke, &scene);
  rectangles = measure (renderer, draw_rectangles, &scene);
  g_print ("pulse alone, %s at 1 Hz: a stroke through every reading costs %.1f times the "
           "rectangles\n", name, stroke / rectangles);
  tactus_series_unref (scene.series);
}

int
main (int    argc,
      char **argv)
{
  GtkWidget *window;
  GtkWidget *chart;
  GskRenderer *renderer;

  if (!gtk_init_check ())
    {
      g_print ("no display: nothing measured\n");
      return 77;
    }

  adw_init ();
  window = gtk_window_new ();
  chart = tactus_chart_new ();
  gtk_widget_set_size_request (chart, WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (chart) < WIDTH)
    g_main_context_iteration (NULL, TRUE);

  renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_print ("renderer: %s\n", G_OBJECT_TYPE_NAME (renderer));
  compare_windows (chart, renderer);
  compare_pens (renderer, 300, "5 min");
  compare_pens (renderer, 3600, "1 h");
  compare_pens (renderer, 86400, "24 h");
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
