/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_PANES (tactus_panes_get_type ())
G_DECLARE_FINAL_TYPE (TactusPanes, tactus_panes, TACTUS, PANES, GtkWidget)

/**
 * TactusPanes:
 *
 * Two children: side by side where there is room, the second under the first where there is not.
 * Side by side the first is as high as what can be seen at once, if they are scrolled.
 */

/** tactus_panes_new: Returns: (transfer floating): without children; append them as to a GtkBox */
GtkWidget *tactus_panes_new (void);

G_END_DECLS
