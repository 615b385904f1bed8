/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Zone 1 to 5; below them is 0. */
#define TACTUS_N_ZONES 5

/**
 * TactusZones:
 * @maximum: the person's maximum heart rate, bpm; 0: not known, so that there are no zones
 *
 * Five zones of effort: from 50, 60, 70, 80 and 90 % of the maximum on.
 */
typedef struct {
  guint maximum;
} TactusZones;

/* A maximum outside of these is a typing error. */
#define TACTUS_ZONES_LOWEST_MAXIMUM  100
#define TACTUS_ZONES_HIGHEST_MAXIMUM 240

/** tactus_zones_maximum_for_age: Returns: 208 − 0.7 × @years, rounded (Tanaka, Monahan and Seals
 *    2001); 0 unless @years is 5…120 */
guint tactus_zones_maximum_for_age (guint              years);

/** tactus_zones_for: @own_maximum: bpm, 0: none, and so is one that is a typing error; it outweighs
 *    @years, 0: not known */
TactusZones tactus_zones_for       (guint              own_maximum,
                                    guint              years);

/** tactus_zones_find: Returns: 1…5; 0: below zone 1, or no zones.  Above the maximum is 5 */
guint tactus_zones_find            (const TactusZones *self,
                                    guint              bpm);

/** tactus_zones_get_lower: @zone: 1…5.  Returns: its lowest pulse, bpm; 0 without zones */
guint tactus_zones_get_lower       (const TactusZones *self,
                                    guint              zone);

G_END_DECLS
