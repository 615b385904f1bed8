/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-session.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-json.h"

/* Returns: (nullable): %NULL beyond the calendar */
static GDateTime *
to_date_time (gint64     when_us,
              GTimeZone *zone)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (when_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) whole = seconds ? g_date_time_add (seconds, when_us % G_USEC_PER_SEC) : NULL;

  return whole ? g_date_time_to_timezone (whole, zone) : NULL;
}

char *
tactus_ctl_us_to_text (gint64 when_us,
                       int    zone_s)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (zone_s);
  g_autoptr(GDateTime) when = to_date_time (when_us, zone);

  return when ? tactus_ctl_time_to_text (when) : g_strdup ("");
}

char *
tactus_ctl_us_to_local (gint64   when_us,
                        gboolean seconds)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GDateTime) when = to_date_time (when_us, here);
  g_autofree char *day = when ? tactus_ctl_day_to_text (when) : NULL;
  g_autofree char *time = when ? g_date_time_format (when, seconds ? "%H:%M:%S" : "%H:%M") : NULL;

  return when ? g_strdup_printf ("%s %s", day, time) : g_strdup ("");
}

gint64
tactus_ctl_duration_to_seconds (gint64 duration_us)
{
  return (duration_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
}

char *
tactus_ctl_duration_to_text (gint64 duration_us)
{
  gint64 seconds = tactus_ctl_duration_to_seconds (duration_us);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600,
                          (int) (seconds / 60 % 60), (int) (seconds % 60));
}

const char *
tactus_ctl_source_to_text (TactusSource source)
{
  switch (source)
    {
    case TACTUS_SOURCE_MEASURED:
      /* Translators: how readings came: over a connection, as they were measured */
      return _("measured");
    case TACTUS_SOURCE_ONCE:
      /* Translators: how a reading came: one measurement that was asked for */
      return _("once");
    case TACTUS_SOURCE_LISTENED:
      /* Translators: how readings came: out of what a band tells everybody */
      return _("listened");
    case TACTUS_SOURCE_RECORDED:
      /* Translators: how readings came: recorded by the band itself */
      return _("recorded");
    case TACTUS_SOURCE_IMPORTED:
      /* Translators: how readings came: from a file */
      return _("imported");
    default:
      return "";
    }
}

static int
to_bpm (double mean)
{
  return (int) (mean + 0.5);
}

char *
tactus_ctl_summary_to_text (const TactusSummary *summary,
                            gboolean             unicode,
                            const char          *none)
{
  const char *dash = unicode ? "–" : "-";

  if (summary->count == 0)
    return g_strdup (none);

  return g_strdup_printf ("%u%s%d%s%u", summary->minimum, dash, to_bpm (summary->mean), dash,
                          summary->maximum);
}

const char *
tactus_ctl_session_get_name (TactusSession *session)
{
  const char *name = tactus_session_get_band_name (session);

  return name && *name ? name : tactus_session_get_band (session);
}

/* ── for scripts ── */

static void
set_time (JsonObject *object,
          const char *name,
          gint64      when_us,
          int         zone_s)
{
  g_autofree char *text = tactus_ctl_us_to_text (when_us, zone_s);

  json_object_set_string_member (object, name, text);
}

JsonObject *
tactus_ctl_json_session (TactusSession *session)
{
  JsonObject *object = json_object_new ();
  gint64 begin_us = tactus_session_get_begin_us (session);
  gint64 end_us = tactus_session_get_end_us (session);
  int zone_s = tactus_session_get_zone_s (session);

  json_object_set_int_member (object, "id", tactus_session_get_id (session));
  set_time (object, "begin", begin_us, zone_s);
  set_time (object, "end", end_us, zone_s);
  json_object_set_boolean_member (object, "open", tactus_session_get_open (session));
  json_object_set_int_member (object, "duration_s",
                              tactus_ctl_duration_to_seconds (end_us - begin_us));
  json_object_set_string_member (object, "band", tactus_session_get_band (session));
  tactus_ctl_json_set_text (object, "band_name", tactus_session_get_band_name (session));
  json_object_set_string_member (object, "source",
                                 tactus_source_to_name (tactus_session_get_source (session)));
  json_object_set_string_member (object, "title", tactus_session_get_title (session));
  json_object_set_string_member (object, "note", tactus_session_get_note (session));

  return object;
}

static void
set_zones (JsonObject             *object,
           const TactusStatistics *statistics,
           const TactusZones      *zones)
{
  JsonArray *seconds;

  if (zones->maximum == 0)
    {
      json_object_set_null_member (object, "zones_s");
      return;
    }

  seconds = json_array_new ();
  for (guint i = 0; i <= TACTUS_N_ZONES; i++)
    json_array_add_int_element (seconds, tactus_ctl_duration_to_seconds (statistics->zone_us[i]));
  json_object_set_array_member (object, "zones_s", seconds);
}

void
tactus_ctl_json_statistics (JsonObject             *object,
                            const TactusStatistics *statistics,
                            const TactusZones      *zones)
{
  const TactusSummary *summary = &statistics->summary;
  gboolean any = summary->count > 0;

  json_object_set_int_member (object, "pulses", summary->count);
  tactus_ctl_json_set_known (object, "lowest", any, summary->minimum);
  tactus_ctl_json_set_known (object, "average", any, to_bpm (summary->mean));
  tactus_ctl_json_set_known (object, "highest", any, summary->maximum);
  tactus_ctl_json_set_known (object, "resting", statistics->resting > 0, statistics->resting);
  json_object_set_int_member (object, "known_s",
                              tactus_ctl_duration_to_seconds (statistics->covered_us));
  tactus_ctl_json_set_known (object, "maximum_rate", zones->maximum > 0, zones->maximum);
  set_zones (object, statistics, zones);
}

JsonObject *
tactus_ctl_json_marker (const TactusMarker *marker,
                        int                 zone_s)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", marker->id);
  set_time (object, "time", marker->when_us, zone_s);
  json_object_set_string_member (object, "text", marker->text);
  return object;
}
