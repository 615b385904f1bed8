/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusSteps:
 * @steps: today
 * @distance_m: metres today; -1 if absent
 * @calories_kcal: kilocalories today; -1 if absent
 *
 * Layout: characteristic 0007, 13 bytes, or 5 with old firmware.
 */
typedef struct {
  guint32 steps;
  gint64  distance_m;
  gint64  calories_kcal;
} TactusSteps;

/**
 * tactus_steps_parse:
 *
 * Distance and calories are there only if byte 0 announces them and the record is long enough.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED if the steps are not complete
 */
gboolean tactus_steps_parse (TactusSteps  *self,
                             const guint8 *data,
                             gsize         length,
                             GError      **error);

G_END_DECLS
