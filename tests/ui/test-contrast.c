/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Whether everything can be read: light and dark, and each with high contrast when the environment
 * says ADW_DEBUG_HIGH_CONTRAST=1. */

#include "config.h"

#include "contrast.h"
#include "picture.h"
#include "stage.h"
#include "walk.h"

#include "tactus-compact-window.h"
#include "tactus-compat.h"
#include "tactus-demo-window.h"
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
  TactusBand *band;
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

  band = stage_band (stage, sim); /* not the one from before: nobody kept that */
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

static void
visit (gpointer    window,
       const char *page,
       WalkHow     how)
{
  if (how & WALK_LOOK)
    check (window, page);
  if (how & WALK_KEYS)
    check_focus (window, page);
}

static void
test_past (void)
{
  walk_past (visit);
}

static void
test_windows (void)
{
  walk_windows (visit);
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
