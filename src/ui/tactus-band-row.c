/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-row.h"

#include "tactus-template.h"
#include "tactus-text.h"

struct _TactusBandRow
{
  AdwActionRow parent_instance;

  GtkWidget *device_image;
  GtkWidget *battery_image;
  TactusBand *band; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusBandRow, tactus_band_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  PROP_BAND = 1,
} TactusBandRowProperty;

static GParamSpec *properties[PROP_BAND + 1];

static void
update_subtitle (TactusBandRow *self)
{
  const char *subtitle = tactus_text_band_state (tactus_band_get_state (self->band),
                                                 tactus_band_get_pulse_state (self->band),
                                                 tactus_band_get_error (self->band),
                                                 tactus_band_get_present (self->band));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static char *
bpm_cb (TactusBandRow *self,
        guint          bpm)
{
  return tactus_text_bpm_with_unit (bpm);
}

static gboolean
has_battery_cb (TactusBandRow *self,
                int            level)
{
  return level >= 0;
}

static char *
battery_icon_cb (TactusBandRow *self,
                 int            level,
                 gboolean       charging)
{
  return tactus_text_battery_icon (level, charging);
}

static char *
battery_cb (TactusBandRow *self,
            int            level,
            gboolean       charging)
{
  return tactus_text_battery (level, charging);
}

static void
battery_tooltip_cb (TactusBandRow *self)
{
  const char *text = gtk_widget_get_tooltip_text (self->battery_image);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->battery_image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text ? text : "", -1);
}

GtkWidget *
tactus_band_row_new (TactusBand *band)
{
  return g_object_new (TACTUS_TYPE_BAND_ROW, "band", band, NULL);
}

TactusBand *
tactus_band_row_get_band (TactusBandRow *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_ROW (self), NULL);

  return self->band;
}

static void
tactus_band_row_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TactusBandRow *self = TACTUS_BAND_ROW (object);

  switch ((TactusBandRowProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_band_row_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TactusBandRow *self = TACTUS_BAND_ROW (object);

  switch ((TactusBandRowProperty) property_id)
    {
    case PROP_BAND:
      g_set_object (&self->band, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Not in the template: GTK 4.8 warns when an object goes that has an expression over itself bound
 * to a property of its own. */
static void
tactus_band_row_constructed (GObject *object)
{
  static const char *const notifications[] = {
    "notify::state", "notify::pulse-state", "notify::error", "notify::present",
  };
  TactusBandRow *self = TACTUS_BAND_ROW (object);

  G_OBJECT_CLASS (tactus_band_row_parent_class)->constructed (object);

  g_object_bind_property (self->band, "name", self, "title", G_BINDING_SYNC_CREATE);
  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_connect_object (self->band, notifications[i], G_CALLBACK (update_subtitle), self,
                             G_CONNECT_SWAPPED);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->device_image),
                                tactus_text_device_icon (tactus_band_get_model (self->band)));
  update_subtitle (self);
}

static void
tactus_band_row_dispose (GObject *object)
{
  TactusBandRow *self = TACTUS_BAND_ROW (object);

  if (self->band)
    g_signal_handlers_disconnect_by_func (self->band, update_subtitle, self);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_band_row_parent_class)->dispose (object);
}

static void
tactus_band_row_class_init (TactusBandRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_band_row_get_property;
  object_class->set_property = tactus_band_row_set_property;
  object_class->constructed = tactus_band_row_constructed;
  object_class->dispose = tactus_band_row_dispose;

  properties[PROP_BAND] =
    g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (TACTUS_TYPE_BAND);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-band-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusBandRow, device_image);
  gtk_widget_class_bind_template_child (widget_class, TactusBandRow, battery_image);
  gtk_widget_class_bind_template_callback (widget_class, bpm_cb);
  gtk_widget_class_bind_template_callback (widget_class, has_battery_cb);
  gtk_widget_class_bind_template_callback (widget_class, battery_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, battery_cb);
}

static void
tactus_band_row_init (TactusBandRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->battery_image, "notify::tooltip-text",
                           G_CALLBACK (battery_tooltip_cb), self, G_CONNECT_SWAPPED);
}
