/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-live-view.h"

#include <glib/gi18n.h>

#include "tactus-chart.h"
#include "tactus-compat.h"
#include "tactus-live-series.h"
#include "tactus-live-text.h"
#include "tactus-session-panel.h"
#include "tactus-sight.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

#define DEFAULT_WINDOW_SECONDS 300

/* How far back the chart goes: as far as its longest window, or for all there is a week, since a
 * year is for the history's own pages. */
#define DAY_US  (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define WEEK_US (7 * DAY_US)

/* The trend is that of the last minute and a half. */
#define TREND_US (90 * (gint64) G_USEC_PER_SEC)

/* A fifth more than usual. */
#define LARGE_TEXT_DPI (96 * 1024 * 6 / 5)

struct _TactusLiveView
{
  AdwBin parent_instance;

  GtkWidget *number_label;
  GtkWidget *heart_image;
  GtkWidget *trend_box;
  GtkWidget *trend_image;
  GtkWidget *trend_label;
  GtkWidget *age_label;
  GtkWidget *state_label;
  GtkWidget *beat_label;
  GtkWidget *measure_button;
  GtkWidget *once_button;
  GtkWidget *once_stack;
  GtkWidget *once_spinner;
  GtkWidget *mark_button;
  GtkWidget *chart;
  GtkWidget *window_button;
  GtkWidget *minimum_label;
  GtkWidget *mean_label;
  GtkWidget *maximum_label;
  GtkWidget *session_panel;

  TactusBand *band;          /* (owned) (nullable) */
  GSignalGroup *signals;     /* (owned): of @band */
  TactusHistory *history;    /* (owned) (nullable) */
  TactusLiveSeries *shown;   /* (owned) (nullable): what the chart shows of @band */
  TactusBandRecorder *recorder; /* (owned) (nullable) */
  GSignalGroup *recorded;    /* (owned): of @recorder */
  TactusSight *sight;        /* (owned) */
  GCancellable *once;        /* (owned) (nullable): the single measurement in flight */
  TactusReading last_pulse;  /* bpm 0: none */
  TactusBandState told_state;      /* what a screen reader was told last */
  TactusPulseState told_pulse;
  guint window_seconds;
  guint tick_id;
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

  return MAX (tactus_band_get_now_us (self->band) - self->last_pulse.when_us, 0) / G_USEC_PER_SEC;
}

static gboolean
is_in_sight (TactusLiveView *self)
{
  return tactus_sight_get_in_sight (self->sight);
}

static gboolean
is_listening (TactusLiveView *self)
{
  return tactus_band_get_state (self->band) == TACTUS_BAND_STATE_LISTENING;
}

static gboolean
is_live (TactusLiveView *self)
{
  return tactus_band_get_pulse_state (self->band) == TACTUS_PULSE_STATE_LIVE;
}

/* A label that is told the same again measures and draws itself all the same. */
static void
set_label (GtkWidget  *label,
           const char *text)
{
  if (!g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
update_state_label (TactusLiveView *self)
{
  g_autofree char *text = tactus_text_pulse_state (tactus_band_get_state (self->band),
                                                   tactus_band_get_pulse_state (self->band),
                                                   age_seconds (self), self->last_pulse.bpm);

  set_label (self->state_label, text);
}

/* Once a state: the label goes on to count the seconds, and the number to change. */
static void
announce_state (TactusLiveView *self)
{
  TactusBandState state = tactus_band_get_state (self->band);
  TactusPulseState pulse = tactus_band_get_pulse_state (self->band);
  g_autofree char *text = NULL;

  if (!is_in_sight (self) || (state == self->told_state && pulse == self->told_pulse))
    return;

  self->told_state = state;
  self->told_pulse = pulse;
  text = tactus_text_pulse_state (state, pulse, age_seconds (self), self->last_pulse.bpm);
  tactus_compat_announce (self->state_label, text);
}

/* How the pulse goes, and how old it is: in place of the words for a state without one. */
static void
update_trend (TactusLiveView *self)
{
  TactusSeries *series = tactus_band_get_series (self->band);
  gint64 now_us = tactus_band_get_now_us (self->band);
  g_autofree char *age = NULL;
  TactusTrend trend;

  /* That it is measured is to be seen from the trend and its age; where the pulse comes from else,
   * is not. */
  gtk_widget_set_visible (self->trend_box, is_live (self));
  gtk_widget_set_visible (self->state_label, !is_live (self) || is_listening (self));
  if (!is_live (self))
    return;

  trend = tactus_trend_of (series, now_us - TREND_US, now_us + 1);
  age = tactus_text_reading_age (age_seconds (self), trend != TACTUS_TREND_UNKNOWN);
  gtk_widget_set_visible (self->trend_image, trend != TACTUS_TREND_UNKNOWN);
  if (trend != TACTUS_TREND_UNKNOWN)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->trend_image), tactus_text_trend_icon (trend));
  gtk_widget_set_visible (self->trend_label, trend != TACTUS_TREND_UNKNOWN);
  set_label (self->trend_label, tactus_text_trend (trend));
  set_label (self->age_label, age);
}

static void
update_session (TactusLiveView *self)
{
  tactus_session_panel_update (TACTUS_SESSION_PANEL (self->session_panel));
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

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->number_label)), text))
    return;

  gtk_label_set_label (GTK_LABEL (self->number_label), text);
  set_css_class (self->number_label, "stale", bpm == 0);
  set_css_class (self->heart_image, "stale", bpm == 0);

  name = bpm ? g_strdup_printf (_("Heart rate %u beats per minute"), bpm)
             : g_strdup (_("No heart rate"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_buttons (TactusLiveView *self)
{
  gboolean listening = is_listening (self);
  gboolean measuring = listening || tactus_band_get_measuring (self->band);
  const char *label = measuring ? C_("measurement", "Stop") : C_("measurement", "Start");
  const char *name = listening ? _("Stop Listening")
                               : measuring ? _("Stop Measuring") : _("Start Measuring");
  gboolean once = self->once != NULL;
  gboolean marking = tactus_session_panel_is_open (TACTUS_SESSION_PANEL (self->session_panel));

  gtk_button_set_label (GTK_BUTTON (self->measure_button), label);
  gtk_widget_set_tooltip_text (self->measure_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->measure_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->measure_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_css_class (self->measure_button, "suggested-action", !measuring);

  /* What makes no sense just now leaves its room to what does. */
  gtk_widget_set_visible (self->once_button, !measuring);
  gtk_widget_set_visible (self->mark_button, measuring);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.mark", marking);
  gtk_stack_set_visible_child_name (GTK_STACK (self->once_stack), once ? "busy" : "label");
  gtk_spinner_set_spinning (GTK_SPINNER (self->once_spinner), once);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.measure-once", !measuring && !once);
}

/* What changes with every reading, or with the time alone. */
static void
update_pulse (TactusLiveView *self)
{
  if (self->band == NULL || !is_in_sight (self))
    return;

  update_number (self);
  update_state_label (self);
  update_trend (self);
  update_session (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_pulse (user_data);

  return G_SOURCE_CONTINUE;
}

/* Nothing grows older where there is nothing, or nobody to see it. */
static void
update_clock (TactusLiveView *self)
{
  gboolean aging = self->last_pulse.bpm > 0 ||
                   tactus_session_panel_is_open (TACTUS_SESSION_PANEL (self->session_panel));
  gboolean wanted = self->band && is_in_sight (self) && aging;

  if (wanted && self->tick_id == 0)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

static void
update (TactusLiveView *self)
{
  if (self->band == NULL)
    return;

  update_buttons (self);
  if (!is_live (self))
    gtk_widget_set_visible (self->beat_label, FALSE);
  tactus_chart_set_running (TACTUS_CHART (self->chart),
                            is_listening (self) || tactus_band_get_measuring (self->band));
  update_clock (self);
  update_pulse (self);
  announce_state (self);
}

static void
set_summary_label (GtkWidget *label,
                   gboolean   known,
                   guint      value)
{
  g_autofree char *text = tactus_text_bpm (known ? value : 0);

  set_label (label, text);
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

  tactus_session_panel_add (TACTUS_SESSION_PANEL (self->session_panel), reading);
  update_clock (self);
  update_pulse (self);
}

static void
heart_rate_cb (TactusLiveView        *self,
               const TactusHeartRate *heart_rate)
{
  g_autofree char *text = NULL;

  if (!is_in_sight (self))
    return;

  text = tactus_text_beat (heart_rate);
  set_label (self->beat_label, text);
  /* Its line stays while it has nothing to say: what is below must not jump with every beat. */
  if (*text)
    gtk_widget_set_visible (self->beat_label, TRUE);
}

/* Of this run: one that the history knows is no longer the present one. */
static void
find_last_pulse (TactusLiveView *self,
                 TactusSeries   *series)
{
  gsize index;

  self->last_pulse = (TactusReading) { 0 };
  if (tactus_series_previous_pulse (series, tactus_series_get_length (series), &index))
    self->last_pulse = tactus_series_get (series, index);
}

/* A new one begins when the computer's clock was set back, too. */
static void
series_cb (TactusLiveView *self)
{
  TactusSeries *series = self->band ? tactus_band_get_series (self->band) : NULL;

  if (series)
    find_last_pulse (self, series);
  else
    self->last_pulse = (TactusReading) { 0 };

  tactus_session_panel_recount (TACTUS_SESSION_PANEL (self->session_panel));
  update (self);
  summary_cb (self);
}

static gint64
band_now_us (gpointer user_data)
{
  return tactus_band_get_now_us (user_data);
}

static void
copy_markers (GPtrArray *markers,
              GPtrArray *to)
{
  for (guint i = 0; markers && i < markers->len; i++)
    g_ptr_array_add (to, tactus_marker_copy (markers->pdata[i]));
}

/* Those of earlier sessions, and those of this one. */
static void
show_markers (TactusLiveView *self)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);

  if (self->shown)
    copy_markers (tactus_live_series_get_markers (self->shown), all);
  if (self->recorder)
    copy_markers (tactus_band_recorder_get_markers (self->recorder), all);

  tactus_chart_set_markers (TACTUS_CHART (self->chart), all);
}

/* Who looks back goes on doing so. */
static void
show_series (TactusLiveView *self)
{
  TactusChart *chart = TACTUS_CHART (self->chart);
  gboolean following = tactus_chart_get_following (chart);
  gint64 from_us, to_us;

  tactus_chart_get_visible (chart, &from_us, &to_us);
  tactus_chart_set_series (chart, self->shown ? tactus_live_series_get_series (self->shown) : NULL);
  show_markers (self);
  if (!following)
    tactus_chart_show (chart, from_us, to_us);
}

static void
grown_cb (TactusLiveView *self)
{
  tactus_chart_series_changed (TACTUS_CHART (self->chart));
}

static void
look_back (TactusLiveView *self)
{
  if (self->shown && self->history)
    tactus_live_series_load (self->shown, self->history,
                             self->window_seconds == 0 ? WEEK_US : DAY_US);
}

static void
clear_shown (TactusLiveView *self)
{
  if (self->shown)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
}

static void
renew_shown (TactusLiveView *self)
{
  clear_shown (self);
  if (self->band)
    {
      self->shown = tactus_live_series_new (self->band);
      g_signal_connect_swapped (self->shown, "notify::series", G_CALLBACK (show_series), self);
      g_signal_connect_swapped (self->shown, "grown", G_CALLBACK (grown_cb), self);
      look_back (self);
    }

  show_series (self);
}

static void
set_band (TactusLiveView *self,
          TactusBand     *band)
{
  if (!g_set_object (&self->band, band))
    return;

  if (band)
    {
      self->told_state = tactus_band_get_state (band);
      self->told_pulse = tactus_band_get_pulse_state (band);
    }
  gtk_widget_set_visible (self->beat_label, FALSE);
  g_signal_group_set_target (self->signals, band);
  if (band)
    tactus_chart_set_now_func (TACTUS_CHART (self->chart), band_now_us, g_object_ref (band),
                               g_object_unref);
  else
    tactus_chart_set_now_func (TACTUS_CHART (self->chart), NULL, NULL, NULL);
  renew_shown (self);
  series_cb (self);
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

static void
mark_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusLiveView *self = TACTUS_LIVE_VIEW (widget);

  if (self->recorder)
    tactus_band_recorder_mark (self->recorder, "");
}

/* By whichever button: ours, or that of the band. */
static void
marked_cb (TactusLiveView *self)
{
  show_markers (self);
  say (self, _("Marker added"));
}

static void
session_cb (TactusLiveView *self)
{
  show_markers (self);
  update (self);
}

void
tactus_live_view_set_recorder (TactusLiveView     *self,
                               TactusBandRecorder *recorder)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  g_signal_group_set_target (self->recorded, recorder);
  tactus_session_panel_set_recorder (TACTUS_SESSION_PANEL (self->session_panel), recorder);
  session_cb (self);
}

void
tactus_live_view_set_history (TactusLiveView *self,
                              TactusHistory  *history)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  if (g_set_object (&self->history, history))
    look_back (self);
}

void
tactus_live_view_set_zones (TactusLiveView    *self,
                            const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  tactus_chart_set_zones (TACTUS_CHART (self->chart), zones);
  tactus_session_panel_set_zones (TACTUS_SESSION_PANEL (self->session_panel), zones);
}

TactusBand *
tactus_live_view_get_band (TactusLiveView *self)
{
  g_return_val_if_fail (TACTUS_IS_LIVE_VIEW (self), NULL);

  return self->band;
}

static void
show_window (TactusLiveView *self)
{
  const char *choice = tactus_text_window_choice (self->window_seconds);
  /* Translators: time shown in the chart: "5 min" */
  g_autofree char *name = g_strdup_printf (_("Chart shows: %s"), choice);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->window_button), choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->window_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
  look_back (self);
  show_window (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WINDOW_SECONDS]);
}

void
tactus_live_view_grab_focus (TactusLiveView *self)
{
  g_return_if_fail (TACTUS_IS_LIVE_VIEW (self));

  gtk_widget_grab_focus (self->measure_button);
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

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->once);
  clear_shown (self);
  g_clear_object (&self->history);
  g_clear_object (&self->sight);
  g_clear_object (&self->signals);
  g_clear_object (&self->recorded);
  g_clear_object (&self->recorder);
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
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, trend_box);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, trend_image);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, trend_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, age_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, state_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, measure_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, beat_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, once_spinner);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, mark_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, chart);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, window_button);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, minimum_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, mean_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, maximum_label);
  gtk_widget_class_bind_template_child (widget_class, TactusLiveView, session_panel);
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

  properties[PROP_BAND] = g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND, flags);
  properties[PROP_WINDOW_SECONDS] = g_param_spec_uint ("window-seconds", NULL, NULL, 0, 86400,
                                                       DEFAULT_WINDOW_SECONDS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  message_signal = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "live.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "live.measure-once", NULL, measure_once_action);
  gtk_widget_class_install_action (widget_class, "live.mark", NULL, mark_action);
  gtk_widget_class_install_property_action (widget_class, "live.window-seconds", "window-seconds");

  g_type_ensure (TACTUS_TYPE_CHART);
  g_type_ensure (TACTUS_TYPE_SESSION_PANEL);
  bind_template (widget_class);
}

static void
connect_signals (TactusLiveView *self)
{
  static const char *const notifications[] = {
    "notify::state", "notify::pulse-state", "notify::measuring",
  };

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_group_connect_swapped (self->signals, notifications[i], G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::bpm", G_CALLBACK (update_pulse), self);
  g_signal_group_connect_swapped (self->signals, "notify::series", G_CALLBACK (series_cb), self);
  g_signal_group_connect_swapped (self->signals, "reading", G_CALLBACK (reading_cb), self);
  g_signal_group_connect_swapped (self->signals, "heart-rate", G_CALLBACK (heart_rate_cb), self);

  /* Its signals are there from its class on, and there may have been no recorder yet. */
  g_type_class_unref (g_type_class_ref (TACTUS_TYPE_BAND_RECORDER));
  self->recorded = g_signal_group_new (TACTUS_TYPE_BAND_RECORDER);
  g_signal_group_connect_swapped (self->recorded, "notify::session", G_CALLBACK (session_cb), self);
  g_signal_group_connect_swapped (self->recorded, "marked", G_CALLBACK (marked_cb), self);

  self->sight = tactus_sight_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sight, "notify::in-sight", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "summary-changed", G_CALLBACK (summary_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The number is large, but with large text not larger than a phone. */
static void
text_size_cb (TactusLiveView *self)
{
  gboolean large;
  int dpi;

  if (self->number_label == NULL)
    return;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  large = dpi > LARGE_TEXT_DPI;
  if (large)
    gtk_widget_add_css_class (self->number_label, "large-text");
  else
    gtk_widget_remove_css_class (self->number_label, "large-text");
}

static void
tactus_live_view_init (TactusLiveView *self)
{
  self->window_seconds = DEFAULT_WINDOW_SECONDS;
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  show_window (self);
  connect_signals (self);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_size_cb), self, G_CONNECT_SWAPPED);
  text_size_cb (self);
}
