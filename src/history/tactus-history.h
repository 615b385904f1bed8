/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-series.h"
#include "tactus-session.h"
#include "tactus-tally.h"

G_BEGIN_DECLS

/**
 * TactusHistoryQuery:
 * @band: (nullable): address; %NULL: every one
 * @session: id; 0: every one
 * @from_us, @to_us: what touches @from_us <= time < @to_us; both 0: all times; @to_us 0: no end
 * @text: (nullable): somewhere in title, note or a marker, letter case apart
 * @newest_first: order of sessions
 * @limit: at most so many sessions, 0: all; @offset: after so many
 *
 * Which part of the history.  What was deleted is in none.
 */
typedef struct {
  const char *band;
  gint64      session;
  gint64      from_us;
  gint64      to_us;
  const char *text;
  gboolean    newest_first;
  guint       limit;
  guint       offset;
} TactusHistoryQuery;

/**
 * TactusDigest:
 * @columns: (array length=n_columns) (owned): the session in so many equal columns: a sparkline
 *
 * What is to be said of a session at a glance.
 */
typedef struct {
  TactusStatistics  statistics;
  TactusColumn     *columns;
  guint             n_columns;
} TactusDigest;

void tactus_digest_free (TactusDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusDigest, tactus_digest_free)

/**
 * TactusHistory:
 *
 * Everything that was measured, on disk: sessions, their readings and markers, and the minutes that
 * bands recorded.  Writing and reading have a thread and a connection each, so that a long export
 * never keeps a reading from being safe.  A call that has finished is on disk; a program killed
 * right after loses nothing of it.  Should the power fail, appended readings of the last half
 * minute may be lost, and nothing else: a disk is not kept busy by one reading a second.
 *
 * Errors are TactusDatabaseError, or %G_IO_ERROR_CANCELLED.  What is asked of a session that is not
 * there (any more) ends with %TACTUS_DATABASE_ERROR_NO_SESSION: it was removed, or the database was
 * damaged and moved aside.  Times are kept in milliseconds.
 *
 * Signals: `moved-aside` (string path): see TactusDatabase; `changed`: this object added, changed
 * or removed sessions, markers or recorded minutes (appending to a session that is going on does
 * not count).  What other programs change is seen by the next call.
 */
#define TACTUS_TYPE_HISTORY (tactus_history_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistory, tactus_history, TACTUS, HISTORY, GObject)

/** tactus_history_new: @path: (nullable): of the database; %NULL: in memory (demo, tests) */
TactusHistory       *tactus_history_new                (const char *path);

/** Returns: (transfer full): `$XDG_DATA_HOME/tactus/history.sqlite` */
char                *tactus_history_get_default_path   (void);

/** Returns: (transfer none): the minutes that bands recorded, in the same database */
TactusActivityStore *tactus_history_get_activity_store (TactusHistory *self);

/* A session can be this long, two years and two months, and has this many keys. */
#define TACTUS_HISTORY_SESSION_MS (G_GINT64_CONSTANT (1) << 36)

/* ── recording ── */

/**
 * tactus_history_begin_async: keeps @session, which has no id yet.
 *
 * Returns by finish: %TRUE, and @session has its id.
 */
void      tactus_history_begin_async      (TactusHistory        *self,
                                           TactusSession        *session,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_begin_finish     (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/**
 * tactus_history_append_async:
 * @readings: (transfer full): readings and RR intervals to add at the end of @session, all of them
 *   or none; nobody may append to @readings any more.  One that is not later than the one before it
 *   is kept a millisecond after that
 *
 * A session can be two years and two months long; what would make it longer ends with
 * %TACTUS_DATABASE_ERROR_NO_SESSION, and wants another one.
 */
void      tactus_history_append_async     (TactusHistory        *self,
                                           gint64                session,
                                           TactusSeries         *readings,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_append_finish    (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

void      tactus_history_end_async        (TactusHistory        *self,
                                           gint64                session,
                                           gint64                end_us,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_end_finish       (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/** tactus_history_mark_async: @marker: copied */
void      tactus_history_mark_async       (TactusHistory        *self,
                                           gint64                session,
                                           const TactusMarker   *marker,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_mark_finish      (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/**
 * tactus_history_add_async:
 * @session: without id; @readings: (transfer full)
 * @markers: (nullable) (element-type TactusMarker): copied
 *
 * A whole session at once, or nothing.
 *
 * Returns by finish: %TRUE; @added: (out) (optional): %FALSE: one of the same band, begin, end and
 *   number of readings is there already, and nothing was done
 */
void      tactus_history_add_async        (TactusHistory        *self,
                                           TactusSession        *session,
                                           TactusSeries         *readings,
                                           GPtrArray            *markers,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_add_finish       (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           gboolean             *added,
                                           GError              **error);

/* ── looking back ── */

/** tactus_history_list_async: Returns by finish: (transfer full) (element-type TactusSession): by
 *    begin.  @query: copied */
void          tactus_history_list_async    (TactusHistory             *self,
                                            const TactusHistoryQuery  *query,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
GPtrArray    *tactus_history_list_finish   (TactusHistory             *self,
                                            GAsyncResult              *result,
                                            GError                   **error);

/**
 * tactus_history_load_async:
 *
 * Returns by finish: (transfer full): the readings of all sessions that @query matches, in the
 *   order of their times, between @from_us and @to_us; where no session says anything the pulses
 *   that bands recorded by the minute, unless @query names a session.  Its gap is the longest of
 *   theirs.  @markers: (out) (optional) (transfer full) (element-type TactusMarker): theirs
 */
void          tactus_history_load_async    (TactusHistory             *self,
                                            const TactusHistoryQuery  *query,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
TactusSeries *tactus_history_load_finish   (TactusHistory             *self,
                                            GAsyncResult              *result,
                                            GPtrArray                **markers,
                                            GError                   **error);

/** tactus_history_digest_async: the same readings, counted but not kept in memory.  @zones:
 *    (nullable).  Returns by finish: (transfer full) */
void          tactus_history_digest_async  (TactusHistory             *self,
                                            const TactusHistoryQuery  *query,
                                            const TactusZones         *zones,
                                            guint                      n_columns,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
TactusDigest *tactus_history_digest_finish (TactusHistory             *self,
                                            GAsyncResult              *result,
                                            GError                   **error);

/** tactus_history_days_async: Returns by finish: (transfer full) (element-type GDateTime):
 *    midnight, here, of each day that has readings or recorded pulses, newest first */
void          tactus_history_days_async    (TactusHistory             *self,
                                            const TactusHistoryQuery  *query,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
GPtrArray    *tactus_history_days_finish   (TactusHistory             *self,
                                            GAsyncResult              *result,
                                            GError                   **error);

/** tactus_history_next_day: @day: any time of a day, here.  Returns: (transfer full) (nullable):
 *    when the next one begins, which is not midnight where the clock is put forward then; %NULL:
 *    the calendar ends */
GDateTime    *tactus_history_next_day      (GDateTime                 *day);

/** tactus_history_query_days: has @query ask for all of the days from @first to @last; each is the
 *    time at which its day begins */
void          tactus_history_query_days    (TactusHistoryQuery        *query,
                                            GDateTime                 *first,
                                            GDateTime                 *last);

/* ── changing ── */

/** tactus_history_describe_async: keeps title and note of @session as they are in it now */
void      tactus_history_describe_async   (TactusHistory        *self,
                                           TactusSession        *session,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_describe_finish  (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/** tactus_history_describe_marker_async: its text; %NULL removes it */
void      tactus_history_describe_marker_async  (TactusHistory        *self,
                                                 gint64                marker,
                                                 const char           *text,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean  tactus_history_describe_marker_finish (TactusHistory        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * tactus_history_delete_async:
 * @sessions: (array length=n_sessions): ids
 * @deleted: %FALSE: takes it back
 *
 * Puts sessions out of sight.  They are on disk until tactus_history_purge_async() or
 * tactus_history_purge_sessions_async().
 */
void      tactus_history_delete_async     (TactusHistory        *self,
                                           const gint64         *sessions,
                                           guint                 n_sessions,
                                           gboolean              deleted,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_delete_finish    (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/** tactus_history_purge_async: removes for good what was deleted longer than @age_s ago, and what
 *    was left of an import that a program did not live to see the end of, so that nothing of it
 *    lingers in the file */
void      tactus_history_purge_async      (TactusHistory        *self,
                                           guint                 age_s,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/** tactus_history_purge_finish: @n_sessions: (out) (optional): how many were removed */
gboolean  tactus_history_purge_finish     (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           guint                *n_sessions,
                                           GError              **error);

/**
 * tactus_history_purge_sessions_async:
 * @sessions: (array length=n_sessions): ids
 *
 * Removes for good those of @sessions that are deleted, so that nothing of them lingers in the
 * file.  One that was brought back meanwhile stays, and so does all else that was deleted.
 */
void      tactus_history_purge_sessions_async  (TactusHistory        *self,
                                                const gint64         *sessions,
                                                guint                 n_sessions,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean  tactus_history_purge_sessions_finish (TactusHistory        *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/** tactus_history_forget_async: removes for good everything of @band: sessions and minutes */
void      tactus_history_forget_async     (TactusHistory        *self,
                                           const char           *band,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  tactus_history_forget_finish    (TactusHistory        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* ── for the neighbours in this folder ── */

/** tactus_history_read: @func works with a TactusHistoryCursor in the reading thread; see
 *    tactus_database_run() */
void      tactus_history_read             (TactusHistory        *self,
                                           GTask                *task,
                                           TactusDatabaseFunc    func);

/** tactus_history_write: @func works in the writing thread, and in no transaction yet; see
 *    tactus_database_run().  Recordings wait behind it: it should not take longer than a few
 *    milliseconds */
void      tactus_history_write            (TactusHistory        *self,
                                           GTask                *task,
                                           TactusDatabaseFunc    func);

/** tactus_history_announce: emits `changed` */
void      tactus_history_announce         (TactusHistory        *self);

G_END_DECLS
