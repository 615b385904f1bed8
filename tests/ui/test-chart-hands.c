/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The chart by keyboard, pointer, wheel and fingers, and what it tells a screen reader. */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "picture.h"
#include "tactus-chart-private.h"

#define SECOND  G_USEC_PER_SEC
#define MINUTE  (60 * (gint64) SECOND)
#define HOUR    (60 * MINUTE)
#define NOON    (G_GINT64_CONSTANT (1700049600) * SECOND)    /* 2023-11-15 12:00:00 UTC */
#define WIDTH   600
#define HEIGHT  300

typedef struct {
  TactusSeries *series;   /* (owned) */
  TactusChart  *chart;
  GtkWidget    *window;
  guint         followed; /* notifications of `following` */
} Fixture;

static void
append (TactusSeries      *series,
        gint64             when_us,
        TactusReadingKind  kind,
        guint16            bpm)
{
  TactusReading reading = { when_us, kind, bpm };

  tactus_series_append (series, &reading);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* An hour of pulses, 60 + its minute; five minutes in sight. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->followed = 0;
  fixture->chart = TACTUS_CHART (tactus_chart_new ());
  fixture->series = tactus_series_new ();
  for (int s = 3600; s >= 0; s--)
    append (fixture->series, NOON - s * (gint64) SECOND, TACTUS_READING_PULSE,
            (guint16) (60 + (3600 - s) / 60));
  tactus_chart_set_frozen_now (fixture->chart, NOON);
  tactus_chart_set_running (fixture->chart, TRUE);
  tactus_chart_set_series (fixture->chart, fixture->series);
  fixture->window = picture_window_new (GTK_WIDGET (fixture->chart), WIDTH, HEIGHT);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->chart));
  g_signal_connect_swapped (fixture->chart, "notify::following", G_CALLBACK (count_cb),
                            &fixture->followed);
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

static gboolean
is_key (GtkShortcut     *shortcut,
        guint            keyval,
        GdkModifierType  state)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  return GTK_IS_KEYVAL_TRIGGER (trigger)
         && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval
         && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state;
}

static GtkShortcut *
find_shortcut (GtkWidget       *widget,
               guint            keyval,
               GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (is_key (shortcut, keyval, state))
            return g_steal_pointer (&shortcut);
        }
    }

  g_error ("No such key: %s", gdk_keyval_name (keyval));
}

/* Returns: whether the chart took the key. */
static gboolean
press (Fixture         *fixture,
       guint            keyval,
       GdkModifierType  state)
{
  g_autoptr(GtkShortcut) shortcut = find_shortcut (GTK_WIDGET (fixture->chart), keyval, state);

  return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                       GTK_WIDGET (fixture->chart),
                                       gtk_shortcut_get_arguments (shortcut));
}

static GtkEventController *
find_controller (Fixture    *fixture,
                 const char *name)
{
  g_autoptr(GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), name) == 0)
        return controller;    /* the widget holds it */
    }

  g_error ("No such controller: %s", name);
}

static const TactusChartFrame *
get_frame (Fixture *fixture)
{
  return tactus_chart_plot_get_frame (tactus_chart_get_plot (fixture->chart));
}

static void
hover (Fixture *fixture,
       gint64   when_us)
{
  g_signal_emit_by_name (find_controller (fixture, "chart-motion"), "motion",
                         tactus_chart_frame_x (get_frame (fixture), when_us), 100.0);
}

static void
drag (Fixture *fixture,
      double   by_x,
      double   by_y)
{
  GtkEventController *controller = find_controller (fixture, "chart-drag");

  g_signal_emit_by_name (controller, "drag-begin", 300.0, 100.0);
  g_signal_emit_by_name (controller, "drag-update", by_x, by_y);
  g_signal_emit_by_name (controller, "drag-end", by_x, by_y);
}

static char *
get_text (Fixture *fixture)
{
  return tactus_chart_cursor_get_text (tactus_chart_get_cursor (fixture->chart));
}

static void
assert_text (Fixture    *fixture,
             const char *expected)
{
  g_autofree char *text = get_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_sees (Fixture *fixture,
             gint64   from_us,
             gint64   to_us)
{
  gint64 from;
  gint64 to;

  tactus_chart_get_visible (fixture->chart, &from, &to);
  g_assert_cmpfloat_with_epsilon ((double) (from - NOON) / SECOND,
                                  (double) (from_us - NOON) / SECOND, 1.0);
  g_assert_cmpfloat_with_epsilon ((double) (to - NOON) / SECOND,
                                  (double) (to_us - NOON) / SECOND, 1.0);
}

static void
assert_description (Fixture    *fixture,
                    const char *expected)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
}

static GtkWidget *
find_button (Fixture *fixture)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->chart)); child;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      return child;

  g_assert_not_reached ();
}

/* Keys */

static void
test_walk (Fixture       *fixture,
           gconstpointer  data)
{
  assert_text (fixture, NULL);
  g_assert_true (press (fixture, GDK_KEY_Left, 0));
  assert_text (fixture, "120 bpm, 12:00:00");
  assert_description (fixture, "120 bpm, 12:00:00");
  press (fixture, GDK_KEY_Left, 0);
  assert_text (fixture, "119 bpm, 11:59:59");
  press (fixture, GDK_KEY_KP_Right, 0);
  press (fixture, GDK_KEY_Right, 0);
  assert_text (fixture, "120 bpm, 12:00:00");
  g_assert_true (tactus_chart_get_following (fixture->chart));

  /* Out of the left side: the view comes along, and following ends. */
  for (int i = 0; i < 310; i++)
    press (fixture, GDK_KEY_Left, 0);
  assert_text (fixture, "114 bpm, 11:54:50");
  g_assert_false (tactus_chart_get_following (fixture->chart));
  g_assert_cmpuint (fixture->followed, ==, 1);

  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  assert_text (fixture, NULL);
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_true (tactus_chart_get_following (fixture->chart));
  g_assert_cmpuint (fixture->followed, ==, 2);
  /* There is nothing left to leave: the key is for the window. */
  g_assert_false (press (fixture, GDK_KEY_Escape, 0));
}

static void
test_look_back (Fixture       *fixture,
                gconstpointer  data)
{
  press (fixture, GDK_KEY_Page_Up, 0);
  assert_sees (fixture, NOON - 10 * MINUTE, NOON - 5 * MINUTE);
  press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_sees (fixture, NOON - 630 * (gint64) SECOND, NOON - 330 * (gint64) SECOND);
  press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_sees (fixture, NOON - 10 * MINUTE, NOON - 5 * MINUTE);
  press (fixture, GDK_KEY_Home, 0);
  assert_sees (fixture, NOON - HOUR, NOON - 55 * MINUTE);
  g_assert_false (tactus_chart_get_following (fixture->chart));
  press (fixture, GDK_KEY_Page_Down, 0);
  assert_sees (fixture, NOON - 55 * MINUTE, NOON - 50 * MINUTE);
  press (fixture, GDK_KEY_End, 0);
  assert_sees (fixture, NOON - 5 * MINUTE, NOON);
  g_assert_true (tactus_chart_get_following (fixture->chart));

  /* With the read-out they go to the first and the last reading. */
  press (fixture, GDK_KEY_Left, 0);
  press (fixture, GDK_KEY_Home, 0);
  assert_text (fixture, "60 bpm, 11:00:00");
  press (fixture, GDK_KEY_End, 0);
  assert_text (fixture, "120 bpm, 12:00:00");
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  data)
{
  press (fixture, GDK_KEY_plus, 0);
  assert_sees (fixture, NOON - 200 * (gint64) SECOND, NOON);
  g_assert_cmpuint (tactus_chart_get_window_seconds (fixture->chart), ==, 200);
  g_assert_true (tactus_chart_get_following (fixture->chart));
  press (fixture, GDK_KEY_minus, GDK_CONTROL_MASK);
  assert_sees (fixture, NOON - 5 * MINUTE, NOON);

  for (int i = 0; i < 30; i++)
    press (fixture, GDK_KEY_KP_Subtract, 0);
  assert_sees (fixture, NOON - HOUR, NOON);
  for (int i = 0; i < 30; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.zoom-in", NULL);
  assert_sees (fixture, NOON - 10 * (gint64) SECOND, NOON);
  gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.zoom-out", NULL);
  assert_sees (fixture, NOON - 20 * (gint64) SECOND, NOON);
}

static void
test_summary (Fixture       *fixture,
              gconstpointer  data)
{
  const char *now = "Heart rate, last 5 minutes: 115 to 120, average 117, steady, now 120";

  press (fixture, GDK_KEY_s, 0);
  assert_text (fixture, now);
  assert_description (fixture, now);
  press (fixture, GDK_KEY_Escape, 0);
  assert_text (fixture, NULL);

  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_i, GDK_CONTROL_MASK);
  assert_text (fixture,
               "Heart rate, 11:00:00 to 11:05:00: 60 to 65, average 62, rising");
  press (fixture, GDK_KEY_Escape, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.follow", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->chart), "chart.summary", NULL);
  assert_text (fixture, now);
}

/* Right to left, the left arrow leads to later readings, and a drag to the right as well. */
static void
test_mirrored (Fixture       *fixture,
               gconstpointer  data)
{
  gtk_widget_set_direction (GTK_WIDGET (fixture->chart), GTK_TEXT_DIR_RTL);
  picture_settle (fixture->window);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Right, 0);
  assert_text (fixture, "119 bpm, 11:59:59");
  press (fixture, GDK_KEY_Left, 0);
  assert_text (fixture, "120 bpm, 12:00:00");
  press (fixture, GDK_KEY_Escape, 0);

  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_sees (fixture, NOON - 330 * (gint64) SECOND, NOON - 30 * (gint64) SECOND);
  drag (fixture, 100, 0);
  g_assert_true (tactus_chart_get_following (fixture->chart));
  drag (fixture, -100, 0);
  g_assert_false (tactus_chart_get_following (fixture->chart));
}

/* Pointer and fingers */

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  double pixels = get_frame (fixture)->width;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  drag (fixture, pixels / 5, 3);
  assert_sees (fixture, NOON - 6 * MINUTE, NOON - MINUTE);
  g_assert_false (tactus_chart_get_following (fixture->chart));
  drag (fixture, -pixels, 0);
  assert_sees (fixture, NOON - 5 * MINUTE, NOON);
  g_assert_true (tactus_chart_get_following (fixture->chart));

  /* Up and down is for the page, and a shaky hand means nothing. */
  drag (fixture, 20, 100);
  drag (fixture, 4, 0);
  assert_sees (fixture, NOON - 5 * MINUTE, NOON);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static gboolean
scroll (Fixture *fixture,
        double   dx,
        double   dy)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_controller (fixture, "chart-scroll"), "scroll", dx, dy, &taken);
  return taken;
}

static void
test_scroll (Fixture       *fixture,
             gconstpointer  data)
{
  /* The plain wheel scrolls the page around. */
  g_assert_false (scroll (fixture, 0, 1));
  g_assert_false (scroll (fixture, 0.2, -1));
  assert_sees (fixture, NOON - 5 * MINUTE, NOON);

  g_assert_true (scroll (fixture, -1, 0));
  assert_sees (fixture, NOON - 336 * (gint64) SECOND, NOON - 36 * (gint64) SECOND);
  g_assert_true (scroll (fixture, 5, 0));
  g_assert_true (tactus_chart_get_following (fixture->chart));
}

static void
test_pinch (Fixture       *fixture,
            gconstpointer  data)
{
  GtkEventController *controller = find_controller (fixture, "chart-pinch");

  g_signal_emit_by_name (controller, "scale-changed", 1.5);
  g_signal_emit_by_name (controller, "scale-changed", 3.0);
  assert_sees (fixture, NOON - 100 * (gint64) SECOND, NOON);
  g_signal_emit_by_name (controller, "scale-changed", 0.5);
  assert_sees (fixture, NOON - 10 * MINUTE, NOON);
}

/* What a window does of itself, such as looking active or not, may draw the chart anew at any
 * moment, but not each time that @act is done. */
static void
assert_draws_nothing (Fixture *fixture,
                      void  (* act) (Fixture *fixture,
                                     guint    round))
{
  TactusChartPlot *plot = tactus_chart_get_plot (fixture->chart);

  for (guint round = 0; round < 20; round++)
    {
      guint drawn;

      picture_settle (fixture->window);
      drawn = tactus_chart_plot_get_drawn (plot);
      act (fixture, round);
      picture_settle (fixture->window);
      if (tactus_chart_plot_get_drawn (plot) == drawn)
        return;
    }
  g_test_fail_printf ("The chart was drawn anew each time");
}

static void
hover_somewhere (Fixture *fixture,
                 guint    round)
{
  hover (fixture, NOON - (round % 2 == 0 ? 3 : 2) * MINUTE);
}

static void
test_hover (Fixture       *fixture,
            gconstpointer  data)
{
  hover (fixture, NOON - 2 * MINUTE);
  assert_text (fixture, "118 bpm, 11:58:00");
  picture_settle (fixture->window);
  hover (fixture, NOON - 3 * MINUTE);
  assert_text (fixture, "117 bpm, 11:57:00");

  /* It is a widget of its own: the chart below is not drawn again. */
  assert_draws_nothing (fixture, hover_somewhere);

  /* A walk begins where the pointer is. */
  hover (fixture, NOON - 3 * MINUTE);
  press (fixture, GDK_KEY_Left, 0);
  assert_text (fixture, "116 bpm, 11:56:59");

  hover (fixture, NOON - 3 * MINUTE);
  g_signal_emit_by_name (find_controller (fixture, "chart-motion"), "leave");
  assert_text (fixture, NULL);
}

static void
test_touch (Fixture       *fixture,
            gconstpointer  data)
{
  double x = tactus_chart_frame_x (get_frame (fixture), NOON - 2 * MINUTE);

  g_signal_emit_by_name (find_controller (fixture, "chart-click"), "released", 1, x, 100.0);
  assert_text (fixture, "118 bpm, 11:58:00");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->chart)));

  x = tactus_chart_frame_x (get_frame (fixture), NOON - MINUTE);
  g_signal_emit_by_name (find_controller (fixture, "chart-press"), "pressed", x, 100.0);
  assert_text (fixture, "119 bpm, 11:59:00");
  /* The finger reads on, and does not drag. */
  g_signal_emit_by_name (find_controller (fixture, "chart-drag"), "drag-update", 50.0, 0.0);
  g_assert_true (tactus_chart_get_following (fixture->chart));
}

/* Wherever one points, the note is inside the chart and leaves the value free. */
static void
test_note_place (Fixture       *fixture,
                 gconstpointer  data)
{
  const TactusZones zones = { 190 };

  tactus_chart_set_zones (fixture->chart, &zones);
  for (int s = 295; s > 0; s -= 7)
    {
      GdkRectangle note;
      double x;
      double y;

      hover (fixture, NOON - s * (gint64) SECOND);
      picture_settle (fixture->window);
      g_assert_true (tactus_chart_cursor_get_note (tactus_chart_get_cursor (fixture->chart),
                                                   &note));
      x = tactus_chart_frame_x (get_frame (fixture), NOON - s * (gint64) SECOND);
      y = tactus_chart_frame_y (get_frame (fixture), 60 + (3600 - s) / 60);
      g_assert_cmpint (note.x, >=, 0);
      g_assert_cmpint (note.x + note.width, <=, WIDTH);
      g_assert_false (x > note.x && x < note.x + note.width && y > note.y
                      && y < note.y + note.height);
    }
}

/* What the read-out says */

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  const TactusZones zones = { 190 };
  g_autoptr(GPtrArray) markers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
  g_autoptr(TactusSeries) other = tactus_series_new ();

  tactus_chart_set_zones (fixture->chart, &zones);
  hover (fixture, NOON - 2 * MINUTE);
  assert_text (fixture, "118 bpm, 11:58:00, Zone 2 · 60–70 %");

  /* Given in any order, numbered in that of their times. */
  g_ptr_array_add (markers, tactus_marker_new (NOON - 2 * MINUTE, "coffee"));
  g_ptr_array_add (markers, tactus_marker_new (NOON - 4 * MINUTE, ""));
  tactus_chart_set_markers (fixture->chart, markers);
  hover (fixture, NOON - 2 * MINUTE);
  assert_text (fixture, "118 bpm, 11:58:00, Zone 2 · 60–70 % Marker 2: coffee");
  hover (fixture, NOON - 4 * MINUTE);
  assert_text (fixture, "116 bpm, 11:56:00, Zone 2 · 60–70 % Marker 1");

  append (other, NOON - HOUR - 2 * MINUTE, TACTUS_READING_PULSE, 88);
  tactus_chart_set_comparison (fixture->chart, other, HOUR);
  tactus_chart_set_zones (fixture->chart, NULL);
  tactus_chart_set_markers (fixture->chart, NULL);
  hover (fixture, NOON - 2 * MINUTE);
  assert_text (fixture, "118 bpm, 11:58:00, The other: 88 bpm");
  tactus_chart_set_comparison (fixture->chart, NULL, 0);

  /* The day is said if it is not today; many readings are told as a range. */
  tactus_chart_set_frozen_now (fixture->chart, NOON + 15 * HOUR);
  tactus_chart_set_window_seconds (fixture->chart, 24 * 3600);
  hover (fixture, NOON - 30 * MINUTE);
  {
    g_autofree char *text = get_text (fixture);

    g_assert_true (g_regex_match_simple ("^[0-9]+–[0-9]+ bpm, Wed 15 Nov, 11:[23][0-9]$", text,
                                         0, 0));
  }
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  const struct {
    TactusReadingKind kind;
    const char       *words;
  } states[] = {
    { TACTUS_READING_NO_CONTACT, "Not worn" }, { TACTUS_READING_NO_VALUE, "No reading" },
    { TACTUS_READING_LOST, "Signal lost" }, { TACTUS_READING_STALE, "No news" },
    { TACTUS_READING_GAP, "Not measured" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gint64 begin_us = NOON - 250 * (gint64) SECOND + (gint64) i * 50 * SECOND;

      for (int s = 0; s < 30; s++)
        append (series, begin_us + s * SECOND, TACTUS_READING_PULSE, 70);
      append (series, begin_us + 30 * SECOND, states[i].kind, 0);
      append (series, begin_us + 40 * SECOND, states[i].kind, 0);
    }

  tactus_chart_set_series (fixture->chart, series);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *text = NULL;

      hover (fixture, NOON - 213 * (gint64) SECOND + (gint64) i * 50 * SECOND);
      text = get_text (fixture);
      g_assert_true (g_str_has_prefix (text, states[i].words));
    }
}

/* Following */

static void
append_unseen (Fixture *fixture,
               guint    round)
{
  append (fixture->series, NOON + (round + 2) * SECOND, TACTUS_READING_PULSE, 150);
  tactus_chart_series_changed (fixture->chart);
}

static void
test_back_to_live (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *button = find_button (fixture);
  gint64 from;
  gint64 to;

  g_assert_false (gtk_widget_get_visible (button));
  press (fixture, GDK_KEY_Page_Up, 0);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Back to Live");

  /* What comes neither moves nor draws what one looks at. */
  append (fixture->series, NOON + SECOND, TACTUS_READING_PULSE, 150);
  tactus_chart_set_frozen_now (fixture->chart, NOON);
  tactus_chart_series_changed (fixture->chart);
  tactus_chart_get_visible (fixture->chart, &from, &to);
  g_assert_cmpint (to, ==, NOON - 5 * MINUTE);
  assert_draws_nothing (fixture, append_unseen);

  /* The keyboard gets there, and the focus does not vanish with the button. */
  gtk_widget_grab_focus (GTK_WIDGET (fixture->chart));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (button));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->chart)));
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (tactus_chart_get_following (fixture->chart));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->chart)));
  g_assert_false (gtk_widget_get_visible (button));
}

static void
test_show (Fixture       *fixture,
           gconstpointer  data)
{
  tactus_chart_show (fixture->chart, NOON - 40 * MINUTE, NOON - 30 * MINUTE);
  assert_sees (fixture, NOON - 40 * MINUTE, NOON - 30 * MINUTE);
  g_assert_false (tactus_chart_get_following (fixture->chart));
  g_assert_cmpuint (tactus_chart_get_window_seconds (fixture->chart), ==, 600);
  assert_description (fixture, "Heart rate, 11:20 to 11:30: 80 to 90, average 85, rising");

  /* A window that is chosen keeps what one looks at in the middle. */
  tactus_chart_set_window_seconds (fixture->chart, 60);
  assert_sees (fixture, NOON - 35 * MINUTE - 30 * SECOND, NOON - 35 * MINUTE + 30 * SECOND);
  tactus_chart_set_window_seconds (fixture->chart, 0);
  assert_sees (fixture, NOON - HOUR, NOON);
}

/* A chart of the history has its ends, and nothing in it is live. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *button = find_button (fixture);

  tactus_chart_set_running (fixture->chart, FALSE);
  tactus_chart_set_bounds (fixture->chart, NOON - 50 * MINUTE, NOON - 10 * MINUTE);
  assert_sees (fixture, NOON - 50 * MINUTE, NOON - 10 * MINUTE);
  g_assert_false (gtk_widget_get_visible (button));
  press (fixture, GDK_KEY_plus, 0);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show All");
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Page_Up, 0);
  {
    gint64 from;

    tactus_chart_get_visible (fixture->chart, &from, NULL);
    g_assert_cmpint (from, ==, NOON - 50 * MINUTE);
  }
  g_signal_emit_by_name (button, "clicked");
  assert_sees (fixture, NOON - 50 * MINUTE, NOON - 10 * MINUTE);
  tactus_chart_set_bounds (fixture->chart, 0, 0);
  assert_sees (fixture, NOON - HOUR, NOON);
}

/* The language's own direction is taken like one that is set. */
static void
test_default_direction (Fixture       *fixture,
                        gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  picture_settle (fixture->window);
  g_assert_true (get_frame (fixture)->mirrored);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  picture_settle (fixture->window);
  g_assert_false (get_frame (fixture)->mirrored);
}

/* On the page of today there is nothing to point at in the time to come. */
static void
test_bounds_today (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = NULL;

  tactus_chart_set_running (fixture->chart, FALSE);
  tactus_chart_set_bounds (fixture->chart, NOON - 2 * HOUR, NOON + 2 * HOUR);
  tactus_chart_set_frozen_now (fixture->chart, NOON + 30 * MINUTE);
  picture_settle (fixture->window);

  hover (fixture, NOON + 15 * MINUTE);
  text = get_text (fixture);
  g_assert_nonnull (strstr (text, "12:15"));
  g_assert_nonnull (strstr (text, "Not measured"));
  g_clear_pointer (&text, g_free);
  hover (fixture, NOON + 90 * MINUTE);
  text = get_text (fixture);
  g_assert_nonnull (strstr (text, "12:30"));
}

static gint64
fixed_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* Someone looks at a reading while time goes on: it stays, and the chart stops following rather
 * than scroll it away. */
static void
test_cursor_holds (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 now_us = NOON;

  tactus_chart_set_frozen_now (fixture->chart, 0);
  tactus_chart_set_now_func (fixture->chart, fixed_now, &now_us, NULL);
  tactus_chart_set_window_seconds (fixture->chart, 60);
  press (fixture, GDK_KEY_Left, 0);
  for (int s = 1; s <= 90; s++)
    {
      now_us = NOON + s * (gint64) SECOND;
      append (fixture->series, now_us, TACTUS_READING_PULSE, 130);
      tactus_chart_series_changed (fixture->chart);
      g_assert_cmpint (tactus_chart_get_following (fixture->chart), ==, s <= 60);
      assert_text (fixture, "120 bpm, 12:00:00");
    }
  assert_sees (fixture, NOON, NOON + MINUTE);
  tactus_chart_set_now_func (fixture->chart, NULL, NULL, NULL);
}

/* What is not seen is neither drawn nor counted, and is up to date when it is seen again. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  guint drawn;
  guint changes = 0;
  TactusSummary summary;

  picture_settle (fixture->window);
  gtk_widget_set_visible (fixture->window, FALSE);
  drawn = tactus_chart_plot_get_drawn (tactus_chart_get_plot (fixture->chart));
  g_signal_connect_swapped (fixture->chart, "summary-changed", G_CALLBACK (count_cb), &changes);
  for (int s = 1; s <= 20; s++)
    {
      append (fixture->series, NOON + s * SECOND / 100, TACTUS_READING_PULSE, 200);
      tactus_chart_series_changed (fixture->chart);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpuint (tactus_chart_plot_get_drawn (tactus_chart_get_plot (fixture->chart)), ==,
                    drawn);
  /* Who asks is told the truth all the same. */
  tactus_chart_set_frozen_now (fixture->chart, NOON + SECOND);
  tactus_chart_get_summary (fixture->chart, &summary);
  g_assert_cmpuint (summary.maximum, ==, 200);

  gtk_window_present (GTK_WINDOW (fixture->window));
  picture_settle (fixture->window);
  g_assert_cmpuint (tactus_chart_plot_get_drawn (tactus_chart_get_plot (fixture->chart)), >,
                    drawn);
}

/* A screen reader is not told each second, but at once what is news. */
static void
test_polite (Fixture       *fixture,
             gconstpointer  data)
{
  const char *before = "Heart rate, last 5 minutes: 115 to 120, average 117, steady, now 120";

  assert_description (fixture, before);
  append (fixture->series, NOON + 1, TACTUS_READING_PULSE, 121);
  tactus_chart_series_changed (fixture->chart);
  assert_description (fixture, before);

  append (fixture->series, NOON + 2, TACTUS_READING_PULSE, 140);
  tactus_chart_series_changed (fixture->chart);
  assert_description (fixture,
                      "Heart rate, last 5 minutes: 115 to 140, average 117, steady, now 140");
  append (fixture->series, NOON + 3, TACTUS_READING_LOST, 0);
  tactus_chart_series_changed (fixture->chart);
  assert_description (fixture, "Heart rate, last 5 minutes: 115 to 140, average 117, steady, "
                               "now signal lost");
}

#define ADD(path, func) \
  g_test_add ("/chart-hands/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  /* The words that are compared here are of one place. */
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  if (!picture_init (&argc, &argv))
    return 0;

  ADD ("keys/walk", test_walk);
  ADD ("keys/look-back", test_look_back);
  ADD ("keys/zoom", test_zoom);
  ADD ("keys/summary", test_summary);
  ADD ("keys/mirrored", test_mirrored);
  ADD ("drag", test_drag);
  ADD ("scroll", test_scroll);
  ADD ("pinch", test_pinch);
  ADD ("hover", test_hover);
  ADD ("touch", test_touch);
  ADD ("note-place", test_note_place);
  ADD ("words", test_words);
  ADD ("states", test_states);
  ADD ("back-to-live", test_back_to_live);
  ADD ("show", test_show);
  ADD ("bounds", test_bounds);
  ADD ("bounds-today", test_bounds_today);
  ADD ("default-direction", test_default_direction);
  ADD ("cursor-holds", test_cursor_holds);
  ADD ("hidden", test_hidden);
  ADD ("polite", test_polite);

  return g_test_run ();
}
