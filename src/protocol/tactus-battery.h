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
 * @full_charge: when it was last full; valid if @has_full_charge
 * @last_charge: when it was last charged; valid if @has_last_charge
 * @last_level: level at the end of the last charge, %; -1 if absent
 *
 * Battery of generations B, B'.  Layout: characteristic 0006, 20 bytes; short forms carry less.
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

gboolean tactus_battery_parse (TactusBattery *self,
                               const guint8  *data,
                               gsize          length,
                               GError       **error);

G_END_DECLS
