/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "tactus-band-abilities.h"
#include "tactus-profile.h"

G_BEGIN_DECLS

/* What bands keep, tell and record, as the objects that scripts read (names and units are a
 * promise; all are transfer full) and as text for people. */

/** tactus_ctl_json_event: Returns: (transfer full): `time`, `event`, and what it says */
JsonObject *tactus_ctl_json_event      (const TactusEvent     *event);

/** tactus_ctl_json_steps: Returns: (transfer full): the same, of the steps; @name: of the event */
JsonObject *tactus_ctl_json_steps      (const char            *name,
                                        const TactusSteps     *steps);

/** tactus_ctl_json_battery: Returns: (transfer full): the same, of the battery; @level: % */
JsonObject *tactus_ctl_json_battery    (const char            *name,
                                        int                    level,
                                        gboolean               charging);

/** tactus_ctl_json_raw: Returns: (transfer full): a packet; acceleration as triples */
JsonObject *tactus_ctl_json_raw        (const TactusRawPacket *packet,
                                        GDateTime             *when);

/** tactus_ctl_json_setting: @model: which has it; @value: (nullable): what was last set from here
 */
JsonObject *tactus_ctl_json_setting    (const TactusSetting   *setting,
                                        const TactusModel     *model,
                                        const char            *value);

/** tactus_ctl_json_profile: @profile: (nullable); @goal: (nullable): as text */
JsonObject *tactus_ctl_json_profile    (const TactusProfile   *profile,
                                        const char            *goal);
JsonObject *tactus_ctl_json_alarm      (const TactusAlarm     *alarm);
JsonObject *tactus_ctl_json_sync       (const TactusSyncSummary *summary);

/** tactus_ctl_json_activity: @generation_a: see tactus_activity_kind_of() */
JsonObject *tactus_ctl_json_activity   (const TactusActivityRow *row,
                                        gboolean               generation_a);

/** tactus_ctl_raw_kind_name: Returns: stable: `acceleration`, `ppg` or `unknown` */
const char *tactus_ctl_raw_kind_name   (const TactusRawPacket *packet);

/** tactus_ctl_setting_to_text: @model: which has it.  Returns: (transfer full): what its value may
 *   be */
char       *tactus_ctl_setting_to_text (const TactusSetting   *setting,
                                        const TactusModel     *model);

/** tactus_ctl_steps_to_text: Returns: (transfer full): for people */
char       *tactus_ctl_steps_to_text   (const TactusSteps     *steps);

/** tactus_ctl_activity_time_to_text: Returns: (transfer full): ISO 8601 in the band's zone */
char       *tactus_ctl_activity_time_to_text (const TactusActivityRow *row);

G_END_DECLS
