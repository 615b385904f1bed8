/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program tactus-simulator, as a script runs it. */

#include "config.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#include "simulator-client.h"
#include "tactus-uuids.h"

#define BAND   "/org/bluez/hci0/dev_C8_0F_10_00_00_01"
#define KEY    "000102030405060708090a0b0c0d0e0f"

static GTestDBus *bus;

/* ── the program ── */

static const char *
program (void)
{
  return g_getenv ("TACTUS_SIMULATOR");
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(char **) user_data =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (*(char **) user_data);
}

static gboolean
has_pointer (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
expect_line (GDataInputStream *lines,
             const char       *expected)
{
  g_autofree char *line = NULL;

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, &line);
  simulator_wait (has_pointer, &line, expected);
  g_assert_cmpstr (line, ==, expected);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
expect_end (GSubprocess *process,
            int          status)
{
  gboolean ended = FALSE;

  g_subprocess_wait_async (process, NULL, waited_cb, &ended);
  simulator_wait (is_set, &ended, "the program to end");
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
}

static GSubprocess *
spawn (const char * const *argv)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (argv,
                                            G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                            G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                            G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);

  g_assert_no_error (error);

  return process;
}

static void
type (GSubprocess *process,
      const char  *text)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);
}

/* ── the tests ── */

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
test_session (void)
{
  const char * const argv[] = {
    program (), "--virtual", "--bus", g_test_dbus_get_bus_address (bus),
    "--band", "model=mi-band-3,name=\"A, b\"", NULL,
  };
  g_autoptr(GSubprocess) process = spawn (argv);
  g_autoptr(GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr(GDBusConnection) connection = connect_to_bus ();
  SimulatorClient *client;

  expect_line (lines, "{\"event\":\"ready\",\"model\":\"mi-band-3\",\"name\":\"A, b\","
                      "\"address\":\"C8:0F:10:00:00:01\"}");

  client = simulator_client_new (connection, "org.bluez");
  simulator_client_connect (client, BAND);
  expect_line (lines, "{\"event\":\"connected\",\"address\":\"C8:0F:10:00:00:01\"}");
  simulator_client_start_notify (client, BAND, TACTUS_UUID_AUTH);
  simulator_client_write (client, BAND, TACTUS_UUID_AUTH, "request", "0100" KEY, NULL);
  expect_line (lines, "{\"event\":\"tap-asked\",\"address\":\"C8:0F:10:00:00:01\"}");
  type (process, "nonsense\nC8:0F:10:00:00:01 tap\n");
  expect_line (lines, "{\"event\":\"key-set\",\"address\":\"C8:0F:10:00:00:01\"}");
  type (process, "vanish\n");
  expect_line (lines, "{\"event\":\"disconnected\",\"address\":\"C8:0F:10:00:00:01\"}");
  simulator_client_free (client);

  type (process, "quit\n");
  expect_end (process, 0);
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

static void
test_signal (void)
{
  const char * const argv[] = {
    program (), "--virtual", "--bus", g_test_dbus_get_bus_address (bus), NULL,
  };
  g_autoptr(GSubprocess) process = spawn (argv);
  g_autoptr(GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  expect_line (lines, "{\"event\":\"ready\",\"model\":\"mi-band-3\",\"name\":\"Mi Band 3\","
                      "\"address\":\"C8:0F:10:00:00:01\"}");
  /* The end of its input is not its own. */
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  simulator_run (50);
  g_assert_nonnull (g_subprocess_get_identifier (process));
  g_subprocess_send_signal (process, SIGTERM);
  expect_end (process, 0);
}

static const struct {
  const char *name;
  const char *arguments[4];
  int         status;
  const char *complaint;
} refusals[] = {
  { "nothing", { NULL }, 2, "Say either --virtual or --peripheral." },
  { "both", { "--virtual", "--peripheral" }, 2, "Say either --virtual or --peripheral." },
  { "unknown-option", { "--bogus" }, 2, "Unknown option --bogus" },
  { "argument", { "--virtual", "more" }, 2, "There are no arguments, only options." },
  { "bad-band", { "--virtual", "--band", "model=x" }, 2, "There is no model \"x\"" },
  { "bad-key", { "--virtual", "--band", "key=303132" }, 2, "Not a value for \"key\"" },
  { "adapter", { "--virtual", "--adapter", "hci0" }, 2, "--adapter goes with --peripheral." },
  { "no-bus", { "--virtual", "--bus", "unix:path=/nonexistent" }, 1, "No message bus" },
};

static void
test_refusal (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  const char *argv[6] = { program () };
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *complaint = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refusals[row].arguments); i++)
    argv[i + 1] = refusals[row].arguments[i];
  process = spawn (argv);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, NULL);

  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, refusals[row].status);
  g_assert_nonnull (strstr (complaint, refusals[row].complaint));
  g_assert_null (strstr (complaint, "303132"));
}

static void
test_no_bluetoothd (void)
{
  const char * const argv[] = {
    program (), "--peripheral", "--bus", g_test_dbus_get_bus_address (bus), NULL,
  };
  g_autoptr(GSubprocess) process = spawn (argv);
  g_autofree char *complaint = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (complaint, "Nobody owns org.bluez"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/simulator/program/session", test_session);
  g_test_add_func ("/simulator/program/signal", test_signal);
  g_test_add_func ("/simulator/program/no-bluetoothd", test_no_bluetoothd);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/program/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refusal);
    }

  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);

  return status;
}
