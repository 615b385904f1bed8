/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-help-window.h"

#include "tactus-help-topic.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusHelpWindow
{
  AdwWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *stack;
  GtkWidget *topics;
};

G_DEFINE_FINAL_TYPE (TactusHelpWindow, tactus_help_window, ADW_TYPE_WINDOW)

static guint copy_requested_signal;

/* Returns: (nullable) */
static TactusHelpTopic *
get_topic (TactusHelpWindow *self,
           int               index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->topics), index);

  return row ? TACTUS_HELP_TOPIC (row) : NULL;
}

/* A search that leaves one topic opens it. */
static void
search (TactusHelpWindow *self,
        const char       *words)
{
  TactusHelpTopic *topic, *found = NULL;
  guint n_found = 0;

  for (int i = 0; (topic = get_topic (self, i)); i++)
    {
      gboolean matches = tactus_help_topic_matches (topic, words);

      gtk_widget_set_visible (GTK_WIDGET (topic), matches);
      if (matches)
        {
          found = topic;
          n_found++;
        }
    }

  if (n_found == 1)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (found), TRUE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    n_found > 0 ? "topics" : "nothing-found");
}

static void
search_changed_cb (TactusHelpWindow *self)
{
  search (self, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
copy_cb (TactusHelpWindow *self)
{
  g_signal_emit (self, copy_requested_signal, 0);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusHelpWindow *self = TACTUS_HELP_WINDOW (widget);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TactusHelpWindow *self = TACTUS_HELP_WINDOW (widget);

  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  else
    gtk_window_close (GTK_WINDOW (self));
}

void
tactus_help_window_open (TactusHelpWindow *self,
                         const char       *name)
{
  TactusHelpTopic *topic;

  g_return_if_fail (TACTUS_IS_HELP_WINDOW (self));

  for (int i = 0; (topic = get_topic (self, i)); i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (topic)), name) == 0)
      {
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (topic), TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (topic));
      }
}

void
tactus_help_window_say (TactusHelpWindow *self,
                        const char       *message)
{
  g_return_if_fail (TACTUS_IS_HELP_WINDOW (self));

  tactus_widget_add_toast (self->toasts, adw_toast_new (message));
}

GtkWidget *
tactus_help_window_new (GtkWindow *parent)
{
  return g_object_new (TACTUS_TYPE_HELP_WINDOW,
                       "application", gtk_window_get_application (parent),
                       "transient-for", parent,
                       NULL);
}

static void
tactus_help_window_class_init (TactusHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  copy_requested_signal = g_signal_new ("copy-requested", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "help.leave", NULL, leave_action);

  g_type_ensure (TACTUS_TYPE_HELP_TOPIC);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-help-window"));
  gtk_widget_class_bind_template_child (widget_class, TactusHelpWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusHelpWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TactusHelpWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusHelpWindow, topics);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
tactus_help_window_init (TactusHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
}
