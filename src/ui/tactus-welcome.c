/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-welcome.h"

#include "tactus-template.h"

struct _TactusWelcome
{
  AdwBin parent_instance;

  GtkWidget *title;
  GtkWidget *begin;
};

G_DEFINE_FINAL_TYPE (TactusWelcome, tactus_welcome, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLED = 1,
} TactusWelcomeProperty;

static GParamSpec *properties[PROP_TITLED + 1];

GtkWidget *
tactus_welcome_new (void)
{
  return g_object_new (TACTUS_TYPE_WELCOME, NULL);
}

/* Under a title that speaks of something in the way, how to begin would be too early. */
static void
set_titled (TactusWelcome *self,
            gboolean       titled)
{
  if (gtk_widget_get_visible (self->title) == titled)
    return;

  gtk_widget_set_visible (self->title, titled);
  gtk_widget_set_visible (self->begin, titled);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLED]);
}

static void
tactus_welcome_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TactusWelcome *self = TACTUS_WELCOME (object);

  switch ((TactusWelcomeProperty) property_id)
    {
    case PROP_TITLED:
      g_value_set_boolean (value, gtk_widget_get_visible (self->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_welcome_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((TactusWelcomeProperty) property_id)
    {
    case PROP_TITLED:
      set_titled (TACTUS_WELCOME (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_welcome_class_init (TactusWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = tactus_welcome_get_property;
  G_OBJECT_CLASS (klass)->set_property = tactus_welcome_set_property;

  properties[PROP_TITLED] =
    g_param_spec_boolean ("titled", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-welcome"));
  gtk_widget_class_bind_template_child (widget_class, TactusWelcome, title);
  gtk_widget_class_bind_template_child (widget_class, TactusWelcome, begin);
}

static void
tactus_welcome_init (TactusWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
