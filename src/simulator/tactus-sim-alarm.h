/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_SIM_N_ALARMS 10

/**
 * TactusSimAlarm:
 * @days: bit 0 Monday … 6 Sunday, 0x80 once
 *
 * An alarm as a band keeps it.
 */
typedef struct {
  gboolean set;
  gboolean enabled;
  gboolean snooze;
  gboolean smart;
  guint8   hour;
  guint8   minute;
  guint8   days;
} TactusSimAlarm;

G_END_DECLS
