/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_SPLIT (tactus_split_get_type ())
G_DECLARE_FINAL_TYPE (TactusSplit, tactus_split, TACTUS, SPLIT, GtkWidget)

/**
 * TactusSplit:
 *
 * Two children: side by side where there is room for both, otherwise one of them.  Each scrolls by
 * itself.
 *
 * Properties: `second` (gboolean): the one to show where there is room for one only; `alone`
 * (gboolean): the first one has all the room; `beside` (gboolean, read only): there is room for
 * both, be the first one alone or not; told a frame after the change.
 */

GtkWidget *tactus_split_new        (void);

gboolean   tactus_split_get_beside (TactusSplit *self);

void       tactus_split_set_second (TactusSplit *self,
                                    gboolean     second);

void       tactus_split_set_alone  (TactusSplit *self,
                                    gboolean     alone);

G_END_DECLS
