/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tactus_bluez_store_remove:
 * @gone: (element-type GObject): a set
 *
 * Removes from @store what @gone holds, neighbours at a stroke: who follows the store hears of it
 * once for each run of them.
 */
void tactus_bluez_store_remove (GListStore *store,
                                GHashTable *gone);

G_END_DECLS
