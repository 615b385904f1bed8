/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-import.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_IMPORT_DIALOG (tactus_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusImportDialog, tactus_import_dialog, TACTUS, IMPORT_DIALOG, AdwWindow)

/**
 * TactusImportDialog:
 *
 * Imports a file and says what came of it, down to each row that could not be understood.
 *
 * Property `page` (string, read only): `progress`, `report`, `failed`.
 */

/** tactus_import_dialog_new: begins at once.  @band: (nullable): address for files that name
 *    none */
GtkWidget *tactus_import_dialog_new (GtkWindow     *parent,
                                     TactusHistory *history,
                                     GFile         *file,
                                     const char    *band);

G_END_DECLS
