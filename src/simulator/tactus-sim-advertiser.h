/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/**
 * TactusSimAdvertiser:
 *
 * Advertises a band through LEAdvertisingManager1 for as long as it wants to be seen: not while it
 * is connected, and not while it is away.
 */
typedef struct _TactusSimAdvertiser TactusSimAdvertiser;

/**
 * TactusSimAdvertiserDone:
 * @error: (nullable): why it cannot be seen; %NULL: it can
 *
 * The first registration has ended.
 */
typedef void (*TactusSimAdvertiserDone) (const GError *error,
                                         gpointer      user_data);

TactusSimAdvertiser *tactus_sim_advertiser_new   (GDBusConnection          *connection,
                                                  const char               *adapter_path,
                                                  TactusSimBand            *band,
                                                  TactusSimAdvertiserDone   done,
                                                  gpointer                  user_data,
                                                  GError                  **error);
void                 tactus_sim_advertiser_free  (TactusSimAdvertiser      *self);

/** tactus_sim_advertiser_renew: the adapter was off: what it advertised may be lost */
void                 tactus_sim_advertiser_renew (TactusSimAdvertiser      *self);

G_END_DECLS
