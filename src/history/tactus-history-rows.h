/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/* How the history is written in rows; see tactus-database-schema.c. */

static inline gint64
tactus_history_first_key (gint64 session)
{
  return session * TACTUS_HISTORY_SESSION_MS;
}

/* Rounded down, before 1970 as well. */
static inline gint64
tactus_history_to_ms (gint64 when_us)
{
  return when_us / 1000 - (when_us % 1000 < 0);
}

/* Rounded up: what is at or after @when_us is at or after it. */
static inline gint64
tactus_history_to_ms_above (gint64 when_us)
{
  return when_us / 1000 + (when_us % 1000 > 0);
}

/** tactus_history_value_of: Returns: what stands for @reading in a row */
int           tactus_history_value_of    (const TactusReading       *reading);

/** tactus_history_reading_of: Returns: what a row's value stands for; no value if this program does
 *    not know it */
TactusReading tactus_history_reading_of  (gint64                     when_ms,
                                          int                        value);

/** Returns: (transfer full): @query with strings of its own */
TactusHistoryQuery *tactus_history_query_copy (const TactusHistoryQuery *query);
void                tactus_history_query_free (TactusHistoryQuery       *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusHistoryQuery, tactus_history_query_free)

/** tactus_history_list_sessions: Returns: (transfer full) (nullable) (element-type
 *    TactusSession) */
GPtrArray    *tactus_history_list_sessions (TactusDatabaseFile        *file,
                                            const TactusHistoryQuery  *query,
                                            GError                   **error);

/** tactus_history_list_markers: Returns: (transfer full) (nullable) (element-type TactusMarker): of
 *    @session, by time, within the times of @query */
GPtrArray    *tactus_history_list_markers  (TactusDatabaseFile        *file,
                                            gint64                     session,
                                            const TactusHistoryQuery  *query,
                                            GError                   **error);

/** tactus_history_key_range: which keys of @session lie within the times of @query: @first <= key <
 *    @end */
void          tactus_history_key_range     (TactusSession             *session,
                                            const TactusHistoryQuery  *query,
                                            gint64                    *first,
                                            gint64                    *end);

/** tactus_history_second_range: which recorded minutes lie within the times of @query, Unix
 *    seconds: @from <= time < @to */
void          tactus_history_second_range  (const TactusHistoryQuery  *query,
                                            gint64                    *from,
                                            gint64                    *to);

/** tactus_history_query_is_narrow: Returns: whether it names a session, or what is only in
 *    sessions, so that recorded minutes have no part in it */
gboolean      tactus_history_query_is_narrow (const TactusHistoryQuery *query);

/** tactus_history_read_rr: @rr: (element-type guint16): where the intervals in @column of @row are
 *    added */
void          tactus_history_read_rr       (sqlite3_stmt              *row,
                                            int                        column,
                                            GArray                    *rr);

G_END_DECLS
