/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-view.h"

#include <glib/gi18n.h>

#include "tactus-history-row.h"
#include "tactus-history-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

/* A spinner that only flashes says less than none. */
#define SPINNER_MS 400

/* Several changes in a row, an import say, are one. */
#define CHANGED_MS 150

/* Rows are looked at when the scrolling has come to a rest for so long. */
#define SIGHT_MS   30

/* How often a session that goes on is looked at again. */
#define LIVE_MS    10000

struct _TactusHistoryView
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *spinner;
  GtkWidget *empty_page;
  GtkWidget *import_button;
  GtkWidget *error_page;

  TactusHistory *history;  /* (owned) (nullable) */
  char *band;              /* (owned) (nullable) */
  char *text;              /* (owned) */
  gint64 left_out;
  GListStore *model;       /* (owned) (element-type TactusHistoryEntry) */
  GPtrArray *rows;         /* (owned) (element-type TactusHistoryRow): not owned: those in use */
  GCancellable *loading;   /* (owned) (nullable) */
  guint spinner_id;
  guint changed_id;
  guint sight_id;
  guint live_id;
  gboolean days;
  gboolean selecting;
};

G_DEFINE_FINAL_TYPE (TactusHistoryView, tactus_history_view, ADW_TYPE_BIN)

typedef enum {
  PROP_DAYS = 1,
  PROP_SELECTING,
  PROP_PAGE,
} TactusHistoryViewProperty;

static GParamSpec *properties[PROP_PAGE + 1];

enum {
  OPENED,
  SELECTION_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── what is in sight ── */

static gboolean
is_in_sight (TactusHistoryView *self,
             GtkWidget         *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, self->list, &bounds) &&
         bounds.origin.y < gtk_widget_get_height (self->list) &&
         bounds.origin.y + bounds.size.height > 0;
}

static gboolean
sight_cb (gpointer user_data)
{
  TactusHistoryView *self = user_data;

  self->sight_id = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      TactusHistoryEntry *entry = tactus_history_row_get_entry (TACTUS_HISTORY_ROW (row));

      if (entry && is_in_sight (self, row))
        tactus_history_entry_load (entry, self->history);
      else if (entry)
        tactus_history_entry_cancel (entry);
    }

  return G_SOURCE_REMOVE;
}

static void
look (TactusHistoryView *self)
{
  if (self->sight_id == 0 && self->history)
    self->sight_id = g_timeout_add (SIGHT_MS, sight_cb, self);
}

/* ── rows ── */

static void
setup_cb (TactusHistoryView *self,
          GtkListItem       *item)
{
  GtkWidget *row = tactus_history_row_new ();

  g_object_bind_property (self, "selecting", row, "selecting", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (TactusHistoryView *self,
         GtkListItem       *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  tactus_history_row_set_entry (TACTUS_HISTORY_ROW (row), gtk_list_item_get_item (item));
  g_ptr_array_add (self->rows, row);
  look (self);
}

static void
unbind_cb (TactusHistoryView *self,
           GtkListItem       *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  tactus_history_entry_cancel (gtk_list_item_get_item (item));
  tactus_history_row_set_entry (TACTUS_HISTORY_ROW (row), NULL);
  g_ptr_array_remove_fast (self->rows, row);
}

static void
activated_cb (TactusHistoryView *self,
              guint              position)
{
  g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->model),
                                                               position);

  if (entry == NULL)
    return;
  if (self->selecting)
    tactus_history_entry_set_selected (entry, !tactus_history_entry_get_selected (entry));
  else
    g_signal_emit (self, signals[OPENED], 0, entry);
}

static void
selected_cb (TactusHistoryView *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* ── the list ── */

static void
show_page (TactusHistoryView *self,
           const char        *name)
{
  gboolean waiting = g_str_equal (name, "loading");

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  if (!waiting)
    {
      g_clear_handle_id (&self->spinner_id, g_source_remove);
      gtk_widget_set_visible (self->spinner, FALSE);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
show_list (TactusHistoryView *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    show_page (self, "list");
  else
    show_page (self, *self->text ? "nothing-found" : "empty");
}

static void
show_error (TactusHistoryView *self,
            const GError      *error)
{
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page),
                             tactus_history_text_error_title (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page),
                                   tactus_history_text_error (error));
  show_page (self, "error");
}

static gint64
key_at (GListModel *model,
        guint       position)
{
  g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, position);

  return tactus_history_entry_get_key (entry);
}

static void
update_entry (GListModel         *model,
              guint               position,
              TactusHistoryEntry *other)
{
  g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, position);

  tactus_history_entry_update (entry, other);
}

/* What is the same at both ends stays, with its place on the screen and what is known of it. */
static void
take_entries (TactusHistoryView *self,
              GPtrArray         *entries)
{
  GListModel *model = G_LIST_MODEL (self->model);
  guint n_old = g_list_model_get_n_items (model);
  guint most = MIN (n_old, entries->len);
  guint begin = 0;
  guint end = 0;

  while (begin < most && key_at (model, begin) ==
                         tactus_history_entry_get_key (g_ptr_array_index (entries, begin)))
    begin++;
  while (end < most - begin &&
         key_at (model, n_old - 1 - end) ==
         tactus_history_entry_get_key (g_ptr_array_index (entries, entries->len - 1 - end)))
    end++;

  for (guint i = 0; i < begin; i++)
    update_entry (model, i, g_ptr_array_index (entries, i));
  for (guint i = 1; i <= end; i++)
    update_entry (model, n_old - i, g_ptr_array_index (entries, entries->len - i));
  g_list_store_splice (self->model, begin, n_old - begin - end, entries->pdata + begin,
                       entries->len - begin - end);

  show_list (self);
  look (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static TactusHistoryEntry *
make_entry (TactusHistoryView *self,
            gpointer           item)
{
  TactusHistoryEntry *entry = self->days ? tactus_history_entry_new_for_day (item, self->band)
                                         : tactus_history_entry_new_for_session (item);

  g_signal_connect_object (entry, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  return entry;
}

static gboolean
is_left_out (TactusHistoryView *self,
             gpointer           item)
{
  return self->left_out != 0 && !self->days && tactus_session_get_id (item) == self->left_out;
}

static void
take_items (TactusHistoryView *self,
            GPtrArray         *items)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    if (!is_left_out (self, g_ptr_array_index (items, i)))
      g_ptr_array_add (entries, make_entry (self, g_ptr_array_index (items, i)));

  take_entries (self, entries);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusHistoryView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items =
    self->days ? tactus_history_days_finish (TACTUS_HISTORY (source), result, &error)
               : tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);

  /* A newer one is on its way, or nobody looks any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->history == NULL)
    return;

  g_clear_object (&self->loading);
  if (items)
    take_items (self, items);
  else
    show_error (self, error);
}

static gboolean
spinner_cb (gpointer user_data)
{
  TactusHistoryView *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);

  return G_SOURCE_REMOVE;
}

static void
cancel (TactusHistoryView *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->changed_id, g_source_remove);
}

static void
load (TactusHistoryView *self)
{
  const TactusHistoryQuery query = {
    .band = self->band,
    .text = *self->text ? self->text : NULL,
    .newest_first = TRUE,
  };

  cancel (self);
  if (self->history == NULL)
    return;

  self->loading = g_cancellable_new ();
  if (self->days)
    tactus_history_days_async (self->history, &query, self->loading, listed_cb,
                               g_object_ref (self));
  else
    tactus_history_list_async (self->history, &query, self->loading, listed_cb,
                               g_object_ref (self));
}

static void
load_visibly (TactusHistoryView *self)
{
  show_page (self, "loading");
  if (self->spinner_id == 0)
    self->spinner_id = g_timeout_add (SPINNER_MS, spinner_cb, self);
  load (self);
}

static gboolean
changed_late_cb (gpointer user_data)
{
  TactusHistoryView *self = user_data;

  self->changed_id = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (TactusHistoryView *self)
{
  if (self->changed_id == 0)
    self->changed_id = g_timeout_add (CHANGED_MS, changed_late_cb, self);
}

static gboolean
is_live (TactusHistoryEntry *entry)
{
  TactusSession *session = tactus_history_entry_get_session (entry);

  return session && tactus_session_get_open (session);
}

/* Appending is no change of the list, but one of the row. */
static gboolean
live_cb (gpointer user_data)
{
  TactusHistoryView *self = user_data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      TactusHistoryEntry *entry =
        tactus_history_row_get_entry (TACTUS_HISTORY_ROW (g_ptr_array_index (self->rows, i)));

      if (entry && is_live (entry))
        {
          changed_cb (self);
          break;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  load_visibly (TACTUS_HISTORY_VIEW (widget));
}

void
tactus_history_view_set_history (TactusHistoryView *self,
                                 TactusHistory     *history,
                                 const char        *band)
{
  g_return_if_fail (TACTUS_IS_HISTORY_VIEW (self));

  if (self->history)
    g_signal_handlers_disconnect_by_func (self->history, changed_cb, self);
  g_set_object (&self->history, history);
  g_free (self->band);
  self->band = g_strdup (band);
  g_list_store_remove_all (self->model);
  if (history)
    g_signal_connect_object (history, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  load_visibly (self);
}

void
tactus_history_view_set_text (TactusHistoryView *self,
                              const char        *text)
{
  g_return_if_fail (TACTUS_IS_HISTORY_VIEW (self));

  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  load (self);
}

void
tactus_history_view_leave_out (TactusHistoryView *self,
                               gint64             session)
{
  g_return_if_fail (TACTUS_IS_HISTORY_VIEW (self));

  self->left_out = session;
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty_page), _("No Other Session"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty_page),
                                   _("There is nothing yet that it could be compared with."));
  gtk_widget_set_visible (self->import_button, FALSE);
}

GArray *
tactus_history_view_get_selected (TactusHistoryView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GListModel *model = G_LIST_MODEL (self->model);

  g_return_val_if_fail (TACTUS_IS_HISTORY_VIEW (self), ids);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, i);
      gint64 id = tactus_history_entry_get_key (entry);

      if (tactus_history_entry_get_selected (entry))
        g_array_append_val (ids, id);
    }

  return ids;
}

GListModel *
tactus_history_view_get_model (TactusHistoryView *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_VIEW (self), NULL);

  return G_LIST_MODEL (self->model);
}

static guint
find_key (TactusHistoryView *self,
          gint64             key)
{
  GListModel *model = G_LIST_MODEL (self->model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (key_at (model, i) == key)
      return i;

  return 0;
}

void
tactus_history_view_focus (TactusHistoryView *self,
                           gint64             key)
{
  GListModel *model = G_LIST_MODEL (self->model);

  g_return_if_fail (TACTUS_IS_HISTORY_VIEW (self));

  if (key != 0 && g_list_model_get_n_items (model) > 0)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", find_key (self, key));
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
clear_selection (TactusHistoryView *self)
{
  GListModel *model = G_LIST_MODEL (self->model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(TactusHistoryEntry) entry = g_list_model_get_item (model, i);

      tactus_history_entry_set_selected (entry, FALSE);
    }
}

static void
set_selecting (TactusHistoryView *self,
               gboolean           selecting)
{
  if (self->selecting == selecting)
    return;

  self->selecting = selecting;
  clear_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTING]);
}

static void
tactus_history_view_map (GtkWidget *widget)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (widget);

  GTK_WIDGET_CLASS (tactus_history_view_parent_class)->map (widget);
  self->live_id = g_timeout_add (LIVE_MS, live_cb, self);
  look (self);
}

static void
tactus_history_view_unmap (GtkWidget *widget)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (widget);

  g_clear_handle_id (&self->live_id, g_source_remove);
  g_clear_handle_id (&self->sight_id, g_source_remove);
  GTK_WIDGET_CLASS (tactus_history_view_parent_class)->unmap (widget);
}

static void
tactus_history_view_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (object);

  switch ((TactusHistoryViewProperty) property_id)
    {
    case PROP_DAYS:
      g_value_set_boolean (value, self->days);
      break;
    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
      break;
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (self->stack)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_view_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (object);

  switch ((TactusHistoryViewProperty) property_id)
    {
    case PROP_DAYS:
      self->days = g_value_get_boolean (value);
      break;
    case PROP_SELECTING:
      set_selecting (self, g_value_get_boolean (value));
      break;
    case PROP_PAGE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_view_dispose (GObject *object)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (object);

  cancel (self);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->sight_id, g_source_remove);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (tactus_history_view_parent_class)->dispose (object);
}

static void
tactus_history_view_finalize (GObject *object)
{
  TactusHistoryView *self = TACTUS_HISTORY_VIEW (object);

  g_clear_object (&self->model);
  g_ptr_array_unref (self->rows);
  g_free (self->band);
  g_free (self->text);

  G_OBJECT_CLASS (tactus_history_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  properties[PROP_DAYS] =
    g_param_spec_boolean ("days", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] =
    g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] =
    g_param_spec_string ("page", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
tactus_history_view_class_init (TactusHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_history_view_get_property;
  object_class->set_property = tactus_history_view_set_property;
  object_class->dispose = tactus_history_view_dispose;
  object_class->finalize = tactus_history_view_finalize;
  widget_class->map = tactus_history_view_map;
  widget_class->unmap = tactus_history_view_unmap;

  install_properties (object_class);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, TACTUS_TYPE_HISTORY_ENTRY);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);
  gtk_widget_class_install_action (widget_class, "list.retry", NULL, retry_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-history-view"));
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, list);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, spinner);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, error_page);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryView, import_button);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, look);
}

static void
tactus_history_view_init (TactusHistoryView *self)
{
  g_autoptr(GtkNoSelection) selection = NULL;

  self->text = g_strdup ("");
  self->model = g_list_store_new (TACTUS_TYPE_HISTORY_ENTRY);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));

  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (selection));
}
