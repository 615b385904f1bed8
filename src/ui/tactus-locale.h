/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** tactus_locale_get_imperial: Returns: whether people here measure in feet and pounds */
gboolean tactus_locale_get_imperial     (void);

/**
 * tactus_locale_parse_date_order:
 * @format: as nl_langinfo (D_FMT) has it
 * @order: (out caller-allocates): 4 bytes: `d`, `m`, `y` in the order of @format, and a zero
 */
void     tactus_locale_parse_date_order (const char *format,
                                         char       *order);

/** tactus_locale_get_date_order: the order here */
void     tactus_locale_get_date_order   (char       *order);

/** tactus_locale_get_twelve_hours: Returns: whether people here say 2:30 PM for 14:30: as GNOME is
 *    set, elsewhere as the language's own clock */
gboolean tactus_locale_get_twelve_hours (void);

G_END_DECLS
