/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * look_at:
 * @window: a window, as large as it is
 * @name: of what it shows, for the complaints
 * @complaints: (element-type utf8): takes what is wrong with it
 *
 * Finds what does not fit: a window wider than it was asked to be, a widget that sticks out of it,
 * a button with its words cut off.  In the language of pseudo.py it finds words, too, that were
 * not marked for translation.
 */
void look_at   (gpointer    window,
                const char *name,
                GPtrArray  *complaints);

/**
 * look_wide_and_narrow:
 *
 * As look_at(), at 360 and at 1200 pixels, and as large as @window is now.
 */
void look_wide_and_narrow (gpointer    window,
                           const char *name,
                           GPtrArray  *complaints);

G_END_DECLS
