/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-setting-change.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_CHOICE_ROW (tactus_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusChoiceRow, tactus_choice_row, TACTUS, CHOICE_ROW, AdwComboRow)

/** tactus_choice_row_new: a setting that is one of several values, a number or a span of time */
GtkWidget  *tactus_choice_row_new    (TactusSettingChange *change);

/** tactus_choice_row_select: as a person does, whatever the order.  @value: as in tactus-setting.h
 */
void        tactus_choice_row_select (TactusChoiceRow     *self,
                                      const char          *value);

G_END_DECLS
