/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ALARMS_PAGE (tactus_alarms_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusAlarmsPage, tactus_alarms_page, TACTUS, ALARMS_PAGE, AdwBin)

/**
 * TactusAlarmsPage:
 * The alarms of a band that were set from here, to add, change and delete.
 * Actions `alarms.add`, `alarms.undo`.
 */
GtkWidget *tactus_alarms_page_new (TactusBand *band);

G_END_DECLS
