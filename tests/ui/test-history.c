/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The page of the history, over a real database, as a person works it. */

#include "config.h"

#include "past.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tactus-chart.h"
#include "tactus-compare-page.h"
#include "tactus-day-page.h"
#include "tactus-export-dialog.h"
#include "tactus-history-overview.h"
#include "tactus-history-row.h"
#include "tactus-history-view.h"
#include "tactus-import-dialog.h"
#include "tactus-marker-row.h"
#include "tactus-period-view.h"
#include "tactus-session-page.h"
#include "tactus-sparkline.h"

static gboolean
is_on_page (GtkWidget  *widget,
            const char *name)
{
  g_autofree char *page = NULL;

  if (widget == NULL)
    return FALSE;

  g_object_get (widget, "page", &page, NULL);
  return g_str_equal (page, name);
}

static gboolean
shows (Past       *past,
       const char *text)
{
  return stage_shows (past->page, text);
}

static void
activate (Past       *past,
          const char *action)
{
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), action, NULL);
}

static TactusSession *
find (Past   *past,
      gint64  id)
{
  g_autoptr(GPtrArray) sessions = past_list (past);

  for (guint i = 0; i < sessions->len; i++)
    if (tactus_session_get_id (g_ptr_array_index (sessions, i)) == id)
      return g_object_ref (g_ptr_array_index (sessions, i));

  return NULL;
}

/* ── lists ── */

static void
test_empty (void)
{
  Past *past = past_new (NULL);

  WAIT_UNTIL (is_on_page (past_list_view (past), "empty"));
  g_assert_true (shows (past, "Nothing Measured Yet"));
  g_assert_true (stage_can_click (past->page, "Import…"));
  stage_check_names (past->page);

  past_free (past);
}

static gboolean
has_sparkline (Past *past)
{
  GListModel *model = tactus_history_view_get_model (TACTUS_HISTORY_VIEW (past_list_view (past)));
  g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, 0);

  return entry && tactus_history_entry_get_digest (entry);
}

static void
test_list (void)
{
  Past *past = past_new (NULL);
  g_autoptr(TactusHistoryEntry) first = NULL;
  GtkWidget *row, *item;

  past_add (past, 30, 20, NULL, NULL);
  past_add (past, 2, 42, "Up the hill", "\nAfter coffee\nand cake");
  WAIT_UNTIL (past_count (past) == 2);
  WAIT_UNTIL (has_sparkline (past));
  WAIT_UNTIL (shows (past, " bpm, average "));

  first = g_list_model_get_item (
    tactus_history_view_get_model (TACTUS_HISTORY_VIEW (past_list_view (past))), 0);
  g_assert_cmpstr (tactus_session_get_title (tactus_history_entry_get_session (first)), ==,
                   "Up the hill");
  g_assert_true (shows (past, "After coffee"));
  g_assert_false (shows (past, "and cake"));
  g_assert_true (shows (past, "42 min"));

  /* What a screen reader says of the row that the keyboard is on. */
  row = stage_find_type (past->page, TACTUS_TYPE_HISTORY_ROW);
  item = gtk_widget_get_parent (row);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, "Up the hill");
  gtk_test_accessible_assert_role (stage_find_type (row, TACTUS_TYPE_SPARKLINE),
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION);
  stage_check_names (past->page);

  past_free (past);
}

static void
test_days (void)
{
  Past *past = past_new (NULL);

  past_add (past, 24 * 5, 20, NULL, NULL);
  past_add (past, 24 * 3, 20, NULL, NULL);
  past_add (past, 24 * 3 + 1, 20, NULL, NULL);
  WAIT_UNTIL (past_count (past) == 3);
  stage_check_names (past->page);
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (past_list_view (past),
                                                                        GTK_TYPE_STACK)), "days");
  /* An hour earlier may be the day before. */
  WAIT_UNTIL (past_count (past) == 2 || past_count (past) == 3);
  WAIT_UNTIL (shows (past, " measured"));

  past_free (past);
}

static void
test_search (void)
{
  Past *past = past_new (NULL);
  gint64 marked = past_add (past, 50, 20, NULL, NULL);
  GtkWidget *entry;

  past_add (past, 40, 20, "Bicycle", NULL);
  past_add (past, 30, 20, NULL, "With the old bicycle");
  past_mark (past, marked, 3, "Bicycle fell over");
  past_add (past, 20, 20, "Swimming", NULL);
  WAIT_UNTIL (past_count (past) == 4);

  activate (past, "overview.search");
  WAIT_UNTIL ((entry = stage_find_type (past->page, GTK_TYPE_SEARCH_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "BICYCLE");
  WAIT_UNTIL (past_count (past) == 3);
  gtk_editable_set_text (GTK_EDITABLE (entry), "submarine");
  WAIT_UNTIL (is_on_page (past_list_view (past), "nothing-found"));
  g_assert_true (shows (past, "Nothing Found"));

  /* Escape ends the search first, and leaves the page then. */
  activate (past, "history.leave");
  WAIT_UNTIL (past_count (past) == 4);
  g_assert_cmpuint (past->n_closed, ==, 0);
  activate (past, "history.leave");
  g_assert_cmpuint (past->n_closed, ==, 1);

  past_free (past);
}

static void
test_band (void)
{
  Past *past = past_new (NULL);
  g_autoptr(TactusSession) other = tactus_session_new ("E1:57:0A:90:00:21", "Strap",
                                                       TACTUS_SOURCE_MEASURED,
                                                       g_get_real_time () - G_USEC_PER_SEC * 900);

  past_add (past, 5, 20, "Mine", NULL);
  tactus_session_set_end_us (other, g_get_real_time () - G_USEC_PER_SEC * 600);
  tactus_session_set_open (other, FALSE);
  past_add_session (past, other, 80, NULL);
  WAIT_UNTIL (past_count (past) == 2);

  past_show (past, NULL, "C8:0F:10:3A:00:03");
  WAIT_UNTIL (past_count (past) == 1);
  g_assert_true (shows (past, "Mine"));
  g_assert_true (shows (past, "Mi Band 3"));

  past_free (past);
}

/* A year of sessions: all of them listed, few of them looked at. */
static void
test_year (void)
{
  Past *past = past_new (NULL);
  guint n_loaded = 0;
  GListModel *model;

  past_show (past, NULL, "nobody");
  for (guint i = 0; i < 400; i++)
    past_add (past, 5 + i * 20, 1, NULL, NULL);
  past_show (past, NULL, NULL);
  WAIT_UNTIL (past_count (past) == 400);
  WAIT_UNTIL (has_sparkline (past));
  stage_linger (300);

  model = tactus_history_view_get_model (TACTUS_HISTORY_VIEW (past_list_view (past)));
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, i);

      n_loaded += tactus_history_entry_get_digest (entry) != NULL;
    }
  g_assert_cmpuint (n_loaded, >, 3);
  g_assert_cmpuint (n_loaded, <, 60);

  past_free (past);
}

/* ── a session ── */

static void
test_open (void)
{
  Past *past = past_new (NULL);
  gint64 old = past_add (past, 50, 30, "Older", NULL);
  gint64 id = past_add (past, 20, 30, "Newer", NULL);

  WAIT_UNTIL (past_count (past) == 2);
  /* As Enter on the row does. */
  gtk_widget_activate_action (stage_find_type (past->page, GTK_TYPE_LIST_VIEW),
                              "list.activate-item", "u", 0);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  g_assert_true (shows (past, "Newer"));
  g_assert_true (shows (past, "Resting"));
  g_assert_true (shows (past, "Mi Band 3 · Measured"));
  stage_check_names (past->page);
  g_assert_false (stage_can_click (past->page, "Later"));

  stage_click (past->page, "Earlier");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE) && shows (past, "Older"));
  WAIT_UNTIL (stage_can_click (past->page, "Later"));
  g_assert_false (stage_can_click (past->page, "Earlier"));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_HISTORY_OVERVIEW));
  /* The keyboard is in the list again. */
  WAIT_UNTIL (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (past->window)),
                                      past_list_view (past)));
  g_assert_cmpint (old, !=, id);

  past_free (past);
}

static GtkTextBuffer *
get_note (Past *past)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (stage_find (past->page, GTK_TYPE_TEXT_VIEW,
                                                              "Note")));
}

static gboolean
has_note (Past       *past,
          gint64      id,
          const char *note)
{
  g_autoptr(TactusSession) session = find (past, id);

  return g_str_equal (tactus_session_get_note (session), note);
}

/* Written, not confirmed, and the page left. */
static void
test_note (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 30, NULL, NULL);

  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  gtk_text_buffer_set_text (get_note (past), "Slept badly", -1);
  stage_click (past->page, "Back");
  WAIT_UNTIL (has_note (past, id, "Slept badly"));
  WAIT_UNTIL (shows (past, "Slept badly"));

  /* What somebody else writes does not overwrite what is being written. */
  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  gtk_text_buffer_set_text (get_note (past), "Slept very badly", -1);
  past_add (past, 10, 5, NULL, NULL);
  stage_linger (400);
  stage_click (past->page, "Back");
  WAIT_UNTIL (has_note (past, id, "Slept very badly"));

  past_free (past);
}

static void
test_rename (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 30, NULL, NULL);
  GtkWidget *row;

  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  row = stage_find_type (tactus_history_page_get_page (past->page), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "First lesson");
  g_signal_emit_by_name (row, "apply");
  WAIT_UNTIL (shows (past, "First lesson"));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_HISTORY_OVERVIEW) && shows (past, "First lesson"));

  past_free (past);
}

static guint
count_markers (GtkWidget *widget)
{
  guint count = TACTUS_IS_MARKER_ROW (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    count += count_markers (child);

  return count;
}

static void
test_markers (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 30, NULL, NULL);
  GtkWidget *row;
  GtkWidget *page;
  gint64 from_us, to_us;

  past_mark (past, id, 10, "Start");
  past_mark (past, id, 20, "Finish");
  past_open (past, id);
  WAIT_UNTIL (count_markers (GTK_WIDGET (past->page)) == 2);
  page = tactus_history_page_get_page (past->page);
  stage_check_names (past->page);

  row = stage_find_type (page, TACTUS_TYPE_MARKER_ROW);
  g_signal_emit_by_name (row, "show-requested");
  tactus_chart_get_visible (TACTUS_CHART (stage_find_type (page, TACTUS_TYPE_CHART)), &from_us,
                            &to_us);
  g_assert_cmpint (to_us - from_us, <, G_USEC_PER_SEC * 400);

  gtk_editable_set_text (GTK_EDITABLE (row), "Gun");
  g_signal_emit_by_name (row, "apply");
  WAIT_UNTIL ((row = stage_find_type (page, TACTUS_TYPE_MARKER_ROW)) &&
              g_str_equal (tactus_marker_row_get_marker (TACTUS_MARKER_ROW (row))->text, "Gun"));

  g_signal_emit_by_name (row, "removed");
  WAIT_UNTIL (count_markers (GTK_WIDGET (past->page)) == 1);
  g_assert_true (shows (past, "Marker removed"));
  activate (past, "history.undo");
  WAIT_UNTIL (count_markers (GTK_WIDGET (past->page)) == 2);

  past_free (past);
}

/* ── deleting ── */

static void
test_delete_and_undo (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 30, "Precious", NULL);
  g_autoptr(TactusSession) restored = NULL;

  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  activate (past, "session.delete");
  WAIT_UNTIL (is_on_page (past_list_view (past), "empty"));
  WAIT_UNTIL (shows (past, "Session deleted"));
  g_assert_null (find (past, id));

  activate (past, "history.undo");
  WAIT_UNTIL (past_count (past) == 1 && shows (past, "Precious"));
  restored = find (past, id);
  g_assert_nonnull (restored);

  past_free (past);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *done = user_data;

  tactus_history_delete_finish (TACTUS_HISTORY (source), result, NULL);
  *done = TRUE;
}

/* Whether taking back would bring it back. */
static gboolean
can_be_restored (Past   *past,
                 gint64  id)
{
  g_autoptr(TactusSession) session = NULL;
  gboolean done = FALSE;

  tactus_history_delete_async (past->history, &id, 1, FALSE, NULL, deleted_cb, &done);
  WAIT_UNTIL (done);
  session = find (past, id);

  return session != NULL;
}

/* Once the offer has ended it is really gone; a second deletion ends it too. */
static void
test_purge (void)
{
  Past *past = past_new (NULL);
  gint64 first = past_add (past, 20, 5, "First", NULL);
  gint64 second = past_add (past, 10, 5, "Second", NULL);

  WAIT_UNTIL (past_count (past) == 2);
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.delete", "@ax",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &first, 1, 8));
  WAIT_UNTIL (shows (past, "Session deleted") && past_count (past) == 1);
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.delete", "@ax",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &second, 1, 8));
  WAIT_UNTIL (past_count (past) == 0);
  stage_linger (200);
  g_assert_false (can_be_restored (past, first));
  WAIT_UNTIL (shows (past, "Session deleted"));
  activate (past, "history.undo");
  WAIT_UNTIL (past_count (past) == 1 && shows (past, "Second"));

  past_free (past);
}

static void
delete_elsewhere (Past   *past,
                  gint64  id)
{
  gboolean done = FALSE;

  tactus_history_delete_async (past->history, &id, 1, TRUE, NULL, deleted_cb, &done);
  WAIT_UNTIL (done);
}

/* What was not deleted here, but in the terminal, can be restored there. */
static void
test_purge_of_others (void)
{
  Past *past = past_new (NULL);
  gint64 other = past_add (past, 20, 5, "Other", NULL);
  gint64 mine = past_add (past, 10, 5, "Mine", NULL);

  delete_elsewhere (past, other);
  WAIT_UNTIL (past_count (past) == 1);
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.delete", "@ax",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &mine, 1, 8));
  WAIT_UNTIL (shows (past, "Session deleted"));
  past_show (past, NULL, NULL);
  stage_linger (200);
  g_assert_false (can_be_restored (past, mine));
  g_assert_true (can_be_restored (past, other));

  past_free (past);
}

/* Leaving the page ends the offer. */
static void
test_purge_on_leaving (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 5, "First", NULL);

  WAIT_UNTIL (past_count (past) == 1);
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.delete", "@ax",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &id, 1, 8));
  WAIT_UNTIL (shows (past, "Session deleted"));
  past_show (past, NULL, NULL);
  stage_linger (200);
  g_assert_false (can_be_restored (past, id));

  past_free (past);
}

static void
tick (Past  *past,
      guint  position)
{
  gtk_widget_activate_action (stage_find_type (past->page, GTK_TYPE_LIST_VIEW),
                              "list.activate-item", "u", position);
}

static void
test_select (void)
{
  Past *past = past_new (NULL);

  for (guint i = 0; i < 4; i++)
    past_add (past, 10 + i * 10, 5, NULL, NULL);
  WAIT_UNTIL (past_count (past) == 4);
  activate (past, "overview.select");
  WAIT_UNTIL (shows (past, "Select Sessions"));
  g_assert_false (stage_can_click (past->page, "Delete"));
  tick (past, 1);
  tick (past, 2);
  g_assert_true (shows (past, "2 selected"));
  WAIT_UNTIL (stage_can_click (past->page, "Compare"));
  tick (past, 3);
  g_assert_false (stage_can_click (past->page, "Compare"));
  WAIT_UNTIL (stage_can_click (past->page, "Delete"));
  stage_click (past->page, "Delete");
  WAIT_UNTIL (past_count (past) == 1 && shows (past, "3 sessions deleted"));
  activate (past, "history.undo");
  WAIT_UNTIL (past_count (past) == 4);

  past_free (past);
}

/* ── comparing ── */

static void
test_compare (void)
{
  Past *past = past_new (NULL);
  gint64 first = past_add (past, 30, 20, "Then", NULL);
  GtkWidget *chooser;

  past_add (past, 10, 50, "Now", NULL);
  past_open (past, first);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  activate (past, "session.compare");
  WAIT_UNTIL ((chooser = stage_find_toplevel (past->window)));
  WAIT_UNTIL (stage_shows (chooser, "Now"));
  g_assert_false (stage_shows (chooser, "Then"));
  stage_check_names (chooser);
  gtk_widget_activate_action (stage_find_type (chooser, GTK_TYPE_LIST_VIEW), "list.activate-item",
                              "u", 0);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_COMPARE_PAGE));
  WAIT_UNTIL (is_on_page (tactus_history_page_get_page (past->page), "content"));
  g_assert_true (shows (past, "Then"));
  g_assert_true (shows (past, "Now"));
  g_assert_true (shows (past, " longer"));
  stage_click (past->page, "Swap");
  g_assert_true (shows (past, " shorter"));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));

  past_free (past);
}

/* ── days ── */

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found)
        return found;
    }

  return NULL;
}

static void
test_day_page (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 30, 20, "That day", NULL);
  g_autoptr(TactusSession) session = find (past, id);
  g_autoptr(GDateTime) begin = g_date_time_new_from_unix_local (
    tactus_session_get_begin_us (session) / G_USEC_PER_SEC);
  g_autoptr(GDateTime) day = g_date_time_new_local (
    g_date_time_get_year (begin), g_date_time_get_month (begin),
    g_date_time_get_day_of_month (begin), 0, 0, 0);

  past_add (past, 24 * 4, 20, "Another day", NULL);
  gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.open-day", "x",
                              g_date_time_to_unix (day));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_DAY_PAGE));
  WAIT_UNTIL (shows (past, "That day"));
  g_assert_false (shows (past, "Another day"));
  WAIT_UNTIL (stage_can_click (past->page, "Earlier"));
  stage_check_names (past->page);
  gtk_widget_activate (find_row (GTK_WIDGET (past->page), "That day"));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  stage_click (past->page, "Back");
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_DAY_PAGE));

  stage_click (past->page, "Earlier");
  WAIT_UNTIL (shows (past, "Another day"));

  past_free (past);
}

/* ── files ── */

static char *
make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("tactus-history-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  g_rmdir (path);
}

static void
test_export (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 30, 2, "For the doctor", NULL);
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;
  GtkWidget *dialog;

  past_add (past, 20, 2, "Not for the doctor", NULL);
  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  activate (past, "session.export");
  WAIT_UNTIL ((dialog = stage_find_toplevel (past->window)));
  g_assert_true (stage_shows (dialog, "This Session"));
  stage_check_names (dialog);
  tactus_export_dialog_export_to (TACTUS_EXPORT_DIALOG (dialog), file);
  WAIT_UNTIL (stage_find_toplevel (past->window) == NULL);
  WAIT_UNTIL (shows (past, "1 session exported"));

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "time,bpm,state,"));
  g_assert_nonnull (strstr (contents, "For the doctor"));
  g_assert_null (strstr (contents, "Not for the doctor"));

  past_free (past);
  remove_folder (folder);
}

static void
test_export_fails (void)
{
  Past *past = past_new (NULL);
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/at/all/out.csv");
  GtkWidget *dialog;

  past_add (past, 30, 2, NULL, NULL);
  WAIT_UNTIL (past_count (past) == 1);
  activate (past, "history.export");
  WAIT_UNTIL ((dialog = stage_find_toplevel (past->window)));
  tactus_export_dialog_export_to (TACTUS_EXPORT_DIALOG (dialog), file);
  WAIT_UNTIL (stage_shows (dialog, "Nothing was exported"));
  g_assert_true (stage_shows (dialog, "Choose another place"));
  g_assert_true (stage_can_click (dialog, "Export…"));
  stage_click (dialog, "Cancel");
  WAIT_UNTIL (stage_find_toplevel (past->window) == NULL);

  past_free (past);
}

static const char damaged[] =
  "time,bpm,state,rr_ms,source,band,session,title,note\n"
  "2026-05-03T07:12:00.000+02:00,,begin,,measured,C8:0F:10:3A:00:03,1,Hill,\n"
  "2026-05-03T07:12:01.000+02:00,72,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "yesterday,73,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "2026-05-03T07:12:03.000+02:00,74,pulse,,measured,C8:0F:10:3A:00:03,1,,\n"
  "2026-05-03T07:12:04.000+02:00,,end,,measured,C8:0F:10:3A:00:03,1,,\n";

static GtkWidget *
import (Past       *past,
        const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog;

  tactus_history_page_import (past->page, file);
  WAIT_UNTIL ((dialog = stage_find_toplevel (past->window)));

  return dialog;
}

static void
test_import (void)
{
  Past *past = past_new (NULL);
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "in & <b>.csv", NULL);
  GtkWidget *dialog, *view;
  GtkTextBuffer *buffer;
  g_autofree char *faults = NULL;

  g_file_set_contents (path, damaged, -1, NULL);
  dialog = import (past, path);
  WAIT_UNTIL (is_on_page (dialog, "report"));
  g_assert_true (stage_shows (dialog, "1 session added"));
  stage_check_names (dialog);
  view = stage_find_type (dialog, GTK_TYPE_TEXT_VIEW);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_object_get (buffer, "text", &faults, NULL);
  g_assert_true (g_str_has_prefix (faults, "Line 4: "));
  stage_click (dialog, "Close");
  WAIT_UNTIL (stage_find_toplevel (past->window) == NULL);
  WAIT_UNTIL (past_count (past) == 1 && shows (past, "Hill"));

  /* Again: nothing new. */
  dialog = import (past, path);
  WAIT_UNTIL (is_on_page (dialog, "report"));
  g_assert_true (stage_shows (dialog, "Nothing New in It"));
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (past->window) == NULL);

  g_file_set_contents (path, "Dear diary,\n", -1, NULL);
  dialog = import (past, path);
  WAIT_UNTIL (is_on_page (dialog, "failed"));
  g_assert_true (stage_shows (dialog, "Nothing Was Imported"));
  g_assert_true (stage_shows (dialog, "does not know this kind of file"));
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (past->window) == NULL);

  past_free (past);
  remove_folder (folder);
}

/* ── when things happen meanwhile ── */

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  tactus_history_begin_finish (TACTUS_HISTORY (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static void
append (Past   *past,
        gint64  session,
        guint   bpm)
{
  TactusSeries *series = tactus_series_new ();
  TactusReading reading = { g_get_real_time (), TACTUS_READING_PULSE, (guint16) bpm };

  tactus_series_append (series, &reading);
  tactus_history_append_async (past->history, session, series, NULL, NULL, NULL);
}

static void
test_live (void)
{
  Past *past = past_new (NULL);
  g_autoptr(TactusSession) session = tactus_session_new ("C8:0F:10:3A:00:03", "Mi Band 3",
                                                         TACTUS_SOURCE_MEASURED,
                                                         g_get_real_time ());
  gboolean done = FALSE;
  GtkWidget *view;

  tactus_history_begin_async (past->history, session, NULL, begun_cb, &done);
  WAIT_UNTIL (done);
  append (past, tactus_session_get_id (session), 72);
  WAIT_UNTIL (past_count (past) == 1);
  WAIT_UNTIL (shows (past, "going on now"));

  past_open (past, tactus_session_get_id (session));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  WAIT_UNTIL (shows (past, "Going on now"));
  view = stage_find_type (past->page, TACTUS_TYPE_PERIOD_VIEW);
  append (past, tactus_session_get_id (session), 97);
  WAIT_UNTIL (tactus_series_get_length (tactus_period_view_get_series (
                TACTUS_PERIOD_VIEW (view))) == 2);
  WAIT_UNTIL (shows (past, "97"));

  past_free (past);
}

/* Somebody else deletes what is being looked at. */
static void
test_gone (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 5, "Here", NULL);
  gboolean done = FALSE;

  past_open (past, id);
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_SESSION_PAGE));
  tactus_history_delete_async (past->history, &id, 1, TRUE, NULL, deleted_cb, &done);
  WAIT_UNTIL (done);
  WAIT_UNTIL (shows (past, "This session was deleted"));
  WAIT_UNTIL (past_is_on (past, TACTUS_TYPE_HISTORY_OVERVIEW));

  past_free (past);
}

/* Closed at each moment of a load: nothing is left, and nobody complains. */
static void
test_closed_while_loading (void)
{
  Past *past = past_new (NULL);
  gint64 id = past_add (past, 20, 60, "Here", NULL);
  gint64 other = past_add (past, 40, 60, "There", NULL);

  for (guint turns = 0; turns < 12; turns++)
    {
      past_show (past, NULL, NULL);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      gtk_widget_activate_action (tactus_history_page_get_page (past->page),
                                  turns % 2 ? "history.open-session" : "history.step-session", "x",
                                  id);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      gtk_widget_activate_action (tactus_history_page_get_page (past->page), "history.compare",
                                  "(xx)", id, other);
      if (turns % 3 == 0)
        activate (past, "history.back");
    }

  past_free (past);
}

/* Not a database at all: it is moved aside, and the page begins afresh. */
static void
moved_cb (TactusHistory *history,
          const char    *path,
          char         **moved)
{
  *moved = g_strdup (path);
}

static void
test_corrupt (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.sqlite", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autofree char *moved = NULL;
  g_autofree char *kept = NULL;
  Past *past;

  g_file_set_contents (path, garbage, -1, NULL);
  past = past_new (path);
  g_signal_connect (past->history, "moved-aside", G_CALLBACK (moved_cb), &moved);
  WAIT_UNTIL (moved);
  WAIT_UNTIL (is_on_page (past_list_view (past), "empty"));
  g_assert_true (g_file_get_contents (moved, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, garbage);
  past_add (past, 2, 2, "Afresh", NULL);
  WAIT_UNTIL (shows (past, "Afresh"));

  past_free (past);
  remove_folder (folder);
}

/* A folder where the file should be: why, and what to do; and it goes on when that is mended. */
static void
test_unreadable (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.sqlite", NULL);
  Past *past;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  past = past_new (path);
  WAIT_UNTIL (is_on_page (past_list_view (past), "error"));
  g_assert_true (shows (past, "The History Cannot Be Read"));
  stage_check_names (past->page);

  g_assert_cmpint (g_rmdir (path), ==, 0);
  stage_click (past->page, "Try Again");
  WAIT_UNTIL (is_on_page (past_list_view (past), "empty"));

  past_free (past);
  remove_folder (folder);
}

/* ── in the window ── */

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.3," \
               "tap=0.1"

static gboolean
is_on_history (Stage *stage)
{
  return TACTUS_IS_HISTORY_PAGE (tactus_window_get_page (stage->window));
}

static void
test_window (void)
{
  Stage *stage = stage_new ();

  stage_click (stage->window, "History");
  WAIT_UNTIL (is_on_history (stage) && stage_shows (stage->window, "Nothing Measured Yet"));
  stage_check_names (stage->window);
  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_shows (stage->window, "Searching"));
  g_assert_false (is_on_history (stage));

  stage_free (stage);
}

/* What is measured shows up under the band's own row, and under the window's button. */
static void
test_measured (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  gtk_widget_activate (stage_find_row (stage, "History"));
  WAIT_UNTIL (stage_find_type (stage->window, TACTUS_TYPE_HISTORY_PAGE) &&
              stage_shows (stage->window, "going on now"));
  WAIT_UNTIL (stage_shows (stage->window, " bpm"));
  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_find_row (stage, "History"));
  stage_click (stage->window, "Stop Measuring");
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.history", "s", "");
  WAIT_UNTIL (is_on_history (stage) && stage_find_type (stage->window, TACTUS_TYPE_HISTORY_ROW));
  WAIT_UNTIL (!stage_shows (stage->window, "going on now"));

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/list", test_list);
  g_test_add_func ("/history/days", test_days);
  g_test_add_func ("/history/search", test_search);
  g_test_add_func ("/history/band", test_band);
  g_test_add_func ("/history/year", test_year);
  g_test_add_func ("/history/open", test_open);
  g_test_add_func ("/history/note", test_note);
  g_test_add_func ("/history/rename", test_rename);
  g_test_add_func ("/history/markers", test_markers);
  g_test_add_func ("/history/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/history/purge", test_purge);
  g_test_add_func ("/history/purge-on-leaving", test_purge_on_leaving);
  g_test_add_func ("/history/purge-of-others", test_purge_of_others);
  g_test_add_func ("/history/select", test_select);
  g_test_add_func ("/history/compare", test_compare);
  g_test_add_func ("/history/day", test_day_page);
  g_test_add_func ("/history/export", test_export);
  g_test_add_func ("/history/export-fails", test_export_fails);
  g_test_add_func ("/history/import", test_import);
  g_test_add_func ("/history/live", test_live);
  g_test_add_func ("/history/gone", test_gone);
  g_test_add_func ("/history/closed-while-loading", test_closed_while_loading);
  g_test_add_func ("/history/corrupt", test_corrupt);
  g_test_add_func ("/history/unreadable", test_unreadable);
  g_test_add_func ("/history/window", test_window);
  g_test_add_func ("/history/measured", test_measured);

  return g_test_run ();
}
