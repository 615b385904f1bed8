/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-nearby-row.h"

#include <glib/gi18n.h>

#include "tactus-template.h"
#include "tactus-text.h"

struct _TactusNearbyRow
{
  AdwActionRow parent_instance;

  GtkWidget *device_image;
  GtkWidget *signal_image;
  GtkWidget *pulse_content;
  GtkWidget *listen_button;
  GtkWidget *pair_button;

  TactusBand *band;    /* (owned) */
  gboolean listening;  /* shared heart rates are shown */
};

G_DEFINE_FINAL_TYPE (TactusNearbyRow, tactus_nearby_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  PROP_BAND = 1,
  PROP_LISTENING,
} TactusNearbyRowProperty;

static GParamSpec *properties[PROP_LISTENING + 1];

enum {
  PAIR_CLICKED,
  LISTEN_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
signal_icon_cb (TactusNearbyRow *self,
                int              rssi)
{
  return g_strdup (tactus_text_signal_icon (rssi));
}

static char *
signal_cb (TactusNearbyRow *self,
           int              rssi)
{
  return g_strdup (tactus_text_signal (rssi));
}

static void
signal_tooltip_cb (TactusNearbyRow *self)
{
  const char *text = gtk_widget_get_tooltip_text (self->signal_image);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->signal_image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text ? text : "", -1);
}

static void
pair_cb (TactusNearbyRow *self)
{
  g_signal_emit (self, signals[PAIR_CLICKED], 0);
}

static void
listen_cb (TactusNearbyRow *self)
{
  g_signal_emit (self, signals[LISTEN_CLICKED], 0);
}

static void
update_pulse (TactusNearbyRow *self)
{
  guint bpm = self->listening ? tactus_band_get_shared_bpm (self->band) : 0;
  g_autofree char *text = tactus_text_bpm (bpm);
  g_autofree char *name = NULL;

  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->pulse_content), text);
  gtk_widget_set_visible (self->listen_button, bpm > 0);

  /* Translators: the name of a band, and its heart rate */
  name = g_strdup_printf (_("Listen to %s, %u bpm"), tactus_band_get_name (self->band), bpm);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->listen_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The model never changes, so this is said once. */
static void
describe (TactusNearbyRow *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);
  const char *why = tactus_text_unpairable (model);
  g_autofree char *subtitle = tactus_text_nearby (model, tactus_band_get_address (self->band));
  g_autofree char *label = NULL;
  gboolean sensor = model && model->generation == TACTUS_GENERATION_STANDARD;

  /* Not in the template: GTK 4.8 warns when an object goes that has an expression over itself bound
   * to a property of its own. */
  g_object_bind_property (self->band, "name", self, "title", G_BINDING_SYNC_CREATE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_sensitive (self->pair_button, why == NULL);
  gtk_widget_set_tooltip_text (self->pair_button, why);

  gtk_button_set_label (GTK_BUTTON (self->pair_button), sensor ? _("Add") : _("Pair"));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->device_image), tactus_text_device_icon (model));

  /* Translators: %s is the name of a band or a sensor */
  label = g_strdup_printf (sensor ? _("Add %s") : _("Pair %s"),
                           tactus_band_get_name (self->band));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pair_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->pair_button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

GtkWidget *
tactus_nearby_row_new (TactusBand *band)
{
  return g_object_new (TACTUS_TYPE_NEARBY_ROW, "band", band, NULL);
}

TactusBand *
tactus_nearby_row_get_band (TactusNearbyRow *self)
{
  g_return_val_if_fail (TACTUS_IS_NEARBY_ROW (self), NULL);

  return self->band;
}

static void
tactus_nearby_row_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TactusNearbyRow *self = TACTUS_NEARBY_ROW (object);

  switch ((TactusNearbyRowProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    case PROP_LISTENING:
      g_value_set_boolean (value, self->listening);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_nearby_row_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TactusNearbyRow *self = TACTUS_NEARBY_ROW (object);

  switch ((TactusNearbyRowProperty) property_id)
    {
    case PROP_BAND:
      g_set_object (&self->band, g_value_get_object (value));
      break;
    case PROP_LISTENING:
      self->listening = g_value_get_boolean (value);
      if (self->band)
        update_pulse (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_nearby_row_constructed (GObject *object)
{
  TactusNearbyRow *self = TACTUS_NEARBY_ROW (object);

  G_OBJECT_CLASS (tactus_nearby_row_parent_class)->constructed (object);

  describe (self);
  g_signal_connect_object (self->band, "notify::shared-bpm", G_CALLBACK (update_pulse), self,
                           G_CONNECT_SWAPPED);
  update_pulse (self);
}

static void
tactus_nearby_row_dispose (GObject *object)
{
  TactusNearbyRow *self = TACTUS_NEARBY_ROW (object);

  if (self->band)
    g_signal_handlers_disconnect_by_func (self->band, update_pulse, self);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_nearby_row_parent_class)->dispose (object);
}

static void
tactus_nearby_row_class_init (TactusNearbyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_nearby_row_get_property;
  object_class->set_property = tactus_nearby_row_set_property;
  object_class->constructed = tactus_nearby_row_constructed;
  object_class->dispose = tactus_nearby_row_dispose;

  properties[PROP_BAND] =
    g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_LISTENING] =
    g_param_spec_boolean ("listening", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[PAIR_CLICKED] = g_signal_new ("pair-clicked", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LISTEN_CLICKED] = g_signal_new ("listen-clicked", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TACTUS_TYPE_BAND);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-nearby-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusNearbyRow, device_image);
  gtk_widget_class_bind_template_child (widget_class, TactusNearbyRow, signal_image);
  gtk_widget_class_bind_template_child (widget_class, TactusNearbyRow, pulse_content);
  gtk_widget_class_bind_template_child (widget_class, TactusNearbyRow, listen_button);
  gtk_widget_class_bind_template_child (widget_class, TactusNearbyRow, pair_button);
  gtk_widget_class_bind_template_callback (widget_class, signal_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, signal_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_cb);
  gtk_widget_class_bind_template_callback (widget_class, listen_cb);
}

static void
tactus_nearby_row_init (TactusNearbyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->signal_image, "notify::tooltip-text",
                           G_CALLBACK (signal_tooltip_cb), self, G_CONNECT_SWAPPED);
}
