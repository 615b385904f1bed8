/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * TactusBandAttempt:
 *
 * One way from OFFLINE to READY.  At most one is in flight, `band->attempt`; at most one more,
 * `band->next`, waits for the link of the last one to be down.
 */

/**
 * tactus_band_attempt_new:
 * @key: (nullable): %NULL: the stored one, or when pairing a new one
 * @task: (transfer full) (nullable): %NULL: nobody asked
 */
TactusBandAttempt *tactus_band_attempt_new   (TactusBand        *self,
                                              gboolean           pairing,
                                              TactusKey         *key,
                                              GTask             *task);

/** tactus_band_attempt_watch: from when the command is given, even if it has to wait */
void               tactus_band_attempt_watch (TactusBandAttempt *attempt);

/**
 * tactus_band_attempt_adopt: an attempt that nobody asked for becomes a person's.
 *
 * Returns: whether it took @task
 */
gboolean           tactus_band_attempt_adopt (TactusBandAttempt *attempt,
                                              GTask             *task);

/** tactus_band_attempt_drop: one that never began.  Takes both */
void               tactus_band_attempt_drop  (TactusBandAttempt *attempt,
                                              GError            *error);

/** tactus_band_attempt_begin: takes @attempt; nothing else may be going on */
void               tactus_band_attempt_begin (TactusBand        *self,
                                              TactusBandAttempt *attempt);

/** tactus_band_attempt_end: the one way out of one that failed.  @error is taken */
void               tactus_band_attempt_end   (TactusBand        *self,
                                              GError            *error);

G_END_DECLS
