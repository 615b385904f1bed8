/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

/* What the state has been since the client was made. */
static void
note_state_cb (GObject    *client,
               GParamSpec *pspec,
               gpointer    user_data)
{
  TactusBluezState state = tactus_bluez_client_get_state (TACTUS_BLUEZ_CLIENT (client));

  g_array_append_val ((GArray *) user_data, state);
}

static GArray *
note_states (TactusBluezClient *client)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (TactusBluezState));

  g_signal_connect_data (client, "notify::state", G_CALLBACK (note_state_cb), states,
                         (GClosureNotify) (void *) g_array_unref, 0);
  return g_array_ref (states);
}

#define assert_states(states, ...)                                        \
  G_STMT_START                                                            \
    {                                                                     \
      const TactusBluezState expected_[] = { __VA_ARGS__ };               \
      g_assert_cmpmem ((states)->data,                                    \
                       (states)->len * sizeof (TactusBluezState),         \
                       expected_, sizeof expected_);                      \
    }                                                                     \
  G_STMT_END

static GError *
wait_for (TactusBluezClient *client,
          guint              timeout_ms)
{
  g_auto(Answer) answer = { NULL };
  GError *error = NULL;

  tactus_bluez_client_wait_async (client, timeout_ms, NULL, answer_cb, &answer);
  answer_wait (&answer, &error);

  return error;
}

static void
test_without_bus (void)
{
  TactusBluezClient *client = tactus_bluez_client_new_without_bus ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (tactus_bluez_client_get_state (client), ==, TACTUS_BLUEZ_STATE_NO_SERVICE);
  g_assert_cmpuint (g_list_model_get_n_items (tactus_bluez_client_get_devices (client)), ==, 0);
  g_assert_null (tactus_bluez_client_lookup (client, BAND_ADDRESS));
  error = wait_for (client, 1000);
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);

  g_assert_finalize_object (client);
}

static void
test_closed_bus (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };

  bench_ready (bench);
  g_dbus_connection_close (bench->near, NULL, answer_cb, &answer);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  UNTIL (answer.result != NULL);
  UNTIL (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)) == 0);

  bench_free (bench);
}

static void
test_no_service (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_client (bench, NULL);
  g_assert_cmpint (tactus_bluez_client_get_state (bench->client), ==, TACTUS_BLUEZ_STATE_STARTING);
  error = wait_for (bench->client, 20000);
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);

  /* It notices the start by itself. */
  bench_start (bench);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);

  bench_free (bench);
}

static void
test_not_allowed (void)
{
  Bench *bench = bench_new ();

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NOT_ALLOWED);

  bench_free (bench);
}

static void
hold_call_cb (GDBusConnection       *connection,
              const char            *sender,
              const char            *path,
              const char            *interface,
              const char            *method,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation,
              gpointer               user_data)
{
  *(GDBusMethodInvocation **) user_data = invocation;
}

/* A daemon that hangs is none; when it answers after all, it is one. */
static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_late_daemon (void)
{
  static const char xml[] =
    "<node><interface name='org.freedesktop.DBus.ObjectManager'>"
    "<method name='GetManagedObjects'>"
    "<arg name='objects' type='a{oa{sa{sv}}}' direction='out'/>"
    "</method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = hold_call_cb };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  GDBusMethodInvocation *invocation = NULL;
  Bench *bench = bench_new ();
  gboolean owned = FALSE;
  guint object_id, name_id;

  object_id = g_dbus_connection_register_object (bench->far, "/", node->interfaces[0], &vtable,
                                                 &invocation, NULL, NULL);
  name_id = g_bus_own_name_on_connection (bench->far, "org.bluez", G_BUS_NAME_OWNER_FLAGS_NONE,
                                          owned_cb, NULL, &owned, NULL);
  UNTIL (owned);
  bench_client (bench, NULL);
  UNTIL (invocation != NULL);
  g_assert_cmpint (tactus_bluez_client_get_state (bench->client), ==, TACTUS_BLUEZ_STATE_STARTING);
  SHORTEN (bench, property_ms, 30);
  SHORTEN (bench, power_ms, 30);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{oa{sa{sv}}})", NULL));
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_ADAPTER);

  g_bus_unown_name (name_id);
  g_dbus_connection_unregister_object (bench->far, object_id);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  bench_free (bench);
}

static void
test_no_adapter (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GArray) states = NULL;

  tactus_sim_bluez_unplug (bench->bluez, 0);
  bench_start (bench);
  bench_client (bench, NULL);
  states = note_states (bench->client);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_ADAPTER);

  /* One that is plugged in has no power for a moment: that is not yet "off". */
  tactus_sim_bluez_plug (bench->bluez, 0, FALSE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_STARTING);
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  tactus_sim_bluez_unplug (bench->bluez, 0);
  UNTIL (states->len >= 4);

  /* The grace of the plugging still runs: it may be a reset of the hardware. */
  assert_states (states, TACTUS_BLUEZ_STATE_NO_ADAPTER, TACTUS_BLUEZ_STATE_STARTING,
                 TACTUS_BLUEZ_STATE_READY, TACTUS_BLUEZ_STATE_STARTING);

  bench_free (bench);
}

static void
test_stays_off (void)
{
  Bench *bench = bench_new ();

  tactus_sim_bluez_unplug (bench->bluez, 0);
  bench_start (bench);
  bench_client (bench, NULL);
  SHORTEN (bench, power_ms, 20);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_ADAPTER);

  tactus_sim_bluez_plug (bench->bluez, 0, FALSE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_STARTING);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);
  tactus_sim_bluez_unplug (bench->bluez, 0);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_ADAPTER);

  bench_free (bench);
}

/* What had its power was switched off by somebody, however soon: it is not about to come.  A scan
 * that is cut off by it says why, and not that anything took too long. */
static void
test_off_soon (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GArray) states = NULL;
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  states = note_states (bench->client);
  bench_start (bench);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  tactus_bluez_client_scan_async (bench->client, 20000, NULL, answer_cb, &answer);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  g_assert_false (answer_scan (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);
  g_clear_error (&error);

  /* One that is taken away in the same moment may be a reset of the hardware. */
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  tactus_bluez_client_scan_async (bench->client, 20000, NULL, answer_cb, &answer);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  tactus_sim_bluez_unplug (bench->bluez, 0);
  g_assert_false (answer_scan (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_STARTING);

  bench_free (bench);
}

static void
test_off_and_blocked (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GArray) states = NULL;

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  bench_start (bench);
  bench_client (bench, NULL);
  states = note_states (bench->client);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);

  tactus_sim_bluez_set_blocked (bench->bluez, 0, TRUE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_BLOCKED);
  tactus_sim_bluez_set_blocked (bench->bluez, 0, FALSE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);

  assert_states (states, TACTUS_BLUEZ_STATE_OFF, TACTUS_BLUEZ_STATE_BLOCKED,
                 TACTUS_BLUEZ_STATE_OFF, TACTUS_BLUEZ_STATE_READY);

  bench_free (bench);
}

static gboolean
power_on (Bench   *bench,
          GError **error)
{
  g_auto(Answer) answer = { NULL };

  tactus_bluez_client_power_on_async (bench->client, NULL, answer_cb, &answer);
  return answer_power_on (&answer, error);
}

static void
test_power_on (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);

  /* rfkill says no. */
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_POWER_BLOCKED, 1);
  g_assert_false (power_on (bench, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BLOCKED);
  g_clear_error (&error);

  /* Somebody else is switching it on, and never gets there. */
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY, 1);
  SHORTEN (bench, property_ms, 30);
  g_assert_false (power_on (bench, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT);
  g_clear_error (&error);
  SHORTEN (bench, property_ms, 20000);

  g_assert_true (power_on (bench, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tactus_bluez_client_get_state (bench->client), ==, TACTUS_BLUEZ_STATE_READY);

  /* It is on: nothing to do. */
  g_assert_true (power_on (bench, &error));
  g_assert_no_error (error);

  bench_free (bench);
}

static void
test_power_on_busy (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY, 1);
  tactus_bluez_client_power_on_async (bench->client, NULL, answer_cb, &answer);
  tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
  g_assert_true (answer_power_on (&answer, &error));
  g_assert_no_error (error);

  bench_free (bench);
}

static void
test_power_on_cancelled (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_POWER_BUSY, -1);
  tactus_bluez_client_power_on_async (bench->client, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_power_on (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  bench_free (bench);
}

static void
test_power_on_without_adapter (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  g_assert_false (power_on (bench, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);

  bench_free (bench);
}

static void
test_wait (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  /* A daemon that starts has its adapters a moment later. */
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  tactus_sim_bluez_unplug (bench->bluez, 0);
  bench_start (bench);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_STARTING);

  error = wait_for (bench->client, 20);
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);
  g_clear_error (&error);

  tactus_bluez_client_wait_async (bench->client, 20000, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_wait (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  tactus_bluez_client_wait_async (bench->client, 20000, NULL, answer_cb, &answer);
  tactus_sim_bluez_plug (bench->bluez, 0, TRUE);
  g_assert_true (answer_wait (&answer, &error));
  g_assert_no_error (error);

  /* It is ready: the wait is over before it began. */
  error = wait_for (bench->client, 20000);
  g_assert_no_error (error);

  bench_free (bench);
}

static void
test_restart (void)
{
  Bench *bench = bench_new ();
  GListModel *devices;
  g_autoptr(GArray) states = NULL;
  TactusSimBand *band = bench_ready (bench);

  devices = tactus_bluez_client_get_devices (bench->client);
  states = note_states (bench->client);
  UNTIL (g_list_model_get_n_items (devices) == 1);

  for (guint i = 0; i < 3; i++)
    {
      tactus_sim_bluez_stop (bench->bluez);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
      g_assert_cmpuint (g_list_model_get_n_items (devices), ==, 0);
      g_assert_null (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS));

      bench_start (bench);
      tactus_sim_bluez_remember (bench->bluez, band);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
      UNTIL (g_list_model_get_n_items (devices) == 1);
    }

  g_assert_cmpuint (states->len, ==, 6);

  bench_free (bench);
}

static void
test_peer_to_peer (void)
{
  Bench *bench = bench_new_peer ();
  GListModel *devices;
  g_auto(Answer) answer = { NULL };

  bench_ready (bench);
  devices = tactus_bluez_client_get_devices (bench->client);
  UNTIL (g_list_model_get_n_items (devices) == 1);

  g_dbus_connection_close (bench->far, NULL, answer_cb, &answer);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  g_assert_cmpuint (g_list_model_get_n_items (devices), ==, 0);
  UNTIL (answer.result != NULL);

  bench_free (bench);
}

static void
test_best_adapter (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_add_band (bench, BAND);

  /* The first one has no power, the second has. */
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  tactus_sim_bluez_plug (bench->bluez, 1, TRUE);
  bench_start (bench);
  tactus_sim_bluez_remember (bench->bluez, band);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);

  /* One device, however many adapters know it. */
  UNTIL (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)) == 1);

  tactus_sim_bluez_unplug (bench->bluez, 1);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);
  UNTIL (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)) == 1);
  tactus_sim_bluez_unplug (bench->bluez, 0);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_ADAPTER);
  UNTIL (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)) == 0);

  bench_free (bench);
}

static void
test_chosen_adapter (void)
{
  static const struct {
    const char *adapter;
    TactusBluezState state;
    guint devices;
  } choices[] = {
    { "hci0", TACTUS_BLUEZ_STATE_OFF, 1 },
    { "hci1", TACTUS_BLUEZ_STATE_READY, 1 },
    { "00:AA:01:00:00:00", TACTUS_BLUEZ_STATE_OFF, 1 },
    { "00:aa:01:00:00:01", TACTUS_BLUEZ_STATE_READY, 1 },
    { "hci7", TACTUS_BLUEZ_STATE_NO_ADAPTER, 0 },
    { "hci", TACTUS_BLUEZ_STATE_NO_ADAPTER, 0 },
    { "", TACTUS_BLUEZ_STATE_NO_ADAPTER, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      Bench *bench = bench_new ();
      TactusSimBand *band = bench_add_band (bench, BAND);
      GListModel *devices;

      tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
      tactus_sim_bluez_plug (bench->bluez, 1, TRUE);
      bench_start (bench);
      tactus_sim_bluez_remember (bench->bluez, band);
      bench_client (bench, choices[i].adapter);
      bench_until_state (bench, choices[i].state);
      devices = tactus_bluez_client_get_devices (bench->client);
      g_assert_cmpuint (g_list_model_get_n_items (devices), ==, choices[i].devices);

      bench_free (bench);
    }
}

static void
test_device (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_ready (bench);
  TactusBluezDevice *device = tactus_bluez_client_lookup (bench->client, "c8:0f:10:00:00:01");
  g_autoptr(TactusBluezDevice) kept = NULL;
  g_autoptr(GBytes) manufacturer = NULL;
  g_autoptr(GBytes) expected = tactus_sim_band_get_manufacturer_data (band);
  g_autoptr(GBytes) service = NULL;

  g_assert_nonnull (device);
  g_assert_null (tactus_bluez_client_lookup (bench->client, "C8:0F:10:00:00:02"));
  g_assert_null (tactus_bluez_client_lookup (bench->client, "no address"));

  g_assert_cmpstr (tactus_bluez_device_get_address (device), ==, BAND_ADDRESS);
  g_assert_cmpstr (tactus_bluez_device_get_name (device), ==, "Mi Band 3");
  g_assert_cmpint (tactus_bluez_device_get_rssi (device), ==, tactus_sim_band_get_rssi (band));
  g_assert_false (tactus_bluez_device_get_connected (device));
  g_assert_true (tactus_bluez_device_has_service (device, "0000FEE0-0000-1000-8000-00805f9b34fb"));
  g_assert_false (tactus_bluez_device_has_service (device, "0000180f-0000-1000-8000-00805f9b34fb"));

  manufacturer = tactus_bluez_device_get_manufacturer_data (device, 0x0157);
  g_assert_true (g_bytes_equal (manufacturer, expected));
  g_assert_null (tactus_bluez_device_get_manufacturer_data (device, 0x004c));
  service = tactus_bluez_device_get_service_data (device, "0000fee0-0000-1000-8000-00805f9b34fb");
  g_assert_cmpuint (g_bytes_get_size (service), ==, 4);
  g_assert_null (tactus_bluez_device_get_service_data (device, "fee0"));

  /* A device that is gone can still be asked by who shows it. */
  kept = g_object_ref (device);
  tactus_sim_bluez_forget (bench->bluez, band);
  UNTIL (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)) == 0);
  g_assert_cmpstr (tactus_bluez_device_get_name (kept), ==, "Mi Band 3");
  g_assert_cmpint (tactus_bluez_device_get_rssi (kept), ==, TACTUS_RSSI_UNKNOWN);

  bench_free (bench);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *count)
{
  *count += 1;
}

/* Hundreds that come and go make few changes of the list. */
static void
test_many_devices (void)
{
  enum { N = 300 };
  Bench *bench = bench_new ();
  GListModel *devices;
  guint changes = 0;

  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  devices = tactus_bluez_client_get_devices (bench->client);
  g_signal_connect (devices, "items-changed", G_CALLBACK (count_cb), &changes);

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *spec = g_strdup_printf ("model=mi-band-3,address=C8:0F:10:01:%02X:%02X",
                                               i / 256, i % 256);

      tactus_sim_bluez_remember (bench->bluez, bench_add_band (bench, spec));
    }

  UNTIL (g_list_model_get_n_items (devices) == N);
  g_assert_cmpuint (changes, <, N / 10);

  changes = 0;
  for (guint i = 0; i < N; i++)
    tactus_sim_bluez_forget (bench->bluez, tactus_sim_bluez_get_band (bench->bluez, i));
  UNTIL (g_list_model_get_n_items (devices) == 0);
  g_assert_cmpuint (changes, <, N / 10);

  bench_free (bench);
}

static gboolean
remove_band (Bench         *bench,
             GCancellable  *cancellable,
             GError       **error)
{
  g_auto(Answer) answer = { NULL };

  tactus_bluez_client_remove_device_async (bench->client, BAND_ADDRESS, cancellable, answer_cb,
                                           &answer);
  return answer_remove (&answer, error);
}

static void
test_remove (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  bench_ready (bench);

  g_cancellable_cancel (cancellable);
  g_assert_false (remove_band (bench, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (remove_band (bench, NULL, &error));
  g_assert_no_error (error);
  UNTIL (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS) == NULL);

  /* Nothing left to remove. */
  g_assert_true (remove_band (bench, NULL, &error));
  g_assert_no_error (error);

  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_OFF);
  g_assert_false (remove_band (bench, NULL, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);

  bench_free (bench);
}

/* Whatever type a property has, the worst is that it is not known. */
static void
test_wrong_types (void)
{
  static const char * const properties[] = {
    NULL, "Address", "Adapter", "Name", "Alias", "RSSI", "UUIDs", "ManufacturerData",
    "ServiceData", "Paired", "Connected", "ServicesResolved", "PowerState",
  };

  guint handler = bench_allow_type_warnings ();

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      Bench *bench = bench_new ();
      TactusSimBand *band = bench_add_band (bench, BAND);
      TactusBluezDevice *device;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", properties[i] ? properties[i] : "all");
      tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES, -1,
                                       properties[i], NULL, 0);
      bench_start (bench);
      tactus_sim_bluez_remember (bench->bluez, band);
      bench_client (bench, NULL);
      error = wait_for (bench->client, 20000);
      if (properties[i])
        g_assert_no_error (error);
      else
        g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);

      device = tactus_bluez_client_lookup (bench->client, BAND_ADDRESS);
      if (device)
        {
          tactus_bluez_device_get_name (device);
          tactus_bluez_device_has_service (device, "0000fee0-0000-1000-8000-00805f9b34fb");
          g_bytes_unref (tactus_bluez_device_get_manufacturer_data (device, 0x0157));
          g_bytes_unref (tactus_bluez_device_get_service_data (
            device, "0000fee0-0000-1000-8000-00805f9b34fb"));
        }
      else
        {
          g_assert_true (properties[i] == NULL || g_str_equal (properties[i], "Address"));
        }

      bench_free (bench);
    }

  bench_forbid_type_warnings (handler);
}

/* Who lets go at once leaves nothing behind, at whatever moment. */
static void
test_let_go (void)
{
  Bench *bench = bench_new ();

  bench_start (bench);
  for (guint turns = 0; turns < 30; turns++)
    {
      bench_client (bench, NULL);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_finalize_object (g_steal_pointer (&bench->client));
    }

  /* GDBus subscribes in a thread of its own, and complains if the bus is closed under it: a client
   * that comes after the others is ready after them. */
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  bench_free (bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/client/without-bus", test_without_bus);
  g_test_add_func ("/bluez/client/closed-bus", test_closed_bus);
  g_test_add_func ("/bluez/client/no-service", test_no_service);
  g_test_add_func ("/bluez/client/not-allowed", test_not_allowed);
  g_test_add_func ("/bluez/client/late-daemon", test_late_daemon);
  g_test_add_func ("/bluez/client/no-adapter", test_no_adapter);
  g_test_add_func ("/bluez/client/stays-off", test_stays_off);
  g_test_add_func ("/bluez/client/off-soon", test_off_soon);
  g_test_add_func ("/bluez/client/off-and-blocked", test_off_and_blocked);
  g_test_add_func ("/bluez/client/power-on", test_power_on);
  g_test_add_func ("/bluez/client/power-on-busy", test_power_on_busy);
  g_test_add_func ("/bluez/client/power-on-cancelled", test_power_on_cancelled);
  g_test_add_func ("/bluez/client/power-on-without-adapter", test_power_on_without_adapter);
  g_test_add_func ("/bluez/client/wait", test_wait);
  g_test_add_func ("/bluez/client/restart", test_restart);
  g_test_add_func ("/bluez/client/peer-to-peer", test_peer_to_peer);
  g_test_add_func ("/bluez/client/best-adapter", test_best_adapter);
  g_test_add_func ("/bluez/client/chosen-adapter", test_chosen_adapter);
  g_test_add_func ("/bluez/client/device", test_device);
  g_test_add_func ("/bluez/client/many-devices", test_many_devices);
  g_test_add_func ("/bluez/client/remove", test_remove);
  g_test_add_func ("/bluez/client/wrong-types", test_wrong_types);
  g_test_add_func ("/bluez/client/let-go", test_let_go);

  return bench_run ();
}
