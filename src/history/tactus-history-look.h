/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/* What looks back, in the database's thread. */

/** tactus_history_load_readings: see tactus_history_load_async().  @readings, @markers: (out)
 *    (transfer full) */
gboolean      tactus_history_load_readings (TactusDatabaseFile        *file,
                                            const TactusHistoryQuery  *query,
                                            TactusSeries             **readings,
                                            GPtrArray                **markers,
                                            GError                   **error);

/** tactus_history_make_digest: see tactus_history_digest_async() */
TactusDigest *tactus_history_make_digest   (TactusDatabaseFile        *file,
                                            const TactusHistoryQuery  *query,
                                            const TactusZones         *zones,
                                            guint                      n_columns,
                                            GError                   **error);

/** tactus_history_list_days: see tactus_history_days_async() */
GPtrArray    *tactus_history_list_days     (TactusDatabaseFile        *file,
                                            const TactusHistoryQuery  *query,
                                            GError                   **error);

G_END_DECLS
