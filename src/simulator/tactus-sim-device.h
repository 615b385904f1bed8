/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-world.h"

G_BEGIN_DECLS

/**
 * TactusSimDevice:
 *
 * Device1: what one adapter knows of one band.
 */
typedef struct _TactusSimDevice TactusSimDevice;

/** The device is to go from the adapter's list; it frees it. */
typedef void (*TactusSimDeviceGone) (TactusSimDevice *device,
                                     gpointer         user_data);

TactusSimDevice *tactus_sim_device_new          (TactusSimWorld      *world,
                                                 TactusSimBand       *band,
                                                 const char          *adapter_path,
                                                 TactusSimDeviceGone  gone,
                                                 gpointer             user_data);

/** tactus_sim_device_free: ends the link and takes the objects away, children first */
void             tactus_sim_device_free         (TactusSimDevice     *self);

TactusSimBand   *tactus_sim_device_get_band     (TactusSimDevice     *self);
const char      *tactus_sim_device_get_path     (TactusSimDevice     *self);
gboolean         tactus_sim_device_is_temporary (TactusSimDevice     *self);

/** tactus_sim_device_see: an advertisement arrived; @duplicates: somebody wants each of them */
void             tactus_sim_device_see          (TactusSimDevice     *self,
                                                 gboolean             duplicates);

/** tactus_sim_device_forget_bond: whoever removes a device unpairs it */
void             tactus_sim_device_forget_bond  (TactusSimDevice     *self);

/** tactus_sim_device_scan_ended: the signal strength is no longer known */
void             tactus_sim_device_scan_ended   (TactusSimDevice     *self);

/** tactus_sim_device_power_off: the adapter went off under it */
void             tactus_sim_device_power_off    (TactusSimDevice     *self);

/** tactus_sim_device_set_powered: whether Connect can work */
void             tactus_sim_device_set_powered  (TactusSimDevice     *self,
                                                 gboolean             powered);

G_END_DECLS
