/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/**
 * TactusSimDriver:
 *
 * Runs a band in real time: ticks it on the thread-default main context whenever its deadline is
 * reached, and never otherwise.
 */
typedef struct _TactusSimDriver TactusSimDriver;

/** tactus_sim_driver_new: Returns: (transfer full): runs @band until it is freed */
TactusSimDriver *tactus_sim_driver_new  (TactusSimBand   *band);
void             tactus_sim_driver_free (TactusSimDriver *self);

/** Returns: the time bands that have a driver live by, microseconds */
gint64           tactus_sim_driver_now  (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimDriver, tactus_sim_driver_free)

G_END_DECLS
