/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"

G_BEGIN_DECLS

/**
 * TactusDatabase:
 *
 * A database and the thread that works on it, one job after the other.  Other programs, and other
 * objects of this one, may use the same file at the same time.
 *
 * Signal `moved-aside` (const char *path): the file was damaged; it is at @path now and a new one
 * has taken its place.  Emitted where the job was asked for, before the job that noticed it ends.
 */
#define TACTUS_TYPE_DATABASE (tactus_database_get_type ())
G_DECLARE_FINAL_TYPE (TactusDatabase, tactus_database, TACTUS, DATABASE, GObject)

/**
 * tactus_database_new:
 * @path: (nullable): %NULL: in memory
 * @schema: lives as long as the program
 *
 * Opens nothing yet; a database that cannot be opened is tried again by every job.
 */
TactusDatabase *tactus_database_new (const char                 *path,
                                     const TactusDatabaseSchema *schema);

/**
 * tactus_database_run:
 * @task: (transfer full): its data is handed to @func, its cancellable interrupts it
 * @func: called in the database's thread
 *
 * Ends @task with %TRUE, or the error, in the context that it was made in.  What is done is done: a
 * job that is cancelled too late succeeds.
 */
void            tactus_database_run (TactusDatabase             *self,
                                     GTask                      *task,
                                     TactusDatabaseFunc          func);

G_END_DECLS
