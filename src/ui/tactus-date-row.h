/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_DATE_ROW (tactus_date_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusDateRow, tactus_date_row, TACTUS, DATE_ROW, AdwActionRow)

/**
 * TactusDateRow:
 *
 * A day, chosen from a calendar.  Signal `changed`.
 */

/** tactus_date_row_set_date: @date: any time of the day, here */
void       tactus_date_row_set_date (TactusDateRow *self,
                                     GDateTime     *date);

/** tactus_date_row_get_date: Returns: (transfer full): its midnight, here */
GDateTime *tactus_date_row_get_date (TactusDateRow *self);

G_END_DECLS
