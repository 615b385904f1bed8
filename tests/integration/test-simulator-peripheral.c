/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A band for GattManager1 and LEAdvertisingManager1: the test plays bluetoothd's part, which is to
 * take what is registered and to read, write and subscribe for a peer.  With the real bluetoothd it
 * is tried in the virtual machine. */

#include "config.h"

#include "simulator-client.h"
#include "tactus-bluez-dbus.h"
#include "tactus-sim-peripheral.h"
#include "tactus-sim-tree.h"
#include "tactus-uuids.h"

#define ADAPTER        "org.bluez.Adapter1"
#define DEVICE         "org.bluez.Device1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

#define HCI1 "/org/bluez/hci1"
#define PEER HCI1 "/dev_00_AA_01_00_00_00"
#define ROOT "/io/github/tactus_app/simulator"

static GTestDBus *bus;

typedef struct {
  GDBusConnection     *connection;  /* (owned): bluetoothd's */
  GDBusConnection     *other;       /* (owned): the simulator's */
  TactusSimTree       *tree;        /* (owned) */
  TactusSimObject     *adapter;     /* (owned) */
  TactusSimObject     *device;      /* (owned): the peer */
  TactusSimBand       *band;        /* (owned) */
  TactusSimPeripheral *peripheral;  /* (owned) */
  GPtrArray           *calls;       /* (owned) (element-type utf8) */
  guint                name_id;
  gboolean             owned;
  gboolean             refuses;     /* to take the application */
  guint                too_long;    /* advertisements refused for their length */
  char                *failure;     /* (owned) (nullable) */
  gboolean             ready;
} Fixture;

/* ── bluetoothd ── */

static void
call_cb (TactusSimObject       *object,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->calls, g_strdup (method));
  if (self->refuses && g_str_equal (method, "RegisterApplication"))
    g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.AlreadyExists",
                                                "Already Exists");
  else if (self->too_long > 0 && g_str_equal (method, "RegisterAdvertisement") && self->too_long--)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.InvalidLength",
                                                "Advertising data too long.");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
set_cb (TactusSimObject       *object,
        const char            *property,
        GVariant              *value,
        GDBusMethodInvocation *invocation,
        gpointer               user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->calls, g_strdup_printf ("%s=%s", property,
                                                 g_variant_get_string (value, NULL)));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const TactusSimObjectFuncs funcs = { .method = call_cb, .set = set_cb };

static void
name_cb (GDBusConnection *connection,
         const char      *name,
         gpointer         user_data)
{
  ((Fixture *) user_data)->owned = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

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

static void
add_adapter (Fixture *self)
{
  self->adapter = tactus_sim_object_new (HCI1);
  tactus_sim_object_add_interface (self->adapter, tactus_bluez_adapter1_interface_info (), &funcs,
                                   self);
  tactus_sim_object_add_interface (self->adapter, tactus_bluez_gatt_manager1_interface_info (),
                                   &funcs, self);
  tactus_sim_object_add_interface (self->adapter,
                                   tactus_bluez_leadvertising_manager1_interface_info (), &funcs,
                                   self);
  tactus_sim_object_put (self->adapter, ADAPTER, "Address",
                         g_variant_new_string ("00:AA:01:01:00:01"));
  tactus_sim_object_put (self->adapter, ADAPTER, "Powered", g_variant_new_boolean (TRUE));
  tactus_sim_tree_add (self->tree, self->adapter);
}

static void
start_bluetoothd (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->tree = tactus_sim_tree_new (self->connection, "/", &error);
  g_assert_no_error (error);
  add_adapter (self);
  self->name_id = g_bus_own_name_on_connection (self->connection, "org.bluez",
                                                G_BUS_NAME_OWNER_FLAGS_NONE, name_cb, NULL, self,
                                                NULL);
  simulator_wait (is_set, &self->owned, "org.bluez");
}

static void
set_linked (Fixture  *self,
            gboolean  linked)
{
  if (self->device)
    {
      tactus_sim_object_set (self->device, DEVICE, "Connected", g_variant_new_boolean (linked));
      return;
    }

  self->device = tactus_sim_object_new (PEER);
  tactus_sim_object_add_interface (self->device, tactus_bluez_device1_interface_info (), &funcs,
                                   self);
  tactus_sim_object_put (self->device, DEVICE, "Connected", g_variant_new_boolean (linked));
  tactus_sim_tree_add (self->tree, self->device);
}

/* ── the fixture ── */

static void
ready_cb (Fixture *self)
{
  self->ready = TRUE;
}

static void
failed_cb (Fixture *self,
           GError  *error)
{
  self->failure = g_strdup (error->message);
}

static void
make_peripheral (Fixture    *self,
                 const char *adapter)
{
  self->peripheral = tactus_sim_peripheral_new (self->other, adapter, self->band);
  g_signal_connect_swapped (self->peripheral, "ready", G_CALLBACK (ready_cb), self);
  g_signal_connect_swapped (self->peripheral, "failed", G_CALLBACK (failed_cb), self);
}

static void
set_up (Fixture       *self,
        gconstpointer  adapter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse ("model=mi-band-3,tap=0", &error);

  g_assert_no_error (error);
  self->connection = connect_to_bus ();
  self->other = connect_to_bus ();
  self->calls = g_ptr_array_new_with_free_func (g_free);
  start_bluetoothd (self);
  self->band = tactus_sim_band_new (spec);
  make_peripheral (self, adapter);
}

static void
close_connection (GDBusConnection *connection)
{
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_object_unref (connection);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->peripheral);
  /* What was cancelled has to come home. */
  simulator_run (20);
  g_assert_finalize_object (self->band);
  g_bus_unown_name (self->name_id);
  tactus_sim_tree_free (self->tree);
  g_clear_pointer (&self->device, tactus_sim_object_unref);
  tactus_sim_object_unref (self->adapter);
  close_connection (self->connection);
  close_connection (self->other);
  g_ptr_array_unref (self->calls);
  g_free (self->failure);
}

static void
expect_calls (Fixture    *self,
              const char *expected)
{
  g_autofree char *text = NULL;

  g_ptr_array_add (self->calls, NULL);
  text = g_strjoinv (" ", (char **) self->calls->pdata);
  g_assert_cmpstr (text, ==, expected);
  g_ptr_array_set_size (self->calls, 0);
}

static void
start (Fixture *self)
{
  tactus_sim_peripheral_start (self->peripheral);
  simulator_wait (is_set, &self->ready, "the band to be ready");
}

static gboolean
has_calls (gpointer calls)
{
  return ((GPtrArray *) calls)->len > 0;
}

static gboolean
has_link (gpointer band)
{
  return tactus_sim_band_get_connected (band);
}

static gboolean
has_no_link (gpointer band)
{
  return !tactus_sim_band_get_connected (band);
}

/* ── the tests ── */

/* The adapter is called as before when the band has gone. */
static void
test_gives_name_back (Fixture       *self,
                      gconstpointer  adapter)
{
  static const struct {
    const char *alias;
    const char *again;
  } cases[] = {
    { "Desk", "Alias=Desk" },
    { "computer", "Alias=" }, /* the computer's own name, which is nobody's choice */
  };

  tactus_sim_object_put (self->adapter, ADAPTER, "Name", g_variant_new_string ("computer"));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tactus_sim_object_put (self->adapter, ADAPTER, "Alias",
                             g_variant_new_string (cases[i].alias));
      self->ready = FALSE;
      start (self);
      g_ptr_array_set_size (self->calls, 0);
      g_assert_finalize_object (self->peripheral);
      simulator_wait (has_calls, self->calls, "the name to come back");
      expect_calls (self, cases[i].again);
      make_peripheral (self, adapter);
    }
}

static void
test_registers (Fixture       *self,
                gconstpointer  data)
{
  start (self);
  expect_calls (self, "Alias=Mi Band 3 RegisterApplication RegisterAdvertisement");
  g_assert_cmpstr (tactus_sim_band_get_address (self->band), ==, "00:AA:01:01:00:01");
}

/* Without the manufacturer's 28 bytes the rest fits into 31. */
static void
test_shorter_advertisement (Fixture       *self,
                            gconstpointer  data)
{
  self->too_long = 1;
  start (self);
  expect_calls (self, "Alias=Mi Band 3 RegisterApplication RegisterAdvertisement "
                      "RegisterAdvertisement");
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failure != NULL;
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  self->refuses = TRUE;
  tactus_sim_peripheral_start (self->peripheral);
  simulator_wait (has_failed, self, "failure");
  g_assert_nonnull (g_strstr_len (self->failure, -1, "does not take the band's services"));
}

static void
test_no_adapter (Fixture       *self,
                 gconstpointer  data)
{
  tactus_sim_peripheral_start (self->peripheral);
  simulator_wait (has_failed, self, "failure");
  g_assert_true (g_str_has_prefix (self->failure, "There is no adapter hci7."));
}

/* The daemon at the other end: connects, subscribes, writes, hears the answer, loses the link. */
static void
test_session (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SimulatorClient) client = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *firmware = NULL;

  start (self);
  g_ptr_array_set_size (self->calls, 0);
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the link");
  simulator_wait (has_calls, self->calls, "the end of advertising");
  expect_calls (self, "UnregisterAdvertisement");

  client = simulator_client_new_at (self->connection,
                                    g_dbus_connection_get_unique_name (self->other), ROOT);
  simulator_client_start_notify (client, ROOT, TACTUS_UUID_AUTH);
  simulator_client_write (client, ROOT, TACTUS_UUID_AUTH, "request",
                          "01000f1e2d3c4b5a69788796a5b4c3d2e1f0", NULL);
  heard = simulator_client_hear (client, TACTUS_UUID_AUTH);
  g_assert_cmpstr (heard, ==, "100101");
  firmware = simulator_client_read (client, ROOT, TACTUS_UUID_SOFTWARE);
  g_assert_cmpstr (firmware, ==, "56322e342e302e3332");
  simulator_client_write (client, ROOT, TACTUS_UUID_HEART_RATE_CONTROL, "request", "150101",
                          "org.bluez.Error.NotPermitted: Write not permitted");

  set_linked (self, FALSE);
  simulator_wait (has_no_link, self->band, "the end of the link");
  simulator_wait (has_calls, self->calls, "advertising again");
  expect_calls (self, "RegisterAdvertisement");

  /* The daemon does not subscribe again, and does not have to. */
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the next link");
  simulator_client_write (client, ROOT, TACTUS_UUID_AUTH, "request", "0109", NULL);
  g_free (heard);
  heard = simulator_client_hear (client, TACTUS_UUID_AUTH);
  g_assert_cmpstr (heard, ==, "100104");
}

static void
replace_band (Fixture    *self,
              const char *spec_text,
              const char *adapter)
{
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (spec_text, NULL);

  g_assert_nonnull (spec);
  g_assert_finalize_object (self->peripheral);
  simulator_run (20);
  g_assert_finalize_object (self->band);
  self->band = tactus_sim_band_new (spec);
  make_peripheral (self, adapter);
}

/* Who wants a bond leaves it to bluetoothd, which calls only once the link is encrypted. */
static void
test_strap (Fixture       *self,
            gconstpointer  adapter)
{
  g_autoptr(SimulatorClient) client = NULL;
  g_autofree char *path = NULL;
  g_autofree char *heard = NULL;
  g_autoptr(GVariant) flags = NULL;
  const char *flag;

  replace_band (self, "model=heart-rate-sensor,bond=just-works,rates=66,first=0.01,rr=no",
                adapter);
  start (self);
  expect_calls (self, "Alias=Chest Strap RegisterApplication RegisterAdvertisement");
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the link");
  client = simulator_client_new_at (self->connection,
                                    g_dbus_connection_get_unique_name (self->other), ROOT);
  path = simulator_client_find (client, ROOT, TACTUS_UUID_HEART_RATE);
  flags = simulator_client_get (client, path, "org.bluez.GattCharacteristic1", "Flags");
  g_assert_cmpuint (g_variant_n_children (flags), ==, 1);
  g_variant_get_child (flags, 0, "&s", &flag);
  g_assert_cmpstr (flag, ==, "encrypt-notify");
  simulator_client_start_notify (client, ROOT, TACTUS_UUID_HEART_RATE);
  g_assert_true (tactus_sim_band_get_bonded (self->band));
  heard = simulator_client_hear (client, TACTUS_UUID_HEART_RATE);
  g_assert_cmpstr (heard, ==, "0642");
}

static GVariant *
get_advertised (Fixture    *self,
                const char *property)
{
  g_autoptr(SimulatorClient) client =
    simulator_client_new_at (self->connection, g_dbus_connection_get_unique_name (self->other),
                             ROOT "/advertising");

  return simulator_client_get (client, ROOT "/advertising/band", "org.bluez.LEAdvertisement1",
                               property);
}

/* A pulse leaves no room for the services, and every other pulse is another advertisement. */
static void
test_shared_pulse (Fixture       *self,
                   gconstpointer  adapter)
{
  g_autoptr(GVariant) pulse = NULL;
  g_autoptr(GVariant) services = NULL;

  replace_band (self, "model=mi-band-5,share=on,rates=70:71:72:73,period=0.02", adapter);
  start (self);
  g_ptr_array_set_size (self->calls, 0);
  simulator_wait (has_calls, self->calls, "another advertisement");
  expect_calls (self, "UnregisterAdvertisement");
  simulator_wait (has_calls, self->calls, "another advertisement");
  expect_calls (self, "RegisterAdvertisement");
  pulse = get_advertised (self, "ManufacturerData");
  services = get_advertised (self, "ServiceUUIDs");
  g_assert_nonnull (pulse);
  g_assert_null (services);
}

static void
test_vanishes (Fixture       *self,
               gconstpointer  data)
{
  start (self);
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the link");
  simulator_run (20);
  g_ptr_array_set_size (self->calls, 0);

  tactus_sim_band_vanish (self->band, g_get_monotonic_time ());
  simulator_wait (has_calls, self->calls, "the end of the link");
  expect_calls (self, "Disconnect");
  g_assert_true (tactus_sim_peripheral_has_link (self->peripheral));
  set_linked (self, FALSE);
  simulator_run (20);
  g_assert_false (tactus_sim_peripheral_has_link (self->peripheral));
  expect_calls (self, "");
  tactus_sim_band_come_back (self->band);
  simulator_wait (has_calls, self->calls, "advertising again");
  expect_calls (self, "RegisterAdvertisement");
}

/* An adapter that was off has forgotten what it advertised. */
static void
test_power_cycle (Fixture       *self,
                  gconstpointer  data)
{
  start (self);
  g_ptr_array_set_size (self->calls, 0);
  tactus_sim_object_set (self->adapter, ADAPTER, "Powered", g_variant_new_boolean (FALSE));
  tactus_sim_object_set (self->adapter, ADAPTER, "Powered", g_variant_new_boolean (TRUE));
  simulator_wait (has_calls, self->calls, "advertising again");
  simulator_run (20);
  expect_calls (self, "UnregisterAdvertisement RegisterAdvertisement");
}

static void
test_adapter_returns (Fixture       *self,
                      gconstpointer  data)
{
  start (self);
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the link");
  g_ptr_array_set_size (self->calls, 0);
  tactus_sim_tree_remove (self->tree, self->adapter);
  simulator_wait (has_no_link, self->band, "the end of the link");
  tactus_sim_object_unref (self->adapter);
  tactus_sim_tree_remove (self->tree, self->device);
  g_clear_pointer (&self->device, tactus_sim_object_unref);
  simulator_run (20);
  g_ptr_array_set_size (self->calls, 0);

  add_adapter (self);
  self->ready = FALSE;
  simulator_wait (is_set, &self->ready, "the band to be ready again");
  expect_calls (self, "Alias=Mi Band 3 RegisterApplication RegisterAdvertisement");
}

static void
test_daemon_returns (Fixture       *self,
                     gconstpointer  data)
{
  start (self);
  set_linked (self, TRUE);
  simulator_wait (has_link, self->band, "the link");
  g_bus_unown_name (self->name_id);
  tactus_sim_tree_free (self->tree);
  g_clear_pointer (&self->adapter, tactus_sim_object_unref);
  g_clear_pointer (&self->device, tactus_sim_object_unref);
  simulator_wait (has_no_link, self->band, "the end of the link");
  simulator_run (20);
  g_ptr_array_set_size (self->calls, 0);

  self->ready = self->owned = FALSE;
  start_bluetoothd (self);
  simulator_wait (is_set, &self->ready, "the band to be ready again");
  expect_calls (self, "Alias=Mi Band 3 RegisterApplication RegisterAdvertisement");
}

static const struct {
  const char *name;
  const char *adapter;
  void      (*test) (Fixture *, gconstpointer);
} tests[] = {
  { "registers", "hci1", test_registers },
  { "registers-by-address", "00:aa:01:01:00:01", test_registers },
  { "shorter-advertisement", "hci1", test_shorter_advertisement },
  { "refused", "hci1", test_refused },
  { "no-adapter", "hci7", test_no_adapter },
  { "session", "hci1", test_session },
  { "strap", "hci1", test_strap },
  { "shared-pulse", "hci1", test_shared_pulse },
  { "vanishes", "hci1", test_vanishes },
  { "power-cycle", "hci1", test_power_cycle },
  { "adapter-returns", "hci1", test_adapter_returns },
  { "daemon-returns", "hci1", test_daemon_returns },
  { "gives-name-back", "hci1", test_gives_name_back },
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
      g_autofree char *path = g_strconcat ("/simulator/peripheral/", tests[i].name, NULL);

      g_test_add_vtable (path, sizeof (Fixture), tests[i].adapter, (GTestFixtureFunc) set_up,
                         (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
    }

  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);

  return status;
}
