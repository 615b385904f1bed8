/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ctl-past.h"

/* 2026-03-01T08:00:00+01:00 */
#define MORNING_US (G_GINT64_CONSTANT (1772348400) * G_USEC_PER_SEC)
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define SECOND_US ((gint64) G_USEC_PER_SEC)

char *
ctl_past_path (CtlRig *rig)
{
  return g_build_filename (rig->dir, "tactus", "history.sqlite", NULL);
}

static void
append (TactusSeries      *series,
        gint64             when_us,
        TactusReadingKind  kind,
        guint              bpm)
{
  TactusReading reading = { when_us, kind, (guint16) bpm };

  tactus_series_append (series, &reading);
}

typedef struct {
  gboolean done;
  GError *error;
} Added;

static gboolean
is_added (gpointer data)
{
  return ((Added *) data)->done;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Added *added = user_data;
  gboolean was_new = FALSE;

  tactus_history_add_finish (TACTUS_HISTORY (source), result, &was_new, &added->error);
  g_assert_no_error (added->error);
  g_assert_true (was_new);
  added->done = TRUE;
}

static void
add (TactusHistory *history,
     TactusSession *session,
     TactusSeries  *series,
     GPtrArray     *markers)
{
  Added added = { 0 };

  tactus_history_add_async (history, session, series, markers, NULL, added_cb, &added);
  ctl_wait_until (is_added, &added, "a session to be kept");
}

static TactusSession *
new_session (const char *band,
             const char *name,
             gint64      begin_us,
             gint64      end_us)
{
  TactusSession *session = tactus_session_new (band, name, TACTUS_SOURCE_MEASURED, begin_us);

  tactus_session_set_end_us (session, end_us);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_zone_s (session, 3600);
  return session;
}

static void
add_morning (TactusHistory *history)
{
  g_autoptr(TactusSession) session = new_session (CTL_BAND_A, "Mi Band 3", MORNING_US,
                                                  MORNING_US + 600 * SECOND_US);
  g_autoptr(GPtrArray) markers = g_ptr_array_new_with_free_func
    ((GDestroyNotify) tactus_marker_free);
  TactusSeries *series = tactus_series_new ();

  tactus_session_set_title (session, "Morning");
  tactus_session_set_note (session, "slept well\nsecond, \"line\"");
  g_ptr_array_add (markers, tactus_marker_new (MORNING_US + 300 * SECOND_US, "first coffee"));
  for (guint i = 0; i <= 600; i++)
    {
      if (i < 100 || i >= 200)
        append (series, MORNING_US + i * SECOND_US, TACTUS_READING_PULSE, 60 + i % 21);
      else if (i == 100)
        append (series, MORNING_US + i * SECOND_US, TACTUS_READING_NO_CONTACT, 0);
    }
  add (history, session, series, markers);
}

static void
add_run (TactusHistory *history)
{
  gint64 begin_us = MORNING_US + DAY_US + 2 * HOUR_US;
  g_autoptr(TactusSession) session = new_session (CTL_BAND_B, "Mi Band 5", begin_us,
                                                  begin_us + 300 * SECOND_US);
  TactusSeries *series = tactus_series_new ();

  for (guint i = 0; i <= 300; i++)
    append (series, begin_us + i * SECOND_US, TACTUS_READING_PULSE, 150);
  add (history, session, series, NULL);
}

static void
add_nothing (TactusHistory *history)
{
  gint64 begin_us = MORNING_US + DAY_US + 12 * HOUR_US;
  g_autoptr(TactusSession) session = new_session (CTL_BAND_A, "Mi Band 3", begin_us,
                                                  begin_us + 60 * SECOND_US);
  TactusSeries *series = tactus_series_new ();

  for (guint i = 0; i <= 60; i += 5)
    append (series, begin_us + i * SECOND_US, TACTUS_READING_NO_VALUE, 0);
  add (history, session, series, NULL);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Added *added = user_data;
  g_autoptr(GPtrArray) sessions = NULL;

  sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &added->error);
  g_assert_no_error (added->error);
  added->done = TRUE;
}

/* The first number of a history is drawn by lot; tests would rather know it. */
static void
count_from_one (TactusHistory *history,
                const char    *path)
{
  TactusHistoryQuery query = { 0 };
  Added made = { 0 };
  sqlite3 *database = NULL;

  tactus_history_list_async (history, &query, NULL, listed_cb, &made);
  ctl_wait_until (is_added, &made, "the tables");
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "UPDATE sqlite_sequence SET seq = 0", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (database), >, 0);
  sqlite3_close (database);
}

void
ctl_past_fill (CtlRig *rig)
{
  g_autofree char *path = ctl_past_path (rig);
  g_autoptr(TactusHistory) history = tactus_history_new (path);

  count_from_one (history, path);
  add_morning (history);
  add_run (history);
  add_nothing (history);
}

void
ctl_past_add_long (CtlRig *rig,
                   guint   n_readings)
{
  g_autofree char *path = ctl_past_path (rig);
  g_autoptr(TactusHistory) history = tactus_history_new (path);
  gint64 begin_us = MORNING_US - 30 * DAY_US;
  g_autoptr(TactusSession) session = new_session (CTL_BAND_A, "Mi Band 3", begin_us,
                                                  begin_us + n_readings * SECOND_US);
  TactusSeries *series = tactus_series_new ();

  for (guint i = 0; i < n_readings; i++)
    append (series, begin_us + i * SECOND_US, TACTUS_READING_PULSE, 60 + i / 10 % 90);
  add (history, session, series, NULL);
}

/* ── recorded ── */

static void
minutes_added_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Added *added = user_data;

  tactus_activity_store_add_finish (TACTUS_ACTIVITY_STORE (source), result, NULL, &added->error);
  g_assert_no_error (added->error);
  added->done = TRUE;
}

void
ctl_past_add_minutes (CtlRig *rig,
                      guint   n_minutes)
{
  g_autofree char *path = ctl_past_path (rig);
  g_autoptr(TactusHistory) history = tactus_history_new (path);
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, sizeof (TactusActivityRow));
  gint64 from = (MORNING_US + 4 * DAY_US + 4 * HOUR_US) / SECOND_US;
  Added added = { 0 };

  for (guint i = 0; i < n_minutes; i++)
    {
      TactusActivityRow row = { .time = from + i * 60, .zone_quarters = 4, .steps = 5 };

      row.heart_rate = i % 2 == 0 ? 70 : 0;
      g_array_append_val (rows, row);
    }

  tactus_activity_store_add_async (tactus_history_get_activity_store (history), CTL_BAND_A, rows,
                                   NULL, minutes_added_cb, &added);
  ctl_wait_until (is_added, &added, "minutes to be kept");
}
