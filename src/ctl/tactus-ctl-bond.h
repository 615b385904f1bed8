/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_answer_questions:
 *
 * From now on, what Bluetooth pairing asks about the program's band is asked in the terminal, or
 * answered with `--yes` and `--passkey`; where there is neither, the answer is no.
 */
void   tactus_ctl_answer_questions (TactusCtlProgram *program);

G_END_DECLS
