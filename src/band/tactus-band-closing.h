/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * TactusBandClosing:
 *
 * The one way down, from wherever the band stands: it is told to stop, the link goes down, a key
 * that came to nothing is thrown away; then the band is OFFLINE, WAITING, or the next attempt
 * begins.  At most one, `band->closing`.
 */

/**
 * tactus_band_close_begin:
 * @task: (transfer full) (nullable): whose command ends with it
 * @error: (transfer full) (nullable): why
 * @retry: come back by itself, if that is wanted
 */
void tactus_band_close_begin    (TactusBand *self,
                                 GTask      *task,
                                 GError     *error,
                                 gboolean    retry);

/** tactus_band_close_prepare: as tactus_band_close_begin(), but nothing happens before
 * tactus_band_close_go() */
void tactus_band_close_prepare  (TactusBand *self,
                                 GTask      *task,
                                 GError     *error,
                                 gboolean    retry);
void tactus_band_close_go       (TactusBand *self);

/** tactus_band_close_wait_for: so many more answers have to come before it is over, each told by
 * tactus_band_close_one_less() */
void tactus_band_close_wait_for (TactusBand *self,
                                 guint       answers);
void tactus_band_close_one_less (TactusBand *self);

/** tactus_band_close_for_good: the one under way is not to be followed by a retry */
void tactus_band_close_for_good (TactusBand *self);

G_END_DECLS
