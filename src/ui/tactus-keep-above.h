/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tactus_keep_above:
 * @window: mapped
 *
 * Keeps a window in front of all others.  X11 lets a program ask for that; Wayland has no request
 * for it, and leaves it to the person, who finds it in the window's own menu.
 *
 * Returns: whether it could be asked for
 */
gboolean tactus_keep_above (GtkWindow *window);

G_END_DECLS
