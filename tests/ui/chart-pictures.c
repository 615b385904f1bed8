/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "chart-pictures.h"

#include <math.h>

#include "stage.h"
#include "tactus-chart-private.h"

#define SECOND G_USEC_PER_SEC
#define HOUR   (3600 * (gint64) SECOND)
#define DAY    (24 * HOUR)
#define YEAR   (365 * DAY)
#define NOON   (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */

typedef enum {
  PLAIN   = 0,
  ZONES   = 1 << 0,
  MARKERS = 1 << 1,
  OTHER   = 1 << 2,
  CURSOR  = 1 << 3,    /* on a pulse */
  STATE   = 1 << 4,    /* on what is none */
  SUMMARY = 1 << 5,
  BACK    = 1 << 6,    /* looks back */
  RTL     = 1 << 7,
  EMPTY   = 1 << 8,
  CALM    = 1 << 9,    /* nothing but pulses */
  BOUNDED = 1 << 10,
} Extras;

typedef struct {
  const char *name;
  int         width;
  int         height;
  guint       seconds;
  guint       extras;
} View;

static const View views[] = {
  { "empty", 480, 260, 300, EMPTY },
  { "1min", 480, 260, 60, CALM },
  { "5min", 480, 260, 300, PLAIN },
  { "15min", 480, 260, 900, PLAIN },
  { "60min", 480, 260, 3600, PLAIN },
  { "6h", 480, 260, 6 * 3600, PLAIN },
  { "24h", 480, 260, 86400, PLAIN },
  { "all", 900, 300, 0, PLAIN },
  { "states-wide", 1160, 320, 900, ZONES },
  { "zones", 480, 260, 300, ZONES | CALM },
  { "zones-cursor", 480, 260, 300, ZONES | CALM | CURSOR },
  { "zones-24h", 900, 300, 86400, ZONES | MARKERS | CURSOR },
  { "markers", 480, 260, 900, MARKERS | CALM },
  { "markers-cursor", 480, 260, 900, MARKERS | CALM | CURSOR | ZONES },
  { "other", 480, 260, 900, OTHER | CALM },
  { "other-cursor", 900, 300, 3600, OTHER | MARKERS | CURSOR | ZONES | CALM },
  { "state", 480, 260, 900, STATE },
  { "summary", 480, 260, 300, SUMMARY | CALM },
  { "back", 480, 260, 300, BACK | CALM },
  { "back-cursor", 360, 240, 300, BACK | CALM | CURSOR | ZONES },
  { "bounded", 900, 300, 0, BOUNDED },
  { "rtl", 480, 260, 300, RTL | ZONES | CURSOR | MARKERS },
  { "rtl-24h", 480, 260, 86400, RTL | ZONES },
  { "narrow-240", 240, 200, 300, ZONES | CURSOR | CALM },
  { "narrow-300", 300, 220, 900, MARKERS | OTHER | CALM },
  { "narrow-360", 360, 240, 86400, ZONES | CURSOR },
  { "narrow-160", 160, 140, 300, CALM },
};

static void
append (TactusSeries      *series,
        gint64             when_us,
        TactusReadingKind  kind,
        double             bpm)
{
  TactusReading reading = { when_us, kind, kind == TACTUS_READING_PULSE ? (guint16) bpm : 0 };

  tactus_series_append (series, &reading);
}

/* Someone who rests, runs and rests, seen over @span_us. */
static double
pulse_at (double share,
          double second)
{
  double effort = 70 * exp (-pow ((share - 0.62) / 0.09, 2)) + 25 * exp (-pow ((share - 0.2) / 0.05,
                                                                               2));

  return 66 + effort + 3 * sin (second / 7.0) + 4 * sin (second / 61.0);
}

static TactusReadingKind
kind_at (double share)
{
  const struct {
    double            from, to;
    TactusReadingKind kind;
  } states[] = {
    { 0.26, 0.34, TACTUS_READING_GAP }, { 0.36, 0.42, TACTUS_READING_NO_CONTACT },
    { 0.44, 0.49, TACTUS_READING_NO_VALUE }, { 0.75, 0.81, TACTUS_READING_LOST },
    { 0.84, 0.90, TACTUS_READING_STALE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (share >= states[i].from && share < states[i].to)
      return states[i].kind;

  return TACTUS_READING_PULSE;
}

static TactusSeries *
series_of (gint64   span_us,
           gint64   step_us,
           gboolean calm,
           double   later)
{
  TactusSeries *series = tactus_series_new ();
  TactusReadingKind before = TACTUS_READING_PULSE;

  for (gint64 at_us = 0; at_us < span_us; at_us += step_us)
    {
      double share = (double) at_us / (double) span_us;
      TactusReadingKind kind = calm ? TACTUS_READING_PULSE : kind_at (share);

      /* Silence is said once. */
      if (kind < TACTUS_READING_GAP || kind != before)
        append (series, NOON - span_us + at_us, kind,
                pulse_at (share + later, (double) at_us / SECOND * (300.0 * SECOND) / span_us));
      before = kind;
    }

  return series;
}

static GPtrArray *
markers_of (gint64 span_us)
{
  GPtrArray *markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);

  g_ptr_array_add (markers, tactus_marker_new (NOON - span_us * 45 / 100, "up the hill"));
  g_ptr_array_add (markers, tactus_marker_new (NOON - span_us * 38 / 100, "on top"));
  g_ptr_array_add (markers, tactus_marker_new (NOON - span_us * 37 / 100, ""));
  g_ptr_array_add (markers, tactus_marker_new (NOON - span_us * 10 / 100, "home"));
  return markers;
}

static void
add_extras (TactusChart *chart,
            guint        extras,
            gint64       span_us)
{
  const TactusZones zones = { 185 };

  if (extras & ZONES)
    tactus_chart_set_zones (chart, &zones);
  if (extras & MARKERS)
    {
      g_autoptr(GPtrArray) markers = markers_of (span_us);

      tactus_chart_set_markers (chart, markers);
    }
  if (extras & OTHER)
    {
      g_autoptr(TactusSeries) other = series_of (span_us, SECOND, TRUE, 0.06);

      tactus_chart_set_comparison (chart, other, 0);
    }
  if (extras & BOUNDED)
    tactus_chart_set_bounds (chart, NOON - span_us, NOON);
}

static void
point (TactusChart *chart,
       guint        extras)
{
  const TactusChartFrame *frame = tactus_chart_plot_get_frame (tactus_chart_get_plot (chart));
  double share = extras & STATE ? 0.38 : 0.62;

  if (extras & BACK)
    tactus_chart_page (chart, -0.3);
  if (extras & (CURSOR | STATE))
    tactus_chart_point (chart, frame->x + frame->width * (frame->mirrored ? 1 - share : share));
  if (extras & SUMMARY)
    tactus_chart_say_summary (chart);
}

static void
take_view (const char *folder,
           const char *theme,
           const View *view)
{
  gint64 span_us = view->seconds ? view->seconds * (gint64) SECOND : 40 * DAY;
  gint64 step_us = CLAMP (span_us / 86400, SECOND, 10 * SECOND);
  gint64 series_us = view->extras & BACK ? 2 * span_us : span_us;
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  TactusChart *chart = TACTUS_CHART (tactus_chart_new ());
  g_autoptr(TactusSeries) series = NULL;
  g_autofree char *name = g_strdup_printf ("chart-%s-%s", theme, view->name);

  series = view->extras & EMPTY ? tactus_series_new ()
                                : series_of (series_us, step_us, view->extras & CALM, 0.0);
  tactus_chart_set_frozen_now (chart, NOON);
  tactus_chart_set_window_seconds (chart, view->seconds);
  tactus_chart_set_series (chart, series);
  tactus_chart_set_running (chart, !(view->extras & BOUNDED));
  add_extras (chart, view->extras, span_us);
  if (view->extras & RTL)
    gtk_widget_set_direction (GTK_WIDGET (chart), GTK_TEXT_DIR_RTL);

  gtk_widget_add_css_class (box, "background");
  gtk_widget_set_vexpand (GTK_WIDGET (chart), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (chart));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), view->width, view->height);
  gtk_window_present (GTK_WINDOW (window));
  stage_linger (100);
  point (chart, view->extras);
  stage_linger (300);
  stage_picture (window, folder, name);
  g_print ("%s/%s.png\n", folder, name);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
take_theme (const char *folder,
            const char *theme)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    take_view (folder, theme, &views[i]);
}

/* The app would do it. */
static void
load_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/tactus_app/Tactus/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
chart_pictures_take (const char *folder)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr(GSettings) contrast = g_settings_new ("org.gnome.desktop.a11y.interface");
  int dpi;

  load_style ();
  take_theme (folder, "light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  take_theme (folder, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);

  g_settings_set_boolean (contrast, "high-contrast", TRUE);
  take_theme (folder, "contrast");
  g_settings_set_boolean (contrast, "high-contrast", FALSE);

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 3 / 2, NULL);
  take_theme (folder, "large");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}
