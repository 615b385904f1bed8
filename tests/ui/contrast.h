/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * contrast_find_faults:
 * @window: a mapped window
 *
 * Measures every text and every image of @window as it is drawn at this moment: 4.5 to 1 for text,
 * 3 to 1 for large text and for images (WCAG 2.1, 1.4.3 and 1.4.11).  What is insensitive does not
 * count.
 *
 * Returns: (transfer full): what is too faint, a line each; empty if all is well
 */
char *contrast_find_faults       (GtkWidget *window);

/**
 * contrast_find_focus_faults:
 * @window: a mapped window
 *
 * Gives the keyboard to one control after the other, and compares the picture with the one before.
 *
 * Returns: (transfer full): what does not show that it has the keyboard, by 3 to 1, a line each
 */
char *contrast_find_focus_faults (GtkWidget *window);

G_END_DECLS
