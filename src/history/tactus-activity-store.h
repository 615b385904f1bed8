/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database.h"

G_BEGIN_DECLS

/**
 * TactusActivityRow:
 * @time: Unix seconds, the begin of the minute
 * @zone_quarters: the band's zone then, quarter hours
 * @kind: as sent, @intensity, @steps: in this minute
 * @heart_rate: bpm, 0: none
 *
 * One minute as a band recorded it.
 */
typedef struct {
  gint64 time;
  gint8  zone_quarters;
  guint8 kind;
  guint8 intensity;
  guint8 steps;
  guint8 heart_rate;
} TactusActivityRow;

/**
 * TactusActivityStore:
 *
 * What bands recorded, a row a minute and band, in the database.  All work is done in the
 * database's own thread; a call that has finished is safe on disk.  Errors are
 * TactusDatabaseError, or %G_IO_ERROR_CANCELLED.
 *
 * Signals: `moved-aside` (const char *path): see TactusDatabase; `changed`: this object added or
 * removed rows.
 */
#define TACTUS_TYPE_ACTIVITY_STORE (tactus_activity_store_get_type ())
G_DECLARE_FINAL_TYPE (TactusActivityStore, tactus_activity_store, TACTUS, ACTIVITY_STORE, GObject)

/**
 * tactus_activity_store_new:
 * @path: (nullable): of the database; %NULL: in memory (demo).  Nothing is opened before it is used
 */
TactusActivityStore *tactus_activity_store_new           (const char *path);

/** tactus_activity_store_new_for_database: shares @database, whose tables are those of
 *   tactus_database_schema, with whoever else works on it */
TactusActivityStore *tactus_activity_store_new_for_database (TactusDatabase *database);

/** Returns: (transfer full): `$XDG_DATA_HOME/tactus/history.sqlite` */
char                *tactus_activity_store_get_default_path (void);

/**
 * tactus_activity_store_add_async:
 * @band: its address
 * @rows: (element-type TactusActivityRow): any order; a minute that is there already stays as it is
 *
 * Returns by finish: %TRUE once safe on disk; @added: (out) (optional): how many were new
 */
void                 tactus_activity_store_add_async     (TactusActivityStore  *self,
                                                          const char           *band,
                                                          GArray               *rows,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean             tactus_activity_store_add_finish    (TactusActivityStore  *self,
                                                          GAsyncResult         *result,
                                                          guint                *added,
                                                          GError              **error);

/** tactus_activity_store_last_async: Returns by finish: %TRUE; @time: the newest minute, or −1 */
void                 tactus_activity_store_last_async    (TactusActivityStore  *self,
                                                          const char           *band,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean             tactus_activity_store_last_finish   (TactusActivityStore  *self,
                                                          GAsyncResult         *result,
                                                          gint64               *time,
                                                          GError              **error);

/**
 * tactus_activity_store_query_async: @from inclusive, @to exclusive, Unix seconds
 *
 * Returns by finish: (transfer full) (element-type TactusActivityRow): by time
 */
void                 tactus_activity_store_query_async   (TactusActivityStore  *self,
                                                          const char           *band,
                                                          gint64                from,
                                                          gint64                to,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
GArray              *tactus_activity_store_query_finish  (TactusActivityStore  *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/** tactus_activity_store_forget_async: removes all rows of @band */
void                 tactus_activity_store_forget_async  (TactusActivityStore  *self,
                                                          const char           *band,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean             tactus_activity_store_forget_finish (TactusActivityStore  *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/* ── for the neighbours in this folder ── */

/** tactus_activity_store_insert: in the database's thread and within a transaction; as
 *    tactus_activity_store_add_async().  @name: (nullable): the band's; %NULL: stays what it is.
 *    @import: the unfinished one that they belong to; 0: none */
gboolean             tactus_activity_store_insert        (TactusDatabaseFile   *file,
                                                          const char           *band,
                                                          const char           *name,
                                                          GArray               *rows,
                                                          gint64                import,
                                                          guint                *added,
                                                          GError              **error);

G_END_DECLS
