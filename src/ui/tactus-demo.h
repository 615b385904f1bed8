/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band-list.h"
#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_DEMO (tactus_demo_get_type ())
G_DECLARE_FINAL_TYPE (TactusDemo, tactus_demo, TACTUS, DEMO, GObject)

/**
 * TactusDemo:
 *
 * Virtual bands behind a virtual Bluetooth service, and a list of bands that sees nothing else.
 * Keys live in memory, locks in a folder of its own, nothing is remembered.
 */

/** tactus_demo_new_async: @populate: with the demo's bands on the air; %FALSE: with none */
void            tactus_demo_new_async     (gboolean             populate,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
TactusDemo     *tactus_demo_new_finish    (GAsyncResult        *result,
                                           GError             **error);

/** tactus_demo_get_bluez: Returns: (transfer none): the virtual service */
TactusSimBluez *tactus_demo_get_bluez     (TactusDemo          *self);

/** tactus_demo_get_band_list: Returns: (transfer none): what the app shows */
TactusBandList *tactus_demo_get_band_list (TactusDemo          *self);

/** tactus_demo_get_sim_bands: Returns: (transfer none): GListModel of TactusSimBand */
GListModel     *tactus_demo_get_sim_bands (TactusDemo          *self);

/** tactus_demo_add_band: puts @band on the air; use this, so that the model knows it */
void            tactus_demo_add_band      (TactusDemo          *self,
                                           TactusSimBand       *band);

G_END_DECLS
