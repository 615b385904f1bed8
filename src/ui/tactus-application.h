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
 * list of bands, the window.  Actions: `quit`, `about`, `preferences`, `search`, `demo`.
 */
TactusApplication *tactus_application_new (void);

G_END_DECLS
