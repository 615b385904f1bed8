/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-session-page.h"

#include <glib/gi18n.h>

#include "tactus-history-text.h"
#include "tactus-marker-row.h"
#include "tactus-period-view.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusSessionPage
{
  AdwBin parent_instance;

  GtkWidget *window_title;
  GtkWidget *period_view;
  GtkWidget *markers_group;
  GtkWidget *markers_list;
  GtkWidget *title_row;
  GtkWidget *note_view;
  GtkWidget *details_row;

  TactusHistory *history;   /* (owned) */
  TactusSession *session;   /* (owned) (nullable) */
  char *band;               /* (owned) (nullable) */
  gint64 id;
  gint64 earlier;           /* id, 0: none */
  gint64 later;             /* id, 0: none */
  GCancellable *cancellable;/* (owned): of everything that is read */
};

G_DEFINE_FINAL_TYPE (TactusSessionPage, tactus_session_page, ADW_TYPE_BIN)

enum {
  MESSAGE,
  MARKER_REMOVED,
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say_failed (TactusSessionPage *self,
            const GError      *error)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Translators: %s is one or two sentences: why, and what to do */
  message = g_strdup_printf (_("It could not be saved. %s"), tactus_history_text_error (error));
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

/* ── title and note ── */

static char *
get_note (TactusSessionPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note_view));
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);

  return gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusSessionPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_history_describe_finish (TACTUS_HISTORY (source), result, &error))
    say_failed (self, error);
}

static void
update_title (TactusSessionPage *self)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *title = tactus_history_text_title (self->session, now_us);
  g_autofree char *span = tactus_history_text_span (self->session, now_us);
  gboolean live = tactus_history_text_is_live (self->session, now_us);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title),
                                 live ? _("Going on now") : "");
  g_object_set (self->period_view, "heading", span, NULL);
}

void
tactus_session_page_save (TactusSessionPage *self)
{
  g_autofree char *note = NULL;
  const char *title;

  g_return_if_fail (TACTUS_IS_SESSION_PAGE (self));

  if (self->session == NULL || self->note_view == NULL)
    return;

  note = get_note (self);
  title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  if (g_str_equal (note, tactus_session_get_note (self->session)) &&
      g_str_equal (title, tactus_session_get_title (self->session)))
    return;

  tactus_session_set_note (self->session, note);
  tactus_session_set_title (self->session, title);
  update_title (self);
  /* Not cancelled with the page: what was written is to be kept. */
  tactus_history_describe_async (self->history, self->session, NULL, described_cb,
                                 g_object_ref (self));
}

static gboolean
save_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  tactus_session_page_save (TACTUS_SESSION_PAGE (user_data));

  return TRUE;
}

static void
add_save_shortcut (TactusSessionPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string ("<Control>Return");

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (trigger, gtk_callback_action_new (save_shortcut_cb, self, NULL)));
  gtk_widget_add_controller (self->note_view, controller);
}

/* What is being written is not overwritten by what others say. */
static void
show_description (TactusSessionPage *self,
                  TactusSession     *old)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note_view));
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  const char *old_title = old ? tactus_session_get_title (old) : "";
  const char *old_note = old ? tactus_session_get_note (old) : "";
  g_autofree char *note = get_note (self);

  if (g_str_equal (title, old_title) &&
      !g_str_equal (title, tactus_session_get_title (self->session)))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->title_row),
                             tactus_session_get_title (self->session));
    }
  if (g_str_equal (note, old_note) &&
      !g_str_equal (note, tactus_session_get_note (self->session)))
    gtk_text_buffer_set_text (buffer, tactus_session_get_note (self->session), -1);
}

/* ── markers ── */

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusSessionPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_history_describe_marker_finish (TACTUS_HISTORY (source), result, &error))
    say_failed (self, error);
}

static void
renamed_cb (TactusSessionPage *self,
            TactusMarkerRow   *row)
{
  tactus_history_describe_marker_async (self->history, tactus_marker_row_get_marker (row)->id,
                                        gtk_editable_get_text (GTK_EDITABLE (row)), NULL, marked_cb,
                                        g_object_ref (self));
}

static void
removed_cb (TactusSessionPage *self,
            TactusMarkerRow   *row)
{
  const TactusMarker *marker = tactus_marker_row_get_marker (row);

  tactus_history_describe_marker_async (self->history, marker->id, NULL, NULL, marked_cb,
                                        g_object_ref (self));
  g_signal_emit (self, signals[MARKER_REMOVED], 0, self->id, marker);
}

static void
show_marker_cb (TactusSessionPage *self,
                TactusMarkerRow   *row)
{
  tactus_period_view_show_moment (TACTUS_PERIOD_VIEW (self->period_view),
                                  tactus_marker_row_get_marker (row)->when_us);
}

static void
add_marker (TactusSessionPage  *self,
            const TactusMarker *marker)
{
  GtkWidget *row = tactus_marker_row_new (marker, tactus_session_get_zone_s (self->session));

  g_signal_connect_object (row, "show-requested", G_CALLBACK (show_marker_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->markers_list), row);
}

static gboolean
is_same_marker (const TactusMarker *a,
                const TactusMarker *b)
{
  return a->id == b->id && a->when_us == b->when_us && g_strcmp0 (a->text, b->text) == 0;
}

/* Rows that are the same stay, with what is just being written into them. */
static gboolean
are_markers_shown (TactusSessionPage *self,
                   GPtrArray         *markers)
{
  GtkListBox *list = GTK_LIST_BOX (self->markers_list);
  GtkListBoxRow *row;

  for (guint i = 0; i < markers->len; i++)
    {
      row = gtk_list_box_get_row_at_index (list, (int) i);
      if (row == NULL || !is_same_marker (tactus_marker_row_get_marker (TACTUS_MARKER_ROW (row)),
                                          g_ptr_array_index (markers, i)))
        return FALSE;
    }

  return gtk_list_box_get_row_at_index (list, (int) markers->len) == NULL;
}

/* The keyboard goes to the row that takes the place of the one it was in. */
static void
focus_marker (TactusSessionPage *self,
              int                index)
{
  GtkListBox *list = GTK_LIST_BOX (self->markers_list);
  GtkListBoxRow *row = NULL;

  for (; row == NULL && index >= 0; index--)
    row = gtk_list_box_get_row_at_index (list, index);
  gtk_widget_grab_focus (row ? GTK_WIDGET (row) : self->title_row);
}

static int
find_focus (TactusSessionPage *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (self->markers_list);

  return row ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
loaded_cb (TactusSessionPage *self)
{
  GPtrArray *markers = tactus_period_view_get_markers (TACTUS_PERIOD_VIEW (self->period_view));
  GtkListBox *list = GTK_LIST_BOX (self->markers_list);
  int focus = find_focus (self);
  GtkListBoxRow *row;

  if (markers == NULL || self->session == NULL || are_markers_shown (self, markers))
    return;

  while ((row = gtk_list_box_get_row_at_index (list, 0)))
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < markers->len; i++)
    add_marker (self, g_ptr_array_index (markers, i));

  gtk_widget_set_visible (self->markers_group, markers->len > 0);
  if (focus >= 0)
    focus_marker (self, focus);
}

/* ── the session and its neighbours ── */

static void
show_session (TactusSessionPage *self,
              TactusSession     *session)
{
  gboolean live = tactus_history_text_is_live (session, g_get_real_time ());
  g_autoptr(TactusSession) old = g_steal_pointer (&self->session);
  g_autofree char *details = NULL;

  self->session = g_object_ref (session);
  details = tactus_history_text_details (session);
  update_title (self);
  show_description (self, old);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->details_row), details);
  tactus_period_view_load (TACTUS_PERIOD_VIEW (self->period_view), self->history, self->id, NULL,
                           tactus_session_get_begin_us (session),
                           tactus_session_get_end_us (session), live);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusSessionPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (found && found->len > 0)
    show_session (self, g_ptr_array_index (found, 0));
  else if (found)
    g_signal_emit (self, signals[GONE], 0);
  else
    g_signal_emit (self, signals[MESSAGE], 0, tactus_history_text_error (error));
}

/* In the order of the list: by begin, and by id where two begin together. */
static gboolean
comes_before (TactusSession *a,
              TactusSession *b)
{
  gint64 a_us = tactus_session_get_begin_us (a);
  gint64 b_us = tactus_session_get_begin_us (b);

  if (a_us != b_us)
    return a_us < b_us;

  return tactus_session_get_id (a) < tactus_session_get_id (b);
}

static void
take_neighbours (TactusSessionPage *self,
                 GPtrArray         *sessions)
{
  self->earlier = 0;
  self->later = 0;

  for (guint i = 0; i < sessions->len; i++)
    {
      TactusSession *other = g_ptr_array_index (sessions, i);

      if (comes_before (other, self->session))
        self->earlier = tactus_session_get_id (other);
      else if (self->later == 0 && comes_before (self->session, other))
        self->later = tactus_session_get_id (other);
    }

  g_object_set (self->period_view, "has-earlier", self->earlier != 0, "has-later", self->later != 0,
                NULL);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusSessionPage) self = user_data;
  g_autoptr(GPtrArray) sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result,
                                                              NULL);

  /* What cannot be read is said where the session is. */
  if (sessions && self->session && self->period_view)
    take_neighbours (self, sessions);
}

static void
look_up (TactusSessionPage *self)
{
  const TactusHistoryQuery own = { .session = self->id };
  const TactusHistoryQuery all = { .band = self->band };

  tactus_history_list_async (self->history, &own, self->cancellable, found_cb,
                             g_object_ref (self));
  tactus_history_list_async (self->history, &all, self->cancellable, listed_cb,
                             g_object_ref (self));
}

static void
stepped_cb (TactusSessionPage *self,
            int                step)
{
  gint64 id = step < 0 ? self->earlier : self->later;

  if (id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "history.step-session", "x", id);
}

/* ── commands ── */

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusSessionPage *self = TACTUS_SESSION_PAGE (widget);
  GVariant *ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &self->id, 1, sizeof (gint64));

  gtk_widget_activate_action (widget, "history.delete", "@ax", ids);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tactus_session_page_save (TACTUS_SESSION_PAGE (widget));
  gtk_widget_activate_action (widget, "history.export-session", "x",
                              TACTUS_SESSION_PAGE (widget)->id);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "history.compare-with", "x",
                              TACTUS_SESSION_PAGE (widget)->id);
}

/* ── the type ── */

GtkWidget *
tactus_session_page_new (TactusHistory *history,
                         gint64         id,
                         const char    *band)
{
  TactusSessionPage *self = g_object_new (TACTUS_TYPE_SESSION_PAGE, NULL);

  self->history = g_object_ref (history);
  self->id = id;
  self->band = g_strdup (band);
  g_signal_connect_object (history, "changed", G_CALLBACK (look_up), self, G_CONNECT_SWAPPED);
  look_up (self);

  return GTK_WIDGET (self);
}

void
tactus_session_page_set_zones (TactusSessionPage *self,
                               const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_SESSION_PAGE (self));

  tactus_period_view_set_zones (TACTUS_PERIOD_VIEW (self->period_view), zones);
}

TactusSession *
tactus_session_page_get_session (TactusSessionPage *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION_PAGE (self), NULL);

  return self->session;
}

static void
tactus_session_page_unmap (GtkWidget *widget)
{
  tactus_session_page_save (TACTUS_SESSION_PAGE (widget));
  GTK_WIDGET_CLASS (tactus_session_page_parent_class)->unmap (widget);
}

static void
tactus_session_page_dispose (GObject *object)
{
  TactusSessionPage *self = TACTUS_SESSION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  self->period_view = NULL;
  self->note_view = NULL;

  G_OBJECT_CLASS (tactus_session_page_parent_class)->dispose (object);
}

static void
tactus_session_page_finalize (GObject *object)
{
  TactusSessionPage *self = TACTUS_SESSION_PAGE (object);

  g_clear_object (&self->history);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_session_page_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MARKER_REMOVED] = g_signal_new ("marker-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_POINTER);
  signals[GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, window_title);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, period_view);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, markers_group);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, markers_list);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, title_row);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, note_view);
  gtk_widget_class_bind_template_child (klass, TactusSessionPage, details_row);
  gtk_widget_class_bind_template_callback (klass, loaded_cb);
  gtk_widget_class_bind_template_callback (klass, stepped_cb);
  gtk_widget_class_bind_template_callback (klass, tactus_session_page_save);
}

static void
tactus_session_page_class_init (TactusSessionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_session_page_dispose;
  object_class->finalize = tactus_session_page_finalize;
  widget_class->unmap = tactus_session_page_unmap;

  install_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_install_action (widget_class, "session.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "session.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "session.compare", NULL, compare_action);

  g_type_ensure (TACTUS_TYPE_PERIOD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-session-page"));
  bind_children (widget_class);
}

static void
tactus_session_page_init (TactusSessionPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  add_save_shortcut (self);
}
