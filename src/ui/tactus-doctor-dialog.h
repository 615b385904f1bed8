/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-doctor.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_DOCTOR_DIALOG (tactus_doctor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusDoctorDialog, tactus_doctor_dialog, TACTUS, DOCTOR_DIALOG, AdwWindow)

/**
 * TactusDoctorDialog:
 *
 * Shows what a TactusDoctor finds, with a button for each remedy.  It examines as it opens.
 *
 * Actions `doctor.again`, `doctor.copy`.
 * Signals `pair-requested` (TactusBand): the dialog is gone, and the band is to be paired again;
 * `copied` (string): the diagnostics, as they are on the clipboard.
 */

GtkWidget    *tactus_doctor_dialog_new        (GtkWindow          *parent,
                                               TactusDoctor       *doctor);

/** tactus_doctor_dialog_get_doctor: Returns: (transfer none) */
TactusDoctor *tactus_doctor_dialog_get_doctor (TactusDoctorDialog *self);

G_END_DECLS
