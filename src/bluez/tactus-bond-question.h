/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  TACTUS_BOND_CONFIRM, /* does the device show this number? */
  TACTUS_BOND_ENTER,   /* which number does the device show, or have printed on it? */
  TACTUS_BOND_SHOW,    /* enter this number on the device; needs no answer */
  TACTUS_BOND_ALLOW,   /* may the device pair? */
} TactusBondQuestionKind;

/**
 * TactusBondQuestion:
 *
 * What Bluetooth pairing asks the person.  One that is not answered by the time its last reference
 * goes is a no; but SHOW needs no answer, and a no to it ends the pairing.
 *
 * Signal `withdrawn` (): once: the pairing is over, or asks something else; no answer is of use any
 * more.
 */
#define TACTUS_TYPE_BOND_QUESTION (tactus_bond_question_get_type ())
G_DECLARE_FINAL_TYPE (TactusBondQuestion, tactus_bond_question, TACTUS, BOND_QUESTION, GObject)

TactusBondQuestionKind tactus_bond_question_get_kind    (TactusBondQuestion *self);

/** Returns: 0…999999, of CONFIRM and SHOW */
guint                  tactus_bond_question_get_passkey (TactusBondQuestion *self);

/** tactus_bond_question_answer: @passkey: of ENTER, otherwise ignored.  The second is ignored */
void                   tactus_bond_question_answer      (TactusBondQuestion *self,
                                                         gboolean            yes,
                                                         guint               passkey);

G_END_DECLS
