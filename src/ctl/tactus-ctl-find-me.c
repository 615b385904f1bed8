/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-json.h"

static const char *
get_name (TactusCtlProgram *program)
{
  return tactus_band_get_name (tactus_ctl_program_get_band (program));
}

static void
tell_script (TactusCtlProgram *program,
             const char       *step)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_text ("step", step));
}

static void
found (TactusCtlProgram *program)
{
  tactus_ctl_program_set_enough (program, NULL, NULL);
  tell_script (program, "done");
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("%s is quiet again."), get_name (program));
  tactus_ctl_program_finish (program);
}

static void
enough (gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
connected (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  GCancellable *cancellable = g_cancellable_new ();

  /* Ctrl+C ends the vibrating, and waits until it has ended. */
  tactus_ctl_program_own (program, cancellable, g_object_unref);
  tactus_ctl_program_set_enough (program, enough, cancellable);
  tell_script (program, "vibrating");
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               options->duration_ms > 0 ? _("%s vibrates…")
                                                        : _("%s vibrates until Ctrl+C…"),
                               get_name (program));
  tactus_band_find_async (tactus_ctl_program_get_band (program),
                          options->duration_ms > 0 ? options->duration_ms : G_MAXUINT, cancellable,
                          tactus_ctl_done_cb,
                          tactus_ctl_doing (program, tactus_band_find_finish, found));
}

void
tactus_ctl_find (TactusCtlProgram *program)
{
  tactus_ctl_with_band (program, connected);
}
