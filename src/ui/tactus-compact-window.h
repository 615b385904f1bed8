/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-list.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_COMPACT_WINDOW (tactus_compact_window_get_type ())
G_DECLARE_FINAL_TYPE (TactusCompactWindow, tactus_compact_window, TACTUS, COMPACT_WINDOW, AdwWindow)

/**
 * TactusCompactWindow:
 *
 * The pulse and little else, for people who do something else meanwhile; in front of other windows
 * where the platform allows that.  It shows the band that measures, whichever that is.
 *
 * Signal `returned`: the person wants the main window again; whoever made this one destroys it.
 * Action `compact.return`.
 */

/**
 * tactus_compact_window_new:
 * @settings: (nullable): where its size is remembered
 * @bands: (nullable): what may measure
 * @band: (nullable): what to show while nothing measures
 */
GtkWidget  *tactus_compact_window_new        (GtkApplication      *application,
                                              GSettings           *settings,
                                              TactusBandList      *bands,
                                              TactusBand          *band);

/** tactus_compact_window_get_band: Returns: (transfer none) (nullable): what it shows */
TactusBand *tactus_compact_window_get_band   (TactusCompactWindow *self);

/** tactus_compact_window_save_state: remembers its size, before it goes */
void        tactus_compact_window_save_state (TactusCompactWindow *self);

G_END_DECLS
