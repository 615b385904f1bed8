/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/* Waits until every characteristic of @uuids is there.
 * @task: (transfer full): returns a boolean, or TACTUS_BLUEZ_ERROR_MISSING after @timeout_ms */
void tactus_bluez_settling_run (TactusBluezTree    *tree,
                                GDBusProxy         *device,
                                const char * const *uuids,
                                guint               timeout_ms,
                                GTask              *task);

G_END_DECLS
