/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** tongue_set_up: speaks the language of the environment if that names translations with
 *    `TACTUS_LOCALEDIR`, and English otherwise */
void  tongue_set_up   (void);

/** tongue_turn: from right to left if that is how the language of pseudo.py is written, of which
 *    GTK does not know; to be called once there is a display */
void  tongue_turn     (void);

/** tongue_meanings: Returns: (transfer full): what @english may be on the screen, itself the last;
 *    so that tests find by its English name what is there in another language */
char **tongue_meanings (const char *english);

G_END_DECLS
