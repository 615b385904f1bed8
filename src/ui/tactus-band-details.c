/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-details.h"

#include <glib/gi18n.h>

#include "tactus-band-abilities.h"
#include "tactus-event-text.h"
#include "tactus-find-row.h"
#include "tactus-history-text.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-units.h"
#include "tactus-widget-look.h"

/* As long as the animation of data/style.css. */
#define FLASH_MS 1200

struct _TactusBandDetails
{
  AdwBin parent_instance;

  GtkWidget *band_group;
  GtkWidget *connection_row;
  GtkWidget *connection_button;
  GtkWidget *battery_row;
  GtkWidget *battery_label;
  GtkWidget *steps_row;
  GtkWidget *steps_label;
  GtkWidget *event_row;
  GtkWidget *event_label;
  GtkWidget *time_row;
  GtkWidget *time_label;
  GtkWidget *time_button;
  GtkWidget *actions_group;
  GtkWidget *alert_row;
  GtkWidget *alarms_row;
  GtkWidget *activity_row;
  GtkWidget *sensors_row;
  GtkWidget *settings_row;
  GtkWidget *model_row;
  GtkWidget *model_label;
  GtkWidget *software_row;
  GtkWidget *software_label;
  GtkWidget *hardware_row;
  GtkWidget *hardware_label;
  GtkWidget *heart_row;
  GtkWidget *heart_label;
  GtkWidget *serial_row;
  GtkWidget *serial_label;
  GtkWidget *address_row;
  GtkWidget *address_label;

  TactusBand *band;       /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned) */
  GCancellable *reading;  /* (owned) (nullable): the reading in flight */
  gboolean setting_clock;
  guint flash_id;
  TactusSteps steps;      /* what is shown, if @has_steps */
  gboolean has_steps;
};

G_DEFINE_FINAL_TYPE (TactusBandDetails, tactus_band_details, ADW_TYPE_BIN)

typedef enum {
  PROP_BAND = 1,
} TactusBandDetailsProperty;

static GParamSpec *properties[PROP_BAND + 1];

/* A row that has nothing to say is not there. */
static void
set_row (GtkWidget  *row,
         GtkWidget  *label,
         const char *text)
{
  gtk_widget_set_visible (row, text != NULL && *text != '\0');
  gtk_label_set_label (GTK_LABEL (label), text ? text : "");
}

static void
update_connection (TactusBandDetails *self)
{
  TactusBandState state = tactus_band_get_state (self->band);
  gboolean known = tactus_band_get_known (self->band);
  gboolean linked = state != TACTUS_BAND_STATE_OFFLINE && state != TACTUS_BAND_STATE_LISTENING;
  const char *label = linked ? _("Disconnect") : known ? _("Connect") : _("Pair…");
  const char *text = tactus_text_band_state (state, TACTUS_PULSE_STATE_IDLE,
                                             tactus_band_get_error (self->band),
                                             tactus_band_get_present (self->band));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->connection_row), text);
  gtk_button_set_label (GTK_BUTTON (self->connection_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connection_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->connection_button),
                                  linked ? "page.disconnect"
                                         : known ? "page.connect" : "page.pair");
}

static void
update_battery (TactusBandDetails *self)
{
  g_autofree char *text = tactus_text_battery (tactus_band_get_battery_level (self->band),
                                               tactus_band_get_charging (self->band));

  set_row (self->battery_row, self->battery_label, text);
}

/* One that is only listened to can do nothing for us. */
static gboolean
can (TactusBandDetails *self,
     TactusAbilities    ability)
{
  return tactus_band_get_known (self->band) && tactus_band_can (self->band, ability);
}

/* What its model cannot do is not there. */
static void
show_abilities (TactusBandDetails *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);
  gboolean settings = model && model->settings != 0;
  gboolean sensor = model && model->generation == TACTUS_GENERATION_STANDARD;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->band_group),
                                   sensor ? _("Sensor") : _("Band"));
  gtk_widget_set_visible (self->alert_row, can (self, TACTUS_ABILITY_ALERT));
  gtk_widget_set_visible (self->alarms_row, can (self, TACTUS_ABILITY_ALARMS));
  gtk_widget_set_visible (self->activity_row, can (self, TACTUS_ABILITY_ACTIVITY));
  gtk_widget_set_visible (self->sensors_row, can (self, TACTUS_ABILITY_RAW));
  gtk_widget_set_visible (self->settings_row, settings);
  gtk_widget_set_visible (self->time_row, can (self, TACTUS_ABILITY_TIME));
  gtk_widget_set_visible (self->actions_group, tactus_band_get_known (self->band) &&
                          (settings || can (self, TACTUS_ABILITY_ALERT) ||
                           can (self, TACTUS_ABILITY_ALARMS) ||
                           can (self, TACTUS_ABILITY_ACTIVITY)));
}

static void
update (TactusBandDetails *self)
{
  if (self->band == NULL)
    return;

  show_abilities (self);
  update_connection (self);
  update_battery (self);
  gtk_widget_set_sensitive (self->time_button,
                            tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY &&
                            !self->setting_clock);
}

static void
update_steps (TactusBandDetails *self)
{
  g_autofree char *text =
    self->has_steps ? tactus_text_steps (&self->steps, tactus_units_get_imperial ()) : NULL;

  set_row (self->steps_row, self->steps_label, text);
}

static void
show_steps (TactusBandDetails *self,
            const TactusSteps *steps)
{
  self->has_steps = steps != NULL;
  if (steps)
    self->steps = *steps;
  update_steps (self);
}

static char *
format_time (const TactusBandTime *time)
{
  g_autoptr(GDateTime) when = tactus_band_time_to_date_time (time);

  return when ? tactus_history_text_moment (when) : NULL;
}

/* Returns: (transfer full) (nullable): when and how often it was charged, as far as it knows */
static char *
charge_text (const TactusBandInfo *info)
{
  const TactusBattery *battery = &info->battery;
  g_autofree char *when = NULL;

  if (battery->has_last_charge)
    when = format_time (&battery->last_charge);
  if (when == NULL)
    return NULL;

  if (info->has_charges)
    /* Translators: %s is a date and a time, %u how often it was charged */
    return g_strdup_printf (_("Last charged %s, charges so far: %u"), when, info->charges);
  if (battery->last_level >= 0)
    /* Translators: %s is a date and a time, %d the level it was charged to */
    return g_strdup_printf (_("Last charged %s, to %d %%"), when, battery->last_level);

  /* Translators: %s is a date and a time */
  return g_strdup_printf (_("Last charged %s"), when);
}

static void
show_info (TactusBandDetails *self,
           TactusBandInfo    *info)
{
  g_autofree char *time = info->has_time ? format_time (&info->time) : NULL;
  g_autofree char *charge = info->has_battery ? charge_text (info) : NULL;

  show_steps (self, info->has_steps ? &info->steps : NULL);
  gtk_label_set_label (GTK_LABEL (self->time_label), time ? time : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->battery_row), charge ? charge : "");
  set_row (self->software_row, self->software_label, info->software);
  set_row (self->hardware_row, self->hardware_label, info->hardware);
  set_row (self->heart_row, self->heart_label, info->heart_software);
  set_row (self->serial_row, self->serial_label, info->serial);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusBandDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusBandInfo) info = NULL;

  info = tactus_band_read_info_finish (TACTUS_BAND (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  /* A band that goes away meanwhile says so in its state; what is shown stays. */
  if (info)
    show_info (self, info);
  else
    g_debug ("Reading the band's details: %s", error->message);
}

static void
stop_reading (TactusBandDetails *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

void
tactus_band_details_refresh (TactusBandDetails *self)
{
  g_return_if_fail (TACTUS_IS_BAND_DETAILS (self));

  if (self->band == NULL || self->reading != NULL ||
      tactus_band_get_state (self->band) != TACTUS_BAND_STATE_READY)
    return;

  self->reading = g_cancellable_new ();
  tactus_band_read_info_async (self->band, self->reading, read_cb, g_object_ref (self));
}

static void
steps_cb (TactusBandDetails *self,
          const TactusSteps *steps)
{
  show_steps (self, steps);
}

static gboolean
flash_over_cb (gpointer user_data)
{
  TactusBandDetails *self = user_data;

  self->flash_id = 0;
  gtk_widget_remove_css_class (self->event_row, "flash");

  return G_SOURCE_REMOVE;
}

/* Seen out of the corner of the eye; the words stay. */
static void
flash (TactusBandDetails *self)
{
  g_clear_handle_id (&self->flash_id, g_source_remove);
  gtk_widget_add_css_class (self->event_row, "flash");
  self->flash_id = g_timeout_add (FLASH_MS, flash_over_cb, self);
}

static void
event_cb (TactusBandDetails *self,
          const TactusEvent *event)
{
  const char *text = tactus_event_text (event->kind);
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *time = NULL;

  if (text == NULL)
    return;

  now = g_date_time_new_now_local ();
  time = tactus_history_text_clock (now, TRUE);
  set_row (self->event_row, self->event_label, time);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->event_row), text);
  flash (self);
}

static void
clock_set_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBandDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  tactus_band_set_clock_finish (TACTUS_BAND (source), result, &error);
  self->setting_clock = FALSE;
  update (self);
  if (error == NULL)
    sentence = g_strdup (_("The band has this computer’s time now"));
  else
    sentence = tactus_band_error_to_sentence (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
  tactus_band_details_refresh (self);
}

static void
set_clock_cb (TactusBandDetails *self)
{
  self->setting_clock = TRUE;
  update (self);
  tactus_band_set_clock_async (self->band, NULL, NULL, clock_set_cb, g_object_ref (self));
}

static void
state_cb (TactusBandDetails *self)
{
  update (self);

  if (tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY)
    tactus_band_details_refresh (self);
  else
    stop_reading (self);
}

static void
show_band (TactusBandDetails *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);
  TactusBandInfo nothing = { 0 };

  set_row (self->model_row, self->model_label,
           model ? tactus_text_model (model) : NULL);
  set_row (self->address_row, self->address_label, tactus_band_get_address (self->band));
  set_row (self->event_row, self->event_label, NULL);
  show_info (self, &nothing);
  update (self);
  tactus_band_details_refresh (self);
}

static void
set_band (TactusBandDetails *self,
          TactusBand        *band)
{
  if (!g_set_object (&self->band, band))
    return;

  stop_reading (self);
  g_signal_group_set_target (self->signals, band);
  if (band)
    show_band (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
}

static void
tactus_band_details_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((TactusBandDetailsProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, TACTUS_BAND_DETAILS (object)->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_band_details_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((TactusBandDetailsProperty) property_id)
    {
    case PROP_BAND:
      set_band (TACTUS_BAND_DETAILS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_band_details_dispose (GObject *object)
{
  TactusBandDetails *self = TACTUS_BAND_DETAILS (object);

  stop_reading (self);
  g_clear_handle_id (&self->flash_id, g_source_remove);
  if (self->signals)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_band_details_parent_class)->dispose (object);
}

static void
bind_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, band_group);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, connection_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, connection_button);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, battery_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, battery_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, steps_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, steps_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, time_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, time_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, event_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, event_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, time_button);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, actions_group);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, alert_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, alarms_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, activity_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, sensors_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, settings_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, model_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, model_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, software_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, software_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, hardware_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, hardware_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, heart_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, heart_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, serial_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, serial_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, address_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBandDetails, address_label);
}

static void
tactus_band_details_class_init (TactusBandDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_band_details_get_property;
  object_class->set_property = tactus_band_details_set_property;
  object_class->dispose = tactus_band_details_dispose;

  properties[PROP_BAND] =
    g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (TACTUS_TYPE_FIND_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-band-details"));
  bind_rows (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, set_clock_cb);
}

static void
tactus_band_details_init (TactusBandDetails *self)
{
  static const char *const notifications[] = {
    "notify::error", "notify::present", "notify::known", "notify::battery-level",
    "notify::charging",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->signals, "steps", G_CALLBACK (steps_cb), self);
  g_signal_group_connect_swapped (self->signals, "event", G_CALLBACK (event_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_group_connect_swapped (self->signals, notifications[i], G_CALLBACK (update), self);
  g_signal_connect_object (tactus_units_get_default (), "notify::imperial",
                           G_CALLBACK (update_steps), self, G_CONNECT_SWAPPED);
}
