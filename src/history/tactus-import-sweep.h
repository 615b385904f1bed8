/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"

G_BEGIN_DECLS

/**
 * TactusImportSweep:
 *
 * Removes what imports have left that were cancelled, or did not live to see their end, a few
 * thousand rows at a time.
 */
typedef struct _TactusImportSweep TactusImportSweep;

TactusImportSweep *tactus_import_sweep_new      (void);
TactusImportSweep *tactus_import_sweep_ref      (TactusImportSweep   *self);
void               tactus_import_sweep_unref    (TactusImportSweep   *self);

/** tactus_import_sweep_step: the next of it, in transactions of its own; @data: a
 *    TactusImportSweep.  It leaves alone what is being imported just now */
gboolean           tactus_import_sweep_step     (TactusDatabaseFile  *file,
                                                 gpointer             data,
                                                 GError             **error);

/** tactus_import_sweep_step_locked: the same for the one who has the lock */
gboolean           tactus_import_sweep_step_locked (TactusDatabaseFile *file,
                                                    gpointer            data,
                                                    GError            **error);

gboolean           tactus_import_sweep_has_more (TactusImportSweep   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportSweep, tactus_import_sweep_unref)

G_END_DECLS
