/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-day-page.h"

#include "tactus-history-text.h"
#include "tactus-period-view.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusDayPage
{
  AdwBin parent_instance;

  GtkWidget *window_title;
  GtkWidget *period_view;
  GtkWidget *sessions_group;
  GtkWidget *sessions_list;

  TactusHistory *history;    /* (owned) */
  GDateTime *day;            /* (owned) */
  char *band;                /* (owned) (nullable) */
  gint64 earlier;            /* Unix seconds of a day, 0: none */
  gint64 later;              /* Unix seconds of a day, 0: none */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusDayPage, tactus_day_page, ADW_TYPE_BIN)

enum {
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TactusHistoryQuery
query_day (TactusDayPage *self)
{
  TactusHistoryQuery query = { .band = self->band };

  tactus_history_query_days (&query, self->day, self->day);

  return query;
}

/* ── its sessions ── */

static void
session_activated_cb (TactusDayPage *self,
                      GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "session");

  gtk_widget_activate_action (GTK_WIDGET (self), "history.open-session", "x", *id);
}

static void
append_session (TactusDayPage *self,
                TactusSession *session)
{
  gint64 now_us = g_get_real_time ();
  gint64 id = tactus_session_get_id (session);
  g_autofree char *title = tactus_history_text_title (session, now_us);
  g_autofree char *when = tactus_history_text_when (session, now_us);
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "session", g_memdup2 (&id, sizeof (id)), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->sessions_list), row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusDayPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result,
                                                              &error);
  GtkListBoxRow *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sessions == NULL)
    {
      g_signal_emit (self, signals[MESSAGE], 0, tactus_history_text_error (error));
      return;
    }

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sessions_list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->sessions_list), GTK_WIDGET (row));
  for (guint i = 0; i < sessions->len; i++)
    append_session (self, g_ptr_array_index (sessions, i));
  gtk_widget_set_visible (self->sessions_group, sessions->len > 0);
}

/* ── its neighbours ── */

static void
days_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusDayPage) self = user_data;
  g_autoptr(GPtrArray) days = tactus_history_days_finish (TACTUS_HISTORY (source), result, NULL);

  /* What cannot be read is said where the day is. */
  if (days == NULL || self->period_view == NULL)
    return;

  self->earlier = self->later = 0;
  for (guint i = 0; i < days->len; i++)
    {
      GDateTime *other = g_ptr_array_index (days, i);
      int order = g_date_time_compare (other, self->day);

      if (order > 0)
        self->later = g_date_time_to_unix (other);
      else if (order < 0 && self->earlier == 0)
        self->earlier = g_date_time_to_unix (other);
    }

  g_object_set (self->period_view, "has-earlier", self->earlier != 0, "has-later", self->later != 0,
                NULL);
}

static void
stepped_cb (TactusDayPage *self,
            int            step)
{
  gint64 day = step < 0 ? self->earlier : self->later;

  if (day != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "history.step-day", "x", day);
}

static void
look_around (TactusDayPage *self)
{
  const TactusHistoryQuery of_day = query_day (self);
  const TactusHistoryQuery all = { .band = self->band };

  tactus_history_list_async (self->history, &of_day, self->cancellable, listed_cb,
                             g_object_ref (self));
  tactus_history_days_async (self->history, &all, self->cancellable, days_cb, g_object_ref (self));
}

static void
changed_cb (TactusDayPage *self)
{
  look_around (self);
  tactus_period_view_reload (TACTUS_PERIOD_VIEW (self->period_view));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "history.export-day", "x",
                              g_date_time_to_unix (TACTUS_DAY_PAGE (widget)->day));
}

GtkWidget *
tactus_day_page_new (TactusHistory *history,
                     GDateTime     *day,
                     const char    *band)
{
  TactusDayPage *self = g_object_new (TACTUS_TYPE_DAY_PAGE, NULL);
  g_autofree char *title = tactus_history_text_day (day, g_get_real_time ());
  g_autofree char *date = tactus_history_text_date (day, g_get_real_time ());
  TactusHistoryQuery query;

  self->history = g_object_ref (history);
  self->day = g_date_time_ref (day);
  self->band = g_strdup (band);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  g_object_set (self->period_view, "heading", date, NULL);
  g_signal_connect_object (history, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  query = query_day (self);
  tactus_period_view_load (TACTUS_PERIOD_VIEW (self->period_view), history, 0, band,
                           query.from_us, query.to_us, FALSE);
  look_around (self);

  return GTK_WIDGET (self);
}

void
tactus_day_page_set_zones (TactusDayPage     *self,
                           const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_DAY_PAGE (self));

  tactus_period_view_set_zones (TACTUS_PERIOD_VIEW (self->period_view), zones);
}

static void
tactus_day_page_dispose (GObject *object)
{
  TactusDayPage *self = TACTUS_DAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  self->period_view = NULL;

  G_OBJECT_CLASS (tactus_day_page_parent_class)->dispose (object);
}

static void
tactus_day_page_finalize (GObject *object)
{
  TactusDayPage *self = TACTUS_DAY_PAGE (object);

  g_clear_object (&self->history);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->day, g_date_time_unref);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_day_page_parent_class)->finalize (object);
}

static void
tactus_day_page_class_init (TactusDayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_day_page_dispose;
  object_class->finalize = tactus_day_page_finalize;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "day.export", NULL, export_action);

  g_type_ensure (TACTUS_TYPE_PERIOD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-day-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusDayPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, TactusDayPage, period_view);
  gtk_widget_class_bind_template_child (widget_class, TactusDayPage, sessions_group);
  gtk_widget_class_bind_template_child (widget_class, TactusDayPage, sessions_list);
  gtk_widget_class_bind_template_callback (widget_class, session_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stepped_cb);
}

static void
tactus_day_page_init (TactusDayPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
