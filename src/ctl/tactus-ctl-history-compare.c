/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-person.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-spark.h"
#include "tactus-ctl-table.h"
#include "tactus-ctl-terminal.h"

#define N_SIDES 2
#define N_SPARK 24

/* What it is, both sides, and how far they are apart. */
#define N_CELLS (1 + N_SIDES + 1)

typedef struct {
  TactusCtlProgram *program;
  TactusSession *sessions[N_SIDES]; /* (owned) */
  TactusDigest *digests[N_SIDES];   /* (owned) (nullable) */
  guint index;                      /* of the one that is counted */
  TactusZones zones;
  TactusCtlTerminal terminal;
} Comparison;

static void
comparison_free (Comparison *comparison)
{
  for (guint i = 0; i < N_SIDES; i++)
    {
      g_clear_object (&comparison->sessions[i]);
      g_clear_pointer (&comparison->digests[i], tactus_digest_free);
    }
  g_free (comparison);
}

/* ── the lines of the table ── */

/* Returns: (transfer full): what stands on one side */
typedef char *(*Describe) (Comparison *comparison,
                           guint       side);

static const TactusStatistics *
get_statistics (Comparison *comparison,
                guint       side)
{
  return &comparison->digests[side]->statistics;
}

static char *
describe_id (Comparison *comparison,
             guint       side)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          tactus_session_get_id (comparison->sessions[side]));
}

static char *
describe_title (Comparison *comparison,
                guint       side)
{
  return g_strdup (tactus_session_get_title (comparison->sessions[side]));
}

static char *
describe_band (Comparison *comparison,
               guint       side)
{
  return g_strdup (tactus_ctl_session_get_name (comparison->sessions[side]));
}

static char *
describe_begin (Comparison *comparison,
                guint       side)
{
  return tactus_ctl_us_to_local (tactus_session_get_begin_us (comparison->sessions[side]), TRUE);
}

static char *
describe_duration (Comparison *comparison,
                   guint       side)
{
  TactusSession *session = comparison->sessions[side];

  return tactus_ctl_duration_to_text (tactus_session_get_end_us (session) -
                                      tactus_session_get_begin_us (session));
}

static char *
describe_known (Comparison *comparison,
                guint       side)
{
  return tactus_ctl_duration_to_text (get_statistics (comparison, side)->covered_us);
}

static char *
describe_shape (Comparison *comparison,
                guint       side)
{
  const TactusDigest *digest = comparison->digests[side];

  return tactus_ctl_spark_draw (digest->columns, digest->n_columns);
}

/* ── the numbers of the table ── */

/* Returns: bpm; 0: not known */
typedef guint (*Measure) (const TactusStatistics *statistics);

static guint
get_lowest (const TactusStatistics *statistics)
{
  return statistics->summary.minimum;
}

static guint
get_average (const TactusStatistics *statistics)
{
  return (guint) (statistics->summary.mean + 0.5);
}

static guint
get_highest (const TactusStatistics *statistics)
{
  return statistics->summary.maximum;
}

static guint
get_resting (const TactusStatistics *statistics)
{
  return statistics->resting;
}

static const struct {
  const char *title;
  Measure measure;
} numbers[] = {
  { N_("Lowest"), get_lowest },
  { N_("Average"), get_average },
  { N_("Highest"), get_highest },
  { N_("Resting"), get_resting },
};

static const struct {
  const char *title;
  Describe describe;
} lines[] = {
  { N_("ID"), describe_id },
  { N_("Title"), describe_title },
  { N_("Band"), describe_band },
  { N_("Begin"), describe_begin },
  { N_("Duration"), describe_duration },
  { N_("Known"), describe_known },
};

/* ── what is printed ── */

static char *
describe_number (Comparison *comparison,
                 guint       number)
{
  if (number == 0)
    return g_strdup (comparison->terminal.unicode ? "–" : "-");

  return g_strdup_printf ("%u", number);
}

static void
add_number (Comparison     *comparison,
            TactusCtlTable *table,
            const char     *title,
            Measure         measure)
{
  guint left = measure (get_statistics (comparison, 0));
  guint right = measure (get_statistics (comparison, 1));
  g_autofree char *left_text = describe_number (comparison, left);
  g_autofree char *right_text = describe_number (comparison, right);
  g_autofree char *difference = left > 0 && right > 0
    ? g_strdup_printf ("%+d", (int) right - (int) left) : g_strdup ("");
  const char *cells[N_CELLS] = { title, left_text, right_text, difference };

  tactus_ctl_table_add (table, cells);
}

static void
add_line (Comparison     *comparison,
          TactusCtlTable *table,
          const char     *title,
          Describe        describe)
{
  g_autofree char *left = describe (comparison, 0);
  g_autofree char *right = describe (comparison, 1);
  const char *cells[N_CELLS] = { title, left, right, "" };

  if (*left || *right)
    tactus_ctl_table_add (table, cells);
}

static void
add_zones (Comparison     *comparison,
           TactusCtlTable *table)
{
  for (guint i = 1; i <= TACTUS_N_ZONES && comparison->zones.maximum > 0; i++)
    {
      g_autofree char *title = g_strdup_printf (_("Zone %u"), i);
      g_autofree char *left = tactus_ctl_duration_to_text
        (get_statistics (comparison, 0)->zone_us[i]);
      g_autofree char *right = tactus_ctl_duration_to_text
        (get_statistics (comparison, 1)->zone_us[i]);
      const char *cells[N_CELLS] = { title, left, right, "" };

      tactus_ctl_table_add (table, cells);
    }
}

static void
print_text (Comparison *comparison)
{
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (N_CELLS);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    add_line (comparison, table, _(lines[i].title), lines[i].describe);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_number (comparison, table, _(numbers[i].title), numbers[i].measure);
  add_zones (comparison, table);
  if (comparison->terminal.unicode)
    add_line (comparison, table, "", describe_shape);

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (tactus_ctl_program_get_printer (comparison->program), text);
}

static void
print_objects (Comparison *comparison)
{
  for (guint i = 0; i < N_SIDES; i++)
    {
      JsonObject *object = tactus_ctl_json_session (comparison->sessions[i]);

      tactus_ctl_json_statistics (object, get_statistics (comparison, i), &comparison->zones);
      tactus_ctl_printer_object (tactus_ctl_program_get_printer (comparison->program), object);
    }
}

/* ── what is asked for ── */

static void count_next (Comparison    *comparison,
                        TactusHistory *history);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Comparison *comparison = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  GError *error = NULL;

  comparison->digests[comparison->index] = tactus_history_digest_finish (history, result, &error);
  if (!comparison->digests[comparison->index])
    {
      tactus_ctl_program_end (comparison->program, error);
      return;
    }

  comparison->index++;
  count_next (comparison, history);
}

static void
count_next (Comparison    *comparison,
            TactusHistory *history)
{
  TactusHistoryQuery query = { 0 };

  if (comparison->index == N_SIDES)
    {
      if (tactus_ctl_printer_is_json (tactus_ctl_program_get_printer (comparison->program)))
        print_objects (comparison);
      else
        print_text (comparison);
      tactus_ctl_program_finish (comparison->program);
      return;
    }

  query.session = tactus_session_get_id (comparison->sessions[comparison->index]);
  tactus_history_digest_async (history, &query, &comparison->zones, N_SPARK,
                               tactus_ctl_program_get_cancellable (comparison->program),
                               counted_cb, comparison);
}

static void
found (TactusCtlProgram *program,
       TactusHistory    *history,
       GPtrArray        *sessions)
{
  Comparison *comparison = g_new0 (Comparison, 1);

  comparison->program = program;
  comparison->zones = tactus_ctl_person_get_zones (tactus_ctl_program_get_options (program));
  tactus_ctl_terminal_look (&comparison->terminal);
  for (guint i = 0; i < N_SIDES; i++)
    comparison->sessions[i] = g_object_ref (g_ptr_array_index (sessions, i));
  tactus_ctl_program_own (program, comparison, (GDestroyNotify) comparison_free);

  count_next (comparison, history);
}

void
tactus_ctl_history_compare (TactusCtlProgram *program,
                            TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, N_SIDES, found);
}
