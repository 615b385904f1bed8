/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_DAY_PAGE (tactus_day_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusDayPage, tactus_day_page, TACTUS, DAY_PAGE, AdwBin)

/**
 * TactusDayPage:
 *
 * One day: chart, statistics, and the sessions of it.  Signal `message` (string).  Action
 * `day.export`.
 */

/** tactus_day_page_new: @day: midnight, here.  @band: (nullable): address; %NULL: every one */
GtkWidget *tactus_day_page_new       (TactusHistory     *history,
                                      GDateTime         *day,
                                      const char        *band);

void       tactus_day_page_set_zones (TactusDayPage     *self,
                                      const TactusZones *zones);

G_END_DECLS
