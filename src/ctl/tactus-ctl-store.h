/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-ctl-program.h"
#include "tactus-history.h"

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

/**
 * tactus_ctl_store_get_history:
 * @make: whether a database that is not there is made; else there is an empty one in memory, since
 *   who only looks leaves no trace
 *
 * Says so if a damaged one is put aside.  From now on a reader of standard output who leaves ends
 * nothing: what was begun is done.
 *
 * Returns: (transfer none): the same database, for what was measured
 */
TactusHistory       *tactus_ctl_store_get_history (TactusCtlProgram *program,
                                                   gboolean          make);

/** tactus_ctl_store_set_times: of `--from` and `--to` */
void                 tactus_ctl_store_set_times (const TactusCtlOptions *options,
                                                 TactusHistoryQuery     *query);

/** tactus_ctl_store_get_path: Returns: (transfer full): of the database that the options name */
char                *tactus_ctl_store_get_path (TactusCtlProgram *program);

G_END_DECLS
