/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_crc32:
 * @crc: 0, or what came out for the data before
 * @data: (array length=length): more of it
 *
 * Returns: the CRC-32 of Ethernet and zlib; "123456789" gives 0xcbf43926
 */
guint32 tactus_crc32 (guint32       crc,
                      const guint8 *data,
                      gsize         length);

G_END_DECLS
