/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-doctor.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_DOCTOR_ROW (tactus_doctor_row_get_type ())
G_DECLARE_FINAL_TYPE (TactusDoctorRow, tactus_doctor_row, TACTUS, DOCTOR_ROW, GtkListBoxRow)

/**
 * TactusDoctorRow:
 *
 * One possible cause: what came out, in a sign and in words, and a button for what can be done.
 *
 * Signal `cure` (guint: TactusCure).
 */

GtkWidget *tactus_doctor_row_new    (TactusCause      cause);

/** tactus_doctor_row_update: takes over what @doctor says of the cause */
void       tactus_doctor_row_update (TactusDoctorRow *self,
                                     TactusDoctor    *doctor);

G_END_DECLS
