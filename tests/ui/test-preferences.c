/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The preferences: levels in words, units that show at once, and a desktop that says no. */

#include "config.h"

#include "stage.h"

#include "desk-bench.h"
#include "tactus-preferences.h"
#include "tactus-settings.h"
#include "tactus-text.h"
#include "tactus-units.h"

#define PATH "/org/freedesktop/portal/desktop"

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

typedef struct {
  Stage *stage;
  GSettings *settings;
  GtkWidget *preferences;
} Room;

static void
room_set_up (Room          *room,
             gconstpointer  data)
{
  room->stage = stage_new ();
  room->settings = tactus_settings_new_in_memory ();
  room->preferences = tactus_preferences_new (GTK_WINDOW (room->stage->window), room->settings);
  gtk_window_set_default_size (GTK_WINDOW (room->preferences), 360, 1400);
  gtk_window_present (GTK_WINDOW (room->preferences));
}

static void
room_tear_down (Room          *room,
                gconstpointer  data)
{
  if (room->preferences)
    gtk_window_destroy (GTK_WINDOW (room->preferences));
  g_object_unref (room->settings);
  stage_free (room->stage);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found)
        return found;
    }

  return NULL;
}

static void
type (Room       *room,
      const char *title,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (room->preferences, title)), text);
}

static void
done (Room       *room,
      const char *title)
{
  g_signal_emit_by_name (find_row (room->preferences, title), "entry-activated");
}

static GtkSwitch *
find_switch (Room       *room,
             const char *name)
{
  GtkWidget *toggle = NULL;

  WAIT_UNTIL ((toggle = stage_find (room->preferences, GTK_TYPE_SWITCH, name)));
  return GTK_SWITCH (toggle);
}

#define HIGH "Hi_gh Level, Beats per Minute"
#define LOW  "Lo_w Level, Beats per Minute"

static void
assert_levels (Room *room,
               int   high,
               int   low)
{
  g_assert_cmpint (g_settings_get_int (room->settings, TACTUS_SETTING_ALERT_HIGH), ==, high);
  g_assert_cmpint (g_settings_get_int (room->settings, TACTUS_SETTING_ALERT_LOW), ==, low);
}

/* What is whole is kept; what is wrong is said; empty means none, but only when one is done. */
static void
test_levels (Room          *room,
             gconstpointer  data)
{
  GtkSwitch *toggle = find_switch (room, "Tell Me When a Level Is Passed");

  g_assert_false (gtk_widget_get_sensitive (find_row (room->preferences, HIGH)));
  gtk_switch_set_active (toggle, TRUE);
  g_assert_true (g_settings_get_boolean (room->settings, TACTUS_SETTING_ALERT));
  WAIT_UNTIL (stage_shows (room->preferences, "stays above 150 or below 45 for 30 seconds"));

  type (room, HIGH, "170");
  WAIT_UNTIL (stage_shows (room->preferences, "stays above 170 or below 45"));
  assert_levels (room, 170, 45);
  type (room, HIGH, "1700");
  WAIT_UNTIL (stage_shows (room->preferences, "A high level is from 60 to 240"));
  assert_levels (room, 170, 45);
  type (room, HIGH, "80");
  type (room, LOW, "90");
  WAIT_UNTIL (stage_shows (room->preferences, "The low level has to be below the high level"));
  assert_levels (room, 80, 45);
  type (room, LOW, "x");
  WAIT_UNTIL (stage_shows (room->preferences, "A low level is from 30 to 120"));
  type (room, LOW, "");
  assert_levels (room, 80, 45);
  done (room, LOW);
  assert_levels (room, 80, 0);
  WAIT_UNTIL (stage_shows (room->preferences, "You are told when it stays above 80 for"));
  type (room, HIGH, "");
  done (room, HIGH);
  assert_levels (room, 0, 0);
  WAIT_UNTIL (stage_shows (room->preferences, "No level yet"));
  stage_check_names (room->preferences);
}

/* Closing the window is being done, too. */
static void
test_close (Room          *room,
            gconstpointer  data)
{
  gtk_switch_set_active (find_switch (room, "Tell Me When a Level Is Passed"), TRUE);
  type (room, LOW, "");
  assert_levels (room, 150, 45);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&room->preferences)));
  assert_levels (room, 150, 0);
}

static void
test_units (Room          *room,
            gconstpointer  data)
{
  GtkWidget *row = find_row (room->preferences, "_Units of Measurement");

  g_settings_bind (room->settings, TACTUS_SETTING_MEASURED_IN, tactus_units_get_default (),
                   "choice", G_SETTINGS_BIND_GET);
  g_assert_false (tactus_units_get_imperial ());
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_true (tactus_units_get_imperial ());
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_false (tactus_units_get_imperial ());
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  g_assert_cmpint (tactus_units_get_imperial (), ==, FALSE);
  g_settings_unbind (tactus_units_get_default (), "choice");
}

/* ── the desktop ── */

static void
refuse_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  g_dbus_method_invocation_return_error_literal (g_steal_pointer (&call->invocation), G_DBUS_ERROR,
                                                 G_DBUS_ERROR_ACCESS_DENIED, "No");
}

/* @data: whether there is a portal, which says no */
static void
test_autostart (Room          *room,
                gconstpointer  data)
{
  DeskService *portal = data ? desk_service_new (TACTUS_BACKGROUND_PORTAL, PATH, portal_xml,
                                                 refuse_cb, NULL) : NULL;
  GDBusConnection *connection = data ? desk_bench_connect () : NULL;
  TactusBackground *background = tactus_background_new (connection);
  const char *words = data ? "does not let Tactus start at login" : "has no way to ask for that";
  GtkSwitch *toggle;

  tactus_preferences_set_background (TACTUS_PREFERENCES (room->preferences), background);
  toggle = find_switch (room, "Start at Login");
  gtk_switch_set_active (toggle, TRUE);
  WAIT_UNTIL (stage_shows (room->preferences, words));
  g_assert_false (gtk_switch_get_active (toggle));
  g_assert_false (g_settings_get_boolean (room->settings, TACTUS_SETTING_AUTOSTART));

  /* Without a portal nobody minds that we run. */
  toggle = find_switch (room, "Run in Background");
  gtk_switch_set_active (toggle, TRUE);
  WAIT_UNTIL (!stage_shows (room->preferences, words));
  if (data)
    WAIT_UNTIL (stage_shows (room->preferences, "does not let Tactus run in the background"));
  stage_linger (100);
  g_assert_cmpint (gtk_switch_get_active (toggle), ==, data == NULL);

  tactus_preferences_set_background (TACTUS_PREFERENCES (room->preferences), NULL);
  g_assert_finalize_object (background);
  g_clear_pointer (&portal, desk_service_free);
  if (connection)
    desk_bench_disconnect (connection);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add ("/preferences/levels", Room, NULL, room_set_up, test_levels, room_tear_down);
  g_test_add ("/preferences/close", Room, NULL, room_set_up, test_close, room_tear_down);
  g_test_add ("/preferences/units", Room, NULL, room_set_up, test_units, room_tear_down);
  g_test_add ("/preferences/autostart/absent", Room, NULL, room_set_up, test_autostart,
              room_tear_down);
  g_test_add ("/preferences/autostart/refused", Room, GINT_TO_POINTER (1), room_set_up,
              test_autostart, room_tear_down);

  return g_test_run ();
}
