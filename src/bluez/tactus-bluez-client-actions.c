/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What a person can ask of the adapter: power, a scan, to forget a device. */

#include "tactus-bluez-client-private.h"

#include "tactus-bluez-pending.h"

#define SCAN_MAX_MS 60000

static void
rise_ended_cb (TactusBluezPending *rise,
               GError             *error,
               gpointer            user_data)
{
  TactusBluezClient *self = user_data;

  g_ptr_array_remove (self->rises, rise);
  tactus_bluez_pending_fail (rise, error);
}

/* The answer and the change of Powered come in no fixed order; only the change counts. */
static void
await_power (TactusBluezClient *self,
             GTask             *task)
{
  TactusBluezPending *rise;

  if (self->state == TACTUS_BLUEZ_STATE_READY)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  rise = tactus_bluez_pending_new (g_object_ref (task), "Switching on the adapter",
                                   rise_ended_cb, self);
  tactus_bluez_pending_set_timeout (rise, self->deadlines.property_ms);
  g_ptr_array_add (self->rises, rise);
}

static void
powered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBluezClient *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (error)
    error = tactus_bluez_error_translate (g_steal_pointer (&error));

  /* Busy: the switch is already being turned. */
  if (error && !g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    await_power (self, task);
}

void
tactus_bluez_client_power_on_async (TactusBluezClient   *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_client_power_on_async);

  if (self->state == TACTUS_BLUEZ_STATE_READY)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (self->adapter == NULL)
    {
      g_task_return_error (task, tactus_bluez_state_to_error (self->state));
      return;
    }

  g_dbus_proxy_call (self->adapter, "org.freedesktop.DBus.Properties.Set",
                     g_variant_new ("(ssv)", "org.bluez.Adapter1", "Powered",
                                    g_variant_new_boolean (TRUE)),
                     G_DBUS_CALL_FLAGS_NO_AUTO_START, self->deadlines.property_ms,
                     cancellable, powered_cb, g_steal_pointer (&task));
}

gboolean
tactus_bluez_client_power_on_finish (TactusBluezClient  *self,
                                     GAsyncResult       *result,
                                     GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBluezClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!tactus_bluez_scanner_scan_finish (TACTUS_BLUEZ_SCANNER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  tactus_bluez_devices_flush (self->devices);
  g_task_return_boolean (task, TRUE);
}

void
tactus_bluez_client_scan_async (TactusBluezClient   *self,
                                guint                duration_ms,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));

  /* Without the cancellable: to cancel a scan is to end it, not to fail. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_client_scan_async);

  if (self->state != TACTUS_BLUEZ_STATE_READY)
    {
      g_task_return_error (task, tactus_bluez_state_to_error (self->state));
      return;
    }

  tactus_bluez_scanner_scan_async (self->scanner, CLAMP (duration_ms, 1, SCAN_MAX_MS), cancellable,
                                   scanned_cb, g_steal_pointer (&task));
}

gboolean
tactus_bluez_client_scan_finish (TactusBluezClient  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (tactus_bluez_scanner_listen_finish (TACTUS_BLUEZ_SCANNER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tactus_bluez_client_listen_async (TactusBluezClient   *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));

  /* Without the cancellable: to cancel is to end it, not to fail. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_client_listen_async);

  if (self->state != TACTUS_BLUEZ_STATE_READY)
    {
      g_task_return_error (task, tactus_bluez_state_to_error (self->state));
      return;
    }

  tactus_bluez_scanner_listen_async (self->scanner, cancellable, listened_cb,
                                     g_steal_pointer (&task));
}

gboolean
tactus_bluez_client_listen_finish (TactusBluezClient  *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (error)
    error = tactus_bluez_error_translate (g_steal_pointer (&error));

  if (error && !g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
remove_device (TactusBluezClient *self,
               GDBusProxy        *device,
               GTask             *task)
{
  g_autofree char *path = g_path_get_dirname (g_dbus_proxy_get_object_path (device));
  GDBusProxy *adapter = tactus_bluez_tree_lookup (self->tree, path, TACTUS_BLUEZ_TYPE_ADAPTER1);

  if (adapter == NULL)
    {
      g_task_return_error (task, tactus_bluez_state_to_error (TACTUS_BLUEZ_STATE_NO_ADAPTER));
      return;
    }

  g_dbus_proxy_call (adapter, "RemoveDevice",
                     g_variant_new ("(o)", g_dbus_proxy_get_object_path (device)),
                     G_DBUS_CALL_FLAGS_NO_AUTO_START, self->deadlines.property_ms,
                     g_task_get_cancellable (task), removed_cb, g_object_ref (task));
}

void
tactus_bluez_client_remove_device_async (TactusBluezClient   *self,
                                         const char          *address,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GDBusProxy *device;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_client_remove_device_async);

  device = tactus_bluez_client_find_device (self, address);
  if (self->state != TACTUS_BLUEZ_STATE_READY)
    g_task_return_error (task, tactus_bluez_state_to_error (self->state));
  else if (device == NULL)
    g_task_return_boolean (task, TRUE);
  else
    remove_device (self, device, task);
}

gboolean
tactus_bluez_client_remove_device_finish (TactusBluezClient  *self,
                                          GAsyncResult       *result,
                                          GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
