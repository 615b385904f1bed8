/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-bands-page.h"
#include "tactus-recording.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_WINDOW (tactus_window_get_type ())
G_DECLARE_FINAL_TYPE (TactusWindow, tactus_window, TACTUS, WINDOW, AdwApplicationWindow)

/**
 * TactusWindow:
 *
 * The main window: the start page, and over it whatever was opened from there, such as the page of
 * one band.  Action `win.back` takes the topmost page away; `win.history` (string: address of a
 * band, or "" for all) opens what was measured.
 */

/** tactus_window_new: @settings: (nullable): where its size is remembered; @recording: keeps what
 *    bands send */
GtkWidget       *tactus_window_new            (GtkApplication  *application,
                                               GSettings       *settings,
                                               TactusRecording *recording);

/** tactus_window_set_band_list: @bands: (nullable): what to show, once the bus has answered */
void             tactus_window_set_band_list  (TactusWindow    *self,
                                               TactusBandList  *bands);

TactusBandsPage *tactus_window_get_bands_page (TactusWindow    *self);

/** tactus_window_get_band: Returns: (transfer none) (nullable): the band whose page is open */
TactusBand      *tactus_window_get_band       (TactusWindow    *self);

/** tactus_window_push: shows @page, a floating widget with a header bar of its own, over what is
 *    there; the window drops it once it was left by `win.back` */
void             tactus_window_push           (TactusWindow    *self,
                                               GtkWidget       *page);

/** tactus_window_get_page: Returns: (transfer none): the page that is on top */
GtkWidget       *tactus_window_get_page       (TactusWindow    *self);

/** tactus_window_say: tells something in passing */
void             tactus_window_say            (TactusWindow    *self,
                                               const char      *message);

/** tactus_window_add_toast: @toast: (transfer full): for one with a button */
void             tactus_window_add_toast      (TactusWindow    *self,
                                               AdwToast        *toast);

/** tactus_window_say_moved_aside: tells that a damaged history lies at @path now */
void             tactus_window_say_moved_aside (TactusWindow   *self,
                                                const char     *path);

/** tactus_window_open_band: goes to the page of @band.  @measure: starts a measurement */
void             tactus_window_open_band      (TactusWindow    *self,
                                               TactusBand      *band,
                                               gboolean         measure);

/** tactus_window_show_band: goes to the page of @band, as a person does who chooses it */
void             tactus_window_show_band      (TactusWindow    *self,
                                               TactusBand      *band);

/** tactus_window_show_bands: goes back to the start page */
void             tactus_window_show_bands     (TactusWindow    *self);

/** tactus_window_pair: opens the pairing dialog for @band.  Returns: (transfer none): the dialog */
GtkWidget       *tactus_window_pair           (TactusWindow    *self,
                                               TactusBand      *band);

/** tactus_window_save_state: remembers size and the like, before the window goes */
void             tactus_window_save_state     (TactusWindow    *self);

/** tactus_window_examine: looks for what is in the way of @band.  @band: (nullable): none was
 *    found.  Returns: (transfer none) (nullable): the dialog */
GtkWidget       *tactus_window_examine        (TactusWindow    *self,
                                               TactusBand      *band);

G_END_DECLS
