/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/** tactus_ctl_connect: connects the program's band with the key that is stored */
void   tactus_ctl_connect (TactusCtlProgram *program,
                           TactusCtlNext     next);

/** tactus_ctl_with_band: opens, finds the band, and connects it with the key that is stored */
void   tactus_ctl_with_band (TactusCtlProgram *program,
                             TactusCtlNext     next);

/** TactusCtlFinish: of an asynchronous function of the band's that either works or fails */
typedef gboolean (*TactusCtlFinish) (TactusBand    *band,
                                     GAsyncResult  *result,
                                     GError       **error);

/**
 * tactus_ctl_doing:
 * @finish: of the function that is about to be called
 * @next: what to do when it has worked; otherwise the program ends with the reason
 *
 * Returns: (transfer full): user data for tactus_ctl_done_cb(), which takes it
 */
gpointer tactus_ctl_doing   (TactusCtlProgram *program,
                             TactusCtlFinish   finish,
                             TactusCtlNext     next);

/** tactus_ctl_done_cb: a #GAsyncReadyCallback */
void   tactus_ctl_done_cb   (GObject          *source,
                             GAsyncResult     *result,
                             gpointer          doing);

/**
 * tactus_ctl_pair_band:
 * @key: (nullable): as for tactus_band_pair_async()
 *
 * Pairs the program's band and tells each step once, in their order.
 */
void   tactus_ctl_pair_band (TactusCtlProgram *program,
                             TactusKey        *key,
                             TactusCtlNext     next);

G_END_DECLS
