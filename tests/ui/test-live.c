/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Around the chart: session, zones, markers, what is shown of the time, the compact window, and the
 * preferences that the zones come from. */

#include "config.h"

#include "stage.h"

#include <string.h>

#include "tactus-band-page.h"
#include "tactus-chart.h"
#include "tactus-compact-window.h"
#include "tactus-live-view.h"
#include "tactus-lock-watch.h"
#include "tactus-preferences.h"
#include "tactus-settings.h"
#include "tactus-sight.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"
#include "tactus-zone-times.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.2," \
               "tap=0.1"
#define STRAP  "model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,period=0.2," \
               "first=0.2,rates=141:142:143"

static TactusBand *
open_live (Stage         *stage,
           TactusSimBand *sim)
{
  TactusBand *band = stage_band (stage, sim);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);

  return band;
}

static GSettings *
settings_with_maximum (int maximum)
{
  GSettings *settings = tactus_settings_new_in_memory ();

  g_assert_nonnull (settings);
  g_settings_set_int (settings, TACTUS_SETTING_MAXIMUM_RATE, maximum);

  return settings;
}

static guint
window_seconds (GtkWidget *view)
{
  guint seconds;

  g_object_get (view, "window-seconds", &seconds, NULL);

  return seconds;
}

/* The session goes on with the measurement, its time is counted, and it stays after the end. */
static void
test_session (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = open_live (stage, stage_add (stage, BAND_3));
  TactusBandRecorder *recorder = tactus_recording_get_recorder (stage->recording, band);

  WAIT_UNTIL (tactus_band_recorder_get_session (recorder));
  WAIT_UNTIL (stage_shows (stage->window, "This Session"));
  WAIT_UNTIL (stage_shows (stage->window, "0:00:02"));
  g_assert_true (stage_shows (stage->window, "just now"));
  stage_check_names (stage->window);

  stage_click (stage->window, "Stop Measuring");
  WAIT_UNTIL (tactus_band_recorder_get_session (recorder) == NULL);
  WAIT_UNTIL (stage_shows (stage->window, "Last Session"));
  g_assert_false (stage_can_click (stage->window, "Add Marker"));

  stage_free (stage);
}

/* ── a clock that is set while it measures ── */

/* How far it is from being right.  The person sets it right in the middle. */
static gint64 wrong_us;

static gint64
get_set_wall_us (void)
{
  return tactus_clock_default.get_wall_us () + wrong_us;
}

static gint64
get_running_us (void)
{
  return tactus_clock_default.get_running_us ();
}

static const TactusClock clock_set = { get_set_wall_us, get_running_us };

/* Whether the newest reading is where the chart ends, give or take what a busy machine needs. */
static gboolean
chart_ends_with (GtkWidget  *chart,
                 TactusBand *band)
{
  TactusReading last;
  gint64 from_us, to_us;

  g_assert_true (tactus_series_get_last (tactus_band_get_series (band), &last));
  tactus_chart_get_visible (TACTUS_CHART (chart), &from_us, &to_us);

  return ABS (to_us - last.when_us) < 60 * SECOND;
}

static void
wait_for_readings (TactusBand *band,
                   gsize       n)
{
  gsize length = tactus_series_get_length (tactus_band_get_series (band));

  WAIT_UNTIL (tactus_series_get_length (tactus_band_get_series (band)) >= length + n);
}

/* Age, timer and chart go by the clock of the readings. */
static void
test_clock_set (gconstpointer data)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  GtkWidget *chart;

  wrong_us = -GPOINTER_TO_INT (data) * SECOND;
  tactus_band_set_clock (band, &clock_set);
  open_live (stage, sim);
  chart = stage_find_type (stage->window, TACTUS_TYPE_CHART);
  WAIT_UNTIL (stage_shows (stage->window, "0:00:01"));

  wrong_us = 0;
  wait_for_readings (band, 5);
  WAIT_UNTIL (stage_shows (stage->window, "just now"));
  WAIT_UNTIL (stage_shows (stage->window, "0:00:03"));
  g_assert_true (chart_ends_with (chart, band));

  stage_click (stage->window, "Stop Measuring");
  WAIT_UNTIL (stage_shows (stage->window, "Last Session"));
  g_assert_true (chart_ends_with (chart, band));

  stage_free (stage);
}

/* What cannot be saved is said, and measuring goes on. */
static void
test_not_saved (void)
{
  g_autoptr(TactusHistory) history = tactus_history_new ("/dev/null/history.sqlite");
  g_autoptr(TactusRecording) recording = tactus_recording_new (history);
  Stage *stage = stage_new ();
  TactusBand *band = open_live (stage, stage_add (stage, BAND_3));
  GtkWidget *page = tactus_band_page_new (stage->bands, band, recording, NULL);
  TactusBandRecorder *recorder = tactus_recording_get_recorder (recording, band);

  tactus_window_push (stage->window, page);
  WAIT_UNTIL (tactus_band_recorder_get_error (recorder));
  WAIT_UNTIL (stage_shows (page, "What is measured is not being saved"));
  g_assert_true (stage_shows (page, "may not be written. Measuring goes on."));
  g_assert_cmpuint (tactus_band_get_bpm (band), >, 0);

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  stage_free (stage);
}

/* Zones come and go with the setting; without them there is a way to set them up. */
static void
test_zones (void)
{
  g_autoptr(GSettings) settings = settings_with_maximum (0);
  Stage *stage = stage_new_with_settings (settings);

  open_live (stage, stage_add (stage, STRAP));
  WAIT_UNTIL (stage_can_click (stage->window, "Set Up Zones…"));

  g_settings_set_int (settings, TACTUS_SETTING_MAXIMUM_RATE, 200);
  WAIT_UNTIL (stage_shows (stage->window, "Z3 Moderate"));
  g_assert_true (stage_shows (stage->window, "140–159"));
  g_assert_false (stage_can_click (stage->window, "Set Up Zones…"));
  WAIT_UNTIL (stage_shows (stage->window, "2 s"));

  /* The same readings, counted anew: they are an effort for somebody else. */
  g_settings_set_int (settings, TACTUS_SETTING_MAXIMUM_RATE, 150);
  WAIT_UNTIL (stage_shows (stage->window, "from 135"));

  g_settings_set_int (settings, TACTUS_SETTING_MAXIMUM_RATE, 0);
  WAIT_UNTIL (stage_can_click (stage->window, "Set Up Zones…"));

  stage_free (stage);
}

/* By our button, by the keyboard, by the button of the band. */
static void
test_markers (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = open_live (stage, sim);
  TactusBandRecorder *recorder = tactus_recording_get_recorder (stage->recording, band);
  GtkWidget *button;

  stage_click (stage->window, "Add Marker");
  WAIT_UNTIL (stage_shows (stage->window, "Marker added"));
  g_assert_cmpuint (tactus_band_recorder_get_markers (recorder)->len, ==, 1);

  button = stage_tab_to (stage->window, GTK_TYPE_BUTTON, "Add Marker");
  gtk_widget_activate (button);
  WAIT_UNTIL (tactus_band_recorder_get_markers (recorder)->len == 2);

  tactus_sim_band_tap (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_recorder_get_markers (recorder)->len == 3);

  stage_free (stage);
}

/* Seven windows, remembered; in one button where they do not fit side by side. */
static void
test_windows (void)
{
  g_autoptr(GSettings) settings = settings_with_maximum (0);
  Stage *stage = stage_new_with_settings (settings);
  GtkWidget *view;

  open_live (stage, stage_add (stage, STRAP));
  WAIT_UNTIL ((view = stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW)));
  g_assert_cmpuint (window_seconds (view), ==, 300);

  gtk_window_set_default_size (GTK_WINDOW (stage->window), 700, 760);
  WAIT_UNTIL (stage_can_click (stage->window, "6 h"));
  stage_click (stage->window, "6 h");
  WAIT_UNTIL (window_seconds (view) == 6 * 3600);
  g_assert_cmpuint (g_settings_get_uint (settings, TACTUS_SETTING_CHART_MINUTES), ==, 360);
  stage_click (stage->window, "All");
  WAIT_UNTIL (window_seconds (view) == 0);
  g_assert_cmpuint (g_settings_get_uint (settings, TACTUS_SETTING_CHART_MINUTES), ==, 0);

  gtk_window_set_default_size (GTK_WINDOW (stage->window), 360, 640);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_MENU_BUTTON, "Chart shows: All"));

  /* As the preferences do it. */
  g_settings_set_uint (settings, TACTUS_SETTING_CHART_MINUTES, 15);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_MENU_BUTTON, "Chart shows: 15 min"));

  stage_free (stage);
}

/* Returns: how high the live view wants to be on the narrowest window. */
static int
narrow_height (GtkWidget *view)
{
  int width;
  int height;

  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}

/* What a strap says about its beats comes and goes, is short and is long: the chart below stands
 * still. */
static void
test_steady (void)
{
  static const TactusHeartRate beats[] = {
    { .value = 141, .contact = TACTUS_CONTACT_YES, .energy_kj = -1, .n_rr = 1, .rr = { 436 } },
    { .value = 141, .contact = TACTUS_CONTACT_UNKNOWN, .energy_kj = -1 },
    { .value = 99, .contact = TACTUS_CONTACT_YES, .energy_kj = 65535, .n_rr = 1, .rr = { 65535 } },
    { .value = 99, .contact = TACTUS_CONTACT_UNKNOWN, .energy_kj = 1 },
  };
  Stage *stage = stage_new ();
  TactusBand *band = open_live (stage, stage_add (stage, STRAP));
  GtkWidget *view;
  int height;

  WAIT_UNTIL ((view = stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW)));
  WAIT_UNTIL (stage_shows (view, "R–R"));
  g_signal_emit_by_name (band, "heart-rate", &beats[0]);
  height = narrow_height (view);
  for (gsize i = 1; i < G_N_ELEMENTS (beats); i++)
    {
      g_signal_emit_by_name (band, "heart-rate", &beats[i]);
      g_assert_cmpint (narrow_height (view), ==, height);
    }

  stage_free (stage);
}

/* ── what was before this run ── */

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tactus_history_add_finish (TACTUS_HISTORY (source), result, NULL, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* A minute of pulses, @hours ago. */
static void
keep_minute (TactusHistory *history,
             double         hours)
{
  gint64 begin_us = g_get_real_time () - (gint64) (hours * 3600 * G_USEC_PER_SEC);
  g_autoptr(TactusSession) session = tactus_session_new ("C8:0F:10:3A:00:03", "Mi Band 3",
                                                         TACTUS_SOURCE_MEASURED, begin_us);
  TactusSeries *series = tactus_series_new ();
  gboolean kept = FALSE;

  for (gint64 s = 0; s < 60; s++)
    {
      TactusReading reading = { begin_us + s * G_USEC_PER_SEC, TACTUS_READING_PULSE, 123 };

      tactus_series_append (series, &reading);
      tactus_session_set_end_us (session, reading.when_us);
    }
  tactus_session_set_open (session, FALSE);
  tactus_history_add_async (history, session, series, NULL, NULL, kept_cb, &kept);
  WAIT_UNTIL (kept);
}

static TactusChart *
get_chart (Stage *stage)
{
  GtkWidget *chart;

  WAIT_UNTIL ((chart = stage_find_type (stage->window, TACTUS_TYPE_CHART)));

  return TACTUS_CHART (chart);
}

static gsize
chart_length (Stage *stage)
{
  TactusSeries *series = tactus_chart_get_series (get_chart (stage));

  return series ? tactus_series_get_length (series) : 0;
}

static void
show_time (Stage *stage,
           guint  seconds)
{
  GtkWidget *view = stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW);

  g_object_set (view, "window-seconds", seconds, NULL);
}

/* After a restart the long windows know what was measured before; the number, its age and the last
 * minutes do not, since that is not now. */
static void
test_restart (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = stage_band (stage, stage_add (stage, BAND_3));
  TactusSummary summary;
  gint64 from_us;
  g_autofree char *description = NULL;

  keep_minute (stage->history, 2);
  keep_minute (stage->history, 48);
  tactus_window_open_band (stage->window, band, FALSE);
  WAIT_UNTIL (chart_length (stage) >= 60);
  g_assert_cmpuint (chart_length (stage), <, 70);
  g_assert_cmpuint (tactus_series_get_length (tactus_band_get_series (band)), ==, 0);

  tactus_chart_get_summary (get_chart (stage), &summary);
  g_assert_cmpuint (summary.count, ==, 0);
  g_assert_true (stage_find (stage->window, GTK_TYPE_LABEL, "No heart rate") != NULL);
  g_assert_false (stage_shows (stage->window, " ago"));
  g_assert_false (stage_shows (stage->window, "123"));

  show_time (stage, 6 * 3600);
  tactus_chart_get_summary (get_chart (stage), &summary);
  g_assert_cmpuint (summary.count, ==, 60);
  g_assert_cmpuint (summary.maximum, ==, 123);
  description = tactus_chart_describe (get_chart (stage));
  g_assert_nonnull (strstr (description, "now no reading"));

  show_time (stage, 0);
  WAIT_UNTIL (chart_length (stage) >= 120);
  tactus_chart_get_visible (get_chart (stage), &from_us, NULL);
  g_assert_cmpint (from_us, <=, g_get_real_time () - 48 * 3600 * (gint64) G_USEC_PER_SEC);

  stage_free (stage);
}

/* What is measured now comes behind it, once. */
static void
test_restart_measured (void)
{
  Stage *stage = stage_new ();
  TactusBand *band;
  gsize past, own;

  keep_minute (stage->history, 2);
  band = open_live (stage, stage_add (stage, BAND_3));
  WAIT_UNTIL (chart_length (stage) > 60);
  past = chart_length (stage) - tactus_series_get_length (tactus_band_get_series (band));
  g_assert_cmpuint (past, <, 64);

  /* Another page of the same band, when some of it is on disk. */
  WAIT_UNTIL (tactus_series_get_length (tactus_band_get_series (band)) > 5);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  tactus_window_open_band (stage->window, band, FALSE);
  WAIT_UNTIL (chart_length (stage) > 60);
  own = tactus_series_get_length (tactus_band_get_series (band));
  g_assert_cmpuint (chart_length (stage), ==, 61 + own);
  WAIT_UNTIL (tactus_series_get_length (tactus_band_get_series (band)) > own + 3);
  own = tactus_series_get_length (tactus_band_get_series (band));
  g_assert_cmpuint (chart_length (stage), ==, 61 + own);

  /* A page that goes at once has asked for nothing that could come. */
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  tactus_window_open_band (stage->window, band, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));

  stage_free (stage);
}

/* Pages lie on each other, and go one by one. */
static void
test_pages (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = open_live (stage, stage_add (stage, STRAP));
  GtkWidget *band_page = tactus_window_get_page (stage->window);
  GtkWidget *label = gtk_label_new ("On top");
  gpointer weak = label;

  g_assert_true (TACTUS_IS_BAND_PAGE (band_page));
  g_object_add_weak_pointer (G_OBJECT (label), &weak);
  tactus_window_push (stage->window, label);
  WAIT_UNTIL (stage_shows (stage->window, "On top"));
  g_assert_true (tactus_window_get_band (stage->window) == band);

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (weak == NULL);
  g_assert_true (tactus_window_get_page (stage->window) == band_page);

  /* To open a band clears what lies on its page. */
  tactus_window_push (stage->window, gtk_label_new ("Again"));
  WAIT_UNTIL (stage_shows (stage->window, "Again"));
  tactus_window_open_band (stage->window, band, FALSE);
  g_assert_true (tactus_window_get_page (stage->window) == band_page);

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));
  g_assert_null (tactus_window_get_band (stage->window));

  stage_free (stage);
}

static void
returned_cb (gboolean *returned)
{
  *returned = TRUE;
}

/* The compact window shows the band that measures, empties a number that is not true any more, and
 * knows its way back. */
static void
test_compact (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *strap = stage_add (stage, STRAP);
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *other = open_live (stage, strap);
  TactusBand *band;
  GtkWidget *compact;
  gboolean returned = FALSE;

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  band = open_live (stage, sim);
  tactus_band_stop_measuring (band);
  WAIT_UNTIL (!tactus_band_get_measuring (band));

  compact = tactus_compact_window_new (GTK_APPLICATION (stage->app), NULL, stage->bands, band);
  g_signal_connect_swapped (compact, "returned", G_CALLBACK (returned_cb), &returned);
  gtk_window_present (GTK_WINDOW (compact));
  gtk_window_set_default_size (GTK_WINDOW (compact), 160, 120);
  g_assert_true (tactus_compact_window_get_band (TACTUS_COMPACT_WINDOW (compact)) == other);
  WAIT_UNTIL (stage_find (compact, GTK_TYPE_LABEL, "Heart rate 142 beats per minute"));
  /* Without what the decoration takes. */
  WAIT_UNTIL (gtk_widget_get_width (compact) <= 160 && gtk_widget_get_height (compact) <= 120);
  stage_check_names (compact);

  tactus_band_start_measuring (band);
  tactus_band_stop_measuring (other);
  WAIT_UNTIL (tactus_compact_window_get_band (TACTUS_COMPACT_WINDOW (compact)) == band);
  tactus_sim_band_set_worn (sim, FALSE, tactus_sim_driver_now ());
  WAIT_UNTIL (stage_find (compact, GTK_TYPE_LABEL, "No heart rate"));
  g_assert_true (stage_shows (compact, "–"));
  WAIT_UNTIL (stage_shows (compact, "No reading"));

  gtk_widget_activate (stage_tab_to (compact, GTK_TYPE_BUTTON, "Back to the Main Window"));
  WAIT_UNTIL (returned);
  returned = FALSE;
  gtk_window_close (GTK_WINDOW (compact));
  WAIT_UNTIL (returned);
  gtk_window_destroy (GTK_WINDOW (compact));

  stage_free (stage);
}

static GtkWidget *
nth_entry (GtkWidget *window,
           guint      nth)
{
  GtkWidget *row = stage_find_type (window, ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < nth; i++)
    row = gtk_widget_get_next_sibling (row);
  g_assert_true (ADW_IS_ENTRY_ROW (row));

  return row;
}

/* What was there is deleted first, which means nothing yet. */
static void
type_into (GtkWidget  *window,
           guint       nth,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (nth_entry (window, nth)), text);
}

/* What is right is kept at once; what is wrong is said, and kept from the settings. */
static void
test_preferences (void)
{
  g_autoptr(GSettings) settings = settings_with_maximum (0);
  Stage *stage = stage_new ();
  GtkWidget *preferences = tactus_preferences_new (GTK_WINDOW (stage->window), settings);

  tactus_preferences_suggest_year (TACTUS_PREFERENCES (preferences), 1985);
  tactus_preferences_show_zones (TACTUS_PREFERENCES (preferences));
  gtk_window_present (GTK_WINDOW (preferences));
  gtk_window_set_default_size (GTK_WINDOW (preferences), 460, 1000);
  WAIT_UNTIL (stage_shows (preferences, "No zones yet"));

  stage_click (preferences, "Use 1985");
  WAIT_UNTIL (stage_shows (preferences, "Maximum estimated from your age"));
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_BIRTH_YEAR), ==, 1985);
  g_assert_false (stage_can_click (preferences, "Use 1985"));

  type_into (preferences, 0, "85");
  WAIT_UNTIL (stage_shows (preferences, "has four digits"));
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_BIRTH_YEAR), ==, 1985);
  g_assert_true (stage_shows (preferences, "Z3 Moderate: "));

  type_into (preferences, 0, "");
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_BIRTH_YEAR), ==, 1985);
  g_signal_emit_by_name (nth_entry (preferences, 0), "entry-activated");
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_BIRTH_YEAR), ==, 0);
  type_into (preferences, 1, "200");
  WAIT_UNTIL (stage_shows (preferences, "Zones follow your own maximum: 200 bpm"));
  g_assert_true (stage_shows (preferences, "Z3 Moderate: 140–159"));
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_MAXIMUM_RATE), ==, 200);
  type_into (preferences, 1, "2000");
  WAIT_UNTIL (stage_shows (preferences, "from 100 to 240"));
  g_assert_cmpint (g_settings_get_int (settings, TACTUS_SETTING_MAXIMUM_RATE), ==, 200);
  g_assert_true (stage_shows (preferences, "Z3 Moderate: 140–159"));
  stage_check_names (preferences);

  gtk_window_destroy (GTK_WINDOW (preferences));
  stage_free (stage);
}

static void
lock_screen (GDBusConnection *bus,
             gboolean         lock)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (bus, NULL, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver",
                                 "ActiveChanged", g_variant_new ("(b)", lock), &error);
  g_assert_no_error (error);
}

/* So is everything when the screen is locked, which hides no window by itself. */
static void
test_sight_locked (void)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  TactusLockWatch *lock = tactus_lock_watch_new (bus);
  Stage *stage;
  GtkWidget *page;
  TactusSight *sight;

  tactus_lock_watch_set_default (lock);
  stage = stage_new ();
  page = GTK_WIDGET (tactus_window_get_bands_page (stage->window));
  sight = tactus_sight_new (page);
  g_assert_true (tactus_sight_get_in_sight (sight));
  lock_screen (bus, TRUE);
  WAIT_UNTIL (!tactus_sight_get_in_sight (sight));
  gtk_widget_set_visible (GTK_WIDGET (stage->window), FALSE);
  gtk_window_present (GTK_WINDOW (stage->window));
  stage_linger (100);
  g_assert_false (tactus_sight_get_in_sight (sight));
  lock_screen (bus, FALSE);
  WAIT_UNTIL (tactus_sight_get_in_sight (sight));

  g_assert_finalize_object (sight);
  stage_free (stage);
  tactus_lock_watch_set_default (NULL);
  g_assert_finalize_object (lock);
}

/* A page that another one covers, and a window that is hidden, are out of sight. */
static void
test_sight (void)
{
  Stage *stage = stage_new ();
  GtkWidget *page = GTK_WIDGET (tactus_window_get_bands_page (stage->window));
  g_autoptr(TactusSight) sight = tactus_sight_new (page);

  g_assert_true (tactus_sight_get_in_sight (sight));
  tactus_window_push (stage->window, gtk_label_new ("On top"));
  WAIT_UNTIL (!tactus_sight_get_in_sight (sight));
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (tactus_sight_get_in_sight (sight));

  gtk_widget_set_visible (GTK_WIDGET (stage->window), FALSE);
  WAIT_UNTIL (!tactus_sight_get_in_sight (sight));
  gtk_window_present (GTK_WINDOW (stage->window));
  WAIT_UNTIL (tactus_sight_get_in_sight (sight));

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/live/session", test_session);
  g_test_add_data_func ("/live/clock-set-back", GINT_TO_POINTER (-7200), test_clock_set);
  g_test_add_data_func ("/live/clock-set-forth", GINT_TO_POINTER (7200), test_clock_set);
  g_test_add_func ("/live/not-saved", test_not_saved);
  g_test_add_func ("/live/zones", test_zones);
  g_test_add_func ("/live/markers", test_markers);
  g_test_add_func ("/live/windows", test_windows);
  g_test_add_func ("/live/steady", test_steady);
  g_test_add_func ("/live/restart", test_restart);
  g_test_add_func ("/live/restart-measured", test_restart_measured);
  g_test_add_func ("/live/pages", test_pages);
  g_test_add_func ("/live/compact", test_compact);
  g_test_add_func ("/live/preferences", test_preferences);
  g_test_add_func ("/live/sight", test_sight);
  g_test_add_func ("/live/sight-locked", test_sight_locked);

  return g_test_run ();
}
