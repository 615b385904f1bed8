/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-activity.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-match.h"
#include "tactus-ctl-store.h"

/* ── what is printed ── */

static void
print_object (TactusCtlProgram        *program,
              const TactusActivityRow *row)
{
  TactusBand *band = tactus_ctl_program_get_band (program);
  const TactusModel *model = band ? tactus_band_get_model (band) : NULL;
  gboolean first = model && model->generation == TACTUS_GENERATION_A;

  tactus_ctl_printer_object (tactus_ctl_program_get_printer (program),
                             tactus_ctl_json_activity (row, first));
}

static void
print_csv (TactusCtlProgram        *program,
           const TactusActivityRow *row)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  g_autofree char *time = tactus_ctl_activity_time_to_text (row);

  if (row->heart_rate > 0)
    tactus_ctl_printer_line (printer, "%s,%u,%u,%u,%u", time, row->kind, row->intensity,
                             row->steps, row->heart_rate);
  else
    tactus_ctl_printer_line (printer, "%s,%u,%u,%u,", time, row->kind, row->intensity, row->steps);
}

static void
print_rows (TactusCtlProgram *program,
            GArray           *rows)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  gboolean json = tactus_ctl_printer_is_json (printer);

  tactus_ctl_printer_line (printer, "date,kind,intensity,steps,heart_rate");
  for (guint i = 0; i < rows->len && tactus_ctl_printer_check (printer, NULL); i++)
    {
      const TactusActivityRow *row = &g_array_index (rows, TactusActivityRow, i);

      if (json)
        print_object (program, row);
      else
        print_csv (program, row);
    }

  if (rows->len == 0)
    tactus_ctl_printer_progress (printer, _("Nothing is stored of that band and time; “tactusctl "
                                            "sync BAND” fetches it."));
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;
  g_autoptr(GArray) rows = NULL;

  rows = tactus_activity_store_query_finish (TACTUS_ACTIVITY_STORE (source), result, &error);
  if (!rows)
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  print_rows (program, rows);
  tactus_ctl_program_finish (program);
}

/* ── what is asked for ── */

static void
query (TactusCtlProgram *program,
       const char       *address)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  tactus_activity_store_query_async (tactus_ctl_store_new (program), address,
                                     options->from ? g_date_time_to_unix (options->from) : 0,
                                     options->to ? g_date_time_to_unix (options->to) : G_MAXINT64,
                                     tactus_ctl_program_get_cancellable (program), queried_cb,
                                     program);
}

static void
found (TactusCtlProgram *program)
{
  query (program, tactus_band_get_address (tactus_ctl_program_get_band (program)));
}

/* Of a band that was forgotten, the address is all that is left. */
static void
opened (TactusCtlProgram *program)
{
  const char *text = tactus_ctl_program_get_options (program)->band;
  g_autofree char *address = g_ascii_strup (text, -1);

  if (tactus_ctl_is_address (text) && !tactus_ctl_is_seen (program))
    query (program, address);
  else
    tactus_ctl_find_known_band (program, found);
}

void
tactus_ctl_activity (TactusCtlProgram *program)
{
  if (tactus_ctl_store_check (program, TRUE))
    tactus_ctl_program_open (program, opened);
}
