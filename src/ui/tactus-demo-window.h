/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_DEMO_WINDOW (tactus_demo_window_get_type ())
G_DECLARE_FINAL_TYPE (TactusDemoWindow, tactus_demo_window, TACTUS, DEMO_WINDOW, AdwWindow)

/**
 * TactusDemoWindow:
 *
 * The faces of the virtual bands of the demo: clicking a face is the tap on the band.
 *
 * Property `bands` (GListModel of TactusSimBand, construct only).  Needs the resource
 * `tactus-demo-window.ui`; closing the window hides nothing else: the bands live on.
 */

/**
 * tactus_demo_window_new:
 * @application: (nullable): keeps the window among its own
 * @bands: (element-type TactusSimBand): the virtual bands to show
 *
 * Returns: (transfer none): a window, not yet presented; GTK owns it until it is destroyed
 */
GtkWidget *tactus_demo_window_new (GtkApplication *application,
                                   GListModel     *bands);

G_END_DECLS
