/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_hex_scan:
 * @text: hexadecimal digits as people paste them: upper or lower case, with or without one leading
 *   `0x`, with any white space, colons and dashes between them
 * @out: (out caller-allocates) (array length=size): the bytes; digits beyond @size bytes are
 *   counted and dropped
 * @n_digits: (out): how many digits there are, an odd one at the end included
 * @bad_position: (out): where the first other character is, counted in characters from 1
 *
 * Allocates nothing, so that a caller who reads a secret knows where it lies.
 *
 * Returns: %FALSE if there is any other character
 */
gboolean  tactus_hex_scan       (const char   *text,
                                 guint8       *out,
                                 gsize         size,
                                 gsize        *n_digits,
                                 gsize        *bad_position);

/**
 * tactus_hex_to_bytes:
 * @text: as for tactus_hex_scan()
 *
 * Returns: (transfer full) (nullable): the bytes, none for an empty text, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_MALFORMED and a message that does not repeat the text
 */
GBytes   *tactus_hex_to_bytes   (const char   *text,
                                 GError      **error);

/**
 * tactus_hex_from_bytes: Returns: (transfer full): two lower-case digits a byte, nothing between
 */
char     *tactus_hex_from_bytes (const guint8 *bytes,
                                 gsize         length);

G_END_DECLS
