/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_find_band:
 *
 * Turns what the person typed into the program's band: one that is known, else one that is nearby,
 * for which it scans 10 s at most.  A name that several have is a usage error that lists them.
 */
void       tactus_ctl_find_band       (TactusCtlProgram *program,
                                       TactusCtlNext     next);

/** tactus_ctl_look_for_band: the same once Bluetooth works, but with nothing found it goes on
 * without a band */
void       tactus_ctl_look_for_band   (TactusCtlProgram *program,
                                       TactusCtlNext     next);

/** tactus_ctl_find_kept_band: the same, but one that is known does without Bluetooth */
void       tactus_ctl_find_kept_band  (TactusCtlProgram *program,
                                       TactusCtlNext     next);

/** tactus_ctl_is_seen: Returns: whether some band, known or nearby, is meant */
gboolean   tactus_ctl_is_seen         (TactusCtlProgram *program);

/**
 * tactus_ctl_find_known_band:
 *
 * The same, among those that are known or seen already, without scanning.
 */
void       tactus_ctl_find_known_band (TactusCtlProgram *program,
                                       TactusCtlNext     next);

G_END_DECLS
