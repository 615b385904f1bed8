/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-store.h"

typedef struct {
  guint done;
  guint total;
} Told;

static void
tell_script (TactusCtlPrinter *printer,
             guint             done,
             guint             total)
{
  JsonObject *object = tactus_ctl_json_text ("step", "fetch");

  json_object_set_int_member (object, "done", done);
  json_object_set_int_member (object, "total", total);
  tactus_ctl_printer_object (printer, object);
}

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  Told *told = tactus_ctl_program_get_data (program);

  if (tactus_ctl_program_is_ending (program) || total == 0 ||
      (told->done == done && told->total == total))
    return;

  *told = (Told) { done, total };
  if (tactus_ctl_printer_is_json (printer))
    tell_script (printer, done, total);
  else if (isatty (STDERR_FILENO))
    /* Translators: minutes that were fetched, of all there are */
    tactus_ctl_printer_status (printer, ngettext ("%u of %u minute…", "%u of %u minutes…", total),
                               done, total);
  tactus_ctl_program_check_output (program);
}

static void
print_summary (TactusCtlPrinter        *printer,
               const TactusSyncSummary *summary)
{
  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_sync (summary));
  else if (summary->minutes == 0)
    tactus_ctl_printer_line (printer, _("There is nothing new."));
  else
    tactus_ctl_printer_line (printer,
                             /* Translators: the number of minutes comes first */
                             ngettext ("%u minute fetched, %u of them new.",
                                       "%u minutes fetched, %u of them new.", summary->minutes),
                             summary->minutes, summary->added);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusSyncSummary summary = { 0, 0, -1, -1 };
  GError *error = NULL;

  if (tactus_band_sync_activity_finish (TACTUS_BAND (source), result, &summary, &error))
    {
      print_summary (printer, &summary);
      tactus_ctl_program_finish (program);
      return;
    }

  if (summary.minutes > 0)
    tactus_ctl_printer_progress (printer,
                                 ngettext ("%u minute was fetched and is kept; the next time it "
                                           "goes on from there.",
                                           "%u minutes were fetched and are kept; the next time it "
                                           "goes on from there.", summary.minutes),
                                 summary.minutes);
  tactus_ctl_program_end (program, error);
}

/* Before 1970 there were no bands; and -1 has a meaning of its own. */
static gint64
get_since (const TactusCtlOptions *options)
{
  return options->since ? MAX (g_date_time_to_unix (options->since), 0) : -1;
}

static void
connected (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusActivityStore *store = tactus_ctl_store_new (program);

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Fetching what the band recorded…"));
  tactus_ctl_program_set_data (program, g_new0 (Told, 1), g_free);
  tactus_band_sync_activity_async (tactus_ctl_program_get_band (program), store,
                                   get_since (options), progress_cb, program,
                                   tactus_ctl_program_get_cancellable (program), synced_cb,
                                   program);
}

void
tactus_ctl_sync (TactusCtlProgram *program)
{
  if (tactus_ctl_store_check (program, FALSE))
    tactus_ctl_with_band (program, connected);
}
