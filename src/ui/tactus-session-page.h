/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SESSION_PAGE (tactus_session_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusSessionPage, tactus_session_page, TACTUS, SESSION_PAGE, AdwBin)

/**
 * TactusSessionPage:
 *
 * One session: chart, statistics, markers, title and note.
 *
 * Signals: `message` (string): something to tell in passing; `marker-removed` (int64 session,
 * TactusMarker); `gone`: somebody else deleted it.
 *
 * Actions: `session.delete`, `session.export`, `session.compare`.
 */

/** tactus_session_page_new: @id: of the session.  @band: (nullable): address that its neighbours
 *    are of; %NULL: any */
GtkWidget *tactus_session_page_new       (TactusHistory     *history,
                                          gint64             id,
                                          const char        *band);

void       tactus_session_page_set_zones (TactusSessionPage *self,
                                          const TactusZones *zones);

/** tactus_session_page_get_session: Returns: (transfer none) (nullable): %NULL: not read yet */
TactusSession *tactus_session_page_get_session (TactusSessionPage *self);

/** tactus_session_page_save: keeps title and note, if they were changed */
void       tactus_session_page_save      (TactusSessionPage *self);

G_END_DECLS
