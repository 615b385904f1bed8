/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The virtual BlueZ on a private message bus, met by a client made of nothing but GIO. */

#include "config.h"

#include "simulator-client.h"
#include "tactus-sim-bluez.h"
#include "tactus-uuids.h"

#define ADAPTER        "org.bluez.Adapter1"
#define DEVICE         "org.bluez.Device1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"
#define PROPERTIES     "org.freedesktop.DBus.Properties"

#define HCI0 "/org/bluez/hci0"
#define HCI1 "/org/bluez/hci1"
#define BAND HCI0 "/dev_C8_0F_10_00_00_01"

#define KEY   "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define PROOF "56c284f38f56f11144269af60e62f7b3"

#define IN_PROGRESS   "org.bluez.Error.InProgress: In Progress"
#define NOT_READY     "org.bluez.Error.NotReady: Resource Not Ready"
#define ABORTED       "org.bluez.Error.Failed: le-connection-abort-by-local"
#define CANCELLED     "org.bluez.Error.Failed: br-connection-canceled"
#define NOT_CONNECTED "org.bluez.Error.Failed: Not connected"
#define INVALID       "org.bluez.Error.InvalidArguments: Invalid arguments in method call"
#define UNKNOWN       "org.freedesktop.DBus.Error.UnknownObject: Method doesn't exist"
#define NO_WRITE      "org.bluez.Error.NotPermitted: Write not permitted"

/* One for all tests: its own daemon, thrown away at the end. */
static GTestDBus *bus;

typedef struct {
  GDBusConnection *server;  /* (owned) */
  GDBusConnection *peer;    /* (owned) */
  TactusSimBluez  *bluez;   /* (owned) */
  TactusSimBand   *band;    /* (owned) */
  SimulatorClient *client;  /* (owned) */
} Fixture;

static GDBusConnection *
connect_to_bus (void)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  return connection;
}

static gboolean
is_started (gpointer bluez)
{
  return tactus_sim_bluez_is_started (bluez);
}

static void
shorten_delays (TactusSimBluez *bluez)
{
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (bluez, &delays);
  delays.appear_ms = 5;
  delays.connect_ms = 10;
  delays.resolve_ms = 10;
  delays.disconnect_ms = 30;
  delays.unreachable_ms = 100;
  tactus_sim_bluez_set_delays (bluez, &delays);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec =
    tactus_sim_spec_parse ("model=mi-band-3,tap=0,first=0.01,period=0.01,rates=72:72:190:0",
                           &error);

  g_assert_no_error (error);
  self->server = connect_to_bus ();
  self->peer = connect_to_bus ();
  self->bluez = tactus_sim_bluez_new (self->server);
  self->band = tactus_sim_band_new (spec);
  shorten_delays (self->bluez);
  tactus_sim_bluez_add_band (self->bluez, self->band);
  tactus_sim_bluez_start (self->bluez);
  simulator_wait (is_started, self->bluez, "org.bluez");
  self->client = simulator_client_new (self->peer, "org.bluez");
}

static void
close_connection (GDBusConnection *connection)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  simulator_client_free (self->client);
  g_assert_finalize_object (self->bluez);
  g_assert_finalize_object (self->band);
  close_connection (self->peer);
  close_connection (self->server);
}

static void
call (Fixture    *self,
      const char *path,
      const char *interface,
      const char *method,
      const char *expected)
{
  simulator_client_expect (self->client, path, interface, method, NULL, expected);
}

/* ── the adapter ── */

static void
set_filter (Fixture    *self,
            const char *filter,
            const char *expected)
{
  simulator_client_expect (self->client, HCI0, ADAPTER, "SetDiscoveryFilter",
                           g_variant_new_parsed (filter), expected);
}

static void
test_discovery (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GVariant) rssi = NULL;
  g_autoptr(GVariant) no_rssi = NULL;

  call (self, HCI0, ADAPTER, "StopDiscovery", "org.bluez.Error.Failed: No discovery started");
  call (self, HCI0, ADAPTER, "StartDiscovery", NULL);
  call (self, HCI0, ADAPTER, "StartDiscovery", IN_PROGRESS);
  simulator_client_wait_object (self->client, BAND, TRUE);
  rssi = simulator_client_get (self->client, BAND, DEVICE, "RSSI");
  g_assert_cmpint (g_variant_get_int16 (rssi), ==, -60);

  call (self, HCI0, ADAPTER, "StopDiscovery", NULL);
  simulator_client_wait_boolean (self->client, HCI0, ADAPTER, "Discovering", FALSE);
  simulator_run (20);
  no_rssi = simulator_client_get (self->client, BAND, DEVICE, "RSSI");
  g_assert_null (no_rssi);
}

static void
test_filter (Fixture       *self,
             gconstpointer  data)
{
  set_filter (self, "({'Nonsense': <true>},)", INVALID);
  set_filter (self, "({'Transport': <true>},)", INVALID);
  set_filter (self, "({'Transport': <'bredr'>},)", NULL);
  call (self, HCI0, ADAPTER, "StartDiscovery", NULL);
  simulator_run (50);
  simulator_client_wait_object (self->client, BAND, FALSE);
  set_filter (self, "({'Transport': <'le'>, 'RSSI': <int16 -70>, 'DuplicateData': <false>},)",
              NULL);
  simulator_client_wait_object (self->client, BAND, TRUE);
}

static void
test_temporary (Fixture       *self,
                gconstpointer  data)
{
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (self->bluez, &delays);
  delays.temporary_ms = 50;
  tactus_sim_bluez_set_delays (self->bluez, &delays);

  call (self, HCI0, ADAPTER, "StartDiscovery", NULL);
  simulator_client_wait_object (self->client, BAND, TRUE);
  simulator_run (100);
  simulator_client_wait_object (self->client, BAND, TRUE);
  tactus_sim_band_vanish (self->band, g_get_monotonic_time ());
  simulator_client_wait_object (self->client, BAND, FALSE);
}

static void
set_powered (Fixture    *self,
             const char *value,
             const char *expected)
{
  g_autofree char *text = g_strdup_printf ("('" ADAPTER "', 'Powered', <%s>)", value);
  g_autoptr(GVariant) parameters = g_variant_parse (NULL, text, NULL, NULL, NULL);

  simulator_client_expect (self->client, HCI0, PROPERTIES, "Set", parameters, expected);
}

static void
test_power (Fixture       *self,
            gconstpointer  data)
{
  simulator_client_connect (self->client, BAND);
  set_powered (self, "false", NULL);
  simulator_client_wait_boolean (self->client, BAND, DEVICE, "Connected", FALSE);
  g_assert_false (tactus_sim_band_get_connected (self->band));
  call (self, HCI0, ADAPTER, "StartDiscovery", NOT_READY);
  call (self, BAND, DEVICE, "Connect",
        "org.bluez.Error.NotReady: br-connection-adapter-not-powered");

  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED, 1);
  set_powered (self, "true", "org.bluez.Error.Blocked: Blocked through rfkill");
  set_powered (self, "true", NULL);
  simulator_client_wait_boolean (self->client, HCI0, ADAPTER, "Powered", TRUE);
}

static void
test_unplug (Fixture       *self,
             gconstpointer  data)
{
  tactus_sim_bluez_plug (self->bluez, 1, FALSE);
  simulator_client_wait_object (self->client, HCI1, TRUE);
  simulator_client_connect (self->client, BAND);
  tactus_sim_bluez_unplug (self->bluez, 0);
  simulator_client_wait_object (self->client, HCI0, FALSE);
  simulator_client_wait_object (self->client, BAND, FALSE);
  simulator_client_wait_object (self->client, HCI1, TRUE);
  g_assert_false (tactus_sim_band_get_connected (self->band));
}

static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  simulator_client_connect (self->client, BAND);
  tactus_sim_bluez_stop (self->bluez);
  simulator_client_wait_object (self->client, HCI0, FALSE);
  g_assert_false (tactus_sim_band_get_connected (self->band));
  tactus_sim_bluez_start (self->bluez);
  simulator_client_wait_object (self->client, HCI0, TRUE);
  simulator_client_connect (self->client, BAND);
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  simulator_client_expect (self->client, HCI0, ADAPTER, "RemoveDevice",
                           g_variant_new ("(o)", BAND),
                           "org.bluez.Error.DoesNotExist: Does Not Exist");
  simulator_client_connect (self->client, BAND);
  simulator_client_expect (self->client, HCI0, ADAPTER, "RemoveDevice",
                           g_variant_new ("(o)", BAND), NULL);
  simulator_client_wait_object (self->client, BAND, FALSE);
  g_assert_false (tactus_sim_band_get_connected (self->band));
}

/* A client that leaves the bus leaves no scan behind. */
static void
test_scan_ends_with_client (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(GDBusConnection) other = connect_to_bus ();
  SimulatorClient *client = simulator_client_new (other, "org.bluez");

  simulator_client_expect (client, HCI0, ADAPTER, "StartDiscovery", NULL, NULL);
  g_assert_true (tactus_sim_bluez_get_discovering (self->bluez, 0));
  simulator_client_free (client);
  g_dbus_connection_close_sync (other, NULL, NULL);
  simulator_client_wait_boolean (self->client, HCI0, ADAPTER, "Discovering", TRUE);
  simulator_client_wait_boolean (self->client, HCI0, ADAPTER, "Discovering", FALSE);
}

/* ── connecting ── */

static void
test_unreachable (Fixture       *self,
                  gconstpointer  data)
{
  tactus_sim_bluez_remember (self->bluez, self->band);
  tactus_sim_band_vanish (self->band, g_get_monotonic_time ());
  call (self, BAND, DEVICE, "Connect", ABORTED);
  tactus_sim_band_come_back (self->band);
  call (self, BAND, DEVICE, "Connect", NULL);
  call (self, BAND, DEVICE, "Connect", NULL);
}

static void
test_connect_fails_twice (Fixture       *self,
                          gconstpointer  data)
{
  tactus_sim_bluez_remember (self->bluez, self->band);
  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS, 2);
  call (self, BAND, DEVICE, "Connect", ABORTED);
  call (self, BAND, DEVICE, "Connect", ABORTED);
  call (self, BAND, DEVICE, "Connect", NULL);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error));
  g_dbus_error_strip_remote_error (error);
  g_assert_cmpstr (error->message, ==, "br-connection-canceled");
  *(gboolean *) user_data = TRUE;
}

static void
test_disconnect_cancels (Fixture       *self,
                         gconstpointer  data)
{
  gboolean cancelled = FALSE;

  tactus_sim_bluez_remember (self->bluez, self->band);
  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER, 1);
  g_dbus_connection_call (self->peer, "org.bluez", BAND, DEVICE, "Connect", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, cancelled_cb, &cancelled);
  simulator_run (200);
  g_assert_false (cancelled);
  call (self, BAND, DEVICE, "Connect", IN_PROGRESS);
  call (self, BAND, DEVICE, "Disconnect", NULL);
  g_assert_true (cancelled);
  call (self, BAND, DEVICE, "Connect", NULL);
}

static void
test_order_of_disconnect (Fixture       *self,
                          gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(GVariant) mtu = NULL;
  g_autoptr(GVariant) no_mtu = NULL;

  simulator_client_connect (self->client, BAND);
  path = simulator_client_find (self->client, BAND, TACTUS_UUID_AUTH);
  mtu = simulator_client_get (self->client, path, CHARACTERISTIC, "MTU");
  g_assert_cmpuint (g_variant_get_uint16 (mtu), ==, 23);

  call (self, BAND, DEVICE, "Disconnect", NULL);
  g_assert_false (simulator_client_get_boolean (self->client, BAND, DEVICE, "Connected"));
  g_assert_false (simulator_client_get_boolean (self->client, BAND, DEVICE, "ServicesResolved"));
  no_mtu = simulator_client_get (self->client, path, CHARACTERISTIC, "MTU");
  g_assert_null (no_mtu);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0200", NOT_CONNECTED);
}

static void
test_resolved_early (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *nothing = NULL;

  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY, 1);
  simulator_client_connect (self->client, BAND);
  nothing = simulator_client_find (self->client, BAND, TACTUS_UUID_AUTH);
  g_assert_null (nothing);
  simulator_client_wait_object (self->client, BAND "/service0010", TRUE);
}

static void
test_resolved_empty (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *nothing = NULL;

  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY, 1);
  simulator_client_connect (self->client, BAND);
  simulator_run (50);
  nothing = simulator_client_find (self->client, BAND, TACTUS_UUID_AUTH);
  g_assert_null (nothing);
}

/* ── reading and writing ── */

static void
log_in (Fixture *self)
{
  static const guint8 challenge[16] = {
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  };
  static const char * const turns[][2] = {
    { "0100" KEY, "100101" },
    { "0200", "10020100112233445566778899aabbccddeeff" },
    { "0300" PROOF, "100301" },
  };

  tactus_sim_band_set_challenge (self->band, challenge);
  simulator_client_start_notify (self->client, BAND, TACTUS_UUID_AUTH);
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *heard = NULL;

      simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "command", turns[i][0], NULL);
      heard = simulator_client_hear (self->client, TACTUS_UUID_AUTH);
      g_assert_cmpstr (heard, ==, turns[i][1]);
    }
}

static void
test_heart_rate (Fixture       *self,
                 gconstpointer  data)
{
  static const char * const expected[] = { "0048", "0048", "00be", "0000", "0048" };

  simulator_client_connect (self->client, BAND);
  log_in (self);
  simulator_client_start_notify (self->client, BAND, TACTUS_UUID_HEART_RATE);
  simulator_client_write (self->client, BAND, TACTUS_UUID_HEART_RATE_CONTROL, "request", "150101",
                          NULL);

  /* Also an equal value is said again. */
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *heard = simulator_client_hear (self->client, TACTUS_UUID_HEART_RATE);

      g_assert_cmpstr (heard, ==, expected[i]);
    }
}

static void
test_read (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *battery = NULL;
  g_autofree char *firmware = NULL;

  simulator_client_connect (self->client, BAND);
  battery = simulator_client_read (self->client, BAND, TACTUS_UUID_BATTERY);
  g_assert_cmpstr (battery, ==, "0f4a00e8070301061e0004e80703010" "72d0c0464");
  firmware = simulator_client_read (self->client, BAND, TACTUS_UUID_SOFTWARE);
  g_assert_cmpstr (firmware, ==, "56322e342e302e3332");
}

static void
test_write_errors (Fixture       *self,
                   gconstpointer  data)
{
  static const struct {
    const char *uuid;
    const char *type;
    const char *hex;
    const char *expected;
  } rows[] = {
    { TACTUS_UUID_AUTH, "nonsense", "0200", INVALID },
    { TACTUS_UUID_ALERT_LEVEL, "request", "03", NO_WRITE },
    { TACTUS_UUID_ALERT_LEVEL, "command", "03", NULL },
    { TACTUS_UUID_ALERT_LEVEL, NULL, "03", NULL },
    { TACTUS_UUID_HEART_RATE_CONTROL, "request", "150101", NO_WRITE },
    { TACTUS_UUID_AUTH, "command", "000000000000000000000000000000000000000000",
      "org.bluez.Error.Failed: Failed to initiate write" },
    { TACTUS_UUID_AUTH, "request", "000000000000000000000000000000000000000000",
      "org.bluez.Error.InvalidArguments: Invalid Length" },
  };

  simulator_client_connect (self->client, BAND);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    simulator_client_write (self->client, BAND, rows[i].uuid, rows[i].type, rows[i].hex,
                            rows[i].expected);
}

static void
test_notify_errors (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *alert = NULL;
  g_autofree char *auth = NULL;

  simulator_client_connect (self->client, BAND);
  alert = simulator_client_find (self->client, BAND, TACTUS_UUID_ALERT_LEVEL);
  auth = simulator_client_find (self->client, BAND, TACTUS_UUID_AUTH);
  call (self, alert, CHARACTERISTIC, "StartNotify",
        "org.bluez.Error.NotSupported: Operation is not supported");
  call (self, auth, CHARACTERISTIC, "StopNotify",
        "org.bluez.Error.Failed: No notify session started");
  call (self, auth, CHARACTERISTIC, "StartNotify", NULL);
  call (self, auth, CHARACTERISTIC, "StartNotify", NULL);
  call (self, auth, CHARACTERISTIC, "StopNotify", NULL);
}

/* Faults of reading, writing and everything else, each for one call. */
static void
test_call_faults (Fixture       *self,
                  gconstpointer  data)
{
  static const struct {
    TactusSimBluezFault  fault;
    const char          *expected;
  } rows[] = {
    { TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, IN_PROGRESS },
    { TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS,
      "org.bluez.Error.Failed: Operation failed with ATT error: 0x0e" },
    { TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED,
      "org.freedesktop.DBus.Error.AccessDenied: Rejected send message" },
    { TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT, UNKNOWN },
  };

  simulator_client_connect (self->client, BAND);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      tactus_sim_bluez_set_fault (self->bluez, rows[i].fault, 1);
      simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0200",
                              rows[i].expected);
      simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0200", NULL);
    }
}

static void
test_removed_during_call (Fixture       *self,
                          gconstpointer  data)
{
  simulator_client_connect (self->client, BAND);
  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL, 1);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0200", UNKNOWN);
  simulator_client_wait_object (self->client, BAND, FALSE);
}

static void
test_lost_during_call (Fixture       *self,
                       gconstpointer  data)
{
  simulator_client_connect (self->client, BAND);
  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, 1);
  tactus_sim_band_set_fault (self->band, TACTUS_SIM_STEP_CHALLENGE, TACTUS_SIM_EFFECT_VANISH, 1);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "command", "0200", NULL);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0200", NOT_CONNECTED);
}

static void
test_value_before_reply (Fixture       *self,
                         gconstpointer  data)
{
  simulator_client_connect (self->client, BAND);
  tactus_sim_bluez_set_fault (self->bluez, TACTUS_SIM_BLUEZ_FAULT_VALUE_BEFORE_REPLY, 1);
  simulator_client_start_notify (self->client, BAND, TACTUS_UUID_HEART_RATE);
  g_assert_cmpuint (self->client->heard->len, ==, 1);
}

static void
test_wrong_types (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(GVariant) name = NULL;
  g_autoptr(GVariant) address = NULL;

  tactus_sim_bluez_set_fault_full (self->bluez, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES, -1, "Name",
                                   NULL, 0);
  simulator_client_connect (self->client, BAND);
  name = simulator_client_get (self->client, BAND, DEVICE, "Name");
  address = simulator_client_get (self->client, BAND, DEVICE, "Address");
  g_assert_true (g_variant_is_of_type (name, G_VARIANT_TYPE_UINT32));
  g_assert_true (g_variant_is_of_type (address, G_VARIANT_TYPE_STRING));
}

/* BlueZ says a value once for each program that listens, and all of them hear all of it. */
static void
test_two_listeners (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GDBusConnection) other = connect_to_bus ();
  SimulatorClient *client = simulator_client_new (other, "org.bluez");

  simulator_client_connect (self->client, BAND);
  simulator_client_wait_object (client, BAND, TRUE);
  simulator_run (20);
  simulator_client_start_notify (client, BAND, TACTUS_UUID_AUTH);
  simulator_client_start_notify (self->client, BAND, TACTUS_UUID_AUTH);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0108", NULL);
  simulator_run (50);
  g_assert_cmpuint (self->client->heard->len, ==, 2);

  simulator_client_free (client);
  close_connection (g_steal_pointer (&other));
}

/* Who listened before the link was lost hears the next one too, before anyone has logged in. */
static void
test_listening_survives (Fixture       *self,
                         gconstpointer  data)
{
  g_autofree char *heard = NULL;

  simulator_client_connect (self->client, BAND);
  simulator_client_start_notify (self->client, BAND, TACTUS_UUID_AUTH);
  call (self, BAND, DEVICE, "Disconnect", NULL);
  simulator_client_connect (self->client, BAND);
  simulator_client_write (self->client, BAND, TACTUS_UUID_AUTH, "request", "0109", NULL);
  heard = simulator_client_hear (self->client, TACTUS_UUID_AUTH);
  g_assert_cmpstr (heard, ==, "100104");
}

static const struct {
  const char *name;
  void      (*test) (Fixture *, gconstpointer);
} tests[] = {
  { "discovery", test_discovery },
  { "filter", test_filter },
  { "temporary", test_temporary },
  { "power", test_power },
  { "unplug", test_unplug },
  { "restart", test_restart },
  { "remove", test_remove },
  { "scan-ends-with-client", test_scan_ends_with_client },
  { "unreachable", test_unreachable },
  { "connect-fails-twice", test_connect_fails_twice },
  { "disconnect-cancels", test_disconnect_cancels },
  { "order-of-disconnect", test_order_of_disconnect },
  { "resolved-early", test_resolved_early },
  { "resolved-empty", test_resolved_empty },
  { "heart-rate", test_heart_rate },
  { "read", test_read },
  { "write-errors", test_write_errors },
  { "notify-errors", test_notify_errors },
  { "call-faults", test_call_faults },
  { "removed-during-call", test_removed_during_call },
  { "lost-during-call", test_lost_during_call },
  { "value-before-reply", test_value_before_reply },
  { "wrong-types", test_wrong_types },
  { "two-listeners", test_two_listeners },
  { "listening-survives", test_listening_survives },
};

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/bluez/", tests[i].name, NULL);

      g_test_add_vtable (path, sizeof (Fixture), NULL, (GTestFixtureFunc) set_up,
                         (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
    }

  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);

  return status;
}
