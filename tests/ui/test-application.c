/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The program as it is started: options, the demo, a bus that is not there, and leaving. */

#include "config.h"

#include "stage.h"

#include "tactus-application.h"
#include "tactus-compact-window.h"

/* Called again and again while the program runs; %TRUE when done, and the program leaves. */
typedef gboolean (* Script) (GtkApplication *app,
                             GtkWindow      *window,
                             guint          *step);

typedef struct {
  GtkApplication *app;
  Script script;
  guint step;
  gint64 end;
  gboolean done;
} Run;

static gboolean
turn_cb (gpointer user_data)
{
  Run *run = user_data;
  GtkWindow *window = gtk_application_get_window_by_id (run->app, 1);

  if (g_get_monotonic_time () > run->end)
    g_error ("Step %u never came; on the screen:\n%s", run->step, stage_describe ());

  if (window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window)) ||
      !run->script (run->app, window, &run->step))
    return G_SOURCE_CONTINUE;

  run->done = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (run->app), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static int
run_program (Script       script,
             const char **argv)
{
  g_autoptr(TactusApplication) app = tactus_application_new ();
  Run run = {
    .app = GTK_APPLICATION (app),
    .script = script,
    .end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC,
  };
  guint id = g_timeout_add (20, turn_cb, &run);
  int status = g_application_run (G_APPLICATION (app), g_strv_length ((char **) argv),
                                  (char **) argv);

  if (!run.done)
    g_source_remove (id);
  g_assert_true (run.done || script == NULL);

  return status;
}

static gboolean
demo_script (GtkApplication *app,
             GtkWindow      *window,
             guint          *step)
{
  switch (*step)
    {
    case 0:
      *step += stage_can_click (window, "Pair Mi Band 3");
      break;
    case 1:
      g_action_group_activate_action (G_ACTION_GROUP (app), "about", NULL);
      *step += 1;
      break;
    case 2:
      g_action_group_activate_action (G_ACTION_GROUP (app), "preferences", NULL);
      *step += 1;
      break;
    case 3:
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
      *step += 1;
      break;
    default:
      *step += 1;
      break;
    }

  return *step > 20;
}

static void
test_demo (void)
{
  const char *argv[] = { "tactus", "--demo", NULL };

  g_assert_cmpint (run_program (demo_script, argv), ==, 0);
}

static gboolean
no_bus_script (GtkApplication *app,
               GtkWindow      *window,
               guint          *step)
{
  return stage_shows (window, "No Bluetooth Service");
}

static void
test_no_bus (void)
{
  const char *argv[] = { "tactus", "--bus", "unix:path=/nonexistent/bus", NULL };

  g_assert_cmpint (run_program (no_bus_script, argv), ==, 0);
}

static gboolean
has_compact (GtkApplication *app)
{
  for (GList *l = gtk_application_get_windows (app); l; l = l->next)
    if (TACTUS_IS_COMPACT_WINDOW (l->data))
      return TRUE;

  return FALSE;
}

/* The compact window takes the place of the main one, and gives it back. */
static gboolean
compact_script (GtkApplication *app,
                GtkWindow      *window,
                guint          *step)
{
  switch (*step)
    {
    case 0:
      if (stage_can_click (window, "Pair Mi Band 3"))
        {
          g_action_group_activate_action (G_ACTION_GROUP (app), "compact", NULL);
          g_assert_true (has_compact (app));
          g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
          /* As a second start of the program does. */
          g_application_activate (G_APPLICATION (app));
          *step = 1;
        }
      return FALSE;
    case 1:
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
      g_assert_false (has_compact (app));
      *step = 2;
      return FALSE;
    default:
      return TRUE;
    }
}

static void
test_compact (void)
{
  const char *argv[] = { "tactus", "--demo", NULL };

  g_assert_cmpint (run_program (compact_script, argv), ==, 0);
}

static gboolean
damaged_script (GtkApplication *app,
                GtkWindow      *window,
                guint          *step)
{
  return stage_shows (window, "could not be read. It is kept as ");
}

/* A damaged history is set aside, and a person told where it is. */
static void
test_damaged (void)
{
  const char *argv[] = { "tactus", "--bus", "unix:path=/nonexistent/bus", NULL };
  g_autofree char *path = tactus_history_get_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, "This has never been a database, and is longer than its header.",
                       -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run_program (damaged_script, argv), ==, 0);
}

static void
test_version (void)
{
  const char *argv[] = { "tactus", "--version", NULL };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout ("*tactus " TACTUS_VERSION "*");
      return;
    }

  g_assert_cmpint (run_program (NULL, argv), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/application/version", test_version);
  g_test_add_func ("/application/demo", test_demo);
  g_test_add_func ("/application/no-bus", test_no_bus);
  g_test_add_func ("/application/compact", test_compact);
  g_test_add_func ("/application/damaged", test_damaged);

  return g_test_run ();
}
