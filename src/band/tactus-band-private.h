/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"

G_BEGIN_DECLS

/* What the list of bands knows and does beyond what everybody may. */

/** Returns: (nullable): what @device seems to be */
const TactusModel *
         tactus_band_model_for_device   (TactusBluezDevice   *device);

void     tactus_band_set_known          (TactusBand          *self,
                                         gboolean             known);

/** tactus_band_forget_key_async: both keys; the band is OFFLINE by now */
void     tactus_band_forget_key_async   (TactusBand          *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean tactus_band_forget_key_finish  (TactusBand          *self,
                                         GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
