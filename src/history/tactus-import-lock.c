/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _TactusImportLock
{
  char *path; /* (owned) (nullable): of the file that is locked */
  int fd;     /* −1: none */
};

static int memory_is_taken;

/* Who had it before may have removed the file since it was opened. */
static gboolean
is_there (TactusImportLock *self)
{
  struct stat opened;
  GStatBuf there;

  return fstat (self->fd, &opened) == 0 && g_stat (self->path, &there) == 0 &&
         opened.st_ino == there.st_ino && opened.st_dev == there.st_dev;
}

static TactusImportLock *
lock_file (const char *path)
{
  g_autoptr(TactusImportLock) self = g_new0 (TactusImportLock, 1);

  self->path = g_strconcat (path, "-import", NULL);
  self->fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0 || (flock (self->fd, LOCK_EX | LOCK_NB) == 0 && is_there (self)))
    return g_steal_pointer (&self);

  /* Not ours to remove. */
  if (errno == EWOULDBLOCK || !is_there (self))
    {
      close (self->fd);
      self->fd = -1;
      return NULL;
    }

  return g_steal_pointer (&self);
}

TactusImportLock *
tactus_import_lock_try (const char *path)
{
  if (path)
    return lock_file (path);

  return g_atomic_int_compare_and_exchange (&memory_is_taken, 0, 1)
         ? g_new0 (TactusImportLock, 1) : NULL;
}

void
tactus_import_lock_free (TactusImportLock *self)
{
  if (!self->path)
    g_atomic_int_set (&memory_is_taken, 0);
  if (self->path && self->fd >= 0)
    {
      g_unlink (self->path);
      close (self->fd);
    }
  g_free (self->path);
  g_free (self);
}
