/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-session-chooser.h"

#include "tactus-fit.h"
#include "tactus-history-view.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusSessionChooser
{
  AdwWindow parent_instance;

  GtkWidget *search_entry;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (TactusSessionChooser, tactus_session_chooser, ADW_TYPE_WINDOW)

enum {
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
opened_cb (TactusSessionChooser *self,
           TactusHistoryEntry   *entry)
{
  g_autoptr(TactusSessionChooser) alive = g_object_ref (self);
  gint64 id = tactus_history_entry_get_key (entry);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[CHOSEN], 0, id);
}

static void
search_changed_cb (TactusSessionChooser *self)
{
  tactus_history_view_set_text (TACTUS_HISTORY_VIEW (self->view),
                                gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* Escape in the entry is for the window as long as there is nothing to be cleared. */
static void
stop_search_cb (TactusSessionChooser *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

GtkWidget *
tactus_session_chooser_new (GtkWindow     *parent,
                            TactusHistory *history,
                            gint64         but)
{
  TactusSessionChooser *self = g_object_new (TACTUS_TYPE_SESSION_CHOOSER,
                                             "application", gtk_window_get_application (parent),
                                             "transient-for", parent,
                                             NULL);

  tactus_history_view_leave_out (TACTUS_HISTORY_VIEW (self->view), but);
  tactus_history_view_set_history (TACTUS_HISTORY_VIEW (self->view), history, NULL);

  return GTK_WIDGET (self);
}

static void
tactus_session_chooser_class_init (TactusSessionChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (TACTUS_TYPE_HISTORY_VIEW);
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-session-chooser"));
  gtk_widget_class_bind_template_child (widget_class, TactusSessionChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusSessionChooser, view);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
tactus_session_chooser_init (TactusSessionChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
