/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-world.h"

#define ERROR_NAME(name) "org.bluez.Error." name

static const TactusSimBluezDelays default_delays = {
  .appear_ms = 60,
  .connect_ms = 60,
  .resolve_ms = 80,
  .operation_ms = 5,
  .disconnect_ms = 100,
  .unreachable_ms = 42000,
  .temporary_ms = 30000,
  .bond_ms = 100,
  .agent_ms = 60000,
};

static const struct {
  const char *name;
  const char *message;
  guint       delay_ms;
} fault_defaults[TACTUS_SIM_N_BLUEZ_FAULTS] = {
  [TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS] =
    { ERROR_NAME ("Failed"), "le-connection-abort-by-local", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE] = { NULL, NULL, 3000 },
  [TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY] = { ERROR_NAME ("InProgress"), "In Progress", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS] =
    { ERROR_NAME ("Failed"), "Operation failed with ATT error: 0x0e", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS] =
    { ERROR_NAME ("NotPermitted"), "Write not permitted", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY] = { NULL, NULL, 300 },
  [TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED] =
    { "org.freedesktop.DBus.Error.AccessDenied", "Rejected send message", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT] =
    { "org.freedesktop.DBus.Error.UnknownObject", "Method doesn't exist", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY] =
    { ERROR_NAME ("InProgress"), "Operation already in progress", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_NOT_READY] =
    { ERROR_NAME ("NotReady"), "Resource Not Ready", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED] =
    { ERROR_NAME ("Blocked"), "Blocked through rfkill", 0 },
  [TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY] = { ERROR_NAME ("Busy"), "Busy", 0 },
};

static const struct {
  const char *name;
  const char *message;
} replies[] = {
  [TACTUS_SIM_REPLY_INVALID_ARGUMENTS] =
    { ERROR_NAME ("InvalidArguments"), "Invalid arguments in method call" },
  [TACTUS_SIM_REPLY_IN_PROGRESS] = { ERROR_NAME ("InProgress"), "In Progress" },
  [TACTUS_SIM_REPLY_NOT_READY] = { ERROR_NAME ("NotReady"), "Resource Not Ready" },
  [TACTUS_SIM_REPLY_NOT_SUPPORTED] =
    { ERROR_NAME ("NotSupported"), "Operation is not supported" },
  [TACTUS_SIM_REPLY_NOT_CONNECTED] = { ERROR_NAME ("NotConnected"), "Not Connected" },
  [TACTUS_SIM_REPLY_FAILED_NOT_CONNECTED] = { ERROR_NAME ("Failed"), "Not connected" },
  [TACTUS_SIM_REPLY_DOES_NOT_EXIST] = { ERROR_NAME ("DoesNotExist"), "Does Not Exist" },
  [TACTUS_SIM_REPLY_NO_DISCOVERY] = { ERROR_NAME ("Failed"), "No discovery started" },
  [TACTUS_SIM_REPLY_NO_NOTIFY] = { ERROR_NAME ("Failed"), "No notify session started" },
  [TACTUS_SIM_REPLY_ABORTED] = { ERROR_NAME ("Failed"), "le-connection-abort-by-local" },
  [TACTUS_SIM_REPLY_CANCELLED] = { ERROR_NAME ("Failed"), "br-connection-canceled" },
  [TACTUS_SIM_REPLY_NOT_POWERED] =
    { ERROR_NAME ("NotReady"), "br-connection-adapter-not-powered" },
  [TACTUS_SIM_REPLY_INITIATE_WRITE] = { ERROR_NAME ("Failed"), "Failed to initiate write" },
  [TACTUS_SIM_REPLY_UNKNOWN_OBJECT] =
    { "org.freedesktop.DBus.Error.UnknownObject", "Method doesn't exist" },
  [TACTUS_SIM_REPLY_ALREADY_EXISTS] = { ERROR_NAME ("AlreadyExists"), "Already Exists" },
  [TACTUS_SIM_REPLY_AUTHENTICATION_FAILED] =
    { ERROR_NAME ("AuthenticationFailed"), "Authentication Failed" },
  [TACTUS_SIM_REPLY_AUTHENTICATION_CANCELED] =
    { ERROR_NAME ("AuthenticationCanceled"), "Authentication Canceled" },
  [TACTUS_SIM_REPLY_AUTHENTICATION_TIMEOUT] =
    { ERROR_NAME ("AuthenticationTimeout"), "Authentication Timeout" },
  [TACTUS_SIM_REPLY_CONNECTION_ATTEMPT_FAILED] =
    { ERROR_NAME ("ConnectionAttemptFailed"), "Page Timeout" },
};

static const struct {
  guint8      att_error;
  const char *name;
  const char *message;
} att_replies[] = {
  { 0x02, ERROR_NAME ("NotPermitted"), "Read not permitted" },
  { 0x03, ERROR_NAME ("NotPermitted"), "Write not permitted" },
  { 0x05, ERROR_NAME ("NotPermitted"), "Not paired" },
  { 0x06, ERROR_NAME ("NotSupported"), "Operation is not supported" },
  { 0x07, ERROR_NAME ("InvalidArguments"), "Invalid offset" },
  { 0x08, ERROR_NAME ("NotAuthorized"), "Operation Not Authorized" },
  { 0x0d, ERROR_NAME ("InvalidArguments"), "Invalid Length" },
  { 0x0f, ERROR_NAME ("NotPermitted"), "Not paired" },
};

TactusSimWorld *
tactus_sim_world_new (GDBusConnection *connection)
{
  TactusSimWorld *self = g_new0 (TactusSimWorld, 1);

  self->connection = g_object_ref (connection);
  self->bands = g_ptr_array_new_with_free_func (g_object_unref);
  self->delays = default_delays;

  return self;
}

void
tactus_sim_world_free (TactusSimWorld *self)
{
  for (guint i = 0; i < TACTUS_SIM_N_BLUEZ_FAULTS; i++)
    {
      g_free (self->faults[i].name);
      g_free (self->faults[i].message);
    }

  g_clear_pointer (&self->agents, tactus_sim_agents_free);
  g_clear_pointer (&self->tree, tactus_sim_tree_free);
  g_ptr_array_unref (self->bands);
  g_object_unref (self->connection);
  g_free (self);
}

void
tactus_sim_world_set_fault (TactusSimWorld      *self,
                            TactusSimBluezFault  fault,
                            int                  times,
                            const char          *name,
                            const char          *message,
                            guint                delay_ms)
{
  self->faults[fault].times = times;
  self->faults[fault].delay_ms = delay_ms;
  g_free (self->faults[fault].name);
  g_free (self->faults[fault].message);
  self->faults[fault].name = g_strdup (name);
  self->faults[fault].message = g_strdup (message);
}

gboolean
tactus_sim_world_has (TactusSimWorld      *self,
                      TactusSimBluezFault  fault)
{
  return self->faults[fault].times != 0;
}

gboolean
tactus_sim_world_strikes (TactusSimWorld      *self,
                          TactusSimBluezFault  fault)
{
  if (self->faults[fault].times == 0)
    return FALSE;

  if (self->faults[fault].times > 0)
    self->faults[fault].times--;

  return TRUE;
}

guint
tactus_sim_world_delay (TactusSimWorld      *self,
                        TactusSimBluezFault  fault)
{
  guint delay_ms = self->faults[fault].delay_ms;

  return delay_ms > 0 ? delay_ms : fault_defaults[fault].delay_ms;
}

void
tactus_sim_world_fail (TactusSimWorld        *self,
                       TactusSimBluezFault    fault,
                       GDBusMethodInvocation *invocation)
{
  const char *name = self->faults[fault].name;
  const char *message = self->faults[fault].message;

  g_dbus_method_invocation_return_dbus_error (
    invocation,
    name ? name : fault_defaults[fault].name,
    message ? message : fault_defaults[fault].message);
}

void
tactus_sim_reply (GDBusMethodInvocation *invocation,
                  TactusSimReply         reply)
{
  g_dbus_method_invocation_return_dbus_error (invocation, replies[reply].name,
                                              replies[reply].message);
}

void
tactus_sim_reply_att (GDBusMethodInvocation *invocation,
                      guint8                 att_error)
{
  g_autofree char *message = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (att_replies); i++)
    if (att_replies[i].att_error == att_error)
      {
        g_dbus_method_invocation_return_dbus_error (invocation, att_replies[i].name,
                                                    att_replies[i].message);
        return;
      }

  message = g_strdup_printf ("Operation failed with ATT error: 0x%02x", att_error);
  g_dbus_method_invocation_return_dbus_error (invocation, ERROR_NAME ("Failed"), message);
}

void
tactus_sim_reply_ok (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
}
