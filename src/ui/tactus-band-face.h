/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_FACE (tactus_band_face_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandFace, tactus_band_face, TACTUS, BAND_FACE, GtkButton)

/**
 * TactusBandFace:
 *
 * A virtual band as a button: clicking it, or Space or Enter on it, is the tap on the band.
 *
 * Properties, all readable and writable: `name-of-band` (string); `prompting`, `measuring`, `away`
 * (booleans, default FALSE); `heart-rate` (guint, 0 for none).  The signal is that of a button,
 * `clicked`.
 */

/** tactus_band_face_new: Returns: (transfer floating): a face that shows the time */
GtkWidget *tactus_band_face_new (void);

G_END_DECLS
