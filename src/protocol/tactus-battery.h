/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-time.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_CHARGING_UNKNOWN,
  TACTUS_CHARGING_NO,
  TACTUS_CHARGING_YES,
} TactusCharging;

/**
 * TactusBattery:
 * @level: 0…100 %
 * @charging: whether on the charger
 * @has_full_charge, @full_charge: when it was last full; a band that never was has no such time,
 *   but may tell its zone all the same
 * @has_last_charge, @last_charge: when it was last charged, likewise
 * @last_level: level at the end of the last charge, %; -1 if absent
 *
 * Battery of generations B, B'.  Layout: characteristic 0006, 20 bytes; short forms carry less.
 * Dates outside 2010…2099 mean "never".
 */
typedef struct {
  guint8         level;
  TactusCharging charging;
  gboolean       has_full_charge;
  TactusBandTime full_charge;
  gboolean       has_last_charge;
  TactusBandTime last_charge;
  int            last_level;
} TactusBattery;

/**
 * tactus_battery_parse:
 *
 * Takes what is there: 2 bytes have the level, 3 the charger, more the rest as far as it is whole.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED if there is no level or one above 100 %
 */
gboolean tactus_battery_parse (TactusBattery *self,
                               const guint8  *data,
                               gsize          length,
                               GError       **error);

G_END_DECLS
