/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ALERT_PAGE (tactus_alert_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusAlertPage, tactus_alert_page, TACTUS, ALERT_PAGE, AdwBin)

/** tactus_alert_page_new: has @band alert its wearer: a message, a call, a vibration */
GtkWidget *tactus_alert_page_new (TactusBand *band);

G_END_DECLS
