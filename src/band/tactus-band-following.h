/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-internal.h"

G_BEGIN_DECLS

/* The abilities of a connected band, as the band object sees them. */

/** tactus_band_abilities_install: the signals of tactus-band-abilities.h */
void                 tactus_band_abilities_install (GObjectClass        *klass);

TactusBandAbilities *tactus_band_abilities_new     (void);
void                 tactus_band_abilities_free    (TactusBandAbilities *self);

/** tactus_band_follow: READY: listens to what the band tells of its own accord.  Nothing of it
 *   makes the link fail */
void                 tactus_band_follow            (TactusBand          *self);

/** tactus_band_is_followed: Returns: whether what @uuid notifies is of interest as long as the link
 *   is up: nobody may unsubscribe from it */
gboolean             tactus_band_is_followed       (const char          *uuid);

/** tactus_band_unfollow: the link is about to go: ends what is under way.  @cause: (nullable): why
 */
void                 tactus_band_unfollow          (TactusBand          *self,
                                                    const GError        *cause);

/** tactus_band_find_silence: Returns: whether the band is looked for, which ends now; only then is
 *   @callback called, with the result of a write of the connection's */
gboolean             tactus_band_find_silence      (TactusBand          *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/** tactus_band_tell_charging: the charger is there, or gone */
void                 tactus_band_tell_charging     (TactusBand          *self);

G_END_DECLS
