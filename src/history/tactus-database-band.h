/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"

G_BEGIN_DECLS

/** tactus_database_find_band: @number: (out): of the band; 0 if it has none */
gboolean tactus_database_find_band (TactusDatabaseFile  *file,
                                    const char          *address,
                                    gint64              *number,
                                    GError             **error);

/** tactus_database_make_band: @name: (nullable): %NULL: leaves it as it is.  @number: (out): of the
 *    band, which is new or not */
gboolean tactus_database_make_band (TactusDatabaseFile  *file,
                                    const char          *address,
                                    const char          *name,
                                    gint64              *number,
                                    GError             **error);

/** tactus_database_drop_band: unless there are minutes or sessions of it */
gboolean tactus_database_drop_band (TactusDatabaseFile  *file,
                                    gint64               number,
                                    GError             **error);

/** tactus_database_run_with: @sql: a statement, a literal, with @number as its only parameter */
gboolean tactus_database_run_with  (TactusDatabaseFile  *file,
                                    const char          *sql,
                                    gint64               number,
                                    GError             **error);

G_END_DECLS
