/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-find.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-match.h"

#define SCAN_MS 10000

/* After the first match: time for another band of the same name, or for the rest of this one's
 * advertisement, to show up. */
#define SETTLE_MS 2000

typedef struct {
  TactusCtlProgram *program;
  TactusCtlNext next;
  GCancellable *enough; /* (owned): ends the scan */
  gulong chain_id;
  guint settle_id;
  gboolean may_miss; /* nothing found is no failure */
} Search;

static void
search_free (Search *search)
{
  g_cancellable_disconnect (tactus_ctl_program_get_cancellable (search->program), search->chain_id);
  g_clear_handle_id (&search->settle_id, g_source_remove);
  g_clear_object (&search->enough);
  g_free (search);
}

static void
add_matches (GPtrArray  *matches,
             GListModel *bands,
             const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (bands); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (bands, i);

      if (tactus_ctl_match (text, tactus_band_get_address (band), tactus_band_get_name (band)))
        g_ptr_array_add (matches, g_object_ref (band));
    }
}

static const char *
get_text (TactusCtlProgram *program)
{
  return tactus_ctl_program_get_options (program)->band;
}

static GPtrArray *
find_known (TactusCtlProgram *program)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func (g_object_unref);

  add_matches (matches, tactus_band_list_get_known (tactus_ctl_program_get_bands (program)),
               get_text (program));
  return matches;
}

static GPtrArray *
find_all (TactusCtlProgram *program)
{
  GPtrArray *matches = find_known (program);

  add_matches (matches, tactus_band_list_get_nearby (tactus_ctl_program_get_bands (program)),
               get_text (program));
  return matches;
}

static GError *
describe_matches (TactusCtlProgram *program,
                  GPtrArray        *matches)
{
  g_autoptr(GString) list = g_string_new (NULL);

  if (matches->len == 0)
    {
      /* Translators: what was typed for a band: its address, or a part of its name */
      g_autofree char *hint = g_strdup_printf (_("No band “%s” was found; “tactusctl list” shows "
                                                 "those that are."), get_text (program));

      tactus_ctl_program_add_hint (program, TACTUS_BAND_ERROR_OUT_OF_RANGE, hint);
      return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_OUT_OF_RANGE,
                          "No band “%s” was found", get_text (program));
    }

  for (guint i = 0; i < matches->len; i++)
    {
      TactusBand *band = g_ptr_array_index (matches, i);

      g_string_append_printf (list, "%s%s (%s)", i > 0 ? ", " : "",
                              tactus_band_get_address (band), tactus_band_get_name (band));
    }

  return g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                      /* Translators: the first is what was typed, the second a list of addresses
                       * and names */
                      _("“%s” could be several bands; use an address: %s"),
                      get_text (program), list->str);
}

/* Takes the only match, or ends the program. */
static void
take_match (TactusCtlProgram *program,
            GPtrArray        *matches,
            TactusCtlNext     next)
{
  if (matches->len != 1)
    {
      tactus_ctl_program_end (program, describe_matches (program, matches));
      return;
    }

  tactus_ctl_program_set_band (program, g_ptr_array_index (matches, 0));
  next (program);
}

/* ── scanning ── */

static gboolean
settled_cb (gpointer user_data)
{
  Search *search = user_data;

  search->settle_id = 0;
  g_cancellable_cancel (search->enough);
  return G_SOURCE_REMOVE;
}

static void
look (Search *search)
{
  g_autoptr(GPtrArray) matches = find_all (search->program);

  if (matches->len == 0)
    return;

  if (tactus_ctl_is_address (get_text (search->program)) &&
      tactus_band_get_model (g_ptr_array_index (matches, 0)))
    g_cancellable_cancel (search->enough);
  else if (!search->settle_id)
    search->settle_id = g_timeout_add (SETTLE_MS, settled_cb, search);
}

static void
nearby_changed_cb (GListModel *nearby,
                   guint       position,
                   guint       removed,
                   guint       added,
                   gpointer    user_data)
{
  look (user_data);
}

static void
use_matches (TactusCtlProgram *program,
             TactusCtlNext     next,
             gboolean          may_miss)
{
  g_autoptr(GPtrArray) matches = find_all (program);
  GError *error = NULL;

  /* When the time of --timeout went by without a sign of the band, that is the reason to tell. */
  if (g_cancellable_set_error_if_cancelled (tactus_ctl_program_get_cancellable (program), &error) &&
      (matches->len > 0 || !tactus_ctl_program_is_timed_out (program)))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  g_clear_error (&error);
  if (may_miss && matches->len == 0)
    next (program);
  else
    take_match (program, matches, next);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Search *search = user_data;
  TactusCtlProgram *program = search->program;
  TactusCtlNext next = search->next;
  gboolean may_miss = search->may_miss;
  GError *error = NULL;
  gboolean scanned;

  scanned = tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  g_signal_handlers_disconnect_by_data (
    tactus_band_list_get_nearby (tactus_ctl_program_get_bands (program)), search);
  search_free (search);

  if (!scanned)
    tactus_ctl_program_end (program, tactus_band_error_translate_service (error));
  else
    use_matches (program, next, may_miss);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Search *search = user_data;

  g_cancellable_cancel (search->enough);
}

static void
scan (TactusCtlProgram *program,
      TactusCtlNext     next,
      gboolean          may_miss)
{
  TactusBandList *bands = tactus_ctl_program_get_bands (program);
  Search *search = g_new0 (Search, 1);

  search->program = program;
  search->next = next;
  search->may_miss = may_miss;
  search->enough = g_cancellable_new ();

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("Looking for “%s”…"), get_text (program));
  g_signal_connect (tactus_band_list_get_nearby (bands), "items-changed",
                    G_CALLBACK (nearby_changed_cb), search);
  search->chain_id = g_cancellable_connect (tactus_ctl_program_get_cancellable (program),
                                            G_CALLBACK (cancelled_cb), search, NULL);
  tactus_bluez_client_scan_async (tactus_band_list_get_client (bands), SCAN_MS, search->enough,
                                  scanned_cb, search);
  look (search);
}

void
tactus_ctl_find_band (TactusCtlProgram *program,
                      TactusCtlNext     next)
{
  g_autoptr(GPtrArray) known = find_known (program);
  GError *problem = tactus_ctl_program_get_problem (program);

  if (problem)
    tactus_ctl_program_end (program, problem);
  else if (known->len > 0)
    take_match (program, known, next);
  else
    scan (program, next, FALSE);
}

void
tactus_ctl_look_for_band (TactusCtlProgram *program,
                          TactusCtlNext     next)
{
  g_autoptr(GPtrArray) known = find_known (program);

  if (known->len > 0)
    take_match (program, known, next);
  else
    scan (program, next, TRUE);
}

void
tactus_ctl_find_kept_band (TactusCtlProgram *program,
                           TactusCtlNext     next)
{
  g_autoptr(GPtrArray) known = find_known (program);

  if (known->len > 0)
    take_match (program, known, next);
  else
    tactus_ctl_find_band (program, next);
}

gboolean
tactus_ctl_is_seen (TactusCtlProgram *program)
{
  g_autoptr(GPtrArray) all = find_all (program);

  return all->len > 0;
}

void
tactus_ctl_find_known_band (TactusCtlProgram *program,
                            TactusCtlNext     next)
{
  g_autoptr(GPtrArray) known = find_known (program);
  g_autoptr(GPtrArray) all = find_all (program);

  take_match (program, known->len > 0 ? known : all, next);
}
