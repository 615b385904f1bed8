/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"
#include "tactus-history.h"

G_BEGIN_DECLS

/** TactusCtlChosen: @address: (nullable): of the one band that is meant, %NULL: all */
typedef void (*TactusCtlChosen) (TactusCtlProgram *program,
                                 TactusHistory    *history,
                                 const char       *address);

/**
 * tactus_ctl_choose_band:
 *
 * Turns what the person typed into the address of a band that has measured something, or is paired
 * with this computer; also one that was forgotten since.  Needs no Bluetooth.  If none is meant, or
 * several are, that is wrong usage.
 */
void   tactus_ctl_choose_band (TactusCtlProgram *program,
                               TactusHistory    *history,
                               TactusCtlChosen   chosen);

/** TactusCtlSessionsFound: @sessions: (element-type TactusSession): in the order of the words */
typedef void (*TactusCtlSessionsFound) (TactusCtlProgram *program,
                                        TactusHistory    *history,
                                        GPtrArray        *sessions);

/**
 * tactus_ctl_find_sessions:
 * @n: so many of the first words are ids
 *
 * A word that is no id, or the id of no session, is wrong usage.
 */
void   tactus_ctl_find_sessions (TactusCtlProgram       *program,
                                 TactusHistory          *history,
                                 guint                   n,
                                 TactusCtlSessionsFound  found);

/** tactus_ctl_read_ids: Returns: (transfer full) (element-type gint64) (nullable): of the first @n
 *    words; %NULL: the program has ended */
GArray *tactus_ctl_read_ids    (TactusCtlProgram *program,
                                guint             n);

/** tactus_ctl_end_unknown: there is no session @id */
void    tactus_ctl_end_unknown (TactusCtlProgram *program,
                                gint64            id);

G_END_DECLS
