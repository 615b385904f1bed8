/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-adapter.h"

#include "tactus-bluez-dbus.h"
#include "tactus-sim-device.h"
#include "tactus-sim-filter.h"
#include "tactus-sim-peers.h"

#define ADAPTER "org.bluez.Adapter1"

struct _TactusSimAdapter {
  TactusSimWorld  *world;
  TactusSimObject *object;     /* (owned) */
  GPtrArray       *devices;    /* (owned) (element-type TactusSimDevice) */
  TactusSimPeers  *scanners;   /* (owned) */
  GHashTable      *filters;    /* (owned): bus name → TactusSimFilter */
  guint            scan_timer;
  guint            scan_next;  /* index of the band whose turn it is to advertise */
  gboolean         powered;
  gboolean         blocked;
};

static void
set (TactusSimAdapter *self,
     const char       *property,
     GVariant         *value)
{
  tactus_sim_object_set (self->object, ADAPTER, property, value);
}

/* ── devices ── */

static TactusSimDevice *
find_device (TactusSimAdapter *self,
             TactusSimBand    *band)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      TactusSimDevice *device = g_ptr_array_index (self->devices, i);

      if (tactus_sim_device_get_band (device) == band)
        return device;
    }

  return NULL;
}

static void
device_gone_cb (TactusSimDevice *device,
                gpointer         user_data)
{
  TactusSimAdapter *self = user_data;

  g_ptr_array_remove (self->devices, device);
}

void
tactus_sim_adapter_remember (TactusSimAdapter *self,
                             TactusSimBand    *band)
{
  TactusSimDevice *device = find_device (self, band);

  if (!device)
    {
      device = tactus_sim_device_new (self->world, band, tactus_sim_object_get_path (self->object),
                                      device_gone_cb, self);
      g_ptr_array_add (self->devices, device);
    }
  tactus_sim_device_set_powered (device, self->powered);
}

void
tactus_sim_adapter_forget (TactusSimAdapter *self,
                           TactusSimBand    *band)
{
  TactusSimDevice *device = find_device (self, band);

  if (device)
    device_gone_cb (device, self);
}

static void
remove_temporary (TactusSimAdapter *self)
{
  for (guint i = self->devices->len; i > 0; i--)
    {
      TactusSimDevice *device = g_ptr_array_index (self->devices, i - 1);

      if (tactus_sim_device_is_temporary (device))
        g_ptr_array_remove_index (self->devices, i - 1);
    }
}

/* ── scanning ── */

/* All clients share one scan: what any of them wants to see, all of them see. */
static gboolean
passes_filters (TactusSimAdapter *self,
                TactusSimBand    *band)
{
  GHashTableIter iter;
  gpointer filter;

  if (g_hash_table_size (self->filters) < tactus_sim_peers_get_size (self->scanners))
    return TRUE;

  g_hash_table_iter_init (&iter, self->filters);
  while (g_hash_table_iter_next (&iter, NULL, &filter))
    if (tactus_sim_filter_matches (filter, band))
      return TRUE;

  return FALSE;
}

static gboolean
wants_duplicates (TactusSimAdapter *self)
{
  GHashTableIter iter;
  gpointer filter;

  g_hash_table_iter_init (&iter, self->filters);
  while (g_hash_table_iter_next (&iter, NULL, &filter))
    if (tactus_sim_filter_wants_duplicates (filter))
      return TRUE;

  return FALSE;
}

static void
hear_next (TactusSimAdapter *self)
{
  GPtrArray *bands = self->world->bands;
  TactusSimBand *band = g_ptr_array_index (bands, self->scan_next++ % bands->len);

  if (tactus_sim_band_get_advertising (band) && passes_filters (self, band))
    {
      tactus_sim_adapter_remember (self, band);
      tactus_sim_device_see (find_device (self, band), wants_duplicates (self));
    }
}

static gboolean
scan_cb (gpointer user_data)
{
  TactusSimAdapter *self = user_data;
  guint due = MIN (MAX (self->world->crowd, 1), self->world->bands->len);

  for (guint i = 0; i < due; i++)
    hear_next (self);

  return G_SOURCE_CONTINUE;
}

static void
end_scan (TactusSimAdapter *self)
{
  if (self->scan_timer == 0)
    return;

  g_clear_handle_id (&self->scan_timer, g_source_remove);
  set (self, "Discovering", g_variant_new_boolean (FALSE));
  for (guint i = 0; i < self->devices->len; i++)
    tactus_sim_device_scan_ended (g_ptr_array_index (self->devices, i));
}

static void
scanner_gone_cb (gpointer user_data)
{
  TactusSimAdapter *self = user_data;

  if (tactus_sim_peers_get_size (self->scanners) == 0)
    {
      g_hash_table_remove_all (self->filters);
      end_scan (self);
    }
}

static void
start_discovery (TactusSimAdapter      *self,
                 GVariant              *parameters,
                 GDBusMethodInvocation *invocation)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  TactusSimWorld *world = self->world;

  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY))
    {
      tactus_sim_world_fail (world, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY, invocation);
      return;
    }
  if (tactus_sim_world_strikes (world, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_NOT_READY))
    {
      tactus_sim_world_fail (world, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_NOT_READY, invocation);
      return;
    }
  if (!self->powered)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_READY);
      return;
    }
  if (!tactus_sim_peers_add (self->scanners, sender))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_IN_PROGRESS);
      return;
    }

  if (self->scan_timer == 0)
    {
      self->scan_next = 0;
      self->scan_timer = g_timeout_add (world->delays.appear_ms, scan_cb, self);
      set (self, "Discovering", g_variant_new_boolean (TRUE));
    }
  tactus_sim_reply_ok (invocation);
}

static void
stop_discovery (TactusSimAdapter      *self,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation)
{
  if (!self->powered)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_READY);
    }
  else if (!tactus_sim_peers_remove (self->scanners,
                                     g_dbus_method_invocation_get_sender (invocation)))
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NO_DISCOVERY);
    }
  else
    {
      scanner_gone_cb (self);
      tactus_sim_reply_ok (invocation);
    }
}

static void
set_filter (TactusSimAdapter      *self,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 0);
  TactusSimFilter *filter = tactus_sim_filter_new (properties);

  if (!filter)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_INVALID_ARGUMENTS);
    }
  else if (!self->powered)
    {
      tactus_sim_filter_free (filter);
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_READY);
    }
  else
    {
      g_hash_table_replace (self->filters, g_strdup (sender ? sender : ""), filter);
      tactus_sim_reply_ok (invocation);
    }
}

static void
remove_device (TactusSimAdapter      *self,
               GVariant              *parameters,
               GDBusMethodInvocation *invocation)
{
  const char *path;

  g_variant_get (parameters, "(&o)", &path);

  if (!self->powered)
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_NOT_READY);
      return;
    }

  for (guint i = 0; i < self->devices->len; i++)
    if (g_str_equal (tactus_sim_device_get_path (g_ptr_array_index (self->devices, i)), path))
      {
        tactus_sim_device_forget_bond (g_ptr_array_index (self->devices, i));
        g_ptr_array_remove_index (self->devices, i);
        tactus_sim_reply_ok (invocation);
        return;
      }

  tactus_sim_reply (invocation, TACTUS_SIM_REPLY_DOES_NOT_EXIST);
}

static void
adapter_call (TactusSimObject       *object,
              const char            *method,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation,
              gpointer               user_data)
{
  static const struct {
    const char *name;
    void      (*call) (TactusSimAdapter *, GVariant *, GDBusMethodInvocation *);
  } calls[] = {
    { "StartDiscovery", start_discovery },
    { "StopDiscovery", stop_discovery },
    { "SetDiscoveryFilter", set_filter },
    { "RemoveDevice", remove_device },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].name, method))
      {
        calls[i].call (user_data, parameters, invocation);
        return;
      }

  tactus_sim_reply (invocation, TACTUS_SIM_REPLY_UNKNOWN_OBJECT);
}

/* ── power ── */

static const char *
power_state (TactusSimAdapter *self)
{
  if (self->powered)
    return "on";

  return self->blocked ? "off-blocked" : "off";
}

void
tactus_sim_adapter_set_powered (TactusSimAdapter *self,
                                gboolean          powered)
{
  if (self->powered == powered)
    return;

  self->powered = powered;
  if (!powered)
    {
      tactus_sim_peers_clear (self->scanners);
      g_hash_table_remove_all (self->filters);
      end_scan (self);
      for (guint i = 0; i < self->devices->len; i++)
        tactus_sim_device_power_off (g_ptr_array_index (self->devices, i));
      remove_temporary (self);
    }
  for (guint i = 0; i < self->devices->len; i++)
    tactus_sim_device_set_powered (g_ptr_array_index (self->devices, i), powered);

  set (self, "Powered", g_variant_new_boolean (powered));
  set (self, "PowerState", g_variant_new_string (power_state (self)));
}

void
tactus_sim_adapter_set_blocked (TactusSimAdapter *self,
                                gboolean          blocked)
{
  self->blocked = blocked;
  if (blocked)
    tactus_sim_adapter_set_powered (self, FALSE);
  set (self, "PowerState", g_variant_new_string (power_state (self)));
}

static void
set_powered (TactusSimAdapter      *self,
             gboolean               powered,
             GDBusMethodInvocation *invocation)
{
  static const TactusSimBluezFault faults[] = {
    TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY,
    TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (tactus_sim_world_strikes (self->world, faults[i]))
      {
        tactus_sim_world_fail (self->world, faults[i], invocation);
        return;
      }

  if (self->blocked && powered)
    {
      tactus_sim_world_fail (self->world, TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED, invocation);
      return;
    }

  tactus_sim_adapter_set_powered (self, powered);
  tactus_sim_reply_ok (invocation);
}

static void
adapter_set (TactusSimObject       *object,
             const char            *property,
             GVariant              *value,
             GDBusMethodInvocation *invocation,
             gpointer               user_data)
{
  TactusSimAdapter *self = user_data;
  gboolean powered = g_str_equal (property, "Powered");

  if (powered && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    {
      set_powered (self, g_variant_get_boolean (value), invocation);
    }
  else if (!powered && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      set (self, property, value);
      tactus_sim_reply_ok (invocation);
    }
  else
    {
      tactus_sim_reply (invocation, TACTUS_SIM_REPLY_INVALID_ARGUMENTS);
    }
}

static const TactusSimObjectFuncs adapter_funcs = { .method = adapter_call, .set = adapter_set };

/* ── making ── */

static void
put_properties (TactusSimAdapter *self,
                guint             index)
{
  g_autofree char *address = g_strdup_printf ("00:AA:01:00:00:%02X", index);
  const struct {
    const char *name;
    GVariant   *value;
  } values[] = {
    { "Address", g_variant_new_string (address) },
    { "AddressType", g_variant_new_string ("public") },
    { "Name", g_variant_new_string ("Virtual adapter") },
    { "Alias", g_variant_new_string ("Virtual adapter") },
    { "Powered", g_variant_new_boolean (self->powered) },
    { "PowerState", g_variant_new_string (power_state (self)) },
    { "Discovering", g_variant_new_boolean (FALSE) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    tactus_sim_object_put (self->object, ADAPTER, values[i].name, values[i].value);
}

TactusSimAdapter *
tactus_sim_adapter_new (TactusSimWorld *world,
                        guint           index,
                        gboolean        powered)
{
  TactusSimAdapter *self = g_new0 (TactusSimAdapter, 1);
  g_autofree char *path = g_strdup_printf ("/org/bluez/hci%u", index);

  self->world = world;
  self->powered = powered;
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_sim_device_free);
  self->scanners = tactus_sim_peers_new (world->connection, scanner_gone_cb, self);
  self->filters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) tactus_sim_filter_free);
  self->object = tactus_sim_object_new (path);
  tactus_sim_object_add_interface (self->object, tactus_bluez_adapter1_interface_info (),
                                   &adapter_funcs, self);
  put_properties (self, index);
  tactus_sim_tree_add (world->tree, self->object);

  return self;
}

void
tactus_sim_adapter_free (TactusSimAdapter *self)
{
  g_clear_handle_id (&self->scan_timer, g_source_remove);
  g_ptr_array_unref (self->devices);
  tactus_sim_tree_remove (self->world->tree, self->object);

  tactus_sim_object_unref (self->object);
  tactus_sim_peers_free (self->scanners);
  g_hash_table_unref (self->filters);
  g_free (self);
}

gboolean
tactus_sim_adapter_get_powered (TactusSimAdapter *self)
{
  return self->powered;
}

gboolean
tactus_sim_adapter_get_discovering (TactusSimAdapter *self)
{
  return self->scan_timer != 0;
}
