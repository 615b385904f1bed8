/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

/**
 * tactus_band_info_read_async:
 *
 * Reads what a band says of itself, one field after the other.  A field that cannot be read is left
 * out; a link that is lost ends it.
 */
void            tactus_band_info_read_async  (TactusBluezConnection *connection,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);

/** Returns: (transfer full): what there was */
TactusBandInfo *tactus_band_info_read_finish (TactusBluezConnection *connection,
                                              GAsyncResult          *result,
                                              GError               **error);

G_END_DECLS
