/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-alarm.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_ALARM_DIALOG (tactus_alarm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusAlarmDialog, tactus_alarm_dialog, TACTUS, ALARM_DIALOG, AdwWindow)

/**
 * tactus_alarm_dialog_new:
 * @alarm: what to begin with; copied
 * @model: which kinds of alarm there are
 * @is_new: it is not on the band yet, so that there is nothing to delete
 *
 * Asks when to ring.  Signals: `chosen` (gpointer: const TactusAlarm *); `deleted`.
 */
GtkWidget *tactus_alarm_dialog_new (GtkWindow         *parent,
                                    const TactusAlarm *alarm,
                                    const TactusModel *model,
                                    gboolean           is_new);

G_END_DECLS
