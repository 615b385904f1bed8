/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-world.h"

G_BEGIN_DECLS

/**
 * TactusSimGatt:
 *
 * The GATT objects of one device of the virtual BlueZ, from their first export to the end of the
 * device: they outlive a link, as in BlueZ with its cache.
 */
typedef struct _TactusSimGatt TactusSimGatt;

/** A call arrived that should find its device gone in the middle; remove it now. */
typedef void (*TactusSimGattRemove) (gpointer user_data);

TactusSimGatt *tactus_sim_gatt_new          (TactusSimWorld      *world,
                                             TactusSimBand       *band,
                                             const char          *device_path,
                                             TactusSimGattRemove  remove,
                                             gpointer             user_data);

/** tactus_sim_gatt_free: pending calls fail with UnknownObject; exported objects are removed */
void           tactus_sim_gatt_free         (TactusSimGatt       *self);

/** tactus_sim_gatt_export: InterfacesAdded for everything that is not exported already */
void           tactus_sim_gatt_export       (TactusSimGatt       *self);

/** tactus_sim_gatt_export_but: the same, but for the characteristic @uuid */
void           tactus_sim_gatt_export_but   (TactusSimGatt       *self,
                                             const char          *uuid);
void           tactus_sim_gatt_unexport     (TactusSimGatt       *self);

/** tactus_sim_gatt_link_up: MTU appears; who subscribed before is subscribed again */
void           tactus_sim_gatt_link_up      (TactusSimGatt       *self);

/** tactus_sim_gatt_link_down: MTU goes, pending calls fail */
void           tactus_sim_gatt_link_down    (TactusSimGatt       *self);

/** tactus_sim_gatt_set_closing: a Disconnect is under way */
void           tactus_sim_gatt_set_closing  (TactusSimGatt       *self,
                                             gboolean             closing);

G_END_DECLS
