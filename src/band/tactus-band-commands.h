/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/* What the commands of a person's have in common. */

/** Returns: (transfer full): another command took over */
GError *tactus_band_superseded (void);

/** Returns: (transfer full) */
GTask  *tactus_band_task_for   (TactusBand          *self,
                                gpointer             tag,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);

/** tactus_band_want_ready: something is wanted that needs READY: makes sure that somebody is on the
 * way there */
void    tactus_band_want_ready (TactusBand *self);

G_END_DECLS
