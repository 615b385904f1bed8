/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/**
 * tactus_band_request_async:
 * @what: for people, what the band refuses if it does, e.g. "the setting units"
 * @writes: (transfer full) (element-type TactusWrite): what to write, in this order
 *
 * Carries out a request, one after the other: needs READY.  Where the band answers what was
 * written, its answer is waited for; silence for `reply_ms` counts as a yes, since old firmware
 * says nothing.
 *
 * Returns by finish: %FALSE with %TACTUS_BAND_ERROR_NOT_SUPPORTED if the band refuses a write or
 *   lacks a characteristic (then nothing is written at all)
 */
void     tactus_band_request_async    (TactusBand           *self,
                                       const char           *what,
                                       GPtrArray            *writes,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean tactus_band_request_finish   (TactusBand           *self,
                                       GAsyncResult         *result,
                                       GError              **error);

/** tactus_band_request_notified: the band said something while READY */
void     tactus_band_request_notified (TactusBand           *self,
                                       const char           *uuid,
                                       const guint8         *data,
                                       gsize                 length);

/** tactus_band_request_end_all: the link is going.  @error is copied */
void     tactus_band_request_end_all  (TactusBand           *self,
                                       const GError         *error);

G_END_DECLS
