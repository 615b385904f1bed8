/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "tactus-band.h"

G_BEGIN_DECLS

/* The objects that scripts read: names and units are a promise.  What is unknown is null. */

/** tactus_ctl_json_set_text: @value: (nullable) */
void        tactus_ctl_json_set_text   (JsonObject            *object,
                                        const char            *name,
                                        const char            *value);
void        tactus_ctl_json_set_known  (JsonObject            *object,
                                        const char            *name,
                                        gboolean               known,
                                        gint64                 value);

/** tactus_ctl_json_text: @value: (nullable).  Returns: (transfer full): one member, a beginning */
JsonObject *tactus_ctl_json_text       (const char            *name,
                                        const char            *value);

/**
 * tactus_ctl_json_band:
 * @rssi: dBm
 * @shared_bpm: the pulse in its advertisement, 0: none
 *
 * Returns: (transfer full): a row of `list`
 */
JsonObject *tactus_ctl_json_band       (const char            *address,
                                        const char            *name,
                                        const TactusModel     *model,
                                        int                    rssi,
                                        gboolean               known,
                                        gboolean               connected,
                                        guint                  shared_bpm);

/**
 * tactus_ctl_json_step: Returns: (transfer full): a step of `pair`; says so if the key is not
 *   kept, or is a published one
 */
JsonObject *tactus_ctl_json_step       (const char            *step,
                                        gboolean               key_kept,
                                        gboolean               key_published);

/**
 * tactus_ctl_json_heart_rate:
 *
 * `bpm` is null when the value is no pulse: the sensor has none, or is not worn; `rr` is in
 * 1/1024 s.
 *
 * Returns: (transfer full): a value of `heart-rate`
 */
JsonObject *tactus_ctl_json_heart_rate (const TactusHeartRate *heart_rate,
                                        GDateTime             *when);

/** tactus_ctl_json_info: @info: (nullable).  Returns: (transfer full): the answer of `info` */
JsonObject *tactus_ctl_json_info       (const char            *address,
                                        const char            *name,
                                        const TactusModel     *model,
                                        const TactusBandInfo  *info);

/** tactus_ctl_day_to_text: Returns: (transfer full): such as `2026-03-01`, with four digits of the
 *    year in any case */
char       *tactus_ctl_day_to_text     (GDateTime             *when);

/** tactus_ctl_time_to_text: Returns: (transfer full): ISO 8601 with zone, to the millisecond */
char       *tactus_ctl_time_to_text    (GDateTime             *when);

/** tactus_ctl_band_time_to_text: Returns: (transfer full): ISO 8601, with the zone if known */
char       *tactus_ctl_band_time_to_text (const TactusBandTime *when);

/** tactus_ctl_heart_rate_is_pulse: Returns: whether the value is one to show and count */
gboolean    tactus_ctl_heart_rate_is_pulse (const TactusHeartRate *heart_rate);

G_END_DECLS
