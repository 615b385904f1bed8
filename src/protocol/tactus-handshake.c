/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake-private.h"

#include <string.h>

TactusHandshake *
tactus_handshake_alloc (const TactusHandshakeClass *klass,
                        TactusKey                  *key,
                        TactusHandshakeMode         mode)
{
  TactusHandshake *self = g_malloc0 (klass->size);

  self->klass = klass;
  self->key = tactus_key_ref (key);
  self->mode = mode;

  return self;
}

void
tactus_handshake_free (TactusHandshake *self)
{
  g_return_if_fail (self != NULL);

  tactus_key_unref (self->key);
  g_free (self->detail);
  explicit_bzero (self, self->klass->size);
  g_free (self);
}

static gboolean
is_write (TactusHandshakeAction action)
{
  return action == TACTUS_HANDSHAKE_WRITE || action == TACTUS_HANDSHAKE_WRITE_AND_TAP;
}

void
tactus_handshake_begin_step (TactusHandshake       *self,
                             TactusHandshakeAction  action,
                             guint                  deadline_ms,
                             TactusHandshakeStep   *step)
{
  tactus_handshake_step_clear (step);
  step->action = action;
  step->deadline_ms = deadline_ms;

  if (is_write (action))
    {
      step->uuid = self->klass->write_uuid;
      step->with_response = self->klass->with_response;
    }
}

static void
finish (TactusHandshake        *self,
        TactusHandshakeAction   action,
        TactusHandshakeOutcome  outcome,
        guint8                  status,
        TactusHandshakeStep    *step)
{
  tactus_handshake_begin_step (self, action, 0, step);
  step->outcome = outcome;
  step->status = status;

  self->over = TRUE;
  self->end = *step;
}

void
tactus_handshake_succeed (TactusHandshake     *self,
                          TactusHandshakeStep *step)
{
  finish (self, TACTUS_HANDSHAKE_DONE, TACTUS_HANDSHAKE_OUTCOME_NONE, 0, step);
}

void
tactus_handshake_fail (TactusHandshake        *self,
                       TactusHandshakeOutcome  outcome,
                       guint8                  status,
                       TactusHandshakeStep    *step)
{
  finish (self, TACTUS_HANDSHAKE_FAILED, outcome, status, step);
}

void
tactus_handshake_fail_malformed (TactusHandshake     *self,
                                 const char          *detail,
                                 guint8               status,
                                 TactusHandshakeStep *step)
{
  g_free (self->detail);
  self->detail = g_strdup (detail);
  tactus_handshake_fail (self, TACTUS_HANDSHAKE_OUTCOME_MALFORMED, status, step);
}

const char *
tactus_handshake_get_uuid (const TactusHandshake *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->klass->notify_uuid;
}

void
tactus_handshake_start (TactusHandshake     *self,
                        TactusHandshakeStep *step)
{
  g_return_if_fail (self != NULL && !self->started);
  g_return_if_fail (step != NULL);

  self->started = TRUE;
  self->klass->start (self, step);
}

void
tactus_handshake_receive (TactusHandshake     *self,
                          const guint8        *data,
                          gsize                length,
                          TactusHandshakeStep *step)
{
  g_return_if_fail (self != NULL && self->started);
  g_return_if_fail (step != NULL);

  if (self->over)
    *step = self->end;
  else
    self->klass->receive (self, data, length, step);
}

void
tactus_handshake_timed_out (TactusHandshake     *self,
                            TactusHandshakeStep *step)
{
  g_return_if_fail (self != NULL && self->started);
  g_return_if_fail (step != NULL);

  if (self->over)
    *step = self->end;
  else
    self->klass->timed_out (self, step);
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
