/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_store_check:
 * @must_exist: a database that was named is not made
 *
 * To be called before anything else, since the database puts aside what it cannot read, and that
 * could be a letter that was named by mistake.
 *
 * Returns: whether `--database` names one, or nothing yet; otherwise the program has ended
 */
gboolean             tactus_ctl_store_check (TactusCtlProgram *program,
                                             gboolean          must_exist);

/** tactus_ctl_store_new: Returns: (transfer none): the database that the options name */
TactusActivityStore *tactus_ctl_store_new   (TactusCtlProgram *program);

G_END_DECLS
