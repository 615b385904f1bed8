/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_NEARBY_ROW (tactus_nearby_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusNearbyRow, tactus_nearby_row, TACTUS, NEARBY_ROW, AdwActionRow)

/**
 * TactusNearbyRow:
 *
 * A band or a sensor that is near and not paired: name, end of its address, signal, Pair or Add.
 * Properties: `band`; `listening` (gboolean): shows the heart rate that it shares, and Listen.
 * Signals `pair-clicked`, `listen-clicked`.
 */

/** tactus_nearby_row_new: Returns: (transfer floating): a row for @band */
GtkWidget  *tactus_nearby_row_new      (TactusBand      *band);

/** tactus_nearby_row_get_band: Returns: (transfer none): whose row it is */
TactusBand *tactus_nearby_row_get_band (TactusNearbyRow *self);

G_END_DECLS
