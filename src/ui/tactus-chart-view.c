/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-view.h"

#include <math.h>

#define REVEAL_SHARE  12

/* Beyond this a clock is wrong, and sums of times would no longer fit. */
#define MOST_US       (G_GINT64_CONSTANT (300) * 366 * 86400 * G_USEC_PER_SEC)

/* What "all" is, at least: two readings do not fill a screen. */
#define LEAST_ALL_US  (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static gint64
whole_us (const TactusChartView *self)
{
  return MAX (self->last_us - self->first_us, LEAST_ALL_US);
}

static gint64
longest_us (const TactusChartView *self)
{
  return MAX (whole_us (self), MAX (self->window_us, TACTUS_CHART_VIEW_DEFAULT_US));
}

static gint64
window_us (const TactusChartView *self)
{
  return self->window_us != 0 ? self->window_us : whole_us (self);
}

gint64
tactus_chart_view_get_span (const TactusChartView *self)
{
  g_return_val_if_fail (self != NULL, TACTUS_CHART_VIEW_DEFAULT_US);

  return self->to_us - self->from_us;
}

static void
place (TactusChartView *self,
       gint64           to_us,
       gint64           span_us)
{
  self->to_us = to_us;
  self->from_us = to_us - span_us;
}

/* Puts @span_us in sight that begins at @from_us, or as near to it as there is something to see. */
static void
settle (TactusChartView *self,
        gint64           from_us,
        gint64           span_us)
{
  gint64 newest_us = self->last_us - span_us;
  gint64 oldest_us = MIN (self->first_us, newest_us);

  from_us = CLAMP (from_us, oldest_us, newest_us);
  self->following = from_us == newest_us;
  place (self, from_us + span_us, span_us);
}

void
tactus_chart_view_init (TactusChartView *self,
                        gint64           window)
{
  g_return_if_fail (self != NULL);

  *self = (TactusChartView) { .window_us = window, .following = TRUE };
  tactus_chart_view_follow (self);
}

void
tactus_chart_view_set_reach (TactusChartView *self,
                             gint64           first_us,
                             gint64           last_us)
{
  g_return_if_fail (self != NULL);

  self->last_us = CLAMP (last_us, -MOST_US, MOST_US);
  self->first_us = CLAMP (first_us, self->last_us - MOST_US, self->last_us);
  if (self->following)
    tactus_chart_view_follow (self);
}

void
tactus_chart_view_set_window (TactusChartView *self,
                              gint64           window)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (window >= 0);

  self->window_us = window == 0 ? 0 : CLAMP (window, TACTUS_CHART_VIEW_LEAST_US, MOST_US);
  if (self->following || window == 0)
    tactus_chart_view_follow (self);
  else
    settle (self, self->from_us + (tactus_chart_view_get_span (self) - self->window_us) / 2,
            self->window_us);
}

void
tactus_chart_view_show (TactusChartView *self,
                        gint64           from_us,
                        gint64           to_us)
{
  gint64 span_us;

  g_return_if_fail (self != NULL);
  g_return_if_fail (from_us < to_us);

  from_us = CLAMP (from_us, -MOST_US, MOST_US);
  to_us = CLAMP (to_us, -MOST_US, MOST_US);
  span_us = MAX (to_us - from_us, TACTUS_CHART_VIEW_LEAST_US);
  self->window_us = span_us;
  self->following = FALSE;
  place (self, from_us + (to_us - from_us) / 2 + (span_us + 1) / 2, span_us);
}

void
tactus_chart_view_follow (TactusChartView *self)
{
  g_return_if_fail (self != NULL);

  self->following = TRUE;
  place (self, self->last_us, window_us (self));
}

void
tactus_chart_view_pan (TactusChartView *self,
                       gint64           by_us)
{
  g_return_if_fail (self != NULL);

  if (by_us == 0)
    return;
  settle (self, self->from_us + CLAMP (by_us, -MOST_US, MOST_US),
          tactus_chart_view_get_span (self));
}

void
tactus_chart_view_zoom (TactusChartView *self,
                        double           factor,
                        double           anchor)
{
  double span_us;
  gint64 new_us;

  g_return_if_fail (self != NULL);
  g_return_if_fail (factor > 0.0);

  span_us = (double) tactus_chart_view_get_span (self);
  new_us = (gint64) CLAMP (round (span_us * factor), (double) TACTUS_CHART_VIEW_LEAST_US,
                           (double) longest_us (self));
  self->window_us = new_us == whole_us (self) ? 0 : new_us;
  settle (self, self->from_us + (gint64) ((span_us - (double) new_us) * CLAMP (anchor, 0.0, 1.0)),
          new_us);
}

void
tactus_chart_view_reveal (TactusChartView *self,
                          gint64           when_us)
{
  gint64 beyond_us;

  g_return_if_fail (self != NULL);

  beyond_us = tactus_chart_view_get_span (self) / REVEAL_SHARE;
  if (when_us < self->from_us)
    tactus_chart_view_pan (self, when_us - beyond_us - self->from_us);
  else if (when_us > self->to_us)
    tactus_chart_view_pan (self, when_us + beyond_us - self->to_us);
}
