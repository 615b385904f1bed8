/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-sensors-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "tactus-band-abilities.h"
#include "tactus-connect-hint.h"
#include "tactus-template.h"
#include "tactus-trace.h"
#include "tactus-widget-look.h"

#define N_AXES 3

/* Numbers that change more often cannot be read. */
#define SHOW_MS 500

/* How often it is counted what arrives. */
#define COUNT_US G_USEC_PER_SEC

typedef enum {
  STATE_OFF,
  STATE_STARTING,
  STATE_ON,
} State;

struct _TactusSensorsPage
{
  AdwBin parent_instance;

  GtkWidget *hint;
  GtkWidget *stream_row;
  GtkWidget *stream_button;
  GtkWidget *motion_stack;
  GtkWidget *motion_trace;
  GtkWidget *x_label;
  GtkWidget *y_label;
  GtkWidget *z_label;
  GtkWidget *light_group;
  GtkWidget *light_stack;
  GtkWidget *light_trace;
  GtkWidget *light_label;

  TactusBand *band;          /* (owned) */
  GCancellable *starting;    /* (owned) (nullable): while STARTING */
  State state;
  guint show_id;
  gint32 motion[N_AXES];     /* the last */
  gint32 light;              /* the last */
  gint64 counted_us;         /* since when packets are counted */
  guint n_packets;
  guint n_values;
  char *rate;                /* (owned) (nullable): in words */
};

G_DEFINE_FINAL_TYPE (TactusSensorsPage, tactus_sensors_page, ADW_TYPE_BIN)

/* ── what is shown ── */

static const char *
describe (TactusSensorsPage *self)
{
  switch (self->state)
    {
    case STATE_STARTING:
      return _("Starting…");
    case STATE_ON:
      return self->rate ? self->rate : _("Waiting for the band…");
    case STATE_OFF:
    default:
      return C_("sensor", "Off");
    }
}

static void
update (TactusSensorsPage *self)
{
  tactus_widget_label_button (self->stream_button,
                              self->state == STATE_OFF ? C_("sensor", "_Start")
                                                       : C_("sensor", "_Stop"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->stream_row), describe (self));
}

static void
show_text (GtkWidget *label,
           char      *text)
{
  gtk_label_set_label (GTK_LABEL (label), text);
  g_free (text);
}

static void
show_values (TactusSensorsPage *self)
{
  /* Translators: acceleration along the axis x, in units of the sensor */
  show_text (self->x_label, g_strdup_printf (_("x %d"), self->motion[0]));
  /* Translators: acceleration along the axis y */
  show_text (self->y_label, g_strdup_printf (_("y %d"), self->motion[1]));
  /* Translators: acceleration along the axis z */
  show_text (self->z_label, g_strdup_printf (_("z %d"), self->motion[2]));
  /* Translators: what the light sensor measures, in units of its own */
  show_text (self->light_label, g_strdup_printf (_("Level %d"), self->light));

  gtk_stack_set_visible_child_name (
    GTK_STACK (self->motion_stack),
    tactus_trace_get_n_values (TACTUS_TRACE (self->motion_trace)) > 0 ? "values" : "empty");
  gtk_stack_set_visible_child_name (
    GTK_STACK (self->light_stack),
    tactus_trace_get_n_values (TACTUS_TRACE (self->light_trace)) > 0 ? "values" : "empty");
}

/* What arrived since the last time, as so much a second. */
static void
count (TactusSensorsPage *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - self->counted_us) / G_USEC_PER_SEC;
  guint packets = (guint) (self->n_packets / seconds + 0.5);
  guint values = (guint) (self->n_values / seconds + 0.5);

  if (now - self->counted_us < COUNT_US)
    return;

  g_free (self->rate);
  /* Translators: packets are what a sensor's values come in */
  self->rate = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u packet a second, values: %u",
                                             "%u packets a second, values: %u", packets),
                                packets, values);
  self->counted_us = now;
  self->n_packets = 0;
  self->n_values = 0;
  update (self);
}

static gboolean
show_cb (gpointer user_data)
{
  TactusSensorsPage *self = user_data;

  count (self);
  show_values (self);

  return G_SOURCE_CONTINUE;
}

/* ── what comes ── */

static void
take_motion (TactusSensorsPage     *self,
             const TactusRawPacket *packet)
{
  for (guint i = 0; i + N_AXES <= packet->n_values; i += N_AXES)
    {
      tactus_trace_append (TACTUS_TRACE (self->motion_trace), packet->values + i);
      memcpy (self->motion, packet->values + i, sizeof self->motion);
    }
}

static void
take_light (TactusSensorsPage     *self,
            const TactusRawPacket *packet)
{
  for (guint i = 0; i < packet->n_values; i++)
    {
      tactus_trace_append (TACTUS_TRACE (self->light_trace), packet->values + i);
      self->light = packet->values[i];
    }
}

/* Of a kind that nobody knows there is nothing to draw, but it arrives all the same. */
static void
raw_cb (TactusSensorsPage     *self,
        const TactusRawPacket *packet)
{
  if (self->state == STATE_OFF)
    return;

  self->n_packets++;
  self->n_values += packet->kind == TACTUS_RAW_ACCELERATION ? packet->n_values / N_AXES
                                                            : packet->n_values;
  if (packet->kind == TACTUS_RAW_ACCELERATION)
    take_motion (self, packet);
  else if (packet->kind == TACTUS_RAW_PPG)
    take_light (self, packet);
}

/* ── on and off ── */

static void
say_error (TactusSensorsPage *self,
           const GError      *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = tactus_band_error_to_sentence (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
}

static void
begin_counting (TactusSensorsPage *self)
{
  self->counted_us = g_get_monotonic_time ();
  self->n_packets = 0;
  self->n_values = 0;
  g_clear_pointer (&self->rate, g_free);
  g_clear_handle_id (&self->show_id, g_source_remove);
  self->show_id = g_timeout_add (SHOW_MS, show_cb, self);
}

/* What was shown last stays: it is the sensors' last word. */
static void
end (TactusSensorsPage *self)
{
  self->state = STATE_OFF;
  g_cancellable_cancel (self->starting);
  g_clear_object (&self->starting);
  g_clear_handle_id (&self->show_id, g_source_remove);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusSensorsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  /* A link that is gone took the stream with it. */
  if (!tactus_band_stop_raw_finish (TACTUS_BAND (source), result, &error) &&
      !g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED))
    say_error (self, error);
}

/* Not cancelled with the page: nobody else would stop the sensors. */
static void
stop (TactusSensorsPage *self)
{
  gboolean on = self->state == STATE_ON;

  end (self);
  if (on)
    tactus_band_stop_raw_async (self->band, NULL, stopped_cb, g_object_ref (self));
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusSensorsPage *self = g_task_get_source_object (task);
  gboolean wanted = self->starting && self->starting == g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  if (!tactus_band_start_raw_finish (TACTUS_BAND (source), result, &error))
    say_error (self, error);
  else if (!wanted)
    tactus_band_stop_raw_async (self->band, NULL, stopped_cb, g_object_ref (self));

  if (!wanted)
    return;

  g_clear_object (&self->starting);
  self->state = error ? STATE_OFF : STATE_ON;
  if (error == NULL)
    begin_counting (self);
  update (self);
}

static void
start (TactusSensorsPage *self)
{
  GTask *task;

  self->starting = g_cancellable_new ();
  self->state = STATE_STARTING;
  tactus_trace_clear (TACTUS_TRACE (self->motion_trace));
  tactus_trace_clear (TACTUS_TRACE (self->light_trace));
  show_values (self);

  /* Which of two starts an answer belongs to. */
  task = g_task_new (self, self->starting, NULL, NULL);
  tactus_band_start_raw_async (self->band, self->starting, started_cb, task);
}

static void
clicked_cb (TactusSensorsPage *self)
{
  if (self->state == STATE_OFF)
    start (self);
  else
    stop (self);
  update (self);
}

static void
band_state_cb (TactusSensorsPage *self)
{
  if (self->state == STATE_OFF || tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY)
    return;

  end (self);
  show_values (self);
  update (self);
}

GtkWidget *
tactus_sensors_page_new (TactusBand *band)
{
  TactusSensorsPage *self = g_object_new (TACTUS_TYPE_SENSORS_PAGE, NULL);

  self->band = g_object_ref (band);
  tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (self->hint), band);
  gtk_widget_set_visible (self->light_group, tactus_band_can (band, TACTUS_ABILITY_HEART_RATE));
  g_signal_connect_object (band, "raw", G_CALLBACK (raw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::state", G_CALLBACK (band_state_cb), self,
                           G_CONNECT_SWAPPED);
  show_values (self);
  update (self);

  return GTK_WIDGET (self);
}

/* Whoever does not look at it does not want the band's battery to pay for it. */
static void
tactus_sensors_page_unmap (GtkWidget *widget)
{
  TactusSensorsPage *self = TACTUS_SENSORS_PAGE (widget);

  GTK_WIDGET_CLASS (tactus_sensors_page_parent_class)->unmap (widget);

  stop (self);
  update (self);
}

static void
tactus_sensors_page_dispose (GObject *object)
{
  end (TACTUS_SENSORS_PAGE (object));

  G_OBJECT_CLASS (tactus_sensors_page_parent_class)->dispose (object);
}

static void
tactus_sensors_page_finalize (GObject *object)
{
  TactusSensorsPage *self = TACTUS_SENSORS_PAGE (object);

  g_clear_object (&self->band);
  g_free (self->rate);

  G_OBJECT_CLASS (tactus_sensors_page_parent_class)->finalize (object);
}

static void
tactus_sensors_page_class_init (TactusSensorsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_sensors_page_dispose;
  object_class->finalize = tactus_sensors_page_finalize;
  widget_class->unmap = tactus_sensors_page_unmap;

  g_type_ensure (TACTUS_TYPE_CONNECT_HINT);
  g_type_ensure (TACTUS_TYPE_TRACE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-sensors-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, stream_row);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, stream_button);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, motion_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, motion_trace);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, x_label);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, y_label);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, z_label);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, light_group);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, light_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, light_trace);
  gtk_widget_class_bind_template_child (widget_class, TactusSensorsPage, light_label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
tactus_sensors_page_init (TactusSensorsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
