/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ctl-rig.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Longer than anything takes on a busy machine. */
#define WATCHDOG_MS 60000

/* ── waiting ── */

static gboolean
watchdog_cb (gpointer user_data)
{
  g_error ("Waited too long for %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

void
ctl_wait_until (CtlCondition  condition,
                gpointer      data,
                const char   *what)
{
  guint watchdog_id = g_timeout_add (WATCHDOG_MS, watchdog_cb, (gpointer) what);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (watchdog_id);
}

/* ── the rig ── */

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
is_started (gpointer data)
{
  return tactus_sim_bluez_is_started (data);
}

static GDBusConnection *
connect_to (GTestDBus *bus)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection;

  connection = g_dbus_connection_new_for_address_sync
    (g_test_dbus_get_bus_address (bus),
     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
     NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

CtlRig *
ctl_rig_new_without_radio (void)
{
  CtlRig *rig = g_new0 (CtlRig, 1);
  g_autoptr(GError) error = NULL;

  rig->dir = g_dir_make_tmp ("tactus-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  rig->key_file = g_build_filename (rig->dir, "keys", NULL);
  rig->events = g_hash_table_new (NULL, NULL);
  rig->values = g_hash_table_new (NULL, NULL);

  return rig;
}

CtlRig *
ctl_rig_new (void)
{
  static const TactusSimBluezDelays delays = {
    .appear_ms = 50,
    .connect_ms = 10,
    .resolve_ms = 10,
    .operation_ms = 1,
    .disconnect_ms = 20,
    .unreachable_ms = 500,
    .temporary_ms = 30000,
    .bond_ms = 10,
    .agent_ms = 60000,
  };
  CtlRig *rig = ctl_rig_new_without_radio ();

  rig->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (rig->bus);
  rig->connection = connect_to (rig->bus);
  rig->bluez = tactus_sim_bluez_new (rig->connection);
  tactus_sim_bluez_set_delays (rig->bluez, &delays);
  tactus_sim_bluez_start (rig->bluez);
  ctl_wait_until (is_started, rig->bluez, "the virtual BlueZ");

  return rig;
}

static void
stop_radio (CtlRig *rig)
{
  tactus_sim_bluez_stop (rig->bluez);
  g_object_unref (rig->bluez);
  g_dbus_connection_close_sync (rig->connection, NULL, NULL);
  g_object_unref (rig->connection);
  g_test_dbus_stop (rig->bus);
  g_object_unref (rig->bus);
}

void
ctl_rig_free (CtlRig *rig)
{
  if (rig->bus)
    stop_radio (rig);
  remove_tree (rig->dir);
  g_hash_table_unref (rig->events);
  g_hash_table_unref (rig->values);
  g_free (rig->key_file);
  g_free (rig->dir);
  g_free (rig);
}

static void
happened_cb (TactusSimBand *band,
             int            event,
             int            value,
             CtlRig        *rig)
{
  gpointer key = GINT_TO_POINTER (event + 1);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (rig->events, key));

  g_hash_table_insert (rig->events, key, GUINT_TO_POINTER (count + 1));
  g_hash_table_insert (rig->values, key, GINT_TO_POINTER (value));
}

int
ctl_rig_get_value (CtlRig         *rig,
                   TactusSimEvent  event)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (rig->values, GINT_TO_POINTER (event + 1), NULL, &value))
    return -1;

  return GPOINTER_TO_INT (value);
}

typedef struct {
  CtlRig *rig;
  TactusSimEvent event;
  int value;
} Expected;

static gboolean
has_come (gpointer data)
{
  Expected *expected = data;

  return ctl_rig_get_value (expected->rig, expected->event) == expected->value;
}

void
ctl_rig_await (CtlRig         *rig,
               TactusSimEvent  event,
               int             value)
{
  Expected expected = { rig, event, value };

  ctl_wait_until (has_come, &expected, tactus_sim_event_to_text (event));
}

static gboolean
is_free (gpointer data)
{
  return !tactus_sim_band_get_connected (data);
}

void
ctl_rig_await_free (TactusSimBand *band)
{
  ctl_wait_until (is_free, band, "the band to be let go");
}

void
ctl_rig_pair (CtlRig        *rig,
              TactusSimBand *band)
{
  g_autofree char *arguments = g_strdup_printf ("pair %s --json",
                                                tactus_sim_band_get_address (band));
  g_autoptr(CtlRun) run = ctl_run (rig, arguments);

  g_assert_cmpint (run->status, ==, 0);
  ctl_rig_await_free (band);
}

guint
ctl_rig_count (CtlRig         *rig,
               TactusSimEvent  event)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (rig->events, GINT_TO_POINTER (event + 1)));
}

TactusSimBand *
ctl_rig_add (CtlRig     *rig,
             const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, &error);
  g_autoptr(TactusSimBand) band = NULL;

  g_assert_no_error (error);
  band = tactus_sim_band_new (spec);
  g_signal_connect (band, "happened", G_CALLBACK (happened_cb), rig);
  tactus_sim_bluez_add_band (rig->bluez, band);

  return band; /* the service keeps it */
}

/* ── a run ── */

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CtlRun *run = user_data;
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (run->process) && !run->killed)
    g_error ("tactusctl was ended by signal %d, having said: %s%s",
             g_subprocess_get_term_sig (run->process), run->out->str, run->err->str);
  run->status = run->killed ? 128 + SIGKILL : g_subprocess_get_exit_status (run->process);
  run->pending--;
}

typedef struct {
  CtlRun *run;
  GString *text;
} Reading;

static void read_on (Reading      *reading,
                     GInputStream *stream);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);
  gsize size;
  const char *data;

  /* Closed under us: a test that stops reading. */
  if (!bytes || g_bytes_get_size (bytes) == 0)
    {
      reading->run->pending--;
      g_free (reading);
      return;
    }

  data = g_bytes_get_data (bytes, &size);
  g_string_append_len (reading->text, data, (gssize) size);
  read_on (reading, G_INPUT_STREAM (source));
}

static void
read_on (Reading      *reading,
         GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, 4096, G_PRIORITY_DEFAULT, NULL, read_cb, reading);
}

static void
start_reading (CtlRun       *run,
               GString      *text,
               GInputStream *stream)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->run = run;
  reading->text = text;
  run->pending++;
  read_on (reading, stream);
}

static void
set_folders (GSubprocessLauncher *launcher,
             CtlRig              *rig)
{
  g_autofree char *runtime = g_build_filename (rig->dir, "run", NULL);

  g_mkdir_with_parents (runtime, 0700);
  g_subprocess_launcher_setenv (launcher, "HOME", rig->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", rig->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", runtime, TRUE);
}

static GSubprocessLauncher *
create_launcher (CtlRig     *rig,
                 const char *input)
{
  GSubprocessLauncher *launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
                               (input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0));

  /* Nothing of the machine's is touched: no bus, no display, no folder. */
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "G_MESSAGES_DEBUG");
  if (rig)
    set_folders (launcher, rig);
  if (rig && rig->debug)
    g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", rig->debug, TRUE);
  if (rig && rig->session)
    g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", rig->session, TRUE);

  return launcher;
}

static char **
split_arguments (CtlRig     *rig,
                 const char *arguments)
{
  g_autoptr(GString) line = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  char **words;

  if (g_str_has_prefix (arguments, CTL_HEAD))
    {
      g_string_append (line, "bash -c '\"$@\" | head -n 1; exit ${PIPESTATUS[0]}' bash ");
      arguments += strlen (CTL_HEAD);
    }
  if (g_str_has_prefix (arguments, CTL_CLOSED))
    {
      g_string_append (line, "sh -c '\"$@\" >&-' sh ");
      arguments += strlen (CTL_CLOSED);
    }
  if (g_str_has_prefix (arguments, CTL_LITTLE_ROOM))
    {
      g_string_append (line, "sh -c 'trap \"\" XFSZ; ulimit -f 200; exec \"$@\"' sh ");
      arguments += strlen (CTL_LITTLE_ROOM);
    }
  if (g_str_has_prefix (arguments, CTL_FULL))
    {
      g_string_append (line, "sh -c '\"$@\" >/dev/full' sh ");
      arguments += strlen (CTL_FULL);
    }
  g_string_append (line, g_getenv ("TACTUSCTL"));
  if (rig && rig->bus)
    g_string_append_printf (line, " --bus '%s'", g_test_dbus_get_bus_address (rig->bus));
  g_string_append_printf (line, " %s", arguments);
  if (rig && rig->bus && !strstr (arguments, "--no-key-file"))
    g_string_append_printf (line, " --key-file '%s'", rig->key_file);
  g_string_replace (line, "--no-key-file", "", 0);

  g_shell_parse_argv (line->str, NULL, &words, &error);
  g_assert_no_error (error);
  return words;
}

static CtlRun *
spawn (CtlRig              *rig,
       GSubprocessLauncher *launcher,
       const char          *arguments)
{
  CtlRun *run = g_new0 (CtlRun, 1);
  g_auto(GStrv) words = split_arguments (rig, arguments);
  g_autoptr(GError) error = NULL;

  run->rig = rig;
  run->status = -1;
  run->terminal = -1;
  run->out = g_string_new (NULL);
  run->err = g_string_new (NULL);
  run->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) words, &error);
  g_assert_no_error (error);

  start_reading (run, run->out, g_subprocess_get_stdout_pipe (run->process));
  start_reading (run, run->err, g_subprocess_get_stderr_pipe (run->process));
  run->pending++;
  g_subprocess_wait_async (run->process, NULL, exited_cb, run);

  return run;
}

CtlRun *
ctl_start_with_input (CtlRig     *rig,
                      const char *arguments,
                      const char *input)
{
  g_autoptr(GSubprocessLauncher) launcher = create_launcher (rig, input);
  CtlRun *run = spawn (rig, launcher, arguments);

  if (input)
    {
      GOutputStream *pipe = g_subprocess_get_stdin_pipe (run->process);

      g_output_stream_write_all (pipe, input, strlen (input), NULL, NULL, NULL);
      g_output_stream_close (pipe, NULL, NULL);
    }

  return run;
}

CtlRun *
ctl_start_on_terminal (CtlRig     *rig,
                       const char *arguments)
{
  g_autoptr(GSubprocessLauncher) launcher = create_launcher (rig, NULL);
  int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  CtlRun *run;

  g_assert_cmpint (terminal, >=, 0);
  g_assert_cmpint (grantpt (terminal), ==, 0);
  g_assert_cmpint (unlockpt (terminal), ==, 0);
  g_subprocess_launcher_take_stdin_fd (launcher, open (ptsname (terminal), O_RDWR | O_NOCTTY));

  run = spawn (rig, launcher, arguments);
  run->terminal = terminal;
  return run;
}

void
ctl_type (CtlRun     *run,
          const char *text)
{
  g_assert_cmpint (write (run->terminal, text, strlen (text)), ==, (gssize) strlen (text));
}

CtlRun *
ctl_start (CtlRig     *rig,
           const char *arguments)
{
  return ctl_start_with_input (rig, arguments, NULL);
}

static gboolean
has_ended (gpointer data)
{
  return ((CtlRun *) data)->pending == 0;
}

void
ctl_run_free (CtlRun *run)
{
  if (run->pending > 0)
    {
      g_subprocess_force_exit (run->process);
      g_error ("A test let go of a program that still runs");
    }

  if (run->terminal >= 0)
    close (run->terminal);
  g_object_unref (run->process);
  g_string_free (run->out, TRUE);
  g_string_free (run->err, TRUE);
  g_free (run);
}

typedef struct {
  CtlRun *run;
  const char *text;
} Awaited;

static gboolean
is_written (gpointer data)
{
  Awaited *awaited = data;

  if (strstr (awaited->run->out->str, awaited->text) ||
      strstr (awaited->run->err->str, awaited->text))
    return TRUE;
  if (awaited->run->pending == 0)
    g_error ("It ended without saying “%s”, but: %s%s", awaited->text,
             awaited->run->out->str, awaited->run->err->str);

  return FALSE;
}

void
ctl_wait_for (CtlRun     *run,
              const char *text)
{
  Awaited awaited = { run, text };

  ctl_wait_until (is_written, &awaited, text);
}

/* In any case, with anything between the digits. */
static gboolean
tells (const char   *text,
       const guint8 *key)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  g_autoptr(GString) wanted = g_string_new (NULL);

  for (; *text; text++)
    {
      if (g_ascii_isxdigit (*text))
        g_string_append_c (digits, g_ascii_tolower (*text));
    }
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (wanted, "%02x", key[i]);

  return strstr (digits->str, wanted->str) != NULL;
}

static void
assert_no_key (CtlRun *run)
{
  TactusSimBand *band;

  if (!run->rig || !run->rig->bluez)
    return;

  for (guint i = 0; (band = tactus_sim_bluez_get_band (run->rig->bluez, i)); i++)
    {
      guint8 key[16];

      if (!tactus_sim_band_copy_key (band, key))
        continue;
      g_assert_false (tells (run->out->str, key));
      g_assert_false (tells (run->err->str, key));
    }
}

void
ctl_wait (CtlRun *run)
{
  ctl_wait_until (has_ended, run, "the end of tactusctl");
  g_test_message ("status %d\n%s%s", run->status, run->out->str, run->err->str);
  assert_no_key (run);
}

CtlRun *
ctl_run (CtlRig     *rig,
         const char *arguments)
{
  CtlRun *run = ctl_start (rig, arguments);

  ctl_wait (run);
  return run;
}

void
ctl_kill (CtlRun *run)
{
  run->killed = TRUE;
  g_subprocess_force_exit (run->process);
  ctl_wait (run);
}

void
ctl_interrupt (CtlRun *run)
{
  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait (run);
}

/* ── what it said ── */

GPtrArray *
ctl_json (CtlRun *run)
{
  g_auto(GStrv) lines = g_strsplit (run->out->str, "\n", -1);
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  guint n_lines = g_strv_length (lines);

  /* Each line is ended, if there is one. */
  if (n_lines > 0)
    g_assert_cmpstr (lines[n_lines - 1], ==, "");
  for (guint i = 0; i + 1 < n_lines; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
      g_ptr_array_add (objects, json_node_dup_object (node));
    }

  return objects;
}

JsonObject *
ctl_line (CtlRun *run,
          int     index)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  int n_lines = (int) lines->len;

  g_assert_cmpint (index, <, n_lines);
  g_assert_cmpint (index, >=, -n_lines);
  return json_object_ref (g_ptr_array_index (lines, index < 0 ? n_lines + index : index));
}

void
ctl_assert_line (CtlRun     *run,
                 int         index,
                 const char *expected)
{
  g_autoptr(JsonObject) object = ctl_line (run, index);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_object_remove_member (object, "time");
  node = json_node_init_object (json_node_alloc (), object);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

void
ctl_assert_failure (CtlRun     *run,
                    const char *code)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  JsonObject *last;

  g_assert_cmpint (run->status, ==, g_str_equal (code, "usage") ? 2 : 1);
  g_assert_cmpuint (lines->len, >=, 1);
  last = g_ptr_array_index (lines, lines->len - 1);
  g_assert_cmpstr (json_object_get_string_member (last, "error"), ==, code);
  g_assert_cmpuint (strlen (json_object_get_string_member (last, "message")), >, 10);
  g_assert_nonnull (strstr (run->err->str, json_object_get_string_member (last, "message")));
  g_assert_null (strstr (run->err->str, "org.bluez"));
  g_assert_null (strstr (run->err->str, "GDBus"));
}

void
ctl_assert_steps (CtlRun     *run,
                  const char *expected)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  g_autoptr(GString) steps = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (lines, i);

      if (json_object_has_member (object, "step"))
        g_string_append_printf (steps, "%s%s", steps->len > 0 ? " " : "",
                                json_object_get_string_member (object, "step"));
    }

  g_assert_cmpstr (steps->str, ==, expected);
}
