/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-key.h"

G_BEGIN_DECLS

/* Steps of the challenge on characteristic 0009; the low four bits of the command byte. */
typedef enum {
  TACTUS_AUTH_STEP_SET_KEY = 1,
  TACTUS_AUTH_STEP_RANDOM  = 2,
  TACTUS_AUTH_STEP_PROOF   = 3,
} TactusAuthStep;

typedef enum {
  TACTUS_AUTH_REASON_NONE, /* the step worked */
  TACTUS_AUTH_REASON_NOT_CONFIRMED,
  TACTUS_AUTH_REASON_REFUSED,
  TACTUS_AUTH_REASON_SERVER_KEY_NEEDED,
  TACTUS_AUTH_REASON_NO_CHALLENGE,
  TACTUS_AUTH_REASON_WRONG_KEY,
  TACTUS_AUTH_REASON_UNKNOWN_STATUS,
} TactusAuthReason;

/**
 * TactusAuthResponse:
 * @step: which command it answers
 * @status: the status byte as it came
 * @reason: what the status means
 * @random: the band's random number; only with step RANDOM and reason NONE
 *
 * One answer of the band.  Layout: `10 op status …`; op is masked with 0x0f.
 */
typedef struct {
  TactusAuthStep   step;
  guint8           status;
  TactusAuthReason reason;
  guint8           random[TACTUS_KEY_SIZE];
} TactusAuthResponse;

/**
 * tactus_auth_response_parse:
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED if the bytes are no answer at all
 */
gboolean tactus_auth_response_parse     (TactusAuthResponse *self,
                                         const guint8       *data,
                                         gsize               length,
                                         GError            **error);

/* Each fills @out (18 bytes at least) and returns how many bytes are to be written.
 * @auth_flags: 0x00 or 0x08; @crypt_flags: 0x00 or 0x80. */
gsize    tactus_auth_write_set_key      (guint8              auth_flags,
                                         const TactusKey    *key,
                                         guint8             *out);
gsize    tactus_auth_write_random       (guint8              auth_flags,
                                         guint8              crypt_flags,
                                         guint8             *out);
gsize    tactus_auth_write_proof        (guint8              auth_flags,
                                         guint8              crypt_flags,
                                         const TactusKey    *key,
                                         const guint8       *random,
                                         guint8             *out);

G_END_DECLS
