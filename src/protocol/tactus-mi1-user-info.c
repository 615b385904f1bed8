/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include <string.h>

#define POLYNOMIAL        0x8c /* x⁸ + x⁵ + x⁴ + 1, lowest bit first */

#define OFFSET_ALIAS      9
#define OFFSET_FEATURE    9
#define OFFSET_APPEARANCE 10
#define OFFSET_SHORT      11   /* where the alias begins after the two */
#define OFFSET_CHECKSUM   19

guint8
tactus_mi1_crc8 (const guint8 *data,
                 gsize         length)
{
  guint8 crc = 0;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (guint8) ((crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0));
    }

  return crc;
}

/* The alias fills what is left before the checksum; zeros follow a shorter one. */
static void
put_alias (const char *alias,
           guint8     *bytes,
           gsize       offset)
{
  for (gsize i = 0; offset + i < OFFSET_CHECKSUM && alias[i]; i++)
    bytes[offset + i] = (guint8) alias[i];
}

void
tactus_mi1_user_info_encode (const TactusMi1UserInfo *self,
                             guint8                   mac_last_byte,
                             guint8                  *bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (memchr (self->alias, '\0', sizeof self->alias) != NULL);

  const guint8 fixed[OFFSET_ALIAS] = {
    self->uid & 0xff,
    self->uid >> 8 & 0xff,
    self->uid >> 16 & 0xff,
    self->uid >> 24,
    self->gender,
    self->age,
    self->height_cm,
    self->weight_kg,
    self->type,
  };

  memset (bytes, 0, TACTUS_MI1_USER_INFO_SIZE);
  memcpy (bytes, fixed, sizeof fixed);
  if (self->has_feature)
    {
      bytes[OFFSET_FEATURE] = self->feature;
      bytes[OFFSET_APPEARANCE] = self->appearance;
    }
  put_alias (self->alias, bytes, self->has_feature ? OFFSET_SHORT : OFFSET_ALIAS);
  bytes[OFFSET_CHECKSUM] = tactus_mi1_crc8 (bytes, OFFSET_CHECKSUM) ^ mac_last_byte;
}
