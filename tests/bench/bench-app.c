/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* bench-app SIMULATOR [SECONDS]: what the whole program costs while it listens to a sensor that
 * sends every second: processor time of the process over wall time, first with its window on the
 * screen, then minimised, then as the compact window.  The radio is the simulator, a process of its
 * own. */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "../ui/stage.h"

#include "tactus-application.h"
#include "tactus-compact-window.h"

#ifdef HAVE_X11
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <gdk/x11/gdkx.h>
#endif

#define SENSOR "model=heart-rate-sensor,name=Bench Strap,address=E1:57:0A:90:00:21,period=1," \
               "seed=3,rr=yes,contact=yes"

/* What begins has to end before it is measured. */
#define SETTLE_SECONDS 5

/* What this program prints under: what is to be seen, and the share of a core it may take. */
typedef struct {
  const char  *what;
  const char  *goal; /* (nullable) */
  void      (* prepare) (GtkApplication *app);
} Phase;

typedef struct {
  GtkApplication *app;
  GSubprocess    *simulator;
  guint           step;
  guint           phase;
  guint           seconds;
  gint64          deadline;
  double          cpu;
  gint64          began_us;
} Bench;

static double
cpu_seconds (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);

  return spent.tv_sec + spent.tv_nsec / 1e9;
}

static GtkWindow *
main_window (GtkApplication *app)
{
  return gtk_application_get_window_by_id (app, 1);
}

static void
stay (GtkApplication *app)
{
}

/* GTK 4.18 calls all of X11 deprecated; it is what a window manager would say it with. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* There is no window manager here that would say so. */
static void
minimise (GtkApplication *app)
{
#ifdef HAVE_X11
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (main_window (app)));
  GdkDisplay *display = gdk_surface_get_display (surface);
  Atom hidden = gdk_x11_get_xatom_by_name_for_display (display, "_NET_WM_STATE_HIDDEN");

  XChangeProperty (gdk_x11_display_get_xdisplay (display), gdk_x11_surface_get_xid (surface),
                   gdk_x11_get_xatom_by_name_for_display (display, "_NET_WM_STATE"), XA_ATOM, 32,
                   PropModeReplace, (guchar *) &hidden, 1);
#else
  gtk_widget_set_visible (GTK_WIDGET (main_window (app)), FALSE);
#endif
}

G_GNUC_END_IGNORE_DEPRECATIONS

static void
make_compact (GtkApplication *app)
{
  g_action_group_activate_action (G_ACTION_GROUP (app), "compact", NULL);
}

static const Phase phases[] = {
  { "whole app, live, visible", "1", stay },
  { "whole app, live, hidden", "0.2", minimise },
  { "whole app, live, compact window", "1", make_compact },
};

static gboolean phase_cb (gpointer user_data);

static gboolean
measured_cb (gpointer user_data)
{
  Bench *bench = user_data;
  const Phase *phase = &phases[bench->phase];
  double wall = (g_get_monotonic_time () - bench->began_us) / 1e6;
  double share = (cpu_seconds () - bench->cpu) / wall * 100;

  g_print ("%s: %.2f %% of a core (goal < %s)\n", phase->what, share, phase->goal);

  bench->phase++;
  if (bench->phase < G_N_ELEMENTS (phases))
    phase_cb (bench);
  else
    g_action_group_activate_action (G_ACTION_GROUP (bench->app), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
settled_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->cpu = cpu_seconds ();
  bench->began_us = g_get_monotonic_time ();
  g_timeout_add_seconds (bench->seconds, measured_cb, bench);

  return G_SOURCE_REMOVE;
}

static gboolean
phase_cb (gpointer user_data)
{
  Bench *bench = user_data;

  phases[bench->phase].prepare (bench->app);
  g_timeout_add_seconds (SETTLE_SECONDS, settled_cb, bench);

  return G_SOURCE_REMOVE;
}

/* Returns: whether the button is there; presses it then */
static gboolean
press (gpointer    window,
       const char *label)
{
  GtkWidget *button = window ? stage_find (window, GTK_TYPE_BUTTON, label) : NULL;

  if (button == NULL || !gtk_widget_is_sensitive (button))
    return FALSE;

  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

/* From the start page to the live view, as a person goes there. */
static gboolean
open_cb (gpointer user_data)
{
  Bench *bench = user_data;
  GtkWindow *window = main_window (bench->app);

  if (g_get_monotonic_time () > bench->deadline)
    g_error ("Step %u never came; on the screen:\n%s", bench->step, stage_describe ());
  if (window == NULL)
    return G_SOURCE_CONTINUE;

  switch (bench->step)
    {
    case 0:
      bench->step += press (window, "Add Bench Strap");
      return G_SOURCE_CONTINUE;
    case 1:
      bench->step += press (stage_find_toplevel (window), "Show the Pulse");
      return G_SOURCE_CONTINUE;
    default:
      if (!stage_can_click (window, "Stop Measuring"))
        return G_SOURCE_CONTINUE;
      phase_cb (bench);
      return G_SOURCE_REMOVE;
    }
}

static void
start_simulator (Bench      *bench,
                 const char *program)
{
  g_autoptr(GError) error = NULL;

  bench->simulator = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
                                       "--virtual", "--band=" SENSOR, NULL);
  if (bench->simulator == NULL)
    g_error ("Starting the simulator: %s", error->message);
}

int
main (int    argc,
      char **argv)
{
  const char *bus = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  g_autofree char *keys = g_build_filename (g_get_user_data_dir (), "keys", NULL);
  const char *arguments[] = { "tactus", "--bus", bus, "--key-file", keys, NULL };
  g_autoptr(TactusApplication) app = NULL;
  Bench bench = { .deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC };
  int status;

  if (argc < 2 || !gtk_init_check ())
    {
      g_print ("Needs a simulator and a display\n");
      return argc < 2;
    }

  start_simulator (&bench, argv[1]);
  bench.seconds = argc > 2 ? MAX (atoi (argv[2]), 1) : 60;
  app = tactus_application_new ();
  bench.app = GTK_APPLICATION (app);
  g_timeout_add (100, open_cb, &bench);
  status = g_application_run (G_APPLICATION (app), G_N_ELEMENTS (arguments) - 1,
                              (char **) arguments);

  g_subprocess_force_exit (bench.simulator);
  g_clear_object (&bench.simulator);

  return status;
}
