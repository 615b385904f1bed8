/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-words.h"

#include <glib/gi18n.h>

#include "tactus-text.h"

#define LOWEST_PERCENT 50
#define ZONE_PERCENT   10

const char *
tactus_chart_words_state (TactusReadingKind kind)
{
  switch (kind)
    {
    case TACTUS_READING_NO_CONTACT:
      /* Translators: over a part of the chart: the band lay on no skin */
      return _("Not worn");
    case TACTUS_READING_NO_VALUE:
      /* Translators: over a part of the chart: the sensor found no pulse */
      return _("No reading");
    case TACTUS_READING_GAP:
      /* Translators: over a part of the chart: nobody listened to the band */
      return _("Not measured");
    case TACTUS_READING_LOST:
      /* Translators: over a part of the chart: the link to the band was lost */
      return _("Signal lost");
    case TACTUS_READING_STALE:
      /* Translators: over a part of the chart: linked to the band, which sent nothing */
      return _("No news");
    case TACTUS_READING_PULSE:
    default:
      return "";
    }
}

/* A time that fingers have chosen is not named to the second. */
static guint
rounded (guint seconds)
{
  guint unit = seconds >= 2 * 86400 ? 86400 : seconds >= 3 * 3600 ? 3600 : seconds >= 120 ? 60 : 1;

  return (seconds + unit / 2) / unit * unit;
}

char *
tactus_chart_words_window (guint seconds)
{
  seconds = rounded (seconds);
  if (seconds == 0)
    /* Translators: takes the place of "last 5 minutes" */
    return g_strdup (_("all readings"));
  if (seconds % 86400 == 0 && seconds > 86400)
    return g_strdup_printf (ngettext ("last day", "last %u days", seconds / 86400),
                            seconds / 86400);
  if (seconds % 3600 == 0)
    return g_strdup_printf (ngettext ("last hour", "last %u hours", seconds / 3600),
                            seconds / 3600);
  if (seconds % 60 == 0)
    return g_strdup_printf (ngettext ("last minute", "last %u minutes", seconds / 60),
                            seconds / 60);
  return g_strdup_printf (ngettext ("last second", "last %u seconds", seconds), seconds);
}

char *
tactus_chart_words_span (gint64             from_us,
                         gint64             to_us,
                         gint64             now_us,
                         const TactusTimeStyle *clock)
{
  gboolean seconds = to_us - from_us < 10 * 60 * (gint64) G_USEC_PER_SEC;
  g_autofree char *from = tactus_time_words (from_us, now_us, seconds, clock);
  g_autofree char *to = NULL;

  /* A date that was said need not be said again. */
  if (tactus_time_day (from_us, clock->zone) == tactus_time_day (to_us, clock->zone))
    now_us = to_us;
  to = tactus_time_words (to_us, now_us, seconds, clock);
  /* Translators: two times of day */
  return g_strdup_printf (_("%s to %s"), from, to);
}

const char *
tactus_chart_words_trend (TactusTrend trend)
{
  switch (trend)
    {
    case TACTUS_TREND_FALLING:
      /* Translators: the heart rate, over the time that the chart shows */
      return _("falling");
    case TACTUS_TREND_STEADY:
      /* Translators: the heart rate, over the time that the chart shows */
      return _("steady");
    case TACTUS_TREND_RISING:
      /* Translators: the heart rate, over the time that the chart shows */
      return _("rising");
    case TACTUS_TREND_UNKNOWN:
    default:
      return "";
    }
}

static char *
join (const char *first,
      const char *second)
{
  return tactus_text_append (g_strdup (first), second);
}

char *
tactus_chart_words_summary (const char          *span,
                            const TactusSummary *summary,
                            TactusTrend          trend,
                            const char          *present)
{
  g_autofree char *facts = NULL;
  g_autofree char *trending = NULL;

  g_return_val_if_fail (span != NULL && summary != NULL, NULL);

  if (summary->count == 0)
    /* Translators: %s is a span of time such as "last 5 minutes" */
    return g_strdup_printf (_("Heart rate, %s: no readings"), span);

  /* Translators: "Heart rate, last 5 minutes: 62 to 91, average 74"; then come trend and present */
  facts = g_strdup_printf (_("Heart rate, %s: %u to %u, average %.0f"), span,
                           summary->minimum, summary->maximum, summary->mean);
  trending = join (facts, tactus_chart_words_trend (trend));
  return join (trending, present);
}

char *
tactus_chart_words_value (const TactusChartProbe *probe)
{
  g_return_val_if_fail (probe != NULL, NULL);

  if (probe->kind != TACTUS_READING_PULSE)
    return g_strdup (tactus_chart_words_state (probe->kind));
  if (probe->minimum != probe->maximum)
    /* Translators: the lowest and the highest of several, beats per minute */
    return g_strdup_printf (_("%u–%u bpm"), probe->minimum, probe->maximum);
  /* Translators: beats per minute */
  return g_strdup_printf (_("%u bpm"), probe->minimum);
}

static char *
name_zone (guint zone)
{
  guint from = LOWEST_PERCENT + (zone - 1) * ZONE_PERCENT;

  if (zone == 0)
    /* Translators: zones of effort: a pulse that is lower than the first of them */
    return g_strdup (_("Below Zone 1"));
  if (zone == TACTUS_N_ZONES)
    /* Translators: a zone of effort, in percent of the highest heart rate */
    return g_strdup_printf (_("Zone %u · from %u %%"), zone, from);
  /* Translators: a zone of effort, in percent of the highest heart rate */
  return g_strdup_printf (_("Zone %u · %u–%u %%"), zone, from, from + ZONE_PERCENT);
}

char *
tactus_chart_words_zone (const TactusChartProbe *probe,
                         const TactusZones      *zones)
{
  guint lowest;
  guint highest;

  g_return_val_if_fail (probe != NULL, NULL);

  if (zones == NULL || zones->maximum == 0 || probe->kind != TACTUS_READING_PULSE)
    return NULL;

  lowest = tactus_zones_find (zones, probe->minimum);
  highest = tactus_zones_find (zones, probe->maximum);
  if (lowest == highest)
    return name_zone (lowest);
  if (lowest == 0)
    /* Translators: several pulses, the highest of which is in that zone of effort */
    return g_strdup_printf (_("Up to Zone %u"), highest);
  /* Translators: several pulses, the lowest and the highest of which are in these zones */
  return g_strdup_printf (_("Zones %u–%u"), lowest, highest);
}

char *
tactus_chart_words_marker (guint       number,
                           const char *text)
{
  if (text == NULL || *text == '\0')
    /* Translators: a moment that somebody marked */
    return g_strdup_printf (_("Marker %u"), number);
  /* Translators: a moment that somebody marked, and what was written beside it */
  return g_strdup_printf (_("Marker %u: %s"), number, text);
}
