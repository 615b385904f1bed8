/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-heart-rate.h"

G_BEGIN_DECLS

/**
 * TactusCtlRecord:
 *
 * A file of values as `time,bpm,state` lines: ISO 8601 time with zone, nothing for bpm unless it is
 * a pulse, and `pulse`, `no_reading` or `not_worn`.
 */
typedef struct _TactusCtlRecord TactusCtlRecord;

/**
 * tactus_ctl_record_open:
 *
 * What is in the file already stays: lines are appended.
 *
 * Returns: (nullable): %NULL with %TACTUS_CTL_ERROR_OUTPUT if it cannot be written, or is a file of
 *   something else
 */
TactusCtlRecord *tactus_ctl_record_open (const char             *path,
                                         GError                **error);

/** tactus_ctl_record_add: Returns: %FALSE with %TACTUS_CTL_ERROR_OUTPUT */
gboolean         tactus_ctl_record_add  (TactusCtlRecord        *self,
                                         const TactusHeartRate  *heart_rate,
                                         GDateTime              *when,
                                         GError                **error);
void             tactus_ctl_record_free (TactusCtlRecord        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusCtlRecord, tactus_ctl_record_free)

G_END_DECLS
