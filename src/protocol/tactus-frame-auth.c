/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame-private.h"

#include "tactus-auth-frame.h"

#define AUTH_ANSWER_MARK   0x10
#define AUTH_STEP_MASK     0x0f
#define AUTH_CRYPT_MASK    0x80
#define AUTH_BLOCK_WRITE   (2 + TACTUS_KEY_SIZE)

static const char *
step_name (TactusAuthStep step)
{
  switch (step)
    {
    case TACTUS_AUTH_STEP_SET_KEY:
      return "set_key";
    case TACTUS_AUTH_STEP_RANDOM:
      return "random";
    case TACTUS_AUTH_STEP_PROOF:
    default:
      return "proof";
    }
}

static const char *
reason_name (TactusAuthReason reason)
{
  switch (reason)
    {
    case TACTUS_AUTH_REASON_NOT_CONFIRMED:
      return "not_confirmed";
    case TACTUS_AUTH_REASON_REFUSED:
      return "refused";
    case TACTUS_AUTH_REASON_SERVER_KEY_NEEDED:
      return "server_key_needed";
    case TACTUS_AUTH_REASON_NO_CHALLENGE:
      return "no_challenge";
    case TACTUS_AUTH_REASON_WRONG_KEY:
      return "wrong_key";
    case TACTUS_AUTH_REASON_UNKNOWN_STATUS:
      return "unknown_status";
    case TACTUS_AUTH_REASON_NONE:
    default:
      return NULL;
    }
}

static gboolean
explain_auth_answer (TactusFrame   *self,
                     const guint8  *data,
                     gsize          length,
                     GError       **error)
{
  TactusAuthResponse answer;
  gboolean ok;

  tactus_frame_begin (self, "auth_response", "Authentication, answer of the band", TRUE);
  if (!tactus_auth_response_parse (&answer, data, length, error))
    return FALSE;

  ok = answer.reason == TACTUS_AUTH_REASON_NONE;
  tactus_frame_add_text (self, "step", step_name (answer.step));
  tactus_frame_add_bytes (self, "status", &answer.status, 1);
  tactus_frame_add_boolean (self, "ok", ok);
  tactus_frame_add_text (self, "reason", reason_name (answer.reason));
  if (ok && answer.step == TACTUS_AUTH_STEP_RANDOM)
    tactus_frame_add_bytes (self, "random", answer.random, sizeof answer.random);

  return TRUE;
}

static void
add_auth_remark (TactusFrame       *self,
                 const TactusModel *model,
                 guint8             step,
                 guint8             auth_flags)
{
  if (!model)
    return;

  if (step == TACTUS_AUTH_STEP_SET_KEY && model->key_source == TACTUS_KEY_SOURCE_SERVER)
    tactus_frame_add_text (self, "remark",
                           "This model takes no key: it wants the one the vendor issued");
  else if (auth_flags != model->auth_flags)
    tactus_frame_add_text (self, "remark", "This model usually wants other authentication flags");
}

/* `01 af K[16]`; without a key it asks a band of generation B' for the vendor's procedure. */
static gboolean
explain_set_key (TactusFrame  *self,
                 gsize         length,
                 GError      **error)
{
  if (length != 2 && length != AUTH_BLOCK_WRITE)
    return tactus_frame_malformed (error, "Authentication: the key at byte 2 must have 16 bytes");

  tactus_frame_add_text (self, "key", length == 2 ? NULL : "hidden");
  tactus_frame_add_number (self, "key_length", (gint64) length - 2, "bytes");

  return TRUE;
}

static gboolean
explain_proof (TactusFrame   *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  if (length != AUTH_BLOCK_WRITE)
    return tactus_frame_malformed (error, "Authentication: the proof at byte 2 must have 16 bytes");

  tactus_frame_add_bytes (self, "cipher", data + 2, TACTUS_KEY_SIZE);

  return TRUE;
}

/* `02 af`, `02 af 02`, `82 af 02`, `82 af 02 01 00` are all in use. */
static gboolean
explain_request (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  if (length > 5)
    return tactus_frame_malformed (error,
                                   "Authentication: a request for a random number ends at byte 4");

  if (length > 2)
    tactus_frame_add_bytes (self, "parameters", data + 2, length - 2);

  return TRUE;
}

static gboolean
explain_auth_write (TactusFrame        *self,
                    const TactusModel  *model,
                    const guint8       *data,
                    gsize               length,
                    GError            **error)
{
  guint8 step = data[0] & AUTH_STEP_MASK;
  guint8 crypt_flags = data[0] & AUTH_CRYPT_MASK;
  gboolean fine;

  tactus_frame_begin (self, "auth_write", "Authentication, command to the band", FALSE);

  if ((data[0] & ~(AUTH_STEP_MASK | AUTH_CRYPT_MASK)) || step < 1 || step > 3)
    return tactus_frame_malformed (error,
                                   "Authentication: command at byte 0 is neither an answer (10) "
                                   "nor a step (01 to 03, 82, 83)");
  if (length < 2)
    return tactus_frame_malformed (error, "Authentication: the flags at byte 1 are missing");

  tactus_frame_add_text (self, "step", step_name (step));
  tactus_frame_add_bytes (self, "crypt_flags", &crypt_flags, 1);
  tactus_frame_add_bytes (self, "auth_flags", data + 1, 1);

  if (step == TACTUS_AUTH_STEP_SET_KEY)
    fine = explain_set_key (self, length, error);
  else if (step == TACTUS_AUTH_STEP_RANDOM)
    fine = explain_request (self, data, length, error);
  else
    fine = explain_proof (self, data, length, error);

  add_auth_remark (self, model, step, data[1]);
  return fine;
}

gboolean
tactus_frame_explain_auth (TactusFrame        *self,
                           const TactusModel  *model,
                           const guint8       *data,
                           gsize               length,
                           GError            **error)
{
  if (length > 0 && data[0] != AUTH_ANSWER_MARK)
    return explain_auth_write (self, model, data, length, error);

  return explain_auth_answer (self, data, length, error);
}
