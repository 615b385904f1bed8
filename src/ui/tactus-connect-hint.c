/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-connect-hint.h"

#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

struct _TactusConnectHint
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *row;
  GtkWidget *button;

  TactusBand *band;       /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusConnectHint, tactus_connect_hint, ADW_TYPE_PREFERENCES_GROUP)

typedef enum {
  PROP_BAND = 1,
  PROP_READY,
} TactusConnectHintProperty;

static GParamSpec *properties[PROP_READY + 1];

static gboolean
get_ready (TactusConnectHint *self)
{
  return self->band && tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY;
}

static void
update (TactusConnectHint *self)
{
  TactusBandState state;

  gtk_widget_set_visible (GTK_WIDGET (self), !get_ready (self));
  if (self->band)
    {
      state = tactus_band_get_state (self->band);
      adw_preferences_row_set_title (
        ADW_PREFERENCES_ROW (self->row),
        tactus_text_band_state (state, TACTUS_PULSE_STATE_IDLE, NULL, FALSE));
      gtk_widget_set_visible (self->button, state == TACTUS_BAND_STATE_OFFLINE ||
                                            state == TACTUS_BAND_STATE_LISTENING);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

void
tactus_connect_hint_set_band (TactusConnectHint *self,
                              TactusBand        *band)
{
  g_return_if_fail (TACTUS_IS_CONNECT_HINT (self));

  if (!g_set_object (&self->band, band))
    return;

  g_signal_group_set_target (self->signals, band);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
}

static void
tactus_connect_hint_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TactusConnectHint *self = TACTUS_CONNECT_HINT (object);

  switch ((TactusConnectHintProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    case PROP_READY:
      g_value_set_boolean (value, get_ready (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_connect_hint_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((TactusConnectHintProperty) property_id)
    {
    case PROP_BAND:
      tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (object), g_value_get_object (value));
      break;
    case PROP_READY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_connect_hint_dispose (GObject *object)
{
  TactusConnectHint *self = TACTUS_CONNECT_HINT (object);

  if (self->signals)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_connect_hint_parent_class)->dispose (object);
}

static void
tactus_connect_hint_class_init (TactusConnectHintClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_connect_hint_get_property;
  object_class->set_property = tactus_connect_hint_set_property;
  object_class->dispose = tactus_connect_hint_dispose;

  properties[PROP_BAND] =
    g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] =
    g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-connect-hint"));
  gtk_widget_class_bind_template_child (widget_class, TactusConnectHint, row);
  gtk_widget_class_bind_template_child (widget_class, TactusConnectHint, button);
}

static void
tactus_connect_hint_init (TactusConnectHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update), self);
}
