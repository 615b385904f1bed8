/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-device.h"

#include "tactus-bluez-dbus.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-gatt.h"
#include "tactus-sim-pairing.h"
#include "tactus-uuids.h"

#define DEVICE  "org.bluez.Device1"
#define BATTERY "org.bluez.Battery1"

/* BlueZ speaks up about a changed signal strength from this many dB on. */
#define RSSI_STEP 8

/* How often a band that has nothing new to say says it, to those who want to hear that too. */
#define REPEAT_US G_USEC_PER_SEC

struct _TactusSimDevice {
  TactusSimWorld        *world;
  TactusSimBand         *band;          /* (owned) */
  TactusSimObject       *object;        /* (owned) */
  TactusSimObject       *battery;       /* (owned) (nullable): at the same path, with the link */
  TactusSimGatt         *gatt;          /* (owned) */
  TactusSimPairing      *pairing;       /* (nullable): frees itself when it is over */
  TactusSimDeviceGone    gone;
  gpointer               user_data;
  GDBusMethodInvocation *connecting;    /* (owned) (nullable) */
  GPtrArray             *disconnecting; /* (owned) (element-type GDBusMethodInvocation): all wait */
  guint                  connect_timer; /* to the link, or to its late reply */
  guint                  give_up_timer;
  guint                  resolve_timer;
  guint                  disconnect_timer;
  guint                  expire_timer;
  gint64                 seen_us;
  gint64                 told_us;       /* when its advertisement was last spoken of */
  GBytes                *told;          /* (owned) (nullable): the manufacturer data in it */
  gboolean               temporary;
  gboolean               powered;
  gboolean               linked;
};

static void
set (TactusSimDevice *self,
     const char      *property,
     GVariant        *value)
{
  tactus_sim_object_set (self->object, DEVICE, property, value);
}

static void
set_boolean (TactusSimDevice *self,
             const char      *property,
             gboolean         value)
{
  set (self, property, g_variant_new_boolean (value));
}

/* ── the battery ── */

/* BlueZ takes the battery service for itself, and shows it its own way. */
static void
tell_battery (TactusSimDevice *self)
{
  if (self->battery)
    tactus_sim_object_set (self->battery, BATTERY, "Percentage",
                           g_variant_new_byte ((guint8) tactus_sim_band_get_battery (self->band)));
}

static void
show_battery (TactusSimDevice *self)
{
  const char *uuid = TACTUS_UUID_SIG ("2a19");

  if (self->battery || !tactus_sim_services_find (tactus_sim_band_get_services (self->band), uuid))
    return;

  self->battery = tactus_sim_object_new (tactus_sim_object_get_path (self->object));
  tactus_sim_object_add_interface (self->battery, tactus_bluez_battery1_interface_info (), NULL,
                                   NULL);
  tell_battery (self);
  tactus_sim_tree_add (self->world->tree, self->battery);
}

static void
hide_battery (TactusSimDevice *self)
{
  if (!self->battery)
    return;

  tactus_sim_tree_remove (self->world->tree, self->battery);
  g_clear_pointer (&self->battery, tactus_sim_object_unref);
}

/* ── the link ── */

static void
end_connecting (TactusSimDevice *self)
{
  g_clear_handle_id (&self->connect_timer, g_source_remove);
  g_clear_handle_id (&self->give_up_timer, g_source_remove);
}

static void
fail_connecting (TactusSimDevice *self,
                 TactusSimReply   reply)
{
  end_connecting (self);
  if (self->connecting)
    tactus_sim_reply (g_steal_pointer (&self->connecting), reply);
}

static void
end_disconnecting (TactusSimDevice *self)
{
  g_clear_handle_id (&self->disconnect_timer, g_source_remove);
  for (guint i = 0; i < self->disconnecting->len; i++)
    tactus_sim_reply_ok (self->disconnecting->pdata[i]);
  g_ptr_array_set_size (self->disconnecting, 0);
}

/* Everything that ends with the link, however it ended; in BlueZ's order. */
static void
unlink_band (TactusSimDevice *self)
{
  if (self->pairing)
    tactus_sim_pairing_end (self->pairing, TACTUS_SIM_REPLY_AUTHENTICATION_FAILED);
  if (self->linked)
    {
      self->linked = FALSE;
      g_clear_handle_id (&self->resolve_timer, g_source_remove);
      tactus_sim_gatt_link_down (self->gatt);
      hide_battery (self);
      set_boolean (self, "ServicesResolved", FALSE);
      set_boolean (self, "Connected", FALSE);
      self->seen_us = g_get_monotonic_time ();
      tactus_sim_band_link_down (self->band, tactus_sim_driver_now ());
    }

  fail_connecting (self, TACTUS_SIM_REPLY_CANCELLED);
  end_disconnecting (self);
}

static void
export_gatt_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->resolve_timer = 0;
  tactus_sim_gatt_export (self->gatt);
}

static void
show_services (TactusSimDevice *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  const TactusSimService *services = tactus_sim_band_get_services (self->band);

  for (gsize i = 0; services[i].uuid; i++)
    g_variant_builder_add (&builder, "s", services[i].uuid);

  set (self, "UUIDs", g_variant_builder_end (&builder));
}

static void
resolve_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;
  TactusSimWorld *world = self->world;

  self->resolve_timer = 0;

  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_NEVER))
    return;

  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY))
    {
      tactus_sim_gatt_unexport (self->gatt);
    }
  else if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY))
    {
      guint delay_ms = tactus_sim_world_delay (world, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY);
      const char *late = world->faults[TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY].name;

      tactus_sim_gatt_unexport (self->gatt);
      if (late)
        tactus_sim_gatt_export_but (self->gatt, late);
      self->resolve_timer = g_timeout_add_once (delay_ms, export_gatt_cb, self);
    }
  else
    {
      tactus_sim_gatt_export (self->gatt);
      show_services (self);
    }

  set_boolean (self, "ServicesResolved", TRUE);
  show_battery (self);
}

static void
reply_connected_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->connect_timer = 0;
  end_connecting (self);
  if (self->connecting)
    tactus_sim_reply_ok (g_steal_pointer (&self->connecting));
}

static void
link_band (TactusSimDevice *self)
{
  TactusSimWorld *world = self->world;

  self->linked = TRUE;
  tactus_sim_band_link_up (self->band, tactus_sim_driver_now ());
  set_boolean (self, "Connected", TRUE);
  tactus_sim_gatt_link_up (self->gatt);
  self->resolve_timer = g_timeout_add_once (world->delays.resolve_ms, resolve_cb, self);
  end_connecting (self);

  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE))
    self->connect_timer =
      g_timeout_add_once (tactus_sim_world_delay (world, TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE),
                          reply_connected_cb, self);
  else
    reply_connected_cb (self);
}

static void
give_up_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->give_up_timer = 0;
  fail_connecting (self, TACTUS_SIM_REPLY_ABORTED);
}

static void
try_link_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;
  TactusSimWorld *world = self->world;

  self->connect_timer = 0;

  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS))
    {
      end_connecting (self);
      tactus_sim_world_fail (world, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS,
                             g_steal_pointer (&self->connecting));
    }
  else if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER))
    {
      g_clear_handle_id (&self->give_up_timer, g_source_remove);
    }
  else if (tactus_sim_band_can_be_reached (self->band))
    {
      link_band (self);
    }
}

/* A band that comes into reach while somebody is calling it is connected at once. */
static void
advertising_cb (TactusSimDevice *self)
{
  if (self->give_up_timer != 0 && self->connect_timer == 0 && !self->linked &&
      tactus_sim_band_can_be_reached (self->band))
    self->connect_timer = g_timeout_add_once (self->world->delays.connect_ms, try_link_cb, self);
}

/* ── calls ── */

static void
remove_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->gone (self, self->user_data);
}

static void
connect_device (TactusSimDevice       *self,
                GDBusMethodInvocation *invocation)
{
  if (!self->powered)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_POWERED);
      return;
    }
  if (self->connecting || self->disconnect_timer != 0)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_IN_PROGRESS);
      return;
    }
  if (self->linked)
    {
      tactus_sim_reply_ok (invocation);
      return;
    }

  self->temporary = FALSE;
  self->connecting = invocation;
  if (tactus_sim_world_strikes (self->world, TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL))
    {
      remove_cb (self);
      return;
    }

  self->connect_timer = g_timeout_add_once (self->world->delays.connect_ms, try_link_cb, self);
  self->give_up_timer = g_timeout_add_once (self->world->delays.unreachable_ms, give_up_cb, self);
}

static void
disconnect_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->disconnect_timer = 0;
  unlink_band (self);
}

static void
disconnect_device (TactusSimDevice       *self,
                   GDBusMethodInvocation *invocation)
{
  if (self->disconnect_timer != 0)
    {
      g_ptr_array_add (self->disconnecting, invocation);
      return;
    }

  fail_connecting (self, TACTUS_SIM_REPLY_CANCELLED);
  if (!self->linked)
    {
      tactus_sim_reply_ok (invocation);
      return;
    }

  g_ptr_array_add (self->disconnecting, invocation);
  tactus_sim_gatt_set_closing (self->gatt, TRUE);
  self->disconnect_timer = g_timeout_add_once (self->world->delays.disconnect_ms, disconnect_cb,
                                               self);
}

static void
paired_cb (gboolean bonded,
           gpointer user_data)
{
  TactusSimDevice *self = user_data;

  self->pairing = NULL;
  if (bonded)
    set_boolean (self, "Paired", TRUE);
}

static void
pair_device (TactusSimDevice       *self,
             GDBusMethodInvocation *invocation)
{
  if (!self->powered)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_READY);
    }
  else if (self->pairing)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_IN_PROGRESS);
    }
  else if (tactus_sim_band_get_bonded (self->band))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_ALREADY_EXISTS);
    }
  else if (!self->linked)
    {
      /* BlueZ would connect first; here nobody pairs with what they are not connected to. */
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_CONNECTION_ATTEMPT_FAILED);
    }
  else
    {
      self->temporary = FALSE;
      self->pairing = tactus_sim_pairing_new (self->world, self->band,
                                              tactus_sim_object_get_path (self->object),
                                              invocation, paired_cb, self);
    }
}

static void
cancel_pairing (TactusSimDevice       *self,
                GDBusMethodInvocation *invocation)
{
  if (!self->pairing)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_DOES_NOT_EXIST);
      return;
    }

  tactus_sim_pairing_end (self->pairing, TACTUS_SIM_REPLY_AUTHENTICATION_CANCELED);
  tactus_sim_reply_ok (invocation);
}

static void
device_call (TactusSimObject       *object,
             const char            *method,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation,
             gpointer               user_data)
{
  static const struct {
    const char *name;
    void      (*call) (TactusSimDevice *, GDBusMethodInvocation *);
  } calls[] = {
    { "Connect", connect_device },
    { "Disconnect", disconnect_device },
    { "Pair", pair_device },
    { "CancelPairing", cancel_pairing },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].name, method))
      {
        calls[i].call (user_data, invocation);
        return;
      }

  tactus_sim_reply (invocation, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
}

static void
device_set (TactusSimObject       *object,
            const char            *property,
            GVariant              *value,
            GDBusMethodInvocation *invocation,
            gpointer               user_data)
{
  GVariant *old = tactus_sim_object_get (object, DEVICE, property);

  if (!old || !g_variant_is_of_type (value, g_variant_get_type (old)))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_INVALID_ARGUMENTS);
      return;
    }

  tactus_sim_object_set (object, DEVICE, property, value);
  tactus_sim_reply_ok (invocation);
}

static const TactusSimObjectFuncs device_funcs = { .method = device_call, .set = device_set };

/* ── advertising ── */

static void
expire_cb (gpointer user_data)
{
  TactusSimDevice *self = user_data;
  gint64 age_ms = (g_get_monotonic_time () - self->seen_us) / 1000;
  gint64 limit_ms = self->world->delays.temporary_ms;

  self->expire_timer = 0;
  if (!self->temporary)
    return;

  if (age_ms >= limit_ms)
    remove_cb (self);
  else
    self->expire_timer = g_timeout_add_once ((guint) (limit_ms - age_ms), expire_cb, self);
}

void
tactus_sim_device_scan_ended (TactusSimDevice *self)
{
  self->told_us = 0;
  if (tactus_sim_object_get (self->object, DEVICE, "RSSI"))
    set (self, "RSSI", NULL);
}

void
tactus_sim_device_power_off (TactusSimDevice *self)
{
  self->powered = FALSE;
  unlink_band (self);
  tactus_sim_device_scan_ended (self);
}

void
tactus_sim_device_set_powered (TactusSimDevice *self,
                               gboolean         powered)
{
  self->powered = powered;
}

/* ── making ── */

static GVariant *
bytes_variant (GBytes *bytes)
{
  return g_variant_new_variant (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
}

static void
put (TactusSimDevice *self,
     const char      *property,
     GVariant        *value)
{
  tactus_sim_object_put (self->object, DEVICE, property, value);
}

static GVariant *
manufacturer_variant (TactusSimDevice *self)
{
  g_autoptr(GBytes) data = tactus_sim_band_get_manufacturer_data (self->band);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{qv}"));

  if (!data)
    return NULL;

  g_variant_builder_add (&builder, "{q@v}", TACTUS_COMPANY_HUAMI, bytes_variant (data));

  return g_variant_builder_end (&builder);
}

static GVariant *
service_data_variant (TactusSimDevice *self)
{
  g_autoptr(GBytes) data = tactus_sim_band_get_service_data (self->band);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (!data)
    return NULL;

  g_variant_builder_add (&builder, "{s@v}", tactus_sim_band_get_advertised (self->band),
                         bytes_variant (data));

  return g_variant_builder_end (&builder);
}

/* What is in the advertisement now; told once a scan, unless every one of them is wanted. */
static void
tell_advertisement (TactusSimDevice *self,
                    gboolean         duplicates)
{
  g_autoptr(GBytes) data = tactus_sim_band_get_manufacturer_data (self->band);
  gint64 now_us = g_get_monotonic_time ();
  gboolean first = self->told_us == 0;
  gboolean changed = data && (!self->told || !g_bytes_equal (data, self->told));
  gboolean again = now_us - self->told_us >= REPEAT_US;
  gboolean tell = duplicates ? first || changed || again : first && changed;

  if (first)
    self->told_us = now_us;
  if (!data || !tell)
    return;

  self->told_us = now_us;
  g_clear_pointer (&self->told, g_bytes_unref);
  self->told = g_steal_pointer (&data);
  set (self, "ManufacturerData", manufacturer_variant (self));
}

void
tactus_sim_device_see (TactusSimDevice *self,
                       gboolean         duplicates)
{
  GVariant *known = tactus_sim_object_get (self->object, DEVICE, "RSSI");
  gint16 rssi = tactus_sim_band_get_rssi (self->band);

  self->seen_us = g_get_monotonic_time ();
  if (!known || ABS (g_variant_get_int16 (known) - rssi) >= RSSI_STEP)
    set (self, "RSSI", g_variant_new_int16 (rssi));
  tell_advertisement (self, duplicates);
}

void
tactus_sim_device_forget_bond (TactusSimDevice *self)
{
  tactus_sim_band_set_bonded (self->band, FALSE);
}

static void
put_advertisement (TactusSimDevice *self)
{
  const char * const uuids[] = { tactus_sim_band_get_advertised (self->band) };

  put (self, "UUIDs", g_variant_new_strv (uuids, G_N_ELEMENTS (uuids)));
  self->told = tactus_sim_band_get_manufacturer_data (self->band);
  put (self, "ManufacturerData", manufacturer_variant (self));
  put (self, "ServiceData", service_data_variant (self));
  put (self, "RSSI", g_variant_new_int16 (tactus_sim_band_get_rssi (self->band)));
}

static void
put_properties (TactusSimDevice *self,
                const char      *adapter_path)
{
  static const char * const off[] = {
    "Trusted", "Blocked", "Connected", "ServicesResolved",
  };
  gboolean bonded = tactus_sim_band_get_bonded (self->band);

  put (self, "Adapter", g_variant_new_object_path (adapter_path));
  put (self, "Address", g_variant_new_string (tactus_sim_band_get_address (self->band)));
  put (self, "AddressType", g_variant_new_string (tactus_sim_band_get_address_type (self->band)));
  put (self, "Name", g_variant_new_string (tactus_sim_band_get_name (self->band)));
  put (self, "Alias", g_variant_new_string (tactus_sim_band_get_name (self->band)));
  for (gsize i = 0; i < G_N_ELEMENTS (off); i++)
    put (self, off[i], g_variant_new_boolean (FALSE));
  put (self, "Paired", g_variant_new_boolean (bonded));
  put_advertisement (self);
}

static char *
path_for (const char *adapter_path,
          const char *address)
{
  g_autofree char *tail = g_strdelimit (g_strdup (address), ":", '_');

  return g_strdup_printf ("%s/dev_%s", adapter_path, tail);
}

TactusSimDevice *
tactus_sim_device_new (TactusSimWorld      *world,
                       TactusSimBand       *band,
                       const char          *adapter_path,
                       TactusSimDeviceGone  gone,
                       gpointer             user_data)
{
  TactusSimDevice *self = g_new0 (TactusSimDevice, 1);
  g_autofree char *path = path_for (adapter_path, tactus_sim_band_get_address (band));

  self->world = world;
  self->band = g_object_ref (band);
  self->gone = gone;
  self->user_data = user_data;
  self->temporary = !tactus_sim_band_get_bonded (band);
  self->powered = TRUE;
  self->seen_us = g_get_monotonic_time ();
  self->disconnecting = g_ptr_array_new ();
  self->object = tactus_sim_object_new (path);
  tactus_sim_object_add_interface (self->object, tactus_bluez_device1_interface_info (),
                                   &device_funcs, self);
  put_properties (self, adapter_path);
  self->gatt = tactus_sim_gatt_new (world, band, path, remove_cb, self);
  self->expire_timer = g_timeout_add_once (world->delays.temporary_ms, expire_cb, self);
  g_signal_connect_swapped (band, "dropped", G_CALLBACK (unlink_band), self);
  g_signal_connect_swapped (band, "notify::advertising", G_CALLBACK (advertising_cb), self);
  g_signal_connect_swapped (band, "notify::battery", G_CALLBACK (tell_battery), self);
  tactus_sim_tree_add (world->tree, self->object);

  return self;
}

void
tactus_sim_device_free (TactusSimDevice *self)
{
  g_signal_handlers_disconnect_by_data (self->band, self);
  g_clear_handle_id (&self->expire_timer, g_source_remove);
  if (self->connecting)
    fail_connecting (self, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
  if (self->pairing)
    tactus_sim_pairing_end (self->pairing, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
  hide_battery (self);
  /* Calls on its characteristics must not hear "Not connected" first. */
  g_clear_pointer (&self->gatt, tactus_sim_gatt_free);
  if (self->linked)
    {
      self->linked = FALSE;
      set_boolean (self, "ServicesResolved", FALSE);
      set_boolean (self, "Connected", FALSE);
      tactus_sim_band_link_down (self->band, tactus_sim_driver_now ());
    }
  g_clear_handle_id (&self->resolve_timer, g_source_remove);
  end_disconnecting (self);
  g_ptr_array_unref (self->disconnecting);
  tactus_sim_tree_remove (self->world->tree, self->object);

  g_clear_pointer (&self->told, g_bytes_unref);
  tactus_sim_object_unref (self->object);
  g_object_unref (self->band);
  g_free (self);
}

TactusSimBand *
tactus_sim_device_get_band (TactusSimDevice *self)
{
  return self->band;
}

const char *
tactus_sim_device_get_path (TactusSimDevice *self)
{
  return tactus_sim_object_get_path (self->object);
}

gboolean
tactus_sim_device_is_temporary (TactusSimDevice *self)
{
  return self->temporary;
}
