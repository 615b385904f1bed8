/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-band-list.h"
#include "tactus-recording.h"

G_BEGIN_DECLS

/**
 * tactus_forget_async:
 * @parent: what to ask in front of; nobody is asked once it is out of sight
 * @bands: the list that @band goes from
 * @recording: what was measured with it
 * @cancellable: (nullable): ends the looking before the question, not the forgetting after it
 *
 * Asks whether @band is to be forgotten, and with it what was measured and recorded, if there is
 * anything; then does so.
 */
void     tactus_forget_async  (GtkWidget           *parent,
                               TactusBandList      *bands,
                               TactusBand          *band,
                               TactusRecording     *recording,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);

/**
 * tactus_forget_finish:
 * @message: (out) (transfer full) (nullable): what to tell the person
 *
 * Returns: whether the band is gone, be it that not all went well
 */
gboolean tactus_forget_finish (GAsyncResult        *result,
                               char               **message);

G_END_DECLS
