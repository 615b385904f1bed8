/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-activity-store.h"
#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ACTIVITY_PAGE (tactus_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusActivityPage, tactus_activity_page, TACTUS, ACTIVITY_PAGE, AdwBin)

/**
 * tactus_activity_page_new:
 *
 * What @band recorded, as far as @store has it, and the button that fetches the rest.
 * Actions `activity.sync`, `activity.cancel`.
 */
GtkWidget *tactus_activity_page_new (TactusBand          *band,
                                     TactusActivityStore *store);

G_END_DECLS
