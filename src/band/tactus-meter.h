/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_METER (tactus_meter_get_type ())
G_DECLARE_FINAL_TYPE (TactusMeter, tactus_meter, TACTUS, METER, GObject)

/**
 * TactusMeter:
 *
 * Measures the pulse over one connection: continuously, with the ping that a band wants, or once.
 * The connection's queue keeps the commands in order, so that any of these functions may be called
 * at any time.  A standard sensor has no commands: it measures as long as somebody is subscribed.
 *
 * Signals:
 * - `heart-rate` (gpointer: const TactusHeartRate *): a notification while measuring,
 * - `changed` (): the state or the pulse is another,
 * - `failed` (GError *): the band refuses to measure; TactusBandError,
 * - `stuck` (): it measures, but says nothing, though it was started anew: the link is no good.
 */

/** tactus_meter_new: @generation: how the sensor is told; @timings is copied */
TactusMeter      *tactus_meter_new         (TactusBluezConnection   *connection,
                                            TactusGeneration         generation,
                                            const TactusBandTimings *timings);

void              tactus_meter_start       (TactusMeter             *self);

/** tactus_meter_start_once: until tactus_meter_stop_once(), by whatever makes the band tell one */
void              tactus_meter_start_once  (TactusMeter             *self);

/** tactus_meter_resume: somebody else made the band stop: has it go on, if it is to measure */
void              tactus_meter_resume      (TactusMeter             *self);

/** tactus_meter_set_shared: @shared: somebody else uses the sensor's light and the values, and ends
 *   both: the band is not told when a measurement ends */
void              tactus_meter_set_shared  (TactusMeter             *self,
                                            gboolean                 shared);

/** tactus_meter_stop_once: ends a single measurement; a continuous one goes on */
void              tactus_meter_stop_once   (TactusMeter             *self);

/** tactus_meter_rest: nobody measures: a sensor subscribed to at the login need not send */
void              tactus_meter_rest        (TactusMeter             *self);

/** tactus_meter_stop_async: ends all; finishes when the band was told */
void              tactus_meter_stop_async  (TactusMeter             *self,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);
void              tactus_meter_stop_finish (TactusMeter             *self,
                                            GAsyncResult            *result);

TactusPulseState  tactus_meter_get_state   (TactusMeter             *self);

/** Returns: beats per minute, or 0 if no fresh pulse is known */
guint             tactus_meter_get_bpm     (TactusMeter             *self);

G_END_DECLS
