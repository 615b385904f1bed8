/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"

G_BEGIN_DECLS

/**
 * tactus_database_rescue:
 * @path: of a database that is damaged, or was a moment ago.  Whoever has it open notices by
 *   tactus_database_file_has_moved()
 *
 * Moves it aside with its log, to a name that is free, so that a new one can take its place.  It
 * may hold what the person wants back, so it is never removed.
 *
 * Returns: (transfer full) (nullable): where it is now; %NULL if another program was first, or it
 *   turns out to be sound, or it cannot be moved
 */
char *tactus_database_rescue (const char                 *path,
                              const TactusDatabaseSchema *schema);

G_END_DECLS
