/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* Another program that moves the file does not take longer. */
#define LOCK_MS  2000
#define PAUSE_MS 10

/* Returns: a file descriptor; −1 if there are no locks here: then it has to go without */
static int
lock_folder (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  int fd = g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  for (guint waited_ms = 0; fd >= 0 && waited_ms < LOCK_MS; waited_ms += PAUSE_MS)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        break;
      g_usleep (PAUSE_MS * 1000);
    }

  return fd;
}

static gboolean
is_damaged (const char                 *path,
            const TactusDatabaseSchema *schema)
{
  g_autoptr(TactusDatabaseFile) file = NULL;
  g_autoptr(GError) error = NULL;

  file = tactus_database_file_open (path, schema, NULL, &error);
  if (!file)
    return g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_CORRUPT);

  return !tactus_database_file_is_sound (file);
}

static char *
get_free_name (const char *path)
{
  char *name = g_strconcat (path, ".bad", NULL);

  for (guint i = 1; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.bad-%u", path, i);
    }

  return name;
}

static gboolean
move (const char *path,
      const char *name,
      const char *suffix)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (name, suffix, NULL);

  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;

  g_message ("%s stays where it is: %s", from, g_strerror (errno));

  return FALSE;
}

/* The log goes first: should this end in between, the next one finds a damaged file again, and not
 * a new one with an old log. */
static char *
move_aside (const char *path)
{
  g_autofree char *name = get_free_name (path);

  if (!move (path, name, "-wal") || !move (path, name, "-shm") || !move (path, name, ""))
    return NULL;

  g_message ("The database %s was damaged and is now %s", path, name);

  return g_steal_pointer (&name);
}

char *
tactus_database_rescue (const char                 *path,
                        const TactusDatabaseSchema *schema)
{
  int fd = lock_folder (path);
  char *name = NULL;

  if (is_damaged (path, schema))
    name = move_aside (path);
  if (fd >= 0)
    close (fd);

  return name;
}
