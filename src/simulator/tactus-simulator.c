/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Virtual bands: behind a virtual BlueZ on a private bus, or on the air by a real adapter. */

#include "config.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "tactus-sim-bluez.h"
#include "tactus-sim-commands.h"
#include "tactus-sim-peripheral.h"
#include "tactus-sim-report.h"

#define EXIT_USAGE 2

/* How long we wait for a link to go down before we leave all the same; BlueZ takes two seconds. */
#define HANG_UP_S 4

typedef struct {
  gboolean              virtual_bluez;
  gboolean              peripheral;
  gboolean              version;
  char                 *bus;         /* (owned) (nullable) */
  char                 *adapter;     /* (owned) (nullable) */
  char                **band_texts;  /* (owned) (nullable) */
  char                 *replay;      /* (owned) (nullable): file */
  double                speed;
  GPtrArray            *bands;       /* (owned) (element-type TactusSimBand) */
  GMainLoop            *loop;        /* (owned) */
  GDBusConnection      *connection;  /* (owned) (nullable) */
  TactusSimBluez       *bluez;       /* (owned) (nullable) */
  TactusSimPeripheral  *player;      /* (owned) (nullable) */
  TactusSimCommands    *commands;    /* (owned) (nullable) */
  int                   status;
} Simulator;

static void
simulator_clear (Simulator *self)
{
  g_clear_pointer (&self->commands, tactus_sim_commands_free);
  g_clear_object (&self->bluez);
  g_clear_object (&self->player);
  if (self->connection) /* the player's last words */
    g_dbus_connection_flush_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->bands, g_ptr_array_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->bus, g_free);
  g_clear_pointer (&self->adapter, g_free);
  g_clear_pointer (&self->replay, g_free);
  g_clear_pointer (&self->band_texts, g_strfreev);
}

static void
fail (Simulator  *self,
      const char *message)
{
  g_printerr ("tactus-simulator: %s\n", message);
  self->status = EXIT_FAILURE;
  g_main_loop_quit (self->loop);
}

/* ── leaving ── */

static gboolean
leave_cb (gpointer user_data)
{
  g_main_loop_quit (((Simulator *) user_data)->loop);

  return G_SOURCE_REMOVE;
}

static gboolean
leave_when_free_cb (gpointer user_data)
{
  Simulator *self = user_data;

  if (tactus_sim_peripheral_has_link (self->player))
    return G_SOURCE_CONTINUE;

  return leave_cb (user_data);
}

static void
quit (gpointer user_data)
{
  Simulator *self = user_data;

  if (!self->player || !tactus_sim_peripheral_has_link (self->player))
    {
      g_main_loop_quit (self->loop);
      return;
    }

  tactus_sim_peripheral_hang_up (self->player);
  g_timeout_add (50, leave_when_free_cb, self);
  g_timeout_add_seconds (HANG_UP_S, leave_cb, self);
}

static gboolean
signal_cb (gpointer user_data)
{
  quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* ── the bands ── */

static void
report_ready (Simulator *self)
{
  for (guint i = 0; i < self->bands->len; i++)
    tactus_sim_report_ready (g_ptr_array_index (self->bands, i));
}

static void
lost_name_cb (Simulator *self)
{
  fail (self, "Another program owns org.bluez on this bus, or this bus does not let us own it.");
}

static void
failed_cb (Simulator *self,
           GError    *error)
{
  fail (self, error->message);
}

static void
start_virtual (Simulator *self)
{
  self->bluez = tactus_sim_bluez_new (self->connection);
  for (guint i = 0; i < self->bands->len; i++)
    tactus_sim_bluez_add_band (self->bluez, g_ptr_array_index (self->bands, i));
  g_signal_connect_swapped (self->bluez, "started", G_CALLBACK (report_ready), self);
  g_signal_connect_swapped (self->bluez, "lost-name", G_CALLBACK (lost_name_cb), self);
  tactus_sim_bluez_start (self->bluez);
}

static void
start_peripheral (Simulator *self)
{
  const char *adapter = self->adapter ? self->adapter : "hci0";

  self->player = tactus_sim_peripheral_new (self->connection, adapter,
                                            g_ptr_array_index (self->bands, 0));
  g_signal_connect_swapped (self->player, "ready", G_CALLBACK (report_ready), self);
  g_signal_connect_swapped (self->player, "failed", G_CALLBACK (failed_cb), self);
  tactus_sim_peripheral_start (self->player);
}

static void
closed_cb (Simulator *self)
{
  fail (self, "The message bus has gone.");
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Simulator *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  self->connection = self->bus ? g_dbus_connection_new_for_address_finish (result, &error)
                               : g_bus_get_finish (result, &error);
  if (!self->connection)
    {
      message = g_strdup_printf ("No message bus: %s", error->message);
      fail (self, message);
      return;
    }

  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  g_signal_connect_swapped (self->connection, "closed", G_CALLBACK (closed_cb), self);
  if (self->peripheral)
    start_peripheral (self);
  else
    start_virtual (self);
}

static void
open_bus (Simulator *self)
{
  if (self->bus)
    g_dbus_connection_new_for_address (self->bus,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, NULL, bus_cb, self);
  else
    g_bus_get (self->peripheral ? G_BUS_TYPE_SYSTEM : G_BUS_TYPE_SESSION, NULL, bus_cb, self);
}

static void
run (Simulator *self)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  guint term = g_unix_signal_add (SIGTERM, signal_cb, self);
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, self);

  self->loop = g_main_loop_new (NULL, FALSE);
  for (guint i = 0; i < self->bands->len; i++)
    tactus_sim_report_follow (g_ptr_array_index (self->bands, i));
  self->commands = tactus_sim_commands_new (self->bands, quit, self);
  tactus_sim_commands_follow (self->commands, input);
  open_bus (self);
  g_main_loop_run (self->loop);

  g_source_remove (term);
  g_source_remove (interrupt);
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
}

/* ── the command line ── */

static gboolean
add_band (Simulator   *self,
          const char  *text,
          GError     **error)
{
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, error);

  if (!spec)
    return FALSE;

  g_ptr_array_add (self->bands, tactus_sim_band_new (spec));

  return TRUE;
}

/* A band of the trace's model, which taps itself. */
static gboolean
add_replay (Simulator  *self,
            GError    **error)
{
  g_autoptr(TactusSimTrace) trace = tactus_sim_trace_load (self->replay, error);
  g_autofree char *text = NULL;

  if (!trace)
    {
      g_prefix_error (error, "%s: ", self->replay);
      return FALSE;
    }

  text = g_strdup_printf ("model=%s,tap=0.5", trace->model);
  if (!add_band (self, text, error))
    return FALSE;

  tactus_sim_band_replay (g_ptr_array_index (self->bands, 0),
                          tactus_sim_replay_new (g_steal_pointer (&trace), self->speed));

  return TRUE;
}

static gboolean
add_bands (Simulator  *self,
           GError    **error)
{
  if (self->replay)
    return add_replay (self, error);
  if (!self->band_texts)
    return add_band (self, "model=mi-band-3", error);

  for (gsize i = 0; self->band_texts[i]; i++)
    if (!add_band (self, self->band_texts[i], error))
      return FALSE;

  return TRUE;
}

static const char *
find_contradiction (Simulator *self,
                    int        n_arguments)
{
  if (n_arguments > 1)
    return "There are no arguments, only options.";
  if (self->virtual_bluez == self->peripheral)
    return "Say either --virtual or --peripheral.";
  if (self->replay && self->band_texts)
    return "--replay brings its own band.";
  if (self->speed < 0.01 || self->speed > 1000)
    return "--speed is from 0.01 to 1000.";
  if (self->peripheral && self->bands->len > 1)
    return "An adapter plays one band.";
  if (self->virtual_bluez && self->adapter)
    return "--adapter goes with --peripheral.";

  return NULL;
}

static char *
describe (void)
{
  g_autofree char *settings = tactus_sim_spec_get_help ();

  return g_strconcat ("Settings of a band (--band model=mi-band-3,tap=3):\n", settings,
                      "\nCommands on standard input, with a band's address in front if there are "
                      "several:\n", tactus_sim_commands_get_help (),
                      "\nWhat happens is printed as one JSON object a line; keys never are.", NULL);
}

static gboolean
parse (Simulator   *self,
       int         *argc,
       char      ***argv,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "virtual", 0, 0, G_OPTION_ARG_NONE, &self->virtual_bluez,
      "Own org.bluez on a private bus, with virtual bands", NULL },
    { "peripheral", 0, 0, G_OPTION_ARG_NONE, &self->peripheral,
      "Be a band on the air, through a real adapter", NULL },
    { "bus", 0, 0, G_OPTION_ARG_STRING, &self->bus,
      "Message bus (default: session bus; with --peripheral system bus)", "ADDRESS" },
    { "adapter", 0, 0, G_OPTION_ARG_STRING, &self->adapter,
      "Adapter that plays the band (default: hci0)", "hciN|ADDRESS" },
    { "band", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->band_texts,
      "A band; several with --virtual", "SETTINGS" },
    { "replay", 0, 0, G_OPTION_ARG_FILENAME, &self->replay,
      "Be the band of a trace that tactusctl --trace has written", "FILE" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed,
      "Play the trace so many times faster (default: 1)", "FACTOR" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("– virtual Mi Bands");
  g_autofree char *description = describe ();

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, description);

  return g_option_context_parse (context, argc, argv, error);
}

static int
complain (const char *message)
{
  g_printerr ("tactus-simulator: %s\nTry tactus-simulator --help.\n", message);

  return EXIT_USAGE;
}

static int
start (Simulator  *self,
       int         argc,
       char      **argv)
{
  g_autoptr(GError) error = NULL;
  const char *contradiction;

  if (!parse (self, &argc, &argv, &error))
    return complain (error->message);
  if (self->version)
    {
      g_print ("tactus-simulator %s\n", TACTUS_VERSION);
      return EXIT_SUCCESS;
    }
  if (!add_bands (self, &error))
    return complain (error->message);

  contradiction = find_contradiction (self, argc);
  if (contradiction)
    return complain (contradiction);

  run (self);

  return self->status;
}

int
main (int    argc,
      char **argv)
{
  Simulator self = { .speed = 1, .bands = g_ptr_array_new_with_free_func (g_object_unref) };
  int status;

  setlocale (LC_ALL, "");
  status = start (&self, argc, argv);
  simulator_clear (&self);

  return status;
}
