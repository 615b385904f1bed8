/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-setting-change.h"

G_BEGIN_DECLS

/**
 * tactus_setting_row_new:
 *
 * A row that shows a setting of @band and changes it at once, of the class that fits its kind.  It
 * wants the action `page.say` (string) around it, for what went wrong.
 */
GtkWidget *tactus_setting_row_new (TactusBand      *band,
                                   TactusSettingId  setting);

G_END_DECLS
