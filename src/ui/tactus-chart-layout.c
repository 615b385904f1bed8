/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-layout.h"

#include <math.h>

#include <glib/gi18n.h>

#define LEAST_SPAN      40.0
#define AIR             4.0
#define EMPTY_MINIMUM   50.0
#define EMPTY_MAXIMUM   120.0
#define SHRINK_BELOW    0.6

static const gint64 time_steps_s[] = {
  5, 10, 15, 30,
  60, 2 * 60, 5 * 60, 10 * 60, 15 * 60, 30 * 60,
  3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600,
};

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

gint64
tactus_time_step (gint64 span_us,
                  double max_labels)
{
  double labels = MAX (max_labels, 1.0);

  for (gsize i = 0; i < G_N_ELEMENTS (time_steps_s); i++)
    {
      if ((double) (time_steps_s[i] * G_USEC_PER_SEC) * labels >= (double) span_us)
        return time_steps_s[i] * G_USEC_PER_SEC;
    }

  return time_steps_s[G_N_ELEMENTS (time_steps_s) - 1] * G_USEC_PER_SEC;
}

static gint64
offset_us (GTimeZone *zone,
           gint64     when_us)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, when_us / G_USEC_PER_SEC);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval) * (gint64) G_USEC_PER_SEC;
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

gint64
tactus_time_first (gint64     from_us,
                   gint64     step_us,
                   GTimeZone *zone)
{
  gint64 offset;

  g_return_val_if_fail (step_us > 0, from_us);
  g_return_val_if_fail (zone != NULL, from_us);

  offset = offset_us (zone, from_us);
  return round_up (from_us + offset, step_us) - offset;
}

char *
tactus_time_label (gint64     when_us,
                   gint64     step_us,
                   GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (when_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return g_strdup ("");

  /* Translators: a time of day under the chart, see g_date_time_format() */
  return g_date_time_format (local, step_us < 60 * G_USEC_PER_SEC ? _("%H:%M:%S") : _("%H:%M"));
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
tactus_chart_align_end (gint64 now_us,
                        gint64 column_us)
{
  g_return_val_if_fail (column_us > 0, now_us);

  /* A time on the border belongs to the column that begins there. */
  return round_up (now_us + 1, column_us);
}
