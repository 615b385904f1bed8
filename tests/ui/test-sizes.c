/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Each page in a phone's window, with text of 100 and 200 per cent, in both directions of writing:
 * nothing may need more width than there is, and nothing reach beyond the edge. */

#include "config.h"

#include <string.h>

#include "stage.h"
#include "walk.h"

#include "tactus-alarm-dialog.h"
#include "tactus-band-page.h"
#include "tactus-compact-window.h"
#include "tactus-export-dialog.h"
#include "tactus-import-dialog.h"
#include "tactus-profile-dialog.h"
#include "tactus-session-chooser.h"
#include "tactus-span-dialog.h"
#include "tactus-time-entry.h"

#define WIDTH 360

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2," \
               "seed=7,rssi=-48,battery=82,steps=6342,tap=0.05"

static const int heights[] = { 294, 640 };

static GString *problems;

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static char *
describe (GtkWidget *widget)
{
  const char *text = "";

  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)))
    text = gtk_button_get_label (GTK_BUTTON (widget));
  else if (ADW_IS_PREFERENCES_ROW (widget))
    text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

  return g_strdup_printf ("%s “%.40s”", G_OBJECT_TYPE_NAME (widget), text);
}

/* The deepest ones that need too much: those around them only pass it on. */
static gboolean
find_wide (GtkWidget *widget,
           int        room,
           GString   *found)
{
  gboolean deeper = FALSE;
  int minimum;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= room)
    return FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    deeper |= find_wide (child, room, found);
  if (!deeper)
    {
      g_autofree char *name = describe (widget);

      g_string_append_printf (found, " %s wants %d;", name, minimum);
    }

  return TRUE;
}

/* What a scrolled window shows in part is its own business; across it must not scroll. */
static void
find_outside (GtkWidget *widget,
              GtkWidget *window,
              int        width,
              GString   *found)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget))
    return;

  if (GTK_IS_LABEL (widget) && gtk_widget_compute_bounds (widget, window, &bounds) &&
      (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > (float) width + 1))
    {
      g_autofree char *name = describe (widget);

      g_string_append_printf (found, " %s from %.0f to %.0f;", name, (double) bounds.origin.x,
                              (double) (bounds.origin.x + bounds.size.width));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    find_outside (child, window, width, found);
}

/* ── fingers ── */

/* What is meant for a finger is as large as one, in pixels of the screen; whatever else GNOME's own
 * widgets do without a minimum of their own is 34, see docs/conventions.md. */
#define FINGER 44
#define BUTTON 34

static int
get_least_height (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)) ? FINGER : 0;
  if (!GTK_IS_BUTTON (widget) || GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget)) ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) ||
      /* It may be as small as a thumb altogether; a key does the same. */
      gtk_widget_get_ancestor (widget, TACTUS_TYPE_COMPACT_WINDOW))
    return 0;

  return gtk_widget_has_css_class (widget, "pill") ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER_BAR) ? FINGER : BUTTON;
}

static void
find_small (GtkWidget *widget,
            GtkWidget *window,
            GString   *found)
{
  int least = get_least_height (widget);
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget))
    return;

  if (least > 0 && gtk_widget_compute_bounds (widget, window, &bounds) &&
      (bounds.size.height < (float) least || bounds.size.width < BUTTON))
    {
      g_autofree char *name = describe (widget);

      g_string_append_printf (found, " %s is %.0f × %.0f, too small for a finger;", name,
                              (double) bounds.size.width, (double) bounds.size.height);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    find_small (child, window, found);
}

static void
settle (void)
{
  for (guint i = 0; i < 12; i++)
    stage_iterate ();
}

static void
look (GtkWidget  *window,
      const char *page,
      double      scale,
      gboolean    rtl,
      int         height)
{
  g_autoptr(GString) found = g_string_new (NULL);
  int minimum, minimum_height;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, height);
  settle ();

  /* Without its frame: that one is of the display here, and has none in a phone. */
  gtk_widget_measure (gtk_widget_get_first_child (window), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  gtk_widget_measure (window, GTK_ORIENTATION_VERTICAL, WIDTH, &minimum_height, NULL, NULL, NULL);
  if (minimum > WIDTH)
    find_wide (window, WIDTH, found);
  else
    find_outside (window, window, gtk_widget_get_width (window), found);
  find_small (window, window, found);
  if (minimum_height > height)
    g_string_append_printf (found, " %d high;", minimum_height);

  if (minimum > WIDTH || found->len > 0)
    g_string_append_printf (problems, "%s, %.0f %%, %s, %d: %d wide:%s\n", page, scale * 100,
                            rtl ? "right to left" : "left to right", height, minimum, found->str);
}

static void
check (gpointer    window,
       const char *page)
{
  for (int rtl = 0; rtl < 2; rtl++)
    {
      gtk_widget_set_default_direction (rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      for (double scale = 1; scale < 3; scale++)
        {
          set_text_scale (scale);
          for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
            look (window, page, scale, rtl, heights[i]);
        }
    }

  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  set_text_scale (1);
  settle ();
}

static void
expect_none (void)
{
  if (problems->len == 0)
    return;

  g_test_message ("%s", problems->str);
  g_test_fail ();
}

static void
test_start (void)
{
  const TactusScannerTimings timings = { .burst_ms = 100, .pause_ms = 50, .rounds = 1 };
  Stage *stage = stage_new ();
  TactusBandsPage *page = tactus_window_get_bands_page (stage->window);

  g_string_truncate (problems, 0);
  WAIT_UNTIL (stage_shows (stage->window, "Welcome to Tactus"));
  check (stage->window, "welcome");
  tactus_scanner_set_timings (tactus_bands_page_get_scanner (page), &timings);
  tactus_bands_page_set_looking (page, FALSE);
  tactus_bands_page_set_looking (page, TRUE);
  WAIT_UNTIL (stage_shows (stage->window, "No Bands Found"));
  check (stage->window, "nothing found");
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Is Off"));
  check (stage->window, "off");
  tactus_sim_bluez_unplug (stage->bluez, 0);
  WAIT_UNTIL (stage_shows (stage->window, "No Bluetooth Adapter"));
  check (stage->window, "no adapter");
  expect_none ();

  stage_free (stage);
}

static void
open_main_view (Stage      *stage,
                const char *view)
{
  tactus_band_page_show_view (TACTUS_BAND_PAGE (tactus_window_get_page (stage->window)), view);
  settle ();
}

static void
test_band (void)
{
  const char * const views[] = { "activity", "alarms", "alerts", "settings", "sensors" };
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);

  g_string_truncate (problems, 0);
  check (stage->window, "nearby");
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  check (stage->dialog, "paired");
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);

  check (stage->window, "live");
  open_main_view (stage, "history");
  WAIT_UNTIL (stage_shows (stage->window, "going on now"));
  check (stage->window, "history");
  open_main_view (stage, "band");
  check (stage->window, "band");
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GtkWidget *page = tactus_window_get_page (stage->window);

      gtk_widget_activate_action (page, "page.open", "s", views[i]);
      settle ();
      check (stage->window, views[i]);
      gtk_widget_activate_action (page, "page.back", NULL);
    }
  expect_none ();

  stage_free (stage);
}

static void
visit (gpointer    window,
       const char *page,
       WalkHow     how)
{
  if (how & WALK_LOOK)
    check (window, page);
}

static void
test_past (void)
{
  g_string_truncate (problems, 0);
  walk_past (visit);
  expect_none ();
}

static void
test_windows (void)
{
  g_string_truncate (problems, 0);
  walk_windows (visit);
  expect_none ();
}

/* @window: (transfer full) */
static void
check_window (GtkWidget  *window,
              const char *page)
{
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_mapped (window));
  check (window, page);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a page asks for. */
static void
test_dialogs (void)
{
  const TactusAlarm alarm = { .slot = 1, .enabled = TRUE, .hour = 7, .days = 0x1f, .snooze = TRUE };
  const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_FEMALE, 172, 64.5 };
  Stage *stage = stage_new ();
  GtkWindow *parent = GTK_WINDOW (stage->window);
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "no-such.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_string_truncate (problems, 0);
  check_window (tactus_compact_window_new (GTK_APPLICATION (stage->app), NULL, stage->bands, band),
                "compact");
  check_window (tactus_alarm_dialog_new (parent, &alarm, tactus_band_get_model (band), FALSE),
                "alarm");
  check_window (tactus_profile_dialog_new (parent, &profile, FALSE), "profile");
  check_window (tactus_profile_dialog_new (parent, &profile, TRUE), "profile in feet");
  check_window (tactus_span_dialog_new (parent, "Do Not Disturb", "22:00-07:00"), "span");
  check_window (tactus_export_dialog_new (parent, stage->history, NULL), "export");
  check_window (tactus_import_dialog_new (parent, stage->history, file, NULL), "import");
  check_window (tactus_session_chooser_new (parent, stage->history, 1), "chooser");
  expect_none ();

  stage_free (stage);
}

/* Returns: (nullable): what was told last */
static GtkWidget *
find_toast (gpointer root)
{
  GtkWidget *widget = root;
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_toast (child);

  return found;
}

/* What is told in passing covers no switcher, and goes with the page that it is about. */
static void
test_toast (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  GtkWidget *bar, *toast;
  graphene_rect_t place, above;

  gtk_window_set_default_size (GTK_WINDOW (stage->window), WIDTH, 640);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  WAIT_UNTIL ((bar = stage_find_type (stage->window, ADW_TYPE_VIEW_SWITCHER_BAR)));
  WAIT_UNTIL (gtk_widget_get_height (bar) > 30);
  stage_click (stage->window, "Add Marker");
  WAIT_UNTIL (stage_shows (stage->window, "Marker added"));
  WAIT_UNTIL ((toast = find_toast (stage->window)) &&
              gtk_widget_compute_bounds (toast, GTK_WIDGET (stage->window), &above) &&
              gtk_widget_compute_bounds (bar, GTK_WIDGET (stage->window), &place) &&
              above.size.height > 0 &&
              above.origin.y + above.size.height <= place.origin.y);

  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));
  WAIT_UNTIL (!stage_shows (stage->window, "Marker added"));

  stage_free (stage);
}

/* A time of the day is written from left to right everywhere. */
static void
test_clock (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *entry = g_object_new (TACTUS_TYPE_TIME_ENTRY, NULL);
  GtkWidget *hour, *minute;
  graphene_rect_t first, second;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_child (GTK_WINDOW (window), entry);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_width (entry) > 0);
  hour = gtk_widget_get_first_child (entry);
  minute = gtk_widget_get_last_child (entry);
  WAIT_UNTIL (gtk_widget_compute_bounds (hour, window, &first) && first.size.width > 0 &&
              gtk_widget_compute_bounds (minute, window, &second) && second.size.width > 0);
  g_assert_cmpfloat (first.origin.x, <, second.origin.x);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Which views there are where, and where the switcher is. */
static void
test_views (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);

  gtk_window_set_default_size (GTK_WINDOW (stage->window), WIDTH, 640);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);

  /* A phone: one at a time, and the switcher at the bottom. */
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "Band"));
  g_assert_false (stage_can_click (stage->window, "Disconnect"));
  open_main_view (stage, "band");
  WAIT_UNTIL (stage_can_click (stage->window, "Disconnect"));
  g_assert_false (stage_can_click (stage->window, "Stop Measuring"));
  open_main_view (stage, "history");
  WAIT_UNTIL (stage_shows (stage->window, "going on now"));
  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_can_click (stage->window, "Stop Measuring"));

  /* Wider: the switcher would still hide the name of the band, and whether it is connected. */
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 700, 760);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (stage->window)) > 600);
  settle ();
  g_assert_nonnull (stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "Band"));
  g_assert_true (stage_shows (stage->window, "Mi Band 3"));
  g_assert_true (stage_shows (stage->window, "Connected"));
  open_main_view (stage, "history");
  WAIT_UNTIL (stage_shows (stage->window, "going on now"));
  g_assert_true (stage_shows (stage->window, "Mi Band 3"));
  g_assert_nonnull (stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "Band"));
  open_main_view (stage, "live");

  /* Wide: the band is beside, and no view of its own. */
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 1200, 760);
  WAIT_UNTIL (stage_can_click (stage->window, "Disconnect") &&
              stage_can_click (stage->window, "Stop Measuring"));
  WAIT_UNTIL (!stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "Band") &&
              stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "History"));
  g_assert_true (stage_shows (stage->window, "Mi Band 3"));

  /* And back, with the band in sight. */
  gtk_window_set_default_size (GTK_WINDOW (stage->window), WIDTH, 640);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_TOGGLE_BUTTON, "Band"));

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  problems = g_string_new (NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/sizes/start", test_start);
  g_test_add_func ("/sizes/band", test_band);
  g_test_add_func ("/sizes/past", test_past);
  g_test_add_func ("/sizes/windows", test_windows);
  g_test_add_func ("/sizes/dialogs", test_dialogs);
  g_test_add_func ("/sizes/toast", test_toast);
  g_test_add_func ("/sizes/clock", test_clock);
  g_test_add_func ("/sizes/views", test_views);

  return g_test_run ();
}
