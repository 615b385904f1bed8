/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tactus-ctl-connect.h"
#include "tactus-ctl-demo-view.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-stream.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-link.h"

#define MODEL "mi-band-3"

/* How long the virtual person takes to tap. */
#define TAP_MS 1500

/* Any client and service of one process know about each other by then. */
#define START_MS 10000

typedef struct {
  TactusCtlProgram *program;
  TactusSimLink *link;     /* (owned) (nullable) */
  TactusSimBand *band;     /* (owned) (nullable) */
  TactusCtlDemoView *view; /* (owned) (nullable) */
  char *lock_dir;          /* (owned) (nullable) */
  guint tap_id;
} Demo;

static void
remove_dir (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
demo_free (Demo *demo)
{
  g_clear_handle_id (&demo->tap_id, g_source_remove);
  if (demo->band)
    g_signal_handlers_disconnect_by_data (demo->band, demo);
  g_clear_object (&demo->band);
  g_clear_pointer (&demo->link, tactus_sim_link_free);
  g_clear_pointer (&demo->view, tactus_ctl_demo_view_free);
  if (demo->lock_dir)
    remove_dir (demo->lock_dir);
  g_free (demo->lock_dir);
  g_free (demo);
}

/* ── the virtual person ── */

static gboolean
tap_cb (gpointer user_data)
{
  Demo *demo = user_data;

  demo->tap_id = 0;
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (demo->program),
                               _("The virtual band has been tapped for you."));
  tactus_sim_band_tap (demo->band, tactus_sim_driver_now ());
  return G_SOURCE_REMOVE;
}

static void
happened_cb (TactusSimBand *band,
             int            event,
             int            value,
             gpointer       user_data)
{
  Demo *demo = user_data;

  if (event == TACTUS_SIM_EVENT_TAP_ASKED && !demo->tap_id)
    demo->tap_id = g_timeout_add (TAP_MS, tap_cb, demo);
}

/* ── the pulse ── */

static void
show_value (TactusCtlProgram      *program,
            const TactusHeartRate *heart_rate,
            GDateTime             *when)
{
  Demo *demo = tactus_ctl_program_get_data (program);

  tactus_ctl_demo_view_add (demo->view, heart_rate, when);
  if (!tactus_ctl_demo_view_draw (demo->view))
    tactus_ctl_print_value (program, heart_rate, when);
}

static void
measured (TactusCtlProgram *program)
{
  Demo *demo = tactus_ctl_program_get_data (program);

  tactus_ctl_demo_view_finish (demo->view);
  tactus_ctl_program_finish (program);
}

static void
paired (TactusCtlProgram *program)
{
  Demo *demo = tactus_ctl_program_get_data (program);
  guint duration_ms = tactus_ctl_program_get_options (program)->duration_ms;

  demo->view = tactus_ctl_demo_view_new (tactus_ctl_program_get_printer (program), duration_ms);
  tactus_ctl_stream (program, duration_ms, show_value, measured);
}

/* ── the virtual Bluetooth ── */

static void
found (TactusCtlProgram *program)
{
  tactus_ctl_pair_band (program, NULL, paired);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;

  if (tactus_bluez_client_wait_finish (TACTUS_BLUEZ_CLIENT (source), result, &error))
    tactus_ctl_find_band (program, found);
  else
    tactus_ctl_program_end (program, tactus_band_error_translate (error));
}

static void
use_client (Demo *demo)
{
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new (demo->link->client, NULL, NULL);
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  g_autoptr(TactusBandList) bands = tactus_band_list_new (client, keys, NULL, demo->lock_dir);

  tactus_ctl_program_use (demo->program, bands, keys);
  tactus_bluez_client_wait_async (client, START_MS,
                                  tactus_ctl_program_get_cancellable (demo->program),
                                  ready_cb, demo->program);
}

static void
add_band (Demo *demo)
{
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse ("model=" MODEL, NULL);

  demo->band = tactus_sim_band_new (spec);
  g_signal_connect (demo->band, "happened", G_CALLBACK (happened_cb), demo);
  tactus_sim_bluez_add_band (demo->link->bluez, demo->band);
}

static void
linked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  Demo *demo = tactus_ctl_program_get_data (program);
  GError *error = NULL;

  demo->link = tactus_sim_link_new_finish (result, &error);
  if (!demo->link)
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  add_band (demo);
  tactus_ctl_program_get_options (program)->band = g_strdup (tactus_sim_band_get_name (demo->band));
  use_client (demo);
}

void
tactus_ctl_demo (TactusCtlProgram *program)
{
  Demo *demo = g_new0 (Demo, 1);
  GError *error = NULL;

  demo->program = program;
  tactus_ctl_program_set_data (program, demo, (GDestroyNotify) demo_free);
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("This is a demonstration with a virtual band; no Bluetooth is "
                                 "used."));

  /* A place of its own: a virtual band is nobody else's business. */
  demo->lock_dir = g_dir_make_tmp ("tactus-demo-XXXXXX", &error);
  if (!demo->lock_dir)
    tactus_ctl_program_end (program, error);
  else
    tactus_sim_link_new_async (tactus_ctl_program_get_cancellable (program), linked_cb, program);
}
