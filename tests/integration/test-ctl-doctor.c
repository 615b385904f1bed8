/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `tactusctl doctor`: each verdict, with the real parts. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "ctl-past.h"
#include "tactus-sandbox.h"

#define ADDRESS "C8:0F:10:00:00:01"
#define SPEC \
  "model=mi-band-3,name=Mi Band 3,address=" ADDRESS ",first=0.05,period=0.05,tap=0.05,rssi=-50"
#define OTHER_KEY "\x0f\x1e\x2d\x3c\x4b\x5a\x69\x78\x87\x96\xa5\xb4\xc3\xd2\xe1\xf0"

/* Returns: (transfer full) (nullable): the object of @check */
static JsonObject *
find_check (CtlRun     *run,
            const char *check)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);

  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (lines, i);

      if (json_object_has_member (object, "check") &&
          g_str_equal (json_object_get_string_member (object, "check"), check))
        return json_object_ref (object);
    }

  return NULL;
}

static void
assert_check (CtlRun     *run,
              const char *check,
              const char *verdict)
{
  g_autoptr(JsonObject) object = find_check (run, check);

  if (!object)
    g_error ("Nothing is said of %s", check);
  g_test_message ("%s: %s", check, json_object_get_string_member (object, "message"));
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, verdict);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "message")), >, 5);
}

/* One failed, and no other; @failed: (nullable): none did */
static void
assert_failed (CtlRun     *run,
               const char *failed)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  JsonObject *last = g_ptr_array_index (lines, lines->len - 1);

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (lines, i);
      const char *check = json_object_get_string_member (object, "check");
      gboolean is_failed =
        g_str_equal (json_object_get_string_member (object, "verdict"), "failed");

      if (is_failed != (g_strcmp0 (check, failed) == 0))
        g_error ("%s is %s", check, json_object_get_string_member (object, "verdict"));
    }

  g_assert_cmpint (run->status, ==, failed ? 1 : 0);
  g_assert_cmpint (json_object_get_int_member (last, "failed"), ==, failed ? 1 : 0);
  g_assert_cmpstr (json_object_get_string_member (last, "verdict"), ==,
                   failed ? "failed"
                   : json_object_get_int_member (last, "warnings") > 0 ? "warning" : "ok");
}

/* ── Bluetooth ── */

static void
test_fine (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = ctl_run (rig, "doctor --json");
  g_autoptr(CtlRun) text = ctl_run (rig, "doctor");
  static const char * const checks[] = {
    "sandbox", "clock", "locks", "history", "bus", "service", "permission", "adapter", "power",
    "keyring",
  };
  g_autoptr(GPtrArray) lines = ctl_json (run);

  assert_failed (run, NULL);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (checks) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    assert_check (run, checks[i], "ok");

  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str, "[ok] Message Bus: It answers.\n"));
  g_assert_true (g_str_has_suffix (text->out->str, "\nAll is well.\n"));
  g_assert_cmpstr (text->err->str, ==, "");
}

static void
test_no_bus (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRun) run = ctl_run (rig, "doctor --json --key-file /nowhere/keys");

  assert_check (run, "bus", "failed");
  assert_check (run, "service", "unknown");
  assert_check (run, "power", "unknown");
  g_assert_cmpint (run->status, ==, 1);
}

typedef void (* Break) (CtlRig *rig);

static void
stop_service (CtlRig *rig)
{
  tactus_sim_bluez_stop (rig->bluez);
}

static void
deny (CtlRig *rig)
{
  tactus_sim_bluez_set_fault (rig->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
}

static void
unplug (CtlRig *rig)
{
  tactus_sim_bluez_unplug (rig->bluez, 0);
}

static void
turn_off (CtlRig *rig)
{
  tactus_sim_bluez_set_powered (rig->bluez, 0, FALSE);
}

static void
block (CtlRig *rig)
{
  tactus_sim_bluez_set_blocked (rig->bluez, 0, TRUE);
}

/* Takes the name and never says a word: what it is sent goes to a context that nobody runs. */
static void
hang (CtlRig *rig)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GMainContext) nowhere = g_main_context_new ();

  tactus_sim_bluez_stop (rig->bluez);
  g_main_context_push_thread_default (nowhere);
  g_dbus_connection_register_subtree (rig->connection, "/", &(GDBusSubtreeVTable) { 0 },
                                      G_DBUS_SUBTREE_FLAGS_DISPATCH_TO_UNENUMERATED_NODES, NULL,
                                      NULL, NULL);
  g_main_context_pop_thread_default (nowhere);
  reply = g_dbus_connection_call_sync (rig->connection, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", "org.bluez", 0), NULL,
                                       0, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

typedef struct {
  const char *name;
  Break       break_it;
  const char *failed;
  const char *before; /* (nullable): what is well all the same */
  const char *after;  /* (nullable): what cannot be told then */
} Case;

static const Case cases[] = {
  { "/ctl/doctor/no-service", stop_service, "service", "bus", "permission" },
  { "/ctl/doctor/silent-service", hang, "service", "bus", "adapter" },
  { "/ctl/doctor/not-allowed", deny, "permission", "service", "adapter" },
  { "/ctl/doctor/no-adapter", unplug, "adapter", "permission", "power" },
  { "/ctl/doctor/off", turn_off, "power", "adapter", NULL },
  { "/ctl/doctor/blocked", block, "power", "adapter", NULL },
};

/* With a band that is meant, too: of that nothing can be told then. */
static void
test_bluetooth (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) band = NULL;

  test->break_it (rig);
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  assert_failed (run, test->failed);
  if (test->before)
    assert_check (run, test->before, "ok");
  if (test->after)
    assert_check (run, test->after, "unknown");
  assert_check (run, "keyring", "ok");
  band = find_check (run, "silent");
  g_assert_null (band);
}

/* ── this computer ── */

static void
test_locks (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *runtime = g_build_filename (rig->dir, "run", NULL);
  g_autofree char *path = g_build_filename (runtime, "tactus", NULL);
  g_autoptr(CtlRun) run = NULL;

  g_assert_cmpint (g_mkdir (runtime, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "no folder", -1, NULL));
  run = ctl_run (rig, "doctor --json");
  assert_failed (run, "locks");
}

/* Nothing is left behind where nothing was. */
static void
test_no_trace (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *database = ctl_past_path (rig);
  g_autofree char *locks = g_build_filename (rig->dir, "run", "tactus", NULL);
  g_autoptr(CtlRun) run = ctl_run (rig, "doctor --json");
  g_autoptr(GDir) dir = g_dir_open (locks, 0, NULL);

  assert_failed (run, NULL);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (rig->key_file, G_FILE_TEST_EXISTS));
  g_assert_null (g_dir_read_name (dir));
}

static void
test_history (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) object = NULL;

  ctl_past_fill (rig);
  run = ctl_run (rig, "doctor --json");
  assert_failed (run, NULL);
  object = find_check (run, "history");
  g_assert_nonnull (strstr (json_object_get_string_member (object, "message"), "damaged"));
}

/* What a doctor finds damaged stays as it is and where it is. */
static void
test_damaged_history (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = ctl_past_path (rig);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;
  g_autoptr(CtlRun) run = NULL;

  ctl_past_fill (rig);
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  g_assert_cmpuint (size_before, >, 8192);
  memset (before + 4096, 0x5a, size_before - 4096);
  g_assert_true (g_file_set_contents (path, before, (gssize) size_before, NULL));

  run = ctl_run (rig, "doctor --json");
  assert_failed (run, "history");
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_foreign_history (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = g_build_filename (rig->dir, "letter", NULL);
  g_autofree char *line = g_strdup_printf ("doctor --json --database '%s'", path);
  g_autoptr(CtlRun) run = NULL;

  g_assert_true (g_file_set_contents (path, "Dear Sir or Madam, this is no database", -1, NULL));
  run = ctl_run (rig, line);
  assert_failed (run, "history");
}

static void
test_new_history (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = ctl_past_path (rig);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) object = NULL;
  sqlite3 *db;

  ctl_past_fill (rig);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);

  run = ctl_run (rig, "doctor --json");
  assert_failed (run, "history");
  object = find_check (run, "history");
  g_assert_nonnull (strstr (json_object_get_string_member (object, "message"), "newer version"));
}

static void
test_sandbox (void)
{
  static const struct {
    const char *text;
    TactusSandbox expected;
  } files[] = {
    { "[Application]\nname=x\n", TACTUS_SANDBOX_CLOSED },
    { "[Application]\nname=x\n[System Bus Policy]\norg.bluez=talk\n", TACTUS_SANDBOX_OPEN },
    { "[System Bus Policy]\norg.bluez=see\n", TACTUS_SANDBOX_CLOSED },
    { "[System Bus Policy]\norg.bluez=none\n", TACTUS_SANDBOX_CLOSED },
    { "[Session Bus Policy]\norg.bluez=talk\n", TACTUS_SANDBOX_CLOSED },
    { "[Context]\nsockets=x11;system-bus;\n", TACTUS_SANDBOX_OPEN },
    { "[Context]\nsockets=x11;\n", TACTUS_SANDBOX_CLOSED },
    { "no key file", TACTUS_SANDBOX_OPEN },
  };
  g_autofree char *dir = g_dir_make_tmp ("tactus-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "info", NULL);

  g_assert_cmpint (tactus_sandbox_look (path), ==, TACTUS_SANDBOX_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
      g_assert_cmpint (tactus_sandbox_look (path), ==, files[i].expected);
    }
  g_unlink (path);
  g_rmdir (dir);
}

/* ── the keyring: a real one, on the rig's bus ── */

/* @password: (nullable): that makes and opens a keyring */
static GSubprocess *
start_keyring (CtlRig     *rig,
               const char *password)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *control = g_build_filename (rig->dir, "control", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *daemon;
  GOutputStream *pipe;

  g_mkdir (control, 0700);
  rig->session = g_test_dbus_get_bus_address (rig->bus);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", rig->session, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", rig->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", rig->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", control, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its warnings are its own */
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", password ? "--unlock" : NULL,
                                        NULL);
  g_assert_no_error (error);
  pipe = g_subprocess_get_stdin_pipe (daemon);
  if (password)
    g_assert_true (g_output_stream_write_all (pipe, password, strlen (password), NULL, NULL, NULL));
  g_output_stream_close (pipe, NULL, NULL);

  return daemon;
}

static gboolean
keyring_is_there (gpointer data)
{
  CtlRig *rig = data;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_sync (rig->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", "org.freedesktop.secrets"), NULL, 0, -1,
                                 NULL, NULL);
  gboolean owned = FALSE;

  g_variant_get (reply, "(b)", &owned);
  if (!owned)
    g_usleep (10 * 1000);

  return owned;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
await_keyring (CtlRig *rig)
{
  guint tick = g_timeout_add (10, tick_cb, NULL);

  ctl_wait_until (keyring_is_there, rig, "the keyring");
  g_source_remove (tick);
}

static void
stop_keyring (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGTERM);
  g_assert_true (g_subprocess_wait (daemon, NULL, NULL));
  g_object_unref (daemon);
}

static void
lock_keyring (CtlRig *rig)
{
  static const char * const objects[] = { "/org/freedesktop/secrets/aliases/default", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_sync (rig->connection, "org.freedesktop.secrets",
                                 "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                 "Lock", g_variant_new ("(^ao)", objects), NULL, 0, -1, NULL,
                                 &error);

  g_assert_no_error (error);
}

static void
test_keyring (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  GSubprocess *daemon = start_keyring (rig, "made up");
  g_autoptr(CtlRun) open_run = NULL;
  g_autoptr(CtlRun) locked_run = NULL;

  await_keyring (rig);
  open_run = ctl_run (rig, "doctor --json --no-key-file");
  assert_failed (open_run, NULL);
  assert_check (open_run, "keyring", "ok");

  lock_keyring (rig);
  locked_run = ctl_run (rig, "doctor --json --no-key-file");
  assert_failed (locked_run, NULL);
  assert_check (locked_run, "keyring", "warning");
  stop_keyring (daemon);
}

static void
test_new_keyring (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  GSubprocess *daemon = start_keyring (rig, NULL);
  g_autoptr(CtlRun) run = NULL;

  await_keyring (rig);
  run = ctl_run (rig, "doctor --json --no-key-file");
  assert_failed (run, NULL);
  assert_check (run, "keyring", "warning");
  stop_keyring (daemon);
}

static void
test_no_keyring (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  rig->session = g_test_dbus_get_bus_address (rig->bus);
  run = ctl_run (rig, "doctor --json --no-key-file");
  assert_failed (run, "keyring");
}

static void
test_key_file (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  g_assert_true (g_file_set_contents (rig->key_file, "rubbish", -1, NULL));
  g_assert_cmpint (g_chmod (rig->key_file, 0644), ==, 0);
  run = ctl_run (rig, "doctor --json");
  assert_failed (run, "keyring");
}

/* ── the band ── */

static void
test_band (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) nearby = ctl_run (rig, "doctor " ADDRESS " --json");
  g_autoptr(CtlRun) known = NULL;

  assert_failed (nearby, NULL);
  assert_check (nearby, "paired", "warning");
  assert_check (nearby, "silent", "ok");
  assert_check (nearby, "signal", "ok");
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, 0);

  ctl_rig_pair (rig, band);
  known = ctl_run (rig, "doctor 'Mi Band' --json");
  assert_failed (known, NULL);
  assert_check (known, "paired", "ok");
  assert_check (known, "in_use", "ok");
  assert_check (known, "bonded", "ok");
  assert_check (known, "silent", "ok");
  assert_check (known, "phone", "ok");
  assert_check (known, "key", "ok");
  ctl_rig_await_free (band);
}

static void
test_weak (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) object = NULL;

  tactus_sim_band_set_rssi (band, -95);
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  assert_failed (run, NULL);
  assert_check (run, "signal", "warning");
  object = find_check (run, "signal");
  g_assert_cmpstr (json_object_get_string_member (object, "detail"), ==, "-95 dBm");
}

static void
test_not_heard (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = ctl_run (rig, "doctor " ADDRESS " --json");

  assert_failed (run, "silent");
}

static void
test_gone (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  tactus_sim_band_vanish (band, g_get_monotonic_time ());
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  assert_failed (run, "phone");
  assert_check (run, "silent", "unknown");
  assert_check (run, "paired", "ok");
}

static void
test_wrong_key (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  tactus_sim_band_set_key (band, (const guint8 *) OTHER_KEY);
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  assert_failed (run, "key");
}

static void
test_key_missing (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  g_assert_cmpint (g_unlink (rig->key_file), ==, 0);
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 1);
  assert_check (run, "paired", "failed");
  assert_check (run, "key", "failed");
}

/* Who holds it is told, but not who it is. */
static void
test_in_use (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) user = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) object = NULL;

  ctl_rig_pair (rig, band);
  user = ctl_start (rig, "heart-rate " ADDRESS " --json --no-record");
  ctl_wait_for (user, "\"bpm\"");
  run = ctl_run (rig, "doctor " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 1);
  assert_check (run, "in_use", "failed");
  object = find_check (run, "in_use");
  g_assert_nonnull (strstr (json_object_get_string_member (object, "detail"), "tactusctl"));
  g_assert_null (strstr (json_object_get_string_member (object, "detail"), ADDRESS));
  ctl_interrupt (user);
  g_assert_cmpint (user->status, ==, 0);
}

/* ── the end ── */

static void
test_interrupted (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, SPEC);
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  tactus_sim_band_vanish (band, g_get_monotonic_time ());
  run = ctl_start (rig, "doctor " ADDRESS " --json");
  ctl_wait_for (run, "\"paired\"");
  ctl_interrupt (run);
  ctl_assert_failure (run, "cancelled");
}

static void
test_timed_out (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  hang (rig);
  run = ctl_run (rig, "doctor --json --timeout 1");
  ctl_assert_failure (run, "timed_out");
}

static void
test_misuse (void)
{
  static const char * const misuses[] = {
    "doctor one two --json", "doctor '' --json", "doctor --scan 3 --json", "doctor --yes --json",
  };
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();

  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autoptr(CtlRun) run = ctl_run (rig, misuses[i]);

      ctl_assert_failure (run, "usage");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/doctor/fine", test_fine);
  g_test_add_func ("/ctl/doctor/no-bus", test_no_bus);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_bluetooth);
  g_test_add_func ("/ctl/doctor/locks", test_locks);
  g_test_add_func ("/ctl/doctor/no-trace", test_no_trace);
  g_test_add_func ("/ctl/doctor/history", test_history);
  g_test_add_func ("/ctl/doctor/damaged-history", test_damaged_history);
  g_test_add_func ("/ctl/doctor/foreign-history", test_foreign_history);
  g_test_add_func ("/ctl/doctor/new-history", test_new_history);
  g_test_add_func ("/ctl/doctor/sandbox", test_sandbox);
  g_test_add_func ("/ctl/doctor/keyring", test_keyring);
  g_test_add_func ("/ctl/doctor/new-keyring", test_new_keyring);
  g_test_add_func ("/ctl/doctor/no-keyring", test_no_keyring);
  g_test_add_func ("/ctl/doctor/key-file", test_key_file);
  g_test_add_func ("/ctl/doctor/band", test_band);
  g_test_add_func ("/ctl/doctor/weak", test_weak);
  g_test_add_func ("/ctl/doctor/not-heard", test_not_heard);
  g_test_add_func ("/ctl/doctor/gone", test_gone);
  g_test_add_func ("/ctl/doctor/wrong-key", test_wrong_key);
  g_test_add_func ("/ctl/doctor/key-missing", test_key_missing);
  g_test_add_func ("/ctl/doctor/in-use", test_in_use);
  g_test_add_func ("/ctl/doctor/interrupted", test_interrupted);
  g_test_add_func ("/ctl/doctor/timed-out", test_timed_out);
  g_test_add_func ("/ctl/doctor/misuse", test_misuse);

  return g_test_run ();
}
