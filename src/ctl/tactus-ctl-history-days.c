/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-person.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-spark.h"
#include "tactus-ctl-store.h"
#include "tactus-ctl-table.h"
#include "tactus-ctl-terminal.h"

#define N_SPARK 12
#define N_CELLS (6 + TACTUS_N_ZONES + 1)

typedef struct {
  TactusCtlProgram *program;
  TactusHistoryQuery query; /* of all days */
  char *band;               /* (owned) (nullable): of the query */
  GPtrArray *sessions;      /* (owned) (nullable) (element-type TactusSession): of all days */
  GPtrArray *days;          /* (owned) (nullable) (element-type GDateTime): midnights */
  guint index;              /* of the day that is counted */
  TactusCtlTable *table;    /* (owned) */
  TactusZones zones;
  TactusCtlTerminal terminal;
  gboolean more;
} Calendar;

typedef struct {
  gint64 begin_us;
  gint64 end_us;
} Day;

static void
calendar_free (Calendar *calendar)
{
  g_clear_pointer (&calendar->sessions, g_ptr_array_unref);
  g_clear_pointer (&calendar->days, g_ptr_array_unref);
  g_clear_pointer (&calendar->table, tactus_ctl_table_free);
  g_free (calendar->band);
  g_free (calendar);
}

/* From midnight to midnight, which twice a year is not 24 hours. */
static Day
get_day (Calendar *calendar)
{
  GDateTime *midnight = g_ptr_array_index (calendar->days, calendar->index);
  g_autoptr(GDateTime) next = tactus_history_next_day (midnight);

  return (Day) {
    .begin_us = g_date_time_to_unix (midnight) * G_USEC_PER_SEC,
    .end_us = next ? g_date_time_to_unix (next) * G_USEC_PER_SEC : G_MAXINT64,
  };
}

static guint
count_sessions (Calendar  *calendar,
                const Day *day)
{
  guint n = 0;

  for (guint i = 0; i < calendar->sessions->len; i++)
    {
      TactusSession *session = g_ptr_array_index (calendar->sessions, i);

      n += tactus_session_get_begin_us (session) < day->end_us &&
           tactus_session_get_end_us (session) >= day->begin_us;
    }

  return n;
}

/* ── a line ── */

static char *
describe_zone (Calendar               *calendar,
               const TactusStatistics *statistics,
               guint                   zone)
{
  return calendar->zones.maximum > 0 ? tactus_ctl_duration_to_text (statistics->zone_us[zone])
                                     : g_strdup ("");
}

static void
add_row (Calendar           *calendar,
         const TactusDigest *digest,
         guint               n_sessions)
{
  const TactusStatistics *statistics = &digest->statistics;
  gboolean unicode = calendar->terminal.unicode;
  GDateTime *midnight = g_ptr_array_index (calendar->days, calendar->index);
  g_autofree char *day = tactus_ctl_day_to_text (midnight);
  g_autofree char *count = g_strdup_printf ("%u", n_sessions);
  g_autofree char *known = tactus_ctl_duration_to_text (statistics->covered_us);
  g_autofree char *pulse = tactus_ctl_summary_to_text (&statistics->summary, unicode,
                                                       _("no pulse"));
  g_autofree char *resting = statistics->resting > 0
    ? g_strdup_printf ("%u", statistics->resting) : g_strdup (unicode ? "–" : "-");
  g_autofree char *spark = unicode
    ? tactus_ctl_spark_draw (digest->columns, digest->n_columns) : g_strdup ("");
  g_auto(GStrv) zones = g_new0 (char *, TACTUS_N_ZONES + 1);
  const char *cells[N_CELLS] = { day, count, known, resting, pulse, spark };

  for (guint i = 0; i < TACTUS_N_ZONES; i++)
    {
      zones[i] = describe_zone (calendar, statistics, i + 1);
      cells[6 + i] = zones[i];
    }
  cells[N_CELLS - 1] = "";
  tactus_ctl_table_add (calendar->table, cells);
}

static void
print_object (Calendar           *calendar,
              const TactusDigest *digest,
              guint               n_sessions)
{
  JsonObject *object = json_object_new ();
  GDateTime *midnight = g_ptr_array_index (calendar->days, calendar->index);
  g_autofree char *date = tactus_ctl_day_to_text (midnight);

  json_object_set_string_member (object, "date", date);
  json_object_set_int_member (object, "sessions", n_sessions);
  tactus_ctl_json_statistics (object, &digest->statistics, &calendar->zones);
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (calendar->program), object);
}

static void
add_titles (Calendar *calendar)
{
  g_auto(GStrv) zones = g_new0 (char *, TACTUS_N_ZONES + 1);
  const char *titles[N_CELLS] = {
    _("Day"), _("Sessions"),
    /* Translators: for how long the pulse of a day is known */
    _("Known"),
    /* Translators: the pulse at rest */
    _("Resting"),
    _("Pulse"), "",
  };

  for (guint i = 0; i < TACTUS_N_ZONES; i++)
    {
      /* Translators: zone of effort, 1 to 5 */
      zones[i] = calendar->zones.maximum > 0 ? g_strdup_printf (_("Zone %u"), i + 1)
                                             : g_strdup ("");
      titles[6 + i] = zones[i];
    }
  titles[N_CELLS - 1] = "";
  tactus_ctl_table_add (calendar->table, titles);
}

/* ── as wide as the terminal ── */

/* What gives way to zones that somebody asks for, the least of it first. */
static const guint spare[] = { 5, 1, 3 };

static gboolean
fits (Calendar *calendar)
{
  return !calendar->terminal.live ||
         tactus_ctl_table_get_width (calendar->table) <= calendar->terminal.columns;
}

static void
leave_out_zones (Calendar *calendar)
{
  for (guint i = 0; i < G_N_ELEMENTS (spare); i++)
    tactus_ctl_table_show (calendar->table, spare[i], TRUE);
  for (guint i = 0; i < TACTUS_N_ZONES; i++)
    tactus_ctl_table_show (calendar->table, 6 + i, FALSE);

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (calendar->program),
                               _("A wider terminal or --json shows the time in zones, too."));
}

/* A number that is cut in half is worse than one that is not there. */
static void
fit (Calendar *calendar)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (calendar->program);
  gboolean asked = options->age > 0 || options->max_rate > 0;

  if (calendar->zones.maximum == 0 || calendar->days->len == 0 || options->json)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (spare) && asked && !fits (calendar); i++)
    tactus_ctl_table_show (calendar->table, spare[i], FALSE);
  if (!fits (calendar))
    leave_out_zones (calendar);
}

/* ── one after the other ── */

static void
finish (Calendar *calendar)
{
  g_autofree char *text = NULL;

  fit (calendar);
  text = tactus_ctl_table_to_text_within
    (calendar->table, calendar->terminal.live ? calendar->terminal.columns : G_MAXUINT);
  if (calendar->days->len == 0)
    {
      tactus_ctl_history_say_nothing (calendar->program);
    }
  else
    {
      tactus_ctl_printer_text (tactus_ctl_program_get_printer (calendar->program), text);
      tactus_ctl_history_say_zones (calendar->program, &calendar->zones);
    }
  if (calendar->more)
    tactus_ctl_history_say_more (calendar->program);
  tactus_ctl_program_finish (calendar->program);
}

static void count_next (Calendar      *calendar,
                        TactusHistory *history);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Calendar *calendar = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  GError *error = NULL;
  g_autoptr(TactusDigest) digest = tactus_history_digest_finish (history, result, &error);
  Day day;

  if (!digest)
    {
      tactus_ctl_program_end (calendar->program, error);
      return;
    }

  day = get_day (calendar);
  if (tactus_ctl_printer_is_json (tactus_ctl_program_get_printer (calendar->program)))
    print_object (calendar, digest, count_sessions (calendar, &day));
  else
    add_row (calendar, digest, count_sessions (calendar, &day));

  calendar->index++;
  count_next (calendar, history);
}

/* Of a day at whose border the asked time begins or ends, that part. */
static void
count_next (Calendar      *calendar,
            TactusHistory *history)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (calendar->program);
  TactusHistoryQuery query = calendar->query;
  Day day;

  if (calendar->index == calendar->days->len || !tactus_ctl_printer_check (printer, NULL))
    {
      finish (calendar);
      return;
    }

  day = get_day (calendar);
  query.from_us = query.from_us != 0 ? MAX (day.begin_us, query.from_us) : day.begin_us;
  query.to_us = query.to_us != 0 ? MIN (day.end_us, query.to_us) : day.end_us;
  tactus_history_digest_async (history, &query, &calendar->zones, N_SPARK,
                               tactus_ctl_program_get_cancellable (calendar->program), counted_cb,
                               calendar);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Calendar *calendar = user_data;
  GError *error = NULL;

  calendar->sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);
  if (calendar->sessions)
    count_next (calendar, TACTUS_HISTORY (source));
  else
    tactus_ctl_program_end (calendar->program, error);
}

static void
days_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Calendar *calendar = user_data;
  guint limit = (guint) tactus_ctl_program_get_options (calendar->program)->limit;
  TactusHistory *history = TACTUS_HISTORY (source);
  GError *error = NULL;

  calendar->days = tactus_history_days_finish (history, result, &error);
  if (!calendar->days)
    {
      tactus_ctl_program_end (calendar->program, error);
      return;
    }

  calendar->more = limit > 0 && calendar->days->len > limit;
  if (calendar->more)
    g_ptr_array_set_size (calendar->days, (int) limit);
  tactus_history_list_async (history, &calendar->query,
                             tactus_ctl_program_get_cancellable (calendar->program), listed_cb,
                             calendar);
}

static void
chosen (TactusCtlProgram *program,
        TactusHistory    *history,
        const char       *band)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  Calendar *calendar = g_new0 (Calendar, 1);

  tactus_ctl_terminal_look (&calendar->terminal);
  calendar->program = program;
  calendar->band = g_strdup (band);
  calendar->table = tactus_ctl_table_new (N_CELLS);
  calendar->zones = tactus_ctl_person_get_zones (options);
  add_titles (calendar);
  tactus_ctl_program_own (program, calendar, (GDestroyNotify) calendar_free);

  calendar->query = (TactusHistoryQuery) { .band = calendar->band, .text = options->search };
  tactus_ctl_store_set_times (options, &calendar->query);
  tactus_history_days_async (history, &calendar->query,
                             tactus_ctl_program_get_cancellable (program), days_cb, calendar);
}

void
tactus_ctl_history_days (TactusCtlProgram *program,
                         TactusHistory    *history)
{
  tactus_ctl_choose_band (program, history, chosen);
}
