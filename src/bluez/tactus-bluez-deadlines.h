/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusBluezDeadlines:
 *
 * How long each step may take, milliseconds.  A test passes shorter ones.
 *
 * @find_ms: scan for a device that BlueZ has no object for
 * @connect_ms: Device1.Connect; the kernel itself gives up after about 42 s
 * @resolve_ms: from connected to ServicesResolved
 * @settle_ms: from ServicesResolved to the last GATT object (they may come later)
 * @operation_ms: read, write, subscribe; BlueZ drops the link after 30 s of silence
 * @disconnect_ms: Device1.Disconnect
 * @scan_call_ms: StartDiscovery, StopDiscovery, SetDiscoveryFilter
 * @property_ms: reading or setting a property, RemoveDevice, the daemon's list of objects
 * @power_ms: from an adapter's (or the daemon's) appearance until it counts as off (or missing):
 *   both appear a moment before they are ready
 * @pair_ms: Device1.Pair with all its questions; BlueZ waits 60 s for each answer, and 120 s in all
 */
typedef struct {
  guint find_ms;
  guint connect_ms;
  guint resolve_ms;
  guint settle_ms;
  guint operation_ms;
  guint disconnect_ms;
  guint scan_call_ms;
  guint property_ms;
  guint power_ms;
  guint pair_ms;
} TactusBluezDeadlines;

/** The defaults: 30 s, 50 s, 30 s, 6 s, 35 s, 10 s, 15 s, 10 s, 1.5 s, 150 s. */
extern const TactusBluezDeadlines tactus_bluez_default_deadlines;

G_END_DECLS
