/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history-entry.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_HISTORY_ROW (tactus_history_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistoryRow, tactus_history_row, TACTUS, HISTORY_ROW, AdwBin)

/**
 * TactusHistoryRow:
 *
 * A session or a day in a list: name, time, range, the begin of its note, and its shape.
 *
 * Property `selecting` (gboolean): whether it has a box to tick.
 */

GtkWidget          *tactus_history_row_new       (void);

/** tactus_history_row_set_entry: @entry: (nullable) */
void                tactus_history_row_set_entry (TactusHistoryRow   *self,
                                                  TactusHistoryEntry *entry);

/** tactus_history_row_get_entry: Returns: (transfer none) (nullable) */
TactusHistoryEntry *tactus_history_row_get_entry (TactusHistoryRow   *self);

G_END_DECLS
