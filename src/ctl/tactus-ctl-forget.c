/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-find.h"
#include "tactus-ctl-input.h"

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  GError *error = NULL;

  if (!tactus_band_list_forget_finish (TACTUS_BAND_LIST (source), result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  if (tactus_ctl_printer_is_json (printer))
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "forgotten", tactus_band_get_address (band));
      tactus_ctl_printer_object (printer, object);
    }
  else
    {
      tactus_ctl_printer_progress (printer, _("%s is forgotten."), tactus_band_get_name (band));
    }
  tactus_ctl_program_finish (program);
}

static void
forget (TactusCtlProgram *program)
{
  tactus_band_list_forget_async (tactus_ctl_program_get_bands (program),
                                 tactus_ctl_program_get_band (program),
                                 tactus_ctl_program_get_cancellable (program),
                                 forgotten_cb, program);
}

static void
answered (TactusCtlProgram *program,
          const char       *text,
          gpointer          user_data)
{
  if (tactus_ctl_is_yes (text))
    forget (program);
  else
    tactus_ctl_program_end (program, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                          "Not confirmed by the person"));
}

static gboolean
must_ask (TactusCtlOptions *options)
{
  return !options->yes && !options->json && isatty (STDIN_FILENO);
}

static void
found (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  if (!must_ask (tactus_ctl_program_get_options (program)))
    {
      forget (program);
      return;
    }

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Forget %s (%s)? Its key is removed from this computer. [y/N]"),
                               tactus_band_get_name (band), tactus_band_get_address (band));
  tactus_ctl_read_input (program, FALSE, NULL, answered, NULL);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_known_band (program, found);
}

void
tactus_ctl_forget (TactusCtlProgram *program)
{
  tactus_ctl_program_open (program, opened);
}
