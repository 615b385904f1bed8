/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-deadlines.h"

const TactusBluezDeadlines tactus_bluez_default_deadlines = {
  .find_ms = 30 * 1000,
  .connect_ms = 50 * 1000,
  .resolve_ms = 30 * 1000,
  .settle_ms = 15 * 1000,
  .operation_ms = 35 * 1000,
  .disconnect_ms = 10 * 1000,
  .scan_call_ms = 15 * 1000,
  .property_ms = 10 * 1000,
  .power_ms = 1500,
  .pair_ms = 150 * 1000,
};
