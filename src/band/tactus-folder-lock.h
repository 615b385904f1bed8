/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_folder_lock:
 * @dir: the folder of a small file that several programs change
 * @timeout_ms: how long another program may take
 *
 * Makes reading, changing and writing back one step for other programs, too, or each would write
 * away what the other one wrote.  It is the folder that is locked, since the file itself is
 * replaced.  Blocks.
 *
 * Returns: what to close() in the end; -1, and `errno`, if there is no such folder, or %EBUSY if
 *   another program did not let go of it
 */
int tactus_folder_lock (const char *dir,
                        guint       timeout_ms);

G_END_DECLS
