/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * tactus_entry_leave_watch:
 * @row: where something is typed
 * @callback: called with @owner alone
 * @owner: (transfer none): not kept alive
 *
 * Has @callback called when a person is done with @row: left it, pressed Enter, or closed what it
 * is in.  What is half typed, or deleted to be typed anew, is not meant yet.
 */
void tactus_entry_leave_watch (AdwEntryRow *row,
                               GCallback    callback,
                               GObject     *owner);

G_END_DECLS
