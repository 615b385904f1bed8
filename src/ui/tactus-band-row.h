/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_ROW (tactus_band_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandRow, tactus_band_row, TACTUS, BAND_ROW, AdwActionRow)

/**
 * TactusBandRow:
 *
 * A paired band in a list: name, state in words, last value, battery.  Property `band`.
 */

/** tactus_band_row_new: Returns: (transfer floating): a row for @band */
GtkWidget  *tactus_band_row_new      (TactusBand    *band);

/** tactus_band_row_get_band: Returns: (transfer none): whose row it is */
TactusBand *tactus_band_row_get_band (TactusBandRow *self);

G_END_DECLS
