/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusBackoff:
 * @first_ms: the first pause, milliseconds
 * @failures: attempts in vain since the last reset
 *
 * How long to wait before the next attempt: 250 ms, 500 ms, 1, 2, 4 s, then 15, 30, 60, 120, 240
 * and for ever 300 s, if @first_ms is 250; in proportion if it is not.
 */
typedef struct {
  guint first_ms;
  guint failures;
} TactusBackoff;

/**
 * tactus_backoff_next:
 * @chance: 0 <= chance < 1: moves the pause by up to 20 % either way, lest two that failed together
 *   try together
 *
 * Counts one failure.
 *
 * Returns: the pause before the next attempt, milliseconds
 */
guint tactus_backoff_next  (TactusBackoff *self,
                            double         chance);

void  tactus_backoff_reset (TactusBackoff *self);

G_END_DECLS
