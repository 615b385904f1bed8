/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-no-core.h"

#include <sys/resource.h>

/* A limit of nothing stops files alone: a dump that goes to a program is not limited.  But the
 * kernel hands the dump of a process whose limit is one byte to no program either (do_coredump() in
 * fs/coredump.c), and one byte is too little for a file. */
#define ONE_BYTE 1

/* PR_SET_DUMPABLE would do the same and more: then /proc/PID belongs to root, and the desktop's
 * portals, which look there for who is calling, serve us no longer.  What else it keeps away,
 * another program of the same person, can ask the keyring itself. */
void
tactus_no_core (void)
{
  struct rlimit limit;

  if (g_getenv (TACTUS_KEEP_CORE) || getrlimit (RLIMIT_CORE, &limit) < 0)
    return;

  limit.rlim_cur = MIN (ONE_BYTE, limit.rlim_max);
  setrlimit (RLIMIT_CORE, &limit);
}
