/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-watch.h"

typedef struct {
  TactusCtlProgram *program;
  TactusCtlWatch *watch;
  TactusBand *band; /* (owned) */
} Raw;

static void
raw_free (Raw *raw)
{
  g_signal_handlers_disconnect_by_data (raw->band, raw);
  g_clear_object (&raw->band);
  g_free (raw);
}

static void
print_line (TactusCtlPrinter      *printer,
            const TactusRawPacket *packet,
            GDateTime             *when)
{
  g_autofree char *time = g_date_time_format (when, "%H:%M:%S.%f");
  g_autoptr(GString) values = g_string_new (NULL);

  /* To the millisecond. */
  time[strlen ("hh:mm:ss.mmm")] = '\0';
  for (guint i = 0; i < packet->n_values; i++)
    g_string_append_printf (values, "%s%d",
                            packet->kind == TACTUS_RAW_ACCELERATION && i > 0 && i % 3 == 0 ? " | "
                                                                                           : " ",
                            packet->values[i]);
  tactus_ctl_printer_line (printer, "%s  %-12s %3u %s", time, tactus_ctl_raw_kind_name (packet),
                           packet->index, values->str);
}

static void
raw_cb (TactusBand            *band,
        const TactusRawPacket *packet,
        gpointer               user_data)
{
  Raw *raw = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (raw->program);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (!raw->watch || tactus_ctl_watch_is_over (raw->watch))
    return;

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_raw (packet, now));
  else
    print_line (printer, packet, now);
  tactus_ctl_watch_count (raw->watch);
}

/* A link that is gone has stopped it, too; whether it comes back is the watch's concern. */
static void
end_unless_lost (TactusCtlProgram *program,
                 GError           *error)
{
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED))
    g_error_free (error);
  else
    tactus_ctl_program_end (program, error);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;

  if (!tactus_band_stop_raw_finish (TACTUS_BAND (source), result, &error))
    end_unless_lost (user_data, error);
  tactus_ctl_program_finish (user_data);
}

static void
stop (TactusCtlProgram *program)
{
  tactus_band_stop_raw_async (tactus_ctl_program_get_band (program),
                              tactus_ctl_program_get_cancellable (program), stopped_cb, program);
}

static void
restarted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;

  if (!tactus_band_start_raw_finish (TACTUS_BAND (source), result, &error))
    end_unless_lost (user_data, error);
}

/* The stream does not outlast the link. */
static void
back (TactusCtlProgram *program)
{
  tactus_band_start_raw_async (tactus_ctl_program_get_band (program),
                               tactus_ctl_program_get_cancellable (program), restarted_cb,
                               program);
}

static void
started (TactusCtlProgram *program)
{
  static const TactusCtlWatchKind kind = {
    .back = back,
    .done = stop,
    .silence = "The band sent no packet at all",
  };
  Raw *raw = tactus_ctl_program_get_data (program);

  raw->watch = tactus_ctl_watch (program, tactus_ctl_program_get_options (program)->duration_ms,
                                 &kind);
}

static void
connected (TactusCtlProgram *program)
{
  Raw *raw = g_new0 (Raw, 1);

  tactus_ctl_program_set_data (program, raw, (GDestroyNotify) raw_free);
  raw->program = program;
  raw->band = g_object_ref (tactus_ctl_program_get_band (program));
  g_signal_connect (raw->band, "raw", G_CALLBACK (raw_cb), raw);
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Starting the sensors’ stream; Ctrl+C ends it…"));
  tactus_band_start_raw_async (raw->band, tactus_ctl_program_get_cancellable (program),
                               tactus_ctl_done_cb,
                               tactus_ctl_doing (program, tactus_band_start_raw_finish, started));
}

void
tactus_ctl_raw (TactusCtlProgram *program)
{
  tactus_ctl_with_band (program, connected);
}
