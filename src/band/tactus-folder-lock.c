/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-folder-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define PAUSE_MS 10

int
tactus_folder_lock (const char *dir,
                    guint       timeout_ms)
{
  int fd = g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return -1;

  for (guint waited_ms = 0; waited_ms < timeout_ms; waited_ms += PAUSE_MS)
    {
      /* Some file systems know no locks; there it has to go without. */
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return fd;
      g_usleep (PAUSE_MS * 1000);
    }

  close (fd);
  errno = EBUSY;

  return -1;
}
