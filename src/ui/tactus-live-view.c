/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-live-view.h"

#include <glib/gi18n.h>

#include "tactus-chart.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

#define DEFAULT_WINDOW_SECONDS 300

struct _TactusLiveView
{
  AdwBin parent_instance;

  GtkWidget *number_label;
  GtkWidget *heart_image;
  GtkWidget *state_label;
  GtkWidget *beat_label;
  GtkWidget *measure_button;
  GtkWidget *once_button;
  GtkWidget *once_stack;
  GtkWidget *once_spinner;
  GtkWidget *chart;
  GtkWidget *minimum_label;
  GtkWidget *mean_label;
  GtkWidget *maximum_label;

  TactusBand *band;          /* (owned) (nullable) */
  GSignalGroup *signals;     /* (owned) */
  GCancellable *once;        /* (owned) (nullable): the single measurement in flight */
  TactusReading last_pulse;  /* bpm 0: none */
  guint window_seconds;
  guint age_id;
};

G_DEFINE_FINAL_TYPE (TactusLiveView, tactus_live_view, ADW_TYPE_BIN)

typedef enum {
  PROP_BAND = 1,
  PROP_WINDOW_SECONDS,
} TactusLiveViewProperty;

static GParamSpec *properties[PROP_WINDOW_SECONDS + 1];
static guint message_signal;

static gint64
age_seconds (TactusLiveView *self)
{
  if (self->last_pulse.bpm == 0)
    return -1;

  return MAX (g_get_real_time () - self->last_pulse.when_us, 0) / G_USEC_PER_SEC;
}

static void
update_state_label (TactusLiveView *self)
{
  g_autofree char *text = NULL;

  if (self->band == NULL)
    return;

  text = tactus_text_pulse_state (tactus_band_get_state (self->band),
                                  tactus_band_get_pulse_state (self->band),
                                  age_seconds (self), self->last_pulse.bpm);
  gtk_label_set_label (GTK_LABEL (self->state_label), text);
}

static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
update_number (TactusLiveView *self)
{
  guint bpm = tactus_band_get_bpm (self->band);
  g_autofree char *text = tactus_text_bpm (bpm);
  g_autofree char *name = NULL;

  gtk_label_set_label (GTK_LABEL (self->number_label), text);
  set_css_class (self->number_label, "stale", bpm == 0);
  set_css_class (self->heart_image, "stale", bpm == 0);

  name = bpm ? g_strdup_printf (_("Heart rate %u beats per minute"), bpm)
             : g_strdup (_("No heart rate"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
is_listening (TactusLiveView *self)
{
  return tactus_band_get_state (self->band) == TACTUS_BAND_STATE_LISTENING;
}

static void
update_buttons (TactusLiveView *self)
{
  gboolean listening = is_listening (self);
  gboolean measuring = listening || tactus_band_get_measuring (self->band);
  const char *label = measuring ? _("Stop") : _("Start");
  const char *name = listening ? _("Stop Listening")
                               : measuring ? _("Stop Measuring") : _("Start Measuring");
  gboolean once = self->once != NULL;

  gtk_button_set_label (GTK_BUTTON (self->measure_button), label);
  gtk_widget_set_tooltip_text (self->measure_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->measure_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->measure_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_css_class (self->measure_button, "suggested-action", !measuring);

  gtk_widget_set_visible (self->once_button, !listening);
  gtk_stack_set_visible_child_name (GTK_STACK (self->once_stack), once ? "busy" : "label");
  gtk_spinner_set_spinning (GTK_SPINNER (self->once_spinner), once);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.measure-once", !measuring && !once);
}

static void
update (TactusLiveView *self)
{
  if (self->band == NULL)
    return;

  update_number (self);
  update_state_label (self);
  update_buttons (self);
  if (tactus_band_get_pulse_state (self->band) != TACTUS_PULSE_STATE_LIVE)
    gtk_widget_set_visible (self->beat_label, FALSE);
  tactus_chart_set_running (TACTUS_CHART (self->chart),
                            is_listening (self) || tactus_band_get_measuring (self->band));
}

static void
set_summary_label (GtkWidget *label,
                   gboolean   known,
                   guint      value)
{
  g_autofree char *text = tactus_text_bpm (known ? value : 0);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
summary_cb (TactusLiveView *self)
{
  TactusSummary summary;

  tactus_chart_get_summary (TACTUS_CHART (self->chart), &summary);
  set_summary_label (self->minimum_label, summary.count > 0, summary.minimum);
  set_summary_label (self->mean_label, summary.count > 0, (guint) (summary.mean + 0.5));
  set_summary_label (self->maximum_label, summary.count > 0, summary.maximum);
}

static void
reading_cb (TactusLiveView      *self,
            const TactusReading *reading)
{
  if (reading->kind == TACTUS_READING_PULSE)
    self->last_pulse = *reading;

  tactus_chart_series_changed (TACTUS_CHART (self->chart));
  update_state_label (self);
}

static void
heart_rate_cb (TactusLiveView        *self,
               const TactusHeartRate *heart_rate)
{
  g_autofree char *text = tactus_text_beat (heart_rate);

  gtk_label_set_label (GTK_LABEL (self->beat_label), text);
  gtk_widget_set_visible (self->beat_label, *text != '\0');
}

static gboolean
age_cb (gpointer user_data)
{
  update_state_label (user_data);

  return G_SOURCE_CONTINUE;
}

static void
find_last_pulse (TactusLiveView *self,
                 TactusSeries   *series)
{
  self->last_pulse = (TactusReading) { 0 };

  for (gsize i = tactus_series_get_length (series); i > 0; i--)
    {
      TactusReading reading = tactus_series_get (series, i - 1);

      if (reading.kind == TACTUS_READING_PULSE)
        {
          self->last_pulse = reading;
          return;
        }
    }
}

static void
set_band (TactusLiveView *self,
          TactusBand     *band)
{
  TactusSeries *series = NULL;

  if (!g_set_object (&self->band, band))
    return;

  g_signal_group_set_target (self->signals, band);
  if (band)
    {
      series = tactus_band_get_series (band);
      find_last_pulse (self, series);
    }

  tactus_chart_set_series (TACTUS_CHART (self->chart), series);
  update (self);
  summary_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
}

static void
say (TactusLiveView *self,
     const char     *message)
{
  g_signal_emit (self, message_signal, 0, message);
}

static void
once_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusLiveView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  guint bpm = 0;
  gboolean ok = tactus_band_measure_once_finish (TACTUS_BAND (source), result, &bpm, &error);

  g_clear_object (&self->once);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      update (self);
      return;
    }

  if (ok)
    /* Translators: beats per minute */
    message = g_strdup_printf (_("Measured %u bpm"), bpm);
  else
    message = tactus_band_error_to_sentence (error);

  update (self);
  say (self, message);
}

static void
measure_once_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (widget);

  if (self->once)
    return;

  self->once = g_cancellable_new ();
  tactus_band_measure_once_async (self->band, self->once, once_cb, g_object_ref (self));
  update (self);
}

static void
toggle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (widget);

  g_cancellable_cancel (self->once);
  if (is_listening (self))
    tactus_band_stop_listening (self->band);
  else if (tactus_band_get_measuring (self->band))
    tactus_band_stop_measuring (self->band);
  else
    tactus_band_start_measuring (self->band);
}

TactusBand *
tactus_live_view_get_band (TactusLiveView *self)
{
  g_return_val_if_fail (TACTUS_IS_LIVE_VIEW (self), NULL);

  return self->band;
}

void
tactus_live_view_set_window_seconds (TactusLiveView *self,
                                     guint           seconds)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  if (self->window_seconds == seconds)
    return;

  self->window_seconds = seconds;
  tactus_chart_set_window_seconds (TACTUS_CHART (self->chart), seconds);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WINDOW_SECONDS]);
}

void
tactus_live_view_grab_focus (TactusLiveView *self)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  gtk_widget_grab_focus (self->measure_button);
}

static void
tactus_live_view_map (GtkWidget *widget)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (widget);

  GTK_WIDGET_CLASS (tactus_live_view_parent_class)->map (widget);
  if (self->age_id == 0)
    self->age_id = g_timeout_add_seconds (1, age_cb, self);
}

static void
tactus_live_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TACTUS_LIVE_VIEW (widget)->age_id, g_source_remove);

  GTK_WIDGET_CLASS (tactus_live_view_parent_class)->unmap (widget);
}

static void
tactus_live_view_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (object);

  switch ((TactusLiveViewProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    case PROP_WINDOW_SECONDS:
      g_value_set_uint (value, self->window_seconds);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_live_view_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (object);

  switch ((TactusLiveViewProperty) property_id)
    {
    case PROP_BAND:
      set_band (self, g_value_get_object (value));
      break;
    case PROP_WINDOW_SECONDS:
      tactus_live_view_set_window_seconds (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_live_view_dispose (GObject *object)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  g_cancellable_cancel (self->once);
  if (self->signals)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_live_view_parent_class)->dispose (object);
}

static void
tactus_live_view_finalize (GObject *object)
{
  g_clear_object (&TACTUS_LIVE_VIEW (object)->once);

  G_OBJECT_CLASS (tactus_live_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-live-view"));
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, number_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, heart_image);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, state_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, measure_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, beat_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_spinner);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, chart);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, minimum_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, mean_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, maximum_label);
}

static void
tactus_live_view_class_init (TactusLiveViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_live_view_get_property;
  object_class->set_property = tactus_live_view_set_property;
  object_class->dispose = tactus_live_view_dispose;
  object_class->finalize = tactus_live_view_finalize;
  widget_class->map = tactus_live_view_map;
  widget_class->unmap = tactus_live_view_unmap;

  properties[PROP_BAND] = g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND, flags);
  properties[PROP_WINDOW_SECONDS] = g_param_spec_uint ("window-seconds", NULL, NULL, 10, 86400,
                                                       DEFAULT_WINDOW_SECONDS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  message_signal = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "live.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "live.measure-once", NULL, measure_once_action);
  gtk_widget_class_install_property_action (widget_class, "live.window-seconds", "window-seconds");

  g_type_ensure (TACTUS_TYPE_CHART);
  bind_template (widget_class);
}

static void
connect_signals (TactusLiveView *self)
{
  static const char *const notifications[] = {
    "notify::state", "notify::pulse-state", "notify::bpm", "notify::measuring",
  };

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_group_connect_swapped (self->signals, notifications[i], G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "reading", G_CALLBACK (reading_cb), self);
  g_signal_group_connect_swapped (self->signals, "heart-rate", G_CALLBACK (heart_rate_cb), self);

  g_signal_connect_object (self->chart, "summary-changed", G_CALLBACK (summary_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
tactus_live_view_init (TactusLiveView *self)
{
  self->window_seconds = DEFAULT_WINDOW_SECONDS;
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  connect_signals (self);
}
