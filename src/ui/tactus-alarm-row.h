/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-alarm.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ALARM_ROW (tactus_alarm_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusAlarmRow, tactus_alarm_row, TACTUS, ALARM_ROW, AdwActionRow)

/**
 * TactusAlarmRow:
 * One alarm.  Signal `toggled`: the person wants it on or off, as its alarm then says.
 */
GtkWidget         *tactus_alarm_row_new       (const TactusAlarm *alarm);

const TactusAlarm *tactus_alarm_row_get_alarm (TactusAlarmRow    *self);

G_END_DECLS
