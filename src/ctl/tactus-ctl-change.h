/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"
#include "tactus-setting.h"

G_BEGIN_DECLS

/**
 * TactusCtlChange:
 * @value: (owned): as text
 *
 * One setting of a band, and what it is to be.
 */
typedef struct {
  const TactusSetting *setting;
  char                *value;
} TactusCtlChange;

/** tactus_ctl_changes_new: Returns: (transfer full) (element-type TactusCtlChange): none yet */
GArray *tactus_ctl_changes_new (void);

/** tactus_ctl_changes_add: @value: copied */
void    tactus_ctl_changes_add (GArray              *changes,
                                const TactusSetting *setting,
                                const char          *value);

/**
 * tactus_ctl_change:
 * @changes: (transfer full) (element-type TactusCtlChange): at least one
 * @next: called when all of them are made
 *
 * Connects the program's band and makes the changes, in their order; but first all of them are
 * checked, so that one that cannot be leaves the others alone.
 */
void    tactus_ctl_change      (TactusCtlProgram    *program,
                                GArray              *changes,
                                TactusCtlNext        next);

G_END_DECLS
