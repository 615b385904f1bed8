/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusSimPulse:
 *
 * A person at a desk: rests around 58 to 75 with a slow drift, breathes, and now and then gets up,
 * which lifts the pulse to 140 at most.  The same seed gives the same person.
 */
typedef struct {
  double phase; /* of the drift, 0..1 */
  double level; /* of rest, bpm */
  guint  seed;
} TactusSimPulse;

void  tactus_sim_pulse_init (TactusSimPulse       *self,
                             guint32               seed);

/** Returns: beats a minute at @now_us, 50..140 */
guint tactus_sim_pulse_at   (const TactusSimPulse *self,
                             gint64                now_us);

G_END_DECLS
