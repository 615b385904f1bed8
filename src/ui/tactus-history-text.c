/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "tactus-live-text.h"
#include "tactus-locale.h"
#include "tactus-text.h"

#define SECOND  ((gint64) G_USEC_PER_SEC)
#define MINUTE  (60 * SECOND)

/* An open session whose last reading is older than this was not ended: its program was. */
#define LIVE_US (2 * MINUTE)

/* Until these hours. */
#define NIGHT_END     5
#define MORNING_END   12
#define AFTERNOON_END 18
#define EVENING_END   22

static GDateTime *
session_time (TactusSession *session,
              gint64         when_us)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (tactus_session_get_zone_s (session));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (when_us / G_USEC_PER_SEC);

  /* Years that no calendar has can only come out of a file. */
  return utc ? g_date_time_to_timezone (utc, zone) : g_date_time_new_from_unix_utc (0);
}

static gboolean
is_this_year (GDateTime *day,
              gint64     now_us)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);

  return g_date_time_get_year (now) == g_date_time_get_year (day);
}

static char *
short_date (GDateTime *day,
            gint64     now_us)
{
  if (is_this_year (day, now_us))
    /* Translators: weekday, day and month as g_date_time_format() takes it */
    return g_date_time_format (day, _("%a %-d %b"));

  /* Translators: day, month and year as g_date_time_format() takes it */
  return g_date_time_format (day, _("%-d %b %Y"));
}

char *
tactus_history_text_date (GDateTime *day,
                          gint64     now_us)
{
  if (is_this_year (day, now_us))
    /* Translators: weekday, day and month as g_date_time_format() takes it */
    return g_date_time_format (day, _("%A, %-d %B"));

  /* Translators: weekday, day, month and year as g_date_time_format() takes it */
  return g_date_time_format (day, _("%A, %-d %B %Y"));
}

static const char *
part_of_day (int hour)
{
  if (hour < NIGHT_END)
    /* Translators: %s is a date: "3 May" */
    return _("Night of %s");
  if (hour < MORNING_END)
    /* Translators: %s is a date: "3 May" */
    return _("Morning of %s");
  if (hour < AFTERNOON_END)
    /* Translators: %s is a date: "3 May" */
    return _("Afternoon of %s");
  if (hour < EVENING_END)
    /* Translators: %s is a date: "3 May" */
    return _("Evening of %s");

  /* Translators: %s is a date: "3 May" */
  return _("Night of %s");
}

static char *
made_up_title (GDateTime *begin,
               gint64     now_us)
{
  /* Translators: day and month, and the year where it is another one than this, as
   * g_date_time_format() takes it */
  const char *format = is_this_year (begin, now_us) ? _("%-d %B") : _("%-d %B %Y");
  g_autofree char *date = g_date_time_format (begin, format);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (part_of_day (g_date_time_get_hour (begin)), date);
#pragma GCC diagnostic pop
}

char *
tactus_history_text_title (TactusSession *session,
                           gint64         now_us)
{
  g_autoptr(GDateTime) begin = NULL;
  const char *title = tactus_session_get_title (session);

  if (title && *title)
    return g_strdup (title);

  begin = session_time (session, tactus_session_get_begin_us (session));
  return made_up_title (begin, now_us);
}

static gint64
duration_of (TactusSession *session)
{
  return MAX (tactus_session_get_end_us (session) - tactus_session_get_begin_us (session), 0);
}

char *
tactus_history_text_when (TactusSession *session,
                          gint64         now_us)
{
  g_autoptr(GDateTime) begin = session_time (session, tactus_session_get_begin_us (session));
  g_autofree char *date = short_date (begin, now_us);
  g_autofree char *time = tactus_history_text_clock (begin, FALSE);
  g_autofree char *duration = tactus_text_span (duration_of (session));

  if (tactus_history_text_is_live (session, now_us))
    /* Translators: a date, a time of the day; a session that has not ended yet */
    return g_strdup_printf (_("%s, %s · going on now"), date, time);

  /* Translators: a date, a time of the day, how long it lasted */
  return g_strdup_printf (_("%s, %s · %s"), date, time, duration);
}

char *
tactus_history_text_span (TactusSession *session,
                          gint64         now_us)
{
  g_autoptr(GDateTime) begin = session_time (session, tactus_session_get_begin_us (session));
  g_autoptr(GDateTime) end = session_time (session, tactus_session_get_end_us (session));
  g_autofree char *date = short_date (begin, now_us);
  g_autofree char *from = tactus_history_text_clock (begin, FALSE);
  g_autofree char *to = tactus_history_text_clock (end, FALSE);

  if (tactus_history_text_is_live (session, now_us))
    /* Translators: a date, a time of the day */
    return g_strdup_printf (_("%s, since %s"), date, from);

  /* Translators: a date, and the times of the day of begin and end */
  return g_strdup_printf (_("%s, %s–%s"), date, from, to);
}

char *
tactus_history_text_clock (GDateTime *when,
                           gboolean   seconds)
{
  if (tactus_locale_get_twelve_hours ())
    /* Translators: a time of the day with AM or PM, as g_date_time_format() takes it */
    return g_date_time_format (when, seconds ? _("%-I:%M:%S %p") : _("%-I:%M %p"));

  /* Translators: a time of the day, 24 hours, as g_date_time_format() takes it */
  return g_date_time_format (when, seconds ? _("%H:%M:%S") : _("%H:%M"));
}

char *
tactus_history_text_moment (GDateTime *when)
{
  /* Translators: day, month and year as g_date_time_format() takes it */
  g_autofree char *date = g_date_time_format (when, _("%-d %b %Y"));
  g_autofree char *clock = tactus_history_text_clock (when, FALSE);

  /* Translators: a date and a time of day, such as "14 Nov 2026, 13:05" */
  return g_strdup_printf (C_("date and time", "%s, %s"), date, clock);
}

/* Days from 1 January of the year 1, so that two of them can be subtracted. */
static int
day_number (GDateTime *day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (day),
                  (GDateMonth) g_date_time_get_month (day), (GDateYear) g_date_time_get_year (day));

  return (int) g_date_get_julian (&date);
}

char *
tactus_history_text_day (GDateTime *day,
                         gint64     now_us)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  int ago = day_number (now) - day_number (day);

  if (ago == 0)
    return g_strdup (_("Today"));
  if (ago == 1)
    return g_strdup (_("Yesterday"));

  return tactus_history_text_date (day, now_us);
}

char *
tactus_history_text_summary (const TactusSummary *summary)
{
  if (summary->count == 0)
    return g_strdup (_("No pulse received"));
  if (summary->minimum == summary->maximum)
    return tactus_text_printf (_("%u bpm"), summary->minimum);

  /* Translators: lowest, highest and average heart rate, beats per minute */
  return tactus_text_printf (_("%u–%u bpm, average %u"), summary->minimum, summary->maximum,
                             (guint) lround (summary->mean));
}

char *
tactus_history_text_measured (const TactusStatistics *statistics)
{
  g_autofree char *measured = tactus_text_span (statistics->covered_us);

  if (statistics->summary.count == 0)
    return g_strdup ("");
  if (statistics->resting == 0)
    /* Translators: %s is a duration */
    return tactus_text_printf (_("%s measured"), measured);

  /* Translators: resting heart rate, beats per minute; a duration */
  return tactus_text_printf (_("Resting %u bpm · %s measured"), statistics->resting, measured);
}

const char *
tactus_history_text_source (TactusSource source)
{
  switch (source)
    {
    case TACTUS_SOURCE_ONCE:
      return _("Measured once");
    case TACTUS_SOURCE_LISTENED:
      return _("Listened");
    case TACTUS_SOURCE_RECORDED:
      return _("Recorded by the band");
    case TACTUS_SOURCE_IMPORTED:
      return _("Imported");
    case TACTUS_SOURCE_MEASURED:
    default:
      return _("Measured");
    }
}

const char *
tactus_history_text_source_icon (TactusSource source)
{
  switch (source)
    {
    case TACTUS_SOURCE_ONCE:
      return "media-record-symbolic";
    case TACTUS_SOURCE_LISTENED:
      return "tactus-signal-4-symbolic";
    case TACTUS_SOURCE_RECORDED:
      return "tactus-band-symbolic";
    case TACTUS_SOURCE_IMPORTED:
      return "document-open-symbolic";
    case TACTUS_SOURCE_MEASURED:
    default:
      return "tactus-heart-symbolic";
    }
}

char *
tactus_history_text_details (TactusSession *session)
{
  const char *name = tactus_session_get_band_name (session);
  const char *source = tactus_history_text_source (tactus_session_get_source (session));

  if (name == NULL || *name == '\0')
    return g_strdup (source);

  /* Translators: a band's name; how it was measured */
  return g_strdup_printf (_("%s · %s"), name, source);
}

gboolean
tactus_history_text_is_live (TactusSession *session,
                             gint64         now_us)
{
  return tactus_session_get_open (session) &&
         ABS (now_us - tactus_session_get_end_us (session)) < LIVE_US;
}

char *
tactus_history_text_first_line (const char *note)
{
  g_auto(GStrv) lines = g_strsplit (note, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (*g_strstrip (lines[i]))
      return g_strdup (lines[i]);

  return g_strdup ("");
}

char *
tactus_history_text_zone (guint zone)
{
  if (zone == 0)
    return g_strdup (_("Below all zones"));

  /* Translators: number and name of a zone of effort */
  return g_strdup_printf (_("Zone %u · %s"), zone, tactus_text_zone (zone));
}

char *
tactus_history_text_zone_range (const TactusZones *zones,
                                guint              zone)
{
  g_autofree char *range = tactus_text_zone_range (zones, zone);

  /* Translators: %s is a range of heart rates: "112–129", "from 168", "below 94" */
  return tactus_text_printf (_("%s bpm"), range);
}

char *
tactus_history_text_share (gint64 part_us,
                           gint64 whole_us)
{
  g_autofree char *duration = tactus_text_span (part_us);
  double share = whole_us > 0 ? (double) part_us / whole_us : 0;

  /* Translators: a duration, and how much of the whole it is */
  return tactus_text_printf (_("%s (%u %%)"), duration, (guint) lround (share * 100));
}

char *
tactus_history_text_bpm (guint bpm)
{
  return bpm ? tactus_text_bpm_with_unit (bpm) : g_strdup ("–");
}

char *
tactus_history_text_difference (guint first_bpm,
                                guint second_bpm)
{
  if (first_bpm == 0 || second_bpm == 0)
    return g_strdup ("");
  if (first_bpm == second_bpm)
    return g_strdup (C_("heart rate", "the same"));
  if (second_bpm > first_bpm)
    /* Translators: of a heart rate, beside another one */
    return tactus_text_printf (_("%u bpm higher"), second_bpm - first_bpm);

  /* Translators: of a heart rate, beside another one */
  return tactus_text_printf (_("%u bpm lower"), first_bpm - second_bpm);
}

char *
tactus_history_text_time_difference (gint64 first_us,
                                     gint64 second_us)
{
  g_autofree char *duration = tactus_text_span (ABS (second_us - first_us));

  if (ABS (second_us - first_us) < SECOND)
    return g_strdup (C_("duration", "the same"));
  if (second_us > first_us)
    /* Translators: %s is a duration: "12 min longer" */
    return g_strdup_printf (_("%s longer"), duration);

  /* Translators: %s is a duration: "12 min shorter" */
  return g_strdup_printf (_("%s shorter"), duration);
}

char *
tactus_history_text_deleted (guint n_sessions)
{
  if (n_sessions == 1)
    return g_strdup (_("Session deleted"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session deleted",
                                       "%u sessions deleted", n_sessions), n_sessions);
}

char *
tactus_history_text_selected (guint n_sessions)
{
  if (n_sessions == 0)
    return g_strdup (_("Select Sessions"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", n_sessions),
                          n_sessions);
}

const char *
tactus_history_text_error_title (const GError *error)
{
  if (g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY))
    return _("The History Is in Use");
  if (g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_FULL))
    return _("The Disk Is Full");
  if (g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_TOO_NEW))
    return _("The History Is From a Newer Version");

  return _("The History Cannot Be Read");
}

const char *
tactus_history_text_error (const GError *error)
{
  if (error->domain != TACTUS_DATABASE_ERROR)
    return _("Reading the history failed. Nothing is lost; try again.");

  switch ((TactusDatabaseError) error->code)
    {
    case TACTUS_DATABASE_ERROR_BUSY:
      return _("Another program works with it just now. Nothing is lost; try again in a moment.");
    case TACTUS_DATABASE_ERROR_FULL:
      return _("There is no room left on the disk. Delete something there, then try again.");
    case TACTUS_DATABASE_ERROR_CORRUPT:
      return _("Its file is damaged. It is kept beside the new one that takes its place; try "
               "again.");
    case TACTUS_DATABASE_ERROR_TOO_NEW:
      return _("A newer version of Tactus has changed it. Update this one to see it; nothing is "
               "lost.");
    case TACTUS_DATABASE_ERROR_NOT_ALLOWED:
      return _("Its file or folder belongs to somebody else or may not be changed. Allow reading "
               "and writing the folder “tactus” among your application data, then try again.");
    case TACTUS_DATABASE_ERROR_NO_SESSION:
      return _("The session is gone; it was deleted elsewhere.");
    case TACTUS_DATABASE_ERROR_FAILED:
    default:
      return _("Reading its file failed. Is the disk in order? Nothing was changed; try again.");
    }
}
