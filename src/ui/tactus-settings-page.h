/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_SETTINGS_PAGE (tactus_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (TactusSettingsPage, tactus_settings_page, TACTUS, SETTINGS_PAGE, AdwBin)

/** tactus_settings_page_new: everything that @band keeps, a row each */
GtkWidget *tactus_settings_page_new (TactusBand *band);

G_END_DECLS
