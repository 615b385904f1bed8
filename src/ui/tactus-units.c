/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-units.h"

#include "tactus-locale.h"

#define BY_REGION "region"
#define IMPERIAL  "imperial"

struct _TactusUnits
{
  GObject parent_instance;

  char *choice; /* (owned) */
};

typedef enum {
  PROP_CHOICE = 1,
  PROP_IMPERIAL,
} TactusUnitsProperty;

static GParamSpec *properties[PROP_IMPERIAL + 1];

G_DEFINE_FINAL_TYPE (TactusUnits, tactus_units, G_TYPE_OBJECT)

static gboolean
find_imperial (TactusUnits *self)
{
  if (g_str_equal (self->choice, BY_REGION))
    return tactus_locale_get_imperial ();

  return g_str_equal (self->choice, IMPERIAL);
}

static void
set_choice (TactusUnits *self,
            const char  *choice)
{
  gboolean before = find_imperial (self);

  if (choice == NULL || g_str_equal (self->choice, choice))
    return;

  g_free (self->choice);
  self->choice = g_strdup (choice);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
  if (before != find_imperial (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMPERIAL]);
}

TactusUnits *
tactus_units_get_default (void)
{
  static TactusUnits *units;

  if (units == NULL)
    units = g_object_new (TACTUS_TYPE_UNITS, NULL);

  return units;
}

gboolean
tactus_units_get_imperial (void)
{
  return find_imperial (tactus_units_get_default ());
}

static void
tactus_units_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TactusUnits *self = TACTUS_UNITS (object);

  switch ((TactusUnitsProperty) property_id)
    {
    case PROP_CHOICE:
      g_value_set_string (value, self->choice);
      break;
    case PROP_IMPERIAL:
      g_value_set_boolean (value, find_imperial (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_units_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TactusUnits *self = TACTUS_UNITS (object);

  switch ((TactusUnitsProperty) property_id)
    {
    case PROP_CHOICE:
      set_choice (self, g_value_get_string (value));
      break;
    case PROP_IMPERIAL:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_units_finalize (GObject *object)
{
  g_free (TACTUS_UNITS (object)->choice);

  G_OBJECT_CLASS (tactus_units_parent_class)->finalize (object);
}

static void
tactus_units_class_init (TactusUnitsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_units_get_property;
  object_class->set_property = tactus_units_set_property;
  object_class->finalize = tactus_units_finalize;

  properties[PROP_CHOICE] =
    g_param_spec_string ("choice", NULL, NULL, BY_REGION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IMPERIAL] =
    g_param_spec_boolean ("imperial", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_units_init (TactusUnits *self)
{
  self->choice = g_strdup (BY_REGION);
}
