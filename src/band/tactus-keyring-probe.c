/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-keyring-probe.h"

#include <libsecret/secret.h>

static void
take_error (GTask  *task,
            GError *error)
{
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, error);
}

static TactusKeyringState
judge (SecretCollection *collection)
{
  if (!collection)
    return TACTUS_KEYRING_NEW;

  return secret_collection_get_locked (collection) ? TACTUS_KEYRING_LOCKED : TACTUS_KEYRING_OPEN;
}

static void
alias_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error)
    take_error (task, error);
  else
    g_task_return_int (task, judge (collection));
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(SecretService) service = secret_service_get_finish (result, &error);

  if (!service)
    take_error (task, error);
  else
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), alias_cb, g_object_ref (task));
}

void
tactus_keyring_probe_async (GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_keyring_probe_async);
  secret_service_get (SECRET_SERVICE_NONE, cancellable, service_cb, task);
}

TactusKeyringState
tactus_keyring_probe_finish (GAsyncResult  *result,
                             GError       **error)
{
  gssize state;

  g_return_val_if_fail (g_async_result_is_tagged (result, tactus_keyring_probe_async),
                        TACTUS_KEYRING_MISSING);

  state = g_task_propagate_int (G_TASK (result), error);

  return state < 0 ? TACTUS_KEYRING_MISSING : (TactusKeyringState) state;
}
