/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-bond-question.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BOND_VIEW (tactus_bond_view_get_type ())
G_DECLARE_FINAL_TYPE (TactusBondView, tactus_bond_view, TACTUS, BOND_VIEW, AdwBin)

/**
 * TactusBondView:
 * What Bluetooth pairing asks, and the person's answer.  Signal `answered`: it needs
 * no answer any more; the next word is the sensor's.
 */

/**
 * tactus_bond_view_set_question:
 * @question: (nullable): %NULL lets go of it, which is a no if it was not answered
 */
void        tactus_bond_view_set_question    (TactusBondView     *self,
                                              TactusBondQuestion *question);

/** tactus_bond_view_get_title: Returns: (transfer none): what is asked, for a screen reader */
const char *tactus_bond_view_get_title       (TactusBondView     *self);

/** tactus_bond_view_get_description: Returns: (transfer none): the same in more words */
const char *tactus_bond_view_get_description (TactusBondView     *self);

G_END_DECLS
