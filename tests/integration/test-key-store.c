/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OTHER_ADDRESS "C8:0F:10:00:00:02"
#define OTHER_KEY "ffeeddccbbaa99887766554433221100"

/* A folder with a file of keys, and what the file holds. */
typedef struct {
  char *dir;            /* (owned) */
  char *path;           /* (owned) */
  TactusKeyStore *keys; /* (owned) */
} Bench;

static void
bench_free (Bench *self)
{
  g_assert_finalize_object (self->keys);
  g_remove (self->path);
  g_assert_no_errno (g_rmdir (self->dir)); /* no temporary file is left */
  g_free (self->path);
  g_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static Bench *
bench_new (gboolean memory)
{
  Bench *self = g_new0 (Bench, 1);

  self->dir = g_dir_make_tmp ("tactus-keys-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "keys.ini", NULL);
  self->keys = memory ? tactus_memory_key_store_new () : tactus_file_key_store_new (self->path);

  return self;
}

static void
start_store (Bench         *bench,
             const char    *address,
             TactusKeySlot  slot,
             const char    *text,
             Outcome       *outcome)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);

  tactus_key_store_store_async (bench->keys, address, "Tactus key for Mi Band 3", slot, key, NULL,
                                outcome_cb, outcome);
}

static gboolean
store (Bench         *bench,
       TactusKeySlot  slot,
       const char    *text,
       GError       **error)
{
  g_auto(Outcome) outcome = { NULL };

  start_store (bench, BAND_ADDRESS, slot, text, &outcome);
  UNTIL (outcome.result != NULL);
  return tactus_key_store_store_finish (bench->keys, outcome.result, error);
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

/* Returns: the key's text, in memory of the test's own; "" for none; %NULL with @error */
static char *
lookup (Bench         *bench,
        const char    *address,
        TactusKeySlot  slot,
        GError       **error)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) local = NULL;
  g_autoptr(TactusKey) key = NULL;
  char *text, *copy;

  tactus_key_store_lookup_async (bench->keys, address, slot, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  key = tactus_key_store_lookup_finish (bench->keys, outcome.result, &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!key)
    return g_strdup ("");

  text = tactus_key_to_text (key);
  copy = g_strdup (text);
  tactus_key_text_free (text);

  return copy;
}

static void
expect_key (Bench         *bench,
            const char    *address,
            TactusKeySlot  slot,
            const char    *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = lookup (bench, address, slot, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
expect_refusal (Bench      *bench,
                const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (lookup (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  g_assert_nonnull (strstr (error->message, words));
  g_clear_error (&error);

  g_assert_false (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  g_clear_error (&error);

  g_assert_false (forget (bench, TACTUS_KEY_SLOT_CURRENT, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
}

/* ── what every store does ── */

static void
test_slots (gconstpointer memory)
{
  g_autoptr(Bench) bench = bench_new (GPOINTER_TO_INT (memory));

  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, "");
  g_assert_true (forget (bench, TACTUS_KEY_SLOT_CURRENT, NULL)); /* what is not there */

  g_assert_true (store (bench, TACTUS_KEY_SLOT_PENDING, OTHER_KEY, NULL));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, "");
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_PENDING, OTHER_KEY);
  expect_key (bench, OTHER_ADDRESS, TACTUS_KEY_SLOT_PENDING, "");

  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY, NULL)); /* in its place */
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY);

  g_assert_true (forget (bench, TACTUS_KEY_SLOT_PENDING, NULL));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_PENDING, "");
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY);
}

static void
test_cancelled (gconstpointer memory)
{
  g_autoptr(Bench) bench = bench_new (GPOINTER_TO_INT (memory));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tactus_key_store_lookup_async (bench->keys, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, cancellable,
                                 outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_null (tactus_key_store_lookup_finish (bench->keys, outcome.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);
  UNTIL (G_OBJECT (bench->keys)->ref_count == 1);
}

/* A call that is asked for while another runs does not undo it. */
static void
test_crowd (gconstpointer memory)
{
  g_autoptr(Bench) bench = bench_new (GPOINTER_TO_INT (memory));
  Outcome outcomes[50] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *address = g_strdup_printf ("C8:0F:10:00:00:%02X", i);

      start_store (bench, address, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &outcomes[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      UNTIL (outcomes[i].result != NULL);
      g_assert_true (tactus_key_store_store_finish (bench->keys, outcomes[i].result, NULL));
      outcome_clear (&outcomes[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *address = g_strdup_printf ("C8:0F:10:00:00:%02X", i);

      expect_key (bench, address, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
    }
}

/* ── the file ── */

static void
test_file_mode (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  GStatBuf info;

  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  g_assert_no_errno (g_stat (bench->path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_no_errno (g_chmod (bench->path, 0640));
  expect_refusal (bench, "chmod 600");
  g_assert_no_errno (g_chmod (bench->path, 0600));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
test_file_survives (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);

  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  g_assert_finalize_object (g_steal_pointer (&bench->keys));
  bench->keys = tactus_file_key_store_new (bench->path);
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
write_file (Bench      *bench,
            const char *text)
{
  g_assert_true (g_file_set_contents_full (bench->path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
}

static gboolean
set_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Another program changes the file: what it wrote is not written away. */
static void
test_file_shared (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };
  g_autofree char *text = NULL;
  gboolean waited = FALSE;
  int fd = g_open (bench->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  g_assert_no_errno (flock (fd, LOCK_EX));
  start_store (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &outcome);
  g_timeout_add (100, set_cb, &waited); /* more than a store takes */
  UNTIL (waited);
  g_assert_null (outcome.result);
  write_file (bench, "[" OTHER_ADDRESS "]\ncurrent=" OTHER_KEY "\n");
  g_assert_no_errno (close (fd));

  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_key_store_store_finish (bench->keys, outcome.result, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (bench->path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, OTHER_KEY));
  g_assert_nonnull (strstr (text, OLD_KEY));
}

/* What somebody wrote by hand is theirs: never overwritten because of a slip. */
static void
test_file_corrupt (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  static const char text[] = "[C8:0F:10:00:00:01\ncurrent=" OLD_KEY "\n";
  g_autofree char *after = NULL;

  write_file (bench, text);
  expect_refusal (bench, "damaged");
  g_assert_true (g_file_get_contents (bench->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

/* A file with nothing but the key in it: the message goes to logs and bug reports. */
static void
test_file_bare_key (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autoptr(GError) error = NULL;

  write_file (bench, OLD_KEY "\n");
  expect_refusal (bench, "damaged");
  g_assert_null (lookup (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, &error));
  g_assert_null (strstr (error->message, OLD_KEY));
}

/* One bad key is no reason to lose the others. */
static void
test_file_bad_key (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autoptr(GError) error = NULL;

  write_file (bench, "[" BAND_ADDRESS "]\ncurrent=0011\n[" OTHER_ADDRESS "]\ncurrent="
              OTHER_KEY "\n");
  g_assert_null (lookup (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  expect_key (bench, OTHER_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY);

  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  expect_key (bench, OTHER_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY);
}

static void
test_file_empty (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);

  write_file (bench, "");
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, "");
  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
}

static void
test_file_is_folder (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);

  g_assert_no_errno (g_mkdir (bench->path, 0700));
  expect_refusal (bench, "no key file");
}

/* A full disk, or a folder that one may not write to. */
static void
test_file_cannot_write (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autoptr(TactusKeyStore) keys = tactus_file_key_store_new ("/proc/nowhere/keys.ini");
  g_autoptr(TactusKeyStore) own = g_steal_pointer (&bench->keys);
  g_autoptr(GError) error = NULL;

  bench->keys = g_object_ref (keys);
  g_assert_false (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &error));
  g_assert_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
  g_assert_null (strstr (error->message, OLD_KEY));
  g_object_unref (bench->keys);
  bench->keys = g_steal_pointer (&own);
}

/* Nothing tells any more which band there was. */
static void
test_file_forgets_address (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(Outcome) outcome = { NULL };

  start_store (bench, OTHER_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  g_assert_true (store (bench, TACTUS_KEY_SLOT_PENDING, OLD_KEY, NULL));
  g_assert_true (g_file_get_contents (bench->path, &before, NULL, NULL));
  g_assert_nonnull (strstr (before, BAND_ADDRESS));
  g_assert_nonnull (strstr (before, "Tactus key for"));

  g_assert_true (forget (bench, TACTUS_KEY_SLOT_PENDING, NULL));
  g_assert_true (forget (bench, TACTUS_KEY_SLOT_CURRENT, NULL));
  g_assert_true (g_file_get_contents (bench->path, &after, NULL, NULL));
  g_assert_null (strstr (after, BAND_ADDRESS));
  g_assert_null (strstr (strstr (after, "label") + 1, "label")); /* the other's is the only one */
  expect_key (bench, OTHER_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OTHER_KEY);
}

/* People keep such files elsewhere, and a link where we look. */
static void
test_file_link (gconstpointer exists)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  g_autofree char *dir = g_build_filename (bench->dir, "elsewhere", NULL);
  g_autofree char *real = g_build_filename (dir, "real.ini", NULL);
  g_autofree char *target = NULL;

  g_assert_no_errno (g_mkdir (dir, 0700));
  if (exists)
    g_assert_true (g_file_set_contents_full (real, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_no_errno (symlink ("elsewhere/real.ini", bench->path));

  g_assert_true (store (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, NULL));
  target = g_file_read_link (bench->path, NULL);
  g_assert_cmpstr (target, ==, "elsewhere/real.ini");
  g_assert_true (g_file_test (real, G_FILE_TEST_IS_REGULAR));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  g_assert_true (forget (bench, TACTUS_KEY_SLOT_CURRENT, NULL));
  expect_key (bench, BAND_ADDRESS, TACTUS_KEY_SLOT_CURRENT, "");

  g_assert_no_errno (g_unlink (real));
  g_assert_no_errno (g_rmdir (dir));
}

#define WRITERS 2
#define KEYS_EACH 25

static char *
nth_address (guint writer,
             guint nth)
{
  return g_strdup_printf ("C8:0F:10:00:%02X:%02X", writer, nth);
}

/* Another process: stores one key after the other. */
static int
write_keys (const char *path,
            guint       writer)
{
  Bench bench = { .keys = tactus_file_key_store_new (path) };

  for (guint i = 0; i < KEYS_EACH; i++)
    {
      g_autofree char *address = nth_address (writer, i);
      g_auto(Outcome) outcome = { NULL };

      start_store (&bench, address, TACTUS_KEY_SLOT_CURRENT, OLD_KEY, &outcome);
      UNTIL (outcome.result != NULL);
      g_assert_true (tactus_key_store_store_finish (bench.keys, outcome.result, NULL));
    }
  g_object_unref (bench.keys);

  return 0;
}

static GSubprocess *
start_writer (const char *path,
              guint       writer)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *number = g_strdup_printf ("%u", writer);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  process = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", "--write-keys", path,
                                         number, NULL);
  g_assert_no_error (error);

  return process;
}

/* No process undoes what another one wrote. */
static void
test_file_two_writers (void)
{
  g_autoptr(Bench) bench = bench_new (FALSE);
  GSubprocess *writers[WRITERS];

  for (guint i = 0; i < WRITERS; i++)
    writers[i] = start_writer (bench->path, i);
  for (guint i = 0; i < WRITERS; i++)
    {
      g_assert_true (g_subprocess_wait_check (writers[i], NULL, NULL));
      g_object_unref (writers[i]);
    }

  for (guint i = 0; i < WRITERS * KEYS_EACH; i++)
    {
      g_autofree char *address = nth_address (i / KEYS_EACH, i % KEYS_EACH);

      expect_key (bench, address, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
    }
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--write-keys"))
    return write_keys (argv[2], (guint) atoi (argv[3]));

  static const struct {
    const char *name;
    gboolean memory;
  } stores[] = { { "file", FALSE }, { "memory", TRUE } };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *slots = g_strdup_printf ("/key-store/%s/slots", stores[i].name);
      g_autofree char *cancelled = g_strdup_printf ("/key-store/%s/cancelled", stores[i].name);
      g_autofree char *crowd = g_strdup_printf ("/key-store/%s/crowd", stores[i].name);

      g_test_add_data_func (slots, GINT_TO_POINTER (stores[i].memory), test_slots);
      g_test_add_data_func (cancelled, GINT_TO_POINTER (stores[i].memory), test_cancelled);
      g_test_add_data_func (crowd, GINT_TO_POINTER (stores[i].memory), test_crowd);
    }
  g_test_add_func ("/key-store/file/mode", test_file_mode);
  g_test_add_func ("/key-store/file/forgets-address", test_file_forgets_address);
  g_test_add_func ("/key-store/file/two-writers", test_file_two_writers);
  g_test_add_data_func ("/key-store/file/link", GINT_TO_POINTER (TRUE), test_file_link);
  g_test_add_data_func ("/key-store/file/dangling-link", NULL, test_file_link);
  g_test_add_func ("/key-store/file/survives", test_file_survives);
  g_test_add_func ("/key-store/file/shared", test_file_shared);
  g_test_add_func ("/key-store/file/corrupt", test_file_corrupt);
  g_test_add_func ("/key-store/file/bare-key", test_file_bare_key);
  g_test_add_func ("/key-store/file/bad-key", test_file_bad_key);
  g_test_add_func ("/key-store/file/empty", test_file_empty);
  g_test_add_func ("/key-store/file/is-folder", test_file_is_folder);
  g_test_add_func ("/key-store/file/cannot-write", test_file_cannot_write);

  return g_test_run ();
}
