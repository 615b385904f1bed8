/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-import-dialog.h"

#include <glib/gi18n.h>

#include "tactus-file-text.h"
#include "tactus-presence.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusImportDialog
{
  AdwWindow parent_instance;

  GtkWidget *close_button;
  GtkWidget *stack;
  GtkWidget *progress_page;
  GtkWidget *progress_bar;
  GtkWidget *failed_page;
  GtkWidget *added_label;
  GtkWidget *format_row;
  GtkWidget *readings_label;
  GtkWidget *known_label;
  GtkWidget *faulty_label;
  GtkWidget *faults_group;
  GtkWidget *faults_view;

  TactusHistory *history;   /* (owned) */
  GFile *file;              /* (owned) */
  char *band;               /* (owned) (nullable) */
  gint64 began_us;
  GCancellable *importing;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusImportDialog, tactus_import_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_PAGE = 1,
} TactusImportDialogProperty;

static GParamSpec *properties[PROP_PAGE + 1];

static void
show_page (TactusImportDialog *self,
           const char         *name,
           const char         *button)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  tactus_widget_label_button (self->close_button, button);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
set_count (GtkWidget *label,
           guint64    count)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show_report (TactusImportDialog       *self,
             const TactusImportReport *report)
{
  g_autofree char *added = tactus_file_text_added (report);
  g_autofree char *faults = tactus_file_text_faults (report);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->faults_view));

  gtk_label_set_label (GTK_LABEL (self->added_label), added);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row), report->format);
  set_count (self->readings_label, report->readings);
  set_count (self->known_label, report->known);
  set_count (self->faulty_label, report->faulty);
  gtk_text_buffer_set_text (buffer, faults, -1);
  gtk_widget_set_visible (self->faults_group, report->faulty > 0);
  show_page (self, "report", _("_Close"));
  gtk_widget_grab_focus (self->close_button);
}

static void
show_failed (TactusImportDialog *self,
             const GError       *error)
{
  g_autofree char *text = tactus_file_text_import_error (error);

  tactus_widget_set_description (self->failed_page, text);
  show_page (self, "failed", _("_Close"));
}

static void
progress_cb (double   share,
             gpointer user_data)
{
  TactusImportDialog *self = user_data;

  if (self->progress_bar)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), CLAMP (share, 0, 1));
}

/* Whoever closed the dialog has cancelled. */
static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusImportReport) report = tactus_import_finish (TACTUS_HISTORY (source), result,
                                                               &error);

  g_clear_object (&self->importing);
  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (report)
    {
      show_report (self, report);
      tactus_presence_tell_done (TACTUS_NOTICE_IMPORTED, tactus_notice_text_imported (),
                                 self->began_us);
    }
  else
    show_failed (self, error);
}

static void
start (TactusImportDialog *self)
{
  self->importing = g_cancellable_new ();
  self->began_us = g_get_monotonic_time ();
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), 0);
  show_page (self, "progress", _("_Cancel"));
  tactus_import_async (self->history, self->file, self->band, progress_cb, self, self->importing,
                       imported_cb, g_object_ref (self));
}

static void
copy_cb (TactusImportDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->faults_view));
  g_autofree char *text = NULL;
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  text = gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static gboolean
close_request_cb (TactusImportDialog *self)
{
  g_cancellable_cancel (self->importing);

  return FALSE;
}

GtkWidget *
tactus_import_dialog_new (GtkWindow     *parent,
                          TactusHistory *history,
                          GFile         *file,
                          const char    *band)
{
  TactusImportDialog *self = g_object_new (TACTUS_TYPE_IMPORT_DIALOG,
                                           "application", gtk_window_get_application (parent),
                                           "transient-for", parent,
                                           NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name ? name : "");

  self->history = g_object_ref (history);
  self->file = g_object_ref (file);
  self->band = g_strdup (band);
  tactus_widget_set_description (self->progress_page, shown);
  start (self);

  return GTK_WIDGET (self);
}

static void
tactus_import_dialog_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TactusImportDialog *self = TACTUS_IMPORT_DIALOG (object);

  switch ((TactusImportDialogProperty) property_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (self->stack)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_import_dialog_dispose (GObject *object)
{
  TactusImportDialog *self = TACTUS_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->importing);
  self->stack = NULL;
  self->progress_bar = NULL;

  G_OBJECT_CLASS (tactus_import_dialog_parent_class)->dispose (object);
}

static void
tactus_import_dialog_finalize (GObject *object)
{
  TactusImportDialog *self = TACTUS_IMPORT_DIALOG (object);

  g_clear_object (&self->history);
  g_clear_object (&self->file);
  g_clear_object (&self->importing);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_import_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, close_button);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, stack);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, progress_page);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, failed_page);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, added_label);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, format_row);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, readings_label);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, known_label);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, faulty_label);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, faults_group);
  gtk_widget_class_bind_template_child (klass, TactusImportDialog, faults_view);
  gtk_widget_class_bind_template_callback (klass, copy_cb);
  gtk_widget_class_bind_template_callback (klass, close_request_cb);
}

static void
tactus_import_dialog_class_init (TactusImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_import_dialog_get_property;
  object_class->dispose = tactus_import_dialog_dispose;
  object_class->finalize = tactus_import_dialog_finalize;

  properties[PROP_PAGE] =
    g_param_spec_string ("page", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-import-dialog"));
  bind_children (widget_class);
}

static void
tactus_import_dialog_init (TactusImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
