/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * TactusCtlWatchKind:
 * @back: (nullable): the link was lost and is there again
 * @stop: (nullable): it ends, in whichever way; called once, before anything else
 * @done: the time is up, or the person has seen enough
 * @silence: (nullable): for the log: why it is a failure if nothing was counted when the time is
 *   up; %NULL: it is none
 * @awaited: (nullable): the event that the person waits for, so that ending early is no success
 */
typedef struct {
  TactusCtlNext  back;
  TactusCtlNext  stop;
  TactusCtlNext  done;
  const char    *silence;
  const char    *awaited;
} TactusCtlWatchKind;

/**
 * TactusCtlWatch:
 *
 * Keeps a command going that shows what its band sends: until Ctrl+C, for some time, across lost
 * links.
 */
typedef struct _TactusCtlWatch TactusCtlWatch;

/**
 * tactus_ctl_watch:
 * @duration_ms: how long; 0: until Ctrl+C
 * @kind: copied
 *
 * Returns: (transfer none): lives as long as @program
 */
TactusCtlWatch *tactus_ctl_watch        (TactusCtlProgram         *program,
                                         guint                     duration_ms,
                                         const TactusCtlWatchKind *kind);

/** tactus_ctl_watch_count: something came, and was printed */
void            tactus_ctl_watch_count  (TactusCtlWatch           *self);

/** tactus_ctl_watch_finish: that was all */
void            tactus_ctl_watch_finish (TactusCtlWatch           *self);

/** tactus_ctl_watch_fail: @error: (transfer full) */
void            tactus_ctl_watch_fail   (TactusCtlWatch           *self,
                                         GError                   *error);

/** tactus_ctl_watch_is_over: Returns: whether nothing more is to be shown */
gboolean        tactus_ctl_watch_is_over (TactusCtlWatch          *self);

G_END_DECLS
