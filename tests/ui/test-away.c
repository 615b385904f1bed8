/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The program without its window: it stays as long as something is measured, and says so. */

#include "config.h"

#include "stage.h"

#include "desk-bench.h"
#include "tactus-application.h"
#include "tactus-band-memory.h"
#include "tactus-compact-window.h"
#include "tactus-lock-watch.h"
#include "tactus-presence.h"
#include "tactus-settings.h"
#include "tactus-sim-bluez.h"
#include "tactus-window.h"

#define ADDRESS "C8:0F:10:00:00:42"
#define STRAP   "model=heart-rate-sensor,address=" ADDRESS ",first=0.01,period=0.05,rates=72"

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

static const char notifications_xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

/* The desktop, the air, and the program between them. */
typedef struct {
  DeskService *portal;
  DeskService *notifications;
  GDBusConnection *air;
  TactusSimBluez *bluez;
  TactusSimBand *sim;
  GSettings *settings;
  GtkApplication *app;
  gboolean granted;
  guint step;
  guint turns;
  gint64 end;
} Away;

/* Returns: whether to go on with the next step */
typedef gboolean (* Step) (Away *away);

typedef struct {
  Away *away;
  const Step *steps;
} Play;

static char *
handle_of (DeskCall *call)
{
  g_autoptr(GVariant) options = g_variant_get_child_value (call->parameters, 1);
  const char *sender = g_dbus_method_invocation_get_sender (call->invocation);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  return g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
}

static void
answer_portal_cb (DeskService *service,
                  DeskCall    *call,
                  gpointer     user_data)
{
  Away *away = user_data;
  g_autofree char *handle = NULL;

  if (!g_str_equal (call->method, "RequestBackground"))
    {
      desk_call_return (call, NULL);
      return;
    }

  handle = handle_of (call);
  desk_call_return (call, g_variant_new ("(o)", handle));
  desk_service_emit (service, handle, "org.freedesktop.portal.Request", "Response",
                     g_variant_new_parsed ("(uint32 0, {'background': <%b>, 'autostart': <%b>})",
                                           away->granted, away->granted));
}

static void
answer_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  desk_call_return (call, NULL);
}

/* The computer knows the band from before. */
static void
remember (void)
{
  g_autofree char *dir = tactus_band_list_get_default_dir ();
  g_autoptr(TactusBandMemory) memory = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  memory = tactus_band_memory_new (dir);
  tactus_band_memory_set (memory, ADDRESS, "Strap", "heart-rate-sensor");
}

static void
away_set_up (Away          *away,
             gconstpointer  data)
{
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (STRAP, NULL);

  away->granted = TRUE;
  away->portal = desk_service_new ("org.freedesktop.portal.Desktop",
                                   "/org/freedesktop/portal/desktop", portal_xml, answer_portal_cb,
                                   away);
  desk_service_set_version (away->portal, 2);
  away->notifications = desk_service_new ("org.gtk.Notifications", "/org/gtk/Notifications",
                                          notifications_xml, answer_cb, away);
  away->air = desk_bench_connect ();
  away->bluez = tactus_sim_bluez_new (away->air);
  away->sim = tactus_sim_band_new (spec);
  tactus_sim_bluez_add_band (away->bluez, away->sim);
  tactus_sim_bluez_start (away->bluez);
  WAIT_UNTIL (tactus_sim_bluez_is_started (away->bluez));
  tactus_sim_bluez_remember (away->bluez, away->sim);
  remember ();

  away->settings = tactus_settings_new ();
  g_settings_set_boolean (away->settings, TACTUS_SETTING_BACKGROUND, TRUE);
  g_settings_set_boolean (away->settings, TACTUS_SETTING_MEASURE, FALSE);
}

static void
away_tear_down (Away          *away,
                gconstpointer  data)
{
  g_settings_reset (away->settings, TACTUS_SETTING_BACKGROUND);
  g_settings_reset (away->settings, TACTUS_SETTING_AUTOSTART);
  g_settings_reset (away->settings, TACTUS_SETTING_MEASURE);
  g_settings_reset (away->settings, TACTUS_SETTING_ALERT);
  g_settings_reset (away->settings, TACTUS_SETTING_ALERT_HIGH);
  g_settings_reset (away->settings, TACTUS_SETTING_ALERT_SECONDS);
  g_object_unref (away->settings);
  g_object_unref (away->sim);
  g_object_unref (away->bluez);
  desk_bench_disconnect (away->air);
  desk_service_free (away->notifications);
  desk_service_free (away->portal);
}

static gboolean
turn_cb (gpointer user_data)
{
  Play *play = user_data;
  Away *away = play->away;

  if (g_get_monotonic_time () > away->end)
    g_error ("Step %u never came; on the screen:\n%s", away->step, stage_describe ());
  if (play->steps[away->step] && play->steps[away->step] (away))
    away->step++;

  return G_SOURCE_CONTINUE;
}

/* Runs until the program ends by itself, which it has to do after the last step. */
static void
run (Away              *away,
     const Step        *steps,
     const char *const *argv)
{
  g_autoptr(TactusApplication) app = tactus_application_new ();
  Play played = { away, steps };
  guint id = g_timeout_add (20, turn_cb, &played);

  away->app = GTK_APPLICATION (app);
  away->step = 0;
  away->end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_assert_cmpint (g_application_run (G_APPLICATION (app), (int) g_strv_length ((char **) argv),
                                      (char **) argv), ==, 0);
  g_assert_null (steps[away->step]);
  g_source_remove (id);
}

static void
play (Away       *away,
      const Step *steps,
      gboolean    background)
{
  const char *argv[] = {
    "tactus", "--bus", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), background ? "--background" : NULL,
    NULL,
  };

  run (away, steps, argv);
}

/* ── steps ── */

static GtkWindow *
get_window (Away *away)
{
  return gtk_application_get_window_by_id (away->app, 1);
}

static gboolean
is_visible (Away *away)
{
  GtkWindow *window = get_window (away);

  return window && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static guint
count (Away       *away,
       const char *method,
       const char *id)
{
  GPtrArray *calls = desk_service_get_calls (away->notifications);
  guint n = 0;

  for (guint i = 0; i < calls->len; i++)
    {
      DeskCall *call = calls->pdata[i];
      const char *this_id;

      g_variant_get_child (call->parameters, 1, "&s", &this_id);
      n += g_str_equal (call->method, method) && g_str_equal (this_id, id);
    }

  return n;
}

static gboolean
measure_step (Away *away)
{
  if (!is_visible (away))
    return FALSE;

  g_action_group_activate_action (G_ACTION_GROUP (away->app), "start-measuring", NULL);
  return TRUE;
}

/* What was measured before may be on the page, too. */
static gboolean
live_step (Away *away)
{
  if (tactus_sim_band_get_heart_rate (away->sim) != 72)
    return FALSE;

  return stage_find (get_window (away), GTK_TYPE_LABEL, "Heart rate 72 beats per minute") ||
         stage_shows (get_window (away), "72");
}

/* What the window shows may be of the session before. */
static gboolean
pulse_step (Away *away)
{
  return tactus_sim_band_get_heart_rate (away->sim) == 72;
}

static gboolean
close_step (Away *away)
{
  gtk_window_close (get_window (away));
  return TRUE;
}

static gboolean
hidden_step (Away *away)
{
  if (is_visible (away) || count (away, "AddNotification", "background-" ADDRESS) == 0 ||
      desk_service_count (away->portal, "RequestBackground") == 0 ||
      desk_service_count (away->portal, "SetStatus") == 0)
    return FALSE;

  g_assert_cmpuint (tactus_sim_band_get_heart_rate (away->sim), ==, 72);
  return TRUE;
}

/* As a second start does. */
static gboolean
reopen_step (Away *away)
{
  g_application_activate (G_APPLICATION (away->app));
  return TRUE;
}

static gboolean
back_step (Away *away)
{
  return is_visible (away) && live_step (away) &&
         count (away, "RemoveNotification", "background-" ADDRESS) == 1;
}

static gboolean
hidden_again_step (Away *away)
{
  return !is_visible (away) && count (away, "AddNotification", "background-" ADDRESS) >= 2;
}

/* The button of the notification. */
static gboolean
stop_step (Away *away)
{
  g_action_group_activate_action (G_ACTION_GROUP (away->app), "stop-measuring", NULL);
  return TRUE;
}

static gboolean
no_window_step (Away *away)
{
  g_assert_null (get_window (away));
  return count (away, "AddNotification", "background-" ADDRESS) > 0 &&
         tactus_sim_band_get_heart_rate (away->sim) == 72;
}

static gboolean
compact_shown_step (Away *away)
{
  GtkWindow *active = gtk_application_get_active_window (away->app);

  return !is_visible (away) && TACTUS_IS_COMPACT_WINDOW (active) &&
         count (away, "RemoveNotification", "background-" ADDRESS) == 1;
}

/* What is measured is over, and somebody still looks. */
static gboolean
idle_step (Away *away)
{
  if (!is_visible (away) || !stage_shows (get_window (away), "Last Session"))
    return FALSE;

  g_action_group_activate_action (G_ACTION_GROUP (away->app), "quit", NULL);
  return TRUE;
}

static gboolean
refused_step (Away *away)
{
  if (!is_visible (away) || g_settings_get_boolean (away->settings, TACTUS_SETTING_BACKGROUND) ||
      !stage_shows (get_window (away), "does not let Tactus run in the background"))
    return FALSE;

  g_action_group_activate_action (G_ACTION_GROUP (away->app), "quit", NULL);
  return TRUE;
}

static guint
count_mapped (Away *away)
{
  guint n = 0;

  for (GList *l = gtk_application_get_windows (away->app); l; l = l->next)
    n += gtk_widget_get_mapped (l->data);

  return n;
}

static gboolean
help_step (Away *away)
{
  g_action_group_activate_action (G_ACTION_GROUP (away->app), "help", NULL);
  return TRUE;
}

static gboolean
two_windows_step (Away *away)
{
  return is_visible (away) && count_mapped (away) == 2;
}

static gboolean
no_windows_step (Away *away)
{
  return count_mapped (away) == 0;
}

static gboolean
quit_step (Away *away)
{
  g_action_group_activate_action (G_ACTION_GROUP (away->app), "quit", NULL);
  return TRUE;
}

/* Whatever was open beside the window comes back with it. */
static void
test_dialogs (Away          *away,
              gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, help_step, two_windows_step, close_step, no_windows_step, reopen_step,
    two_windows_step, quit_step, NULL,
  };

  play (away, steps, FALSE);
}

/* ── whether somebody looks ── */

/* @data: the id of a notification.  Returns: whether it is on the screen */
static gboolean
notified (Away       *away,
          const char *id)
{
  return count (away, "AddNotification", id) > count (away, "RemoveNotification", id);
}

/* Without a window manager nobody gives the keyboard to a new window; one that is there can ask. */
static gboolean
take_keyboard (GtkWindow *window)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return FALSE;
  if (!gtk_window_is_active (window))
    gtk_window_present (window);

  return gtk_window_is_active (window);
}

static gboolean
active_step (Away *away)
{
  return take_keyboard (get_window (away));
}

/* The band beats at 72. */
static gboolean
alert_step (Away *away)
{
  g_settings_set_int (away->settings, TACTUS_SETTING_ALERT_SECONDS, 5);
  g_settings_set_int (away->settings, TACTUS_SETTING_ALERT_HIGH, 60);
  g_settings_set_boolean (away->settings, TACTUS_SETTING_ALERT, TRUE);
  return TRUE;
}

static gboolean
toast_step (Away *away)
{
  if (!stage_shows (get_window (away), "It has been above 60 for 5 seconds"))
    return FALSE;

  g_assert_cmpuint (count (away, "AddNotification", "alert-" ADDRESS), ==, 0);
  return TRUE;
}

/* What the window shows is nobody's business before a locked screen. */
static gboolean
lock_step (Away *away)
{
  desk_service_emit (away->notifications, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver",
                     "ActiveChanged", g_variant_new ("(b)", TRUE));
  return TRUE;
}

static gboolean
locked_step (Away *away)
{
  return tactus_lock_watch_get_locked (tactus_lock_watch_get_default ());
}

static gboolean
unlock_step (Away *away)
{
  desk_service_emit (away->notifications, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver",
                     "ActiveChanged", g_variant_new ("(b)", FALSE));
  return TRUE;
}

static gboolean
notified_step (Away *away)
{
  if (!notified (away, "alert-" ADDRESS))
    return FALSE;

  g_assert_false (stage_shows (get_window (away), "It has been above 60"));
  return TRUE;
}

static gboolean
withdrawn_step (Away *away)
{
  return !notified (away, "alert-" ADDRESS);
}

static gboolean
compact_step (Away *away)
{
  g_action_group_activate_action (G_ACTION_GROUP (away->app), "compact", NULL);
  return TRUE;
}

static gboolean
compact_active_step (Away *away)
{
  for (GList *l = gtk_application_get_windows (away->app); l; l = l->next)
    if (TACTUS_IS_COMPACT_WINDOW (l->data))
      return take_keyboard (l->data);

  return FALSE;
}

/* What took less than ten seconds, nobody went away for. */
static gboolean
done_step (Away *away)
{
  gint64 now_us = g_get_monotonic_time ();

  tactus_presence_tell_done (TACTUS_NOTICE_IMPORTED, "quick.csv", now_us - 9 * G_USEC_PER_SEC);
  tactus_presence_tell_done (TACTUS_NOTICE_EXPORTED, "slow.csv", now_us - 11 * G_USEC_PER_SEC);
  return TRUE;
}

static gboolean
done_notified_step (Away *away)
{
  return notified (away, "exported-all");
}

static gboolean
done_withdrawn_step (Away *away)
{
  return !notified (away, "exported-all");
}

static void
test_alert_seen (Away          *away,
                 gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, active_step, alert_step, toast_step, quit_step, NULL,
  };

  play (away, steps, FALSE);
}

static void
test_alert_locked (Away          *away,
                   gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, active_step, lock_step, locked_step, alert_step, notified_step,
    unlock_step, withdrawn_step, quit_step, NULL,
  };

  play (away, steps, FALSE);
}

/* The small window has no place for words. */
static void
test_alert_compact (Away          *away,
                    gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, compact_step, compact_active_step, alert_step, notified_step,
    compact_step, active_step, withdrawn_step, quit_step, NULL,
  };

  play (away, steps, FALSE);
}

static void
test_done (Away          *away,
           gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, close_step, hidden_step, done_step, done_notified_step, reopen_step,
    is_visible, active_step, done_withdrawn_step, done_step, quit_step, NULL,
  };

  play (away, steps, FALSE);
  g_assert_cmpuint (count (away, "AddNotification", "exported-all"), ==, 1);
  g_assert_cmpuint (count (away, "AddNotification", "imported-all"), ==, 0);
}

static void
test_stays (Away          *away,
            gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, live_step, close_step, hidden_step, reopen_step, back_step, close_step,
    hidden_again_step, stop_step, NULL,
  };

  play (away, steps, FALSE);
  /* The app takes its notification along. */
  g_assert_cmpuint (desk_service_count (away->portal, "RequestBackground"), ==, 2);
}

/* The small window is a window. */
static void
test_compact (Away          *away,
              gconstpointer  data)
{
  static const Step steps[] = {
    measure_step, pulse_step, close_step, hidden_step, compact_step, compact_shown_step,
    compact_step, back_step, stop_step, idle_step, NULL,
  };

  play (away, steps, FALSE);
}

/* Not wanted: with the window goes the program, whatever is measured. */
static void
test_leaves (Away          *away,
             gconstpointer  data)
{
  static const Step steps[] = { measure_step, live_step, close_step, NULL };

  g_settings_set_boolean (away->settings, TACTUS_SETTING_BACKGROUND, FALSE);
  play (away, steps, FALSE);
  g_assert_cmpuint (desk_service_get_calls (away->notifications)->len, ==, 0);
  g_assert_cmpuint (desk_service_count (away->portal, "RequestBackground"), ==, 0);
}

/* Nothing is measured: no reason to stay. */
static void
test_idle (Away          *away,
           gconstpointer  data)
{
  static const Step steps[] = { is_visible, close_step, NULL };

  play (away, steps, FALSE);
  g_assert_cmpuint (desk_service_count (away->portal, "RequestBackground"), ==, 0);
}

static void
test_refused (Away          *away,
              gconstpointer  data)
{
  static const Step steps[] = { measure_step, live_step, close_step, refused_step, NULL };

  away->granted = FALSE;
  g_settings_set_boolean (away->settings, TACTUS_SETTING_AUTOSTART, TRUE);
  play (away, steps, FALSE);
  /* Whom it does not let run it does not start. */
  g_assert_false (g_settings_get_boolean (away->settings, TACTUS_SETTING_AUTOSTART));
}

static void
test_login (Away          *away,
            gconstpointer  data)
{
  static const Step steps[] = { no_window_step, stop_step, NULL };

  g_settings_set_boolean (away->settings, TACTUS_SETTING_MEASURE, TRUE);
  play (away, steps, TRUE);
}

/* The attempt has long failed by then, and the next one is a minute away. */
static gboolean
waiting_step (Away *away)
{
  return count (away, "AddNotification", "background-" ADDRESS) > 0 && ++away->turns > 50;
}

/* What says that it waits for the band can be stopped like any other. */
static void
test_login_waits (Away          *away,
                  gconstpointer  data)
{
  static const Step steps[] = { waiting_step, stop_step, NULL };

  tactus_sim_bluez_set_powered (away->bluez, 0, FALSE);
  g_settings_set_boolean (away->settings, TACTUS_SETTING_MEASURE, TRUE);
  play (away, steps, TRUE);
}

static gboolean
main_window_step (Away *away)
{
  if (!is_visible (away) || !TACTUS_IS_WINDOW (get_window (away)))
    return FALSE;

  g_action_group_activate_action (G_ACTION_GROUP (away->app), "quit", NULL);
  return TRUE;
}

/* There would be nothing that ends it. */
static void
test_demo (Away          *away,
           gconstpointer  data)
{
  static const Step steps[] = { main_window_step, NULL };

  run (away, steps, (const char *[]) { "tactus", "--demo", "--background", NULL });
}

/* Nothing is wanted of it. */
static void
test_login_idle (Away          *away,
                 gconstpointer  data)
{
  static const Step steps[] = { NULL };

  play (away, steps, TRUE);
  g_assert_cmpuint (desk_service_get_calls (away->notifications)->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (* test) (Away          *away,
                   gconstpointer  data);
  } tests[] = {
    { "/away/stays", test_stays },
    { "/away/dialogs", test_dialogs },
    { "/away/compact", test_compact },
    { "/away/leaves", test_leaves },
    { "/away/idle", test_idle },
    { "/away/refused", test_refused },
    { "/away/login", test_login },
    { "/away/login-idle", test_login_idle },
    { "/away/alert-seen", test_alert_seen },
    { "/away/alert-locked", test_alert_locked },
    { "/away/alert-compact", test_alert_compact },
    { "/away/done", test_done },
    { "/away/login-waits", test_login_waits },
    { "/away/demo", test_demo },
  };

  if (!stage_init (&argc, &argv))
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Away, NULL, away_set_up, tests[i].test, away_tear_down);

  return g_test_run ();
}
