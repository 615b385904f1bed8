/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What one frame of the chart costs: processor time to describe and to render it, as ratios within
 * this run.  Time moves on with each frame, so that nothing can be kept from the one before. */

#include "config.h"

#include <math.h>
#include <time.h>

#include <adwaita.h>

#include "tactus-chart-paint.h"
#include "tactus-chart-private.h"

#define NOON    (G_GINT64_CONSTANT (1700049600) * G_USEC_PER_SEC)
#define WIDTH   900
#define HEIGHT  300
#define FRAMES  30
#define ROUNDS  3
#define LIVE_SECONDS 6
#define DAY     86400
#define YEAR    (365 * DAY)

typedef void (* Draw) (GtkSnapshot *snapshot,
                       guint        frame,
                       gpointer     user_data);

typedef struct {
  TactusSeries     *series;
  TactusChartFrame  frame;
  TactusChartInk    ink;
  TactusColumn      columns[WIDTH / 2];
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

  for (int s = seconds; s >= 0; s--)
    {
      TactusReading reading = {
        NOON - s * (gint64) G_USEC_PER_SEC, TACTUS_READING_PULSE,
        (guint16) lround (75 + 12 * sin (s / 40.0) + 5 * sin (s / 3.0)),
      };

      tactus_series_append (series, &reading);
    }

  return series;
}

/* Returns: processor time of one frame, seconds: of the calmest of some rounds, since others work
 * on this machine, too. */
static double
measure (GskRenderer *renderer,
         Draw         draw,
         gpointer     user_data)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  double least = G_MAXDOUBLE;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double begun = cpu_seconds ();

      for (guint i = 0; i < FRAMES; i++)
        {
          GtkSnapshot *snapshot = gtk_snapshot_new ();
          g_autoptr(GskRenderNode) node = NULL;
          g_autoptr(GdkTexture) texture = NULL;

          draw (snapshot, round * FRAMES + i, user_data);
          node = gtk_snapshot_free_to_node (snapshot);
          texture = gsk_renderer_render_texture (renderer, node, &bounds);
        }
      least = MIN (least, (cpu_seconds () - begun) / FRAMES);
    }

  return least;
}

/* Time goes on by a pixel. */
static void
draw_chart (GtkSnapshot *snapshot,
            guint        frame,
            gpointer     user_data)
{
  TactusChart *chart = user_data;
  gint64 column_us = tactus_chart_get_window_seconds (chart) * (gint64) G_USEC_PER_SEC / WIDTH;

  tactus_chart_set_frozen_now (chart, NOON + (frame + 1) * column_us * 2);
  GTK_WIDGET_GET_CLASS (chart)->snapshot (GTK_WIDGET (chart), snapshot);
}

/* The pointer goes on by a pixel. */
static void
draw_hover (GtkSnapshot *snapshot,
            guint        frame,
            gpointer     user_data)
{
  TactusChart *chart = user_data;
  GtkWidget *cursor = GTK_WIDGET (tactus_chart_get_cursor (chart));

  tactus_chart_point (chart, 200.0 + frame);
  /* As the frame clock would do it. */
  gtk_widget_allocate (cursor, WIDTH, HEIGHT, -1, NULL);
  GTK_WIDGET_GET_CLASS (chart)->snapshot (GTK_WIDGET (chart), snapshot);
}

typedef struct {
  TactusChart  *chart;
  TactusSeries *series;
  gint64        when_us;
} Live;

/* A value comes, a second after the one before. */
static void
draw_live (GtkSnapshot *snapshot,
           guint        frame,
           gpointer     user_data)
{
  Live *live = user_data;
  TactusReading reading = { live->when_us += G_USEC_PER_SEC, TACTUS_READING_PULSE,
                            (guint16) lround (75 + 12 * sin (frame / 9.0)) };

  tactus_series_append (live->series, &reading);
  tactus_chart_set_frozen_now (live->chart, live->when_us);
  tactus_chart_series_changed (live->chart);
  GTK_WIDGET_GET_CLASS (live->chart)->snapshot (GTK_WIDGET (live->chart), snapshot);
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
                         scene->columns, G_N_ELEMENTS (scene->columns));
  tactus_chart_paint_columns (snapshot, &scene->frame, &scene->ink, scene->columns,
                              G_N_ELEMENTS (scene->columns));
}

static double
measure_window (TactusChart *chart,
                GskRenderer *renderer,
                guint        seconds)
{
  tactus_chart_set_window_seconds (chart, seconds);
  return measure (renderer, draw_chart, chart);
}

static void
compare_windows (TactusChart *chart,
                 GskRenderer *renderer)
{
  const struct {
    const char *name;
    guint       seconds;
    const char *goal;
  } windows[] = {
    { "5 min", 300, "" }, { "15 min", 900, "" }, { "1 h", 3600, "" },
    { "24 h", DAY, " (goal ≤ 1.5)" }, { "1 year", YEAR, " (goal ≤ 1.5)" },
  };
  double minute;

  measure_window (chart, renderer, 60);      /* fonts and the like are loaded once */
  minute = measure_window (chart, renderer, 60);
  g_print ("a frame of 1 min takes %.2f ms of processor time\n", 1000 * minute);
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    g_print ("chart frame of %s at 1 Hz, against 1 min: %.2f%s\n", windows[i].name,
             measure_window (chart, renderer, windows[i].seconds) / minute, windows[i].goal);
}

static void
compare_pens (GskRenderer  *renderer,
              TactusSeries *series,
              int           seconds,
              const char   *name,
              const char   *goal)
{
  const GdkRGBA blue = { 0.1f, 0.4f, 0.8f, 1.0f };
  Scene scene = { .series = series };
  double stroke;

  scene.frame = (TactusChartFrame) {
    0, 0, WIDTH, HEIGHT, NOON - seconds * (gint64) G_USEC_PER_SEC, NOON, { 50, 100 }, FALSE,
  };
  tactus_chart_ink_init (&scene.ink, &blue, &blue, FALSE);
  stroke = measure (renderer, draw_stroke, &scene);
  g_print ("a line through every point of %s, against what is drawn: %.1f%s\n", name,
           stroke / measure (renderer, draw_rectangles, &scene), goal);
}

static void
measure_hover (TactusChart *chart,
               GskRenderer *renderer)
{
  double hover;

  tactus_chart_set_window_seconds (chart, DAY);
  hover = measure (renderer, draw_hover, chart);
  tactus_chart_unpoint (chart);
  gtk_widget_allocate (GTK_WIDGET (tactus_chart_get_cursor (chart)), WIDTH, HEIGHT, -1, NULL);
  g_print ("pointer moved over 24 h, against a frame of it: %.2f\n",
           hover / measure (renderer, draw_chart, chart));
}

static void
measure_live (TactusChart *chart,
              GskRenderer *renderer)
{
  g_autoptr(TactusSeries) series = series_of (300);
  Live live = { chart, series, NOON };

  tactus_chart_set_series (chart, series);
  tactus_chart_set_window_seconds (chart, 300);
  measure (renderer, draw_live, &live);
  g_print ("percent of a core, a value a second in 5 min, chart alone: %.2f (goal ≤ 1)\n",
           100 * measure (renderer, draw_live, &live));
}

typedef struct {
  TactusChart  *chart;
  TactusSeries *series;
  guint         left;   /* values to come */
} Session;

static gboolean
value_cb (gpointer user_data)
{
  Session *session = user_data;
  TactusReading reading = { g_get_real_time (), TACTUS_READING_PULSE,
                            (guint16) lround (75 + 12 * sin (session->left / 9.0)) };

  tactus_series_append (session->series, &reading);
  tactus_chart_series_changed (session->chart);
  return --session->left > 0;
}

/* In real time, with the frame clock and all, a value a second. */
static double
live_in_window (TactusChart *chart,
                guint        seconds)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  Session session = { chart, series, LIVE_SECONDS };
  gint64 now_us = g_get_real_time ();
  double begun;

  for (int s = 300; s > 0; s--)
    {
      TactusReading reading = { now_us - s * (gint64) G_USEC_PER_SEC, TACTUS_READING_PULSE,
                                (guint16) lround (75 + 12 * sin (s / 9.0)) };

      tactus_series_append (series, &reading);
    }
  tactus_chart_set_series (chart, series);
  tactus_chart_set_window_seconds (chart, seconds);
  g_timeout_add (1000, value_cb, &session);
  begun = cpu_seconds ();
  while (session.left > 0)
    g_main_context_iteration (NULL, TRUE);
  return 100 * (cpu_seconds () - begun) / LIVE_SECONDS;
}

static void
measure_windows_live (GtkWidget   *window,
                      TactusChart *chart)
{
  tactus_chart_set_frozen_now (chart, 0);
  tactus_chart_set_running (chart, TRUE);
  live_in_window (chart, 300);
  g_print ("percent of a core, live window with 5 min at 1 Hz: %.2f (goal ≤ 1)\n",
           live_in_window (chart, 300));
  g_print ("percent of a core, live window with 1 min at 1 Hz: %.2f\n",
           live_in_window (chart, 60));
  gtk_widget_set_visible (window, FALSE);
  g_print ("percent of a core, the same out of sight: %.2f (goal ≤ 0.2)\n",
           live_in_window (chart, 300));
}

int
main (int    argc,
      char **argv)
{
  GtkWidget *window;
  GtkWidget *chart;
  GskRenderer *renderer;
  g_autoptr(TactusSeries) series = NULL;

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
  series = series_of (YEAR);
  tactus_chart_set_series (TACTUS_CHART (chart), series);
  compare_windows (TACTUS_CHART (chart), renderer);
  measure_hover (TACTUS_CHART (chart), renderer);
  compare_pens (renderer, series, 3600, "1 h", "");
  compare_pens (renderer, series, DAY, "24 h", " (goal ≥ 20)");
  measure_live (TACTUS_CHART (chart), renderer);
  measure_windows_live (window, TACTUS_CHART (chart));
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
