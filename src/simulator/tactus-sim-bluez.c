/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-bluez.h"

#include "tactus-sim-adapter.h"
#include "tactus-sim-calls.h"
#include "tactus-sim-driver.h"

#define MAX_ADAPTERS 8

struct _TactusSimBluez {
  GObject parent_instance;

  TactusSimWorld   *world;                   /* (owned) */
  TactusSimCalls   *calls;                   /* (owned) */
  GPtrArray        *drivers;                 /* (owned) (element-type TactusSimDriver) */
  TactusSimAdapter *adapters[MAX_ADAPTERS];  /* (owned) (nullable): none while stopped */
  gboolean          plugged[MAX_ADAPTERS];
  gboolean          powered[MAX_ADAPTERS];   /* for the next start */
  guint             name_id;
  gboolean          started;
};

G_DEFINE_FINAL_TYPE (TactusSimBluez, tactus_sim_bluez, G_TYPE_OBJECT)

enum { STARTED, LOST_NAME, N_SIGNALS };

static guint signals[N_SIGNALS];

/* ── faults of the whole tree ── */

static gboolean
filter_cb (TactusSimObject       *object,
           const char            *interface,
           const char            *method,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  TactusSimBluez *self = user_data;
  gboolean on_device = g_str_equal (interface, "org.bluez.Device1") ||
                       g_str_equal (interface, "org.bluez.GattCharacteristic1");

  if (tactus_sim_world_strikes (self->world, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED))
    tactus_sim_world_fail (self->world, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, invocation);
  else if (on_device &&
           tactus_sim_world_strikes (self->world, TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT))
    tactus_sim_world_fail (self->world, TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT, invocation);
  else
    return tactus_sim_calls_take (self->calls, object, method, invocation);

  return TRUE;
}

static GVariant *
mangle_cb (const char *property,
           GVariant   *value,
           gpointer    user_data)
{
  TactusSimBluez *self = user_data;
  const char *only = self->world->faults[TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES].name;

  if (!tactus_sim_world_has (self->world, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES) ||
      (only && !g_str_equal (only, property)))
    return value;

  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_new_uint32 (7)
                                                             : g_variant_new_string ("7");
}

/* ── life ── */

static void
export_adapter (TactusSimBluez *self,
                guint           index)
{
  self->adapters[index] = tactus_sim_adapter_new (self->world, index, self->powered[index]);
}

static void
set_started (TactusSimBluez *self)
{
  self->started = TRUE;
  g_signal_emit (self, signals[STARTED], 0);
}

static void
name_acquired_cb (GDBusConnection *connection,
                  const char      *name,
                  gpointer         user_data)
{
  set_started (TACTUS_SIM_BLUEZ (user_data));
}

static void
name_lost_cb (GDBusConnection *connection,
              const char      *name,
              gpointer         user_data)
{
  g_signal_emit (user_data, signals[LOST_NAME], 0);
}

static gboolean
is_bus (GDBusConnection *connection)
{
  return (g_dbus_connection_get_flags (connection) &
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION) != 0;
}

void
tactus_sim_bluez_start (TactusSimBluez *self)
{
  g_autoptr(GError) error = NULL;
  TactusSimWorld *world = self->world;

  g_return_if_fail (world->tree == NULL);

  world->tree = tactus_sim_tree_new (world->connection, "/", &error);
  if (!world->tree)
    {
      g_warning ("No virtual BlueZ: %s", error->message);
      return;
    }
  tactus_sim_tree_set_filter (world->tree, filter_cb, mangle_cb, self);
  world->agents = tactus_sim_agents_new (world->connection, world->tree);

  for (guint i = 0; i < MAX_ADAPTERS; i++)
    if (self->plugged[i])
      export_adapter (self, i);

  if (is_bus (world->connection))
    self->name_id = g_bus_own_name_on_connection (world->connection, "org.bluez",
                                                  G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
                                                  name_acquired_cb, name_lost_cb, self, NULL);
  else
    set_started (self);
}

static void
unexport_adapter (TactusSimBluez *self,
                  guint           index)
{
  self->powered[index] = tactus_sim_adapter_get_powered (self->adapters[index]);
  g_clear_pointer (&self->adapters[index], tactus_sim_adapter_free);
}

void
tactus_sim_bluez_stop (TactusSimBluez *self)
{
  if (!self->world->tree)
    return;

  /* A daemon that dies says no good-bye: the name goes first, and nobody hears the rest. */
  g_clear_handle_id (&self->name_id, g_bus_unown_name);
  for (guint i = 0; i < MAX_ADAPTERS; i++)
    if (self->adapters[i])
      unexport_adapter (self, i);
  g_clear_pointer (&self->world->agents, tactus_sim_agents_free);
  g_clear_pointer (&self->world->tree, tactus_sim_tree_free);
  self->started = FALSE;
}

gboolean
tactus_sim_bluez_is_started (TactusSimBluez *self)
{
  return self->started;
}

/* ── bands ── */

void
tactus_sim_bluez_add_band (TactusSimBluez *self,
                           TactusSimBand  *band)
{
  g_ptr_array_add (self->world->bands, g_object_ref (band));
  g_ptr_array_add (self->drivers, tactus_sim_driver_new (band));
}

TactusSimBand *
tactus_sim_bluez_get_band (TactusSimBluez *self,
                           guint           index)
{
  GPtrArray *bands = self->world->bands;

  return index < bands->len ? g_ptr_array_index (bands, index) : NULL;
}

void
tactus_sim_bluez_remember (TactusSimBluez *self,
                           TactusSimBand  *band)
{
  for (guint i = 0; i < MAX_ADAPTERS; i++)
    if (self->adapters[i])
      tactus_sim_adapter_remember (self->adapters[i], band);
}

void
tactus_sim_bluez_forget (TactusSimBluez *self,
                         TactusSimBand  *band)
{
  for (guint i = 0; i < MAX_ADAPTERS; i++)
    if (self->adapters[i])
      tactus_sim_adapter_forget (self->adapters[i], band);
}

/* ── adapters ── */

void
tactus_sim_bluez_plug (TactusSimBluez *self,
                       guint           index,
                       gboolean        powered)
{
  g_return_if_fail (index < MAX_ADAPTERS && !self->plugged[index]);

  self->plugged[index] = TRUE;
  self->powered[index] = powered;
  if (self->world->tree)
    export_adapter (self, index);
}

void
tactus_sim_bluez_unplug (TactusSimBluez *self,
                         guint           index)
{
  g_return_if_fail (index < MAX_ADAPTERS && self->plugged[index]);

  self->plugged[index] = FALSE;
  if (self->adapters[index])
    unexport_adapter (self, index);
}

void
tactus_sim_bluez_set_powered (TactusSimBluez *self,
                              guint           index,
                              gboolean        powered)
{
  g_return_if_fail (index < MAX_ADAPTERS);

  self->powered[index] = powered;
  if (self->adapters[index])
    tactus_sim_adapter_set_powered (self->adapters[index], powered);
}

gboolean
tactus_sim_bluez_get_discovering (TactusSimBluez *self,
                                  guint           index)
{
  g_return_val_if_fail (index < MAX_ADAPTERS, FALSE);

  return self->adapters[index] && tactus_sim_adapter_get_discovering (self->adapters[index]);
}

void
tactus_sim_bluez_set_blocked (TactusSimBluez *self,
                              guint           index,
                              gboolean        blocked)
{
  g_return_if_fail (index < MAX_ADAPTERS && self->adapters[index]);

  tactus_sim_adapter_set_blocked (self->adapters[index], blocked);
}

/* ── knobs ── */

void
tactus_sim_bluez_get_delays (TactusSimBluez       *self,
                             TactusSimBluezDelays *delays)
{
  *delays = self->world->delays;
}

void
tactus_sim_bluez_set_delays (TactusSimBluez             *self,
                             const TactusSimBluezDelays *delays)
{
  self->world->delays = *delays;
}

void
tactus_sim_bluez_set_crowd (TactusSimBluez *self,
                            guint           n)
{
  self->world->crowd = n;
}

void
tactus_sim_bluez_set_fault (TactusSimBluez      *self,
                            TactusSimBluezFault  fault,
                            int                  times)
{
  tactus_sim_world_set_fault (self->world, fault, times, NULL, NULL, 0);
}

void
tactus_sim_bluez_set_fault_full (TactusSimBluez      *self,
                                 TactusSimBluezFault  fault,
                                 int                  times,
                                 const char          *name,
                                 const char          *message,
                                 guint                delay_ms)
{
  tactus_sim_world_set_fault (self->world, fault, times, name, message, delay_ms);
}

void
tactus_sim_bluez_spoil (TactusSimBluez        *self,
                        const TactusSimSpoilt *spoilt)
{
  tactus_sim_calls_spoil (self->calls, spoilt);
}

void
tactus_sim_bluez_mend (TactusSimBluez *self)
{
  tactus_sim_calls_mend (self->calls);
  for (int i = 0; i < TACTUS_SIM_N_BLUEZ_FAULTS; i++)
    tactus_sim_bluez_set_fault (self, i, 0);
}

/* ── type ── */

TactusSimBluez *
tactus_sim_bluez_new (GDBusConnection *connection)
{
  TactusSimBluez *self = g_object_new (TACTUS_TYPE_SIM_BLUEZ, NULL);

  self->world = tactus_sim_world_new (connection);

  return self;
}

static void
dispose (GObject *object)
{
  TactusSimBluez *self = TACTUS_SIM_BLUEZ (object);

  if (self->world)
    tactus_sim_bluez_stop (self);
  g_clear_pointer (&self->drivers, g_ptr_array_unref);
  g_clear_pointer (&self->calls, tactus_sim_calls_free);
  g_clear_pointer (&self->world, tactus_sim_world_free);

  G_OBJECT_CLASS (tactus_sim_bluez_parent_class)->dispose (object);
}

static void
tactus_sim_bluez_class_init (TactusSimBluezClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;

  signals[STARTED] = g_signal_new ("started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[LOST_NAME] = g_signal_new ("lost-name", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
tactus_sim_bluez_init (TactusSimBluez *self)
{
  self->calls = tactus_sim_calls_new ();
  self->drivers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_sim_driver_free);
  self->plugged[0] = TRUE;
  self->powered[0] = TRUE;
}
