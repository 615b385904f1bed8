/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-recorder.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_LIVE_VIEW (tactus_live_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusLiveView, tactus_live_view, TACTUS, LIVE_VIEW, AdwBin)

/**
 * TactusLiveView:
 *
 * The pulse now and over the last minutes, the session that goes on, and the buttons that start and
 * stop it.  Nothing moves while nobody can see it.
 *
 * Properties: `band`; `window-seconds` (guint): what the chart shows; 0: all there is.
 * Signal `message` (string): something to tell in passing.
 * Actions `live.toggle`, `live.measure-once`, `live.mark`, `live.window-seconds`.
 */

TactusBand *tactus_live_view_get_band           (TactusLiveView     *self);

/** tactus_live_view_set_recorder: @recorder: of the band: knows the session and its markers */
void        tactus_live_view_set_recorder       (TactusLiveView     *self,
                                                 TactusBandRecorder *recorder);

/** tactus_live_view_set_history: @history: knows what was measured before this run of the program,
 *    which the chart then begins with */
void        tactus_live_view_set_history        (TactusLiveView     *self,
                                                 TactusHistory      *history);

/** tactus_live_view_set_zones: @zones: copied: of the person */
void        tactus_live_view_set_zones          (TactusLiveView     *self,
                                                 const TactusZones  *zones);

void        tactus_live_view_set_window_seconds (TactusLiveView     *self,
                                                 guint               seconds);

/** tactus_live_view_grab_focus: puts the keyboard on Start or Stop */
void        tactus_live_view_grab_focus         (TactusLiveView     *self);

G_END_DECLS
