/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-chart.h"
#include "tactus-ctl-choose.h"
#include "tactus-ctl-person.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-table.h"
#include "tactus-ctl-terminal.h"

#define MAX_COLUMNS 120
#define N_ROWS 12

typedef struct {
  TactusCtlProgram *program;
  TactusSession *session; /* (owned) */
  TactusZones zones;
} Show;

static void
show_free (Show *show)
{
  g_clear_object (&show->session);
  g_free (show);
}

/* ── for people ── */

static void
add_line (TactusCtlTable *table,
          const char     *name,
          const char     *value)
{
  const char *cells[] = { name, value };

  tactus_ctl_table_add (table, cells);
}

static void
add_times (Show           *show,
           TactusCtlTable *table)
{
  gint64 begin_us = tactus_session_get_begin_us (show->session);
  gint64 end_us = tactus_session_get_end_us (show->session);
  g_autofree char *begin = tactus_ctl_us_to_local (begin_us, TRUE);
  g_autofree char *end = tactus_ctl_us_to_local (end_us, TRUE);
  g_autofree char *duration = tactus_ctl_duration_to_text (end_us - begin_us);
  /* Translators: when the last reading of a session came that was not ended */
  g_autofree char *open = g_strdup_printf (_("%s so far: it goes on, or was interrupted"), end);

  add_line (table, _("Begin"), begin);
  add_line (table, _("End"), tactus_session_get_open (show->session) ? open : end);
  add_line (table, _("Duration"), duration);
}

static void
add_counts (TactusCtlTable         *table,
            const TactusStatistics *statistics,
            gboolean                unicode)
{
  g_autofree char *pulse = tactus_ctl_summary_to_text (&statistics->summary, unicode,
                                                       _("no pulse"));
  g_autofree char *count = g_strdup_printf ("%u", statistics->summary.count);
  g_autofree char *known = tactus_ctl_duration_to_text (statistics->covered_us);
  g_autofree char *resting = g_strdup_printf ("%u", statistics->resting);

  add_line (table, _("Pulse"), pulse);
  if (statistics->resting > 0)
    add_line (table, _("Resting"), resting);
  /* Translators: how many values of a pulse there are */
  add_line (table, _("Pulses"), count);
  add_line (table, _("Known"), known);
}

static double
get_share (const TactusStatistics *statistics,
           guint                   zone)
{
  return statistics->covered_us > 0
         ? 100.0 * (double) statistics->zone_us[zone] / (double) statistics->covered_us : 0;
}

static void
add_below (Show                   *show,
           TactusCtlTable         *table,
           const TactusStatistics *statistics)
{
  g_autofree char *time = tactus_ctl_duration_to_text (statistics->zone_us[0]);
  /* Translators: time below all zones, and its share of all */
  g_autofree char *text = g_strdup_printf (_("%s  %.0f %%"), time, get_share (statistics, 0));

  if (show->zones.maximum > 0)
    add_line (table, _("Below zone 1"), text);
}

static void
add_zones (Show                   *show,
           TactusCtlTable         *table,
           const TactusStatistics *statistics)
{
  for (guint i = 1; i <= TACTUS_N_ZONES && show->zones.maximum > 0; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Zone %u"), i);
      g_autofree char *time = tactus_ctl_duration_to_text (statistics->zone_us[i]);
      /* Translators: time in a zone, its share of all, and the pulse that it begins with */
      g_autofree char *text = g_strdup_printf (_("%s  %.0f %%  from %u"), time,
                                               get_share (statistics, i),
                                               tactus_zones_get_lower (&show->zones, i));

      add_line (table, name, text);
    }
}

static void
print_summary (Show                   *show,
               const TactusStatistics *statistics,
               gboolean                unicode)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (show->program);
  TactusSession *session = show->session;
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, tactus_session_get_id (session));
  g_autofree char *band = g_strdup_printf ("%s (%s)", tactus_ctl_session_get_name (session),
                                           tactus_session_get_band (session));
  g_autofree char *text = NULL;

  add_line (table, _("ID"), id);
  if (*tactus_session_get_title (session))
    add_line (table, _("Title"), tactus_session_get_title (session));
  add_line (table, _("Band"), tactus_session_get_band_name (session)
                                ? band : tactus_session_get_band (session));
  add_line (table, _("Source"), tactus_ctl_source_to_text (tactus_session_get_source (session)));
  add_times (show, table);
  add_counts (table, statistics, unicode);
  add_below (show, table, statistics);
  add_zones (show, table, statistics);

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (printer, text);
}

static void
print_markers (Show      *show,
               GPtrArray *markers)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (show->program);
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (3);
  g_autofree char *text = NULL;

  if (markers->len == 0)
    return;

  for (guint i = 0; i < markers->len; i++)
    {
      const TactusMarker *marker = g_ptr_array_index (markers, i);
      g_autofree char *id = g_strdup_printf ("  %" G_GINT64_FORMAT, marker->id);
      g_autofree char *time = tactus_ctl_us_to_local (marker->when_us, TRUE);
      const char *cells[] = { id, time, marker->text };

      tactus_ctl_table_add (table, cells);
    }

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_line (printer, "\n%s", _("Markers:"));
  tactus_ctl_printer_text (printer, text);
}

/* Line by line: the lines are the person's, all else that could command a terminal is not. */
static void
print_note (Show *show)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (show->program);
  g_auto(GStrv) lines = g_strsplit (tactus_session_get_note (show->session), "\n", -1);

  if (!lines[0] || !*tactus_session_get_note (show->session))
    return;

  tactus_ctl_printer_line (printer, "\n%s", _("Note:"));
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *clean = tactus_ctl_text_clean (lines[i]);

      tactus_ctl_printer_line (printer, "%s%s", *clean ? "  " : "", clean);
    }
}

static void
print_chart (Show                    *show,
             TactusSeries            *series,
             const TactusCtlTerminal *terminal)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (show->program);
  TactusCtlChart chart = {
    .columns = MIN (terminal->columns - 1, MAX_COLUMNS),
    .rows = N_ROWS,
    .unicode = terminal->unicode,
    .colour = terminal->colour,
    .from_us = tactus_session_get_begin_us (show->session),
    .to_us = tactus_session_get_end_us (show->session) + 1,
  };
  g_autofree char *text = tactus_ctl_chart_draw (&chart, series);

  tactus_ctl_printer_line (printer, "%s", "");
  tactus_ctl_printer_text (printer, text);
}

static void
print_text (Show                   *show,
            TactusSeries           *series,
            GPtrArray              *markers,
            const TactusStatistics *statistics)
{
  TactusCtlTerminal terminal;

  tactus_ctl_terminal_look (&terminal);
  print_summary (show, statistics, terminal.unicode);
  print_markers (show, markers);
  print_note (show);
  if (statistics->summary.count > 0)
    {
      print_chart (show, series, &terminal);
      tactus_ctl_history_say_zones (show->program, &show->zones);
    }
}

/* ── for scripts ── */

static void
print_object (Show                   *show,
              GPtrArray              *markers,
              const TactusStatistics *statistics)
{
  JsonObject *object = tactus_ctl_json_session (show->session);
  JsonArray *array = json_array_new ();

  tactus_ctl_json_statistics (object, statistics, &show->zones);
  for (guint i = 0; i < markers->len; i++)
    json_array_add_object_element
      (array, tactus_ctl_json_marker (g_ptr_array_index (markers, i),
                                      tactus_session_get_zone_s (show->session)));
  json_object_set_array_member (object, "markers", array);
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (show->program), object);
}

/* ── what is asked for ── */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Show *show = user_data;
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  GError *error = NULL;
  TactusStatistics statistics;

  series = tactus_history_load_finish (TACTUS_HISTORY (source), result, &markers, &error);
  if (!series)
    {
      tactus_ctl_program_end (show->program, error);
      return;
    }

  tactus_statistics_of (series, G_MININT64, G_MAXINT64, &show->zones, &statistics);
  if (tactus_ctl_printer_is_json (tactus_ctl_program_get_printer (show->program)))
    print_object (show, markers, &statistics);
  else
    print_text (show, series, markers, &statistics);
  tactus_ctl_program_finish (show->program);
}

static void
found (TactusCtlProgram *program,
       TactusHistory    *history,
       GPtrArray        *sessions)
{
  Show *show = g_new0 (Show, 1);
  TactusHistoryQuery query = { 0 };

  show->program = program;
  show->session = g_object_ref (g_ptr_array_index (sessions, 0));
  show->zones = tactus_ctl_person_get_zones (tactus_ctl_program_get_options (program));
  tactus_ctl_program_own (program, show, (GDestroyNotify) show_free);

  query.session = tactus_session_get_id (show->session);
  tactus_history_load_async (history, &query, tactus_ctl_program_get_cancellable (program),
                             loaded_cb, show);
}

void
tactus_ctl_history_show (TactusCtlProgram *program,
                         TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, 1, found);
}
