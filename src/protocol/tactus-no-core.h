/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Set, to anything: a crash leaves a core dump, as the system is set up to keep it. */
#define TACTUS_KEEP_CORE "TACTUS_KEEP_CORE"

/**
 * tactus_no_core:
 *
 * From now on a crash of this process leaves no core dump, neither as a file nor with a program of
 * the system that collects them: keys may be in its memory, and in places that are out of our
 * reach.  What is started by this process inherits it, and may undo it.  Developers keep their
 * dumps with %TACTUS_KEEP_CORE in the environment.
 */
void tactus_no_core (void);

G_END_DECLS
