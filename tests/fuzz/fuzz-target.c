/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A target of libFuzzer around FEED, one of feeds.h.  Without libFuzzer the same program replays
 * the files of the folders it is given: that is how the corpora serve as tests everywhere. */

#include "feeds.h"

int LLVMFuzzerInitialize   (int           *argc,
                            char        ***argv);
int LLVMFuzzerTestOneInput (const guint8  *data,
                            size_t         size);

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  FEED (size > 0 ? data : NULL, size);

  return 0;
}

#ifdef TACTUS_REPLAY

static void
replay_file (const char *path)
{
  g_autofree char *content = NULL;
  g_autofree guint8 *exact = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);

  /* The sanitizers see a read beyond the end, which a copy with a zero behind it would hide. */
  exact = g_memdup2 (content, length);
  LLVMFuzzerTestOneInput (exact, length);
}

/* Returns: how many files there are */
static guint
replay_folder (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  guint n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_print ("# %s\n", file);
      replay_file (file);
      n_files++;
    }

  return n_files;
}

/* TAP, a line a folder; a folder without files would be a test that cannot fail. */
int
main (int    argc,
      char **argv)
{
  LLVMFuzzerInitialize (&argc, &argv);
  LLVMFuzzerTestOneInput (NULL, 0);

  g_print ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++)
    {
      guint n_files = replay_folder (argv[i]);

      g_assert_cmpuint (n_files, >, 0);
      g_print ("ok %d - %u inputs\n", i, n_files);
    }

  return 0;
}

#endif
