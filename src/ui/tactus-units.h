/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_UNITS (tactus_units_get_type ())
G_DECLARE_FINAL_TYPE (TactusUnits, tactus_units, TACTUS, UNITS, GObject)

/**
 * TactusUnits:
 *
 * In which units distance, weight and height are shown and entered, all over the app: what the
 * person chose, or else what is usual in their region.
 *
 * Properties: `choice` (string: `region`, `metric` or `imperial`, as in the settings, notified);
 * `imperial` (boolean, notified: miles, pounds and feet).
 */

/** tactus_units_get_default: Returns: (transfer none): the app's */
TactusUnits *tactus_units_get_default  (void);

/** tactus_units_get_imperial: Returns: whether the app speaks of miles, pounds and feet */
gboolean     tactus_units_get_imperial (void);

G_END_DECLS
