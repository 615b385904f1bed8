/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_RECORDER (tactus_band_recorder_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandRecorder, tactus_band_recorder, TACTUS, BAND_RECORDER, GObject)

/**
 * TactusBandRecorder:
 *
 * Keeps what a band sends: begins a session with the first reading of a measurement (continuous,
 * once, or listened to), writes each reading as it comes, and ends the session with the
 * measurement. A lost link does not end it; that it was lost is in it.  The band's button sets a
 * marker.
 *
 * What cannot be written is tried again with the next reading, and from time to time; nothing of it
 * is given up, so that a disk that is full for a while costs nothing.  Meanwhile `error` says why,
 * and the live view goes on.  A damaged database that is put aside has the session begin anew, with
 * all that it has; one that a person removes for good ends, and what follows is another.
 *
 * Properties, all notified: `band`; `session` (TactusSession, nullable: the one that is going on);
 * `error` (GError boxed, nullable); `waiting` (uint: readings not on disk yet).
 * Signal `marked` (gint64 when_us).
 */

TactusBandRecorder *tactus_band_recorder_new           (TactusBand           *band,
                                                        TactusHistory        *history);

TactusBand         *tactus_band_recorder_get_band      (TactusBandRecorder   *self);
/** Returns: (transfer none) (nullable) */
TactusSession      *tactus_band_recorder_get_session   (TactusBandRecorder   *self);
/** Returns: (transfer none) (nullable) */
const GError       *tactus_band_recorder_get_error     (TactusBandRecorder   *self);
guint               tactus_band_recorder_get_waiting   (TactusBandRecorder   *self);

/** tactus_band_recorder_get_markers: Returns: (transfer none) (element-type TactusMarker): of the
 *    session that is going on, or else of the last one */
GPtrArray          *tactus_band_recorder_get_markers   (TactusBandRecorder   *self);

/** tactus_band_recorder_mark: marks this moment.  Returns: %FALSE: no session is going on */
gboolean            tactus_band_recorder_mark          (TactusBandRecorder   *self,
                                                        const char           *text);

/** tactus_band_recorder_finish_async: ends the session and records no other; waits, 6 s at most,
 *    until all is on disk, or cannot be */
void                tactus_band_recorder_finish_async  (TactusBandRecorder   *self,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean            tactus_band_recorder_finish_finish (TactusBandRecorder   *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
