/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ctl-rig.h"
#include "tactus-history.h"

G_BEGIN_DECLS

/* A past for the folders of a rig: real sessions in a real database.  Here is Berlin. */

#define CTL_BAND_A "C1:C2:C3:00:00:0A"
#define CTL_BAND_B "C1:C2:C3:00:00:0B"

/* The sessions of ctl_past_fill() get the numbers 1 to 3. */
#define CTL_MORNING "1" /* band A, 2026-03-01 08:00, ten minutes, 60 to 80 bpm, a gap, a marker */
#define CTL_RUN     "2" /* band B, 2026-03-02 10:00, five minutes of 150 bpm */
#define CTL_NOTHING "3" /* band A, 2026-03-02 20:00, a minute without any pulse */

#define CTL_MORNING_PULSES 501

/** ctl_past_path: Returns: (transfer full): where programs of @rig look for the database */
char  *ctl_past_path     (CtlRig        *rig);

/** ctl_past_fill: three sessions */
void   ctl_past_fill     (CtlRig        *rig);

/** ctl_past_add_long: a session of band A with @n_readings, one a second */
void   ctl_past_add_long (CtlRig        *rig,
                          guint          n_readings);

/** ctl_past_add_minutes: what band A recorded by itself: @n_minutes from 2026-03-05 12:00 on, with
 *    a pulse of 70 in every other one */
void   ctl_past_add_minutes (CtlRig     *rig,
                             guint       n_minutes);

G_END_DECLS
