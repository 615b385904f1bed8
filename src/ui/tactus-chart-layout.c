/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-layout.h"

#include <math.h>

#define LEAST_SPAN      40.0
#define AIR             4.0
#define EMPTY_MINIMUM   50.0
#define EMPTY_MAXIMUM   120.0
#define SHRINK_BELOW    0.6
#define NOTE_APART      12.0

/* The smallest of 1, 2, 5 times a power of ten that is not less than @least. */
static double
round_step (double least)
{
  double power;
  double mantissa;

  if (least <= 1.0)
    return 1.0;

  power = pow (10.0, floor (log10 (least)));
  mantissa = least / power;

  if (mantissa <= 1.0)
    return power;
  if (mantissa <= 2.0)
    return 2.0 * power;
  if (mantissa <= 5.0)
    return 5.0 * power;
  return 10.0 * power;
}

void
tactus_axis_fit (TactusAxis *axis,
                 double      lowest,
                 double      highest)
{
  double low;
  double high;
  double step;

  g_return_if_fail (axis != NULL);
  g_return_if_fail (lowest <= highest);

  low = lowest - AIR;
  high = highest + AIR;
  if (high - low < LEAST_SPAN)
    {
      double middle = (low + high) / 2.0;

      low = middle - LEAST_SPAN / 2.0;
      high = middle + LEAST_SPAN / 2.0;
    }

  step = MAX (10.0, round_step ((high - low) / 10.0));
  axis->minimum = MAX (0.0, floor (low / step) * step);
  axis->maximum = MAX (axis->minimum + LEAST_SPAN, ceil (high / step) * step);
}

void
tactus_axis_fit_nothing (TactusAxis *axis)
{
  axis->minimum = EMPTY_MINIMUM;
  axis->maximum = EMPTY_MAXIMUM;
}

gboolean
tactus_axis_follow (TactusAxis *axis,
                    double      lowest,
                    double      highest)
{
  TactusAxis fitting;
  double span;

  g_return_val_if_fail (axis != NULL, FALSE);

  tactus_axis_fit (&fitting, lowest, highest);
  span = axis->maximum - axis->minimum;

  if (span > 0.0 &&
      lowest >= axis->minimum && highest <= axis->maximum &&
      fitting.maximum - fitting.minimum > SHRINK_BELOW * span)
    return FALSE;

  *axis = fitting;
  return TRUE;
}

double
tactus_axis_step (const TactusAxis *axis,
                  guint             max_intervals)
{
  g_return_val_if_fail (axis != NULL, 1.0);

  return round_step ((axis->maximum - axis->minimum) / MAX (max_intervals, 1));
}

/* Rounds up also below zero, where / rounds towards zero. */
static gint64
round_up (gint64 value,
          gint64 step)
{
  gint64 rest = value % step;

  if (rest == 0)
    return value;
  return value - rest + (rest > 0 ? step : 0);
}

double
tactus_chart_frame_x (const TactusChartFrame *self,
                      gint64                  when_us)
{
  gint64 span_us = self->to_us - self->from_us;
  double share;

  g_return_val_if_fail (span_us > 0, self->x);

  share = (double) (when_us - self->from_us) / (double) span_us;
  return self->x + self->width * (self->mirrored ? 1.0 - share : share);
}

double
tactus_chart_frame_y (const TactusChartFrame *self,
                      double                  value)
{
  double span = self->axis.maximum - self->axis.minimum;

  g_return_val_if_fail (span > 0.0, self->y);

  return self->y + self->height * (1.0 - (value - self->axis.minimum) / span);
}

gint64
tactus_chart_frame_time (const TactusChartFrame *self,
                         double                  x)
{
  double share;

  g_return_val_if_fail (self->width > 0.0, self->from_us);

  share = (x - self->x) / self->width;
  return self->from_us + (gint64) ((self->mirrored ? 1.0 - share : share)
                                   * (double) (self->to_us - self->from_us));
}

gint64
tactus_chart_frame_column (const TactusChartFrame *self)
{
  return MAX ((gint64) ((double) (self->to_us - self->from_us) / MAX (self->width, 1.0)), 1);
}

void
tactus_chart_frame_place (const TactusChartFrame *self,
                          double                  x,
                          double                  y,
                          double                  width,
                          double                  height,
                          double                  limit,
                          double                 *note_x,
                          double                 *note_y)
{
  double bottom = self->y + self->height - height;
  gboolean right = x + NOTE_APART + width <= limit;
  gboolean left = x - NOTE_APART - width >= 0.0;

  *note_y = self->y;
  if (right)
    *note_x = x + NOTE_APART;
  else if (left)
    *note_x = x - NOTE_APART - width;
  else
    *note_x = CLAMP (x - width / 2.0, 0.0, MAX (limit - width, 0.0));

  /* Beside the point it covers what is not asked for; below or above it, the point itself. */
  if (y - NOTE_APART < self->y + height && bottom > self->y)
    *note_y = bottom;
}

gint64
tactus_chart_align_end (gint64 now_us,
                        gint64 column_us)
{
  g_return_val_if_fail (column_us > 0, now_us);

  /* A time on the border belongs to the column that begins there. */
  return round_up (now_us + 1, column_us);
}
