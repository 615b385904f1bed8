/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bond-question.h"

G_BEGIN_DECLS

/* Called once, unless the question is withdrawn before. */
typedef void (*TactusBondAnswerFunc) (gboolean yes,
                                      guint    passkey,
                                      gpointer user_data);

/* @passkey: of CONFIRM and SHOW */
TactusBondQuestion *tactus_bond_question_new      (TactusBondQuestionKind  kind,
                                                   guint                   passkey,
                                                   TactusBondAnswerFunc    func,
                                                   gpointer                user_data);

/* Nobody waits for the answer any more. */
void                tactus_bond_question_withdraw (TactusBondQuestion     *self);

G_END_DECLS
