/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-keep.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-recorder.h"
#include "tactus-ctl-reason.h"

typedef struct {
  TactusCtlProgram *program;
  TactusHistory *history;       /* (owned) */
  TactusBandRecorder *recorder; /* (owned) */
  gboolean told;                /* that it is not kept */
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_signal_handlers_disconnect_by_data (keeping->recorder, keeping);
  g_signal_handlers_disconnect_by_data (keeping->history, keeping);
  g_clear_object (&keeping->recorder);
  g_clear_object (&keeping->history);
  g_free (keeping);
}

static TactusCtlPrinter *
get_printer (Keeping *keeping)
{
  return tactus_ctl_program_get_printer (keeping->program);
}

static void
tell (Keeping      *keeping,
      const GError *error)
{
  g_autofree char *reason = NULL;

  if (keeping->told)
    return;

  keeping->told = TRUE;
  reason = tactus_ctl_reason_to_text (error, FALSE, NULL);
  tactus_ctl_printer_progress (get_printer (keeping),
                               /* Translators: %s is one or two sentences that say why, and what
                                * to do */
                               _("The measurement is not recorded: %s"), reason);
}

static void
error_cb (TactusBandRecorder *recorder,
          GParamSpec         *pspec,
          Keeping            *keeping)
{
  const GError *error = tactus_band_recorder_get_error (recorder);

  if (error)
    {
      tell (keeping, error);
      return;
    }

  keeping->told = FALSE;
  tactus_ctl_printer_progress (get_printer (keeping),
                               _("The measurement is recorded now, from its begin."));
}

static void
moved_aside_cb (TactusHistory *history,
                const char    *path,
                Keeping       *keeping)
{
  g_autofree char *name = g_filename_display_name (path);

  tactus_ctl_printer_progress (get_printer (keeping),
                               _("The database was damaged. It is kept as “%s”, and a new, empty "
                                 "one has taken its place."), name);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Keeping *keeping = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_recorder_finish_finish (TACTUS_BAND_RECORDER (source), result, &error))
    tell (keeping, error);
  tactus_ctl_program_leave (keeping->program);
}

static void
finish (gpointer user_data)
{
  Keeping *keeping = user_data;

  tactus_band_recorder_finish_async (keeping->recorder, NULL, finished_cb, keeping);
}

static char *
get_path (const TactusCtlOptions *options)
{
  return options->database ? g_strdup (options->database) : tactus_history_get_default_path ();
}

void
tactus_ctl_keep (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  g_autofree char *path = get_path (options);
  Keeping *keeping;

  if (options->no_record)
    return;

  keeping = g_new0 (Keeping, 1);
  keeping->program = program;
  keeping->history = tactus_history_new (path);
  keeping->recorder = tactus_band_recorder_new (tactus_ctl_program_get_band (program),
                                                keeping->history);
  tactus_ctl_program_own (program, keeping, (GDestroyNotify) keeping_free);
  g_signal_connect (keeping->history, "moved-aside", G_CALLBACK (moved_aside_cb), keeping);
  g_signal_connect (keeping->recorder, "notify::error", G_CALLBACK (error_cb), keeping);
  tactus_ctl_program_set_last (program, finish, keeping);
}
