/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-activity-store.h"

G_BEGIN_DECLS

/**
 * TactusDaySummary:
 * @minutes: recorded
 * @steps: in them
 * @asleep: minutes of sleep, light or deep
 * @with_heart_rate: minutes that have a pulse
 *
 * A day as the band recorded it.
 */
typedef struct {
  guint minutes;
  guint steps;
  guint asleep;
  guint with_heart_rate;
} TactusDaySummary;

/**
 * tactus_day_summary_of:
 * @rows: (element-type TactusActivityRow)
 * @from, @to: Unix seconds, @to exclusive
 * @generation_a: the first generation numbers sleep differently
 */
TactusDaySummary tactus_day_summary_of      (GArray                 *rows,
                                             gint64                  from,
                                             gint64                  to,
                                             gboolean                generation_a);

/** tactus_day_summary_to_text: Returns: (transfer full): "6,342 steps · 7 h 12 min asleep · …" */
char            *tactus_day_summary_to_text (const TactusDaySummary *self);

/** tactus_day_summary_title: @ago: days before today.  Returns: (transfer full): "Yesterday" */
char            *tactus_day_summary_title   (GDateTime              *day,
                                             guint                   ago);

G_END_DECLS
