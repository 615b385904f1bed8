/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_WELCOME (tactus_welcome_get_type ())
G_DECLARE_FINAL_TYPE (TactusWelcome, tactus_welcome, TACTUS, WELCOME, AdwBin)

/**
 * TactusWelcome:
 *
 * What the app is good for and how to begin, for somebody who has no band here yet.
 *
 * Property `titled` (gboolean): with a title of its own.
 */

GtkWidget *tactus_welcome_new (void);

G_END_DECLS
