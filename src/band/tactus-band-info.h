/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-bluez-connection.h"

G_BEGIN_DECLS

/**
 * tactus_band_info_take:
 * @uuid: of the characteristic that @value was read from, or that notified it
 *
 * Returns: whether @value could be understood; the fields that are not of @uuid stay as they are
 */
gboolean        tactus_band_info_take        (TactusBandInfo        *self,
                                              const char            *uuid,
                                              GBytes                *value,
                                              GError               **error);

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
