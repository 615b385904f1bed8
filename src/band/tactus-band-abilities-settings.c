/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-request.h"
#include "tactus-band-restoring.h"

typedef struct {
  TactusSettingId id;
  char *value; /* (owned) */
} Change;

static void
change_free (Change *change)
{
  g_free (change->value);
  g_free (change);
}

static void
remember (TactusBand      *self,
          TactusSettingId  id,
          const char      *value)
{
  g_free (self->abilities->settings[id]);
  self->abilities->settings[id] = g_strdup (value);
  g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_SETTING_CHANGED], 0, id);
}

/* What was kept by another version, or changed by hand, may be nothing that the band takes. */
void
tactus_band_restore_setting (TactusBand      *self,
                             TactusSettingId  id,
                             const char      *value)
{
  g_autoptr(GPtrArray) writes = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self) && id < TACTUS_N_SETTINGS);

  if (self->model)
    writes = tactus_setting_encode (tactus_setting_get (id), self->model, value, NULL);
  if (writes)
    {
      g_free (self->abilities->settings[id]);
      self->abilities->settings[id] = g_strdup (value);
    }
}

void
tactus_band_drop_settings (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  for (TactusSettingId id = 0; id < TACTUS_N_SETTINGS; id++)
    if (self->abilities->settings[id])
      remember (self, id, NULL);
}

const char *
tactus_band_get_setting (TactusBand      *self,
                         TactusSettingId  setting)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self) && setting < TACTUS_N_SETTINGS, NULL);

  return self->abilities->settings[setting];
}

static gboolean
check_setting (TactusBand       *self,
               TactusSettingId   setting,
               GError          **error)
{
  if (!self->model || !tactus_model_has_setting (self->model, setting))
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                   "%s cannot keep the setting “%s”",
                   self->model ? self->model->name : tactus_band_get_name (self),
                   tactus_setting_get (setting)->name);
      return FALSE;
    }
  if (!tactus_band_is_usable (self))
    {
      g_propagate_error (error, tactus_band_not_usable (self));
      return FALSE;
    }

  return TRUE;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusBand *self = TACTUS_BAND (source);
  g_autoptr(GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!tactus_band_request_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  remember (self, change->id, change->value);
  g_task_return_boolean (task, TRUE);
}

void
tactus_band_change_setting_async (TactusBand          *self,
                                  TactusSettingId      setting,
                                  const char          *value,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) writes = NULL;
  g_autofree char *what = NULL;
  GError *error = NULL;
  Change *change;

  g_return_if_fail (TACTUS_IS_BAND (self));
  g_return_if_fail (setting < TACTUS_N_SETTINGS && value != NULL);

  task = tactus_band_task_for (self, tactus_band_change_setting_async, cancellable, callback,
                               user_data);
  change = g_new0 (Change, 1);
  change->id = setting;
  change->value = g_strdup (value);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  if (check_setting (self, setting, &error))
    writes = tactus_setting_encode (tactus_setting_get (setting), self->model, value, &error);
  if (!writes)
    {
      g_task_return_error (task, tactus_band_error_translate (error));
      return;
    }

  what = g_strdup_printf ("the setting “%s”", tactus_setting_get (setting)->name);
  tactus_band_request_async (self, what, g_steal_pointer (&writes), cancellable, changed_cb,
                             g_object_ref (task));
}

gboolean
tactus_band_change_setting_finish (TactusBand    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
