/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-list.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PAIRING_DIALOG (tactus_pairing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusPairingDialog, tactus_pairing_dialog, TACTUS, PAIRING_DIALOG, AdwWindow)

/**
 * TactusPairingDialog:
 *
 * Leads through pairing one band: connecting, making a key, the tap, checking, done; or says how it
 * ended and what to do.  Closing it at any instant cancels.  A band that wants the vendor's key is
 * asked for it first; one that has a key of ours already gets a new one only on request.
 *
 * Signal `paired` (TactusBand): the person wants to see the pulse now; the dialog closes itself.
 */

GtkWidget  *tactus_pairing_dialog_new      (GtkWindow           *parent,
                                            TactusBandList      *bands,
                                            TactusBand          *band);

/** tactus_pairing_dialog_get_page: Returns: (transfer none): name of the stage that is shown */
const char *tactus_pairing_dialog_get_page (TactusPairingDialog *self);

G_END_DECLS
