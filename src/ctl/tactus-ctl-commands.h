/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/* The commands.  Each is started by tactus_ctl_program_run() and ends the program. */

void   tactus_ctl_list       (TactusCtlProgram *program);
void   tactus_ctl_pair       (TactusCtlProgram *program);
void   tactus_ctl_heart_rate (TactusCtlProgram *program);
void   tactus_ctl_info       (TactusCtlProgram *program);
void   tactus_ctl_alert      (TactusCtlProgram *program);
void   tactus_ctl_find       (TactusCtlProgram *program);
void   tactus_ctl_events     (TactusCtlProgram *program);
void   tactus_ctl_set_time   (TactusCtlProgram *program);
void   tactus_ctl_profile    (TactusCtlProgram *program);
void   tactus_ctl_settings   (TactusCtlProgram *program);
void   tactus_ctl_alarms     (TactusCtlProgram *program);
void   tactus_ctl_raw        (TactusCtlProgram *program);
void   tactus_ctl_sync       (TactusCtlProgram *program);
void   tactus_ctl_activity   (TactusCtlProgram *program);
void   tactus_ctl_history    (TactusCtlProgram *program);
void   tactus_ctl_export     (TactusCtlProgram *program);
void   tactus_ctl_import     (TactusCtlProgram *program);
void   tactus_ctl_forget     (TactusCtlProgram *program);
void   tactus_ctl_forget_everything (TactusCtlProgram *program);
void   tactus_ctl_doctor     (TactusCtlProgram *program);
void   tactus_ctl_demo       (TactusCtlProgram *program);

/** tactus_ctl_decode: needs no loop.  Returns: the exit status */
int    tactus_ctl_decode     (TactusCtlOptions *options,
                              TactusCtlPrinter *printer);

G_END_DECLS
