/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_FIT (tactus_fit_get_type ())
G_DECLARE_FINAL_TYPE (TactusFit, tactus_fit, TACTUS, FIT, GtkWidget)

/**
 * TactusFit:
 *
 * Shows its first child where that has all the width it wants, and its second one elsewhere; where
 * not even that has room, neither.  An only child is both.  It asks for no width.
 *
 * Properties: `fits` (gboolean, read only): told a frame after the change; `preferred` and
 * `allowed` (gboolean), each of another owner: where one is %FALSE it is the second child, whatever
 * the room.
 */

gboolean tactus_fit_get_fits (TactusFit *self);

G_END_DECLS
