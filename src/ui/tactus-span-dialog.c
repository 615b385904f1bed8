/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-span-dialog.h"

#include "tactus-fit.h"
#include "tactus-setting-text.h"
#include "tactus-template.h"
#include "tactus-time-entry.h"
#include "tactus-widget-look.h"

/* A night. */
#define DEFAULT_FROM (22 * 60)
#define DEFAULT_TO   (7 * 60)

struct _TactusSpanDialog
{
  AdwWindow parent_instance;

  GtkWidget *from_entry;
  GtkWidget *to_entry;
  GtkWidget *set_button;
};

G_DEFINE_FINAL_TYPE (TactusSpanDialog, tactus_span_dialog, ADW_TYPE_WINDOW)

static guint chosen_signal;

static guint
get_minutes (GtkWidget *entry)
{
  return tactus_time_entry_get_minutes (TACTUS_TIME_ENTRY (entry));
}

/* No time at all is neither always nor never. */
static void
changed_cb (TactusSpanDialog *self)
{
  gtk_widget_set_sensitive (self->set_button,
                            get_minutes (self->from_entry) != get_minutes (self->to_entry));
}

static void
set_clicked_cb (TactusSpanDialog *self)
{
  g_autoptr(TactusSpanDialog) alive = g_object_ref (self);
  g_autofree char *span = NULL;

  tactus_time_entry_update (TACTUS_TIME_ENTRY (self->from_entry));
  tactus_time_entry_update (TACTUS_TIME_ENTRY (self->to_entry));
  if (!gtk_widget_get_sensitive (self->set_button))
    return;

  span = tactus_setting_text_format_span (get_minutes (self->from_entry),
                                          get_minutes (self->to_entry));
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, chosen_signal, 0, span);
}

GtkWidget *
tactus_span_dialog_new (GtkWindow  *parent,
                        const char *title,
                        const char *value)
{
  TactusSpanDialog *self = g_object_new (TACTUS_TYPE_SPAN_DIALOG,
                                         "application", gtk_window_get_application (parent),
                                         "transient-for", parent,
                                         "title", title,
                                         NULL);
  guint from_min = DEFAULT_FROM, to_min = DEFAULT_TO;

  if (value)
    tactus_setting_text_parse_span (value, &from_min, &to_min);
  tactus_time_entry_set_minutes (TACTUS_TIME_ENTRY (self->from_entry), from_min);
  tactus_time_entry_set_minutes (TACTUS_TIME_ENTRY (self->to_entry), to_min);

  return GTK_WIDGET (self);
}

static void
tactus_span_dialog_class_init (TactusSpanDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TACTUS_TYPE_TIME_ENTRY);
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-span-dialog"));
  gtk_widget_class_bind_template_child (widget_class, TactusSpanDialog, from_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusSpanDialog, to_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusSpanDialog, set_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_clicked_cb);
}

static void
tactus_span_dialog_init (TactusSpanDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
