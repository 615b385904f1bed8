/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** forgive_gdk: lets a test live on after a warning of GDK's own, as with-display knows them */
void forgive_gdk (void);

G_END_DECLS
