/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic of the chart: no widget, no clock, no screen. */

/* How thick the line is, and how wide a column of many readings: a day looks drawn with the same
 * pen as a minute.  Pixels. */
#define TACTUS_CHART_PEN 2.0

/**
 * TactusAxis:
 * @minimum: value at the lower edge; 0 or more
 * @maximum: value at the upper edge; equal to @minimum while the axis is not set
 *
 * What the height of the chart stands for, in beats per minute.
 */
typedef struct {
  double minimum;
  double maximum;
} TactusAxis;

/**
 * tactus_axis_fit:
 * @lowest, @highest: values that must have room, beats per minute, @lowest <= @highest
 *
 * Sets @axis to round numbers around the values, with some air and never less than 40 apart: a
 * pulse at rest wavers by a few beats, and that should look like little.
 */
void tactus_axis_fit (TactusAxis *axis,
                      double      lowest,
                      double      highest);

/** tactus_axis_fit_nothing: sets @axis to what is shown while there is no value: 50 to 120 */
void tactus_axis_fit_nothing (TactusAxis *axis);

/**
 * tactus_axis_follow:
 *
 * Like tactus_axis_fit(), but leaves an axis alone that still serves: nothing falls outside and no
 * more than about half of it is empty.  So the axis does not jump to and fro with each reading.
 *
 * Returns: whether @axis changed
 */
gboolean tactus_axis_follow (TactusAxis *axis,
                             double      lowest,
                             double      highest);

/**
 * tactus_axis_step:
 * @max_intervals: how many intervals have room, at least 1
 *
 * Returns: the smallest of 1, 2, 5, 10, 20, 50, … that cuts @axis into @max_intervals or fewer
 */
double tactus_axis_step (const TactusAxis *axis,
                         guint             max_intervals);

/**
 * TactusChartFrame:
 * @x, @y, @width, @height: the rectangle of the plot, pixels
 * @from_us, @to_us: the times of its two sides
 * @axis: the values of its lower and upper edge
 * @mirrored: whether time runs from right to left
 */
typedef struct {
  double     x;
  double     y;
  double     width;
  double     height;
  gint64     from_us;
  gint64     to_us;
  TactusAxis axis;
  gboolean   mirrored;
} TactusChartFrame;

/** tactus_chart_frame_x: Returns: where @when_us lies, not clamped to the plot */
double tactus_chart_frame_x (const TactusChartFrame *self,
                             gint64                  when_us);

/** tactus_chart_frame_time: Returns: which time lies at @x, also beside the plot */
gint64 tactus_chart_frame_time (const TactusChartFrame *self,
                                double                  x);

/** tactus_chart_frame_column: Returns: the time that a pixel stands for, at least 1 */
gint64 tactus_chart_frame_column (const TactusChartFrame *self);

/**
 * tactus_chart_frame_place:
 * @x, @y: the point that a note is about
 * @width, @height: of the note
 * @limit: how wide there is room, from 0
 * @note_x, @note_y: (out): its upper left corner
 *
 * Finds a place for the note that does not cover the point: beside it, in the upper part of the
 * plot or, if the point is there, in the lower one.
 */
void   tactus_chart_frame_place (const TactusChartFrame *self,
                                 double                  x,
                                 double                  y,
                                 double                  width,
                                 double                  height,
                                 double                  limit,
                                 double                 *note_x,
                                 double                 *note_y);

/** tactus_chart_frame_y: Returns: where @value lies, not clamped to the plot */
double tactus_chart_frame_y (const TactusChartFrame *self,
                             double                  value);

/**
 * tactus_chart_align_end:
 * @now_us: the time that must be in the plot
 * @column_us: time that one pixel column stands for, at least 1
 *
 * Columns begin at multiples of their width since 1970, not at the edge of the plot: a reading
 * stays in its column while the chart scrolls, so that nothing shimmers.
 *
 * Returns: the end of the column in which @now_us lies
 */
gint64 tactus_chart_align_end (gint64 now_us,
                               gint64 column_us);

G_END_DECLS
