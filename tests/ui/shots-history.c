/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "shots-history.h"

#include <glib/gstdio.h>

#include "past.h"
#include "shot.h"

#include "tactus-compare-page.h"
#include "tactus-day-page.h"
#include "tactus-export-dialog.h"
#include "tactus-history-view.h"
#include "tactus-import-dialog.h"
#include "tactus-session-page.h"
#include "tactus-settings.h"

typedef struct {
  Past       *past;
  GSettings  *settings;
} Shots;

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
set_size (Shots *shots,
          int    width,
          int    height)
{
  gtk_window_set_default_size (GTK_WINDOW (shots->past->window), width, height);
  shot_linger (300);
}

static void
take (Shots      *shots,
      const char *name)
{
  shot_take (shots->past->window, name);
}

/* Every look of the page that is shown. */
static void
take_all (Shots      *shots,
          const char *name,
          int         height)
{
  g_autofree char *narrow = g_strconcat (name, "-360", NULL);
  g_autofree char *dark = g_strconcat (name, "-360-dark", NULL);
  g_autofree char *large = g_strconcat (name, "-360-large-text", NULL);
  g_autofree char *rtl = g_strconcat (name, "-360-rtl", NULL);
  g_autofree char *wide = g_strconcat (name, "-1200", NULL);

  set_size (shots, 360, height);
  take (shots, narrow);
  set_dark (TRUE);
  take (shots, dark);
  set_dark (FALSE);
  set_text_scale (1.5);
  take (shots, large);
  set_text_scale (1);
  set_size (shots, 360, height);
  shot_set_turned (TRUE);
  take (shots, rtl);
  shot_set_turned (FALSE);
  set_size (shots, 1200, 760);
  take (shots, wide);
  set_size (shots, 480, 760);
  take (shots, name);
}

static void
act (Shots      *shots,
     const char *action)
{
  gtk_widget_activate_action (tactus_history_page_get_page (shots->past->page), action, NULL);
}

/* Some weeks of somebody's life. */
static gint64
fill (Past *past)
{
  gint64 id;

  past_add (past, 24 * 40, 55, NULL, NULL);
  past_add (past, 24 * 21 + 3, 33, "Doctor’s waiting room", NULL);
  past_add (past, 24 * 9 + 5, 12, NULL, NULL);
  past_add (past, 24 * 8 + 1, 75, "Up the hill and down again, with the heavy old bicycle", NULL);
  past_add (past, 24 * 3 + 8, 25, NULL,
            "Slept badly. Two cups of coffee before breakfast, and late for the train.");
  past_add (past, 24 * 2, 2, NULL, NULL);
  past_add (past, 30, 42, "Morning run", "Felt strong until the bridge");
  id = past_add (past, 5, 48, "Interval training", "Four times four minutes.\nShoes too tight.");
  past_mark (past, id, 14, "First interval");
  past_mark (past, id, 31, "Out of breath");

  return id;
}

static void
take_lists (Shots *shots)
{
  WAIT_UNTIL (past_count (shots->past) == 8);
  take_all (shots, "history-sessions", 640);
  gtk_stack_set_visible_child_name (
    GTK_STACK (gtk_widget_get_ancestor (past_list_view (shots->past), GTK_TYPE_STACK)), "days");
  take_all (shots, "history-days", 640);
  gtk_stack_set_visible_child_name (
    GTK_STACK (gtk_widget_get_ancestor (past_list_view (shots->past), GTK_TYPE_STACK)), "sessions");
}

static void
take_search (Shots *shots)
{
  GtkWidget *entry;

  act (shots, "overview.search");
  WAIT_UNTIL ((entry = stage_find_type (shots->past->page, GTK_TYPE_SEARCH_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "run");
  take (shots, "history-search");
  gtk_editable_set_text (GTK_EDITABLE (entry), "submarine");
  take (shots, "history-nothing-found");
  set_size (shots, 360, 640);
  take (shots, "history-nothing-found-360");
  set_size (shots, 480, 760);
  act (shots, "overview.leave");
  WAIT_UNTIL (past_count (shots->past) == 8);
}

static void
take_selection (Shots *shots)
{
  GtkWidget *list;

  act (shots, "overview.select");
  list = stage_find_type (shots->past->page, GTK_TYPE_LIST_VIEW);
  gtk_widget_activate_action (list, "list.activate-item", "u", 1);
  gtk_widget_activate_action (list, "list.activate-item", "u", 3);
  take (shots, "history-select");
  set_size (shots, 360, 640);
  take (shots, "history-select-360");
  set_size (shots, 480, 760);
  act (shots, "overview.delete");
  WAIT_UNTIL (past_count (shots->past) == 6);
  take (shots, "history-deleted");
  act (shots, "history.undo");
  WAIT_UNTIL (past_count (shots->past) == 8);
}

static void
take_session (Shots  *shots,
              gint64  id)
{
  past_open (shots->past, id);
  WAIT_UNTIL (past_is_on (shots->past, TACTUS_TYPE_SESSION_PAGE));
  take_all (shots, "history-session", 640);
  set_size (shots, 360, 1700);
  take (shots, "history-session-360-whole");
  set_text_scale (1.5);
  set_size (shots, 360, 2400);
  take (shots, "history-session-360-whole-large-text");
  set_text_scale (1);
  set_size (shots, 480, 760);
}

static void
take_day (Shots *shots)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (g_get_real_time () / G_USEC_PER_SEC -
                                                               5 * 3600);
  g_autoptr(GDateTime) day = g_date_time_new_local (g_date_time_get_year (then),
                                                    g_date_time_get_month (then),
                                                    g_date_time_get_day_of_month (then), 0, 0, 0);

  gtk_widget_activate_action (tactus_history_page_get_page (shots->past->page), "history.open-day",
                              "x", g_date_time_to_unix (day));
  WAIT_UNTIL (past_is_on (shots->past, TACTUS_TYPE_DAY_PAGE));
  take_all (shots, "history-day", 640);
  act (shots, "history.back");
}

static void
take_comparison (Shots *shots)
{
  g_autoptr(GPtrArray) sessions = past_list (shots->past);
  GtkWidget *chooser;

  act (shots, "session.compare");
  WAIT_UNTIL ((chooser = stage_find_toplevel (shots->past->window)));
  shot_take (chooser, "history-chooser");
  gtk_window_close (GTK_WINDOW (chooser));
  WAIT_UNTIL (stage_find_toplevel (shots->past->window) == NULL);

  gtk_widget_activate_action (tactus_history_page_get_page (shots->past->page), "history.compare",
                              "(xx)", tactus_session_get_id (g_ptr_array_index (sessions, 1)),
                              tactus_session_get_id (g_ptr_array_index (sessions, 0)));
  WAIT_UNTIL (past_is_on (shots->past, TACTUS_TYPE_COMPARE_PAGE));
  take_all (shots, "history-compare", 640);
  act (shots, "history.back");
}

static void
take_export (Shots *shots)
{
  g_autoptr(GFile) nowhere = g_file_new_for_path ("/nowhere/at/all.csv");
  GtkWidget *dialog;

  act (shots, "session.export");
  WAIT_UNTIL ((dialog = stage_find_toplevel (shots->past->window)));
  shot_take (dialog, "history-export");
  adw_combo_row_set_selected (ADW_COMBO_ROW (stage_find_type (dialog, ADW_TYPE_COMBO_ROW)), 1);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);
  shot_take (dialog, "history-export-range-360");
  tactus_export_dialog_export_to (TACTUS_EXPORT_DIALOG (dialog), nowhere);
  WAIT_UNTIL (stage_shows (dialog, "Nothing was exported"));
  shot_take (dialog, "history-export-failed-360");
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (shots->past->window) == NULL);
}

static const char damaged[] =
  "time,bpm,state,rr_ms,source,band,session,title,note\n"
  "2026-05-03T07:12:00.000+02:00,,begin,,measured,C8:0F:10:3A:00:03,1,Hill,\n"
  "2026-05-03T07:12:01.000+02:00,72,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "yesterday,73,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "2026-05-03T07:12:03.000+02:00,fast,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "2026-05-03T07:12:03.000+02:00,74,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "2026-05-03T07:12:04.000+02:00,,end,,measured,C8:0F:10:3A:00:03,1,,\n";

static gboolean
is_on_page (GtkWidget  *dialog,
            const char *page)
{
  g_autofree char *shown = NULL;

  g_object_get (dialog, "page", &shown, NULL);
  return g_strcmp0 (shown, page) == 0;
}

static void
take_import_of (Shots      *shots,
                const char *contents,
                const char *page,
                const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "heart-rates.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *narrow = g_strconcat (name, "-360", NULL);
  GtkWidget *dialog;

  g_file_set_contents (path, contents, -1, NULL);
  tactus_history_page_import (shots->past->page, file);
  WAIT_UNTIL ((dialog = stage_find_toplevel (shots->past->window)));
  WAIT_UNTIL (is_on_page (dialog, page));
  shot_take (dialog, name);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);
  shot_take (dialog, narrow);
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (shots->past->window) == NULL);
  g_unlink (path);
}

static Shots *
shots_new (const char *path)
{
  Shots *shots = g_new0 (Shots, 1);

  shots->past = past_new (path);
  shots->settings = tactus_settings_new ();
  g_settings_set_int (shots->settings, TACTUS_SETTING_BIRTH_YEAR, 1984);
  past_show (shots->past, shots->settings, NULL);

  return shots;
}

static void
shots_free (Shots *shots)
{
  past_free (shots->past);
  g_settings_reset (shots->settings, TACTUS_SETTING_BIRTH_YEAR);
  g_object_unref (shots->settings);
  g_free (shots);
}

static void
take_nothing (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "no-history", NULL);
  Shots *shots = shots_new (NULL);

  take (shots, "history-empty");
  set_size (shots, 360, 640);
  take (shots, "history-empty-360");
  past_open (shots->past, past_add (shots->past, 3, 30, NULL, NULL));
  g_settings_reset (shots->settings, TACTUS_SETTING_BIRTH_YEAR);
  WAIT_UNTIL (past_is_on (shots->past, TACTUS_TYPE_SESSION_PAGE));
  set_size (shots, 360, 1300);
  take (shots, "history-session-no-zones-360");
  shots_free (shots);

  g_mkdir (path, 0700);
  shots = shots_new (path);
  take (shots, "history-error");
  set_size (shots, 360, 640);
  take (shots, "history-error-360");
  shots_free (shots);
  g_rmdir (path);
}

void
shots_take_history (void)
{
  Shots *shots = shots_new (NULL);
  gint64 id = fill (shots->past);

  take_lists (shots);
  take_search (shots);
  take_selection (shots);
  take_day (shots);
  take_session (shots, id);
  take_comparison (shots);
  take_export (shots);
  take_import_of (shots, damaged, "report", "history-import");
  take_import_of (shots, "Dear diary\n", "failed", "history-import-failed");
  shots_free (shots);
  take_nothing ();
}
