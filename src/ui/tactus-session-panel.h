/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-recorder.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SESSION_PANEL (tactus_session_panel_get_type ())
G_DECLARE_FINAL_TYPE (TactusSessionPanel, tactus_session_panel, TACTUS, SESSION_PANEL, AdwBin)

/**
 * TactusSessionPanel:
 *
 * The session that goes on, or the last one: how long it lasts, and the time in each zone.  It is
 * not shown before the first.  It has no clock: tactus_session_panel_update() draws the present.
 */

/** tactus_session_panel_set_recorder: @recorder: (nullable) */
void     tactus_session_panel_set_recorder (TactusSessionPanel  *self,
                                            TactusBandRecorder  *recorder);

/** tactus_session_panel_set_zones: @zones: copied */
void     tactus_session_panel_set_zones    (TactusSessionPanel  *self,
                                            const TactusZones   *zones);

/** tactus_session_panel_add: a reading that came just now */
void     tactus_session_panel_add          (TactusSessionPanel  *self,
                                            const TactusReading *reading);

/** tactus_session_panel_recount: another series holds the band's readings */
void     tactus_session_panel_recount      (TactusSessionPanel  *self);

/** tactus_session_panel_update: shows what it is at the present */
void     tactus_session_panel_update       (TactusSessionPanel  *self);

/** tactus_session_panel_is_open: Returns: whether a session goes on */
gboolean tactus_session_panel_is_open      (TactusSessionPanel  *self);

G_END_DECLS
