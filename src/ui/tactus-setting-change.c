/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-setting-change.h"

#include "tactus-band-abilities.h"

struct _TactusSettingChange
{
  GObject parent_instance;

  TactusBand *band;             /* (owned) */
  const TactusSetting *setting;
  char *wanted;                 /* (owned) (nullable): on its way to the band */
};

G_DEFINE_FINAL_TYPE (TactusSettingChange, tactus_setting_change, G_TYPE_OBJECT)

typedef enum {
  PROP_BUSY = 1,
} TactusSettingChangeProperty;

static GParamSpec *properties[PROP_BUSY + 1];

enum {
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_wanted (TactusSettingChange *self,
            const char          *value)
{
  g_free (self->wanted);
  self->wanted = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusSettingChange) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  tactus_band_change_setting_finish (TACTUS_BAND (source), result, &error);
  set_wanted (self, NULL);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = tactus_band_error_to_sentence (error);
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

void
tactus_setting_change_send (TactusSettingChange *self,
                            const char          *value)
{
  g_return_if_fail (TACTUS_IS_SETTING_CHANGE (self));
  g_return_if_fail (value != NULL);

  if (self->wanted)
    return;

  set_wanted (self, value);
  /* Not cancelled with the row: a person who leaves the page wants the change all the same. */
  tactus_band_change_setting_async (self->band, self->setting->id, value, NULL, sent_cb,
                                    g_object_ref (self));
}

const char *
tactus_setting_change_get_value (TactusSettingChange *self)
{
  g_return_val_if_fail (TACTUS_IS_SETTING_CHANGE (self), NULL);

  return self->wanted ? self->wanted : tactus_band_get_setting (self->band, self->setting->id);
}

gboolean
tactus_setting_change_get_busy (TactusSettingChange *self)
{
  g_return_val_if_fail (TACTUS_IS_SETTING_CHANGE (self), FALSE);

  return self->wanted != NULL;
}

const TactusSetting *
tactus_setting_change_get_setting (TactusSettingChange *self)
{
  g_return_val_if_fail (TACTUS_IS_SETTING_CHANGE (self), NULL);

  return self->setting;
}

const TactusModel *
tactus_setting_change_get_model (TactusSettingChange *self)
{
  g_return_val_if_fail (TACTUS_IS_SETTING_CHANGE (self), NULL);

  return tactus_band_get_model (self->band);
}

static void
setting_changed_cb (TactusSettingChange *self,
                    guint                setting)
{
  if (setting == self->setting->id)
    g_signal_emit (self, signals[CHANGED], 0);
}

TactusSettingChange *
tactus_setting_change_new (TactusBand          *band,
                           const TactusSetting *setting)
{
  TactusSettingChange *self = g_object_new (TACTUS_TYPE_SETTING_CHANGE, NULL);

  self->band = g_object_ref (band);
  self->setting = setting;
  g_signal_connect_object (band, "setting-changed", G_CALLBACK (setting_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_setting_change_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((TactusSettingChangeProperty) property_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value,
                           tactus_setting_change_get_busy (TACTUS_SETTING_CHANGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_setting_change_finalize (GObject *object)
{
  TactusSettingChange *self = TACTUS_SETTING_CHANGE (object);

  g_clear_object (&self->band);
  g_free (self->wanted);

  G_OBJECT_CLASS (tactus_setting_change_parent_class)->finalize (object);
}

static void
tactus_setting_change_class_init (TactusSettingChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = tactus_setting_change_get_property;
  object_class->finalize = tactus_setting_change_finalize;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_setting_change_init (TactusSettingChange *self)
{
}
