/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-connect.h"

#include <glib/gi18n-lib.h>

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
  gboolean new_key; /* the band gets one that it does not know yet */
  Step step;        /* told last */
  gulong state_id;
} Pairing;

/* ── with a key that the band knows ── */

typedef struct {
  TactusCtlProgram *program;
  TactusCtlNext next;
} Connecting;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Connecting *connecting = user_data;
  TactusCtlProgram *program = connecting->program;
  GError *error = NULL;

  if (!tactus_band_connect_finish (TACTUS_BAND (source), result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  tactus_ctl_program_connected (program);
  if (!tactus_ctl_program_is_ending (program))
    connecting->next (program);
}

void
tactus_ctl_connect (TactusCtlProgram *program,
                    TactusCtlNext     next)
{
  TactusBand *band = tactus_ctl_program_get_band (program);
  Connecting *connecting = g_new0 (Connecting, 1);

  connecting->program = program;
  connecting->next = next;
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Connecting to %s…"), tactus_band_get_name (band));
  tactus_band_connect_async (band, tactus_ctl_program_get_cancellable (program), connected_cb,
                             connecting);
}

/* ── with a new one ── */

static gboolean
is_kept (Pairing *pairing)
{
  TactusBand *band = tactus_ctl_program_get_band (pairing->program);

  return tactus_band_get_key_storage (band) != TACTUS_KEY_STORAGE_SESSION;
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
                                                     step != STEP_DONE || is_kept (pairing)));
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
      if (!pairing->new_key || pairing->step == STEP_TAP)
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
  tell (pairing, STEP_CHECKING);
  tell (pairing, STEP_DONE);
  pairing->next (program);
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
  pairing->new_key = key == NULL;
  pairing->state_id = g_signal_connect (band, "notify::state", G_CALLBACK (state_changed_cb),
                                        pairing);
  tell (pairing, STEP_CONNECTING);
  tactus_band_pair_async (band, key, tactus_ctl_program_get_cancellable (program), paired_cb,
                          pairing);
}
