/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "tactus-database-error.h"

G_BEGIN_DECLS

/**
 * TactusDatabaseFile:
 *
 * An open database, in the hands of one thread: every call may wait for the disk, or five seconds
 * for another program, unless the cancellable of the moment ends it.  Errors are
 * TactusDatabaseError, or %G_IO_ERROR_CANCELLED.
 */
typedef struct _TactusDatabaseFile TactusDatabaseFile;

/** TactusDatabaseMigration: takes the tables from the version before to the next, in a transaction
 */
typedef gboolean (* TactusDatabaseMigration) (TactusDatabaseFile  *file,
                                              GError             **error);

/**
 * TactusDatabaseSchema:
 * @migrations: (array length=version): number 0 makes the tables of version 1, and so on
 */
typedef struct {
  const TactusDatabaseMigration *migrations;
  guint                          version;
} TactusDatabaseSchema;

/** TactusDatabaseFunc: what is to be done.  It may be called again after a failure */
typedef gboolean (* TactusDatabaseFunc) (TactusDatabaseFile  *file,
                                         gpointer             data,
                                         GError             **error);

/**
 * tactus_database_file_open:
 * @path: (nullable): %NULL: in memory
 *
 * Makes folder (0700) and file (0600) if need be, and brings the tables up to date.  Statements can
 * use tactus_contains (text, part): whether the part is in it, letter case apart, in all alphabets.
 */
TactusDatabaseFile *tactus_database_file_open    (const char                  *path,
                                                  const TactusDatabaseSchema  *schema,
                                                  GCancellable                *cancellable,
                                                  GError                     **error);
void                tactus_database_file_close   (TactusDatabaseFile          *self);

/** tactus_database_file_is_sound: reads all of it; takes its time */
gboolean            tactus_database_file_is_sound (TactusDatabaseFile         *self);

/** tactus_database_file_set_cancellable: @cancellable: (nullable): of the calls to come */
void                tactus_database_file_set_cancellable (TactusDatabaseFile  *self,
                                                          GCancellable        *cancellable);

/** tactus_database_file_execute: @sql: statements without parameters, their rows are of no interest
 */
gboolean            tactus_database_file_execute (TactusDatabaseFile          *self,
                                                  const char                  *sql,
                                                  GError                     **error);

/**
 * tactus_database_file_prepare:
 * @sql: one statement, a literal: it is prepared once and kept
 *
 * Returns: (transfer full) (nullable): nothing bound; freeing it by g_autoptr() makes it ready for
 *   the next time.  One and the same cannot be in use twice
 */
sqlite3_stmt       *tactus_database_file_prepare (TactusDatabaseFile          *self,
                                                  const char                  *sql,
                                                  GError                     **error);

/** tactus_database_file_prepare_another: Returns: (transfer full) (nullable): one that is not kept,
 *    for sqlite3_finalize(), so that the same can be in use several times */
sqlite3_stmt       *tactus_database_file_prepare_another (TactusDatabaseFile  *self,
                                                          const char          *sql,
                                                          GError             **error);

/** tactus_database_file_step: @has_row: (out) (optional): whether it stands on a row now */
gboolean            tactus_database_file_step    (TactusDatabaseFile          *self,
                                                  sqlite3_stmt                *statement,
                                                  gboolean                    *has_row,
                                                  GError                     **error);

/** tactus_database_file_get_changes: Returns: rows that the last statement changed */
guint               tactus_database_file_get_changes (TactusDatabaseFile      *self);

/** tactus_database_file_get_row_id: Returns: of the row that was inserted last */
gint64              tactus_database_file_get_row_id (TactusDatabaseFile       *self);

/** tactus_database_file_get_writes: Returns: rows changed since it was opened; it may wrap */
guint               tactus_database_file_get_writes (TactusDatabaseFile       *self);

/** tactus_database_file_get_path: Returns: (transfer none) (nullable): %NULL: it is in memory */
const char         *tactus_database_file_get_path (TactusDatabaseFile         *self);

/** tactus_database_file_has_moved: Returns: whether another file, or none, is at its path by now */
gboolean            tactus_database_file_has_moved (TactusDatabaseFile        *self);

/** tactus_database_file_transact: all of what @func writes, safe on disk, or nothing */
gboolean            tactus_database_file_transact (TactusDatabaseFile         *self,
                                                   TactusDatabaseFunc          func,
                                                   gpointer                    data,
                                                   GError                    **error);

/**
 * tactus_database_file_transact_lightly:
 *
 * The same for what comes all the time: a program that is killed loses nothing of it, but the disk
 * is waited for only every half minute, so that a power cut may lose as much.
 */
gboolean            tactus_database_file_transact_lightly (TactusDatabaseFile *self,
                                                           TactusDatabaseFunc  func,
                                                           gpointer            data,
                                                           GError            **error);

/** tactus_database_file_shrink_log: puts what was written and removed into the file itself, as far
 *   as nobody reads it just now */
void                tactus_database_file_shrink_log (TactusDatabaseFile       *self);

/** tactus_database_code_for_result: Returns: what @result of SQLite means for the caller */
TactusDatabaseError tactus_database_code_for_result (sqlite3                  *db,
                                                     int                       result);

void                tactus_database_statement_done (sqlite3_stmt              *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusDatabaseFile, tactus_database_file_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, tactus_database_statement_done)

G_END_DECLS
