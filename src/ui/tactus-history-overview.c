/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-overview.h"

#include <glib/gi18n.h>

#include "tactus-fit.h"
#include "tactus-history-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define SESSIONS "sessions"

struct _TactusHistoryOverview
{
  AdwBin parent_instance;

  GtkWidget *fit;
  GtkWidget *view_switcher;
  GtkWidget *window_title;
  GtkWidget *back_button;
  GtkWidget *leave_button;
  GtkWidget *search_button;
  GtkWidget *menu_button;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *switcher;
  GtkWidget *stack;
  GtkWidget *sessions_view;
  GtkWidget *days_view;
  GtkWidget *action_bar;

  char *band_name; /* (owned) (nullable) */
  gboolean selecting;
  gboolean is_view; /* one of several: its header leads to the others */
};

G_DEFINE_FINAL_TYPE (TactusHistoryOverview, tactus_history_overview, ADW_TYPE_BIN)

typedef enum {
  PROP_SELECTING = 1,
} TactusHistoryOverviewProperty;

static GParamSpec *properties[PROP_SELECTING + 1];

static gboolean
is_searching (TactusHistoryOverview *self)
{
  return gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar));
}

static gboolean
is_on_sessions (TactusHistoryOverview *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->sessions_view;
}

static gboolean
has_list (TactusHistoryOverview *self)
{
  GListModel *model = tactus_history_view_get_model (TACTUS_HISTORY_VIEW (self->sessions_view));

  return g_list_model_get_n_items (model) > 0;
}

static void
update_title (TactusHistoryOverview *self,
              guint                  n_selected)
{
  g_autofree char *selected = tactus_history_text_selected (n_selected);
  const char *name = self->band_name ? self->band_name : "";

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title),
                              self->selecting ? selected : _("History"));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title),
                                 self->selecting ? "" : name);
}

static void
update_header (TactusHistoryOverview *self)
{
  g_object_set (self->fit, "preferred", self->is_view && !self->selecting, NULL);
  gtk_widget_set_visible (self->back_button, !self->selecting);
  gtk_widget_set_visible (self->search_button, !self->selecting);
  gtk_widget_set_visible (self->menu_button, !self->selecting);
  gtk_widget_set_visible (self->leave_button, self->selecting);
}

/* Only sessions have words in them, and boxes to tick. */
static void
update (TactusHistoryOverview *self)
{
  g_autoptr(GArray) ids =
    tactus_history_view_get_selected (TACTUS_HISTORY_VIEW (self->sessions_view));
  GtkWidget *widget = GTK_WIDGET (self);

  update_title (self, ids->len);
  update_header (self);
  gtk_widget_set_visible (self->switcher, !self->selecting && !is_searching (self));
  gtk_action_bar_set_revealed (GTK_ACTION_BAR (self->action_bar), self->selecting);
  gtk_widget_action_set_enabled (widget, "overview.compare", ids->len == 2);
  gtk_widget_action_set_enabled (widget, "overview.delete", ids->len > 0);
  gtk_widget_action_set_enabled (widget, "overview.select", !self->selecting && has_list (self));
  gtk_widget_action_set_enabled (widget, "overview.search", has_list (self) || is_searching (self));
}

static void
set_selecting (TactusHistoryOverview *self,
               gboolean               selecting)
{
  if (self->selecting == selecting)
    return;

  self->selecting = selecting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTING]);
  if (selecting)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), SESSIONS);
  update (self);
  if (selecting)
    tactus_history_overview_focus (self);
}

static void
search_mode_cb (TactusHistoryOverview *self)
{
  if (is_searching (self))
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), SESSIONS);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  update (self);
}

static void
search_changed_cb (TactusHistoryOverview *self)
{
  tactus_history_view_set_text (TACTUS_HISTORY_VIEW (self->sessions_view),
                                gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
opened_cb (TactusHistoryOverview *self,
           TactusHistoryEntry    *entry)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              tactus_history_entry_get_day (entry) ? "history.open-day"
                                                                   : "history.open-session",
                              "x", tactus_history_entry_get_key (entry));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusHistoryOverview *self = TACTUS_HISTORY_OVERVIEW (widget);
  GtkSearchBar *bar = GTK_SEARCH_BAR (self->search_bar);

  gtk_search_bar_set_search_mode (bar, !gtk_search_bar_get_search_mode (bar));
  if (gtk_search_bar_get_search_mode (bar))
    gtk_widget_grab_focus (self->search_entry);
  else
    tactus_history_overview_focus (self);
}

static void
select_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  set_selecting (TACTUS_HISTORY_OVERVIEW (widget), TRUE);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TactusHistoryOverview *self = TACTUS_HISTORY_OVERVIEW (widget);
  g_autoptr(GArray) ids =
    tactus_history_view_get_selected (TACTUS_HISTORY_VIEW (self->sessions_view));

  if (ids->len != 2)
    return;

  set_selecting (self, FALSE);
  /* The list has the newer one on top; people look from then to now. */
  gtk_widget_activate_action (widget, "history.compare", "(xx)", g_array_index (ids, gint64, 1),
                              g_array_index (ids, gint64, 0));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusHistoryOverview *self = TACTUS_HISTORY_OVERVIEW (widget);
  g_autoptr(GArray) ids =
    tactus_history_view_get_selected (TACTUS_HISTORY_VIEW (self->sessions_view));
  GVariant *variant = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                 sizeof (gint64));

  set_selecting (self, FALSE);
  gtk_widget_activate_action (widget, "history.delete", "@ax", variant);
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  tactus_history_overview_leave (TACTUS_HISTORY_OVERVIEW (widget));
}

TactusFit *
tactus_history_overview_be_view (TactusHistoryOverview *self,
                                 AdwViewStack          *views)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_OVERVIEW (self), NULL);

  self->is_view = TRUE;
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (self->view_switcher), views);
  tactus_widget_name_switchers (self->view_switcher);
  update_header (self);

  return TACTUS_FIT (self->fit);
}

gboolean
tactus_history_overview_leave (TactusHistoryOverview *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_OVERVIEW (self), FALSE);

  if (self->selecting)
    set_selecting (self, FALSE);
  else if (is_searching (self))
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  else
    return FALSE;

  tactus_history_overview_focus (self);
  return TRUE;
}

void
tactus_history_overview_set_history (TactusHistoryOverview *self,
                                     TactusHistory         *history,
                                     const char            *band,
                                     const char            *name)
{
  g_return_if_fail (TACTUS_IS_HISTORY_OVERVIEW (self));

  g_free (self->band_name);
  self->band_name = g_strdup (name);
  tactus_history_view_set_history (TACTUS_HISTORY_VIEW (self->sessions_view), history, band);
  tactus_history_view_set_history (TACTUS_HISTORY_VIEW (self->days_view), history, band);
  update (self);
}

void
tactus_history_overview_focus (TactusHistoryOverview *self)
{
  g_return_if_fail (TACTUS_IS_HISTORY_OVERVIEW (self));

  tactus_history_view_focus (TACTUS_HISTORY_VIEW (is_on_sessions (self) ? self->sessions_view
                                                                        : self->days_view), 0);
}

static void
tactus_history_overview_get_property (GObject    *object,
                                      guint       property_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  switch ((TactusHistoryOverviewProperty) property_id)
    {
    case PROP_SELECTING:
      g_value_set_boolean (value, TACTUS_HISTORY_OVERVIEW (object)->selecting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_overview_set_property (GObject      *object,
                                      guint         property_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  switch ((TactusHistoryOverviewProperty) property_id)
    {
    case PROP_SELECTING:
      set_selecting (TACTUS_HISTORY_OVERVIEW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_overview_finalize (GObject *object)
{
  g_free (TACTUS_HISTORY_OVERVIEW (object)->band_name);

  G_OBJECT_CLASS (tactus_history_overview_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, fit);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, view_switcher);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, window_title);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, back_button);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, leave_button);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, search_button);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, menu_button);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, search_bar);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, search_entry);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, switcher);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, stack);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, sessions_view);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, days_view);
  gtk_widget_class_bind_template_child (klass, TactusHistoryOverview, action_bar);
  gtk_widget_class_bind_template_callback (klass, opened_cb);
  gtk_widget_class_bind_template_callback (klass, update);
  gtk_widget_class_bind_template_callback (klass, search_mode_cb);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
}

static void
tactus_history_overview_class_init (TactusHistoryOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_history_overview_get_property;
  object_class->set_property = tactus_history_overview_set_property;
  object_class->finalize = tactus_history_overview_finalize;

  properties[PROP_SELECTING] =
    g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "overview.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "overview.select", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "overview.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "overview.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "overview.leave", NULL, leave_action);

  g_type_ensure (TACTUS_TYPE_HISTORY_VIEW);
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-history-overview"));
  bind_children (widget_class);
}

static void
tactus_history_overview_init (TactusHistoryOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  gtk_search_bar_set_key_capture_widget (GTK_SEARCH_BAR (self->search_bar), self->stack);
  update (self);
}
