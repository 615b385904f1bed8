/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-look.h"

#include "tactus-history-merge.h"
#include "tactus-history-rows.h"

static int
compare_markers (gconstpointer one,
                 gconstpointer two)
{
  const TactusMarker *const *a = one;
  const TactusMarker *const *b = two;

  return ((*a)->when_us > (*b)->when_us) - ((*a)->when_us < (*b)->when_us);
}

static GPtrArray *
load_markers (TactusDatabaseFile        *file,
              GPtrArray                 *sessions,
              const TactusHistoryQuery  *query,
              GError                   **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);

  for (guint i = 0; i < sessions->len; i++)
    {
      TactusSession *session = g_ptr_array_index (sessions, i);
      GPtrArray *markers;

      markers = tactus_history_list_markers (file, tactus_session_get_id (session), query, error);
      if (!markers)
        return NULL;
      g_ptr_array_extend_and_steal (all, markers);
    }
  g_ptr_array_sort (all, compare_markers);

  return g_steal_pointer (&all);
}

gboolean
tactus_history_load_readings (TactusDatabaseFile        *file,
                              const TactusHistoryQuery  *query,
                              TactusSeries             **readings,
                              GPtrArray                **markers,
                              GError                   **error)
{
  g_autoptr(TactusHistoryMerge) merge = tactus_history_merge_new (file, query, error);
  g_autoptr(TactusSeries) series = NULL;
  gboolean has_reading;

  if (!merge)
    return FALSE;

  series = tactus_series_new_with_gap (tactus_history_merge_get_gap_us (merge));
  do
    {
      TactusReading reading;
      const guint16 *rr;
      guint n_rr;

      if (!tactus_history_merge_next (merge, &has_reading, &reading, &rr, &n_rr, error))
        return FALSE;
      if (has_reading)
        tactus_series_append_with_rr (series, &reading, rr, n_rr);
    }
  while (has_reading);

  *markers = load_markers (file, tactus_history_merge_get_sessions (merge), query, error);
  if (!*markers)
    return FALSE;

  *readings = g_steal_pointer (&series);

  return TRUE;
}
