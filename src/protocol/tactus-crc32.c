/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-crc32.h"

#define POLYNOMIAL 0xedb88320u /* lowest bit first */

/* A day of minutes is some kilobytes: bit by bit is fast enough, and needs no table. */
guint32
tactus_crc32 (guint32       crc,
              const guint8 *data,
              gsize         length)
{
  crc = ~crc;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    }

  return ~crc;
}
