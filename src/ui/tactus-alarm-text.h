/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-alarm.h"

G_BEGIN_DECLS

/** tactus_alarm_text_days: Returns: (transfer full): "Every day", "Monday to Friday", "Mon, Sat" */
char  *tactus_alarm_text_days       (TactusDays         days);

/** tactus_alarm_text_day: @day: 0 is Monday; @full: not shortened.  Returns: (transfer full) */
char  *tactus_alarm_text_day        (guint              day,
                                     gboolean           full);

/** tactus_alarm_text_describe: Returns: (transfer full): days, and what else is special of it */
char  *tactus_alarm_text_describe   (const TactusAlarm *alarm);

/** tactus_alarm_text_n_slots: Returns: how many alarms a band of @model keeps */
guint  tactus_alarm_text_n_slots    (const TactusModel *model);

/**
 * tactus_alarm_text_free_slot:
 * @alarms: (element-type TactusAlarm)
 *
 * Returns: the first slot that none of @alarms has; @n_slots if all are taken
 */
guint  tactus_alarm_text_free_slot  (GArray            *alarms,
                                     guint              n_slots);

G_END_DECLS
