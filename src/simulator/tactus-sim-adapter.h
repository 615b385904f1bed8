/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-world.h"

G_BEGIN_DECLS

/**
 * TactusSimAdapter:
 *
 * Adapter1 of the virtual BlueZ, with the devices it knows.
 */
typedef struct _TactusSimAdapter TactusSimAdapter;

/** tactus_sim_adapter_new: hci@index, at the object tree's end from now on */
TactusSimAdapter *tactus_sim_adapter_new         (TactusSimWorld   *world,
                                                  guint             index,
                                                  gboolean          powered);
void              tactus_sim_adapter_free        (TactusSimAdapter *self);

gboolean          tactus_sim_adapter_get_powered (TactusSimAdapter *self);
void              tactus_sim_adapter_set_powered (TactusSimAdapter *self,
                                                  gboolean          powered);
void              tactus_sim_adapter_set_blocked (TactusSimAdapter *self,
                                                  gboolean          blocked);
gboolean          tactus_sim_adapter_get_discovering (TactusSimAdapter *self);

/** tactus_sim_adapter_remember: a device object for @band as if seen and kept from earlier days */
void              tactus_sim_adapter_remember    (TactusSimAdapter *self,
                                                  TactusSimBand    *band);

/** tactus_sim_adapter_forget: takes the device object of @band away, if there is one */
void              tactus_sim_adapter_forget      (TactusSimAdapter *self,
                                                  TactusSimBand    *band);

G_END_DECLS
