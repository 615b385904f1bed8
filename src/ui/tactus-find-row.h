/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_FIND_ROW (tactus_find_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusFindRow, tactus_find_row, TACTUS, FIND_ROW, AdwActionRow)

/**
 * TactusFindRow:
 * Has a band vibrate until it is found or the row is gone.
 * Property `band`.  Wants the action `page.say` around it.
 */

G_END_DECLS
