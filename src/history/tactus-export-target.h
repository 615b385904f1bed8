/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusExportTarget:
 *
 * A file that is written, and takes the place of the one that is there when all of it is on disk.
 * Until then it has a name of its own in the same folder, and nobody but the user may read it.
 * Waits for the disk.
 */
typedef struct _TactusExportTarget TactusExportTarget;

/**
 * tactus_export_target_open:
 *
 * What is no plain file, such as a pipe, is written at once.  Where the folder takes no other file,
 * GIO's own way to replace one is taken.
 */
TactusExportTarget *tactus_export_target_open       (GFile               *file,
                                                     GCancellable        *cancellable,
                                                     GError             **error);

/** tactus_export_target_free: what was not put in its place is removed */
void                tactus_export_target_free       (TactusExportTarget  *self);

/** Returns: (transfer none) */
GOutputStream      *tactus_export_target_get_stream (TactusExportTarget  *self);

gboolean            tactus_export_target_put        (TactusExportTarget  *self,
                                                     GCancellable        *cancellable,
                                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusExportTarget, tactus_export_target_free)

G_END_DECLS
