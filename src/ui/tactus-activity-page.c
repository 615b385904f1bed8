/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-activity-page.h"

#include <glib/gi18n.h>

#include "tactus-band-abilities.h"
#include "tactus-connect-hint.h"
#include "tactus-day-summary.h"
#include "tactus-history-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define N_DAYS 7

struct _TactusActivityPage
{
  AdwBin parent_instance;

  GtkWidget *hint;
  GtkWidget *sync_row;
  GtkWidget *sync_stack;
  GtkWidget *progress_bar;
  GtkWidget *days_list;

  TactusBand *band;           /* (owned) */
  TactusActivityStore *store; /* (owned) */
  GCancellable *sync;         /* (owned) (nullable): the one in flight */
  GCancellable *reading;      /* (owned): of the database */
  gint64 newest;              /* Unix seconds of the last minute that is here; -1: none */
  char *result;               /* (owned) (nullable): of the last sync, in words */
};

G_DEFINE_FINAL_TYPE (TactusActivityPage, tactus_activity_page, ADW_TYPE_BIN)

static void
say_error (TactusActivityPage *self,
           const GError       *error)
{
  g_autofree char *sentence = tactus_band_error_to_sentence (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
}

/* ── what is here ── */

/* Returns: (transfer full): midnight, @ago days before today */
static GDateTime *
day_start (int ago)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) day = g_date_time_add_days (now, -ago);

  return g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day), 0, 0, 0);
}

static void
append_day (TactusActivityPage *self,
            GArray             *rows,
            int                 ago)
{
  g_autoptr(GDateTime) from = day_start (ago);
  g_autoptr(GDateTime) to = day_start (ago - 1);
  const TactusModel *model = tactus_band_get_model (self->band);
  TactusDaySummary summary = tactus_day_summary_of (rows, g_date_time_to_unix (from),
                                                    g_date_time_to_unix (to),
                                                    model &&
                                                    model->generation == TACTUS_GENERATION_A);
  g_autofree char *title = tactus_day_summary_title (from, (guint) ago);
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (summary.minutes == 0)
    return;

  text = tactus_day_summary_to_text (&summary);
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_append (GTK_LIST_BOX (self->days_list), row);
}

static void
show_days (TactusActivityPage *self,
           GArray             *rows)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->days_list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->days_list), GTK_WIDGET (row));

  for (int ago = 0; ago < N_DAYS; ago++)
    append_day (self, rows, ago);
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusActivityPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) rows = tactus_activity_store_query_finish (TACTUS_ACTIVITY_STORE (source),
                                                               result, &error);

  if (rows)
    show_days (self, rows);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_error (self, error);
}

/* Returns: (transfer full): what the last sync did, or how far what is here reaches */
static char *
describe (TactusActivityPage *self)
{
  g_autoptr(GDateTime) when = NULL;
  g_autofree char *time = NULL;

  if (self->sync)
    return g_strdup (_("Fetching…"));
  if (self->result)
    return g_strdup (self->result);
  if (self->newest < 0)
    return g_strdup (_("Nothing fetched yet"));

  when = g_date_time_new_from_unix_local (self->newest);
  time = tactus_history_text_moment (when);
  /* Translators: %s is a date and a time */
  return g_strdup_printf (_("Fetched up to %s"), time);
}

static void
update (TactusActivityPage *self)
{
  g_autofree char *text = describe (self);
  gboolean syncing = self->sync != NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->sync_row), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->sync_stack), syncing ? "cancel" : "sync");
  gtk_widget_set_visible (self->progress_bar, syncing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.sync", !syncing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.cancel",
                                 syncing && !g_cancellable_is_cancelled (self->sync));
}

static void
last_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusActivityPage) self = user_data;

  /* What cannot be read is said by the query. */
  tactus_activity_store_last_finish (TACTUS_ACTIVITY_STORE (source), result, &self->newest, NULL);
  update (self);
}

static void
read_store (TactusActivityPage *self)
{
  g_autoptr(GDateTime) from = day_start (N_DAYS - 1);
  g_autoptr(GDateTime) to = day_start (-1);
  const char *address = tactus_band_get_address (self->band);

  tactus_activity_store_last_async (self->store, address, self->reading, last_cb,
                                    g_object_ref (self));
  tactus_activity_store_query_async (self->store, address, g_date_time_to_unix (from),
                                     g_date_time_to_unix (to), self->reading, queried_cb,
                                     g_object_ref (self));
}

/* ── fetching ── */

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  TactusActivityPage *self = user_data;
  GtkProgressBar *bar = GTK_PROGRESS_BAR (self->progress_bar);
  g_autofree char *text = NULL;

  if (total == 0)
    {
      gtk_progress_bar_pulse (bar);
      return;
    }

  /* Translators: minutes fetched, of so many */
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u minute", "%u of %u minutes",
                                       total), done, total);
  gtk_progress_bar_set_text (bar, text);
  gtk_progress_bar_set_fraction (bar, (double) done / total);
}

static char *
count_text (const TactusSyncSummary *summary)
{
  if (summary->minutes == 0)
    return g_strdup (_("Nothing new on the band"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute fetched, %u new",
                                       "%u minutes fetched, %u new", summary->minutes),
                          summary->minutes, summary->added);
}

/* What came is kept, and the band has the rest: so a failure is no loss, and says so. */
static char *
result_text (const TactusSyncSummary *summary,
             const GError            *error)
{
  g_autofree char *count = NULL;

  if (error == NULL)
    return count_text (summary);
  if (summary->minutes == 0)
    return g_strdup (_("Nothing was fetched. The band keeps what it has; sync again."));

  count = count_text (summary);
  /* Translators: %s is "34 minutes fetched, 34 new" */
  return g_strdup_printf (_("%s. The band keeps the rest; sync again to go on."), count);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusActivityPage) self = user_data;
  g_autoptr(GError) error = NULL;
  TactusSyncSummary summary = { .from = -1, .to = -1 };

  tactus_band_sync_activity_finish (TACTUS_BAND (source), result, &summary, &error);
  g_clear_object (&self->sync);
  g_free (self->result);
  self->result = result_text (&summary, error);
  update (self);
  read_store (self);

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_error (self, error);
}

static void
sync_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusActivityPage *self = TACTUS_ACTIVITY_PAGE (widget);

  self->sync = g_cancellable_new ();
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress_bar), _("Asking the band…"));
  update (self);
  tactus_band_sync_activity_async (self->band, self->store, -1, progress_cb, self, self->sync,
                                   synced_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusActivityPage *self = TACTUS_ACTIVITY_PAGE (widget);

  g_cancellable_cancel (self->sync);
  if (self->sync)
    update (self);
}

GtkWidget *
tactus_activity_page_new (TactusBand          *band,
                          TactusActivityStore *store)
{
  TactusActivityPage *self = g_object_new (TACTUS_TYPE_ACTIVITY_PAGE, NULL);

  self->band = g_object_ref (band);
  self->store = g_object_ref (store);
  tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (self->hint), band);
  update (self);
  read_store (self);

  return GTK_WIDGET (self);
}

/* With the page goes the button that could cancel. */
static void
tactus_activity_page_unroot (GtkWidget *widget)
{
  TactusActivityPage *self = TACTUS_ACTIVITY_PAGE (widget);

  g_cancellable_cancel (self->sync);
  g_cancellable_cancel (self->reading);

  GTK_WIDGET_CLASS (tactus_activity_page_parent_class)->unroot (widget);
}

static void
tactus_activity_page_finalize (GObject *object)
{
  TactusActivityPage *self = TACTUS_ACTIVITY_PAGE (object);

  g_clear_object (&self->sync);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  g_clear_object (&self->band);
  g_free (self->result);

  G_OBJECT_CLASS (tactus_activity_page_parent_class)->finalize (object);
}

static void
tactus_activity_page_class_init (TactusActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_activity_page_finalize;
  widget_class->unroot = tactus_activity_page_unroot;

  gtk_widget_class_install_action (widget_class, "activity.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "activity.cancel", NULL, cancel_action);

  g_type_ensure (TACTUS_TYPE_CONNECT_HINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-activity-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusActivityPage, hint);
  gtk_widget_class_bind_template_child (widget_class, TactusActivityPage, sync_row);
  gtk_widget_class_bind_template_child (widget_class, TactusActivityPage, sync_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusActivityPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TactusActivityPage, days_list);
}

static void
tactus_activity_page_init (TactusActivityPage *self)
{
  self->newest = -1;
  self->reading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
