/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-auth-frame.h"

#include <string.h>

#include "tactus-protocol-error.h"

#define ANSWER_MARK        0x10
#define STEP_MASK          0x0f
#define STATUS_DONE        0x01
#define ANSWER_SIZE        3
#define RANDOM_ANSWER_SIZE (ANSWER_SIZE + TACTUS_KEY_SIZE)
#define MAX_ANSWER_SIZE    20 /* one notification of the smallest MTU */

/* Bands that want crypt_flags say in the random request which cipher they are asked for. */
#define CRYPT_ANNOUNCED    0x80

static gboolean
is_step (guint8 step)
{
  return step == TACTUS_AUTH_STEP_SET_KEY
         || step == TACTUS_AUTH_STEP_RANDOM
         || step == TACTUS_AUTH_STEP_PROOF;
}

static TactusAuthReason
set_key_reason (guint8 status)
{
  switch (status)
    {
    case STATUS_DONE:
      return TACTUS_AUTH_REASON_NONE;
    case 0x02:
      return TACTUS_AUTH_REASON_NOT_CONFIRMED;
    case 0x04:
      return TACTUS_AUTH_REASON_REFUSED;
    case 0x81:
      return TACTUS_AUTH_REASON_SERVER_KEY_NEEDED;
    default:
      return TACTUS_AUTH_REASON_UNKNOWN_STATUS;
    }
}

/* Generation B says 04 where B' says 08. */
static TactusAuthReason
challenge_reason (guint8           status,
                  TactusAuthReason failure)
{
  switch (status)
    {
    case STATUS_DONE:
      return TACTUS_AUTH_REASON_NONE;
    case 0x04:
    case 0x08:
      return failure;
    default:
      return TACTUS_AUTH_REASON_UNKNOWN_STATUS;
    }
}

static TactusAuthReason
reason_for (TactusAuthStep step,
            guint8         status)
{
  switch (step)
    {
    case TACTUS_AUTH_STEP_SET_KEY:
      return set_key_reason (status);
    case TACTUS_AUTH_STEP_RANDOM:
      return challenge_reason (status, TACTUS_AUTH_REASON_NO_CHALLENGE);
    case TACTUS_AUTH_STEP_PROOF:
    default:
      return challenge_reason (status, TACTUS_AUTH_REASON_WRONG_KEY);
    }
}

static gboolean
check_head (const guint8  *data,
            gsize          length,
            GError       **error)
{
  if (length > 0 && data[0] != ANSWER_MARK)
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                 "Authentication answer: mark at byte 0 is %02x, not 10", data[0]);
  else if (length < ANSWER_SIZE)
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                 "Authentication answer: %" G_GSIZE_FORMAT " bytes; step and status at bytes 1 "
                 "and 2 need 3", length);
  else if (length > MAX_ANSWER_SIZE)
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                 "Authentication answer: %" G_GSIZE_FORMAT " bytes; none is longer than 20",
                 length);
  else if (!is_step (data[1] & STEP_MASK))
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                 "Authentication answer: step at byte 1 is %02x, which is no step", data[1]);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_random (gsize    length,
              GError **error)
{
  if (length == RANDOM_ANSWER_SIZE)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Authentication answer: the random number at byte 3 has %" G_GSIZE_FORMAT
               " bytes, not 16", length - ANSWER_SIZE);
  return FALSE;
}

gboolean
tactus_auth_response_parse (TactusAuthResponse *self,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  memset (self, 0, sizeof *self);

  if (!check_head (data, length, error))
    return FALSE;

  self->step = data[1] & STEP_MASK;
  self->status = data[2];
  self->reason = reason_for (self->step, self->status);

  if (self->step != TACTUS_AUTH_STEP_RANDOM || self->reason != TACTUS_AUTH_REASON_NONE)
    return TRUE;

  if (!check_random (length, error))
    return FALSE;

  memcpy (self->random, data + ANSWER_SIZE, TACTUS_KEY_SIZE);
  return TRUE;
}

gsize
tactus_auth_write_set_key (guint8           auth_flags,
                           const TactusKey *key,
                           guint8          *out)
{
  out[0] = TACTUS_AUTH_STEP_SET_KEY;
  out[1] = auth_flags;
  memcpy (out + 2, tactus_key_peek (key), TACTUS_KEY_SIZE);

  return 2 + TACTUS_KEY_SIZE;
}

gsize
tactus_auth_write_random (guint8  auth_flags,
                          guint8  crypt_flags,
                          guint8 *out)
{
  out[0] = TACTUS_AUTH_STEP_RANDOM | crypt_flags;
  out[1] = auth_flags;
  if (!(crypt_flags & CRYPT_ANNOUNCED))
    return 2;

  out[2] = 0x02;
  out[3] = 0x01;
  out[4] = 0x00;

  return 5;
}

gsize
tactus_auth_write_proof (guint8           auth_flags,
                         guint8           crypt_flags,
                         const TactusKey *key,
                         const guint8    *random,
                         guint8          *out)
{
  out[0] = TACTUS_AUTH_STEP_PROOF | crypt_flags;
  out[1] = auth_flags;
  tactus_key_encrypt (key, random, out + 2);

  return 2 + TACTUS_KEY_SIZE;
}
