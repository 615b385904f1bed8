/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-request.h"
#include "tactus-band-restoring.h"

typedef struct {
  TactusAlarm alarm; /* of a deletion the slot alone */
  gboolean deleted;
} Change;

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  const TactusAlarm *one = a;
  const TactusAlarm *other = b;

  return (int) one->slot - (int) other->slot;
}

static void
forget_slot (GArray *alarms,
             guint   slot)
{
  for (guint i = 0; i < alarms->len; i++)
    if (g_array_index (alarms, TactusAlarm, i).slot == slot)
      {
        g_array_remove_index (alarms, i);
        return;
      }
}

static void
keep_alarm (TactusBand        *self,
            const TactusAlarm *alarm)
{
  GArray *alarms = self->abilities->alarms;

  forget_slot (alarms, alarm->slot);
  g_array_append_val (alarms, *alarm);
  g_array_sort (alarms, compare_slots);
}

/* What was kept by another version, or changed by hand, may be nothing that the band takes. */
void
tactus_band_restore_alarm (TactusBand        *self,
                           const TactusAlarm *alarm)
{
  g_autoptr(GPtrArray) writes = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self) && alarm != NULL);

  if (self->model)
    writes = tactus_alarm_encode (alarm, self->model, 2024, 1, 1, NULL);
  if (writes)
    keep_alarm (self, alarm);
}

void
tactus_band_drop_alarms (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->abilities->alarms->len == 0)
    return;

  g_array_set_size (self->abilities->alarms, 0);
  g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_ALARMS_CHANGED], 0);
}

GArray *
tactus_band_get_alarms (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return g_array_copy (self->abilities->alarms);
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

  if (change->deleted)
    forget_slot (self->abilities->alarms, change->alarm.slot);
  else
    keep_alarm (self, &change->alarm);
  g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_ALARMS_CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

static GPtrArray *
encode (TactusBand    *self,
        const Change  *change,
        GError       **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (!tactus_band_check (self, TACTUS_ABILITY_ALARMS, error))
    return NULL;
  if (change->deleted)
    return tactus_alarm_encode_delete (self->model, change->alarm.slot, error);

  return tactus_alarm_encode (&change->alarm, self->model, g_date_time_get_year (now),
                              g_date_time_get_month (now), g_date_time_get_day_of_month (now),
                              error);
}

static void
change_alarm (TactusBand *self,
              GTask      *task,
              Change     *change)
{
  g_autoptr(GTask) own = task;
  GError *error = NULL;
  GPtrArray *writes;

  g_task_set_task_data (task, change, g_free);
  writes = encode (self, change, &error);
  if (writes)
    tactus_band_request_async (self, "the alarm", writes, g_task_get_cancellable (task), changed_cb,
                               g_object_ref (task));
  else
    g_task_return_error (task, tactus_band_error_translate (error));
}

void
tactus_band_set_alarm_async (TactusBand          *self,
                             const TactusAlarm   *alarm,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Change *change;

  g_return_if_fail (TACTUS_IS_BAND (self) && alarm != NULL);

  change = g_new0 (Change, 1);
  change->alarm = *alarm;
  change_alarm (self,
                tactus_band_task_for (self, tactus_band_set_alarm_async, cancellable, callback,
                                      user_data),
                change);
}

void
tactus_band_delete_alarm_async (TactusBand          *self,
                                guint                slot,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Change *change;

  g_return_if_fail (TACTUS_IS_BAND (self));

  change = g_new0 (Change, 1);
  change->alarm.slot = slot;
  change->deleted = TRUE;
  change_alarm (self,
                tactus_band_task_for (self, tactus_band_delete_alarm_async, cancellable, callback,
                                      user_data),
                change);
}

gboolean
tactus_band_set_alarm_finish (TactusBand    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
