/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-export.h"

G_BEGIN_DECLS

/**
 * TactusProgress:
 * @task: whose caller is told
 * @func: (nullable)
 *
 * Tells the caller of a long job, in its own context, how far it is: a few times a second, and
 * never after the job has ended.
 */
typedef struct {
  GTask                *task;    /* (unowned) */
  TactusExportProgress  func;
  gpointer              data;
  gint64                told_us;
  guint                 n_calls;
} TactusProgress;

void tactus_progress_init (TactusProgress       *self,
                           GTask                *task,
                           TactusExportProgress  func,
                           gpointer              data);

/** tactus_progress_is_due: in the job's thread, for every row.  Returns: whether it is time to
 *    look at the cancellable and to tell */
gboolean tactus_progress_is_due (TactusProgress *self);

void tactus_progress_tell (TactusProgress       *self,
                           double                share);

G_END_DECLS
