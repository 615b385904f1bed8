/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-session.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_MARKER_ROW (tactus_marker_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusMarkerRow, tactus_marker_row, TACTUS, MARKER_ROW, AdwEntryRow)

/**
 * TactusMarkerRow:
 *
 * A marker: its time, its text to be changed in place, where it is, and away with it.
 *
 * Signals: `show-requested`, `renamed`, `removed`.
 */

/** tactus_marker_row_new: @zone_s: seconds east of UTC that its time is told in */
GtkWidget          *tactus_marker_row_new        (const TactusMarker *marker,
                                                  int                 zone_s);

/** tactus_marker_row_get_marker: Returns: (transfer none): as it was when the row was made */
const TactusMarker *tactus_marker_row_get_marker (TactusMarkerRow    *self);

G_END_DECLS
