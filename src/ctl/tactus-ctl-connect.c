/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-connect.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-bond.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-json.h"
#include "tactus-handshake.h"

typedef enum {
  STEP_NONE,
  STEP_CONNECTING,
  STEP_KEY,
  STEP_TAP,
  STEP_CHECKING,
  STEP_DONE,
} Step;

typedef struct {
  TactusCtlProgram *program;
  TactusCtlNext next;
  gboolean new_key;  /* the band gets one that it does not know yet */
  gboolean tap_first; /* it is asked for a tap before anything is checked */
  gboolean checked;   /* there is something to check */
  Step step;        /* told last */
  gulong state_id;
} Pairing;

/* ── one thing to be done ── */

typedef struct {
  TactusCtlProgram *program;
  TactusCtlFinish finish;
  TactusCtlNext next;
} Doing;

gpointer
tactus_ctl_doing (TactusCtlProgram *program,
                  TactusCtlFinish   finish,
                  TactusCtlNext     next)
{
  Doing *doing = g_new (Doing, 1);

  *doing = (Doing) { program, finish, next };
  return doing;
}

void
tactus_ctl_done_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autofree Doing *doing = user_data;
  GError *error = NULL;

  if (!doing->finish (TACTUS_BAND (source), result, &error))
    tactus_ctl_program_end (doing->program, error);
  else if (!tactus_ctl_program_is_ending (doing->program))
    doing->next (doing->program);
}

/* ── with a key that the band knows ── */

static void
warn_of_key (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  const TactusModel *model = tactus_band_get_model (band);

  if (!tactus_band_get_key_published (band))
    return;

  if (model && model->key_source == TACTUS_KEY_SOURCE_SERVER)
    tactus_ctl_printer_progress (printer,
                                 /* Translators: %s is a band */
                                 _("Note: the key of %s is published; anyone near can use it. Only "
                                   "the vendor’s app can give this band another."),
                                 tactus_band_get_name (band));
  else
    tactus_ctl_printer_progress (printer,
                                 /* Translators: a band, and its address in a command to type */
                                 _("Note: the key of %s is published; anyone near can use it. To "
                                   "give it a new one, run: tactusctl pair %s"),
                                 tactus_band_get_name (band), tactus_band_get_address (band));
}

static void
connected (TactusCtlProgram *program)
{
  warn_of_key (program);
  /* Waiting for an event is bound by the same time. */
  if (!tactus_ctl_program_get_options (program)->wait)
    tactus_ctl_program_connected (program);
  tactus_ctl_program_go_on (program);
}

static void
found (TactusCtlProgram *program)
{
  TactusBand *band = tactus_ctl_program_get_band (program);

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Connecting to %s…"), tactus_band_get_name (band));
  tactus_ctl_answer_questions (program);
  tactus_band_connect_async (band, tactus_ctl_program_get_cancellable (program),
                             tactus_ctl_done_cb,
                             tactus_ctl_doing (program, tactus_band_connect_finish, connected));
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_band (program, found);
}

void
tactus_ctl_with_band (TactusCtlProgram *program,
                      TactusCtlNext     next)
{
  tactus_ctl_program_set_goal (program, next);
  tactus_ctl_program_open (program, opened);
}

void
tactus_ctl_connect (TactusCtlProgram *program,
                    TactusCtlNext     next)
{
  tactus_ctl_program_set_goal (program, next);
  found (program);
}

/* ── with a new one ── */

static gboolean
is_kept (Pairing *pairing)
{
  TactusBand *band = tactus_ctl_program_get_band (pairing->program);

  return tactus_band_get_key_storage (band) != TACTUS_KEY_STORAGE_SESSION;
}

static gboolean
is_published (Pairing *pairing)
{
  return tactus_band_get_key_published (tactus_ctl_program_get_band (pairing->program));
}

static void
tell_people (Pairing *pairing)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (pairing->program);
  const char *name = tactus_band_get_name (tactus_ctl_program_get_band (pairing->program));

  switch (pairing->step)
    {
    case STEP_CONNECTING:
      tactus_ctl_printer_progress (printer, _("Connecting to %s…"), name);
      break;
    case STEP_KEY:
      tactus_ctl_printer_progress (printer, _("Making a key…"));
      break;
    case STEP_TAP:
      /* Translators: seconds that are left */
      tactus_ctl_printer_progress (printer, _("Tap your band now (%d s)…"),
                                   TACTUS_HANDSHAKE_TAP_MS / 1000);
      break;
    case STEP_CHECKING:
      tactus_ctl_printer_progress (printer, _("Checking the key…"));
      break;
    case STEP_DONE:
      tactus_ctl_printer_progress (printer, is_kept (pairing)
                                              ? _("%s is paired.")
                                              : _("%s is paired, but its key could not be kept."),
                                   name);
      break;
    case STEP_NONE:
    default:
      break;
    }
}

/* Each step once, and never backwards: a band that is asked again does not confuse a script. */
static void
tell (Pairing *pairing,
      Step     step)
{
  static const char * const names[] = { "", "connecting", "key", "tap", "checking", "done" };
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (pairing->program);

  if (step <= pairing->step)
    return;

  pairing->step = step;
  tell_people (pairing);
  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer,
                               tactus_ctl_json_step (names[step],
                                                     step != STEP_DONE || is_kept (pairing),
                                                     step == STEP_DONE && is_published (pairing)));
}

static void
state_changed_cb (TactusBand *band,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  Pairing *pairing = user_data;

  switch (tactus_band_get_state (band))
    {
    case TACTUS_BAND_STATE_CONNECTING:
      tell (pairing, STEP_CONNECTING);
      break;
    case TACTUS_BAND_STATE_PREPARING:
      if (pairing->new_key)
        tell (pairing, STEP_KEY);
      break;
    case TACTUS_BAND_STATE_TAP_NEEDED:
      tactus_ctl_program_add_hint (pairing->program, TACTUS_BAND_ERROR_TIMED_OUT,
                                   _("It was waiting to be tapped."));
      tell (pairing, STEP_TAP);
      break;
    case TACTUS_BAND_STATE_AUTHENTICATING:
      /* A new key is checked after the tap; before it the band is only asked for one. */
      if (pairing->checked && (!pairing->tap_first || pairing->step == STEP_TAP))
        tell (pairing, STEP_CHECKING);
      break;
    case TACTUS_BAND_STATE_OFFLINE:
    case TACTUS_BAND_STATE_WAITING:
    case TACTUS_BAND_STATE_READY:
    case TACTUS_BAND_STATE_DISCONNECTING:
    case TACTUS_BAND_STATE_LISTENING:
    default:
      break;
    }

  tactus_ctl_program_check_output (pairing->program);
}

static void
pairing_free (Pairing *pairing)
{
  g_clear_signal_handler (&pairing->state_id, tactus_ctl_program_get_band (pairing->program));
  g_free (pairing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pairing, pairing_free)

static void
paired_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Pairing) pairing = user_data;
  TactusBand *band = TACTUS_BAND (source);
  TactusCtlProgram *program = pairing->program;
  GError *error = NULL;

  if (!tactus_band_pair_finish (band, result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }
  if (tactus_ctl_program_is_ending (program))
    return;

  tactus_ctl_program_connected (program);
  if (pairing->checked)
    tell (pairing, STEP_CHECKING);
  tell (pairing, STEP_DONE);
  pairing->next (program);
}

/* A model that is not known fails soon; whatever it is, it is no band without a key. */
static void
take_model (Pairing           *pairing,
            const TactusModel *model,
            gboolean           key_given)
{
  gboolean first = model && model->generation == TACTUS_GENERATION_A;
  gboolean keyless = model && model->key_source == TACTUS_KEY_SOURCE_NONE;

  pairing->new_key = !key_given && !keyless;
  pairing->tap_first = pairing->new_key || first;
  pairing->checked = !keyless || first;
}

void
tactus_ctl_pair_band (TactusCtlProgram *program,
                      TactusKey        *key,
                      TactusCtlNext     next)
{
  TactusBand *band = tactus_ctl_program_get_band (program);
  Pairing *pairing = g_new0 (Pairing, 1);

  pairing->program = program;
  pairing->next = next;
  take_model (pairing, tactus_band_get_model (band), key != NULL);
  pairing->state_id = g_signal_connect (band, "notify::state", G_CALLBACK (state_changed_cb),
                                        pairing);
  tactus_ctl_answer_questions (program);
  tell (pairing, STEP_CONNECTING);
  tactus_band_pair_async (band, key, tactus_ctl_program_get_cancellable (program), paired_cb,
                          pairing);
}
