/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-times.h"

#include <glib/gi18n.h>

static const TactusTimeStep steps[] = {
  { TACTUS_TIME_SECOND, 1 }, { TACTUS_TIME_SECOND, 2 }, { TACTUS_TIME_SECOND, 5 },
  { TACTUS_TIME_SECOND, 10 }, { TACTUS_TIME_SECOND, 15 }, { TACTUS_TIME_SECOND, 30 },
  { TACTUS_TIME_MINUTE, 1 }, { TACTUS_TIME_MINUTE, 2 }, { TACTUS_TIME_MINUTE, 5 },
  { TACTUS_TIME_MINUTE, 10 }, { TACTUS_TIME_MINUTE, 15 }, { TACTUS_TIME_MINUTE, 30 },
  { TACTUS_TIME_HOUR, 1 }, { TACTUS_TIME_HOUR, 2 }, { TACTUS_TIME_HOUR, 3 },
  { TACTUS_TIME_HOUR, 6 }, { TACTUS_TIME_HOUR, 12 },
  { TACTUS_TIME_DAY, 1 }, { TACTUS_TIME_DAY, 2 }, { TACTUS_TIME_DAY, 7 },
  { TACTUS_TIME_MONTH, 1 }, { TACTUS_TIME_MONTH, 2 }, { TACTUS_TIME_MONTH, 3 },
  { TACTUS_TIME_MONTH, 6 },
  { TACTUS_TIME_YEAR, 1 }, { TACTUS_TIME_YEAR, 2 }, { TACTUS_TIME_YEAR, 5 },
  { TACTUS_TIME_YEAR, 10 }, { TACTUS_TIME_YEAR, 20 }, { TACTUS_TIME_YEAR, 50 },
  { TACTUS_TIME_YEAR, 100 },
};

/* About, and never too much: a February still has room for its label. */
static gint64
shortest_us (const TactusTimeStep *step)
{
  const gint64 seconds[] = { 1, 60, 3600, 23 * 3600, 28 * 86400, 365 * 86400 };

  return step->count * seconds[step->unit] * (gint64) G_USEC_PER_SEC;
}

TactusTimeStep
tactus_time_step_find (gint64        span_us,
                       double        width,
                       const double *label_widths)
{
  g_return_val_if_fail (span_us > 0, steps[0]);
  g_return_val_if_fail (label_widths != NULL, steps[0]);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double apart = (double) shortest_us (&steps[i]) / (double) span_us * width;

      if (apart >= label_widths[steps[i].unit])
        return steps[i];
    }

  return steps[G_N_ELEMENTS (steps) - 1];
}

static GDateTime *
local_time (gint64     when_us,
            GTimeZone *zone)
{
  gint64 seconds = when_us / G_USEC_PER_SEC - (when_us % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return utc ? g_date_time_to_timezone (utc, zone) : NULL;
}

/* Clock times */

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

/* Between @from_us and its round time the clock may have been changed: then it is round on the old
 * one only, and the search goes on from the hour of the change. */
static gint64
first_on_clock (gint64     from_us,
                gint64     step_us,
                GTimeZone *zone)
{
  gint64 offset = offset_us (zone, from_us);
  gint64 found_us = round_up (from_us + offset, step_us) - offset;
  gint64 changed = offset_us (zone, found_us);
  gint64 again_us;

  if (changed == offset)
    return found_us;

  again_us = round_up (from_us + changed, step_us) - changed;
  /* Put forward: a round time may lie earlier on the new clock.  Put back: only later. */
  while (offset_us (zone, again_us) != changed)
    again_us += step_us;
  return again_us;
}

/* Calendar times */

static GDateTime *
midnight (GTimeZone *zone,
          int        year,
          int        month,
          int        day)
{
  return g_date_time_new (zone, year, month, day, 0, 0, 0);
}

/* Every other day begins anew with each month, and leaves out a last one that would stand right
 * before the first of the next: the 31st, and the 29th of February. */
static gboolean
is_labelled_day (int year,
                 int month,
                 int day)
{
  return day % 2 == 1 && day < g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

/* A label at or before @when. */
static GDateTime *
floor_to_step (const TactusTimeStep *step,
               GDateTime            *when,
               GTimeZone            *zone)
{
  int count = (int) step->count;
  int year = g_date_time_get_year (when);
  int month = g_date_time_get_month (when);
  g_autoptr(GDateTime) day = midnight (zone, year, month, g_date_time_get_day_of_month (when));

  switch (step->unit)
    {
    case TACTUS_TIME_YEAR:
      return midnight (zone, MAX (year - year % count, 1), 1, 1);

    case TACTUS_TIME_MONTH:
      return midnight (zone, year, (month - 1) / count * count + 1, 1);

    case TACTUS_TIME_DAY:
    case TACTUS_TIME_SECOND:
    case TACTUS_TIME_MINUTE:
    case TACTUS_TIME_HOUR:
    default:
      break;
    }

  if (count == 1)
    return g_steal_pointer (&day);
  /* Weeks begin on a Monday. */
  if (count == 7)
    return g_date_time_add_days (day, 1 - g_date_time_get_day_of_week (day));
  return midnight (zone, year, month, 1);
}

static GDateTime *
first_of_next_month (GDateTime *when,
                     GTimeZone *zone)
{
  int month = g_date_time_get_month (when);

  return midnight (zone, g_date_time_get_year (when) + month / 12, month % 12 + 1, 1);
}

static GDateTime *
add_step (const TactusTimeStep *step,
          GDateTime            *when,
          GTimeZone            *zone)
{
  int count = (int) step->count;
  g_autoptr(GDateTime) next = NULL;

  switch (step->unit)
    {
    case TACTUS_TIME_YEAR:
      return g_date_time_add_years (when, count);

    case TACTUS_TIME_MONTH:
      return g_date_time_add_months (when, count);

    case TACTUS_TIME_DAY:
    case TACTUS_TIME_SECOND:
    case TACTUS_TIME_MINUTE:
    case TACTUS_TIME_HOUR:
    default:
      break;
    }

  next = g_date_time_add_days (when, count);
  if (count == 2 && next
      && (g_date_time_get_month (next) != g_date_time_get_month (when)
          || !is_labelled_day (g_date_time_get_year (next), g_date_time_get_month (next),
                               g_date_time_get_day_of_month (next))))
    return first_of_next_month (when, zone);
  return g_steal_pointer (&next);
}

static gint64
to_us (GDateTime *when)
{
  return g_date_time_to_unix (when) * (gint64) G_USEC_PER_SEC;
}

static gint64
first_in_calendar (const TactusTimeStep *step,
                   gint64                from_us,
                   GTimeZone            *zone)
{
  g_autoptr(GDateTime) from = local_time (from_us, zone);
  g_autoptr(GDateTime) found = from ? floor_to_step (step, from, zone) : NULL;

  while (found && to_us (found) < from_us)
    {
      GDateTime *next = add_step (step, found, zone);

      g_date_time_unref (found);
      found = next;
    }

  /* Beyond the calendar, that is to say the year 9999. */
  return found ? to_us (found) : G_MAXINT64;
}

gint64
tactus_time_step_first (const TactusTimeStep *self,
                        gint64                from_us,
                        GTimeZone            *zone)
{
  g_return_val_if_fail (self != NULL && self->count > 0, from_us);
  g_return_val_if_fail (zone != NULL, from_us);

  if (self->unit < TACTUS_TIME_DAY)
    return first_on_clock (from_us, shortest_us (self), zone);
  return first_in_calendar (self, from_us, zone);
}

gint64
tactus_time_step_next (const TactusTimeStep *self,
                       gint64                when_us,
                       GTimeZone            *zone)
{
  return when_us == G_MAXINT64 ? when_us : tactus_time_step_first (self, when_us + 1, zone);
}

gint64
tactus_time_day (gint64     when_us,
                 GTimeZone *zone)
{
  const TactusTimeStep day = { TACTUS_TIME_DAY, 1 };
  g_autoptr(GDateTime) when = local_time (when_us, zone);
  g_autoptr(GDateTime) begun = when ? floor_to_step (&day, when, zone) : NULL;

  return begun ? to_us (begun) : when_us;
}

/* Words */

static const char *
clock_format (gboolean seconds,
              gboolean twelve_hours)
{
  if (twelve_hours)
    /* Translators: times of day on a clock of twelve hours, see g_date_time_format() */
    return seconds ? _("%-I:%M:%S %p") : _("%-I:%M %p");
  /* Translators: times of day, see g_date_time_format() */
  return seconds ? _("%H:%M:%S") : _("%H:%M");
}

static char *
format (gint64      when_us,
        GTimeZone  *zone,
        const char *how)
{
  g_autoptr(GDateTime) when = local_time (when_us, zone);
  char *text = when ? g_date_time_format (when, how) : NULL;

  return text ? text : g_strdup ("");
}

static const char *
label_format (const TactusTimeStep *step,
              gboolean              twelve_hours)
{
  switch (step->unit)
    {
    case TACTUS_TIME_DAY:
      /* Translators: days below a chart, over the name of their month; see g_date_time_format() */
      return step->count == 1 ? _("%a %-d") : _("%-d");

    case TACTUS_TIME_MONTH:
      return "%b";

    case TACTUS_TIME_YEAR:
      return "%Y";

    case TACTUS_TIME_SECOND:
    case TACTUS_TIME_MINUTE:
    case TACTUS_TIME_HOUR:
    default:
      return clock_format (step->unit == TACTUS_TIME_SECOND, twelve_hours);
    }
}

char *
tactus_time_step_label (const TactusTimeStep *self,
                        gint64                when_us,
                        const TactusTimeStyle *clock)
{
  g_return_val_if_fail (self != NULL && clock != NULL, NULL);

  return format (when_us, clock->zone, label_format (self, clock->twelve_hours));
}

gboolean
tactus_time_step_get_context (const TactusTimeStep *self,
                              TactusTimeStep       *context)
{
  g_return_val_if_fail (self != NULL && context != NULL, FALSE);

  context->count = 1;
  switch (self->unit)
    {
    case TACTUS_TIME_DAY:
      context->unit = TACTUS_TIME_MONTH;
      return TRUE;

    case TACTUS_TIME_MONTH:
      context->unit = TACTUS_TIME_YEAR;
      return TRUE;

    case TACTUS_TIME_YEAR:
      return FALSE;

    case TACTUS_TIME_SECOND:
    case TACTUS_TIME_MINUTE:
    case TACTUS_TIME_HOUR:
    default:
      context->unit = TACTUS_TIME_DAY;
      return TRUE;
    }
}

static gboolean
is_same_year (gint64     a_us,
              gint64     b_us,
              GTimeZone *zone)
{
  g_autoptr(GDateTime) a = local_time (a_us, zone);
  g_autoptr(GDateTime) b = local_time (b_us, zone);

  return a && b && g_date_time_get_year (a) == g_date_time_get_year (b);
}

char *
tactus_time_step_label_context (const TactusTimeStep *self,
                                gint64                when_us,
                                gint64                now_us,
                                const TactusTimeStyle *clock)
{
  const char *how;

  g_return_val_if_fail (self != NULL && clock != NULL, NULL);

  if (self->unit == TACTUS_TIME_DAY && is_same_year (when_us, now_us, clock->zone))
    /* Translators: the day whose hours are above it, see g_date_time_format() */
    how = _("%a %-d %B");
  else if (self->unit == TACTUS_TIME_DAY)
    /* Translators: the day whose hours are above it, see g_date_time_format() */
    how = _("%-d %B %Y");
  else if (self->unit == TACTUS_TIME_MONTH)
    /* Translators: the month whose days are above it, see g_date_time_format() */
    how = _("%B %Y");
  else
    how = "%Y";
  return format (when_us, clock->zone, how);
}

char *
tactus_time_words (gint64             when_us,
                   gint64             now_us,
                   gboolean           seconds,
                   const TactusTimeStyle *clock)
{
  g_autofree char *time = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (clock != NULL, NULL);

  time = format (when_us, clock->zone, clock_format (seconds, clock->twelve_hours));
  if (tactus_time_day (when_us, clock->zone) == tactus_time_day (now_us, clock->zone))
    return g_steal_pointer (&time);

  date = format (when_us, clock->zone,
                 /* Translators: dates, see g_date_time_format() */
                 is_same_year (when_us, now_us, clock->zone) ? _("%a %-d %b") : _("%-d %b %Y"));
  /* Translators: a date and a time of day, such as "Tue 14 Nov, 13:05:20" */
  return g_strdup_printf (C_("date and time", "%s, %s"), date, time);
}
