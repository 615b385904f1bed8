/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The times below the chart, from seconds to centuries: as clock and calendar count them, not as
 * so many microseconds each.  A day on which the clocks change has 23 hours or 25. */

typedef enum {
  TACTUS_TIME_SECOND,
  TACTUS_TIME_MINUTE,
  TACTUS_TIME_HOUR,
  TACTUS_TIME_DAY,
  TACTUS_TIME_MONTH,
  TACTUS_TIME_YEAR,
} TactusTimeUnit;

#define TACTUS_TIME_N_UNITS (TACTUS_TIME_YEAR + 1)

/** TactusTimeStep: @count: so many units lie between two labels */
typedef struct {
  TactusTimeUnit unit;
  guint          count;
} TactusTimeStep;

/**
 * TactusTimeStyle:
 * @zone: (not owned): in which people read times here
 * @twelve_hours: whether they say 2:30 PM for 14:30
 */
typedef struct {
  GTimeZone *zone;
  gboolean   twelve_hours;
} TactusTimeStyle;

/**
 * tactus_time_step_find:
 * @span_us: time to be labelled, microseconds, more than 0
 * @width: its width
 * @label_widths: (array fixed-size=6): how far labels of each unit must be apart, in units of
 *   @width
 *
 * Returns: the smallest usual step (1 s … 100 years) whose labels have room
 */
TactusTimeStep tactus_time_step_find    (gint64                span_us,
                                         double                width,
                                         const double         *label_widths);

/** tactus_time_step_first: Returns: the first time at or after @from_us that has a label */
gint64         tactus_time_step_first   (const TactusTimeStep *self,
                                         gint64                from_us,
                                         GTimeZone            *zone);

/** tactus_time_step_next: Returns: the first time after @when_us that has a label */
gint64         tactus_time_step_next    (const TactusTimeStep *self,
                                         gint64                when_us,
                                         GTimeZone            *zone);

/** tactus_time_step_label: Returns: (transfer full): what is written below the chart at @when_us:
 *    14:03:20, 14:03, 15, Nov, 2023 */
char          *tactus_time_step_label   (const TactusTimeStep *self,
                                         gint64                when_us,
                                         const TactusTimeStyle *clock);

/**
 * tactus_time_step_get_context:
 * @context: (out caller-allocates): how often what the labels leave out changes: the day below
 *   hours, the month below days, the year below months
 *
 * Returns: %FALSE: the labels leave out nothing
 */
gboolean       tactus_time_step_get_context   (const TactusTimeStep *self,
                                               TactusTimeStep       *context);

/** tactus_time_step_label_context: @self: as from tactus_time_step_get_context().  Returns:
 *    (transfer full): "Wed 15 November", with the year instead of the weekday if that is another
 *    one than that of @now_us; "November 2023"; "2023" */
char          *tactus_time_step_label_context (const TactusTimeStep *self,
                                               gint64                 when_us,
                                               gint64                 now_us,
                                               const TactusTimeStyle *clock);

/** tactus_time_day: Returns: the midnight with which the day of @when_us began */
gint64         tactus_time_day          (gint64                when_us,
                                         GTimeZone            *zone);

/** tactus_time_words: Returns: (transfer full): "14:03:20", with its date if that is not the day
 *    of @now_us, and its year if that is another one; @seconds: whether to name those */
char          *tactus_time_words        (gint64                when_us,
                                         gint64                now_us,
                                         gboolean              seconds,
                                         const TactusTimeStyle *clock);

G_END_DECLS
