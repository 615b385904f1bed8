/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake-private.h"

#include <string.h>

#include "tactus-auth-frame.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define AUTH_FLAGS_OTHER 0x08 /* models differ in this one bit; most firmware takes both */

typedef enum {
  STATE_SETTING_KEY,
  STATE_ASKING,
  STATE_PROVING,
} State;

/* The challenge of generations B and B' on characteristic 0009. */
typedef struct {
  TactusHandshake    base;
  const TactusModel *model;
  State              state;
  guint8             auth_flags;
  gboolean           flags_swapped;
  guint8             random[TACTUS_KEY_SIZE]; /* valid while proving */
} Challenge;

static void
set_key (Challenge           *self,
         TactusHandshakeStep *step)
{
  tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_WRITE_AND_TAP, TACTUS_HANDSHAKE_TAP_MS,
                               step);
  step->length = tactus_auth_write_set_key (self->auth_flags, self->base.key, step->bytes);

  self->state = STATE_SETTING_KEY;
}

static void
ask (Challenge           *self,
     TactusHandshakeStep *step)
{
  tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_WRITE, TACTUS_HANDSHAKE_ANSWER_MS,
                               step);
  step->length = tactus_auth_write_random (self->auth_flags, self->model->crypt_flags, step->bytes);

  self->state = STATE_ASKING;
}

static void
prove (Challenge           *self,
       const guint8        *random,
       TactusHandshakeStep *step)
{
  memcpy (self->random, random, TACTUS_KEY_SIZE);

  tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_WRITE, TACTUS_HANDSHAKE_ANSWER_MS,
                               step);
  step->length = tactus_auth_write_proof (self->auth_flags, self->model->crypt_flags,
                                          self->base.key, random, step->bytes);

  self->state = STATE_PROVING;
}

/* Never while the tap is awaited: nothing can be late before the first answer. */
static void
keep_waiting (Challenge           *self,
              TactusHandshakeStep *step)
{
  tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_WAIT, TACTUS_HANDSHAKE_ANSWER_MS,
                               step);
}

/* Some firmware wants 00 where the table says 08, or the other way round. */
static gboolean
try_other_flags (Challenge           *self,
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
    default:
      return TACTUS_AUTH_STEP_PROOF;
    }
}

/* The answer to a command before the one under way, once more: links repeat notifications.  After a
 * change of flags the first request may be answered late, with another random number. */
static gboolean
is_late_duplicate (Challenge                *self,
                   const TactusAuthResponse *answer)
{
  if (answer->reason != TACTUS_AUTH_REASON_NONE || answer->step >= awaited_step (self->state))
    return FALSE;

  if (answer->step == TACTUS_AUTH_STEP_SET_KEY)
    return self->base.mode == TACTUS_HANDSHAKE_SET_KEY;

  return self->flags_swapped || memcmp (answer->random, self->random, TACTUS_KEY_SIZE) == 0;
}

static void
advance (Challenge                *self,
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
      tactus_handshake_succeed (&self->base, step);
      break;
    }
}

static void
out_of_turn (Challenge                *self,
             const TactusAuthResponse *answer,
             TactusHandshakeStep      *step)
{
  g_autofree char *detail = NULL;

  detail = g_strdup_printf ("Authentication answer: step at byte 1 is %d, out of turn: "
                            "the answer to step %d is due",
                            (int) answer->step, (int) awaited_step (self->state));
  tactus_handshake_fail_malformed (&self->base, detail, answer->status, step);
}

static void
take_answer (Challenge                *self,
             const TactusAuthResponse *answer,
             TactusHandshakeStep      *step)
{
  if (is_late_duplicate (self, answer))
    keep_waiting (self, step);
  else if (answer->step != awaited_step (self->state))
    out_of_turn (self, answer, step);
  else if (answer->reason == TACTUS_AUTH_REASON_NONE)
    advance (self, answer, step);
  else if (answer->reason != TACTUS_AUTH_REASON_UNKNOWN_STATUS || !try_other_flags (self, step))
    tactus_handshake_fail (&self->base, outcome_for (answer->reason), answer->status, step);
}

static void
challenge_start (TactusHandshake     *base,
                 TactusHandshakeStep *step)
{
  Challenge *self = (Challenge *) base;

  if (base->mode == TACTUS_HANDSHAKE_LOG_IN)
    ask (self, step);
  else if (self->model->key_source == TACTUS_KEY_SOURCE_SERVER)
    tactus_handshake_fail (base, TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED, 0, step);
  else
    set_key (self, step);
}

static void
challenge_receive (TactusHandshake     *base,
                   const guint8        *data,
                   gsize                length,
                   TactusHandshakeStep *step)
{
  Challenge *self = (Challenge *) base;
  TactusAuthResponse answer;
  g_autoptr(GError) error = NULL;

  if (tactus_auth_response_parse (&answer, data, length, &error))
    take_answer (self, &answer, step);
  else
    tactus_handshake_fail_malformed (base, error->message, 0, step);
}

static void
challenge_timed_out (TactusHandshake     *base,
                     TactusHandshakeStep *step)
{
  Challenge *self = (Challenge *) base;

  if (self->state == STATE_SETTING_KEY)
    tactus_handshake_fail (base, TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT, 0, step);
  else if (self->state == STATE_PROVING || !try_other_flags (self, step))
    tactus_handshake_fail (base, TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT, 0, step);
}

static const TactusHandshakeClass challenge_class = {
  .size = sizeof (Challenge),
  .notify_uuid = TACTUS_UUID_AUTH,
  .write_uuid = TACTUS_UUID_AUTH,
  .with_response = FALSE,
  .start = challenge_start,
  .receive = challenge_receive,
  .timed_out = challenge_timed_out,
};

TactusHandshake *
tactus_handshake_new (const TactusModel   *model,
                      TactusKey           *key,
                      TactusHandshakeMode  mode)
{
  Challenge *self;

  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (model->generation == TACTUS_GENERATION_B
                        || model->generation == TACTUS_GENERATION_B_PRIME, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = (Challenge *) tactus_handshake_alloc (&challenge_class, key, mode);
  self->model = model;
  self->auth_flags = model->auth_flags;

  return &self->base;
}
