/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_device_text_parse:
 *
 * A text that a device says of itself (serial, hardware, firmware; services 180A, 1800): trailing
 * zeros and white space go, control characters and invalid UTF-8 become U+FFFD, at most 248 bytes.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if nothing is left
 */
char *tactus_device_text_parse (const guint8 *data,
                                gsize         length);

G_END_DECLS
