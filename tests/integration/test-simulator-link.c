/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The virtual BlueZ and its client in one thread, without a message bus. */

#include "config.h"

#include "simulator-client.h"
#include "tactus-bluez-dbus.h"
#include "tactus-sim-household.h"
#include "tactus-sim-link.h"
#include "tactus-uuids.h"

#define BAND_3 "/org/bluez/hci0/dev_C8_0F_10_3A_00_03"
#define DEVICE "org.bluez.Device1"

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(TactusSimLink **) user_data = tactus_sim_link_new_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_pointer (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static TactusSimLink *
make_link (void)
{
  TactusSimLink *link = NULL;

  tactus_sim_link_new_async (NULL, made_cb, &link);
  simulator_wait (has_pointer, &link, "link");

  return link;
}

static void
test_tap (void)
{
  g_autoptr(TactusSimLink) link = make_link ();
  g_autoptr(SimulatorClient) client = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *refused = NULL;

  tactus_sim_household_add (link->bluez);
  client = simulator_client_new (link->client, NULL);
  simulator_client_connect (client, BAND_3);

  simulator_client_start_notify (client, BAND_3, TACTUS_UUID_AUTH);
  simulator_client_write (client, BAND_3, TACTUS_UUID_AUTH, "request",
                          "0100000102030405060708090a0b0c0d0e0f", NULL);
  simulator_run (20);
  g_assert_cmpuint (client->heard->len, ==, 0);
  tactus_sim_band_tap (tactus_sim_bluez_get_band (link->bluez, 0), g_get_monotonic_time ());
  heard = simulator_client_hear (client, TACTUS_UUID_AUTH);
  g_assert_cmpstr (heard, ==, "100101");

  simulator_client_write (client, BAND_3, TACTUS_UUID_AUTH, "request",
                          "0300000102030405060708090a0b0c0d0e0f", NULL);
  refused = simulator_client_hear (client, TACTUS_UUID_AUTH);
  g_assert_cmpstr (refused, ==, "100304");
}

static void
manager_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(GDBusObjectManager **) user_data =
    tactus_bluez_object_manager_client_new_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_connected (gpointer device)
{
  return tactus_bluez_device1_get_connected (device);
}

/* The proxies that the app uses, on a connection without a bus. */
static void
test_generated_proxies (void)
{
  g_autoptr(TactusSimLink) link = make_link ();
  g_autoptr(SimulatorClient) client = NULL;
  g_autoptr(GDBusObjectManager) manager = NULL;
  g_autoptr(GDBusInterface) device = NULL;

  tactus_sim_household_add (link->bluez);
  tactus_sim_bluez_remember (link->bluez, tactus_sim_bluez_get_band (link->bluez, 0));
  tactus_bluez_object_manager_client_new (link->client,
                                          G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START,
                                          NULL, "/", NULL, manager_cb, &manager);
  simulator_wait (has_pointer, &manager, "object manager");

  device = g_dbus_object_manager_get_interface (manager, BAND_3, DEVICE);
  g_assert_true (TACTUS_BLUEZ_IS_DEVICE1 (device));
  g_assert_cmpstr (tactus_bluez_device1_get_name (TACTUS_BLUEZ_DEVICE1 (device)), ==, "Mi Band 3");
  g_assert_false (is_connected (device));

  tactus_bluez_device1_call_connect (TACTUS_BLUEZ_DEVICE1 (device), G_DBUS_CALL_FLAGS_NONE, -1,
                                     NULL, NULL, NULL);
  simulator_wait (is_connected, device, "Connected");
}

static void
test_leaves_nothing (void)
{
  TactusSimLink *link = make_link ();
  gpointer client = link->client;
  gpointer bluez = link->bluez;

  tactus_sim_household_add (link->bluez);
  g_object_add_weak_pointer (client, &client);
  g_object_add_weak_pointer (bluez, &bluez);
  tactus_sim_link_free (link);
  g_assert_null (bluez);
  simulator_wait (is_null, &client, "the connection to be let go");
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tactus_sim_link_new_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  tactus_sim_link_new_async (cancellable, cancelled_cb, &done);
  simulator_wait (is_set, &done, "the cancelled link");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/link/tap", test_tap);
  g_test_add_func ("/simulator/link/generated-proxies", test_generated_proxies);
  g_test_add_func ("/simulator/link/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/simulator/link/cancelled", test_cancelled);

  return g_test_run ();
}
