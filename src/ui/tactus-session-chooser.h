/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SESSION_CHOOSER (tactus_session_chooser_get_type ())
G_DECLARE_FINAL_TYPE (TactusSessionChooser, tactus_session_chooser, TACTUS, SESSION_CHOOSER,
                      AdwWindow)

/**
 * TactusSessionChooser:
 *
 * Asks for a session to compare with.  Signal `chosen` (int64: id): and then it is closed.
 */

/** tactus_session_chooser_new: @but: id of the session that is not to be chosen */
GtkWidget *tactus_session_chooser_new (GtkWindow     *parent,
                                       TactusHistory *history,
                                       gint64         but);

G_END_DECLS
