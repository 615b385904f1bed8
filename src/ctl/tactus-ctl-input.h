/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/** TactusCtlInputDone: @text: what was typed, without its newline; wiped after the call */
typedef void (*TactusCtlInputDone) (TactusCtlProgram *program,
                                    const char       *text,
                                    gpointer          user_data);

/** TactusCtlInputEnough: Returns: whether @text is all there is to say */
typedef gboolean (*TactusCtlInputEnough) (const char *text);

/**
 * tactus_ctl_read_input:
 * @secret: a terminal does not show what is typed
 * @enough: (nullable): asked after each piece of a pipe, which else is read to its end
 *
 * Reads standard input without blocking: a line from a terminal.  Cancelled, the program ends.
 */
void   tactus_ctl_read_input (TactusCtlProgram     *program,
                              gboolean              secret,
                              TactusCtlInputEnough  enough,
                              TactusCtlInputDone    done,
                              gpointer              user_data);

/** tactus_ctl_is_yes: Returns: whether @text answers a question with yes, in the user's language */
gboolean tactus_ctl_is_yes   (const char           *text);

G_END_DECLS
