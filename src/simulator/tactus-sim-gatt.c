/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-gatt.h"

#include <string.h>

#include "tactus-bluez-dbus.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-peers.h"
#include "tactus-uuids.h"

#define SERVICE        "org.bluez.GattService1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

/* The first handle of the first service, and how far services lie apart. */
#define FIRST_HANDLE 0x0010
#define HANDLE_STEP  0x0030

typedef struct {
  TactusSimGatt                 *gatt;      /* back pointer */
  const TactusSimCharacteristic *row;
  TactusSimObject               *object;    /* (owned) */
  TactusSimPeers                *listeners; /* (owned): who called StartNotify */
} Characteristic;

typedef enum {
  OPERATION_READ,
  OPERATION_WRITE,
  OPERATION_NOTIFY,
} OperationKind;

typedef struct {
  Characteristic        *on;
  OperationKind          kind;
  GDBusMethodInvocation *invocation; /* (owned) */
  GBytes                *value;      /* (owned) (nullable) */
  guint                  timer;
} Operation;

struct _TactusSimGatt {
  TactusSimWorld      *world;
  TactusSimBand       *band;            /* (owned) */
  GPtrArray           *services;        /* (owned) (element-type TactusSimObject) */
  GPtrArray           *characteristics; /* (owned) (element-type Characteristic) */
  GPtrArray           *operations;      /* (owned) (element-type Operation): under way */
  TactusSimGattRemove  remove;
  gpointer             user_data;
  gboolean             exported;
  gboolean             linked;
  gboolean             closing;
};

/* ── operations ── */

static void
operation_free (gpointer data)
{
  Operation *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->invocation);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_free (self);
}

static void
show_value (Characteristic *self,
            GBytes         *value)
{
  tactus_sim_object_set (self->object, CHARACTERISTIC, "Value",
                         g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, value, TRUE));
}

static void
finish_read (Operation *self)
{
  guint8 att_error;
  g_autoptr(GBytes) value = tactus_sim_band_read (self->on->gatt->band, self->on->row->uuid,
                                                  tactus_sim_driver_now (), &att_error);

  if (!value)
    {
      tactus_sim_reply_att (g_steal_pointer (&self->invocation), att_error);
      return;
    }

  show_value (self->on, value);
  g_dbus_method_invocation_return_value (
    g_steal_pointer (&self->invocation),
    g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, value, TRUE)));
}

static void
finish_write (Operation *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->value, &size);
  guint8 att_error = tactus_sim_band_write (self->on->gatt->band, self->on->row->uuid, data, size,
                                            TRUE, tactus_sim_driver_now ());

  if (att_error == 0)
    tactus_sim_reply_ok (g_steal_pointer (&self->invocation));
  else
    tactus_sim_reply_att (g_steal_pointer (&self->invocation), att_error);
}

static void
stale_value (Characteristic *self)
{
  g_autoptr(GBytes) zeros = g_bytes_new_static ("\0\0", 2);
  GVariant *last = tactus_sim_object_get (self->object, CHARACTERISTIC, "Value");
  g_autoptr(GBytes) value = NULL;

  value = last ? g_variant_get_data_as_bytes (last) : g_bytes_ref (zeros);
  show_value (self, value);
}

static void
finish_notify (Operation *self)
{
  Characteristic *on = self->on;
  guint8 att_error = tactus_sim_band_subscribe (on->gatt->band, on->row->uuid, TRUE);

  if (att_error != 0)
    {
      tactus_sim_reply_att (g_steal_pointer (&self->invocation), att_error);
      return;
    }

  tactus_sim_peers_add (on->listeners, g_dbus_method_invocation_get_sender (self->invocation));
  tactus_sim_object_set (on->object, CHARACTERISTIC, "Notifying", g_variant_new_boolean (TRUE));
  if (tactus_sim_world_strikes (on->gatt->world, TACTUS_SIM_BLUEZ_FAULT_VALUE_BEFORE_REPLY))
    stale_value (on);
  tactus_sim_reply_ok (g_steal_pointer (&self->invocation));
}

static void
operation_cb (gpointer user_data)
{
  static void (* const finish[]) (Operation *) = {
    [OPERATION_READ] = finish_read,
    [OPERATION_WRITE] = finish_write,
    [OPERATION_NOTIFY] = finish_notify,
  };
  Operation *self = user_data;
  GPtrArray *operations = self->on->gatt->operations;
  guint index;

  self->timer = 0;
  if (g_ptr_array_find (operations, self, &index))
    g_ptr_array_steal_index (operations, index);

  finish[self->kind] (self);
  operation_free (self);
}

static gboolean
is_busy (Characteristic *self,
         OperationKind   kind)
{
  GPtrArray *operations = self->gatt->operations;

  for (guint i = 0; i < operations->len; i++)
    {
      Operation *each = g_ptr_array_index (operations, i);

      if (each->on == self && each->kind == kind)
        return TRUE;
    }

  return FALSE;
}

static void
begin (Characteristic        *self,
       OperationKind          kind,
       GBytes                *value,
       GDBusMethodInvocation *invocation)
{
  TactusSimGatt *gatt = self->gatt;
  Operation *operation = g_new0 (Operation, 1);

  operation->on = self;
  operation->kind = kind;
  operation->invocation = invocation;
  operation->value = value ? g_bytes_ref (value) : NULL;
  g_ptr_array_add (gatt->operations, operation);

  if (tactus_sim_world_strikes (gatt->world, TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL))
    gatt->remove (gatt->user_data);
  else if (kind == OPERATION_NOTIFY ||
           !tactus_sim_world_strikes (gatt->world, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER))
    operation->timer = g_timeout_add_once (gatt->world->delays.operation_ms, operation_cb,
                                           operation);
}

static void
fail_operations (TactusSimGatt  *self,
                 TactusSimReply  reply)
{
  g_autoptr(GPtrArray) operations = g_steal_pointer (&self->operations);

  self->operations = g_ptr_array_new_with_free_func (operation_free);

  for (guint i = 0; i < operations->len; i++)
    {
      Operation *each = g_ptr_array_index (operations, i);

      tactus_sim_reply (g_steal_pointer (&each->invocation), reply);
    }
}

/* ── calls ── */

/* What goes wrong with a read or a write before it is looked at; TRUE if it has been answered. */
static gboolean
spoil (Characteristic        *self,
       OperationKind          kind,
       GDBusMethodInvocation *invocation)
{
  static const TactusSimBluezFault faults[] = {
    TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY,
    TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (tactus_sim_world_strikes (self->gatt->world, faults[i]))
      {
        tactus_sim_world_fail (self->gatt->world, faults[i], invocation);
        return TRUE;
      }

  if (!self->gatt->linked)
    tactus_sim_reply (invocation, TACTUS_SIM_REPLY_FAILED_NOT_CONNECTED);
  else if (is_busy (self, kind))
    tactus_sim_reply (invocation, TACTUS_SIM_REPLY_IN_PROGRESS);
  else
    return FALSE;

  return TRUE;
}

static void
read_value (Characteristic        *self,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  if (!spoil (self, OPERATION_READ, invocation))
    begin (self, OPERATION_READ, NULL, invocation);
}

static void
write_command (Characteristic        *self,
               GBytes                *value,
               GDBusMethodInvocation *invocation)
{
  TactusSimGatt *gatt = self->gatt;
  gsize size;
  const guint8 *data = g_bytes_get_data (value, &size);

  if (size > tactus_sim_band_get_model (gatt->band)->mtu - 3u)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_INITIATE_WRITE);
      return;
    }

  /* Success means "queued": BlueZ does not wait for the radio. */
  tactus_sim_reply_ok (invocation);
  tactus_sim_band_write (gatt->band, self->row->uuid, data, size, FALSE, tactus_sim_driver_now ());
}

/* The `type` option; absent, BlueZ takes a request if the flags have it. */
static gboolean
wants_request (Characteristic *self,
               GVariant       *options,
               gboolean       *request)
{
  g_autoptr(GVariant) type = g_variant_lookup_value (options, "type", NULL);
  const char *word;

  if (!type)
    {
      *request = (self->row->flags & TACTUS_SIM_GATT_WRITE) != 0;
      return TRUE;
    }

  if (!g_variant_is_of_type (type, G_VARIANT_TYPE_STRING))
    return FALSE;

  word = g_variant_get_string (type, NULL);
  *request = !g_str_equal (word, "command");

  return !*request || g_str_equal (word, "request") || g_str_equal (word, "reliable");
}

static void
write_value (Characteristic        *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) bytes = NULL;
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GBytes) value = NULL;
  gboolean request;

  g_variant_get (parameters, "(@ay@a{sv})", &bytes, &options);
  value = g_variant_get_data_as_bytes (bytes);

  if (!wants_request (self, options, &request))
    tactus_sim_reply (invocation, TACTUS_SIM_REPLY_INVALID_ARGUMENTS);
  else if (spoil (self, OPERATION_WRITE, invocation))
    return;
  else if (request)
    begin (self, OPERATION_WRITE, value, invocation);
  else
    write_command (self, value, invocation);
}

static void
start_notify (Characteristic        *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  TactusSimGatt *gatt = self->gatt;
  const char *sender = g_dbus_method_invocation_get_sender (invocation);

  if (!(self->row->flags & TACTUS_SIM_GATT_NOTIFY))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_SUPPORTED);
    }
  else if (tactus_sim_world_strikes (gatt->world, TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS))
    {
      tactus_sim_world_fail (gatt->world, TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS, invocation);
    }
  else if (gatt->closing)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_CONNECTED);
    }
  else if (tactus_sim_peers_has (self->listeners, sender))
    {
      tactus_sim_reply_ok (invocation);
    }
  else if (is_busy (self, OPERATION_NOTIFY))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_IN_PROGRESS);
    }
  else if (!gatt->linked)
    {
      /* Succeeds at once, and takes effect with the next link. */
      tactus_sim_peers_add (self->listeners, sender);
      tactus_sim_reply_ok (invocation);
    }
  else
    {
      begin (self, OPERATION_NOTIFY, NULL, invocation);
    }
}

static void
listener_gone_cb (gpointer user_data)
{
  Characteristic *self = user_data;

  if (tactus_sim_peers_get_size (self->listeners) > 0)
    return;

  if (self->gatt->linked)
    tactus_sim_band_subscribe (self->gatt->band, self->row->uuid, FALSE);
  tactus_sim_object_set (self->object, CHARACTERISTIC, "Notifying", g_variant_new_boolean (FALSE));
}

static void
stop_notify (Characteristic        *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  if (!tactus_sim_peers_remove (self->listeners, g_dbus_method_invocation_get_sender (invocation)))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NO_NOTIFY);
      return;
    }

  listener_gone_cb (self);
  tactus_sim_reply_ok (invocation);
}

static void
characteristic_call (TactusSimObject       *object,
                     const char            *method,
                     GVariant              *parameters,
                     GDBusMethodInvocation *invocation,
                     gpointer               user_data)
{
  static const struct {
    const char *name;
    void      (*call) (Characteristic *, GVariant *, GDBusMethodInvocation *);
  } calls[] = {
    { "ReadValue", read_value },
    { "WriteValue", write_value },
    { "StartNotify", start_notify },
    { "StopNotify", stop_notify },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].name, method))
      {
        calls[i].call (user_data, parameters, invocation);
        return;
      }

  tactus_sim_reply (invocation, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
}

static const TactusSimObjectFuncs characteristic_funcs = { .method = characteristic_call };

static void
notified_cb (TactusSimGatt *self,
             const char    *uuid,
             GBytes        *value)
{
  if (!self->linked)
    return;

  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      if (!g_str_equal (each->row->uuid, uuid))
        continue;

      /* BlueZ says it once for each client that listens, and every client hears all of them. */
      for (guint n = tactus_sim_peers_get_size (each->listeners); n > 0; n--)
        show_value (each, value);
      return;
    }
}

/* ── making ── */

static void
characteristic_free (gpointer data)
{
  Characteristic *self = data;

  tactus_sim_object_forget (self->object);
  tactus_sim_object_unref (self->object);
  tactus_sim_peers_free (self->listeners);
  g_free (self);
}

static void
add_characteristic (TactusSimGatt                 *self,
                    const char                    *service_path,
                    guint                          handle,
                    const TactusSimCharacteristic *row)
{
  Characteristic *new = g_new0 (Characteristic, 1);
  g_autofree char *path = g_strdup_printf ("%s/char%04x", service_path, handle);

  new->gatt = self;
  new->row = row;
  new->listeners = tactus_sim_peers_new (self->world->connection, listener_gone_cb, new);
  new->object = tactus_sim_object_new (path);
  tactus_sim_object_add_interface (new->object, tactus_bluez_gatt_characteristic1_interface_info (),
                                   &characteristic_funcs, new);
  tactus_sim_object_put (new->object, CHARACTERISTIC, "UUID", g_variant_new_string (row->uuid));
  tactus_sim_object_put (new->object, CHARACTERISTIC, "Service",
                         g_variant_new_object_path (service_path));
  tactus_sim_object_put (new->object, CHARACTERISTIC, "Flags",
                         tactus_sim_gatt_flags_to_variant (row->flags, FALSE));
  if (row->flags & TACTUS_SIM_GATT_NOTIFY)
    tactus_sim_object_put (new->object, CHARACTERISTIC, "Notifying", g_variant_new_boolean (FALSE));

  g_ptr_array_add (self->characteristics, new);
}

static void
add_service (TactusSimGatt          *self,
             const char             *device_path,
             guint                   handle,
             const TactusSimService *row)
{
  g_autofree char *path = g_strdup_printf ("%s/service%04x", device_path, handle);
  TactusSimObject *object = tactus_sim_object_new (path);

  tactus_sim_object_add_interface (object, tactus_bluez_gatt_service1_interface_info (), NULL,
                                   NULL);
  tactus_sim_object_put (object, SERVICE, "UUID", g_variant_new_string (row->uuid));
  tactus_sim_object_put (object, SERVICE, "Primary", g_variant_new_boolean (TRUE));
  tactus_sim_object_put (object, SERVICE, "Device", g_variant_new_object_path (device_path));
  g_ptr_array_add (self->services, object);

  for (guint i = 0; row->characteristics[i].uuid; i++)
    add_characteristic (self, path, handle + 1 + 3 * i, &row->characteristics[i]);
}

TactusSimGatt *
tactus_sim_gatt_new (TactusSimWorld      *world,
                     TactusSimBand       *band,
                     const char          *device_path,
                     TactusSimGattRemove  remove,
                     gpointer             user_data)
{
  TactusSimGatt *self = g_new0 (TactusSimGatt, 1);
  const TactusSimService *services = tactus_sim_band_get_services (band);

  self->world = world;
  self->band = g_object_ref (band);
  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_sim_object_unref);
  self->characteristics = g_ptr_array_new_with_free_func (characteristic_free);
  self->operations = g_ptr_array_new_with_free_func (operation_free);
  self->remove = remove;
  self->user_data = user_data;
  for (guint i = 0; services[i].uuid; i++)
    add_service (self, device_path, FIRST_HANDLE + i * HANDLE_STEP, &services[i]);
  g_signal_connect_swapped (band, "notified", G_CALLBACK (notified_cb), self);

  return self;
}

void
tactus_sim_gatt_free (TactusSimGatt *self)
{
  g_signal_handlers_disconnect_by_data (self->band, self);
  fail_operations (self, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
  tactus_sim_gatt_unexport (self);

  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->characteristics);
  g_ptr_array_unref (self->services);
  g_object_unref (self->band);
  g_free (self);
}

static void
export (TactusSimGatt   *self,
        TactusSimObject *object)
{
  if (!tactus_sim_tree_lookup (self->world->tree, tactus_sim_object_get_path (object)))
    tactus_sim_tree_add (self->world->tree, object);
}

void
tactus_sim_gatt_export_but (TactusSimGatt *self,
                            const char    *uuid)
{
  self->exported = TRUE;
  for (guint i = 0; i < self->services->len; i++)
    export (self, g_ptr_array_index (self->services, i));
  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      if (g_strcmp0 (each->row->uuid, uuid) != 0)
        export (self, each->object);
    }
}

void
tactus_sim_gatt_export (TactusSimGatt *self)
{
  tactus_sim_gatt_export_but (self, NULL);
}

void
tactus_sim_gatt_unexport (TactusSimGatt *self)
{
  if (!self->exported)
    return;

  self->exported = FALSE;
  for (guint i = self->characteristics->len; i > 0; i--)
    tactus_sim_tree_remove (
      self->world->tree,
      ((Characteristic *) g_ptr_array_index (self->characteristics, i - 1))->object);
  for (guint i = self->services->len; i > 0; i--)
    tactus_sim_tree_remove (self->world->tree, g_ptr_array_index (self->services, i - 1));
}

void
tactus_sim_gatt_link_up (TactusSimGatt *self)
{
  guint16 mtu = tactus_sim_band_get_model (self->band)->mtu;

  self->linked = TRUE;
  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      tactus_sim_object_set (each->object, CHARACTERISTIC, "MTU", g_variant_new_uint16 (mtu));
      if (tactus_sim_peers_get_size (each->listeners) == 0)
        continue;

      tactus_sim_band_subscribe (self->band, each->row->uuid, TRUE);
      tactus_sim_object_set (each->object, CHARACTERISTIC, "Notifying",
                             g_variant_new_boolean (TRUE));
    }
}

void
tactus_sim_gatt_link_down (TactusSimGatt *self)
{
  self->linked = FALSE;
  self->closing = FALSE;
  fail_operations (self, TACTUS_SIM_REPLY_FAILED_NOT_CONNECTED);
  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      tactus_sim_object_set (each->object, CHARACTERISTIC, "MTU", NULL);
    }
}

void
tactus_sim_gatt_set_closing (TactusSimGatt *self,
                             gboolean       closing)
{
  self->closing = closing;
}
