/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_COMPARE_PAGE (tactus_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusComparePage, tactus_compare_page, TACTUS, COMPARE_PAGE, AdwBin)

/**
 * TactusComparePage:
 *
 * Two sessions over each other, from their begins on, and what tells them apart.
 *
 * Property `page` (string, read only): `loading`, `content`, `error`.  Action `compare.swap`.
 */

/** tactus_compare_page_new: @first, @second: ids */
GtkWidget *tactus_compare_page_new       (TactusHistory     *history,
                                          gint64             first,
                                          gint64             second);

void       tactus_compare_page_set_zones (TactusComparePage *self,
                                          const TactusZones *zones);

G_END_DECLS
