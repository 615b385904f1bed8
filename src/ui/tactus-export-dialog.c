/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-export-dialog.h"

#include <glib/gi18n.h>

#include "tactus-compat.h"
#include "tactus-date-row.h"
#include "tactus-file-text.h"
#include "tactus-fit.h"
#include "tactus-history-text.h"
#include "tactus-notice-bar.h"
#include "tactus-presence.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

typedef enum {
  SCOPE_ONE, /* the session or the day that is offered */
  SCOPE_RANGE,
  SCOPE_ALL,
} Scope;

struct _TactusExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *notice;
  GtkWidget *stack;
  GtkWidget *scope_row;
  GtkWidget *from_row;
  GtkWidget *to_row;
  GtkWidget *band_row;
  GtkWidget *format_group;
  GtkWidget *export_button;
  GtkWidget *progress_bar;

  TactusHistory *history;    /* (owned) */
  TactusSession *session;    /* (owned) (nullable): offered */
  GDateTime *day;            /* (owned) (nullable): offered */
  char *band;                /* (owned) (nullable): that is looked at */
  GPtrArray *bands;          /* (owned) (element-type utf8): addresses, as in the row behind All */
  GtkWidget *checks[TACTUS_N_FILE_FORMATS];
  GCancellable *asking;      /* (owned): what bands there are */
  gint64 began_us;
  GCancellable *exporting;   /* (owned) (nullable) */
  GFile *file;               /* (owned) (nullable): that is being written */
};

G_DEFINE_FINAL_TYPE (TactusExportDialog, tactus_export_dialog, ADW_TYPE_WINDOW)

enum {
  EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── what is chosen ── */

static gboolean
has_offer (TactusExportDialog *self)
{
  return self->session || self->day;
}

static Scope
get_scope (TactusExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->scope_row));

  return (Scope) (has_offer (self) ? selected : selected + SCOPE_RANGE);
}

static TactusFileFormat
get_format (TactusExportDialog *self)
{
  for (guint i = 0; i < TACTUS_N_FILE_FORMATS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      return (TactusFileFormat) i;

  return TACTUS_FILE_FORMAT_CSV;
}

/* Returns: (transfer none) (nullable): NULL: all of them */
static const char *
get_band (TactusExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->band_row));

  if (selected == 0 || selected > self->bands->len)
    return NULL;

  return g_ptr_array_index (self->bands, selected - 1);
}

/* What it points to lives as long as the dialog. */
static TactusHistoryQuery
make_query (TactusExportDialog *self)
{
  g_autoptr(GDateTime) from = tactus_date_row_get_date (TACTUS_DATE_ROW (self->from_row));
  g_autoptr(GDateTime) to = tactus_date_row_get_date (TACTUS_DATE_ROW (self->to_row));
  TactusHistoryQuery query = { NULL };

  switch (get_scope (self))
    {
    case SCOPE_ONE:
      if (self->session)
        {
          query.session = tactus_session_get_id (self->session);
          break;
        }
      query.band = self->band;
      tactus_history_query_days (&query, self->day, self->day);
      break;
    case SCOPE_RANGE:
      query.band = get_band (self);
      tactus_history_query_days (&query, from, to);
      break;
    case SCOPE_ALL:
    default:
      query.band = get_band (self);
    }

  return query;
}

static char *
suggest_name (TactusExportDialog *self)
{
  g_autoptr(GDateTime) begin = NULL;
  g_autoptr(GDateTime) from = tactus_date_row_get_date (TACTUS_DATE_ROW (self->from_row));
  Scope scope = get_scope (self);

  if (scope == SCOPE_ONE && self->session)
    {
      const char *title = tactus_session_get_title (self->session);

      begin = g_date_time_new_from_unix_local (tactus_session_get_begin_us (self->session) /
                                               G_USEC_PER_SEC);
      return tactus_file_text_name (*title ? title : _("Heart Rate"), begin, get_format (self));
    }

  return tactus_file_text_name (_("Heart Rate"),
                                scope == SCOPE_ONE ? self->day : scope == SCOPE_RANGE ? from : NULL,
                                get_format (self));
}

static gboolean
is_order_right (TactusExportDialog *self)
{
  g_autoptr(GDateTime) from = tactus_date_row_get_date (TACTUS_DATE_ROW (self->from_row));
  g_autoptr(GDateTime) to = tactus_date_row_get_date (TACTUS_DATE_ROW (self->to_row));

  return get_scope (self) != SCOPE_RANGE || g_date_time_compare (from, to) <= 0;
}

static void
update (TactusExportDialog *self)
{
  Scope scope = get_scope (self);
  gboolean right = is_order_right (self);

  gtk_widget_set_visible (self->from_row, scope == SCOPE_RANGE);
  gtk_widget_set_visible (self->to_row, scope == SCOPE_RANGE);
  gtk_widget_set_visible (self->band_row, scope != SCOPE_ONE && self->bands->len > 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->to_row),
                               right ? "" : _("This is before the first day"));
  gtk_widget_set_sensitive (self->export_button, right);
}

static void
set_scopes (TactusExportDialog *self,
            const char         *offer)
{
  const char *scopes[] = { offer, _("A Range of Days"), _("Everything"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (offer ? scopes : scopes + 1);

  adw_combo_row_set_model (ADW_COMBO_ROW (self->scope_row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->scope_row), offer ? 0 : 1);
  update (self);
}

/* ── what bands there are ── */

static void
add_band (TactusExportDialog *self,
          GtkStringList      *names,
          TactusSession      *session)
{
  const char *address = tactus_session_get_band (session);
  const char *name = tactus_session_get_band_name (session);

  if (g_ptr_array_find_with_equal_func (self->bands, address, g_str_equal, NULL))
    return;

  g_ptr_array_add (self->bands, g_strdup (address));
  gtk_string_list_append (names, name && *name ? name : address);
}

static void
select_own_band (TactusExportDialog *self)
{
  guint index;

  if (self->band && g_ptr_array_find_with_equal_func (self->bands, self->band, g_str_equal, &index))
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->band_row), index + 1);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusExportDialog) self = user_data;
  g_autoptr(GPtrArray) sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result,
                                                              NULL);
  const char *first[] = { _("All Bands"), NULL };
  g_autoptr(GtkStringList) names = gtk_string_list_new (first);

  /* What cannot be read is said by the export. */
  if (sessions == NULL || self->band_row == NULL)
    return;

  for (guint i = 0; i < sessions->len; i++)
    add_band (self, names, g_ptr_array_index (sessions, i));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->band_row), G_LIST_MODEL (names));
  select_own_band (self);
  update (self);
}

/* ── doing it ── */

static void
progress_cb (double   share,
             gpointer user_data)
{
  TactusExportDialog *self = user_data;

  if (self->progress_bar)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), CLAMP (share, 0, 1));
}

static void
show_form (TactusExportDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
  gtk_widget_set_sensitive (self->export_button, TRUE);
  gtk_widget_grab_focus (self->export_button);
}

static void
show_failed (TactusExportDialog *self,
             const GError       *error)
{
  show_form (self);
  tactus_notice_bar_show (TACTUS_NOTICE_BAR (self->notice), _("Nothing was exported"),
                          tactus_file_text_export_error (error), NULL);
}

/* Whoever closed the dialog has cancelled. */
static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusExportDialog) self = user_data;
  TactusExportCounts counts = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  gboolean done = tactus_export_to_file_finish (TACTUS_HISTORY (source), result, &counts, &error);

  g_clear_object (&self->exporting);
  if (self->stack == NULL)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_form (self);
      return;
    }
  if (!done)
    {
      show_failed (self, error);
      return;
    }

  name = g_file_get_basename (self->file);
  body = tactus_notice_text_exported (name);
  tactus_presence_tell_done (TACTUS_NOTICE_EXPORTED, body, self->began_us);
  message = tactus_file_text_exported (&counts);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[EXPORTED], 0, self->file, message);
}

void
tactus_export_dialog_export_to (TactusExportDialog *self,
                                GFile              *file)
{
  TactusHistoryQuery query = { NULL };

  g_return_if_fail (TACTUS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->exporting == NULL);

  query = make_query (self);
  self->exporting = g_cancellable_new ();
  self->began_us = g_get_monotonic_time ();
  g_set_object (&self->file, file);

  tactus_notice_bar_hide (TACTUS_NOTICE_BAR (self->notice));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  gtk_widget_set_sensitive (self->export_button, FALSE);
  tactus_export_to_file_async (self->history, &query, get_format (self), file, progress_cb, self,
                               self->exporting, exported_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(TactusExportDialog) self = user_data;
  g_autoptr(GFile) file = tactus_compat_choose_file_finish (result);

  if (file && self->stack && self->exporting == NULL)
    tactus_export_dialog_export_to (self, file);
}

static void
export_clicked_cb (TactusExportDialog *self)
{
  g_autofree char *name = suggest_name (self);

  tactus_compat_save_file_async (GTK_WINDOW (self), _("Export"), name, file_chosen_cb,
                                 g_object_ref (self));
}

/* While it is being written the button ends that, and not the dialog. */
static void
cancel_clicked_cb (TactusExportDialog *self)
{
  if (self->exporting)
    g_cancellable_cancel (self->exporting);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_request_cb (TactusExportDialog *self)
{
  g_cancellable_cancel (self->exporting);

  return FALSE;
}

/* ── the type ── */

void
tactus_export_dialog_set_format (TactusExportDialog *self,
                                 TactusFileFormat    format)
{
  g_return_if_fail (TACTUS_IS_EXPORT_DIALOG (self));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[format]), TRUE);
}

void
tactus_export_dialog_offer_session (TactusExportDialog *self,
                                    TactusSession      *session)
{
  g_return_if_fail (TACTUS_IS_EXPORT_DIALOG (self));

  g_set_object (&self->session, session);
  set_scopes (self, _("This Session"));
}

void
tactus_export_dialog_offer_day (TactusExportDialog *self,
                                GDateTime          *day)
{
  g_return_if_fail (TACTUS_IS_EXPORT_DIALOG (self));

  g_clear_pointer (&self->day, g_date_time_unref);
  self->day = g_date_time_ref (day);
  set_scopes (self, _("This Day"));
}

static void
add_format (TactusExportDialog *self,
            TactusFileFormat    format)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  const char *name = tactus_file_text_format (format);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  tactus_file_text_purpose (format), -1);
  if (format > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->checks[0]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), tactus_file_text_purpose (format));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* Named by its row as well, it would be read twice. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->format_group), row);
  self->checks[format] = check;
}

static void
set_dates (TactusExportDialog *self)
{
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  g_autoptr(GDateTime) before = g_date_time_add_days (today, -6);

  tactus_date_row_set_date (TACTUS_DATE_ROW (self->from_row), before);
  tactus_date_row_set_date (TACTUS_DATE_ROW (self->to_row), today);
}

GtkWidget *
tactus_export_dialog_new (GtkWindow     *parent,
                          TactusHistory *history,
                          const char    *band)
{
  TactusExportDialog *self = g_object_new (TACTUS_TYPE_EXPORT_DIALOG,
                                           "application", gtk_window_get_application (parent),
                                           "transient-for", parent,
                                           NULL);
  const TactusHistoryQuery all = { NULL };

  self->history = g_object_ref (history);
  self->band = g_strdup (band);
  set_dates (self);
  set_scopes (self, NULL);
  tactus_history_list_async (history, &all, self->asking, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

static void
tactus_export_dialog_dispose (GObject *object)
{
  TactusExportDialog *self = TACTUS_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_cancellable_cancel (self->exporting);
  self->stack = NULL;
  self->band_row = NULL;
  self->progress_bar = NULL;

  G_OBJECT_CLASS (tactus_export_dialog_parent_class)->dispose (object);
}

static void
tactus_export_dialog_finalize (GObject *object)
{
  TactusExportDialog *self = TACTUS_EXPORT_DIALOG (object);

  g_clear_object (&self->history);
  g_clear_object (&self->session);
  g_clear_pointer (&self->day, g_date_time_unref);
  g_clear_pointer (&self->bands, g_ptr_array_unref);
  g_clear_object (&self->asking);
  g_clear_object (&self->exporting);
  g_clear_object (&self->file);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_export_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, notice);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, stack);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, scope_row);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, from_row);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, to_row);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, band_row);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, format_group);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, export_button);
  gtk_widget_class_bind_template_child (klass, TactusExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (klass, update);
  gtk_widget_class_bind_template_callback (klass, export_clicked_cb);
  gtk_widget_class_bind_template_callback (klass, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (klass, close_request_cb);
}

static void
tactus_export_dialog_class_init (TactusExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_export_dialog_dispose;
  object_class->finalize = tactus_export_dialog_finalize;

  signals[EXPORTED] = g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_STRING);

  g_type_ensure (TACTUS_TYPE_DATE_ROW);
  g_type_ensure (TACTUS_TYPE_NOTICE_BAR);
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-export-dialog"));
  bind_children (widget_class);
}

static void
tactus_export_dialog_init (TactusExportDialog *self)
{
  self->asking = g_cancellable_new ();
  self->bands = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  for (guint i = 0; i < TACTUS_N_FILE_FORMATS; i++)
    add_format (self, (TactusFileFormat) i);
  tactus_export_dialog_set_format (self, TACTUS_FILE_FORMAT_CSV);
}
