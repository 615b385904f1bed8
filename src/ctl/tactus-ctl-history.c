/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-commands.h"
#include "tactus-ctl-store.h"

static const TactusCtlHistoryAction actions[TACTUS_CTL_N_ACTIONS] = {
  [TACTUS_CTL_ACTION_LIST] = tactus_ctl_history_list,
  [TACTUS_CTL_ACTION_SHOW] = tactus_ctl_history_show,
  [TACTUS_CTL_ACTION_COMPARE] = tactus_ctl_history_compare,
  [TACTUS_CTL_ACTION_RENAME] = tactus_ctl_history_describe,
  [TACTUS_CTL_ACTION_NOTE] = tactus_ctl_history_describe,
  [TACTUS_CTL_ACTION_MARK] = tactus_ctl_history_mark,
  [TACTUS_CTL_ACTION_UNMARK] = tactus_ctl_history_unmark,
  [TACTUS_CTL_ACTION_DELETE] = tactus_ctl_history_delete,
  [TACTUS_CTL_ACTION_RESTORE] = tactus_ctl_history_restore,
  [TACTUS_CTL_ACTION_PURGE] = tactus_ctl_history_purge,
};

static gboolean
is_narrowed (const TactusCtlOptions *options)
{
  return options->band || options->from || options->to || options->search;
}

void
tactus_ctl_history_say_nothing (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (is_narrowed (tactus_ctl_program_get_options (program)))
    tactus_ctl_printer_progress (printer, _("Nothing in the history matches."));
  else
    tactus_ctl_printer_progress (printer, _("The history is empty; “tactusctl heart-rate BAND” "
                                            "measures, “tactusctl import FILE” takes what is "
                                            "in a file."));
}

void
tactus_ctl_history_say_more (TactusCtlProgram *program)
{
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("There is more; --limit 0 shows all."));
}

void
tactus_ctl_history_say_zones (TactusCtlProgram  *program,
                              const TactusZones *zones)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (zones->maximum == 0 && !tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_progress (printer, _("--age or --max-rate shows the time in zones."));
}

void
tactus_ctl_history (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusHistory *history;

  if (!tactus_ctl_store_check (program, TRUE))
    return;

  history = tactus_ctl_store_get_history (program, FALSE);
  if (options->days)
    tactus_ctl_history_days (program, history);
  else
    actions[options->action] (program, history);
}
