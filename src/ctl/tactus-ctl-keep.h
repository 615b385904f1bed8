/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_keep:
 *
 * From now on what the program's band measures goes into the history, and is on disk before the
 * program ends.  What cannot be kept is told, once, and keeps nothing from being shown: neither the
 * measurement nor the exit status depends on it.
 */
void tactus_ctl_keep (TactusCtlProgram *program);

G_END_DECLS
