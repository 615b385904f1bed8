/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history-entry.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_HISTORY_VIEW (tactus_history_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistoryView, tactus_history_view, TACTUS, HISTORY_VIEW, AdwBin)

/**
 * TactusHistoryView:
 *
 * The sessions, or the days, of a history: newest first, kept up to date.  Each is looked at more
 * closely when it comes in sight.
 *
 * Properties: `days` (gboolean, construct only by the template: days instead of sessions);
 * `selecting` (gboolean): a click ticks instead of opening; `page` (string, read only): `loading`,
 * `list`, `empty`, `nothing-found`, `error`.
 *
 * Signals: `opened` (TactusHistoryEntry); `selection-changed`.
 */

/** tactus_history_view_set_history: @history: (nullable).  @band: (nullable): address; %NULL: every
 *    one */
void        tactus_history_view_set_history  (TactusHistoryView *self,
                                              TactusHistory     *history,
                                              const char        *band);

/** tactus_history_view_set_text: what to search for; "": nothing */
void        tactus_history_view_set_text     (TactusHistoryView *self,
                                              const char        *text);

/** tactus_history_view_leave_out: @session: id: never to be listed: another one is looked for */
void        tactus_history_view_leave_out    (TactusHistoryView *self,
                                              gint64             session);

/** tactus_history_view_get_selected: Returns: (transfer full) (element-type gint64): ids of the
 *    sessions ticked */
GArray     *tactus_history_view_get_selected (TactusHistoryView *self);

/** tactus_history_view_get_model: Returns: (transfer none): of TactusHistoryEntry */
GListModel *tactus_history_view_get_model    (TactusHistoryView *self);

/** tactus_history_view_focus: puts the keyboard on the entry with @key, or else on the first; 0:
 *    on the one that had it last */
void        tactus_history_view_focus        (TactusHistoryView *self,
                                              gint64             key);

G_END_DECLS
