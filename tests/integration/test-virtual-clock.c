/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "virtual-clock.h"

#include <sys/socket.h>
#include <time.h>

#define HOUR_US (3600 * (gint64) G_USEC_PER_SEC)
#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define INTERFACE "io.github.tactus_app.Test"

static GTestDBus *bus;

static gint64
boot_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* ── timers ── */

static gboolean
note_cb (gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, (gint64) { virtual_clock_get_us () });

  return G_SOURCE_CONTINUE;
}

static void
assert_near (gint64 value,
             gint64 expected)
{
  g_assert_cmpint (ABS (value - expected), <=, 1500);
}

/* A whole day passes, and each timer comes when it is due. */
static void
test_timers (void)
{
  g_autoptr(GArray) noon = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 began = virtual_clock_get_us ();
  guint id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, 12 * 3600, note_cb, noon, NULL);

  virtual_clock_run_us (24 * HOUR_US + G_USEC_PER_SEC);
  g_source_remove (id);
  g_assert_cmpuint (noon->len, ==, 2);
  /* g_timeout_add_seconds() may move a timer by up to a second, to keep company with others. */
  for (guint i = 0; i < noon->len; i++)
    g_assert_cmpint (ABS (g_array_index (noon, gint64, i) - began - (i + 1) * 12 * HOUR_US), <,
                     2 * G_USEC_PER_SEC);
  assert_near (virtual_clock_get_us () - began, 24 * HOUR_US + G_USEC_PER_SEC);
}

static void
test_clocks (void)
{
  gint64 wall = g_get_real_time ();
  gint64 monotonic = g_get_monotonic_time ();
  gint64 boot = boot_us ();

  g_assert_cmpint (ABS (time (NULL) - wall / G_USEC_PER_SEC), <=, 1);
  virtual_clock_run_us (MINUTE_US);
  assert_near (g_get_real_time () - wall, MINUTE_US);
  assert_near (g_get_monotonic_time () - monotonic, MINUTE_US);
  assert_near (boot_us () - boot, MINUTE_US);

  virtual_clock_sleep (8 * HOUR_US);
  assert_near (g_get_real_time () - wall, MINUTE_US + 8 * HOUR_US);
  assert_near (g_get_monotonic_time () - monotonic, MINUTE_US);
  assert_near (boot_us () - boot, MINUTE_US + 8 * HOUR_US);

  virtual_clock_set_back (9 * HOUR_US);
  assert_near (g_get_real_time () - wall, MINUTE_US - HOUR_US);
  virtual_clock_set_forward (HOUR_US);
  assert_near (g_get_real_time () - wall, MINUTE_US);
  assert_near (boot_us () - boot, MINUTE_US + 8 * HOUR_US);
}

/* Stopped, it goes on from where it is; nothing jumps. */
static void
test_flow (void)
{
  gint64 before = virtual_clock_get_us ();
  gint64 after;

  virtual_clock_stop ();
  after = virtual_clock_get_us ();
  g_assert_cmpint (after, >=, before);
  while (virtual_clock_get_us () - after < 5000)
    g_main_context_iteration (NULL, FALSE);
  virtual_clock_start ();
  before = virtual_clock_get_us ();
  g_usleep (2000);
  g_assert_cmpint (virtual_clock_get_us (), ==, before);
}

/* ── messages ── */

typedef struct {
  GDBusConnection *near; /* (owned) */
  GDBusConnection *far;  /* (owned) */
  guint delay_ms;        /* of its answers */
} Ends;

typedef struct {
  GError *error;     /* (owned) (nullable) */
  GVariant *value;   /* (owned) (nullable) */
  gint64 when_us;
  gboolean done;
} Call;

static gboolean
answer_cb (gpointer user_data)
{
  g_dbus_method_invocation_return_value (user_data, NULL);

  return G_SOURCE_REMOVE;
}

static void
method_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Ends *ends = user_data;

  if (ends->delay_ms > 0)
    g_timeout_add (ends->delay_ms, answer_cb, invocation);
  else
    answer_cb (invocation);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *call = user_data;

  call->value = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &call->error);
  call->when_us = virtual_clock_get_us ();
  call->done = TRUE;
}

static void
call (Ends       *ends,
      Call       *answer,
      const char *path,
      int         timeout_ms)
{
  g_clear_error (&answer->error);
  g_clear_pointer (&answer->value, g_variant_unref);
  answer->done = FALSE;
  g_dbus_connection_call (ends->near, g_dbus_connection_get_unique_name (ends->far), path,
                          INTERFACE, "Ask", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, timeout_ms, NULL,
                          called_cb, answer);
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
nothing_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* However short the next timer is, what is under way comes first. */
static void
check_messages (Ends *ends)
{
  static const char xml[] = "<node><interface name='" INTERFACE "'><method name='Ask'/>"
                            "</interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  Call answer = { NULL };
  gint64 began = virtual_clock_get_us ();
  guint busy = g_timeout_add (1, nothing_cb, NULL);
  guint id;

  id = g_dbus_connection_register_object (ends->far, "/here", info->interfaces[0], &vtable, ends,
                                          NULL, NULL);
  g_assert_cmpuint (id, >, 0);

  for (guint i = 0; i < 50; i++)
    {
      call (ends, &answer, "/here", -1);
      g_assert_no_error (answer.error);
      /* The connection's own thread answers for what is not there. */
      call (ends, &answer, "/nowhere", -1);
      g_assert_error (answer.error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
    }
  g_assert_cmpint (virtual_clock_get_us (), ==, began);
  g_source_remove (busy);

  /* A late answer, to one who waits no longer than by default, and to one who does. */
  ends->delay_ms = 40 * 1000;
  call (ends, &answer, "/here", -1);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  assert_near (answer.when_us - began, 25 * (gint64) G_USEC_PER_SEC);
  began = answer.when_us;
  call (ends, &answer, "/here", 50 * 1000);
  g_assert_no_error (answer.error);
  assert_near (answer.when_us - began, 40 * (gint64) G_USEC_PER_SEC);

  g_clear_pointer (&answer.value, g_variant_unref);
  g_dbus_connection_unregister_object (ends->far, id);
}

static void
close_end (GDBusConnection *connection)
{
  g_autoptr(GError) error = NULL;

  virtual_clock_remove_connection (connection);
  if (!g_dbus_connection_is_closed (connection))
    g_dbus_connection_close_sync (connection, NULL, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_assert_no_error (error);
  g_object_unref (connection);
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
  virtual_clock_add_connection (connection);

  return connection;
}

static void
test_bus (void)
{
  Ends ends = { .near = connect_to_bus (), .far = connect_to_bus () };

  check_messages (&ends);
  close_end (ends.near);
  close_end (ends.far);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(GDBusConnection **) user_data = g_dbus_connection_new_finish (result, &error);
  g_assert_no_error (error);
}

static GIOStream *
stream_for (int fd)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static void
test_peers (void)
{
  Ends ends = { NULL };
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr(GIOStream) near = NULL;
  g_autoptr(GIOStream) far = NULL;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  near = stream_for (fds[0]);
  far = stream_for (fds[1]);
  g_dbus_connection_new (far, guid, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER, NULL, NULL,
                         connected_cb, &ends.far);
  g_dbus_connection_new (near, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, NULL,
                         connected_cb, &ends.near);
  while (!ends.near || !ends.far)
    g_main_context_iteration (NULL, TRUE);
  virtual_clock_add_peers (ends.near, ends.far);

  check_messages (&ends);
  close_end (ends.near);
  close_end (ends.far);
}

/* ── threads ── */

static void
work_func (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_usleep (20000); /* of real time, as a disk takes it */
  g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(gint64 *) user_data = virtual_clock_get_us ();
}

static void
test_threads (void)
{
  gint64 began = virtual_clock_get_us ();
  guint busy = g_timeout_add (1, nothing_cb, NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GTask) task = NULL;
      gint64 done = 0;

      task = g_task_new (NULL, NULL, worked_cb, &done);
      g_task_run_in_thread (task, work_func);
      while (done == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (done, ==, began);
    }
  g_source_remove (busy);
}

static gboolean
release_cb (gpointer user_data)
{
  virtual_clock_release ();

  return G_SOURCE_REMOVE;
}

static void
test_hold (void)
{
  gint64 began;
  guint id = g_timeout_add_seconds (3600, nothing_cb, NULL);

  virtual_clock_hold ();
  began = virtual_clock_get_us ();
  g_assert_false (g_main_context_iteration (NULL, TRUE));
  g_assert_cmpint (virtual_clock_get_us (), ==, began);
  g_idle_add (release_cb, NULL);
  virtual_clock_run_us (HOUR_US / 2);
  assert_near (virtual_clock_get_us () - began, HOUR_US / 2);
  g_source_remove (id);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/virtual-clock/timers", test_timers);
  g_test_add_func ("/virtual-clock/clocks", test_clocks);
  g_test_add_func ("/virtual-clock/flow", test_flow);
  g_test_add_func ("/virtual-clock/bus", test_bus);
  g_test_add_func ("/virtual-clock/peers", test_peers);
  g_test_add_func ("/virtual-clock/threads", test_threads);
  g_test_add_func ("/virtual-clock/hold", test_hold);

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  virtual_clock_start ();
  status = g_test_run ();
  virtual_clock_stop ();
  g_test_dbus_down (bus);
  g_clear_object (&bus);

  return status;
}
