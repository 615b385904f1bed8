/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-reading.h"

G_BEGIN_DECLS

/* Levels outside of these are typing errors, beats per minute. */
#define TACTUS_PULSE_ALERT_LOWEST_HIGH  60
#define TACTUS_PULSE_ALERT_HIGHEST_HIGH 240
#define TACTUS_PULSE_ALERT_LOWEST_LOW   30
#define TACTUS_PULSE_ALERT_HIGHEST_LOW  120

/* So far back within a level the pulse has to be, for so long, before an alert is over. */
#define TACTUS_PULSE_ALERT_HYSTERESIS 5
#define TACTUS_PULSE_ALERT_CALM_US    (G_USEC_PER_SEC * G_GINT64_CONSTANT (10))

/* An alert of which nothing was heard for so long is forgotten. */
#define TACTUS_PULSE_ALERT_FORGET_US  (G_USEC_PER_SEC * G_GINT64_CONSTANT (600))

/**
 * TactusPulseLevels:
 * @high: a pulse above it is high, beats per minute; 0: none is
 * @low: a pulse below it is low, beats per minute; 0: none is
 * @last_us: how long it has to stay so before it is told, microseconds
 */
typedef struct {
  guint  high;
  guint  low;
  gint64 last_us;
} TactusPulseLevels;

/**
 * TactusPulseSide:
 * @TACTUS_PULSE_SIDE_NORMAL: between the levels, or not known to be elsewhere
 * @TACTUS_PULSE_SIDE_HIGH: above the high level
 * @TACTUS_PULSE_SIDE_LOW: below the low level
 */
typedef enum {
  TACTUS_PULSE_SIDE_NORMAL,
  TACTUS_PULSE_SIDE_HIGH,
  TACTUS_PULSE_SIDE_LOW,
} TactusPulseSide;

/**
 * TactusPulseAlert:
 * @levels: what is watched
 * @alert: what is told; %TACTUS_PULSE_SIDE_NORMAL: nothing
 * @side: where the latest pulses are, when that is not yet told
 * @side_us: for how long they have been there, microseconds, silence left out
 * @calm_us: for how long they have been back, microseconds
 * @last_us: time of the latest pulse; meaningful if @has_last
 * @has_last: whether there was a pulse
 * @joined: whether nothing but pulses came since
 *
 * Tells once that the pulse stays beyond a level, and once that it is back.  Only what is a pulse
 * counts: time in which there was none (no contact, no value, stale, lost) is time of which
 * nothing is known, and a silence as long as %TACTUS_SERIES_GAP_US begins the count anew.  Decides
 * by the times of the readings alone and knows no clock.
 */
typedef struct {
  TactusPulseLevels levels;
  TactusPulseSide   alert;
  TactusPulseSide   side;
  gint64            side_us;
  gint64            calm_us;
  gint64            last_us;
  gboolean          has_last;
  gboolean          joined;
} TactusPulseAlert;

/** tactus_pulse_levels_are_valid: Returns: whether each level is 0 or within its limits, and the
 *    low one below the high one */
gboolean tactus_pulse_levels_are_valid (const TactusPulseLevels *levels);

/** tactus_pulse_alert_init: @levels: those that are not valid watch nothing */
void     tactus_pulse_alert_init       (TactusPulseAlert        *self,
                                        const TactusPulseLevels *levels);

/**
 * tactus_pulse_alert_take:
 * @reading: the next one; one that is older than the last is taken at the last one's time
 *
 * Returns: whether @alert is another one now
 */
gboolean tactus_pulse_alert_take       (TactusPulseAlert        *self,
                                        const TactusReading     *reading);

G_END_DECLS
