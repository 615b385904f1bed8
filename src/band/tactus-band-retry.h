/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/* Coming back by itself: whether, and after which pause. */

/** tactus_band_is_worth_retrying: whether another attempt by itself might end otherwise */
gboolean tactus_band_is_worth_retrying (const GError *error);

/** tactus_band_schedule_retry: WAITING: the next attempt, as soon as it makes sense */
void     tactus_band_schedule_retry    (TactusBand   *self);

/** tactus_band_bluetooth_changed: whether there is Bluetooth at all is another matter now */
void     tactus_band_bluetooth_changed (TactusBand   *self);

/** tactus_band_retry_now: WAITING: the next attempt, without a pause if there is Bluetooth */
void     tactus_band_retry_now         (TactusBand   *self);

/** tactus_band_heard: the band is there: WAITING ends */
void     tactus_band_heard             (TactusBand   *self);

/** tactus_band_watch_settling: READY: a link that holds makes the pauses short again */
void     tactus_band_watch_settling    (TactusBand   *self);

G_END_DECLS
