/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GLib sends to the desktop's notification service, which the test plays: what is told of a
 * band while nobody looks, and when it is taken back. */

#include "config.h"

#include "band-bench.h"
#include "desk-bench.h"

#include <string.h>

#include "tactus-event.h"
#include "tactus-lock-watch.h"
#include "tactus-notifier.h"
#include "tactus-settings.h"

#define QUICK "model=mi-band-3,key=" OLD_KEY ",first=0.01,period=0.01,rates=72"
#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOON (G_GINT64_CONSTANT (1700000000) * SECOND)

static const char xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

static const char freedesktop_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

static const char saver_xml[] =
  "<node><interface name='%s'><method name='GetActive'><arg type='b' direction='out'/></method>"
  "</interface></node>";

static const char inhibit_xml[] =
  "<node><interface name='org.freedesktop.portal.Inhibit'>"
  "<method name='CreateMonitor'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method></interface></node>";

typedef struct {
  DeskService *service;      /* (owned) (nullable) */
  GApplication *application; /* (owned) */
  GSettings *settings;       /* (owned) */
  TactusNotifier *notifier;  /* (owned) */
  BandBench *bench;          /* (owned) */
  GListStore *bands;         /* (owned) */
  gboolean looks;
  gboolean blind;            /* looks where nothing can be told */
  guint seen;
  gint64 now_us;
} Desk;

static gboolean
sight_cb (TactusBand  *band,
          TactusNotice notice,
          gpointer     user_data)
{
  return ((Desk *) user_data)->looks;
}

static gboolean
seen_cb (Desk *desk)
{
  desk->seen++;

  return !desk->blind;
}

static void
answer_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  desk_call_return (call, NULL);
}

static void
take_application (Desk *desk)
{
  g_autoptr(GError) error = NULL;

  desk->application = g_application_new ("io.github.tactus_app.Tactus.Test",
                                         G_APPLICATION_NON_UNIQUE);
  g_application_register (desk->application, NULL, &error);
  g_assert_no_error (error);
}

static void
start_service (Desk *desk)
{
  desk->service = desk_service_new ("org.gtk.Notifications", "/org/gtk/Notifications", xml,
                                    answer_cb, desk);
}

static void
desk_set_up (Desk          *desk,
             gconstpointer  data)
{
  start_service (desk);
  take_application (desk);
  desk->settings = tactus_settings_new_in_memory ();
  g_settings_set_boolean (desk->settings, TACTUS_SETTING_ALERT, TRUE);
  g_settings_set_int (desk->settings, TACTUS_SETTING_ALERT_SECONDS, 5);
  desk->bench = band_bench_new (data ? data : QUICK);
  desk->bands = g_list_store_new (TACTUS_TYPE_BAND);
  g_list_store_append (desk->bands, desk->bench->band);
  desk->notifier = tactus_notifier_new (desk->application, desk->settings, sight_cb, desk);
  tactus_notifier_set_patience (desk->notifier, 30);
  tactus_notifier_set_bands (desk->notifier, G_LIST_MODEL (desk->bands));
  g_signal_connect_swapped (desk->notifier, "seen", G_CALLBACK (seen_cb), desk);
  desk->now_us = NOON;
}

static void
desk_tear_down (Desk          *desk,
                gconstpointer  data)
{
  g_assert_finalize_object (desk->notifier);
  g_list_store_remove_all (desk->bands);
  g_object_unref (desk->bands);
  band_bench_free (desk->bench);
  g_object_unref (desk->settings);
  g_object_unref (desk->application);
  g_clear_pointer (&desk->service, desk_service_free);
}

/* ── what was sent ── */

static char *
id_of (Desk       *desk,
       const char *kind)
{
  return g_strdup_printf ("%s-%s", kind, tactus_band_get_address (desk->bench->band));
}

static guint
count (Desk       *desk,
       const char *method,
       const char *kind)
{
  GPtrArray *calls = desk_service_get_calls (desk->service);
  g_autofree char *id = id_of (desk, kind);
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

#define ADDED(desk, kind) count (desk, "AddNotification", kind)
#define REMOVED(desk, kind) count (desk, "RemoveNotification", kind)

/* Returns: (transfer full): the latest notification */
static GVariant *
latest (Desk *desk)
{
  DeskCall *call = desk_service_find (desk->service, "AddNotification");

  return g_variant_get_child_value (call->parameters, 2);
}

static char *
text_of (GVariant   *notification,
         const char *key)
{
  char *text = NULL;

  g_variant_lookup (notification, key, "s", &text);
  return text;
}

static void
assert_leads_to_band (Desk     *desk,
                      GVariant *notification)
{
  g_autofree char *action = text_of (notification, "default-action");
  g_autofree char *target = text_of (notification, "default-action-target");

  g_assert_cmpstr (action, ==, "app.show-band");
  g_assert_cmpstr (target, ==, tactus_band_get_address (desk->bench->band));
}

static gboolean
has_stop (GVariant *notification)
{
  g_autoptr(GVariant) buttons =
    g_variant_lookup_value (notification, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr(GVariant) button = buttons ? g_variant_get_child_value (buttons, 0) : NULL;
  g_autofree char *action = button ? text_of (button, "action") : NULL;

  return g_strcmp0 (action, "app.stop-measuring") == 0;
}

/* What is on its way to the service arrives. */
static void
settle (Desk *desk)
{
  GDBusConnection *connection = g_application_get_dbus_connection (desk->application);
  g_autoptr(GError) error = NULL;
  guint calls;

  do
    {
      calls = desk_service_get_calls (desk->service)->len;
      g_dbus_connection_flush_sync (connection, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < 20; i++)
        {
          g_usleep (500);
          g_main_context_iteration (NULL, FALSE);
        }
    }
  while (desk_service_get_calls (desk->service)->len != calls);
}

static void
beat (Desk  *desk,
      guint  bpm,
      guint  seconds)
{
  for (guint i = 0; i <= seconds; i++)
    {
      const TactusReading reading = { desk->now_us, TACTUS_READING_PULSE, (guint16) bpm };

      g_signal_emit_by_name (desk->bench->band, "reading", &reading);
      desk->now_us += SECOND;
    }
}

/* ── tests ── */

static void
test_alert (Desk          *desk,
            gconstpointer  data)
{
  g_autoptr(GVariant) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *priority = NULL;

  beat (desk, 158, 20);
  UNTIL (ADDED (desk, "alert") == 1);
  notification = latest (desk);
  title = text_of (notification, "title");
  body = text_of (notification, "body");
  priority = text_of (notification, "priority");
  g_assert_cmpstr (title, ==, "High Heart Rate");
  g_assert_cmpstr (body, ==, "158 beats per minute. It has been above 150 for 5 seconds.");
  g_assert_cmpstr (priority, ==, "high");
  assert_leads_to_band (desk, notification);
  g_assert_true (has_stop (notification));

  beat (desk, 80, 12);
  UNTIL (REMOVED (desk, "alert") == 1);
  settle (desk);
  g_assert_cmpuint (ADDED (desk, "alert"), ==, 1);
}

/* Other levels, or none: what was told is over. */
static void
test_levels (Desk          *desk,
             gconstpointer  data)
{
  beat (desk, 158, 6);
  UNTIL (ADDED (desk, "alert") == 1);
  g_settings_set_int (desk->settings, TACTUS_SETTING_ALERT_HIGH, 160);
  UNTIL (REMOVED (desk, "alert") == 1);
  beat (desk, 158, 6);
  g_settings_set_boolean (desk->settings, TACTUS_SETTING_ALERT, FALSE);
  beat (desk, 200, 6);
  settle (desk);
  g_assert_cmpuint (ADDED (desk, "alert"), ==, 1);
}

static void
test_looking (Desk          *desk,
              gconstpointer  data)
{
  const TactusEvent event = { .kind = TACTUS_EVENT_FIND_PHONE };

  desk->looks = TRUE;
  beat (desk, 30, 6);
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  settle (desk);
  g_assert_cmpuint (desk_service_get_calls (desk->service)->len, ==, 0);
  g_assert_cmpuint (desk->seen, ==, 1);
}

/* As at the small window, which has no place for words. */
static void
test_blind (Desk          *desk,
            gconstpointer  data)
{
  desk->looks = desk->blind = TRUE;
  beat (desk, 30, 6);
  UNTIL (ADDED (desk, "alert") == 1);
  g_assert_cmpuint (desk->seen, ==, 1);
}

/* The person looks: it is known now. */
static void
test_look (Desk          *desk,
           gconstpointer  data)
{
  beat (desk, 30, 6);
  UNTIL (ADDED (desk, "alert") == 1);
  tactus_notifier_look (desk->notifier);
  settle (desk);
  g_assert_cmpuint (REMOVED (desk, "alert"), ==, 0);

  desk->looks = TRUE;
  tactus_notifier_look (desk->notifier);
  UNTIL (REMOVED (desk, "alert") == 1);
  tactus_notifier_look (desk->notifier);
  settle (desk);
  g_assert_cmpuint (REMOVED (desk, "alert"), ==, 1);
}

static gboolean
tells_number (Desk *desk)
{
  g_autoptr(GVariant) notification = latest (desk);
  g_autofree char *title = text_of (notification, "title");
  g_autofree char *body = text_of (notification, "body");

  return strpbrk (title, "0123456789") || strpbrk (body, "0123456789") || strstr (title, "High") ||
         strstr (title, "Low");
}

/* Before a locked screen may stand anybody; whoever unlocks it reads the rest. */
static void
test_locked (Desk          *desk,
             gconstpointer  data)
{
  tactus_notifier_set_locked (desk->notifier, TRUE);
  /* A window that is in front of nobody. */
  desk->looks = TRUE;
  beat (desk, 158, 6);
  UNTIL (ADDED (desk, "alert") == 1);
  g_assert_false (tells_number (desk));

  desk->looks = FALSE;
  tactus_notifier_set_locked (desk->notifier, FALSE);
  UNTIL (ADDED (desk, "alert") == 2);
  g_assert_true (tells_number (desk));
  tactus_notifier_set_locked (desk->notifier, TRUE);
  UNTIL (ADDED (desk, "alert") == 3);
  g_assert_false (tells_number (desk));
}

static void
measure (Desk *desk)
{
  band_bench_put_key (desk->bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_measuring (desk->bench->band);
  UNTIL (tactus_band_get_pulse_state (desk->bench->band) == TACTUS_PULSE_STATE_LIVE);
}

static void
test_lost (Desk          *desk,
           gconstpointer  data)
{
  measure (desk);
  tactus_sim_band_vanish (desk->bench->sim, g_get_monotonic_time ());
  UNTIL (ADDED (desk, "lost") == 1);
  tactus_sim_band_come_back (desk->bench->sim);
  UNTIL (REMOVED (desk, "lost") == 1);
  /* What a person ends needs no words. */
  tactus_band_stop_measuring (desk->bench->band);
  settle (desk);
  g_assert_cmpuint (ADDED (desk, "stopped"), ==, 0);
  g_assert_cmpuint (ADDED (desk, "lost"), ==, 1);
}

/* A band that nobody waits for has lost nothing. */
static void
test_not_lost (Desk          *desk,
               gconstpointer  data)
{
  measure (desk);
  tactus_band_stop_measuring (desk->bench->band);
  tactus_sim_band_vanish (desk->bench->sim, g_get_monotonic_time ());
  UNTIL (tactus_band_get_state (desk->bench->band) == TACTUS_BAND_STATE_WAITING);
  settle (desk);
  g_assert_cmpuint (desk_service_get_calls (desk->service)->len, ==, 0);
}

/* It comes back with another key: measuring ends, and why outlasts the app. */
static void
test_stopped (Desk          *desk,
              gconstpointer  data)
{
  g_autoptr(GVariant) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  const guint8 other[16] = { 1, 2, 3 };

  measure (desk);
  tactus_sim_band_vanish (desk->bench->sim, g_get_monotonic_time ());
  UNTIL (tactus_band_get_state (desk->bench->band) == TACTUS_BAND_STATE_WAITING);
  tactus_sim_band_set_key (desk->bench->sim, other);
  tactus_sim_band_come_back (desk->bench->sim);
  UNTIL (ADDED (desk, "stopped") == 1);
  notification = latest (desk);
  title = text_of (notification, "title");
  body = text_of (notification, "body");
  g_assert_cmpstr (title, ==, "Measuring Stopped");
  g_assert_nonnull (body);
  assert_leads_to_band (desk, notification);
  g_assert_false (has_stop (notification));

  tactus_notifier_close (desk->notifier, TRUE);
  beat (desk, 200, 6);
  settle (desk);
  g_assert_cmpuint (REMOVED (desk, "stopped"), ==, 0);
  g_assert_cmpuint (ADDED (desk, "alert"), ==, 0);
}

static void
test_battery (Desk          *desk,
              gconstpointer  data)
{
  g_autoptr(GVariant) notification = NULL;
  g_autofree char *body = NULL;

  measure (desk);
  UNTIL (ADDED (desk, "battery") == 1);
  notification = latest (desk);
  body = text_of (notification, "body");
  g_assert_nonnull (strstr (body, "9 %"));
  tactus_sim_band_set_charging (desk->bench->sim, TRUE, g_get_monotonic_time ());
  UNTIL (REMOVED (desk, "battery") == 1);
}

static void
test_events (Desk          *desk,
             gconstpointer  data)
{
  static const TactusEventKind quiet[] = {
    TACTUS_EVENT_ASLEEP, TACTUS_EVENT_TICK, TACTUS_EVENT_UNKNOWN, TACTUS_EVENT_FIND_PHONE_STOPPED,
  };
  TactusEvent event = { .kind = TACTUS_EVENT_FIND_PHONE };

  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      const TactusEvent nothing = { .kind = quiet[i] };

      g_signal_emit_by_name (desk->bench->band, "event", &nothing);
    }
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  UNTIL (ADDED (desk, "event") == 1);
  event.kind = TACTUS_EVENT_FIND_PHONE_STOPPED;
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  UNTIL (REMOVED (desk, "event") == 1);
  event.kind = TACTUS_EVENT_BUTTON;
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  UNTIL (ADDED (desk, "event") == 2);
}

/* The band is forgotten, or the app leaves: nothing stays behind. */
static void
test_over (Desk          *desk,
           gconstpointer  data)
{
  beat (desk, 158, 6);
  UNTIL (ADDED (desk, "alert") == 1);
  g_list_store_remove_all (desk->bands);
  UNTIL (REMOVED (desk, "alert") == 1);

  g_list_store_append (desk->bands, desk->bench->band);
  beat (desk, 158, 6);
  UNTIL (ADDED (desk, "alert") == 2);
  tactus_notifier_close (desk->notifier, FALSE);
  UNTIL (REMOVED (desk, "alert") == 2);
}

/* A file that is done is no band's. */
static void
test_file (Desk          *desk,
           gconstpointer  data)
{
  g_autoptr(GVariant) notification = NULL;
  g_autofree char *action = NULL;
  g_autofree char *body = tactus_notice_text_exported ("all.csv");

  tactus_notifier_send (desk->notifier, NULL, TACTUS_NOTICE_EXPORTED,
                        tactus_notice_text_title (TACTUS_NOTICE_EXPORTED), body);
  UNTIL (desk_service_count (desk->service, "AddNotification") == 1);
  notification = latest (desk);
  action = text_of (notification, "default-action");
  g_assert_cmpstr (action, ==, "app.history");
  desk->looks = TRUE;
  tactus_notifier_look (desk->notifier);
  UNTIL (desk_service_count (desk->service, "RemoveNotification") == 1);
}

/* ── who shows it ── */

/* Time for whatever would be said. */
static void
wait_a_while (void)
{
  gint64 end_us = g_get_monotonic_time () + SECOND / 5;

  while (g_get_monotonic_time () < end_us)
    {
      g_usleep (500);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
end_service (Desk *desk)
{
  g_clear_pointer (&desk->service, desk_service_free);
  wait_a_while ();
}

/* Nobody shows notifications, and nothing is said about that: a warning ends the test. */
static void
test_nobody (Desk          *desk,
             gconstpointer  data)
{
  end_service (desk);
  beat (desk, 158, 20);
  wait_a_while ();
  tactus_notifier_set_locked (desk->notifier, TRUE);
  beat (desk, 80, 12);
  wait_a_while ();
  tactus_notifier_close (desk->notifier, FALSE);
  wait_a_while ();
}

/* Somebody comes: what is still so is shown, what is over is not. */
static void
test_late (Desk          *desk,
           gconstpointer  data)
{
  const TactusEvent event = { .kind = TACTUS_EVENT_FIND_PHONE };

  end_service (desk);
  beat (desk, 158, 20);
  wait_a_while ();
  beat (desk, 80, 12);
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  wait_a_while ();
  start_service (desk);
  UNTIL (ADDED (desk, "event") == 1);
  settle (desk);
  g_assert_cmpuint (ADDED (desk, "alert"), ==, 0);
  beat (desk, 158, 20);
  UNTIL (ADDED (desk, "alert") == 1);
}

/* It is restarted: what it showed is not shown again, what came meanwhile is. */
static void
test_restarted (Desk          *desk,
                gconstpointer  data)
{
  const TactusEvent event = { .kind = TACTUS_EVENT_FIND_PHONE };

  beat (desk, 158, 20);
  UNTIL (ADDED (desk, "alert") == 1);
  end_service (desk);
  g_signal_emit_by_name (desk->bench->band, "event", &event);
  wait_a_while ();
  start_service (desk);
  UNTIL (ADDED (desk, "event") == 1);
  settle (desk);
  g_assert_cmpuint (ADDED (desk, "alert"), ==, 0);
  beat (desk, 80, 12);
  UNTIL (REMOVED (desk, "alert") == 1);
}

static void
notify_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  gboolean notify = g_str_equal (call->method, "Notify");

  desk_call_return (call, notify ? g_variant_new ("(u)", 7) : NULL);
}

static DeskService *
start_freedesktop (void)
{
  return desk_service_new ("org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                           freedesktop_xml, notify_cb, NULL);
}

/* The other kind of service, which GLib complains of when it is gone; and not even the first kind
 * changes the way then. */
static void
test_freedesktop (Desk          *desk,
                  gconstpointer  data)
{
  DeskService *service;

  end_service (desk);
  service = start_freedesktop ();
  wait_a_while ();
  beat (desk, 158, 20);
  UNTIL (desk_service_count (service, "Notify") == 1);
  /* GLib has to learn the number first. */
  wait_a_while ();
  beat (desk, 80, 12);
  UNTIL (desk_service_count (service, "CloseNotification") == 1);

  desk_service_free (service);
  start_service (desk);
  wait_a_while ();
  beat (desk, 158, 20);
  wait_a_while ();
  g_assert_cmpuint (desk_service_get_calls (desk->service)->len, ==, 0);
  service = start_freedesktop ();
  UNTIL (desk_service_count (service, "Notify") == 1);
  wait_a_while ();
  desk_service_free (service);
}

/* GLib chooses the way once in a process: these have to be the first. */
static void
test_in_subprocess (gconstpointer data)
{
  g_test_trap_subprocess (data, 30 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*unable to send*");
}

/* ── the lock of the screen ── */

static void
active_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  desk_call_return (call, g_variant_new ("(b)", *(gboolean *) user_data));
}

/* It is locked already, and later whoever locked it is gone. */
static void
test_lock_before (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_strdelimit (g_strconcat ("/", name, NULL), ".", '/');
  g_autofree char *saver = g_strdup_printf (saver_xml, name);
  gboolean active = FALSE;
  DeskService *service = desk_service_new (name, path, saver, active_cb, &active);
  GDBusConnection *connection = desk_bench_connect ();
  TactusLockWatch *watch = tactus_lock_watch_new (connection);

  UNTIL (desk_service_count (service, "GetActive") == 1);
  wait_a_while ();
  g_assert_false (tactus_lock_watch_get_locked (watch));
  g_assert_finalize_object (watch);

  active = TRUE;
  watch = tactus_lock_watch_new (connection);
  UNTIL (tactus_lock_watch_get_locked (watch));
  desk_service_emit (service, path, name, "ActiveChanged", g_variant_new ("(b)", FALSE));
  UNTIL (!tactus_lock_watch_get_locked (watch));
  desk_service_emit (service, path, name, "ActiveChanged", g_variant_new ("(b)", TRUE));
  UNTIL (tactus_lock_watch_get_locked (watch));
  desk_service_free (service);
  UNTIL (!tactus_lock_watch_get_locked (watch));

  g_assert_finalize_object (watch);
  desk_bench_disconnect (connection);
}

/* Whoever answers late finds nobody. */
static void
test_lock_let_go (void)
{
  g_autofree char *saver = g_strdup_printf (saver_xml, "org.gnome.ScreenSaver");
  DeskService *service = desk_service_new ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", saver,
                                           NULL, NULL);
  GDBusConnection *connection = desk_bench_connect ();
  TactusLockWatch *watch = tactus_lock_watch_new (connection);
  gpointer gone = watch;

  g_object_add_weak_pointer (G_OBJECT (watch), &gone);
  UNTIL (desk_service_count (service, "GetActive") == 1);
  g_object_run_dispose (G_OBJECT (watch));
  desk_call_return (desk_service_find (service, "GetActive"), g_variant_new ("(b)", TRUE));
  g_object_unref (watch);
  UNTIL (gone == NULL);

  desk_bench_disconnect (connection);
  desk_service_free (service);
}

static void
monitor_cb (DeskService *service,
            DeskCall    *call,
            gpointer     user_data)
{
  desk_call_return (call, g_variant_new ("(o)", "/request"));
  desk_service_emit (service, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit",
                     "StateChanged",
                     g_variant_new_parsed ("(objectpath '/s', {'screensaver-active': <true>})"));
}

static void
test_lock_portal (void)
{
  DeskService *service = desk_service_new ("org.freedesktop.portal.Desktop",
                                           "/org/freedesktop/portal/desktop", inhibit_xml,
                                           monitor_cb, NULL);
  GDBusConnection *connection = desk_bench_connect ();
  TactusLockWatch *watch = tactus_lock_watch_new (connection);

  UNTIL (tactus_lock_watch_get_locked (watch));
  g_assert_finalize_object (watch);
  desk_bench_disconnect (connection);
  desk_service_free (service);
}

static void
test_lock (void)
{
  static const struct {
    const char *interface;
    const char *signal;
    const char *text;
    gboolean locked;
  } rows[] = {
    { "org.gnome.ScreenSaver", "ActiveChanged", "(true,)", TRUE },
    { "org.gnome.ScreenSaver", "ActiveChanged", "('no',)", TRUE },
    { "org.gnome.ScreenSaver", "ActiveChanged", "(false,)", FALSE },
    { "org.freedesktop.ScreenSaver", "ActiveChanged", "(true,)", TRUE },
    { "org.freedesktop.ScreenSaver", "ActiveChanged", "(false,)", FALSE },
    { "org.freedesktop.portal.Inhibit", "StateChanged",
      "(objectpath '/s', {'screensaver-active': <true>})", TRUE },
    { "org.freedesktop.portal.Inhibit", "StateChanged",
      "(objectpath '/s', {'session-state': <uint32 1>})", TRUE },
    { "org.freedesktop.portal.Inhibit", "StateChanged", "(false,)", TRUE },
    { "org.freedesktop.portal.Inhibit", "StateChanged",
      "(objectpath '/s', {'screensaver-active': <false>})", FALSE },
  };
  GDBusConnection *near = desk_bench_connect ();
  GDBusConnection *far = desk_bench_connect ();
  TactusLockWatch *watch = tactus_lock_watch_new (near);
  g_autoptr(TactusLockWatch) none = tactus_lock_watch_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (tactus_lock_watch_get_locked (none));
  /* The bus has heard of what we listen to when it answers this. */
  g_variant_unref (g_dbus_connection_call_sync (near, "org.freedesktop.DBus",
                                                "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                                "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                                NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_dbus_connection_emit_signal (far, NULL, "/s", rows[i].interface, rows[i].signal,
                                     g_variant_new_parsed (rows[i].text), &error);
      g_assert_no_error (error);
      /* What changes nothing is followed by something that does. */
      if (i + 1 == G_N_ELEMENTS (rows) || rows[i].locked != rows[i + 1].locked)
        UNTIL (tactus_lock_watch_get_locked (watch) == rows[i].locked);
    }

  g_assert_finalize_object (watch);
  desk_bench_disconnect (near);
  desk_bench_disconnect (far);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *name;
    const char *spec;
    void (* test) (Desk          *desk,
                   gconstpointer  data);
  } tests[] = {
    { "alert", NULL, test_alert },
    { "levels", NULL, test_levels },
    { "looking", NULL, test_looking },
    { "blind", NULL, test_blind },
    { "look", NULL, test_look },
    { "locked", NULL, test_locked },
    { "lost", NULL, test_lost },
    { "not-lost", NULL, test_not_lost },
    { "stopped", NULL, test_stopped },
    { "battery", QUICK ",battery=9", test_battery },
    { "events", NULL, test_events },
    { "over", NULL, test_over },
    { "file", NULL, test_file },
    { "nobody/subprocess", NULL, test_nobody },
    { "late", NULL, test_late },
    { "restarted", NULL, test_restarted },
    { "freedesktop/subprocess", NULL, test_freedesktop },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/notifications/", tests[i].name, NULL);

      g_test_add (path, Desk, tests[i].spec, desk_set_up, tests[i].test, desk_tear_down);
    }

  g_test_add_data_func ("/notifications/nobody", "/notifications/nobody/subprocess",
                        test_in_subprocess);
  g_test_add_data_func ("/notifications/freedesktop", "/notifications/freedesktop/subprocess",
                        test_in_subprocess);
  g_test_add_func ("/notifications/lock", test_lock);
  g_test_add_data_func ("/notifications/lock-before/gnome", "org.gnome.ScreenSaver",
                        test_lock_before);
  g_test_add_data_func ("/notifications/lock-before/freedesktop", "org.freedesktop.ScreenSaver",
                        test_lock_before);
  g_test_add_func ("/notifications/lock-let-go", test_lock_let_go);
  g_test_add_func ("/notifications/lock-portal", test_lock_portal);

  return band_bench_run ();
}
