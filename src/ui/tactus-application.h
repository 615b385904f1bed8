/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_APPLICATION (tactus_application_get_type ())
G_DECLARE_FINAL_TYPE (TactusApplication, tactus_application, TACTUS, APPLICATION, AdwApplication)

/**
 * TactusApplication:
 *
 * Makes the parts and hands them to each other: the bus, the Bluetooth client, the key store, the
 * list of bands, the window.
 *
 * Actions, also for launchers and `gapplication action`, whether there is a window or not:
 * `start-measuring` (with the band measured with last), `stop-measuring`, `show-band` (string: the
 * address of a paired band), `history`, `preferences`, `zones`, `about`, `demo`, `quit`.  In a
 * window only: `search`, `compact`.
 */
TactusApplication *tactus_application_new        (void);

/** tactus_application_get_wanted: whether somebody asked for the window while we were leaving */
gboolean           tactus_application_get_wanted (TactusApplication *self);

/** tactus_application_get_wanted_option: Returns: (transfer none) (nullable): the option that does
 *    what the last of those asked for; %NULL: the window alone */
const char        *tactus_application_get_wanted_option (TactusApplication *self);

G_END_DECLS
