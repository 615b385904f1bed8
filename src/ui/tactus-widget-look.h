/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** tactus_widget_get_animated: Returns: whether the person wants things to move */
gboolean tactus_widget_get_animated (GtkWidget *widget);

G_END_DECLS
