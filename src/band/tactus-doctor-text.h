/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-doctor.h"

G_BEGIN_DECLS

/*
 * Causes and findings in words.
 */

/** tactus_cause_to_code: Returns: the stable word that scripts and reports use: "in_use", … */
const char *tactus_cause_to_code       (TactusCause    cause);

/** tactus_cause_to_title: Returns: (transfer none): translated, what was looked at: "Keyring" */
const char *tactus_cause_to_title      (TactusCause    cause);

/** tactus_cause_to_sentence: Returns: (transfer none) (nullable): translated: what @finding means,
 *    and what to do; %NULL as long as there is nothing to say */
const char *tactus_cause_to_sentence   (TactusCause    cause,
                                        TactusFinding  finding);

/** tactus_cause_to_cure: Returns: what to offer */
TactusCure  tactus_cause_to_cure       (TactusCause    cause,
                                        TactusFinding  finding);

/** tactus_cure_to_label: Returns: (transfer none) (nullable): its button, with mnemonic */
const char *tactus_cure_to_label       (TactusCure     cure);

/** tactus_finding_to_code: Returns: the stable word: "fine", "found", "unknown", … */
const char *tactus_finding_to_code     (TactusFinding  finding);

/** tactus_finding_to_word: Returns: (transfer none): translated: "Fine", "This is it" */
const char *tactus_finding_to_word     (TactusFinding  finding);

/** tactus_doctor_to_verdict: Returns: (transfer full): translated: what came out, a few words */
char       *tactus_doctor_to_verdict   (TactusDoctor  *doctor);

G_END_DECLS
