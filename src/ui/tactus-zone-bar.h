/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_ZONE_BAR (tactus_zone_bar_get_type ())
G_DECLARE_FINAL_TYPE (TactusZoneBar, tactus_zone_bar, TACTUS, ZONE_BAR, GtkWidget)

/**
 * TactusZoneBar:
 *
 * A bar that is as long as the share of a whole.  It says nothing that is not said in words beside
 * it.  CSS: node `tactus-zone-bar` with class `zone-0` … `zone-5`; `color` is the bar.
 */

/** tactus_zone_bar_new: @zone: 0…5: whose colour it has.  Returns: (transfer floating) */
GtkWidget *tactus_zone_bar_new       (guint          zone);

/** tactus_zone_bar_set_share: @share: 0…1 */
void       tactus_zone_bar_set_share (TactusZoneBar *self,
                                      double         share);

G_END_DECLS
