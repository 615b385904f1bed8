/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-application.h"

#include "tactus-bluez-dbus.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-world.h"

#define ROOT           "/io/github/tactus_app/simulator"
#define SERVICE        "org.bluez.GattService1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

typedef struct {
  TactusSimApplication          *application; /* back pointer */
  const TactusSimCharacteristic *row;
  TactusSimObject               *object;      /* (owned) */
  gboolean                       notifying;
} Characteristic;

struct _TactusSimApplication {
  TactusSimTree            *tree;            /* (owned) */
  TactusSimBand            *band;            /* (owned) */
  GPtrArray                *characteristics; /* (owned) (element-type Characteristic) */
  TactusSimApplicationPeer  peer;
  gpointer                  user_data;
};

/* bluetoothd makes ATT errors of these names again. */
static void
reply_att (GDBusMethodInvocation *invocation,
           guint8                 att_error)
{
  if (att_error == TACTUS_SIM_ATT_INVALID_LENGTH)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.InvalidValueLength",
                                                "Invalid Length");
  else
    tactus_sim_reply_att (invocation, att_error);
}

static gboolean
wants_bond (TactusSimApplication *self)
{
  return tactus_sim_band_get_bond (self->band) != TACTUS_SIM_BOND_NONE;
}

/* bluetoothd has seen to it that the link is encrypted before it calls. */
static void
note_bond (Characteristic *self)
{
  if (self->row->flags & TACTUS_SIM_GATT_BOND && wants_bond (self->application))
    tactus_sim_band_set_bonded (self->application->band, TRUE);
}

/* The call may be the first that is heard of a link. */
static void
note_peer (Characteristic *self,
           GVariant       *options)
{
  const char *peer;

  if (g_variant_lookup (options, "device", "&o", &peer))
    self->application->peer (peer, self->application->user_data);
}

static void
read_value (Characteristic        *self,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 0);
  g_autoptr(GBytes) value = NULL;
  g_autoptr(GBytes) rest = NULL;
  guint16 offset = 0;
  guint8 att_error;

  note_peer (self, options);
  note_bond (self);
  g_variant_lookup (options, "offset", "q", &offset);
  value = tactus_sim_band_read (self->application->band, self->row->uuid,
                                tactus_sim_driver_now (), &att_error);
  if (!value)
    {
      reply_att (invocation, att_error);
      return;
    }

  offset = (guint16) MIN (offset, g_bytes_get_size (value));
  rest = g_bytes_new_from_bytes (value, offset, g_bytes_get_size (value) - offset);
  g_dbus_method_invocation_return_value (
    invocation,
    g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, rest, TRUE)));
}

/* BlueZ 5.66 does not say how it was written; then as the flags allow. */
static gboolean
was_request (Characteristic *self,
             GVariant       *options)
{
  const char *type;

  if (g_variant_lookup (options, "type", "&s", &type))
    return !g_str_equal (type, "command");

  return (self->row->flags & TACTUS_SIM_GATT_WRITE) != 0;
}

static void
write_value (Characteristic        *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) bytes = NULL;
  g_autoptr(GVariant) options = NULL;
  gsize size;
  const guint8 *data;
  guint8 att_error;

  g_variant_get (parameters, "(@ay@a{sv})", &bytes, &options);
  data = g_variant_get_fixed_array (bytes, &size, 1);

  note_peer (self, options);
  note_bond (self);
  att_error = tactus_sim_band_write (self->application->band, self->row->uuid, data, size,
                                     was_request (self, options), tactus_sim_driver_now ());
  if (att_error == 0)
    tactus_sim_reply_ok (invocation);
  else
    reply_att (invocation, att_error);
}

static void
set_notifying (Characteristic        *self,
               gboolean               notifying,
               GDBusMethodInvocation *invocation)
{
  guint8 att_error;

  note_bond (self);
  att_error = tactus_sim_band_subscribe (self->application->band, self->row->uuid, notifying);
  if (att_error != 0)
    {
      reply_att (invocation, att_error);
      return;
    }

  self->notifying = notifying;
  tactus_sim_object_set (self->object, CHARACTERISTIC, "Notifying",
                         g_variant_new_boolean (notifying));
  tactus_sim_reply_ok (invocation);
}

static void
characteristic_call (TactusSimObject       *object,
                     const char            *method,
                     GVariant              *parameters,
                     GDBusMethodInvocation *invocation,
                     gpointer               user_data)
{
  if (g_str_equal (method, "ReadValue"))
    read_value (user_data, parameters, invocation);
  else if (g_str_equal (method, "WriteValue"))
    write_value (user_data, parameters, invocation);
  else
    set_notifying (user_data, g_str_equal (method, "StartNotify"), invocation);
}

static const TactusSimObjectFuncs characteristic_funcs = { .method = characteristic_call };

static void
notified_cb (TactusSimApplication *self,
             const char           *uuid,
             GBytes               *value)
{
  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      if (each->notifying && g_str_equal (each->row->uuid, uuid))
        tactus_sim_object_set (each->object, CHARACTERISTIC, "Value",
                               g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, value, TRUE));
    }
}

/* ── making ── */

static void
characteristic_free (gpointer data)
{
  Characteristic *self = data;

  tactus_sim_object_unref (self->object);
  g_free (self);
}

static void
add_characteristic (TactusSimApplication          *self,
                    const char                    *service_path,
                    guint                          index,
                    const TactusSimCharacteristic *row)
{
  Characteristic *new = g_new0 (Characteristic, 1);
  g_autofree char *path = g_strdup_printf ("%s/char%u", service_path, index);

  new->application = self;
  new->row = row;
  new->object = tactus_sim_object_new (path);
  tactus_sim_object_add_interface (new->object, tactus_bluez_gatt_characteristic1_interface_info (),
                                   &characteristic_funcs, new);
  tactus_sim_object_put (new->object, CHARACTERISTIC, "UUID", g_variant_new_string (row->uuid));
  tactus_sim_object_put (new->object, CHARACTERISTIC, "Service",
                         g_variant_new_object_path (service_path));
  tactus_sim_object_put (new->object, CHARACTERISTIC, "Flags",
                         tactus_sim_gatt_flags_to_variant (row->flags, wants_bond (self)));
  g_ptr_array_add (self->characteristics, new);
  tactus_sim_tree_add (self->tree, new->object);
}

static void
add_service (TactusSimApplication   *self,
             guint                   index,
             const TactusSimService *row)
{
  g_autofree char *path = g_strdup_printf (ROOT "/service%u", index);
  g_autoptr(TactusSimObject) object = tactus_sim_object_new (path);

  tactus_sim_object_add_interface (object, tactus_bluez_gatt_service1_interface_info (), NULL,
                                   NULL);
  tactus_sim_object_put (object, SERVICE, "UUID", g_variant_new_string (row->uuid));
  tactus_sim_object_put (object, SERVICE, "Primary", g_variant_new_boolean (TRUE));
  tactus_sim_tree_add (self->tree, object);

  for (guint i = 0; row->characteristics[i].uuid; i++)
    add_characteristic (self, path, i, &row->characteristics[i]);
}

TactusSimApplication *
tactus_sim_application_new (GDBusConnection           *connection,
                            TactusSimBand             *band,
                            TactusSimApplicationPeer   peer,
                            gpointer                   user_data,
                            GError                   **error)
{
  g_autoptr(TactusSimTree) tree = tactus_sim_tree_new (connection, ROOT, error);
  const TactusSimService *services = tactus_sim_band_get_services (band);
  TactusSimApplication *self;

  if (!tree)
    return NULL;

  self = g_new0 (TactusSimApplication, 1);
  self->tree = g_steal_pointer (&tree);
  self->band = g_object_ref (band);
  self->peer = peer;
  self->user_data = user_data;
  self->characteristics = g_ptr_array_new_with_free_func (characteristic_free);
  for (guint i = 0; services[i].uuid; i++)
    add_service (self, i, &services[i]);
  g_signal_connect_swapped (band, "notified", G_CALLBACK (notified_cb), self);

  return self;
}

void
tactus_sim_application_free (TactusSimApplication *self)
{
  g_signal_handlers_disconnect_by_data (self->band, self);
  tactus_sim_tree_free (self->tree);
  g_ptr_array_unref (self->characteristics);
  g_object_unref (self->band);
  g_free (self);
}

const char *
tactus_sim_application_get_path (TactusSimApplication *self)
{
  return ROOT;
}

void
tactus_sim_application_link_up (TactusSimApplication *self)
{
  for (guint i = 0; i < self->characteristics->len; i++)
    {
      Characteristic *each = g_ptr_array_index (self->characteristics, i);

      if (each->notifying)
        tactus_sim_band_subscribe (self->band, each->row->uuid, TRUE);
    }
}

void
tactus_sim_application_forget (TactusSimApplication *self)
{
  for (guint i = 0; i < self->characteristics->len; i++)
    ((Characteristic *) g_ptr_array_index (self->characteristics, i))->notifying = FALSE;
}
