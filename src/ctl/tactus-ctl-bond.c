/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-bond.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-bond-question.h"
#include "tactus-ctl-input.h"
#include "tactus-ctl-json.h"

#define MAX_PASSKEY 999999

typedef struct {
  TactusCtlProgram *program;
  TactusBand *band;             /* (owned) */
  TactusBondQuestion *question; /* (owned) (nullable): the one that is asked */
  gboolean reading;             /* the terminal */
} Bond;

static void
bond_free (Bond *bond)
{
  g_signal_handlers_disconnect_by_data (bond->band, bond);
  g_clear_object (&bond->question);
  g_clear_object (&bond->band);
  g_free (bond);
}

/* ── the question ── */

static void
tell_script (Bond               *bond,
             TactusBondQuestion *question)
{
  static const char * const steps[] = { "confirm", "enter", "show", "allow" };
  TactusBondQuestionKind kind = tactus_bond_question_get_kind (question);
  g_autofree char *passkey = g_strdup_printf ("%06u", tactus_bond_question_get_passkey (question));
  JsonObject *object = tactus_ctl_json_step (steps[kind], TRUE, FALSE);

  if (kind == TACTUS_BOND_CONFIRM || kind == TACTUS_BOND_SHOW)
    json_object_set_string_member (object, "passkey", passkey);
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (bond->program), object);
}

static void
tell_person (Bond               *bond,
             TactusBondQuestion *question)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (bond->program);
  const char *name = tactus_band_get_name (bond->band);
  guint passkey = tactus_bond_question_get_passkey (question);

  switch (tactus_bond_question_get_kind (question))
    {
    case TACTUS_BOND_CONFIRM:
      /* Translators: a device, and six digits that it shows; keep [y/N] unless you translate the
       * answer “y”, and then put its letter in place of the y */
      tactus_ctl_printer_progress (printer, _("Does %s show the number %06u? [y/N]"), name,
                                   passkey);
      break;
    case TACTUS_BOND_ENTER:
      tactus_ctl_printer_progress (printer, _("Which number does %s show, or have printed on it?"),
                                   name);
      break;
    case TACTUS_BOND_SHOW:
      tactus_ctl_printer_progress (printer, _("Enter %06u on %s."), passkey, name);
      break;
    case TACTUS_BOND_ALLOW:
    default:
      /* Translators: a device; keep [y/N] unless you translate the answer “y” */
      tactus_ctl_printer_progress (printer, _("May %s pair with this computer? [y/N]"), name);
      break;
    }
}

/* ── the answer ── */

static gboolean
read_passkey (const char *text,
              guint      *passkey)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_PASSKEY, &number, NULL))
    return FALSE;

  *passkey = (guint) number;
  return TRUE;
}

static void
answered (TactusCtlProgram *program,
          const char       *text,
          gpointer          user_data)
{
  Bond *bond = user_data;
  g_autoptr(TactusBondQuestion) question = g_steal_pointer (&bond->question);
  guint passkey = 0;
  gboolean yes;

  bond->reading = FALSE;
  if (!question)
    return;

  if (tactus_bond_question_get_kind (question) == TACTUS_BOND_ENTER)
    yes = read_passkey (text, &passkey);
  else
    yes = tactus_ctl_is_yes (text);
  tactus_bond_question_answer (question, yes, passkey);
}

/* Returns: whether what was said on the command line answers it */
static gboolean
answer_by_options (Bond               *bond,
                   TactusBondQuestion *question)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (bond->program);
  TactusBondQuestionKind kind = tactus_bond_question_get_kind (question);
  guint shown = tactus_bond_question_get_passkey (question);
  gboolean given = options->passkey >= 0;

  if (kind == TACTUS_BOND_SHOW)
    return TRUE;
  if (kind == TACTUS_BOND_ENTER && given)
    tactus_bond_question_answer (question, TRUE, (guint) options->passkey);
  else if (kind == TACTUS_BOND_CONFIRM && given)
    tactus_bond_question_answer (question, (guint) options->passkey == shown, 0);
  else if (kind != TACTUS_BOND_ENTER && options->yes)
    tactus_bond_question_answer (question, TRUE, 0);
  else
    return FALSE;

  return TRUE;
}

static void
ask (Bond               *bond,
     TactusBondQuestion *question)
{
  g_set_object (&bond->question, question);
  if (bond->reading)
    return;

  bond->reading = TRUE;
  tactus_ctl_read_input (bond->program, FALSE, NULL, answered, bond);
}

static void
question_cb (TactusBand         *band,
             TactusBondQuestion *question,
             gpointer            user_data)
{
  Bond *bond = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (bond->program);

  if (tactus_ctl_printer_is_json (printer))
    tell_script (bond, question);
  tell_person (bond, question);

  if (answer_by_options (bond, question))
    return;
  if (isatty (STDIN_FILENO))
    {
      ask (bond, question);
      return;
    }

  tactus_bond_question_answer (question, FALSE, 0);
  tactus_ctl_printer_progress (printer, _("There is nobody to ask: answer with --yes, or with "
                                          "--passkey NUMBER."));
}

void
tactus_ctl_answer_questions (TactusCtlProgram *program)
{
  Bond *bond = g_new0 (Bond, 1);

  bond->program = program;
  bond->band = g_object_ref (tactus_ctl_program_get_band (program));
  tactus_ctl_program_own (program, bond, (GDestroyNotify) bond_free);
  g_signal_connect (bond->band, "bond-question", G_CALLBACK (question_cb), bond);
}
