/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SENSORS_PAGE (tactus_sensors_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusSensorsPage, tactus_sensors_page, TACTUS, SENSORS_PAGE, AdwBin)

/** tactus_sensors_page_new: what the sensors of a band send, while the page is looked at.  Wants
 *    `page.say` and `page.connect` around it */
GtkWidget *tactus_sensors_page_new (TactusBand *band);

G_END_DECLS
