/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sensor-login.h"

#include "tactus-uuids.h"

typedef struct {
  gboolean           bond; /* still to be done, if need be */
  TactusBluezAskFunc ask;
  gpointer           ask_data;
} SensorLogin;

static void subscribe (GTask *task);

/* "Unlikely error" is what bands that share their heart rate say instead of "encrypt first"; from a
 * sensor that is bonded it means nothing of the kind. */
static gboolean
wants_bond (TactusBluezConnection *connection,
            const GError          *error)
{
  return g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NEEDS_PAIRING) ||
         (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_UNLIKELY) &&
          !tactus_bluez_connection_is_bonded (connection));
}

static void
bonded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (tactus_bluez_connection_pair_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    subscribe (task);
  else
    g_task_return_error (task, tactus_band_error_translate (error));
}

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  TactusBluezConnection *connection = TACTUS_BLUEZ_CONNECTION (source);
  g_autoptr(GTask) task = user_data;
  SensorLogin *login = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (tactus_bluez_connection_subscribe_finish (connection, result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (!wants_bond (connection, error))
    {
      g_task_return_error (task, tactus_band_error_translate (g_steal_pointer (&error)));
    }
  else if (!login->bond)
    {
      g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NEEDS_PAIRING, "%s",
                               error->message);
    }
  else
    {
      login->bond = FALSE;
      tactus_bluez_connection_pair_async (connection, login->ask, login->ask_data,
                                          g_task_get_cancellable (task), bonded_cb,
                                          g_object_ref (task));
    }
}

static void
subscribe (GTask *task)
{
  tactus_bluez_connection_subscribe_async (g_task_get_source_object (task), TACTUS_UUID_HEART_RATE,
                                           g_task_get_cancellable (task), subscribed_cb,
                                           g_object_ref (task));
}

void
tactus_sensor_login_async (TactusBluezConnection *connection,
                           gboolean               bond,
                           TactusBluezAskFunc     ask,
                           gpointer               ask_data,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (connection, cancellable, callback, user_data);
  SensorLogin *login = g_new0 (SensorLogin, 1);

  login->bond = bond;
  login->ask = ask;
  login->ask_data = ask_data;
  g_task_set_source_tag (task, tactus_sensor_login_async);
  g_task_set_task_data (task, login, g_free);
  subscribe (task);
}

gboolean
tactus_sensor_login_finish (TactusBluezConnection  *connection,
                            GAsyncResult           *result,
                            GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
