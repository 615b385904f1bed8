/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"
#include "tactus-write.h"

/* The zone is that of @when, so that a time in summer has summer's. */
static GPtrArray *
encode_clock (const TactusModel  *model,
              GDateTime          *when,
              GError            **error)
{
  gboolean first_generation = model->generation == TACTUS_GENERATION_A;
  GPtrArray *writes;
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  tactus_band_time_from_date_time (&time, when);
  if (first_generation && !tactus_mi1_date_has_year (&time))
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_VALUE,
                   "Time: year %u; %s knows those from 2000 to 2255", time.year, model->name);
      return NULL;
    }

  writes = tactus_write_list_new ();
  bytes = first_generation ? tactus_mi1_date_encode (&time) : tactus_band_time_encode (&time);
  tactus_write_list_add (writes,
                         first_generation ? TACTUS_UUID_MI1_DATE : TACTUS_UUID_CURRENT_TIME,
                         g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TRUE, FALSE);

  return writes;
}

void
tactus_band_set_clock_async (TactusBand          *self,
                             GDateTime           *when,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GDateTime) now = NULL;
  GPtrArray *writes = NULL;
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_set_clock_async, cancellable, callback, user_data);
  now = when ? g_date_time_ref (when) : g_date_time_new_now_local ();
  if (tactus_band_check (self, TACTUS_ABILITY_TIME, &error))
    writes = encode_clock (self->model, now, &error);
  tactus_band_ask (self, task, "the time", writes, error);
}

gboolean
tactus_band_set_clock_finish (TactusBand    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
