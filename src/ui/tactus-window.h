/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-activity-store.h"
#include "tactus-band-list.h"
#include "tactus-bands-page.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_WINDOW (tactus_window_get_type ())
G_DECLARE_FINAL_TYPE (TactusWindow, tactus_window, TACTUS, WINDOW, AdwApplicationWindow)

/**
 * TactusWindow:
 *
 * The main window: the start page, and the page of one band over it.  Action `win.back`.
 */

/** tactus_window_new: @settings: (nullable): where its size is remembered; @activity: where what
 *    bands recorded goes */
GtkWidget       *tactus_window_new            (GtkApplication      *application,
                                               GSettings           *settings,
                                               TactusActivityStore *activity);

/** tactus_window_set_band_list: @bands: (nullable): what to show, once the bus has answered */
void             tactus_window_set_band_list  (TactusWindow   *self,
                                               TactusBandList *bands);

TactusBandsPage *tactus_window_get_bands_page (TactusWindow   *self);

/** tactus_window_open_band: goes to the page of @band.  @measure: starts a measurement */
void             tactus_window_open_band      (TactusWindow   *self,
                                               TactusBand     *band,
                                               gboolean        measure);

/** tactus_window_pair: opens the pairing dialog for @band.  Returns: (transfer none): the dialog */
GtkWidget       *tactus_window_pair           (TactusWindow   *self,
                                               TactusBand     *band);

/** tactus_window_save_state: remembers size and the like, before the window goes */
void             tactus_window_save_state     (TactusWindow   *self);

G_END_DECLS
