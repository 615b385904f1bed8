/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusDatabaseCheckup:
 * @exists: whether there is a file at all
 * @free_bytes: room left on its disk; %G_MAXUINT64: it cannot be told
 *
 * What a look at a database showed.
 */
typedef struct {
  gboolean exists;
  guint64  free_bytes;
} TactusDatabaseCheckup;

/**
 * tactus_database_checkup_async:
 * @path: of a database; its folder need not be there either
 *
 * Reads all of it in a thread, and changes nothing: a file that is missing is not made, a damaged
 * one stays where it is.  Cancelling ends it soon.
 *
 * Returns by finish: %FALSE with %TACTUS_DATABASE_ERROR if it cannot be used as it is; @checkup is
 *   filled in either way
 */
void      tactus_database_checkup_async  (const char             *path,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
gboolean  tactus_database_checkup_finish (GAsyncResult           *result,
                                          TactusDatabaseCheckup  *checkup,
                                          GError                **error);

G_END_DECLS
