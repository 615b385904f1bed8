/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-recording.h"
#include "tactus-sleep-watch.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SLEEP_GUARD (tactus_sleep_guard_get_type ())
G_DECLARE_FINAL_TYPE (TactusSleepGuard, tactus_sleep_guard, TACTUS, SLEEP_GUARD, GObject)

/**
 * TactusSleepGuard:
 *
 * Puts things in order before the computer sleeps: every band is let go of, and what was measured
 * is on disk.  When it is awake again the bands are connected at once, and what was measured
 * goes on; what was slept through is a lost link.
 */

/** tactus_sleep_guard_new: @bands: (element-type TactusBand): all that may be linked; @recording:
 *    (nullable): %NULL: nothing is recorded */
TactusSleepGuard *tactus_sleep_guard_new (TactusSleepWatch *watch,
                                          GListModel       *bands,
                                          TactusRecording  *recording);

G_END_DECLS
