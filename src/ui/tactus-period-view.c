/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-period-view.h"

#include "tactus-chart.h"
#include "tactus-history-text.h"
#include "tactus-panes.h"
#include "tactus-sight.h"
#include "tactus-statistics-view.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define SPINNER_MS 400

/* How often there is more of a session that goes on. */
#define LIVE_MS 2000

/* To either side of a moment. */
#define MOMENT_US (150 * G_USEC_PER_SEC)

struct _TactusPeriodView
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *spinner;
  GtkWidget *error_page;
  GtkWidget *chart;
  GtkWidget *statistics_view;
  GtkWidget *extra_bin;
  GtkWidget *heading_label;

  TactusHistory *history;  /* (owned) (nullable) */
  gint64 session;
  char *band;              /* (owned) (nullable) */
  gint64 from_us;
  gint64 to_us;
  gboolean live;
  TactusSight *sight;      /* (owned) */
  TactusZones zones;
  TactusSeries *series;    /* (owned) (nullable) */
  GPtrArray *markers;      /* (owned) (nullable) (element-type TactusMarker) */
  TactusStatistics statistics;

  GCancellable *loading;   /* (owned) (nullable) */
  gboolean growing;        /* what is loaded comes behind what is here */
  guint spinner_id;
  guint live_id;
  gboolean has_earlier;
  gboolean has_later;
};

G_DEFINE_FINAL_TYPE (TactusPeriodView, tactus_period_view, ADW_TYPE_BIN)

typedef enum {
  PROP_EXTRA = 1,
  PROP_HEADING,
  PROP_HAS_EARLIER,
  PROP_HAS_LATER,
  PROP_PAGE,
} TactusPeriodViewProperty;

static GParamSpec *properties[PROP_PAGE + 1];

enum {
  LOADED,
  STEPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── showing ── */

static void
show_page (TactusPeriodView *self,
           const char       *name)
{
  if (!g_str_equal (name, "loading"))
    {
      g_clear_handle_id (&self->spinner_id, g_source_remove);
      gtk_widget_set_visible (self->spinner, FALSE);
    }

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
show_error (TactusPeriodView *self,
            const GError     *error)
{
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page),
                             tactus_history_text_error_title (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page),
                                   tactus_history_text_error (error));
  show_page (self, "error");
}

/* What was read last of a session that is open is its end. */
static gint64
end_us (TactusPeriodView *self)
{
  TactusReading last;

  if (self->session != 0 && self->series && tactus_series_get_last (self->series, &last))
    return MAX (self->to_us, last.when_us);

  return self->to_us;
}

static void
update_statistics (TactusPeriodView *self)
{
  /* The last reading belongs to it. */
  tactus_statistics_of (self->series, self->from_us, end_us (self) + 1, &self->zones,
                        &self->statistics);
  tactus_statistics_view_set (TACTUS_STATISTICS_VIEW (self->statistics_view), &self->statistics,
                              &self->zones);
}

/* Who looks at a part of it closely goes on doing so. */
static void
set_bounds (TactusPeriodView *self,
            gboolean          keep)
{
  TactusChart *chart = TACTUS_CHART (self->chart);
  gint64 to_us = MAX (end_us (self), self->from_us + 1);
  gint64 seen_from_us, seen_to_us;

  tactus_chart_get_visible (chart, &seen_from_us, &seen_to_us);
  tactus_chart_set_bounds (chart, self->from_us, to_us);
  if (keep && seen_from_us > self->from_us)
    tactus_chart_show (chart, seen_from_us, seen_to_us);
}

static void
take_series (TactusPeriodView *self,
             TactusSeries     *series,
             GPtrArray        *markers)
{
  TactusChart *chart = TACTUS_CHART (self->chart);
  gboolean had_one = self->series != NULL;

  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  self->series = tactus_series_ref (series);
  self->markers = g_ptr_array_ref (markers);
  tactus_chart_set_series (chart, self->series);
  tactus_chart_set_markers (chart, self->markers);
  set_bounds (self, had_one);
}

static void
add_series (TactusPeriodView *self,
            TactusSeries     *series)
{
  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      TactusReading reading = tactus_series_get (series, i);
      const guint16 *rr;
      guint n_rr;

      rr = tactus_series_get_rr (series, i, &n_rr);
      tactus_series_append_with_rr (self->series, &reading, rr, n_rr);
    }

  tactus_chart_series_changed (TACTUS_CHART (self->chart));
  set_bounds (self, TRUE);
}

/* ── loading ── */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusPeriodView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) series = tactus_history_load_finish (TACTUS_HISTORY (source), result,
                                                               &markers, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->history == NULL)
    return;

  g_clear_object (&self->loading);
  if (series == NULL)
    {
      /* What is on the screen is true, if not the latest. */
      if (!self->growing)
        show_error (self, error);
      return;
    }

  if (self->growing)
    add_series (self, series);
  else
    take_series (self, series, markers);
  update_statistics (self);
  show_page (self, "content");
  g_signal_emit (self, signals[LOADED], 0);
}

static void
cancel (TactusPeriodView *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (TactusPeriodView *self,
      gint64            from_us,
      gint64            to_us)
{
  const TactusHistoryQuery query = {
    .band = self->band,
    .session = self->session,
    .from_us = from_us,
    .to_us = to_us,
  };

  cancel (self);
  self->loading = g_cancellable_new ();
  tactus_history_load_async (self->history, &query, self->loading, loaded_cb, g_object_ref (self));
}

static gboolean
live_cb (gpointer user_data)
{
  TactusPeriodView *self = user_data;
  TactusReading last = { .when_us = self->from_us - 1 };

  if (self->series == NULL || self->loading)
    return G_SOURCE_CONTINUE;

  tactus_series_get_last (self->series, &last);
  self->growing = TRUE;
  load (self, last.when_us + 1, G_MAXINT64);

  return G_SOURCE_CONTINUE;
}

static void
update_live (TactusPeriodView *self)
{
  gboolean wanted = self->live && tactus_sight_get_in_sight (self->sight);

  if (wanted && self->live_id == 0)
    self->live_id = g_timeout_add (LIVE_MS, live_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->live_id, g_source_remove);
}

static gboolean
spinner_cb (gpointer user_data)
{
  TactusPeriodView *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);

  return G_SOURCE_REMOVE;
}

/* A session is all of its readings, whatever its end says. */
void
tactus_period_view_reload (TactusPeriodView *self)
{
  g_return_if_fail (TACTUS_IS_PERIOD_VIEW (self));

  self->growing = FALSE;
  if (self->history)
    load (self, self->session ? 0 : self->from_us, self->session ? 0 : self->to_us);
}

void
tactus_period_view_load (TactusPeriodView *self,
                         TactusHistory    *history,
                         gint64            session,
                         const char       *band,
                         gint64            from_us,
                         gint64            to_us,
                         gboolean          live)
{
  g_return_if_fail (TACTUS_IS_PERIOD_VIEW (self));
  g_return_if_fail (TACTUS_IS_HISTORY (history));

  g_set_object (&self->history, history);
  g_free (self->band);
  self->band = g_strdup (band);
  self->session = session;
  self->from_us = from_us;
  self->to_us = to_us;
  self->live = live;
  update_live (self);

  if (self->spinner_id == 0)
    self->spinner_id = g_timeout_add (SPINNER_MS, spinner_cb, self);
  if (self->series == NULL)
    show_page (self, "loading");
  tactus_period_view_reload (self);
}

void
tactus_period_view_set_zones (TactusPeriodView  *self,
                              const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_PERIOD_VIEW (self));

  self->zones = *zones;
  tactus_chart_set_zones (TACTUS_CHART (self->chart), zones);
  if (self->series)
    update_statistics (self);
}

TactusSeries *
tactus_period_view_get_series (TactusPeriodView *self)
{
  g_return_val_if_fail (TACTUS_IS_PERIOD_VIEW (self), NULL);

  return self->series;
}

GPtrArray *
tactus_period_view_get_markers (TactusPeriodView *self)
{
  g_return_val_if_fail (TACTUS_IS_PERIOD_VIEW (self), NULL);

  return self->markers;
}

void
tactus_period_view_get_statistics (TactusPeriodView *self,
                                   TactusStatistics *statistics)
{
  g_return_if_fail (TACTUS_IS_PERIOD_VIEW (self));

  *statistics = self->statistics;
}

void
tactus_period_view_show_moment (TactusPeriodView *self,
                                gint64            when_us)
{
  g_return_if_fail (TACTUS_IS_PERIOD_VIEW (self));

  tactus_chart_show (TACTUS_CHART (self->chart), when_us - MOMENT_US, when_us + MOMENT_US);
  gtk_widget_grab_focus (self->chart);
}

/* ── commands ── */

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  tactus_period_view_reload (TACTUS_PERIOD_VIEW (widget));
}

static void
earlier_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_signal_emit (widget, signals[STEPPED], 0, -1);
}

static void
later_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[STEPPED], 0, 1);
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  gtk_widget_activate_action (TACTUS_PERIOD_VIEW (widget)->chart, "chart.zoom-in", NULL);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  gtk_widget_activate_action (TACTUS_PERIOD_VIEW (widget)->chart, "chart.zoom-out", NULL);
}

static void
whole_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  set_bounds (TACTUS_PERIOD_VIEW (widget), FALSE);
}

static void
set_neighbour (TactusPeriodView         *self,
               TactusPeriodViewProperty  property,
               gboolean                  there)
{
  gboolean *field = property == PROP_HAS_EARLIER ? &self->has_earlier : &self->has_later;

  if (*field == there)
    return;

  *field = there;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), property == PROP_HAS_EARLIER ? "period.earlier"
                                                                                 : "period.later",
                                 there);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* ── the type ── */

static void
tactus_period_view_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TactusPeriodView *self = TACTUS_PERIOD_VIEW (object);

  switch ((TactusPeriodViewProperty) property_id)
    {
    case PROP_EXTRA:
      g_value_set_object (value, adw_bin_get_child (ADW_BIN (self->extra_bin)));
      break;
    case PROP_HEADING:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->heading_label)));
      break;
    case PROP_HAS_EARLIER:
      g_value_set_boolean (value, self->has_earlier);
      break;
    case PROP_HAS_LATER:
      g_value_set_boolean (value, self->has_later);
      break;
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (self->stack)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_period_view_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TactusPeriodView *self = TACTUS_PERIOD_VIEW (object);

  switch ((TactusPeriodViewProperty) property_id)
    {
    case PROP_EXTRA:
      adw_bin_set_child (ADW_BIN (self->extra_bin), g_value_get_object (value));
      break;
    case PROP_HEADING:
      gtk_label_set_label (GTK_LABEL (self->heading_label), g_value_get_string (value));
      break;
    case PROP_HAS_EARLIER:
    case PROP_HAS_LATER:
      set_neighbour (self, (TactusPeriodViewProperty) property_id, g_value_get_boolean (value));
      break;
    case PROP_PAGE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_period_view_dispose (GObject *object)
{
  TactusPeriodView *self = TACTUS_PERIOD_VIEW (object);

  cancel (self);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->live_id, g_source_remove);
  g_clear_object (&self->sight);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (tactus_period_view_parent_class)->dispose (object);
}

static void
tactus_period_view_finalize (GObject *object)
{
  TactusPeriodView *self = TACTUS_PERIOD_VIEW (object);

  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_period_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  properties[PROP_EXTRA] =
    g_param_spec_object ("extra", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEADING] =
    g_param_spec_string ("heading", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_EARLIER] =
    g_param_spec_boolean ("has-earlier", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_LATER] =
    g_param_spec_boolean ("has-later", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] =
    g_param_spec_string ("page", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "period.retry", NULL, retry_action);
  gtk_widget_class_install_action (klass, "period.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (klass, "period.later", NULL, later_action);
  gtk_widget_class_install_action (klass, "period.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (klass, "period.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (klass, "period.whole", NULL, whole_action);
}

static void
tactus_period_view_class_init (TactusPeriodViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_period_view_get_property;
  object_class->set_property = tactus_period_view_set_property;
  object_class->dispose = tactus_period_view_dispose;
  object_class->finalize = tactus_period_view_finalize;

  install_properties (object_class);
  install_actions (widget_class);
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[STEPPED] = g_signal_new ("stepped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (TACTUS_TYPE_CHART);
  g_type_ensure (TACTUS_TYPE_PANES);
  g_type_ensure (TACTUS_TYPE_STATISTICS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-period-view"));
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, spinner);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, error_page);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, chart);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, statistics_view);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, extra_bin);
  gtk_widget_class_bind_template_child (widget_class, TactusPeriodView, heading_label);
}

static void
tactus_period_view_init (TactusPeriodView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "period.earlier", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "period.later", FALSE);
  self->sight = tactus_sight_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sight, "notify::in-sight", G_CALLBACK (update_live), self,
                           G_CONNECT_SWAPPED);
}
