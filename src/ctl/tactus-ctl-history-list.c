/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-match.h"
#include "tactus-ctl-person.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-spark.h"
#include "tactus-ctl-store.h"
#include "tactus-ctl-table.h"
#include "tactus-ctl-terminal.h"

#define N_CELLS 8
#define N_SPARK 10

/* On less than that a title has no room beside an address and a source. */
#define WIDE_COLUMNS 100
#define SOURCE_CELL 4

/* One session after the other is counted, so that none needs to be in memory. */
typedef struct {
  TactusCtlProgram *program;
  GPtrArray *sessions;      /* (owned) (nullable) (element-type TactusSession) */
  guint index;              /* of the one that is counted */
  TactusCtlTable *table;    /* (owned) */
  TactusZones zones;
  TactusCtlTerminal terminal;
  gboolean more;
} Listing;

static void
listing_free (Listing *listing)
{
  g_clear_pointer (&listing->sessions, g_ptr_array_unref);
  g_clear_pointer (&listing->table, tactus_ctl_table_free);
  g_free (listing);
}

/* ── a line ── */

/* Its title, else how its note begins. */
static char *
get_words (TactusSession *session)
{
  const char *title = tactus_session_get_title (session);
  const char *note = tactus_session_get_note (session);

  return *title ? g_strdup (title) : g_strndup (note, strcspn (note, "\n"));
}

static gboolean
is_narrow (Listing *listing)
{
  return listing->terminal.live && listing->terminal.columns < WIDE_COLUMNS;
}

/* Where there is little room, of an address as much as tells bands apart. */
static char *
get_band (Listing       *listing,
          TactusSession *session)
{
  const char *name = tactus_ctl_session_get_name (session);
  gsize length = strlen (name);

  if (!is_narrow (listing) || !tactus_ctl_is_address (name) || length < 5)
    return g_strdup (name);

  return g_strconcat (listing->terminal.unicode ? "…" : "", name + length - 5, NULL);
}

static void
add_row (Listing            *listing,
         TactusSession      *session,
         const TactusDigest *digest)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, tactus_session_get_id (session));
  g_autofree char *begin = tactus_ctl_us_to_local (tactus_session_get_begin_us (session), FALSE);
  g_autofree char *duration = tactus_ctl_duration_to_text
    (tactus_session_get_end_us (session) - tactus_session_get_begin_us (session));
  g_autofree char *pulse = tactus_ctl_summary_to_text (&digest->statistics.summary,
                                                       listing->terminal.unicode, _("no pulse"));
  g_autofree char *spark = listing->terminal.unicode
    ? tactus_ctl_spark_draw (digest->columns, digest->n_columns) : g_strdup ("");
  g_autofree char *band = get_band (listing, session);
  g_autofree char *words = get_words (session);
  const char *cells[N_CELLS] = {
    id,
    begin,
    duration,
    band,
    tactus_ctl_source_to_text (tactus_session_get_source (session)),
    pulse,
    spark,
    words,
  };

  tactus_ctl_table_add (listing->table, cells);
}

static void
print_object (Listing            *listing,
              TactusSession      *session,
              const TactusDigest *digest)
{
  JsonObject *object = tactus_ctl_json_session (session);

  tactus_ctl_json_statistics (object, &digest->statistics, &listing->zones);
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (listing->program), object);
}

static void
add_titles (Listing *listing)
{
  const char *titles[N_CELLS] = {
    /* Translators: the number of a session, as short as can be */
    _("ID"), _("Begin"), _("Duration"), _("Band"), _("Source"),
    /* Translators: lowest, average and highest pulse, over a column such as 62–74–91 */
    _("Pulse"), "",
    /* Translators: what a person called a session, or wrote about it */
    _("Title"),
  };

  tactus_ctl_table_add (listing->table, titles);
}

/* ── one after the other ── */

static void
finish (Listing *listing)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (listing->program);
  g_autofree char *text = NULL;

  tactus_ctl_table_show (listing->table, SOURCE_CELL, !is_narrow (listing));
  text = tactus_ctl_table_to_text_within
    (listing->table, listing->terminal.live ? listing->terminal.columns : G_MAXUINT);
  if (listing->sessions->len == 0)
    tactus_ctl_history_say_nothing (listing->program);
  else
    tactus_ctl_printer_text (printer, text);
  if (listing->more)
    tactus_ctl_history_say_more (listing->program);
  tactus_ctl_program_finish (listing->program);
}

static void count_next (Listing       *listing,
                        TactusHistory *history);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Listing *listing = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  TactusSession *session;
  GError *error = NULL;
  g_autoptr(TactusDigest) digest = tactus_history_digest_finish (history, result, &error);

  if (!digest)
    {
      tactus_ctl_program_end (listing->program, error);
      return;
    }

  session = g_ptr_array_index (listing->sessions, listing->index);
  if (tactus_ctl_printer_is_json (tactus_ctl_program_get_printer (listing->program)))
    print_object (listing, session, digest);
  else
    add_row (listing, session, digest);

  listing->index++;
  count_next (listing, history);
}

static void
count_next (Listing       *listing,
            TactusHistory *history)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (listing->program);
  TactusHistoryQuery query = { 0 };

  if (listing->index == listing->sessions->len || !tactus_ctl_printer_check (printer, NULL))
    {
      finish (listing);
      return;
    }

  query.session = tactus_session_get_id (g_ptr_array_index (listing->sessions, listing->index));
  tactus_history_digest_async (history, &query, &listing->zones, N_SPARK,
                               tactus_ctl_program_get_cancellable (listing->program), counted_cb,
                               listing);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Listing *listing = user_data;
  guint limit = (guint) tactus_ctl_program_get_options (listing->program)->limit;
  GError *error = NULL;

  listing->sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);
  if (!listing->sessions)
    {
      tactus_ctl_program_end (listing->program, error);
      return;
    }

  listing->more = limit > 0 && listing->sessions->len > limit;
  if (listing->more)
    g_ptr_array_set_size (listing->sessions, (int) limit);
  count_next (listing, TACTUS_HISTORY (source));
}

static void
chosen (TactusCtlProgram *program,
        TactusHistory    *history,
        const char       *band)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusHistoryQuery query = { .band = band, .text = options->search, .newest_first = TRUE };
  Listing *listing = g_new0 (Listing, 1);

  tactus_ctl_terminal_look (&listing->terminal);
  listing->program = program;
  listing->table = tactus_ctl_table_new (N_CELLS);
  listing->zones = tactus_ctl_person_get_zones (options);
  add_titles (listing);
  tactus_ctl_program_own (program, listing, (GDestroyNotify) listing_free);

  tactus_ctl_store_set_times (options, &query);
  /* One more, to know that there are more. */
  query.limit = options->limit > 0 ? (guint) options->limit + 1 : 0;
  tactus_history_list_async (history, &query, tactus_ctl_program_get_cancellable (program),
                             listed_cb, listing);
}

void
tactus_ctl_history_list (TactusCtlProgram *program,
                         TactusHistory    *history)
{
  tactus_ctl_choose_band (program, history, chosen);
}
