/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-list.h"
#include "tactus-band-recorder.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_RECORDING (tactus_recording_get_type ())
G_DECLARE_FINAL_TYPE (TactusRecording, tactus_recording, TACTUS, RECORDING, GObject)

/**
 * TactusRecording:
 *
 * The history, and a recorder for each band of a list.
 *
 * Properties: `history`; `error` (GError boxed, nullable, notified: why readings of some band are
 * not on disk).
 */

TactusRecording    *tactus_recording_new           (TactusHistory        *history);

/** tactus_recording_set_bands: @bands: (nullable) */
void                tactus_recording_set_bands     (TactusRecording      *self,
                                                    TactusBandList       *bands);

TactusHistory      *tactus_recording_get_history   (TactusRecording      *self);

/** Returns: (transfer none): the recorder of @band, made if need be */
TactusBandRecorder *tactus_recording_get_recorder  (TactusRecording      *self,
                                                    TactusBand           *band);

/** Returns: (transfer none) (nullable) */
const GError       *tactus_recording_get_error     (TactusRecording      *self);

/** tactus_recording_finish_async: ends every session, before the program does */
void                tactus_recording_finish_async  (TactusRecording      *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean            tactus_recording_finish_finish (TactusRecording      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
