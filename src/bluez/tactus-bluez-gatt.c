/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-gatt.h"

#include "tactus-bluez-pending.h"
#include "tactus-bluez-value.h"

#include <string.h>

/* The path only sorts out most of the others; the properties decide. */
static gboolean
belongs_to (TactusBluezTree *tree,
            GDBusProxy      *characteristic,
            GDBusProxy      *device)
{
  const char *device_path = g_dbus_proxy_get_object_path (device);
  g_autofree char *service_path = NULL;
  g_autofree char *owner_path = NULL;
  GDBusProxy *service;

  if (!g_str_has_prefix (g_dbus_proxy_get_object_path (characteristic), device_path))
    return FALSE;

  service_path = tactus_bluez_value_dup_string (characteristic, "Service");
  service = tactus_bluez_tree_lookup (tree, service_path, TACTUS_BLUEZ_TYPE_GATT_SERVICE1);
  if (service == NULL)
    return FALSE;

  owner_path = tactus_bluez_value_dup_string (service, "Device");
  return g_strcmp0 (owner_path, device_path) == 0;
}

static gboolean
has_uuid (GDBusProxy *characteristic,
          const char *uuid)
{
  g_autofree char *own = tactus_bluez_value_dup_string (characteristic, "UUID");

  return own != NULL && g_ascii_strcasecmp (own, uuid) == 0;
}

/* Paths end in attribute handles of fixed width: their order is the device's order. */
static gboolean
comes_before (GDBusProxy *a,
              GDBusProxy *b)
{
  return strcmp (g_dbus_proxy_get_object_path (a), g_dbus_proxy_get_object_path (b)) < 0;
}

GDBusProxy *
tactus_bluez_gatt_find (TactusBluezTree *tree,
                        GDBusProxy      *device,
                        const char      *uuid)
{
  g_autoptr(GPtrArray) all = tactus_bluez_tree_list (tree,
                                                     TACTUS_BLUEZ_TYPE_GATT_CHARACTERISTIC1);
  GDBusProxy *first = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      GDBusProxy *one = all->pdata[i];

      if (belongs_to (tree, one, device) && has_uuid (one, uuid) &&
          (first == NULL || comes_before (one, first)))
        first = one;
    }

  return first ? g_object_ref (first) : NULL;
}

const char *
tactus_bluez_gatt_missing (TactusBluezTree    *tree,
                           GDBusProxy         *device,
                           const char * const *required)
{
  for (guint i = 0; required != NULL && required[i] != NULL; i++)
    {
      g_autoptr(GDBusProxy) found = tactus_bluez_gatt_find (tree, device, required[i]);

      if (found == NULL)
        return required[i];
    }

  return NULL;
}

/* What a hanging up needs to know. */
typedef struct {
  TactusBluezTree *tree; /* (owned) */
  GDBusProxy *device;    /* (owned) */
  TactusBluezPending *pending;
  gulong changed_id;
  gulong removed_id;
  gulong state_id;
  gboolean answered;
} HangUp;

static void
hang_up_free (HangUp *self)
{
  g_clear_signal_handler (&self->changed_id, self->device);
  g_clear_signal_handler (&self->removed_id, self->tree);
  g_clear_signal_handler (&self->state_id, self->tree);
  g_clear_object (&self->tree);
  g_clear_object (&self->device);
  g_free (self);
}

static void
hang_up_end (HangUp *self)
{
  TactusBluezPending *pending = g_steal_pointer (&self->pending);

  g_clear_signal_handler (&self->changed_id, self->device);
  g_clear_signal_handler (&self->removed_id, self->tree);
  g_clear_signal_handler (&self->state_id, self->tree);
  if (pending)
    tactus_bluez_pending_succeed (pending);
}

static void
hang_up_check (HangUp *self)
{
  if (!tactus_bluez_tree_contains (self->tree, self->device) ||
      (self->answered && !tactus_bluez_value_get_boolean (self->device, "Connected")))
    hang_up_end (self);
}

static void
hung_up_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  HangUp *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (error)
    g_debug ("Disconnect: %s", error->message);

  self->answered = TRUE;
  if (self->pending)
    hang_up_check (self);
}

static void
hang_up_timed_out_cb (TactusBluezPending *pending,
                      GError             *error,
                      gpointer            user_data)
{
  g_error_free (error);
  hang_up_end (user_data);
}

void
tactus_bluez_gatt_hang_up_async (TactusBluezTree     *tree,
                                 GDBusProxy          *device,
                                 guint                timeout_ms,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (device, NULL, callback, user_data);
  HangUp *self = g_new0 (HangUp, 1);

  g_task_set_source_tag (task, tactus_bluez_gatt_hang_up_async);
  g_task_set_task_data (task, self, (GDestroyNotify) hang_up_free);
  self->tree = g_object_ref (tree);
  self->device = g_object_ref (device);
  self->changed_id = g_signal_connect_swapped (device, "g-properties-changed",
                                               G_CALLBACK (hang_up_check), self);
  self->removed_id = g_signal_connect_swapped (tree, "removed",
                                               G_CALLBACK (hang_up_check), self);
  self->state_id = g_signal_connect_swapped (tree, "state-changed",
                                             G_CALLBACK (hang_up_check), self);
  self->pending = tactus_bluez_pending_new (task, "Disconnect", hang_up_timed_out_cb, self);
  tactus_bluez_pending_set_timeout (self->pending, MAX (timeout_ms, 1));

  g_dbus_proxy_call (device, "Disconnect", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout_ms, NULL,
                     hung_up_cb, g_object_ref (task));
}

void
tactus_bluez_gatt_hang_up_finish (GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
tactus_bluez_gatt_ask_link_async (GDBusProxy          *device,
                                  guint                timeout_ms,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_dbus_proxy_call (device, "org.freedesktop.DBus.Properties.Get",
                     g_variant_new ("(ss)", g_dbus_proxy_get_interface_name (device), "Connected"),
                     G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout_ms, cancellable, callback, user_data);
}

void
tactus_bluez_gatt_ask_link_finish (TactusBluezTree *tree,
                                   GDBusProxy      *device,
                                   GAsyncResult    *result)
{
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (device, result, NULL);
  g_autoptr(GVariant) value = NULL;

  /* The proxy checks the answers of its own interface only. */
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(v)")))
    return;

  g_variant_get (reply, "(v)", &value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value))
    tactus_bluez_tree_put (tree, device, "Connected", value);
}
