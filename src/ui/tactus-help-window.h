/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_HELP_WINDOW (tactus_help_window_get_type ())
G_DECLARE_FINAL_TYPE (TactusHelpWindow, tactus_help_window, TACTUS, HELP_WINDOW, AdwWindow)

/**
 * TactusHelpWindow:
 *
 * The help, in the program: short topics that open, and a search.
 *
 * Actions `help.search`; `help.leave`: out of the search, or closes.
 * Signal `copy-requested`: somebody wants the diagnostics.
 */

/** tactus_help_window_new: @parent: whose application it belongs to */
GtkWidget *tactus_help_window_new  (GtkWindow        *parent);

/** tactus_help_window_open: shows the topic @name: `pairing`, `keys`, `not-found`, `live`,
 *    `history`, `privacy`, `keyboard` */
void       tactus_help_window_open (TactusHelpWindow *self,
                                    const char       *name);

/** tactus_help_window_say: tells something in passing */
void       tactus_help_window_say  (TactusHelpWindow *self,
                                    const char       *message);

G_END_DECLS
