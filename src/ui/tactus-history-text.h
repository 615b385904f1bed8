/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/*
 * What was measured, in words.  Everything here is a pure function: no widget, no display, no
 * database; the present is an argument.
 */

/** tactus_history_text_title: Returns: (transfer full): the session's own title, or "Morning of 3
 *    May".  @now_us: microseconds since 1970 UTC: the year is said if it is another one */
char       *tactus_history_text_title       (TactusSession       *session,
                                             gint64               now_us);

/** tactus_history_text_when: Returns: (transfer full): "Sun 3 May, 07:12 · 42 min", in the zone
 *    of @session */
char       *tactus_history_text_when        (TactusSession       *session,
                                             gint64               now_us);

/** tactus_history_text_span: Returns: (transfer full): "Sun 3 May, 07:12–07:54" */
char       *tactus_history_text_span        (TactusSession       *session,
                                             gint64               now_us);

/** tactus_history_text_clock: Returns: (transfer full): "07:12:05", with @seconds; as people here
 *    write it, 12 or 24 hours */
char       *tactus_history_text_clock       (GDateTime           *when,
                                             gboolean             seconds);

/** tactus_history_text_moment: Returns: (transfer full): "3 May 2026, 07:12"; as people here
 *    write it, 12 or 24 hours */
char       *tactus_history_text_moment      (GDateTime           *when);

/** tactus_history_text_day: Returns: (transfer full): "Today", "Yesterday", "Sunday, 3 May" */
char       *tactus_history_text_day         (GDateTime           *day,
                                             gint64               now_us);

/** tactus_history_text_date: Returns: (transfer full): "Sunday, 3 May", always */
char       *tactus_history_text_date        (GDateTime           *day,
                                             gint64               now_us);

/** tactus_history_text_summary: Returns: (transfer full): "62–91 bpm, average 74"; what there is
 *    instead if there is no pulse at all */
char       *tactus_history_text_summary     (const TactusSummary *summary);

/** tactus_history_text_measured: Returns: (transfer full): "Resting 58 bpm · 3 h 5 min measured" */
char       *tactus_history_text_measured    (const TactusStatistics *statistics);

/** tactus_history_text_source: Returns: (transfer none): "Measured", "Listened" …, translated */
const char *tactus_history_text_source      (TactusSource         source);

/** tactus_history_text_source_icon: Returns: (transfer none): the same as an icon name */
const char *tactus_history_text_source_icon (TactusSource         source);

/** tactus_history_text_details: Returns: (transfer full): "Mi Band 3 · Measured" */
char       *tactus_history_text_details     (TactusSession       *session);

/** tactus_history_text_is_live: Returns: whether @session goes on just now: it is open, and its
 *    last reading is not long ago (a program that was killed leaves one open) */
gboolean    tactus_history_text_is_live     (TactusSession       *session,
                                             gint64               now_us);

/** tactus_history_text_first_line: Returns: (transfer full): the first line of @note that has
 *    something in it; "" */
char       *tactus_history_text_first_line  (const char          *note);

/** tactus_history_text_zone: @zone: 0…5.  Returns: (transfer full): "Zone 2 · Light" */
char       *tactus_history_text_zone        (guint                zone);

/** tactus_history_text_zone_range: Returns: (transfer full): "113–131 bpm" */
char       *tactus_history_text_zone_range  (const TactusZones   *zones,
                                             guint                zone);

/** tactus_history_text_share: Returns: (transfer full): "42 min (63 %)" */
char       *tactus_history_text_share       (gint64               part_us,
                                             gint64               whole_us);

/** tactus_history_text_bpm: Returns: (transfer full): "58 bpm"; a dash for 0 */
char       *tactus_history_text_bpm         (guint                bpm);

/** tactus_history_text_difference: Returns: (transfer full): what the second is beside the first:
 *    "4 bpm higher", "the same"; "" if one of them is 0 */
char       *tactus_history_text_difference  (guint                first_bpm,
                                             guint                second_bpm);

/** tactus_history_text_time_difference: Returns: (transfer full): "12 min longer" */
char       *tactus_history_text_time_difference (gint64           first_us,
                                                 gint64           second_us);

/** tactus_history_text_deleted: Returns: (transfer full): "3 sessions deleted" */
char       *tactus_history_text_deleted     (guint                n_sessions);

/** tactus_history_text_selected: Returns: (transfer full): "3 selected"; "Select Sessions" for 0 */
char       *tactus_history_text_selected    (guint                n_sessions);

/** tactus_history_text_error_title: Returns: (transfer none): a few words for a heading */
const char *tactus_history_text_error_title (const GError        *error);

/** tactus_history_text_error: Returns: (transfer none): why the history cannot be read or written,
 *    and what to do */
const char *tactus_history_text_error       (const GError        *error);

G_END_DECLS
