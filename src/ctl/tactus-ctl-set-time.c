/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-json.h"

static void
print_time (TactusCtlPrinter     *printer,
            const TactusBandInfo *info)
{
  g_autofree char *time = info->has_time ? tactus_ctl_band_time_to_text (&info->time) : NULL;

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_text ("time", time));
  else if (time)
    tactus_ctl_printer_line (printer, "%s", time);
  else
    tactus_ctl_printer_progress (printer, _("The clock is set, but cannot be read."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;
  g_autoptr(TactusBandInfo) info = tactus_band_read_info_finish (TACTUS_BAND (source), result,
                                                                 &error);

  if (!info)
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  print_time (tactus_ctl_program_get_printer (program), info);
  tactus_ctl_program_finish (program);
}

static void
set (TactusCtlProgram *program)
{
  tactus_band_read_info_async (tactus_ctl_program_get_band (program),
                               tactus_ctl_program_get_cancellable (program), read_cb, program);
}

static void
connected (TactusCtlProgram *program)
{
  tactus_band_set_clock_async (tactus_ctl_program_get_band (program),
                               tactus_ctl_program_get_options (program)->time,
                               tactus_ctl_program_get_cancellable (program), tactus_ctl_done_cb,
                               tactus_ctl_doing (program, tactus_band_set_clock_finish, set));
}

void
tactus_ctl_set_time (TactusCtlProgram *program)
{
  tactus_ctl_with_band (program, connected);
}
