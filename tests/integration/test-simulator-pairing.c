/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sensor on the virtual BlueZ that wants to be paired, an agent that is asked about it, and a
 * band whose pulse can be heard without any of that. */

#include "config.h"

#include "simulator-client.h"
#include "tactus-bluez-dbus.h"
#include "tactus-sim-bluez.h"
#include "tactus-uuids.h"

#define MANAGER        "org.bluez.AgentManager1"
#define ADAPTER        "org.bluez.Adapter1"
#define DEVICE         "org.bluez.Device1"
#define BATTERY        "org.bluez.Battery1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

#define HCI0   "/org/bluez/hci0"
#define SENSOR HCI0 "/dev_C8_0F_10_00_00_01"
#define AGENT  "/agent"

#define FAILED   "org.bluez.Error.AuthenticationFailed: Authentication Failed"
#define CANCELED "org.bluez.Error.AuthenticationCanceled: Authentication Canceled"
#define TIMEOUT  "org.bluez.Error.AuthenticationTimeout: Authentication Timeout"
#define EXISTS   "org.bluez.Error.AlreadyExists: Already Exists"
#define ABSENT   "org.bluez.Error.DoesNotExist: Does Not Exist"

/* One for all tests: its own daemon, thrown away at the end. */
static GTestDBus *bus;

/* What the person does. */
typedef enum {
  AGREE,
  REFUSE,
  CANCEL,
  SAY_NOTHING,
} Person;

typedef struct {
  GDBusConnection    *server;   /* (owned) */
  GDBusConnection    *peer;     /* (owned) */
  TactusSimBluez     *bluez;    /* (owned) */
  TactusSimBand      *band;     /* (owned) */
  SimulatorClient    *client;   /* (owned) */
  TactusBluezAgent1  *agent;    /* (owned) */
  Person              person;
  guint               passkey;  /* what they enter */
  GString            *asked;    /* (owned): "confirm 123456", "cancel", … */
  GDBusMethodInvocation *waiting; /* (owned) (nullable) */
  guint               adverts;
} Fixture;

/* ── the agent ── */

static gboolean
decide (Fixture               *self,
        GDBusMethodInvocation *invocation,
        GVariant              *yes)
{
  g_autoptr(GVariant) held = yes ? g_variant_ref_sink (yes) : NULL;

  switch (self->person)
    {
    case AGREE:
      g_dbus_method_invocation_return_value (invocation, held);
      break;
    case REFUSE:
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Rejected", "No");
      break;
    case CANCEL:
      g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Canceled", "No");
      break;
    case SAY_NOTHING:
    default:
      g_set_object (&self->waiting, invocation);
      g_object_unref (invocation);
      break;
    }

  return TRUE;
}

static gboolean
confirm_cb (Fixture               *self,
            GDBusMethodInvocation *invocation,
            const char            *device,
            guint                  passkey)
{
  g_assert_cmpstr (device, ==, SENSOR);
  g_string_append_printf (self->asked, "confirm %06u ", passkey);

  return decide (self, invocation, NULL);
}

static gboolean
enter_cb (Fixture               *self,
          GDBusMethodInvocation *invocation,
          const char            *device)
{
  g_string_append (self->asked, "enter ");

  return decide (self, invocation, g_variant_new ("(u)", self->passkey));
}

static gboolean
allow_cb (Fixture               *self,
          GDBusMethodInvocation *invocation,
          const char            *device)
{
  g_string_append (self->asked, "allow ");

  return decide (self, invocation, NULL);
}

static gboolean
show_cb (Fixture               *self,
         GDBusMethodInvocation *invocation,
         const char            *device,
         guint                  passkey,
         guint                  entered)
{
  g_string_append_printf (self->asked, "show %06u ", passkey);

  return decide (self, invocation, NULL);
}

static gboolean
cancel_cb (Fixture               *self,
           GDBusMethodInvocation *invocation)
{
  g_string_append (self->asked, "cancel ");
  g_dbus_method_invocation_return_value (invocation, NULL);

  return TRUE;
}

static void
make_agent (Fixture *self)
{
  static const struct {
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { "handle-request-confirmation", G_CALLBACK (confirm_cb) },
    { "handle-request-passkey", G_CALLBACK (enter_cb) },
    { "handle-request-authorization", G_CALLBACK (allow_cb) },
    { "handle-display-passkey", G_CALLBACK (show_cb) },
    { "handle-cancel", G_CALLBACK (cancel_cb) },
  };
  g_autoptr(GError) error = NULL;

  self->agent = tactus_bluez_agent1_skeleton_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (self->agent, handlers[i].signal, handlers[i].callback, self);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->agent), self->peer, AGENT,
                                    &error);
  g_assert_no_error (error);
}

/* ── the fixture ── */

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
fixture_open (Fixture    *self,
              const char *spec_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (spec_text, &error);
  TactusSimBluezDelays delays;

  g_assert_no_error (error);
  self->server = connect_to_bus ();
  self->peer = connect_to_bus ();
  self->bluez = tactus_sim_bluez_new (self->server);
  self->band = tactus_sim_band_new (spec);
  self->asked = g_string_new (NULL);
  tactus_sim_bluez_get_delays (self->bluez, &delays);
  delays.appear_ms = delays.connect_ms = delays.resolve_ms = delays.bond_ms = 5;
  delays.agent_ms = 200;
  tactus_sim_bluez_set_delays (self->bluez, &delays);
  tactus_sim_bluez_add_band (self->bluez, self->band);
  tactus_sim_bluez_start (self->bluez);
  simulator_wait (is_started, self->bluez, "org.bluez");
  self->client = simulator_client_new (self->peer, "org.bluez");
  make_agent (self);
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
fixture_close (Fixture *self)
{
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->agent));
  g_assert_finalize_object (self->agent);
  if (self->waiting)
    g_dbus_method_invocation_return_dbus_error (self->waiting, "org.bluez.Error.Canceled", "Late");
  simulator_client_free (self->client);
  g_assert_finalize_object (self->bluez);
  g_assert_finalize_object (self->band);
  g_string_free (self->asked, TRUE);
  close_connection (self->peer);
  close_connection (self->server);
}

static void
call (Fixture    *self,
      const char *method,
      const char *expected)
{
  simulator_client_expect (self->client, SENSOR, DEVICE, method, NULL, expected);
}

static void
register_agent (Fixture    *self,
                const char *expected)
{
  simulator_client_expect (self->client, "/org/bluez", MANAGER, "RegisterAgent",
                           g_variant_new ("(os)", AGENT, "KeyboardDisplay"), expected);
}

/* ── pairing ── */

static const struct {
  const char *name;
  const char *spec;
  Person      person;
  guint       passkey;
  const char *expected; /* of Pair */
  const char *asked;
} rows[] = {
  { "just-works", "bond=just-works", REFUSE, 0, NULL, "" },
  { "confirm", "bond=confirm,passkey=42", AGREE, 0, NULL, "confirm 000042 " },
  { "confirm-no", "bond=confirm", REFUSE, 0, FAILED, "confirm 123456 " },
  { "confirm-cancel", "bond=confirm", CANCEL, 0, CANCELED, "confirm 123456 " },
  { "confirm-silence", "bond=confirm", SAY_NOTHING, 0, TIMEOUT, "confirm 123456 cancel " },
  { "passkey", "bond=passkey,passkey=7", AGREE, 7, NULL, "enter " },
  { "passkey-wrong", "bond=passkey,passkey=7", AGREE, 8, FAILED, "enter " },
  { "display", "bond=display", AGREE, 0, NULL, "show 123456 " },
  { "allow", "bond=allow", AGREE, 0, NULL, "allow " },
  { "allow-no", "bond=allow", REFUSE, 0, FAILED, "allow " },
  { "knows-no-pairing", "bond=none", AGREE, 0, FAILED, "" },
};

static void
test_pair (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *spec = g_strconcat ("model=heart-rate-sensor,", rows[row].spec, NULL);
  Fixture fixture = { .person = rows[row].person, .passkey = rows[row].passkey };

  fixture_open (&fixture, spec);
  register_agent (&fixture, NULL);
  register_agent (&fixture, EXISTS);
  simulator_client_connect (fixture.client, SENSOR);
  call (&fixture, "Pair", rows[row].expected);
  simulator_run (10); /* the word to the agent may be under way */
  g_assert_cmpstr (fixture.asked->str, ==, rows[row].asked);
  g_assert_cmpint (tactus_sim_band_get_bonded (fixture.band), ==, rows[row].expected == NULL);
  simulator_client_wait_boolean (fixture.client, SENSOR, DEVICE, "Paired",
                                 rows[row].expected == NULL);
  if (!rows[row].expected)
    call (&fixture, "Pair", EXISTS);
  call (&fixture, "CancelPairing", ABSENT);
  fixture_close (&fixture);
}

static void
test_without_agent (void)
{
  Fixture fixture = { .person = AGREE };

  fixture_open (&fixture, "model=heart-rate-sensor,bond=confirm");
  simulator_client_connect (fixture.client, SENSOR);
  call (&fixture, "Pair", FAILED);
  register_agent (&fixture, NULL);
  simulator_client_expect (fixture.client, "/org/bluez", MANAGER, "UnregisterAgent",
                           g_variant_new ("(o)", "/another"), ABSENT);
  simulator_client_expect (fixture.client, "/org/bluez", MANAGER, "UnregisterAgent",
                           g_variant_new ("(o)", AGENT), NULL);
  call (&fixture, "Pair", FAILED);
  fixture_close (&fixture);
}

static void
pair_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  g_assert_null (reply);
  *(char **) user_data = g_dbus_error_get_remote_error (error);
}

static gboolean
is_asked (gpointer fixture)
{
  return ((Fixture *) fixture)->asked->len > 0;
}

static gboolean
has_text (gpointer text)
{
  return *(char **) text != NULL;
}

static void
start_pairing (Fixture  *self,
               char    **error_name)
{
  register_agent (self, NULL);
  simulator_client_connect (self->client, SENSOR);
  g_dbus_connection_call (self->peer, "org.bluez", SENSOR, DEVICE, "Pair", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, pair_cb, error_name);
  simulator_wait (is_asked, self, "a question");
}

static void
test_cancel (void)
{
  Fixture fixture = { .person = SAY_NOTHING };
  g_autofree char *name = NULL;

  fixture_open (&fixture, "model=heart-rate-sensor,bond=confirm");
  start_pairing (&fixture, &name);
  call (&fixture, "Pair", "org.bluez.Error.InProgress: In Progress");
  call (&fixture, "CancelPairing", NULL);
  simulator_wait (has_text, &name, "the end of the pairing");
  g_assert_cmpstr (name, ==, "org.bluez.Error.AuthenticationCanceled");
  fixture_close (&fixture);
}

static void
test_link_lost (void)
{
  Fixture fixture = { .person = SAY_NOTHING };
  g_autofree char *name = NULL;

  fixture_open (&fixture, "model=heart-rate-sensor,bond=confirm");
  start_pairing (&fixture, &name);
  tactus_sim_band_vanish (fixture.band, g_get_monotonic_time ());
  simulator_wait (has_text, &name, "the end of the pairing");
  g_assert_cmpstr (name, ==, "org.bluez.Error.AuthenticationFailed");
  fixture_close (&fixture);
}

/* What is not paired hears nothing, and then it does, also with the next link. */
static void
test_locked_until_paired (void)
{
  Fixture fixture = { .person = AGREE };
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;

  fixture_open (&fixture, "model=smart-band-9,share=on,rates=66,first=0.01");
  register_agent (&fixture, NULL);
  simulator_client_connect (fixture.client, SENSOR);
  path = simulator_client_find (fixture.client, SENSOR, TACTUS_UUID_HEART_RATE);
  simulator_client_expect (fixture.client, path, CHARACTERISTIC, "StartNotify", NULL,
                           "org.bluez.Error.Failed: Operation failed with ATT error: 0x0e");
  call (&fixture, "Pair", NULL);
  call (&fixture, "Disconnect", NULL);
  simulator_client_connect (fixture.client, SENSOR);
  simulator_client_start_notify (fixture.client, SENSOR, TACTUS_UUID_HEART_RATE);
  value = simulator_client_hear (fixture.client, TACTUS_UUID_HEART_RATE);
  g_assert_cmpstr (value, ==, "0642");

  /* Removed is forgotten. */
  simulator_client_expect (fixture.client, HCI0, ADAPTER, "RemoveDevice",
                           g_variant_new ("(o)", SENSOR), NULL);
  g_assert_false (tactus_sim_band_get_bonded (fixture.band));
  fixture_close (&fixture);
}

/* ── the battery ── */

static gboolean
has_percentage (gpointer fixture)
{
  g_autoptr(GVariant) value = simulator_client_get (((Fixture *) fixture)->client, SENSOR, BATTERY,
                                                    "Percentage");

  return value && g_variant_get_byte (value) == tactus_sim_band_get_battery (
                                                  ((Fixture *) fixture)->band);
}

static gboolean
has_no_percentage (gpointer fixture)
{
  g_autoptr(GVariant) value = simulator_client_get (((Fixture *) fixture)->client, SENSOR, BATTERY,
                                                    "Percentage");

  return value == NULL;
}

static void
test_battery (void)
{
  Fixture fixture = { .person = AGREE };
  SimulatorClient *late;

  fixture_open (&fixture, "model=heart-rate-sensor,battery=66");
  simulator_client_connect (fixture.client, SENSOR);
  simulator_wait (has_percentage, &fixture, "Battery1");
  tactus_sim_band_set_battery (fixture.band, 65, g_get_monotonic_time ());
  simulator_wait (has_percentage, &fixture, "the new level");

  /* Who comes later sees one object with both interfaces. */
  late = simulator_client_new (fixture.peer, "org.bluez");
  g_assert_true (simulator_client_get_boolean (late, SENSOR, DEVICE, "Connected"));
  simulator_client_free (late);

  call (&fixture, "Disconnect", NULL);
  simulator_wait (has_no_percentage, &fixture, "the end of Battery1");
  simulator_client_wait_object (fixture.client, SENSOR, TRUE);
  fixture_close (&fixture);
}

/* ── listening ── */

static void
changed_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         user_data)
{
  Fixture *self = user_data;
  g_autoptr(GVariant) changed = g_variant_get_child_value (parameters, 1);
  g_autoptr(GVariant) data = g_variant_lookup_value (changed, "ManufacturerData", NULL);

  if (data)
    self->adverts++;
}

static gboolean
many_adverts (gpointer fixture)
{
  return ((Fixture *) fixture)->adverts >= 5;
}

static void
scan (Fixture    *self,
      const char *filter)
{
  simulator_client_expect (self->client, HCI0, ADAPTER, "SetDiscoveryFilter",
                           g_variant_new_parsed (filter), NULL);
  simulator_client_expect (self->client, HCI0, ADAPTER, "StartDiscovery", NULL, NULL);
}

/* The changing pulse of a band is heard by those who want every advertisement, and only by them. */
static void
test_listening (void)
{
  Fixture fixture = { .person = AGREE };
  guint id;

  fixture_open (&fixture, "model=mi-band-5,share=on,rates=70:71:72:73,period=0.01");
  id = g_dbus_connection_signal_subscribe (fixture.peer, "org.bluez",
                                           "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                           SENSOR, NULL, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb,
                                           &fixture, NULL);
  scan (&fixture, "({'Transport': <'le'>},)");
  simulator_client_wait_object (fixture.client, SENSOR, TRUE);
  simulator_run (100);
  g_assert_cmpuint (fixture.adverts, <=, 1);
  simulator_client_expect (fixture.client, HCI0, ADAPTER, "StopDiscovery", NULL, NULL);
  scan (&fixture, "({'Transport': <'le'>, 'DuplicateData': <true>},)");
  simulator_wait (many_adverts, &fixture, "advertisements with another pulse");
  g_dbus_connection_signal_unsubscribe (fixture.peer, id);
  fixture_close (&fixture);
}

/* Only what is advertised passes a filter for it. */
static void
test_filter (void)
{
  Fixture fixture = { .person = AGREE };

  fixture_open (&fixture, "model=heart-rate-sensor");
  scan (&fixture, "({'UUIDs': <['fee0']>},)");
  simulator_run (50);
  simulator_client_wait_object (fixture.client, SENSOR, FALSE);
  simulator_client_expect (fixture.client, HCI0, ADAPTER, "SetDiscoveryFilter",
                           g_variant_new_parsed ("({'UUIDs': <['fee0', '180d']>},)"), NULL);
  simulator_client_wait_object (fixture.client, SENSOR, TRUE);
  fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/pairing/", rows[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_pair);
    }
  g_test_add_func ("/simulator/pairing/without-agent", test_without_agent);
  g_test_add_func ("/simulator/pairing/cancel", test_cancel);
  g_test_add_func ("/simulator/pairing/link-lost", test_link_lost);
  g_test_add_func ("/simulator/pairing/locked-until-paired", test_locked_until_paired);
  g_test_add_func ("/simulator/battery", test_battery);
  g_test_add_func ("/simulator/listening", test_listening);
  g_test_add_func ("/simulator/filter", test_filter);

  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);

  return status;
}
