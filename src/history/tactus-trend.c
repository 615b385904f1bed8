/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-trend.h"

#include <math.h>

#include "tactus-spread.h"

/* The slope is that of the means of so many parts, which the series knows without looking at every
 * reading; breath and single outliers are evened out in them. */
#define N_PARTS     8
#define LEAST_PARTS 3

/* From end to end, a pulse at rest wavers by no more: a share of it, and beats per minute. */
#define STEADY_SHARE 0.05
#define STEADY_BPM   3.0

typedef struct {
  guint  first, last; /* of the parts with pulses */
  guint  n;
  double x, y, xx, xy; /* sums: x is the part's number, y its mean */
} Fit;

static void
fit_add (Fit   *fit,
         guint  part,
         double mean)
{
  if (fit->n == 0)
    fit->first = part;
  fit->last = part;
  fit->n++;

  fit->x += part;
  fit->y += mean;
  fit->xx += (double) part * part;
  fit->xy += part * mean;
}

static gboolean
is_known (const Fit *fit)
{
  return fit->n >= LEAST_PARTS && fit->last - fit->first >= N_PARTS / 2;
}

/* By how much the straight line of the least squares rises from the left end to the right one. */
static double
get_rise (const Fit *fit)
{
  double slope = (fit->n * fit->xy - fit->x * fit->y) / (fit->n * fit->xx - fit->x * fit->x);

  return slope * N_PARTS;
}

TactusTrend
tactus_trend_of (TactusSeries *series,
                 gint64        from_us,
                 gint64        to_us)
{
  TactusSpread spread = tactus_spread (from_us, to_us, N_PARTS);
  Fit fit = { 0 };
  double rise;

  g_return_val_if_fail (series != NULL, TACTUS_TREND_UNKNOWN);

  for (guint i = 0; i < N_PARTS; i++)
    {
      TactusSummary summary;

      tactus_series_summarize (series, tactus_spread_get (&spread, i),
                               tactus_spread_get (&spread, i + 1), &summary);
      if (summary.count > 0)
        fit_add (&fit, i, summary.mean);
    }

  if (!is_known (&fit))
    return TACTUS_TREND_UNKNOWN;

  rise = get_rise (&fit);
  if (fabs (rise) <= MAX (STEADY_BPM, STEADY_SHARE * fit.y / fit.n))
    return TACTUS_TREND_STEADY;

  return rise > 0 ? TACTUS_TREND_RISING : TACTUS_TREND_FALLING;
}
