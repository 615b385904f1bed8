/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* screenshots FOLDER|--check|--gallery FOLDER LANGUAGE [SET…]: a picture of every page, or of those
 * of some sets, for people to look at, and for the documentation; a look at the same pages by the
 * computer, as TAP; or the sheets of the gallery. */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "chart-pictures.h"
#include "gallery.h"
#include "shot.h"
#include "shots-help.h"
#include "shots-history.h"
#include "stage.h"

#include "tactus-band-page.h"
#include "tactus-chart.h"
#include "tactus-choice-row.h"
#include "tactus-compact-window.h"
#include "tactus-demo-window.h"
#include "tactus-live-view.h"
#include "tactus-preferences.h"
#include "tactus-profile-dialog.h"
#include "tactus-setting-text.h"
#include "tactus-settings.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2," \
               "seed=7,rssi=-48,battery=82,steps=6342,"
#define BAND_5 "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05,rssi=-66,seed=5," \
               "key=00112233445566778899aabbccddeeff,"

#define STRAP  "model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,"

static void
set_size (Stage *stage,
          int    width,
          int    height)
{
  gtk_window_set_default_size (GTK_WINDOW (stage->window), width, height);
  shot_linger (300);
}

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* Text size of the system, in 1024ths of a dot per inch. */
static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
take_start_pages (void)
{
  const TactusScannerTimings timings = { .burst_ms = 100, .pause_ms = 50, .rounds = 1 };
  Stage *stage = stage_new ();
  TactusBandsPage *page = tactus_window_get_bands_page (stage->window);
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new_without_bus ();
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  g_autoptr(TactusBandList) none = tactus_band_list_new (client, keys, NULL, g_get_tmp_dir ());

  shot_take (stage->window, "start-searching");
  tactus_scanner_set_timings (tactus_bands_page_get_scanner (page), &timings);
  tactus_bands_page_set_looking (page, FALSE);
  tactus_bands_page_set_looking (page, TRUE);
  WAIT_UNTIL (stage_shows (stage->window, "No Bands Found"));
  shot_take (stage->window, "start-nothing-found");
  set_size (stage, 360, 640);
  shot_take (stage->window, "start-nothing-found-360");
  set_size (stage, 480, 760);

  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Is Off"));
  shot_take (stage->window, "start-off");
  tactus_sim_bluez_set_blocked (stage->bluez, 0, TRUE);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Is Blocked"));
  shot_take (stage->window, "start-blocked");
  tactus_sim_bluez_unplug (stage->bluez, 0);
  WAIT_UNTIL (stage_shows (stage->window, "No Bluetooth Adapter"));
  shot_take (stage->window, "start-no-adapter");

  tactus_window_set_band_list (stage->window, none);
  WAIT_UNTIL (stage_shows (stage->window, "No Bluetooth Service"));
  shot_take (stage->window, "start-no-service");
  tactus_window_set_band_list (stage->window, NULL);
  shot_take (stage->window, "start-starting");
  tactus_window_set_band_list (stage->window, stage->bands);

  stage_free (stage);
}

/* How much an effort @since_s seconds ago still adds: up while it lasts, then down again. */
static double
effort (double since_s,
        double lasted_s,
        double height)
{
  if (since_s < 0)
    return 0;
  if (since_s < lasted_s)
    return height * (1 - exp (-since_s / (lasted_s / 2.5)));

  return height * 0.92 * exp (-(since_s - lasted_s) / 48);
}

/* The pulse of somebody at a desk who runs for the bus, @at_s seconds from now: a slow drift, the
 * breath, two efforts. */
static double
pulse_at (double at_s)
{
  double drift = 2.4 * sin (at_s / 61) + 1.6 * sin (at_s / 23 + 1);
  double breath = (1.5 + 0.6 * sin (at_s / 17)) * sin (at_s * G_PI * 2 / 11.3);

  return 69 + drift + breath + effort (at_s + 745, 50, 24) + effort (at_s + 255, 85, 52);
}

/* The same beats on every run, past and to come. */
static guint16
beat_at (GRand *random,
         int    at_s)
{
  return (guint16) lround (pulse_at (at_s) + g_rand_double_range (random, -0.7, 0.7));
}

/* A quarter of an hour up to now: once out of reach, once on the table. */
static void
fill_series (TactusSeries *series)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  gint64 now = g_get_real_time ();
  /* Without an end the band takes it for its own measurement. */
  TactusReading end = { .when_us = now, .kind = TACTUS_READING_GAP };

  for (int s = -15 * 60; s < 0; s++)
    {
      TactusReading reading = {
        .when_us = now + s * G_USEC_PER_SEC,
        .kind = TACTUS_READING_PULSE,
        .bpm = beat_at (random, s),
      };

      if (s > -415 && s < -388)
        continue;
      if (s > -560 && s < -515)
        reading = (TactusReading) { .when_us = reading.when_us,
                                    .kind = TACTUS_READING_NO_CONTACT };
      tactus_series_append (series, &reading);
    }

  tactus_series_append (series, &end);
}

/* What the band is to send from now on, a value a second. */
static char *
coming_rates (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  GString *rates = g_string_new ("rates=");

  for (int s = 0; s < 90; s++)
    g_string_append_printf (rates, "%s%u", s ? ":" : "", beat_at (random, s));

  return g_string_free (rates, FALSE);
}

/* Of somebody for whom 69 is rest, and 121 an effort. */
static GSettings *
make_settings (void)
{
  GSettings *settings = tactus_settings_new_in_memory ();

  if (settings)
    g_settings_set_int (settings, TACTUS_SETTING_MAXIMUM_RATE, 150);

  return settings;
}

static void
take_compact_at (GtkWidget  *compact,
                 int         width,
                 int         height,
                 const char *name)
{
  gtk_window_set_default_size (GTK_WINDOW (compact), width, height);
  shot_linger (300);
  shot_take (compact, name);
}

static void
take_compact (Stage *stage)
{
  GtkWidget *compact = tactus_compact_window_new (GTK_APPLICATION (stage->app), NULL, stage->bands,
                                                  tactus_window_get_band (stage->window));

  gtk_window_present (GTK_WINDOW (compact));
  shot_take (compact, "compact");
  take_compact_at (compact, 160, 120, "compact-160");
  set_dark (TRUE);
  take_compact_at (compact, 240, 180, "compact-240-dark");
  set_dark (FALSE);
  set_text_scale (1.5);
  take_compact_at (compact, 160, 120, "compact-160-large-text");
  set_text_scale (1);
  take_compact_at (compact, 480, 360, "compact-480");
  gtk_window_destroy (GTK_WINDOW (compact));
}

static void
show_view (Stage      *stage,
           const char *name)
{
  GtkWidget *page = stage_find_type (stage->window, TACTUS_TYPE_BAND_PAGE);

  tactus_band_page_show_view (TACTUS_BAND_PAGE (page), name);
  shot_linger (300);
}

static void
take_other_views (Stage *stage)
{
  show_view (stage, "history");
  shot_take (stage->window, "view-history");
  show_view (stage, "band");
  shot_take (stage->window, "view-band");
  show_view (stage, "live");
}

static void
take_live (void)
{
  g_autofree char *rates = coming_rates ();
  g_autofree char *spec = g_strconcat (BAND_3 "tap=manual,period=1,", rates, NULL);
  g_autoptr(GSettings) settings = make_settings ();
  Stage *stage = stage_new_with_settings (settings);
  TactusSimBand *sim = stage_add (stage, spec);
  TactusBand *band = stage_band (stage, sim);
  GtkWidget *faces;

  stage_add (stage, "model=mi-band-2,name=MI Band 2,address=C8:0F:10:2B:00:02,rssi=-67");
  stage_add (stage, "model=amazfit-bip,name=Amazfit Bip Watch,address=E1:08:5A:B1:00:09,rssi=-92");
  stage_add (stage, BAND_5 "tap=manual");
  stage_add (stage, STAGE_BAND_8);
  WAIT_UNTIL (stage_shows (stage->window, "Mi Smart Band 5"));
  WAIT_UNTIL (stage_shows (stage->window, "Not supported yet"));
  WAIT_UNTIL (stage_shows (stage->window, "Amazfit Bip Watch"));
  shot_take (stage->window, "start-nearby");
  set_size (stage, 360, 640);
  shot_take (stage->window, "start-nearby-360");
  set_size (stage, 480, 760);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  shot_take (stage->dialog, "pair-tap");
  set_dark (TRUE);
  shot_take (stage->dialog, "pair-tap-dark");
  set_dark (FALSE);
  faces = tactus_demo_window_new (NULL, tactus_demo_get_sim_bands (stage->demo));
  gtk_window_present (GTK_WINDOW (faces));
  shot_take (faces, "demo-face");
  gtk_window_destroy (GTK_WINDOW (faces));

  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  shot_take (stage->dialog, "pair-done");
  fill_series (tactus_band_get_series (band));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  shot_linger (4000);

  shot_take (stage->window, "live");
  take_other_views (stage);
  /* The message about it stays for a while, in each picture that follows. */
  if (shot_get_folder ())
    {
      stage_click (stage->window, "Add Marker");
      shot_linger (3000);
      shot_take (stage->window, "live-marked");
    }
  gtk_widget_activate_action (stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW),
                              "live.window-seconds", "u", 900);
  set_size (stage, 480, 1100);
  shot_take (stage->window, "live-high");
  set_size (stage, 1200, 760);
  shot_take (stage->window, "live-1200");
  shot_set_turned (TRUE);
  shot_take (stage->window, "live-1200-rtl");
  shot_set_turned (FALSE);
  take_compact (stage);
  set_dark (TRUE);
  shot_take (stage->window, "live-1200-dark");
  set_size (stage, 360, 640);
  shot_take (stage->window, "live-360-dark");
  set_dark (FALSE);
  shot_take (stage->window, "live-360");
  set_text_scale (1.5);
  shot_take (stage->window, "live-360-large-text");
  set_size (stage, 360, 1200);
  shot_take (stage->window, "live-360-large-text-high");
  set_size (stage, 480, 760);
  shot_take (stage->window, "live-large-text");
  set_text_scale (1);

  tactus_sim_band_set_worn (sim, FALSE, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_bpm (band) == 0);
  shot_take (stage->window, "live-not-worn");
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_state (band) != TACTUS_BAND_STATE_READY);
  shot_take (stage->window, "live-signal-lost");
  tactus_sim_band_come_back (sim);

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));
  shot_take (stage->window, "start-my-bands");

  stage_free (stage);
}

static void
take_dialog (Stage      *stage,
             const char *name)
{
  GtkWidget *dialog = NULL;

  WAIT_UNTIL ((dialog = stage_find_question (stage->window)));
  shot_take (gtk_widget_get_root (dialog), name);
}

static void
close_dialog (Stage *stage)
{
  gtk_widget_activate_action (stage_find_question (stage->window), "window.close", NULL);
  WAIT_UNTIL (stage_find_question (stage->window) == NULL);
}

static void
take_band_refusing_us (void)
{
  const guint8 stranger[16] = { 1, 2, 3 };
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Stop Measuring");
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  shot_take (stage->window, "band-disconnected");
  tactus_sim_band_set_key (sim, stranger);
  stage_click (stage->window, "Connect");
  WAIT_UNTIL (stage_shows (stage->window, "Wrong Key"));
  shot_take (stage->window, "band-wrong-key");
  stage_click (stage->window, "Pair Again…");
  stage_wait_for_dialog (stage);
  shot_take (stage->dialog, "pair-anew");
  gtk_window_close (GTK_WINDOW (stage->dialog));
  WAIT_UNTIL (stage->dialog == NULL);

  gtk_widget_activate_action (stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW), "page.forget",
                              NULL);
  take_dialog (stage, "forget");
  close_dialog (stage);

  stage_free (stage);
}

static const struct {
  const char *name;
  const char *spec;
} failures[] = {
  { "pair-not-confirmed", "tap=decline" },
  { "pair-never-tapped", "tap=never,prompt=0.4" },
  { "pair-refused", "tap=manual,fault=refuse-key" },
  { "pair-wrong-key", "tap=0.1,fault=refuse-at-proof" },
  { "pair-lost", "tap=0.1,fault=vanish-after-challenge" },
  { "pair-out-of-range", "reach=no" },
  { "pair-nonsense", "tap=0.1,fault=malformed-at-challenge" },
};

static void
take_failures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      Stage *stage = stage_new ();
      g_autofree char *spec = g_strconcat (BAND_3, failures[i].spec, NULL);

      stage_pair (stage, stage_add (stage, spec));
      WAIT_UNTIL (ON_PAGE (stage, "failed"));
      shot_take (stage->dialog, failures[i].name);
      stage_free (stage);
    }
}

static void
take_failed (Stage      *stage,
             const char *name)
{
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  shot_take (stage->dialog, name);
  stage_free (stage);
}

/* Those for which the band itself can do nothing. */
static void
take_obstacles (void)
{
  TactusBandTimings impatient = tactus_band_default_timings;
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1,fault=silent-at-challenge");
  TactusBandLock *lock;

  impatient.answer_ms = 300;
  tactus_band_set_timings (stage_band (stage, sim), &impatient);
  stage_pair (stage, sim);
  take_failed (stage, "pair-timed-out");

  stage = stage_new ();
  sim = stage_add (stage, BAND_3 "tap=manual");
  lock = stage_hold (stage, sim);
  stage_pair (stage, sim);
  take_failed (stage, "pair-busy");
  tactus_band_lock_release (lock);

  stage = stage_new ();
  sim = stage_add (stage, BAND_3 "tap=manual");
  stage_band (stage, sim);
  tactus_sim_bluez_set_fault (stage->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
  stage_pair (stage, sim);
  take_failed (stage, "pair-not-allowed");

  stage = stage_new ();
  sim = stage_add (stage, STAGE_BAND_8);
  tactus_window_pair (stage->window, stage_band (stage, sim));
  stage_wait_for_dialog (stage);
  take_failed (stage, "pair-not-supported");

  stage = stage_new ();
  stage_pair (stage, stage_add (stage, BAND_3 "tap=manual"));
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  tactus_sim_bluez_unplug (stage->bluez, 0);
  take_failed (stage, "pair-no-adapter");

  stage = stage_new ();
  tactus_window_pair (stage->window, stage_strand (stage));
  stage_wait_for_dialog (stage);
  stage_click (stage->dialog, "Pair Anew");
  take_failed (stage, "pair-no-service");
}

/* The keyring is locked or missing. */
static void
take_session_key (void)
{
  Stage *stage = stage_new_with_key_file ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");

  stage_pair_with_tap (stage, sim);
  shot_take (stage->dialog, "pair-done-session-key");
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (stage_band (stage, sim)) > 0);
  shot_take (stage->window, "live-session-key");
  set_size (stage, 360, 640);
  shot_take (stage->window, "live-session-key-360");
  stage_click (stage->window, "Try Again");
  WAIT_UNTIL (stage_shows (stage->window,
                           "The file chosen for keys cannot be used. Mend the file or choose "
                           "another one, then try again."));
  shot_take (stage->window, "live-session-key-still-locked");

  stage_free (stage);
}

static void
take_stages (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1,fault=silent-at-challenge");

  tactus_sim_bluez_set_fault (stage->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER, 1);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "connecting"));
  shot_take (stage->dialog, "pair-connecting");
  stage_click (stage->dialog, "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "checking"));
  shot_take (stage->dialog, "pair-checking");
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  shot_take (stage->dialog, "pair-bluetooth-off");

  stage_free (stage);
}

static void
take_key_entry (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_5 "tap=manual");
  GtkWidget *row;

  stage_pair (stage, sim);
  shot_take (stage->dialog, "pair-key-entry");
  row = stage_find_type (stage->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "0x0011223344556677");
  shot_take (stage->dialog, "pair-key-problem");
  gtk_editable_set_text (GTK_EDITABLE (row), "ffeeddccbbaa99887766554433221100");
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  shot_take (stage->dialog, "pair-wrong-vendor-key");

  stage_free (stage);
}

static void
open_view (Stage      *stage,
           const char *view)
{
  stage_open_view (stage, view);
  shot_linger (300);
}

static void
go_back (Stage *stage)
{
  stage_click (stage->window, "Back");
  shot_linger (300);
}

/* Alone in the window, as high as it wants to be. */
static void
take_view (Stage      *stage,
           const char *view,
           const char *name,
           int         height)
{
  open_view (stage, view);
  set_size (stage, 480, height);
  shot_take (stage->window, name);
  go_back (stage);
  set_size (stage, 480, 760);
}

static void
take_band_views (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Stop Measuring");
  set_size (stage, 480, 1300);
  show_view (stage, "band");
  tactus_sim_band_tap (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (stage_shows (stage->window, "Button pressed"));
  stage_click (stage->window, "Find the Band");
  shot_take (stage->window, "band");
  stage_click (stage->window, "Stop Finding");
  take_view (stage, "settings", "band-settings", 1500);
  take_view (stage, "alerts", "band-alerts", 760);
  take_view (stage, "alarms", "band-alarms-empty", 760);
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  take_view (stage, "settings", "band-settings-offline", 1500);

  stage_free (stage);
}

static void
choose (Stage           *stage,
        TactusSettingId  setting,
        const char      *value)
{
  tactus_choice_row_select (TACTUS_CHOICE_ROW (stage_find_row (
                              stage, tactus_setting_text_title (setting))), value);
}

static void
take_settings (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1");
  const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_FEMALE, 172, 64.5 };
  GtkWidget *dialog;

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  open_view (stage, "settings");
  set_size (stage, 480, 900);
  choose (stage, TACTUS_SETTING_GOAL, "8000");
  choose (stage, TACTUS_SETTING_WEAR_SIDE, "left");
  stage_linger (100);
  shot_take (stage->window, "settings-busy");
  WAIT_UNTIL (gtk_widget_is_sensitive (stage_find_row (stage, "Worn On")));
  shot_take (stage->window, "settings-set");
  gtk_widget_activate (stage_find_row (stage, "Profile"));
  take_dialog (stage, "settings-profile");
  close_dialog (stage);
  dialog = tactus_profile_dialog_new (GTK_WINDOW (stage->window), &profile, TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
  shot_take (dialog, "settings-profile-imperial");
  gtk_window_destroy (GTK_WINDOW (dialog));
  choose (stage, TACTUS_SETTING_DO_NOT_DISTURB, "");
  take_dialog (stage, "settings-span");
  close_dialog (stage);
  set_size (stage, 360, 640);
  shot_take (stage->window, "settings-360");
  set_text_scale (1.5);
  shot_take (stage->window, "settings-360-large-text");
  set_text_scale (1);
  set_dark (TRUE);
  shot_take (stage->window, "settings-360-dark");
  set_dark (FALSE);

  stage_free (stage);
}

static void
take_alarms (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  open_view (stage, "alarms");
  shot_take (stage->window, "alarms-none");
  stage_click (stage->window, "Add Alarm…");
  take_dialog (stage, "alarms-new");
  stage_click (stage_find_toplevel (stage->window), "Set");
  WAIT_UNTIL (stage_can_click (stage->window, "Add Alarm…"));
  shot_take (stage->window, "alarms-one");
  gtk_widget_activate (stage_find_row (stage, "07:00"));
  take_dialog (stage, "alarms-edit");
  stage_click (stage_find_toplevel (stage->window), "Delete");
  WAIT_UNTIL (stage_can_click (stage->window, "Undo") ||
              stage_shows (stage->window, "No alarms set from here"));
  shot_take (stage->window, "alarms-deleted");

  stage_free (stage);
}

static void
take_activity (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1,activity=3000");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Stop Measuring");
  open_view (stage, "activity");
  shot_take (stage->window, "activity-none");
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (!stage_can_click (stage->window, "Sync"));
  shot_take_now (stage->window, "activity-fetching");
  WAIT_UNTIL (stage_can_click (stage->window, "Sync"));
  shot_take (stage->window, "activity-fetched");
  set_size (stage, 360, 640);
  shot_take (stage->window, "activity-fetched-360");
  gtk_widget_activate_action (stage_find_row (stage, "Recorded Minutes"), "page.forget", NULL);
  take_dialog (stage, "forget-recorded");
  close_dialog (stage);

  stage_free (stage);
}

static void
take_raw (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=0.1");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Stop Measuring");
  open_view (stage, "sensors");
  shot_take (stage->window, "raw-empty");
  stage_click (stage->window, "Start");
  shot_linger (6000);
  shot_take (stage->window, "raw");
  set_size (stage, 360, 640);
  shot_take (stage->window, "raw-360");
  set_dark (TRUE);
  shot_take (stage->window, "raw-360-dark");
  set_size (stage, 480, 760);
  shot_take (stage->window, "raw-dark");
  set_dark (FALSE);
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (!stage_can_click (stage->window, "Stop"));
  shot_take (stage->window, "raw-lost");

  stage_free (stage);
}

static void
take_sensors (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *strap = stage_add (stage, STRAP "rssi=-58,first=0.2,energy=yes");
  TactusBand *band = stage_band (stage, strap);

  stage_add (stage, BAND_3 "tap=manual");
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3"));
  shot_take (stage->window, "sensor-nearby");
  tactus_sim_bluez_set_fault (stage->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER, 1);
  stage_pair (stage, strap);
  shot_take (stage->dialog, "sensor-connecting");
  stage_click (stage->dialog, "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);
  stage_pair (stage, strap);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  shot_take (stage->dialog, "sensor-added");
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  shot_take (stage->window, "sensor-live");
  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));
  shot_take (stage->window, "sensor-my-bands");

  stage_free (stage);
}

static const char *const bonds[] = { "passkey", "confirm", "display" };

static void
take_bonds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bonds); i++)
    {
      Stage *stage = stage_new ();
      g_autofree char *spec = g_strconcat (STRAP "bond=", bonds[i], NULL);
      g_autofree char *name = g_strconcat ("bond-", bonds[i], NULL);

      stage_pair (stage, stage_add (stage, spec));
      WAIT_UNTIL (ON_PAGE (stage, "bond"));
      /* A number to be shown is not asked about, and soon gone. */
      if (g_str_equal (bonds[i], "display"))
        shot_take_now (stage->dialog, name);
      else
        shot_take (stage->dialog, name);
      stage_free (stage);
    }
}

static void
take_first_generation (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, "model=mi-band-1s,name=MI1S,tap=manual,first=0.2");
  TactusBand *band = stage_band (stage, sim);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  shot_take (stage->dialog, "first-tap");
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  shot_take (stage->dialog, "first-done");
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  set_size (stage, 480, 1400);
  show_view (stage, "band");
  shot_take (stage->window, "first-band");

  stage_free (stage);
}

static void
take_sensorless (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, "model=mi-band-hrx,name=Mi Band HRX,tap=0.1");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  shot_take (stage->dialog, "hrx-done");
  stage_click (stage->dialog, stage_can_click (stage->dialog, "Show the Band") ? "Show the Band"
                                                                             : "Show the Pulse");
  WAIT_UNTIL (stage_shows (stage->window, "No Heart Rate Sensor"));
  shot_take (stage->window, "hrx");
  set_size (stage, 1200, 760);
  shot_take (stage->window, "hrx-1200");

  stage_free (stage);
}

static void
take_listening (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_5 "share=yes,worn=yes,first=0.2,period=0.5");
  TactusBand *band = stage_band (stage, sim);
  g_autofree char *label = NULL;

  g_object_set (tactus_window_get_bands_page (stage->window), "listening", TRUE, NULL);
  WAIT_UNTIL (tactus_band_get_shared_bpm (band) > 0);
  shot_take (stage->window, "listening-nearby");
  set_size (stage, 360, 640);
  shot_take (stage->window, "listening-nearby-360");
  set_size (stage, 480, 760);
  label = g_strdup_printf (_("Listen to %s, %u bpm"), "Mi Smart Band 5",
                           tactus_band_get_shared_bpm (band));
  stage_click (stage->window, label);
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  shot_take (stage->window, "listening-live");

  stage_free (stage);
}

static void
take_preferences (void)
{
  g_autoptr(GSettings) settings = tactus_settings_new_in_memory ();
  Stage *stage = stage_new ();
  GtkWidget *preferences = tactus_preferences_new (GTK_WINDOW (stage->window), settings);
  g_autoptr(TactusBackground) background = tactus_background_new (NULL);
  g_autofree char *use = g_strdup_printf (_("Use %u"), 1985);

  tactus_preferences_set_background (TACTUS_PREFERENCES (preferences), background);
  tactus_preferences_suggest_year (TACTUS_PREFERENCES (preferences), 1985);
  gtk_window_present (GTK_WINDOW (preferences));
  gtk_window_set_default_size (GTK_WINDOW (preferences), 460, 1180);
  shot_take (preferences, "preferences");
  stage_click (preferences, use);
  shot_take (preferences, "preferences-zones");
  set_dark (TRUE);
  shot_take (preferences, "preferences-zones-dark");
  set_dark (FALSE);
  gtk_editable_set_text (GTK_EDITABLE (stage_find_type (preferences, ADW_TYPE_ENTRY_ROW)), "85");
  gtk_window_set_default_size (GTK_WINDOW (preferences), 360, 980);
  shot_take (preferences, "preferences-wrong-360");
  gtk_window_destroy (GTK_WINDOW (preferences));

  stage_free (stage);
}

static void
take_charts (void)
{
  if (shot_get_folder ())
    chart_pictures_take (shot_get_folder ());
}

static void
take_shortcuts (void)
{
  Stage *stage = stage_new ();
  GtkWidget *shortcuts = NULL;

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-help-overlay", NULL);
  WAIT_UNTIL ((shortcuts = stage_find_toplevel (stage->window)));
  shot_take (shortcuts, "shortcuts");
  gtk_window_close (GTK_WINDOW (shortcuts));

  stage_free (stage);
}

typedef struct {
  const char *name;
  void     (* take) (void);
} Set;

static const Set sets[] = {
  { "start", take_start_pages },
  { "live", take_live },
  { "refusing", take_band_refusing_us },
  { "failures", take_failures },
  { "obstacles", take_obstacles },
  { "session-key", take_session_key },
  { "stages", take_stages },
  { "key-entry", take_key_entry },
  { "band", take_band_views },
  { "settings", take_settings },
  { "alarms", take_alarms },
  { "activity", take_activity },
  { "raw", take_raw },
  { "sensors", take_sensors },
  { "bonds", take_bonds },
  { "first", take_first_generation },
  { "sensorless", take_sensorless },
  { "listening", take_listening },
  { "history", shots_take_history },
  { "help", shots_take_help },
  { "doctor", shots_take_doctor },
  { "preferences", take_preferences },
  { "shortcuts", take_shortcuts },
  { "charts", take_charts },
};

/* Returns: whether everything fitted */
static gboolean
report (guint       number,
        const char *name)
{
  g_autoptr(GPtrArray) complaints = shot_take_complaints ();

  g_print ("%s %u - %s\n", complaints->len > 0 ? "not ok" : "ok", number, name);
  for (guint i = 0; i < complaints->len; i++)
    g_printerr ("# %s\n", (const char *) g_ptr_array_index (complaints, i));

  return complaints->len == 0;
}

int
main (int    argc,
      char **argv)
{
  const char *const *wanted;
  gboolean check, gallery;
  guint number = 0;
  int status = 0;

  if (!stage_init (&argc, &argv))
    return 77;
  if (argc < 2)
    {
      g_printerr ("Usage: screenshots FOLDER|--check|--gallery FOLDER LANGUAGE [SET…]\n");
      return 2;
    }

  check = g_str_equal (argv[1], "--check");
  gallery = argc > 3 && g_str_equal (argv[1], "--gallery");
  if (gallery)
    shot_set_gallery (argv[2], g_str_equal (argv[3], "en") ? NULL : argv[3]);
  else
    shot_set_folder (check ? NULL : argv[1]);
  wanted = (const char *const *) argv + (gallery ? 4 : 2);
  /* What slides in would be beyond the edge for a while. */
  if (check)
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  /* As the holder of a band it is the terminal's program. */
  g_set_prgname ("tactusctl");
  set_dark (FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      if (wanted[0] && !g_strv_contains (wanted, sets[i].name))
        continue;
      sets[i].take ();
      if (check && !report (++number, sets[i].name))
        status = 1;
    }
  if (check)
    g_print ("1..%u\n", number);
  if (gallery)
    gallery_close ();

  return status;
}
