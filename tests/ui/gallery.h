/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gallery_open: pictures go to sheets in @folder from now on.  @language: (nullable): a sheet of
 *    the main pages in this one; %NULL: a sheet for each page, light and dark, narrow and wide */
void gallery_open  (const char *folder,
                    const char *language);

/** gallery_hang: takes the pictures of @window, if its page is one that is shown */
void gallery_hang  (gpointer    window,
                    const char *name);

/** gallery_close: writes the sheet of the language */
void gallery_close (void);

G_END_DECLS
