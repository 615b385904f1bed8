/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_LIVE_VIEW (tactus_live_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusLiveView, tactus_live_view, TACTUS, LIVE_VIEW, AdwBin)

/**
 * TactusLiveView:
 *
 * The pulse now and over the last minutes, and the buttons that start and stop it.
 *
 * Properties: `band`; `window-seconds` (guint): what the chart shows.
 * Signal `message` (string): something to tell in passing.
 * Actions `live.toggle`, `live.measure-once`, `live.window-seconds`.
 */

TactusBand *tactus_live_view_get_band           (TactusLiveView *self);

void        tactus_live_view_set_window_seconds (TactusLiveView *self,
                                                 guint           seconds);

/** tactus_live_view_grab_focus: puts the keyboard on Start or Stop */
void        tactus_live_view_grab_focus         (TactusLiveView *self);

G_END_DECLS
