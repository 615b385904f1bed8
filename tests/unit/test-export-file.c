/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where an export goes: a file is what it was or complete, and nothing else is left. */

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import-bench.h"

#define HEADER "time,bpm,state,rr_ms,source,band,session,title,note\n"
#define MANY   300000

static const TactusHistoryQuery all = { NULL };

typedef struct {
  HistoryBench *bench;  /* (owned) */
  char *dir;            /* (owned): where it goes */
} Bench;

static Bench *
bench_new (guint n_pulses)
{
  Bench *self = g_new0 (Bench, 1);

  self->bench = history_bench_new ();
  self->dir = g_build_filename (self->bench->dir, "out", NULL);
  g_assert_no_errno (g_mkdir (self->dir, 0755));
  if (n_pulses > 0)
    {
      g_autoptr(TactusSession) session = begin_session (self->bench, BAND, BEGIN);

      append (self->bench, session, pulses (BEGIN, SECOND, n_pulses));
      end_session (self->bench, session, BEGIN + n_pulses * SECOND);
    }

  return self;
}

static void
bench_free (Bench *self)
{
  history_bench_free (self->bench);
  g_free (self->dir);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static char *
path_of (Bench      *self,
         const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

static gboolean
export_to (Bench                 *self,
           const char            *path,
           TactusExportCounts    *counts,
           GError               **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  tactus_export_to_file_async (self->bench->history, &all, TACTUS_FILE_FORMAT_CSV, file, NULL, NULL,
                               NULL, history_bench_result_cb, &result);
  UNTIL (result);

  return tactus_export_to_file_finish (self->bench->history, result, counts, error);
}

/* The names in the folder, with nothing beside them. */
static void
assert_folder (Bench      *self,
               const char *expected)
{
  g_autoptr(GDir) dir = g_dir_open (self->dir, 0, NULL);
  g_autoptr(GString) names = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    g_string_append (names, name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static mode_t
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_stat (path, &info));

  return info.st_mode & 07777;
}

/* ── new files and old ones ──
 *
 * Whatever other files of this person are like, nobody else reads these. */

static void
test_new (void)
{
  const mode_t before = umask (0);
  g_autoptr(Bench) self = bench_new (3);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  TactusExportCounts counts;

  g_assert_true (export_to (self, path, &counts, &error));
  g_assert_no_error (error);
  umask (before);
  g_assert_cmpuint (counts.sessions, ==, 1);
  g_assert_cmpuint (counts.readings, ==, 3);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  assert_folder (self, "heart.csv");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, HEADER "2023-11-14T"));
}

static void
test_nothing (void)
{
  g_autoptr(Bench) self = bench_new (0);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autoptr(GError) error = NULL;
  TactusExportCounts counts = { 1, 1, 1 };

  g_assert_true (export_to (self, path, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.sessions + counts.readings + counts.markers, ==, 0);
  assert_content (path, HEADER);
}

static void
test_replaces (void)
{
  g_autoptr(Bench) self = bench_new (0);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "what was there before", -1, NULL));
  g_assert_no_errno (g_chmod (path, 0604));
  g_assert_true (export_to (self, path, NULL, &error));
  g_assert_no_error (error);
  assert_content (path, HEADER);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  assert_folder (self, "heart.csv");
}

/* A name as long as names can be, and a link that stays one. */
static void
test_names_and_links (void)
{
  g_autoptr(Bench) self = bench_new (0);
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = path_of (self, name);
  g_autofree char *link = g_build_filename (self->bench->dir, "link", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (export_to (self, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_no_errno (truncate (path, 3));
  g_assert_no_errno (symlink (path, link));
  g_assert_true (export_to (self, link, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_content (path, HEADER);
  assert_folder (self, name);
}

/* ── where it cannot be ── */

static void
test_refused (void)
{
  static const struct {
    const char *path;
    int         code;
  } cases[] = {
    { "/nowhere/at/all.csv", G_IO_ERROR_NOT_FOUND },
    { "/proc", G_IO_ERROR_IS_DIRECTORY },
    { "/dev/null/heart.csv", G_IO_ERROR_NOT_DIRECTORY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Bench) self = bench_new (0);
      g_autoptr(GError) error = NULL;

      g_assert_false (export_to (self, cases[i].path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
    }
}

/* Even root may make no file there. */
static void
test_folder_takes_no_file (void)
{
  g_autoptr(Bench) self = bench_new (0);
  g_autoptr(GError) error = NULL;

  g_assert_false (export_to (self, "/sys/kernel/heart.csv", NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, G_IO_ERROR);
}

/* ── what fails in the middle ── */

static void
test_full (void)
{
  g_autoptr(Bench) self = bench_new (3);
  g_autoptr(GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }

  g_assert_false (export_to (self, "/dev/full", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "no room left"));
}

static void
test_too_large (void)
{
  const struct rlimit small = { 100000, RLIM_INFINITY };
  const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autoptr(Bench) self = bench_new (10000);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "kept", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &small));
  g_assert_false (export_to (self, path, NULL, &error));
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &none));
  g_assert_nonnull (error);
  assert_content (path, "kept");
  assert_folder (self, "heart.csv");
}

typedef struct {
  GCancellable *cancellable; /* (nullable) */
  guint n_calls;
  double last;
} Progress;

static void
progress_cb (double   share,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (share, >=, progress->last);
  g_assert_cmpfloat (share, <=, 1);
  progress->last = share;
  progress->n_calls++;
  if (progress->cancellable)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_cancel (gconstpointer data)
{
  const TactusFileFormat format = (TactusFileFormat) GPOINTER_TO_UINT (data);
  g_autoptr(Bench) self = bench_new (MANY);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Progress progress = { cancellable };

  g_assert_true (g_file_set_contents (path, "kept", -1, NULL));
  tactus_export_to_file_async (self->bench->history, &all, format, file, progress_cb, &progress,
                               cancellable, history_bench_result_cb, &result);
  UNTIL (result);
  g_assert_false (tactus_export_to_file_finish (self->bench->history, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.n_calls, >, 0);
  assert_content (path, "kept");
  assert_folder (self, "heart.csv");
}

/* Before it has begun. */
static void
test_cancel_at_once (void)
{
  g_autoptr(Bench) self = bench_new (3);
  g_autofree char *path = path_of (self, "heart.csv");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tactus_export_to_file_async (self->bench->history, &all, TACTUS_FILE_FORMAT_TCX, file, NULL, NULL,
                               cancellable, history_bench_result_cb, &result);
  UNTIL (result);
  g_assert_false (tactus_export_to_file_finish (self->bench->history, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_folder (self, "");
}

/* ── streams ── */

static void
test_stream (void)
{
  g_autoptr(Bench) self = bench_new (2);
  g_autofree char *text = export_text (self->bench, TACTUS_FILE_FORMAT_JSON_LINES);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
}

/* Nobody reads any more, as when `head` has had enough. */
static void
test_closed_pipe (void)
{
  g_autoptr(Bench) self = bench_new (10000);
  g_autoptr(GOutputStream) stream = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int fds[2];

  signal (SIGPIPE, SIG_IGN);
  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  close (fds[0]);
  stream = g_unix_output_stream_new (fds[1], TRUE);
  tactus_export_to_stream_async (self->bench->history, &all, TACTUS_FILE_FORMAT_CSV, stream, NULL,
                                 NULL, NULL, history_bench_result_cb, &result);
  UNTIL (result);
  g_assert_false (tactus_export_to_stream_finish (self->bench->history, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_false (g_output_stream_is_closed (stream));
}

/* What a query leaves out is not there. */
static void
test_query (void)
{
  g_autoptr(Bench) self = bench_new (100);
  const TactusHistoryQuery query = {
    .band = BAND, .from_us = BEGIN + 10 * SECOND, .to_us = BEGIN + 20 * SECOND,
  };
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  TactusExportCounts counts;

  tactus_export_to_stream_async (self->bench->history, &query, TACTUS_FILE_FORMAT_CSV, stream, NULL,
                                 NULL, NULL, history_bench_result_cb, &result);
  UNTIL (result);
  g_assert_true (tactus_export_to_stream_finish (self->bench->history, result, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.sessions, ==, 1);
  g_assert_cmpuint (counts.readings, ==, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/file/new", test_new);
  g_test_add_func ("/export/file/nothing", test_nothing);
  g_test_add_func ("/export/file/replaces", test_replaces);
  g_test_add_func ("/export/file/names-and-links", test_names_and_links);
  g_test_add_func ("/export/file/refused", test_refused);
  g_test_add_func ("/export/file/folder-takes-no-file", test_folder_takes_no_file);
  g_test_add_func ("/export/file/full", test_full);
  g_test_add_func ("/export/file/too-large", test_too_large);
  for (guint i = 0; i < TACTUS_N_FILE_FORMATS; i++)
    {
      g_autofree char *path = g_strconcat ("/export/file/cancel/",
                                           tactus_file_format_to_name ((TactusFileFormat) i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_cancel);
    }
  g_test_add_func ("/export/file/cancel/at-once", test_cancel_at_once);
  g_test_add_func ("/export/stream", test_stream);
  g_test_add_func ("/export/stream/closed-pipe", test_closed_pipe);
  g_test_add_func ("/export/stream/query", test_query);

  return g_test_run ();
}
