/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * TactusCtlShare:
 *
 * How much of something long is done, told on standard error while that is a terminal.
 */
typedef struct _TactusCtlShare TactusCtlShare;

/** tactus_ctl_share_new: @data_on_terminal: data goes to the same terminal: nothing is told.
 *    Returns: (transfer none): good until the program ends */
TactusCtlShare *tactus_ctl_share_new (TactusCtlProgram *program,
                                      gboolean          data_on_terminal);

/** tactus_ctl_share_tell_cb: a TactusExportProgress, whose @user_data is a TactusCtlShare */
void            tactus_ctl_share_tell_cb (double         share,
                                          gpointer       user_data);

G_END_DECLS
