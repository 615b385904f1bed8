/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

#define AUTH "00000009-0000-3512-2118-0009af100700"
#define HEART "00002a37-0000-1000-8000-00805f9b34fb"
#define ABSENT "0000abcd-0000-1000-8000-00805f9b34fb"

/* Where an opening can be stopped, and what holds it there. */
typedef enum {
  STAGE_FIND,    /* the band is not on the air */
  STAGE_CONNECT, /* Connect has no answer */
  STAGE_LATE,    /* the link is up, Connect has no answer yet */
  STAGE_RESOLVE, /* the services are never resolved */
  STAGE_SETTLE,  /* they are resolved, but empty */
  N_STAGES,
} Stage;

static const char * const required[] = { AUTH, NULL };

static gboolean
is_connected (Bench *bench)
{
  TactusBluezDevice *device = tactus_bluez_client_lookup (bench->client, BAND_ADDRESS);

  return device != NULL && tactus_bluez_device_get_connected (device);
}

/* Makes a bench, and starts an opening that comes as far as @stage. */
static Bench *
bench_at_stage (Stage         stage,
                GCancellable *cancellable,
                Answer       *answer)
{
  static const TactusSimBluezFault faults[] = {
    [STAGE_CONNECT] = TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER,
    [STAGE_LATE] = TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE,
    [STAGE_RESOLVE] = TACTUS_SIM_BLUEZ_FAULT_RESOLVED_NEVER,
    [STAGE_SETTLE] = TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY,
  };
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_ready (bench);

  g_test_message ("stage %d", stage);
  if (stage == STAGE_FIND)
    {
      tactus_sim_band_vanish (band, g_get_monotonic_time ());
      tactus_sim_bluez_forget (bench->bluez, band);
      UNTIL (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS) == NULL);
    }
  else
    {
      tactus_sim_bluez_set_fault_full (bench->bluez, faults[stage], 1, NULL, NULL, 60000);
    }

  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, cancellable, answer_cb,
                                      answer);

  if (stage == STAGE_FIND)
    UNTIL (tactus_bluez_client_get_scanning (bench->client));
  else
    UNTIL (bench_sent (bench, "Connect") == 1);
  if (stage > STAGE_CONNECT)
    UNTIL (is_connected (bench));

  return bench;
}

/* Whatever happened, nothing is left of it, and the next attempt works. */
static void
assert_clean (Bench *bench)
{
  TactusSimBand *band = tactus_sim_bluez_get_band (bench->bluez, 0);
  TactusBluezConnection *connection;

  UNTIL (!tactus_sim_band_get_connected (band));
  for (TactusSimBluezFault fault = 0; fault < TACTUS_SIM_N_BLUEZ_FAULTS; fault++)
    tactus_sim_bluez_set_fault (bench->bluez, fault, 0); /* those that had no time to strike */
  tactus_sim_band_come_back (band);
  connection = bench_open (bench);
  g_assert_true (tactus_bluez_connection_has (connection, AUTH));
  bench_close (connection);
  g_assert_false (tactus_sim_band_get_connected (band));
  bench_free (bench);
}

static void
test_known (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_ready (bench);
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;

  tactus_bluez_connection_open_async (bench->client, "c8:0f:10:00:00:01", required, NULL, answer_cb,
                                      &answer);
  connection = answer_open (&answer, &error);
  g_assert_no_error (error);
  g_assert_true (tactus_sim_band_get_connected (band));
  g_assert_true (tactus_bluez_connection_is_open (connection));
  g_assert_true (tactus_bluez_connection_has (connection, AUTH));
  g_assert_false (tactus_bluez_connection_has (connection, ABSENT));
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 0);
  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 1);

  bench_close (connection);
  g_assert_false (tactus_sim_band_get_connected (band));
  bench_free (bench);
}

/* A device that BlueZ does not know is looked for, and the scan has stopped before Connect. */
static void
test_unknown (void)
{
  Bench *bench = bench_new ();
  TactusBluezConnection *connection;

  bench_add_band (bench, BAND);
  bench_start (bench);
  bench_client (bench, NULL);

  /* Asked before anything is known: it waits for that, too. */
  connection = bench_open (bench);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 1);
  g_assert_cmpuint (bench_sent (bench, "StopDiscovery"), ==, 1);
  g_assert_false (tactus_sim_bluez_get_discovering (bench->bluez, 0));

  bench_close (connection);
  bench_free (bench);
}

static void
test_ends_scan (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) scan = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;
  guint scans;

  bench_ready (bench);
  tactus_bluez_client_scan_async (bench->client, 60000, NULL, answer_cb, &scan);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  connection = bench_open (bench);
  g_assert_true (answer_scan (&scan, &error));
  g_assert_no_error (error);
  g_assert_false (tactus_sim_bluez_get_discovering (bench->bluez, 0));

  /* Once it is open, scanning is nobody's harm. */
  scans = bench_sent (bench, "StartDiscovery");
  tactus_bluez_client_scan_async (bench->client, 20, NULL, answer_cb, &scan);
  g_assert_true (answer_scan (&scan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, scans + 1);

  bench_close (connection);
  bench_free (bench);
}

/* A scan that is asked for while a connection is made begins after that. */
static void
test_delays_scan (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_auto(Answer) scan = { NULL };
  Bench *bench = bench_at_stage (STAGE_CONNECT, cancellable, &answer);
  g_autoptr(GError) error = NULL;

  tactus_bluez_client_scan_async (bench->client, 30, NULL, answer_cb, &scan);
  g_assert_true (answer_scan (&scan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 0);

  tactus_bluez_client_scan_async (bench->client, 60000, NULL, answer_cb, &scan);
  g_cancellable_cancel (cancellable);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  UNTIL (tactus_bluez_client_get_scanning (bench->client));
  tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
  g_assert_false (answer_scan (&scan, &error));

  bench_free (bench);
}

static void
test_adopted (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_ready (bench);
  TactusBluezConnection *first = bench_open (bench);
  TactusBluezConnection *second = bench_open (bench);

  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 1);

  /* Nobody closes it: the link was there before, and stays. */
  g_assert_finalize_object (second);
  g_assert_true (tactus_bluez_connection_is_open (first));
  g_assert_true (tactus_sim_band_get_connected (band));

  bench_close (first);
  bench_free (bench);
}

/* A link that we made and that its owner forgot is taken down. */
static void
test_forgotten (void)
{
  Bench *bench = bench_new ();
  TactusSimBand *band = bench_ready (bench);

  g_assert_finalize_object (bench_open (bench));
  UNTIL (!tactus_sim_band_get_connected (band));

  bench_free (bench);
}

static void
test_refused (void)
{
  static const struct {
    const char *name;
    const char *message;
    TactusBluezError code;
  } refusals[] = {
    { "org.bluez.Error.Failed", "le-connection-abort-by-local", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
    { "org.bluez.Error.Failed", "Software caused connection abort",
      TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
    { "org.bluez.Error.Failed", "br-connection-canceled", TACTUS_BLUEZ_ERROR_DISCONNECTED },
    { "org.bluez.Error.Failed", "le-connection-concurrent-connection-limit",
      TACTUS_BLUEZ_ERROR_BUSY },
    { "org.bluez.Error.Failed", "le-connection-key-missing", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING },
    { "org.bluez.Error.NotReady", "Resource Not Ready", TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
    { "org.bluez.Error.Failed", "Input/output error", TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
    { "org.freedesktop.DBus.Error.AccessDenied", "no", TACTUS_BLUEZ_ERROR_NOT_ALLOWED },
    { "org.freedesktop.DBus.Error.NoReply", "late", TACTUS_BLUEZ_ERROR_TIMED_OUT },
    { "org.bluez.Error.New", "?", TACTUS_BLUEZ_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      Bench *bench = bench_new ();
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", refusals[i].message);
      bench_ready (bench);
      tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS, 1,
                                       refusals[i].name, refusals[i].message, 0);
      tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                          &answer);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) refusals[i].code);
      g_assert_nonnull (strstr (error->message, refusals[i].message));
      g_assert_nonnull (strstr (error->message, BAND_ADDRESS));

      assert_clean (bench);
    }
}

/* "Already connected" is no failure, if it is true. */
static void
test_already_connected (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  SHORTEN (bench, settle_ms, 30);
  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS, 1,
                                   "org.bluez.Error.AlreadyConnected", "Already Connected", 0);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);

  SHORTEN (bench, settle_ms, 20000);
  assert_clean (bench);
}

/* Runs in the thread of the connection. */
static GDBusMessage *
garble_cb (GDBusConnection *connection,
           GDBusMessage    *message,
           gboolean         incoming,
           gpointer         user_data)
{
  GDBusMessage *copy;

  if (incoming || g_strcmp0 (g_dbus_message_get_signature (message), "v") != 0)
    return message;

  copy = g_dbus_message_copy (message, NULL);
  g_dbus_message_set_body (copy, g_variant_new ("(i)", 1));
  g_object_unref (message);
  g_atomic_int_inc ((int *) user_data);

  return copy;
}

/* Asked whether there is a link, the daemon answers something else. */
static void
test_garbled_link (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  int garbled = 0;
  guint filter_id;

  bench_ready (bench);
  SHORTEN (bench, settle_ms, 300);
  filter_id = g_dbus_connection_add_filter (bench->far, garble_cb, &garbled, NULL);
  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS, 1,
                                   "org.bluez.Error.AlreadyConnected", "Already Connected", 0);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
  g_assert_cmpint (g_atomic_int_get (&garbled), >, 0);
  g_dbus_connection_remove_filter (bench->far, filter_id);

  SHORTEN (bench, settle_ms, 20000);
  assert_clean (bench);
}

/* What holds back the answer, and takes Connected out of the signals, as BlueZ 5.66 does. */
typedef struct {
  GMutex lock;
  GDBusMessage *answer; /* (owned) (nullable) */
  gboolean told;
} Slow;

/* Returns: (transfer full): the same signal without Connected */
static GDBusMessage *
leave_out_connected (GDBusMessage *message)
{
  const char *interface;
  g_autoptr(GVariant) changed = NULL;
  g_autoptr(GVariant) gone = NULL;
  g_auto(GVariantDict) dict;
  GDBusMessage *copy;

  g_variant_get (g_dbus_message_get_body (message), "(&s@a{sv}@as)", &interface, &changed, &gone);
  g_variant_dict_init (&dict, changed);
  g_variant_dict_remove (&dict, "Connected");
  copy = g_dbus_message_copy (message, NULL);
  g_dbus_message_set_body (copy, g_variant_new ("(s@a{sv}@as)", interface,
                                                g_variant_dict_end (&dict), gone));
  g_object_unref (message);

  return copy;
}

/* Runs in the thread of the connection. */
static GDBusMessage *
slow_cb (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         user_data)
{
  Slow *slow = user_data;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&slow->lock);

  if (incoming || slow->told)
    return message;

  if (g_strcmp0 (g_dbus_message_get_member (message), "PropertiesChanged") == 0)
    return leave_out_connected (message);

  if (slow->answer || g_strcmp0 (g_dbus_message_get_signature (message), "v") != 0)
    return message;

  slow->answer = message;
  return NULL;
}

static gboolean
is_held_back (Slow *slow)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&slow->lock);

  return slow->answer != NULL;
}

static void
send_answer (Bench *bench,
             Slow  *slow)
{
  g_autoptr(GDBusMessage) answer = NULL;

  g_mutex_lock (&slow->lock);
  answer = g_steal_pointer (&slow->answer);
  slow->told = TRUE;
  g_mutex_unlock (&slow->lock);
  g_assert_true (g_dbus_connection_send_message (bench->far, answer,
                                                 G_DBUS_SEND_MESSAGE_FLAGS_PRESERVE_SERIAL, NULL,
                                                 NULL));
}

static void
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Connect has answered, and whether there is a link is told only long after it is doubted: a daemon
 * that is busy with a hundred services, on a slow machine. */
static void
test_told_late (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;
  gboolean passed = FALSE;
  Slow slow = { .told = FALSE };
  guint filter_id;

  g_mutex_init (&slow.lock);
  bench_ready (bench);
  SHORTEN (bench, settle_ms, 30);
  filter_id = g_dbus_connection_add_filter (bench->far, slow_cb, &slow, NULL);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  UNTIL (is_held_back (&slow));
  g_timeout_add_once (200, passed_cb, &passed);
  UNTIL (passed);
  g_assert_null (answer.result);

  SHORTEN (bench, settle_ms, 20000);
  send_answer (bench, &slow);
  connection = answer_open (&answer, &error);
  g_assert_no_error (error);
  bench_close (connection);

  g_dbus_connection_remove_filter (bench->far, filter_id);
  bench_free (bench);
  g_mutex_clear (&slow.lock);
}

/* Another attempt is under way: it is waited for, then cancelled, then tried once ourselves. */
static void
test_in_progress (void)
{
  static const char * const errors[][2] = {
    { "org.bluez.Error.InProgress", "In Progress" },
    { "org.bluez.Error.Failed", "Operation already in progress" },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (errors); i++)
    {
      gboolean for_ever = i % 2;
      Bench *bench = bench_new ();
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusBluezConnection) connection = NULL;

      bench_ready (bench);
      SHORTEN (bench, connect_ms, 200);
      tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_FAILS,
                                       for_ever ? -1 : 1, errors[i / 2][0], errors[i / 2][1], 0);
      tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                          &answer);
      connection = answer_open (&answer, &error);
      g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 2);
      g_assert_cmpuint (bench_sent (bench, "Disconnect"), ==, 1);
      if (for_ever)
        {
          g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
        }
      else
        {
          g_assert_no_error (error);
          bench_close (g_steal_pointer (&connection));
        }

      bench_free (bench);
    }
}

/* Somebody else's attempt succeeds: its link is used. */
static void
test_foreign (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_auto(Answer) other = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;
  TactusSimBluezDelays delays;

  bench_ready (bench);
  tactus_sim_bluez_get_delays (bench->bluez, &delays);
  delays.connect_ms = 100;
  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  g_dbus_connection_call (bench->near, "org.bluez", "/org/bluez/hci0/dev_C8_0F_10_00_00_01",
                          "org.bluez.Device1", "Connect", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, answer_cb, &other);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  connection = answer_open (&answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 2);
  g_assert_cmpuint (bench_sent (bench, "Disconnect"), ==, 0);
  UNTIL (other.result != NULL);

  bench_close (connection);
  bench_free (bench);
}

static void
test_timed_out (void)
{
  static const TactusBluezError codes[] = {
    [STAGE_FIND] = TACTUS_BLUEZ_ERROR_OUT_OF_RANGE,
    [STAGE_CONNECT] = TACTUS_BLUEZ_ERROR_TIMED_OUT,
    [STAGE_LATE] = TACTUS_BLUEZ_ERROR_TIMED_OUT,
    [STAGE_RESOLVE] = TACTUS_BLUEZ_ERROR_TIMED_OUT,
    [STAGE_SETTLE] = TACTUS_BLUEZ_ERROR_MISSING,
  };

  for (Stage stage = 0; stage < N_STAGES; stage++)
    {
      Bench *bench = bench_new ();
      TactusSimBand *band = bench_ready (bench);
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;

      g_test_message ("stage %d", stage);
      switch (stage)
        {
        case STAGE_FIND:
          SHORTEN (bench, find_ms, 50);
          tactus_sim_band_vanish (band, g_get_monotonic_time ());
          tactus_sim_bluez_forget (bench->bluez, band);
          UNTIL (tactus_bluez_client_lookup (bench->client, BAND_ADDRESS) == NULL);
          break;
        case STAGE_CONNECT:
          SHORTEN (bench, connect_ms, 50);
          tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER, 1);
          break;
        case STAGE_LATE:
          SHORTEN (bench, connect_ms, 50);
          tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_CONNECT_LATE, 1,
                                           NULL, NULL, 60000);
          break;
        case STAGE_RESOLVE:
          SHORTEN (bench, resolve_ms, 50);
          tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_NEVER, 1);
          break;
        case STAGE_SETTLE:
          SHORTEN (bench, settle_ms, 50);
          tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EMPTY, 1);
          break;
        case N_STAGES:
        default:
          g_assert_not_reached ();
        }

      tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                          &answer);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) codes[stage]);
      if (stage == STAGE_SETTLE)
        g_assert_nonnull (strstr (error->message, AUTH));
      g_assert_false (tactus_sim_band_get_connected (band));

      tactus_bluez_client_set_deadlines (bench->client, &tactus_bluez_default_deadlines);
      assert_clean (bench);
    }
}

static void
test_cancelled (void)
{
  for (Stage stage = 0; stage < N_STAGES; stage++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Answer) answer = { NULL };
      Bench *bench = bench_at_stage (stage, cancellable, &answer);
      g_autoptr(GError) error = NULL;

      g_cancellable_cancel (cancellable);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (tactus_sim_band_get_connected (tactus_sim_bluez_get_band (bench->bluez, 0)));

      assert_clean (bench);
    }
}

static void
test_cancelled_before (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  g_cancellable_cancel (cancellable);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, NULL, cancellable, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  assert_clean (bench);
}

/* Cancelled after every number of turns of the main loop: no moment is special. */
static void
test_cancelled_anywhere (void)
{
  for (guint turns = 0; turns < 120; turns++)
    {
      Bench *bench = bench_new ();
      TactusSimBand *band = bench_ready (bench);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusBluezConnection) connection = NULL;

      tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, cancellable,
                                          answer_cb, &answer);
      for (guint i = 0; i < turns && answer.result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      connection = answer_open (&answer, &error);
      if (connection)
        bench_close (g_steal_pointer (&connection));
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (tactus_sim_band_get_connected (band));

      bench_free (bench);
    }
}

static void
test_daemon_dies (void)
{
  for (Stage stage = 0; stage < N_STAGES; stage++)
    {
      g_auto(Answer) answer = { NULL };
      Bench *bench = bench_at_stage (stage, NULL, &answer);
      g_autoptr(GError) error = NULL;

      tactus_sim_bluez_stop (bench->bluez);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);

      bench_start (bench);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
      assert_clean (bench);
    }
}

static void
test_adapter_off (void)
{
  for (Stage stage = 0; stage < N_STAGES; stage++)
    {
      g_auto(Answer) answer = { NULL };
      Bench *bench = bench_at_stage (stage, NULL, &answer);
      g_autoptr(GError) error = NULL;

      tactus_sim_bluez_set_powered (bench->bluez, 0, FALSE);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_ADAPTER_OFF);

      tactus_sim_bluez_set_powered (bench->bluez, 0, TRUE);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
      assert_clean (bench);
    }
}

static void
test_adapter_unplugged (void)
{
  for (Stage stage = 0; stage < N_STAGES; stage++)
    {
      g_auto(Answer) answer = { NULL };
      Bench *bench = bench_at_stage (stage, NULL, &answer);
      g_autoptr(GError) error = NULL;

      tactus_sim_bluez_unplug (bench->bluez, 0);
      g_assert_null (answer_open (&answer, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_ADAPTER);

      tactus_sim_bluez_plug (bench->bluez, 0, TRUE);
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
      assert_clean (bench);
    }
}

/* The object goes while Connect runs: looked for again, once. */
static void
test_expired (void)
{
  Bench *bench = bench_new ();
  TactusBluezConnection *connection;

  bench_ready (bench);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL, 1);
  connection = bench_open (bench);
  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 2);
  g_assert_cmpuint (bench_sent (bench, "StartDiscovery"), ==, 1);
  bench_close (connection);

  bench_free (bench);
}

/* … but not for ever. */
static void
test_expires_again (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_REMOVED_DURING_CALL, -1);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED);
  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 2);

  assert_clean (bench);
}

/* An object that answers to nothing, and is never taken away: the search ends. */
static void
test_unknown_object (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  SHORTEN (bench, find_ms, 50);
  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_UNKNOWN_OBJECT, -1);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_OUT_OF_RANGE);
  g_assert_cmpuint (bench_sent (bench, "Connect"), ==, 1);

  assert_clean (bench);
}

/* ServicesResolved overtakes the objects. */
static void
test_resolved_early (void)
{
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;

  bench_ready (bench);
  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY, 1, NULL,
                                   NULL, 100);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  connection = answer_open (&answer, &error);
  g_assert_no_error (error);
  g_assert_true (tactus_bluez_connection_has (connection, AUTH));
  bench_close (connection);

  bench_free (bench);
}

static void
test_missing (void)
{
  static const char * const wanted[] = { AUTH, ABSENT, NULL };
  Bench *bench = bench_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  SHORTEN (bench, settle_ms, 30);
  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, wanted, NULL, answer_cb,
                                      &answer);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, ABSENT));

  SHORTEN (bench, settle_ms, 20000);
  assert_clean (bench);
}

/* What should be there and need not be is waited for, for a while. */
static void
settle (Bench        *bench,
        const char   *uuid,
        GCancellable *cancellable,
        GError      **error)
{
  const char * const wanted[] = { AUTH, uuid, NULL };
  g_auto(Answer) answer = { NULL };
  TactusBluezConnection *connection;

  tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                      &answer);
  connection = answer_open (&answer, error);
  g_assert_no_error (*error);
  tactus_bluez_connection_settle_async (connection, wanted, cancellable, answer_cb, &answer);
  if (cancellable)
    g_cancellable_cancel (cancellable);
  UNTIL (answer.result != NULL);
  g_assert_cmpint (tactus_bluez_connection_settle_finish (connection, answer.result, error), ==,
                   *error == NULL);
  answer_clear (&answer);
  g_assert_cmpint (tactus_bluez_connection_has (connection, uuid), ==, *error == NULL);
  bench_close (connection);
}

static void
test_settle (void)
{
  Bench *bench = bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  bench_ready (bench);
  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_RESOLVED_EARLY, 1, HEART,
                                   NULL, 200);
  settle (bench, HEART, NULL, &error);
  g_assert_no_error (error);

  settle (bench, ABSENT, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  SHORTEN (bench, settle_ms, 300);
  settle (bench, ABSENT, NULL, &error);
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, ABSENT));

  bench_free (bench);
}

/* The adapter that has the link is the one to use, whatever the order. */
static void
test_several_adapters (void)
{
  for (guint i = 0; i < 2; i++)
    {
      Bench *bench = bench_new ();
      TactusSimBand *band = bench_add_band (bench, BAND);
      TactusBluezConnection *connection;

      tactus_sim_bluez_plug (bench->bluez, 1, TRUE);
      bench_start (bench);
      tactus_sim_bluez_remember (bench->bluez, band);
      bench_client (bench, i == 0 ? NULL : "hci1");
      bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);

      connection = bench_open (bench);
      tactus_sim_bluez_unplug (bench->bluez, i == 0 ? 1 : 0);
      g_assert_true (tactus_bluez_connection_is_open (connection));
      bench_close (connection);

      bench_free (bench);
    }
}

static void
test_wrong_types (void)
{
  static const char * const properties[] = {
    "Adapter", "Connected", "ServicesResolved", "UUID", "Service", "Device", "Flags", "MTU",
  };
  guint handler = bench_allow_type_warnings ();

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      Bench *bench = bench_new ();
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusBluezConnection) connection = NULL;

      g_test_message ("%s", properties[i]);
      tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES, -1,
                                       properties[i], NULL, 0);
      bench_ready (bench);
      SHORTEN (bench, settle_ms, 50);
      SHORTEN (bench, resolve_ms, 50);
      SHORTEN (bench, disconnect_ms, 100);
      tactus_bluez_connection_open_async (bench->client, BAND_ADDRESS, required, NULL, answer_cb,
                                          &answer);
      connection = answer_open (&answer, &error);
      if (connection)
        {
          tactus_bluez_connection_get_payload (connection, AUTH);
          bench_close (g_steal_pointer (&connection));
        }
      else
        {
          g_assert_cmpint (error->domain, ==, TACTUS_BLUEZ_ERROR);
        }

      bench_free (bench);
    }

  bench_forbid_type_warnings (handler);
}

static void
test_peer_to_peer (void)
{
  Bench *bench = bench_new_peer ();
  TactusBluezConnection *connection;

  bench_ready (bench);
  connection = bench_open (bench);
  bench_close (connection);

  bench_free (bench);
}

/* The client may be let go of while it works. */
static void
test_let_go (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  Bench *bench = bench_at_stage (STAGE_CONNECT, cancellable, &answer);
  TactusBluezClient *client = g_steal_pointer (&bench->client);
  g_autoptr(GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_unref (client);
  g_assert_nonnull (client);
  g_cancellable_cancel (cancellable);
  g_assert_null (answer_open (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (client);

  bench_free (bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/open/known", test_known);
  g_test_add_func ("/bluez/open/unknown", test_unknown);
  g_test_add_func ("/bluez/open/ends-scan", test_ends_scan);
  g_test_add_func ("/bluez/open/delays-scan", test_delays_scan);
  g_test_add_func ("/bluez/open/adopted", test_adopted);
  g_test_add_func ("/bluez/open/forgotten", test_forgotten);
  g_test_add_func ("/bluez/open/refused", test_refused);
  g_test_add_func ("/bluez/open/already-connected", test_already_connected);
  g_test_add_func ("/bluez/open/garbled-link", test_garbled_link);
  g_test_add_func ("/bluez/open/told-late", test_told_late);
  g_test_add_func ("/bluez/open/in-progress", test_in_progress);
  g_test_add_func ("/bluez/open/foreign", test_foreign);
  g_test_add_func ("/bluez/open/timed-out", test_timed_out);
  g_test_add_func ("/bluez/open/cancelled", test_cancelled);
  g_test_add_func ("/bluez/open/cancelled-before", test_cancelled_before);
  g_test_add_func ("/bluez/open/cancelled-anywhere", test_cancelled_anywhere);
  g_test_add_func ("/bluez/open/daemon-dies", test_daemon_dies);
  g_test_add_func ("/bluez/open/adapter-off", test_adapter_off);
  g_test_add_func ("/bluez/open/adapter-unplugged", test_adapter_unplugged);
  g_test_add_func ("/bluez/open/expired", test_expired);
  g_test_add_func ("/bluez/open/expires-again", test_expires_again);
  g_test_add_func ("/bluez/open/unknown-object", test_unknown_object);
  g_test_add_func ("/bluez/open/resolved-early", test_resolved_early);
  g_test_add_func ("/bluez/open/missing", test_missing);
  g_test_add_func ("/bluez/open/settle", test_settle);
  g_test_add_func ("/bluez/open/several-adapters", test_several_adapters);
  g_test_add_func ("/bluez/open/wrong-types", test_wrong_types);
  g_test_add_func ("/bluez/open/peer-to-peer", test_peer_to_peer);
  g_test_add_func ("/bluez/open/let-go", test_let_go);

  return bench_run ();
}
