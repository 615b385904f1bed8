/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/**
 * TactusSimFilter:
 *
 * One client's discovery filter.
 */
typedef struct _TactusSimFilter TactusSimFilter;

/**
 * tactus_sim_filter_new:
 * @properties: a{sv} of SetDiscoveryFilter
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL for an unknown key or a wrong type
 */
TactusSimFilter *tactus_sim_filter_new     (GVariant              *properties);
void             tactus_sim_filter_free    (TactusSimFilter       *self);

/** tactus_sim_filter_matches: (nullable) @self: no filter lets everything pass */
gboolean         tactus_sim_filter_matches (const TactusSimFilter *self,
                                            TactusSimBand         *band);

/** Returns: whether it wants every advertisement, and not only what is new */
gboolean         tactus_sim_filter_wants_duplicates (const TactusSimFilter *self);

G_END_DECLS
