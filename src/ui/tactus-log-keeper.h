/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The latest of what the program logs, for reports of trouble.  In memory, and no more than a
 * screenful.
 */

/** tactus_log_keeper_install: from now on; once in a process, before there are threads.  What is
 *    logged goes where it went as well. */
void  tactus_log_keeper_install (void);

/** tactus_log_keeper_get: Returns: (transfer full): one a line, the oldest first; nothing is
 *    hidden */
char *tactus_log_keeper_get     (void);

G_END_DECLS
