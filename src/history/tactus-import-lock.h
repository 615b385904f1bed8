/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusImportLock:
 *
 * Who has it is the only one that imports into a database, in all programs.  It ends with the
 * program, however that ends.
 */
typedef struct _TactusImportLock TactusImportLock;

/**
 * tactus_import_lock_try:
 * @path: (nullable): of the database; %NULL: those in memory
 *
 * Where files cannot be locked everybody gets it.
 *
 * Returns: (transfer full) (nullable): %NULL: somebody has it
 */
TactusImportLock *tactus_import_lock_try  (const char       *path);
void              tactus_import_lock_free (TactusImportLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportLock, tactus_import_lock_free)

G_END_DECLS
