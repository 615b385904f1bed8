/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-model.h"
#include "tactus-write.h"

G_BEGIN_DECLS

/* Bit 0 is Monday, bit 6 Sunday; 0 is once, today or tomorrow. */
typedef guint8 TactusDays;

/**
 * TactusAlarm:
 * @slot: 0…9 (first generation: 0…2)
 * @hour: 0…23, @minute: 0…59, local
 * @days: on which it repeats; 0: once
 * @snooze: whether it may be put off (the first generation does not care)
 * @smart: up to 30 minutes earlier in light sleep (first generation only)
 */
typedef struct {
  guint      slot;
  gboolean   enabled;
  guint      hour;
  guint      minute;
  TactusDays days;
  gboolean   snooze;
  gboolean   smart;
} TactusAlarm;

/**
 * tactus_alarm_encode:
 * @year, @month, @day: the day on which an alarm rings that rings once, today or tomorrow.  The
 *   first generation wants to be told; to others it makes no difference
 *
 * Layouts: 0003, 5 bytes: `02`, slot | 80 enabled | 40 no snooze, hour, minute, days (80 once).
 * First generation, FF05, 11 bytes: `04`, slot, enabled, year − 2000, month from 0, day, hour,
 * minute, second, 1e smart or 00, days.
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): what to write, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_VALUE for a field out of range and
 *   %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED if @model has no alarms
 */
GPtrArray *tactus_alarm_encode        (const TactusAlarm  *self,
                                       const TactusModel  *model,
                                       guint               year,
                                       guint               month,
                                       guint               day,
                                       GError            **error);

/** tactus_alarm_encode_delete: Returns: likewise: what empties @slot */
GPtrArray *tactus_alarm_encode_delete (const TactusModel  *model,
                                       guint               slot,
                                       GError            **error);

/** tactus_days_parse_text: `mo,we,fr`, `daily`, `weekdays`, `once`.  Returns: whether it is one */
gboolean   tactus_days_parse_text     (TactusDays         *days,
                                       const char         *text,
                                       GError            **error);

/** tactus_days_to_text: Returns: (transfer full): `once`, `daily`, or `mo,we,fr` */
char      *tactus_days_to_text        (TactusDays          days);

G_END_DECLS
