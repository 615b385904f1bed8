/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-find.h"
#include "tactus-ctl-input.h"
#include "tactus-ctl-match.h"
#include "tactus-ctl-store.h"

/* Of a band that was forgotten before, the address is all that is left. */
static char *
get_address (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  return band ? g_strdup (tactus_band_get_address (band))
              : g_ascii_strup (tactus_ctl_program_get_options (program)->band, -1);
}

/* ── what is done ── */

static void
print_object (TactusCtlProgram *program)
{
  JsonObject *object = json_object_new ();
  g_autofree char *address = get_address (program);

  json_object_set_string_member (object, "forgotten", address);
  json_object_set_boolean_member (object, "activity",
                                  tactus_ctl_program_get_options (program)->activity);
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (program), object);
}

static void
print_text (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  g_autofree char *address = get_address (program);

  if (band)
    tactus_ctl_printer_progress (printer, _("%s is forgotten."), tactus_band_get_name (band));
  if (tactus_ctl_program_get_options (program)->activity)
    tactus_ctl_printer_progress (printer, _("Recorded activity and sessions of %s are deleted."),
                                 band ? tactus_band_get_name (band) : address);
}

static void
done (TactusCtlProgram *program)
{
  const GError *problem = tactus_ctl_program_get_data (program);

  if (problem)
    {
      tactus_ctl_program_end (program, g_error_copy (problem));
      return;
    }

  if (tactus_ctl_printer_is_json (tactus_ctl_program_get_printer (program)))
    print_object (program);
  else
    print_text (program);

  tactus_ctl_program_finish (program);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;

  if (tactus_history_forget_finish (TACTUS_HISTORY (source), result, &error))
    done (program);
  else
    tactus_ctl_program_end (program, error);
}

static void
delete_activity (TactusCtlProgram *program)
{
  g_autofree char *address = get_address (program);

  tactus_history_forget_async (tactus_ctl_store_get_history (program, FALSE), address,
                               tactus_ctl_program_get_cancellable (program), deleted_cb, program);
}

static gboolean
must_delete (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  return tactus_ctl_program_get_options (program)->activity && !tactus_band_get_known (band);
}

/* Only now: a band that could not be forgotten keeps what it recorded, too.  It can be gone from
 * here and have failed all the same, if the Bluetooth service was not to be told. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;

  if (!tactus_band_list_forget_finish (TACTUS_BAND_LIST (source), result, &error))
    tactus_ctl_program_set_data (program, error, (GDestroyNotify) g_error_free);

  if (must_delete (program))
    delete_activity (program);
  else
    done (program);
}

static void
forget (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  if (!band)
    {
      delete_activity (program);
      return;
    }

  tactus_band_list_forget_async (tactus_ctl_program_get_bands (program), band,
                                 tactus_ctl_program_get_cancellable (program),
                                 forgotten_cb, program);
}

/* ── what is asked for ── */

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
must_ask (const TactusCtlOptions *options)
{
  return !options->yes && !options->json && isatty (STDIN_FILENO);
}

static void
ask (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  g_autofree char *address = get_address (program);

  if (!band)
    tactus_ctl_printer_progress (printer,
                                 /* Translators: an address; keep [y/N] unless you translate the
                                  * answer “y” */
                                 _("Delete recorded activity and sessions of %s? [y/N]"), address);
  else if (tactus_ctl_program_get_options (program)->activity)
    /* Translators: a band and its address; keep [y/N] unless you translate the answer “y” */
    tactus_ctl_printer_progress (printer, _("Forget %s (%s)? Its key, its recorded activity and "
                                            "its sessions are removed from this computer. "
                                            "[y/N]"),
                                 tactus_band_get_name (band), address);
  else
    /* Translators: a band and its address; keep [y/N] unless you translate the answer “y” */
    tactus_ctl_printer_progress (printer, _("Forget %s (%s)? Its key is removed from this "
                                            "computer. [y/N]"),
                                 tactus_band_get_name (band), address);
  tactus_ctl_read_input (program, FALSE, NULL, answered, NULL);
}

static void
found (TactusCtlProgram *program)
{
  if (must_ask (tactus_ctl_program_get_options (program)))
    ask (program);
  else
    forget (program);
}

static void
opened (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->activity && tactus_ctl_is_address (options->band) && !tactus_ctl_is_seen (program))
    found (program);
  else
    tactus_ctl_find_known_band (program, found);
}

void
tactus_ctl_forget (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->everything)
    tactus_ctl_forget_everything (program);
  else if (options->database && !options->activity)
    tactus_ctl_program_fail (program, _("--database goes with --activity only"));
  else if (tactus_ctl_store_check (program, TRUE))
    tactus_ctl_program_open (program, opened);
}
