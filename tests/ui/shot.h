/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** shot_set_folder: where pictures go; %NULL: none are taken, what would be on them is looked at */
void       shot_set_folder      (const char *folder);

/** shot_set_gallery: see gallery_open() */
void       shot_set_gallery     (const char *folder,
                                 const char *language);

/** shot_get_folder: Returns: (transfer none) (nullable) */
const char *shot_get_folder     (void);

/** shot_take: the picture of @window, once fades and slides have ended; or, where none are taken, a
 *    look at it in every width, which spares those whose @name says that they are another width, or
 *    another look, of a page that is there already */
void       shot_take            (gpointer    window,
                                 const char *name);

/** shot_take_now: as shot_take(), of what is soon gone */
void       shot_take_now        (gpointer    window,
                                 const char *name);

/** shot_linger: lets @milliseconds of the main loop pass for the sake of the picture alone */
void       shot_linger          (guint       milliseconds);

/** shot_set_turned: whether the windows are to be written the other way than the language is */
void       shot_set_turned      (gboolean    turned);

/** shot_take_complaints: Returns: (transfer full) (element-type utf8): those since the last call */
GPtrArray *shot_take_complaints (void);

G_END_DECLS
