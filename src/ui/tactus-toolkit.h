/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** tactus_toolkit_describe: Returns: (transfer full): the versions this process runs with: "GTK
 *    4.8.3 (X11), libadwaita 1.2.2" */
char *tactus_toolkit_describe (void);

G_END_DECLS
