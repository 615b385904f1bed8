/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody else on the bus says what only BlueZ may: to everybody, and to us alone, which no match
 * rule of ours keeps out. */

#include "bluez-bench.h"

#define AUTH "00000009-0000-3512-2118-0009af100700"
#define OTHER_ADDRESS "C8:0F:10:00:00:66"

static GDBusConnection *
connect_as_stranger (Bench *bench)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GDBusConnection *stranger;

  g_assert_no_error (error);
  stranger = g_dbus_connection_new_for_address_sync
    (address,
     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
     NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_dbus_connection_get_unique_name (stranger), !=,
                   g_dbus_connection_get_unique_name (bench->far));

  return stranger;
}

/* @body: floating */
static void
tell (GDBusConnection *from,
      Bench           *bench,
      const char      *path,
      const char      *interface,
      const char      *signal,
      GVariant        *body)
{
  const char *us = g_dbus_connection_get_unique_name (bench->near);
  g_autoptr(GVariant) parameters = g_variant_ref_sink (body);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_dbus_connection_emit_signal (from, NULL, path, interface, signal, parameters,
                                                &error));
  g_assert_no_error (error);
  g_assert_true (g_dbus_connection_emit_signal (from, us, path, interface, signal, parameters,
                                                &error));
  g_assert_no_error (error);
}

static void
change (GDBusConnection *from,
        Bench           *bench,
        const char      *path,
        const char      *interface,
        const char      *properties)
{
  tell (from, bench, path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
        g_variant_new ("(s@a{sv}as)", interface, g_variant_new_parsed (properties), NULL));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GVariant **reply = user_data;

  *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_assert_nonnull (*reply);
}

/* What was said before on this connection has arrived by then: the bus keeps the order, and we
 * answer in it. */
static void
until_heard (GDBusConnection *from,
             Bench           *bench)
{
  g_autoptr(GVariant) reply = NULL;

  g_dbus_connection_call (from, g_dbus_connection_get_unique_name (bench->near), "/",
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, &reply);
  UNTIL (reply);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
count_cb (TactusBluezConnection *connection,
          const char            *uuid,
          GBytes                *value,
          guint                 *count)
{
  (*count)++;
}

static TactusBluezDevice *
get_device (Bench *bench)
{
  g_autoptr(TactusBluezDevice) device =
    g_list_model_get_item (tactus_bluez_client_get_devices (bench->client), 0);

  g_assert_nonnull (device);
  return device; /* the list keeps it */
}

/* Once as a stranger, who is not heard, and once as BlueZ itself, so that it is known that the
 * words would have had their effect. */
static void
say_all (GDBusConnection *from,
         Bench           *bench,
         const char      *device,
         const char      *characteristic)
{
  g_autofree char *other = g_strdup_printf ("%s_66", device);

  tell (from, bench, "/", "org.freedesktop.DBus.ObjectManager", "InterfacesAdded",
        g_variant_new ("(o@a{sa{sv}})", other,
                       g_variant_new_parsed ("{'org.bluez.Device1': {'Address': <'" OTHER_ADDRESS
                                             "'>, 'Name': <'Mi Band 3'>, 'RSSI': <int16 -30>,"
                                             " 'Adapter': <objectpath '/org/bluez/hci0'>}}")));
  change (from, bench, characteristic, "org.bluez.GattCharacteristic1",
          "{'Value': <[byte 0x00, 0x7f]>}");
  change (from, bench, device, "org.bluez.Device1", "{'Name': <'Impostor'>}");
  until_heard (from, bench);
}

static void
say_off (GDBusConnection *from,
         Bench           *bench)
{
  change (from, bench, "/org/bluez/hci0", "org.bluez.Adapter1", "{'Powered': <false>}");
  until_heard (from, bench);
}

static char *
path_of (Bench      *bench,
         const char *interface,
         const char *uuid)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariantIter) objects = NULL;
  GVariant *interfaces;
  const char *path;
  char *found = NULL;

  g_dbus_connection_call (bench->near, "org.bluez", "/", "org.freedesktop.DBus.ObjectManager",
                          "GetManagedObjects", NULL, G_VARIANT_TYPE ("(a{oa{sa{sv}}})"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, &reply);
  UNTIL (reply);
  g_variant_get (reply, "(a{oa{sa{sv}}})", &objects);
  while (g_variant_iter_loop (objects, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr(GVariant) properties = g_variant_lookup_value (interfaces, interface, NULL);
      const char *value = NULL;

      if (!found && properties &&
          (!uuid || (g_variant_lookup (properties, "UUID", "&s", &value) &&
                     g_str_equal (value, uuid))))
        found = g_strdup (path);
    }

  g_assert_nonnull (found);
  return found;
}

static void
test_signals (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GDBusConnection) stranger = NULL;
  g_autofree char *device = NULL;
  g_autofree char *characteristic = NULL;
  TactusBluezConnection *connection;
  GListModel *devices;
  g_auto(Answer) answer = { NULL };
  guint notified = 0;
  guint n_devices;

  bench_ready (bench);
  connection = bench_open (bench);
  g_signal_connect (connection, "notified", G_CALLBACK (count_cb), &notified);
  tactus_bluez_connection_subscribe_async (connection, AUTH, NULL, answer_cb, &answer);
  g_assert_true (answer_subscribe (&answer, NULL));
  devices = tactus_bluez_client_get_devices (bench->client);
  n_devices = g_list_model_get_n_items (devices);
  device = path_of (bench, "org.bluez.Device1", NULL);
  characteristic = path_of (bench, "org.bluez.GattCharacteristic1", AUTH);

  stranger = connect_as_stranger (bench);
  say_all (stranger, bench, device, characteristic);
  say_off (stranger, bench);
  g_assert_cmpuint (notified, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (devices), ==, n_devices);
  g_assert_cmpstr (tactus_bluez_device_get_name (get_device (bench)), !=, "Impostor");
  g_assert_cmpint (tactus_bluez_client_get_state (bench->client), ==, TACTUS_BLUEZ_STATE_READY);
  g_assert_true (tactus_bluez_connection_is_open (connection));

  say_all (bench->far, bench, device, characteristic);
  UNTIL (notified > 0);
  bench_close (connection);
  say_off (bench->far, bench);
  UNTIL (tactus_bluez_client_get_state (bench->client) != TACTUS_BLUEZ_STATE_READY);

  g_dbus_connection_close_sync (stranger, NULL, NULL);
  bench_free (bench);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/forgery/signals", test_signals);

  return bench_run ();
}
