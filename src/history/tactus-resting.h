/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Five minutes, and how much of them must be known. */
#define TACTUS_RESTING_SECONDS       300
#define TACTUS_RESTING_KNOWN_SECONDS 240

/**
 * TactusRestingSecond:
 * @known_us: for how much of it the pulse is known
 * @weight: the pulse times that
 */
typedef struct {
  guint32 known_us;
  guint64 weight;
} TactusRestingSecond;

/**
 * TactusResting:
 *
 * Looks for the calmest five minutes: the lowest mean over time of any five minutes that begin on a
 * second, are over, and are known long enough.  Begins as all zero.
 */
typedef struct {
  TactusRestingSecond seconds[TACTUS_RESTING_SECONDS]; /* a ring: the five minutes up to now */
  guint               now;                             /* place of the second that goes on */
  guint64             known_us;                        /* of all of them */
  guint64             weight;
  guint               lowest;
} TactusResting;

/** tactus_resting_pass: time goes on from @from_us, where it was, to @to_us; takes no longer than a
 *    constant.  @bpm: the pulse all the while, 0: not known */
void  tactus_resting_pass (TactusResting       *self,
                           gint64               from_us,
                           gint64               to_us,
                           guint16              bpm);

/** tactus_resting_get: Returns: bpm, 0: no such five minutes */
guint tactus_resting_get  (const TactusResting *self);

G_END_DECLS
