/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-connect.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-input.h"

static void
pair (TactusCtlProgram *program)
{
  tactus_ctl_pair_band (program, tactus_ctl_program_get_data (program), tactus_ctl_program_finish);
}

/* A keyring that is missing or locked stops nobody; a key file that was asked for by name, and that
 * cannot be used, would be a promise broken. */
static gboolean
may_go_without (TactusCtlProgram *program,
                const GError     *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING) &&
         tactus_ctl_program_get_options (program)->key_file == NULL;
}

/* The place where keys rest is asked before the band is: whoever would rather keep the key can
 * still turn back, and the band is none the wiser. */
static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  g_autoptr(TactusKey) stored = NULL;
  g_autoptr(GError) error = NULL;

  stored = tactus_key_store_lookup_finish (TACTUS_KEY_STORE (source), result, &error);
  if (error && !may_go_without (program, error))
    {
      tactus_ctl_program_end (program, g_steal_pointer (&error));
      return;
    }
  if (tactus_ctl_program_is_ending (program))
    return;

  if (error)
    tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                                 _("Note: the keyring is missing or locked, so the key lasts only "
                                   "as long as this command. To keep it, press Ctrl+C and pair "
                                   "with --key-file FILE."));
  pair (program);
}

static void
check_keys (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  tactus_key_store_lookup_async (tactus_ctl_program_get_keys (program),
                                 tactus_band_get_address (band), TACTUS_KEY_SLOT_CURRENT,
                                 tactus_ctl_program_get_cancellable (program),
                                 looked_up_cb, program);
}

/* ── the key ── */

static gboolean
is_key (const char *text)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);

  return key != NULL;
}

/* Returns: whether @text is a key; the program has ended otherwise */
static gboolean
take_key (TactusCtlProgram *program,
          const char       *text)
{
  g_autoptr(GError) problem = NULL;
  TactusKey *key = tactus_key_new_from_text (text, &problem);

  tactus_ctl_options_wipe_key (tactus_ctl_program_get_options (program));
  if (!key)
    {
      tactus_ctl_program_end (program, g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                                                    /* Translators: %s is a sentence: what is
                                                     * wrong with it */
                                                    _("This is no key: %s"), problem->message));
      return FALSE;
    }

  if (tactus_key_is_well_known (key))
    tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                                 _("Note: this key is published; anyone near can use it."));
  tactus_ctl_program_set_data (program, key, (GDestroyNotify) tactus_key_unref);
  return TRUE;
}

static void found (TactusCtlProgram *program);

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_band (program, found);
}

static void
key_given (TactusCtlProgram *program,
           const char       *text,
           gpointer          user_data)
{
  if (take_key (program, text))
    tactus_ctl_program_open (program, opened);
}

static void
key_typed (TactusCtlProgram *program,
           const char       *text,
           gpointer          user_data)
{
  if (take_key (program, text))
    check_keys (program);
}

static void
ask_for_key (TactusCtlProgram   *program,
             TactusCtlInputDone  done)
{
  if (isatty (STDIN_FILENO))
    tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                                 _("Type or paste the band’s key (32 hexadecimal digits; it is not "
                                   "shown):"));
  tactus_ctl_read_input (program, TRUE, is_key, done, NULL);
}

static void
found (TactusCtlProgram *program)
{
  const TactusModel *model = tactus_band_get_model (tactus_ctl_program_get_band (program));
  gboolean keyless = model && model->key_source == TACTUS_KEY_SOURCE_NONE;

  if (keyless && tactus_ctl_program_get_data (program))
    tactus_ctl_program_fail (program, _("%s takes no key"), model->name);
  else if (keyless)
    pair (program);
  else if (!tactus_ctl_program_get_data (program) && isatty (STDIN_FILENO) &&
      model && tactus_model_can_pair (model) && model->key_source == TACTUS_KEY_SOURCE_SERVER)
    ask_for_key (program, key_typed);
  else
    check_keys (program);
}

void
tactus_ctl_pair (TactusCtlProgram *program)
{
  const char *key = tactus_ctl_program_get_options (program)->key;

  if (!key)
    tactus_ctl_program_open (program, opened);
  else if (g_str_equal (key, "-"))
    ask_for_key (program, key_given);
  else
    key_given (program, key, NULL);
}
