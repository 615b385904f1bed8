/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

/* A bench with a band on the air that BlueZ has not seen yet. */
static TactusSimBand *
bench_unseen (Bench *bench)
{
  TactusSimBand *band = bench_add_band (bench, BAND);

  bench_start (bench);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);

  return band;
}

static gboolean
scan (Bench   *bench,
      guint    duration_ms,
      GError **error)
{
  g_auto(Answer) answer = { NULL };

  tactus_bluez_client_scan_async (bench->client, duration_ms, NULL, answer_cb, &answer);
  return answer_scan (&answer, error);
}

static void
until_quiet (Bench *bench)
{
  UNTIL (!tactus_bluez_client_get_scanning (bench->client));
  UNTIL (!tactus_sim_bluez_get_discovering (bench->bluez, 0));
}

static void
test_finds (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  g_assert_null (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS));

  tactus_bluez_client_scan_async (bench->client, 60000, cancellable, answer_cb, &answer);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  UNTIL (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS) != NULL);

  /* To cancel is to have seen enough; the list is complete then. */
  g_cancellable_cancel (cancellable);
  g_assert_true (answer_scan (&answer, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (tactus_bluez_client_get_devices (bench->client)), ==,
                    1);
  until_quiet (bench);
  g_assert_cmpuint (bench_sent (bench, "SetDiscoveryFilter"), ==, 1);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 1);
  g_assert_cmpuint (bench_sent (bench, "StopDiscovery"), ==, 1);

  bench_free (bench);
}

static void
test_bounded (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  g_assert_true (scan (bench, 20, &error));
  g_assert_no_error (error);
  until_quiet (bench);

  /* 0 is no time at all, not for ever. */
  g_assert_true (scan (bench, 0, &error));
  g_assert_no_error (error);
  until_quiet (bench);

  bench_free (bench);
}

static void
test_cancelled_before (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  g_cancellable_cancel (cancellable);
  tactus_bluez_client_scan_async (bench->client, 60000, cancellable, answer_cb, &answer);
  g_assert_true (answer_scan (&answer, &error));
  g_assert_no_error (error);
  until_quiet (bench);
  UNTIL (bench_sent (bench, "StopDiscovery") == bench_sent (bench, "StartDiscovery"));

  bench_free (bench);
}

/* Two who want to scan share one session, which ends with the longer wish. */
static void
test_prolonged (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) longer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  tactus_bluez_client_scan_async (bench->client, 60000, cancellable, answer_cb, &longer);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  g_assert_true (scan (bench, 20, &error));
  g_assert_no_error (error);
  g_assert_null (longer.result);
  g_assert_true (tactus_bluez_client_get_scanning (bench->client));

  g_cancellable_cancel (cancellable);
  g_assert_true (answer_scan (&longer, &error));
  g_assert_no_error (error);
  until_quiet (bench);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 1);

  bench_free (bench);
}

static void
test_busy (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);

  /* A session of ours was left over: stopped, and started again. */
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY, 1);
  g_assert_true (scan (bench, 50, &error));
  g_assert_no_error (error);
  until_quiet (bench);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 2);

  /* The controller refuses for good: no second retry. */
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY, -1);
  g_assert_false (scan (bench, 60000, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 4);

  /* And the next scan has its own retry. */
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_BUSY, 1);
  g_assert_true (scan (bench, 50, &error));
  g_assert_no_error (error);

  bench_free (bench);
}

static void
test_not_ready (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_DISCOVERY_NOT_READY, 1);
  g_assert_false (scan (bench, 60000, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);

  bench_free (bench);
}

static void
test_not_possible (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GError) error = NULL;

  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_NO_SERVICE);
  g_assert_false (scan (bench, 60000, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);

  bench_free (bench);
}

typedef enum { SPOIL_POWER, SPOIL_UNPLUG, SPOIL_DAEMON, N_SPOILS } Spoil;

static void
spoil (Bench *bench,
       Spoil  how)
{
  switch (how)
    {
    case SPOIL_POWER:
      tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
      break;
    case SPOIL_UNPLUG:
      tactus_sim_bluez_unplug (bench->bluez, 0);
      break;
    case SPOIL_DAEMON:
      tactus_sim_bluez_stop (bench->bluez);
      break;
    case N_SPOILS:
    default:
      g_assert_not_reached ();
    }
}

static void
mend (Bench *bench,
      Spoil  how)
{
  switch (how)
    {
    case SPOIL_POWER:
      tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
      break;
    case SPOIL_UNPLUG:
      tactus_sim_bluez_plug (bench->bluez, 0, TRUE);
      break;
    case SPOIL_DAEMON:
      bench_start (bench);
      break;
    case N_SPOILS:
    default:
      g_assert_not_reached ();
    }
}

/* The ground goes from under a scan that runs, or that is only starting; afterwards scanning works
 * again, with the filter set anew. */
static void
test_spoiled (void)
{
  static const TactusBluezError codes[] = {
    [SPOIL_POWER] = TACTUS_BLUEZ_ERROR_ADAPTER_OFF,
    [SPOIL_UNPLUG] = TACTUS_BLUEZ_ERROR_NO_ADAPTER,
    [SPOIL_DAEMON] = TACTUS_BLUEZ_ERROR_NO_SERVICE,
  };

  for (guint i = 0; i < 2 * N_SPOILS; i++)
    {
      Spoil how = i % N_SPOILS;
      gboolean starting = i >= N_SPOILS;
      Bench *bench = bench_new ();
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;
      guint filters;

      g_test_message ("%u%s", how, starting ? ", starting" : "");
      bench_unseen (bench);
      tactus_bluez_client_scan_async (bench->client, 60000, NULL, answer_cb, &answer);
      if (starting)
        UNTIL (bench_sent (bench, "SetDiscoveryFilter") == 1);
      else
        UNTIL (tactus_bluez_client_get_scanning (bench->client));
      spoil (bench, how);
      g_assert_false (answer_scan (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) codes[how]);
      g_clear_error (&error);
      g_assert_false (tactus_bluez_client_get_scanning (bench->client));

      mend (bench, how);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
      filters = bench_sent (bench, "SetDiscoveryFilter");
      g_assert_true (scan (bench, 20, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (bench_sent (bench, "SetDiscoveryFilter"), ==, filters + 1);

      bench_free (bench);
    }
}

/* BlueZ takes RSSI away when a scan ends; what it found is kept until the next one starts. */
static void
test_rssi (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_unseen (bench);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezDevice *device;

  tactus_sim_band_set_rssi (band, -60);
  tactus_bluez_client_scan_async (bench->client, 60000, cancellable, answer_cb, &answer);
  UNTIL ((device = tactus_bluez_client_lookup (bench->client, BAND_ADDRESS)) != NULL);
  UNTIL (tactus_bluez_device_get_rssi (device) == -60);
  tactus_sim_band_set_rssi (band, -80);
  UNTIL (tactus_bluez_device_get_rssi (device) == -80);
  g_cancellable_cancel (cancellable);
  g_assert_true (answer_scan (&answer, &error));
  until_quiet (bench);
  g_assert_cmpint (tactus_bluez_device_get_rssi (device), ==, -80);

  tactus_sim_band_vanish (band, g_get_monotonic_time ());
  g_assert_true (scan (bench, 50, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tactus_bluez_device_get_rssi (device), ==, TACTUS_RSSI_UNKNOWN);

  bench_free (bench);
}

/* A scan is over by itself, also if nobody cares any more. */
static void
test_let_go (void)
{
  Bench *bench = bench_new ();
  TactusBluezClient *client;
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  client = g_steal_pointer (&bench->client);
  tactus_bluez_client_scan_async (client, 30, NULL, answer_cb, &answer);
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_unref (client);
  g_assert_true (answer_scan (&answer, &error));
  g_assert_no_error (error);
  g_assert_null (client);
  UNTIL (!tactus_sim_bluez_get_discovering (bench->bluez, 0));

  bench_free (bench);
}

/* ── listening ── */

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
answer_listen (Answer  *answer,
               GError **error)
{
  gboolean ok;

  UNTIL (answer->result != NULL);
  ok = tactus_bluez_client_listen_finish (TACTUS_BLUEZ_CLIENT (answer->source), answer->result,
                                          error);
  answer_clear (answer);

  return ok;
}

/* Every advertisement is told, also one that says nothing new, which takes a session of its own
 * kind; a scan that is on goes on in it. */
static void
test_listen (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) enough = g_cancellable_new ();
  g_autoptr(GCancellable) quiet = g_cancellable_new ();
  g_auto(Answer) scanned = { NULL };
  g_auto(Answer) listened = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezDevice *device;
  guint heard = 0;

  bench_unseen (bench);
  tactus_bluez_client_scan_async (bench->client, 60000, enough, answer_cb, &scanned);
  UNTIL (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS) != NULL);
  device = tactus_bluez_client_lookup (bench->client, BAND_ADDRESS);
  g_assert_cmpint (tactus_bluez_device_get_advertised (device), >, 0);
  g_signal_connect_swapped (device, "advertised", G_CALLBACK (count_cb), &heard);

  tactus_bluez_client_listen_async (bench->client, quiet, answer_cb, &listened);
  UNTIL (heard >= 2);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 2);
  g_assert_null (scanned.result);

  g_cancellable_cancel (quiet);
  g_assert_true (answer_listen (&listened, &error));
  g_assert_no_error (error);
  UNTIL (bench_sent (bench, "StartDiscovery") == 3);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  g_cancellable_cancel (enough);
  g_assert_true (answer_scan (&scanned, &error));
  g_assert_no_error (error);
  until_quiet (bench);
  g_signal_handlers_disconnect_by_data (device, &heard);

  bench_free (bench);
}

/* A connection that opens has the radio to itself; then the scan goes on. */
static void
test_listen_pauses (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) quiet = g_cancellable_new ();
  g_auto(Answer) listened = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;

  bench_ready (bench);
  tactus_bluez_client_listen_async (bench->client, quiet, answer_cb, &listened);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  connection = bench_open (bench);
  g_assert_null (listened.result);
  g_assert_cmpuint (bench_sent (bench, "StopDiscovery"), ==, 1);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));

  bench_close (connection);
  g_cancellable_cancel (quiet);
  g_assert_true (answer_listen (&listened, &error));
  g_assert_no_error (error);
  until_quiet (bench);

  bench_free (bench);
}

static void
test_listen_off (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) listened = { NULL };
  g_autoptr(GError) error = NULL;

  bench_unseen (bench);
  tactus_bluez_client_listen_async (bench->client, NULL, answer_cb, &listened);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  g_assert_false (answer_listen (&listened, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);
  g_clear_error (&error);

  tactus_bluez_client_listen_async (bench->client, NULL, answer_cb, &listened);
  g_assert_false (answer_listen (&listened, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);

  bench_free (bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/scan/finds", test_finds);
  g_test_add_func ("/bluez/scan/bounded", test_bounded);
  g_test_add_func ("/bluez/scan/cancelled-before", test_cancelled_before);
  g_test_add_func ("/bluez/scan/prolonged", test_prolonged);
  g_test_add_func ("/bluez/scan/busy", test_busy);
  g_test_add_func ("/bluez/scan/not-ready", test_not_ready);
  g_test_add_func ("/bluez/scan/not-possible", test_not_possible);
  g_test_add_func ("/bluez/scan/spoiled", test_spoiled);
  g_test_add_func ("/bluez/scan/rssi", test_rssi);
  g_test_add_func ("/bluez/scan/let-go", test_let_go);

  g_test_add_func ("/bluez/scan/listen", test_listen);
  g_test_add_func ("/bluez/scan/listen-pauses", test_listen_pauses);
  g_test_add_func ("/bluez/scan/listen-off", test_listen_off);

  return bench_run ();
}
