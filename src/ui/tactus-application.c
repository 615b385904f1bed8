/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "tactus-band-abilities.h"
#include "tactus-band-trace.h"
#include "tactus-compact-window.h"
#include "tactus-compat.h"
#include "tactus-demo-window.h"
#include "tactus-demo.h"
#include "tactus-errand.h"
#include "tactus-diagnostics.h"
#include "tactus-help-window.h"
#include "tactus-preferences.h"
#include "tactus-presence.h"
#include "tactus-profile.h"
#include "tactus-settings.h"
#include "tactus-sleep-guard.h"
#include "tactus-template.h"
#include "tactus-units.h"
#include "tactus-toolkit.h"
#include "tactus-window.h"

#define BLUEZ_NAME "org.bluez"

/* How long a person may take back that something was deleted, seconds: the terminal can restore. */
#define PURGE_AGE_S (30 * 24 * 60 * 60)

/* Marks a window that was visible when all of them went. */
#define HIDDEN "tactus-hidden"

/* A disk that does not answer keeps nobody from leaving. */
#define FINISH_SECONDS 3

struct _TactusApplication
{
  AdwApplication parent_instance;

  char *bus_address;         /* (owned) (nullable): --bus */
  char *adapter;             /* (owned) (nullable): --adapter */
  char *key_file;            /* (owned) (nullable): --key-file */
  gboolean demo_wanted;      /* --demo */
  gboolean measure_wanted;   /* --start-measuring */
  gboolean history_wanted;   /* --history */
  gboolean background_wanted; /* --background */
  GStrv files;               /* (owned) (nullable): what else is on the command line */

  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *starting;    /* (owned): ends what is on its way when we leave */
  TactusDemo *demo;          /* (owned) (nullable) */
  TactusRecording *recording; /* (owned): keeps the history too */
  TactusBandList *bands;     /* (owned) (nullable) */
  TactusBandTrace *trace;        /* (owned) (nullable) */
  TactusSleepWatch *sleep_watch; /* (owned) (nullable) */
  TactusSleepGuard *sleep_guard; /* (owned) (nullable) */
  TactusPresence *presence;  /* (owned) (nullable): not in the demo */
  GtkWidget *window;         /* (nullable): of GTK */
  GtkWidget *compact;        /* (nullable): of GTK: in place of the window */
  GtkWidget *preferences;    /* (nullable): of GTK */
  TactusErrand *errand;      /* (owned) (nullable): waits for the bands */
  GtkWidget *help;           /* (nullable): of GTK */
  char *moved_aside;         /* (owned) (nullable): what to tell once there is a window */
  GCancellable *finishing;   /* (owned) (nullable): ends the recording */
  guint finish_id;
  guint signal_ids[2];       /* of SIGTERM and SIGINT */
  gboolean waiting;          /* without a window, for the bands */
  gboolean leaving;
  gboolean wanted;           /* while leaving */
  const char *wanted_option; /* (nullable): what it was wanted for */
};

G_DEFINE_FINAL_TYPE (TactusApplication, tactus_application, ADW_TYPE_APPLICATION)

/* The window is there, or will never be needed. */
static void
stop_waiting (TactusApplication *self)
{
  if (!self->waiting)
    return;

  self->waiting = FALSE;
  g_application_release (G_APPLICATION (self));
}

/* As soon as there is a place for it, and something to choose from. */
static void
run_errand (TactusApplication *self)
{
  g_autoptr(TactusErrand) errand = NULL;

  if (self->window == NULL || self->bands == NULL || self->errand == NULL)
    return;

  errand = g_steal_pointer (&self->errand);
  tactus_errand_perform (errand, TACTUS_WINDOW (self->window), self->bands);
}

/* Started without a window, it needs a reason to stay as soon as that can be known. */
static void
begin_in_background (TactusApplication *self)
{
  if (!self->waiting || self->bands == NULL || self->presence == NULL)
    return;

  tactus_presence_begin (self->presence);
  stop_waiting (self);
}

static void
take_band_list (TactusApplication *self,
                TactusBandList    *bands)
{
  g_set_object (&self->bands, bands);
  tactus_recording_set_bands (self->recording, bands);
  if (self->window)
    tactus_window_set_band_list (TACTUS_WINDOW (self->window), bands);
  if (self->presence)
    tactus_presence_set_bands (self->presence, bands);
  begin_in_background (self);
  run_errand (self);
}

static TactusBandList *
make_band_list (TactusApplication *self,
                TactusBluezClient *client)
{
  g_autofree char *data_dir = tactus_band_list_get_default_dir ();
  g_autoptr(TactusKeyStore) keys = NULL;

  if (self->key_file)
    keys = tactus_file_key_store_new (self->key_file);
  else
    keys = tactus_secret_key_store_new (TACTUS_APP_ID);

  return tactus_band_list_new (client, keys, data_dir, NULL);
}

/* For a report: what passes between us and bands goes into the file that the environment names. */
static void
start_trace (TactusApplication *self,
             TactusBandList    *bands)
{
  const char *path = g_getenv ("TACTUS_TRACE");
  g_autoptr(GError) error = NULL;

  if (path == NULL || *path == '\0' || self->trace)
    return;

  self->trace = tactus_band_trace_new (bands, path, "tactus " TACTUS_VERSION, &error);
  if (!self->trace)
    g_message ("TACTUS_TRACE: %s", error->message);
}

static void
take_connection (TactusApplication *self,
                 GDBusConnection   *connection,
                 const GError      *error)
{
  g_autoptr(TactusBluezClient) client = NULL;
  g_autoptr(TactusBandList) bands = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (connection)
    {
      g_dbus_connection_set_exit_on_close (connection, FALSE);
      client = tactus_bluez_client_new (connection, BLUEZ_NAME, self->adapter);
    }
  else
    {
      g_message ("No message bus: %s", error->message);
      client = tactus_bluez_client_new_without_bus ();
    }

  bands = make_band_list (self, client);
  start_trace (self, bands);
  take_band_list (self, bands);
  self->sleep_watch = tactus_sleep_watch_new (connection, NULL);
  self->sleep_guard = tactus_sleep_guard_new (self->sleep_watch, tactus_band_list_get_known (bands),
                                              self->recording);
}

static void
system_bus_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) connection = g_bus_get_finish (result, &error);

  take_connection (self, connection, error);
}

static void
given_bus_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) connection = g_dbus_connection_new_for_address_finish (result, &error);

  take_connection (self, connection, error);
}

static void
demo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  GtkWidget *faces;

  self->demo = tactus_demo_new_finish (result, &error);
  if (self->demo == NULL)
    {
      take_connection (self, NULL, error);
      return;
    }

  take_band_list (self, tactus_demo_get_band_list (self->demo));
  faces = tactus_demo_window_new (GTK_APPLICATION (self), tactus_demo_get_sim_bands (self->demo));
  gtk_window_present (GTK_WINDOW (faces));
}

static void
start_parts (TactusApplication *self)
{
  if (self->demo_wanted)
    tactus_demo_new_async (TRUE, self->starting, demo_cb, g_object_ref (self));
  else if (self->bus_address)
    g_dbus_connection_new_for_address (self->bus_address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->starting, given_bus_cb, g_object_ref (self));
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->starting, system_bus_cb, g_object_ref (self));
}

static void
shut_down_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusApplication) self = user_data;

  tactus_band_list_shut_down_finish (TACTUS_BAND_LIST (source), result);
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static void
shut_down (TactusApplication *self)
{
  if (self->bands)
    {
      tactus_band_list_shut_down_async (self->bands, shut_down_cb, g_object_ref (self));
      return;
    }

  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_recording_finish_finish (TACTUS_RECORDING (source), result, &error))
    g_message ("Not everything that was measured is kept: %s", error->message);

  g_clear_handle_id (&self->finish_id, g_source_remove);
  g_clear_object (&self->finishing);
  shut_down (self);
}

static gboolean
finish_timeout_cb (gpointer user_data)
{
  TactusApplication *self = user_data;

  self->finish_id = 0;
  g_cancellable_cancel (self->finishing);

  return G_SOURCE_REMOVE;
}

static void
hide_windows (TactusApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l; l = l->next)
    if (gtk_widget_get_visible (l->data))
      {
        g_object_set_data (l->data, HIDDEN, l->data);
        gtk_widget_set_visible (l->data, FALSE);
      }
}

/* What was open beside the window comes back with it. */
static void
show_windows (TactusApplication *self)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l; l = l->next)
    if (g_object_steal_data (l->data, HIDDEN))
      gtk_window_present (l->data);
}

static void
save_windows (TactusApplication *self)
{
  if (self->window)
    tactus_window_save_state (TACTUS_WINDOW (self->window));
  if (self->compact)
    tactus_compact_window_save_state (TACTUS_COMPACT_WINDOW (self->compact));
}

/* The windows go at once; behind them the sessions end, and the bands are let go of. */
static void
leave (TactusApplication *self)
{
  if (self->leaving)
    return;

  self->leaving = TRUE;
  g_cancellable_cancel (self->starting);
  if (self->presence)
    tactus_presence_close (self->presence);
  save_windows (self);
  hide_windows (self);

  g_application_hold (G_APPLICATION (self));
  self->finishing = g_cancellable_new ();
  self->finish_id = g_timeout_add_seconds (FINISH_SECONDS, finish_timeout_cb, self);
  tactus_recording_finish_async (self->recording, self->finishing, finished_cb,
                                 g_object_ref (self));
}

/* What is measured goes on without a window, if the person wants that. */
static gboolean
close_request_cb (TactusApplication *self)
{
  if (self->presence && !self->leaving && tactus_presence_hide (self->presence))
    {
      save_windows (self);
      hide_windows (self);
    }
  else
    leave (self);

  return TRUE;
}

/* A session that ends asks by signal; a link that stays up would hide the band from its phone. */
static gboolean
signal_cb (gpointer user_data)
{
  leave (user_data);

  return G_SOURCE_CONTINUE;
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  leave (user_data);
}

/* The one window takes the other's place. */
static void
leave_compact (TactusApplication *self)
{
  GtkWidget *compact = g_steal_pointer (&self->compact);

  if (compact == NULL)
    return;

  tactus_compact_window_save_state (TACTUS_COMPACT_WINDOW (compact));
  gtk_window_present (GTK_WINDOW (self->window));
  show_windows (self);
  gtk_window_destroy (GTK_WINDOW (compact));
}

static void
make_window (TactusApplication *self)
{
  self->window = tactus_window_new (GTK_APPLICATION (self), self->settings, self->recording);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_request_cb), self,
                           G_CONNECT_SWAPPED);
#ifdef TACTUS_DEVEL
  gtk_widget_add_css_class (self->window, "devel");
#endif
  tactus_window_set_band_list (TACTUS_WINDOW (self->window), self->bands);

  if (self->moved_aside)
    tactus_window_say_moved_aside (TACTUS_WINDOW (self->window), self->moved_aside);
  g_clear_pointer (&self->moved_aside, g_free);
}

/* An action may come from outside when there is no window yet, or when it is behind others: the
 * system lets it come to the front only now, while it knows that a person asked for it.
 * Returns: (transfer none) (nullable): %NULL when we are leaving */
static TactusWindow *
present_window (TactusApplication *self)
{
  if (self->leaving)
    {
      self->wanted = TRUE;
      return NULL;
    }
  if (self->window == NULL)
    make_window (self);

  leave_compact (self);
  gtk_window_present (GTK_WINDOW (self->window));
  show_windows (self);
  stop_waiting (self);
  if (self->presence)
    tactus_presence_show (self->presence);

  return TACTUS_WINDOW (self->window);
}

/* An action that comes while we leave is what we begin with when we are started anew. */
static void
want_anew (TactusApplication *self,
           const char        *option)
{
  if (self->leaving)
    self->wanted_option = option;
}

static void
begin_errand (TactusApplication *self,
              TactusErrand      *errand)
{
  g_clear_pointer (&self->errand, tactus_errand_free);
  self->errand = errand;
  if (present_window (self))
    run_errand (self);
}

static void
start_measuring_action (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  want_anew (user_data, "--start-measuring");
  begin_errand (user_data, tactus_errand_new_measure ());
}

static void
show_band_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  begin_errand (user_data, tactus_errand_new_show (g_variant_get_string (parameter, NULL)));
}

/* Nothing to see: the window stays where it is, if there is one. */
static void
stop_measuring_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  TactusApplication *self = user_data;
  GListModel *known = self->bands ? tactus_band_list_get_known (self->bands) : NULL;

  g_clear_pointer (&self->errand, tactus_errand_free);
  for (guint i = 0; known && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (known, i);

      tactus_band_stop_measuring (band);
      if (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING)
        tactus_band_stop_listening (band);
    }
  if (self->presence)
    tactus_presence_give_up (self->presence);
}

static void
history_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  TactusWindow *window = present_window (user_data);

  want_anew (user_data, "--history");
  if (window)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.history", "s", "");
}

static void
compact_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  TactusApplication *self = user_data;

  if (self->window == NULL || self->leaving)
    return;
  if (self->compact)
    {
      leave_compact (self);
      return;
    }

  self->compact = tactus_compact_window_new (GTK_APPLICATION (self), self->settings, self->bands,
                                             tactus_window_get_band (TACTUS_WINDOW (self->window)));
  g_signal_connect_object (self->compact, "returned", G_CALLBACK (leave_compact), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->compact));
  gtk_widget_set_visible (self->window, FALSE);
  /* There may have been no window to see before. */
  if (self->presence)
    tactus_presence_show (self->presence);
}

/* Returns: (transfer full) */
static char *
make_diagnostics (TactusApplication *self)
{
  g_autofree char *toolkit = tactus_toolkit_describe ();

  return tactus_diagnostics_new (toolkit, self->bands, NULL);
}

static void
copy_diagnostics (TactusApplication *self,
                  TactusHelpWindow  *help)
{
  g_autofree char *text = make_diagnostics (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (help)), text);
  tactus_help_window_say (help, _("Diagnostics copied"));
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  TactusApplication *self = user_data;
  TactusWindow *window = present_window (self);

  if (window == NULL)
    return;

  if (self->help == NULL)
    {
      self->help = tactus_help_window_new (GTK_WINDOW (window));
      g_object_add_weak_pointer (G_OBJECT (self->help), (gpointer *) &self->help);
      g_signal_connect_object (self->help, "copy-requested", G_CALLBACK (copy_diagnostics), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->help));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TactusApplication *self = user_data;
  TactusWindow *window = present_window (self);
  g_autofree char *diagnostics = make_diagnostics (self);

  if (window)
    tactus_compat_show_about (GTK_WINDOW (window), diagnostics);
}

/* Returns: of whoever wears one of the bands, if a band was told; 0: not known */
static guint
find_birth_year (TactusApplication *self)
{
  GListModel *known = self->bands ? tactus_band_list_get_known (self->bands) : NULL;

  for (guint i = 0; known && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (known, i);
      const char *text = tactus_band_get_setting (band, TACTUS_SETTING_PROFILE);
      TactusProfile profile;

      if (text && tactus_profile_parse_text (&profile, text, NULL))
        return profile.birth_year;
    }

  return 0;
}

static void
make_preferences (TactusApplication *self)
{
  guint year = find_birth_year (self);

  self->preferences = tactus_preferences_new (GTK_WINDOW (self->window), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->preferences), (gpointer *) &self->preferences);
  if (self->presence)
    tactus_preferences_set_background (TACTUS_PREFERENCES (self->preferences),
                                       tactus_presence_get_background (self->presence));
  if (year > 0)
    tactus_preferences_suggest_year (TACTUS_PREFERENCES (self->preferences), year);
}

/* Returns: (transfer none) (nullable) */
static TactusPreferences *
open_preferences (TactusApplication *self)
{
  if (present_window (self) == NULL)
    return NULL;
  if (self->preferences == NULL)
    make_preferences (self);

  gtk_window_present (GTK_WINDOW (self->preferences));

  return TACTUS_PREFERENCES (self->preferences);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  open_preferences (user_data);
}

static void
zones_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TactusPreferences *preferences = open_preferences (user_data);

  if (preferences)
    tactus_preferences_show_zones (preferences);
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  TactusApplication *self = user_data;

  if (self->window)
    tactus_bands_page_search (tactus_window_get_bands_page (TACTUS_WINDOW (self->window)));
}

/* Returns: (transfer full) (nullable): how to start this program once more */
static GAppInfo *
describe_demo (GError **error)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *quoted = g_shell_quote (program ? program : "tactus");
  g_autofree char *command = g_strconcat (quoted, " --demo", NULL);

  return g_app_info_create_from_commandline (command, "Tactus",
                                             G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION,
                                             error);
}

/* Another process: the demo's virtual bands and a person's own never meet.  It gets our word that a
 * person asked for it, so that its window may come to the front. */
static void
demo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAppInfo) info = describe_demo (&error);
  g_autoptr(GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gdk_display_get_default ());

  if (info == NULL || !g_app_info_launch (info, NULL, G_APP_LAUNCH_CONTEXT (context), &error))
    g_warning ("Starting the demo: %s", error->message);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_action },
  { .name = "start-measuring", .activate = start_measuring_action },
  { .name = "stop-measuring", .activate = stop_measuring_action },
  { .name = "show-band", .activate = show_band_action, .parameter_type = "s" },
  { .name = "history", .activate = history_action },
  { .name = "help", .activate = help_action },
  { .name = "about", .activate = about_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "zones", .activate = zones_action },
  { .name = "compact", .activate = compact_action },
  { .name = "search", .activate = search_action },
  { .name = "demo", .activate = demo_action },
};

static void
set_accels (TactusApplication *self,
            const char        *action,
            const char        *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accels);
}

static void
moved_aside_cb (TactusApplication *self,
                const char        *path)
{
  if (self->window)
    {
      tactus_window_say_moved_aside (TACTUS_WINDOW (self->window), path);
      return;
    }

  g_free (self->moved_aside);
  self->moved_aside = g_strdup (path);
}

static void
purged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It is tried again with the next start. */
  if (!tactus_history_purge_finish (TACTUS_HISTORY (source), result, NULL, &error))
    g_info ("Removing what was deleted: %s", error->message);
}

/* Nor does the demo leave anything behind. */
static TactusRecording *
make_recording (TactusApplication *self)
{
  g_autofree char *path = self->demo_wanted ? NULL : tactus_history_get_default_path ();
  g_autoptr(TactusHistory) history = tactus_history_new (path);

  g_signal_connect_object (history, "moved-aside", G_CALLBACK (moved_aside_cb), self,
                           G_CONNECT_SWAPPED);
  tactus_history_purge_async (history, PURGE_AGE_S, self->starting, purged_cb, NULL);

  return tactus_recording_new (history);
}

/* The system does not let us measure unseen: the person is told where they can change that. */
static void
refused_cb (TactusApplication *self,
            const char        *words)
{
  TactusWindow *window = present_window (self);

  g_settings_set_boolean (self->settings, TACTUS_SETTING_BACKGROUND, FALSE);
  /* Whom it does not let run it does not start. */
  g_settings_set_boolean (self->settings, TACTUS_SETTING_AUTOSTART, FALSE);
  if (window)
    tactus_window_say (window, words);
}

static void
make_presence (TactusApplication *self)
{
  self->presence = tactus_presence_new (GTK_APPLICATION (self), self->settings);
  g_signal_connect_object (self->presence, "over", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->presence, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The bus of screen readers may be there without a session bus.  Then GTK 4 tells it of objects
 * that have no path, and breaks on the way: nobody who reads the screen gets less without. */
static void
avoid_nameless_objects (GApplication *application)
{
  if (g_application_get_dbus_connection (application) == NULL)
    g_setenv ("GTK_A11Y", "none", TRUE);
}

static void
tactus_application_startup (GApplication *application)
{
  TactusApplication *self = TACTUS_APPLICATION (application);

  avoid_nameless_objects (application);
  G_APPLICATION_CLASS (tactus_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (TACTUS_APP_ID);
  tactus_compat_add_contrast_style (TACTUS_RESOURCE_BASE "/high-contrast.css");
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self, "app.quit", "<Control>q");
  set_accels (self, "app.help", "F1");
  set_accels (self, "app.preferences", "<Control>comma");
  set_accels (self, "app.compact", "<Control><Shift>c");
  set_accels (self, "app.search", "<Control>r");
  set_accels (self, "win.history::", "<Control>h");
  set_accels (self, "window.close", "<Control>w");

  self->signal_ids[0] = g_unix_signal_add (SIGTERM, signal_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, signal_cb, self);

  /* The demo starts as a stranger every time. */
  self->settings = self->demo_wanted ? tactus_settings_new_in_memory () : tactus_settings_new ();
  if (self->settings)
    g_settings_bind (self->settings, TACTUS_SETTING_MEASURED_IN, tactus_units_get_default (),
                     "choice", G_SETTINGS_BIND_GET);
  self->recording = make_recording (self);
  if (!self->demo_wanted)
    make_presence (self);
  start_parts (self);
}

static void
tactus_application_activate (GApplication *application)
{
  TactusApplication *self = TACTUS_APPLICATION (application);

  /* The demo is there to be seen. */
  if (!self->background_wanted || self->demo_wanted)
    {
      present_window (self);
      return;
    }

  /* This once: whoever comes next wants to see something. */
  self->background_wanted = FALSE;
  self->waiting = TRUE;
  g_application_hold (application);
  begin_in_background (self);
}

/* For --start-measuring and the like.  Returns: -1: go on, this is the instance that does it; else
 * the exit status */
static int
do_from_command_line (GApplication *application,
                      const char   *action)
{
  g_autoptr(GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("tactus: %s\n", error->message);
      return 1;
    }

  g_action_group_activate_action (G_ACTION_GROUP (application), action, NULL);

  return g_application_get_is_remote (application) ? 0 : -1;
}

/* One that runs already needs no second start. */
static int
start_in_background (GApplication *application)
{
  g_autoptr(GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("tactus: %s\n", error->message);
      return 1;
    }

  return g_application_get_is_remote (application) ? 0 : -1;
}

static int
tactus_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  TactusApplication *self = TACTUS_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("tactus %s\n", TACTUS_VERSION);
      return 0;
    }

  if (self->files)
    {
      /* Translators: %s is what somebody wrote on the command line, such as the name of a file */
      g_autofree char *message = g_strdup_printf (_("“%s” cannot be opened. To import a file, "
                                                    "choose Import in the menu of the history."),
                                                  self->files[0]);

      g_printerr ("tactus: %s\n", message);
      return 1;
    }

  /* Not the person's own bands: never to be mixed up with an instance that has those. */
  if (self->demo_wanted || self->bus_address)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  if (self->background_wanted)
    return start_in_background (application);
  if (self->measure_wanted)
    return do_from_command_line (application, "start-measuring");
  if (self->history_wanted)
    return do_from_command_line (application, "history");

  return -1;
}

static void
add_options (TactusApplication *self)
{
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo_wanted,
      N_("Start with virtual bands; needs no Bluetooth"), NULL },
    { "start-measuring", 0, 0, G_OPTION_ARG_NONE, &self->measure_wanted,
      N_("Measure with the band that was used last"), NULL },
    { "history", 0, 0, G_OPTION_ARG_NONE, &self->history_wanted,
      N_("Show what was measured"), NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, &self->background_wanted,
      N_("Start without a window, as at login"), NULL },
    { "bus", 0, 0, G_OPTION_ARG_STRING, &self->bus_address,
      N_("The message bus where org.bluez lives (default: the system bus)"), N_("ADDRESS") },
    { "adapter", 0, 0, G_OPTION_ARG_STRING, &self->adapter,
      N_("The Bluetooth adapter to use: its address or hciN"), N_("ADAPTER") },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &self->key_file,
      N_("Keep keys in this file instead of the keyring"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->files, NULL, NULL },
    { NULL },
  };

  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Pairs Mi Bands and shows the heart rate live."));
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

static void
tactus_application_shutdown (GApplication *application)
{
  TactusApplication *self = TACTUS_APPLICATION (application);

  g_cancellable_cancel (self->starting);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_handle_id (&self->finish_id, g_source_remove);
  g_clear_object (&self->sleep_guard);
  g_clear_object (&self->sleep_watch);
  g_clear_object (&self->presence);
  g_clear_object (&self->recording);
  g_clear_object (&self->trace);
  g_clear_object (&self->bands);
  g_clear_object (&self->demo);

  G_APPLICATION_CLASS (tactus_application_parent_class)->shutdown (application);
}

static void
tactus_application_finalize (GObject *object)
{
  TactusApplication *self = TACTUS_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->preferences);
  g_clear_pointer (&self->errand, tactus_errand_free);
  g_clear_weak_pointer (&self->help);
  g_clear_object (&self->settings);
  g_clear_object (&self->starting);
  g_free (self->moved_aside);
  g_strfreev (self->files);
  g_free (self->bus_address);
  g_free (self->adapter);
  g_free (self->key_file);

  G_OBJECT_CLASS (tactus_application_parent_class)->finalize (object);
}

static void
tactus_application_class_init (TactusApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_application_finalize;
  application_class->startup = tactus_application_startup;
  application_class->activate = tactus_application_activate;
  application_class->shutdown = tactus_application_shutdown;
  application_class->handle_local_options = tactus_application_handle_local_options;
}

static void
tactus_application_init (TactusApplication *self)
{
  self->starting = g_cancellable_new ();
  add_options (self);
}

TactusApplication *
tactus_application_new (void)
{
  return g_object_new (TACTUS_TYPE_APPLICATION,
                       "application-id", TACTUS_APP_ID,
                       "resource-base-path", TACTUS_RESOURCE_BASE,
                       NULL);
}

gboolean
tactus_application_get_wanted (TactusApplication *self)
{
  g_return_val_if_fail (TACTUS_IS_APPLICATION (self), FALSE);

  return self->wanted;
}

const char *
tactus_application_get_wanted_option (TactusApplication *self)
{
  g_return_val_if_fail (TACTUS_IS_APPLICATION (self), NULL);

  return self->wanted_option;
}
