/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-choose.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-memory.h"
#include "tactus-ctl-match.h"
#include "tactus-ctl-values.h"

/* ── a band ── */

typedef struct {
  TactusCtlProgram *program;
  TactusCtlChosen chosen;
  GHashTable *names; /* (owned): of the bands that are meant, by their addresses */
} Choice;

static void
choice_free (Choice *choice)
{
  g_hash_table_unref (choice->names);
  g_free (choice);
}

static const char *
get_text (Choice *choice)
{
  return tactus_ctl_program_get_options (choice->program)->band;
}

/* What a file calls the band it does not know is a name as well. */
static void
consider (Choice     *choice,
          const char *address,
          const char *name)
{
  const char *text = get_text (choice);

  if (tactus_ctl_match (text, address, name ? name : "") ||
      g_ascii_strcasecmp (text, address) == 0)
    g_hash_table_insert (choice->names, g_strdup (address), g_strdup (name ? name : address));
}

static void
consider_known (Choice *choice)
{
  g_autofree char *dir = tactus_band_list_get_default_dir ();
  g_autoptr(TactusBandMemory) memory = tactus_band_memory_new (dir);
  g_auto(GStrv) addresses = tactus_band_memory_get_addresses (memory);

  for (guint i = 0; addresses[i]; i++)
    {
      g_autofree char *name = tactus_band_memory_get_name (memory, addresses[i]);

      consider (choice, addresses[i], name);
    }
}

static char *
list_meant (Choice *choice)
{
  g_autoptr(GList) addresses = g_list_sort (g_hash_table_get_keys (choice->names),
                                            (GCompareFunc) g_strcmp0);
  g_autoptr(GString) list = g_string_new (NULL);

  for (GList *link = addresses; link; link = link->next)
    g_string_append_printf (list, "%s%s (%s)", list->len > 0 ? ", " : "",
                            (const char *) link->data,
                            (const char *) g_hash_table_lookup (choice->names, link->data));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
choose (Choice        *choice,
        TactusHistory *history)
{
  guint n_meant = g_hash_table_size (choice->names);
  g_autofree char *list = list_meant (choice);
  GHashTableIter iter;
  gpointer address;

  if (n_meant == 0)
    {
      tactus_ctl_program_fail (choice->program,
                               /* Translators: what was typed for a band */
                               _("No band “%s” is in the history; “tactusctl history” shows those "
                                 "that are."), get_text (choice));
      return;
    }
  if (n_meant > 1)
    {
      tactus_ctl_program_fail (choice->program,
                               _("“%s” could be several bands; use an address: %s"),
                               get_text (choice), list);
      return;
    }

  g_hash_table_iter_init (&iter, choice->names);
  g_hash_table_iter_next (&iter, &address, NULL);
  choice->chosen (choice->program, history, address);
}

static void
bands_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Choice *choice = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) sessions = NULL;

  sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);
  if (!sessions)
    {
      tactus_ctl_program_end (choice->program, error);
      return;
    }

  for (guint i = 0; i < sessions->len; i++)
    {
      TactusSession *session = g_ptr_array_index (sessions, i);

      consider (choice, tactus_session_get_band (session),
                tactus_session_get_band_name (session));
    }
  if (g_hash_table_size (choice->names) == 0)
    consider_known (choice);
  choose (choice, TACTUS_HISTORY (source));
}

void
tactus_ctl_choose_band (TactusCtlProgram *program,
                        TactusHistory    *history,
                        TactusCtlChosen   chosen)
{
  const char *text = tactus_ctl_program_get_options (program)->band;
  g_autofree char *address = text ? g_ascii_strup (text, -1) : NULL;
  TactusHistoryQuery all = { 0 };
  Choice *choice;

  if (!text || tactus_ctl_is_address (text))
    {
      chosen (program, history, address);
      return;
    }

  choice = g_new0 (Choice, 1);
  choice->program = program;
  choice->chosen = chosen;
  choice->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tactus_ctl_program_own (program, choice, (GDestroyNotify) choice_free);
  tactus_history_list_async (history, &all, tactus_ctl_program_get_cancellable (program),
                             bands_listed_cb, choice);
}

/* ── sessions ── */

typedef struct {
  TactusCtlProgram *program;
  TactusCtlSessionsFound found;
  GArray *ids;         /* (owned) (element-type gint64) */
  GPtrArray *sessions; /* (owned) (element-type TactusSession): found so far */
} Search;

static void
search_free (Search *search)
{
  g_array_unref (search->ids);
  g_ptr_array_unref (search->sessions);
  g_free (search);
}

void
tactus_ctl_end_unknown (TactusCtlProgram *program,
                        gint64            id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  tactus_ctl_program_fail (program,
                           /* Translators: the number of a session */
                           _("There is no session %s; “tactusctl history” shows those that "
                             "there are."), text);
}

static void search_next (Search        *search,
                         TactusHistory *history);

static void
session_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Search *search = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) sessions = NULL;

  sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);
  if (!sessions)
    {
      tactus_ctl_program_end (search->program, error);
    }
  else if (sessions->len == 0)
    {
      tactus_ctl_end_unknown (search->program,
                              g_array_index (search->ids, gint64, search->sessions->len));
    }
  else
    {
      g_ptr_array_add (search->sessions, g_object_ref (g_ptr_array_index (sessions, 0)));
      search_next (search, TACTUS_HISTORY (source));
    }
}

static void
search_next (Search        *search,
             TactusHistory *history)
{
  TactusHistoryQuery query = { 0 };

  if (search->sessions->len == search->ids->len)
    {
      search->found (search->program, history, search->sessions);
      return;
    }

  query.session = g_array_index (search->ids, gint64, search->sessions->len);
  tactus_history_list_async (history, &query,
                             tactus_ctl_program_get_cancellable (search->program),
                             session_found_cb, search);
}

GArray *
tactus_ctl_read_ids (TactusCtlProgram *program,
                     guint             n)
{
  char **words = tactus_ctl_program_get_options (program)->words;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 id;

      if (!tactus_ctl_read_id (words[i], &id, &error))
        {
          tactus_ctl_program_end (program, error);
          return NULL;
        }
      g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

void
tactus_ctl_find_sessions (TactusCtlProgram       *program,
                          TactusHistory          *history,
                          guint                   n,
                          TactusCtlSessionsFound  found)
{
  GArray *ids = tactus_ctl_read_ids (program, n);
  Search *search;

  if (!ids)
    return;

  search = g_new0 (Search, 1);
  search->program = program;
  search->found = found;
  search->ids = ids;
  search->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  tactus_ctl_program_own (program, search, (GDestroyNotify) search_free);
  search_next (search, history);
}
