/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-bluez-connection.h"
#include "tactus-handshake.h"

G_BEGIN_DECLS

/**
 * TactusLoginFunc:
 * @tap: whether the band is asking the person for a tap now
 */
typedef void (* TactusLoginFunc) (gboolean tap,
                                  gpointer user_data);

/**
 * TactusLoginOwner:
 * @address: the band's
 * @profile: who wears it; a first-generation band is told at every login
 * @key: the one to set or to prove
 */
typedef struct {
  const char          *address;
  const TactusProfile *profile;
  TactusKey           *key;
} TactusLoginOwner;

/**
 * TactusLoginResult:
 * @outcome: NONE if it worked, or if it was no answer of the band that ended it
 * @key_sent: whether the key has left us, so that the band may have it
 * @model: (nullable): what a first-generation band says it is
 */
typedef struct {
  TactusHandshakeOutcome outcome;
  gboolean               key_sent;
  const TactusModel     *model;
} TactusLoginResult;

/**
 * tactus_login_async:
 * @connection: to a band of generation A, B or B'
 * @owner: copied
 * @progress: told whenever the tap is asked for, and when it has come
 *
 * Carries a handshake out: does what TactusHandshake decides, and keeps the time.
 */
void     tactus_login_async  (TactusBluezConnection   *connection,
                              const TactusModel       *model,
                              const TactusLoginOwner  *owner,
                              TactusHandshakeMode      mode,
                              const TactusBandTimings *timings,
                              TactusLoginFunc          progress,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data);

/**
 * tactus_login_error_translate:
 * @error: (transfer full): from opening the link or logging in
 *
 * Every band of these models has the login: if it is not to be seen, BlueZ's look at the services
 * failed, and the next may not.
 *
 * Returns: (transfer full): as tactus_band_error_translate(), with a missing login as PROTOCOL
 */
GError  *tactus_login_error_translate (GError *error);

/** tactus_login_finish: @login: (out caller-allocates): filled in any case */
gboolean tactus_login_finish (TactusBluezConnection   *connection,
                              GAsyncResult            *result,
                              TactusLoginResult       *login,
                              GError                 **error);

G_END_DECLS
