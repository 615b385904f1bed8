/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/* What changes sessions, in the database's thread and within a transaction. */

/** tactus_history_insert_session: a new one; @session gets its id.  @import: the unfinished one
 *    that it belongs to, which does not change the name of a band yet; 0: none */
gboolean tactus_history_insert_session  (TactusDatabaseFile  *file,
                                         TactusSession       *session,
                                         gint64               import,
                                         GError             **error);

/** tactus_history_insert_readings: those of @readings from number @begin to before @end, at the end
 *    of @session; one that is not later than the one before it is kept a millisecond after that */
gboolean tactus_history_insert_readings (TactusDatabaseFile  *file,
                                         gint64               session,
                                         TactusSeries        *readings,
                                         gsize                begin,
                                         gsize                end,
                                         GError             **error);

gboolean tactus_history_insert_marker   (TactusDatabaseFile  *file,
                                         gint64               session,
                                         const TactusMarker  *marker,
                                         gint64              *id,
                                         GError             **error);

gboolean tactus_history_insert_markers  (TactusDatabaseFile  *file,
                                         gint64               session,
                                         GPtrArray           *markers,
                                         GError             **error);

/** tactus_history_insert_new: @session without its readings and markers, which follow, unless the
 *    like is there, or was brought by @import */
gboolean tactus_history_insert_new      (TactusDatabaseFile  *file,
                                         TactusSession       *session,
                                         TactusSeries        *readings,
                                         gint64               import,
                                         gboolean            *added,
                                         GError             **error);

/** tactus_history_insert_all: a whole session, unless the like is there; see
 *    tactus_history_add_async() */
gboolean tactus_history_insert_all      (TactusDatabaseFile  *file,
                                         TactusSession       *session,
                                         TactusSeries        *readings,
                                         GPtrArray           *markers,
                                         gboolean            *added,
                                         GError             **error);

/** tactus_history_end_session: not before its last reading */
gboolean tactus_history_end_session     (TactusDatabaseFile  *file,
                                         gint64               session,
                                         gint64               end_us,
                                         GError             **error);

/** tactus_history_describe_session: title and note */
gboolean tactus_history_describe_session (TactusDatabaseFile  *file,
                                          TactusSession       *session,
                                          GError             **error);

/** tactus_history_change_marker: @text: (nullable): %NULL: removes it */
gboolean tactus_history_change_marker   (TactusDatabaseFile  *file,
                                         gint64               marker,
                                         const char          *text,
                                         GError             **error);

/** tactus_history_hide_session: @deleted_ms: when it was deleted; −1: it was not */
gboolean tactus_history_hide_session    (TactusDatabaseFile  *file,
                                         gint64               session,
                                         gint64               deleted_ms,
                                         GError             **error);

/** tactus_history_remove_hidden: those that were deleted at @before_ms or earlier.  @removed:
 *    (out): how many */
gboolean tactus_history_remove_hidden   (TactusDatabaseFile  *file,
                                         gint64               before_ms,
                                         guint               *removed,
                                         GError             **error);

/** tactus_history_remove_deleted: @session, if it was deleted; else nothing */
gboolean tactus_history_remove_deleted  (TactusDatabaseFile  *file,
                                         gint64               session,
                                         GError             **error);

/** tactus_history_remove_band: @band's sessions and minutes */
gboolean tactus_history_remove_band     (TactusDatabaseFile  *file,
                                         const char          *band,
                                         GError             **error);

G_END_DECLS
