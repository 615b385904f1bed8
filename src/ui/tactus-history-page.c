/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-page.h"

#include <glib/gi18n.h>

#include "tactus-compare-page.h"
#include "tactus-compat.h"
#include "tactus-day-page.h"
#include "tactus-export-dialog.h"
#include "tactus-history-overview.h"
#include "tactus-history-text.h"
#include "tactus-import-dialog.h"
#include "tactus-session-chooser.h"
#include "tactus-session-page.h"
#include "tactus-settings.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

/* Time to notice what was deleted, and to want it back. */
#define UNDO_SECONDS 10

struct _TactusHistoryPage
{
  AdwBin parent_instance;

  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *overview;

  TactusHistory *history; /* (owned) */
  GSettings *settings;    /* (owned) (nullable) */
  char *band;             /* (owned) (nullable) */
  GPtrArray *pages;       /* (element-type GtkWidget): those over the overview, the last on top */
  gint64 comparing;       /* id of the session that another one is looked for to */

  AdwToast *undo_toast;   /* (nullable): weak */
  GArray *deleted;        /* (owned) (nullable) (element-type gint64): sessions to be taken back */
  TactusMarker *marker;   /* (owned) (nullable): to be taken back */
  gint64 marker_session;
  GFile *exported;        /* (owned) (nullable): the last file written */
};

G_DEFINE_FINAL_TYPE (TactusHistoryPage, tactus_history_page, ADW_TYPE_BIN)

enum {
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef enum {
  PROP_DEEP = 1,
} TactusHistoryPageProperty;

static GParamSpec *properties[PROP_DEEP + 1];

static void
say (TactusHistoryPage *self,
     const char        *message)
{
  if (self->toasts)
    tactus_widget_add_toast (self->toasts, tactus_widget_make_toast (message));
}

static void
say_failed (TactusHistoryPage *self,
            const GError      *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, tactus_history_text_error (error));
}

/* ── zones ── */

static void
give_zones (TactusHistoryPage *self,
            GtkWidget         *page)
{
  TactusZones zones = tactus_settings_get_zones (self->settings);

  if (TACTUS_IS_SESSION_PAGE (page))
    tactus_session_page_set_zones (TACTUS_SESSION_PAGE (page), &zones);
  else if (TACTUS_IS_DAY_PAGE (page))
    tactus_day_page_set_zones (TACTUS_DAY_PAGE (page), &zones);
  else if (TACTUS_IS_COMPARE_PAGE (page))
    tactus_compare_page_set_zones (TACTUS_COMPARE_PAGE (page), &zones);
}

static void
zones_cb (TactusHistoryPage *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    give_zones (self, g_ptr_array_index (self->pages, i));
}

/* ── pages ── */

GtkWidget *
tactus_history_page_get_page (TactusHistoryPage *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_PAGE (self), NULL);

  if (self->pages->len == 0)
    return self->overview;

  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

static gboolean
is_open (TactusHistoryPage *self,
         GtkWidget         *page)
{
  return page == self->overview || g_ptr_array_find (self->pages, page, NULL);
}

/* Pages that were left are in the picture until they have slid out of it. */
static void
drop_left_pages (TactusHistoryPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->stack);

  while (child)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (!is_open (self, child))
        gtk_stack_remove (GTK_STACK (self->stack), child);
      child = next;
    }
}

static void
transition_cb (TactusHistoryPage *self)
{
  if (!gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    drop_left_pages (self);
}

void
tactus_history_page_focus (TactusHistoryPage *self)
{
  GtkWidget *page;

  g_return_if_fail (TACTUS_IS_HISTORY_PAGE (self));

  page = tactus_history_page_get_page (self);
  if (page == self->overview)
    tactus_history_overview_focus (TACTUS_HISTORY_OVERVIEW (page));
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

TactusFit *
tactus_history_page_be_view (TactusHistoryPage *self,
                             AdwViewStack      *views)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_PAGE (self), NULL);

  return tactus_history_overview_be_view (TACTUS_HISTORY_OVERVIEW (self->overview), views);
}

static void
show_top (TactusHistoryPage      *self,
          GtkStackTransitionType  transition)
{
  gtk_stack_set_transition_type (GTK_STACK (self->stack), transition);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), tactus_history_page_get_page (self));
  tactus_history_page_focus (self);
  transition_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEEP]);
}

static void
push (TactusHistoryPage *self,
      GtkWidget         *page)
{
  give_zones (self, page);
  g_ptr_array_add (self->pages, page);
  gtk_stack_add_child (GTK_STACK (self->stack), page);
}

static void
open_page (TactusHistoryPage *self,
           GtkWidget         *page)
{
  push (self, page);
  show_top (self, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

static void
replace_page (TactusHistoryPage *self,
              GtkWidget         *page)
{
  if (self->pages->len > 0)
    g_ptr_array_set_size (self->pages, (int) self->pages->len - 1);
  push (self, page);
  show_top (self, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
}

static void
close_page (TactusHistoryPage *self)
{
  g_ptr_array_set_size (self->pages, (int) self->pages->len - 1);
  show_top (self, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  if (self->pages->len > 0)
    close_page (self);
  else
    g_signal_emit (self, signals[CLOSED], 0);
}

/* Escape: out of whatever one is deepest in. */
static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  if (self->pages->len > 0 ||
      !tactus_history_overview_leave (TACTUS_HISTORY_OVERVIEW (self->overview)))
    back_action (widget, name, parameter);
}

/* ── undoing ── */

static void
purged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It is out of sight; a later start tries again. */
  if (!tactus_history_purge_sessions_finish (TACTUS_HISTORY (source), result, &error))
    g_message ("Removing what was deleted: %s", error->message);
}

/* Only what was deleted here: what the terminal deleted is its to restore. */
static void
purge (TactusHistoryPage *self,
       GArray            *ids)
{
  tactus_history_purge_sessions_async (self->history, (gint64 *) (gpointer) ids->data, ids->len,
                                       NULL, purged_cb, NULL);
}

static void
forget_undo (TactusHistoryPage *self)
{
  g_clear_pointer (&self->deleted, g_array_unref);
  g_clear_pointer (&self->marker, tactus_marker_free);
}

/* The offer has ended: now it goes for good. */
static void
dismissed_cb (TactusHistoryPage *self)
{
  g_clear_weak_pointer (&self->undo_toast);
  if (self->deleted)
    purge (self, self->deleted);
  forget_undo (self);
}

/* Before anything else is deleted: there is one offer at a time. */
static void
end_offer (TactusHistoryPage *self)
{
  if (self->undo_toast)
    adw_toast_dismiss (self->undo_toast);
}

static void
offer_undo (TactusHistoryPage *self,
            const char        *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "history.undo");
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->undo_toast, toast);
  tactus_widget_add_toast (self->toasts, toast);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusHistoryPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_history_delete_finish (TACTUS_HISTORY (source), result, &error))
    say_failed (self, error);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusHistoryPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_history_mark_finish (TACTUS_HISTORY (source), result, &error))
    say_failed (self, error);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  if (self->deleted)
    tactus_history_delete_async (self->history, (gint64 *) self->deleted->data, self->deleted->len,
                                 FALSE, NULL, restored_cb, g_object_ref (self));
  else if (self->marker)
    tactus_history_mark_async (self->history, self->marker_session, self->marker, NULL, marked_cb,
                               g_object_ref (self));
  forget_undo (self);
  end_offer (self);
  tactus_history_page_focus (self);
}

typedef struct {
  TactusHistoryPage *page; /* (owned) */
  GArray *ids;             /* (owned) (element-type gint64) */
} Deletion;

static Deletion *
deletion_new (TactusHistoryPage *page)
{
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->page = g_object_ref (page);
  deletion->ids = g_array_ref (page->deleted);
  return deletion;
}

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->page);
  g_array_unref (deletion->ids);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) deletion = user_data;
  TactusHistoryPage *self = deletion->page;
  gboolean latest = self->deleted == deletion->ids;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (!tactus_history_delete_finish (TACTUS_HISTORY (source), result, &error))
    {
      if (latest)
        forget_undo (self);
      say_failed (self, error);
      return;
    }
  /* The page is gone, or something else was deleted since, and with it the offer. */
  if (self->toasts == NULL || !latest)
    {
      purge (self, deletion->ids);
      return;
    }

  message = tactus_history_text_deleted (self->deleted->len);
  offer_undo (self, message);
}

static void
leave_deleted (TactusHistoryPage *self)
{
  if (self->pages->len == 0)
    return;

  if (TACTUS_IS_SESSION_PAGE (tactus_history_page_get_page (self)))
    close_page (self);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);
  gsize n_ids;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  if (n_ids == 0)
    return;

  end_offer (self);
  forget_undo (self);
  self->deleted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (self->deleted, ids, (guint) n_ids);
  leave_deleted (self);
  tactus_history_delete_async (self->history, ids, (guint) n_ids, TRUE, NULL, deleted_cb,
                               deletion_new (self));
}

static void
marker_removed_cb (TactusHistoryPage  *self,
                   gint64              session,
                   const TactusMarker *marker)
{
  end_offer (self);
  forget_undo (self);
  self->marker = tactus_marker_new (marker->when_us, marker->text);
  self->marker_session = session;
  offer_undo (self, _("Marker removed"));
}

/* ── sessions and days ── */

/* Somebody else deleted it: the terminal's program, or another window. */
static void
gone_cb (TactusHistoryPage *self,
         GtkWidget         *page)
{
  if (tactus_history_page_get_page (self) != page)
    return;

  close_page (self);
  say (self, _("This session was deleted"));
}

static GtkWidget *
make_session_page (TactusHistoryPage *self,
                   gint64             id)
{
  GtkWidget *page = tactus_session_page_new (self->history, id, self->band);

  g_signal_connect_object (page, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "marker-removed", G_CALLBACK (marker_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);

  return page;
}

static GtkWidget *
make_day_page (TactusHistoryPage *self,
               gint64             time)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (time);
  GtkWidget *page = tactus_day_page_new (self->history, day, self->band);

  g_signal_connect_object (page, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);

  return page;
}

static void
open_session_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  open_page (self, make_session_page (self, g_variant_get_int64 (parameter)));
}

static void
step_session_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  replace_page (self, make_session_page (self, g_variant_get_int64 (parameter)));
}

static void
open_day_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  open_page (self, make_day_page (self, g_variant_get_int64 (parameter)));
}

static void
step_day_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  replace_page (self, make_day_page (self, g_variant_get_int64 (parameter)));
}

static GtkWindow *
get_window (TactusHistoryPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);
  gint64 first, second;

  g_variant_get (parameter, "(xx)", &first, &second);
  open_page (self, tactus_compare_page_new (self->history, first, second));
}

static void
chosen_cb (TactusHistoryPage *self,
           gint64             id)
{
  open_page (self, tactus_compare_page_new (self->history, self->comparing, id));
}

static void
compare_with_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);
  GtkWidget *chooser;

  self->comparing = g_variant_get_int64 (parameter);
  chooser = tactus_session_chooser_new (get_window (self), self->history, self->comparing);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

/* ── files ── */

static void
exported_cb (TactusHistoryPage *self,
             GFile             *file,
             const char        *message)
{
  AdwToast *toast = adw_toast_new (message);

  g_set_object (&self->exported, file);
  adw_toast_set_button_label (toast, _("_Open Folder"));
  adw_toast_set_action_name (toast, "history.show-file");
  adw_toast_set_timeout (toast, 8);
  tactus_widget_add_toast (self->toasts, toast);
}

static TactusExportDialog *
open_export (TactusHistoryPage *self)
{
  GtkWidget *dialog = tactus_export_dialog_new (get_window (self), self->history, self->band);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TACTUS_EXPORT_DIALOG (dialog);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  open_export (TACTUS_HISTORY_PAGE (widget));
}

static void
export_session_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);
  GtkWidget *page = tactus_history_page_get_page (self);

  if (TACTUS_IS_SESSION_PAGE (page) &&
      tactus_session_page_get_session (TACTUS_SESSION_PAGE (page)))
    tactus_export_dialog_offer_session (open_export (self),
                                        tactus_session_page_get_session (
                                          TACTUS_SESSION_PAGE (page)));
}

static void
export_day_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (g_variant_get_int64 (parameter));

  tactus_export_dialog_offer_day (open_export (TACTUS_HISTORY_PAGE (widget)), day);
}

static void
show_file_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  if (self->exported)
    tactus_compat_show_folder (get_window (self), self->exported);
}

void
tactus_history_page_import (TactusHistoryPage *self,
                            GFile             *file)
{
  g_return_if_fail (TACTUS_IS_HISTORY_PAGE (self));

  gtk_window_present (GTK_WINDOW (tactus_import_dialog_new (get_window (self), self->history, file,
                                                            self->band)));
}

static void
import_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(TactusHistoryPage) self = user_data;
  g_autoptr(GFile) file = tactus_compat_choose_file_finish (result);

  if (file && get_window (self))
    tactus_history_page_import (self, file);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (widget);

  tactus_compat_open_file_async (get_window (self), _("Import"), import_chosen_cb,
                                 g_object_ref (self));
}

/* ── the type ── */

GtkWidget *
tactus_history_page_new (TactusHistory *history,
                         GSettings     *settings,
                         const char    *band,
                         const char    *band_name)
{
  TactusHistoryPage *self = g_object_new (TACTUS_TYPE_HISTORY_PAGE, NULL);

  self->history = g_object_ref (history);
  self->band = g_strdup (band);
  g_set_object (&self->settings, settings);
  if (settings)
    g_signal_connect_object (settings, "changed", G_CALLBACK (zones_cb), self, G_CONNECT_SWAPPED);
  tactus_history_overview_set_history (TACTUS_HISTORY_OVERVIEW (self->overview), history, band,
                                       band_name);

  return GTK_WIDGET (self);
}

static void
tactus_history_page_dispose (GObject *object)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (object);

  if (self->toasts)
    end_offer (self);
  self->toasts = NULL;
  g_ptr_array_set_size (self->pages, 0);

  G_OBJECT_CLASS (tactus_history_page_parent_class)->dispose (object);
}

static void
tactus_history_page_finalize (GObject *object)
{
  TactusHistoryPage *self = TACTUS_HISTORY_PAGE (object);

  g_clear_weak_pointer (&self->undo_toast);
  forget_undo (self);
  g_ptr_array_unref (self->pages);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->exported);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_history_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "history.back", NULL, back_action);
  gtk_widget_class_install_action (klass, "history.leave", NULL, leave_action);
  gtk_widget_class_install_action (klass, "history.open-session", "x", open_session_action);
  gtk_widget_class_install_action (klass, "history.step-session", "x", step_session_action);
  gtk_widget_class_install_action (klass, "history.open-day", "x", open_day_action);
  gtk_widget_class_install_action (klass, "history.step-day", "x", step_day_action);
  gtk_widget_class_install_action (klass, "history.compare", "(xx)", compare_action);
  gtk_widget_class_install_action (klass, "history.compare-with", "x", compare_with_action);
  gtk_widget_class_install_action (klass, "history.delete", "ax", delete_action);
  gtk_widget_class_install_action (klass, "history.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "history.export", NULL, export_action);
  gtk_widget_class_install_action (klass, "history.export-session", "x", export_session_action);
  gtk_widget_class_install_action (klass, "history.export-day", "x", export_day_action);
  gtk_widget_class_install_action (klass, "history.show-file", NULL, show_file_action);
  gtk_widget_class_install_action (klass, "history.import", NULL, import_action);
}

static void
tactus_history_page_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((TactusHistoryPageProperty) property_id)
    {
    case PROP_DEEP:
      g_value_set_boolean (value, TACTUS_HISTORY_PAGE (object)->pages->len > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_page_class_init (TactusHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_history_page_get_property;
  object_class->dispose = tactus_history_page_dispose;
  object_class->finalize = tactus_history_page_finalize;

  properties[PROP_DEEP] = g_param_spec_boolean ("deep", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  install_actions (widget_class);

  g_type_ensure (TACTUS_TYPE_HISTORY_OVERVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-history-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryPage, overview);
  gtk_widget_class_bind_template_callback (widget_class, transition_cb);
}

static void
tactus_history_page_init (TactusHistoryPage *self)
{
  self->pages = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
