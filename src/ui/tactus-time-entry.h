/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_TIME_ENTRY (tactus_time_entry_get_type ())
G_DECLARE_FINAL_TYPE (TactusTimeEntry, tactus_time_entry, TACTUS, TIME_ENTRY, GtkBox)

/**
 * TactusTimeEntry:
 * A time of the day: two fields, hours and minutes.  Signal `changed`.
 */

/** tactus_time_entry_get_minutes: Returns: since midnight, 0…1439 */
guint tactus_time_entry_get_minutes (TactusTimeEntry *self);

/** tactus_time_entry_set_minutes: @minutes: since midnight, 0…1439 */
void  tactus_time_entry_set_minutes (TactusTimeEntry *self,
                                     guint            minutes);

/** tactus_time_entry_update: takes what was typed, even if the field has not been left yet */
void  tactus_time_entry_update      (TactusTimeEntry *self);

G_END_DECLS
