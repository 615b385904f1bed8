/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/**
 * TactusHistoryErrand:
 * @history: (unowned); @task: (unowned): the task that the errand is part of: its context and its
 *   priority count
 * @writes: in the writing thread; %FALSE: in the reading one
 *
 * What a thread of its own asks of a history.  It queues behind what others have asked for, and the
 * thread waits for it; meanwhile the context of @task must go on.
 */
typedef struct {
  TactusHistory *history;
  GTask         *task;
  gboolean       writes;
} TactusHistoryErrand;

/** tactus_history_errand_run: @func: see tactus_history_write(); @cancellable: (nullable) */
gboolean tactus_history_errand_run (const TactusHistoryErrand  *self,
                                    TactusDatabaseFunc          func,
                                    gpointer                    data,
                                    GCancellable               *cancellable,
                                    GError                    **error);

G_END_DECLS
