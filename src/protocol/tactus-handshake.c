/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake.h"

#include <string.h>

#include "tactus-auth-frame.h"
#include "tactus-protocol-error.h"

#define AUTH_FLAGS_OTHER 0x08 /* models differ in this one bit; most firmware takes both */

typedef enum {
  STATE_NEW,
  STATE_SETTING_KEY,
  STATE_ASKING,
  STATE_PROVING,
  STATE_OVER,
} State;

struct _TactusHandshake {
  const TactusModel   *model;
  TactusKey           *key;    /* (owned) */
  TactusHandshakeMode  mode;
  State                state;
  guint8               auth_flags;
  gboolean             flags_swapped;
  guint8               random[TACTUS_KEY_SIZE]; /* valid while proving */
  TactusHandshakeStep  end;    /* valid when over */
  char                *detail; /* (owned) (nullable) */
};

TactusHandshake *
tactus_handshake_new (const TactusModel   *model,
                      TactusKey           *key,
                      TactusHandshakeMode  mode)
{
  TactusHandshake *self;

  g_return_val_if_fail (model != NULL && tactus_model_can_pair (model), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_new0 (TactusHandshake, 1);
  self->model = model;
  self->key = tactus_key_ref (key);
  self->mode = mode;
  self->auth_flags = model->auth_flags;

  return self;
}

void
tactus_handshake_free (TactusHandshake *self)
{
  g_return_if_fail (self != NULL);

  tactus_key_unref (self->key);
  g_free (self->detail);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

static void
step_reset (TactusHandshakeStep   *step,
            TactusHandshakeAction  action)
{
  tactus_handshake_step_clear (step);
  step->action = action;
}

static void
finish (TactusHandshake        *self,
        TactusHandshakeAction   action,
        TactusHandshakeOutcome  outcome,
        guint8                  status,
        TactusHandshakeStep    *step)
{
  step_reset (step, action);
  step->outcome = outcome;
  step->status = status;

  self->state = STATE_OVER;
  self->end = *step;
}

static void
fail (TactusHandshake        *self,
      TactusHandshakeOutcome  outcome,
      guint8                  status,
      TactusHandshakeStep    *step)
{
  finish (self, TACTUS_HANDSHAKE_FAILED, outcome, status, step);
}

static void
set_key (TactusHandshake     *self,
         TactusHandshakeStep *step)
{
  step_reset (step, TACTUS_HANDSHAKE_WRITE_AND_TAP);
  step->length = tactus_auth_write_set_key (self->auth_flags, self->key, step->bytes);
  step->deadline_ms = TACTUS_HANDSHAKE_TAP_MS;

  self->state = STATE_SETTING_KEY;
}

static void
ask (TactusHandshake     *self,
     TactusHandshakeStep *step)
{
  step_reset (step, TACTUS_HANDSHAKE_WRITE);
  step->length = tactus_auth_write_random (self->auth_flags, self->model->crypt_flags, step->bytes);
  step->deadline_ms = TACTUS_HANDSHAKE_ANSWER_MS;

  self->state = STATE_ASKING;
}

static void
prove (TactusHandshake     *self,
       const guint8        *random,
       TactusHandshakeStep *step)
{
  memcpy (self->random, random, TACTUS_KEY_SIZE);

  step_reset (step, TACTUS_HANDSHAKE_WRITE);
  step->length = tactus_auth_write_proof (self->auth_flags, self->model->crypt_flags, self->key,
                                          random, step->bytes);
  step->deadline_ms = TACTUS_HANDSHAKE_ANSWER_MS;

  self->state = STATE_PROVING;
}

/* Never while the tap is awaited: nothing can be late before the first answer. */
static void
keep_waiting (TactusHandshakeStep *step)
{
  step_reset (step, TACTUS_HANDSHAKE_WAIT);
  step->deadline_ms = TACTUS_HANDSHAKE_ANSWER_MS;
}

/* Some firmware wants 00 where the table says 08, or the other way round. */
static gboolean
try_other_flags (TactusHandshake     *self,
                 TactusHandshakeStep *step)
{
  if (self->flags_swapped)
    return FALSE;

  self->flags_swapped = TRUE;
  self->auth_flags ^= AUTH_FLAGS_OTHER;

  /* A proof cannot be sent twice: the random number is used up, so the challenge begins anew. */
  if (self->state == STATE_SETTING_KEY)
    set_key (self, step);
  else
    ask (self, step);

  return TRUE;
}

static void
malformed (TactusHandshake     *self,
           const char          *detail,
           guint8               status,
           TactusHandshakeStep *step)
{
  g_free (self->detail);
  self->detail = g_strdup (detail);
  fail (self, TACTUS_HANDSHAKE_OUTCOME_MALFORMED, status, step);
}

static TactusHandshakeOutcome
outcome_for (TactusAuthReason reason)
{
  switch (reason)
    {
    case TACTUS_AUTH_REASON_NOT_CONFIRMED:
      return TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED;
    case TACTUS_AUTH_REASON_REFUSED:
      return TACTUS_HANDSHAKE_OUTCOME_REFUSED;
    case TACTUS_AUTH_REASON_SERVER_KEY_NEEDED:
      return TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED;
    case TACTUS_AUTH_REASON_NO_CHALLENGE:
      return TACTUS_HANDSHAKE_OUTCOME_NO_CHALLENGE;
    case TACTUS_AUTH_REASON_WRONG_KEY:
      return TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY;
    case TACTUS_AUTH_REASON_UNKNOWN_STATUS:
      return TACTUS_HANDSHAKE_OUTCOME_UNKNOWN_STATUS;
    case TACTUS_AUTH_REASON_NONE:
    default:
      return TACTUS_HANDSHAKE_OUTCOME_NONE;
    }
}

static TactusAuthStep
awaited_step (State state)
{
  switch (state)
    {
    case STATE_SETTING_KEY:
      return TACTUS_AUTH_STEP_SET_KEY;
    case STATE_ASKING:
      return TACTUS_AUTH_STEP_RANDOM;
    case STATE_PROVING:
    case STATE_NEW:
    case STATE_OVER:
    default:
      return TACTUS_AUTH_STEP_PROOF;
    }
}

/* The answer to a command before the one under way, once more: links repeat notifications.  After a
 * change of flags the first request may be answered late, with another random number. */
static gboolean
is_late_duplicate (TactusHandshake          *self,
                   const TactusAuthResponse *answer)
{
  if (answer->reason != TACTUS_AUTH_REASON_NONE || answer->step >= awaited_step (self->state))
    return FALSE;

  if (answer->step == TACTUS_AUTH_STEP_SET_KEY)
    return self->mode == TACTUS_HANDSHAKE_SET_KEY;

  return self->flags_swapped || memcmp (answer->random, self->random, TACTUS_KEY_SIZE) == 0;
}

static void
advance (TactusHandshake          *self,
         const TactusAuthResponse *answer,
         TactusHandshakeStep      *step)
{
  switch (answer->step)
    {
    case TACTUS_AUTH_STEP_SET_KEY:
      ask (self, step);
      break;
    case TACTUS_AUTH_STEP_RANDOM:
      prove (self, answer->random, step);
      break;
    case TACTUS_AUTH_STEP_PROOF:
    default:
      finish (self, TACTUS_HANDSHAKE_DONE, TACTUS_HANDSHAKE_OUTCOME_NONE, 0, step);
      break;
    }
}

static void
out_of_turn (TactusHandshake          *self,
             const TactusAuthResponse *answer,
             TactusHandshakeStep      *step)
{
  g_autofree char *detail = NULL;

  detail = g_strdup_printf ("Authentication answer: step at byte 1 is %d, out of turn: "
                            "the answer to step %d is due",
                            (int) answer->step, (int) awaited_step (self->state));
  malformed (self, detail, answer->status, step);
}

static void
take_answer (TactusHandshake          *self,
             const TactusAuthResponse *answer,
             TactusHandshakeStep      *step)
{
  if (is_late_duplicate (self, answer))
    keep_waiting (step);
  else if (answer->step != awaited_step (self->state))
    out_of_turn (self, answer, step);
  else if (answer->reason == TACTUS_AUTH_REASON_NONE)
    advance (self, answer, step);
  else if (answer->reason != TACTUS_AUTH_REASON_UNKNOWN_STATUS || !try_other_flags (self, step))
    fail (self, outcome_for (answer->reason), answer->status, step);
}

void
tactus_handshake_start (TactusHandshake     *self,
                        TactusHandshakeStep *step)
{
  g_return_if_fail (self != NULL && self->state == STATE_NEW);
  g_return_if_fail (step != NULL);

  if (self->mode == TACTUS_HANDSHAKE_LOG_IN)
    ask (self, step);
  else if (self->model->key_source == TACTUS_KEY_SOURCE_SERVER)
    fail (self, TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED, 0, step);
  else
    set_key (self, step);
}

void
tactus_handshake_receive (TactusHandshake     *self,
                          const guint8        *data,
                          gsize                length,
                          TactusHandshakeStep *step)
{
  TactusAuthResponse answer;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (self != NULL && self->state != STATE_NEW);
  g_return_if_fail (step != NULL);

  if (self->state == STATE_OVER)
    *step = self->end;
  else if (tactus_auth_response_parse (&answer, data, length, &error))
    take_answer (self, &answer, step);
  else
    malformed (self, error->message, 0, step);
}

void
tactus_handshake_timed_out (TactusHandshake     *self,
                            TactusHandshakeStep *step)
{
  g_return_if_fail (self != NULL && self->state != STATE_NEW);
  g_return_if_fail (step != NULL);

  if (self->state == STATE_OVER)
    *step = self->end;
  else if (self->state == STATE_SETTING_KEY)
    fail (self, TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT, 0, step);
  else if (self->state == STATE_PROVING || !try_other_flags (self, step))
    fail (self, TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT, 0, step);
}

const char *
tactus_handshake_get_detail (const TactusHandshake *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->detail;
}

void
tactus_handshake_step_clear (TactusHandshakeStep *step)
{
  g_return_if_fail (step != NULL);

  explicit_bzero (step, sizeof *step);
}
