/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "walk.h"

#include "past.h"
#include "stage.h"

#include "tactus-compare-page.h"
#include "tactus-day-page.h"
#include "tactus-doctor-dialog.h"
#include "tactus-help-topic.h"
#include "tactus-help-window.h"
#include "tactus-history-overview.h"
#include "tactus-preferences.h"
#include "tactus-session-page.h"
#include "tactus-settings.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,rssi=-48," \
               "tap=manual,fault=refuse-key"

static gboolean
has_content (Past *past)
{
  g_autofree char *page = NULL;

  g_object_get (tactus_history_page_get_page (past->page), "page", &page, NULL);

  return g_strcmp0 (page, "content") == 0;
}

/* Returns: seconds, as the action takes them */
static gint64
begin_of_day (Past   *past,
              gint64  session)
{
  g_autoptr(GPtrArray) sessions = past_list (past);

  for (guint i = 0; i < sessions->len; i++)
    if (tactus_session_get_id (sessions->pdata[i]) == session)
      {
        g_autoptr(GDateTime) begin = g_date_time_new_from_unix_local (
          tactus_session_get_begin_us (sessions->pdata[i]) / G_USEC_PER_SEC);
        g_autoptr(GDateTime) day = g_date_time_new_local (
          g_date_time_get_year (begin), g_date_time_get_month (begin),
          g_date_time_get_day_of_month (begin), 0, 0, 0);

        return g_date_time_to_unix (day);
      }

  g_assert_not_reached ();
}

void
walk_past (WalkVisit visit)
{
  Past *past = past_new (NULL);
  gint64 first, second;
  GtkWidget *page;

  WAIT_UNTIL (stage_shows (past->page, "Nothing Measured Yet"));
  visit (past->window, "empty history", WALK_LOOK);
  first = past_add (past, 30, 20, "Then", "With the old bicycle");
  second = past_add (past, 10, 50, "Now", NULL);
  past_mark (past, second, 14, "First interval");
  WAIT_UNTIL (past_count (past) == 2 && stage_shows (past->page, " bpm, average "));
  visit (past->window, "history", WALK_LOOK | WALK_KEYS);

  past_open (past, second);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  visit (past->window, "session", WALK_LOOK | WALK_KEYS);
  page = tactus_history_page_get_page (past->page);
  gtk_widget_activate_action (page, "history.compare", "(xx)", first, second);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_COMPARE_PAGE) && has_content (past));
  visit (past->window, "compare", WALK_LOOK | WALK_KEYS);
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_HISTORY_OVERVIEW));
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.open-day", "x",
                              begin_of_day (past, second));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_DAY_PAGE) && stage_shows (past->page, "Now"));
  visit (past->window, "day", WALK_LOOK | WALK_KEYS);

  past_free (past);
}

/* With everything open that there is to read. */
static void
expand (GtkWidget *root)
{
  if (TACTUS_IS_HELP_TOPIC (root))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (root), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    expand (child);
}

void
walk_windows (WalkVisit visit)
{
  g_autoptr(GSettings) settings = tactus_settings_new_in_memory ();
  Stage *stage = stage_new_with_settings (settings);
  TactusSimBand *sim = stage_add (stage, BAND_3);
  GtkWidget *dialog;

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  visit (stage->dialog, "failed", WALK_LOOK | WALK_KEYS);
  stage_click (stage->dialog, "Find Out Why");
  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)) && TACTUS_IS_DOCTOR_DIALOG (dialog));
  WAIT_UNTIL (!tactus_doctor_get_examining (
                tactus_doctor_dialog_get_doctor (TACTUS_DOCTOR_DIALOG (dialog))));
  visit (dialog, "doctor", WALK_LOOK | WALK_KEYS);
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = tactus_help_window_new (GTK_WINDOW (stage->window));
  gtk_window_present (GTK_WINDOW (dialog));
  visit (dialog, "help", WALK_KEYS);
  expand (dialog);
  visit (dialog, "help", WALK_LOOK);
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = tactus_preferences_new (GTK_WINDOW (stage->window), settings);
  gtk_window_present (GTK_WINDOW (dialog));
  visit (dialog, "preferences", WALK_LOOK | WALK_KEYS);
  gtk_window_destroy (GTK_WINDOW (dialog));

  stage_free (stage);
}
