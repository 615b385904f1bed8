/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/**
 * TactusHistoryMerge:
 *
 * The readings of all sessions of a query in the order of their times, and between them, where no
 * session has a reading nearby, the pulses that bands recorded by the minute.  In the database's
 * thread only.
 *
 * Where one source of readings ends and another goes on later, and where a source is silent for
 * longer than its own gap but not than that of the whole, there is a reading that says so.
 */
typedef struct _TactusHistoryMerge TactusHistoryMerge;

TactusHistoryMerge *tactus_history_merge_new          (TactusDatabaseFile        *file,
                                                       const TactusHistoryQuery  *query,
                                                       GError                   **error);
void                tactus_history_merge_free         (TactusHistoryMerge        *self);

/** Returns: (transfer none) (element-type TactusSession): those whose readings these are */
GPtrArray          *tactus_history_merge_get_sessions (TactusHistoryMerge        *self);

/** Returns: silence that is a gap: the longest of all sources' */
gint64              tactus_history_merge_get_gap_us   (TactusHistoryMerge        *self);

/** tactus_history_merge_get_extent: @begin_us, @end_us: (out): @begin_us <= time < @end_us holds
 *    for every reading; both 0 if there is none */
void                tactus_history_merge_get_extent   (TactusHistoryMerge        *self,
                                                       gint64                    *begin_us,
                                                       gint64                    *end_us);

/** tactus_history_merge_next: @has_reading: (out): %FALSE: there are no more.  @rr: (out) (transfer
 *    none) (array length=n_rr): until the next call */
gboolean            tactus_history_merge_next         (TactusHistoryMerge        *self,
                                                       gboolean                  *has_reading,
                                                       TactusReading             *reading,
                                                       const guint16            **rr,
                                                       guint                     *n_rr,
                                                       GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusHistoryMerge, tactus_history_merge_free)

G_END_DECLS
