/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* The store against a real gnome-keyring-daemon on a private session bus, with a home of its own.
 * libsecret keeps the session bus for as long as the process lives, so each case runs in a process
 * of its own. */

static GTestDBus *bus;

typedef struct {
  char *home;           /* (owned) */
  GSubprocess *daemon;  /* (owned) (nullable) */
  TactusKeyStore *keys; /* (owned) */
} Bench;

static void
start_daemon (Bench *bench)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GError) error = NULL;
  GOutputStream *password;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its warnings are its own */
  bench->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon",
                                               "--foreground", "--components=secrets", "--unlock",
                                               NULL);
  g_assert_no_error (error);
  password = g_subprocess_get_stdin_pipe (bench->daemon);
  g_assert_true (g_output_stream_write_all (password, "made up", 7, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (password, NULL, &error));
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  *(gboolean *) user_data = FALSE;
}

static void
until_owned (gboolean owned)
{
  gboolean now = !owned;
  guint id = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets",
                               G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb, &now, NULL);

  UNTIL (now == owned);
  g_bus_unwatch_name (id);
}

static void
stop_daemon (Bench *bench)
{
  g_subprocess_send_signal (bench->daemon, SIGTERM);
  g_assert_true (g_subprocess_wait (bench->daemon, NULL, NULL));
  g_clear_object (&bench->daemon);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* The end of the bus must not be ours, too. */
static void
start_bus (void)
{
  g_autoptr(GDBusConnection) session = NULL;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (session);
  g_dbus_connection_set_exit_on_close (session, FALSE);
}

static Bench *
bench_new (gboolean with_daemon)
{
  Bench *bench = g_new0 (Bench, 1);

  bench->home = g_dir_make_tmp ("tactus-home-XXXXXX", NULL);
  g_setenv ("HOME", bench->home, TRUE);
  g_setenv ("XDG_DATA_HOME", bench->home, TRUE);
  g_setenv ("XDG_CACHE_HOME", bench->home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", bench->home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", bench->home, TRUE);
  start_bus ();
  if (with_daemon)
    {
      start_daemon (bench);
      until_owned (TRUE);
    }
  bench->keys = tactus_secret_key_store_new ("io.example.Test");

  return bench;
}

static void
bench_free (Bench *bench)
{
  UNTIL (G_OBJECT (bench->keys)->ref_count == 1);
  g_assert_finalize_object (bench->keys);
  if (bench->daemon)
    stop_daemon (bench);
  secret_service_disconnect ();
  g_test_dbus_stop (bus);
  remove_tree (bench->home);
  g_free (bench->home);
  g_free (bench);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static gboolean
store (Bench         *bench,
       TactusKeySlot  slot,
       const char    *text,
       GError       **error)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);

  tactus_key_store_store_async (bench->keys, BAND_ADDRESS, "Tactus key for Mi Band 3 (C8:…)", slot,
                                key, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  return tactus_key_store_store_finish (bench->keys, outcome.result, error);
}

static void
expect_stored (Bench         *bench,
               TactusKeySlot  slot,
               const char    *text)
{
  g_autoptr(GError) error = NULL;

  store (bench, slot, text, &error);
  g_assert_no_error (error);
}

static gboolean
forget (Bench         *bench,
        TactusKeySlot  slot,
        GError       **error)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_key_store_remove_async (bench->keys, BAND_ADDRESS, slot, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  return tactus_key_store_remove_finish (bench->keys, outcome.result, error);
}

static TactusKey *
lookup (Bench         *bench,
        TactusKeySlot  slot,
        GError       **error)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_key_store_lookup_async (bench->keys, BAND_ADDRESS, slot, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  return tactus_key_store_lookup_finish (bench->keys, outcome.result, error);
}

static void
expect_key (Bench         *bench,
            TactusKeySlot  slot,
            const char    *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusKey) key = lookup (bench, slot, &error);
  g_autoptr(TactusKey) wanted = expected ? tactus_key_new_from_text (expected, NULL) : NULL;

  g_assert_no_error (error);
  g_assert_cmpint (key != NULL, ==, wanted != NULL);
  g_assert_true (!key || tactus_key_equal (key, wanted));
}

static void
expect_keyring_errors (Bench *bench)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (lookup (bench, TACTUS_KEY_SLOT_CURRENT, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  g_clear_error (&error);
  g_assert_false (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  g_assert_null (strstr (error->message, OLD_KEY));
}

static void
in_own_process (void (* func) (void))
{
  if (g_test_subprocess ())
    {
      func ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* ── cases ── */

static void
slots (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);

  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, NULL);
  g_assert_true (forget (bench, TACTUS_KEY_SLOT_CURRENT, NULL));

  expect_stored (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY);
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, NULL);
  expect_key (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY);

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");

  g_assert_true (forget (bench, TACTUS_KEY_SLOT_PENDING, NULL));
  expect_key (bench, TACTUS_KEY_SLOT_PENDING, NULL);
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, "ffeeddccbbaa99887766554433221100");
}

static void
test_slots (void)
{
  in_own_process (slots);
}

/* What a keyring manager shows: a label that names the band, and a text known as a key. */
static void
entry (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(SecretService) service = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretValue) value = NULL;
  g_autofree char *label = NULL;
  GList *items;

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  g_hash_table_insert (attributes, (gpointer) "address", (gpointer) BAND_ADDRESS);
  service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_assert_no_error (error);
  items = secret_service_search_sync (service, NULL, attributes,
                                      SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  value = secret_item_get_secret (items->data);
  g_assert_cmpstr (secret_value_get_text (value), ==, OLD_KEY);
  label = secret_item_get_label (items->data);
  g_assert_true (g_str_has_prefix (label, "Tactus key for"));
  g_list_free_full (items, g_object_unref);
}

static void
test_entry (void)
{
  in_own_process (entry);
}

static void
become (Bench      *bench,
        const char *app)
{
  UNTIL (G_OBJECT (bench->keys)->ref_count == 1);
  g_assert_finalize_object (bench->keys);
  bench->keys = tactus_secret_key_store_new (app);
}

/* All of ours, and nothing of another program's. */
static void
cleared (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  expect_stored (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY);
  become (bench, "io.example.Other");
  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);

  become (bench, "io.example.Test");
  tactus_key_store_clear_async (bench->keys, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_key_store_clear_finish (bench->keys, outcome.result, &error));
  g_assert_no_error (error);
  outcome_clear (&outcome);
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, NULL);
  expect_key (bench, TACTUS_KEY_SLOT_PENDING, NULL);

  become (bench, "io.example.Other");
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
test_cleared (void)
{
  in_own_process (cleared);
}

static void
survives (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  stop_daemon (bench);
  until_owned (FALSE);
  start_daemon (bench);
  until_owned (TRUE);
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
test_survives (void)
{
  in_own_process (survives);
}

static void
absent (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);

  expect_keyring_errors (bench);
}

static void
test_absent (void)
{
  in_own_process (absent);
}

static void
dies (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusKey) key = tactus_key_new_from_text (OLD_KEY, NULL);

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_key_store_store_async (bench->keys, BAND_ADDRESS, "label", TACTUS_KEY_SLOT_CURRENT, key,
                                NULL, outcome_cb, &outcome);
  g_subprocess_send_signal (bench->daemon, SIGKILL);
  UNTIL (outcome.result != NULL); /* either way, but soon */
  if (!tactus_key_store_store_finish (bench->keys, outcome.result, &error))
    g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  outcome_clear (&outcome);
  g_subprocess_wait (bench->daemon, NULL, NULL);
  g_clear_object (&bench->daemon);
  until_owned (FALSE);
  expect_keyring_errors (bench);
}

static void
test_dies (void)
{
  in_own_process (dies);
}

/* GSubprocess signals from a thread of its own, at some time; here it has to have stopped. */
static void
halt (GSubprocess *daemon)
{
  pid_t pid = atoi (g_subprocess_get_identifier (daemon));
  siginfo_t info;

  g_assert_no_errno (kill (pid, SIGSTOP));
  g_assert_no_errno (waitid (P_PID, pid, &info, WSTOPPED | WNOWAIT));
}

/* A daemon that is there, and does not answer. */
static void
hangs (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  halt (bench->daemon);
  tactus_key_store_set_timeout (bench->keys, 50);
  expect_keyring_errors (bench);
  tactus_key_store_set_timeout (bench->keys, 0);
  g_subprocess_send_signal (bench->daemon, SIGCONT);
  expect_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
test_hangs (void)
{
  in_own_process (hangs);
}

static void
lock_keyring (void)
{
  g_autoptr(SecretService) service = NULL;
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GList) objects = NULL;
  g_autoptr(GError) error = NULL;

  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  objects = g_list_append (NULL, collection);
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
}

/* Locked, and nobody there to unlock it. */
static void
locked (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  lock_keyring ();
  tactus_key_store_set_timeout (bench->keys, 2000);
  expect_keyring_errors (bench);
}

static void
test_locked (void)
{
  in_own_process (locked);
}

/* Whoever does not want to wait any longer need not. */
static void
cancelled (void)
{
  g_autoptr(Bench) bench = bench_new (TRUE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  expect_stored (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  lock_keyring ();
  tactus_key_store_lookup_async (bench->keys, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, cancellable,
                                 outcome_cb, &outcome);
  g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  UNTIL (outcome.result != NULL);
  g_assert_null (tactus_key_store_lookup_finish (bench->keys, outcome.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (void)
{
  in_own_process (cancelled);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-store/secret/slots", test_slots);
  g_test_add_func ("/key-store/secret/entry", test_entry);
  g_test_add_func ("/key-store/secret/cleared", test_cleared);
  g_test_add_func ("/key-store/secret/survives", test_survives);
  g_test_add_func ("/key-store/secret/absent", test_absent);
  g_test_add_func ("/key-store/secret/dies", test_dies);
  g_test_add_func ("/key-store/secret/hangs", test_hangs);
  g_test_add_func ("/key-store/secret/locked", test_locked);
  g_test_add_func ("/key-store/secret/cancelled", test_cancelled);

  return g_test_run ();
}
