/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-export.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_EXPORT_DIALOG (tactus_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusExportDialog, tactus_export_dialog, TACTUS, EXPORT_DIALOG, AdwWindow)

/**
 * TactusExportDialog:
 *
 * Asks what to export, in which format and where to, and does it.
 *
 * Signal `exported` (GFile, string: what is in it, a sentence): and then it is closed.
 */

/** tactus_export_dialog_new: @band: (nullable): address of the band that is looked at */
GtkWidget *tactus_export_dialog_new           (GtkWindow          *parent,
                                               TactusHistory      *history,
                                               const char         *band);

/** tactus_export_dialog_offer_session: offers one session before everything else */
void       tactus_export_dialog_offer_session (TactusExportDialog *self,
                                               TactusSession      *session);

/** tactus_export_dialog_offer_day: offers one day before everything else.  @day: midnight, here */
void       tactus_export_dialog_offer_day     (TactusExportDialog *self,
                                               GDateTime          *day);

/** tactus_export_dialog_export_to: what the button does when a file has been chosen */
void       tactus_export_dialog_export_to     (TactusExportDialog *self,
                                               GFile              *file);

/** tactus_export_dialog_set_format: ticks @format */
void       tactus_export_dialog_set_format    (TactusExportDialog *self,
                                               TactusFileFormat    format);

G_END_DECLS
