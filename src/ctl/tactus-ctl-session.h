/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "tactus-session.h"
#include "tactus-tally.h"

G_BEGIN_DECLS

/* Sessions and what is counted of them, for people and for scripts. */

/** tactus_ctl_us_to_text: @zone_s: east of UTC.  Returns: (transfer full): ISO 8601 with zone, to
 *    the millisecond */
char       *tactus_ctl_us_to_text       (gint64                  when_us,
                                         int                     zone_s);

/** tactus_ctl_us_to_local: Returns: (transfer full): day, hour and minute here; @seconds: and they
 */
char       *tactus_ctl_us_to_local      (gint64                  when_us,
                                         gboolean                seconds);

/** tactus_ctl_duration_to_seconds: Returns: rounded, as it is in texts */
gint64      tactus_ctl_duration_to_seconds (gint64               duration_us);

/** tactus_ctl_duration_to_text: Returns: (transfer full): such as 1:02:03 */
char       *tactus_ctl_duration_to_text (gint64                  duration_us);

/** tactus_ctl_source_to_text: Returns: (transfer none): translated */
const char *tactus_ctl_source_to_text   (TactusSource            source);

/** tactus_ctl_summary_to_text: Returns: (transfer full): lowest, mean, highest; @none if there is
 *    no pulse */
char       *tactus_ctl_summary_to_text  (const TactusSummary    *summary,
                                         gboolean                unicode,
                                         const char             *none);

/** tactus_ctl_session_get_name: Returns: (transfer none): its band's name, else the address */
const char *tactus_ctl_session_get_name (TactusSession          *session);

/** tactus_ctl_json_session: Returns: (transfer full): what it is, not what it counts */
JsonObject *tactus_ctl_json_session     (TactusSession          *session);

/** tactus_ctl_json_statistics: adds to @object what was counted; null where nothing is known.
 *    @zones: with a maximum, or there are none */
void        tactus_ctl_json_statistics  (JsonObject             *object,
                                         const TactusStatistics *statistics,
                                         const TactusZones      *zones);

/** tactus_ctl_json_marker: Returns: (transfer full): @zone_s: of its session */
JsonObject *tactus_ctl_json_marker      (const TactusMarker     *marker,
                                         int                     zone_s);

G_END_DECLS
