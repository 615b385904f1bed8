/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/**
 * TactusSimCommands:
 *
 * What the person with the bands does, a line each: `tap`, `decline`, `vanish`, `return`,
 * `rate 90`, `worn no`, `battery 20`, `charging yes`, `steps 5000`, `event 08`, `quit`; with an
 * address in front it is for that band, else for the first.
 */
typedef struct _TactusSimCommands TactusSimCommands;

typedef void (*TactusSimCommandsQuit) (gpointer user_data);

/**
 * tactus_sim_commands_new:
 * @bands: (element-type TactusSimBand): at least one; a reference is kept
 */
TactusSimCommands *tactus_sim_commands_new    (GPtrArray             *bands,
                                               TactusSimCommandsQuit  quit,
                                               gpointer               user_data);
void               tactus_sim_commands_free   (TactusSimCommands     *self);

/** tactus_sim_commands_follow: reads @stream until it ends, which ends nothing else */
void               tactus_sim_commands_follow (TactusSimCommands     *self,
                                               GInputStream          *stream);

/** tactus_sim_commands_run: Returns: (nullable): what is wrong with @line, or %NULL */
const char        *tactus_sim_commands_run    (TactusSimCommands     *self,
                                               const char            *line);

/** Returns: the commands, a line each, for a help text */
const char        *tactus_sim_commands_get_help (void);

G_END_DECLS
