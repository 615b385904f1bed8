/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** chart_pictures_take: a chart alone, in every window, state and theme, into @folder */
void chart_pictures_take (const char *folder);

G_END_DECLS
