/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"
#include "tactus-history.h"

G_BEGIN_DECLS

/* What `history` does.  Each is given the history, and ends the program. */

typedef void (*TactusCtlHistoryAction) (TactusCtlProgram *program,
                                        TactusHistory    *history);

void   tactus_ctl_history_list    (TactusCtlProgram *program,
                                   TactusHistory    *history);
void   tactus_ctl_history_days    (TactusCtlProgram *program,
                                   TactusHistory    *history);
void   tactus_ctl_history_show    (TactusCtlProgram *program,
                                   TactusHistory    *history);
void   tactus_ctl_history_compare (TactusCtlProgram *program,
                                   TactusHistory    *history);

/** tactus_ctl_history_describe: `rename` and `note` */
void   tactus_ctl_history_describe (TactusCtlProgram *program,
                                    TactusHistory    *history);
void   tactus_ctl_history_mark     (TactusCtlProgram *program,
                                    TactusHistory    *history);
void   tactus_ctl_history_unmark   (TactusCtlProgram *program,
                                    TactusHistory    *history);
void   tactus_ctl_history_delete   (TactusCtlProgram *program,
                                    TactusHistory    *history);
void   tactus_ctl_history_restore  (TactusCtlProgram *program,
                                    TactusHistory    *history);
void   tactus_ctl_history_purge    (TactusCtlProgram *program,
                                    TactusHistory    *history);

/** tactus_ctl_history_say_nothing: that nothing was found, and what to do */
void   tactus_ctl_history_say_nothing (TactusCtlProgram *program);

/** tactus_ctl_history_say_zones: how to see the time in zones, if it is not known whose they are */
void   tactus_ctl_history_say_zones (TactusCtlProgram  *program,
                                     const TactusZones *zones);

/** tactus_ctl_history_say_more: that there is more than `--limit` lets through */
void   tactus_ctl_history_say_more (TactusCtlProgram *program);

G_END_DECLS
