/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tactus-band-error.h"

struct _TactusBandLock
{
  int fd;
};

static gboolean
lock_fail (GError    **error,
           int         saved_errno,
           const char *path)
{
  g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_LOCK, "%s: %s", path,
               g_strerror (saved_errno));
  return FALSE;
}

/* The holder wrote "program process-id" into its lock; an empty file is a holder that has only just
 * come. */
static gboolean
lock_fail_held (int         fd,
                const char *address,
                GError    **error)
{
  char text[128] = "";
  gssize length = pread (fd, text, sizeof text - 1, 0);
  g_auto(GStrv) parts = NULL;

  text[MAX (length, 0)] = '\0';
  g_strchomp (text);
  if (!g_utf8_validate (text, -1, NULL))
    text[0] = '\0';
  parts = g_strsplit (text, " ", 2);

  if (parts[0] && parts[1])
    g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY,
                 "%s is in use by %s, process %s", address, parts[0], parts[1]);
  else
    g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY,
                 "%s is in use by another program", address);
  return FALSE;
}

static void
lock_sign (int fd)
{
  const char *program = g_get_prgname ();
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s %d\n", program ? program : "tactus", (int) getpid ());
  if (ftruncate (fd, 0) < 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("Signing the lock: %s", g_strerror (errno));
}

static gboolean
lock_take (int         fd,
           const char *address,
           const char *path,
           GError    **error)
{
  if (flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      if (errno == EWOULDBLOCK)
        return lock_fail_held (fd, address, error);
      return lock_fail (error, errno, path);
    }

  lock_sign (fd);

  return TRUE;
}

TactusBandLock *
tactus_band_lock_acquire (const char  *dir,
                          const char  *address,
                          GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  TactusBandLock *self;
  int fd;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (address != NULL && !strchr (address, '/'), NULL);

  name = g_strconcat (address, ".lock", NULL);
  path = g_build_filename (dir, name, NULL);
  if (g_mkdir_with_parents (dir, 0700) < 0)
    {
      lock_fail (error, errno, dir);
      return NULL;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      lock_fail (error, errno, path);
      return NULL;
    }
  if (!lock_take (fd, address, path, error))
    {
      close (fd);
      return NULL;
    }

  self = g_new0 (TactusBandLock, 1);
  self->fd = fd;

  return self;
}

/* The file stays: removing it would race with somebody who has just opened it. */
void
tactus_band_lock_release (TactusBandLock *self)
{
  g_return_if_fail (self != NULL);

  if (ftruncate (self->fd, 0) < 0)
    g_debug ("Clearing the lock: %s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}

char *
tactus_band_lock_get_default_dir (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "tactus", NULL);
}
