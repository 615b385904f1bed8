/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Whether everything can be read: light and dark, and each with high contrast when the environment
 * says ADW_DEBUG_HIGH_CONTRAST=1. */

#include "config.h"

#include "contrast.h"
#include "past.h"
#include "picture.h"
#include "stage.h"

#include "tactus-compact-window.h"
#include "tactus-compare-page.h"
#include "tactus-compat.h"
#include "tactus-day-page.h"
#include "tactus-demo-window.h"
#include "tactus-doctor-dialog.h"
#include "tactus-help-topic.h"
#include "tactus-help-window.h"
#include "tactus-history-overview.h"
#include "tactus-preferences.h"
#include "tactus-session-page.h"
#include "tactus-settings.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.4," \
               "rssi=-48,tap=manual"
#define BAND_5 "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05,rssi=-66," \
               "key=00112233445566778899aabbccddeeff"

static gboolean
is_drawn (gpointer window)
{
  g_autoptr(Picture) picture = picture_take_whole (window);

  return picture->node != NULL;
}

/* What has other colours is laid out anew, and shows nothing until that is done. */
static void
set_dark (gpointer window,
          gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  stage_linger (250);
  WAIT_UNTIL (is_drawn (window));
}

static void
check (gpointer    window,
       const char *page)
{
  for (int dark = 0; dark < 2; dark++)
    {
      g_autofree char *faults = NULL;

      set_dark (window, dark);
      faults = contrast_find_faults (window);
      if (*faults)
        {
          g_test_message ("%s, %s:\n%s", page, dark ? "dark" : "light", faults);
          g_test_fail ();
        }
    }

  set_dark (window, FALSE);
}

static void
check_focus (gpointer    window,
             const char *page)
{
  for (int dark = 0; dark < 2; dark++)
    {
      g_autofree char *faults = NULL;

      set_dark (window, dark);
      faults = contrast_find_focus_faults (window);
      if (*faults)
        {
          g_test_message ("the keyboard on %s, %s:\n%s", page, dark ? "dark" : "light", faults);
          g_test_fail ();
        }
    }

  set_dark (window, FALSE);
}

static void
check_toplevel (Stage      *stage,
                const char *page)
{
  GtkWidget *dialog = NULL;

  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)));
  check (dialog, page);
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (stage->window) == NULL);
}

static void
check_views (Stage *stage)
{
  static const char *const views[] = { "settings", "alerts", "alarms" };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      stage_open_view (stage, views[i]);
      check (stage->window, views[i]);
      if (i == 0)
        check_focus (stage->window, views[i]);
      stage_click (stage->window, "Back");
      stage_linger (100);
    }
}

static void
test_pages (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  GtkWidget *other;

  WAIT_UNTIL (stage_shows (stage->window, "Welcome to Tactus"));
  check (stage->window, "welcome");
  stage_add (stage, BAND_5);
  stage_add (stage, STAGE_BAND_8);
  WAIT_UNTIL (stage_shows (stage->window, "Mi Smart Band 5"));
  WAIT_UNTIL (stage_shows (stage->window, "Not supported yet"));
  check (stage->window, "nearby");
  check_focus (stage->window, "nearby");
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Is Off"));
  check (stage->window, "off");
  tactus_sim_bluez_set_powered (stage->bluez, 0, TRUE);
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3"));

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  check (stage->dialog, "tap");
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  check (stage->dialog, "done");
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  check (stage->window, "live");
  check_focus (stage->window, "live");
  check_views (stage);

  other = tactus_compact_window_new (GTK_APPLICATION (stage->app), NULL, stage->bands, band);
  gtk_window_present (GTK_WINDOW (other));
  check (other, "compact");
  gtk_window_destroy (GTK_WINDOW (other));
  other = tactus_demo_window_new (NULL, tactus_demo_get_sim_bands (stage->demo));
  gtk_window_present (GTK_WINDOW (other));
  check (other, "demo");
  gtk_window_destroy (GTK_WINDOW (other));

  tactus_sim_band_set_worn (sim, FALSE, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_bpm (band) == 0);
  check (stage->window, "not worn");

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-help-overlay", NULL);
  check_toplevel (stage, "shortcuts");

  stage_free (stage);
}

static gboolean
has_content (Past *past)
{
  g_autofree char *page = NULL;

  g_object_get (tactus_history_page_get_page (past->page), "page", &page, NULL);

  return g_strcmp0 (page, "content") == 0;
}

/* Returns: seconds, as the action takes them */
static gint64
begin_of_day (Past   *past,
              gint64  session)
{
  g_autoptr(GPtrArray) sessions = past_list (past);

  for (guint i = 0; i < sessions->len; i++)
    if (tactus_session_get_id (sessions->pdata[i]) == session)
      {
        g_autoptr(GDateTime) begin = g_date_time_new_from_unix_local (
          tactus_session_get_begin_us (sessions->pdata[i]) / G_USEC_PER_SEC);
        g_autoptr(GDateTime) day = g_date_time_new_local (
          g_date_time_get_year (begin), g_date_time_get_month (begin),
          g_date_time_get_day_of_month (begin), 0, 0, 0);

        return g_date_time_to_unix (day);
      }

  g_assert_not_reached ();
}

/* What was measured: lists, a session, its day, and two of them side by side. */
static void
test_past (void)
{
  Past *past = past_new (NULL);
  gint64 first, second;
  GtkWidget *page;

  WAIT_UNTIL (stage_shows (past->page, "Nothing Measured Yet"));
  check (past->window, "empty history");
  first = past_add (past, 30, 20, "Then", "With the old bicycle");
  second = past_add (past, 10, 50, "Now", NULL);
  past_mark (past, second, 14, "First interval");
  WAIT_UNTIL (past_count (past) == 2 && stage_shows (past->page, " bpm, average "));
  check (past->window, "history");
  check_focus (past->window, "history");

  past_open (past, second);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  check (past->window, "session");
  check_focus (past->window, "session");
  page = tactus_history_page_get_page (past->page);
  gtk_widget_activate_action (page, "history.compare", "(xx)", first, second);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_COMPARE_PAGE) && has_content (past));
  check (past->window, "compare");
  check_focus (past->window, "compare");
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_HISTORY_OVERVIEW));
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.open-day", "x",
                              begin_of_day (past, second));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_DAY_PAGE) && stage_shows (past->page, "Now"));
  check (past->window, "day");
  check_focus (past->window, "day");

  past_free (past);
}

/* With everything open that there is to read. */
static void
expand (GtkWidget *root)
{
  if (TACTUS_IS_HELP_TOPIC (root))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (root), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    expand (child);
}

/* What opens from anywhere, and what helps when it does not work. */
static void
test_windows (void)
{
  g_autoptr(GSettings) settings = tactus_settings_new_in_memory ();
  Stage *stage = stage_new_with_settings (settings);
  TactusSimBand *sim = stage_add (stage, BAND_3 ",fault=refuse-key");
  GtkWidget *dialog;

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  check (stage->dialog, "failed");
  check_focus (stage->dialog, "failed");
  stage_click (stage->dialog, "Find Out Why");
  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)) && TACTUS_IS_DOCTOR_DIALOG (dialog));
  WAIT_UNTIL (!tactus_doctor_get_examining (
                tactus_doctor_dialog_get_doctor (TACTUS_DOCTOR_DIALOG (dialog))));
  check (dialog, "doctor");
  check_focus (dialog, "doctor");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = tactus_help_window_new (GTK_WINDOW (stage->window));
  gtk_window_present (GTK_WINDOW (dialog));
  check_focus (dialog, "help");
  expand (dialog);
  check (dialog, "help");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = tactus_preferences_new (GTK_WINDOW (stage->window), settings);
  gtk_window_present (GTK_WINDOW (dialog));
  check (dialog, "preferences");
  check_focus (dialog, "preferences");
  gtk_window_destroy (GTK_WINDOW (dialog));

  stage_free (stage);
}

/* A control that shows nothing, and a text of which half is missing, are found. */
static void
test_faults_are_found (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_button_new_with_label ("Faint");
  g_autofree char *text_faults = NULL;
  g_autofree char *focus_faults = NULL;

  tactus_compat_load_css (provider,
                          ".planted { outline: none; } .planted > label { opacity: 0.3; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_widget_add_css_class (button, "planted");
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  stage_linger (200);

  text_faults = contrast_find_faults (window);
  g_assert_nonnull (strstr (text_faults, "button.text-button"));
  focus_faults = contrast_find_focus_faults (window);
  g_assert_nonnull (strstr (focus_faults, "with the keyboard"));

  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (provider));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  stage_application ();
  g_test_add_func ("/contrast/pages", test_pages);
  g_test_add_func ("/contrast/past", test_past);
  g_test_add_func ("/contrast/windows", test_windows);
  g_test_add_func ("/contrast/planted", test_faults_are_found);

  return g_test_run ();
}
